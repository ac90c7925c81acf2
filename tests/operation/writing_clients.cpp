// SPDX-License-Identifier: Apache-2.0
#include "writing_clients.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <map>
#include <thread>

#include <fmt/format.h>

#include "base/credit_code.hpp"
#include "office/office_attachments.hpp"
#include "record/verify.hpp"
#include "store/sha256.hpp"
#include "store/verify.hpp"

namespace kc::test {
namespace {

using Kind = Change::Kind;

constexpr const char* kFirms = "/api/v1/records/cn.enterprise";
constexpr std::int64_t kCodesOfANumber = 100;  // the rows of a table follow each other
constexpr std::size_t kAskedAgain = 6;         // of what was answered, by each client

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

Ask request_for(const Change& change) {
    Ask ask{.method = "POST", .path = kFirms};
    ask.headers["Idempotency-Key"] = fmt::format("writing-client-{}", change.number);
    ask.headers["Content-Type"] = "application/json";
    switch (change.kind) {
        case Kind::create:
            ask.body =
                fmt::format(R"({{"fields":{{"name":"{}","credit_code":"{}","region":"341802"}}}})",
                            name_of(change.number, 0), credit_code_of(change.number, 0));
            break;
        case Kind::update:
            ask.method = "PUT";
            ask.path += fmt::format("/{}", change.record);
            ask.headers["If-Match"] = fmt::format("\"{}\"", change.version);
            ask.body = fmt::format(R"({{"fields":{{"address":"{}"}}}})", address_of(change.number));
            break;
        case Kind::import:
            ask.path += "/imports?dry_run=false";
            ask.headers["Content-Type"] = "text/csv";
            ask.body = table_of(change.number);
            break;
        case Kind::attach:
            ask.path += fmt::format("/{}/attachments", change.record);
            ask.headers["Content-Type"] = "multipart/form-data; boundary=b8f2d1";
            ask.body = fmt::format(
                "--b8f2d1\r\nContent-Disposition: form-data; name=\"file\"; "
                "filename=\"{}.pdf\"\r\n\r\n{}\r\n--b8f2d1--\r\n",
                change.number, file_of(change.number));
            break;
    }
    return ask;
}

bool is_yes(const Change& change, const Reply& reply) {
    if (reply.status != 200 && reply.status != 201) return false;
    if (change.kind != Kind::import) return true;
    const server::JsonValue json = reply.json();
    return json.find("done")->text == "true" || json.find("repeated")->text == "true";
}

std::string refusal_of(const Reply& reply) {
    const server::JsonValue json = reply.json();
    const server::JsonValue* code = json.find("code");
    return fmt::format("{}{}", reply.status, code == nullptr ? "" : " " + code->text);
}

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

// How often the change is there; -1 where half of it is.
int found(const Kept& kept, const Change& change) {
    switch (change.kind) {
        case Kind::create: return times(kept.names, name_of(change.number, 0));
        case Kind::update: return times(kept.addresses, address_of(change.number));
        case Kind::attach:
            return times(kept.files,
                         fmt::format("cn.enterprise/{} {}", change.record,
                                     store::to_hex(store::sha256(file_of(change.number)))));
        case Kind::import: {
            const int table =
                times(kept.tables, store::to_hex(store::sha256(table_of(change.number))));
            for (int row = 0; row < kRowsOfATable; ++row) {
                if (times(kept.names, name_of(change.number, row)) != table) return -1;
            }
            return table;
        }
    }
    return -1;
}

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

}  // namespace

void WritingClients::make_writer(const OfficeProcess& office) {
    office.make_person("li", "role.county_clerk", R"("units":["341802"])");
}

void WritingClients::write(const OfficeProcess& office, int clients,
                           const std::function<bool()>& may_go_on) {
    const Headers who = office.sign_in("li");
    newest_ = clients_.size();
    for (int i = 0; i < clients; ++i) {
        Client& client = clients_.emplace_back();
        client.random.seed(seed_ + clients_.size());
    }
    std::vector<std::thread> threads;
    for (std::size_t i = newest_; i < clients_.size(); ++i)
        threads.emplace_back([&, i] { write_alone(office, who, clients_[i], may_go_on); });
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = newest_; i < clients_.size(); ++i)
        refusals_.insert(clients_[i].refusals.begin(), clients_[i].refusals.end());
}

void WritingClients::write_alone(const OfficeProcess& office, const Headers& who, Client& client,
                                 const std::function<bool()>& may_go_on) {
    while (may_go_on()) {
        client.changes.push_back(next_change(client));
        if (carry_out(office, who, client, client.changes.size() - 1)) {
            ++answered_;
            continue;
        }
        // Nobody listens any more: it was killed.
        if (Connection::to(office.port()) == nullptr) return;
    }
}

Change WritingClients::next_change(Client& client) {
    Change change{.number = ++numbers_};
    const std::uint64_t dice = client.random() % 10;
    if (dice == 0) change.kind = Kind::import;
    if (client.records.empty() || dice < 4) return change;
    OwnRecord& one = client.records[client.random() % client.records.size()];
    if (one.is_in_doubt) return change;
    change.kind = dice < 8 ? Kind::update : Kind::attach;
    change.record = one.id;
    change.version = one.version;
    return change;
}

bool WritingClients::carry_out(const OfficeProcess& office, const Headers& who, Client& client,
                               std::size_t index) {
    Change& change = client.changes[index];
    Ask ask = request_for(change);
    for (const auto& [name, value] : who) ask.headers.emplace(name, value);
    const Reply reply = try_to_ask(office.port(), ask).value_or(Reply{});
    change.is_answered = is_yes(change, reply);
    if (!change.is_answered) client.refusals.insert(refusal_of(reply));
    for (OwnRecord& one : client.records) {
        if (change.kind != Kind::update || one.id != change.record) continue;
        one.is_in_doubt = !change.is_answered;
        if (change.is_answered) one.version = change.version + 1;
    }
    if (change.is_answered && change.kind == Kind::create) {
        const server::JsonValue json = reply.json();
        std::int64_t id = 0;
        const std::string& text = json.find("record")->find("id")->text;
        std::from_chars(text.data(), text.data() + text.size(), id);
        client.records.push_back({id, 1, false});
    }
    return change.is_answered;
}

void WritingClients::ask_again(const OfficeProcess& office) {
    const Headers who = office.sign_in("li");
    for (std::size_t at = 0; at < clients_.size(); ++at) {
        Client& client = clients_[at];
        std::size_t left = at >= newest_ ? kAskedAgain : 0;
        for (std::size_t i = client.changes.size(); i-- > 0;) {
            Change& change = client.changes[i];
            if (change.is_answered && left == 0) continue;
            if (change.is_answered) --left;
            Client nobody;  // answers of old changes say nothing about what follows
            nobody.changes = {change};
            EXPECT_TRUE(carry_out(office, who, nobody, 0))
                << change.number << ' ' << static_cast<int>(change.kind) << ": "
                << (nobody.refusals.empty() ? "" : *nobody.refusals.begin());
            if (!change.is_answered) ++answered_;
            change.is_answered = true;
        }
        // Nobody writes on at what an earlier client has left.
        client.records.clear();
    }
}

void WritingClients::check(const std::string& database) const {
    auto connection = store::Connection::open(database, {.read_only = true});
    ASSERT_TRUE(connection) << connection.error().en;
    expect_clean_audit(*connection);
    // Of one moment: a database server may still be at what a killed office has sent it.
    auto moment = store::Work::begin(*connection, store::Work::Kind::read);
    ASSERT_TRUE(moment) << moment.error().en;
    const Kept kept = Kept::of(*connection);
    std::map<Kind, std::int64_t> there;
    for (const Client& client : clients_) {
        for (const Change& change : client.changes) {
            const int count = found(kept, change);
            EXPECT_GE(count, change.is_answered ? 1 : 0)
                << change.number << " of kind " << static_cast<int>(change.kind)
                << (count < 0 ? " is half there" : " was answered and is lost");
            EXPECT_LE(count, 1) << change.number << " is there twice";
            there[change.kind] += count;
        }
    }
    const std::int64_t records = there[Kind::create] + there[Kind::import] * kRowsOfATable;
    EXPECT_EQ(kept.records, records);
    EXPECT_EQ(kept.versions, records + there[Kind::update]);
    EXPECT_EQ(kept.files.size(), static_cast<std::size_t>(there[Kind::attach]));
    EXPECT_EQ(kept.tables.size(), static_cast<std::size_t>(there[Kind::import]));
    EXPECT_EQ(kept.table_entries, there[Kind::import]);
    EXPECT_EQ(kept.table_rows, there[Kind::import] * kRowsOfATable);
}

std::size_t WritingClients::unanswered() const {
    std::size_t count = 0;
    for (const Client& client : clients_) {
        for (const Change& change : client.changes) count += change.is_answered ? 0 : 1;
    }
    return count;
}

}  // namespace kc::test
