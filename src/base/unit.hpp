// SPDX-License-Identifier: Apache-2.0
// The unit of a figure: what is counted or measured, in which size, and per what.
//
// A unit is a base (元, 家, %), a power of ten before it (万元) and optionally a denominator
// (件/万人). 万元 and 元 convert; 元 and 美元, % and 个百分点, 年 and 天, 家 and 件 never do,
// because no factor between them is always true.
//
//   Result<Unit> unit = Unit::parse("万亿元");   // 兆元 is the same unit
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ratio.hpp"
#include "base/result.hpp"

namespace kc::base {

// What a unit measures. Currencies are dimensions of their own, so are months and days.
enum class Dimension : std::uint8_t {
    none,          // a plain number: an index, a coefficient
    count,         // 家 个 项 件 人 场 …
    person_times,  // 人次
    person_time,   // 人年 人月 人天
    yuan,
    us_dollar,
    euro,
    yen,
    hong_kong_dollar,
    proportion,         // % ‰
    percentage_points,  // 个百分点
    multiple,           // 倍
    score,              // 分
    months,             // 年 月
    days,               // 天 小时
    working_days,       // 工作日
    length,
    area,
    volume,
    mass,
    coal_equivalent,  // 吨标准煤
    power,
    energy,
    computing,  // operations a second: PFLOPS, EFLOPS
};

class Unit {
public:
    static constexpr std::size_t kMaxTextLength = 64;

    // No unit, written "".
    constexpr Unit() = default;

    // The exact text of a unit, in simplified or traditional characters: 万人次, 個百分點, 件/万人.
    static Result<Unit> parse(std::string_view text);

    // The longest unit at the start of `text`, with the number of code points it takes. Empty when
    // there is none.
    static std::optional<std::pair<Unit, std::size_t>> at_start_of(std::u32string_view text);

    // What the figure is of; for 件/万人 that is the dimension of 件.
    [[nodiscard]] Dimension dimension() const;
    [[nodiscard]] bool is_none() const { return *this == Unit(); }
    [[nodiscard]] bool is_per() const { return per_base_ != 0; }

    // Power of ten written before the base: 4 for 万元.
    [[nodiscard]] int exponent() const { return exponent_; }

    bool operator==(const Unit&) const = default;

private:
    friend bool convertible(Unit from, Unit to);
    friend std::optional<Ratio> factor(Unit from, Unit to);
    friend std::string to_string(Unit unit);
    static std::optional<std::pair<Unit, std::size_t>> simple_at_start_of(std::u32string_view text);

    std::uint8_t base_ = 0;
    std::uint8_t exponent_ = 0;
    std::uint8_t per_base_ = 0;
    std::uint8_t per_exponent_ = 0;
};

// The canonical text, which `parse` reads back: 万元, 个百分点, 件/万人.
std::string to_string(Unit unit);

// Whether figures in the two units can be compared and added. 个 counts anything and so goes with
// 家, 项 or 人; 家 does not go with 件.
bool convertible(Unit from, Unit to);

// What a figure in `from` is multiplied by to be in `to`; empty when they do not convert.
std::optional<Ratio> factor(Unit from, Unit to);

// The message for two units that do not go together.
Diagnostic unit_mismatch(Unit actual, Unit expected);

// Every base unit's canonical text, for schemas and suggestions.
const std::vector<std::string>& base_unit_names();

}  // namespace kc::base
