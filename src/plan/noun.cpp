// SPDX-License-Identifier: Apache-2.0
#include "plan/noun.hpp"

#include <utility>

#include "plan/text.hpp"
#include "plan/words.hpp"

namespace kc::plan {
namespace {

constexpr std::size_t npos = std::u32string_view::npos;

}  // namespace

bool needs_subject(std::u32string_view noun) {
    static const WordSet kDependent = {
        U"占",       U"总数",     U"总量",   U"增速",    U"增幅",   U"占比",     U"强度",
        U"总额",     U"数量",     U"增长率", U"比重",    U"规模",   U"总规模",   U"总值",
        U"保有量",   U"比例",     U"同比",   U"净增",    U"总数量", U"总收入占", U"年均增速",
        U"年均增长", U"入库总数", U"存量",   U"有效数",  U"达标率", U"比上年",   U"较上年",
        U"总人数",   U"增加值占", U"其占",   U"累计总数"};
    const auto* entry = kDependent.match(noun, 0);
    if (entry == nullptr) return false;
    return entry->first == U"占" || entry->first == U"其占" || entry->first == U"比上年" ||
           entry->first == U"较上年" || entry->first.size() == noun.size();
}

bool is_level(std::u32string_view noun) {
    static const WordSet kLevels = {U"国家级",     U"省级",       U"市级",      U"县级",
                                    U"区级",       U"省级以上",   U"市级以上",  U"国家级以上",
                                    U"省级及以上", U"市级及以上", U"初级",      U"中级",
                                    U"高级",       U"省部级",     U"省部级以上"};
    const auto* entry = kLevels.match(noun, 0);
    return entry != nullptr && entry->first.size() == noun.size();
}

std::u32string without_level(std::u32string metric) {
    static const WordSet kLevels = {U"国家级",     U"省级",     U"市级",       U"县级",
                                    U"省级以上",   U"市级以上", U"国家级以上", U"省级及以上",
                                    U"市级及以上", U"各级",     U"各类"};
    const auto* entry = kLevels.match(metric, 0);
    if (entry != nullptr && entry->first.size() < metric.size())
        metric.erase(0, entry->first.size());
    return metric;
}

bool is_place_name(std::u32string_view noun) {
    constexpr std::size_t kLongestPlace = 5;
    if (noun.size() < 2 || noun.size() > kLongestPlace) return false;
    const char32_t last = noun.back();
    if (noun.ends_with(U"园区") || noun.ends_with(U"示范区") || noun.ends_with(U"社区") ||
        noun.ends_with(U"城市") || noun.ends_with(U"上市") || noun.ends_with(U"都市"))
        return false;
    return last == U'市' || last == U'县' || last == U'区' || last == U'镇';
}

std::u32string subject_of(std::u32string metric) {
    static const WordSet kTails = {U"总量", U"总数", U"总额", U"数量", U"总数量", U"增速", U"增幅"};
    const auto* tail = kTails.match_before(metric, metric.size());
    if (tail != nullptr && tail->first.size() < metric.size()) {
        metric.resize(metric.size() - tail->first.size());
    }
    const std::size_t share = metric.find(U"占");
    if (share != npos && share >= 4) metric.resize(share);
    return metric;
}

bool is_agent(std::u32string_view noun) {
    static const WordSet kAgents = {
        U"企业",     U"单位",         U"高校",     U"院所",     U"各单位",   U"园区",
        U"科技企业", U"力度",         U"工作",     U"建设",     U"各部门",   U"科研院所",
        U"我们",     U"科技局",       U"市科技局", U"区内企业", U"辖区企业", U"我局",
        U"局",       U"专家",         U"等",       U"科研人员", U"部门",     U"企业家",
        U"机构",     U"有条件的企业", U"重点企业", U"规上企业", U"龙头企业", U"全社会",
        U"每个县",   U"每县",         U"每个",     U"每家企业", U"每企",     U"期内",
        U"三年",     U"未来三年",     U"至",       U"年"};
    const auto* entry = kAgents.match(noun, 0);
    return entry != nullptr && entry->first.size() == noun.size();
}

std::u32string clean_noun(std::u32string_view noun) {
    std::u32string out;
    for (const char32_t c : noun) {
        if (!is_blank(c) && c != U'*' && c != U'#' && c != U'|') out.push_back(c);
    }
    while (!out.empty() && (out.back() == U'、' || out.back() == U'的' || out.back() == U'(' ||
                            out.back() == U'-' || out.back() == U'—' || out.back() == U'“')) {
        if (out.ends_with(U"目的")) break;
        out.pop_back();
    }
    while (!out.empty() && (out.front() == U'、' || out.front() == U'的' || out.front() == U')' ||
                            out.front() == U'—' || out.front() == U'”')) {
        out.erase(0, 1);
    }
    return out;
}

std::vector<std::u32string> nouns_of(std::u32string_view list) {
    std::vector<std::u32string> nouns;
    static const WordSet kLinks = {U"、", U"和", U"与", U"及", U"以及", U",", U"或"};
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t i = 0; i <= list.size(); ++i) {
        if (i < list.size() && (list[i] == U'(' || list[i] == U'“')) ++depth;
        if (i < list.size() && (list[i] == U')' || list[i] == U'”')) --depth;
        const auto* link = i < list.size() && depth <= 0 ? kLinks.match(list, i) : nullptr;
        // 研究与试验发展 and 研究和 are one word.
        if (link != nullptr && list.substr(0, i).ends_with(U"研究") &&
            list.substr(i + 1).starts_with(U"试验"))
            link = nullptr;
        if (link != nullptr &&
            (list.substr(i).starts_with(U"及以上") || list.substr(i).starts_with(U"与开发") ||
             list.substr(i).starts_with(U"和谐")))
            link = nullptr;
        if (link == nullptr && i < list.size()) continue;
        std::u32string noun = clean_noun(list.substr(begin, i - begin));
        if (noun.size() >= 2) nouns.push_back(std::move(noun));
        if (i < list.size()) {
            begin = i + link->first.size();
            i = begin - 1;
        }
    }
    return nouns;
}

}  // namespace kc::plan
