// SPDX-License-Identifier: Apache-2.0
// A registry of twenty columns with as many records as asked for, and the pack it stands in.
// Fictitious, the same ones every time.
//
//   fill_records PACK DATABASE [--records 1000000]
#include <fmt/format.h>

#include "../record/firm_list.hpp"
#include "record_filling.hpp"

namespace kc::bench {
namespace {

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
    bench::fill_records(
        *office, bench::option(argc, argv, "--records", 1'000'000), [](std::int64_t number) {
            return record::NewRecord{
                .registry = "bench.firm", .fields = bench::fields_of(number), .state = "verified"};
        });
    office->store().stop();
    return 0;
}
