// SPDX-License-Identifier: Apache-2.0
// A database as full as a city's after ten years: figures of every indicator for every county and
// month, by member of a made-up dimension. Fictitious numbers, the same ones every time.
//
//   fill_facts PACK DATABASE [--facts 10000000]
#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "../store/bench_support.hpp"
#include "office/office_live.hpp"
#include "office/region.hpp"
#include "store/facts.hpp"

namespace kc::bench {
namespace {

constexpr int kFirstYear = 2015;
constexpr int kMonths = 120;
constexpr std::int64_t kFactsPerCommand = 500'000;

class Filler {
public:
    Filler(const office::LivePack& live, std::int64_t facts) : facts_(facts) {
        for (const indicator::IndicatorDef& one : live.definitions.all()) {
            const bool is_reported = std::holds_alternative<indicator::Reported>(one.formula);
            if (is_reported && indicator::adds_over_units(one.nature)) codes_.push_back(one.code);
        }
        const pack::AdminUnit* region = live.lookup.unit(live.manifest().region);
        for (const pack::AdminUnit* county : office::counties_of(*region, live.manifest().year))
            units_.push_back(county->code);
        const auto cells = static_cast<std::int64_t>(codes_.size() * units_.size()) * kMonths;
        members_ = std::max<std::int64_t>(1, facts / cells);
    }

    void run(store::Store& store) {
        for (std::int64_t first = 0; first < facts_; first += kFactsPerCommand) {
            const std::int64_t end = std::min(facts_, first + kFactsPerCommand);
            store::Command command{.key = fmt::format("fill-{}", first),
                                   .actor = "bench",
                                   .kind = "import.bench",
                                   .payload = "{}"};
            command.run = [this, first,
                           end](store::Transaction& transaction) -> Result<std::string> {
                std::mt19937_64 random(static_cast<std::uint64_t>(first));
                for (std::int64_t i = first; i < end; ++i) {
                    Result<std::int64_t> id = transaction.append(fact(i, random));
                    if (!id) return unexpected(id.error());
                }
                return "done";
            };
            need(store.write(std::move(command)));
        }
    }

private:
    [[nodiscard]] store::Fact fact(std::int64_t i, std::mt19937_64& random) const {
        const auto take = [&](std::size_t size) {
            const auto at = static_cast<std::size_t>(i) % size;
            i /= static_cast<std::int64_t>(size);
            return at;
        };
        const std::size_t member = take(static_cast<std::size_t>(members_));
        const std::size_t unit = take(units_.size());
        const auto month = static_cast<int>(take(kMonths));
        const std::size_t code = take(codes_.size());
        return {.indicator = codes_[code],
                .unit = units_[unit],
                .period = *base::Period::month(kFirstYear + month / 12, 1 + month % 12),
                .dimensions = {{"field", fmt::format("f{}", member)}},
                .value = *base::Decimal::of(static_cast<std::int64_t>(random() % 100'000), 0),
                .status = store::FactStatus::verified,
                .source = "fictitious",
                .who = "bench"};
    }

    std::int64_t facts_;
    std::vector<std::string> codes_;
    std::vector<std::string> units_;
    std::int64_t members_ = 1;
};

}  // namespace
}  // namespace kc::bench

int main(int argc, char** argv) {
    using namespace kc;
    if (argc < 3) {
        fmt::print(stderr, "fill_facts PACK DATABASE [--facts N]\n");
        return 2;
    }
    auto office = bench::need(office::Office::open({.pack_folder = argv[1], .database = argv[2]}));
    bench::Filler(*office->live(), bench::option(argc, argv, "--facts", 10'000'000))
        .run(office->store());
    office->store().stop();
    return 0;
}
