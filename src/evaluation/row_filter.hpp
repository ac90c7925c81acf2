// SPDX-License-Identifier: Apache-2.0
// `units: {where: …}`: which rows of the table are units.
//
//   level == 'county' and region != 'other'
//   population >= 10 and kind in ('a', 'b')
//
// Comparisons joined by `and`. Text in quotes is compared as text, numbers as numbers; a missing
// cell satisfies no comparison but != with a text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "evaluation/data.hpp"

namespace kc::evaluation {

class RowFilter {
public:
    static Result<RowFilter> parse(std::string_view text, const Table& table);

    // The columns it compares, as written; none when it cannot be read.
    static std::vector<std::string> columns_of(std::string_view text);

    bool takes(const TableRow& row) const;

private:
    enum class Relation : std::uint8_t { equal, unequal, less, at_most, more, at_least, in };

    struct Condition {
        std::size_t column = 0;
        Relation relation = Relation::equal;
        std::vector<std::string> texts = {};
        std::optional<double> number = {};
    };

    class Parser;
    static bool holds(const Condition& condition, const std::string& cell);

    std::vector<Condition> conditions_;
};

}  // namespace kc::evaluation
