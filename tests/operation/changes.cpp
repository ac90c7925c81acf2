// SPDX-License-Identifier: Apache-2.0
#include "changes.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <utility>

#include <fmt/format.h>

#include "base/credit_code.hpp"
#include "office/office_attachments.hpp"
#include "record/verify.hpp"
#include "store/sha256.hpp"
#include "store/verify.hpp"

namespace kc::test {
namespace {

using Kind = Change::Kind;

constexpr std::int64_t kCodesOfANumber = 100;  // the rows of a table follow each other

}  // namespace

std::string name_of(std::int64_t number, int row) {
    return fmt::format("虚构企业{}之{}", number, row);
}

// Its check digit is found by trying.
std::string credit_code_of(std::int64_t number, int row) {
    constexpr std::string_view kDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const std::string base = fmt::format("91341802{:09}", number * kCodesOfANumber + row);
    for (const char check : kDigits) {
        if (base::CreditCode::parse(base + check)) return base + check;
    }
    return {};
}

std::string address_of(std::int64_t number) {
    return fmt::format("虚构路{}号", number);
}

// From a few bytes to several parts of kept content.
std::string file_of(std::int64_t number) {
    std::mt19937_64 random(static_cast<std::uint64_t>(number));
    std::string bytes = fmt::format("%PDF-1.7\n虚构证书{}\n", number);
    const std::size_t size = number % 3 == 0 ? 300'000 + random() % 300'000 : random() % 5'000;
    while (bytes.size() < size) bytes += static_cast<char>(random() & 0xffU);
    return bytes;
}

std::string table_of(std::int64_t number) {
    std::string text = "企业名称,统一社会信用代码,所属县市区\n";
    for (int row = 0; row < kRowsOfATable; ++row)
        text += fmt::format("{},{},宣州区\n", name_of(number, row), credit_code_of(number, row));
    return text;
}

namespace {

// "value" → how often, for each row of a query of one text column.
std::map<std::string, int> counted(store::Connection& connection, const std::string& sql) {
    std::map<std::string, int> counts;
    auto rows = connection.query(sql);
    EXPECT_TRUE(rows) << rows.error().en;
    if (!rows) return counts;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) ++counts[rows->get<std::string>(0)];
    EXPECT_TRUE(more);
    return counts;
}

// What the database holds of the changes.
struct Kept {
    std::map<std::string, int> names;
    std::map<std::string, int> addresses;  // of all versions that brought one
    std::map<std::string, int> files;      // "cn.enterprise/12 digest"
    std::map<std::string, int> tables;     // SHA-256 of the file
    std::int64_t records = 0;
    std::int64_t versions = 0;
    std::int64_t table_rows = 0;
    std::int64_t table_entries = 0;

    static Kept of(store::Connection& db) {
        const auto number = [&](const char* sql) {
            const auto value = db.query_number(sql);
            EXPECT_TRUE(value) << sql;
            return value.value_or(-1);
        };
        // A later version repeats the address of an earlier one.
        constexpr const char* kAddresses =
            "SELECT f_address FROM r_cn_enterprise_h AS one WHERE f_address IS NOT NULL AND NOT "
            "EXISTS (SELECT 1 FROM r_cn_enterprise_h AS other WHERE other.id = one.id AND "
            "other.version = one.version - 1 AND other.f_address = one.f_address)";
        return {.names = counted(db, "SELECT title FROM r_cn_enterprise"),
                .addresses = counted(db, kAddresses),
                .files = counted(db, db.dialect() == store::Dialect::postgres
                                         ? "SELECT key || ' ' || encode(sha256, 'hex') "
                                           "FROM attachment"
                                         : "SELECT key || ' ' || lower(hex(sha256)) "
                                           "FROM attachment"),
                .tables = counted(db, "SELECT sha256 FROM record_import"),
                .records = number("SELECT count(*) FROM r_cn_enterprise"),
                .versions = number("SELECT count(*) FROM r_cn_enterprise_h"),
                .table_rows = number("SELECT count(*) FROM record_import_row"),
                .table_entries = number("SELECT count(*) FROM journal WHERE kind = "
                                        "'record.import'")};
    }
};

int times(const std::map<std::string, int>& counts, const std::string& what) {
    const auto found = counts.find(what);
    return found == counts.end() ? 0 : found->second;
}

// Of its file or table; all of them are asked for after every kill and every cut.
const std::string& digest(const Change& change) {
    static std::map<std::pair<Kind, std::int64_t>, std::string> known;
    std::string& one = known[{change.kind, change.number}];
    if (one.empty()) {
        const bool is_table = change.kind == Kind::import;
        one = store::to_hex(
            store::sha256(is_table ? table_of(change.number) : file_of(change.number)));
    }
    return one;
}

// How often the change is there; -1 where half of it is.
int found(const Kept& kept, const Change& change) {
    switch (change.kind) {
        case Kind::create: return times(kept.names, name_of(change.number, 0));
        case Kind::update: return times(kept.addresses, address_of(change.number));
        case Kind::attach:
            return times(kept.files,
                         fmt::format("cn.enterprise/{} {}", change.record, digest(change)));
        case Kind::import: {
            const int table = times(kept.tables, digest(change));
            for (int row = 0; row < kRowsOfATable; ++row) {
                if (times(kept.names, name_of(change.number, row)) != table) return -1;
            }
            return table;
        }
    }
    return -1;
}

}  // namespace

void expect_clean_audit(store::Connection& connection) {
    const auto journal = store::verify(connection, {});
    ASSERT_TRUE(journal) << journal.error().en;
    for (const store::Finding& one : journal->findings.kept())
        ADD_FAILURE() << to_string(one.message, Language::en);
    const auto records = record::verify_records(connection);
    ASSERT_TRUE(records) << records.error().en;
    for (const Diagnostic& one : records->findings) ADD_FAILURE() << one.en;
    EXPECT_EQ(records->unproved, 0);
    const auto attachments = office::verify_attachments(connection);
    ASSERT_TRUE(attachments) << attachments.error().en;
    for (const Diagnostic& one : *attachments) ADD_FAILURE() << one.en;
}

void expect_kept(const std::string& database, const std::vector<Change>& changes) {
    auto connection = store::Connection::open(database, {.read_only = true});
    ASSERT_TRUE(connection) << connection.error().en;
    expect_clean_audit(*connection);
    // Of one moment: a database server may still be at what a killed office has sent it.
    auto moment = store::Work::begin(*connection, store::Work::Kind::read);
    ASSERT_TRUE(moment) << moment.error().en;
    const Kept kept = Kept::of(*connection);
    std::map<Kind, std::int64_t> there;
    for (const Change& change : changes) {
        const int count = found(kept, change);
        EXPECT_GE(count, change.is_answered ? 1 : 0)
            << change.number << " of kind " << static_cast<int>(change.kind)
            << (count < 0 ? " is half there" : " was answered and is lost");
        EXPECT_LE(count, 1) << change.number << " is there twice";
        there[change.kind] += count;
    }
    const std::int64_t records = there[Kind::create] + there[Kind::import] * kRowsOfATable;
    EXPECT_EQ(kept.records, records);
    EXPECT_EQ(kept.versions, records + there[Kind::update]);
    EXPECT_EQ(kept.files.size(), static_cast<std::size_t>(there[Kind::attach]));
    EXPECT_EQ(kept.tables.size(), static_cast<std::size_t>(there[Kind::import]));
    EXPECT_EQ(kept.table_entries, there[Kind::import]);
    EXPECT_EQ(kept.table_rows, there[Kind::import] * kRowsOfATable);
}

}  // namespace kc::test
