// SPDX-License-Identifier: Apache-2.0
// Formulas made ready for computing: one graph of nodes in which equal sub-expressions are one.
//
// A plan is made by a Builder (builder.hpp), never changes, and serves one row (evaluation.hpp) and
// a million (batch.hpp) with the same kernels. Every node comes after its operands.
//
// Numbers are whole counts of a node's step (1人, 0.01元), so they are exact. Two kinds of node
// cannot be: quotients, and what is computed from them. Their columns hold a `halved` code: 2k when
// the value is k steps, 2k+1 when it lies strictly between k and k+1. Comparing codes is comparing
// values, except for two equal odd ones, and those are compared as fractions.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ratio.hpp"
#include "formula/limits.hpp"
#include "formula/type.hpp"

namespace kc::formula {

struct NodeId {
    std::uint32_t index = UINT32_MAX;
    [[nodiscard]] bool exists() const { return index != UINT32_MAX; }
    auto operator<=>(const NodeId&) const = default;
};

// A set of what a yes/no can still turn out to be.
using Outcomes = std::uint8_t;
inline constexpr Outcomes kNo = 1;
inline constexpr Outcomes kYes = 2;
inline constexpr Outcomes kOpen = kNo | kYes;
inline constexpr Outcomes kNotApplicable = 4;

// A set of what a number (day, text) can still turn out to be.
using State = std::uint8_t;
inline constexpr State kNumber = 1;
inline constexpr State kNone = 2;      // not applicable, or a division by zero
inline constexpr State kTooLarge = 4;  // a result did not fit: the bounds are safe, but wide

enum class Op : std::uint8_t {
    constant,
    input,
    parameter,
    scaled,    // the operand counted in another step, or negated
    add,       // sum of all operands
    multiply,  // two operands
    quotient,  // two exact operands
    wide,      // arithmetic on quotients: `wide` says which
    minimum,
    maximum,
    best,       // maximum of the operands that are applicable
    choose,     // condition, then, else
    otherwise,  // the first that is applicable
    at_least,   // a >= b
    more_than,  // a > b
    same_as,    // a = b
    within,     // operand 0 is one of `table`
    all,
    any,
    negation,
    applicable,
    bands,
    round,
    add_months,
    date_part,
    whole_months,
    period_day,
    aggregate
};

enum class Wide : std::uint8_t { none, add, multiply, divide };
enum class Rounding : std::uint8_t { down, up, half_up };
enum class DatePart : std::uint8_t { year, month, day };
enum class PeriodDay : std::uint8_t { first, last };
enum class Fold : std::uint8_t { count, sum, minimum, maximum, exists };

class Plan;

struct Node {
    Op op = Op::constant;
    Type type = {};
    base::Ratio step = base::Ratio(1);  // numbers: the value of one count, in the type's unit
    bool halved = false;
    bool uniform = false;  // the same for every row: only constants and parameters below it
    bool may_be_none = false;
    // Halved nodes, set by Builder::finish. A deferred one has a single reader, which wants its
    // exact value and not its code: it is computed inside that reader, where it is needed. One that
    // keeps has exact values beside its codes; the exact value of any other is computed on demand.
    bool deferred = false;
    bool keeps_exact = false;
    std::vector<NodeId> operands = {};
    // Numbers: each operand's counts are multiplied by this to be in the operation's step.
    // Quotients: two factors to its step, then two to its unit.
    std::vector<std::int64_t> factors = {};

    // What belongs to single operations.
    std::int64_t lo = 0;  // constants
    std::int64_t hi = 0;
    std::uint8_t bits = kNumber;  // constants: outcomes or state
    std::uint32_t slot = 0;       // inputs and parameters
    Wide wide = Wide::none;
    Rounding rounding = Rounding::down;
    DatePart part = DatePart::year;
    PeriodDay period_day = PeriodDay::first;
    Fold fold = Fold::count;
    bool at_most_one = false;  // quotients and comparisons: the domain says a <= b (b <= a)
    std::vector<std::int64_t> table = {};      // `within`: sorted
    std::vector<std::uint8_t> inclusive = {};  // bands: whether an edge belongs to the band above
    std::uint32_t list = 0;                    // aggregates
    std::shared_ptr<const Plan> items = {};    // aggregates: computed for each item

    bool operator==(const Node&) const = default;
};

// A bound of a legal domain: a count of the input's steps, or the value of another input.
struct Bound {
    std::optional<std::int64_t> count = {};
    NodeId input = {};
    bool operator==(const Bound&) const = default;
};

// Something that is read for each row.
struct InputField {
    std::string name = {};
    Type type = {};
    base::Ratio step = base::Ratio(1);
    Bound lowest = {};
    Bound highest = {};
    // One that is missing may turn out not to apply. Without it a missing one is taken to apply,
    // and a row that says "not applicable" says something new.
    bool may_be_none = false;
    std::vector<std::string> codes = {};      // texts: the only ones there are; empty for any
    std::vector<std::int64_t> code_ids = {};  // set by the builder: the codes' numbers
    bool operator==(const InputField&) const = default;
};

// Something that is set for a whole run: a limit of the law, changed in the sandbox.
struct Parameter {
    std::string name = {};
    Type type = {};
    base::Ratio step = base::Ratio(1);
    std::int64_t lo = 0;  // the value it has until a run says otherwise
    std::int64_t hi = 0;
    bool operator==(const Parameter&) const = default;
};

// A list that belongs to each row, such as a firm's IP rights.
struct ListField {
    std::string name = {};
    std::vector<InputField> fields = {};
    std::size_t max_items = kMaxListItems;  // a list that is missing may have that many
    bool operator==(const ListField&) const = default;
};

// Texts and the numbers that stand for them. Equal texts have equal numbers, and only those.
class TextTable {
public:
    std::int64_t intern(std::string_view text);
    [[nodiscard]] std::string_view text(std::int64_t id) const;

private:
    std::map<std::string, std::int64_t, std::less<>> ids_;
    std::vector<std::string> texts_;
};

class Plan {
public:
    [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
    [[nodiscard]] const Node& node(NodeId id) const { return nodes_[id.index]; }
    [[nodiscard]] const std::vector<InputField>& inputs() const { return inputs_; }
    [[nodiscard]] const std::vector<Parameter>& parameters() const { return parameters_; }
    [[nodiscard]] const std::vector<ListField>& lists() const { return lists_; }

    // The node of an input by its slot.
    [[nodiscard]] NodeId input_node(std::size_t slot) const { return input_nodes_[slot]; }
    [[nodiscard]] std::optional<std::size_t> find_input(std::string_view name) const;
    [[nodiscard]] std::optional<std::size_t> find_parameter(std::string_view name) const;
    [[nodiscard]] std::optional<std::size_t> find_list(std::string_view name) const;

    // Every node that `roots` need, in the order of computing.
    [[nodiscard]] std::vector<NodeId> needed_for(const std::vector<NodeId>& roots) const;
    // Which nodes change with any of these parameters (by slot).
    [[nodiscard]] std::vector<bool> depends_on(const std::vector<std::size_t>& parameters) const;
    // The inputs (by slot) that a node reads.
    [[nodiscard]] std::vector<std::size_t> inputs_of(NodeId node) const;

    // What else has to be there when `node` is computed: operands, and what is behind those whose
    // exact value is computed on demand.
    [[nodiscard]] std::vector<NodeId> reads_of(NodeId node) const;

private:
    friend class Builder;

    void mark_exact();

    std::vector<Node> nodes_;
    std::vector<InputField> inputs_;
    std::vector<NodeId> input_nodes_;
    std::vector<Parameter> parameters_;
    std::vector<ListField> lists_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> captured_;  // item plans: slot, outer node
};

}  // namespace kc::formula
