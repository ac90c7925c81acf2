// SPDX-License-Identifier: Apache-2.0
// What the counties of the sample city have reported: the monthly and the quarterly form since
// January, published as far as it usually is, and of the newest month and quarter one sheet in
// every state it can be in.
#pragma once

#include "office/sample_city.hpp"
#include "pack/catalog.hpp"
#include "pack/pack.hpp"

namespace kc::office {

// After fill_sample, into a database that has the tables of `collection`. How many sheets.
Result<std::int64_t> fill_sample_sheets(store::Store& store,
                                        const record::SharedRegistries& registries,
                                        const pack::Catalog& catalog, const pack::Pack& pack,
                                        const SampleOptions& options);

}  // namespace kc::office
