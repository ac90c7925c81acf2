// SPDX-License-Identifier: Apache-2.0
// The forms of a pack folder as an office has them, for whoever looks at a pack without opening an
// office: with what evaluations use, and with the formulas over records checked.
#pragma once

#include <string>

#include "collection/form_book.hpp"
#include "pack/catalog.hpp"
#include "pack/pack.hpp"

namespace kc::office {

// The pack must be free of errors; it and the catalog must outlive the book. What is wrong is added
// to `found`.
collection::FormBook forms_of_pack(const pack::Pack& pack, const pack::Catalog& catalog,
                                   base::Date on, Diagnostics& found);

}  // namespace kc::office
