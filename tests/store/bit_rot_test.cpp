// SPDX-License-Identifier: Apache-2.0
// One bit of the file turns over, anywhere. Either the audit says so, or every row still reads as
// it did; and nothing crashes.
#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "office_under_test.hpp"

namespace kc::store::test {
namespace {

constexpr int kFlips = 500;
constexpr int kRequests = 40;

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Every row of the store's tables, as text; empty when it cannot be read.
std::string all_rows(Connection& connection) {
    std::string text;
    for (const char* sql :
         {"SELECT id || ' ' || text FROM term ORDER BY id",
          "SELECT id || ' ' || indicator || ' ' || unit || ' ' || period || ' ' || dimensions || ' "
          "' "
          "|| coefficient || ' ' || scale || ' ' || status || ' ' || known_at_us || ' ' || source "
          "|| ' ' || who FROM fact ORDER BY id",
          "SELECT sequence || ' ' || hex(leaf_hash) || known_at_us || actor || kind || key || "
          "facts_first || ' ' || facts_count || hex(facts_digest) || payload || answer || "
          "hex(fact_checks) FROM journal ORDER BY sequence",
          "SELECT size || ' ' || hex(root) FROM journal_head ORDER BY size"}) {
        Result<Rows> rows = connection.query(sql);
        if (!rows) return {};
        Result<bool> more = rows->next();
        for (; more && *more; more = rows->next()) text += rows->get<std::string>(0) + "\n";
        if (!more) return {};
    }
    return text;
}

TEST(BitRot, AFlippedBitIsFoundOrHarmless) {
    const TempFolder folder;
    const std::string path = folder.file("office.kc");
    {
        const std::unique_ptr<Store> store = open_store(path);
        for (int i = 0; i < kRequests; ++i) ASSERT_TRUE(store->write(two_facts(i)));
    }
    const std::string good = read_file(path);
    std::string expected;
    {
        Connection connection = std::move(*Connection::open(path, {.read_only = true}));
        expected = all_rows(connection);
    }
    ASSERT_FALSE(expected.empty());

    std::mt19937_64 random(7);
    int found = 0;
    for (int i = 0; i < kFlips; ++i) {
        const std::size_t at = random() % good.size();
        const auto bit = static_cast<char>(1U << random() % 8);
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ bit);
        std::ofstream(path, std::ios::binary) << bad;
        Result<Connection> connection = Connection::open(path, {.read_only = true});
        if (!connection) {
            ++found;
            continue;
        }
        const Result<AuditReport> report = verify(*connection, {});
        if (!report || !report->is_good()) {
            ++found;
        } else {
            ASSERT_EQ(all_rows(*connection), expected) << "byte " << at << ", bit " << int{bit};
        }
    }
    std::cout << found << " of " << kFlips << " flipped bits were found, the others harmless\n";
    EXPECT_GT(found, kFlips / 4);
}

}  // namespace
}  // namespace kc::store::test
