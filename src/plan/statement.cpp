// SPDX-License-Identifier: Apache-2.0
#include "plan/statement.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "plan/horizon.hpp"
#include "plan/kinds.hpp"
#include "plan/left_side.hpp"
#include "plan/noun.hpp"
#include "plan/right_side.hpp"
#include "plan/units.hpp"

namespace kc::plan {
namespace {

constexpr std::size_t npos = std::u32string_view::npos;

class BlockReader {
public:
    BlockReader(const Text& block, const std::vector<Mention>& mentions,
                const ReadingContext& context, Carry& carry)
        : b_{block.chars(), mentions},
          context_(context),
          carry_(carry),
          tense_(b_, context, {carry.tense, false, carry.lasting}) {}

    std::vector<Statement> run() {
        for (std::size_t k = 0; k < b_.mentions.size(); ++k) {
            if (is_countable(b_.mentions[k])) read(k);
        }
        // A paragraph that looks ahead leads the next ones; what told the past ends with its own.
        if (!statements_.empty()) {
            const Statement& last = statements_.back();
            carry_.tense = last.tense == Tense::future ? Tense::future : Tense::unknown;
            carry_.lasting = carry_.tense == Tense::future && last.tense_lasting;
        }
        return std::move(statements_);
    }

private:
    void read(std::size_t k) {
        const Mention& m = b_.mentions[k];
        const std::size_t begin = clause_begin(k);
        LeftSide left = left_side(b_, begin, k);
        const Region right = right_side(b_, k);
        Statement s;
        s.mention = k;
        s.value = m.value;
        s.high = m.high;
        s.unit = m.unit;
        choose_bound(s, m, left);
        const std::size_t sentence = b_.sentence_begin(m.begin);
        const TenseCue tense = tense_.at(m.begin);
        s.tense = tense.tense;
        s.tense_strong = tense.strong;
        s.tense_lasting = tense.lasting;
        if (said_as_done(begin, m.begin)) {
            s.tense = Tense::past;
            s.tense_strong = true;
        }
        s.text_begin = left.phrase_begin;
        s.text_end = m.end;
        const Statement* previous = previous_in_sentence(sentence);
        inherit(s, left, previous, k);
        choose_metric(s, left, right, previous, k);
        s.has_verb = left.verb.has_value();
        share_verb(left, s.metric, previous, k);
        s.kind = kind_of({.metric = s.metric,
                          .unit = s.unit,
                          .verb = left.verb,
                          .is_rank = m.kind == MentionKind::rank,
                          .doubled = m.unit == U"倍",
                          .first_ever = b_.view.substr(m.begin).starts_with(U"零"),
                          .whole_cover = b_.view.substr(m.begin).starts_with(U"全覆盖")});
        s.exclusion = exclusion_of(k, begin, s, left, right, previous);
        if (s.exclusion == Exclusion::threshold) thresholds_.push_back(k);
        finish(s, left, k);
        consumed_ = std::max(consumed_, taken_right_);
    }

    // 新增A 5家、B 3家: the verb of the list's head holds for the members without one.
    void share_verb(LeftSide& left, std::u32string_view metric, const Statement* previous,
                    std::size_t k) const {
        if (left.verb || previous == nullptr || previous->exclusion != Exclusion::none) return;
        static const WordSet kTotals = {U"总量", U"总数", U"保有量", U"拥有量", U"存量", U"总人数"};
        if (kTotals.match_before(metric, metric.size()) != nullptr) return;
        const UnitClass unit = unit_class(b_.mentions[k].unit);
        if (unit != UnitClass::count && unit != UnitClass::people) return;
        const TargetKind kind = previous->kind;
        if (kind == TargetKind::fresh || kind == TargetKind::net_new ||
            kind == TargetKind::registered) {
            left.verb = Verb{verb_class_of(kind)};
        }
    }

    void finish(Statement& s, const LeftSide& left, std::size_t k) {
        s.horizon = horizon_of(b_, context_, b_.mentions[k].begin, carry_.horizon);
        if (!s.scope.empty()) carry_.scope = s.scope;
        if (s.exclusion == Exclusion::none && !s.metric.empty()) carry_.metric = s.metric;
        const bool doubled = s.unit == U"倍" && b_.mentions[k].chinese;
        if ((left.each || doubled) && s.exclusion == Exclusion::none) {
            share(s, left);
        } else if (left.respectively && s.exclusion == Exclusion::none) {
            assign(s, left, k);
        } else {
            statements_.push_back(std::move(s));
        }
    }

    void choose_bound(Statement& s, const Mention& m, const LeftSide& left) const {
        if (m.bound == Bound::range) {
            s.bound = Bound::range;
        } else if (m.kind == MentionKind::rank) {
            s.bound = Bound::rank_at_most;
            if (left.verb && b_.sub({left.noun.begin, m.begin}).find(U"前移") != npos)
                s.bound = Bound::equal;
        } else if (left.bound && *left.bound != Bound::about) {
            // 突破100家以上 is still "more than"; 控制在5%左右 is still a ceiling.
            s.bound = *left.bound;
        } else if (m.bound) {
            s.bound = *m.bound;
        } else if (left.bound) {
            s.bound = *left.bound;
        }
        s.bound_said = m.bound.has_value() || left.bound.has_value();
    }

    // 新增了, 引进了: over and done.
    bool said_as_done(std::size_t begin, std::size_t end) const {
        for (std::size_t i = begin; i < end; ++i) {
            if (b_.view[i] != U'了') continue;
            const char32_t before = i > 0 ? b_.view[i - 1] : U'\0';
            if (i > 0 && (b_.at(i + 1) != U'解') && before != U'为' && before != U'除' &&
                before != U'明')
                return true;
        }
        return false;
    }

    const Statement* previous_in_sentence(std::size_t sentence) const {
        if (statements_.empty()) return nullptr;
        const Statement& last = statements_.back();
        return b_.mentions[last.mention].begin >= sentence ? &last : nullptr;
    }

    void inherit(Statement& s, LeftSide& left, const Statement* previous, std::size_t k) {
        s.hedge = left.hedge;
        s.scope = left.scope;
        if (!s.hedge.empty()) hedge_rules_ = left.hedge_leads;
        if (s.hedge.empty()) {
            s.hedge = lead_hedge(k);
            if (!s.hedge.empty()) hedge_rules_ = true;
        }
        if (previous == nullptr) {
            if (s.hedge.empty()) hedge_rules_ = false;
            return;
        }
        if (s.hedge.empty() && hedge_rules_) s.hedge = previous->hedge;
        if (s.scope.empty()) s.scope = previous->scope;
    }

    // A hedge in front of a colon or comma rules the list behind it: 力争：…, 确保今年，….
    std::u32string lead_hedge(std::size_t k) const {
        const std::size_t end = clause_begin(k);
        const std::size_t begin = b_.sentence_begin(b_.mentions[k].begin);
        std::u32string found;
        // Only in front of the first number: later hedges belong to their own clauses.
        for (const Mention& m : b_.mentions) {
            if (is_countable(m) && m.begin >= begin && m.begin < end) return found;
        }
        for (std::size_t i = begin; i < end;) {
            const auto* entry = hedges().match(b_.view, i);
            if (entry != nullptr && entry->first != U"必须" && entry->first != U"计划" &&
                entry->first != U"预期" && !(entry->first == U"争取" && wins_funds(b_, i + 2))) {
                found = entry->first;
                i += entry->first.size();
            } else {
                ++i;
            }
        }
        return found;
    }

    void choose_metric(Statement& s, LeftSide& left, Region right, const Statement* previous,
                       std::size_t k) {
        std::u32string noun = clean_noun(b_.sub(left.noun));
        if (noun.starts_with(U"基础上")) noun.erase(0, 3);
        if (is_place_name(noun) && (previous != nullptr || !carry_.metric.empty())) {
            s.scope = noun;
            noun.clear();
        }
        if (is_level(noun) && previous != nullptr && previous->metric.size() >= 2) {
            s.metric = noun + without_level(subject_of(previous->metric));
            s.text_begin = std::min(s.text_begin, left.phrase_begin);
            return;
        }
        const std::u32string object = object_of(b_, right);
        const bool transitive = left.verb && left.verb->verb_class != VerbClass::reach &&
                                left.verb->verb_class != VerbClass::grow;
        const bool verb_at_number = left.verb && verb_ends_at(b_.mentions[k].begin, left);
        if (needs_subject(noun)) {
            const std::u32string subject =
                previous != nullptr ? subject_of(previous->metric) : subject_of(carry_.metric);
            s.metric = subject + noun;
            if (previous != nullptr) s.text_begin = std::min(s.text_begin, left.phrase_begin);
            return;
        }
        const bool useless = noun.empty() || is_agent(noun);
        if (!object.empty() && (useless || (transitive && verb_at_number))) {
            s.metric = object;
            s.text_end = right.begin + leading(right, object);
            taken_right_ = s.text_end;
            return;
        }
        if (!useless || (!noun.empty() && object.empty())) {
            s.metric = noun;
            return;
        }
        // Nothing around the number: the subject said before goes on (新增50家，力争60家).
        std::u32string subject = previous != nullptr ? previous->metric : std::u32string();
        if (subject.empty() && !s.scope.empty()) subject = carry_.metric;
        if (!subject.empty()) {
            s.metric = subject;
            if (!left.verb && previous != nullptr && previous->has_verb)
                left.verb = Verb{verb_class_of(previous->kind)};
            s.level = Level::base;
            return;
        }
        if (heading_subject(k, s.metric)) return;
    }

    // Number without words in front: what stands before the comma or colon may name it.
    bool heading_subject(std::size_t k, std::u32string& metric) const {
        const std::size_t bound = clause_begin(k);
        if (bound < 2 || (b_.view[bound - 1] != U',' && b_.view[bound - 1] != U':')) return false;
        std::size_t begin = bound - 1;
        while (begin > 0 && !is_clause_mark(b_.view[begin - 1])) --begin;
        const std::u32string noun = clean_noun(b_.sub(noun_in(b_, {begin, bound - 1}, true)));
        constexpr std::size_t kLongestSubject = 30;
        if (noun.size() < 2 || noun.size() > kLongestSubject) return false;
        metric = noun;
        return true;
    }

    static VerbClass verb_class_of(TargetKind kind) {
        if (kind == TargetKind::fresh) return VerbClass::fresh;
        if (kind == TargetKind::net_new) return VerbClass::net;
        if (kind == TargetKind::registered) return VerbClass::enter;
        if (kind == TargetKind::growth) return VerbClass::grow;
        return VerbClass::reach;
    }

    bool verb_ends_at(std::size_t number, const LeftSide& left) const {
        // Only fillers and bounds between the verb and the number: the noun was taken further left.
        return left.noun.end < number;
    }

    std::size_t leading(Region right, const std::u32string& object) const {
        const std::size_t pos = b_.sub(right).find(object.substr(0, 2));
        return pos == npos ? right.size() : std::min(right.size(), pos + object.size());
    }

    // A、B均增长10%: one statement each.
    void share(const Statement& s, const LeftSide& left) {
        std::vector<std::u32string> nouns = nouns_of(wide_list(left));
        if (nouns.size() < 2) {
            statements_.push_back(s);
            return;
        }
        for (std::u32string& noun : nouns) {
            Statement one = s;
            one.metric = std::move(noun);
            statements_.push_back(std::move(one));
        }
    }

    // The list before 均 or 分别, back over commas as long as no number stands between.
    std::u32string_view wide_list(const LeftSide& left) const {
        std::size_t begin = left.noun.begin;
        return b_.view.substr(begin, left.noun.end - begin);
    }

    // A、B分别达到80家、300家: the first value opens the list, later ones take the next noun.
    void assign(Statement s, const LeftSide& left, std::size_t k) {
        pending_ = nouns_of(wide_list(left));
        pending_next_ = 0;
        if (pending_.size() < 2) pending_ = nouns_of(clause_before(b_.mentions[k].begin));
        if (pending_.size() >= 2) {
            s.metric = pending_[0];
            pending_next_ = 1;
            pending_sentence_ = b_.sentence_begin(b_.mentions[k].begin);
        }
        statements_.push_back(std::move(s));
    }

    // 甲、乙数量实现倍增,确保分别达到…: the list stands in the clause before.
    std::u32string_view clause_before(std::size_t pos) const {
        std::size_t end = pos;
        while (end > 0 && !is_clause_mark(b_.view[end - 1])) --end;
        if (end < 2 || b_.view[end - 1] != U',') return {};
        --end;
        std::size_t begin = end;
        while (begin > 0 && !is_clause_mark(b_.view[begin - 1])) --begin;
        for (const Mention& m : b_.mentions) {
            if (is_countable(m) && m.begin >= begin && m.begin < end) end = m.begin;
        }
        return b_.sub(noun_in(b_, {begin, end}, false));
    }

    bool take_pending(Statement& s, const LeftSide& left, std::size_t k) {
        if (pending_next_ == 0 || pending_next_ >= pending_.size()) return false;
        const bool same = b_.sentence_begin(b_.mentions[k].begin) == pending_sentence_;
        if (!same || left.noun.size() > 0) return false;
        s.metric = pending_[pending_next_++];
        if (!statements_.empty()) {
            const Statement& first = statements_.back();
            s.kind = kind_of({.metric = s.metric,
                              .unit = s.unit,
                              .verb = Verb{verb_class_of(first.kind)},
                              .is_rank = false,
                              .doubled = s.unit == U"倍"});
            s.hedge = first.hedge;
            if (!s.bound_said && first.bound != Bound::range) s.bound = pending_bound(first);
        }
        return true;
    }

    // 分别突破80家、300家 keeps its verb's bound; 以上 stands with each number.
    Bound pending_bound(const Statement& first) const {
        return first.bound == Bound::more_than ? Bound::more_than : Bound::equal;
    }

    // 确保800家，争取850家: the second names no metric of its own and hedges more boldly.
    static bool second_level(const Statement& s, const LeftSide& left, const Statement& previous) {
        if (left.hedge.empty() || left.noun.size() > 0) return false;
        if (previous.unit != s.unit || previous.metric != s.metric || previous.level != Level::base)
            return false;
        return s.value > previous.value && previous.exclusion == Exclusion::none;
    }

    std::size_t clause_begin(std::size_t k) const {
        const Mention& m = b_.mentions[k];
        std::size_t bound = std::min(consumed_, m.begin);
        for (std::size_t j = 0; j < k; ++j) {
            const bool transparent =
                std::find(thresholds_.begin(), thresholds_.end(), j) != thresholds_.end();
            if (is_countable(b_.mentions[j]) && !transparent)
                bound = std::max(bound, b_.mentions[j].end);
        }
        for (std::size_t i = m.begin; i > bound; --i) {
            const char32_t c = b_.view[i - 1];
            if (is_clause_mark(c)) return i;
            if (c == U'(' && b_.counting_paren(i - 1) && b_.view.find(U')', i) >= m.begin) return i;
        }
        return bound;
    }

    Exclusion exclusion_of(std::size_t k, std::size_t begin, Statement& s, const LeftSide& left,
                           Region right, const Statement* previous) {
        if (take_pending(s, left, k)) return Exclusion::none;
        const Mention& m = b_.mentions[k];
        const bool total = previous != nullptr && previous->metric.size() >= 2 &&
                           needs_subject(clean_noun(b_.sub(left.noun)));
        if (s.unit.empty() && m.bound && total) s.unit = previous->unit;  // 净增50家,总数1000+
        const Exclusion exclusion = exclude({.block = b_,
                                             .mention = k,
                                             .clause_begin = begin,
                                             .right = right,
                                             .left = left,
                                             .statement = s});
        if (exclusion == Exclusion::none) {
            if (previous != nullptr && second_level(s, left, *previous)) s.level = Level::stretch;
            if (left.stretch) s.level = Level::stretch;
        }
        return exclusion;
    }

    BlockView b_;
    const ReadingContext& context_;
    Carry& carry_;
    TenseLine tense_;
    std::vector<Statement> statements_;
    bool hedge_rules_ = false;  // the last hedge of the sentence holds for what follows in its list
    // End of a metric taken from the right of its number: the next number does not get it again.
    std::size_t consumed_ = 0;
    std::size_t taken_right_ = 0;
    std::vector<std::size_t> thresholds_;  // numbers inside nouns bound nothing
    // The nouns of a list with 分别 that still wait for their values.
    std::vector<std::u32string> pending_;
    std::size_t pending_next_ = 0;
    std::size_t pending_sentence_ = 0;
};

}  // namespace

std::vector<Statement> read_statements(const Text& block, const std::vector<Mention>& mentions,
                                       const ReadingContext& context, Carry& carry) {
    return BlockReader(block, mentions, context, carry).run();
}

}  // namespace kc::plan
