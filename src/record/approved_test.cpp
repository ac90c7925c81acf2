// SPDX-License-Identifier: Apache-2.0
// Goal: a reader sees of every record its present row or, where that is out of his reach, what was
// approved of it and stands; in lists, counts, searches, pages and one by one alike, now and as
// known at any moment. Method: random steps and changes of a few firms; a slow rule over the
// versions of each record says what a reader sees, and judges all of these.
#include "record/approved.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>

#include "record/limits.hpp"
#include "record/rows.hpp"
#include "record/source.hpp"
#include "record/test_support.hpp"
#include "record/text_key.hpp"
#include "record/verify.hpp"

namespace kc::record::test {
namespace {

// Whom a role of states and units lets see what.
struct Eyes {
    std::set<std::string> states = {};
    std::set<std::string> units = {};  // all, without any

    [[nodiscard]] bool sees(const Record& record) const {
        return states.contains(record.state) &&
               (units.empty() || units.contains(record.unit.value_or("")));
    }
    [[nodiscard]] store::Condition condition() const {
        store::Condition all = store::one_of("state", {states.begin(), states.end()});
        if (!units.empty())
            all = store::both(all, store::one_of("unit", {units.begin(), units.end()}));
        return all;
    }
};

const std::set<std::string> kEvery = {"draft",    "submitted", "signed",   "checked",
                                      "verified", "published", "returned", "withdrawn"};
const std::vector<Eyes> kEyes = {{kEvery, {}},
                                 {kEvery, {"341802"}},
                                 {{"verified", "published", "closed"}, {}},
                                 {{"published"}, {}},
                                 {{"verified"}, {"341823", "341882"}},
                                 {{"submitted", "published"}, {"341802"}}};

class RecordApproved : public RecordTest, public testing::WithParamInterface<std::uint32_t> {
protected:
    std::size_t below(std::size_t end) { return random_() % end; }
    template <typename T>
    const T& any(const std::vector<T>& of) {
        return of[below(of.size())];
    }

    void change_something() {
        static const std::vector<std::string> kStates = {
            "draft",    "submitted", "checked",  "verified",  "verified",
            "verified", "published", "returned", "published", "withdrawn"};
        static const std::vector<std::string> kRegions = {"341802", "341823", "341882"};
        static const std::vector<std::string> kNames = {"精密", "材料", "电子", "生物", "机械"};
        const RecordId id = any(firms_);
        const auto since = below(4) > 0 ? std::nullopt : std::optional(day("2024-03-01"));
        const auto until = since && below(2) > 0 ? std::optional(day("2024-05-01")) : std::nullopt;
        switch (below(10)) {
            case 0: firms_.push_back(firm(any(kNames) + "公司", any(kRegions))); break;
            case 1: (void)update("t.firm", id, {{"region", any(kRegions)}}, since, until); break;
            case 2:
                (void)update("t.firm", id, {{"staff", std::to_string(below(9))}}, since, until);
                break;
            case 3: (void)update("t.firm", id, {{"name", any(kNames) + "厂"}}); break;
            case 4:
                (void)send(update_command(registries_, request(),
                                          {.whom = whom("t.firm", id),
                                           .fields = {{"name", any(kNames) + "集团"}},
                                           .since = since,
                                           .is_rename = true}));
                break;
            case 5:
                (void)send(close_command(registries_, request(),
                                         {whom("t.firm", id),
                                          below(2) == 0 ? "closed" : "open",
                                          day("2024-05-01"),
                                          {}}));
                break;
            case 6:
                if (below(5) == 0)
                    (void)send(
                        merge_command(registries_, request(),
                                      {whom("t.firm", id), whom("t.firm", any(firms_)), {}}));
                break;
            default:
                (void)send(
                    state_command(registries_, request(), {whom("t.firm", id), any(kStates), {}}));
        }
    }

    // ---- the slow rule -----------------------------------------------------------------------

    struct Seen {
        Record record = {};
        std::string names = {};  // it is found by

        bool operator==(const Seen&) const = default;
    };

    static int approval(const Record& record) {
        if (record.state == "published" || record.state == "closed") return 2;
        return record.state == "verified" ? 1 : 0;
    }

    std::optional<Seen> slowly(RecordId id, const Eyes& eyes, std::int64_t known) {
        std::vector<Version> all;
        std::vector<Version> open;  // without an end
        for (const Version& one : versions(firms(), id)) {
            if (one.record.known_at_us > known) continue;
            all.push_back(one);
            if (!one.until) open.push_back(one);
        }
        if (open.empty()) return std::nullopt;
        Record present = open.back().record;
        present.version = all.back().record.version;
        present.known_at_us = all.back().record.known_at_us;
        if (eyes.sees(present)) return Seen{present, names_of(all, present)};
        // What was approved at least so far, the newer first.
        for (const int least : {1, 2}) {
            for (std::size_t i = open.size(); i-- > 0;) {
                const Record& one = open[i].record;
                if (one.state == "withdrawn" || one.life == life::kMerged) break;
                if (approval(one) < least) continue;
                if (i + 1 == open.size() || !eyes.sees(one)) break;
                Record row = one;
                row.life = present.life;
                row.closed_on = present.closed_on;
                row.correction_us = open[i + 1].record.known_at_us;
                return Seen{row, names_of(all, one)};
            }
        }
        return std::nullopt;
    }

    static std::string names_of(const std::vector<Version>& all, const Record& row) {
        std::string names = row.title + '\n';
        std::string before;
        for (const Version& one : all) {
            if (one.record.version > row.version) break;
            if (one.change == change::kRename) names += before + '\n';
            if (!one.until) before = one.record.title;
        }
        return names;
    }

    // ---- held against it ---------------------------------------------------------------------

    void judge(const Eyes& eyes, std::optional<std::int64_t> known) {
        std::vector<Seen> slow;
        auto now = reader();
        const store::Condition allowed = eyes.condition();
        for (const RecordId id : firms_) {
            auto then = slowly(id, eyes, known.value_or(INT64_MAX));
            // What is not seen now is not seen as it was.
            if (known && !slowly(id, eyes, INT64_MAX)) then.reset();
            const auto one = get(now.connection(), firms(), id, allowed, known);
            ASSERT_TRUE(one);
            ASSERT_EQ(one->has_value(), then.has_value()) << id;
            const auto past = history(now.connection(), firms(), id, allowed, known);
            ASSERT_EQ(past->empty(), !then.has_value());
            if (!then) continue;
            ASSERT_EQ(**one, then->record) << id;
            stand_in_ += then->record.correction_us ? 1 : 0;
            if (then->record.correction_us) {
                ASSERT_EQ(past->back().record.version, then->record.version);
            }
            if (then->record.life != life::kMerged) slow.push_back(std::move(*then));
        }
        ListQuery query{.known_at_us = known};
        check_list(now.connection(), allowed, query, slow);
        for (const char* word : {"精密", "集团", "材料 厂"}) {
            query.search = word;
            std::vector<Seen> found = slow;
            std::erase_if(found, [&](const Seen& one) {
                const std::string_view words = word;
                const std::size_t blank = words.find(' ');
                return one.names.find(words.substr(0, blank)) == std::string::npos ||
                       (blank != std::string_view::npos &&
                        one.names.find(words.substr(blank + 1)) == std::string::npos);
            });
            check_list(now.connection(), allowed, query, found);
        }
    }

    void check_list(store::Connection& connection, const store::Condition& allowed, ListQuery query,
                    const std::vector<Seen>& slow) {
        ASSERT_EQ(*count(connection, firms(), allowed, query, INT64_MAX),
                  static_cast<std::int64_t>(slow.size()));
        for (const char* sort : {"", "staff", "title"}) {
            query.sort = sort;
            query.descending = below(2) == 0;
            query.limit = below(2) == 0 ? 3 : 500;
            const auto key = [&](const Record& one) {
                if (query.sort == "staff") return one.cell(firms(), "staff");
                return query.sort.empty() ? Cell() : Cell(one.title);
            };
            std::vector<Record> expected;
            for (const Seen& one : slow) expected.push_back(one.record);
            std::sort(expected.begin(), expected.end(), [&](const Record& a, const Record& b) {
                const Cell one = key(a);
                const Cell other = key(b);
                if (is_empty(one) != is_empty(other)) return is_empty(other);
                const auto first = std::make_pair(one, a.id);
                const auto second = std::make_pair(other, b.id);
                return query.descending ? second < first : first < second;
            });
            std::vector<Record> listed;
            query.cursor.clear();
            do {
                auto page = list(connection, firms(), allowed, query);
                ASSERT_TRUE(page) << page.error().en;
                listed.insert(listed.end(), page->records.begin(), page->records.end());
                query.cursor = page->next;
            } while (!query.cursor.empty());
            ASSERT_EQ(listed, expected) << query.sort << query.search;
        }
    }

    std::mt19937 random_{GetParam()};
    std::vector<RecordId> firms_;
    std::int64_t stand_in_ = 0;
};

TEST_P(RecordApproved, IsSeenWhereThePresentRowIsOutOfReach) {
    firms_.push_back(firm("精密公司", "泾县", {{"staff", "3"}}));
    for (int step = 0; step < 90; ++step) {
        change_something();
        if (step % 15 != 14) continue;
        for (const Eyes& eyes : kEyes) {
            judge(eyes, std::nullopt);
            judge(eyes, now_us() - static_cast<std::int64_t>(below(60)) * 1'000'000);
            if (HasFatalFailure()) return;
        }
    }
    EXPECT_GT(stand_in_, 5);
    auto now = reader();
    const auto audit = verify_records(now.connection());
    ASSERT_TRUE(audit);
    for (const Diagnostic& one : audit->findings) ADD_FAILURE() << one.en;
}

INSTANTIATE_TEST_SUITE_P(Seeds, RecordApproved, testing::Range(0U, 8U));

using RecordApprovedRows = RecordTest;

// A list of what counts takes what was approved, also for who sees the correction.
TEST_F(RecordApprovedRows, CountWhoeverLooks) {
    const RecordId id = firm("甲", "泾县", {{"ended", "2024-12-01"}});
    const auto state = [&](const char* word) {
        ASSERT_TRUE(send(state_command(registries_, request(), {whom("t.firm", id), word, {}})));
    };
    state("verified");
    state("returned");
    ASSERT_TRUE(update("t.firm", id, {{"ended", "2025-12-01"}}));
    const ListQuery on{.filter = valid_on(day("2025-01-01")), .picks = counting()};
    EXPECT_TRUE(titles_of(firms(), on).empty());
    const ListQuery before{.filter = valid_on(day("2024-11-01")), .picks = counting()};
    EXPECT_EQ(titles_of(firms(), before).size(), 1U);
    EXPECT_EQ(titles_of(firms(), {}).size(), 1U);
    state("verified");
    EXPECT_EQ(titles_of(firms(), on).size(), 1U);
}

// A database of before gets the table with what belongs in it.
TEST_F(RecordApprovedRows, AsManyVersionsAsAPageHoldsAreReadAtOnceHoweverLongTheCondition) {
    std::vector<store::OwnedValue> units;
    for (int i = 0; i < 200; ++i) units.emplace_back(fmt::format("{}", 341'000 + i));
    std::vector<VersionKey> versions;
    std::vector<store::OwnedValue> numbers;
    for (RecordId id = 1; id <= kMaxPage; ++id) {
        versions.emplace_back(id, id % 30);
        numbers.emplace_back(id);
    }
    const RowSource source = versions_seen(firms(), store::one_of("unit", units), versions);
    auto reader = store_->read();
    ASSERT_TRUE(reader);
    const auto read =
        ask(reader->connection(), select_records(source, store::one_of("id", std::move(numbers))));
    EXPECT_TRUE(read) << read.error().en;
}

TEST_F(RecordApprovedRows, AreFilledInWhereTheyWereNot) {
    const RecordId id = firm("甲", "泾县");
    for (const char* word : {"published", "returned", "verified", "returned"})
        ASSERT_TRUE(send(state_command(registries_, request(), {whom("t.firm", id), word, {}})));
    ASSERT_TRUE(update("t.firm", id, {{"name", "乙"}}));
    const Eyes eyes{{"published"}, {}};
    const auto seen = [&] { return titles_of(firms(), {.search = "甲"}, eyes.condition()); };
    ASSERT_EQ(seen().size(), 1U);
    ASSERT_TRUE(store_->write(
        {.key = "as before",
         .actor = "li",
         .kind = "test",
         .payload = "{}",
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             for (const Registry* one : {&firms(), &titles()}) {
                 auto gone = transaction.execute("DROP TABLE " + one->approved_table());
                 if (!gone) return unexpected(gone.error());
             }
             auto noted = transaction.execute("DELETE FROM record_column WHERE part = 'approved'");
             if (!noted) return unexpected(noted.error());
             return std::string("{}");
         }}));
    const auto made = make_tables(*store_, *registries_, "system");
    ASSERT_TRUE(made) << made.error().en;
    EXPECT_EQ(seen().size(), 1U);
    auto now = reader();
    EXPECT_TRUE(verify_records(now.connection())->findings.empty());
    const auto again = make_tables(*store_, *registries_, "system");
    EXPECT_TRUE(again && again->is_empty());
}

// Parts of what was approved are drafts, and the whole counts until they are approved together.
TEST_F(RecordApprovedRows, PartsOfASplitAreApprovedTogether) {
    const RecordId id = firm("甲", "泾县");
    const auto set = [&](RecordId one, const char* word) {
        return send(state_command(registries_, request(), {whom("t.firm", one), word, {}}));
    };
    ASSERT_TRUE(set(id, "verified"));
    Splitting splitting{
        whom("t.firm", id), {{{"name", "甲一"}}, {{"name", "甲二"}}}, day("2024-06-01"), false, {}};
    ASSERT_TRUE(send(split_command(registries_, request(), splitting)));
    EXPECT_EQ(present(firms(), id).life, life::kOpen);
    EXPECT_EQ(present(firms(), id + 1).state, "draft");
    EXPECT_EQ(present(firms(), id + 1).entered_by, "li");
    // Not twice, and no part alone.
    EXPECT_EQ(store::test::code_of(send(split_command(registries_, request(), splitting))),
              "E-record-split");
    EXPECT_EQ(store::test::code_of(set(id + 1, "verified")), "E-record-split-part");
    const auto both = [&](const char* word) {
        return store_->write(record_command(
            registries_, request(), "record.states", "{}",
            [&](RecordWriter& writer, store::Transaction&) -> Result<std::vector<Written>> {
                std::vector<Written> all;
                for (const RecordId one : {id + 1, id + 2}) {
                    auto written = writer.set_state({whom("t.firm", one), word, {}});
                    if (!written) return unexpected(written.error());
                    all.push_back(*written);
                }
                return all;
            }));
    };
    ASSERT_TRUE(both("submitted"));
    EXPECT_EQ(present(firms(), id).life, life::kOpen);
    ASSERT_TRUE(both("verified"));
    EXPECT_EQ(present(firms(), id).life, life::kSplit);
    EXPECT_EQ(present(firms(), id).closed_on, day("2024-06-01"));
    EXPECT_EQ(versions(firms(), id).back().change, change::kSplit);
    // Afterwards each goes its own way.
    ASSERT_TRUE(set(id + 1, "returned"));
    ASSERT_TRUE(set(id + 1, "verified"));
    auto now = reader();
    EXPECT_TRUE(verify_records(now.connection())->findings.empty());
}

TEST_F(RecordApprovedRows, PartsMergedBackAreWaitedForNoLonger) {
    const RecordId id = firm("甲", "泾县");
    ASSERT_TRUE(send(state_command(registries_, request(), {whom("t.firm", id), "verified", {}})));
    const Splitting splitting{
        whom("t.firm", id), {{{"name", "甲一"}}, {{"name", "甲二"}}}, day("2024-06-01"), false, {}};
    ASSERT_TRUE(send(split_command(registries_, request(), splitting)));
    for (const RecordId part : {id + 1, id + 2})
        ASSERT_TRUE(send(
            merge_command(registries_, request(), {whom("t.firm", part), whom("t.firm", id), {}})));
    EXPECT_EQ(present(firms(), id).life, life::kOpen);
    ASSERT_TRUE(send(split_command(registries_, request(), splitting)));
    ASSERT_TRUE(send(
        merge_command(registries_, request(), {whom("t.firm", id + 4), whom("t.firm", id), {}})));
    // The one that is left takes its place.
    ASSERT_TRUE(
        send(state_command(registries_, request(), {whom("t.firm", id + 3), "verified", {}})));
    EXPECT_EQ(present(firms(), id).life, life::kSplit);
}

// A part of what nobody approved stands where the whole stood, signed by nobody.
TEST_F(RecordApprovedRows, PartsOfWhatWasHandedInAreHandedIn) {
    const RecordId id = firm("甲", "泾县");
    ASSERT_TRUE(send(state_command(registries_, request(), {whom("t.firm", id), "signed", {}})));
    ASSERT_TRUE(send(split_command(registries_, request(),
                                   {whom("t.firm", id),
                                    {{{"name", "甲一"}}, {{"name", "甲二"}}},
                                    day("2024-06-01"),
                                    false,
                                    {}})));
    EXPECT_EQ(present(firms(), id).life, life::kSplit);
    EXPECT_EQ(present(firms(), id + 1).state, "submitted");
}

}  // namespace
}  // namespace kc::record::test
