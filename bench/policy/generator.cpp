// SPDX-License-Identifier: Apache-2.0
#include "generator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/decimal.hpp"
#include "base/int128.hpp"
#include "base/quantity.hpp"
#include "pack/folder.hpp"

namespace kc::bench {
namespace {

using formula::Cell;
using formula::NodeId;
using formula::Op;

// splitmix64: the same on every machine.
class Random {
public:
    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }
    std::int64_t below(std::int64_t end) {
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(end));
    }

private:
    std::uint64_t state_ = 20170503;
};

// Every figure a little larger: 500 becomes 501, 2亿元 becomes 2.01亿元, 10% becomes 10.1%.
void shift(pack::Node& values, std::size_t variant) {
    for (pack::Node& value : values.items) {
        const auto quantity = base::Quantity::parse(value.text);
        if (!quantity) continue;
        const bool is_whole =
            quantity->unit.dimension() == base::Dimension::count || quantity->unit.is_none();
        const auto part = base::Decimal::of(static_cast<std::int64_t>(variant), is_whole ? 0 : 2);
        const auto sum = part ? add(quantity->value, *part) : std::nullopt;
        if (sum) value.text = base::to_string(*sum) + base::to_string(quantity->unit);
    }
}

// A number compared with an input, in the input's counts.
struct Limit {
    std::size_t slot = 0;
    std::int64_t count = 0;
};

// A share of two inputs compared with a number: top / 1000 of bottom, exact enough to land beside.
struct Share {
    std::size_t top = 0;
    std::size_t bottom = 0;
    base::Ratio at = {};
};

std::optional<base::Ratio> fixed_value(const formula::Plan& plan, NodeId id) {
    const formula::Node& node = plan.node(id);
    std::int64_t count = node.lo;
    if (node.op == Op::parameter) {
        count = plan.parameters()[node.slot].lo;
    } else if (node.op != Op::constant) {
        return std::nullopt;
    }
    const auto decimal = base::Decimal::of(count);
    return decimal ? multiply(base::Ratio(*decimal), node.step) : std::nullopt;
}

class Limits {
public:
    explicit Limits(const formula::Plan& plan) : plan_(plan) {
        for (const formula::Node& node : plan.nodes()) {
            if (node.op == Op::at_least || node.op == Op::more_than || node.op == Op::same_as) {
                add(node.operands[0], node.operands[1]);
                add(node.operands[1], node.operands[0]);
            } else if (node.op == Op::bands) {
                for (std::size_t i = 1; i < node.operands.size(); ++i) {
                    add(node.operands[0], node.operands[i]);
                }
            }
        }
    }

    std::vector<Limit> limits;
    std::vector<Share> shares;

private:
    // Through changes of step, which keep the value.
    NodeId source(NodeId id) const {
        while (plan_.node(id).op == Op::scaled) id = plan_.node(id).operands[0];
        return id;
    }

    void add(NodeId value, NodeId edge) {
        const auto at = fixed_value(plan_, source(edge));
        if (!at) return;
        const formula::Node& node = plan_.node(source(value));
        if (node.op == Op::input) {
            const auto counts = divide(*at, node.step);
            if (counts && counts->denominator() == 1) {
                limits.push_back({node.slot, static_cast<std::int64_t>(counts->numerator())});
            }
        } else if (node.op == Op::quotient) {
            const formula::Node& top = plan_.node(source(node.operands[0]));
            const formula::Node& bottom = plan_.node(source(node.operands[1]));
            if (top.op == Op::input && bottom.op == Op::input && top.step == bottom.step) {
                shares.push_back({top.slot, bottom.slot, *at});
            }
        }
    }

    const formula::Plan& plan_;
};

}  // namespace

std::vector<pack::Entry<pack::PolicyText>> policies(std::size_t count) {
    Diagnostics found;
    pack::ObjectSet set;
    for (const pack::TextFile& file : pack::read_folder(KC_SOURCE_DIR "/catalog/policies", found)) {
        if (auto document = pack::read_yaml(file.text, file.path, found)) {
            pack::read_objects(std::move(document), set, found);
        }
    }
    std::vector<pack::Entry<pack::PolicyText>> all = set.policies;
    const std::size_t shipped = all.size();
    for (std::size_t i = shipped; shipped > 0 && i < count; ++i) {
        pack::Entry<pack::PolicyText> entry = all[i % shipped];
        const std::size_t variant = i / shipped;
        entry.value.code += fmt::format(".v{}", variant);
        entry.value.family = entry.value.code;
        entry.value.next.clear();
        for (auto& parameter : entry.value.parameters) {
            shift(parameter.value.values.node, variant);
        }
        all.push_back(std::move(entry));
    }
    return all;
}

Subjects::Subjects(const policy::PolicySet& set, std::size_t rows, int missing_percent)
    : rows_(rows) {
    const formula::Plan& plan = set.plan();
    const Limits limits(plan);
    Random random;
    columns_.resize(plan.inputs().size());
    for (std::size_t slot = 0; slot < columns_.size(); ++slot) {
        Column& column = columns_[slot];
        column.is_truth = plan.inputs()[slot].type.kind == formula::Kind::truth;
        column.is_truth ? column.truths.resize(rows) : column.numbers.resize(rows);
        if (missing_percent > 0) column.presence.resize(rows);
    }
    std::vector<std::int64_t> cells(columns_.size());
    for (std::size_t row = 0; row < rows; ++row) {
        // Firms differ in size, and their figures go together.
        const std::int64_t size = 1 + random.below(1 << random.below(12));
        for (std::size_t slot = 0; slot < columns_.size(); ++slot) {
            const formula::InputField& field = plan.inputs()[slot];
            switch (field.type.kind) {
                case formula::Kind::truth: cells[slot] = random.below(8) < 5 ? 1 : 0; break;
                case formula::Kind::date: cells[slot] = 17'000 + random.below(3'500); break;
                case formula::Kind::text:
                    cells[slot] =
                        field.codes.empty()
                            ? 0
                            : set.texts().intern(field.codes[static_cast<std::size_t>(
                                  random.below(static_cast<std::int64_t>(field.codes.size())))]);
                    break;
                default: {
                    const bool is_money = field.type.unit.dimension() == base::Dimension::yuan;
                    cells[slot] =
                        is_money ? size * random.below(200'000'000) : random.below(size + 5);
                }
            }
        }
        if (random.below(5) == 0 && !limits.limits.empty()) {
            const std::int64_t which = random.below(2);
            if (which == 0 || limits.shares.empty()) {
                const Limit& one = limits.limits[static_cast<std::size_t>(
                    random.below(static_cast<std::int64_t>(limits.limits.size())))];
                if (!columns_[one.slot].is_truth) {
                    cells[one.slot] = one.count - 1 + random.below(3);
                }
            } else {
                const Share& one = limits.shares[static_cast<std::size_t>(
                    random.below(static_cast<std::int64_t>(limits.shares.size())))];
                const base::Int128 top =
                    base::Int128{cells[one.bottom]} * one.at.numerator() / one.at.denominator();
                cells[one.top] = static_cast<std::int64_t>(top) - 1 + random.below(3);
            }
        }
        for (std::size_t slot = 0; slot < columns_.size(); ++slot) {
            const formula::InputField& field = plan.inputs()[slot];
            std::int64_t value = cells[slot];
            if (field.highest.count) value = std::min(value, *field.highest.count);
            if (field.highest.input.exists()) {
                value = std::min(value, cells[plan.node(field.highest.input).slot]);
            }
            if (field.lowest.count) value = std::max(value, *field.lowest.count);
            Column& column = columns_[slot];
            if (column.is_truth) {
                column.truths[row] = static_cast<std::uint8_t>(value != 0);
            } else {
                column.numbers[row] = value;
            }
            if (!column.presence.empty() && random.below(100) < missing_percent) {
                column.presence[row] = static_cast<std::uint8_t>(Cell::Presence::missing);
            }
        }
    }
}

formula::Table Subjects::view() const {
    formula::Table table;
    table.rows = rows_;
    for (const Column& column : columns_) {
        formula::InputColumn input;
        if (column.is_truth) {
            input.truths = column.truths;
        } else {
            input.numbers = column.numbers;
        }
        input.presence = column.presence;
        table.inputs.push_back(input);
    }
    return table;
}

std::vector<Cell> Subjects::row(std::size_t index) const {
    std::vector<Cell> cells;
    for (const Column& column : columns_) {
        const bool is_missing =
            !column.presence.empty() &&
            column.presence[index] == static_cast<std::uint8_t>(Cell::Presence::missing);
        const std::int64_t count = column.is_truth ? column.truths[index] : column.numbers[index];
        cells.push_back(is_missing ? Cell::missing() : Cell::known(count));
    }
    return cells;
}

}  // namespace kc::bench
