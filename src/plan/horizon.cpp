// SPDX-License-Identifier: Apache-2.0
#include "plan/horizon.hpp"

#include <string_view>

#include "base/utf8.hpp"
#include "plan/words.hpp"

namespace kc::plan {
namespace {

constexpr std::size_t npos = std::u32string_view::npos;

std::u32string last_year_of(const BlockView& block, const Mention& m) {
    std::u32string year;
    for (std::size_t i = m.begin; i + 4 <= m.end; ++i) {
        const std::int32_t value = block.year_at(i);
        if (value >= 1990 && value <= 2060) {
            year = block.view.substr(i, 4);
            i += 3;
        }
    }
    return year;
}

}  // namespace

std::u32string horizon_of(const BlockView& block, const ReadingContext& context, std::size_t pos,
                          std::u32string& carried) {
    const std::size_t sentence = block.sentence_begin(pos);
    std::u32string found;
    for (const Mention& m : block.mentions) {
        if (m.begin >= pos) break;
        if (m.kind != MentionKind::date || m.begin < sentence) continue;
        const std::int32_t year = block.year_at(m.begin);
        if (year >= context.plan_year && year > 0) found = last_year_of(block, m);
    }
    if (found.empty()) {
        found = carried;
    } else {
        carried = found;
    }
    const std::u32string_view before = block.view.substr(sentence, pos - sentence);
    static const WordTable<char32_t> kQuarters = {
        {U"一季度", U'1'}, {U"第一季度", U'1'}, {U"二季度", U'2'}, {U"第二季度", U'2'},
        {U"三季度", U'3'}, {U"第三季度", U'3'}, {U"四季度", U'4'}, {U"第四季度", U'4'}};
    const WordTable<char32_t>::Entry* quarter = nullptr;
    std::size_t last = npos;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (const auto* entry = kQuarters.match(before, i)) {
            quarter = entry;
            last = i;
        }
    }
    const std::u32string year =
        !found.empty() ? found : base::decode_utf8(std::to_string(context.plan_year));
    if (quarter != nullptr && (last == 0 || before[last - 1] != U'前')) {
        return year + U"-Q" + quarter->second;
    }
    if (!context.is_report && before.find(U"上半年") != npos && before.find(U"下半年") == npos) {
        return year + U"-06";
    }
    return found;
}

}  // namespace kc::plan
