// SPDX-License-Identifier: Apache-2.0
// The figures a definition asks for, taken from the table: one slice a year.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "evaluation/data.hpp"
#include "evaluation/definition.hpp"
#include "evaluation/matrix.hpp"

namespace kc::evaluation {

struct GroupColumn {
    std::string name = {};
    std::vector<std::string> of_unit = {};  // empty text: in no group
};

struct NumberColumn {
    std::string name = {};
    Column column = Column{};
};

// The units of one year, in the order of the table.
struct Slice {
    std::int32_t year = 0;  // 0 when the data have no years
    std::vector<std::string> ids = {};
    std::vector<std::string> names = {};
    std::vector<std::int32_t> lines = {};
    Matrix figures = {};       // units x indicators, as they stand in the table
    Matrix denominators = {};  // units x indicators, missing where an indicator has none
    std::vector<GroupColumn> groups = {};
    std::vector<NumberColumn> others = {};  // of adjustments
    std::vector<GroupColumn> evidence = {};

    std::size_t size() const { return ids.size(); }
    const GroupColumn* group(std::string_view name) const;
    const NumberColumn* other(std::string_view name) const;
};

std::optional<std::size_t> unit_position(const Slice& slice, std::string_view id);

// The same slice with only these units.
Slice with_units(const Slice& slice, const std::vector<std::size_t>& kept);
Matrix with_rows(const Matrix& matrix, const std::vector<std::size_t>& kept);

// In the order of the years.
Result<std::vector<Slice>> assemble(const Definition& definition, const Table& table);

}  // namespace kc::evaluation
