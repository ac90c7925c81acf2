// SPDX-License-Identifier: Apache-2.0
// Speed of plans: a hundred policies over a million made-up firms, one firm with a trace, edits of
// a parameter, and loading.
//
// Two families of policies with their limits shifted from one to the next: the technology SME
// (gate, three scores, direct confirmation) and the high-tech enterprise (ratios by size, score).
// A fifth of the values lies on, one step below or one above a limit. The seed is fixed.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "formula/batch.hpp"
#include "formula/compile.hpp"
#include "formula/evaluation.hpp"

namespace {

using namespace kc::formula;  // NOLINT: a program of one file
using kc::base::Decimal;
using kc::base::Ratio;

struct Clock {
    std::chrono::steady_clock::time_point wall = std::chrono::steady_clock::now();
    std::clock_t cpu = std::clock();

    [[nodiscard]] double wall_ms() const {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - wall)
            .count();
    }
    [[nodiscard]] double cpu_ms() const {
        return 1000.0 * static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
    }
};

void report(std::string_view what, const Clock& clock, double per = 1,
            std::string_view unit = "ms") {
    fmt::print("{:<52} {:>10.2f} {} CPU {:>10.2f} {} wall\n", what, clock.cpu_ms() / per, unit,
               clock.wall_ms() / per, unit);
}

// --- policies -----------------------------------------------------------------------------------

constexpr std::array kMoney{"revenue", "assets",   "rd",        "cost",      "rd_1",
                            "rd_2",    "rd_china", "revenue_1", "revenue_2", "hitech_revenue",
                            "profit",  "net_1",    "net_2",     "net_3"};
constexpr std::array kCounts{"ip_1", "ip_2"};
constexpr std::array kTruths{"resident", "restricted", "accident", "abnormal", "certificate",
                             "award",    "institute",  "standard", "core_ip"};

struct Policies {
    Policies() {
        const auto people = Type::number(unit_named("人"));
        const auto money = Type::number(unit_named("元"));
        const auto items = Type::number(unit_named("项"));
        const NodeId staff = input("staff", people, 1);
        input("science_staff", people, 0, staff);
        input("rd_staff", people, 0, staff);
        for (const char* name : kMoney) input(name, money, 0);
        for (const char* name : kCounts) input(name, items, 0);
        for (const char* name : kTruths) {
            scope.add(name, builder.input({.name = name, .type = Type::truth()}).value());
        }
    }

    NodeId input(const char* name, const Type& type, std::int64_t lowest, NodeId highest = {}) {
        const bool money = type.unit == unit_named("元");
        const auto node = builder.input({.name = name,
                                         .type = type,
                                         .step = money ? *Ratio::of(1, 100) : Ratio(1),
                                         .lowest = {.count = lowest},
                                         .highest = {.input = highest}});
        scope.add(name, *node);
        return *node;
    }

    NodeId compiled(const Scope& names, std::string_view text) {
        const auto result = compile(text, {"bench", 1, 1}, names, builder);
        if (!result) fmt::print("{}\n", to_string(result.error(), kc::Language::en));
        return result.value().root;
    }

    NodeId bands(NodeId value, const std::vector<std::pair<Decimal, int>>& edges,
                 const char* unit = "%") {
        const auto points = unit_named("分");
        std::vector<Band> steps;
        for (const auto& [edge, score] : edges) {
            steps.push_back({.edge = builder.number(edge, unit_named(unit)).value(),
                             .value = builder.number(score, points).value()});
        }
        return builder.bands(value, builder.number(0, points).value(), steps).value();
    }

    void parameter(Scope& names, const std::string& prefix, const char* name, Decimal value,
                   const char* unit) {
        names.add(name, builder.parameter(prefix + name, value, unit_named(unit)).value());
    }

    NodeId tech_sme(int variant) {
        Scope names(&scope);
        const std::string prefix = fmt::format("sme{}/", variant);
        parameter(names, prefix, "staff_limit", 500 + variant, "人");
        parameter(names, prefix, "revenue_limit", 20000 + variant * 10, "万元");
        parameter(names, prefix, "assets_limit", 20000 + variant * 10, "万元");
        parameter(names, prefix, "pass", 60, "分");
        const Decimal shift = *Decimal::of(variant, 2);
        const auto edge = [&](int percent) { return *add(Decimal(percent), shift); };
        const NodeId people =
            bands(compiled(names, "science_staff / staff"),
                  {{edge(10), 4}, {edge(15), 8}, {edge(20), 12}, {edge(25), 16}, {edge(30), 20}});
        const NodeId by_revenue =
            bands(compiled(names, "rd / revenue"),
                  {{edge(2), 10}, {edge(3), 20}, {edge(4), 30}, {edge(5), 40}, {edge(6), 50}});
        const NodeId by_cost =
            bands(compiled(names, "rd / cost"),
                  {{edge(10), 10}, {edge(15), 20}, {edge(20), 30}, {edge(25), 40}, {edge(30), 50}});
        const NodeId second =
            bands(compiled(names, "ip_2"),
                  {{Decimal(1), 6}, {Decimal(2), 12}, {Decimal(3), 18}, {Decimal(4), 24}}, "项");
        const NodeId first = bands(compiled(names, "ip_1"), {{Decimal(1), 30}}, "项");
        const NodeId rd = builder.best_of(std::vector{by_revenue, by_cost}).value();
        const NodeId ip = builder.maximum(std::vector{first, second}).value();
        names.add("people", people);
        names.add("total", builder.sum(std::vector{people, rd, ip}).value());
        return compiled(names,
                        "resident and staff <= staff_limit and revenue <= revenue_limit and "
                        "assets <= assets_limit and not restricted and not (accident or abnormal) "
                        "and ((certificate or award or institute or standard) or "
                        "(total >= pass and people > 0))");
    }

    NodeId high_tech(int variant) {
        Scope names(&scope);
        const std::string prefix = fmt::format("ht{}/", variant);
        parameter(names, prefix, "small", 5000 + variant * 10, "万元");
        parameter(names, prefix, "pass", 71, "分");
        parameter(names, prefix, "share", 60, "%");
        names.add("rd_share",
                  compiled(names, "(rd + rd_1 + rd_2) / (revenue + revenue_1 + revenue_2)"));
        const Decimal shift = *Decimal::of(variant, 2);
        const auto edge = [&](int percent) { return *add(Decimal(percent), shift); };
        names.add("ip", bands(compiled(names, "ip_1 + ip_2"),
                              {{Decimal(1), 10}, {Decimal(3), 20}, {Decimal(6), 30}}, "项"));
        names.add("growth",
                  bands(compiled(names, "revenue / revenue_1"),
                        {{edge(105), 2}, {edge(115), 4}, {edge(125), 6}, {edge(135), 10}}));
        names.add("wealth",
                  bands(compiled(names, "net_3 / net_2"),
                        {{edge(105), 2}, {edge(115), 4}, {edge(125), 6}, {edge(135), 10}}));
        names.add("score",
                  compiled(names, "ip + growth otherwise 0分 + wealth otherwise 0分 + 40分"));
        return compiled(
            names,
            "resident and core_ip and not accident and science_staff / staff >= 10% and "
            "(if revenue <= small then rd_share >= 5% else if revenue <= 2亿元 then "
            "rd_share >= 4% else rd_share >= 3%) and rd_china / rd >= share and "
            "hitech_revenue / revenue >= share and score >= pass");
    }

    TextTable texts;
    Builder builder{texts};
    Scope scope;
};

// --- firms --------------------------------------------------------------------------------------

struct Firms {
    Firms(const Plan& plan, std::size_t rows, double missing, std::uint64_t seed)
        : numbers(plan.inputs().size()),
          truths(plan.inputs().size()),
          presence(plan.inputs().size()) {
        std::mt19937_64 random(seed);
        const auto below = [&](std::uint64_t n) { return static_cast<std::int64_t>(random() % n); };
        const auto near = [&](std::int64_t limit) { return limit + below(3) - 1; };
        table.rows = rows;
        for (std::size_t i = 0; i < plan.inputs().size(); ++i) {
            const InputField& field = plan.inputs()[i];
            const bool truth = field.type.kind == Kind::truth;
            const bool people = to_string(field.type.unit) == "人";
            const bool items = to_string(field.type.unit) == "项";
            for (std::size_t r = 0; r < rows; ++r) {
                const bool edge = below(5) == 0;
                if (truth) {
                    // Most firms are residents without blemish and without prizes.
                    const bool good = field.name == "resident" || field.name == "core_ip";
                    truths[i].push_back(good == (below(10) != 0) ? 1 : 0);
                } else if (items) {
                    numbers[i].push_back(below(7));
                } else if (people) {
                    const std::int64_t staff =
                        field.name == "staff" ? (edge ? near(500) : 1 + below(900))
                        : edge                ? numbers[0][r] / 10 * (1 + below(3))
                               : below(static_cast<std::uint64_t>(numbers[0][r]) + 1);
                    numbers[i].push_back(staff);
                } else if (edge) {
                    numbers[i].push_back(below(4) == 0 ? 0 : near(20'000'000'000));
                } else {
                    numbers[i].push_back(below(40'000'000'000) / (field.name[0] == 'r' ? 20 : 1));
                }
            }
            if (missing > 0) {
                for (std::size_t r = 0; r < rows; ++r) {
                    const bool gone = static_cast<double>(below(100'000)) < missing * 100'000;
                    presence[i].push_back(static_cast<std::uint8_t>(gone ? Cell::Presence::missing
                                                                         : Cell::Presence::known));
                }
            }
            table.inputs.push_back(
                {.numbers = numbers[i], .truths = truths[i], .presence = presence[i]});
        }
    }

    std::vector<std::vector<std::int64_t>> numbers;
    std::vector<std::vector<std::uint8_t>> truths;
    std::vector<std::vector<std::uint8_t>> presence;
    Table table;
};

std::size_t decide(const Batch& batch, const Table& table, const std::vector<NodeId>& roots,
                   unsigned threads) {
    std::vector<std::vector<std::uint8_t>> verdicts(roots.size(),
                                                    std::vector<std::uint8_t>(table.rows));
    batch.run(
        table,
        [&](const BlockView& block) {
            for (std::size_t p = 0; p < roots.size(); ++p) {
                std::ranges::copy(
                    block.outcomes(roots[p]),
                    verdicts[p].begin() + static_cast<std::ptrdiff_t>(block.first_row()));
            }
        },
        threads);
    std::size_t open = 0;
    for (const auto& column : verdicts)
        open += static_cast<std::size_t>(std::ranges::count(column, kOpen));
    return open;
}

}  // namespace

int main(int argc, char** argv) {
    const bool small = argc > 1 && std::string_view(argv[1]) == "--small";
    const std::size_t rows = small ? 20'000 : 1'000'000;
    const Clock loading;
    Policies policies;
    std::vector<NodeId> roots;
    for (int variant = 0; variant < 50; ++variant) {
        roots.push_back(policies.tech_sme(variant));
        roots.push_back(policies.high_tech(variant));
    }
    const Plan plan = policies.builder.finish();
    report("compile 100 policies", loading);
    fmt::print("{} nodes, {} rows\n", plan.nodes().size(), rows);

    for (const double missing : {0.0, 0.03, 0.15}) {
        const Firms firms(plan, rows, missing, 20240101);
        const Batch batch(plan, roots);
        for (const unsigned threads : {1U, 2U}) {
            const Clock clock;
            const std::size_t open = decide(batch, firms.table, roots, threads);
            report(fmt::format("rows x 100 policies, {:.0f}% missing, {} threads", missing * 100,
                               threads),
                   clock);
            if (threads == 1)
                fmt::print("    {:.2f}% open\n",
                           100.0 * static_cast<double>(open) / static_cast<double>(rows * 100));
        }
        if (missing > 0.1) continue;
        const std::size_t limit = plan.find_parameter("sme0/revenue_limit").value();
        auto values = default_parameters(plan);
        const Clock making;
        const Sandbox sandbox(plan, {roots[0]}, {limit}, firms.table, values);
        report("sandbox: prepare", making);
        std::size_t yes = 0;
        constexpr int kEdits = 10;
        const Clock editing;
        for (int edit = 0; edit < kEdits; ++edit) {
            values[limit].lo = values[limit].hi = values[limit].lo + 100'000'000;
            sandbox.run(values, [&](const BlockView& block) {
                yes += static_cast<std::size_t>(std::ranges::count(block.outcomes(roots[0]), kYes));
            });
        }
        report("sandbox: one edit", editing, kEdits);
        fmt::print("    {} yes\n", yes);
    }

    // One firm, one policy, every value kept.
    const Firms firms(plan, 1000, 0.03, 7);
    for (const std::size_t policy : {std::size_t{0}, std::size_t{1}}) {
        Evaluation single(plan, {roots[policy]});
        std::vector<std::vector<Cell>> cells(1000, std::vector<Cell>(plan.inputs().size()));
        for (std::size_t i = 0; i < plan.inputs().size(); ++i) {
            for (std::size_t r = 0; r < cells.size(); ++r) {
                if (firms.presence[i][r] != 0) continue;
                cells[r][i] =
                    Cell::known(firms.truths[i].empty() ? firms.numbers[i][r] : firms.truths[i][r]);
            }
        }
        const int rounds = small ? 10 : 300;
        std::size_t yes = 0;
        const Clock clock;
        for (int round = 0; round < rounds; ++round) {
            for (const auto& row : cells) {
                single.run(row);
                yes += single.outcomes(roots[policy]) == kYes ? 1U : 0U;
            }
        }
        report(policy == 0 ? "one firm x technology SME, trace" : "one firm x high-tech, trace",
               clock, rounds * 1.0, "us");
        fmt::print("    {} yes\n", yes);
    }
    return 0;
}
