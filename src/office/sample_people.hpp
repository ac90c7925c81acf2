// SPDX-License-Identifier: Apache-2.0
// Somebody for each kind of work in the sample city, so that every page can be tried at once. Their
// names are those of posts, their passwords by chance, told once to whoever makes the sample.
#pragma once

#include <string>
#include <vector>

#include "access/standings.hpp"
#include "office/sample_city.hpp"

namespace kc::office {

struct SamplePerson {
    std::string name = {};
    std::string password = {};
    pack::Bilingual role = {};
};

// After fill_sample, into a database that has the tables of `access`; `holder` is a firm's credit
// code. The four administrators come first.
Result<std::vector<SamplePerson>> fill_sample_people(store::Store& store,
                                                     const access::Terms& terms,
                                                     const std::string& holder, base::Date today);

}  // namespace kc::office
