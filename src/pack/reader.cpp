// SPDX-License-Identifier: Apache-2.0
#include "pack/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/suggest.hpp"
#include "pack/number_text.hpp"
#include "pack/scalar_style.hpp"

namespace kc::pack {
namespace {

Phrase found_instead(const Node& node) {
    if (node.is_null()) return {"没有值", "there is nothing"};
    switch (node.type) {
        case NodeType::map: return {"写的是一组“键: 值”", "this is a map of keys and values"};
        case NodeType::sequence: return {"写的是列表", "this is a list"};
        case NodeType::scalar: break;
    }
    constexpr std::size_t kMaxShown = 60;  // bytes; enough to find it in the file
    if (node.text.size() > kMaxShown) return {"写的是一段文字", "this is text"};
    return {fmt::format("写的是“{}”", node.text), fmt::format("this is '{}'", node.text)};
}

// How the value should be written, with what is there already where that is plain.
std::string example_from(const FieldType& type, const Node& node) {
    if (node.type != NodeType::scalar || node.is_null()) return example_of(type);
    const std::string text = style_for(node.text, {.in_flow = true}) == ScalarStyle::plain
                                 ? node.text
                                 : double_quoted(node.text);
    if (type.kind == FieldKind::list && type.length == 0) return fmt::format("[{}]", text);
    if (type.kind == FieldKind::bilingual) return fmt::format("{{zh: {}}}", text);
    return example_of(type);
}

Diagnostic bad_code(std::string_view field, std::string_view text) {
    return Diagnostic{"E-code",
                      {},
                      fmt::format("{}：“{}”不是代码", field, text),
                      fmt::format("{}: '{}' is not a code", field, text)}
        .hint("代码用小写字母、数字、_ 和 -，各段以 . 相连",
              "codes are small letters, digits, _ and -, in parts joined by points");
}

std::string corrected_word(std::string_view wrong, std::span<const std::string_view> words) {
    // Signs that input methods and mathematicians write.
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kSigns{{
        {"≥", ">="},
        {"≧", ">="},
        {"＞", ">"},
        {"≤", "<="},
        {"≦", "<="},
        {"＜", "<"},
        {"＝", "="},
        {"==", "="},
        {"≈", "~"},
    }};
    for (const auto& [sign, word] : kSigns) {
        if (sign == wrong && std::find(words.begin(), words.end(), word) != words.end()) {
            return std::string(word);
        }
    }
    const std::vector<std::string> names(words.begin(), words.end());
    return base::nearest(wrong, names).value_or(std::string{});
}

}  // namespace

void Reader::report(const Node& at, Diagnostic diagnostic) {
    diagnostic.at = document_.place(at);
    if (found_.size() < kMaxFindingsPerFile) found_.push_back(std::move(diagnostic));
}

void Reader::report(const Key& at, Diagnostic diagnostic) {
    diagnostic.at = document_.place(at);
    if (found_.size() < kMaxFindingsPerFile) found_.push_back(std::move(diagnostic));
}

void Reader::report_wrong_type(const FieldType& type, const Node& from) {
    const Phrase wanted = described(type);
    const Phrase found = found_instead(from);
    const std::string example = fmt::format("{}: {}", field_, example_from(type, from));
    report(from, Diagnostic{"E-type",
                            {},
                            fmt::format("{} 应当是{}，{}", field_, wanted.zh, found.zh),
                            fmt::format("{} should be {}, but {}", field_, wanted.en, found.en)}
                     .hint("例如 " + example, "for example " + example));
}

const std::string* Reader::scalar(const FieldType& type, const Node& from) {
    if (from.type == NodeType::scalar && !from.is_null()) return &from.text;
    report_wrong_type(type, from);
    return nullptr;
}

std::optional<std::string> Reader::read_text(const FieldType& type, const Node& from) {
    const std::string* text = scalar(type, from);
    if (text == nullptr) return std::nullopt;
    const bool is_code_field = type.kind == FieldKind::code || type.kind == FieldKind::reference;
    if (is_code_field && !is_code(*text)) {
        report(from, bad_code(field_, *text));
        return std::nullopt;
    }
    return *text;
}

std::optional<base::Decimal> Reader::read_number(const FieldType& type, const Node& from) {
    const std::string* text = scalar(type, from);
    if (text == nullptr) return std::nullopt;
    if (from.quoted && is_number_text(*text)) {
        report(from, Diagnostic{"E-number",
                                {},
                                fmt::format("{}：加了引号的是文字，不是数", field_),
                                fmt::format("{}: quotes make this text, not a number", field_)}
                         .hint("去掉引号", "remove the quotes"));
        return std::nullopt;
    }
    if (!is_number_text(*text)) {
        const NumberAdvice why = why_no_number(*text);
        report(from, Diagnostic{"E-number",
                                {},
                                fmt::format("{}：“{}”：{}", field_, *text, why.problem.zh),
                                fmt::format("{}: '{}': {}", field_, *text, why.problem.en)}
                         .hint(why.advice.zh, why.advice.en));
        return std::nullopt;
    }
    const auto number = taken(base::Decimal::parse(*text), from);
    if (!number) return std::nullopt;
    const bool too_small = type.min && *number < *type.min;
    const bool too_large = type.max && *number > *type.max;
    if (too_small || too_large) {
        const std::string limit = base::to_string(too_small ? *type.min : *type.max);
        report(from,
               Diagnostic{"E-number-range",
                          {},
                          fmt::format("{} 不能{}于 {}", field_, too_small ? "小" : "大", limit),
                          fmt::format("{} cannot be {} than {}", field_,
                                      too_small ? "less" : "more", limit)}
                   .hint("检查数值", "check the number"));
        return std::nullopt;
    }
    return *number;
}

std::optional<std::int32_t> Reader::read_whole(const FieldType& type, const Node& from) {
    FieldType limited = type;
    if (!limited.min) limited.min = base::Decimal(-2'000'000'000);
    if (!limited.max) limited.max = base::Decimal(2'000'000'000);
    const auto number = read_number(limited, from);
    if (!number) return std::nullopt;
    const auto whole = number->to_whole();
    if (!whole) {
        report(from, Diagnostic{"E-number",
                                {},
                                fmt::format("{} 应当是整数", field_),
                                fmt::format("{} should be a whole number", field_)}
                         .hint("去掉小数部分", "leave out what stands after the point"));
        return std::nullopt;
    }
    return static_cast<std::int32_t>(*whole);
}

std::optional<bool> Reader::read_yes_no(const FieldType& type, const Node& from) {
    const std::string* text = scalar(type, from);
    if (text == nullptr) return std::nullopt;
    if (!from.quoted && *text == "yes") return true;
    if (!from.quoted && *text == "no") return false;
    report(from, Diagnostic{"E-yes-no",
                            {},
                            fmt::format("{}：“{}”不是 yes 或 no", field_, *text),
                            fmt::format("{}: '{}' is not yes or no", field_, *text)}
                     .hint("写 yes 或 no，不加引号", "write yes or no, without quotes"));
    return std::nullopt;
}

std::optional<base::Unit> Reader::read_unit(const FieldType& type, const Node& from) {
    const std::string* text = scalar(type, from);
    return text == nullptr ? std::nullopt : taken(base::Unit::parse(*text), from);
}

std::optional<base::Date> Reader::read_day(const FieldType& type, const Node& from) {
    const std::string* text = scalar(type, from);
    return text == nullptr ? std::nullopt : taken(parse_day(*text), from);
}

std::optional<Time> Reader::read_time(const FieldType& type, const Node& from) {
    const std::string* text = scalar(type, from);
    if (text == nullptr) return std::nullopt;
    std::optional<Time> time = taken(Time::parse(*text), from);
    if (!time || !time->is_ongoing() || type.kind == FieldKind::time_or_ongoing) return time;
    report_wrong_type(type, from);
    return std::nullopt;
}

std::optional<std::size_t> Reader::read_word(const FieldType& type, const Node& from) {
    const std::string* text = scalar(type, from);
    if (text == nullptr) return std::nullopt;
    const auto word = std::find(type.words.begin(), type.words.end(), *text);
    if (word != type.words.end()) return static_cast<std::size_t>(word - type.words.begin());

    const std::string meant = corrected_word(*text, type.words);
    const Phrase wanted = described(type);
    Diagnostic diagnostic{"E-word",
                          {},
                          fmt::format("{} 不能是“{}”", field_, *text),
                          fmt::format("{} cannot be '{}'", field_, *text)};
    if (meant.empty()) {
        diagnostic = std::move(diagnostic)
                         .hint(fmt::format("应当是 {}", wanted.zh),
                               fmt::format("it should be {}", wanted.en));
    } else {
        diagnostic = std::move(diagnostic)
                         .hint(fmt::format("是不是 \"{}\"？", meant),
                               fmt::format("did you mean \"{}\"?", meant));
    }
    report(from, std::move(diagnostic));
    return std::nullopt;
}

std::optional<Located> Reader::read_expression(const FieldType& type, const Node& from) {
    Located value{{}, from.line, from.column, from.quoted, false};
    if (from.is_null() && type.kind == FieldKind::limit) {
        value.is_open = true;
        return value;
    }
    const std::string* text = scalar(type, from);
    if (text == nullptr) return std::nullopt;
    value.text = *text;
    return value;
}

Located Reader::name_of(const Key& key) {
    return {key.text, key.line, key.column, false, false};
}

bool Reader::expect_list(const FieldType& type, const Node& from) {
    if (from.type != NodeType::sequence) {
        report_wrong_type(type, from);
        return false;
    }
    if (type.length == 0 || from.items.size() == type.length) return true;
    report(from, Diagnostic{"E-length",
                            {},
                            fmt::format("{} 应当有 {} 项，写了 {} 项", field_, type.length,
                                        from.items.size()),
                            fmt::format("{} should have {} entries, but has {}", field_,
                                        type.length, from.items.size())}
                     .hint("例如 " + example_of(type), "for example " + example_of(type)));
    return false;
}

bool Reader::expect_map(const FieldType& type, const Node& from) {
    if (from.type == NodeType::map) return true;
    report_wrong_type(type, from);
    return false;
}

}  // namespace kc::pack
