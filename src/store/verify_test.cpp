// SPDX-License-Identifier: Apache-2.0
// Whoever can write the file alters, deletes, inserts and reorders rows in every way we can think
// of, from the clumsy to the skilled; the audit must name the row, or at least the range.
#include "store/verify.hpp"

#include <gtest/gtest.h>

#include <random>

#include "store/backup.hpp"
#include "store/test_support.hpp"

namespace kc::store {
namespace {

using Kind = Finding::Kind;
using test::append_command;
using test::code_of;
using test::ManualClock;
using test::open_store;
using test::sample_fact;
using test::TempFolder;

constexpr int kEntries = 600;  // two whole blocks of the tree and a part

// Entry n wrote two facts, 2n-1 and 2n; every seventh entry wrote none.
std::string make_office(const TempFolder& folder) {
    const std::string path = folder.file("office.kc");
    ManualClock clock;
    auto store = open_store(path, {.writer = {.clock = clock.clock()}});
    for (int i = 1; i <= kEntries; ++i) {
        Command command =
            append_command("k" + std::to_string(i), {sample_fact(i), sample_fact(5000 + i)});
        if (i % 7 == 0) command.run = [](Transaction&) -> Result<std::string> { return "none"; };
        command.payload = "{\"n\":" + std::to_string(i) + "}";
        // Some wait for the answer, so that batches come in many sizes.
        if (i % 5 == 0) {
            EXPECT_TRUE(store->write(std::move(command)));
        } else {
            const auto check = [](const Result<Answer>& answer) { EXPECT_TRUE(answer); };
            EXPECT_TRUE(store->submit(std::move(command), check));
        }
    }
    store->stop();
    return path;
}

class VerifyTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder_ = std::make_unique<TempFolder>();
        pristine_ = make_office(*folder_);
    }
    static void TearDownTestSuite() { folder_.reset(); }

    VerifyTest() : path_(own_.file("office.kc")) {
        std::filesystem::copy_file(pristine_, path_);
        connection_.emplace(std::move(*Connection::open(path_, {.synchronous = Synchronous::off})));
        // Somebody with the file in hand is not held by triggers.
        Rows rows = *connection_->query("SELECT name, sql FROM sqlite_schema WHERE type='trigger'");
        while (*rows.next()) {
            triggers_.emplace_back(rows.get<std::string>(0), rows.get<std::string>(1));
        }
    }

    void tamper(const std::string& sql) {
        for (const auto& [name, text] : triggers_) {
            ASSERT_TRUE(connection_->execute_script("DROP TRIGGER " + name));
        }
        const Result<void> done = connection_->execute_script(sql);
        ASSERT_TRUE(done) << done.error().en << ": " << sql;
        for (const auto& [name, text] : triggers_) {
            ASSERT_TRUE(connection_->execute_script(text));
        }
    }

    // What an attacker does who knows how a leaf is made.
    void fix_leaf_hash(std::int64_t sequence) {
        const JournalEntry entry = read_journal(*connection_, sequence, 1)->at(0);
        ByteWriter bytes;
        write_bytes(entry, bytes);
        tamper("UPDATE journal SET leaf_hash = x'" + to_hex(leaf_hash(bytes.bytes())) +
               "' WHERE sequence = " + std::to_string(sequence));
    }

    AuditReport audit(std::optional<Head> kept = {}) {
        Result<AuditReport> report = verify(*connection_, {.kept_head = kept});
        EXPECT_TRUE(report) << report.error().en;
        return std::move(*report);
    }

    static std::vector<std::string> named(const AuditReport& report) {
        std::vector<std::string> names;
        for (const Finding& finding : report.findings.kept()) {
            names.push_back(
                finding.message.code + " " + std::to_string(finding.first) +
                (finding.first == finding.last ? "" : "-" + std::to_string(finding.last)));
        }
        return names;
    }

    using Names = std::vector<std::string>;

    static std::unique_ptr<TempFolder> folder_;
    static std::string pristine_;
    TempFolder own_;
    std::string path_;
    std::optional<Connection> connection_;
    std::vector<std::pair<std::string, std::string>> triggers_;
};

std::unique_ptr<TempFolder> VerifyTest::folder_;
std::string VerifyTest::pristine_;

TEST_F(VerifyTest, AnOfficeThatWasLeftAloneIsGood) {
    const AuditReport report = audit();
    EXPECT_EQ(named(report), Names{});
    EXPECT_EQ(report.entries, kEntries);
    EXPECT_EQ(report.head, *read_head(*connection_));
    EXPECT_EQ(named(audit(report.head)), Names{});
}

TEST_F(VerifyTest, AnAlteredEntryIsNamedWhateverColumnItIs) {
    for (const char* set :
         {"known_at_us = known_at_us + 1", "actor = 'wang'", "kind = 'x'", "key = 'x'",
          "payload = '{}'", "answer = '7'", "leaf_hash = zeroblob(32)", "leaf_hash = x'00'",
          "facts_first = facts_first + 1", "facts_count = 1", "facts_count = 0",
          "facts_count = 9000000000000", "facts_digest = zeroblob(32)", "facts_digest = x''",
          "fact_checks = zeroblob(16)", "fact_checks = x''"}) {
        tamper(std::string("CREATE TABLE kept AS SELECT * FROM journal WHERE sequence = 300; "
                           "UPDATE journal SET ") +
               set + " WHERE sequence = 300;");
        const Names names = named(audit());
        ASSERT_FALSE(names.empty()) << set;
        EXPECT_EQ(names[0], "E-audit-entry-altered 300") << set;
        for (const std::string& name : names) {
            // The facts that it vouched for have nobody now; nothing else is accused.
            EXPECT_TRUE(name == names[0] || name.starts_with("E-audit-fact-added ")) << name;
        }
        tamper("INSERT OR REPLACE INTO journal SELECT * FROM kept; DROP TABLE kept;");
    }
    EXPECT_EQ(named(audit()), Names{});
}

TEST_F(VerifyTest, AnAlteredEntryWhoseLeafHashWasMadeToFitIsFoundByTheTree) {
    tamper("UPDATE journal SET payload = '{\"n\":0}' WHERE sequence = 300");
    fix_leaf_hash(300);
    const AuditReport report = audit();
    ASSERT_EQ(report.findings.total(), 1) << testing::PrintToString(named(report));
    const Finding& finding = report.findings.kept()[0];
    EXPECT_EQ(finding.kind, Kind::range_altered);
    EXPECT_LE(finding.first, 300);
    EXPECT_GE(finding.last, 300);
    EXPECT_LE(finding.last - finding.first, 256);
}

TEST_F(VerifyTest, TwoSkilledAlterationsInDifferentBlocksAreBothFound) {
    tamper("UPDATE journal SET payload = '{}' WHERE sequence IN (100, 400)");
    fix_leaf_hash(100);
    fix_leaf_hash(400);
    const AuditReport report = audit();
    ASSERT_EQ(report.findings.total(), 2) << testing::PrintToString(named(report));
    EXPECT_LE(report.findings.kept()[0].last, 256);
    EXPECT_GE(report.findings.kept()[1].first, 257);
}

TEST_F(VerifyTest, ASkilledAlterationAfterADeletedEntryIsFoundToo) {
    tamper(
        "DELETE FROM journal WHERE sequence = 100;"
        "UPDATE journal SET payload = '{}' WHERE sequence = 400");
    fix_leaf_hash(400);
    const AuditReport report = audit();
    EXPECT_EQ(report.findings.kept().front().message.code, "E-audit-entry-missing");
    EXPECT_EQ(report.findings.kept().back().kind, Kind::range_altered);
    EXPECT_GE(report.findings.kept().back().first, 257);
}

TEST_F(VerifyTest, DeletedEntriesAreNamedAtTheBeginningInTheMiddleAndAtTheEnd) {
    tamper("DELETE FROM journal WHERE sequence IN (1, 300, 301, 600)");
    const Names names = named(audit());
    for (const char* name : {"E-audit-entry-missing 1", "E-audit-entry-missing 300",
                             "E-audit-entry-missing 301", "E-audit-entry-missing 600"}) {
        EXPECT_EQ(std::count(names.begin(), names.end(), name), 1) << name;
    }
}

TEST_F(VerifyTest, InsertedEntriesAreNamed) {
    for (const char* number : {"601", "0", "-5", "9000000000000000000"}) {
        const std::string sequence = number;
        tamper("INSERT INTO journal SELECT " + sequence +
               ", leaf_hash, known_at_us, actor, kind, 'new', 0, 0, x'', payload, answer, x'' "
               "FROM journal WHERE sequence = 7");
        EXPECT_EQ(named(audit()), Names{"E-audit-entry-added " + sequence});
        tamper("DELETE FROM journal WHERE sequence = " + sequence);
    }
}

TEST_F(VerifyTest, ReorderedEntriesAreNamed) {
    tamper(
        "UPDATE journal SET sequence = -1 WHERE sequence = 14;"
        "UPDATE journal SET sequence = 14 WHERE sequence = 21;"
        "UPDATE journal SET sequence = 21 WHERE sequence = -1;");
    EXPECT_EQ(named(audit()), (Names{"E-audit-entry-altered 14", "E-audit-entry-altered 21"}));
}

TEST_F(VerifyTest, AnAlteredFactIsNamedWhateverColumnItIs) {
    for (const char* set :
         {"coefficient = coefficient + 1", "scale = 1", "status = 3", "known_at_us = 0",
          "indicator = unit", "unit = indicator", "period = unit", "dimensions = unit",
          "source = who", "who = source", "who = 777777", "scale = 99", "status = -1"}) {
        tamper(std::string("CREATE TABLE kept AS SELECT * FROM fact WHERE id = 500; "
                           "UPDATE fact SET ") +
               set + " WHERE id = 500");
        EXPECT_EQ(named(audit()), Names{"E-audit-fact-altered 500"}) << set;
        tamper("INSERT OR REPLACE INTO fact SELECT * FROM kept; DROP TABLE kept");
    }
}

TEST_F(VerifyTest, AnAlteredTermIsFoundInEveryFactThatUsesIt) {
    const std::int64_t users = *connection_->query_number(
        "SELECT count(*) FROM fact JOIN term ON term.id = fact.unit WHERE text = '341803'");
    ASSERT_GT(users, 0);
    tamper("UPDATE term SET text = '341899' WHERE text = '341803'");
    const AuditReport report = audit();
    EXPECT_EQ(report.findings.total(), users);
    EXPECT_EQ(report.findings.kept()[0].kind, Kind::fact_altered);
}

TEST_F(VerifyTest, ADeletedTermIsFoundInEveryFactThatUsesIt) {
    tamper("DELETE FROM term WHERE text = '341803'");
    EXPECT_GT(audit().findings.total(), 0);
}

TEST_F(VerifyTest, DeletedAndInsertedFactsAreNamed) {
    const std::int64_t last = *connection_->query_number("SELECT max(id) FROM fact");
    tamper(
        "DELETE FROM fact WHERE id = 500;"
        "INSERT INTO fact SELECT id - 1000000, indicator, unit, period, dimensions, coefficient,"
        " scale, status, known_at_us, source, who FROM fact WHERE id = 501;"
        "INSERT INTO fact SELECT id - 501 + " +
        std::to_string(last + 1) +
        ", indicator, unit, period, dimensions, coefficient, scale, status, known_at_us, "
        "source, who FROM fact WHERE id IN (501, 502);");
    EXPECT_EQ(named(audit()), (Names{"E-audit-fact-added -999499", "E-audit-fact-missing 500",
                                     "E-audit-fact-added " + std::to_string(last + 1) + "-" +
                                         std::to_string(last + 2)}));
}

TEST_F(VerifyTest, SwappedFactsAreNamed) {
    tamper(
        "UPDATE fact SET id = 0 WHERE id = 500; UPDATE fact SET id = 500 WHERE id = 600;"
        "UPDATE fact SET id = 600 WHERE id = 0");
    EXPECT_EQ(named(audit()), (Names{"E-audit-fact-altered 500", "E-audit-fact-altered 600"}));
}

TEST_F(VerifyTest, AFactAndItsCheckAlteredTogetherStillShow) {
    // The check is eight bytes beside the entry; the digest in the leaf covers the whole hash.
    tamper("UPDATE fact SET coefficient = 7 WHERE id = 500");
    tamper("UPDATE journal SET fact_checks = x'' WHERE facts_first = 499");
    const Names names = named(audit());
    ASSERT_EQ(names.size(), 1U);
    EXPECT_EQ(names[0], "E-audit-fact-altered 499-500");
}

TEST_F(VerifyTest, AlteredTilesAndHeadsAreFound) {
    for (const char* sql :
         {"UPDATE journal_tile SET hash = zeroblob(32) WHERE position = 0",
          "UPDATE journal_tile SET hash = zeroblob(32) WHERE position = 1",
          "DELETE FROM journal_tile WHERE position = 1",
          "UPDATE journal_tile SET hash = x'00' WHERE position = 1",
          "UPDATE journal_head SET root = zeroblob(32) WHERE size = (SELECT max(size) FROM "
          "journal_head)",
          "UPDATE journal_head SET root = x'' WHERE size = (SELECT min(size) FROM journal_head)",
          "INSERT INTO journal_head VALUES (0, x'')",
          "INSERT INTO journal_head VALUES (99999, x'')",
          "DELETE FROM journal_head WHERE size > 590"}) {
        tamper(std::string("CREATE TABLE tiles AS SELECT * FROM journal_tile;"
                           "CREATE TABLE heads AS SELECT * FROM journal_head;") +
               sql);
        EXPECT_GT(audit().findings.total(), 0) << sql;
        tamper(
            "DELETE FROM journal_tile; INSERT INTO journal_tile SELECT * FROM tiles;"
            "DELETE FROM journal_head; INSERT INTO journal_head SELECT * FROM heads;"
            "DROP TABLE tiles; DROP TABLE heads;");
    }
    EXPECT_EQ(named(audit()), Names{});
}

TEST_F(VerifyTest, AnAlteredHeadIsToldFromAnAlteredEntry) {
    const std::int64_t size = *connection_->query_number(
        "SELECT size FROM journal_head WHERE size > 100 ORDER BY size LIMIT 1");
    tamper("UPDATE journal_head SET root = zeroblob(32) WHERE size = " + std::to_string(size));
    EXPECT_EQ(named(audit()), Names{"E-audit-tree-altered " + std::to_string(size)});
}

TEST_F(VerifyTest, AMissingTriggerAndAStrangeOneAreNamed) {
    ASSERT_TRUE(
        connection_->execute_script("DROP TRIGGER fact_never_goes;"
                                    "CREATE TRIGGER helper AFTER INSERT ON fact BEGIN "
                                    "SELECT 1; END;"));
    const AuditReport report = audit();
    ASSERT_EQ(report.findings.total(), 2);
    EXPECT_NE(report.findings.kept()[0].message.en.find("fact_never_goes"), std::string::npos);
    EXPECT_NE(report.findings.kept()[1].message.en.find("helper"), std::string::npos);
}

TEST_F(VerifyTest, ACutOffEndIsSeenOnlyWithAHeadKeptElsewhere) {
    const Head kept = *read_head(*connection_);
    const std::int64_t size = *connection_->query_number(
        "SELECT size FROM journal_head WHERE size <= 590 ORDER BY size DESC LIMIT 1");
    const std::string cut = std::to_string(size);
    tamper("DELETE FROM fact WHERE id >= (SELECT min(facts_first) FROM journal WHERE sequence > " +
           cut + " AND facts_count > 0); DELETE FROM journal WHERE sequence > " + cut +
           "; DELETE FROM journal_head WHERE size > " + cut);
    EXPECT_EQ(named(audit()), Names{});
    EXPECT_EQ(named(audit(kept)), Names{"E-audit-history-replaced 600"});
}

TEST_F(VerifyTest, ARewrittenHistoryIsSeenOnlyWithAHeadKeptElsewhere) {
    // Another office of the same length, whole in itself.
    const Head mine = *read_head(*connection_);
    Head other = mine;
    other.root = sha256("another history");
    EXPECT_EQ(named(audit(mine)), Names{});
    EXPECT_EQ(named(audit(other)), Names{"E-audit-history-replaced 600"});
    other.size = 250;
    EXPECT_EQ(named(audit(other)), Names{"E-audit-history-replaced 250"});
}

TEST_F(VerifyTest, NothingIsAppendedToAJournalThatDoesNotHold) {
    tamper("UPDATE journal SET leaf_hash = zeroblob(32) WHERE sequence = 600");
    connection_.reset();
    EXPECT_EQ(code_of(Store::open(path_, {})), "E-journal-damaged");
}

TEST_F(VerifyTest, EveryRandomChangeOfARowIsFound) {
    // One value of one row becomes another one of its type; seeds are printed on failure.
    struct Column {
        const char* table;
        const char* key;
        const char* name;
        bool is_number;
    };
    const std::vector<Column> columns = {
        {"fact", "id", "indicator", true},
        {"fact", "id", "unit", true},
        {"fact", "id", "period", true},
        {"fact", "id", "coefficient", true},
        {"fact", "id", "status", true},
        {"fact", "id", "known_at_us", true},
        {"fact", "id", "who", true},
        {"journal", "sequence", "payload", false},
        {"journal", "sequence", "answer", false},
        {"journal", "sequence", "actor", false},
        {"journal", "sequence", "known_at_us", true},
    };
    std::mt19937 random(20240506);
    const std::string again = "ROLLBACK TO untouched;";
    tamper("BEGIN; SAVEPOINT untouched");
    for (const auto& [name, text] : triggers_) {
        ASSERT_TRUE(connection_->execute_script("DROP TRIGGER " + name));
    }
    ASSERT_TRUE(connection_->execute_script("RELEASE untouched; SAVEPOINT untouched"));
    const std::int64_t base_findings =
        verify(*connection_, {.check_pages = false})->findings.total();
    for (int round = 0; round < 300; ++round) {
        const Column& column = columns[random() % columns.size()];
        const std::string row = std::to_string(1 + random() % 600);
        const std::string value =
            column.is_number ? std::string(column.name) + " + " + std::to_string(1 + random() % 99)
                             : "'" + std::to_string(random()) + "'";
        ASSERT_TRUE(connection_->execute_script(std::string("UPDATE ") + column.table + " SET " +
                                                column.name + " = " + value + " WHERE " +
                                                column.key + " = " + row));
        const AuditReport report = std::move(*verify(*connection_, {.check_pages = false}));
        ASSERT_GT(report.findings.total(), base_findings) << column.name << " of " << row;
        const std::vector<Finding>& found = report.findings.kept();
        ASSERT_TRUE(std::any_of(
            found.begin(), found.end(),
            [&](const Finding& finding) { return std::to_string(finding.first) == row; }))
            << column.table << "." << column.name << " of " << row << " was found but not named";
        ASSERT_TRUE(connection_->execute_script(again));
    }
    ASSERT_TRUE(connection_->execute_script("ROLLBACK"));
}

TEST_F(VerifyTest, AProofOfAnEntryHoldsForWhoHasOnlyTheHead) {
    const Head head = *read_head(*connection_);
    for (const std::int64_t sequence : {1, 256, 257, 300, 600}) {
        const JournalEntry entry = read_journal(*connection_, sequence, 1)->at(0);
        ByteWriter bytes;
        write_bytes(entry, bytes);
        const std::vector<Hash> proof = *prove_entry(*connection_, sequence, head);
        EXPECT_TRUE(
            proves_inclusion(leaf_hash(bytes.bytes()), sequence - 1, head.size, head.root, proof))
            << sequence;
    }
    EXPECT_EQ(code_of(prove_entry(*connection_, 601, head)), "E-journal-entry");
    EXPECT_EQ(code_of(prove_entry(*connection_, 0, head)), "E-journal-entry");
}

TEST_F(VerifyTest, AProofOfGrowthHoldsBetweenAnyTwoHeads) {
    const Head head = *read_head(*connection_);
    Rows rows = *connection_->query("SELECT size, root FROM journal_head");
    while (*rows.next()) {
        const Head old{rows.get<std::int64_t>(0), rows.get<Hash>(1)};
        const std::vector<Hash> proof = *prove_growth(*connection_, old.size, head);
        EXPECT_TRUE(proves_consistency(old.size, old.root, head.size, head.root, proof))
            << old.size;
    }
}

TEST_F(VerifyTest, ABackupOfARunningOfficeIsTheWholeOfOneMoment) {
    connection_.reset();
    auto store = open_store(path_);
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        for (int i = 0; !stop; ++i) {
            ASSERT_TRUE(store->write(append_command("b" + std::to_string(i), {sample_fact(i)})));
        }
    });
    for (int i = 0; i < 3; ++i) {
        const std::string copy = own_.file("copy" + std::to_string(i) + ".kc");
        Result<Reader> reader = store->read_for_long();
        const Head expected = *read_head(reader->connection());
        const Result<Head> head = back_up(reader->connection(), copy);
        ASSERT_TRUE(head) << head.error().en;
        EXPECT_EQ(*head, expected);
        Connection restored = std::move(*Connection::open(copy, {.read_only = true}));
        EXPECT_TRUE(verify(restored, {.kept_head = expected})->is_good());
        EXPECT_EQ(code_of(back_up(reader->connection(), copy)), "E-store-backup-exists");
    }
    stop = true;
    writer.join();
    EXPECT_TRUE(open_store(own_.file("copy0.kc"))->write(append_command("new", {sample_fact(1)})));
}

TEST(Head, IsReadAsItIsPrinted) {
    const Head head{1207, sha256("x")};
    EXPECT_EQ(*parse_head(to_string(head)), head);
    for (const char* line : {"", "kechuang-journal", "kechuang-journal ", "kechuang-journal 5",
                             "kechuang-journal -5 00", "kechuang-journal 5 00", "x 5 00"}) {
        EXPECT_EQ(code_of(parse_head(line)), "E-journal-head") << line;
    }
}

}  // namespace
}  // namespace kc::store
