// SPDX-License-Identifier: Apache-2.0
#include "pack/field_type.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "pack/scalar_style.hpp"

namespace kc::pack {
namespace {

bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}

bool is_small_or_digit(char c) {
    return is_small(c) || (c >= '0' && c <= '9');
}

bool is_code_segment(std::string_view segment) {
    return !segment.empty() && is_small_or_digit(segment.front()) &&
           std::all_of(segment.begin(), segment.end(),
                       [](char c) { return is_small_or_digit(c) || c == '_' || c == '-'; });
}

FieldType of_kind(FieldKind kind, std::string_view of = {}) {
    FieldType type;
    type.kind = kind;
    type.of = of;
    return type;
}

std::string joined(std::span<const std::string_view> words, std::string_view between) {
    return fmt::format("{}", fmt::join(words, between));
}

std::string with_article(std::string_view kind) {
    return fmt::format("{} {}", kind.starts_with("i") ? "an" : "a", kind);
}

}  // namespace

FieldType text() {
    return of_kind(FieldKind::text);
}

FieldType code_of(std::string_view kind) {
    return of_kind(FieldKind::code, kind);
}

FieldType reference_to(std::string_view kind) {
    return of_kind(FieldKind::reference, kind);
}

FieldType text_or_reference_to(std::string_view kind) {
    return of_kind(FieldKind::text_or_reference, kind);
}

FieldType number_between(base::Decimal min, base::Decimal max) {
    FieldType type = of_kind(FieldKind::number);
    type.min = min;
    type.max = max;
    return type;
}

FieldType whole_between(std::int32_t min, std::int32_t max) {
    FieldType type = of_kind(FieldKind::whole);
    type.min = min;
    type.max = max;
    return type;
}

FieldType time_or_ongoing() {
    return of_kind(FieldKind::time_or_ongoing);
}

FieldType list_of(FieldType element, std::size_t length) {
    FieldType type = of_kind(FieldKind::list);
    type.element = std::make_shared<const FieldType>(std::move(element));
    type.length = length;
    return type;
}

FieldType expression() {
    return of_kind(FieldKind::expression);
}

FieldType limit() {
    return of_kind(FieldKind::limit);
}

FieldType table_of(FieldType element) {
    FieldType type = of_kind(FieldKind::table);
    type.element = std::make_shared<const FieldType>(std::move(element));
    return type;
}

FieldType any_value() {
    return of_kind(FieldKind::any);
}

bool is_code(std::string_view text) {
    if (text.size() > kMaxCodeLength) return false;
    for (;;) {
        const std::size_t dot = text.find('.');
        if (!is_code_segment(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

bool looks_like_code(std::string_view text) {
    const std::size_t dot = text.find('.');
    return dot != std::string_view::npos && is_code(text) && is_small(text.front()) &&
           is_small(text[dot + 1]);
}

Phrase described(const FieldType& type) {
    switch (type.kind) {
        case FieldKind::text: return {"文字", "text"};
        case FieldKind::bilingual: return {"含 zh 的双语文字", "text by language, with zh"};
        case FieldKind::code: return {"代码", "a code"};
        case FieldKind::reference:
            return {fmt::format("{} 的代码", type.of),
                    fmt::format("the code of {}", with_article(type.of))};
        case FieldKind::text_or_reference:
            return {fmt::format("文字或 {} 的代码", type.of),
                    fmt::format("text or the code of {}", with_article(type.of))};
        case FieldKind::number: return {"数", "a number"};
        case FieldKind::whole: return {"整数", "a whole number"};
        case FieldKind::yes_no: return {"yes 或 no", "yes or no"};
        case FieldKind::date: return {"日期", "a date"};
        case FieldKind::time: return {"时间", "a time"};
        case FieldKind::time_or_ongoing: return {"时间或 ongoing", "a time or 'ongoing'"};
        case FieldKind::unit: return {"计量单位", "a unit of measure"};
        case FieldKind::word:
            return {fmt::format("{} 之一", joined(type.words, "、")),
                    fmt::format("one of {}", joined(type.words, ", "))};
        case FieldKind::list: return {"列表", "a list"};
        case FieldKind::map: return {"一组“键: 值”", "a map of keys and values"};
        case FieldKind::expression: return {"一个算式", "a formula"};
        case FieldKind::limit: return {"一个算式或 ~", "a formula or ~"};
        case FieldKind::table: return {"一组“名称: 内容”", "a map of names"};
        case FieldKind::any: return {"一个值", "a value"};
    }
    KC_CHECK(false);
}

std::string example_of(const FieldType& type) {
    switch (type.kind) {
        case FieldKind::text: return "文字";
        case FieldKind::bilingual: return "{zh: 文字, en: words}";
        case FieldKind::code: return type.of == "unit" ? "\"341800\"" : "xc2024.example";
        case FieldKind::reference: return type.of == "unit" ? "\"341800\"" : "cn.rd.intensity";
        case FieldKind::text_or_reference: return "cn.rd.expenditure";
        case FieldKind::number: return "2.6";
        case FieldKind::whole: return "12";
        case FieldKind::yes_no: return "yes";
        case FieldKind::date: return "2024-03-15";
        case FieldKind::time: return "2024-06";
        case FieldKind::time_or_ongoing: return "2024-06";
        case FieldKind::unit: return "家";
        case FieldKind::word: {
            const std::string_view word = type.words.front();
            return style_for(word, {}) == ScalarStyle::plain ? std::string(word)
                                                             : double_quoted(word);
        }
        case FieldKind::list: {
            const std::string item = example_of(*type.element);
            return type.length == 2 ? fmt::format("[{}, 58]", item) : fmt::format("[{}]", item);
        }
        case FieldKind::map: return "{键: 值}";
        case FieldKind::expression: return "职工总数 <= 500人";
        case FieldKind::limit: return "500人";
        case FieldKind::table: return fmt::format("{{名称: {}}}", example_of(*type.element));
        case FieldKind::any: return "12";
    }
    KC_CHECK(false);
}

std::string name_in_docs(const FieldType& type) {
    switch (type.kind) {
        case FieldKind::bilingual: return "zh/en text";
        case FieldKind::code: return "code";
        case FieldKind::reference: return fmt::format("code of {}", type.of);
        case FieldKind::text_or_reference: return fmt::format("text or code of {}", type.of);
        case FieldKind::number: return "number";
        case FieldKind::whole: return "whole number";
        case FieldKind::yes_no: return "yes/no";
        case FieldKind::date: return "date";
        case FieldKind::time: return "time";
        case FieldKind::time_or_ongoing: return "time or `ongoing`";
        case FieldKind::unit: return "unit";
        case FieldKind::word: return fmt::format("one of: {}", joined(type.words, ", "));
        case FieldKind::list:
            return type.length == 0
                       ? fmt::format("list of {}", name_in_docs(*type.element))
                       : fmt::format("list of {} {}s", type.length, name_in_docs(*type.element));
        case FieldKind::text: return "text";
        case FieldKind::map: return "map";
        case FieldKind::expression: return "formula";
        case FieldKind::limit: return "formula or `~`";
        case FieldKind::table: return fmt::format("names: {}", name_in_docs(*type.element));
        case FieldKind::any: return "any value";
    }
    KC_CHECK(false);
}

}  // namespace kc::pack
