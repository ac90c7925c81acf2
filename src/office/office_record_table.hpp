// SPDX-License-Identifier: Apache-2.0
// A registry as a table of a file: its columns for templates, exports to edit and imports, and what
// a cell of such a table says about a field.
//
// In front stand the record's number and version, so that a list can go out, be edited and come in
// again. Which fields there are depends on who asks: nobody gets a column he sees nothing of.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/table_schema.hpp"
#include "office/office_record_lists.hpp"

namespace kc::office {

// Keys of the columns that are no fields.
inline constexpr std::string_view kNumberKey = "_number";
inline constexpr std::string_view kVersionKey = "_version";
inline constexpr std::string_view kStateKey = "_state";
// Of a table of yearly figures; those that tell which record it is begin with kWhichKey.
inline constexpr std::string_view kYearKey = "_year";
inline constexpr std::string_view kSourceKey = "_source";
inline constexpr std::string_view kWhichKey = "_of.";

// What the rows of a file are: records, or the figures of one record in one year.
enum class RowsAre : std::uint8_t { records, years };

enum class TableUse : std::uint8_t {
    fill_in,  // a template: what a new record needs is marked as required
    read_in,  // an import: an empty cell leaves the field as it is, so nothing is required
};

struct RecordTable {
    exchange::TableSchema schema = {};
    // By column of the schema the position of its field, or kNoFieldHere.
    std::vector<std::size_t> fields = {};
};
inline constexpr std::size_t kNoFieldHere = static_cast<std::size_t>(-1);

// An error when the registry's own definition makes no table (two choices with one name).
Result<RecordTable> record_table(const LivePack& live, const record::Registry& registry,
                                 const std::vector<access::FieldView>& views, TableUse use,
                                 base::Date today);

// Of yearly figures, a row for each record and year: number, key fields and name to tell which
// record it is, the year, the figures' version, the figures, their source. `fields` gives positions
// among the yearly ones; `views` are of those (yearly_shape).
Result<RecordTable> year_table(const LivePack& live, const record::Registry& registry,
                               const std::vector<access::FieldView>& views, TableUse use,
                               base::Date today);
// The fields by which such a row names its record: the keys, and the title.
std::vector<std::size_t> naming_fields(const record::Registry& registry);

// As record::read_cell reads it; nothing for a missing value.
std::optional<std::string> field_text(const exchange::FieldValue& value);

// What stands in a cell of a file for a value as its reader sees it.
exchange::CellValue file_value(const pack::RegistryField& field, const SeenCell& cell,
                               Language language);

// In the unit people enter: 元 of money where the definition names none.
std::string file_unit(const pack::RegistryField& field);

}  // namespace kc::office
