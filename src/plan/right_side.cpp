// SPDX-License-Identifier: Apache-2.0
#include "plan/right_side.hpp"

#include <string_view>

#include "plan/lexicon.hpp"
#include "plan/noun.hpp"

namespace kc::plan {
namespace {

constexpr std::size_t npos = std::u32string_view::npos;

template <typename Table>
bool cut_end(const BlockView& block, const Table& table, Region& r) {
    const auto* entry = table.match_before(block.sub(r), r.size());
    if (entry == nullptr) return false;
    r.end -= entry->first.size();
    return true;
}

// After 、 the same noun goes on unless a verb or a number follows: 新能源、新材料产业集群.
bool list_goes_on(const BlockView& block, std::size_t i, std::size_t limit) {
    if (i >= limit || verbs().match(block.view, i) != nullptr) return false;
    if (openers().match(block.view, i) != nullptr) return false;
    std::size_t end = i;
    while (end < block.view.size() && !is_clause_mark(block.view[end]) && block.view[end] != U'、')
        ++end;
    return end <= limit && (limit == block.view.size() || end < limit);
}

// "…高新技术企业和|20家…": the link and a verb before the next number are not the noun's.
std::size_t back_over_links(const BlockView& block, Region r) {
    static const WordSet kLinks = {U"和", U"与", U"及", U"以及", U"、", U"或"};
    Region rest = r;
    while (rest.size() > 0) {
        if (const auto* link = kLinks.match_before(block.sub(rest), rest.size())) {
            return rest.end - link->first.size();
        }
        if (!cut_end(block, verbs(), rest) && !cut_end(block, fillers(), rest) &&
            !cut_end(block, hedges(), rest) && !cut_end(block, comparators(), rest)) {
            break;
        }
    }
    return r.end;
}

}  // namespace

Region right_side(const BlockView& block, std::size_t k) {
    Region r{block.mentions[k].end, block.mentions[k].end};
    std::size_t limit = block.view.size();
    for (std::size_t j = k + 1; j < block.mentions.size(); ++j) {
        if (is_countable(block.mentions[j])) {
            limit = block.mentions[j].begin;
            break;
        }
    }
    int depth = 0;
    while (r.end < limit) {
        const char32_t c = block.view[r.end];
        if (is_clause_mark(c)) break;
        if (c == U'(') {
            if (block.counting_paren(r.end)) break;
            ++depth;
        }
        if (c == U')' && --depth < 0) break;
        if (c == U'、' && depth == 0 && !list_goes_on(block, r.end + 1, limit)) break;
        ++r.end;
    }
    if (r.end == limit && limit < block.view.size()) r.end = back_over_links(block, r);
    return r;
}

std::u32string object_of(const BlockView& block, Region right) {
    if (right.size() < 2) return {};
    Region r = right;
    if (block.view[r.begin] == U'的') ++r.begin;
    static const WordSet kNotObject = {
        U"以",   U"并",   U"来",   U"到",     U"在",   U"为",   U"用于", U"的",   U"且",   U"和",
        U"及",   U"、",   U"较",   U"比",     U"同比", U"等",   U"通过", U"全部", U"实现", U"达到",
        U"完成", U"任务", U"目标", U"开工",   U"投产", U"落地", U"落户", U"入驻", U"上市", U"挂牌",
        U"通过", U"获批", U"获得", U"的目标", U"以上", U"左右", U"增长", U"提高", U"提升", U"(",
        U"—",    U"-",    U"[",    U"〔",     U"|",    U"|",    U"”",    U"“双",  U"从",   U"使",
        U"让",   U"是",   U"已",   U"将",     U"要",   U"作",   U"提升", U"高于", U"低于"};
    if (kNotObject.match(block.view, r.begin) != nullptr) return {};
    // Stop at a verb that starts what happens next: 100名以上|来宣创业.
    static const WordSet kStops = {U"来我",   U"以上", U"实现",   U"达到",   U"通过",     U"参加",
                                   U"参与",   U"开展", U"获得",   U"入选",   U"获批",     U"落地",
                                   U"落户",   U"进入", U"用于",   U"完成",   U"建成",     U"左右",
                                   U"达",     U"纳入", U"的目标", U"的任务", U"目标任务", U"并",
                                   U"以促进", U"投入", U"(",      U"予以",   U"给予"};
    std::size_t stop = npos;
    for (std::size_t i = r.begin + 1; i < r.end; ++i) {
        if (kStops.match(block.view.substr(0, r.end), i) != nullptr) {
            stop = i;
            break;
        }
    }
    if (stop != npos) r.end = stop;
    while (r.size() > 0 && (is_blank(block.view[r.end - 1]) || block.view[r.end - 1] == U'等'))
        --r.end;
    std::u32string object = clean_noun(block.sub(r));
    return object.size() >= 2 ? object : std::u32string();
}

}  // namespace kc::plan
