// SPDX-License-Identifier: Apache-2.0
#include "record/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/characters.hpp"
#include "base/check.hpp"
#include "base/citizen_number.hpp"
#include "base/code_text.hpp"
#include "base/credit_code.hpp"
#include "base/document_number.hpp"
#include "base/money.hpp"
#include "base/organisation_code.hpp"
#include "base/other_codes.hpp"
#include "base/patent_number.hpp"
#include "base/quantity.hpp"
#include "base/suggest.hpp"
#include "base/utf8.hpp"
#include "record/limits.hpp"

namespace kc::record {
namespace {

using pack::Format;
using pack::RegistryField;
using pack::ValueType;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

Diagnostic wrong(const char* code, std::string zh, std::string en, std::string hint_zh,
                 std::string hint_en) {
    return Diagnostic{code, {}, std::move(zh), std::move(en)}.hint(std::move(hint_zh),
                                                                   std::move(hint_en));
}

std::int64_t power_of_ten(int places) {
    std::int64_t power = 1;
    for (; places > 0; --places) power *= 10;
    return power;
}

// --- reading -------------------------------------------------------------------------------------

template <typename T>
Result<std::string> text_of(Result<T> parsed) {
    if (!parsed) return unexpected(std::move(parsed.error()));
    if constexpr (std::is_same_v<T, std::string>) {
        return std::move(*parsed);
    } else if constexpr (requires { parsed->full(); }) {
        return parsed->full();
    } else if constexpr (requires { parsed->application(); }) {
        return parsed->application();
    } else if constexpr (requires { parsed->text(); }) {
        return std::string(parsed->text());
    } else {
        return to_string(*parsed);
    }
}

Result<std::string> shaped_code(std::string_view text, std::string_view zh, std::string_view en,
                                bool fits) {
    if (fits) return std::string(text);
    return unexpected(wrong("E-record-form", fmt::format("不是{}", zh), fmt::format("not {}", en),
                            "检查有没有多打、少打", "check for missing or extra characters"));
}

bool is_industry(std::string_view code) {
    const bool has_section = !code.empty() && code.front() >= 'A' && code.front() <= 'T';
    const std::string_view digits = has_section ? code.substr(1) : code;
    return digits.size() >= (has_section ? 0U : 2U) && digits.size() <= 4 &&
           std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == text.npos &&
           text.find('.', at) != text.npos && text.back() != '.' &&
           text.find(' ') == std::string_view::npos;
}

bool is_url(std::string_view text) {
    return text.starts_with("https://") || text.starts_with("http://");
}

Result<std::string> read_code(Format format, std::string_view text) {
    switch (format) {
        case Format::credit_code: return text_of(base::CreditCode::parse(text));
        case Format::organisation_code: return text_of(base::OrganisationCode::parse(text));
        case Format::citizen_number: return text_of(base::CitizenNumber::parse(text));
        case Format::patent_number: return text_of(base::PatentNumber::parse(text));
        case Format::software_copyright: return base::parse_software_copyright(text);
        case Format::high_tech_certificate: return base::parse_high_tech_certificate(text);
        case Format::ipc: return base::parse_ipc(text);
        case Format::phone: return base::parse_phone(text);
        case Format::document_number: return text_of(base::DocumentNumber::parse(text));
        case Format::email:
            return shaped_code(text, "电子邮箱", "an e-mail address", is_email(text));
        case Format::url: return shaped_code(text, "网址", "a web address", is_url(text));
        default: break;
    }
    std::string code;
    for (const char32_t c : base::compacted(base::decode_utf8(text))) {
        base::append_utf8(code, base::to_ascii_upper(c));
    }
    if (format == Format::industry_code) {
        return shaped_code(code, "行业代码", "an industry code", is_industry(code));
    }
    if (code.size() > base::kMaxCodeLength) {
        return unexpected(wrong("E-record-long", "编号太长", "the code is too long",
                                fmt::format("最多 {} 个字节", base::kMaxCodeLength),
                                fmt::format("at most {} bytes", base::kMaxCodeLength)));
    }
    return code;
}

Result<Cell> read_text(const RegistryField& field, std::string_view text) {
    if (text.size() > kMaxTextBytes) {
        return unexpected(wrong("E-record-long", "文字太长", "the text is too long",
                                fmt::format("最多 {} 个字节", kMaxTextBytes),
                                fmt::format("at most {} bytes", kMaxTextBytes)));
    }
    const bool is_clean = std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
    });
    if (!is_clean || !base::is_valid_utf8(text)) {
        return unexpected(wrong("E-record-text", "含有不能显示的字符",
                                "it holds characters that cannot be shown", "重新输入",
                                "type it again"));
    }
    if (field.type == ValueType::code || field.format != Format::free) {
        Result<std::string> code = read_code(field.format, text);
        if (!code) return unexpected(std::move(code.error()));
        return Cell(std::move(*code));
    }
    return Cell(std::string(text));
}

// "1,234.5" with separators between groups of three, as people and spreadsheets write it.
std::string without_separators(std::string_view text) {
    std::string plain;
    for (const char32_t c : base::compacted(base::decode_utf8(text))) base::append_utf8(plain, c);
    const std::size_t first = plain.find(',');
    if (first == std::string::npos || first == 0 || first > 4) return plain;
    std::string joined;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const bool is_group = plain[i] == ',' && i + 3 < plain.size() + 0 &&
                              (i + 4 >= plain.size() || plain[i + 4] < '0' || plain[i + 4] > '9');
        if (!is_group) joined += plain[i];
    }
    return joined;
}

Result<void> check_range(const RegistryField& field, base::Decimal value) {
    if ((!field.min || *field.min <= value) && (!field.max || value <= *field.max)) return {};
    const std::string low = field.min ? base::to_string(*field.min) : "";
    const std::string high = field.max ? base::to_string(*field.max) : "";
    std::string zh = fmt::format("应当在 {} 到 {} 之间", low, high);
    std::string en = fmt::format("it should be from {} to {}", low, high);
    if (high.empty()) {
        zh = fmt::format("不应小于 {}", low);
        en = fmt::format("it should not be less than {}", low);
    } else if (low.empty()) {
        zh = fmt::format("不应大于 {}", high);
        en = fmt::format("it should not be more than {}", high);
    }
    return unexpected(wrong("E-record-range", std::move(zh), std::move(en), "检查数值和单位",
                            "check the number and its unit"));
}

Result<Cell> read_number(const RegistryField& field, std::string_view text) {
    auto quantity = base::Quantity::parse(without_separators(text));
    if (!quantity) return unexpected(std::move(quantity.error()));
    if (quantity->unit.is_none()) quantity->unit = field.unit;
    auto converted = base::convert(*quantity, field.unit);
    if (!converted) return unexpected(std::move(converted.error()));
    if (auto fits = check_range(field, converted->value); !fits) return unexpected(fits.error());
    const auto counts = base::multiply(
        converted->value, *base::Decimal::of(base::Int128{power_of_ten(field.places)}));
    const auto whole = counts ? counts->to_whole() : std::nullopt;
    if (whole) return Cell(*whole);
    return unexpected(wrong("E-record-places", fmt::format("小数最多 {} 位", field.places),
                            fmt::format("at most {} digits after the point", field.places),
                            "四舍五入后再填", "round it before entering it"));
}

base::Unit entry_unit(const RegistryField& field) {
    return field.unit.is_none() ? base::Unit::parse("元").value() : field.unit;
}

Result<Cell> read_money(const RegistryField& field, std::string_view text) {
    auto quantity = base::Quantity::parse(without_separators(text));
    if (!quantity) return unexpected(std::move(quantity.error()));
    if (quantity->unit.is_none()) quantity->unit = entry_unit(field);
    auto entered = base::convert(*quantity, entry_unit(field));
    if (!entered) return unexpected(std::move(entered.error()));
    if (auto fits = check_range(field, entered->value); !fits) return unexpected(fits.error());
    auto money = base::Money::from(*quantity);
    if (!money) return unexpected(std::move(money.error()));
    return Cell(money->fen());
}

Result<Cell> read_year(const RegistryField& field, std::string_view text) {
    if (text.ends_with("年")) text.remove_suffix(std::string_view("年").size());
    std::int64_t year = 0;
    const auto end = text.data() + text.size();
    const auto [stopped, failed] = std::from_chars(text.data(), end, year);
    if (failed != std::errc() || stopped != end || year < kMinYear || year > kMaxYear) {
        return unexpected(
            wrong("E-record-year", "不是年份", "not a year", "写成 2024", "write it as 2024"));
    }
    const base::Decimal value = static_cast<std::int32_t>(year);
    if (auto fits = check_range(field, value); !fits) return unexpected(fits.error());
    return Cell(year);
}

Result<Cell> read_yes_no(std::string_view text) {
    constexpr std::array<std::string_view, 6> kYes = {"yes", "是", "有", "true", "1", "√"};
    constexpr std::array<std::string_view, 6> kNo = {"no", "否", "无", "false", "0", "×"};
    if (std::find(kYes.begin(), kYes.end(), text) != kYes.end()) return Cell(std::int64_t{1});
    if (std::find(kNo.begin(), kNo.end(), text) != kNo.end()) return Cell(std::int64_t{0});
    return unexpected(wrong("E-record-yes-no", "应当写是或否", "it should be yes or no",
                            "写 是 或 否；不知道就留空",
                            "write yes or no; leave it empty when "
                            "nobody knows"));
}

Result<Cell> read_choice(const RegistryField& field, std::string_view text) {
    std::vector<std::string> names;
    for (const pack::Choice& choice : field.choices) {
        if (text == choice.code || text == choice.name.zh || text == choice.name.en) {
            return Cell(choice.code);
        }
        names.push_back(choice.name.zh);
    }
    const auto near = base::nearest(text, names);
    return unexpected(wrong(
        "E-record-choice", fmt::format("没有“{}”这个选项", base::shortened(text)),
        fmt::format("'{}' is not one of the choices", base::shortened(text)),
        near ? fmt::format("是不是 {}？", *near) : fmt::format("可选：{}", fmt::join(names, "、")),
        near ? fmt::format("did you mean {}?", *near)
             : fmt::format("choose from {}", fmt::join(names, ", "))));
}

Result<Cell> read_record_number(std::string_view text) {
    std::int64_t id = 0;
    const auto end = text.data() + text.size();
    const auto [stopped, failed] = std::from_chars(text.data(), end, id);
    if (failed == std::errc() && stopped == end && id > 0) return Cell(id);
    return unexpected(wrong("E-record-reference", "不是登记号", "not the number of a record",
                            "写登记号、统一社会信用代码或全称",
                            "write its number, its credit code or its full name"));
}

// --- writing -------------------------------------------------------------------------------------

// coefficient / 10^places without superfluous zeros.
std::string decimal_text(std::int64_t counts, int places) {
    return base::to_string(
        base::Decimal::of(base::Int128{counts}, places).value_or(base::Decimal()));
}

std::string money_text(const RegistryField& field, std::int64_t fen) {
    const base::Unit unit = entry_unit(field);
    // A unit of money is 元 times a power of ten.
    return decimal_text(fen, 2 + unit.exponent()) + base::to_string(unit);
}

std::string number_text(const RegistryField& field, std::int64_t value) {
    switch (field.type) {
        case ValueType::number: return decimal_text(value, field.places);
        case ValueType::money: return money_text(field, value);
        case ValueType::date: {
            const auto day = base::Date::of_days(value);
            return day ? base::to_string(*day) : std::string();
        }
        case ValueType::yes_no: return value != 0 ? "yes" : "no";
        default: return std::to_string(value);
    }
}

std::string in_language(const pack::Bilingual& name, Language language) {
    return language == Language::en && !name.en.empty() ? name.en : name.zh;
}

}  // namespace

bool is_record_number(std::string_view text) {
    constexpr std::size_t kLongestNumber = 15;
    return !text.empty() && text.size() <= kLongestNumber &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_whole_number(ValueType type) {
    switch (type) {
        case ValueType::number:
        case ValueType::money:
        case ValueType::date:
        case ValueType::year:
        case ValueType::yes_no:
        case ValueType::reference: return true;
        default: return false;
    }
}

Result<Cell> read_cell(const RegistryField& field, std::string_view text, const Regions& regions,
                       base::Date day) {
    text = trimmed(text);
    if (text.empty()) return Cell();
    switch (field.type) {
        case ValueType::text:
        case ValueType::code: return read_text(field, text);
        case ValueType::number: return read_number(field, text);
        case ValueType::money: return read_money(field, text);
        case ValueType::year: return read_year(field, text);
        case ValueType::yes_no: return read_yes_no(text);
        case ValueType::choice: return read_choice(field, text);
        case ValueType::reference: return read_record_number(text);
        case ValueType::date: {
            auto date = base::Date::parse(text);
            if (!date) return unexpected(std::move(date.error()));
            return Cell(std::int64_t{date->days_since_1970()});
        }
        case ValueType::region: {
            auto region = regions.read(text, day);
            if (!region) return unexpected(std::move(region.error()));
            return Cell((*region)->code);
        }
    }
    KC_CHECK(false);
    return Cell();
}

std::string to_text(const RegistryField& field, const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return number_text(field, *number);
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    return {};
}

std::string shown(const RegistryField& field, const Cell& cell, const Regions& regions,
                  Language language) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        if (field.type == ValueType::choice) {
            for (const pack::Choice& choice : field.choices) {
                if (choice.code == *text) return in_language(choice.name, language);
            }
        }
        const Region* region = field.type == ValueType::region ? regions.find(*text) : nullptr;
        if (region != nullptr) return in_language({region->zh, region->en}, language);
        return *text;
    }
    const auto* number = std::get_if<std::int64_t>(&cell);
    if (number == nullptr) return {};
    if (field.type == ValueType::yes_no) {
        if (language == Language::en) return *number != 0 ? "yes" : "no";
        return *number != 0 ? "是" : "否";
    }
    if (field.type == ValueType::number && !field.unit.is_none()) {
        return number_text(field, *number) + base::to_string(field.unit);
    }
    return number_text(field, *number);
}

std::string masked(const RegistryField& field, const Cell& cell) {
    if (is_empty(cell)) return {};
    const auto* text = std::get_if<std::string>(&cell);
    if (text == nullptr) return "***";
    const std::u32string characters = base::decode_utf8(*text);
    const auto part = [&](std::size_t from, std::size_t count) {
        return base::encode_utf8(characters.substr(from, count));
    };
    switch (field.mask) {
        case pack::Mask::name: return part(0, 1) + "某某";
        case pack::Mask::phone:
            if (characters.size() < 8) return "***";
            return part(0, 3) + "****" + part(characters.size() - 4, 4);
        case pack::Mask::citizen_number:
            if (characters.size() != base::CitizenNumber::kLength) return "***";
            return part(0, 6) + "********" + part(14, 4);
        case pack::Mask::last_four:
            if (characters.size() < 8) return "***";
            return "***" + part(characters.size() - 4, 4);
        case pack::Mask::all: break;
    }
    return "***";
}

}  // namespace kc::record
