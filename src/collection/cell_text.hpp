// SPDX-License-Identifier: Apache-2.0
// The cells of a sheet as one text, as the database keeps them: a line a cell, its field, value and
// explanation parted by tabs; \t, \n and \\ inside an explanation are escaped.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "collection/sheet.hpp"

namespace kc::collection {

std::string to_text(const Cells& cells);

// An error when the text is none that to_text writes.
Result<Cells> parse_cells(std::string_view text);

}  // namespace kc::collection
