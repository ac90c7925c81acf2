// SPDX-License-Identifier: Apache-2.0
#include "base/document_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/characters.hpp"
#include "base/utf8.hpp"

namespace kc::base {
namespace {

constexpr std::size_t kMaxTextLength = 64;
constexpr std::u32string_view kOpening = U"〔([【﹝〖（［";
constexpr std::u32string_view kClosing = U"〕)]】﹞〗）］";

bool opens(char32_t c) {
    return kOpening.find(c) != std::u32string_view::npos;
}
bool closes(char32_t c) {
    return kClosing.find(c) != std::u32string_view::npos;
}

int digits_value(std::u32string_view digits) {
    int value = 0;
    for (const char32_t c : digits) value = value * 10 + static_cast<int>(c - U'0');
    return value;
}

bool all_digits(std::u32string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_ascii_digit);
}

Diagnostic wrong(std::string_view text, std::string_view zh, std::string_view en) {
    return Diagnostic{"E-document-number",
                      {},
                      fmt::format("发文字号“{}”{}", shortened(text), zh),
                      fmt::format("document number '{}' {}", shortened(text), en)}
        .hint("写成国科发火〔2016〕32号这样的形式", "write it like 国科发火〔2016〕32号");
}

// The four parts, taken apart at the brackets.
struct Parts {
    std::u32string_view issuer;
    std::u32string_view year;
    std::u32string_view rest;
};

std::optional<Parts> split(std::u32string_view text) {
    const auto open = std::ranges::find_if(text, opens);
    const auto close = std::find_if(open, text.end(), closes);
    if (open == text.end() || close == text.end()) return std::nullopt;
    return Parts{{text.begin(), open}, {open + 1, close}, {close + 1, text.end()}};
}

}  // namespace

Result<DocumentNumber> DocumentNumber::parse(std::string_view text) {
    if (text.size() > 4 * kMaxTextLength) {
        return unexpected(wrong(text, "太长", "is too long"));
    }
    const std::u32string code = compacted(decode_utf8(text));
    const std::optional<Parts> parts = split(code);
    if (!parts) {
        return unexpected(wrong(text, "缺少年份括号", "has no year in brackets"));
    }
    const bool han = std::ranges::all_of(parts->issuer, is_han);
    if (!han || parts->issuer.size() < kMinIssuerLength ||
        parts->issuer.size() > kMaxIssuerLength) {
        return unexpected(wrong(text, "的发文机关代字应为2至12个汉字",
                                "should begin with an issuer of 2 to 12 Chinese characters"));
    }
    const bool four_digits = all_digits(parts->year) && parts->year.size() == 4;
    const int year = four_digits ? digits_value(parts->year) : 0;
    if (year < kMinYear || year > kMaxYear) {
        return unexpected(wrong(text, "的年份应为四位数字", "should have a year of four digits"));
    }
    if (!parts->rest.ends_with(U'号') && !parts->rest.ends_with(U'號')) {
        return unexpected(wrong(text, "应以“号”结尾", "should end in 号"));
    }
    const std::u32string_view serial = parts->rest.substr(0, parts->rest.size() - 1);
    if (serial.starts_with(U'第') || serial.starts_with(U'0')) {
        return unexpected(wrong(text, "的顺序号不加“第”，也不编虚位",
                                "should have a serial number without 第 and leading zeros"));
    }
    if (!all_digits(serial) || serial.size() > 5) {
        return unexpected(
            wrong(text, "的顺序号应为1至99999", "should have a serial number from 1 to 99999"));
    }
    DocumentNumber number;
    number.issuer_ = encode_utf8(parts->issuer);
    number.year_ = year;
    number.serial_ = digits_value(serial);
    return number;
}

std::string to_string(const DocumentNumber& number) {
    return fmt::format("{}〔{}〕{}号", number.issuer(), number.year(), number.serial());
}

std::string with_document_brackets(std::string_view text) {
    std::u32string decoded = decode_utf8(text);
    constexpr std::size_t kSpan = 5;  // from the opening bracket to the closing one
    for (std::size_t at = 0; at + kSpan < decoded.size(); ++at) {
        if (!opens(decoded[at]) || !closes(decoded[at + kSpan])) continue;
        std::u32string year = decoded.substr(at + 1, kSpan - 1);
        for (char32_t& c : year) c = to_half_width(c);
        if (!all_digits(year)) continue;
        decoded.replace(at, kSpan + 1, U"〔" + year + U"〕");
    }
    return encode_utf8(decoded);
}

}  // namespace kc::base
