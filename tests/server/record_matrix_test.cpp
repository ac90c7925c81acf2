// SPDX-License-Identifier: Apache-2.0
// Who gets at which record, sheet and figure: record_matrix.txt, written by hand, against the
// running server. Every record is made past the rules, so that it is where the table says; every
// answer comes through HTTP. All firms are fictitious.
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "record/commands.hpp"
#include "running_office.hpp"

namespace kc::test {
namespace {

using Headers = std::map<std::string, std::string>;
using server::JsonValue;

constexpr const char* kRegistry = "cn.enterprise";
const std::string kFirms = "/api/v1/records/cn.enterprise";
constexpr const char* kForm = "form.county_monthly";
constexpr const char* kPeriod = "2024-06";
constexpr std::size_t kCells = 5;
constexpr std::array<const char*, kCells> kRegions = {"341802", "341802", "341821", "340100",
                                                      "341802"};

std::string text_in(const JsonValue& json, const char* name) {
    const JsonValue* value = json.find(name);
    return value == nullptr ? "" : value->text;
}

std::string code_of(const Reply& reply) {
    return reply.body.starts_with('{') ? text_in(reply.json(), "code") : "";
}

// What somebody is told, without the address he asked for.
std::string told(const Reply& reply) {
    if (!reply.body.starts_with('{')) return fmt::format("{} {}", reply.status, reply.body.size());
    const JsonValue json = reply.json();
    return fmt::format("{} {} {} {}", reply.status, text_in(json, "code"), text_in(json, "title"),
                       text_in(json, "detail"));
}

struct Block {
    std::string method = {};
    std::string pattern = {};
    std::string state = {};
    std::string step = {};
    std::map<std::string, std::string> signs = {};  // by role
    [[nodiscard]] std::string name() const {
        return fmt::format("{} {} {} {}", method, pattern, state, step);
    }
};

struct Matrix {
    std::vector<Block> blocks = {};
    std::set<std::string> routes = {};  // "GET /api/…", also those held elsewhere
    std::set<std::string> roles = {};
};

bool is_method(std::string_view word) {
    return word == "GET" || word == "POST" || word == "PUT" || word == "DELETE";
}

Matrix read_matrix() {
    std::ifstream file(KC_SOURCE_DIR "/tests/server/record_matrix.txt");
    EXPECT_TRUE(file.is_open());
    Matrix matrix;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string first;
        if (!(words >> first) || first == "#") continue;
        if (first == "elsewhere") {
            std::string method;
            std::string pattern;
            words >> method >> pattern;
            matrix.routes.insert(method + " " + pattern);
        } else if (is_method(first)) {
            Block& block = matrix.blocks.emplace_back();
            block.method = first;
            words >> block.pattern >> block.state >> block.step;
            matrix.routes.insert(block.method + " " + block.pattern);
        } else {
            EXPECT_EQ(first.size(), kCells) << line;
            for (std::string role; words >> role;) {
                EXPECT_TRUE(matrix.blocks.back().signs.emplace(role, first).second) << line;
                matrix.roles.insert(role);
            }
        }
    }
    return matrix;
}

class RecordMatrix : public testing::Test {
protected:
    RecordMatrix() {
        office_.set_up();
        for (const char* name : {"system", "security", "audit", "business"})
            actors_[name] = office_.sign_in(name);
        actors_["local"] = {};
        office_.make_account("none");
        actors_["none"] = office_.session_of("none");
        const std::string county = R"("units":["341802"])";
        const std::string section = R"("sections":["xc2024.bureau.party"])";
        const std::vector<std::pair<std::string, std::string>> granted = {
            {"clerk", ""},
            {"viewer", ""},
            {"leader", ""},
            {"section_head", section},
            {"section_clerk", section},
            {"supervisor", ""},
            {"disclosure_officer", ""},
            {"partner_department", ""},
            {"regional_partner", ""},
            {"county_leader", county},
            {"county_clerk", county},
            {"park_manager", county},
            {"firm_user", fmt::format(R"("body":"{}")", firm_of("firm_user"))},
            {"university_user", fmt::format(R"("body":"{}")", firm_of("university_user"))},
            {"expert", ""},
            {"envoy", ""},
            {"visitor", ""},
            {"auditor", R"("to":"2024-09-30")"}};
        for (const auto& [role, scope] : granted)
            actors_[role] = office_.person(role, "role." + role,
                                           scope.empty() ? R"("from":"2024-01-01")" : scope);
        clerk_ = office_.person("li", "role.county_clerk", county);
        neighbour_ = office_.person("zhou", "role.county_clerk", R"("units":["341821"])");
    }

    // The firm of somebody whose grant names one, the same in every state.
    static std::string firm_of(const std::string& role) {
        return role == "firm_user" ? credit_code(1) : credit_code(2);
    }

    void make_records(const std::string& state) {
        for (const auto& [role, session] : actors_) own_[role] = make(state, role, 0);
        for (std::size_t cell = 1; cell < kCells; ++cell) others_[cell] = make(state, "li", cell);
    }

    struct Made {
        std::string id = {};
        std::string name = {};
        record::RecordId number = 0;
        std::string code = {};
        std::string file = "1";  // number of the file attached to it
    };

    Made make(const std::string& state, const std::string& by, std::size_t cell) {
        const bool has_firm = by == "firm_user" || by == "university_user";
        const bool is_corrected = state == "corrected";
        if (has_firm && own_.contains(by)) {
            if (!is_corrected) return moved(own_.at(by), state, by);
            return correct(moved(own_.at(by), "published", by), by);
        }
        const std::string code = has_firm ? firm_of(by) : credit_code(100 + ++count_);
        const std::string name = fmt::format("虚构{}企业{}有限公司", state, 1000 + ++count_);
        const std::string key = fmt::format("matrix-{}", ++count_);
        const auto registries = office_.site().office().live()->registries;
        const record::Request request{
            .key = key, .actor = by, .today = office_.site().office().today()};
        auto answer = office_.site().office().store().write(
            record::create_command(registries, request,
                                   {.registry = kRegistry,
                                    .fields = {{"name", name},
                                               {"credit_code", code},
                                               {"region", kRegions[cell]},
                                               {"deregistered", "2024-12-31"}},
                                    .state = is_corrected ? "published" : state}));
        EXPECT_TRUE(answer.has_value()) << (answer ? "" : answer.error().en);
        const auto written = record::read_answer(answer->text).front();
        auto figures = office_.site().office().store().write(record::yearly_command(
            registries, {.key = key + "y", .actor = by, .today = request.today},
            {.whom = {.registry = kRegistry, .id = written.id, .allowed = store::always()},
             .year = 2023,
             .fields = {{"staff", "60"}}}));
        EXPECT_TRUE(figures.has_value()) << (figures ? "" : figures.error().en);
        if (cell == 4) {
            auto closed = office_.site().office().store().write(record::close_command(
                registries, {.key = key + "c", .actor = by, .today = request.today},
                {.whom = {.registry = kRegistry, .id = written.id, .allowed = store::always()},
                 .life = "closed",
                 .on = request.today,
                 .reason = "注销"}));
            EXPECT_TRUE(closed.has_value()) << (closed ? "" : closed.error().en);
        }
        const Made record{std::to_string(written.id), name, written.id, code};
        return is_corrected ? correct(record, by) : record;
    }

    // Sent back, and changed: what was published stands until that is.
    Made correct(const Made& record, const std::string& by) {
        moved(record, "returned", by);
        auto answer = office_.site().office().store().write(record::update_command(
            office_.site().office().live()->registries,
            {.key = fmt::format("matrix-{}", ++count_),
             .actor = by,
             .today = office_.site().office().today()},
            {.whom = {.registry = kRegistry, .id = record.number, .allowed = store::always()},
             .fields = {{"chain", "更正"}}}));
        EXPECT_TRUE(answer.has_value()) << (answer ? "" : answer.error().en);
        return record;
    }

    // A firm has one record, which goes from state to state.
    Made moved(const Made& record, const std::string& state, const std::string& by) {
        auto answer = office_.site().office().store().write(record::state_command(
            office_.site().office().live()->registries,
            {.key = fmt::format("matrix-{}", ++count_),
             .actor = by,
             .today = office_.site().office().today()},
            {.whom = {.registry = kRegistry, .id = record.number, .allowed = store::always()},
             .state = state}));
        EXPECT_TRUE(answer.has_value()) << (answer ? "" : answer.error().en);
        return record;
    }

    const Made& made(const std::string& role, std::size_t cell) {
        return cell == 0 ? own_.at(role) : others_.at(cell);
    }

    Reply send(const Block& block, const std::string& path, const std::string& body,
               const Headers& who, const char* type = "application/json") {
        Headers headers = who;
        headers["Idempotency-Key"] = fmt::format("matrix-cell-{}", ++count_);
        headers["If-Match"] = "\"999\"";
        if (!body.empty()) headers["Content-Type"] = type;
        return ask(office_.port(),
                   {.method = block.method, .path = path, .body = body, .headers = headers});
    }

    static bool is_door(const Reply& reply) {
        const std::string code = code_of(reply);
        return code == "E-forbidden" || code == "E-sign-in";
    }

    // The sign for one answer. `none` is the answer about what is not there.
    static char sign_of(const Reply& reply, const Reply& none) {
        if (is_door(reply)) return 'd';
        if (reply.status == 404) return told(reply) == told(none) ? '-' : '!';
        if (reply.status == 403) return 'x';
        // Refused for the version, or because somebody was quicker: the right was there.
        const bool is_late = reply.status == 412 || reply.status == 409 ||
                             code_of(reply) == "E-attachment-taken-back";
        return reply.status < 300 || is_late ? 'y' : '?';
    }

    RunningOffice office_;
    std::map<std::string, Headers> actors_;
    Headers clerk_;
    Headers neighbour_;
    std::map<std::string, Made> own_;
    std::map<std::size_t, Made> others_;
    std::map<std::string, std::string> answers_;  // what was told, for messages
    int count_ = 0;

    // ---- how each request is made ----------------------------------------------------------

    // In every way a list can tell: what it shows, how many, by a word, a filter, sorting.
    char listed(const Made& record, const Headers& who) {
        const std::string with = "?q=" + encoded(record.name);
        const Reply all = office_.get(kFirms + with, who);
        if (is_door(all)) return 'd';
        const auto holds = [&](const std::string& query) {
            const Reply reply = office_.get(kFirms + query, who);
            if (reply.status != 200) return false;
            const JsonValue json = reply.json();
            const bool is_shown = reply.body.find(record.name) != std::string::npos;
            const bool is_counted = text_in(json, "total") != "0";
            EXPECT_EQ(is_shown, is_counted) << query << reply.body;
            return is_shown;
        };
        const bool is_found = holds("?f.name=" + encoded(record.name));
        // Who does not see every field that is searched may not search.
        EXPECT_TRUE(all.status == 400 || holds(with) == is_found) << record.name;
        EXPECT_EQ(holds("?f.name=contains:" + encoded(record.name.substr(6))), is_found);
        EXPECT_EQ(sorted(record, who), is_found) << record.name;
        const std::string past = "&as_of=" + as_of_now(who);
        EXPECT_EQ(holds("?f.name=" + encoded(record.name) + past), is_found) << record.name;
        EXPECT_TRUE(all.status == 400 || holds(with + past) == is_found) << record.name;
        if (!is_found) return '-';
        const Reply now = office_.get(kFirms + "?f.name=" + encoded(record.name), who);
        const Reply then = office_.get(kFirms + "?f.name=" + encoded(record.name) + past, who);
        EXPECT_EQ(is_as_approved(now), is_as_approved(then)) << record.name;
        return is_as_approved(now) ? 'a' : 'y';
    }

    // What was approved is shown, and that it is being corrected.
    static bool is_as_approved(const Reply& reply) {
        return reply.body.find("\"correction_since\"") != std::string::npos;
    }

    // What is there now, asked for as the past.
    std::string as_of_now(const Headers& who) {
        return text_in(office_.get(kFirms + "?limit=1", who).json(), "as_of");
    }

    bool sorted(const Made& record, const Headers& who) {
        std::string cursor;
        do {
            const Reply reply = office_.get(
                kFirms + "?sort=name&limit=200" + (cursor.empty() ? "" : "&cursor=" + cursor), who);
            if (reply.status != 200) return false;
            if (reply.body.find(record.name) != std::string::npos) return true;
            cursor = encoded(text_in(reply.json(), "next_cursor"));
        } while (!cursor.empty());
        return false;
    }

    char exported(const Made& record, const Headers& who) {
        std::set<char> found;
        const auto sign = [&](const Reply& reply) {
            if (reply.body.find(record.name) == std::string::npos) return '-';
            const bool is_corrected = record.name.find("corrected") != std::string::npos;
            return is_corrected && reply.body.find("published") != std::string::npos ? 'a' : 'y';
        };
        for (const char* format : {"csv", "json"}) {
            const Reply reply = office_.get(
                fmt::format("{}/export?format={}&f.credit_code={}", kFirms, format, record.code),
                who);
            if (is_door(reply)) return 'd';
            found.insert(sign(reply));
        }
        const Reply past = office_.get(fmt::format("{}/export?format=csv&f.credit_code={}&as_of={}",
                                                   kFirms, record.code, as_of_now(who)),
                                       who);
        found.insert(sign(past));
        EXPECT_EQ(found.size(), 1U) << record.name;
        return *found.begin();
    }

    char expiring(const Made& record, const Headers& who) {
        const Reply reply = office_.get(
            "/api/v1/registries/cn.enterprise/expiring?f.credit_code=" + record.code, who);
        if (is_door(reply)) return 'd';
        const bool is_shown = reply.body.find(record.name) != std::string::npos;
        const JsonValue json = reply.json();
        EXPECT_EQ(text_in(json, "total") != "0", is_shown) << reply.body;
        const JsonValue* months = json.find("months");
        bool is_counted = false;
        for (const JsonValue& month : months->items) is_counted |= text_in(month, "count") != "0";
        EXPECT_EQ(is_counted, is_shown) << reply.body;
        if (!is_shown) return '-';
        return is_as_approved(reply) ? 'a' : 'y';
    }

    char created(const Block& block, std::size_t cell, const Headers& who) {
        ++count_;
        const Reply reply =
            send(block, kFirms,
                 fmt::format(
                     R"({{"fields":{{"name":"虚构新企业{}","credit_code":"{}","region":"{}"}}}})",
                     count_, credit_code(500'000 + count_), kRegions[cell]),
                 who);
        return sign_of(reply, reply);
    }

    char file_of(const Block& block, const std::string& role, std::size_t cell,
                 const Headers& who) {
        const bool is_back = block.pattern.ends_with("taken-back");
        const std::string tail = is_back ? "/taken-back" : "";
        const std::string body = is_back ? R"({"reason":"错传"})" : "";
        const auto at = [&](const std::string& record, const std::string& file) {
            return send(block, fmt::format("{}/{}/attachments/{}{}", kFirms, record, file, tail),
                        body, who);
        };
        const Made& record = made(role, cell);
        const Reply reply = at(record.id, record.file);
        // A file may be hidden on a record that is seen: then as if the record had no such file.
        const char sign = sign_of(reply, at(record.id, "999999"));
        return sign == '!' ? sign_of(reply, at("999999", record.file)) : sign;
    }

    char added(const Block& block, const std::string& role, std::size_t cell, const Headers& who) {
        const std::string body = fmt::format(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n"
            "%PDF-1.7\n{}\r\n--b--\r\n",
            ++count_);
        const char* type = "multipart/form-data; boundary=b";
        const Reply none = send(block, kFirms + "/999999/attachments", body, who, type);
        const Reply reply = send(
            block, fmt::format("{}/{}/attachments", kFirms, made(role, cell).id), body, who, type);
        return sign_of(reply, none);
    }

    std::string parts() {
        const auto part = [&] {
            ++count_;
            return fmt::format(R"({{"fields":{{"name":"虚构拆分企业{}","credit_code":"{}"}}}})",
                               count_, credit_code(700'000 + count_));
        };
        return fmt::format(R"({{"parts":[{},{}]}})", part(), part());
    }

    char one_record(const Block& block, const std::string& role, std::size_t cell,
                    const Headers& who) {
        std::string tail = block.pattern.substr(block.pattern.find("{id:int}") + 8);
        const bool is_year = tail.ends_with("{year:int}");
        if (is_year) tail = "/years/2023";
        std::string body;
        if (block.method == "PUT") body = R"({"fields":{"chain":"新能源"},"reason":"更正"})";
        if (tail == "/close") body = R"({"life":"closed","reason":"注销"})";
        if (tail == "/merge")
            body = fmt::format(R"({{"into":{},"reason":"重复"}})",
                               cell == 1 ? own_.at(role).id : others_.at(1).id);
        if (tail == "/split") body = parts();
        if (is_year && block.method == "PUT") body = R"({"fields":{"staff":"80"}})";
        if (tail == "/steps") body = fmt::format(R"({{"step":"{}","reason":"核对"}})", block.step);
        const Reply none = send(block, kFirms + "/999999" + tail, body, who);
        const Reply reply =
            send(block, fmt::format("{}/{}{}", kFirms, made(role, cell).id, tail), body, who);
        const char sign = sign_of(reply, none);
        if (sign == '!' || sign == '?') answers_[block.name() + role] = told(reply);
        if (block.method == "GET" && tail.empty()) {
            const Reply past = office_.get(
                fmt::format("{}/{}?as_of={}", kFirms, made(role, cell).id, as_of_now(who)), who);
            EXPECT_EQ(sign_of(past, none), sign) << block.name() << role;
            EXPECT_EQ(is_as_approved(past), is_as_approved(reply)) << block.name() << role;
            if (sign == 'y' && is_as_approved(reply)) return 'a';
        }
        return sign;
    }

    char sheet(const Block& block, std::size_t cell, const Headers& who) {
        const std::string tail = block.pattern.substr(block.pattern.find("{period}") + 8);
        std::string body;
        if (block.method == "PUT")
            body = R"({"expected_version":999,"cells":[{"field":"htfirms","value":9}]})";
        if (tail == "/steps")
            body = fmt::format(R"({{"step":"{}","expected_version":999}})", block.step);
        const auto at = [&](const char* unit) {
            return fmt::format("/api/v1/collections/{}/{}/{}{}", kForm, unit, kPeriod, tail);
        };
        const Reply none = send(block, at("999999"), body, who);
        const Reply reply = send(block, at(kRegions[cell]), body, who);
        const char sign = sign_of(reply, none);
        if (sign == '!' || sign == '?') answers_[block.name()] = told(reply) + told(none);
        return sign;
    }

    // Here the door says the same as the rule, so the rule is told by its hint.
    char figure(const Block& block, std::size_t cell, const Headers& who) {
        const Reply reply = send(
            block, block.pattern,
            fmt::format(R"({{"indicator":"cn.htfirm.valid_count","unit":"{}","period":"2024-06",)"
                        R"("value":"9"}})",
                        kRegions[cell]),
            who);
        if (reply.status == 201) return 'y';
        return reply.status == 403 && reply.body.find("granted") != std::string::npos ? 'x' : 'd';
    }

    static std::string encoded(const std::string& text) {
        std::string out;
        for (const char c : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        return out;
    }

    char cell_of(const Block& block, const std::string& role, std::size_t cell) {
        const Headers& who = actors_.at(role);
        if (block.pattern == "/api/v1/facts") return figure(block, cell, who);
        if (block.pattern.starts_with("/api/v1/collections/")) return sheet(block, cell, who);
        if (block.pattern.ends_with("/expiring")) return expiring(made(role, cell), who);
        if (block.pattern.ends_with("/export")) return exported(made(role, cell), who);
        if (block.pattern == "/api/v1/records/{registry}")
            return block.method == "GET" ? listed(made(role, cell), who)
                                         : created(block, cell, who);
        if (block.pattern.ends_with("/{id:int}/attachments") && block.method == "POST")
            return added(block, role, cell, who);
        if (block.pattern.find("/attachments/") != std::string::npos)
            return file_of(block, role, cell, who);
        return one_record(block, role, cell, who);
    }

    // A file on each of the records that others entered, before anybody looks.
    void attach_files() {
        for (const std::size_t cell : {1U, 2U, 4U}) {
            const Block block{.method = "POST"};
            const std::string body =
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n"
                "%PDF-1.7\n虚构\r\n--b--\r\n";
            const Reply reply =
                send(block, fmt::format("{}/{}/attachments", kFirms, others_.at(cell).id), body,
                     actors_.at("business"), "multipart/form-data; boundary=b");
            EXPECT_EQ(reply.status, 201) << cell << reply.body;
            others_.at(cell).file = text_in(reply.json().find("items")->items.at(0), "id");
        }
    }

    void fill_sheets() {
        for (const auto& [unit, who] :
             std::map<std::string, Headers>{{"341802", clerk_}, {"341821", neighbour_}}) {
            const std::string path =
                fmt::format("/api/v1/collections/{}/{}/{}", kForm, unit, kPeriod);
            Headers headers = who;
            headers["Idempotency-Key"] = "fill-" + unit;
            const std::string body =
                R"({"expected_version":0,"cells":[{"field":"htfirms","value":120}]})";
            headers["Content-Type"] = "application/json";
            const Reply reply = ask(
                office_.port(), {.method = "PUT", .path = path, .body = body, .headers = headers});
            EXPECT_EQ(reply.status, 200) << reply.body;
        }
    }
};

// Everything that touches a record, a sheet or a figure is in the table.
TEST_F(RecordMatrix, NoRouteIsMissing) {
    const Matrix matrix = read_matrix();
    std::set<std::string> known;
    for (const server::Route& route : office_.site().router().routes()) {
        const std::string name =
            fmt::format("{} {}", server::to_string(route.method), route.pattern);
        known.insert(name);
        if (!route.action) continue;
        const auto kind = access::kind_of(*route.action);
        const bool touches =
            kind == access::ObjectKind::record || kind == access::ObjectKind::form ||
            kind == access::ObjectKind::figure || kind == access::ObjectKind::attachment;
        EXPECT_TRUE(!touches || matrix.routes.contains(name)) << name;
    }
    for (const std::string& name : matrix.routes) EXPECT_TRUE(known.contains(name)) << name;
    for (const std::string& role : matrix.roles) EXPECT_TRUE(actors_.contains(role)) << role;
}

TEST_F(RecordMatrix, EveryoneGetsAtWhatTheTableSays) {
    const Matrix matrix = read_matrix();
    fill_sheets();
    std::size_t cells = 0;
    std::string state;
    std::vector<std::string> states = {"draft",     "submitted", "verified",
                                       "published", "corrected", ""};
    for (const std::string& now : states) {
        for (const Block& block : matrix.blocks) {
            if (block.state != now) continue;
            if (state != now && !now.empty()) {
                make_records(now);
                if (now == "draft") attach_files();
            }
            state = now;
            for (const auto& [role, session] : actors_) {
                const auto found = block.signs.find(role);
                std::string got;
                const std::string expected = found == block.signs.end() ? "ddddd" : found->second;
                for (std::size_t cell = 0; cell < kCells; ++cell) {
                    const bool is_asked =
                        expected[cell] != '.' && (cell == 1 || found != block.signs.end());
                    got += is_asked ? cell_of(block, role, cell) : expected[cell];
                    cells += is_asked ? 1 : 0;
                }
                EXPECT_EQ(got, expected) << block.name() << " as " << role;
            }
        }
    }
    for (const auto& [name, what] : answers_) ADD_FAILURE() << name << ": " << what;
    RecordProperty("cells", static_cast<int>(cells));
    EXPECT_GT(cells, 1500U);
}

// Forty random records, people with random grants: what a list holds is what can be opened one by
// one, and its files go with it.
TEST_F(RecordMatrix, ListsHoldWhatOpensOneByOne) {
    std::mt19937 random(20240715);
    const auto any = [&](int below) {
        return std::uniform_int_distribution<int>(0, below - 1)(random);
    };
    constexpr std::array<const char*, 5> kStates = {"draft", "submitted", "verified", "published",
                                                    "returned"};
    constexpr std::array<const char*, 8> kUnits = {"341800", "341802", "341821", "341823",
                                                   "341824", "341825", "341881", "341882"};
    constexpr std::array<const char*, 7> kRoles = {
        "leader",       "county_leader", "county_clerk",      "section_clerk",
        "park_manager", "viewer",        "disclosure_officer"};
    std::vector<Made> records;
    for (int i = 0; i < 40; ++i) {
        const int cell = any(static_cast<int>(kCells));
        records.push_back(
            make(kStates[static_cast<std::size_t>(any(5))], "li", static_cast<std::size_t>(cell)));
    }
    std::size_t seen = 0;
    for (int person = 0; person < 12; ++person) {
        const std::string role = kRoles[static_cast<std::size_t>(any(7))];
        std::string scope = R"("from":"2024-01-01")";
        if (role.starts_with("county") || role.starts_with("park"))
            scope = fmt::format(R"("units":["{}"])", kUnits[static_cast<std::size_t>(any(8))]);
        if (role.starts_with("section")) scope = R"("sections":["xc2024.bureau.party"])";
        const Headers who = office_.person(fmt::format("random{}", person), "role." + role, scope);
        const Reply list = office_.get(kFirms + "?limit=200", who);
        ASSERT_EQ(list.status, 200) << list.body;
        for (const Made& record : records) {
            const bool is_listed = list.body.find(record.name) != std::string::npos;
            const std::string path = fmt::format("{}/{}", kFirms, record.id);
            EXPECT_EQ(office_.get(path, who).status, is_listed ? 200 : 404) << role << scope;
            EXPECT_EQ(office_.get(path + "/attachments", who).status, is_listed ? 200 : 404);
            seen += is_listed ? 1 : 0;
        }
        // Sheets alike. Who may not read any is stopped at both doors.
        const Reply matrix =
            office_.get(fmt::format("/api/v1/collections?form={}&period={}", kForm, kPeriod), who);
        std::set<std::string> units;
        if (matrix.status == 200) {
            const JsonValue json = matrix.json();
            for (const JsonValue& cell : json.find("cells")->items)
                units.insert(text_in(cell, "unit"));
        }
        for (const char* unit : kUnits) {
            const Reply sheet =
                office_.get(fmt::format("/api/v1/collections/{}/{}/{}", kForm, unit, kPeriod), who);
            EXPECT_EQ(sheet.status == 200, units.contains(unit)) << role << scope << unit;
        }
    }
    EXPECT_GT(seen, 50U);
    EXPECT_LT(seen, 450U);
}

}  // namespace
}  // namespace kc::test
