// SPDX-License-Identifier: Apache-2.0
#include "base/unit_words.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace kc::base {
namespace {

struct Words {
    std::string_view zh;  // the canonical text of a base unit
    std::string_view one;
    std::string_view many;
};

// Whatever only counts things and stands not here is left out in English.
constexpr std::array kWords{
    Words{"人", " person", " people"},
    Words{"名", " person", " people"},
    Words{"位", " person", " people"},
    Words{"人次", " attendance", " attendances"},
    Words{"家次", " visit", " visits"},
    Words{"人年", " person-year", " person-years"},
    Words{"人月", " person-month", " person-months"},
    Words{"元", " yuan", " yuan"},
    Words{"美元", " US dollar", " US dollars"},
    Words{"欧元", " euro", " euros"},
    Words{"日元", " yen", " yen"},
    Words{"港元", " Hong Kong dollar", " Hong Kong dollars"},
    Words{"%", "%", "%"},
    Words{"‰", "‰", "‰"},
    Words{"个百分点", " percentage point", " percentage points"},
    Words{"倍", " time", " times"},
    Words{"分", " point", " points"},
    Words{"年", " year", " years"},
    Words{"个月", " month", " months"},
    Words{"天", " day", " days"},
    Words{"周", " week", " weeks"},
    Words{"小时", " hour", " hours"},
    Words{"课时", " class hour", " class hours"},
    Words{"分钟", " minute", " minutes"},
    Words{"秒", " second", " seconds"},
    Words{"个工作日", " working day", " working days"},
    Words{"米", " m", " m"},
    Words{"公里", " km", " km"},
    Words{"厘米", " cm", " cm"},
    Words{"毫米", " mm", " mm"},
    Words{"平方米", " m²", " m²"},
    Words{"亩", " mu", " mu"},
    Words{"公顷", " hectare", " hectares"},
    Words{"平方公里", " km²", " km²"},
    Words{"立方米", " m³", " m³"},
    Words{"升", " litre", " litres"},
    Words{"吨", " t", " t"},
    Words{"公斤", " kg", " kg"},
    Words{"斤", " jin", " jin"},
    Words{"克", " g", " g"},
    Words{"吨标准煤", " t of standard coal", " t of standard coal"},
    Words{"千瓦", " kW", " kW"},
    Words{"兆瓦", " MW", " MW"},
    Words{"吉瓦", " GW", " GW"},
    Words{"千瓦时", " kWh", " kWh"},
    Words{"兆瓦时", " MWh", " MWh"},
    Words{"PFLOPS", " PFLOPS", " PFLOPS"},
    Words{"EFLOPS", " EFLOPS", " EFLOPS"},
};

Ratio power(int exponent) {
    const auto decimal = Decimal::of(power_of_ten(exponent));
    return decimal ? Ratio(*decimal) : Ratio(1);
}

// The unit before or behind the slash; its power of ten is what its words do not say.
EnglishUnit simple(std::string_view text, int exponent) {
    EnglishUnit english{.factor = power(exponent)};
    // Behind the power of ten stands the base: of 万人次 that is 人次, not 次.
    const Words* best = nullptr;
    for (const Words& one : kWords) {
        const bool fits = exponent == 0 ? text == one.zh : text.ends_with(one.zh);
        if (fits && (best == nullptr || one.zh.size() > best->zh.size())) best = &one;
    }
    if (best != nullptr) {
        english.one = best->one;
        english.many = best->many;
    }
    return english;
}

// " per person", " per 10,000 people", " each" where English has no word for what is counted.
std::string per(const EnglishUnit& one, int exponent) {
    if (exponent == 0) return one.one.empty() ? " each" : " per" + one.one;
    std::string number = "1";
    for (int zeros = exponent; zeros > 0; --zeros) {
        if (zeros % 3 == 0) number += ',';
        number += '0';
    }
    return fmt::format(" per {}{}", number, one.many);
}

int exponent_of(std::string_view text) {
    const auto unit = Unit::parse(text);
    return unit ? unit->exponent() : 0;
}

}  // namespace

EnglishUnit english_unit(Unit unit) {
    if (unit.is_none()) return {};
    const std::string text = to_string(unit);
    const std::size_t slash = text.find('/');
    EnglishUnit english = simple(std::string_view(text).substr(0, slash), unit.exponent());
    if (slash == std::string::npos) return english;
    const std::string_view below = std::string_view(text).substr(slash + 1);
    const int exponent = exponent_of(below);
    const std::string ending = per(simple(below, exponent), exponent);
    english.one += ending;
    english.many += ending;
    return english;
}

std::string english_figure(Decimal value, Unit unit) {
    const EnglishUnit words = english_unit(unit);
    const auto scaled = multiply(Ratio(value), words.factor);
    const auto exact = scaled ? scaled->exact() : std::nullopt;
    // Too many digits to move the zeros: the Chinese unit is at least not wrong.
    if (!exact) return to_string(value) + to_string(unit);
    return to_string(*exact) + words.behind(*scaled);
}

}  // namespace kc::base
