// SPDX-License-Identifier: Apache-2.0
#include "plan/mention.hpp"

#include <algorithm>
#include <utility>

#include "base/numeral.hpp"
#include "base/utf8.hpp"
#include "plan/characters.hpp"
#include "plan/ordinary_words.hpp"
#include "plan/plain_numeral.hpp"
#include "plan/units.hpp"
#include "plan/words.hpp"

namespace kc::plan {
namespace {

using base::Decimal;

constexpr std::u32string_view kHanNumerals = U"零〇一二两三四五六七八九十百千万亿";

bool is_han_numeral(char32_t c) {
    return kHanNumerals.find(c) != std::u32string_view::npos;
}

// What may stand between a numeral and its unit and makes it vague or approximate.
bool is_more(char32_t c) {
    return c == U'余' || c == U'多' || c == U'来' || c == U'几';
}

const WordTable<Bound>& bounds_after() {
    static const WordTable<Bound> table = {
        {U"以上", Bound::at_least},   {U"及以上", Bound::at_least}, {U"(含)以上", Bound::at_least},
        {U"或以上", Bound::at_least}, {U"左右", Bound::about},      {U"上下", Bound::about},
        {U"以内", Bound::at_most},    {U"之内", Bound::at_most},    {U"以下", Bound::at_most},
        {U"内", Bound::at_most},      {U"+", Bound::at_least},      {U"多", Bound::more_than},
        {U"余", Bound::more_than},    {U"(含)", Bound::equal},      {U"(含)以下", Bound::at_most},
        {U"及以下", Bound::at_most},
    };
    return table;
}

const WordTable<Bound>& bounds_before() {
    static const WordTable<Bound> table = {
        {U"近", Bound::about},    {U"约", Bound::about},   {U"大约", Bound::about},
        {U"上", Bound::at_least}, {U"≥", Bound::at_least}, {U">=", Bound::at_least},
        {U">", Bound::more_than}, {U"≤", Bound::at_most},  {U"<=", Bound::at_most},
        {U"<", Bound::less_than}, {U"=", Bound::equal},
    };
    return table;
}

class Scanner {
public:
    Scanner(const Text& block, std::size_t label_length)
        : c_{block.chars()}, label_length_(label_length) {}

    std::vector<Mention> run() {
        mark_names();
        std::size_t i = 0;
        while (i < c_.view.size()) {
            if (is_digit(c_.view[i])) {
                i = arabic(i);
            } else if (const std::size_t end = doubling(i); end > i) {
                i = end;
            } else if (is_han_numeral(c_.view[i])) {
                i = han(i);
            } else {
                ++i;
            }
        }
        return std::move(mentions_);
    }

private:
    // Titles in 《》 and short phrases in quotes are names, and so are the numerals in them.
    void mark_names() {
        constexpr std::size_t kLongestQuotedName = 14;
        named_.assign(c_.view.size(), false);
        const auto mark = [&](char32_t open, char32_t close, std::size_t longest) {
            std::size_t begin = std::u32string_view::npos;
            for (std::size_t i = 0; i < c_.view.size(); ++i) {
                if (c_.view[i] == open) begin = i;
                if (c_.view[i] != close || begin == std::u32string_view::npos) continue;
                if (i - begin <= longest + 1) {
                    std::fill(named_.begin() + static_cast<std::ptrdiff_t>(begin),
                              named_.begin() + static_cast<std::ptrdiff_t>(i), true);
                }
                begin = std::u32string_view::npos;
            }
        };
        mark(U'《', U'》', 80);
        mark(U'“', U'”', kLongestQuotedName);
    }

    std::size_t add(MentionKind kind, std::size_t begin, std::size_t digits_end, std::size_t end) {
        Mention mention;
        mention.kind = kind;
        mention.begin = begin;
        mention.digits_end = digits_end;
        mention.end = end;
        mentions_.push_back(std::move(mention));
        return end;
    }

    // ----- Arabic numerals -----

    struct Number {
        Decimal value;
        std::size_t end = 0;
        std::u32string multiplier;  // 万, 亿, 万亿: belongs to the unit as written
    };

    std::optional<Number> number(std::size_t i) const {
        std::size_t end = c_.digits(i);
        if (end == i) return std::nullopt;
        if (c_.at(end) == U'.' && is_digit(c_.at(end + 1))) end = c_.digits(end + 1);
        const Result<Decimal> value = Decimal::parse(base::encode_utf8(c_.view.substr(i, end - i)));
        if (!value) return std::nullopt;
        Number number;
        number.value = *value;
        while (number.multiplier.size() < 2 && is_multiplier(c_.at(end))) {
            // 5百名 is a count of hundreds; 3千瓦 is not three thousand of anything.
            if (c_.at(end) == U'千' && (c_.at(end + 1) == U'瓦' || c_.at(end + 1) == U'米')) break;
            if (c_.at(end) == U'百' && c_.at(end + 1) == U'分') break;
            number.multiplier.push_back(c_.at(end));
            ++end;
        }
        number.end = end;
        return number;
    }

    std::size_t arabic(std::size_t i) {
        const std::size_t end = c_.digits(i);
        if (i < label_length_) return add(MentionKind::label, i, end, std::max(end, label_length_));
        if (i > 0 && c_.before(i) == U'第') return ordinal(i, end);
        if (i > 0 && c_.before(i) == U'每' && c_.at(end) != U'年')
            return add(MentionKind::word, i, end, end);
        if (auto plain = plain_numeral(c_, i, end, named_[i])) {
            mentions_.push_back(std::move(*plain));
            return mentions_.back().end;
        }
        if (named_[i]) return add(MentionKind::name, i, end, end);
        if (c_.at(end) == U':' && is_digit(c_.at(end + 1))) {
            const std::size_t past = c_.digits(end + 1);
            return add(MentionKind::ratio_of_two, i, past, past);
        }
        return quantity(i);
    }

    std::size_t ordinal(std::size_t i, std::size_t end) {
        if (rank_unit(end)) return rank(i, end);
        return add(MentionKind::ordinal, i, end, end);
    }

    bool rank_unit(std::size_t end) const {
        return c_.at(end) == U'位' || c_.at(end) == U'名' || c_.word_at(end, U"方阵");
    }

    std::size_t rank(std::size_t i, std::size_t digits_end) {
        Mention mention;
        mention.kind = MentionKind::rank;
        mention.begin = i;
        mention.digits_end = digits_end;
        mention.end = digits_end;
        mention.value = value_of(i, digits_end);
        mention.bound = Bound::rank_at_most;
        if (c_.at(digits_end) == U'位' || c_.at(digits_end) == U'名' ||
            c_.at(digits_end) == U'强') {
            mention.unit = c_.view.substr(digits_end, 1);
            ++mention.end;
        }
        if (c_.word_at(mention.end, U"以内") || c_.word_at(mention.end, U"以上")) mention.end += 2;
        mentions_.push_back(std::move(mention));
        return mentions_.back().end;
    }

    Decimal value_of(std::size_t begin, std::size_t end) const {
        if (is_digit(c_.view[begin])) {
            const auto parsed = number(begin);
            return parsed ? parsed->value : Decimal(0);
        }
        return base::parse_chinese_numeral(c_.view.substr(begin, end - begin)).value_or(Decimal(0));
    }

    // ----- quantities -----

    // The unit after a numeral, the multiplier in front of it included.
    std::size_t take_unit(std::size_t i, std::u32string multiplier, std::u32string& unit) const {
        unit = std::move(multiplier);
        const auto* entry = unit_words().match(c_.view, i);
        if (entry == nullptr) return i;
        // 个 of 个税 or 个人, 点 of 点位, 分 of 分别: not a unit.
        static const WordSet kNot = {
            U"个人", U"个税", U"个性", U"点位", U"分别", U"分类", U"分期", U"分批",
            U"人才", U"人口", U"人民", U"人均", U"人工", U"项目", U"件均", U"户均",
            U"名列", U"位居", U"位列", U"次数", U"条例", U"日前", U"天津", U"周边",
            U"部分", U"部门", U"单位", U"对接", U"期间", U"所有", U"台湾", U"年均",
            U"元旦", U"名单", U"名称", U"户籍", U"P2P",  U"组织", U"门类", U"点以",
            U"起到", U"套餐", U"册子", U"支持", U"处理", U"处于", U"所在", U"对标",
            U"对口", U"部署", U"分管", U"分布", U"强化", U"强调", U"强度", U"强市",
            U"强县", U"强省", U"强区", U"强国", U"米袋", U"度假", U"期内", U"分工"};
        if (kNot.match(c_.view, i) != nullptr) return i;
        unit += entry->first;
        std::size_t end = i + entry->first.size();
        // 60个(名): two units for one count.
        if (c_.at(end) == U'(') {
            const auto* second = unit_words().match(c_.view, end + 1);
            if (second != nullptr && c_.at(end + 1 + second->first.size()) == U')') {
                const std::size_t past = end + 2 + second->first.size();
                unit += c_.view.substr(end, past - end);
                end = past;
            }
        }
        return end;
    }

    std::size_t quantity(std::size_t i) {
        const std::optional<Number> first = number(i);
        if (!first) return add(MentionKind::code, i, c_.digits(i), c_.digits(i));
        Mention mention;
        mention.kind = MentionKind::quantity;
        mention.begin = i;
        mention.value = first->value;
        mention.digits_end = first->end;
        std::size_t end = first->end;
        std::u32string multiplier = first->multiplier;
        end = more(end, mention);
        end = take_unit(end, multiplier, mention.unit);
        if (const std::size_t past = range(end, mention); past > 0) end = past;
        return finish(mention, end);
    }

    // "8%-10%", "8-10%", "50至60家": the second half of a range. Returns its end, or 0.
    std::size_t range(std::size_t end, Mention& mention) {
        std::size_t link = c_.connector(end);
        if (link == 0 || mention.bound) return 0;
        // 提高到 and 增加至 end in words that also link ranges, but never stand after a number.
        const std::optional<Number> second = number(end + link);
        if (!second) return 0;
        std::u32string unit;
        const std::size_t past = take_unit(second->end, second->multiplier, unit);
        const bool same = mention.unit == unit || mention.unit.empty();
        if (!same || second->value <= mention.value) return 0;
        if (mention.unit.empty() && unit.empty()) return 0;
        mention.unit = unit;
        mention.high = second->value;
        mention.bound = Bound::range;
        mention.digits_end = second->end;
        return past;
    }

    std::size_t more(std::size_t end, Mention& mention) const {
        if (is_more(c_.at(end)) &&
            (unit_words().match(c_.view, end + 1) != nullptr || is_multiplier(c_.at(end + 1)))) {
            if (c_.at(end) == U'多' || c_.at(end) == U'余') mention.bound = Bound::more_than;
            if (c_.at(end) == U'来') mention.bound = Bound::about;
            return end + 1;
        }
        if (c_.at(end) == U'+' &&
            (unit_words().match(c_.view, end + 1) != nullptr || !is_han(c_.at(end + 1)))) {
            mention.bound = Bound::at_least;
            return end + 1;
        }
        return end;
    }

    // Bound words behind the unit and right before the numeral, then what the unit says of the
    // kind.
    std::size_t finish(Mention& mention, std::size_t end) {
        const UnitClass unit = unit_class(mention.unit);
        if (const auto* after = bounds_after().match(c_.view, end)) {
            // 内 alone only with time; 多 and 余 right after a unit of money.
            const bool plain_in = after->first == U"内" && unit != UnitClass::time;
            const bool plain_more =
                (after->first == U"多" || after->first == U"余") && unit != UnitClass::money;
            if (!plain_in && !plain_more) {
                if (!mention.bound || *mention.bound != Bound::range) mention.bound = after->second;
                end += after->first.size();
                if (unit == UnitClass::money && (after->first == U"多" || after->first == U"余")) {
                    end = money_tail(end, mention);
                }
            }
        }
        if (!mention.bound) {
            if (const auto* word = bounds_before().match_before(c_.view, mention.begin)) {
                const bool plain_up = word->first == U"上" && !mention.chinese;
                const bool in_word =
                    word->first == U"近" && (c_.word_before(mention.begin, U"最近") ||
                                             c_.word_before(mention.begin, U"附近"));
                const bool contract =
                    word->first == U"约" && (c_.word_before(mention.begin, U"签约") ||
                                             c_.word_before(mention.begin, U"节约") ||
                                             c_.word_before(mention.begin, U"预约"));
                if (!plain_up && !in_word && !contract) mention.bound = word->second;
            }
        }
        mention.end = end;
        if (c_.before(mention.begin) == U'前' && !c_.word_before(mention.begin, U"以前") &&
            !c_.word_before(mention.begin, U"目前") && !c_.word_before(mention.begin, U"提前") &&
            !c_.word_before(mention.begin, U"当前") && unit != UnitClass::time &&
            unit != UnitClass::percent && unit != UnitClass::money && unit != UnitClass::measure) {
            if (c_.word_at(end, U"季度") || c_.word_at(end, U"月") || c_.word_at(end, U"届")) {
                mention.kind = MentionKind::date;
            } else {
                mention.kind = MentionKind::rank;
                mention.bound = Bound::rank_at_most;
                if (mention.unit.empty() && c_.at(end) == U'强') {
                    mention.unit = U"强";
                    mention.end = end + 1;
                }
            }
        } else if (unit == UnitClass::time) {
            const bool due = mention.bound == Bound::at_most || c_.word_at(end, U"前");
            mention.kind = due ? MentionKind::deadline : MentionKind::duration;
        } else if (unit == UnitClass::rank && !enters_ranking(mention.begin)) {
            mention.kind = MentionKind::name;  // 评选十强企业: a list of honour, not a place
        } else if (unit == UnitClass::rank) {
            mention.kind = MentionKind::rank;
            mention.bound = Bound::rank_at_most;
        }
        const std::size_t past = mention.end;
        mentions_.push_back(std::move(mention));
        return past;
    }

    // 进入全省30强, 跻身百强县: somebody climbs there.
    bool enters_ranking(std::size_t begin) const {
        static const WordSet kClimbs = {U"进入", U"跻身", U"位列", U"位居", U"迈入", U"冲刺",
                                        U"挺进", U"稳居", U"保持", U"进",   U"居",   U"列"};
        constexpr std::size_t kReach = 12;
        const std::size_t from = begin > kReach ? begin - kReach : 0;
        return kClimbs.contains_any(c_.view.substr(from, begin - from));
    }

    // "1亿多元": the unit goes on behind 多.
    std::size_t money_tail(std::size_t end, Mention& mention) const {
        if (c_.at(end) != U'元') return end;
        if (mention.unit.back() != U'元') mention.unit += U'元';
        return end + 1;
    }

    // ----- Chinese numerals -----

    // 翻一番, 翻两番, 翻番, 倍增, 零的突破: numbers said in words.
    std::size_t doubling(std::size_t i) {
        if (c_.view[i] == U'全' && c_.word_at(i, U"全覆盖")) return whole_cover(i);
        if (c_.view[i] == U'倍' && c_.word_at(i, U"倍增")) return twofold(i);
        if (c_.view[i] != U'翻' && c_.view[i] != U'零') return i;
        static const WordTable<int> kTimes = {{U"零”的突破", 1}, {U"翻一番", 2}, {U"翻番", 2},
                                              {U"翻1番", 2},     {U"翻两番", 4}, {U"翻二番", 4},
                                              {U"翻三番", 8},    {U"翻2番", 4},  {U"翻一翻", 2},
                                              {U"零的突破", 1},  {U"零突破", 1}};
        const auto* entry = kTimes.match(c_.view, i);
        if (entry == nullptr) return i;
        Mention mention;
        mention.kind = named_[i] ? MentionKind::name : MentionKind::quantity;
        mention.chinese = true;
        mention.begin = i;
        mention.end = mention.digits_end = i + entry->first.size();
        mention.value = Decimal(entry->second);
        if (c_.view[i] == U'零') {
            mention.kind = MentionKind::quantity;
            mention.bound = Bound::at_least;
        } else {
            mention.unit = U"倍";
            if (c_.word_at(mention.end, U"以上")) {
                mention.end += 2;
                mention.bound = Bound::at_least;
            }
        }
        const std::size_t past = mention.end;
        mentions_.push_back(std::move(mention));
        return past;
    }

    bool clause_holds_before(std::size_t i, const WordSet& words) const {
        std::size_t begin = i;
        while (begin > 0 && c_.view[begin - 1] != U',' && !is_sentence_end(c_.view[begin - 1]))
            --begin;
        return words.contains_any(c_.view.substr(begin, i - begin));
    }

    // 实现…全覆盖 is 100 %; 推进全覆盖 commits to nothing yet.
    std::size_t whole_cover(std::size_t i) {
        static const WordSet kReached = {U"实现", U"达到", U"确保", U"做到",
                                         U"完成", U"100%", U"力争"};
        constexpr std::size_t kLength = 3;
        if (!clause_holds_before(i, kReached)) return i + kLength;
        Mention mention;
        mention.kind = MentionKind::quantity;
        mention.chinese = true;
        mention.begin = i;
        mention.end = mention.digits_end = i + kLength;
        mention.value = Decimal(100);
        mention.unit = U"%";
        // 100%全覆盖 says the same thing twice.
        if (i > 0 && c_.before(i) == U'%') return i + kLength;
        mentions_.push_back(std::move(mention));
        return i + kLength;
    }

    // 数量实现倍增: twice the base; 倍增计划 is a name.
    std::size_t twofold(std::size_t i) {
        static const WordSet kReached = {U"实现", U"达到", U"确保", U"完成"};
        static const WordSet kNames = {U"倍增行动", U"倍增计划", U"倍增工程", U"倍增效应",
                                       U"倍增培育", U"倍增目标", U"倍增企业", U"倍增方案"};
        if (kNames.match(c_.view, i) != nullptr || named_[i] || !clause_holds_before(i, kReached))
            return i + 2;
        Mention mention;
        mention.kind = MentionKind::quantity;
        mention.chinese = true;
        mention.begin = i;
        mention.end = mention.digits_end = i + 2;
        mention.value = Decimal(2);
        mention.unit = U"倍";
        mentions_.push_back(std::move(mention));
        return i + 2;
    }

    std::size_t han(std::size_t i) {
        std::size_t end = i;
        while (is_han_numeral(c_.at(end))) ++end;
        if (c_.before(i) == U'每' || is_lone_multiplier(i, end)) {
            return add(MentionKind::word, i, end, end);
        }
        if (i < label_length_) return add(MentionKind::label, i, end, std::max(end, label_length_));
        if (c_.word_at(i, U"百分之")) {
            return named_[i] ? add(MentionKind::name, i, end, end) : percent_in_words(i);
        }
        if (const std::size_t past = tenths(i, end); past > 0) return past;
        if (const std::size_t past = ordinary(i); past > 0) {
            return add(MentionKind::word, i, std::min(end, past), std::max(past, i + 1));
        }
        if (c_.before(i) == U'第') return han_ordinal(i, end);
        if (named_[i]) return add(MentionKind::name, i, end, end);
        if (c_.before(i) == U'前' &&
            (rank_unit(end) || !is_han(c_.at(end)) || c_.word_at(end, U"以内"))) {
            return rank(i, end);
        }
        if (c_.at(end) == U'是' && clause_opens(i)) return add(MentionKind::label, i, end, end + 1);
        if (c_.at(end) == U'月' || (c_.at(end) == U'年' && end - i == 4)) {
            return add(MentionKind::date, i, end, end + 1);
        }
        // As with 1.2万家, a closing 万 or 亿 belongs to the unit as written: 十万家 is 10 万家.
        std::size_t core = end;
        while (core > i && (c_.at(core - 1) == U'万' || c_.at(core - 1) == U'亿')) --core;
        const std::optional<Decimal> value =
            core == i ? Decimal(1) : base::parse_chinese_numeral(c_.view.substr(i, core - i));
        if (!value) return add(MentionKind::word, i, end, end);
        return han_quantity(i, core, end, *value);
    }

    // 六成 is 60 %, 一半以上 at least 50 %.
    std::size_t tenths(std::size_t i, std::size_t end) {
        static const WordSet kEnds = {U"以上", U"左右", U"以内", U",", U"。",
                                      U";",    U"、",   U")",    U"|"};
        const bool tenth = c_.at(end) == U'成' &&
                           (kEnds.match(c_.view, end + 1) != nullptr || end + 1 >= c_.view.size());
        const bool half = c_.word_at(i, U"一半") && end == i + 1 &&
                          (kEnds.match(c_.view, end + 1) != nullptr || end + 1 >= c_.view.size());
        if (!tenth && !half) return 0;
        const auto value = base::parse_chinese_numeral(c_.view.substr(i, end - i));
        if (!value) return 0;
        Mention mention;
        mention.kind = MentionKind::quantity;
        mention.chinese = true;
        mention.begin = i;
        mention.digits_end = end + 1;
        mention.value = half ? Decimal(50) : base::multiply(*value, Decimal(10)).value_or(*value);
        mention.unit = U"%";
        return finish(mention, end + 1);
    }

    // 万人, 亿元, 百家: an amount only when something says so (上百家, 超百亿元, 百家以上).
    bool is_lone_multiplier(std::size_t i, std::size_t end) const {
        for (std::size_t k = i; k < end; ++k) {
            if (!is_multiplier(c_.at(k)) && c_.at(k) != U'十') return false;
        }
        if (c_.at(i) == U'十' && end - i > 1) return false;
        if (c_.at(i) == U'十') return false;
        if (c_.word_at(i, U"百分之")) return false;
        static const WordSet kRaising = {U"上", U"超", U"破", U"过", U"近", U"达", U"约"};
        if (kRaising.match_before(c_.view, i) != nullptr && !c_.word_before(i, U"以上") &&
            !c_.word_before(i, U"通过")) {
            return false;
        }
        std::u32string unit;
        return !c_.word_at(take_unit(end, {}, unit), U"以上") || unit == U"元";
    }

    bool clause_opens(std::size_t i) const {
        const char32_t c = c_.before(i);
        return i == 0 || c == U'。' || c == U';' || c == U':' || c == U',' || c == U'”' ||
               is_blank(c);
    }

    std::size_t han_ordinal(std::size_t i, std::size_t end) {
        // 第一方阵 and 第一 are words; 第三位 is a rank.
        if (c_.at(end) == U'位' || c_.at(end) == U'名') return rank(i, end);
        return add(MentionKind::ordinal, i, end, end);
    }

    std::size_t ordinary(std::size_t i) const {
        // The word may begin before the numeral: 统一, 进一步.
        for (std::size_t back = 0; back <= 2 && back <= i; ++back) {
            const auto* entry = ordinary_words().match(c_.view, i - back);
            if (entry != nullptr && i - back + entry->first.size() > i) {
                const std::size_t past = i - back + entry->first.size();
                // 百强企业 is a name; 上百家 has no such word. 十大 etc. stay words.
                return past;
            }
        }
        return 0;
    }

    std::size_t percent_in_words(std::size_t i) {
        constexpr std::size_t kPrefix = 3;
        std::size_t end = i + kPrefix;
        if (is_digit(c_.at(end))) {
            const std::optional<Number> parsed = number(end);
            if (!parsed) return add(MentionKind::word, i, end, end);
            return add_percent(i, parsed->end, parsed->value);
        }
        while (is_han_numeral(c_.at(end)) || c_.at(end) == U'点' || c_.at(end) == U'半') ++end;
        const auto value =
            base::parse_chinese_numeral(c_.view.substr(i + kPrefix, end - i - kPrefix));
        if (!value) return add(MentionKind::word, i, end, end);
        return add_percent(i, end, *value);
    }

    std::size_t add_percent(std::size_t i, std::size_t end, Decimal value) {
        Mention mention;
        mention.kind = MentionKind::quantity;
        mention.chinese = true;
        mention.begin = i;
        mention.digits_end = end;
        mention.value = value;
        mention.unit = U"%";
        return finish(mention, end);
    }

    std::size_t han_quantity(std::size_t i, std::size_t core, std::size_t end, Decimal value) {
        Mention mention;
        mention.kind = MentionKind::quantity;
        mention.chinese = true;
        mention.begin = i;
        mention.digits_end = end;
        std::size_t past = end;
        const std::u32string multiplier(c_.view.substr(core, end - core));
        mention.value = value;
        past = more(past, mention);
        past = take_unit(past, multiplier, mention.unit);
        if (mention.unit.size() == multiplier.size()) return add(MentionKind::word, i, end, end);
        mention.small_count = multiplier.empty() && value < Decimal(10) &&
                              unit_class(mention.unit) != UnitClass::money &&
                              unit_class(mention.unit) != UnitClass::percent;
        return finish(mention, past);
    }

    Characters c_;
    std::size_t label_length_;
    std::vector<bool> named_;
    std::vector<Mention> mentions_;
};

}  // namespace

std::vector<Mention> find_mentions(const Text& block, std::size_t label_length) {
    return Scanner(block, label_length).run();
}

std::string_view reason_zh(MentionKind kind) {
    switch (kind) {
        case MentionKind::quantity: return "数量";
        case MentionKind::date: return "日期";
        case MentionKind::duration: return "时长";
        case MentionKind::deadline: return "办理时限";
        case MentionKind::ordinal: return "序数";
        case MentionKind::rank: return "位次";
        case MentionKind::label: return "条目编号";
        case MentionKind::name: return "名称中的数字";
        case MentionKind::document_number: return "文号";
        case MentionKind::code: return "编码或电话";
        case MentionKind::ratio_of_two: return "比例或时刻";
        case MentionKind::grade: return "等级";
        case MentionKind::vague: return "泛指";
        case MentionKind::word: return "词语中的数字";
    }
    return "";
}

std::string_view reason_en(MentionKind kind) {
    switch (kind) {
        case MentionKind::quantity: return "a quantity";
        case MentionKind::date: return "a date";
        case MentionKind::duration: return "a length of time";
        case MentionKind::deadline: return "a time limit";
        case MentionKind::ordinal: return "an ordinal";
        case MentionKind::rank: return "a rank";
        case MentionKind::label: return "the number of an item";
        case MentionKind::name: return "part of a name";
        case MentionKind::document_number: return "a document number";
        case MentionKind::code: return "a code or telephone number";
        case MentionKind::ratio_of_two: return "a ratio or a time of day";
        case MentionKind::grade: return "a grade";
        case MentionKind::vague: return "no definite number";
        case MentionKind::word: return "part of a word";
    }
    return "";
}

}  // namespace kc::plan
