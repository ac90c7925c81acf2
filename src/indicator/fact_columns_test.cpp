// SPDX-License-Identifier: Apache-2.0
#include "indicator/fact_columns.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "indicator/test_support.hpp"

namespace kc::indicator {
namespace {

using namespace test;

constexpr const char* kFirms = "cn.htfirm.valid_count";

TEST(FactColumns, AFactIsSeenAsSoonAsItIsAppended) {
    Facts facts;
    EXPECT_FALSE(facts.columns.as_of({}).find(kFirms, "341800", period("2024-06")));
    facts.add({kFirms, "341800", "2024-06", "812"});
    const auto found = facts.columns.as_of({}).find(kFirms, "341800", period("2024-06"));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->value, decimal("812"));
    EXPECT_EQ(found->id, 1);
    EXPECT_EQ(found->source, "report");
    EXPECT_EQ(found->known_at_us, moment("2024-01-01"));
}

TEST(FactColumns, TheLastVersionKnownAtATimeCounts) {
    Facts facts;
    facts.add({kFirms, "341800", "2024-06", "812", {}, FactStatus::verified, "2024-07-05"});
    facts.add({kFirms, "341800", "2024-06", "809", {}, FactStatus::revised, "2024-08-20"});
    const auto at = [&](std::string_view date) {
        return facts.columns.as_of({.known_at_us = moment(date)})
            .find(kFirms, "341800", period("2024-06"));
    };
    EXPECT_FALSE(at("2024-07-04"));
    EXPECT_EQ(at("2024-07-05")->value, decimal("812"));
    EXPECT_EQ(at("2024-08-19")->value, decimal("812"));
    EXPECT_EQ(at("2024-08-20")->value, decimal("809"));
}

TEST(FactColumns, ADraftDoesNotHideTheCheckedFigureFromOfficialReaders) {
    Facts facts;
    facts.add({kFirms, "341800", "2024-06", "812", {}, FactStatus::verified, "2024-07-05"});
    facts.add({kFirms, "341800", "2024-06", "900", {}, FactStatus::draft, "2024-07-09"});
    facts.add({kFirms, "341800", "2024-07", "910", {}, FactStatus::submitted, "2024-08-09"});
    const FactView official = facts.columns.as_of({});
    EXPECT_EQ(official.find(kFirms, "341800", period("2024-06"))->value, decimal("812"));
    EXPECT_FALSE(official.find(kFirms, "341800", period("2024-07")));
    const FactView everyone = facts.columns.as_of({.statuses = kEveryStatus});
    EXPECT_EQ(everyone.find(kFirms, "341800", period("2024-06"))->value, decimal("900"));
}

TEST(FactColumns, FactsThatArriveOutOfOrderTakeTheirPlaceByKnowledgeTime) {
    Facts facts;
    facts.add({kFirms, "341800", "2024-06", "3", {}, FactStatus::verified, "2024-07-30"});
    facts.add({kFirms, "341800", "2024-06", "1", {}, FactStatus::verified, "2024-07-10"});
    facts.add({kFirms, "341800", "2024-06", "2", {}, FactStatus::verified, "2024-07-20"});
    const auto versions = facts.columns.as_of({}).versions(kFirms, "341800", period("2024-06"));
    ASSERT_EQ(versions.size(), 3U);
    EXPECT_EQ(versions[0].value, decimal("1"));
    EXPECT_EQ(versions[1].value, decimal("2"));
    EXPECT_EQ(versions[2].value, decimal("3"));
}

TEST(FactColumns, TheOrderOfDimensionNamesDoesNotMatter) {
    Facts facts;
    facts.add({kFirms, "341800", "2024", "5", {{"level", "a"}, {"field", "b"}}});
    const auto found = facts.columns.as_of({}).find(kFirms, "341800", period("2024"),
                                                    {{"field", "b"}, {"level", "a"}});
    EXPECT_TRUE(found);
    EXPECT_FALSE(facts.columns.as_of({}).find(kFirms, "341800", period("2024")));
}

TEST(FactColumns, ADimensionNamedTwiceIsRefusedAndNothingIsAdded) {
    FactColumns columns;
    const Result<void> added = columns.append(
        store::Fact{.period = period("2024"), .dimensions = {{"level", "a"}, {"level", "b"}}});
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, "E-fact-dimensions");
    EXPECT_EQ(columns.size(), 0U);
}

TEST(FactColumns, OneDimensionMoreThanAllowedIsRefused) {
    store::Fact fact{.period = period("2024")};
    for (std::size_t i = 0; i < FactColumns::kMaxDimensionsPerFact; ++i) {
        fact.dimensions.emplace_back("d" + std::to_string(i), "m");
    }
    FactColumns columns;
    EXPECT_TRUE(columns.append(fact));
    fact.dimensions.emplace_back("one too many", "m");
    EXPECT_EQ(columns.append(fact).error().code, "E-too-many-facts");
}

TEST(FactColumns, OneIndicatorMoreThanAllowedIsRefused) {
    FactColumns columns;
    store::Fact fact{.period = period("2024")};
    for (std::size_t i = 0; i < FactColumns::kMaxIndicators; ++i) {
        fact.indicator = std::to_string(i);
        ASSERT_TRUE(columns.append(fact));
    }
    fact.indicator = "one more";
    EXPECT_EQ(columns.append(fact).error().code, "E-too-many-facts");
    fact.indicator = "7";
    EXPECT_TRUE(columns.append(fact));
    EXPECT_EQ(columns.size(), FactColumns::kMaxIndicators + 1);
}

TEST(FactColumns, PeriodsListsWhatAReaderSees) {
    Facts facts;
    facts.add({kFirms, "341800", "2024-06", "1"});
    facts.add({kFirms, "341800", "2024-07", "1", {}, FactStatus::draft});
    facts.add({kFirms, "341802", "2024-08", "1"});
    EXPECT_EQ(facts.columns.as_of({}).periods(kFirms, "341800"),
              std::vector<base::Period>{period("2024-06")});
}

// What `find` and `versions` must give: a search through all facts.
std::vector<store::Fact> versions_slowly(const std::vector<store::Fact>& facts,
                                         const store::Fact& cell, const Reader& reader) {
    std::vector<store::Fact> found;
    for (const store::Fact& fact : facts) {
        if (fact.unit == cell.unit && fact.period == cell.period &&
            fact.dimensions == cell.dimensions && fact.known_at_us <= reader.known_at_us &&
            reader.statuses.contains(fact.status)) {
            found.push_back(fact);
        }
    }
    std::sort(found.begin(), found.end(), [](const store::Fact& a, const store::Fact& b) {
        return std::pair(a.known_at_us, a.id) < std::pair(b.known_at_us, b.id);
    });
    return found;
}

TEST(FactColumns, AgreeWithASearchThroughAllFacts) {
    std::mt19937_64 random(7);
    for (int round = 0; round < 60; ++round) {
        const auto facts = random_facts(random, kFirms, {.facts = 400, .last_month = 3});
        FactColumns columns;
        ASSERT_TRUE(columns.append(facts));
        if (round % 2 == 0) columns.shrink_to_fit();
        const Reader reader{.known_at_us = static_cast<std::int64_t>(random() % 32) * kDay_us,
                            .statuses = round % 3 == 0 ? kEveryStatus : kOfficialStatuses};
        const FactView view = columns.as_of(reader);
        for (const store::Fact& fact : facts) {
            const auto expected = versions_slowly(facts, fact, reader);
            const auto versions = view.versions(kFirms, fact.unit, fact.period, fact.dimensions);
            ASSERT_EQ(versions.size(), expected.size()) << "round " << round;
            for (std::size_t i = 0; i < expected.size(); ++i) {
                ASSERT_EQ(versions[i].id, expected[i].id);
                ASSERT_EQ(versions[i].value, expected[i].value);
                ASSERT_EQ(versions[i].status, expected[i].status);
                ASSERT_EQ(versions[i].source, expected[i].source);
            }
            const auto found = view.find(kFirms, fact.unit, fact.period, fact.dimensions);
            ASSERT_EQ(found.has_value(), !expected.empty());
            if (found) {
                ASSERT_EQ(found->id, expected.back().id);
            }
        }
    }
}

TEST(FactColumns, AFactTakesLessThanTwentyFourBytesInALargeLoad) {
    FactColumns columns;
    std::mt19937_64 random(3);
    store::Fact fact{.indicator = kFirms, .period = period("2024"), .source = "report"};
    fact.status = FactStatus::verified;
    for (int i = 0; i < 200'000; ++i) {
        fact.id = i;
        fact.unit = "u" + std::to_string(random() % 1000);
        fact.period = *base::Period::month(2015 + i / 20'000, 1 + i % 12);
        fact.known_at_us = i / 1000;
        fact.value = static_cast<std::int32_t>(random() % 100'000);
        ASSERT_TRUE(columns.append(fact));
    }
    columns.shrink_to_fit();
    EXPECT_LT(static_cast<double>(columns.bytes()) / 200'000, 24);
}

}  // namespace
}  // namespace kc::indicator
