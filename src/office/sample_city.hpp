// SPDX-License-Identifier: Apache-2.0
// A city that does not exist, to try the office with: its pack and its records.
//
// Everything is made up and says so: the city, its counties and its firms carry （虚构） in their
// names, region and credit codes lie in a range that no place has. The same seed, size and day give
// the same city, on every machine.
//
//   write_files(folder, sample_pack(options));
//   Result<SampleCounts> made = fill_sample(store, registries, options);
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "pack/folder.hpp"
#include "record/commands.hpp"
#include "store/store.hpp"

namespace kc::office {

enum class SampleSize : std::uint8_t {
    small,  // a tenth, for tests and short looks
    city,   // about 2,000 above-scale firms in 7 counties, 5 years
};

struct SampleOptions {
    std::uint64_t seed = 1;
    SampleSize size = SampleSize::city;
    base::Date today = {};  // the last day anything is known of; its year is the plan's
};

inline constexpr int kSampleYears = 5;

// pack.yaml, units.yaml, targets.yaml, tasks.yaml: a pack that passes every check.
std::vector<pack::TextFile> sample_pack(const SampleOptions& options);

struct SampleCounts {
    std::int64_t firms = 0;
    std::int64_t above_scale = 0;
    std::int64_t records = 0;  // of all registries
    std::int64_t yearly = 0;   // years of figures of firms
    std::int64_t facts = 0;    // figures nobody can count
    std::int64_t sheets = 0;   // of the counties (sample_sheets.hpp)
    std::string holder = {};   // credit code of a firm whose high-tech certificate is valid
};

// Into a database with tables and nothing in them. Commands of the actor "sample".
Result<SampleCounts> fill_sample(store::Store& store, const record::SharedRegistries& registries,
                                 const SampleOptions& options);

}  // namespace kc::office
