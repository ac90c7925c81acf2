// SPDX-License-Identifier: Apache-2.0
// Many rows through a plan, a block of 1024 at a time, column by column.
//
// Computes exactly what Evaluation computes. Only nodes that a wanted one needs are touched, and
// columns that are no longer read are used again, so a block stays in the cache.
//
//   Batch batch(plan, {verdict_a, verdict_b});
//   batch.run(table, [&](const BlockView& block) {
//       std::ranges::copy(block.outcomes(verdict_a), verdicts.begin() + block.first_row());
//   });
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "formula/evaluation.hpp"
#include "formula/plan.hpp"

namespace kc::formula {

// The column of one input. `numbers` for everything but yes/no, `truths` (0 or 1) for yes/no.
// `presence` holds Cell::Presence; empty when every row is known. `upper` is needed only where a
// presence says `range`.
struct InputColumn {
    std::span<const std::int64_t> numbers = {};
    std::span<const std::uint8_t> truths = {};
    std::span<const std::uint8_t> presence = {};
    std::span<const std::int64_t> upper = {};
};

// The items of all rows: row r has items [offsets[r], offsets[r + 1]). `missing` says for which
// rows the list is missing; empty for none.
struct ListColumns {
    std::span<const std::uint32_t> offsets = {};
    std::span<const std::uint8_t> missing = {};
    std::vector<InputColumn> fields = {};
};

struct Table {
    std::size_t rows = 0;
    std::vector<InputColumn> inputs = {};  // by slot; one without any data is missing everywhere
    std::vector<ListColumns> lists = {};
};

class Frame;

// The wanted nodes of one block.
class BlockView {
public:
    BlockView(const Frame& frame, std::size_t first_row, std::size_t rows)
        : frame_(&frame), first_row_(first_row), rows_(rows) {}

    [[nodiscard]] std::size_t first_row() const { return first_row_; }
    [[nodiscard]] std::size_t rows() const { return rows_; }

    // Of a yes/no node: one Outcomes for each row. One only when the node is uniform.
    [[nodiscard]] std::span<const Outcomes> outcomes(NodeId node) const;
    // Of every other node: counts of its step. `hi` is the same span as `lo` when all are known.
    [[nodiscard]] std::span<const std::int64_t> lo(NodeId node) const;
    [[nodiscard]] std::span<const std::int64_t> hi(NodeId node) const;
    // Empty when all rows are plain numbers.
    [[nodiscard]] std::span<const State> states(NodeId node) const;

private:
    const Frame* frame_;
    std::size_t first_row_;
    std::size_t rows_;
};

class Batch {
public:
    // `wanted` may not be empty.
    Batch(const Plan& plan, std::vector<NodeId> wanted);
    ~Batch();
    Batch(Batch&&) noexcept;
    Batch& operator=(Batch&&) noexcept;

    void set_parameters(std::span<const ParameterValue> values);

    // `sink` is called once for each block; with more than one thread by several at a time and in
    // any order.
    using Sink = std::function<void(const BlockView&)>;
    void run(const Table& table, const Sink& sink, unsigned threads = 1) const;

private:
    friend class Sandbox;
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// Changes parameters over a table again and again: what does not depend on them is computed once
// and kept, so an edit touches only the few nodes that do.
class Sandbox {
public:
    Sandbox(const Plan& plan, std::vector<NodeId> wanted, std::vector<std::size_t> parameters,
            const Table& table, std::span<const ParameterValue> values, unsigned threads = 1);
    ~Sandbox();
    Sandbox(Sandbox&&) noexcept;
    Sandbox& operator=(Sandbox&&) noexcept;

    // All parameters; only those named at the beginning may differ from the values given there.
    void run(std::span<const ParameterValue> values, const Batch::Sink& sink,
             unsigned threads = 1) const;

    [[nodiscard]] std::size_t kept_bytes() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace kc::formula
