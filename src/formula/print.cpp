// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/period.hpp"
#include "formula/functions.hpp"
#include "formula/precedence.hpp"
#include "formula/syntax.hpp"

namespace kc::formula {
namespace {

using base::to_string;

constexpr int kOperandBinding = 9;

class Printer {
public:
    explicit Printer(const Expression& expression) : expression_(expression) {}

    // The text of a node that stands where only operators of at least this binding may.
    std::string print(std::uint32_t index, int least) const {
        const SyntaxNode& node = expression_.nodes[index];
        std::string text = bare(node);
        return binding_of(node) < least ? fmt::format("({})", text) : text;
    }

private:
    static int binding_of(const SyntaxNode& node) {
        switch (node.form) {
            case Form::binary: return binding(node.op);
            case Form::unary_not: return kNotBinding;
            case Form::negate: return kNegateBinding;
            // It takes in everything to its right.
            case Form::conditional: return 0;
            default: return kOperandBinding;
        }
    }

    std::string bare(const SyntaxNode& node) const {
        switch (node.form) {
            case Form::number: return fmt::format("{}{}", to_string(node.value), unit(node));
            case Form::date: return to_string(node.day);
            case Form::period: return period(node.text);
            case Form::text: return quoted(node.text);
            case Form::truth: return node.holds ? "yes" : "no";
            case Form::not_applicable: return "not_applicable";
            case Form::name: return node.text;
            case Form::set: return fmt::format("{{{}}}", list(node));
            case Form::negate: return "-" + print(node.children[0], kNegateBinding);
            case Form::unary_not: return "not " + print(node.children[0], kNotBinding);
            case Form::binary: return binary(node);
            case Form::conditional:
                return fmt::format("if {} then {} else {}", print(node.children[0], 0),
                                   print(node.children[1], 0), print(node.children[2], 0));
            case Form::call: return fmt::format("{}({})", function(node.text), list(node));
            case Form::aggregate: return aggregate(node);
        }
        return {};
    }

    static std::string unit(const SyntaxNode& node) { return to_string(node.unit); }

    // In Chinese, because the canonical 2024-H1 would read as a subtraction.
    static std::string period(const std::string& text) {
        const auto parsed = base::Period::parse(text);
        return parsed ? to_chinese_string(*parsed) : text;
    }

    static std::string quoted(const std::string& text) {
        const bool plain = text.find('"') == std::string::npos;
        return plain ? fmt::format("\"{}\"", text) : fmt::format("“{}”", text);
    }

    static std::string function(const std::string& name) {
        const FunctionName* found = find_function(name);
        return found != nullptr ? std::string(found->en) : name;
    }

    std::string list(const SyntaxNode& node) const {
        std::string text;
        for (const std::uint32_t child : node.children) {
            if (!text.empty()) text += ", ";
            text += print(child, 0);
        }
        return text;
    }

    std::string binary(const SyntaxNode& node) const {
        const int own = binding(node.op);
        // Comparisons do not chain, on either side.
        const int left = is_comparison(node.op) ? own + 1 : own;
        return fmt::format("{} {} {}", print(node.children[0], left), sign_of(node.op),
                           print(node.children[1], own + 1));
    }

    std::string aggregate(const SyntaxNode& node) const {
        std::string text = fmt::format("{}({}", function(node.text), node.list);
        if (node.has_value) text += ", " + print(node.children[0], 0);
        if (node.has_filter) text += " where " + print(node.children.back(), 0);
        return text + ")";
    }

    const Expression& expression_;
};

}  // namespace

std::string to_string(const Expression& expression) {
    return Printer(expression).print(static_cast<std::uint32_t>(expression.nodes.size() - 1), 0);
}

bool same(const Expression& a, const Expression& b) {
    return to_string(a) == to_string(b);
}

}  // namespace kc::formula
