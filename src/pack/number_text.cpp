// SPDX-License-Identifier: Apache-2.0
#include "pack/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/utf8.hpp"

namespace kc::pack {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t digits_at(std::string_view text, std::size_t from) {
    std::size_t end = from;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end - from;
}

std::string lower(std::string_view text) {
    std::string small(text);
    for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return small;
}

bool is_one_of(std::string_view text, auto... words) {
    return ((text == words) || ...);
}

// The same digits in ASCII; other characters stay.
std::string half_width(std::string_view text) {
    std::string narrow;
    for (char32_t c : base::decode_utf8(text)) {
        if (c >= U'０' && c <= U'９') c = c - U'０' + U'0';
        if (c == U'．') c = U'.';
        base::append_utf8(narrow, c);
    }
    return narrow;
}

std::string without(std::string_view text, std::string_view characters) {
    std::string rest;
    std::copy_if(text.begin(), text.end(), std::back_inserter(rest),
                 [&](char c) { return characters.find(c) == std::string_view::npos; });
    return rest;
}

NumberAdvice write_instead(std::string_view zh, std::string_view en, std::string_view number) {
    return {{std::string(zh), std::string(en)},
            {fmt::format("写成 {}", number), fmt::format("write {}", number)}};
}

// A number with words stuck to its end, such as 850家 or 2.6%.
std::size_t length_of_leading_number(std::string_view text) {
    for (std::size_t length = text.size(); length > 0; --length) {
        if (is_number_text(text.substr(0, length))) return length;
    }
    return 0;
}

NumberAdvice no_number_at_all() {
    return {{"这不是数", "this is not a number"},
            {"只写数字，例如 2.6", "write digits only, such as 2.6"}};
}

// Forms of programming languages and of older YAML; empty problem when it is none.
NumberAdvice machine_form(std::string_view text) {
    const std::string small = lower(text);
    if (is_one_of(small, "yes", "no", "on", "off", "true", "false", "y", "n")) {
        return {{"这是一个词，不是数", "this is a word, not a number"},
                {"写数字", "write a number in digits"}};
    }
    if (is_one_of(without(small, "+-."), "inf", "nan")) {
        return {{"数必须是确定的", "a number must be definite"},
                {"没有数值就不写这个键", "leave the key out when there is no number"}};
    }
    if (small.starts_with("0x") || small.starts_with("0o") || small.starts_with("0b")) {
        return {{"只接受十进制数", "numbers are decimal"}, {"改写成十进制", "write it in decimal"}};
    }
    if (text.find(':') != std::string_view::npos) {
        return {{"带冒号的不是数", "a number has no colon"},
                {"如果是时间或比例，换算后再写", "convert times and proportions first"}};
    }
    const std::size_t exponent = small.find('e');
    if (exponent != std::string::npos && is_number_text(small.substr(0, exponent))) {
        return {{"不接受科学记数法", "exponents are not read"},
                {"写出全部数字", "write all digits"}};
    }
    return {};
}

}  // namespace

bool is_number_text(std::string_view text) {
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = digits_at(text, at);
    if (whole == 0 || (whole > 1 && text[at] == '0')) return false;
    at += whole;
    if (at == text.size()) return true;
    if (text[at] != '.') return false;
    const std::size_t fraction = digits_at(text, at + 1);
    return fraction > 0 && at + 1 + fraction == text.size();
}

NumberAdvice why_no_number(std::string_view text) {
    const NumberAdvice machine = machine_form(text);
    if (!machine.problem.zh.empty()) return machine;

    const std::string narrow = half_width(text);
    if (narrow != text && is_number_text(narrow)) {
        return write_instead("数字是全角的", "the digits are full-width", narrow);
    }
    const std::string plain = without(text, ",_ '");
    if (plain != text && is_number_text(plain)) {
        return write_instead("数字之间有分隔符", "there are separators between the digits", plain);
    }
    if (text.starts_with('+') && is_number_text(text.substr(1))) {
        return write_instead("正数前不写 +", "a positive number has no sign", text.substr(1));
    }
    if (text.starts_with('.') && is_number_text("0" + std::string(text))) {
        return write_instead("小数点前缺少数字", "there is no digit before the point",
                             "0" + std::string(text));
    }
    std::string_view digits = text;
    while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
    if (digits.size() < text.size() && is_number_text(digits)) {
        return write_instead("数前面有多余的零，有的程序会当作八进制",
                             "the leading zero makes some programs read it as octal", digits);
    }
    const std::size_t length = length_of_leading_number(text);
    if (length > 0) {
        const std::string_view number = text.substr(0, length);
        const std::string_view rest = text.substr(length);
        return {{"数后面有别的字", "there is something after the number"},
                {fmt::format("这里只写 {}，“{}”写在 unit 里", number, rest),
                 fmt::format("write {} here and '{}' under unit", number, rest)}};
    }
    return no_number_at_all();
}

}  // namespace kc::pack
