// SPDX-License-Identifier: Apache-2.0
#include "plan/vocabulary.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "plan/normalise.hpp"
#include "plan/words.hpp"

namespace kc::plan {
namespace {

// Words that change nothing about what is measured.
const WordTable<std::u32string_view>& equal_words() {
    static const WordTable<std::u32string_view> table = {
        {U"地区生产总值", U"GDP"},
        {U"国内生产总值", U"GDP"},
        {U"生产总值", U"GDP"},
        {U"地区GDP", U"GDP"},
        {U"研究与试验发展", U"研发"},
        {U"研究与发展", U"研发"},
        {U"研究开发", U"研发"},
        {U"R&D", U"研发"},
        {U"r&d", U"研发"},
        {U"研发研发", U"研发"},
        {U"规模以上", U"规上"},
        {U"规模工业", U"规上工业"},
        {U"以上", U"以上"},
        {U"及以上", U"以上"},
        {U"的", U""},
        {U"全市", U""},
        {U"全县", U""},
        {U"全区", U""},
        {U"全省", U""},
        {U"我市", U""},
        {U"高企", U"高新技术企业"},
        {U"国家级高新技术企业", U"高新技术企业"},
        {U"国家高新技术企业", U"高新技术企业"},
        {U"有效期内", U""},
        {U"数量", U""},
        {U"总数", U""},
        {U"总量", U""},
        {U"保有量", U""},
        {U"比例", U"比重"},
        {U"支出", U""},
        {U"占比", U"占比"},
        {U"”", U""},
        {U"“", U""},
        {U"经费投入", U"经费"},
        {U"投入经费", U"经费"},
        {U"科技型中小微企业", U"科技型中小企业"},
    };
    return table;
}

std::u32string bare(std::u32string_view wording) {
    std::u32string flat;
    int depth = 0;
    for (const char32_t c : wording) {
        if (c == U'(') ++depth;
        if (depth == 0 && c != U' ') flat.push_back(c);
        if (c == U')' && depth > 0) --depth;
    }
    std::u32string out;
    for (std::size_t i = 0; i < flat.size();) {
        const auto* entry = equal_words().match(flat, i);
        if (entry != nullptr) {
            out += entry->second;
            i += entry->first.size();
        } else {
            out.push_back(flat[i++]);
        }
    }
    while (out.size() > 2 && out.back() == U'数') out.pop_back();
    return out;
}

// Kinds of figure that one wording of the catalog may stand for.
int closeness(std::string_view wanted, std::string_view offered) {
    if (wanted == offered) return 3;
    const bool count =
        wanted == "stock" || wanted == "new" || wanted == "net_new" || wanted == "register";
    const bool offered_count =
        offered == "stock" || offered == "new" || offered == "net_new" || offered == "register";
    if (wanted == "register" && offered == "stock") return 2;
    if (wanted == "stock" && offered == "register") return 2;
    if ((wanted == "ratio" && offered == "coverage") ||
        (wanted == "coverage" && offered == "ratio"))
        return 2;
    if (wanted == "multiple") return 1;
    if (count && offered_count) return 0;
    return 0;
}

}  // namespace

void Vocabulary::add(std::string_view wording, std::string_view code, std::string_view quantity) {
    const Text folded = normalise(Text::of(base::decode_utf8(wording)));
    const std::u32string key = bare(folded.chars());
    if (key.size() < 2) return;
    std::vector<Meaning>& meanings = entries_[key];
    const bool known = std::any_of(meanings.begin(), meanings.end(),
                                   [&](const Meaning& m) { return m.code == code; });
    if (!known) meanings.push_back({std::string(code), std::string(quantity)});
}

std::string Vocabulary::find(std::u32string_view metric, std::string_view kind) const {
    const std::u32string key = bare(metric);
    // Words in front (首位产业高新技术企业) narrow the metric; the longest tail that the catalog
    // knows counts only when what is cut off says nothing: so the whole must match.
    const auto it = entries_.find(key);
    if (it == entries_.end()) return {};
    const Meaning* best = nullptr;
    int best_score = 0;
    for (const Meaning& meaning : it->second) {
        const int score = closeness(kind, meaning.quantity);
        if (score > best_score) {
            best = &meaning;
            best_score = score;
        }
    }
    return best != nullptr ? best->code : std::string();
}

}  // namespace kc::plan
