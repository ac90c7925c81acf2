// SPDX-License-Identifier: Apache-2.0
// Records of the catalog's largest registry of bodies, platforms: creating them one by one and many
// in a command, pages of lists, searches, counts, an indicator's stock.
//
//   record_bench [--records 100000] [--file PATH]
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "record/commands.hpp"
#include "record/count.hpp"
#include "record/list.hpp"
#include "record/tables.hpp"

namespace kc::bench {
namespace {

using namespace record;

constexpr std::int64_t kPerCommand = 1'000;
constexpr int kSingles = 500;
constexpr int kRounds = 40;
constexpr double kMsPerSecond = 1e3;

template <typename T>
T need(Result<T> result) {
    if (!result) {
        fmt::print(stderr, "{}\n", to_string(result.error(), Language::en));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

double cpu_seconds() {
    timespec spent{};
    KC_CHECK(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent) == 0);
    return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) / 1e9;
}

double wall_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

NewRecord platform(std::int64_t number, std::mt19937_64& random) {
    constexpr std::array<std::string_view, 7> kRegions = {"341802", "341821", "341823", "341824",
                                                          "341825", "341881", "341882"};
    constexpr std::array<std::string_view, 6> kWords = {"精密", "材料", "电子",
                                                        "机械", "生物", "新能源"};
    constexpr std::array<std::string_view, 3> kLevels = {"national", "provincial", "municipal"};
    std::vector<FieldText> fields = {
        {"name", fmt::format("（虚构）{}{:06}实验室", kWords[random() % kWords.size()], number)},
        {"type", "key-laboratory"},
        {"level", std::string(kLevels[random() % kLevels.size()])},
        {"host_name", fmt::format("（虚构）企业{}", random() % 5000)},
        {"region", std::string(kRegions[random() % kRegions.size()])},
        {"phase", "operating"},
        {"approved_on",
         fmt::format("20{:02}-0{}-1{}", random() % 24, 1 + random() % 9, random() % 9)}};
    return {"cn.platform", std::move(fields), "verified", {}};
}

// The median of single calls, and what one costs the processor.
void measure(std::string_view what, const std::function<void()>& call) {
    call();
    std::vector<double> times;
    const double cpu = cpu_seconds();
    for (int i = 0; i < kRounds; ++i) {
        const double begin = wall_seconds();
        call();
        times.push_back(wall_seconds() - begin);
    }
    const double spent = (cpu_seconds() - cpu) / kRounds;
    std::sort(times.begin(), times.end());
    fmt::print("{:<44} {:>8.2f} ms median, {:>8.2f} ms at most, {:>8.2f} ms processor\n", what,
               times[times.size() / 2] * kMsPerSecond, times.back() * kMsPerSecond,
               spent * kMsPerSecond);
}

class Bench {
public:
    Bench(const std::string& path, std::int64_t records) : records_(records) {
        catalog_ = pack::load_embedded_catalog().catalog;
        registries_ = std::make_shared<const Registries>(need(Registries::of(catalog_, nullptr)));
        store::StoreOptions options;
        options.schemas = {record_schema()};
        store_ = need(store::Store::open(path, std::move(options)));
        need(make_tables(*store_, *registries_, "bench"));
    }

    void create_many() {
        const double begin = wall_seconds();
        const double cpu = cpu_seconds();
        for (std::int64_t first = 0; first < records_; first += kPerCommand) {
            const std::int64_t end = std::min(records_, first + kPerCommand);
            need(store_->write({.key = fmt::format("many {}", first),
                                .actor = "bench",
                                .kind = "record.import",
                                .payload = "{}",
                                .run = [&](store::Transaction& transaction) -> Result<std::string> {
                                    RecordWriter writer(transaction, *registries_, context());
                                    writer.reserve(end - first);
                                    for (std::int64_t i = first; i < end; ++i) {
                                        auto made = writer.create(platform(i, random_));
                                        if (!made) return unexpected(made.error());
                                    }
                                    return std::string();
                                }}));
        }
        print_rate("created, 1,000 in a command", records_, begin, cpu);
    }

    void create_singly() {
        const double begin = wall_seconds();
        const double cpu = cpu_seconds();
        for (int i = 0; i < kSingles; ++i) {
            const Request request{fmt::format("single {}", i), "bench", today()};
            need(store_->write(
                create_command(registries_, request, platform(records_ + i, random_))));
        }
        print_rate("created, one in a command, one after another", kSingles, begin, cpu);
    }

    void read() {
        store::Reader reader = need(store_->read_for_long());
        const Registry& platforms = *registries_->find("cn.platform");
        const store::Condition all = store::always();
        const store::Condition one_county{"unit = ?", {std::string("341823")}};
        const auto page = [&](const store::Condition& allowed, ListQuery query) {
            return [&reader, &platforms, allowed, query] {
                (void)need(list(reader.connection(), platforms, allowed, query));
            };
        };
        const ListQuery by_name{.sort = "name"};
        const ListQuery far{.sort = "name", .cursor = "1 t（虚构）机械"};
        const auto provincial = need(field_condition(platforms, registries_->regions(), "level",
                                                     Comparison::equal, "provincial", today()));
        measure("page of 50, by number", page(all, {}));
        measure("page of 50, by name", page(all, by_name));
        measure("page of 50, by name, from the middle", page(all, far));
        measure("page of 50, by name, one county", page(one_county, by_name));
        measure("page of 50, filtered", page(all, {.filter = provincial, .sort = "name"}));
        measure("page of 50, searched, many hits", page(all, {.search = "精密"}));
        measure("page of 50, searched, no hit", page(all, {.search = "没有这个名字"}));
        measure("count up to 1,000",
                [&] { (void)need(count(reader.connection(), platforms, all, {}, 1'000)); });
        measure("count all that pass a filter", [&] {
            (void)need(
                count(reader.connection(), platforms, all, {.filter = provincial}, 10'000'000));
        });
        pack::Counts stock;
        stock.registry = "cn.platform";
        stock.filter.text = "level in {\"national\", \"provincial\"}";
        measure("an indicator's stock with its records", [&] {
            (void)need(count_records(reader.connection(), *registries_, stock,
                                     {.period = *base::Period::month(2024, 6), .until = {}}));
        });
    }

private:
    static base::Date today() { return *base::Date::of(2024, 9, 30); }
    static WriteContext context() { return {today(), "bench"}; }

    static void print_rate(std::string_view what, std::int64_t number, double begin, double cpu) {
        const double wall = wall_seconds() - begin;
        fmt::print("{:<44} {:>8.0f} a second, {:.2f} s, {:.2f} s processor\n", what,
                   static_cast<double>(number) / wall, wall, cpu_seconds() - cpu);
    }

    std::int64_t records_;
    pack::Catalog catalog_;
    SharedRegistries registries_;
    std::unique_ptr<store::Store> store_;
    std::mt19937_64 random_{7};
};

}  // namespace
}  // namespace kc::bench

int main(int argc, char** argv) {
    std::int64_t records = 100'000;
    std::string path;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::string_view(argv[i]) == "--records")
            records = std::strtoll(argv[i + 1], nullptr, 10);
        if (std::string_view(argv[i]) == "--file") path = argv[i + 1];
    }
    const std::filesystem::path own =
        std::filesystem::temp_directory_path() / fmt::format("kc-record-bench-{}", ::clock());
    if (path.empty()) {
        std::filesystem::create_directories(own);
        path = own / "office.kc";
    }
    {
        kc::bench::Bench bench(path, records);
        bench.create_many();
        bench.create_singly();
        bench.read();
    }
    std::filesystem::remove_all(own);
    return 0;
}
