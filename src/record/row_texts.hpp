// SPDX-License-Identifier: Apache-2.0
// What a row holds for searching besides what the record says. For the files of this room only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "record/record.hpp"
#include "store/sha256.hpp"
#include "store/value.hpp"

namespace kc::record {

// Former names line by line, each with a line end.
struct RowTexts {
    std::string title_key = {};
    std::string former = {};
    std::string search = {};
    std::string search_personal = {};
    store::Hash digest = {};
};
RowTexts texts_of(const Registry& registry, const Record& record, std::string former,
                  std::int64_t created_us);

// The names a record had before, as its history tells up to a version; at most
// kMaxSearchedTitles, the oldest.
std::string former_names(const std::vector<Version>& versions, std::int64_t up_to);

// Of a row, in the order of record_columns, kTextColumns and created_us. Looks at both: they have
// to stay meanwhile.
inline constexpr std::string_view kTextColumns =
    "title_key, former, search, search_personal, derived_digest";
std::vector<store::Value> row_values(const Record& record);
std::vector<store::Value> row_values(const Record& record, const RowTexts& texts,
                                     std::int64_t created_us);

// "$1, $2, $3" for three.
std::string numbered_places(std::size_t count);

}  // namespace kc::record
