// SPDX-License-Identifier: Apache-2.0
// 国科发火〔2016〕32号 art. 11 and the guide's score (国科发火〔2016〕195号), one firm at a time.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "row.hpp"

namespace slow::high_tech {

inline constexpr const char* kPolicy = "cn.high-tech.2016";
inline constexpr std::int64_t kFenOfYuan = 100;
inline constexpr Whole kSmallSales = Whole{50'000'000} * kFenOfYuan;
inline constexpr Whole kMediumSales = Whole{200'000'000} * kFenOfYuan;
inline constexpr std::int64_t kDaysOfYear = 365;
inline constexpr Whole kScoreLine = 70;

enum Fact : std::size_t {
    resident,
    registered_on,
    years,
    staff,
    science_staff,
    ip1,
    ip2,
    field_supported,
    sales,
    sales_2,
    sales_3,
    rd_1,
    rd_2,
    rd_3,
    rd_domestic,
    income,
    ht_income,
    net_1,
    net_2,
    net_3,
    conversions,
    advance_grade,
    support_grade,
    own_rd_ip,
    standards,
    accident,
    env_offence,
    x_advance,
    x_support,
    x_number,
    x_source,
    x_standard,
    x_conversion,
    x_rules,
    x_unit,
    x_platform,
    x_people,
    x_net,
    x_sales,
    kFacts
};

inline constexpr std::size_t kFirstExpert = x_advance;

inline constexpr std::array<Column, kFacts> kColumns{{
    {"resident", Kind::yes_no},
    {"registered_on", Kind::date},
    {"years", Kind::count},
    {"staff", Kind::count},
    {"science_staff", Kind::count},
    {"ip1", Kind::count},
    {"ip2_unused", Kind::count},
    {"field_supported", Kind::yes_no},
    {"sales", Kind::money},
    {"sales_2", Kind::money},
    {"sales_3", Kind::money},
    {"rd_1", Kind::money},
    {"rd_2", Kind::money},
    {"rd_3", Kind::money},
    {"rd_domestic", Kind::money},
    {"income", Kind::money},
    {"ht_income", Kind::money},
    {"net_1", Kind::money},
    {"net_2", Kind::money},
    {"net_3", Kind::money},
    {"conversions", Kind::count},
    {"advance_grade", Kind::text, {"高", "较高", "一般", "较低", "无"}},
    {"support_grade", Kind::text, {"强", "较强", "一般", "较弱", "无"}},
    {"own_rd_ip", Kind::yes_no},
    {"standards", Kind::yes_no},
    {"accident_1y", Kind::yes_no},
    {"env_offence_1y", Kind::yes_no},
    {"ip_advance_expert", Kind::points},
    {"ip_support_expert", Kind::points},
    {"ip_number_expert", Kind::points},
    {"ip_source_expert", Kind::points},
    {"ip_standard_expert", Kind::points},
    {"conversion_points_expert", Kind::points},
    {"mg_rules_expert", Kind::points},
    {"mg_unit_expert", Kind::points},
    {"mg_platform_expert", Kind::points},
    {"mg_people_expert", Kind::points},
    {"net_points_expert", Kind::points},
    {"sales_points_expert", Kind::points},
}};

using Row = RowOf<kFacts>;

// What experts may give, and what they gave, cut to it.
struct Range {
    Whole low = 0;
    Whole high = 0;
};

inline Whole given(const Row& firm, Fact expert, const Range& range) {
    return std::clamp(Whole{firm[expert].value}, range.low, range.high);
}

inline Range by_grade(const Field& grade) {
    if (!grade.is_known()) return {};
    constexpr std::array<Range, 5> kRanges{{{7, 8}, {5, 6}, {3, 4}, {1, 2}, {0, 0}}};
    return kRanges[static_cast<std::size_t>(grade.value)];
}

inline Range by_number(const Row& firm) {
    const auto first = firm.number(ip1);
    const auto second = firm.number(ip2);
    if (!first) return {};
    if (*first >= 1) return {7, 8};
    if (!second) return {};
    if (*second >= 5) return {5, 6};
    if (*second >= 3) return {3, 4};
    if (*second >= 1) return {1, 2};
    return {};
}

inline Range by_source(const Row& firm) {
    const auto first = firm.number(ip1);
    const auto second = firm.number(ip2);
    if (!first || !second || *first + *second <= 0 || !firm[own_rd_ip].is_known()) return {};
    return firm.holds(own_rd_ip) == Truth::yes ? Range{1, 6} : Range{1, 3};
}

// Yearly mean of conversions; a fraction, so that 14 in three years are not five a year.
inline Range by_conversions(const Row& firm) {
    const auto mean = share(firm.number(conversions), firm.number(years));
    if (!mean) return {};
    constexpr std::array<Range, 5> kRanges{{{1, 6}, {7, 12}, {13, 18}, {19, 24}, {25, 30}}};
    for (int each = 5; each >= 1; --each) {
        if (at_least(*mean, Fraction{each, 1})) return kRanges[static_cast<std::size_t>(each - 1)];
    }
    return {};
}

// The guide's growth: the mean of two yearly ratios less one. Zero in the second year is no growth;
// zero in the first leaves the last two years.
inline std::optional<Fraction> growth(const Row& firm, Fact last, Fact middle, Fact first) {
    const auto count = firm.number(years);
    const auto b = firm.number(middle);
    if ((count && *count <= 1) || (b && *b == 0)) return Fraction{0, 1};
    if (!count || !b) return std::nullopt;
    const auto a = firm.number(first);
    const auto c = firm.number(last);
    if (*count == 2 || (a && *a == 0)) {
        if (!c) return std::nullopt;
        return sum(Fraction::of(*c, *b), Fraction{-1, 1});
    }
    if (!a || !c) return std::nullopt;
    const Fraction both = sum(Fraction::of(*b, *a), Fraction::of(*c, *b));
    return Fraction{plus(both.top, -times(both.bottom, 2)), times(both.bottom, 2)};
}

inline Range by_growth(const std::optional<Fraction>& rate) {
    if (!rate) return {};
    if (at_least(*rate, percent(35))) return {9, 10};
    if (at_least(*rate, percent(25))) return {7, 8};
    if (at_least(*rate, percent(15))) return {5, 6};
    if (at_least(*rate, percent(5))) return {3, 4};
    if (more_than(*rate, percent(0))) return {1, 2};
    return {};
}

inline Whole total(const Row& firm) {
    const Range bonus = firm.holds(standards) == Truth::yes ? Range{1, 2} : Range{};
    const Whole rights = given(firm, x_advance, by_grade(firm[advance_grade])) +
                         given(firm, x_support, by_grade(firm[support_grade])) +
                         given(firm, x_number, by_number(firm)) +
                         given(firm, x_source, by_source(firm)) + given(firm, x_standard, bonus);
    const Whole management = given(firm, x_rules, {0, 6}) + given(firm, x_unit, {0, 6}) +
                             given(firm, x_platform, {0, 4}) + given(firm, x_people, {0, 4});
    return std::min<Whole>(rights, 30) + given(firm, x_conversion, by_conversions(firm)) +
           management + given(firm, x_net, by_growth(growth(firm, net_1, net_2, net_3))) +
           given(firm, x_sales, by_growth(growth(firm, sales, sales_2, sales_3)));
}

// The sum over the accounting years there are, up to three.
inline std::optional<Whole> over_years(const Row& firm, std::array<Fact, 3> facts) {
    const auto count = firm.number(years);
    if (!count) return std::nullopt;
    Whole result = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(*count); ++i) {
        const auto value = firm.number(facts[i]);
        if (!value) return std::nullopt;
        result = plus(result, *value);
    }
    return result;
}

// The share asked for depends on the sales of the last year; both limits are included below.
inline std::optional<Fraction> rd_share_asked(const Row& firm) {
    const auto last = firm.number(sales);
    if (!last) return std::nullopt;
    if (*last <= kSmallSales) return percent(5);
    return *last <= kMediumSales ? percent(4) : percent(3);
}

// A share of nothing is no share: zero.
inline Truth share_reached(const std::optional<Whole>& part, const std::optional<Whole>& whole,
                           const std::optional<Fraction>& asked) {
    if (!asked) return Truth::none;
    return truth(at_least(share(part, whole).value_or(Fraction{0, 1}), *asked));
}

inline Verdict evaluate(const Row& firm, std::int64_t day) {
    const auto registered = firm.number(registered_on);
    const Truth old_enough =
        registered ? truth(Whole{day} - *registered >= kDaysOfYear) : Truth::none;
    const auto first = firm.number(ip1);
    const auto second = firm.number(ip2);
    const Truth owns = first && second ? truth(*first + *second >= 1) : Truth::none;
    const auto scientists = share(firm.number(science_staff), firm.number(staff));
    const Truth enough_scientists =
        scientists ? truth(at_least(*scientists, percent(10))) : Truth::none;
    const auto all_sales = over_years(firm, {sales, sales_2, sales_3});
    const auto all_rd = over_years(firm, {rd_1, rd_2, rd_3});

    Verdict verdict;
    verdict.total = total(firm);
    verdict.decision =
        all_of({firm.holds(resident), old_enough, owns, firm.holds(field_supported),
                enough_scientists, share_reached(all_rd, all_sales, rd_share_asked(firm)),
                share_reached(firm.number(rd_domestic), all_rd, percent(60)),
                share_reached(firm.number(ht_income), firm.number(income), percent(60)),
                truth(verdict.total > kScoreLine), opposite(firm.holds(accident)),
                opposite(firm.holds(env_offence))});
    return verdict;
}

// --- what a missing field could be -----------------------------------------------------------

namespace detail {

inline Whole sum_known(const Row& firm, std::initializer_list<Fact> facts, std::size_t but) {
    Whole result = 0;
    for (const Fact fact : facts) {
        if (fact != but) result = plus(result, firm.number(fact).value_or(0));
    }
    return result;
}

inline void add_beside(std::vector<Whole>& found, Whole value) {
    found.push_back(value - 1);
    found.push_back(value);
    found.push_back(value + 1);
}

// Where the growth rate crosses a line when the last, middle or first year moves.
inline void add_growth(std::vector<Whole>& found, const Row& firm, std::array<Fact, 3> facts,
                       std::size_t fact) {
    const auto c = firm.number(facts[0]);
    const auto b = firm.number(facts[1]);
    const auto a = firm.number(facts[2]);
    for (const int line : {35, 25, 15, 5, 0}) {
        if (fact == facts[0] && b) {
            add_beside(found, divided_down(times(*b, 100 + line), 100));
            if (a && *a > 0 && *b > 0) {
                // c = b * (2 * (1 + g) - b / a)
                const Whole top =
                    plus(times(times(2 * (100 + line), *a), *b), -times(times(100, *b), *b));
                add_beside(found, divided_down(top, times(100, *a)));
            }
        }
        if (fact == facts[1] && c) add_beside(found, times(*c, 100) / (100 + line));
        if (fact == facts[2] && b && c && *b > 0) {
            // a = b / (2 * (1 + g) - c / b)
            const Whole bottom = plus(times(2 * (100 + line), *b), -times(100, *c));
            if (bottom > 0) add_beside(found, times(times(*b, *b), 100) / bottom);
        }
    }
}

}  // namespace detail

inline std::vector<Whole> candidates(const Row& firm, std::size_t fact, std::int64_t day) {
    constexpr Whole kLarge = kMediumSales * 1000;
    const auto known = [&](Fact f) { return firm.number(f); };
    std::vector<Whole> found;
    switch (fact) {
        case registered_on: return {day - kDaysOfYear, day - kDaysOfYear + 1};
        case years: return {1, 2, 3};
        case staff: {
            const Whole least = std::max<Whole>(1, known(science_staff).value_or(1));
            found = {least, least * 10, least * 10 + 1, 1'000'000'000};
            if (known(science_staff)) detail::add_beside(found, *known(science_staff) * 10);
            std::erase_if(found, [&](Whole value) { return value < least; });
            return found;
        }
        case science_staff: {
            const Whole most = known(staff).value_or(1'000'000'000);
            const Whole least = divided_up(most, 10);
            found = {0, most, least};
            if (least > 0) found.push_back(least - 1);
            return found;
        }
        case ip1: return {0, 1};
        case ip2: return {0, 1, 3, 5};
        case sales:
        case sales_2:
        case sales_3: {
            found = {
                0,     1, 100'000, kSmallSales, kSmallSales + 1, kMediumSales, kMediumSales + 1,
                kLarge};
            const Whole all_rd = detail::sum_known(firm, {rd_1, rd_2, rd_3}, kFacts);
            const Whole others = detail::sum_known(firm, {sales, sales_2, sales_3}, fact);
            for (const int line : {5, 4, 3}) {
                detail::add_beside(found, times(all_rd, 100) / line - others);
            }
            detail::add_growth(found, firm, {sales, sales_2, sales_3}, fact);
            break;
        }
        case rd_1:
        case rd_2:
        case rd_3: {
            found = {0, kLarge};
            const Whole all_sales = detail::sum_known(firm, {sales, sales_2, sales_3}, kFacts);
            const Whole others = detail::sum_known(firm, {rd_1, rd_2, rd_3}, fact);
            for (const int line : {5, 4, 3}) {
                detail::add_beside(found, times(all_sales, line) / 100 - others);
            }
            if (known(rd_domestic)) {
                detail::add_beside(found, times(*known(rd_domestic), 100) / 60 - others);
            }
            break;
        }
        case rd_domestic:
            found = {0, kLarge};
            detail::add_beside(
                found, times(detail::sum_known(firm, {rd_1, rd_2, rd_3}, kFacts), 60) / 100);
            break;
        case income: {
            const Whole least = known(ht_income).value_or(0);
            found = {least, least + 1, plus(least, kLarge)};
            detail::add_beside(found, times(least, 100) / 60);
            std::erase_if(found, [&](Whole value) { return value < least; });
            break;
        }
        case ht_income: {
            const Whole most = known(income).value_or(kLarge);
            found = {0, most};
            detail::add_beside(found, times(most, 60) / 100);
            std::erase_if(found, [&](Whole value) { return value > most; });
            break;
        }
        case net_1:
        case net_2:
        case net_3:
            found = {-1'000'000'000, -1, 0, 1, 1'000'000'000, kLarge};
            detail::add_growth(found, firm, {net_1, net_2, net_3}, fact);
            return found;
        case conversions: return {0, 1, 2, 3, 6, 9, 12, 15, 100};
        case advance_grade:
        case support_grade: return {0, 1, 2, 3, 4};
        default:
            return fact >= kFirstExpert ? std::vector<Whole>{0, 100} : std::vector<Whole>{0, 1};
    }
    std::erase_if(found, [](Whole value) { return value < 0; });
    return found;
}

}  // namespace slow::high_tech
