// SPDX-License-Identifier: Apache-2.0
#include "exchange/number_format.hpp"

#include <fmt/format.h>

#include <array>

#include "base/utf8.hpp"

namespace kc::exchange {
namespace {

using Digits = std::array<std::string_view, 10>;
constexpr Digits kPlainDigits = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr Digits kLegalSimplified = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
constexpr Digits kLegalTraditional = {"零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"};
constexpr std::array<std::string_view, 4> kPlaces = {"", "十", "百", "千"};
constexpr std::array<std::string_view, 4> kLegalPlaces = {"", "拾", "佰", "仟"};
constexpr std::u32string_view kHeavenlyStems = U"甲乙丙丁戊己庚辛壬癸";
constexpr std::u32string_view kEarthlyBranches = U"子丑寅卯辰巳午未申酉戌亥";

std::string digit_by_digit(std::int64_t number, const Digits& digits) {
    std::string text;
    for (const char c : fmt::to_string(number)) text += digits[static_cast<std::size_t>(c - '0')];
    return text;
}

// 1..9999 with places: 一百零二, 十二 (never 一十二 in a label).
std::string with_places(std::int64_t number, const Digits& digits, std::string_view zero,
                        const std::array<std::string_view, 4>& places) {
    const std::string arabic = fmt::to_string(number);
    std::string text;
    bool zero_due = false;
    for (std::size_t i = 0; i < arabic.size(); ++i) {
        const auto digit = static_cast<std::size_t>(arabic[i] - '0');
        const std::size_t place = arabic.size() - 1 - i;
        if (digit == 0) {
            zero_due = true;
            continue;
        }
        if (zero_due) text += zero;
        zero_due = false;
        const bool bare_ten = i == 0 && place == 1 && digit == 1;
        if (!bare_ten) text += digits[digit];
        text += places[place];
    }
    return text;
}

std::string roman(std::int64_t number) {
    struct Part {
        int value;
        std::string_view letters;
    };
    static constexpr std::array<Part, 13> kParts = {{{1000, "M"},
                                                     {900, "CM"},
                                                     {500, "D"},
                                                     {400, "CD"},
                                                     {100, "C"},
                                                     {90, "XC"},
                                                     {50, "L"},
                                                     {40, "XL"},
                                                     {10, "X"},
                                                     {9, "IX"},
                                                     {5, "V"},
                                                     {4, "IV"},
                                                     {1, "I"}}};
    std::string text;
    for (const Part& part : kParts) {
        for (; number >= part.value; number -= part.value) text += part.letters;
    }
    return text;
}

// A … Z, AA, BB … as word processors count.
std::string letters(std::int64_t number) {
    const auto index = static_cast<std::size_t>(number - 1);
    return std::string(index / 26 + 1, static_cast<char>('A' + index % 26));
}

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

// `number` as the n-th sign from `first`, "" beyond `count`.
std::string nth(std::int64_t number, char32_t first, std::int64_t count) {
    if (number > count) return {};
    return base::encode_utf8(first + static_cast<char32_t>(number - 1));
}

std::string enclosed_circle(std::int64_t number) {
    if (number <= 20) return nth(number, U'①', 20);
    if (number <= 35) return nth(number - 20, U'㉑', 15);
    return nth(number - 35, U'㊱', 15);
}

std::string full_width(std::int64_t number) {
    std::string text;
    for (const char c : fmt::to_string(number)) {
        text += base::encode_utf8(U'０' + static_cast<char32_t>(c - '0'));
    }
    return text;
}

std::string one_of(std::int64_t number, std::u32string_view signs) {
    if (number > static_cast<std::int64_t>(signs.size())) return {};
    return base::encode_utf8(signs[static_cast<std::size_t>(number - 1)]);
}

std::string sexagenary(std::int64_t number) {
    const auto index = static_cast<std::size_t>(number - 1);
    return base::encode_utf8(kHeavenlyStems[index % 10]) +
           base::encode_utf8(kEarthlyBranches[index % 12]);
}

// "" where the format has no sign for the number.
std::string chinese_label(std::int64_t number, std::string_view format) {
    if (format == "chineseCounting" || format == "taiwaneseCounting") {
        // Word counts 十一, 二十 up to 99 and then reads out digits, 一〇〇.
        return number < 100 ? with_places(number, kPlainDigits, "〇", kPlaces)
                            : digit_by_digit(number, kPlainDigits);
    }
    if (format == "chineseCountingThousand" || format == "taiwaneseCountingThousand" ||
        format == "japaneseCounting" || format == "koreanCounting") {
        return with_places(number, kPlainDigits, "零", kPlaces);
    }
    if (format == "ideographDigital" || format == "taiwaneseDigital" ||
        format == "japaneseDigitalTenThousand" || format == "koreanDigital") {
        return digit_by_digit(number, kPlainDigits);
    }
    if (format == "chineseLegalSimplified") {
        return with_places(number, kLegalSimplified, "零", kLegalPlaces);
    }
    if (format == "ideographLegalTraditional" || format == "japaneseLegal") {
        return with_places(number, kLegalTraditional, "零", kLegalPlaces);
    }
    if (format == "ideographTraditional") return one_of(number, kHeavenlyStems);
    if (format == "ideographZodiac") return one_of(number, kEarthlyBranches);
    if (format == "ideographZodiacTraditional") return sexagenary(number);
    if (format == "ideographEnclosedCircle") return nth(number, U'㊀', 10);
    return {};
}

std::string other_label(std::int64_t number, std::string_view format) {
    if (format == "upperRoman" && number < 4000) return roman(number);
    if (format == "lowerRoman" && number < 4000) return lower(roman(number));
    if (format == "upperLetter" && number <= 26 * 30) return letters(number);
    if (format == "lowerLetter" && number <= 26 * 30) return lower(letters(number));
    if (format == "decimalEnclosedCircle" || format == "decimalEnclosedCircleChinese") {
        return enclosed_circle(number);
    }
    if (format == "decimalEnclosedParen") return nth(number, U'⑴', 20);
    if (format == "decimalEnclosedFullstop") return nth(number, U'⒈', 20);
    if (format == "decimalFullWidth" || format == "decimalFullWidth2") return full_width(number);
    if (format == "decimalZero") return fmt::format("{:02}", number);
    if (format == "numberInDash") return fmt::format("- {} -", number);
    if (format == "ordinal") {
        const bool teen = number % 100 / 10 == 1;
        constexpr std::array<std::string_view, 4> kEndings = {"th", "st", "nd", "rd"};
        const auto last = static_cast<std::size_t>(number % 10);
        return fmt::format("{}{}", number, kEndings[teen || last > 3 ? 0 : last]);
    }
    return {};
}

}  // namespace

std::string format_number(std::int64_t number, std::string_view format) {
    constexpr std::int64_t kFormattedMax = 9999;
    if (format == "none" || format == "bullet") return {};
    if (number < 1 || number > kFormattedMax) {
        return number == 0 && format == "ideographDigital" ? "〇" : fmt::to_string(number);
    }
    std::string label = chinese_label(number, format);
    if (label.empty()) label = other_label(number, format);
    return label.empty() ? fmt::to_string(number) : label;
}

}  // namespace kc::exchange
