// SPDX-License-Identifier: Apache-2.0
// The slow, obvious evaluator that the fast one is measured against. For the tests of this room
// only; it walks the parsed text with base::Ratio and shares nothing with builder and kernels.
//
// Everything is known or not applicable here; what is missing is filled in by the test.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/ratio.hpp"
#include "formula/syntax.hpp"

namespace kc::formula::testing {

struct Judged {
    enum class Kind { none, truth, number, text, lost } kind = Kind::none;  // lost: did not fit
    bool holds = false;
    base::Ratio number = {};  // in 元, 人 or plain
    std::string text = {};

    static Judged none() { return {}; }
    static Judged lost() { return {.kind = Kind::lost}; }
    static Judged truth(bool holds) { return {.kind = Kind::truth, .holds = holds}; }
    static Judged of(const base::Ratio& value) { return {.kind = Kind::number, .number = value}; }
    static Judged of(const std::optional<base::Ratio>& value) {
        return value ? of(*value) : lost();
    }
};

class Judge {
public:
    Judge(const Expression& expression, const std::map<std::string, Judged>& facts)
        : expression_(expression), facts_(facts) {}

    Judged run() const { return judge(expression_.root()); }

private:
    Judged judge(const SyntaxNode& node) const {
        switch (node.form) {
            case Form::number: return number(node);
            case Form::text: return {.kind = Judged::Kind::text, .text = node.text};
            case Form::truth: return Judged::truth(node.holds);
            case Form::name: return facts_.at(node.text);
            case Form::negate: return negated(child(node, 0));
            case Form::unary_not: {
                Judged inner = child(node, 0);
                inner.holds = !inner.holds;
                return inner;
            }
            case Form::conditional: {
                const Judged condition = child(node, 0);
                if (condition.kind != Judged::Kind::truth) return condition;
                return child(node, condition.holds ? 1 : 2);
            }
            case Form::binary: return binary(node);
            case Form::call: return call(node);
            default: return Judged::lost();
        }
    }

    Judged child(const SyntaxNode& node, std::size_t i) const {
        return judge(expression_.nodes[node.children[i]]);
    }

    static Judged number(const SyntaxNode& node) {
        base::Ratio value(node.value);
        const std::string unit = to_string(node.unit);
        if (unit == "%") return Judged::of(divide(value, base::Ratio(100)));
        if (unit == "万元") return Judged::of(multiply(value, base::Ratio(10000)));
        return Judged::of(value);
    }

    static Judged negated(Judged value) {
        if (value.kind != Judged::Kind::number) return value;
        return Judged::of(multiply(value.number, base::Ratio(-1)));
    }

    Judged binary(const SyntaxNode& node) const {
        const Judged a = child(node, 0);
        const Judged b = child(node, 1);
        if (a.kind == Judged::Kind::lost || b.kind == Judged::Kind::lost) return Judged::lost();
        const bool a_none = a.kind == Judged::Kind::none;
        const bool b_none = b.kind == Judged::Kind::none;
        switch (node.op) {
            case Operator::logical_and:
                if ((!a_none && !a.holds) || (!b_none && !b.holds)) return Judged::truth(false);
                return a_none || b_none ? Judged::none() : Judged::truth(true);
            case Operator::logical_or:
                if ((!a_none && a.holds) || (!b_none && b.holds)) return Judged::truth(true);
                return a_none || b_none ? Judged::none() : Judged::truth(false);
            case Operator::otherwise: return a_none ? b : a;
            default: break;
        }
        if (a_none || b_none) return Judged::none();
        if (a.kind == Judged::Kind::text)
            return Judged::truth((a.text == b.text) == (node.op == Operator::equal));
        switch (node.op) {
            case Operator::less: return Judged::truth(a.number < b.number);
            case Operator::less_equal: return Judged::truth(a.number <= b.number);
            case Operator::greater: return Judged::truth(a.number > b.number);
            case Operator::greater_equal: return Judged::truth(a.number >= b.number);
            case Operator::equal: return Judged::truth(a.number == b.number);
            case Operator::not_equal: return Judged::truth(a.number != b.number);
            case Operator::add: return Judged::of(add(a.number, b.number));
            case Operator::subtract: return Judged::of(subtract(a.number, b.number));
            case Operator::multiply: return Judged::of(multiply(a.number, b.number));
            case Operator::divide:
                if (b.number == base::Ratio()) return Judged::none();
                return Judged::of(divide(a.number, b.number));
            default: return Judged::lost();
        }
    }

    Judged call(const SyntaxNode& node) const {
        std::optional<Judged> best;
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            const Judged each = child(node, i);
            if (each.kind == Judged::Kind::lost) return each;
            if (node.text == "applicable") return Judged::truth(each.kind != Judged::Kind::none);
            if (node.text == "round_down") {
                const Judged step = child(node, 1);
                return each.kind == Judged::Kind::none ? each : rounded_down(each, step);
            }
            if (each.kind == Judged::Kind::none) {
                if (node.text == "best_of") continue;
                return each;
            }
            const bool wins = !best || (node.text == "min" ? each.number < best->number
                                                           : each.number > best->number);
            if (wins) best = each;
        }
        return best.value_or(Judged::none());
    }

    static Judged rounded_down(const Judged& value, const Judged& step) {
        const auto count = divide(value.number, step.number);
        if (!count) return Judged::lost();
        base::Int128 whole = count->numerator() / count->denominator();
        if (whole * count->denominator() > count->numerator()) --whole;
        const auto back = base::Decimal::of(whole);
        return back ? Judged::of(multiply(base::Ratio(*back), step.number)) : Judged::lost();
    }

    const Expression& expression_;
    const std::map<std::string, Judged>& facts_;
};

}  // namespace kc::formula::testing
