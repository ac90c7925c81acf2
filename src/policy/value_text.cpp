// SPDX-License-Identifier: Apache-2.0
#include "policy/value_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/date.hpp"
#include "base/money.hpp"
#include "base/quantity.hpp"
#include "base/suggest.hpp"

namespace kc::policy {
namespace {

using pack::FactType;

// Ratios and numbers finer than this are refused, never rounded.
constexpr std::int32_t kNumberSteps = 1'000'000;
constexpr std::int32_t kRatioSteps = 100'000'000;

Diagnostic not_a_value(std::string_view text, std::string_view wanted_zh,
                       std::string_view wanted_en, std::string_view example) {
    return Diagnostic{"E-value",
                      {},
                      fmt::format("“{}”不是{}", text, wanted_zh),
                      fmt::format("'{}' is not {}", text, wanted_en)}
        .hint(fmt::format("例如 {}", example), fmt::format("for example {}", example));
}

Result<std::int64_t> read_truth(std::string_view text) {
    constexpr std::array<std::string_view, 5> kYesWords{"yes", "true", "是", "Yes", "TRUE"};
    constexpr std::array<std::string_view, 5> kNoWords{"no", "false", "否", "No", "FALSE"};
    if (std::find(kYesWords.begin(), kYesWords.end(), text) != kYesWords.end()) return 1;
    if (std::find(kNoWords.begin(), kNoWords.end(), text) != kNoWords.end()) return 0;
    return unexpected(not_a_value(text, "是或否", "yes or no", "yes"));
}

Result<std::int64_t> read_day(std::string_view text) {
    const auto day = base::Date::parse(text);
    if (!day) return unexpected(not_a_value(text, "日期", "a date", "2024-03-15"));
    return day->days_since_1970();
}

Result<std::int64_t> read_word(const ValueForm& form, std::string_view text,
                               formula::TextTable& texts) {
    if (form.words.empty()) return texts.intern(text);
    std::vector<std::string> words;
    for (const pack::Located& word : form.words) {
        if (word.text == text) return texts.intern(text);
        words.push_back(word.text);
    }
    const auto near = base::nearest(text, words);
    return unexpected(Diagnostic{"E-value",
                                 {},
                                 fmt::format("没有“{}”这一项", text),
                                 fmt::format("'{}' is none of the choices", text)}
                          .hint(near ? fmt::format("是不是 {}？", *near)
                                     : fmt::format("可以写 {}", fmt::join(words, "、")),
                                near ? fmt::format("did you mean {}?", *near)
                                     : fmt::format("the choices are {}", fmt::join(words, ", "))));
}

Diagnostic money_without_unit(std::string_view text) {
    return Diagnostic{"E-money-unit",
                      {},
                      fmt::format("金额“{}”没有单位", text),
                      fmt::format("the amount '{}' has no unit", text)}
        .hint(fmt::format("写成 {}元 或 {}万元，或在表头写明单位", text, text),
              fmt::format("write {}元 or {}万元, or give the unit in the heading", text, text));
}

Diagnostic too_fine(std::string_view text) {
    return Diagnostic{"E-too-fine",
                      {},
                      fmt::format("“{}”的小数位太多", text),
                      fmt::format("'{}' has too many decimals", text)}
        .hint("按规定的最小单位填写，不代为四舍五入",
              "give it in the smallest unit there is; nothing is rounded for you");
}

// Whole numbers without anything around them are most of a large table.
std::optional<std::int64_t> plain_whole(std::string_view text) {
    constexpr std::size_t kMaxDigits = 15;
    if (text.empty() || text.size() > kMaxDigits) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::string without_separators(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != ',') out.push_back(c);
    }
    return out;
}

// Separators stand between groups of three digits only: 1,234,567.
bool has_sound_separators(std::string_view text) {
    const std::size_t first = text.find(',');
    if (first == std::string_view::npos) return true;
    std::size_t digits = 0;
    bool seen = false;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            ++digits;
        } else if (c == ',') {
            if (seen ? digits != 3 : digits == 0 || digits > 3) return false;
            seen = true;
            digits = 0;
        } else if (c != '-') {
            break;
        }
    }
    return digits == 3;
}

Result<std::int64_t> in_steps(const ValueForm& form, const base::Quantity& quantity,
                              std::string_view text) {
    const formula::PlainUnit from = formula::plain(quantity.unit);
    const formula::PlainUnit to = formula::plain(form.unit);
    if (!base::convertible(from.unit, to.unit)) {
        return unexpected(base::unit_mismatch(quantity.unit, form.unit));
    }
    const auto factor = base::factor(from.unit, to.unit);
    auto counts = factor ? multiply(base::Ratio(quantity.value), *factor) : std::nullopt;
    if (counts) counts = multiply(*counts, from.factor);
    if (counts) counts = divide(*counts, form.step);
    if (!counts) return unexpected(base::too_many_digits("这个数", "this number"));
    if (counts->denominator() != 1) return unexpected(too_fine(text));
    const base::Int128 whole = counts->numerator();
    if (whole > formula::kMaxCount || whole < -formula::kMaxCount) {
        return unexpected(base::too_many_digits("这个数", "this number"));
    }
    return static_cast<std::int64_t>(whole);
}

Result<std::int64_t> read_number(const ValueForm& form, std::string_view text) {
    const std::string plain_text =
        has_sound_separators(text) ? without_separators(text) : std::string(text);
    auto quantity = base::Quantity::parse(plain_text);
    if (!quantity) {
        switch (form.type) {
            case FactType::money:
                return unexpected(not_a_value(text, "金额", "an amount", "120万元"));
            case FactType::ratio: return unexpected(not_a_value(text, "比例", "a share", "30%"));
            default: return unexpected(not_a_value(text, "数", "a number", "12"));
        }
    }
    if (quantity->unit.is_none()) {
        if (form.heading_unit) {
            quantity->unit = *form.heading_unit;
        } else if (form.type == FactType::money) {
            return unexpected(money_without_unit(text));
        } else if (form.type != FactType::ratio) {
            quantity->unit = form.unit;
        }
    }
    return in_steps(form, *quantity, text);
}

}  // namespace

base::Unit unit_of(FactType type, const std::optional<base::Unit>& written) {
    if (written) return *written;
    if (type == FactType::money) return formula::unit_named("元");
    return {};
}

formula::Type plan_type(FactType type, base::Unit unit) {
    switch (type) {
        case FactType::yes_no: return formula::Type::truth();
        case FactType::date: return formula::Type::date();
        case FactType::text: return formula::Type::text();
        default: return formula::Type::number(formula::plain(unit).unit);
    }
}

base::Ratio step_of(FactType type, base::Unit unit) {
    const auto part = [](std::int32_t steps) {
        return *base::Ratio::of(base::Decimal(1), base::Decimal(steps));
    };
    switch (type) {
        case FactType::money: {
            // One 分, in the unit the fact is declared in.
            const auto yuan = base::factor(formula::unit_named("元"), formula::plain(unit).unit);
            return yuan ? *multiply(*yuan, part(100)) : part(100);
        }
        case FactType::number: return part(kNumberSteps);
        case FactType::ratio: return part(kRatioSteps);
        default: return base::Ratio(1);
    }
}

Result<std::int64_t> read_value(const ValueForm& form, std::string_view written,
                                formula::TextTable& texts) {
    if (form.type == FactType::count && !form.heading_unit) {
        if (const auto whole = plain_whole(written)) return *whole;
    }
    const std::string text = trimmed_half_width(written);
    switch (form.type) {
        case FactType::yes_no: return read_truth(text);
        case FactType::date: return read_day(text);
        case FactType::text: return read_word(form, text, texts);
        default: return read_number(form, text);
    }
}

bool says_not_applicable(std::string_view text) {
    return text == "NA" || text == "N/A" || text == "n/a" || text == "不适用";
}

std::string trimmed_half_width(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return {};
    text = text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        // U+FF01..FF5E, "！".."～", are EF BC 81 .. EF BD 9E in UTF-8.
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
        if (byte(i) == 0xEF && i + 2 < text.size() &&
            (byte(i + 1) == 0xBC || byte(i + 1) == 0xBD)) {
            const int code = ((byte(i + 1) & 0x03) << 6) + (byte(i + 2) & 0x3F);
            const int ascii = code - (0xFF01 - 0xFF00) + 0x21;
            if (code >= 0x01 && code <= 0x5E) {
                out.push_back(static_cast<char>(ascii));
                i += 2;
                continue;
            }
        }
        out.push_back(text[i]);
    }
    return out;
}

}  // namespace kc::policy
