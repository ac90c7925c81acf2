// SPDX-License-Identifier: Apache-2.0
#include "indicator/reported_slice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "indicator/slot_sums.hpp"
#include "indicator/unit_selection.hpp"

namespace kc::indicator {
namespace {

using base::Int128;

// A sum times 10^scale, or the reason why there is none.
struct Sum {
    Int128 value = 0;
    std::uint32_t facts = 0;
    bool is_known = false;
    Unknown why = Unknown::no_figure;
};

// What a unit has in one period and group, parts included.
struct UnitSum {
    Sum sum;
    std::uint32_t missing_units = 0;
    bool is_sum_of_units = false;
    PeriodRule rule = PeriodRule::reported;
};

Diagnostic too_large(std::size_t wanted, std::size_t limit) {
    return Diagnostic{
        "E-slice-too-large",
        {},
        fmt::format("一次要算{}个数，上限是{}个", wanted, limit),
        fmt::format("{} figures were asked for at once; the limit is {}", wanted, limit)}
        .hint("减少单位、时期或分组", "ask for fewer units, periods or groups");
}

// The sums of one stored period, by unit and group.
struct Plane {
    const Segment* segment = nullptr;
    std::vector<Sum> sums = {};
    std::size_t last_use = 0;  // the last of the periods asked for that needs it
};

// A period plan, in planes.
struct Term {
    std::uint32_t plane = 0;
    int sign = 1;
};
struct Way {
    PeriodRule rule = PeriodRule::reported;
    std::vector<Term> terms = {};
};

// The i-th of a partition's dimensions, by the dictionary's number.
struct Offered {
    std::vector<const Dimensions*> dimensions;
    std::vector<std::uint32_t> index_of_id;
};

Offered offered_by(const Partition* partition, const DimensionDictionary& dictionary) {
    Offered offered;
    if (partition == nullptr) return offered;
    offered.index_of_id.resize(partition->has_dimensions.size());
    for (std::uint32_t id = 0; id < partition->has_dimensions.size(); ++id) {
        if (!partition->has_dimensions[id]) continue;
        offered.index_of_id[id] = static_cast<std::uint32_t>(offered.dimensions.size());
        offered.dimensions.push_back(&dictionary.dimensions(id));
    }
    return offered;
}

class ReportedSlice {
public:
    ReportedSlice(const Context& context, const SliceQuery& query, const IndicatorDef& indicator,
                  bool roll_up)
        : context_(context),
          query_(query),
          indicator_(indicator),
          roll_up_(roll_up),
          partition_(context.facts.columns().partition(indicator.code)),
          offered_(offered_by(partition_, context.facts.columns().dimensions())),
          choice_(offered_.dimensions, query.where, query.group_by),
          units_(select(context.units, query.units)) {}

    Result<Slice> run() {
        if (const auto problem = past_limits()) return unexpected(*problem);
        plan_periods();
        const SlotMap map = slot_map();
        SlotSummer summer(context_.facts, map, scale_, indicator_.nature == Nature::occurrence);
        Slice slice(query_.units.size(), query_.periods.size(), choice_.groups());
        for (std::size_t period = 0; period < query_.periods.size(); ++period) {
            sum_planes_of(period, summer);
            for (std::size_t group = 0; group < group_count(); ++group) {
                fill(slice, period, group);
            }
            drop_planes_after(period);
        }
        return slice;
    }

private:
    [[nodiscard]] std::size_t group_count() const { return choice_.groups().size(); }

    [[nodiscard]] std::optional<Diagnostic> past_limits() const {
        const std::size_t cells = query_.units.size() * query_.periods.size() * group_count();
        if (cells > Slice::kMaxCells) return too_large(cells, Slice::kMaxCells);
        const std::size_t sums = units_.entries.size() * group_count() * choice_.set_count();
        if (sums > Slice::kMaxSums) return too_large(sums, Slice::kMaxSums);
        return std::nullopt;
    }

    // The ways that could be open, in terms of planes: the stored periods, each once.
    void plan_periods() {
        std::unordered_map<std::uint32_t, std::uint32_t> plane_of_period;
        for (std::size_t asked = 0; asked < query_.periods.size(); ++asked) {
            plans_.emplace_back();
            for (const PeriodPlan& plan : plans_for(query_.periods[asked], indicator_.nature)) {
                Way way{plan.rule, {}};
                for (const PeriodTerm& term : plan.terms) {
                    const auto plane = plane_of(term.period, plane_of_period);
                    if (!plane) break;
                    planes_[*plane].last_use = asked;
                    way.terms.push_back({*plane, term.sign});
                }
                // A period nobody reported closes the way for every unit.
                if (way.terms.size() == plan.terms.size()) plans_.back().push_back(std::move(way));
            }
        }
    }

    std::optional<std::uint32_t> plane_of(
        const base::Period& period,
        std::unordered_map<std::uint32_t, std::uint32_t>& plane_of_period) {
        const auto id = context_.facts.columns().periods().find(period);
        const Segment* segment = id && partition_ != nullptr ? partition_->segment(*id) : nullptr;
        if (segment == nullptr) return std::nullopt;
        const auto [found, is_new] =
            plane_of_period.emplace(*id, static_cast<std::uint32_t>(planes_.size()));
        if (is_new) {
            planes_.push_back({segment, {}, 0});
            scale_ = std::max(scale_, segment->max_scale());
        }
        return found->second;
    }

    void sum_planes_of(std::size_t period, SlotSummer& summer) {
        for (const Way& way : plans_[period]) {
            for (const Term& term : way.terms) {
                Plane& plane = planes_[term.plane];
                if (plane.sums.empty()) plane.sums = own_sums(summer.sum(*plane.segment));
            }
        }
    }

    void drop_planes_after(std::size_t period) {
        for (const Way& way : plans_[period]) {
            for (const Term& term : way.terms) {
                Plane& plane = planes_[term.plane];
                if (plane.last_use == period) std::vector<Sum>().swap(plane.sums);
            }
        }
    }

    [[nodiscard]] SlotMap slot_map() const {
        const FactColumns& columns = context_.facts.columns();
        const std::size_t sets = choice_.set_count();
        SlotMap map;
        if (partition_ == nullptr) return map;
        map.slot_count = static_cast<std::uint32_t>(units_.entries.size() * sets * group_count());
        map.slot_of_place.assign(columns.places().size(), map.no_slot());
        for (std::size_t entry = 0; entry < units_.entries.size(); ++entry) {
            const auto unit = columns.units().find(units_.entries[entry].code);
            if (!unit) continue;
            for (const std::uint32_t place : columns.places().of_unit(*unit)) {
                const std::uint32_t id = columns.places().dimensions(place);
                if (id >= partition_->has_dimensions.size() || !partition_->has_dimensions[id]) {
                    continue;
                }
                const auto& choice = choice_.choice(offered_.index_of_id[id]);
                if (!choice) continue;
                map.slot_of_place[place] = static_cast<std::uint32_t>(
                    (entry * sets + choice->set) * group_count() + choice->group);
                map.places.push_back(place);
            }
        }
        map.find_runs();
        return map;
    }

    // By unit and group, from the coarsest set of dimensions that has a figure.
    [[nodiscard]] std::vector<Sum> own_sums(std::span<const SlotSum> slots) const {
        std::vector<Sum> sums(units_.entries.size() * group_count());
        const std::size_t sets = choice_.set_count();
        for (std::size_t entry = 0; entry < units_.entries.size(); ++entry) {
            for (std::size_t group = 0; group < group_count(); ++group) {
                for (std::uint32_t set = 0; set < sets; ++set) {
                    const SlotSum& slot = slots[(entry * sets + set) * group_count() + group];
                    if (slot.rows == 0) continue;
                    sums[entry * group_count() + group] = judged(slot, set);
                    break;
                }
            }
        }
        return sums;
    }

    [[nodiscard]] Sum judged(const SlotSum& slot, std::uint32_t set) const {
        Sum sum{slot.sum, slot.rows, true, {}};
        if (slot.overflowed) {
            sum.is_known = false;
            sum.why = Unknown::too_many_digits;
        } else if (!adds_over_units(indicator_.nature) &&
                   (slot.rows != 1 || !choice_.is_exact(set))) {
            sum.is_known = false;
            sum.why = Unknown::not_additive;
        }
        return sum;
    }

    // The unit's own figures, by the first way that is open.
    [[nodiscard]] UnitSum own(std::size_t period, std::size_t at) const {
        UnitSum result;
        for (const Way& way : plans_[period]) {
            const Sum sum = combined(way, at);
            if (sum.is_known) return {sum, 0, false, way.rule};
            if (result.sum.why == Unknown::no_figure) result.sum.why = sum.why;
        }
        return result;
    }

    [[nodiscard]] Sum combined(const Way& way, std::size_t at) const {
        Sum total{0, 0, true, {}};
        for (const Term& term : way.terms) {
            const Sum& sum = planes_[term.plane].sums[at];
            if (!sum.is_known) return {0, 0, false, sum.why};
            add_to(total, sum, term.sign);
            if (!total.is_known) return total;
        }
        return total;
    }

    static void add_to(Sum& total, const Sum& sum, int sign) {
        const auto added = base::checked_add(total.value, sign * sum.value);
        total.facts += sum.facts;
        total.value = added.value_or(0);
        if (added) return;
        total.is_known = false;
        total.why = Unknown::too_many_digits;
    }

    void fill(Slice& slice, std::size_t period, std::size_t group) const {
        std::vector<UnitSum> sums(units_.entries.size());
        for (std::size_t entry = 0; entry < sums.size(); ++entry) {
            const bool has_parts = !units_.entries[entry].parts.empty();
            if (!has_parts || query_.roll_up == RollUp::reported_first) {
                sums[entry] = own(period, entry * group_count() + group);
            }
            if (roll_up_ && has_parts && !sums[entry].sum.is_known) add_parts(sums, entry);
        }
        for (std::size_t unit = 0; unit < units_.asked.size(); ++unit) {
            set_cell(slice, unit, period, group, sums[units_.asked[unit]]);
        }
    }

    void add_parts(std::vector<UnitSum>& sums, std::size_t entry) const {
        UnitSum whole{{0, 0, true, {}}, 0, true, PeriodRule::reported};
        std::size_t known = 0;
        for (const std::uint32_t part : units_.entries[entry].parts) {
            const UnitSum& sum = sums[part];
            whole.missing_units += sum.sum.is_known ? sum.missing_units : 1;
            if (!sum.sum.is_known) continue;
            ++known;
            if (whole.sum.is_known) add_to(whole.sum, sum.sum, 1);
        }
        if (known == 0) return;
        if (adds_over_units(indicator_.nature)) {
            sums[entry] = whole;
        } else {
            sums[entry].sum.why = Unknown::not_additive;
        }
    }

    void set_cell(Slice& slice, std::size_t unit, std::size_t period, std::size_t group,
                  const UnitSum& sum) const {
        SliceCell cell;
        cell.why = sum.sum.why;
        cell.period_rule = sum.rule;
        if (sum.sum.is_known) {
            const auto value = base::Decimal::of(sum.sum.value, scale_);
            cell.is_known = value.has_value();
            cell.value = value.value_or(base::Decimal());
            cell.why = value ? Unknown::no_figure : Unknown::too_many_digits;
            cell.facts = sum.sum.facts;
            cell.missing_units = sum.missing_units;
            cell.is_sum_of_units = sum.is_sum_of_units;
        }
        slice.set(unit, period, group, cell);
    }

    const Context& context_;
    const SliceQuery& query_;
    const IndicatorDef& indicator_;
    bool roll_up_;
    const Partition* partition_;
    Offered offered_;
    DimensionChoice choice_;
    UnitSelection units_;

    std::vector<std::vector<Way>> plans_;  // by period asked for
    std::vector<Plane> planes_;
    int scale_ = 0;
};

}  // namespace

Result<Slice> reported_slice(const Context& context, const SliceQuery& query,
                             const IndicatorDef& indicator, bool roll_up) {
    return ReportedSlice(context, query, indicator, roll_up).run();
}

}  // namespace kc::indicator
