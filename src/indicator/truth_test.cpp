// SPDX-License-Identifier: Apache-2.0
// Targets tell the truth: nothing unknown, old, partial or unchecked ever looks good. Method:
// random indicators, targets, facts and days; what must hold for each result is checked on the
// result and its derivation.
#include <gtest/gtest.h>

#include <algorithm>

#include "indicator/target_result.hpp"
#include "indicator/test_support.hpp"

namespace kc::indicator {
namespace {

using namespace test;

constexpr const char* kCity = "341800";

class RandomOffice {
public:
    explicit RandomOffice(std::uint64_t seed) : random_(seed) {}

    int below(int end) { return static_cast<int>(random_() % static_cast<std::uint64_t>(end)); }

    template <typename T>
    T one_of(std::initializer_list<T> choices) {
        return choices.begin()[below(static_cast<int>(choices.size()))];
    }

    IndicatorDef indicator() {
        IndicatorDef indicator{.code = "x", .name = {"甲", "X"}, .unit = unit("家")};
        indicator.nature = one_of({Nature::flow, Nature::flow, Nature::stock, Nature::occurrence,
                                   Nature::ratio, Nature::growth, Nature::rank, Nature::level});
        if (indicator.nature == Nature::ratio || indicator.nature == Nature::growth) {
            indicator.unit = unit("%");
        }
        indicator.direction = one_of({Direction::none, Direction::up, Direction::down});
        indicator.frequency = one_of({Frequency::year, Frequency::half_year, Frequency::quarter,
                                      Frequency::month, Frequency::event});
        indicator.publication_lag_months = below(12);
        indicator.pace = one_of({Pace::unstated, Pace::even, Pace::uneven});
        indicator.may_be_negative = below(2) == 0;
        indicator.leading = {"x"};
        return indicator;
    }

    TargetDef target(const IndicatorDef& indicator) {
        TargetDef target{
            .code = "t",
            .indicator = "x",
            .unit_of_observation = kCity,
            .horizon = one_of({period("2024"), period("2024"), period("2024-H1"), period("2024-Q3"),
                               period("2023..2024"), period("2024-06"), period("2025")})};
        target.unit = indicator.unit;
        target.measure = one_of({Measure::value, Measure::value, Measure::growth, Measure::increase,
                                 Measure::multiple});
        if (target.measure == Measure::growth) target.unit = unit("%");
        if (target.measure == Measure::increase && indicator.unit == unit("%")) {
            target.unit = unit("个百分点");
        }
        target.bound = one_of({Bound::equal, Bound::at_least, Bound::more_than, Bound::at_most,
                               Bound::less_than, Bound::about, Bound::range, Bound::rank_at_most});
        target.value = below(3000) - 100;
        if (target.bound == Bound::range) target.value_high = below(3000) + 2900;
        target.from_january = below(4) != 0;
        if (below(2) == 0) target.baseline = below(2000);
        target.trajectory = trajectory();
        if (below(3) == 0) target.parts.parts = {{"341802", below(1000)}, {"341881", below(1000)}};
        return target;
    }

    std::vector<store::Fact> facts() {
        return random_facts(random_, "x", {.facts = one_of({0, 3, 20, 300, 1500})});
    }

    base::Date today() { return *base::add_days(day("2023-01-01"), below(1500)); }

private:
    Trajectory trajectory() {
        switch (below(5)) {
            case 0:
                return Points{{{day("2024-03-31"), below(500)}, {day("2024-09-30"), 1000}},
                              below(2) == 0};
            case 1: {
                Profile profile;
                for (std::size_t i = 0; i < 12; ++i) {
                    profile.cumulative_percent[i] = i == 11 ? 100 : static_cast<int>(i) * 5;
                }
                return profile;
            }
            case 2: return Line{};
            case 3: return Hold{};
            default: return Automatic{};
        }
    }

    std::mt19937_64 random_;
};

std::size_t facts_in(const Derivation& derivation) {
    std::size_t count = derivation.facts.size();
    for (const Derivation& step : derivation.steps) count += facts_in(step);
    return count;
}

bool has_only_official_facts(const Derivation& derivation) {
    return std::all_of(
               derivation.facts.begin(), derivation.facts.end(),
               [](const FactRef& fact) { return kOfficialStatuses.contains(fact.status); }) &&
           std::all_of(derivation.steps.begin(), derivation.steps.end(), has_only_official_facts);
}

TEST(Truth, AGoodStatusStandsOnAFigureThatIsFinalSettledOrFreshAndComplete) {
    int good = 0;
    int unknown = 0;
    int stale = 0;
    for (std::uint64_t seed = 0; seed < 1500; ++seed) {
        RandomOffice office(seed);
        const IndicatorDef indicator = office.indicator();
        const TargetDef target = office.target(indicator);
        FactColumns columns;
        ASSERT_TRUE(columns.append(office.facts()));
        const auto definitions = Definitions::of({indicator}).value();
        const UnitTree tree = city_tree();
        const base::Date today = office.today();
        const TargetResult result = evaluate({columns.as_of({}), definitions, tree}, target, today);
        ASSERT_FALSE(result.derivation.words.zh.empty());
        ASSERT_FALSE(result.derivation.words.en.empty());
        ASSERT_TRUE(has_only_official_facts(result.derivation));
        unknown += result.status == Status::unknown ? 1 : 0;
        stale += result.status == Status::stale ? 1 : 0;
        if (!looks_good(result.status)) continue;
        ++good;
        ASSERT_TRUE(result.value && result.period) << "seed " << seed;
        ASSERT_GT(facts_in(result.derivation), 0U) << "seed " << seed;
        ASSERT_LE(result.period->last_day(), target.horizon.last_day()) << "seed " << seed;
        // What counts from January may be read before a quarter begins.
        ASSERT_GE(result.period->last_day().year(), target.horizon.first_day().year())
            << "seed " << seed;
        const bool is_settled = result.derivation.rule == Rule::reached_for_good;
        ASSERT_TRUE(is_settled || result.is_final || today <= *result.fresh_until)
            << "seed " << seed;
        ASSERT_TRUE(is_settled || result.missing_units.empty()) << "seed " << seed;
        ASSERT_TRUE(is_settled || result.is_final || indicator.frequency != Frequency::year ||
                    target.horizon.kind() == base::Period::Kind::years)
            << "seed " << seed;
    }
    // The generator reaches every kind of answer.
    EXPECT_GT(good, 100);
    EXPECT_GT(unknown, 300);
    EXPECT_GT(stale, 50);
}

TEST(Truth, WithoutFactsOfTheHorizonNothingLooksGood) {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        RandomOffice office(seed);
        const IndicatorDef indicator = office.indicator();
        const TargetDef target = office.target(indicator);
        FactColumns columns;
        for (const store::Fact& fact : office.facts()) {
            if (fact.period.last_day() < target.horizon.first_day()) {
                ASSERT_TRUE(columns.append(fact));
            }
        }
        const auto definitions = Definitions::of({indicator}).value();
        const UnitTree tree = city_tree();
        const TargetResult result =
            evaluate({columns.as_of({}), definitions, tree}, target, office.today());
        ASSERT_TRUE(result.status == Status::unknown || result.status == Status::stale)
            << "seed " << seed;
    }
}

TEST(Truth, UncheckedFactsChangeNothingForOfficialReaders) {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        RandomOffice office(seed);
        const IndicatorDef indicator = office.indicator();
        const TargetDef target = office.target(indicator);
        FactColumns all;
        FactColumns checked;
        for (const store::Fact& fact : office.facts()) {
            ASSERT_TRUE(all.append(fact));
            if (kOfficialStatuses.contains(fact.status)) {
                ASSERT_TRUE(checked.append(fact));
            }
        }
        const auto definitions = Definitions::of({indicator}).value();
        const UnitTree tree = city_tree();
        const base::Date today = office.today();
        const TargetResult with = evaluate({all.as_of({}), definitions, tree}, target, today);
        const TargetResult without =
            evaluate({checked.as_of({}), definitions, tree}, target, today);
        ASSERT_EQ(with.status, without.status) << "seed " << seed;
        ASSERT_EQ(with.derivation.words, without.derivation.words) << "seed " << seed;
        ASSERT_EQ(with.value, without.value) << "seed " << seed;
    }
}

TEST(Truth, AsTimePassesWithoutNewsAnOpenTargetGoesStale) {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        RandomOffice office(seed);
        const IndicatorDef indicator = office.indicator();
        const TargetDef target = office.target(indicator);
        FactColumns columns;
        ASSERT_TRUE(columns.append(office.facts()));
        const auto definitions = Definitions::of({indicator}).value();
        const UnitTree tree = city_tree();
        const TargetResult result =
            evaluate({columns.as_of({}), definitions, tree}, target, day("2050-01-01"));
        const bool is_settled = result.derivation.rule == Rule::reached_for_good;
        ASSERT_TRUE(!looks_good(result.status) || result.is_final || is_settled) << "seed " << seed;
    }
}

}  // namespace
}  // namespace kc::indicator
