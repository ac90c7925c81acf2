// SPDX-License-Identifier: Apache-2.0
// Which column of a file is which column of a schema.
//
// The header need not be the first row: titles and 单位：万元 may stand above it, and it may have
// two rows with merged groups. Names are compared without blanks, case, full-width forms and the
// unit behind them. What is not recognised is named, with the name that may have been meant; a
// person's choice is kept as a RememberedMapping and used next time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/unit.hpp"
#include "exchange/table_schema.hpp"
#include "exchange/table_sheet.hpp"

namespace kc::exchange {

// How names are compared: without blanks, line ends and marks of required columns, half-width,
// Latin letters small.
std::string comparable(std::string_view name);

// A header cell taken apart: "研发经费（万元）*" is 研发经费 in 万元.
struct HeaderName {
    std::string name = {};  // comparable, without the unit
    std::string full = {};  // comparable, as it stands
    std::optional<base::Unit> unit = {};
};
HeaderName read_header_name(std::string_view text);

// What a person decided about a header, kept for the next file.
struct RememberedColumn {
    std::string key = {};   // of the schema's column; "" when the column is to be left out
    std::string unit = {};  // stated for a header that names none
};

struct RememberedMapping {
    std::map<std::string, RememberedColumn> by_header = {};  // by comparable header

    // One line a header: header, key and unit parted by tabs, in order of the headers.
    [[nodiscard]] std::string to_text() const;
    static Result<RememberedMapping> parse(std::string_view text);
};

inline constexpr std::size_t kRememberedHeadersMax = 2'000;
inline constexpr std::size_t kHeaderRowsSearched = 30;

enum class MappedBy : std::uint8_t { name, alias, memory };

struct MappedColumn {
    std::size_t field = 0;  // index of the schema's column
    std::uint32_t column = 0;
    std::string header = {};
    std::optional<base::Unit> unit = {};
    bool is_unit_of_sheet = false;  // from a line such as 单位：万元 above the header
    MappedBy by = MappedBy::name;
};

struct UnknownColumn {
    std::uint32_t column = 0;
    std::string header = {};
    std::string meant = {};  // the key of the schema's column with the nearest name; "" for none
};

struct ColumnMapping {
    std::uint32_t header_row = 0;  // the last one; data begin below
    std::vector<MappedColumn> columns = {};
    std::vector<UnknownColumn> unknown = {};
    std::vector<UnknownColumn> left_out = {};  // by memory
    std::vector<std::size_t> missing = {};     // fields of the schema that the file does not have
    Diagnostics problems = {};                 // errors keep the table from being read

    [[nodiscard]] bool is_usable() const;
    // What to keep for the next file of this shape.
    [[nodiscard]] RememberedMapping remembered(const TableSchema& schema) const;
};

// Looks through the first rows of a sheet. Without any recognised name: no columns, a problem.
ColumnMapping map_columns(std::span<const SheetRow> first_rows, const TableSchema& schema,
                          const RememberedMapping& memory = {});

}  // namespace kc::exchange
