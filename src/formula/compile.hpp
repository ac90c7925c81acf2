// SPDX-License-Identifier: Apache-2.0
// From a formula's text to nodes of a plan: names, types and units are settled here, at load.
//
//   Scope scope;
//   scope.add("职工总数", staff_node);
//   Result<Compiled> rule = compile(*formula, scope, builder, Type::truth());
//   rule->root;     // the node of the whole formula
//   rule->pieces;   // which node each part of the text became, for explanations
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "formula/builder.hpp"
#include "formula/plan.hpp"
#include "formula/syntax.hpp"

namespace kc::formula {

// The names a formula may use. A scope can stand inside another one, whose names it sees too.
class Scope {
public:
    Scope() = default;
    explicit Scope(const Scope* outer) : outer_(outer) {}

    // A later meaning of a name in the same scope replaces the earlier one.
    void add(std::string name, NodeId node) { nodes_[std::move(name)] = node; }
    void add_list(std::string name, std::uint32_t list) { lists_[std::move(name)] = list; }

    [[nodiscard]] std::optional<NodeId> find(std::string_view name) const;
    [[nodiscard]] std::optional<std::uint32_t> find_list(std::string_view name) const;
    // All names, for "did you mean".
    [[nodiscard]] std::vector<std::string> names() const;

private:
    const Scope* outer_ = nullptr;
    std::map<std::string, NodeId, std::less<>> nodes_;
    std::map<std::string, std::uint32_t, std::less<>> lists_;
};

// A part of a formula and its node. Parts inside `count(… where …)` have no node of this plan and
// are left out.
struct Piece {
    NodeId node = {};
    Place at = {};
    std::uint32_t begin = 0;  // characters of the formula
    std::uint32_t end = 0;
    std::string text = {};
};

struct Compiled {
    NodeId root = {};
    std::vector<Piece> pieces = {};  // the whole formula is the last one
};

// `expected`: an error when the formula is of another type, or in a unit that does not convert; the
// root is then in the expected unit.
Result<Compiled> compile(const Expression& expression, const Scope& scope, Builder& builder,
                         const std::optional<Type>& expected = std::nullopt);

// Parses and compiles.
Result<Compiled> compile(std::string_view text, const Place& start, const Scope& scope,
                         Builder& builder, const std::optional<Type>& expected = std::nullopt);

}  // namespace kc::formula
