// SPDX-License-Identifier: Apache-2.0
// Makes a plan: adds inputs, parameters and nodes, checks types and units, and lets equal nodes
// be one.
//
// One builder serves many policies, so that a hundred of them share what they have in common.
// Errors carry no place; `compile` adds the formula's, other callers their own.
//
//   TextTable texts;
//   Builder builder(texts);
//   auto staff = builder.input({.name = "职工总数", .type = Type::number(people), ...});
//   Scope scope;
//   scope.add("职工总数", *staff);
//   auto node = compile(*parse("职工总数 <= 500人"), scope, builder);   // compile.hpp
//   Plan plan = builder.finish();
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/result.hpp"
#include "formula/plan.hpp"

namespace kc::formula {

// One step of a table: from `edge` upwards the value is `value`. An inclusive edge belongs to the
// band above it ("5000万元以上（含）"), an exclusive one to the band below.
struct Band {
    NodeId edge = {};  // a constant or a parameter
    bool inclusive = true;
    NodeId value = {};  // a constant (also a range) or a parameter
};

struct Case {
    NodeId condition = {};
    NodeId value = {};
};

// The part of an amount above `from` counts at `rate`.
struct Tier {
    NodeId from = {};
    NodeId rate = {};
};

class Builder {
public:
    explicit Builder(TextTable& texts) : texts_(&texts) {}

    // --- what is read -------------------------------------------------------------------------
    // An error for a name that is there already with another meaning; the same node for the same.
    Result<NodeId> input(InputField field);
    Result<NodeId> parameter(Parameter parameter);
    // A number; its step leaves room for two more digits than the value has.
    Result<NodeId> parameter(std::string name, base::Decimal value, base::Unit unit);
    Result<std::uint32_t> list(ListField field);

    // --- constants ----------------------------------------------------------------------------
    Result<NodeId> number(base::Decimal value, base::Unit unit = {});
    Result<NodeId> number(const base::Ratio& value, base::Unit unit = {});
    // A number somebody may choose within these: an expert's range.
    Result<NodeId> range(base::Decimal lowest, base::Decimal highest, base::Unit unit = {});
    NodeId date(base::Date day);
    Result<NodeId> period(std::string_view text);
    NodeId text(std::string_view text);
    NodeId truth(bool holds);
    NodeId none(const Type& type);

    // --- arithmetic ---------------------------------------------------------------------------
    Result<NodeId> add(NodeId a, NodeId b);
    Result<NodeId> subtract(NodeId a, NodeId b);
    Result<NodeId> multiply(NodeId a, NodeId b);
    // "Not applicable" where b is zero.
    Result<NodeId> divide(NodeId a, NodeId b);
    Result<NodeId> negate(NodeId a);
    Result<NodeId> sum(std::span<const NodeId> terms);
    Result<NodeId> minimum(std::span<const NodeId> terms);
    Result<NodeId> maximum(std::span<const NodeId> terms);
    // The greatest of those that are applicable; not applicable when none is.
    Result<NodeId> best_of(std::span<const NodeId> terms);
    // To a multiple of the constant `step`.
    Result<NodeId> round(NodeId value, NodeId step, Rounding rounding);

    // --- yes/no -------------------------------------------------------------------------------
    Result<NodeId> at_least(NodeId a, NodeId b);
    Result<NodeId> more_than(NodeId a, NodeId b);
    Result<NodeId> equal(NodeId a, NodeId b);
    Result<NodeId> within(NodeId value, std::span<const NodeId> constants);
    Result<NodeId> all(std::span<const NodeId> conditions);
    Result<NodeId> any(std::span<const NodeId> conditions);
    Result<NodeId> negation(NodeId condition);
    Result<NodeId> applicable(NodeId value);

    // --- choices ------------------------------------------------------------------------------
    Result<NodeId> choose(NodeId condition, NodeId then, NodeId otherwise);
    // The value of the first case that holds.
    Result<NodeId> first(std::span<const Case> cases, NodeId otherwise);
    Result<NodeId> otherwise(NodeId value, NodeId instead);
    // `below` holds under the first edge; edges must rise.
    Result<NodeId> bands(NodeId value, NodeId below, std::span<const Band> bands);
    // The sum over all tiers of rate times the part of the amount in the tier.
    Result<NodeId> tiers(NodeId amount, std::span<const Tier> tiers);

    // --- days ---------------------------------------------------------------------------------
    // Rounding::down takes the month's last day where there is no such day, up the next month's
    // first.
    Result<NodeId> add_months(NodeId day, NodeId months, Rounding rounding);
    Result<NodeId> date_part(NodeId day, DatePart part);
    // Completed months between two days; a day that a month lacks is reached on the first after it.
    Result<NodeId> whole_months(NodeId from, NodeId to);
    Result<NodeId> period_day(NodeId period, PeriodDay which);

    // --- lists --------------------------------------------------------------------------------
    // For one aggregate: a builder of its own for what is computed for each item. Outer nodes come
    // in through `captured`.
    struct Items;
    Result<NodeId> aggregate(Fold fold, std::uint32_t list, Items& items, NodeId value,
                             NodeId filter);

    // Checks that a node has this type and brings it to its unit.
    Result<NodeId> expect(NodeId node, const Type& type);

    [[nodiscard]] const Node& node(NodeId id) const { return plan_.node(id); }
    [[nodiscard]] const Plan& so_far() const { return plan_; }
    [[nodiscard]] TextTable& texts() { return *texts_; }

    // A copy of everything added so far; the builder can go on.
    [[nodiscard]] Plan finish() const;

private:
    struct Grid;

    Result<NodeId> intern(Node node);
    Result<NodeId> folded(Node node);
    Result<Node> on_one_grid(Op op, std::span<const NodeId> terms, std::size_t first);
    Result<NodeId> combine(Op op, std::span<const NodeId> terms);
    Result<NodeId> wide(Wide kind, std::span<const NodeId> terms, base::Unit unit);
    Result<NodeId> scaled(NodeId a, const base::Ratio& factor, base::Unit unit);
    Result<NodeId> compare(Op op, NodeId a, NodeId b);
    Result<NodeId> compare_choices(Op op, NodeId value, NodeId table, bool mirrored);
    Result<NodeId> connect(Op op, std::span<const NodeId> conditions);
    [[nodiscard]] bool declared_at_most(NodeId a, NodeId b) const;

    TextTable* texts_;
    Plan plan_;
    std::map<std::string, std::uint32_t> interned_;
};

}  // namespace kc::formula
