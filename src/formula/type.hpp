// SPDX-License-Identifier: Apache-2.0
// What a formula's value is: yes/no, a number with its unit, a day, a period, or a text.
//
// Money is a number in 元, a share a plain number, a duration a number of months or of days: what
// tells them apart is the unit, and units that do not convert never meet in one operation. % and
// 倍 are ways to write a plain number: 30% is 0.3. 个百分点 is a unit of its own.
#pragma once

#include <cstdint>
#include <string>

#include "base/ratio.hpp"
#include "base/unit.hpp"

namespace kc::formula {

enum class Kind : std::uint8_t { truth, number, date, period, text };

struct Type {
    Kind kind = Kind::number;
    base::Unit unit = {};  // of numbers

    static Type truth() { return {Kind::truth, {}}; }
    static Type number(base::Unit unit = {}) { return {Kind::number, unit}; }
    static Type date() { return {Kind::date, {}}; }
    static Type period() { return {Kind::period, {}}; }
    static Type text() { return {Kind::text, {}}; }

    bool operator==(const Type&) const = default;
};

// "金额（元）", "是/否" …
std::string to_chinese_string(const Type& type);
std::string to_english_string(const Type& type);

// A unit by its text, which must be one.
base::Unit unit_named(const char* text);

// The unit without %, ‰ and 倍, and what a figure is multiplied by to be in it.
struct PlainUnit {
    base::Unit unit = {};
    base::Ratio factor = base::Ratio(1);
};
PlainUnit plain(base::Unit unit);

}  // namespace kc::formula
