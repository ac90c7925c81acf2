// SPDX-License-Identifier: Apache-2.0
// The whole sample city in a database: records, figures, what the counties have reported, and
// people to look at it with.
#pragma once

#include <string>
#include <vector>

#include "office/sample_city.hpp"
#include "office/sample_people.hpp"

namespace kc::office {

struct SampleOffice {
    SampleCounts counts = {};
    std::vector<SamplePerson> people = {};  // none unless asked for
};

struct SampleExtras {
    bool with_people = false;
    store::Clock clock = store::system_clock();  // when everything was written
};

// `pack_folder` holds the files of sample_pack(); `database` is a file that is not there yet, or
// the address of an empty PostgreSQL database.
Result<SampleOffice> fill_sample_office(const std::string& database, const std::string& pack_folder,
                                        const SampleOptions& options,
                                        const SampleExtras& extras = {});

}  // namespace kc::office
