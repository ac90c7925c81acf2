// SPDX-License-Identifier: Apache-2.0
// Numbers as they are written in definitions, data and results.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kc::evaluation {

// The shortest decimal that reads back to the same double, never with an exponent.
std::string number_text(double value);

// A finite number without blanks, signs other than a leading minus, or grouping; "1e-05" is read,
// because statistics programs write it. Empty for anything else, "NaN" and "1e999" too.
std::optional<double> read_number(std::string_view text);

// A number, or a fraction of two such as "1/3".
std::optional<double> read_fraction(std::string_view text);

}  // namespace kc::evaluation
