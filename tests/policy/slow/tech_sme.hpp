// SPDX-License-Identifier: Apache-2.0
// 国科发政〔2017〕115号 art. 6 to 8, one firm at a time, as the articles read.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "row.hpp"

namespace slow::tech_sme {

inline constexpr const char* kPolicy = "cn.tech-sme.2017";
inline constexpr std::int64_t kFenOfYuan = 100;
inline constexpr std::int64_t kMoneyLimit = 200'000'000 * kFenOfYuan;
inline constexpr std::int64_t kStaffLimit = 500;
inline constexpr std::int64_t kPassMark = 60;

enum Fact : std::size_t {
    resident,
    audited_tax,
    staff,
    science_staff,
    sales,
    assets,
    rd,
    costs,
    ip1,
    ip2,
    restricted_product,
    excluded_industry,
    accident,
    env_offence,
    misconduct,
    abnormal_list,
    dishonest_list,
    htfirm_valid,
    science_award,
    rd_institution,
    led_standard,
    kFacts
};

inline constexpr std::array<Column, kFacts> kColumns{{
    {"resident", Kind::yes_no},
    {"audited_tax", Kind::yes_no},
    {"staff", Kind::count},
    {"science_staff", Kind::count},
    {"sales", Kind::money},
    {"assets", Kind::money},
    {"rd", Kind::money},
    {"costs", Kind::money},
    {"ip1", Kind::count},
    {"ip2", Kind::count},
    {"restricted_product", Kind::yes_no},
    {"excluded_industry", Kind::yes_no},
    {"accident_2y", Kind::yes_no},
    {"env_offence_2y", Kind::yes_no},
    {"misconduct_2y", Kind::yes_no},
    {"abnormal_list", Kind::yes_no},
    {"dishonest_list", Kind::yes_no},
    {"htfirm_valid", Kind::yes_no},
    {"science_award", Kind::yes_no},
    {"rd_institution", Kind::yes_no},
    {"led_standard", Kind::yes_no},
}};

using Row = RowOf<kFacts>;

// Art. 7 (1): 30/25/20/15/10 % of all staff, lower ends included. Nothing without a share.
inline Whole staff_points(const Row& firm) {
    const auto part = share(firm.number(science_staff), firm.number(staff));
    if (!part) return 0;
    if (at_least(*part, percent(30))) return 20;
    if (at_least(*part, percent(25))) return 16;
    if (at_least(*part, percent(20))) return 12;
    if (at_least(*part, percent(15))) return 8;
    if (at_least(*part, percent(10))) return 4;
    return 0;
}

// Art. 7 (2), one of the two ratios; `lines` are the percentages for 50, 40, 30, 20 and 10 points.
inline Whole rd_points_by(const std::optional<Fraction>& ratio, const std::array<int, 5>& lines) {
    if (!ratio) return 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (at_least(*ratio, percent(lines[i]))) return 50 - 10 * static_cast<Whole>(i);
    }
    return 0;
}

inline Whole rd_points(const Row& firm) {
    const Whole by_sales =
        rd_points_by(share(firm.number(rd), firm.number(sales)), {6, 5, 4, 3, 2});
    const Whole by_costs =
        rd_points_by(share(firm.number(rd), firm.number(costs)), {30, 25, 20, 15, 10});
    return by_sales > by_costs ? by_sales : by_costs;
}

// Art. 7 (3). A class that does not apply leaves the item without a value.
inline Whole ip_points(const Row& firm) {
    const auto first = firm.number(ip1);
    const auto second = firm.number(ip2);
    if (!first) return 0;
    if (*first >= 1) return 30;
    if (!second || *second < 1) return 0;
    return *second >= 4 ? 24 : 6 * *second;
}

// Every field known or not applicable. `asks_audited_tax`: whether the guide of 2022 holds.
inline Verdict evaluate(const Row& firm, bool asks_audited_tax) {
    const Truth size = all_of({at_least(Whole{kStaffLimit}, firm.number(staff)),
                               at_least(Whole{kMoneyLimit}, firm.number(sales)),
                               at_least(Whole{kMoneyLimit}, firm.number(assets))});
    const Truth clean =
        all_of({opposite(firm.holds(restricted_product)), opposite(firm.holds(excluded_industry)),
                opposite(firm.holds(accident)), opposite(firm.holds(env_offence)),
                opposite(firm.holds(misconduct)), opposite(firm.holds(abnormal_list)),
                opposite(firm.holds(dishonest_list))});
    const Truth direct = any_of({firm.holds(htfirm_valid), firm.holds(science_award),
                                 firm.holds(rd_institution), firm.holds(led_standard)});
    const Truth taxed = asks_audited_tax ? firm.holds(audited_tax) : Truth::yes;

    Verdict verdict;
    const Whole people = staff_points(firm);
    verdict.total = people + rd_points(firm) + ip_points(firm);
    const Truth scored = truth(verdict.total >= kPassMark && people > 0);
    verdict.decision = all_of({firm.holds(resident), taxed, size, clean, any_of({direct, scored})});
    return verdict;
}

// Values of a missing field between which the verdict can turn, given what is known by now.
inline std::vector<Whole> candidates(const Row& firm, std::size_t fact) {
    constexpr Whole kLarge = Whole{kMoneyLimit} * 1000;
    const auto known = [&](Fact f) { return firm.number(f); };
    switch (fact) {
        case staff: {
            const Whole least = std::max<Whole>(1, known(science_staff).value_or(1));
            std::vector<Whole> found{least, kStaffLimit, kStaffLimit + 1, 100, 1'000'000'000};
            for (const int line : {30, 25, 20, 15, 10}) {
                if (known(science_staff)) {
                    const Whole most = times(*known(science_staff), 100) / line;
                    found.push_back(most);
                    found.push_back(most + 1);
                }
            }
            std::erase_if(found, [&](Whole value) { return value < least; });
            return found;
        }
        case science_staff: {
            const Whole most = known(staff).value_or(1'000'000'000);
            std::vector<Whole> found{0, most};
            for (const int line : {30, 25, 20, 15, 10}) {
                const Whole least = divided_up(times(most, line), 100);
                found.push_back(least);
                if (least > 0) found.push_back(least - 1);
            }
            return found;
        }
        case sales:
        case costs: {
            std::vector<Whole> found{0, 1, kMoneyLimit / 2, kMoneyLimit, kMoneyLimit + 1, kLarge};
            const auto lines =
                fact == sales ? std::array{6, 5, 4, 3, 2} : std::array{30, 25, 20, 15, 10};
            for (const int line : lines) {
                if (!known(rd)) continue;
                const Whole most = times(*known(rd), 100) / line;
                found.push_back(most);
                found.push_back(most + 1);
            }
            return found;
        }
        case rd: {
            std::vector<Whole> found{0, kLarge};
            const auto add = [&](const std::optional<Whole>& of, const std::array<int, 5>& lines) {
                for (const int line : lines) {
                    if (!of) continue;
                    const Whole least = divided_up(times(*of, line), 100);
                    found.push_back(least);
                    if (least > 0) found.push_back(least - 1);
                }
            };
            add(known(sales), {6, 5, 4, 3, 2});
            add(known(costs), {30, 25, 20, 15, 10});
            return found;
        }
        case assets: return {0, kMoneyLimit, kMoneyLimit + 1};
        case ip1: return {0, 1};
        case ip2: return {0, 1, 2, 3, 4};
        default: return {0, 1};
    }
}

}  // namespace slow::tech_sme
