// SPDX-License-Identifier: Apache-2.0
#include "policy/show.hpp"

#include <fmt/format.h>

#include <array>

#include "base/date.hpp"
#include "base/money.hpp"
#include "base/period.hpp"
#include "base/unit_words.hpp"
#include "policy/value_text.hpp"

namespace kc::policy {
namespace {

constexpr int kShownPlaces = 2;

bool is_money(base::Unit unit) {
    return unit.dimension() == base::Dimension::yuan && !unit.is_per();
}

std::string with_separators(const std::string& digits) {
    const std::size_t begin = digits.starts_with("-") ? 1 : 0;
    std::size_t end = digits.find('.');
    if (end == std::string::npos) end = digits.size();
    std::string out = digits;
    for (std::size_t i = end; i > begin + 3; i -= 3) out.insert(i - 3, ",");
    return out;
}

// Cut at two places, towards zero: 9.999% must not be shown as 10%.
std::optional<base::Decimal> cut(const base::Ratio& value, int places) {
    const auto scaled =
        multiply(value, base::Ratio(*base::Decimal::of(base::power_of_ten(places))));
    if (!scaled) return std::nullopt;
    return base::Decimal::of(scaled->numerator() / scaled->denominator(), places);
}

std::string decimal_text(const base::Ratio& value, Language language) {
    if (const auto exact = value.exact(); exact && exact->scale() <= 6) {
        return with_separators(base::to_string(*exact));
    }
    const auto shown = cut(value, kShownPlaces);
    const std::string text =
        shown ? with_separators(base::to_string(*shown)) : base::to_string(value);
    return (language == Language::en ? "about " : "约") + text;
}

// In the largest unit in which the amount has at most two decimals: 200,000,001元 is not 2亿元.
std::string money_text(const base::Ratio& yuan, Language language) {
    struct Large {
        std::int32_t factor;
        std::string_view zh;
    };
    constexpr std::array<Large, 2> kLarge{{{100'000'000, "亿元"}, {10'000, "万元"}}};
    const auto exact = yuan.exact();
    if (!exact) return decimal_text(yuan, language) + (language == Language::en ? " yuan" : "元");
    if (language == Language::en) return with_separators(base::to_string(*exact)) + " yuan";
    for (const Large& large : kLarge) {
        const auto part = divide(yuan, base::Ratio(large.factor));
        const auto shown = part ? part->exact() : std::nullopt;
        if (!shown || shown->scale() > kShownPlaces || absolute(*shown) < base::Decimal(1))
            continue;
        return with_separators(base::to_string(*shown)) + std::string(large.zh);
    }
    return with_separators(base::to_string(*exact)) + "元";
}

std::string truth_text(bool holds, Language language) {
    if (language == Language::en) return holds ? "yes" : "no";
    return holds ? "是" : "否";
}

std::string day_text(std::int64_t days) {
    const auto day = base::Date::of_days(days);
    return day ? base::to_string(*day) : "?";
}

// Canonical English keywords and signs as Chinese documents write them.
std::string in_chinese(const std::string& text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kWords{
        {{" and ", " 且 "},
         {" or ", " 或 "},
         {"not ", "非 "},
         {" <= ", " ≤ "},
         {" >= ", " ≥ "},
         {" != ", " ≠ "},
         {"if ", "若 "},
         {" then ", " 则 "},
         {" else ", " 否则 "},
         {" in ", " 属于 "},
         {" where ", " 其中 "},
         {" * ", " × "}}};
    std::string out = text;
    for (const auto& [en, zh] : kWords) {
        for (std::size_t at = out.find(en); at != std::string::npos; at = out.find(en, at)) {
            // "not " inside a word is no keyword.
            const bool starts_word =
                en.front() == ' ' || at == 0 || out[at - 1] == ' ' || out[at - 1] == '(';
            if (!starts_word) {
                at += en.size();
                continue;
            }
            out.replace(at, en.size(), zh);
            at += zh.size() - 1;
        }
    }
    return out;
}

// Literals in a formula: 500人, 2亿元, and periods, which are Chinese in the canonical writing.
void put_english(formula::SyntaxNode& node) {
    if (node.form == formula::Form::number && !node.unit.is_none()) {
        node.text = show_number(base::Ratio(node.value), node.unit, false, Language::en);
    } else if (node.form == formula::Form::period) {
        const auto period = base::Period::parse(node.text);
        if (!period) return;
        node.text = base::to_string(*period);
    } else {
        return;
    }
    node.form = formula::Form::name;
}

}  // namespace

std::string show_number(const base::Ratio& value, base::Unit unit, bool is_share,
                        Language language) {
    if (is_money(unit)) {
        const auto factor = base::factor(unit, formula::unit_named("元"));
        const auto yuan = factor ? multiply(value, *factor) : std::nullopt;
        if (yuan) return money_text(*yuan, language);
    }
    if (is_share && unit.is_none()) {
        const auto hundredfold = multiply(value, base::Ratio(100));
        if (hundredfold) return decimal_text(*hundredfold, language) + "%";
    }
    if (language != Language::en) {
        return decimal_text(value, language) + (unit.is_none() ? "" : base::to_string(unit));
    }
    const base::EnglishUnit words = base::english_unit(unit);
    const auto scaled = multiply(value, words.factor);
    if (!scaled) return decimal_text(value, language) + base::to_string(unit);
    return decimal_text(*scaled, language) + words.behind(*scaled);
}

std::string show_count(const formula::Type& type, const base::Ratio& step, bool is_share,
                       std::int64_t count, Language language) {
    switch (type.kind) {
        case formula::Kind::truth: return truth_text(count != 0, language);
        case formula::Kind::date: return day_text(count);
        case formula::Kind::number: break;
        default: return std::to_string(count);
    }
    const auto decimal = base::Decimal::of(count);
    const auto value = decimal ? multiply(base::Ratio(*decimal), step) : std::nullopt;
    return value ? show_number(*value, type.unit, is_share, language) : std::to_string(count);
}

std::string show_value(const formula::Value& value, bool is_share, Language language,
                       const formula::TextTable* texts) {
    const bool en = language == Language::en;
    if (value.type.kind == formula::Kind::truth) {
        switch (value.outcomes) {
            case formula::kYes: return truth_text(true, language);
            case formula::kNo: return truth_text(false, language);
            case formula::kNotApplicable: return en ? "not applicable" : "不适用";
            default: return en ? "open" : "待定";
        }
    }
    if ((value.state & formula::kNumber) == 0) return en ? "not applicable" : "不适用";
    const auto one = [&](const base::Ratio& number) -> std::string {
        switch (value.type.kind) {
            case formula::Kind::date:
                return day_text(static_cast<std::int64_t>(number.numerator()));
            case formula::Kind::text:
                return texts == nullptr ? "?"
                                        : std::string(texts->text(
                                              static_cast<std::int64_t>(number.numerator())));
            case formula::Kind::number:
                return show_number(number, value.type.unit, is_share, language);
            default: return "?";
        }
    };
    if (value.lo && value.hi && *value.lo == *value.hi) return one(*value.lo);
    if (value.type.kind == formula::Kind::text || (!value.lo && !value.hi)) {
        return en ? "not known" : "未知";
    }
    if (!value.hi) return (en ? "at least " : "至少 ") + one(*value.lo);
    if (!value.lo) return (en ? "at most " : "至多 ") + one(*value.hi);
    return fmt::format("{} {} {}", one(*value.lo), en ? "to" : "至", one(*value.hi));
}

std::string show_formula(const formula::Expression& written, const Policy& policy,
                         Language language) {
    formula::Expression named = written;
    const auto translated = [&](std::string& name) {
        const auto label = policy.labels.find(name);
        if (label == policy.labels.end()) return;
        name = language == Language::en ? label->second.en : label->second.zh;
    };
    for (formula::SyntaxNode& node : named.nodes) {
        if (node.form == formula::Form::name) translated(node.text);
        if (node.form == formula::Form::aggregate) translated(node.list);
        if (language == Language::en) put_english(node);
    }
    const std::string text = formula::to_string(named);
    return language == Language::en ? text : in_chinese(text);
}

std::string show_written(std::string_view written, const Policy& policy, Language language) {
    if (language != Language::en) return std::string(written);
    const auto formula = formula::parse(trimmed_half_width(written));
    return formula ? show_formula(*formula, policy, language) : std::string(written);
}

std::string show_range(std::string_view written, const Policy& policy, Language language) {
    if (language != Language::en) return std::string(written);
    const std::string text = trimmed_half_width(written);
    if (text == "其他") return "else";
    const auto shown = [&](std::size_t begin, std::size_t end) {
        return show_written(std::string_view(text).substr(begin, end - begin), policy, language);
    };
    const std::size_t comma = text.find(',');
    if ((text.front() == '[' || text.front() == '(') && comma != std::string::npos) {
        return fmt::format("{}{}, {}{}", text.front(), shown(1, comma),
                           shown(comma + 1, text.size() - 1), text.back());
    }
    for (const std::string_view sign : {">=", "≥", "<=", "≤", ">", "<", "="}) {
        if (!text.starts_with(sign)) continue;
        return fmt::format("{} {}", sign, shown(sign.size(), text.size()));
    }
    return shown(0, text.size());
}

std::string show_cite(const Cite& cite, Language language) {
    if (!cite.exists()) return {};
    const std::string& doc = cite.source->value.doc;
    if (cite.article.empty()) return doc;
    return language == Language::en ? fmt::format("{} art. {}", doc, cite.article)
                                    : fmt::format("{} 第{}条", doc, cite.article);
}

bool is_share(const formula::Plan& plan, NodeId id) {
    const formula::Node& node = plan.node(id);
    if (!node.type.unit.is_none() || node.type.kind != formula::Kind::number) return false;
    return node.op == formula::Op::quotient || node.op == formula::Op::wide || node.halved;
}

}  // namespace kc::policy
