// SPDX-License-Identifier: Apache-2.0
// Speed of policies: a hundred over a million made-up subjects, one with everything kept, an answer
// in words, loading, an edit in the sandbox. Prints CPU time beside wall time.
//
//   policy_bench [--small] [--two-threads]
#include <fmt/format.h>

#include <chrono>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "formula/batch.hpp"
#include "generator.hpp"
#include "policy/answer.hpp"
#include "policy/answer_text.hpp"

namespace {

using namespace kc;  // NOLINT: a program of one file

struct Clock {
    std::chrono::steady_clock::time_point wall = std::chrono::steady_clock::now();
    std::clock_t cpu = std::clock();

    double wall_ms() const {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - wall)
            .count();
    }
    double cpu_ms() const {
        return 1000.0 * static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
    }
};

void print(std::string_view what, const Clock& clock, double per = 1.0,
           std::string_view unit = "ms", std::string_view bar = "") {
    fmt::print("{:<58} {:>10.3f} {} CPU {:>10.3f} {} wall{}{}\n", what, clock.cpu_ms() / per, unit,
               clock.wall_ms() / per, unit, bar.empty() ? "" : "   bar ", bar);
}

struct Tally {
    std::size_t yes = 0;
    std::size_t no = 0;
    std::size_t open = 0;
};

Tally run_all(const formula::Batch& batch, const std::vector<formula::NodeId>& roots,
              const formula::Table& table, unsigned threads) {
    std::vector<std::uint8_t> kept(roots.size() * table.rows);
    batch.run(
        table,
        [&](const formula::BlockView& block) {
            for (std::size_t i = 0; i < roots.size(); ++i) {
                const auto outcomes = block.outcomes(roots[i]);
                std::uint8_t* to = kept.data() + i * table.rows + block.first_row();
                for (std::size_t row = 0; row < block.rows(); ++row) {
                    to[row] = outcomes.size() == 1 ? outcomes[0] : outcomes[row];
                }
            }
        },
        threads);
    Tally tally;
    for (const std::uint8_t one : kept) {
        ++(one == formula::kYes ? tally.yes : one == formula::kNo ? tally.no : tally.open);
    }
    return tally;
}

void batches(const policy::PolicySet& set, base::Date day, std::size_t rows, unsigned threads) {
    std::vector<formula::NodeId> roots;
    for (const policy::Policy& one : set.policies()) roots.push_back(one.decision);
    formula::Batch batch(set.plan(), roots);
    batch.set_parameters(set.parameters_on(day));
    fmt::print("{} policies, {} nodes, {} inputs, {} rows\n", roots.size(),
               set.plan().needed_for(roots).size(), set.plan().inputs().size(), rows);
    for (const int missing : {0, 3}) {
        const bench::Subjects subjects(set, rows, missing);
        const formula::Table table = subjects.view();
        run_all(batch, roots, table, threads);
        const Clock clock;
        const Tally tally = run_all(batch, roots, table, threads);
        print(fmt::format("all policies, {} % missing, {} threads", missing, threads), clock, 1.0,
              "ms", missing == 0 ? "1500 ms CPU" : "3000 ms CPU");
        fmt::print("    yes {}, no {}, open {}\n", tally.yes, tally.no, tally.open);
    }
}

void single(const policy::PolicySet& set, base::Date day) {
    const policy::Policy* one = set.find("cn.tech-sme.2017");
    const policy::Policy* other = set.find("cn.high-tech.2016");
    KC_CHECK(one != nullptr && other != nullptr);
    constexpr std::size_t kRows = 1'000;
    constexpr int kRounds = 20;
    const bench::Subjects subjects(set, kRows, 3);
    std::vector<std::vector<formula::Cell>> rows;
    for (std::size_t i = 0; i < kRows; ++i) rows.push_back(subjects.row(i));
    for (const policy::Policy* policy : {one, other}) {
        policy::Asker asker(set, *policy, day);
        const Clock clock;
        std::size_t yes = 0;
        for (int round = 0; round < kRounds; ++round) {
            for (const auto& row : rows) {
                yes += asker.evaluate(row).outcomes(policy->decision) == formula::kYes ? 1 : 0;
            }
        }
        print(fmt::format("one subject, every value kept, {}", policy->code), clock,
              kRounds * kRows / 1000.0, "us", "3 us");
        KC_CHECK(yes <= kRounds * kRows);
        std::vector<policy::Answer> answers;
        const Clock asking;
        for (const auto& row : rows) {
            policy::Facts facts;
            facts.cells = row;
            facts.bound.resize(policy->facts.size());
            answers.push_back(asker.ask(std::move(facts)));
        }
        print("the whole answer, with what is missing and would help", asking, kRows / 1000.0,
              "us");
        const Clock telling;
        std::size_t bytes = 0;
        for (const policy::Answer& answer : answers) {
            bytes += policy::to_text(answer, Language::zh).size();
        }
        print(fmt::format("that answer in words ({} bytes)", bytes / kRows), telling,
              kRows / 1000.0, "us", "50 us");
    }
}

void sandbox(const policy::PolicySet& set, base::Date day, std::size_t rows, unsigned threads) {
    const policy::Policy* policy = set.find("cn.tech-sme.2017");
    const policy::Parameter* limit = policy->find_parameter("staff_max");
    const bench::Subjects subjects(set, rows, 3);
    const formula::Table table = subjects.view();
    auto values = set.parameters_on(day);
    const Clock making;
    const formula::Sandbox sandbox(set.plan(), {policy->decision}, {limit->slot}, table, values,
                                   threads);
    print("sandbox, made once", making);
    std::vector<std::uint8_t> kept(rows);
    for (const std::int64_t staff : {500, 600}) {
        values[limit->slot].lo = values[limit->slot].hi = limit->values.front().count / 500 * staff;
        const Clock clock;
        sandbox.run(
            values,
            [&](const formula::BlockView& block) {
                const auto outcomes = block.outcomes(policy->decision);
                std::copy(outcomes.begin(), outcomes.end(),
                          kept.begin() + static_cast<std::ptrdiff_t>(block.first_row()));
            },
            threads);
        print(fmt::format("sandbox, one edit ({} staff)", staff), clock, 1.0, "ms", "50 ms");
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t rows = 1'000'000;
    unsigned threads = 1;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--small") == 0) rows = 5'000;
        if (std::strcmp(argv[i], "--two-threads") == 0) threads = 2;
    }
    const base::Date day = base::Date::of(2024, 6, 1).value();
    constexpr std::size_t kPolicies = 100;
    const Clock reading;
    const auto entries = bench::policies(kPolicies);
    print("reading the shipped files, making variants", reading);
    const Clock loading;
    policy::PolicyReport free = policy::load_policies(entries, {.run_tests = false});
    print("compiling and checking 100 policies", loading, 1.0, "ms", "300 ms");
    for (const Diagnostic& one : free.found) {
        if (one.severity == Severity::error) fmt::print("{}\n", to_string(one, Language::en));
    }
    KC_CHECK(free.set.policies().size() == kPolicies);
    const policy::PolicyReport fixed =
        policy::load_policies(entries, {.fixed_on = day, .run_tests = false});
    const Clock testing;
    const policy::PolicyReport tested =
        policy::load_policies(std::span(entries).first(std::min<std::size_t>(13, entries.size())));
    print(fmt::format("compiling the shipped ones with their {} tests", tested.tests), testing);
    batches(fixed.set, day, rows, threads);
    single(free.set, day);
    sandbox(free.set, day, rows, threads);
    return 0;
}
