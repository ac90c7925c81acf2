// SPDX-License-Identifier: Apache-2.0
#include "formula/evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.hpp"
#include "base/period.hpp"
#include "base/quantity.hpp"
#include "base/utf8.hpp"
#include "formula/period_code.hpp"
#include "formula/runner.hpp"

namespace kc::formula {
namespace {

using base::Ratio;

std::vector<NodeId> all_nodes(const Plan& plan) {
    std::vector<NodeId> nodes;
    for (std::uint32_t i = 0; i < plan.nodes().size(); ++i) nodes.push_back(NodeId{i});
    return nodes;
}

// One row as columns of one entry, each cell a known value, missing, or a range.
struct CellStore {
    std::vector<std::int64_t> lo;
    std::vector<std::int64_t> hi;
    std::vector<std::uint8_t> truths;
    std::vector<std::uint8_t> presence;
};

InputColumn column_of(const InputField& field, const CellStore& store, std::size_t first,
                      std::size_t count) {
    InputColumn column;
    column.presence = {&store.presence[first], count};
    if (field.type.kind == Kind::truth) {
        column.truths = {&store.truths[first], count};
    } else {
        column.numbers = {&store.lo[first], count};
        column.upper = {&store.hi[first], count};
    }
    return column;
}

void put(CellStore& store, std::size_t at, const Cell& cell) {
    store.lo[at] = cell.lo;
    store.hi[at] = cell.hi;
    store.truths[at] = cell.lo != 0 ? 1 : 0;
    store.presence[at] = static_cast<std::uint8_t>(cell.presence);
}

void resize(CellStore& store, std::size_t count) {
    store.lo.resize(count);
    store.hi.resize(count);
    store.truths.resize(count);
    store.presence.resize(count);
}

std::optional<Ratio> ratio_of(const Fraction& value) {
    if (!value.is_finite()) return std::nullopt;
    const Fraction fraction = reduced(value);
    // Ratio is made of decimals of 18 digits, so larger parts are put together from two halves.
    const auto part = [](base::Int128 of) -> std::optional<Ratio> {
        constexpr base::Int128 kSplit = base::power_of_ten(17);
        const auto high = base::Decimal::of(of / kSplit);
        const auto low = base::Decimal::of(of % kSplit);
        const auto unit = base::Decimal::of(kSplit);
        if (!high || !low || !unit) return std::nullopt;
        const auto raised = multiply(Ratio(*high), Ratio(*unit));
        return raised ? add(*raised, Ratio(*low)) : std::nullopt;
    };
    const auto top = part(fraction.numerator);
    const auto bottom = part(fraction.denominator);
    return top && bottom ? divide(*top, *bottom) : std::nullopt;
}

std::string bound_text(const std::optional<Ratio>& bound) {
    if (!bound) return "~";
    if (const auto exact = bound->exact()) return to_string(*exact);
    return to_string(*bound);
}

std::string number_text(const Value& value) {
    const std::string unit = to_string(value.type.unit);
    if (value.lo && value.hi && *value.lo == *value.hi) return bound_text(value.lo) + unit;
    return fmt::format("{}..{}{}", bound_text(value.lo), bound_text(value.hi), unit);
}

std::optional<std::int64_t> whole_of(const std::optional<Ratio>& bound) {
    const auto exact = bound ? bound->exact() : std::nullopt;
    return exact ? exact->to_whole() : std::nullopt;
}

std::string day_text(const std::optional<Ratio>& bound) {
    const auto days = whole_of(bound);
    const auto day = days ? base::Date::of_days(*days) : std::nullopt;
    return day ? to_string(*day) : "~";
}

}  // namespace

std::vector<ParameterValue> default_parameters(const Plan& plan) {
    std::vector<ParameterValue> values;
    for (const Parameter& parameter : plan.parameters()) {
        values.push_back({parameter.lo, parameter.hi});
    }
    return values;
}

bool Value::is_decided() const {
    if (type.kind == Kind::truth) return outcomes == kYes || outcomes == kNo;
    return state == kNumber && lo && hi && *lo == *hi;
}

std::string to_string(const Value& value, const TextTable* texts) {
    if (value.type.kind == Kind::truth) {
        switch (value.outcomes) {
            case kYes: return "是";
            case kNo: return "否";
            case kNotApplicable: return "不适用";
            default: return (value.outcomes & kNotApplicable) != 0 ? "待定或不适用" : "待定";
        }
    }
    if ((value.state & kNumber) == 0) return "不适用";
    std::string text;
    const bool point = value.lo && value.hi && *value.lo == *value.hi;
    switch (value.type.kind) {
        case Kind::number: text = number_text(value); break;
        case Kind::date:
            text = point ? day_text(value.lo)
                         : fmt::format("{}..{}", day_text(value.lo), day_text(value.hi));
            break;
        case Kind::text: {
            const auto id = whole_of(value.lo);
            text = point && id && texts != nullptr ? std::string(texts->text(*id)) : "?";
            break;
        }
        case Kind::period: {
            const auto code = whole_of(value.lo);
            const auto first =
                point && code ? base::Date::of_days(first_day_of(*code)) : std::nullopt;
            const auto last =
                point && code ? base::Date::of_days(last_day_of(*code)) : std::nullopt;
            text = first && last ? fmt::format("{}..{}", to_string(*first), to_string(*last)) : "?";
            break;
        }
        case Kind::truth: break;
    }
    return (value.state & kNone) != 0 ? text + "或不适用" : text;
}

struct Evaluation::Parts {
    Parts(const Plan& of, const std::vector<NodeId>& roots)
        : plan(&of), runner(of, roots.empty() ? all_nodes(of) : roots, 1, true) {
        resize(cells, of.inputs().size());
        for (std::size_t i = 0; i < of.inputs().size(); ++i) {
            columns.push_back(column_of(of.inputs()[i], cells, i, 1));
        }
    }

    const Plan* plan;
    Runner runner;
    CellStore cells;
    std::vector<InputColumn> columns;
    std::vector<ListColumns> lists;
    std::vector<std::vector<CellStore>> list_cells;  // by list and field
    std::vector<std::vector<std::uint32_t>> offsets;
    std::vector<std::uint8_t> list_missing;

    void set_lists(std::span<const ListCells> given);

    // A deferred node that is no root has no column; its value is computed when it is asked for.
    [[nodiscard]] bool is_computed(NodeId node) const {
        return !plan->node(node).deferred || runner.frame().column(node).lo != nullptr;
    }
    [[nodiscard]] std::int64_t bound(NodeId node, Side side) const;
};

std::int64_t Evaluation::Parts::bound(NodeId node, Side side) const {
    const Frame& frame = runner.frame();
    if (is_computed(node)) {
        const Column& column = frame.column(node);
        return side == Side::lower ? column.lo[0] : column.hi[0];
    }
    const Bounds bounds = bounds_of(frame, node, 0);
    if ((bounds.state & kNumber) == 0) return 0;
    bool fits = true;
    const Fraction& value = side == Side::lower ? bounds.interval.lo : bounds.interval.hi;
    return halved_code(value, plan->node(node).step, side, fits);
}

// A list of cells, item by item, becomes one column a field.
void Evaluation::Parts::set_lists(std::span<const ListCells> given) {
    const std::size_t count = plan->lists().size();
    lists.assign(count, {});
    list_cells.resize(count);
    offsets.resize(count);
    for (std::size_t l = 0; l < count; ++l) {
        if (l >= given.size() || given[l].missing) continue;
        const auto& fields = plan->lists()[l].fields;
        const std::size_t items = std::min(given[l].items, kMaxListItems);
        KC_CHECK(given[l].cells.size() >= items * fields.size());
        offsets[l] = {0, static_cast<std::uint32_t>(items)};
        lists[l].offsets = offsets[l];
        list_cells[l].resize(fields.size());
        for (std::size_t f = 0; f < fields.size(); ++f) {
            CellStore& store = list_cells[l][f];
            resize(store, std::max<std::size_t>(items, 1));
            for (std::size_t i = 0; i < items; ++i) {
                put(store, i, given[l].cells[i * fields.size() + f]);
            }
            lists[l].fields.push_back(column_of(fields[f], store, 0, items));
        }
    }
    runner.frame().lists = &lists;
}

Evaluation::Evaluation(const Plan& plan, const std::vector<NodeId>& roots)
    : parts_(std::make_unique<Parts>(plan, roots)) {}
Evaluation::~Evaluation() = default;
Evaluation::Evaluation(Evaluation&&) noexcept = default;
Evaluation& Evaluation::operator=(Evaluation&&) noexcept = default;

void Evaluation::set_parameters(std::span<const ParameterValue> values) {
    parts_->runner.set_parameters(values);
}

void Evaluation::run(std::span<const Cell> inputs, std::span<const ListCells> lists) {
    Parts& parts = *parts_;
    KC_CHECK(inputs.size() == parts.plan->inputs().size());
    for (const std::uint32_t slot : parts.runner.slots()) put(parts.cells, slot, inputs[slot]);
    if (!parts.plan->lists().empty()) parts.set_lists(lists);
    parts.runner.load(parts.columns, 0, 1);
    parts.runner.run();
}

Outcomes Evaluation::outcomes(NodeId node) const {
    KC_CHECK(parts_->plan->node(node).type.kind == Kind::truth);
    return parts_->runner.frame().column(node).bits[0];
}

std::int64_t Evaluation::lo(NodeId node) const {
    return parts_->bound(node, Side::lower);
}

std::int64_t Evaluation::hi(NodeId node) const {
    return parts_->bound(node, Side::upper);
}

State Evaluation::state(NodeId node) const {
    const Frame& frame = parts_->runner.frame();
    return parts_->is_computed(node) ? frame.state(node, 0) : bounds_of(frame, node, 0).state;
}

Value Evaluation::value(NodeId id) const {
    const Node& node = parts_->plan->node(id);
    Value value{.type = node.type};
    if (node.type.kind == Kind::truth) {
        value.outcomes = outcomes(id);
        return value;
    }
    value.state = state(id);
    if ((value.state & kNumber) == 0) return value;
    const Interval bounds = exact_bounds(parts_->runner.frame(), id, 0);
    value.lo = ratio_of(bounds.lo);
    value.hi = ratio_of(bounds.hi);
    return value;
}

const Plan& Evaluation::plan() const {
    return *parts_->plan;
}

// --- reading values -----------------------------------------------------------------------------

namespace {

Diagnostic not_a_value(const std::string& name, std::string_view text, const Type& type) {
    const std::string shown = base::shortened(text);
    return Diagnostic{"E-formula-value",
                      {},
                      fmt::format("“{}”：“{}”不是{}", name, shown, to_chinese_string(type)),
                      fmt::format("'{}': '{}' is not {}", name, shown, to_english_string(type))};
}

Result<std::int64_t> read_count(const std::string& name, const Type& type, const Ratio& step,
                                std::string_view text) {
    const auto quantity = base::Quantity::parse(text);
    if (!quantity) return unexpected(quantity.error());
    const PlainUnit unit = plain(quantity->unit);
    std::optional<Ratio> by = factor(unit.unit, type.unit);
    const bool bare = quantity->unit.is_none();
    const bool counted = type.unit.exponent() == 0 && !type.unit.is_per() &&
                         (type.unit.dimension() == base::Dimension::count ||
                          type.unit.dimension() == base::Dimension::score);
    if (!by && bare && (counted || quantity->value.is_zero())) by = Ratio(1);
    if (!by) return unexpected(base::unit_mismatch(quantity->unit, type.unit));
    const auto scaled = multiply(Ratio(quantity->value), unit.factor);
    const auto value = scaled ? multiply(*scaled, *by) : std::nullopt;
    const auto counts = value ? divide(*value, step) : std::nullopt;
    const auto count = whole_of(counts);
    if (!count || *count > kMaxCount || *count < -kMaxCount) {
        const std::string shown = base::shortened(text);
        return unexpected(Diagnostic{
            "E-formula-step",
            {},
            fmt::format("“{}”：“{}”不是最小单位的整数倍，或者太大", name, shown),
            fmt::format("'{}': '{}' is no whole number of its smallest steps, or too large", name,
                        shown)});
    }
    return *count;
}

}  // namespace

Result<Cell> read_cell(const InputField& field, std::string_view text, TextTable& texts) {
    if (text.empty()) return Cell::missing();
    if (text == "NA" || text == "不适用") return Cell::none();
    switch (field.type.kind) {
        case Kind::truth:
            if (text == "yes" || text == "true" || text == "是" || text == "1") {
                return Cell::known(1);
            }
            if (text == "no" || text == "false" || text == "否" || text == "0") {
                return Cell::known(0);
            }
            return unexpected(not_a_value(field.name, text, field.type)
                                  .hint("写 yes、no 或 是、否", "write yes or no"));
        case Kind::number: {
            const auto count = read_count(field.name, field.type, field.step, text);
            if (!count) return unexpected(count.error());
            return Cell::known(*count);
        }
        case Kind::date: {
            const auto day = base::Date::parse(text);
            if (!day) return unexpected(day.error());
            return Cell::known(day->days_since_1970());
        }
        case Kind::period: {
            const auto period = base::Period::parse(text);
            if (!period) return unexpected(period.error());
            return Cell::known(period_code(*period));
        }
        case Kind::text: {
            const bool listed =
                field.codes.empty() || std::ranges::find(field.codes, text) != field.codes.end();
            if (!listed) return unexpected(not_a_value(field.name, text, field.type));
            return Cell::known(texts.intern(text));
        }
    }
    return Cell::missing();
}

Result<ParameterValue> read_parameter(const Parameter& parameter, std::string_view text) {
    TextTable unused;
    if (parameter.type.kind == Kind::text || text.empty()) {
        return unexpected(not_a_value(parameter.name, text, parameter.type));
    }
    const auto cell = read_cell(
        {.name = parameter.name, .type = parameter.type, .step = parameter.step}, text, unused);
    if (!cell) return unexpected(cell.error());
    return ParameterValue{cell->lo, cell->hi};
}

}  // namespace kc::formula
