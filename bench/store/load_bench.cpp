// SPDX-License-Identifier: Apache-2.0
// Importing many facts in commands of up to a million, and reading all of them back into columns
// as the office does at its start.
//
//   store_load_bench [--facts 1000000]
#include <algorithm>
#include <random>
#include <vector>

#include "bench_support.hpp"
#include "store/facts.hpp"
#include "store/store.hpp"
#include "store/verify.hpp"

namespace kc::bench {
namespace {

using namespace store;

constexpr std::int64_t kFactsPerCommand = 1'000'000;

// A city's figures: 400 indicators, 60 units, months of some years, now and then a dimension.
Fact fact_number(std::int64_t number, std::mt19937_64& random) {
    const auto n = static_cast<int>(number % 2'000'000'000);
    Fact fact{.indicator = fmt::format("cn.sci.indicator_{}", n / 720 % 400),
              .unit = fmt::format("{}", 341800 + n % 60),
              .period = *base::Period::month(2015 + n / 288'000 % 80, 1 + n / 60 % 12),
              .value = *base::Decimal::of(static_cast<std::int64_t>(random() % 10'000'000), 2),
              .status = FactStatus::submitted,
              .source = fmt::format("月报 {}", n / 5'000),
              .who = "office"};
    if (n % 4 == 0) fact.dimensions = {{"sector", fmt::format("c{}", n % 12)}};
    return fact;
}

struct Columns {
    std::vector<std::int32_t> indicator, unit, period, dimensions;
    std::vector<std::int64_t> coefficient, known_at_us;
    std::vector<std::uint8_t> scale, status;
};

struct Rate {
    double seconds = 0;
    double cpu_seconds = 0;
};

void print(std::string_view what, std::int64_t facts, Rate rate) {
    const auto count = static_cast<double>(facts);
    fmt::print("{:<28} {:>9.0f} facts/s, {:.2f} s; {:>9.0f} a second of one core's time\n", what,
               count / rate.seconds, rate.seconds, count / rate.cpu_seconds);
}

Rate import_facts(const std::string& path, std::int64_t facts) {
    auto store = need(Store::open(path, {}));
    Rate rate;
    for (std::int64_t first = 0; first < facts; first += kFactsPerCommand) {
        const std::int64_t end = std::min(facts, first + kFactsPerCommand);
        Command command{.key = std::to_string(first), .actor = "bench", .kind = "import"};
        command.payload = "{}";
        double cpu = 0;
        command.run = [first, end, &cpu](Transaction& transaction) -> Result<std::string> {
            const StopWatch inside;
            std::mt19937_64 random(static_cast<std::uint64_t>(first));
            for (std::int64_t i = first; i < end; ++i) {
                Result<std::int64_t> id = transaction.append(fact_number(i, random));
                if (!id) return unexpected(id.error());
            }
            cpu = inside.cpu();
            return "done";
        };
        const StopWatch watch;
        need(store->write(std::move(command)));
        rate.seconds += watch.seconds();
        rate.cpu_seconds += cpu;
    }
    return rate;
}

Rate scan(const std::string& path) {
    Connection connection = need(Connection::open(path, {.read_only = true}));
    const Work work = need(Work::begin(connection, WorkKind::snapshot));
    const StopWatch watch;
    TermTable terms;
    need(terms.refresh(connection));
    Columns columns;
    need(scan_facts(connection, 0, [&](const FactRow& row) {
        columns.indicator.push_back(static_cast<std::int32_t>(row.indicator));
        columns.unit.push_back(static_cast<std::int32_t>(row.unit));
        columns.period.push_back(static_cast<std::int32_t>(row.period));
        columns.dimensions.push_back(static_cast<std::int32_t>(row.dimensions));
        columns.coefficient.push_back(row.coefficient);
        columns.known_at_us.push_back(row.known_at_us);
        columns.scale.push_back(static_cast<std::uint8_t>(row.scale));
        columns.status.push_back(static_cast<std::uint8_t>(row.status));
    }));
    return {watch.seconds(), watch.cpu()};
}

void run(std::int64_t facts) {
    const BenchFolder folder;
    const std::string path = folder.database("load.kc");
    std::mt19937_64 random(1);
    const StopWatch making;
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i < facts; ++i) sum += fact_number(i, random).value.coefficient();
    print("(making the facts alone)", facts, {making.seconds(), making.cpu()});
    print(fmt::format("import, durable ({})", sum % 10), facts, import_facts(path, facts));
    if (!store::is_postgres_address(path)) {
        fmt::print(
            "file: {:.1f} bytes a fact\n",
            static_cast<double>(std::filesystem::file_size(path)) / static_cast<double>(facts));
    }
    for (int i = 0; i < 3; ++i) print("scan into columns", facts, scan(path));

    Connection connection = need(Connection::open(path, {.read_only = true}));
    const StopWatch watch;
    const AuditReport report = need(verify(connection, {.check_pages = false}));
    print("audit", facts, {watch.seconds(), watch.cpu()});
    fmt::print("{} findings\n", report.findings.total());
}

}  // namespace
}  // namespace kc::bench

int main(int argc, char** argv) {
    kc::bench::run(kc::bench::option(argc, argv, "--facts", 1'000'000));
    return 0;
}
