// SPDX-License-Identifier: Apache-2.0
// Which record people mean by what they write: a number, a code, a name, the fields that tell two
// records apart. For references, and for rows of files.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "record/record.hpp"
#include "store/connection.hpp"

namespace kc::record {

// Asks a reader's connection, or the transaction that is writing.
using Look = std::function<Result<store::Rows>(std::string_view sql, store::Values values)>;

// Source is a store::Connection or a store::Transaction; it must outlive the Look.
template <typename Source>
Look look_into(Source& source) {
    return
        [&source](std::string_view sql, store::Values values) { return source.query(sql, values); };
}

// By number, by a code that only one record may have, by title, at last by a name that is equal
// without blanks, brackets and legal form. Merged ones are not found. Nothing when there is none;
// E-record-several when there are several of the name.
Result<std::optional<RecordId>> find_named(const Look& look, const Registry& registry,
                                           const Regions& regions, std::string_view text,
                                           base::Date today);

// By all key fields of the registry, whose cells are given in the order of the keys; an open record
// goes before one that has ended. Nothing without keys, with an empty one, or when there is none;
// E-record-several when several are open.
Result<std::optional<RecordId>> find_keyed(const Look& look, const Registry& registry,
                                           const std::vector<Cell>& keys);

}  // namespace kc::record
