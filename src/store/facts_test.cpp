// SPDX-License-Identifier: Apache-2.0
#include "store/facts.hpp"

#include <gtest/gtest.h>

#include "store/fact_text.hpp"
#include "store/test_support.hpp"

namespace kc::store {
namespace {

using test::all_facts;
using test::append_command;
using test::code_of;
using test::ManualClock;
using test::open_store;
using test::sample_fact;
using test::TempFolder;

class FactsTest : public testing::Test {
protected:
    FactsTest() {
        StoreOptions options;
        options.writer.clock = clock_.clock();
        store_ = open_store(path_, std::move(options));
    }

    Result<Answer> append(std::vector<Fact> facts) {
        return store_->write(append_command(std::to_string(++key_), std::move(facts)));
    }

    TempFolder folder_;
    std::string path_ = folder_.database("office.kc");
    ManualClock clock_;
    std::unique_ptr<Store> store_;
    int key_ = 0;
};

TEST_F(FactsTest, AFactComesBackAsItWasWritten) {
    Fact fact = sample_fact(3);
    fact.period = *base::Period::running_total(2024, 6);
    fact.dimensions = {{"行业", "制造业=C"}, {"规模", "中型"}};
    fact.value = *base::Decimal::parse("-0.000000000000000012");
    fact.source = "宣科〔2024〕12号";
    ASSERT_EQ(code_of(append({fact})), "");
    fact.id = 1;
    fact.known_at_us = *clock_.now_us;
    EXPECT_EQ(all_facts(*store_), std::vector<Fact>{fact});
    Result<Reader> reader = store_->read();
    EXPECT_EQ(*find_fact(reader->connection(), 1), fact);
    EXPECT_EQ(*find_fact(reader->connection(), 2), std::nullopt);
}

TEST_F(FactsTest, NumbersFollowWithoutGapsAlsoAfterAFailedCommand) {
    Fact wrong = sample_fact(9);
    wrong.indicator = "";
    EXPECT_EQ(append({sample_fact(1), sample_fact(2)})->text, "1");
    EXPECT_EQ(code_of(append({sample_fact(3), wrong})), "E-fact-field");
    EXPECT_EQ(append({sample_fact(4)})->text, "3");
    EXPECT_EQ(all_facts(*store_).size(), 3U);
}

TEST_F(FactsTest, ATermOfAnUndoneCommandDoesNotStandForAnotherText) {
    // The writer remembers terms; what a failed command numbered must be forgotten with it.
    Fact undone = sample_fact(1);
    undone.indicator = "undone";
    Fact wrong = sample_fact(2);
    wrong.unit = "";
    EXPECT_FALSE(append({undone, wrong}));
    Fact next = sample_fact(1);
    next.indicator = "next";
    ASSERT_TRUE(append({next}));
    ASSERT_TRUE(append({undone}));
    const std::vector<Fact> facts = all_facts(*store_);
    ASSERT_EQ(facts.size(), 2U);
    EXPECT_EQ(facts[0].indicator, "next");
    EXPECT_EQ(facts[1].indicator, "undone");
}

TEST_F(FactsTest, TheActorReportsWhereNobodyIsNamed) {
    Fact fact = sample_fact(1);
    fact.who = "";
    ASSERT_TRUE(append({fact}));
    EXPECT_EQ(all_facts(*store_)[0].who, "li");
}

TEST_F(FactsTest, TheHistoryOfACellHasEveryVersionInOrder) {
    Fact fact = sample_fact(5);
    for (int i = 0; i < 3; ++i) {
        fact.value = i;
        *clock_.now_us += 1'000'000;
        ASSERT_TRUE(append({fact, sample_fact(6)}));
    }
    Result<Reader> reader = store_->read();
    const Cell cell{fact.indicator, fact.unit, fact.period, {}};
    const std::vector<Fact> history = *fact_history(reader->connection(), cell);
    ASSERT_EQ(history.size(), 3U);
    EXPECT_EQ(history[0].value, base::Decimal(0));
    EXPECT_EQ(history[2].value, base::Decimal(2));
    EXPECT_LT(history[0].known_at_us, history[2].known_at_us);
    const Cell other{fact.indicator, fact.unit, fact.period, {{"行业", "x"}}};
    EXPECT_TRUE(fact_history(reader->connection(), other)->empty());
}

TEST_F(FactsTest, TheScanGoesOnAfterTheLastFactSeen) {
    ASSERT_TRUE(append({sample_fact(1), sample_fact(2), sample_fact(3)}));
    Result<Reader> reader = store_->read();
    std::vector<std::int64_t> seen;
    const auto note = [&](const FactRow& row) { seen.push_back(row.id); };
    EXPECT_EQ(*scan_facts(reader->connection(), 1, note), 3);
    EXPECT_EQ(seen, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(*scan_facts(reader->connection(), 3, note), 3);
}

TEST_F(FactsTest, NoSqlCanChangeOrDeleteWhatIsWritten) {
    ASSERT_TRUE(append({sample_fact(1)}));
    store_.reset();
    Connection connection = std::move(*Connection::open(path_, {}));
    std::vector<const char*> statements = {
        "UPDATE fact SET coefficient = 7", "DELETE FROM fact",
        "UPDATE term SET text = 'x'",      "DELETE FROM term",
        "UPDATE journal SET answer = 'x'", "DELETE FROM journal",
        "DELETE FROM journal_head",        "UPDATE journal_head SET size = 9"};
    if (test::is_on_postgres()) {
        statements.insert(statements.end(),
                          {"TRUNCATE fact", "TRUNCATE journal, journal_head",
                           "INSERT INTO journal_head SELECT * FROM journal_head ON CONFLICT (size) "
                           "DO UPDATE SET root = EXCLUDED.root"});
    } else {
        statements.insert(statements.end(),
                          {"INSERT OR REPLACE INTO fact SELECT * FROM fact",
                           "INSERT OR REPLACE INTO term VALUES (1, 'x')",
                           "UPDATE OR REPLACE journal SET sequence = 2",
                           "INSERT OR REPLACE INTO journal_head SELECT * FROM journal_head"});
    }
    for (const char* sql : statements) {
        EXPECT_EQ(code_of(connection.execute(sql)), "E-store-constraint") << sql;
    }
}

TEST_F(FactsTest, AFactThatIsNoneIsRefused) {
    const auto refused = [&](const std::function<void(Fact&)>& spoil) {
        Fact fact = sample_fact(1);
        spoil(fact);
        return code_of(append({fact}));
    };
    EXPECT_EQ(refused([](Fact& f) { f.unit = ""; }), "E-fact-field");
    EXPECT_EQ(refused([](Fact& f) { f.indicator = "a\nb"; }), "E-fact-field");
    EXPECT_EQ(refused([](Fact& f) { f.source = "\xff"; }), "E-fact-field");
    EXPECT_EQ(refused([](Fact& f) { f.indicator.assign(kMaxFactNameBytes + 1, 'x'); }),
              "E-fact-field");
    EXPECT_EQ(refused([](Fact& f) { f.source.assign(kMaxFactSourceBytes + 1, 'x'); }),
              "E-fact-field");
    EXPECT_EQ(refused([](Fact& f) {
                  f.dimensions = {{"b", "1"}, {"a", "1"}};
              }),
              "E-fact-dimensions");
    EXPECT_EQ(refused([](Fact& f) {
                  f.dimensions = {{"a", "1"}, {"a", "2"}};
              }),
              "E-fact-dimensions");
    EXPECT_EQ(refused([](Fact& f) { f.dimensions = {{"a=b", "1"}}; }), "E-fact-dimensions");
    EXPECT_EQ(refused([](Fact& f) { f.dimensions = {{"a", ""}}; }), "E-fact-field");
    EXPECT_EQ(refused([](Fact& f) {
                  for (std::size_t i = 0; i <= kMaxFactDimensions; ++i) {
                      f.dimensions.emplace_back(std::string(1, static_cast<char>('a' + i)), "1");
                  }
              }),
              "E-fact-dimensions");
    EXPECT_EQ(refused([](Fact& f) { f.indicator.assign(kMaxFactNameBytes, 'x'); }), "");
}

TEST(FactText, DimensionsAreReadAsTheyWereWritten) {
    for (const Dimensions& dimensions :
         {Dimensions{}, Dimensions{{"a", "1"}}, Dimensions{{"a", "1=2"}, {"规模", "大"}}}) {
        EXPECT_EQ(*parse_dimensions(to_text(dimensions)), dimensions);
    }
    EXPECT_FALSE(parse_dimensions("no equals sign"));
    EXPECT_FALSE(parse_dimensions("a=1\n\nb=2"));
}

TEST(FactStatus, EveryWordIsReadAsItIsPrinted) {
    for (int i = 0; i <= 4; ++i) {
        const auto status = static_cast<FactStatus>(i);
        EXPECT_EQ(*parse_fact_status(to_string(status)), status);
    }
    EXPECT_EQ(code_of(parse_fact_status("Draft")), "E-fact-status");
}

}  // namespace
}  // namespace kc::store
