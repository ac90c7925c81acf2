// SPDX-License-Identifier: Apache-2.0
#include "policy/show.hpp"

#include <fmt/format.h>

#include <array>

#include "base/date.hpp"
#include "base/money.hpp"

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

struct UnitWord {
    std::string_view zh;
    std::string_view en;
};

// Counting words that English has nothing for are left out: "100 staff" names its fact already.
std::string unit_text(base::Unit unit, Language language) {
    if (unit.is_none()) return {};
    const std::string zh = base::to_string(unit);
    if (language != Language::en) return zh;
    constexpr std::array<UnitWord, 8> kWords{{{"分", " points"},
                                              {"年", " years"},
                                              {"月", " months"},
                                              {"天", " days"},
                                              {"小时", " hours"},
                                              {"个百分点", " percentage points"},
                                              {"人", ""},
                                              {"项", ""}}};
    for (const UnitWord& word : kWords) {
        if (word.zh == zh) return std::string(word.en);
    }
    return unit.dimension() == base::Dimension::count ? std::string() : " " + zh;
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
    return decimal_text(value, language) + unit_text(unit, language);
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
    }
    const std::string text = formula::to_string(named);
    return language == Language::en ? text : in_chinese(text);
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
