// SPDX-License-Identifier: Apache-2.0
// Durable small writes: each command appends one fact and is answered when it is on the disk.
//
// The store with its one writer, against the same command with a transaction of its own
// (max_batch = 1) and against the barest thing that is durable, one row a transaction without
// journal and keys. The three take turns in every round, so a disk that changes its mood meets all.
//
//   store_write_bench [--milliseconds 1500] [--rounds 3]
//   KC_BENCH_POSTGRES="postgresql:///db?host=/run/postgresql" store_write_bench
#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "bench_support.hpp"
#include "store/store.hpp"

namespace kc::bench {
namespace {

using store::Answer;
using store::Command;
using store::Connection;
using store::Fact;
using store::Store;
using store::Transaction;

Command append_one(int client, std::int64_t number) {
    return {.key = fmt::format("{}-{}", client, number),
            .actor = fmt::format("client{}", client),
            .kind = "fact.append",
            .payload = fmt::format(R"({{"indicator":"bench.count","value":{}}})", number),
            .run = [number](Transaction& transaction) -> Result<std::string> {
                const Fact fact{
                    .indicator = "bench.count",
                    .unit = "341800",
                    .period = *base::Period::month(2024, 1 + static_cast<int>(number % 12)),
                    .value = static_cast<std::int32_t>(number),
                    .source = "bench"};
                Result<std::int64_t> id = transaction.append(fact);
                if (!id) return unexpected(id.error());
                return fmt::format("{{\"fact\":{}}}", *id);
            }};
}

double through_the_store(const std::string& path, int clients, std::size_t max_batch,
                         std::int64_t milliseconds) {
    auto store = need(Store::open(path, {.writer = {.max_batch = max_batch}}));
    std::atomic<bool> stop = false;
    std::atomic<std::int64_t> saved = 0;
    std::vector<std::thread> threads;
    const StopWatch watch;
    for (int client = 0; client < clients; ++client) {
        threads.emplace_back([&, client] {
            for (std::int64_t number = 0; !stop; ++number) {
                need(store->write(append_one(client, number)));
                ++saved;
            }
        });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    stop = true;
    for (std::thread& thread : threads) thread.join();
    return static_cast<double>(saved.load()) / watch.seconds();
}

double bare_rows(const std::string& path, std::int64_t milliseconds) {
    Connection connection = need(Connection::open(path, {.create = true}));
    need(connection.use_write_ahead_log());
    const bool is_postgres = connection.dialect() == store::Dialect::postgres;
    if (is_postgres) need(connection.execute_script(store::kPostgresFunctions));
    need(connection.execute_script("CREATE TABLE t (id INTEGER PRIMARY KEY, v INTEGER) STRICT;"));
    const StopWatch watch;
    std::int64_t saved = 0;
    while (watch.seconds() * 1000 < static_cast<double>(milliseconds)) {
        need(connection.execute("INSERT INTO t (v) VALUES ($1)", {++saved}));
    }
    return static_cast<double>(saved) / watch.seconds();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void run(std::int64_t milliseconds, std::int64_t rounds) {
    const std::vector<int> clients = {1, 16, 64};
    std::vector<std::vector<double>> grouped(clients.size());
    std::vector<std::vector<double>> single(clients.size());
    std::vector<double> bare;
    for (std::int64_t round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < clients.size(); ++i) {
            const BenchFolder folder;
            grouped[i].push_back(
                through_the_store(folder.database("grouped.kc"), clients[i], 256, milliseconds));
            single[i].push_back(
                through_the_store(folder.database("single.kc"), clients[i], 1, milliseconds));
        }
        const BenchFolder folder;
        bare.push_back(bare_rows(folder.database("bare.db"), milliseconds));
    }
    fmt::print("durable writes a second, median of {} rounds\n", rounds);
    fmt::print("{:>8} {:>14} {:>22} {:>7}\n", "clients", "one writer", "a transaction each",
               "ratio");
    for (std::size_t i = 0; i < clients.size(); ++i) {
        fmt::print("{:>8} {:>14.0f} {:>22.0f} {:>6.1f}x\n", clients[i], median(grouped[i]),
                   median(single[i]), median(grouped[i]) / median(single[i]));
    }
    fmt::print("bare rows, a transaction each, one client: {:.0f}\n", median(bare));
    fmt::print("ratio at 64 clients to bare rows: {:.1f}x\n",
               median(grouped.back()) / median(bare));
}

}  // namespace
}  // namespace kc::bench

int main(int argc, char** argv) {
    kc::bench::run(kc::bench::option(argc, argv, "--milliseconds", 1500),
                   kc::bench::option(argc, argv, "--rounds", 3));
    return 0;
}
