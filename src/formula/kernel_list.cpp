// SPDX-License-Identifier: Apache-2.0
// Aggregates: the items of a row run through a plan of their own, and are folded into the row.
#include <algorithm>
#include <limits>

#include "formula/batch.hpp"
#include "formula/frame.hpp"
#include "formula/runner.hpp"

namespace kc::formula {
namespace {

using base::Int128;

struct Item {
    Outcomes counted = kYes;
    std::int64_t lo = 0;
    std::int64_t hi = 0;
    State state = kNumber;
};

bool is_unbounded(std::int64_t count) {
    return count == kUnboundedBelow || count == kUnboundedAbove;
}

// Folds items one by one. An item counts when its condition holds; one whose value is not
// applicable counts for nothing.
class Folder {
public:
    void add(const Item& item, std::int64_t times) {
        const bool can = (item.counted & kYes) != 0 && (item.state & kNumber) != 0;
        if (!can) return;
        const bool must = item.counted == kYes && item.state == kNumber && times == 1;
        possible_ += times;
        if (must) ++sure_;
        least_ = std::min(least_, item.lo);
        most_ = std::max(most_, item.hi);
        if (must) {
            sure_most_low_ = std::max(sure_most_low_, item.lo);
            sure_least_high_ = std::min(sure_least_high_, item.hi);
        }
        add_to_sum(must ? item.lo : std::min<std::int64_t>(item.lo, 0), times, sum_low_, below_);
        add_to_sum(must ? item.hi : std::max<std::int64_t>(item.hi, 0), times, sum_high_, above_);
    }

    Item result(Fold fold) const {
        bool fits = true;
        switch (fold) {
            case Fold::count: return {kYes, sure_, possible_, kNumber};
            case Fold::exists:
                return {static_cast<Outcomes>(sure_ > 0 ? kYes : possible_ > 0 ? kOpen : kNo)};
            case Fold::sum: {
                Item sum;
                sum.lo = below_ ? kUnboundedBelow : clamped_low(sum_low_, fits);
                sum.hi = above_ ? kUnboundedAbove : clamped_high(sum_high_, fits);
                if (!fits) sum.state |= kTooLarge;
                return sum;
            }
            case Fold::minimum: return extreme(least_, sure_ > 0 ? sure_least_high_ : most_);
            case Fold::maximum: return extreme(sure_ > 0 ? sure_most_low_ : least_, most_);
        }
        return {};
    }

private:
    Item extreme(std::int64_t lo, std::int64_t hi) const {
        if (possible_ == 0) return {kYes, 0, 0, kNone};
        return {kYes, lo, hi, static_cast<State>(kNumber | (sure_ > 0 ? 0 : kNone))};
    }
    static void add_to_sum(std::int64_t value, std::int64_t times, Int128& sum, bool& unbounded) {
        if (is_unbounded(value)) {
            unbounded = true;
        } else {
            sum += Int128{value} * times;
        }
    }

    std::int64_t sure_ = 0;
    std::int64_t possible_ = 0;
    std::int64_t least_ = std::numeric_limits<std::int64_t>::max();
    std::int64_t most_ = std::numeric_limits<std::int64_t>::min();
    std::int64_t sure_most_low_ = std::numeric_limits<std::int64_t>::min();
    std::int64_t sure_least_high_ = std::numeric_limits<std::int64_t>::max();
    Int128 sum_low_ = 0;
    Int128 sum_high_ = 0;
    bool below_ = false;
    bool above_ = false;
};

NodeId id_or_none(std::int64_t entry) {
    return entry < 0 ? NodeId{} : NodeId{static_cast<std::uint32_t>(entry)};
}

Item item_at(const Frame& inner, const Node& node, std::size_t row) {
    Item item;
    const NodeId value = id_or_none(node.table[0]);
    const NodeId filter = id_or_none(node.table[1]);
    if (filter.exists()) item.counted = inner.column(filter).bits[inner.at(filter, row)];
    if (!value.exists()) return item;
    item.lo = inner.column(value).lo[inner.at(value, row)];
    item.hi = inner.column(value).hi[inner.at(value, row)];
    item.state = inner.state(value, row);
    return item;
}

// The columns of the item plan's inputs: the list's fields, then the row's own values.
class ItemColumns {
public:
    ItemColumns(const Frame& outer, const Node& node) : outer_(&outer), node_(&node) {}

    // `fields`: null when the list is missing.
    void set(const ListColumns* fields, std::size_t field_count, std::size_t row, std::size_t items,
             std::size_t first) {
        columns_.assign(field_count, {});
        if (fields != nullptr) {
            for (std::size_t f = 0; f < field_count && f < fields->fields.size(); ++f) {
                columns_[f] = slice(fields->fields[f], first, items);
            }
        }
        numbers_.clear();
        presences_.clear();
        truths_.clear();
        // References into these would move while they grow.
        const std::size_t captured = node_->operands.size();
        numbers_.reserve(captured * 2);
        presences_.reserve(captured);
        truths_.reserve(captured);
        for (const NodeId id : node_->operands) {
            columns_.push_back(captured_column(id, row, items));
        }
    }

    [[nodiscard]] std::span<const InputColumn> columns() const { return columns_; }

private:
    static InputColumn slice(const InputColumn& column, std::size_t first, std::size_t items) {
        const auto part = [&](auto span) {
            return span.empty() ? span : span.subspan(first, items);
        };
        return {.numbers = part(column.numbers),
                .truths = part(column.truths),
                .presence = part(column.presence),
                .upper = part(column.upper)};
    }

    // The same value for each of the items.
    InputColumn captured_column(NodeId id, std::size_t row, std::size_t items) {
        const Column& column = outer_->column(id);
        const std::size_t at = outer_->at(id, row);
        using Presence = Cell::Presence;
        InputColumn out;
        Presence presence = Presence::known;
        if (outer_->plan->node(id).type.kind == Kind::truth) {
            const Outcomes bits = column.bits[at];
            if (bits == kNotApplicable) {
                presence = Presence::none;
            } else if (bits != kYes && bits != kNo) {
                presence = Presence::missing;
            }
            truths_.emplace_back(items, static_cast<std::uint8_t>(bits == kYes ? 1 : 0));
            out.truths = truths_.back();
        } else {
            const State state = outer_->state(id, row);
            if (state == kNone) {
                presence = Presence::none;
            } else if ((state & kNone) != 0) {
                presence = Presence::missing;
            } else if (column.lo[at] != column.hi[at]) {
                presence = Presence::range;
            }
            numbers_.emplace_back(items, column.lo[at]);
            out.numbers = numbers_.back();
            numbers_.emplace_back(items, column.hi[at]);
            out.upper = numbers_.back();
        }
        presences_.emplace_back(items, static_cast<std::uint8_t>(presence));
        out.presence = presences_.back();
        return out;
    }

    const Frame* outer_;
    const Node* node_;
    std::vector<InputColumn> columns_;
    std::vector<std::vector<std::int64_t>> numbers_;
    std::vector<std::vector<std::uint8_t>> presences_;
    std::vector<std::vector<std::uint8_t>> truths_;
};

Runner& runner_of(Frame& frame, std::uint32_t index) {
    auto& runner = frame.item_runners[index];
    if (runner == nullptr) {
        const Node& node = frame.node(index);
        std::vector<NodeId> wanted;
        for (const std::int64_t entry : node.table) {
            if (entry >= 0) wanted.push_back(id_or_none(entry));
        }
        runner = std::make_shared<Runner>(*node.items, wanted, kBlockRows, false);
    }
    return *runner;
}

Item fold_row(Frame& frame, std::uint32_t index, ItemColumns& columns, std::size_t row) {
    const Node& node = frame.node(index);
    const ListField& list = frame.plan->lists()[node.list];
    Runner& runner = runner_of(frame, index);
    Folder folder;
    const ListColumns* data = frame.lists != nullptr && node.list < frame.lists->size()
                                  ? &(*frame.lists)[node.list]
                                  : nullptr;
    const std::size_t at = frame.first_row + row;
    const bool missing = data == nullptr || data->offsets.empty() ||
                         (!data->missing.empty() && data->missing[at] != 0);
    if (missing) {
        // As many items as there may be, each as unknown as can be.
        columns.set(nullptr, list.fields.size(), row, 1, 0);
        runner.load(columns.columns(), 0, 1);
        runner.run();
        Item item = item_at(runner.frame(), node, 0);
        if (item.counted == kYes) item.counted = kOpen;
        folder.add(item, static_cast<std::int64_t>(list.max_items));
        return folder.result(node.fold);
    }
    const std::size_t end = data->offsets[at + 1];
    for (std::size_t first = data->offsets[at]; first < end; first += kBlockRows) {
        const std::size_t items = std::min(kBlockRows, end - first);
        columns.set(data, list.fields.size(), row, items, first);
        runner.load(columns.columns(), 0, items);
        runner.run();
        for (std::size_t i = 0; i < items; ++i) folder.add(item_at(runner.frame(), node, i), 1);
    }
    return folder.result(node.fold);
}

}  // namespace

void compute_aggregate(Frame& frame, std::uint32_t index) {
    const Node& node = frame.node(index);
    const Store& store = frame.stores[index];
    ItemColumns columns(frame, node);
    bool plain = true;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t most = std::numeric_limits<std::int64_t>::min();
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const Item folded = fold_row(frame, index, columns, row);
        if (node.fold == Fold::exists) {
            store.bits[row] = folded.counted;
            continue;
        }
        store.lo[row] = folded.lo;
        store.hi[row] = folded.hi;
        store.bits[row] = folded.state;
        plain = plain && folded.state == kNumber;
        least = std::min(least, folded.lo);
        most = std::max(most, folded.hi);
    }
    if (node.fold == Fold::exists) {
        frame.columns[index].bits = store.bits;
        return;
    }
    frame.columns[index] = {.lo = store.lo,
                            .hi = store.hi,
                            .bits = plain ? nullptr : store.bits,
                            .least = least,
                            .most = most};
}

}  // namespace kc::formula
