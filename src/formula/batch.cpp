// SPDX-License-Identifier: Apache-2.0
#include "formula/batch.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "base/check.hpp"
#include "formula/runner.hpp"

namespace kc::formula {
namespace {

std::size_t entries(const Frame& frame, NodeId node, std::size_t rows) {
    return frame.is_uniform(node) ? 1 : rows;
}

// Calls `block(first, rows, worker)` for every block of the table, from `threads` threads.
void for_each_block(std::size_t rows, unsigned threads,
                    const std::function<void(std::size_t, std::size_t, unsigned)>& block) {
    const std::size_t blocks = (rows + kBlockRows - 1) / kBlockRows;
    std::atomic<std::size_t> next{0};
    const auto work = [&](unsigned worker) {
        for (std::size_t i = next++; i < blocks; i = next++) {
            const std::size_t first = i * kBlockRows;
            block(first, std::min(kBlockRows, rows - first), worker);
        }
    };
    std::vector<std::thread> others;
    for (unsigned worker = 1; worker < threads; ++worker) others.emplace_back(work, worker);
    work(0);
    for (std::thread& other : others) other.join();
}

}  // namespace

std::span<const Outcomes> BlockView::outcomes(NodeId node) const {
    return {frame_->column(node).bits, entries(*frame_, node, rows_)};
}

std::span<const std::int64_t> BlockView::lo(NodeId node) const {
    return {frame_->column(node).lo, entries(*frame_, node, rows_)};
}

std::span<const std::int64_t> BlockView::hi(NodeId node) const {
    return {frame_->column(node).hi, entries(*frame_, node, rows_)};
}

std::span<const State> BlockView::states(NodeId node) const {
    const std::uint8_t* bits = frame_->column(node).bits;
    if (bits == nullptr) return {};
    return {bits, entries(*frame_, node, rows_)};
}

struct Batch::Parts {
    const Plan* plan;
    std::vector<NodeId> wanted;
    std::vector<ParameterValue> parameters;
};

Batch::Batch(const Plan& plan, std::vector<NodeId> wanted)
    : parts_(std::make_unique<Parts>(Parts{&plan, std::move(wanted), default_parameters(plan)})) {
    KC_CHECK(!parts_->wanted.empty());
}
Batch::~Batch() = default;
Batch::Batch(Batch&&) noexcept = default;
Batch& Batch::operator=(Batch&&) noexcept = default;

void Batch::set_parameters(std::span<const ParameterValue> values) {
    KC_CHECK(values.size() == parts_->plan->parameters().size());
    parts_->parameters.assign(values.begin(), values.end());
}

void Batch::run(const Table& table, const Sink& sink, unsigned threads) const {
    std::vector<std::unique_ptr<Runner>> runners;
    for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
        auto runner = std::make_unique<Runner>(*parts_->plan, parts_->wanted, kBlockRows, false);
        runner->set_parameters(parts_->parameters);
        runner->frame().lists = &table.lists;
        runners.push_back(std::move(runner));
    }
    for_each_block(table.rows, static_cast<unsigned>(runners.size()),
                   [&](std::size_t first, std::size_t rows, unsigned worker) {
                       Runner& runner = *runners[worker];
                       runner.load(table.inputs, first, rows);
                       runner.run();
                       sink(BlockView(runner.frame(), first, rows));
                   });
}

// --- sandbox ------------------------------------------------------------------------------------

namespace {

// The whole column of a node that no edit changes.
struct Kept {
    NodeId node = {};
    std::vector<std::int64_t> lo = {};
    std::vector<std::int64_t> hi = {};  // empty when all are known
    std::vector<std::uint8_t> bits = {};
    std::vector<Interval> exact = {};
    std::int64_t least = 0;
    std::int64_t most = 0;
    bool open = false;
    bool has_bits = false;
    bool has_range = false;
};

}  // namespace

struct Sandbox::Parts {
    const Plan* plan;
    std::vector<NodeId> wanted;
    std::vector<bool> given;
    std::vector<Kept> kept;
    std::size_t rows = 0;
    mutable std::vector<std::unique_ptr<Runner>> runners;

    void keep(Kept& column, const BlockView& block, const Frame& frame) const;
    void show(Runner& runner, std::size_t first) const;
};

void Sandbox::Parts::keep(Kept& column, const BlockView& block, const Frame& frame) const {
    const Column& from = frame.column(column.node);
    const std::size_t first = block.first_row();
    const std::size_t count = block.rows();
    const auto at = [&](auto& to) { return to.begin() + static_cast<std::ptrdiff_t>(first); };
    const bool truth = plan->node(column.node).type.kind == Kind::truth;
    if (truth) {
        std::copy_n(from.bits, count, at(column.bits));
        return;
    }
    std::copy_n(from.lo, count, at(column.lo));
    std::copy_n(from.hi, count, at(column.hi));
    if (from.bits != nullptr) {
        std::copy_n(from.bits, count, at(column.bits));
    } else {
        std::fill_n(at(column.bits), count, kNumber);
    }
    if (plan->node(column.node).keeps_exact) std::copy_n(from.exact, count, at(column.exact));
}

void Sandbox::Parts::show(Runner& runner, std::size_t first) const {
    for (const Kept& column : kept) {
        Column& to = runner.frame().columns[column.node.index];
        if (plan->node(column.node).type.kind == Kind::truth) {
            to.bits = column.bits.data() + first;
            continue;
        }
        to = {.lo = column.lo.data() + first,
              .hi = column.has_range ? column.hi.data() + first : column.lo.data() + first,
              .bits = column.has_bits ? column.bits.data() + first : nullptr,
              .exact = column.exact.empty() ? nullptr : column.exact.data() + first,
              .least = column.least,
              .most = column.most,
              .open = column.open};
    }
}

Sandbox::Sandbox(const Plan& plan, std::vector<NodeId> wanted, std::vector<std::size_t> parameters,
                 const Table& table, std::span<const ParameterValue> values, unsigned threads)
    : parts_(std::make_unique<Parts>()) {
    Parts& parts = *parts_;
    parts.plan = &plan;
    parts.wanted = std::move(wanted);
    parts.rows = table.rows;
    // What changes, and what is read by it without changing.
    const std::vector<bool> changes = plan.depends_on(parameters);
    parts.given.assign(plan.nodes().size(), false);
    std::vector<NodeId> border;
    const auto keep = [&](NodeId id) {
        if (changes[id.index] || plan.node(id).uniform || parts.given[id.index]) return;
        // Computed inside its reader, from what is kept behind it.
        if (plan.node(id).deferred) return;
        parts.given[id.index] = true;
        border.push_back(id);
    };
    for (const NodeId id : plan.needed_for(parts.wanted)) {
        if (!changes[id.index]) continue;
        for (const NodeId read : plan.reads_of(id)) keep(read);
    }
    for (const NodeId id : parts.wanted) {
        keep(id);
        for (const NodeId read : plan.reads_of(id)) keep(read);
    }
    std::ranges::sort(border);
    for (const NodeId id : border) {
        Kept column{.node = id};
        const Node& node = plan.node(id);
        column.bits.resize(table.rows);
        if (node.type.kind != Kind::truth) {
            column.lo.resize(table.rows);
            column.hi.resize(table.rows);
            if (node.keeps_exact) column.exact.resize(table.rows);
        }
        parts.kept.push_back(std::move(column));
    }
    if (!border.empty()) {
        std::vector<std::unique_ptr<Runner>> runners;
        for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
            runners.push_back(std::make_unique<Runner>(plan, border, kBlockRows, false));
            runners.back()->set_parameters(values);
            runners.back()->frame().lists = &table.lists;
        }
        for_each_block(table.rows, static_cast<unsigned>(runners.size()),
                       [&](std::size_t first, std::size_t rows, unsigned worker) {
                           Runner& runner = *runners[worker];
                           runner.load(table.inputs, first, rows);
                           runner.run();
                           const BlockView view(runner.frame(), first, rows);
                           for (Kept& column : parts.kept) parts.keep(column, view, runner.frame());
                       });
    }
    for (Kept& column : parts.kept) {
        if (column.lo.empty()) continue;
        Column measured{.lo = column.lo.data(), .hi = column.hi.data()};
        measure(measured, table.rows);
        column.least = measured.least;
        column.most = measured.most;
        column.open = measured.open;
        column.has_range = column.lo != column.hi;
        column.has_bits =
            std::ranges::any_of(column.bits, [](State state) { return state != kNumber; });
        if (!column.has_range) column.hi = {};
        if (!column.has_bits) column.bits = {};
    }
    parts.runners.push_back(
        std::make_unique<Runner>(plan, parts.wanted, kBlockRows, false, parts.given));
}
Sandbox::~Sandbox() = default;
Sandbox::Sandbox(Sandbox&&) noexcept = default;
Sandbox& Sandbox::operator=(Sandbox&&) noexcept = default;

void Sandbox::run(std::span<const ParameterValue> values, const Batch::Sink& sink,
                  unsigned threads) const {
    const Parts& parts = *parts_;
    while (parts.runners.size() < threads) {
        parts.runners.push_back(
            std::make_unique<Runner>(*parts.plan, parts.wanted, kBlockRows, false, parts.given));
    }
    for (auto& runner : parts.runners) runner->set_parameters(values);
    for_each_block(parts.rows, std::max(threads, 1U),
                   [&](std::size_t first, std::size_t rows, unsigned worker) {
                       Runner& runner = *parts.runners[worker];
                       parts.show(runner, first);
                       runner.load({}, first, rows);
                       runner.run();
                       sink(BlockView(runner.frame(), first, rows));
                   });
}

std::size_t Sandbox::kept_bytes() const {
    std::size_t bytes = 0;
    for (const Kept& column : parts_->kept) {
        bytes += (column.lo.size() + column.hi.size()) * sizeof(std::int64_t) + column.bits.size() +
                 column.exact.size() * sizeof(Interval);
    }
    return bytes;
}

}  // namespace kc::formula
