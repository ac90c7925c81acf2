// SPDX-License-Identifier: Apache-2.0
#include "formula/runner.hpp"

#include <algorithm>
#include <limits>

#include "base/check.hpp"
#include "formula/simd.hpp"

namespace kc::formula {
namespace {

using Presence = Cell::Presence;

KC_SIMD void known_truths(std::uint8_t* out, const std::uint8_t* in, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = in[i] != 0 ? kYes : kNo;
}

// Which nodes have to be computed, in order; `given` ones and what is only below them are not.
std::vector<std::uint32_t> order_of(const Plan& plan, const std::vector<NodeId>& wanted,
                                    const std::vector<bool>& given) {
    const auto is_given = [&](std::uint32_t index) { return !given.empty() && given[index]; };
    std::vector<bool> needed(plan.nodes().size(), false);
    const auto need = [&](NodeId id) {
        needed[id.index] = true;
        if (is_given(id.index)) return;
        for (const NodeId read : plan.reads_of(id)) needed[read.index] = true;
    };
    for (const NodeId root : wanted) need(root);
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = static_cast<std::uint32_t>(plan.nodes().size()); i-- > 0;) {
        if (!needed[i]) continue;
        order.push_back(i);
        need(NodeId{i});
    }
    std::ranges::reverse(order);
    return order;
}

// An input's domain may name another input, and what is known of either narrows the other. So both
// are loaded, whichever of them is read, and a value does not depend on what else is asked for.
void add_linked_inputs(const Plan& plan, std::vector<std::uint32_t>& order) {
    std::vector<bool> loaded(plan.inputs().size(), false);
    for (const std::uint32_t index : order) {
        if (plan.nodes()[index].op == Op::input) loaded[plan.nodes()[index].slot] = true;
    }
    for (bool grew = true; grew;) {
        grew = false;
        for (std::size_t slot = 0; slot < loaded.size(); ++slot) {
            const InputField& field = plan.inputs()[slot];
            for (const NodeId other : {field.lowest.input, field.highest.input}) {
                if (!other.exists()) continue;
                const std::size_t linked = plan.node(other).slot;
                if (loaded[slot] == loaded[linked]) continue;
                const std::size_t added = loaded[slot] ? linked : slot;
                loaded[added] = true;
                order.push_back(plan.input_node(added).index);
                grew = true;
            }
        }
    }
    std::ranges::sort(order);
}

// Hands out numbered places and takes them back.
class Places {
public:
    std::size_t take() {
        if (free_.empty()) return count_++;
        const std::size_t place = free_.back();
        free_.pop_back();
        return place;
    }
    void give_back(std::size_t place) { free_.push_back(place); }
    [[nodiscard]] std::size_t count() const { return count_; }

private:
    std::vector<std::size_t> free_;
    std::size_t count_ = 0;
};

bool is_alias(const Node& node) {
    return node.op == Op::scaled && node.factors[0] == 1;
}

}  // namespace

Runner::Runner(const Plan& plan, const std::vector<NodeId>& wanted, std::size_t capacity,
               bool keep_all, const std::vector<bool>& given)
    : plan_(&plan), capacity_(capacity), frame_(plan, capacity) {
    std::vector<std::uint32_t> order = order_of(plan, wanted, given);
    if (given.empty()) add_linked_inputs(plan, order);
    std::vector<bool> is_wanted(plan.nodes().size(), false);
    for (const NodeId id : wanted) is_wanted[id.index] = true;
    // A deferred node is computed inside its reader, unless somebody wants to see it.
    std::erase_if(order, [&](std::uint32_t index) {
        return plan.nodes()[index].deferred && !is_wanted[index];
    });
    for (const std::uint32_t index : order) {
        const Node& node = plan.nodes()[index];
        if (node.uniform) {
            uniform_.push_back(index);
        } else if (!given.empty() && given[index]) {
            continue;
        } else if (node.op == Op::input) {
            inputs_.push_back(index);
            slots_.push_back(node.slot);
        } else {
            steps_.push_back(index);
            prepared_.push_back(index);
        }
        if (node.op == Op::bands && node.uniform) prepared_.push_back(index);
    }
    for (const std::uint32_t index : inputs_) {
        const InputField& field = plan.inputs()[plan.nodes()[index].slot];
        const auto loaded = [&](NodeId id) {
            return id.exists() && std::ranges::find(inputs_, id.index) != inputs_.end();
        };
        if (loaded(field.highest.input)) links_.emplace_back(NodeId{index}, field.highest.input);
        if (loaded(field.lowest.input)) links_.emplace_back(field.lowest.input, NodeId{index});
    }
    frame_.item_runners.resize(plan.nodes().size());
    place(order, wanted, keep_all, given);
    set_parameters(default_parameters(plan));
}

// Linear scan: a node's columns can be used again after the last node that reads them.
void Runner::place(const std::vector<std::uint32_t>& order, const std::vector<NodeId>& wanted,
                   bool keep_all, const std::vector<bool>& given) {
    constexpr std::uint32_t kForever = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> last(plan_->nodes().size(), 0);
    for (const NodeId root : wanted) {
        last[root.index] = kForever;
        for (const NodeId read : plan_->reads_of(root)) last[read.index] = kForever;
    }
    for (std::size_t i = order.size(); i-- > 0;) {
        const std::uint32_t index = order[i];
        const Node& node = plan_->nodes()[index];
        const bool shows_operand = is_alias(node) || node.op == Op::otherwise;
        const std::uint32_t until = shows_operand ? std::max(last[index], index) : index;
        for (const NodeId read : plan_->reads_of(NodeId{index})) {
            last[read.index] = std::max(last[read.index], until);
        }
    }

    struct Place {
        std::size_t number = 0;
        std::size_t byte = 0;
        bool has_number = false;
        bool has_byte = false;
        std::size_t exact = 0;
    };
    std::vector<Place> places(plan_->nodes().size());
    std::vector<std::vector<std::uint32_t>> ends(plan_->nodes().size());
    Places numbers;
    Places bytes;
    std::size_t exact_count = 0;
    const auto is_input = [&](std::uint32_t index) {
        return plan_->nodes()[index].op == Op::input;
    };
    // All inputs are loaded before anything is computed, so they come first and share with nobody.
    std::vector<std::uint32_t> taking = order;
    std::ranges::stable_partition(taking, is_input);
    for (const std::uint32_t index : taking) {
        const Node& node = plan_->nodes()[index];
        if (node.uniform || (!given.empty() && given[index])) continue;
        Place& place = places[index];
        if (!is_alias(node)) {
            place.has_number = node.type.kind != Kind::truth;
            place.has_byte = true;
            if (place.has_number) place.number = numbers.take();
            place.byte = bytes.take();
            if (node.keeps_exact) place.exact = ++exact_count;
        }
        if (!keep_all && !is_input(index) && last[index] != kForever) {
            ends[std::max(last[index], index)].push_back(index);
        }
        for (const std::uint32_t ended : ends[index]) {
            if (places[ended].has_number) numbers.give_back(places[ended].number);
            if (places[ended].has_byte) bytes.give_back(places[ended].byte);
        }
    }
    // Uniform nodes have one row each, behind everything else.
    const std::size_t number_base = numbers.count() * capacity_ * 2;
    const std::size_t byte_base = bytes.count() * capacity_;
    const std::size_t exact_base = exact_count * capacity_;
    numbers_.assign(number_base + uniform_.size() * 2, 0);
    bytes_.assign(byte_base + uniform_.size(), 0);
    exact_.assign(exact_base + uniform_.size(), {});
    for (const std::uint32_t index : order) {
        const Place& place = places[index];
        Store& store = frame_.stores[index];
        if (place.has_number) {
            store.lo = &numbers_[place.number * capacity_ * 2];
            store.hi = store.lo + capacity_;
        }
        if (place.has_byte) store.bits = &bytes_[place.byte * capacity_];
        if (place.exact != 0) store.exact = &exact_[(place.exact - 1) * capacity_];
    }
    for (std::size_t i = 0; i < uniform_.size(); ++i) {
        frame_.stores[uniform_[i]] = {.lo = &numbers_[number_base + i * 2],
                                      .hi = &numbers_[number_base + i * 2 + 1],
                                      .bits = &bytes_[byte_base + i],
                                      .exact = &exact_[exact_base + i]};
    }
}

void Runner::set_parameters(std::span<const ParameterValue> values) {
    KC_CHECK(values.size() == plan_->parameters().size());
    parameters_.assign(values.begin(), values.end());
    const std::size_t rows = frame_.rows;
    frame_.rows = 1;
    for (const std::uint32_t index : uniform_) {
        const Node& node = plan_->nodes()[index];
        if (node.op == Op::parameter) {
            const ParameterValue& value = parameters_[node.slot];
            const Store& store = frame_.stores[index];
            *store.lo = value.lo;
            *store.hi = value.hi;
            *store.bits =
                static_cast<Outcomes>((value.lo == 0 ? kNo : 0) | (value.hi != 0 ? kYes : 0));
            const bool truth = node.type.kind == Kind::truth;
            frame_.columns[index] = {.lo = store.lo,
                                     .hi = value.lo == value.hi ? store.lo : store.hi,
                                     .bits = truth ? store.bits : nullptr,
                                     .least = value.lo,
                                     .most = value.hi};
            continue;
        }
        if (node.op == Op::bands) prepare(frame_, index);
        compute(frame_, index);
    }
    for (const std::uint32_t index : prepared_) prepare(frame_, index);
    frame_.rows = rows;
}

void Runner::load(std::span<const InputColumn> columns, std::size_t first, std::size_t rows) {
    KC_CHECK(rows <= capacity_);
    frame_.rows = rows;
    frame_.first_row = first;
    static const InputColumn kMissing;
    for (const std::uint32_t index : inputs_) {
        const Node& node = plan_->nodes()[index];
        const InputColumn& column = node.slot < columns.size() ? columns[node.slot] : kMissing;
        if (node.type.kind == Kind::truth) {
            load_truth(node.slot, column, first);
        } else {
            load_number(node.slot, column, first);
        }
    }
    for (const auto& [smaller, larger] : links_) link(smaller, larger);
}

void Runner::load_truth(std::size_t slot, const InputColumn& column, std::size_t first) {
    const NodeId id = plan_->input_node(slot);
    const std::size_t rows = frame_.rows;
    std::uint8_t* out = frame_.stores[id.index].bits;
    frame_.columns[id.index].bits = out;
    const InputField& field = plan_->inputs()[slot];
    const auto unknown = static_cast<Outcomes>(kOpen | (field.may_be_none ? kNotApplicable : 0));
    if (column.truths.empty() && column.presence.empty()) {
        std::fill_n(out, rows, unknown);
        return;
    }
    if (!column.truths.empty()) known_truths(out, column.truths.data() + first, rows);
    if (column.presence.empty()) return;
    for (std::size_t row = 0; row < rows; ++row) {
        switch (static_cast<Presence>(column.presence[first + row])) {
            case Presence::known: break;
            case Presence::none: out[row] = kNotApplicable; break;
            case Presence::missing:
            case Presence::range: out[row] = unknown; break;
        }
    }
}

void Runner::load_number(std::size_t slot, const InputColumn& column, std::size_t first) {
    const NodeId id = plan_->input_node(slot);
    const std::size_t rows = frame_.rows;
    const InputField& field = plan_->inputs()[slot];
    Column& out = frame_.columns[id.index];
    const bool has_values = !column.numbers.empty();
    if (has_values && column.presence.empty()) {
        out = {.lo = column.numbers.data() + first, .hi = column.numbers.data() + first};
        measure(out, rows);
        return;
    }
    const Store& store = frame_.stores[id.index];
    const std::int64_t lowest = field.lowest.count.value_or(kUnboundedBelow);
    const std::int64_t highest = field.highest.count.value_or(kUnboundedAbove);
    bool plain = true;
    bool known = true;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto presence = column.presence.empty()
                                  ? Presence::missing
                                  : static_cast<Presence>(column.presence[first + row]);
        State state = kNumber;
        if (presence == Presence::known && has_values) {
            store.lo[row] = store.hi[row] = column.numbers[first + row];
        } else if (presence == Presence::range && !column.upper.empty()) {
            store.lo[row] = column.numbers[first + row];
            store.hi[row] = column.upper[first + row];
            known = false;
        } else if (presence == Presence::none) {
            store.lo[row] = store.hi[row] = 0;
            state = kNone;
        } else {
            store.lo[row] = lowest;
            store.hi[row] = highest;
            if (field.may_be_none) state = kNumber | kNone;
            known = false;
        }
        store.bits[row] = state;
        plain = plain && state == kNumber;
    }
    out = {.lo = store.lo, .hi = known ? store.lo : store.hi, .bits = plain ? nullptr : store.bits};
    measure(out, rows);
}

// The domain says that `smaller` is never above `larger`: what is known of one narrows the other.
void Runner::link(NodeId smaller, NodeId larger) {
    const Column& small = frame_.column(smaller);
    const Column& large = frame_.column(larger);
    const bool can_narrow_small = small.lo != small.hi;
    const bool can_narrow_large = large.lo != large.hi;
    if (!can_narrow_small && !can_narrow_large) return;
    const Store& small_store = frame_.stores[smaller.index];
    const Store& large_store = frame_.stores[larger.index];
    for (std::size_t row = 0; row < frame_.rows; ++row) {
        const bool both = (frame_.state(smaller, row) & frame_.state(larger, row) & kNumber) != 0;
        // Data that contradict the domain narrow nothing.
        if (!both || small.lo[row] > large.hi[row]) continue;
        const std::int64_t hi = std::min(small.hi[row], large.hi[row]);
        const std::int64_t lo = std::max(small.lo[row], large.lo[row]);
        if (can_narrow_small && small.lo[row] < small.hi[row]) small_store.hi[row] = hi;
        if (can_narrow_large && large.lo[row] < large.hi[row]) large_store.lo[row] = lo;
    }
    if (can_narrow_small) measure(frame_.columns[smaller.index], frame_.rows);
    if (can_narrow_large) measure(frame_.columns[larger.index], frame_.rows);
}

void Runner::run() {
    for (const std::uint32_t index : steps_) compute(frame_, index);
}

}  // namespace kc::formula
