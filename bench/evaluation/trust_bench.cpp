// SPDX-License-Identifier: Apache-2.0
// How long uncertainty, sensitivity and what builds on them take.
//
//   trust_bench            all figures, each the best of three, with wall and CPU time
//   trust_bench --small    a run that only shows that it still works
#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <sys/resource.h>

#include "evaluation/combine_bod.hpp"
#include "evaluation/data.hpp"
#include "evaluation/rank_bounds.hpp"
#include "evaluation/sensitivity.hpp"
#include "evaluation/smaa.hpp"
#include "evaluation/uncertainty_reference.hpp"
#include "evaluation/uncertainty_run.hpp"
#include "evaluation/uncertainty_statistics.hpp"

namespace {

using namespace kc::evaluation;  // NOLINT: one file, one program

constexpr std::size_t kThreads = 2;

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

struct Sizes {
    int rounds = 3;
    std::size_t divide = 1;
};

void measure(const Sizes& sizes, std::string_view what, double bar_ms,
             const std::function<void()>& work) {
    double best = 1e300;
    double cpu = 0;
    for (int round = 0; round < sizes.rounds; ++round) {
        const double cpu_before = cpu_seconds();
        const auto before = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::milli> wall =
            std::chrono::steady_clock::now() - before;
        if (wall.count() >= best) continue;
        best = wall.count();
        cpu = (cpu_seconds() - cpu_before) * 1000;
    }
    const std::string bar = bar_ms > 0 ? fmt::format("{:8.0f}", bar_ms) : "       -";
    fmt::print("{:<62} {:>9.2f} ms  cpu {:>9.2f} ms  bar {} ms\n", what, best, cpu, bar);
}

// 2843 units, 50 indicators in 10 pillars in 2 halves; skewed, correlated, 3 % missing.
Table large_table(std::size_t units, std::size_t indicators) {
    std::vector<TableRow> rows(1);
    rows[0].line = 1;
    rows[0].cells = {"unit", "region"};
    for (std::size_t k = 0; k < indicators; ++k) rows[0].cells.push_back(fmt::format("i{:02}", k));
    for (std::size_t u = 0; u < units; ++u) {
        RandomStream draws({.seed = 2843, .replication = u});
        TableRow row;
        row.line = static_cast<std::int32_t>(u + 2);
        row.cells = {fmt::format("u{:04}", u), fmt::format("r{}", u % 16)};
        const double common = draws.normal();
        for (std::size_t k = 0; k < indicators; ++k) {
            const double value = 0.6 * common + draws.normal();
            const bool is_missing = draws.uniform() < 0.03;
            const double shown = k % 3 == 0 ? std::exp(value) : 50 + 10 * value;
            row.cells.push_back(is_missing ? "" : fmt::format("{:.6f}", shown));
        }
        rows.push_back(std::move(row));
    }
    return *table_of("large.csv", std::move(rows));
}

Definition large_definition(std::size_t indicators) {
    Definition definition;
    definition.code = "bench.large";
    definition.units.groups = {"region"};
    definition.missing.usual = {.kind = ImputeKind::group_median, .groups = {"region"}};
    definition.treatment.try_steps = {{.kind = TreatKind::winsorise, .max = 5},
                                      {.kind = TreatKind::log_shift}};
    definition.normalise = {.kind = NormaliseKind::minmax, .low = 0, .high = 100};
    for (std::size_t k = 0; k < indicators; ++k) {
        Indicator indicator;
        indicator.id = fmt::format("i{:02}", k);
        indicator.from = indicator.id;
        indicator.impute = definition.missing.usual;
        indicator.treat = definition.treatment;
        indicator.normalise = definition.normalise;
        definition.indicators.push_back(std::move(indicator));
    }
    const auto add = [&](std::string id, std::int32_t parent, std::int32_t level) {
        Node node;
        node.id = std::move(id);
        node.parent = parent;
        node.level = level;
        definition.nodes.push_back(std::move(node));
        const auto number = static_cast<std::int32_t>(definition.nodes.size() - 1);
        if (parent >= 0)
            definition.nodes[static_cast<std::size_t>(parent)].children.push_back(number);
        return number;
    };
    const std::int32_t root = add("index", -1, 4);
    std::size_t next = 0;
    for (std::size_t half = 0; half < 2; ++half) {
        const std::int32_t branch = add(fmt::format("half{}", half), root, 3);
        for (std::size_t p = 0; p < 5; ++p) {
            const std::int32_t pillar = add(fmt::format("pillar{}{}", half, p), branch, 2);
            for (std::size_t k = 0; k < indicators / 10; ++k, ++next) {
                const std::int32_t leaf = add(fmt::format("i{:02}", next), pillar, 1);
                definition.nodes[static_cast<std::size_t>(leaf)].indicator =
                    static_cast<std::int32_t>(next);
            }
        }
    }
    return definition;
}

void must(bool fine, std::string_view what) {
    if (fine) return;
    fmt::print("failed: {}\n", what);
    std::exit(1);  // NOLINT: a benchmark
}

void small_data(const Sizes& sizes) {
    const ReferenceAsem asem(testing::test_data() / "asem");
    const std::size_t d = sizes.divide;
    measure(sizes, "ASEM 51x49, uncertainty N=1000, four assumptions, statistics", 50, [&] {
        const auto sample =
            run_model(asem.model, plain_draws(1), {.runs = 1000 / d, .threads = kThreads});
        must(sample && rank_statistics(*sample).size() == 51, "uncertainty");
    });
    measure(sizes, "ASEM, Sobol N=500 d=4, 1000 bootstraps", 150, [&] {
        must(analyse_sensitivity(asem.model,
                                 {.base = 500 / d, .bootstrap = 1000 / d, .threads = kThreads})
                 .has_value(),
             "sensitivity");
    });
    measure(sizes, "ASEM, Sobol N=500 d=4, every unit's rank too", 0, [&] {
        must(analyse_sensitivity(asem.model, {.base = 500 / d,
                                              .bootstrap = 1000 / d,
                                              .targets = {SensitivityTarget::mean_abs_rank_change,
                                                          SensitivityTarget::rank_each},
                                              .threads = kThreads})
                 .has_value(),
             "sensitivity of units");
    });
    measure(sizes, "ASEM, Sobol N=40000 d=4, 1000 bootstraps", 3000, [&] {
        must(analyse_sensitivity(asem.model,
                                 {.base = 40'000 / d, .bootstrap = 1000 / d, .threads = kThreads})
                 .has_value(),
             "large sensitivity");
    });
}

void large_data(const Sizes& sizes) {
    const std::size_t units = 2843 / std::min<std::size_t>(sizes.divide, 10);
    const auto evaluated = evaluate(large_definition(50), large_table(units, 50));
    must(evaluated.has_value(), "evaluation of the large table");
    const Evaluation& evaluation = *evaluated;
    const std::size_t runs = 10'000 / sizes.divide;
    VaryPlan noise;
    noise.weights = {.kind = WeightVaryKind::noise, .noise = 0.25};
    const auto weights_only = bind_model(evaluation, noise);
    must(weights_only.has_value(), "model");
    measure(sizes, "2843x50, N=10000, noise on all weights, statistics", 1500, [&] {
        const auto sample =
            run_model(*weights_only, plain_draws(1), {.runs = runs, .threads = kThreads});
        must(sample && rank_statistics(*sample).size() == units, "weights");
    });
    VaryPlan mixed = reference_vary(evaluation.definition);
    mixed.weights.levels = {};
    const auto all = bind_model(evaluation, mixed);
    must(all.has_value(), "mixed model");
    measure(sizes, "2843x50, N=10000, four assumptions, statistics", 4000, [&] {
        const auto sample = run_model(*all, plain_draws(1), {.runs = runs, .threads = kThreads});
        must(sample && rank_statistics(*sample).size() == units, "mixed");
    });
    mixed.aggregate = {{.nodes = {0},
                        .alternatives = {{.kind = AggregateKind::arithmetic},
                                         {.kind = AggregateKind::geometric}}}};
    for (const std::int32_t pillar : evaluation.definition.nodes[1].children)
        mixed.aggregate.push_back({.nodes = {pillar},
                                   .alternatives = {{.kind = AggregateKind::arithmetic},
                                                    {.kind = AggregateKind::harmonic}}});
    const auto uneven = bind_model(evaluation, mixed);
    measure(sizes, "2843x50, N=10000, means chosen node by node", 4000, [&] {
        must(run_model(*uneven, plain_draws(1), {.runs = runs, .threads = kThreads}).has_value(),
             "uneven");
    });
    VaryPlan data = noise;
    for (std::int32_t i = 0; i < 50; ++i)
        data.data.push_back({.indicator = i, .kind = NoiseKind::normal_cv, .size = 0.02});
    const auto disturbed = bind_model(evaluation, data);
    measure(sizes, "2843x50, N=50, errors on every figure", 0, [&] {
        must(run_model(*disturbed, plain_draws(1),
                       {.runs = std::max<std::size_t>(50 / sizes.divide, 2), .threads = kThreads})
                 .has_value(),
             "disturbed");
    });
    const auto sample =
        run_model(*weights_only, plain_draws(1), {.runs = runs, .threads = kThreads});
    const auto nominal = run_nominal(*weights_only);
    measure(sizes, "2843 units, rank bands from N=10000", 0,
            [&] { must(rank_bands(*sample, nominal->ranks).size() == units, "bands"); });
    LiveRun live(*weights_only);
    std::vector<double> weights = live.nominal_weights();
    must(live.with(weights).has_value(), "first look");
    double turn = 1;
    measure(sizes, "2843x50, one weight moved, all ranks again (a slider)", 20, [&] {
        weights[1] = turn += 0.1;
        must(live.with(weights).has_value(), "slider");
    });
}

// Linear programs: benefit of the doubt of many units, guaranteed ranks, acceptability.
void programs(const Sizes& sizes) {
    const ReferenceAsem asem(testing::test_data() / "asem");
    const Matrix& scores = asem.evaluation.asked().tree.scores;
    Matrix pillars(scores.rows(), 8);
    std::size_t column = 0;
    for (std::size_t n = 0; n < asem.model.nodes.size(); ++n) {
        if (asem.model.nodes[n].level == 2) pillars.set_column(column++, scores.column(n));
    }
    must(column == 8, "pillars");
    measure(sizes, "51x8, SMAA-2 with 10000 draws", 0, [&] {
        must(smaa(pillars, {.draws = 10'000 / sizes.divide, .threads = kThreads}).has_value(),
             "smaa");
    });
    measure(sizes, "51x8, guaranteed ranks under an order of the weights", 0, [&] {
        must(rank_bounds(pillars, {.order = {{0, 1}, {1, 2}, {2, 3}}}).has_value(), "bounds");
    });
    const std::size_t units = 2843 / std::min<std::size_t>(sizes.divide, 20);
    Matrix large(units, 50);
    RandomStream draws({.seed = 4});
    for (std::size_t row = 0; row < units; ++row) {
        for (std::size_t k = 0; k < 50; ++k) large.set(row, k, draws.uniform());
    }
    const std::vector<double> weights(50, 1.0);
    measure({.rounds = 1}, "2843x50, benefit of the doubt, one program a unit", 0, [&] {
        must(benefit_of_the_doubt({.children = &large, .weights = weights}, {}).has_value(), "bod");
    });
}

}  // namespace

int main(int argc, char** argv) {
    Sizes sizes;
    if (argc > 1 && std::string_view(argv[1]) == "--small") sizes = {.rounds = 1, .divide = 50};
    small_data(sizes);
    large_data(sizes);
    programs(sizes);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("greatest memory {} MB, bar 256 MB\n", usage.ru_maxrss / 1024);
    return 0;
}
