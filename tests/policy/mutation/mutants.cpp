// SPDX-License-Identifier: Apache-2.0
#include "mutation/mutants.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "base/quantity.hpp"
#include "formula/syntax.hpp"

namespace kc::policy::mutation {
namespace {

using pack::Located;

// "500" by one is "501"; "2.5%" by one is "2.6%".
std::optional<std::string> moved(std::string_view written, int direction,
                                 std::string_view step = {}) {
    const auto quantity = base::Quantity::parse(written);
    if (!quantity) return std::nullopt;
    std::optional<base::Decimal> by =
        quantity->value.scale() == 0
            ? std::optional(base::Decimal(1))
            : base::Decimal::parse(
                  "0." + std::string(static_cast<std::size_t>(quantity->value.scale() - 1), '0') +
                  "1")
                  .value();
    base::Unit unit = quantity->unit;
    base::Decimal value = quantity->value;
    if (!step.empty()) {
        const auto wanted = base::Quantity::parse(step);
        if (!wanted) return std::nullopt;
        by = wanted->value;
        if (!wanted->unit.is_none() && !unit.is_none()) {
            const auto converted = base::convert(*quantity, wanted->unit);
            if (!converted) return std::nullopt;
            value = converted->value;
            unit = wanted->unit;
        }
    }
    const auto result = direction > 0 ? add(value, *by) : subtract(value, *by);
    if (!result) return std::nullopt;
    return base::to_string(*result) + base::to_string(unit);
}

std::optional<formula::Operator> turned(formula::Operator op) {
    switch (op) {
        case formula::Operator::less: return formula::Operator::less_equal;
        case formula::Operator::less_equal: return formula::Operator::less;
        case formula::Operator::greater: return formula::Operator::greater_equal;
        case formula::Operator::greater_equal: return formula::Operator::greater;
        default: return std::nullopt;
    }
}

base::Decimal number_of(std::string_view text) {
    const auto quantity = base::Quantity::parse(text);
    return quantity ? quantity->value : base::Decimal(0);
}

// The most points that the rows or parts of a score give; nothing when a formula says.
std::optional<base::Decimal> most_points(const pack::PolicyScore& score) {
    base::Decimal most = 0;
    const auto take = [&](const base::Decimal& points) { most = points > most ? points : most; };
    for (const auto* rows : {&score.bands, &score.first}) {
        for (const auto& row : *rows) {
            const std::string& text = row.at(1).text;
            const std::size_t dots = text.find("..");
            take(number_of(dots == std::string::npos ? text : text.substr(dots + 2)));
        }
    }
    if (!score.points.empty()) return std::nullopt;
    base::Decimal together = 0;
    for (const auto* parts : {&score.best_of, &score.sum_of}) {
        for (const auto& part : *parts) {
            const auto of_part = most_points(part.value);
            if (!of_part) return std::nullopt;
            take(*of_part);
            together = add(together, *of_part).value_or(together);
        }
    }
    return score.sum_of.empty() ? most : together;
}

class Maker {
public:
    explicit Maker(const pack::PolicyText& policy) : changed_(policy) {}

    std::vector<Mutant> run() {
        for (auto& named : changed_.parameters) parameter(named);
        for (auto& named : changed_.definitions)
            formula(named.value.is, place("definitions", named));
        for (auto& named : changed_.facts) formula(named.value.where, place("facts", named));
        for (auto& named : changed_.conditions) {
            const std::string where = place("conditions", named);
            formula(named.value.must, where);
            for (Located& line : named.value.all) formula(line, where);
            for (Located& line : named.value.any) formula(line, where);
            day(named.value.from, where);
            day(named.value.until, where);
        }
        for (auto& named : changed_.scores) score(named);
        formula(changed_.decision.yes_if, "decision");
        for (auto& named : changed_.amounts) {
            const std::string where = place("amounts", named);
            for (Located* text : {&named.value.when, &named.value.of, &named.value.fixed,
                                  &named.value.rate, &named.value.cap}) {
                formula(*text, where);
            }
            for (auto& row : named.value.tiers) {
                // By slice the amount has no jump, so the sign at an edge changes nothing.
                const bool has_jumps = named.value.tier_by == pack::TierBy::whole;
                range(row.at(0), where, has_jumps);
                formula(row.at(1), where);
            }
        }
        for (auto& named : changed_.limits) {
            formula(named.value.at_most, place("limits", named));
        }
        return std::move(mutants_);
    }

private:
    template <typename T>
    static std::string place(std::string_view table, const pack::Named<T>& named) {
        return fmt::format("{}.{}", table, named.name.text);
    }

    void keep(const std::string& where, const std::string& from, const std::string& to) {
        mutants_.push_back({fmt::format("{}: {} -> {}", where, from, to), changed_});
    }

    // Puts another text there, keeps the policy as it then is, and puts the first one back.
    void with(std::string& text, const std::string& to, const std::string& where) {
        const std::string from = std::exchange(text, to);
        keep(where, from, to);
        text = from;
    }

    void parameter(pack::Named<pack::PolicyParameter>& named) {
        for (pack::Node& value : named.value.values.node.items) {
            for (const int direction : {1, -1}) {
                if (const auto to = moved(value.text, direction, named.value.step.text)) {
                    with(value.text, *to, place("parameters", named));
                }
            }
        }
    }

    // Constants and signs of a formula.
    void formula(Located& text, const std::string& where) {
        if (text.text.empty()) return;
        const auto parsed = formula::parse(text.text);
        if (!parsed) return;
        for (std::size_t i = 0; i < parsed->nodes.size(); ++i) {
            const formula::SyntaxNode& node = parsed->nodes[i];
            if (node.form == formula::Form::number) {
                for (const int direction : {1, -1}) {
                    const std::string written =
                        base::to_string(node.value) + base::to_string(node.unit);
                    const auto to = moved(written, direction);
                    const auto quantity =
                        to ? base::Quantity::parse(*to) : base::Quantity::parse("");
                    if (!quantity) continue;
                    formula::Expression other = *parsed;
                    other.nodes[i].value = quantity->value;
                    with(text.text, formula::to_string(other), where);
                }
            }
            if (const auto op = turned(node.op)) {
                formula::Expression other = *parsed;
                other.nodes[i].op = *op;
                with(text.text, formula::to_string(other), where);
            }
        }
    }

    // ">= 5%", "[5, 10)".
    void range(Located& text, const std::string& where, bool with_signs = true) {
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kSigns{
            {{">=", ">"}, {"<=", "<"}, {">", ">="}, {"<", "<="}}};
        const std::string written = text.text;
        if (written == "else" || written == "其他") return;
        for (const auto& [sign, other] : kSigns) {
            if (!written.starts_with(sign)) continue;
            const std::string rest = written.substr(sign.size());
            if (with_signs) with(text.text, std::string(other) + rest, where);
            edge(text, sign.size(), written.size(), where);
            return;
        }
        const std::size_t comma = written.find(',');
        if (comma == std::string::npos) return;
        std::string flipped = written;
        flipped.front() = flipped.front() == '[' ? '(' : '[';
        with(text.text, flipped, where);
        flipped = written;
        flipped.back() = flipped.back() == ']' ? ')' : ']';
        with(text.text, flipped, where);
        edge(text, 1, comma, where);
        edge(text, comma + 1, written.size() - 1, where);
    }

    void edge(Located& text, std::size_t begin, std::size_t end, const std::string& where) {
        std::string number = text.text.substr(begin, end - begin);
        const std::size_t blanks = number.find_first_not_of(' ');
        if (blanks == std::string::npos) return;
        number.erase(0, blanks);
        for (const int direction : {1, -1}) {
            const auto to = moved(number, direction);
            if (!to) continue;
            with(text.text, text.text.substr(0, begin) + " " + *to + text.text.substr(end), where);
        }
    }

    // "20" or "7..8".
    void points(Located& text, const std::string& where) {
        const std::size_t dots = text.text.find("..");
        if (dots == std::string::npos) {
            if (base::Quantity::parse(text.text)) {
                for (const int direction : {1, -1})
                    with(text.text, *moved(text.text, direction), where);
            } else {
                formula(text, where);
            }
            return;
        }
        const std::string low = text.text.substr(0, dots);
        const std::string high = text.text.substr(dots + 2);
        for (const int direction : {1, -1}) {
            // Experts give no less than nothing, whatever the range says.
            const bool is_below_zero = direction < 0 && number_of(low).is_zero();
            if (!is_below_zero) with(text.text, *moved(low, direction) + ".." + high, where);
            with(text.text, low + ".." + *moved(high, direction), where);
        }
    }

    // Raising a cap that the points never reach changes nothing.
    void cap(pack::PolicyScore& score, const std::string& where) {
        if (score.max.empty()) return;
        const auto most = most_points(score);
        const bool is_reached = !most || *most > number_of(score.max.text);
        for (const int direction : {1, -1}) {
            if (direction < 0 || is_reached) {
                with(score.max.text, *moved(score.max.text, direction), where + ".max");
            }
        }
    }

    void score(pack::Named<pack::PolicyScore>& named) {
        pack::PolicyScore& text = named.value;
        const std::string where = place("scores", named);
        formula(text.of, where);
        formula(text.points, where);
        cap(text, where);
        for (auto& row : text.bands) {
            range(row.at(0), where);
            points(row.at(1), where);
        }
        for (auto& row : text.first) {
            if (row.at(0).text != "else" && row.at(0).text != "其他") formula(row.at(0), where);
            points(row.at(1), where);
        }
        day(text.from, where);
        day(text.until, where);
        for (auto& part : text.best_of) score(part);
        for (auto& part : text.sum_of) score(part);
    }

    void day(std::optional<base::Date>& date, const std::string& where) {
        if (!date) return;
        const base::Date from = *date;
        for (const int direction : {1, -1}) {
            date = base::Date::of_days(from.days_since_1970() + direction);
            keep(where, base::to_string(from), base::to_string(*date));
        }
        date = from;
    }

    pack::PolicyText changed_;
    std::vector<Mutant> mutants_;
};

}  // namespace

std::vector<Mutant> mutants_of(const pack::PolicyText& policy) {
    return Maker(policy).run();
}

}  // namespace kc::policy::mutation
