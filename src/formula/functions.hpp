// SPDX-License-Identifier: Apache-2.0
// The functions of the language, under their English and Chinese names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kc::formula {

enum class Function : std::uint8_t {
    count,
    sum,
    minimum,
    maximum,
    exists,
    best_of,
    applicable,
    round_down,
    round_up,
    round_half_up,
    add_months_down,
    add_months_up,
    whole_months,
    whole_years,
    year,
    month,
    day,
    first_day,
    last_day,
    points
};

struct FunctionName {
    std::string_view en;
    std::string_view zh;
    Function function;
    std::size_t arguments_min;
    std::size_t arguments_max;
};

const std::vector<FunctionName>& functions();
const FunctionName* find_function(std::string_view name);
std::vector<std::string> function_names();

// count, sum, min, max, exists go over a list; all but count and exists need a value of its items.
bool is_fold(std::string_view name);
bool takes_value(std::string_view name);

}  // namespace kc::formula
