// SPDX-License-Identifier: Apache-2.0
// Firms in every county and state, added to an office that was made before. Fictitious, the same
// ones every time.
//
//   fill_firms PACK DATABASE [--records 100000]
#include <fmt/format.h>

#include "../access/firm_rows.hpp"
#include "record_filling.hpp"

namespace kc::bench {
namespace {

// Where the office has firms already.
std::vector<std::string> counties_of(const office::Office& office, const record::Registry& firms) {
    const auto reader = need(office.store().read());
    auto rows = need(reader.connection().query(fmt::format(
        "SELECT DISTINCT unit FROM {} WHERE unit IS NOT NULL ORDER BY 1", firms.table())));
    std::vector<std::string> counties;
    while (need(rows.next())) counties.push_back(rows.get<std::string>(0));
    return counties;
}

void fill(office::Office& office, std::int64_t records) {
    const std::vector<std::string> counties =
        counties_of(office, *office.live()->registries->find(kFirms));
    std::mt19937_64 random(7);
    fill_records(office, records, [&](std::int64_t number) {
        return firm(static_cast<int>(number), counties[random() % counties.size()], random);
    });
}

}  // namespace
}  // namespace kc::bench

int main(int argc, char** argv) {
    using namespace kc;
    if (argc < 3) {
        fmt::print(stderr, "fill_firms PACK DATABASE [--records N]\n");
        return 2;
    }
    auto office = bench::need(office::Office::open({.pack_folder = argv[1], .database = argv[2]}));
    bench::fill(*office, bench::option(argc, argv, "--records", 100'000));
    office->store().stop();
    return 0;
}
