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

// A unit's parts, added so far.
struct Whole {
    Sum sum = {.is_known = true};
    std::uint32_t missing_units = 0;
    std::uint32_t known_parts = 0;
};

// The sums of one stored period, by slot.
struct Plane {
    const Segment* segment = nullptr;
    std::vector<SlotSum> sums = {};
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

// The places of the units asked for, and below, where the indicator was ever reported.
struct Located {
    struct Place {
        std::uint32_t place = 0;
        std::uint32_t entry = 0;      // of the unit selection
        std::uint32_t dimension = 0;  // index into `dimensions`
    };

    std::vector<Place> places;
    std::vector<const Dimensions*> dimensions;
};

Located locate(const FactColumns& columns, const Partition* partition, const UnitSelection& units) {
    Located located;
    if (partition == nullptr) return located;
    std::unordered_map<std::uint32_t, std::uint32_t> index_of_id;
    for (std::uint32_t entry = 0; entry < units.entries.size(); ++entry) {
        const auto unit = columns.units().find(units.entries[entry].code);
        if (!unit) continue;
        for (const std::uint32_t place : columns.places().of_unit(*unit)) {
            const std::uint32_t id = columns.places().dimensions(place);
            if (id >= partition->has_dimensions.size() || !partition->has_dimensions[id]) continue;
            const auto [found, is_new] =
                index_of_id.emplace(id, static_cast<std::uint32_t>(located.dimensions.size()));
            if (is_new) located.dimensions.push_back(&columns.dimensions().dimensions(id));
            located.places.push_back({place, entry, found->second});
        }
    }
    return located;
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
          units_(select(context.units, query.units)),
          located_(locate(context.facts.columns(), partition_, units_)),
          choice_(located_.dimensions, query.where, query.group_by) {}

    Result<Slice> run() {
        if (const auto problem = past_limits()) return unexpected(*problem);
        plan_periods();
        SlotSummer summer(context_.facts, slots(),
                          {.slot_count = static_cast<std::uint32_t>(
                               units_.entries.size() * choice_.set_count() * group_count()),
                           .scale = scale_,
                           .count_only = indicator_.nature == Nature::occurrence});
        Slice slice(query_.units.size(), query_.periods.size(), choice_.groups());
        for (std::size_t period = 0; period < query_.periods.size(); ++period) {
            sum_planes_of(period, summer);
            fill(slice, period);
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
                if (plane.sums.empty()) {
                    plane.sums = summer.sum(*plane.segment, std::exchange(spare_, {}));
                }
            }
        }
    }

    void drop_planes_after(std::size_t period) {
        for (const Way& way : plans_[period]) {
            for (const Term& term : way.terms) {
                Plane& plane = planes_[term.plane];
                if (plane.last_use == period) spare_ = std::exchange(plane.sums, {});
            }
        }
    }

    [[nodiscard]] std::vector<PlaceSlot> slots() const {
        std::vector<PlaceSlot> slots;
        for (const Located::Place& each : located_.places) {
            const auto& choice = choice_.choice(each.dimension);
            if (!choice) continue;
            slots.push_back({each.place, static_cast<std::uint32_t>(
                                             slot_of(each.entry, choice->set, choice->group))});
        }
        return slots;
    }

    [[nodiscard]] std::size_t slot_of(std::size_t entry, std::size_t set, std::size_t group) const {
        return (entry * choice_.set_count() + set) * group_count() + group;
    }

    // The sum of one stored period, or null and the reason. No structs are copied here: it runs
    // once for every unit, group and period.
    struct Observed {
        const SlotSum* sum = nullptr;
        Unknown why = Unknown::no_figure;
    };

    // From the coarsest set of dimensions that has a figure.
    [[nodiscard]] Observed observed(const Plane& plane, std::size_t entry,
                                    std::size_t group) const {
        for (std::uint32_t set = 0; set < choice_.set_count(); ++set) {
            const SlotSum& slot = plane.sums[slot_of(entry, set, group)];
            if (slot.rows == 0) continue;
            if (slot.overflowed) return {nullptr, Unknown::too_many_digits};
            const bool is_one_figure = slot.rows == 1 && choice_.is_exact(set);
            if (!is_one_figure && !adds_over_units(indicator_.nature)) {
                return {nullptr, Unknown::not_additive};
            }
            return {&slot, {}};
        }
        return {};
    }

    // The unit's own figures, by the first way that is open.
    void find_own(UnitSum& result, std::size_t period, std::size_t entry, std::size_t group) const {
        Unknown why = Unknown::no_figure;
        for (const Way& way : plans_[period]) {
            combine(result.sum, way, entry, group);
            result.rule = way.rule;
            if (result.sum.is_known) return;
            if (why == Unknown::no_figure) why = result.sum.why;
        }
        result.sum.why = why;
    }

    void combine(Sum& total, const Way& way, std::size_t entry, std::size_t group) const {
        total.value = 0;
        total.facts = 0;
        total.is_known = true;
        for (const Term& term : way.terms) {
            const Observed part = observed(planes_[term.plane], entry, group);
            if (part.sum == nullptr) {
                total.is_known = false;
                total.why = part.why;
                return;
            }
            add_to(total, part.sum->sum, part.sum->rows, term.sign);
            if (!total.is_known) return;
        }
    }

    // Added in place: an optional on the way would cost more than the addition.
    static void add_to(Sum& total, Int128 value, std::uint32_t facts, int sign) {
        total.facts += facts;
        if (!__builtin_add_overflow(total.value, sign * value, &total.value)) return;
        total.value = 0;
        total.is_known = false;
        total.why = Unknown::too_many_digits;
    }

    void fill(Slice& slice, std::size_t period) {
        const std::size_t groups = group_count();
        unit_sums_.resize(units_.entries.size() * groups);
        for (std::size_t entry = 0; entry < units_.entries.size(); ++entry) {
            const bool has_parts = !units_.entries[entry].parts.empty();
            const bool asks_own = !has_parts || query_.roll_up == RollUp::reported_first;
            for (std::size_t group = 0; group < groups; ++group) {
                UnitSum& sum = unit_sums_[entry * groups + group];
                sum.missing_units = 0;
                sum.is_sum_of_units = false;
                sum.rule = PeriodRule::reported;
                sum.sum.is_known = false;
                sum.sum.why = Unknown::no_figure;
                if (asks_own) find_own(sum, period, entry, group);
            }
            if (roll_up_ && has_parts) add_parts(entry);
        }
        for (std::size_t unit = 0; unit < units_.asked.size(); ++unit) {
            for (std::size_t group = 0; group < groups; ++group) {
                set_cell(slice, unit, period, group,
                         unit_sums_[units_.asked[unit] * groups + group]);
            }
        }
    }

    // Part by part, because the groups of a part stand together.
    void add_parts(std::size_t entry) {
        const std::size_t groups = group_count();
        wholes_.assign(groups, Whole{});
        for (const std::uint32_t part : units_.entries[entry].parts) {
            for (std::size_t group = 0; group < groups; ++group) {
                const UnitSum& sum = unit_sums_[part * groups + group];
                Whole& whole = wholes_[group];
                whole.missing_units += sum.sum.is_known ? sum.missing_units : 1;
                if (!sum.sum.is_known) continue;
                ++whole.known_parts;
                if (whole.sum.is_known) add_to(whole.sum, sum.sum.value, sum.sum.facts, 1);
            }
        }
        for (std::size_t group = 0; group < groups; ++group) {
            UnitSum& result = unit_sums_[entry * groups + group];
            const Whole& whole = wholes_[group];
            if (result.sum.is_known || whole.known_parts == 0) continue;
            if (adds_over_units(indicator_.nature)) {
                result = {whole.sum, whole.missing_units, true, PeriodRule::reported};
            } else {
                result.sum.why = Unknown::not_additive;
            }
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
    UnitSelection units_;
    Located located_;
    DimensionChoice choice_;

    std::vector<std::vector<Way>> plans_;  // by period asked for
    std::vector<Plane> planes_;
    std::vector<SlotSum> spare_;      // the sums of a plane dropped
    std::vector<Whole> wholes_;       // by group, of the unit at hand
    std::vector<UnitSum> unit_sums_;  // of the period at hand, by unit and group
    int scale_ = 0;
};

}  // namespace

Result<Slice> reported_slice(const Context& context, const SliceQuery& query,
                             const IndicatorDef& indicator, bool roll_up) {
    return ReportedSlice(context, query, indicator, roll_up).run();
}

}  // namespace kc::indicator
