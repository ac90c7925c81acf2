// SPDX-License-Identifier: Apache-2.0
#include "base/unit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "base/suggest.hpp"
#include "base/unit_table.hpp"
#include "base/utf8.hpp"

namespace kc::base {
namespace {

struct Prefix {
    std::u32string_view name;
    std::uint8_t exponent;
};

// Longer ones first. A lone 十 or 百 is part of the numeral before the unit (三百家), not of the
// unit.
constexpr std::array<Prefix, 10> kPrefixes{{{U"万亿", 12},
                                            {U"千亿", 11},
                                            {U"百亿", 10},
                                            {U"十亿", 9},
                                            {U"千万", 7},
                                            {U"百万", 6},
                                            {U"十万", 5},
                                            {U"亿", 8},
                                            {U"万", 4},
                                            {U"千", 3}}};

// The traditional characters that occur in units.
constexpr std::u32string_view kTraditional =
    U"個項處場屆億萬戶點畝頃噸臺輛條種週時鐘類課門筆輪間棟幣號兩座對張隻頭組報層";
constexpr std::u32string_view kSimplified =
    U"个项处场届亿万户点亩顷吨台辆条种周时钟类课门笔轮间栋币号两座对张只头组报层";
static_assert(kTraditional.size() == kSimplified.size());

char32_t simplified(char32_t c) {
    const std::size_t at = kTraditional.find(c);
    return at == std::u32string_view::npos ? c : kSimplified[at];
}

const BaseUnit& entry(std::uint8_t base) {
    return base_units()[base];
}

// 万% and 亿倍 are not units.
bool takes_prefix(const BaseUnit& base) {
    switch (base.dimension) {
        case Dimension::none:
        case Dimension::proportion:
        case Dimension::percentage_points:
        case Dimension::multiple:
        case Dimension::score: return false;
        default: return true;
    }
}

struct Match {
    std::uint8_t base = 0;
    std::size_t length = 0;
};

// The base unit with the longest name or alias at the start of the text.
Match longest_base(std::u32string_view text) {
    Match best;
    const std::span<const BaseUnit> units = base_units();
    const auto offer = [&](std::u32string_view name, std::size_t base) {
        if (name.size() > best.length && text.starts_with(name)) {
            best = {static_cast<std::uint8_t>(base), name.size()};
        }
    };
    for (std::size_t base = 1; base < units.size(); ++base) {
        offer(units[base].name, base);
        std::u32string_view rest = units[base].aliases;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(U' '), rest.size());
            offer(rest.substr(0, end), base);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return best;
}

std::string simple_name(std::uint8_t base, std::uint8_t exponent) {
    std::u32string name;
    for (const Prefix& prefix : kPrefixes) {
        if (prefix.exponent == exponent) name = prefix.name;
    }
    return encode_utf8(name.append(entry(base).name));
}

bool same_family(const BaseUnit& a, const BaseUnit& b) {
    if (a.dimension != b.dimension) return false;
    if (a.dimension != Dimension::count) return a.counted == b.counted;
    if (a.counted == Counted::anything || b.counted == Counted::anything) return true;
    return a.counted == Counted::other ? a.name == b.name : a.counted == b.counted;
}

std::optional<Ratio> simple_factor(std::uint8_t from, std::uint8_t from_exponent, std::uint8_t to,
                                   std::uint8_t to_exponent) {
    const auto size = [](std::uint8_t base, std::uint8_t exponent) -> std::optional<Ratio> {
        const auto numerator = Decimal::of(entry(base).numerator * power_of_ten(exponent));
        const auto denominator = Decimal::of(entry(base).denominator);
        if (!numerator || !denominator) return std::nullopt;
        return Ratio::of(*numerator, *denominator);
    };
    const auto from_size = size(from, from_exponent);
    const auto to_size = size(to, to_exponent);
    return from_size && to_size ? divide(*from_size, *to_size) : std::nullopt;
}

Diagnostic unknown_unit(std::string_view foreign_text) {
    const std::string text = shortened(foreign_text);
    Diagnostic diagnostic{"E-unit",
                          {},
                          fmt::format("不认识的单位“{}”", text),
                          fmt::format("unknown unit '{}'", text)};
    const std::optional<std::string> near = nearest(text, base_unit_names());
    if (!near) {
        return std::move(diagnostic)
            .hint("写成家、项、人次、%、万元、件/万人这样的单位",
                  "write a unit such as 家, 项, 人次, %, 万元 or 件/万人");
    }
    return std::move(diagnostic)
        .hint(fmt::format("是不是“{}”？", *near), fmt::format("did you mean '{}'?", *near));
}

}  // namespace

std::optional<std::pair<Unit, std::size_t>> Unit::simple_at_start_of(std::u32string_view text) {
    Unit unit;
    std::size_t length = 0;
    const auto offer = [&](Match match, std::size_t before, std::uint8_t exponent) {
        if (match.length == 0 || before + match.length <= length) return;
        if (exponent > 0 && !takes_prefix(entry(match.base))) return;
        unit.base_ = match.base;
        unit.exponent_ = exponent;
        length = before + match.length;
    };
    offer(longest_base(text), 0, 0);
    for (const Prefix& prefix : kPrefixes) {
        if (!text.starts_with(prefix.name)) continue;
        offer(longest_base(text.substr(prefix.name.size())), prefix.name.size(), prefix.exponent);
    }
    // 兆 is a million elsewhere (兆瓦), but 10^12 before money, as it is used in Taiwan.
    if (text.starts_with(U'兆')) {
        const Match match = longest_base(text.substr(1));
        if (entry(match.base).dimension == Dimension::yuan) offer(match, 1, 12);
    }
    if (length == 0) return std::nullopt;
    return std::pair{unit, length};
}

std::optional<std::pair<Unit, std::size_t>> Unit::at_start_of(std::u32string_view text) {
    std::u32string plain(text.substr(0, kMaxTextLength));
    for (char32_t& c : plain) c = simplified(c);
    const std::u32string_view rest = plain;

    auto found = simple_at_start_of(rest);
    if (!found) return std::nullopt;
    auto& [unit, length] = *found;
    const char32_t next = length < rest.size() ? rest[length] : U'\0';
    if (next != U'/' && next != U'／' && next != U'每') return found;
    const auto per = simple_at_start_of(rest.substr(length + 1));
    if (!per || !takes_prefix(entry(per->first.base_))) return found;
    unit.per_base_ = per->first.base_;
    unit.per_exponent_ = per->first.exponent_;
    length += 1 + per->second;
    return found;
}

Result<Unit> Unit::parse(std::string_view text) {
    if (text.empty()) return Unit();
    if (text.size() > kMaxTextLength) return unexpected(unknown_unit(text));
    const std::u32string decoded = decode_utf8(text);
    const auto found = at_start_of(decoded);
    if (!found || found->second != decoded.size()) return unexpected(unknown_unit(text));
    return found->first;
}

Dimension Unit::dimension() const {
    return entry(base_).dimension;
}

std::string to_string(Unit unit) {
    const std::string name = simple_name(unit.base_, unit.exponent_);
    if (!unit.is_per()) return name;
    return fmt::format("{}/{}", name, simple_name(unit.per_base_, unit.per_exponent_));
}

bool convertible(Unit from, Unit to) {
    return same_family(entry(from.base_), entry(to.base_)) &&
           same_family(entry(from.per_base_), entry(to.per_base_));
}

std::optional<Ratio> factor(Unit from, Unit to) {
    if (!convertible(from, to)) return std::nullopt;
    const auto above = simple_factor(from.base_, from.exponent_, to.base_, to.exponent_);
    const auto below =
        simple_factor(from.per_base_, from.per_exponent_, to.per_base_, to.per_exponent_);
    return above && below ? divide(*above, *below) : std::nullopt;
}

Diagnostic unit_mismatch(Unit actual, Unit expected) {
    const auto clause = [](Unit unit, std::string_view with, std::string_view without) {
        return unit.is_none() ? std::string(without)
                              : fmt::format(fmt::runtime(with), to_string(unit));
    };
    Diagnostic diagnostic{
        "E-unit-mismatch",
        {},
        clause(actual, "单位是“{}”", "没有单位") +
            clause(expected, "，这里需要“{}”，两者不能换算", "，这里需要的是没有单位的数"),
        clause(actual, "the unit is '{}'", "there is no unit") +
            clause(expected, ", but '{}' is needed here, and they do not convert",
                   ", but a number without unit is needed here")};
    const auto are = [&](Dimension a, Dimension b) {
        return (actual.dimension() == a && expected.dimension() == b) ||
               (actual.dimension() == b && expected.dimension() == a);
    };
    if (are(Dimension::proportion, Dimension::percentage_points)) {
        return std::move(diagnostic)
            .hint("%是比重或增幅本身，个百分点是两个百分数之差",
                  "% is a share or a growth rate itself, 个百分点 the difference of two of them");
    }
    if (are(Dimension::months, Dimension::days)) {
        return std::move(diagnostic)
            .hint("年、月的天数不固定，请改用同一种单位",
                  "years and months have no fixed number of days; use one kind of unit");
    }
    return std::move(diagnostic)
        .hint("改正单位，或改用同一计量内容的指标",
              "correct the unit, or use a figure that measures the same thing");
}

const std::vector<std::string>& base_unit_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const BaseUnit& unit : base_units().subspan(1)) all.push_back(encode_utf8(unit.name));
        return all;
    }();
    return names;
}

}  // namespace kc::base
