// SPDX-License-Identifier: Apache-2.0
#include "plan/tense.hpp"

#include <algorithm>
#include <string_view>

namespace kc::plan {
namespace {

constexpr std::size_t npos = std::u32string_view::npos;

}  // namespace

TenseLine::TenseLine(const BlockView& block, const ReadingContext& context, TenseCue before)
    : b_(block), context_(context), before_(before) {
    for (std::size_t i = 0; i < b_.view.size();) {
        const auto* entry = tense_cues().match(b_.view, i);
        if (entry != nullptr) {
            if (entry->second.tense != Tense::unknown) cues_.push_back({i, entry->second});
            i += entry->first.size();
        } else {
            half_year_cue(i);
            ++i;
        }
    }
    for (const Mention& m : b_.mentions) {
        if (m.kind == MentionKind::date) year_cue(m);
    }
    std::stable_sort(cues_.begin(), cues_.end(),
                     [](const CuePoint& a, const CuePoint& b) { return a.at < b.at; });
}

void TenseLine::half_year_cue(std::size_t i) {
    const std::u32string_view rest = b_.view.substr(i);
    static const WordSet kAgainst = {U"由", U"较", U"比", U"从", U"于"};
    if (kAgainst.match_before(b_.view, i) != nullptr) return;
    if (rest.starts_with(U"上半年")) {
        cues_.push_back({i, {context_.is_report ? Tense::past : Tense::reset, true}});
    } else if (rest.starts_with(U"下半年")) {
        cues_.push_back({i, {Tense::future, true, true}});
    }
}

void TenseLine::year_cue(const Mention& m) {
    const std::int32_t year = b_.year_at(m.begin);
    if (year == 0) {
        // 1-6月 without a year belongs to the months already over.
        const bool months = b_.view.substr(m.begin, m.end - m.begin).find(U'月') != npos;
        const bool span = m.end - m.begin >= 4;
        if (months && span) cues_.push_back({m.begin, {Tense::past, true}});
        return;
    }
    static const WordSet kAgainst = {U"较", U"比", U"以",   U"自", U"从", U"由",
                                     U"对", U"与", U"相比", U"在", U"按", U"于"};
    std::size_t back = m.begin;
    if (back > 0 && (b_.at(back - 1) == U'(')) return;
    const bool against = kAgainst.match_before(b_.view, back) != nullptr &&
                         !b_.view.substr(0, back).ends_with(U"截至");
    const std::u32string_view after = b_.view.substr(m.end, 6);
    if (against && (b_.at(back - 1) != U'在' || after.find(U"基础") != npos)) return;
    const bool until = back > 0 && (b_.at(back - 1) == U'到' || b_.at(back - 1) == U'至');
    if (context_.plan_year == 0) {
        if (until) cues_.push_back({m.begin, {Tense::future, true, true}});
        return;
    }
    if (year < context_.plan_year) {
        if (after.starts_with(U"的") || after.starts_with(U"基数")) return;
        cues_.push_back({m.begin, {Tense::past, true}});
    } else if (year > context_.plan_year) {
        cues_.push_back({m.begin, {Tense::future, true, true}});
    } else if (until) {
        cues_.push_back({m.begin, {Tense::future, true, true}});
    } else {
        cues_.push_back({m.begin, {Tense::reset, true}});
    }
}

TenseCue TenseLine::at(std::size_t pos) const {
    const std::size_t sentence = b_.full_stop_before(pos);
    TenseCue now{before_.tense, false, before_.lasting};
    if (now.tense == Tense::reset) now.tense = Tense::unknown;
    for (const CuePoint& point : cues_) {
        if (point.at >= pos) break;
        const bool same = point.at >= sentence;
        if (!same && !point.cue.strong) continue;  // weak words speak for their sentence only
        if (point.cue.tense == Tense::reset && now.tense == Tense::future) continue;
        if (point.cue.tense == Tense::reset) {
            now = {Tense::unknown, same, false};
            continue;
        }
        if (!point.cue.strong && now.strong && now.tense != Tense::unknown && same) continue;
        // 力争 inside a stretch opened by 到2025年 does not close it.
        const bool stretch = now.lasting && now.tense == point.cue.tense;
        now = {point.cue.tense, point.cue.strong && same, point.cue.lasting || stretch};
    }
    return now;
}

}  // namespace kc::plan
