// SPDX-License-Identifier: Apache-2.0
#include "plan/metadata.hpp"

#include <algorithm>

#include "plan/words.hpp"

namespace kc::plan {
namespace {

const WordSet& keys() {
    static const WordSet kKeys = {
        U"索引号",   U"组配分类",     U"发布机构",   U"发文机关", U"发文单位", U"发文日期",
        U"发布日期", U"成文日期",     U"生成日期",   U"生效日期", U"废止日期", U"发文字号",
        U"发布文号", U"文号",         U"关键词",     U"主题导航", U"主题分类", U"信息名称",
        U"名称",     U"标题",         U"内容概述",   U"信息来源", U"有效性",   U"公开方式",
        U"公开范围", U"体裁分类",     U"服务对象",   U"公开目录", U"公开形式", U"公开时限",
        U"发布时间", U"信息分类",     U"咨询电话",   U"浏览次数", U"来源",     U"公文种类",
        U"公开类别", U"公开责任部门", U"有效期",     U"效力状态", U"发布者",   U"有效期至",
        U"文件编号", U"公开日期",     U"责任部门",   U"主题词",   U"信息类别", U"文件名称",
        U"统一编号", U"登记号",       U"信息索引号", U"分类",     U"公开属性", U"废止时间",
        U"生成时间", U"发文时间",     U"主题信息",   U"所属机构", U"文件状态"};
    return kKeys;
}

struct Hit {
    std::size_t key_begin = 0;
    std::size_t key_end = 0;
    std::size_t value_begin = 0;
};

std::vector<Hit> hits_in(const Text& text) {
    std::vector<Hit> hits;
    const std::u32string_view view = text.chars();
    for (std::size_t i = 0; i < view.size();) {
        const auto* key = keys().match(view, i);
        if (key == nullptr) {
            ++i;
            continue;
        }
        std::size_t end = i + key->first.size();
        std::size_t value = end;
        while (value < view.size() && is_blank(view[value])) ++value;
        const bool marked = value < view.size() && (view[value] == U':' || view[value] == U'|');
        const bool bracketed = i > 0 && (view[i - 1] == U'[' || view[i - 1] == U'【');
        const bool starts = i == 0 || !is_han(view[i - 1]) || !hits.empty();
        if ((marked || bracketed) && starts) {
            ++value;
            hits.push_back({i, end, value});
        }
        i = end;
    }
    return hits;
}

// 索 引 号 and 文　　号 are spread over the width of a column.
Text without_blanks_in_keys(const Text& text) {
    Text out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto at = static_cast<std::ptrdiff_t>(i);
        const bool gap =
            is_blank(text[i]) && text[i] != U'\t' && out.size() > 0 && is_han(out[out.size() - 1]);
        std::ptrdiff_t next = at;
        while (is_blank(text.at(next)) && text.at(next) != U'\t') ++next;
        if (gap && is_han(text.at(next)) && next - at <= 4) {
            i = static_cast<std::size_t>(next) - 1;
            continue;
        }
        out.push(text[i], text.origin(i));
    }
    return out;
}

std::u32string tidy(std::u32string_view value) {
    while (!value.empty() &&
           (is_blank(value.back()) || value.back() == U'|' || value.back() == U'[' ||
            value.back() == U'【' || value.back() == U';' || value.back() == U',')) {
        value.remove_suffix(1);
    }
    while (!value.empty() &&
           (is_blank(value.front()) || value.front() == U'|' || value.front() == U':' ||
            value.front() == U']' || value.front() == U'】')) {
        value.remove_prefix(1);
    }
    return std::u32string(value);
}

// Fields that only such a block has; 来源, 名称 and 标题 alone also head ordinary lines.
bool is_sure(std::u32string_view key) {
    static const WordSet kWeak = {U"名称",     U"标题",     U"来源",   U"分类",
                                  U"浏览次数", U"文号",     U"有效期", U"关键词",
                                  U"发布时间", U"咨询电话", U"发布者"};
    const auto* entry = kWeak.match(key, 0);
    return entry == nullptr || entry->first.size() != key.size();
}

}  // namespace

Metadata take_metadata(std::vector<Block>& blocks) {
    constexpr std::size_t kFrontBlocks = 30;
    Metadata metadata;
    for (std::size_t b = 0; b < std::min(blocks.size(), kFrontBlocks); ++b) {
        Block& block = blocks[b];
        if (block.label.style != LabelStyle::none) continue;
        const Text text = without_blanks_in_keys(block.text);
        const std::vector<Hit> hits = hits_in(text);
        if (hits.empty() || hits[0].key_begin > 2) continue;
        const std::u32string_view view = text.chars();
        const std::u32string_view first =
            view.substr(hits[0].key_begin, hits[0].key_end - hits[0].key_begin);
        const bool block_of_fields = hits.size() >= 2 || is_sure(first) || !metadata.empty();
        constexpr std::size_t kLongestField = 400;
        if (!block_of_fields || (hits.size() == 1 && view.size() > kLongestField)) continue;
        for (std::size_t i = 0; i < hits.size(); ++i) {
            const std::size_t end = i + 1 < hits.size() ? hits[i + 1].key_begin : view.size();
            std::u32string key(view.substr(hits[i].key_begin, hits[i].key_end - hits[i].key_begin));
            std::u32string value =
                tidy(view.substr(hits[i].value_begin, end - hits[i].value_begin));
            metadata.emplace_back(std::move(key), std::move(value));
        }
        block.kind = BlockKind::furniture;
    }
    return metadata;
}

std::u32string value_of(const Metadata& metadata, std::u32string_view key) {
    for (const auto& [name, value] : metadata) {
        if (name == key) return value;
    }
    return {};
}

}  // namespace kc::plan
