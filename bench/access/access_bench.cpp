// SPDX-License-Identifier: Apache-2.0
// What restrictions cost: the same list, count and page for people of different roles, over a table
// of records like those of the registries, against the business administrator and against no
// condition at all.
//
//   access_bench [--small]
//
// People take turns within each round, so that a busy machine is unfair to nobody; the median of
// the rounds is told, as CPU time of the process. Every list is one statement for everybody.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "access/decide.hpp"
#include "access/grant_schema.hpp"
#include "base/check.hpp"
#include "store/connection.hpp"

namespace kc::bench {
namespace {

using namespace access;

constexpr int kCounties = 7;
constexpr int kTownshipsPerCounty = 15;
constexpr int kPage = 50;

std::string county(int number) {
    return fmt::format("3418{:02d}", number + 1);
}

std::vector<std::string> below(int number) {
    std::vector<std::string> units{county(number)};
    for (int i = 0; i < kTownshipsPerCounty; ++i)
        units.push_back(fmt::format("{}{:03d}", county(number), i));
    return units;
}

SubjectShape shape() {
    return {.kind = ObjectKind::record,
            .name = "enterprise",
            .id = "r.number",
            .unit = column("r.unit"),
            .section = column("r.section"),
            .owner = column("r.owner"),
            .body = column("r.body"),
            .entered_by = column("r.entered_by"),
            .state = column("r.state"),
            .registry = fixed("enterprise")};
}

constexpr const char* kTable = R"sql(
CREATE TABLE record (
    number INTEGER PRIMARY KEY,
    unit TEXT,
    section TEXT NOT NULL,
    owner TEXT NOT NULL,
    body TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    industry TEXT NOT NULL,
    revenue INTEGER NOT NULL
) STRICT;
CREATE INDEX record_unit ON record (unit, number);
CREATE INDEX record_section ON record (section, number);
CREATE INDEX record_state ON record (state, unit);
CREATE INDEX record_body ON record (body, number);
)sql";

void fill(store::Connection& db, int rows) {
    std::mt19937_64 random(7);
    const char* const states[] = {"draft",    "submitted", "signed",
                                  "verified", "published", "closed"};
    auto work = store::Work::begin(db, store::Work::Kind::write);
    KC_CHECK(work.has_value());
    for (int i = 0; i < rows; ++i) {
        const auto units = below(static_cast<int>(random() % kCounties));
        const std::string unit = units[random() % units.size()];
        auto made = db.execute(
            "INSERT INTO record VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            {i + 1, unit, fmt::format("section{}", random() % 8), fmt::format("p{}", random() % 90),
             fmt::format("9134{:014d}", random() % 20'000), fmt::format("p{}", random() % 90),
             states[random() % 6], fmt::format("虚构企业{}号", i),
             fmt::format("C{:02d}", random() % 43), static_cast<std::int64_t>(random() % 100'000)});
        KC_CHECK(made.has_value());
    }
    for (int i = 0; i < rows / 100; ++i) {
        auto made = db.execute(
            "INSERT INTO process_role VALUES ('enterprise', $1, 'expert', 'reviewer', 0, 'x') "
            "ON CONFLICT DO NOTHING",
            {static_cast<std::int64_t>(random() % static_cast<unsigned>(rows)) + 1});
        KC_CHECK(made.has_value());
    }
    KC_CHECK(work->commit().has_value());
    KC_CHECK(db.execute_script("ANALYZE;").has_value());
}

Actor person(const char* name, const char* role, Holding holding) {
    auto standing = std::make_shared<Standing>();
    standing->book = RoleBook::shipped();
    standing->city = {"341800"};
    for (int i = 0; i < kCounties; ++i) {
        const auto units = below(i);
        standing->city.insert(standing->city.end(), units.begin(), units.end());
    }
    std::sort(standing->city.begin(), standing->city.end());
    holding.role = standing->book->find(role);
    KC_CHECK(holding.role != nullptr);
    standing->holdings.push_back(std::move(holding));
    Actor actor;
    actor.name = name;
    actor.standing = std::move(standing);
    return actor;
}

struct Question {
    const char* name;
    std::string before;  // the condition follows
    std::string after;
};

const std::vector<Question>& questions() {
    static const std::vector<Question> all{
        {"page", "SELECT number, name, unit, state, revenue FROM record r WHERE ",
         fmt::format(" ORDER BY number LIMIT {}", kPage)},
        {"deep page",
         "SELECT number, name, unit, state, revenue FROM record r WHERE number > 50000 AND ",
         fmt::format(" ORDER BY number LIMIT {}", kPage)},
        {"sorted page", "SELECT number, name, unit, state, revenue FROM record r WHERE ",
         fmt::format(" ORDER BY revenue DESC, number LIMIT {}", kPage)},
        {"count", "SELECT count(*) FROM record r WHERE ", ""},
        {"sum by state", "SELECT state, count(*), sum(revenue) FROM record r WHERE ",
         " GROUP BY state"}};
    return all;
}

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double ask(store::Connection& db, const Question& question, const store::Condition& condition,
           std::int64_t& rows_seen) {
    const double began = cpu_seconds();
    const auto values = store::values_of(condition);
    auto rows = db.query(question.before + store::numbered(condition, 1) + question.after,
                         store::Values(values));
    KC_CHECK(rows.has_value());
    for (auto more = rows->next(); more && *more; more = rows->next()) ++rows_seen;
    return cpu_seconds() - began;
}

double median(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void run(int rows, int rounds) {
    auto db = store::Connection::open(":memory:", {.create = true});
    KC_CHECK(db.has_value());
    KC_CHECK(db->execute_script(kTable).has_value());
    KC_CHECK(db->execute_script(std::string(process_role_table())).has_value());
    fill(*db, rows);
    const std::vector<std::pair<const char*, store::Condition>> people{
        {"administrator",
         compile(person("b", "role.business_administrator", {}), Verb::read, shape())},
        {"no condition", store::always()},
        {"leader", compile(person("l", "role.leader", {}), Verb::read, shape())},
        {"county clerk",
         compile(person("c", "role.county_clerk", {.units = below(2)}), Verb::read, shape())},
        {"section head", compile(person("h", "role.section_head", {.sections = {"section3"}}),
                                 Verb::read, shape())},
        {"firm user", compile(person("f", "role.firm_user", {.body = "913400000000000042"}),
                              Verb::read, shape())},
        {"expert", compile(person("expert", "role.expert", {}), Verb::read, shape())},
        {"viewer", compile(person("v", "role.viewer", {}), Verb::read, shape())}};
    fmt::print("{} rows, {} rounds, CPU milliseconds (median), times the administrator's\n", rows,
               rounds);
    for (const Question& question : questions()) {
        std::vector<std::vector<double>> times(people.size());
        std::vector<std::int64_t> seen(people.size());
        for (int round = 0; round < rounds; ++round) {
            for (std::size_t i = 0; i < people.size(); ++i)
                times[i].push_back(ask(*db, question, people[i].second, seen[i]));
        }
        const double administrator = median(times[0]);
        for (std::size_t i = 0; i < people.size(); ++i) {
            const double time = median(times[i]);
            fmt::print("{:12} {:14} {:9.3f} {:6.2f}  {} rows\n", question.name, people[i].first,
                       time * 1e3, time / administrator, seen[i] / rounds);
        }
    }
}

}  // namespace
}  // namespace kc::bench

int main(int argc, char** argv) {
    const bool is_small = argc > 1 && std::string_view(argv[1]) == "--small";
    kc::bench::run(is_small ? 2'000 : 100'000, is_small ? 3 : 41);
    return 0;
}
