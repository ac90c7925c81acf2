// SPDX-License-Identifier: Apache-2.0
#include "writing_clients.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <thread>

#include <fmt/format.h>

namespace kc::test {
namespace {

using Kind = Change::Kind;

constexpr const char* kFirms = "/api/v1/records/cn.enterprise";
constexpr std::size_t kAskedAgain = 6;  // of what was answered, by each client

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
    std::vector<Change> all;
    for (const Client& client : clients_)
        all.insert(all.end(), client.changes.begin(), client.changes.end());
    expect_kept(database, all);
}

std::size_t WritingClients::unanswered() const {
    std::size_t count = 0;
    for (const Client& client : clients_) {
        for (const Change& change : client.changes) count += change.is_answered ? 0 : 1;
    }
    return count;
}

}  // namespace kc::test
