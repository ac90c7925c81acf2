// SPDX-License-Identifier: Apache-2.0
// What an evaluation takes: the ASEM example from table to ranks (at most 2 ms), and 2843 units
// with 50 indicators, built once and then with other weights, as when somebody moves a slider (20
// ms).
//
//   build_bench [--small]
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "evaluation/evaluate.hpp"
#include "evaluation/explain_whatif.hpp"
#include "evaluation/import_coin.hpp"
#include "evaluation/random.hpp"
#include "evaluation/reference_support.hpp"

namespace kc::evaluation {
namespace {

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Milliseconds of the median run, of wall and of CPU time.
template <typename Work>
void measure(const char* name, int rounds, Work work) {
    std::vector<double> wall;
    const double cpu = cpu_seconds();
    for (int i = 0; i < rounds; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        wall.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
                .count());
    }
    std::sort(wall.begin(), wall.end());
    fmt::print("{:44} {:9.3f} ms wall (median of {}), {:9.3f} ms cpu\n", name,
               wall[wall.size() / 2], rounds, (cpu_seconds() - cpu) * 1000 / rounds);
}

// Log-normal figures with a few gaps, in ten pillars of five.
Table large_table(std::size_t units) {
    std::vector<TableRow> rows(1);
    rows[0].cells = {"unit"};
    for (int i = 0; i < 50; ++i) rows[0].cells.push_back(fmt::format("i{}", i));
    for (std::size_t u = 0; u < units; ++u) {
        RandomStream draws({.seed = 1, .purpose = 1, .replication = u});
        TableRow row{static_cast<std::int32_t>(u + 2), {fmt::format("u{}", u)}};
        for (int i = 0; i < 50; ++i) {
            const double figure = draws.normal();
            row.cells.push_back(draws.uniform() < 0.03
                                    ? std::string()
                                    : fmt::format("{:.6f}", std::exp(figure / (1 + i % 3))));
        }
        rows.push_back(std::move(row));
    }
    return *table_of("large.csv", std::move(rows));
}

Definition large_definition(const Definition& like) {
    Definition made = like;
    made.units = Units{};
    made.missing = MissingPlan{};
    made.indicators.clear();
    made.nodes.assign(1, Node{});
    made.nodes[0].id = "index";
    for (int p = 0; p < 10; ++p) {
        const auto pillar = static_cast<std::int32_t>(made.nodes.size());
        made.nodes[0].children.push_back(pillar);
        made.nodes.emplace_back();
        made.nodes.back().id = fmt::format("p{}", p);
        made.nodes.back().parent = 0;
        for (int i = 0; i < 5; ++i) {
            Indicator indicator = like.indicators[0];
            indicator.id = fmt::format("i{}", p * 5 + i);
            indicator.from = indicator.id;
            indicator.impute = {ImputeKind::median, {}, 20};
            indicator.per.clear();
            made.nodes.emplace_back();
            made.nodes.back().id = indicator.id;
            made.nodes.back().parent = pillar;
            made.nodes.back().indicator = static_cast<std::int32_t>(made.indicators.size());
            made.nodes[static_cast<std::size_t>(pillar)].children.push_back(
                static_cast<std::int32_t>(made.nodes.size() - 1));
            made.indicators.push_back(std::move(indicator));
        }
    }
    for (Node& node : made.nodes) node.level = node.is_leaf() ? 1 : node.parent < 0 ? 3 : 2;
    return made;
}

int run(bool small) {
    const auto folder = testing::test_data() / "asem";
    const Table data = testing::csv_table(folder / "iData.csv");
    const Definition asem = *import_coin(data, testing::csv_table(folder / "iMeta.csv"));
    measure("ASEM 51x49, table to ranks", small ? 3 : 200, [&] {
        if (!evaluate(asem, data)) std::exit(1);
    });
    const auto slices = assemble(asem, data);
    measure("ASEM 51x49, figures to ranks", small ? 3 : 200, [&] {
        if (!evaluate_slices(asem, *slices)) std::exit(1);
    });
    const Definition large = large_definition(asem);
    const Table table = large_table(small ? 200 : 2843);
    const auto result = evaluate(large, table);
    if (!result) {
        fmt::print(stderr, "{}\n", result.error().en);
        return 1;
    }
    const std::string size = fmt::format("{}x50", result->asked().slice.size());
    measure((size + ", table to ranks").c_str(), small ? 1 : 20, [&] {
        if (!evaluate(large, table)) std::exit(1);
    });
    const WhatIf what_if(*result);
    std::vector<NodeWeights> weights = result->asked().tree.weights;
    measure((size + ", other weights to ranks").c_str(), small ? 3 : 200, [&] {
        weights[1].values[0] += 0.01;
        if (!what_if.with_weights(weights)) std::exit(1);
    });
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("{:44} {:9} MB\n", "most memory", usage.ru_maxrss / 1024);
    return 0;
}

}  // namespace
}  // namespace kc::evaluation

int main(int argc, char** argv) {
    return kc::evaluation::run(argc > 1 && std::string(argv[1]) == "--small");
}
