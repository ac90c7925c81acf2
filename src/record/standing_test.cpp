// SPDX-License-Identifier: Apache-2.0
// Goal: a figure takes what was approved while a correction is under way, at every moment and for
// every day. Method: random steps and changes of a few firms and certificates; a slow rule over the
// list of versions says what stands, and judges the counting in the database.
#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>

#include "record/count.hpp"
#include "record/expiry.hpp"
#include "record/test_support.hpp"

namespace kc::record::test {
namespace {

using pack::CountedState;
using Counted = std::set<std::pair<RecordId, std::int64_t>>;  // number, version

bool is_in(const std::string& state, std::initializer_list<const char*> states) {
    return std::find(states.begin(), states.end(), state) != states.end();
}

bool is_counted(const std::string& state, CountedState from) {
    if (from == CountedState::published) return is_in(state, {"published", "closed"});
    if (from == CountedState::verified) return is_in(state, {"verified", "published", "closed"});
    return !is_in(state, {"draft", "returned", "withdrawn"});
}

// What a figure took before, once it was approved.
bool is_approved(const std::string& state, CountedState from) {
    return is_counted(state, std::max(from, CountedState::verified));
}

// One record on one day: every version that was known and holds on it, the oldest first.
std::vector<Version> holding(const std::vector<Version>& all, base::Date day, std::int64_t known) {
    std::vector<Version> some;
    for (const Version& one : all) {
        if (one.record.known_at_us > known) continue;
        if ((!one.since || *one.since <= day) && (!one.until || day <= *one.until))
            some.push_back(one);
    }
    return some;
}

// The slow rule.
const Version* standing(const std::vector<Version>& some, CountedState from) {
    if (some.empty()) return nullptr;
    if (is_counted(some.back().record.state, from)) return &some.back();
    for (auto one = some.rbegin(); one != some.rend(); ++one) {
        if (one->record.state == "withdrawn") return nullptr;
        if (is_approved(one->record.state, from)) return &*one;
    }
    return nullptr;
}

bool is_valid(const Record& record, base::Date day) {
    return (!record.valid_from || *record.valid_from <= day) &&
           (!record.valid_to || day <= *record.valid_to);
}

// What a formula sees of a record referred to, which need not count itself.
const Version& referred_to(const std::vector<Version>& some, CountedState from) {
    if (const Version* stands = standing(some, from)) return *stands;
    for (auto one = some.rbegin(); one != some.rend(); ++one) {
        if (one->record.state == "withdrawn") return *one;
    }
    return some.back();
}

bool is_merged(const std::vector<Version>& some) {
    return some.back().record.life == life::kMerged;
}

bool has_ended(const std::vector<Version>& some, base::Date day) {
    const auto& closed = some.back().record.closed_on;
    return closed && *closed <= day;
}

class Standings : public RecordTest, public testing::WithParamInterface<std::uint32_t> {
protected:
    std::size_t below(std::size_t end) { return random_() % end; }
    template <typename T>
    const T& any(const std::vector<T>& of) {
        return of[below(of.size())];
    }
    std::optional<base::Date> some_day() {
        if (below(2) == 0) return std::nullopt;
        return base::add_days(day("2024-01-01"), static_cast<std::int32_t>(below(240)));
    }

    void set_state(const std::string& registry, RecordId id) {
        static const std::vector<std::string> kStates = {
            "draft",     "submitted", "signed",   "checked",  "verified", "verified",
            "published", "returned",  "returned", "returned", "withdrawn"};
        (void)send(state_command(registries_, request(), {whom(registry, id), any(kStates), {}}));
    }

    void change_something() {
        const std::vector<std::string> regions = {"341802", "341823", "341882"};
        const std::vector<std::string> days = {"2024-01-15", "2024-03-20", "2024-06-01"};
        const RecordId id = any(firms_);
        const RecordId held = any(titles_);
        switch (below(9)) {
            case 0:
                firms_.push_back(firm("新" + std::to_string(firms_.size()), any(regions)));
                break;
            case 1: add_title(id, any(days)); break;
            case 2: (void)update("t.firm", id, {{"region", any(regions)}}, some_day()); break;
            case 3:
                (void)update("t.firm", id, {{"staff", std::to_string(below(50))}}, some_day());
                break;
            case 4: (void)update("t.title", held, {{"granted", any(days)}}, some_day()); break;
            case 5: {
                const bool is_firm = below(2) == 0;
                (void)send(close_command(registries_, request(),
                                         {is_firm ? whom("t.firm", id) : whom("t.title", held),
                                          below(2) == 0 ? "closed" : "open",
                                          day("2024-05-01"),
                                          {}}));
                break;
            }
            case 6:
                if (below(4) > 0) break;
                (void)send(merge_command(registries_, request(),
                                         {whom("t.firm", id), whom("t.firm", any(firms_)), {}}));
                break;
            case 7: set_state("t.title", held); break;
            default: set_state("t.firm", id);
        }
    }

    void add_title(RecordId firm, const std::string& granted) {
        const auto made = try_create(
            "t.title", {{"name", "证"}, {"firm", std::to_string(firm)}, {"granted", granted}});
        if (made) titles_.push_back(made->id);
    }

    // Yes, no, or nobody can say.
    std::optional<bool> passes(const pack::Counts& counts, const Record& record,
                               const CountQuery& query, base::Date last) {
        if (counts.filter.text.empty()) return true;
        Record asked = record;
        if (counts.registry == "t.title") {
            const auto id = std::get<std::int64_t>(record.cell(titles(), "firm"));
            const auto some = holding(versions(firms(), id), last, *query.known_at_us);
            if (some.empty()) return std::nullopt;
            asked = referred_to(some, counts.state).record;
        }
        const Cell& staff = asked.cell(firms(), "staff");
        if (is_empty(staff)) return std::nullopt;
        return std::get<std::int64_t>(staff) >= 20;
    }

    struct Slow {
        Counted counted = {};
        std::set<RecordId> undecided = {};
        std::map<RecordId, std::int64_t> corrections = {};
        bool operator==(const Slow&) const = default;
    };

    void judge(const pack::Counts& counts, const CountQuery& query,
               const std::vector<Version>& some, const Version& stands, Slow& slow) {
        const RecordId id = stands.record.id;
        const auto truth = passes(counts, stands.record, query, query.period.last_day());
        if (!truth) slow.undecided.insert(id);
        if (!truth.value_or(false)) return;
        slow.counted.emplace(id, stands.record.version);
        for (const Version& one : some) {
            if (one.record.version > stands.record.version) {
                slow.corrections.emplace(id, one.record.known_at_us);
                break;
            }
        }
    }

    Slow slowly(const pack::Counts& counts, const CountQuery& query) {
        Slow slow;
        const bool is_firm = counts.registry == "t.firm";
        const Registry& registry = is_firm ? firms() : titles();
        const base::Date last = query.period.last_day();
        for (const RecordId id : is_firm ? firms_ : titles_) {
            const std::vector<Version> all = versions(registry, id);
            if (counts.when == pack::CountWhen::on_last_day) {
                const auto some = holding(all, last, *query.known_at_us);
                const Version* stands = standing(some, counts.state);
                if (stands == nullptr || is_merged(some) || has_ended(some, last) ||
                    !is_valid(stands->record, last))
                    continue;
                judge(counts, query, some, *stands, slow);
                continue;
            }
            for (const Version& one : all) {
                const auto on = one.record.valid_from;
                if (!on || !query.period.contains(*on)) continue;
                const auto some = holding(all, *on, *query.known_at_us);
                const Version* stands = standing(some, counts.state);
                if (stands != nullptr && !is_merged(some) && *stands == one)
                    judge(counts, query, some, *stands, slow);
            }
        }
        return slow;
    }

    std::mt19937 random_{GetParam()};
    std::vector<RecordId> firms_;
    std::vector<RecordId> titles_;
};

TEST_P(Standings, WhatWasApprovedCountsUntilSomethingNewerIs) {
    firms_.push_back(firm("甲", "泾县", {{"staff", "30"}}));
    add_title(firms_.front(), "2024-01-15");
    std::int64_t corrections = 0;
    for (int step = 0; step < 120; ++step) {
        change_something();
        if (step % 12 != 11) continue;
        for (const CountedState from :
             {CountedState::submitted, CountedState::verified, CountedState::published}) {
            std::vector<pack::Counts> all(4);
            for (pack::Counts& one : all) one.state = from;
            all[0].registry = all[1].registry = "t.firm";
            all[2].registry = all[3].registry = "t.title";
            all[1].filter.text = "staff >= 20";
            all[2].filter.text = "firm.staff >= 20";
            all[3].when = pack::CountWhen::within_period;
            for (const pack::Counts& counts : all) {
                for (const char* period : {"2024-02", "2024-05", "2024-08", "2024-Q1"}) {
                    CountQuery query{.period = base::Period::parse(period).value()};
                    query.known_at_us = now_us() - static_cast<std::int64_t>(below(40)) * 1'000'000;
                    query.tells_corrections = true;
                    const Slow slow = slowly(counts, query);
                    corrections += static_cast<std::int64_t>(slow.corrections.size());
                    auto now = reader();
                    const auto quick = count_records(now.connection(), *registries_, counts, query);
                    const auto tally = tally_records(now.connection(), *registries_, counts, query);
                    ASSERT_TRUE(quick && tally);
                    Slow seen;
                    for (const CountedRecord& one : quick->records) {
                        seen.counted.emplace(one.id, one.version);
                        if (one.correction_us) seen.corrections.emplace(one.id, *one.correction_us);
                    }
                    seen.undecided = {quick->undecided.begin(), quick->undecided.end()};
                    EXPECT_EQ(seen.counted, slow.counted) << step << counts.registry << period;
                    EXPECT_EQ(seen.corrections, slow.corrections) << step << period;
                    EXPECT_EQ(seen.undecided, slow.undecided) << step << period;
                    EXPECT_EQ(tally->records, static_cast<std::int64_t>(slow.counted.size()));
                }
            }
        }
    }
    EXPECT_GT(corrections, 0);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Standings, testing::Range(1U, 13U));

class RecordStanding : public RecordTest {
protected:
    void state(RecordId id, const char* word) {
        ASSERT_TRUE(send(state_command(registries_, request(), {whom("t.firm", id), word, {}})));
    }
    std::string value(CountedState from, const char* field = "") {
        pack::Counts counts;
        counts.registry = "t.firm";
        counts.state = from;
        counts.sum = field;
        const auto result = count_records(reader().connection(), *registries_, counts,
                                          {.period = *base::Period::month(2024, 9)});
        EXPECT_TRUE(result);
        return result ? base::to_string(*result->value()) : "";
    }
};

TEST_F(RecordStanding, ACorrectionTakesNothingOutOfAFigure) {
    const RecordId id = firm("甲", "泾县", {{"staff", "30"}});
    state(id, "verified");
    state(id, "returned");
    ASSERT_TRUE(update("t.firm", id, {{"staff", "35"}}));
    EXPECT_EQ(value(CountedState::submitted, "staff"), "30");
    EXPECT_EQ(value(CountedState::verified, "staff"), "30");
    EXPECT_EQ(value(CountedState::published), "0");
    state(id, "submitted");
    EXPECT_EQ(value(CountedState::submitted, "staff"), "35");
    EXPECT_EQ(value(CountedState::verified, "staff"), "30");
    state(id, "verified");
    EXPECT_EQ(value(CountedState::verified, "staff"), "35");
}

TEST_F(RecordStanding, WhatIsPublishedStandsUntilTheCorrectionIs) {
    const RecordId id = firm("甲", "泾县", {{"staff", "30"}});
    state(id, "published");
    state(id, "returned");
    ASSERT_TRUE(update("t.firm", id, {{"staff", "35"}}));
    state(id, "verified");
    EXPECT_EQ(value(CountedState::published, "staff"), "30");
    EXPECT_EQ(value(CountedState::verified, "staff"), "35");
    state(id, "withdrawn");
    EXPECT_EQ(value(CountedState::published), "0");
}

TEST_F(RecordStanding, WhatEndedInTheWorldEndsDuringACorrectionToo) {
    const RecordId id = firm("甲", "泾县");
    state(id, "verified");
    state(id, "returned");
    ASSERT_TRUE(send(close_command(registries_, request(),
                                   {whom("t.firm", id), "closed", day("2024-08-01"), ""})));
    EXPECT_EQ(value(CountedState::verified), "0");
    ASSERT_TRUE(send(close_command(registries_, request(),
                                   {whom("t.firm", id), "open", day("2024-08-01"), ""})));
    EXPECT_EQ(value(CountedState::verified), "1");
    state(id, "withdrawn");
    state(id, "draft");  // no step leads here; what was taken back does not come back by itself
    EXPECT_EQ(value(CountedState::verified), "0");
}

TEST_F(RecordStanding, ACoverageAndTheCalendarTakeWhatStandsToo) {
    const RecordId id = firm("甲", "泾县", {{"staff", "30"}, {"founded", "2020-01-01"}});
    state(id, "verified");
    const auto made = create("t.title", {{"name", "证"},
                                         {"firm", std::to_string(id)},
                                         {"granted", "2022-01-01"},
                                         {"expires", "2024-10-31"}});
    ASSERT_TRUE(
        send(state_command(registries_, request(), {whom("t.title", made), "verified", {}})));
    ASSERT_TRUE(
        send(state_command(registries_, request(), {whom("t.title", made), "returned", {}})));
    ASSERT_TRUE(update("t.title", made, {{"expires", "2027-10-31"}}));
    state(id, "returned");
    ASSERT_TRUE(update("t.firm", id, {{"staff", "0"}}));

    pack::Counts share;
    share.registry = "t.firm";
    share.filter.text = "staff > 0";
    share.coverage.emplace();
    share.coverage->frozen = pack::FrozenOn::last_day;
    const auto covered = cover_records(
        reader().connection(), *registries_, share,
        {.period = *base::Period::year(2024), .until = today_, .tells_corrections = true});
    ASSERT_TRUE(covered);
    ASSERT_EQ(covered->covered.size(), 1U);
    EXPECT_TRUE(covered->covered.front().correction_us);

    pack::Counts stock;
    stock.registry = "t.title";
    stock.distinct = "firm";
    const auto months =
        expiry_calendar(reader().connection(), *registries_, stock, {.day = day("2024-10-01")}, 1);
    ASSERT_TRUE(months);
    EXPECT_EQ(months->front().records.size(), 1U);
}

}  // namespace
}  // namespace kc::record::test
