// SPDX-License-Identifier: Apache-2.0
// How fast ten million facts are loaded and sliced, and what room they take.
//
//   indicator_bench            ten million facts in three layouts
//   indicator_bench --check    the same, ending with 1 when a stated bar is missed
//   indicator_bench --small    a tenth of it, only to see that it runs
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "facts.hpp"
#include "indicator/fact_columns.hpp"
#include "indicator/slice.hpp"
#include "indicator/target_result.hpp"

namespace {

using namespace kc;
using namespace kc::indicator;

// Time of this thread only: a slice neither waits nor shares its work, so on a machine that has
// other things to do this is what it would take on an idle one.
double now_s() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

constexpr double kSliceBar_ms = 20;
constexpr double kLoadBar_per_s = 1e6;
constexpr double kRoomBar_bytes = 24;
constexpr std::size_t kChunk = 100'000;
constexpr int kRepeats = 60;
constexpr int kFewUnits = 1000;

bool all_met = true;

std::string verdict(bool met) {
    all_met = all_met && met;
    return met ? "ok" : "MISSED";
}

FactColumns load(bench::FactMaker& maker) {
    FactColumns columns;
    double seconds = 0;
    for (auto facts = maker.next(kChunk); !facts.empty(); facts = maker.next(kChunk)) {
        const auto start = now_s();
        const Result<void> added = columns.append(facts);
        seconds += now_s() - start;
        KC_CHECK(added.has_value());
    }
    const std::size_t loose = columns.bytes();
    const auto start = now_s();
    columns.shrink_to_fit();
    const double shrink = now_s() - start;
    const auto count = static_cast<double>(columns.size());
    const double rate = count / seconds;
    const double room = static_cast<double>(columns.bytes()) / count;
    fmt::print("  load      {:>10} facts  {:6.2f} s  {:5.2f} M/s  {}\n", columns.size(), seconds,
               rate / 1e6, verdict(rate >= kLoadBar_per_s));
    fmt::print("  room      {:5.1f} bytes a fact ({:.1f} before shrinking, {:.2f} s)  {}\n", room,
               static_cast<double>(loose) / count, shrink, verdict(room <= kRoomBar_bytes));
    return columns;
}

void report(std::string_view name, std::size_t cells, std::vector<double> times_ms) {
    std::sort(times_ms.begin(), times_ms.end());
    const double p95 = times_ms[times_ms.size() * 95 / 100];
    fmt::print("  {:<34} {:>7} cells  p50 {:7.3f} ms  p95 {:7.3f} ms  {}\n", name, cells,
               times_ms[times_ms.size() / 2], p95, verdict(p95 <= kSliceBar_ms));
}

void measure(std::string_view name, const Context& context, const SliceQuery& query) {
    std::vector<double> times_ms;
    std::size_t cells = 0;
    for (int repeat = 0; repeat < kRepeats; ++repeat) {
        const auto start = now_s();
        const Result<Slice> slice = compute(context, query);
        times_ms.push_back((now_s() - start) * 1000);
        KC_CHECK(slice.has_value() && slice->cell(0, 0).is_known);
        cells = slice->unit_count() * slice->period_count() * slice->groups().size();
    }
    report(name, cells, std::move(times_ms));
}

// One target with all that belongs to it: profile, forecast, derivation.
void measure_target(std::string_view name, const Context& context, const std::string& unit,
                    int last_year) {
    TargetDef target{.code = "t",
                     .indicator = bench::FactMaker::indicator_code(0),
                     .unit_of_observation = unit,
                     .value = *base::Decimal::of(1'000'000'000'000'000),
                     .horizon = *base::Period::year(last_year)};
    target.unit = context.indicators.find(target.indicator)->unit;
    std::vector<double> times_ms;
    for (int repeat = 0; repeat < kRepeats; ++repeat) {
        const auto start = now_s();
        const TargetResult result =
            evaluate(context, target, *base::Date::of(last_year + 1, 1, 10));
        times_ms.push_back((now_s() - start) * 1000);
        KC_CHECK(result.status == Status::off_track);
    }
    report(name, 1, std::move(times_ms));
}

std::vector<base::Period> months(int years) {
    std::vector<base::Period> all;
    for (int i = 0; i < years * 12; ++i) {
        all.push_back(*base::Period::month(2015 + i / 12, i % 12 + 1));
    }
    return all;
}

void run(std::string_view name, const bench::Layout& layout) {
    fmt::print("{}: {} indicators, {} units, {} months, {} members, {} % revised\n", name,
               layout.indicators, layout.units, layout.years * 12, layout.members,
               layout.revised_percent);
    bench::FactMaker maker(layout);
    const FactColumns columns = load(maker);
    const auto definitions = Definitions::of(maker.indicators()).value();
    const auto tree = UnitTree::of(maker.units()).value();
    const Context now{columns.as_of({}), definitions, tree};

    SliceQuery city{.indicator = bench::FactMaker::indicator_code(0),
                    .units = {bench::FactMaker::kCity},
                    .periods = months(layout.years)};
    measure("city by month", now, city);

    SliceQuery counties = city;
    for (int i = 0; i * 100 < layout.units; ++i) {
        counties.units.push_back(bench::FactMaker::county_code(i));
    }
    measure("city and counties by month", now, counties);

    SliceQuery years = counties;
    years.periods.clear();
    for (int i = 0; i < layout.years; ++i) years.periods.push_back(*base::Period::year(2015 + i));
    measure("city and counties by year", now, years);

    SliceQuery groups = city;
    groups.group_by = {"field"};
    groups.periods = months(1);
    if (layout.members > 1) measure("city by month of a year, by field", now, groups);

    SliceQuery one = city;
    one.units = {bench::FactMaker::unit_code(7)};
    measure("one unit by month", now, one);

    const int last_year = 2014 + layout.years;
    measure_target("target of one unit", now, bench::FactMaker::unit_code(7), last_year);
    if (layout.units < kFewUnits) {
        measure_target("target of all units together", now, bench::FactMaker::kCity, last_year);
    }

    const Context half{columns.as_of({.known_at_us = columns.moments().moment_us(0)}), definitions,
                       tree};
    SliceQuery first = city;
    first.periods = {months(1).front()};
    measure("one month as it was first known", half, first);
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view option = argc > 1 ? argv[1] : "";
    const int years = option == "--small" ? 1 : 10;
    run("many indicators", {.indicators = 200, .units = 140, .years = years, .members = 3});
    run("many, revised",
        {.indicators = 200, .units = 140, .years = years, .members = 3, .revised_percent = 10});
    run("one indicator", {.indicators = 1, .units = 2800, .years = years, .members = 30});
    return option == "--check" && !all_met ? 1 : 0;
}
