// SPDX-License-Identifier: Apache-2.0
// One indicator over units, periods and dimensions, computed now from the facts a reader sees.
//
// A unit's own figure goes before the sum of its parts: typed totals and counted parts are never
// added together. A sum that lacks parts says how many. Derived indicators are computed cell by
// cell from the slices of their inputs.
//
//   Result<Slice> slice = compute({.facts = columns.as_of({}), .indicators = defs, .units = tree},
//                                 {.indicator = "cn.htfirm.valid_count", .units = {"341800"},
//                                  .periods = {*Period::year(2024)}});
//   slice->cell(0, 0).value
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "indicator/definitions.hpp"
#include "indicator/dimension_choice.hpp"
#include "indicator/fact_columns.hpp"
#include "indicator/outcome.hpp"
#include "indicator/period_plan.hpp"
#include "indicator/unit_tree.hpp"

namespace kc::indicator {

// What every computation stands on. All of it must outlive the computation.
struct Context {
    FactView facts;
    const Definitions& indicators;
    const UnitTree& units;
};

enum class RollUp : std::uint8_t {
    reported_first,  // a unit's own figure, else the sum of its parts
    parts_only,      // units with parts: always the sum, to be held against the reported total
};

struct SliceQuery {
    std::string indicator = {};
    std::vector<std::string> units = {};
    std::vector<base::Period> periods = {};
    std::vector<DimensionFilter> where = {};
    std::vector<std::string> group_by = {};  // names of dimensions
    RollUp roll_up = RollUp::reported_first;
};

struct SliceCell {
    base::Decimal value = {};  // rounded to 6 places where a formula gives no finite decimal
    bool is_known = false;
    bool is_exact = true;     // of `value`; Slice::exact has the true number
    bool is_derived = false;  // by the indicator's formula
    bool is_sum_of_units = false;
    Unknown why = Unknown::no_figure;  // only when not known
    PeriodRule period_rule = PeriodRule::reported;
    std::uint32_t facts = 0;
    std::uint32_t missing_units = 0;  // parts without a figure: the value is only a lower part

    [[nodiscard]] bool is_partial() const { return is_known && missing_units > 0; }
};

class Slice {
public:
    static constexpr std::size_t kMaxCells = 1U << 20U;
    // Sums made from one stored period: units with all below them × groups × sets of names.
    static constexpr std::size_t kMaxSums = 1U << 18U;

    Slice(std::size_t units, std::size_t periods, std::vector<Dimensions> groups);

    [[nodiscard]] std::size_t unit_count() const { return units_; }
    [[nodiscard]] std::size_t period_count() const { return periods_; }
    // In the order of their members; one empty group when the query does not group.
    [[nodiscard]] const std::vector<Dimensions>& groups() const { return groups_; }

    // Units, periods as in the query.
    [[nodiscard]] const SliceCell& cell(std::size_t unit, std::size_t period,
                                        std::size_t group = 0) const {
        return cells_[index(unit, period, group)];
    }
    [[nodiscard]] Outcome exact(std::size_t unit, std::size_t period, std::size_t group = 0) const;

    void set(std::size_t unit, std::size_t period, std::size_t group, SliceCell cell);
    // As `set`, with the value taken from the outcome.
    void set(std::size_t unit, std::size_t period, std::size_t group, SliceCell cell,
             const Outcome& outcome);

private:
    [[nodiscard]] std::size_t index(std::size_t unit, std::size_t period, std::size_t group) const {
        return (unit * periods_ + period) * groups_.size() + group;
    }

    std::size_t units_;
    std::size_t periods_;
    std::vector<Dimensions> groups_;
    std::vector<SliceCell> cells_;
    std::vector<base::Ratio> fractions_;  // by cell; only when some value is not exact
};

// An error for an indicator that is not defined and for questions past the limits; whatever is
// merely not known is a cell that says so.
Result<Slice> compute(const Context& context, const SliceQuery& query);

}  // namespace kc::indicator
