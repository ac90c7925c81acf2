// SPDX-License-Identifier: Apache-2.0
// A registry of twenty columns with as many records as asked for, and the pack it stands in.
// Fictitious, the same ones every time.
//
//   fill_records PACK DATABASE [--records 1000000]
#include <fmt/format.h>

#include <algorithm>

#include "../record/firm_list.hpp"
#include "../store/bench_support.hpp"
#include "office/office_live.hpp"
#include "record/write.hpp"

namespace kc::bench {
namespace {

constexpr std::int64_t kRecordsPerCommand = 10'000;

std::vector<record::FieldText> fields_of(std::int64_t number) {
    std::vector<record::FieldText> fields = {
        {"name", fmt::format("（虚构）第{}号科技有限公司", number)},
        {"code", fmt::format("BX{:09}", number)},
        {"region", number % 3 == 0 ? "341802" : "341823"},
        {"since", base::to_string(*base::Date::of_days(15'000 + number % 4'000))},
        {"cost", base::to_string(*base::Decimal::of(number * 31 % 9'999'991, 2))},
        {"active", number % 2 == 0 ? "yes" : "no"},
        {"kind", number % 5 == 0 ? "a" : "b"}};
    for (int i = 0; i < kTexts; ++i)
        fields.push_back({fmt::format("t{}", i), fmt::format("说明{}-{}", i, number * 7 % 999)});
    for (int i = 0; i < kNumbers; ++i) {
        const auto value = base::Decimal::of((number + i) * 104'729 % 999'983, 3);
        fields.push_back({fmt::format("n{}", i), base::to_string(*value)});
    }
    return fields;
}

void fill(office::Office& office, std::int64_t records) {
    const record::SharedRegistries registries = office.live()->registries;
    for (std::int64_t first = 0; first < records; first += kRecordsPerCommand) {
        const std::int64_t end = std::min(records, first + kRecordsPerCommand);
        store::Command command{.key = fmt::format("fill-records-{}", first),
                               .actor = "bench",
                               .kind = "record.bench",
                               .payload = "{}"};
        command.run = [&](store::Transaction& transaction) -> Result<std::string> {
            record::RecordWriter writer(
                transaction, *registries,
                {.today = office.today(), .seed = fmt::format("fill-{}", first)});
            writer.reserve(end - first);
            for (std::int64_t i = first; i < end; ++i) {
                auto made = writer.create(
                    {.registry = "bench.firm", .fields = fields_of(i), .state = "verified"});
                if (!made) return unexpected(made.error());
            }
            return std::string("done");
        };
        need(office.store().write(std::move(command)));
    }
}

}  // namespace
}  // namespace kc::bench

int main(int argc, char** argv) {
    using namespace kc;
    if (argc < 3) {
        fmt::print(stderr, "fill_records PACK DATABASE [--records N]\n");
        return 2;
    }
    bench::write_firm_pack(argv[1]);
    auto office = bench::need(office::Office::open({.pack_folder = argv[1], .database = argv[2]}));
    bench::fill(*office, bench::option(argc, argv, "--records", 1'000'000));
    office->store().stop();
    return 0;
}
