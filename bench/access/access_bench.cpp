// SPDX-License-Identifier: Apache-2.0
// What restrictions cost: the same lists of a registry for people of different roles, through the
// functions and tables the office uses, against the business administrator and no condition at all.
//
//   access_bench [--small]
//   KC_BENCH_POSTGRES=postgresql:///empty?host=… access_bench
//
// People take turns within each round, so that a busy machine is unfair to nobody; the median of
// the rounds is told, as CPU time of the process; on PostgreSQL, whose work is done elsewhere, as
// wall time.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "firm_rows.hpp"

#include "access/accounts.hpp"
#include "access/decide.hpp"
#include "base/check.hpp"
#include "office/office_record_lists.hpp"
#include "record/list.hpp"
#include "record/tables.hpp"

namespace kc::bench {
namespace {

using namespace access;
using record::ListQuery;

constexpr std::array<const char*, 7> kCounties = {"341802", "341821", "341823", "341824",
                                                  "341825", "341881", "341882"};
constexpr int kPage = 50;
constexpr int kPerCommand = 1'000;

template <typename T>
T need(Result<T> result) {
    if (!result) {
        fmt::print(stderr, "{}\n", to_string(result.error(), Language::en));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

Result<std::int64_t> review(store::Transaction& transaction, const char* who, record::RecordId id) {
    return transaction.execute("INSERT INTO process_role VALUES ($1, $2, $3, 'reviewer', 0, 'x')",
                               {kFirms, id, std::string_view(who)});
}

void fill(store::Store& store, const record::Registries& registries, int rows) {
    std::mt19937_64 random(7);
    for (int first = 0; first < rows; first += kPerCommand) {
        const int end = std::min(rows, first + kPerCommand);
        need(store.write({.key = fmt::format("fill {}", first),
                          .actor = "bench",
                          .kind = "record.import",
                          .payload = "{}",
                          .run = [&](store::Transaction& transaction) -> Result<std::string> {
                              record::RecordWriter writer(transaction, registries,
                                                          {*base::Date::of(2024, 9, 30), "seed"});
                              writer.reserve(end - first);
                              for (int i = first; i < end; ++i) {
                                  auto made = writer.create(
                                      firm(i, kCounties[random() % kCounties.size()], random));
                                  if (!made) return unexpected(made.error());
                                  if (i % 100 == 0) {
                                      if (auto part = review(transaction, "panel", made->id); !part)
                                          return unexpected(part.error());
                                  }
                                  if (i % 2'000 == 0) {
                                      if (auto part = review(transaction, "expert", made->id);
                                          !part)
                                          return unexpected(part.error());
                                  }
                              }
                              return std::string();
                          }}));
    }
}

Actor person(const char* name, const char* role, Holding holding) {
    auto standing = std::make_shared<Standing>();
    standing->book = RoleBook::shipped();
    standing->city = {"341800"};
    standing->city.insert(standing->city.end(), kCounties.begin(), kCounties.end());
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
    ListQuery query;
    bool counts = false;  // instead of a page
};

std::vector<Question> questions(int rows) {
    const std::string half = std::to_string(rows / 2);
    return {{"page by number", {.limit = kPage}},
            {"page by name", {.sort = "name", .limit = kPage}},
            {"deep page by number", {.cursor = half, .limit = kPage}},
            {"deep page by name",
             {.sort = "name", .cursor = half + " t虚构企业5000000号", .limit = kPage}},
            {"newest first", {.sort = "known_at_us", .descending = true, .limit = kPage}},
            {"how many", {}, true}};
}

double seconds(bool is_wall) {
    if (is_wall)
        return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
            .count();
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::int64_t ask(store::Connection& connection, const record::Registry& registry,
                 const Question& question, const store::Condition& allowed) {
    if (question.counts)
        return need(record::count(connection, registry, allowed, question.query, INT64_MAX));
    return static_cast<std::int64_t>(
        need(record::list(connection, registry, allowed, question.query)).records.size());
}

double median(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void run(const std::string& target, bool is_wall, int rows, int rounds) {
    const pack::Catalog catalog = pack::load_embedded_catalog().catalog;
    const record::Registries registries = need(record::Registries::of(catalog, nullptr));
    store::StoreOptions options;
    options.schemas = {record::record_schema(), access_schema()};
    const auto store = need(store::Store::open(target, std::move(options)));
    need(record::make_tables(*store, registries, "bench"));
    fill(*store, registries, rows);
    const auto reader = need(store->read_for_long());
    store::Connection& connection = reader.connection();
    const record::Registry& firms = *registries.find(kFirms);
    const SubjectShape shape = office::record_shape(firms);
    SubjectShape of_section = shape;
    of_section.section = fixed("section3");
    const auto may = [&](const char* name, const char* role, Holding holding,
                         const SubjectShape& where) {
        return compile(person(name, role, std::move(holding)), Verb::read, where);
    };
    const std::vector<std::pair<const char*, store::Condition>> people{
        {"administrator", may("b", "role.business_administrator", {}, shape)},
        {"no condition", store::always()},
        {"leader", may("l", "role.leader", {}, shape)},
        {"county clerk", may("c", "role.county_clerk", {.units = {"341823"}}, shape)},
        {"head, own section",
         may("h", "role.section_head", {.sections = {"section3"}}, of_section)},
        {"head, another's", may("h", "role.section_head", {.sections = {"section4"}}, of_section)},
        {"firm user", may("f", "role.firm_user", {.body = credit_code(42)}, shape)},
        {"expert, 50 of them", may("expert", "role.expert", {}, shape)},
        {"expert, 1,000", may("panel", "role.expert", {}, shape)},
        {"viewer", may("v", "role.viewer", {}, shape)}};
    fmt::print("{} rows, {} rounds, {} milliseconds (median), times the administrator's\n", rows,
               rounds, is_wall ? "wall" : "CPU");
    for (const Question& question : questions(rows)) {
        std::vector<std::vector<double>> times(people.size());
        std::vector<std::int64_t> seen(people.size());
        for (int round = 0; round < rounds; ++round) {
            for (std::size_t i = 0; i < people.size(); ++i) {
                const double began = seconds(is_wall);
                seen[i] = ask(connection, firms, question, people[i].second);
                times[i].push_back(seconds(is_wall) - began);
            }
        }
        const double administrator = median(times[0]);
        for (std::size_t i = 0; i < people.size(); ++i) {
            const double time = median(times[i]);
            fmt::print("{:20} {:18} {:9.3f} {:6.2f}  {}\n", question.name, people[i].first,
                       time * 1e3, time / administrator, seen[i]);
        }
    }
}

}  // namespace
}  // namespace kc::bench

int main(int argc, char** argv) {
    const bool is_small = argc > 1 && std::string_view(argv[1]) == "--small";
    const char* postgres = std::getenv("KC_BENCH_POSTGRES");
    const auto file =
        std::filesystem::temp_directory_path() / fmt::format("access-{}.kc", getpid());
    kc::bench::run(postgres != nullptr ? postgres : file.string(), postgres != nullptr,
                   is_small ? 2'000 : 100'000, is_small ? 3 : 41);
    for (const char* tail : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + tail);
    return 0;
}
