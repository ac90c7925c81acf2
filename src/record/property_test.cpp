// SPDX-License-Identifier: Apache-2.0
// Goal: history loses nothing. Method: random changes to a few firms and certificates; after every
// one, what is read is kept. At the end the same is read again as known then, the versions of each
// record are replayed by a slow rule of their own, and the digests are computed anew.
#include <map>
#include <random>

#include "record/count.hpp"
#include "record/digest.hpp"
#include "record/rows.hpp"
#include "record/test_support.hpp"
#include "record/timeline.hpp"

namespace kc::record::test {
namespace {

class RecordHistory : public RecordTest, public testing::WithParamInterface<std::uint32_t> {
protected:
    std::size_t below(std::size_t end) { return random_() % end; }

    std::optional<base::Date> some_day() {
        if (below(2) == 0) return std::nullopt;
        return base::add_days(day("2023-01-01"), static_cast<std::int32_t>(below(600)));
    }

    void change_something() {
        const std::vector<std::string> regions = {"341802", "341823", "341882"};
        const RecordId id = ids_[below(ids_.size())];
        switch (below(7)) {
            case 0:
                ids_.push_back(firm("新" + std::to_string(ids_.size()), regions[below(3)]));
                break;
            case 1:
                if (const auto made =
                        try_create("t.title", {{"name", "证" + std::to_string(below(9))},
                                               {"firm", std::to_string(id)},
                                               {"granted", "2023-05-01"}})) {
                    titles_.push_back(made->id);
                }
                break;
            case 2: {
                const auto since = some_day();
                auto until = since && below(3) == 0
                                 ? base::add_days(*since, static_cast<std::int32_t>(below(90)))
                                 : std::nullopt;
                // Refusals (merged, after today) are part of the game.
                (void)update("t.firm", id, {{"region", regions[below(3)]}}, since, until);
                break;
            }
            case 3:
                (void)update("t.firm", id, {{"staff", std::to_string(below(50))}}, some_day());
                break;
            case 4:
                (void)send(close_command(registries_, request(),
                                         {whom("t.firm", id),
                                          below(2) == 0 ? "closed" : "open",
                                          day("2024-03-01"),
                                          {}}));
                break;
            case 5: {
                const RecordId other = ids_[below(ids_.size())];
                (void)send(merge_command(registries_, request(),
                                         {whom("t.firm", id), whom("t.firm", other), {}}));
                break;
            }
            default:
                if (titles_.empty()) return;
                (void)update("t.title", titles_[below(titles_.size())],
                             {{"firm", std::to_string(id)}});
        }
    }

    // What everybody reads of all records on a day, the newest without one.
    std::map<RecordId, Record> read_all(const When& when) {
        std::map<RecordId, Record> all;
        for (const auto* ids : {&ids_, &titles_}) {
            const Registry& registry = ids == &ids_ ? firms() : titles();
            for (const RecordId id : *ids) {
                const auto found = at(versions(registry, id), when);
                if (found) all.emplace(id, found->record);
            }
        }
        return all;
    }

    std::mt19937 random_{GetParam()};
    std::vector<RecordId> ids_;
    std::vector<RecordId> titles_;
};

TEST_P(RecordHistory, WhatWasReadThenIsReadAgainAsKnownThen) {
    ids_.push_back(firm("甲", "泾县"));
    struct Kept {
        When when;
        std::map<RecordId, Record> read;
    };
    std::vector<Kept> kept;
    for (int step = 0; step < 40; ++step) {
        change_something();
        const When when{some_day(), {}};
        kept.push_back({{when.on, now_us()}, read_all(when)});
    }
    for (const Kept& one : kept) EXPECT_EQ(read_all(one.when), one.read);
}

TEST_P(RecordHistory, ReplayedVersionsAreThePresent) {
    ids_.push_back(firm("甲", "泾县"));
    for (int step = 0; step < 40; ++step) change_something();
    for (const auto* ids : {&ids_, &titles_}) {
        const Registry& registry = ids == &ids_ ? firms() : titles();
        for (const RecordId id : *ids) {
            const std::vector<Version> all = versions(registry, id);
            ASSERT_FALSE(all.empty());
            // The slow rule: the last version without an end is what is so from now on.
            Record last;
            for (const Version& one : all) {
                if (!one.until) last = one.record;
            }
            const Record now = present(registry, id);
            last.version = all.back().record.version;
            last.known_at_us = all.back().record.known_at_us;
            EXPECT_EQ(now, last) << id;
            // Day by day the timeline says the same as picking the highest number that covers it.
            for (const Segment& segment : timeline(all)) {
                const auto since = segment.span.since();
                if (!since) continue;
                EXPECT_EQ(at(all, {.on = since})->record, all[segment.version].record);
            }
        }
    }
}

TEST_P(RecordHistory, EveryVersionStillHasItsDigest) {
    ids_.push_back(firm("甲", "泾县", {{"phone", "13812345678"}}));
    for (int step = 0; step < 20; ++step) change_something();
    auto now = reader();
    std::int64_t checked = 0;
    auto read = for_each_row(
        now.connection().query("SELECT " + version_columns(firms()) +
                               ", salt, digest, work FROM r_t_firm_h ORDER BY id, version"),
        [&](store::Rows& rows) {
            const Version version = read_version(rows, firms());
            const int salt = static_cast<int>(14 + firms().definition().fields.size() + 6);
            const Seal seal{rows.get<store::Hash>(salt), rows.get<std::int64_t>(salt + 2)};
            EXPECT_EQ(digest_of(firms(), version, seal), rows.get<store::Hash>(salt + 1));
            ++checked;
        });
    ASSERT_TRUE(read);
    EXPECT_GT(checked, 0);
}

// The slow way to a figure, with every record behind it, judges the quick one.
TEST_P(RecordHistory, CountedInTheDatabaseIsCountedRecordByRecord) {
    ids_.push_back(firm("甲", "泾县"));
    std::vector<pack::Counts> all(4);
    for (pack::Counts& one : all) one.registry = "t.firm";
    all[1].filter.text = "staff >= 20";
    all[2].registry = "t.title";
    all[2].distinct = "firm";
    all[2].filter.text = "firm.staff < 40";
    all[3].registry = "t.title";
    all[3].when = pack::CountWhen::within_period;
    for (int step = 0; step < 40; ++step) {
        change_something();
        if (step % 5 != 0) continue;
        for (const pack::Counts& counts : all) {
            for (const char* period : {"2023-05", "2024-02", "2024-09", "2023"}) {
                CountQuery query{.period = base::Period::parse(period).value()};
                if (below(2) == 0)
                    query.known_at_us = now_us() - static_cast<std::int64_t>(below(20)) * 1'000'000;
                auto now = reader();
                const auto slow = count_records(now.connection(), *registries_, counts, query);
                const auto quick = tally_records(now.connection(), *registries_, counts, query);
                ASSERT_TRUE(slow && quick);
                EXPECT_EQ(quick->value(), slow->value());
                EXPECT_EQ(quick->records, static_cast<std::int64_t>(slow->records.size()));
                EXPECT_EQ(quick->undecided, static_cast<std::int64_t>(slow->undecided.size()));
                for (const char* unit : {"341802", "341823", "341882", ""})
                    EXPECT_EQ(quick->of_unit(unit), slow->of_unit(unit)) << unit;
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RecordHistory, testing::Range(1U, 9U));

}  // namespace
}  // namespace kc::record::test
