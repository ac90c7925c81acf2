// SPDX-License-Identifier: Apache-2.0
// One row through a plan, with the value of every node kept: what a person is answered with.
//
// Make one Evaluation for a plan and use it for many rows; a run allocates nothing. Not for use by
// two threads at a time.
//
//   Evaluation evaluation(plan);
//   std::vector<Cell> row(plan.inputs().size());          // all missing
//   row[staff_slot] = Cell::known(84);
//   evaluation.run(row);
//   evaluation.outcomes(rule.root) == kYes;
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/ratio.hpp"
#include "formula/plan.hpp"

namespace kc::formula {

// What is known about one input of one row. Counts of the input's steps; days since 1970 for a
// date; 0 or 1 for yes/no; TextTable's number for a text; `period_code` for a period.
struct Cell {
    enum class Presence : std::uint8_t { known, missing, none, range };
    std::int64_t lo = 0;
    std::int64_t hi = 0;
    Presence presence = Presence::missing;

    static Cell missing() { return {}; }
    static Cell none() { return {0, 0, Presence::none}; }  // not applicable to this row
    static Cell known(std::int64_t count) { return {count, count, Presence::known}; }
    // Somewhere between: two sources that disagree, an estimate, an expert's range.
    static Cell range(std::int64_t lo, std::int64_t hi) { return {lo, hi, Presence::range}; }

    bool operator==(const Cell&) const = default;
};

// The items of one row's list; nothing when the list is missing.
struct ListCells {
    bool missing = true;
    std::size_t items = 0;
    std::vector<Cell> cells = {};  // items × fields, item by item
};

// A value for every parameter, in the order of Plan::parameters().
struct ParameterValue {
    std::int64_t lo = 0;
    std::int64_t hi = 0;
};
std::vector<ParameterValue> default_parameters(const Plan& plan);

// The value of a node as exact numbers, for showing.
struct Value {
    Type type = {};
    Outcomes outcomes = 0;  // yes/no
    State state = 0;        // everything else
    // In the type's unit (days, text numbers …); empty when unbounded.
    std::optional<base::Ratio> lo = {};
    std::optional<base::Ratio> hi = {};

    [[nodiscard]] bool is_decided() const;
    bool operator==(const Value&) const = default;
};
// "是", "12.5%", "32..82分", "不适用", for traces and tests.
std::string to_string(const Value& value, const TextTable* texts = nullptr);

class Evaluation {
public:
    // Keeps every node that `roots` need; all nodes of the plan when there are no roots.
    explicit Evaluation(const Plan& plan, const std::vector<NodeId>& roots = {});
    ~Evaluation();
    Evaluation(Evaluation&&) noexcept;
    Evaluation& operator=(Evaluation&&) noexcept;

    // From the next run on.
    void set_parameters(std::span<const ParameterValue> values);

    // One cell per input; one entry per list, or none at all when the plan has no lists.
    void run(std::span<const Cell> inputs, std::span<const ListCells> lists = {});

    [[nodiscard]] Outcomes outcomes(NodeId node) const;
    // Counts of the node's step (a halved code where the node is halved), and what it can be.
    [[nodiscard]] std::int64_t lo(NodeId node) const;
    [[nodiscard]] std::int64_t hi(NodeId node) const;
    [[nodiscard]] State state(NodeId node) const;
    [[nodiscard]] Value value(NodeId node) const;

    [[nodiscard]] const Plan& plan() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// Reads "500", "2亿元", "2017-05-03", "yes" for an input of the plan: the exact count of steps.
Result<Cell> read_cell(const InputField& field, std::string_view text, TextTable& texts);
// A number for a parameter, in any unit that converts. An error when it is no whole count of steps.
Result<ParameterValue> read_parameter(const Parameter& parameter, std::string_view text);

}  // namespace kc::formula
