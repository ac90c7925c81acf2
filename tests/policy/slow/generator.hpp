// SPDX-License-Identifier: Apache-2.0
// Firms for comparing evaluators: a fifth of the rows stand on a legal limit or one step beside it,
// some fields are missing, some do not apply, divisors are zero now and then.
//
// The same seed gives the same firms on every machine.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "high_tech.hpp"
#include "random.hpp"
#include "row.hpp"
#include "tech_sme.hpp"

namespace slow {

struct Gaps {
    std::int64_t missing_percent = 0;  // of fields
    std::int64_t none_per_mille = 0;   // of fields, "not applicable"
};

// Some rows have few gaps and some many: 3 to 15 % on average, as files from bureaus do.
inline Gaps gaps_of_a_row(Random& random) {
    constexpr std::array<std::int64_t, 5> kPercents{0, 3, 3, 8, 15};
    return {random.pick(kPercents), random.one_in(10) ? 20 : 0};
}

template <std::size_t N>
void add_gaps(RowOf<N>& row, const Gaps& gaps, std::size_t first_expert, Random& random) {
    for (std::size_t i = 0; i < N; ++i) {
        const bool is_expert = i >= first_expert;
        if (random.below(100) < gaps.missing_percent) {
            row[i].state = Field::State::missing;
        } else if (!is_expert && random.below(1000) < gaps.none_per_mille) {
            row[i].state = Field::State::none;
        }
    }
}

// `value`, or one step below or above it.
inline std::int64_t beside(std::int64_t value, Random& random) {
    return value + random.between(-1, 1);
}

namespace tech_sme {

inline constexpr std::int64_t kYuan = kFenOfYuan;

inline void put(Row& firm, Fact fact, std::int64_t value) {
    firm[fact] = {Field::State::known, value};
}

inline void put_on_an_edge(Row& firm, Random& random) {
    const std::int64_t people = firm[staff].value;
    const std::int64_t spent = firm[rd].value;
    constexpr std::array<std::int64_t, 5> kStaffLines{10, 15, 20, 25, 30};
    constexpr std::array<std::int64_t, 5> kSalesLines{2, 3, 4, 5, 6};
    switch (random.below(8)) {
        case 0: put(firm, staff, beside(kStaffLimit, random)); break;
        case 1: put(firm, sales, beside(kMoneyLimit, random)); break;
        case 2: put(firm, assets, beside(kMoneyLimit, random)); break;
        case 3: {
            const std::int64_t hundreds = people + 20 - people % 20;
            put(firm, staff, hundreds);
            put(firm, science_staff,
                std::max<std::int64_t>(0,
                                       beside(hundreds * random.pick(kStaffLines) / 100, random)));
            break;
        }
        case 4:
            put(firm, sales,
                std::max<std::int64_t>(0, beside(spent * 100 / random.pick(kSalesLines), random)));
            break;
        case 5:
            put(firm, costs,
                std::max<std::int64_t>(0, beside(spent * 100 / random.pick(kStaffLines), random)));
            break;
        case 6:
            put(firm, rd,
                std::max<std::int64_t>(
                    0, beside(firm[sales].value / 100 * random.pick(kSalesLines), random)));
            break;
        default:
            put(firm, rd,
                std::max<std::int64_t>(
                    0, beside(firm[costs].value / 100 * random.pick(kStaffLines), random)));
    }
    put(firm, science_staff, std::min(firm[science_staff].value, firm[staff].value));
}

inline Row random_firm(Random& random) {
    Row firm;
    const std::int64_t people = random.between(1, 700);
    put(firm, staff, people);
    put(firm, science_staff, random.between(0, people * random.between(1, 5) / 5));
    put(firm, sales, random.of_any_size(30'000'000'000));
    put(firm, assets, random.of_any_size(30'000'000'000));
    put(firm, rd, firm[sales].value / 1000 * random.between(0, 90) + random.below(100));
    put(firm, costs, firm[sales].value / 10 * random.between(1, 11));
    put(firm, ip1, random.one_in(4) ? random.between(1, 3) : 0);
    put(firm, ip2, random.between(0, 6));
    for (std::size_t i = 0; i < kFacts; ++i) {
        if (kColumns[i].kind != Kind::yes_no) continue;
        const bool is_usual = i == resident || i == audited_tax;
        firm[i].value = random.one_in(25) ? !is_usual : is_usual;
    }
    if (random.one_in(5)) put_on_an_edge(firm, random);
    if (random.one_in(40)) put(firm, sales, 0);
    if (random.one_in(40)) put(firm, costs, 0);
    if (random.one_in(40)) put(firm, rd, 0);
    add_gaps(firm, gaps_of_a_row(random), kFacts, random);
    return firm;
}

// Any legal value for each gap.
inline void fill_at_random(Row& firm, Random& random) {
    for (std::size_t i = 0; i < kFacts; ++i) {
        if (!firm[i].is_missing()) continue;
        std::int64_t low = 0;
        std::int64_t high = 1;
        if (kColumns[i].kind == Kind::money) high = 50'000'000'000;
        if (kColumns[i].kind == Kind::count) high = 8;
        if (i == staff) low = std::max<std::int64_t>(1, firm.known_or(science_staff, 1));
        if (i == staff) high = std::max<std::int64_t>(1000, low + 1);
        if (i == science_staff) high = firm.known_or(staff, 700);
        const auto edges = candidates(firm, i);
        firm[i] = {Field::State::known,
                   random.one_in(3) ? static_cast<std::int64_t>(edges[static_cast<std::size_t>(
                                          random.below(static_cast<std::int64_t>(edges.size())))])
                                    : low + random.of_any_size(high - low)};
    }
}

}  // namespace tech_sme

namespace high_tech {

inline void put(Row& firm, Fact fact, std::int64_t value) {
    firm[fact] = {Field::State::known, value};
}

inline std::int64_t sum_of(const Row& firm, std::array<Fact, 3> facts) {
    std::int64_t result = 0;
    for (std::int64_t i = 0; i < firm[years].value; ++i) {
        result += firm[facts[static_cast<std::size_t>(i)]].value;
    }
    return result;
}

inline void put_on_an_edge(Row& firm, std::int64_t day, Random& random) {
    constexpr std::array<std::int64_t, 5> kGrowth{0, 5, 15, 25, 35};
    const auto move = [&](Fact fact, std::int64_t by) {
        put(firm, fact, std::max<std::int64_t>(0, firm[fact].value + by));
    };
    switch (random.below(10)) {
        case 0: put(firm, registered_on, beside(day - kDaysOfYear, random)); break;
        case 1: put(firm, sales, beside(static_cast<std::int64_t>(kSmallSales), random)); break;
        case 2: put(firm, sales, beside(static_cast<std::int64_t>(kMediumSales), random)); break;
        case 3: {
            const std::int64_t tens = firm[staff].value + 10 - firm[staff].value % 10;
            put(firm, staff, tens);
            put(firm, science_staff, std::max<std::int64_t>(0, beside(tens / 10, random)));
            break;
        }
        case 4: {
            const auto asked = rd_share_asked(firm);
            const std::int64_t wanted = sum_of(firm, {sales, sales_2, sales_3}) *
                                        static_cast<std::int64_t>(asked->top) / 100;
            move(rd_1, beside(wanted - sum_of(firm, {rd_1, rd_2, rd_3}), random));
            break;
        }
        case 5:
            put(firm, rd_domestic,
                std::max<std::int64_t>(
                    0, beside(sum_of(firm, {rd_1, rd_2, rd_3}) * 60 / 100, random)));
            break;
        case 6:
            put(firm, ht_income,
                std::clamp<std::int64_t>(beside(firm[income].value * 60 / 100, random), 0,
                                         firm[income].value));
            break;
        case 7:
            put(firm, net_1,
                beside(firm[net_2].value / 100 * (100 + random.pick(kGrowth)), random));
            break;
        case 8:
            put(firm, sales,
                std::max<std::int64_t>(
                    0, beside(firm[sales_2].value / 100 * (100 + random.pick(kGrowth)), random)));
            break;
        default: put(firm, conversions, firm[years].value * random.between(1, 5) - random.below(2));
    }
}

// So that the sum is the line to exceed or a point beside it, when that is in reach.
inline void put_score_on_the_line(Row& firm, Random& random) {
    const Whole aim = kScoreLine + random.between(-1, 2);
    for (std::size_t i = kFirstExpert; i < kFacts; ++i) firm[i].value = 0;
    for (std::size_t i = kFirstExpert; i < kFacts; ++i) {
        while (total(firm) < aim && firm[i].value < 30) ++firm[i].value;
    }
}

inline Row random_firm(std::int64_t day, Random& random) {
    Row firm;
    // Eleven things must hold together, so half of the firms are made to come close.
    const bool is_close = random.one_in(2);
    const auto from = [&](std::int64_t low, std::int64_t when_close) {
        return is_close ? when_close : low;
    };
    const std::int64_t people = random.between(from(1, 20), 900);
    put(firm, registered_on, day - random.between(from(0, 300), 6000));
    put(firm, years, random.between(1, 6) > 3 ? 3 : random.between(1, 3));
    put(firm, staff, people);
    put(firm, science_staff,
        random.between(from(0, people / 11), people * random.between(1, 4) / 4));
    put(firm, ip1, random.one_in(3) ? random.between(1, 3) : 0);
    put(firm, ip2, random.between(from(0, 1), 8));
    put(firm, sales_3, random.of_any_size(60'000'000'000));
    put(firm, sales_2, firm[sales_3].value / 100 * random.between(60, 160) + random.below(100));
    put(firm, sales, firm[sales_2].value / 100 * random.between(60, 160) + random.below(100));
    for (const auto& [spent, sold] : {std::pair{rd_1, sales}, {rd_2, sales_2}, {rd_3, sales_3}}) {
        put(firm, spent,
            firm[sold].value / 1000 * random.between(from(10, 35), 90) + random.below(100));
    }
    put(firm, rd_domestic,
        sum_of(firm, {rd_1, rd_2, rd_3}) / 100 * random.between(from(40, 58), 100));
    put(firm, income, firm[sales].value + random.below(1000));
    put(firm, ht_income, firm[income].value / 100 * random.between(from(40, 58), 100));
    put(firm, net_3, random.of_any_size(30'000'000'000) - (random.one_in(20) ? 1'000'000'000 : 0));
    put(firm, net_2, firm[net_3].value / 100 * random.between(80, 160) + random.below(100));
    put(firm, net_1, firm[net_2].value / 100 * random.between(80, 160) + random.below(100));
    put(firm, conversions, random.between(from(0, 9), 24));
    put(firm, advance_grade, random.between(0, 6) % 5);
    put(firm, support_grade, random.between(0, 6) % 5);
    for (const Fact fact : {resident, field_supported, own_rd_ip}) {
        firm[fact].value = random.one_in(30) ? 0 : 1;
    }
    put(firm, standards, random.between(0, 1));
    for (const Fact fact : {accident, env_offence}) firm[fact].value = random.one_in(40) ? 1 : 0;
    for (std::size_t i = kFirstExpert; i < kFacts; ++i) {
        firm[i].value = random.between(from(0, 4), 30);
    }
    if (random.one_in(5)) put_on_an_edge(firm, day, random);
    if (random.one_in(5)) put_score_on_the_line(firm, random);
    if (random.one_in(60)) put(firm, random.one_in(2) ? sales_3 : sales_2, 0);
    if (random.one_in(60)) put(firm, random.one_in(2) ? net_3 : net_2, 0);
    if (random.one_in(60)) {
        put(firm, income, 0);
        put(firm, ht_income, 0);
    }
    put(firm, science_staff, std::min(firm[science_staff].value, firm[staff].value));
    put(firm, ht_income, std::min(firm[ht_income].value, firm[income].value));
    const Gaps gaps = gaps_of_a_row(random);
    add_gaps(firm, gaps, kFirstExpert, random);
    // Before the panel meets nobody has given points.
    if (random.one_in(4)) {
        for (std::size_t i = kFirstExpert; i < kFacts; ++i) firm[i].state = Field::State::missing;
    }
    return firm;
}

// Any legal value for each gap.
inline void fill_at_random(Row& firm, std::int64_t day, Random& random) {
    for (std::size_t i = 0; i < kFacts; ++i) {
        if (!firm[i].is_missing()) continue;
        std::int64_t low = 0;
        std::int64_t high = 1;
        switch (kColumns[i].kind) {
            case Kind::money: high = 60'000'000'000; break;
            case Kind::count: high = 12; break;
            case Kind::date:
                low = day - 8000;
                high = day;
                break;
            case Kind::text: high = 4; break;
            case Kind::points: high = 30; break;
            case Kind::yes_no: break;
        }
        if (i == years) low = 1;
        if (i == years) high = 3;
        if (i == staff) low = std::max<std::int64_t>(1, firm.known_or(science_staff, 1));
        if (i == staff) high = low + 5000;
        if (i == science_staff) high = firm.known_or(staff, 900);
        if (i == income) low = firm.known_or(ht_income, 0);
        if (i == income) high = low + 60'000'000'000;
        if (i == ht_income) high = firm.known_or(income, 60'000'000'000);
        if (i == net_1 || i == net_2 || i == net_3) low = -1'000'000'000;
        const auto edges = candidates(firm, i, day);
        firm[i] = {Field::State::known,
                   random.one_in(3) ? static_cast<std::int64_t>(edges[static_cast<std::size_t>(
                                          random.below(static_cast<std::int64_t>(edges.size())))])
                                    : low + random.of_any_size(high - low)};
    }
}

}  // namespace high_tech

}  // namespace slow
