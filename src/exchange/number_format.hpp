// SPDX-License-Identifier: Apache-2.0
// Numbers as labels: 3 as "三", "③", "iii", "C" …, by the format names of WordprocessingML.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kc::exchange {

// `format` is a value of ST_NumberFormat ("decimal", "chineseCounting", "decimalEnclosedCircle").
// What a format has no sign for (㊱ + 1, numbers below 1 in most), and unknown formats, come out
// in Arabic digits. "none" and "bullet" give "".
std::string format_number(std::int64_t number, std::string_view format);

}  // namespace kc::exchange
