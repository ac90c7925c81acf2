// SPDX-License-Identifier: Apache-2.0
// Computes the nodes of a plan over one block: decides the order and where results lie.
//
// Columns that nobody reads any more are used again, unless everything is to be kept (a trace).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formula/batch.hpp"
#include "formula/evaluation.hpp"
#include "formula/frame.hpp"

namespace kc::formula {

class Runner {
public:
    // `wanted` stay readable after a run. `given` nodes are not computed: whoever runs sets their
    // columns.
    Runner(const Plan& plan, const std::vector<NodeId>& wanted, std::size_t capacity, bool keep_all,
           const std::vector<bool>& given = {});

    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    // Computes what is the same for every row, too.
    void set_parameters(std::span<const ParameterValue> values);

    // Reads rows [first, first + rows) of the columns (by input slot).
    void load(std::span<const InputColumn> columns, std::size_t first, std::size_t rows);
    // After `load`.
    void run();

    Frame& frame() { return frame_; }
    [[nodiscard]] const Frame& frame() const { return frame_; }
    [[nodiscard]] std::size_t node_count() const { return steps_.size(); }
    // The slots of the inputs that are read.
    [[nodiscard]] const std::vector<std::uint32_t>& slots() const { return slots_; }

private:
    void place(const std::vector<std::uint32_t>& order, const std::vector<NodeId>& wanted,
               bool keep_all, const std::vector<bool>& given);
    void load_number(std::size_t slot, const InputColumn& column, std::size_t first);
    void load_truth(std::size_t slot, const InputColumn& column, std::size_t first);
    void link(NodeId smaller, NodeId larger);

    const Plan* plan_;
    std::size_t capacity_;
    Frame frame_;
    std::vector<std::uint32_t> uniform_;
    std::vector<std::uint32_t> inputs_;
    std::vector<std::uint32_t> slots_;
    std::vector<std::uint32_t> steps_;
    std::vector<std::uint32_t> prepared_;
    std::vector<std::pair<NodeId, NodeId>> links_;  // smaller, larger
    std::vector<std::int64_t> numbers_;
    std::vector<std::uint8_t> bytes_;
    std::vector<Interval> exact_;
    std::vector<ParameterValue> parameters_;
};

}  // namespace kc::formula
