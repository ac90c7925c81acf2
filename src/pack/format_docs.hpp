// SPDX-License-Identifier: Apache-2.0
// The tables of docs/pack-format.md.
#pragma once

#include <string>
#include <string_view>

namespace kc::pack {

// The tables stand in the document between these lines.
inline constexpr std::string_view kTablesBegin =
    "<!-- tables: written from the schema, checked by a test; do not edit by hand -->\n";
inline constexpr std::string_view kTablesEnd = "<!-- end of tables -->\n";

std::string format_tables();

}  // namespace kc::pack
