// SPDX-License-Identifier: Apache-2.0
// Random formulas and random rows, for the property tests and the fuzz target of this room only.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "formula/test_support.hpp"

namespace kc::formula::testing {

// Formulas over Firm's inputs that always compile (apart from divisions by a constant zero).
class RandomFormula {
public:
    explicit RandomFormula(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }

    std::string truth(int depth) {
        if (depth <= 0) {
            switch (below(4)) {
                case 0: return "居民企业";
                case 1: return pick({"类别 = 'I'", "类别 != 'II'", "yes", "no"});
                default: return comparison(0);
            }
        }
        switch (below(8)) {
            case 0: return "not (" + truth(depth - 1) + ")";
            case 1: return "(" + truth(depth - 1) + ") and (" + truth(depth - 1) + ")";
            case 2: return "(" + truth(depth - 1) + ") or (" + truth(depth - 1) + ")";
            case 3:
                return "if " + truth(depth - 1) + " then " + truth(depth - 1) + " else " +
                       truth(depth - 1);
            case 4: return "(" + truth(depth - 1) + ") otherwise " + pick({"yes", "no"});
            case 5: return "applicable(" + plain(depth - 1) + ")";
            default: return comparison(depth - 1);
        }
    }

    std::string comparison(int depth) {
        const std::string op = pick({" < ", " <= ", " > ", " >= ", " = ", " != "});
        switch (below(3)) {
            case 0: return "(" + people(depth) + ")" + op + "(" + people(depth) + ")";
            case 1: return "(" + money(depth) + ")" + op + "(" + money(depth) + ")";
            default: return "(" + plain(depth) + ")" + op + "(" + plain(depth) + ")";
        }
    }

    std::string people(int depth) {
        if (depth <= 0) return pick({"职工总数", "科技人员数", "500人", "29人", "0人", "2.5人"});
        return compound(depth, "人", [&](int d) { return people(d); });
    }
    std::string money(int depth) {
        if (depth <= 0) {
            return pick({"销售收入", "研发费用", "成本费用", "20000万元", "0.01元", "5万元"});
        }
        return compound(depth, "元", [&](int d) { return money(d); });
    }
    std::string plain(int depth) {
        if (depth <= 0) return pick({"增长率", "30%", "29%", "3%", "2", "0.5", "1"});
        switch (below(4)) {
            case 0: return "(" + people(depth - 1) + ") / (" + people(depth - 1) + ")";
            case 1: return "(" + money(depth - 1) + ") / (" + money(depth - 1) + ")";
            case 2: return "(" + plain(depth - 1) + ") * (" + plain(depth - 1) + ")";
            default: return compound(depth, "", [&](int d) { return plain(d); });
        }
    }

    std::string pick(std::vector<std::string> of) { return of[below(of.size())]; }

private:
    template <typename Make>
    std::string compound(int depth, const std::string& unit, Make make) {
        const std::string a = make(depth - 1);
        const std::string b = make(depth - 1);
        switch (below(9)) {
            case 0: return "(" + a + ") + (" + b + ")";
            case 1: return "(" + a + ") - (" + b + ")";
            case 2: return "(" + a + ") * (" + plain(depth - 1) + ")";
            case 3: return "min(" + a + ", " + b + ")";
            case 4: return "best_of(" + a + ", " + b + ")";
            case 5: return "if " + truth(depth - 1) + " then " + a + " else " + b;
            case 6: return "(" + a + ") otherwise (" + b + ")";
            case 7: return "round_down(" + a + ", " + pick({"0.01", "1", "3"}) + unit + ")";
            default: return "-(" + a + ")";
        }
    }

    std::mt19937_64 random_;
};

// A row of Firm that keeps its domains: scientists <= staff, cost >= R&D.
inline std::vector<Cell> random_row(RandomFormula& random, const Plan& plan, TextTable& texts) {
    const std::vector<std::int64_t> staff{1, 2, 29, 37, 100, 499, 500, 501, 1000};
    const std::vector<std::int64_t> fen{0, 1, 500'000, 20'000'000'000, 20'000'000'001, 100'000'000};
    const auto any = [&](const std::vector<std::int64_t>& of) {
        return of[random.below(of.size())];
    };
    std::vector<Cell> row(plan.inputs().size());
    const auto set = [&](const char* name, Cell cell) {
        row[plan.find_input(name).value()] = cell;
    };
    const std::int64_t people = any(staff);
    const std::int64_t rd = any(fen);
    set("职工总数", Cell::known(people));
    set("科技人员数",
        Cell::known(static_cast<std::int64_t>(random.below(static_cast<std::size_t>(people) + 1))));
    set("销售收入", Cell::known(any(fen)));
    set("研发费用", Cell::known(rd));
    set("成本费用", Cell::known(rd + any(fen)));
    set("居民企业", Cell::known(static_cast<std::int64_t>(random.below(2))));
    set("类别", Cell::known(texts.intern(random.pick({"I", "II", "III"}))));
    set("增长率", random.below(4) == 0
                      ? Cell::none()
                      : Cell::known(static_cast<std::int64_t>(random.below(600)) - 100));
    set("注册日期", Cell::known(17'000));
    set("时期", Cell::missing());
    return row;
}

}  // namespace kc::formula::testing
