// SPDX-License-Identifier: Apache-2.0
// The runs of a variance-based sensitivity analysis: two independent designs A and B, and for each
// input a copy of A with that input taken from B (Saltelli et al., Computer Physics Communications
// 181 (2010) 259-270).
//
// A and B are the two halves of one scrambled Sobol' design of twice the dimension. An input with
// several numbers (the weights) is one input: its numbers change together. Numbers beyond what the
// published directions cover come from the generator, independent in A and B.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "evaluation/uncertainty_run.hpp"

namespace kc::evaluation {

class SobolDesign {
public:
    SobolDesign(const Model& model, std::size_t base, std::uint64_t seed);

    std::size_t base() const { return base_; }
    std::size_t inputs() const { return inputs_; }
    std::size_t runs() const { return base_ * (inputs_ + 2); }

    // Run numbers of one base row; that of `mixed` is A with the input from B.
    std::size_t run_a(std::size_t row) const { return row * (inputs_ + 2); }
    std::size_t run_b(std::size_t row) const { return run_a(row) + 1; }
    std::size_t run_mixed(std::size_t row, std::size_t input) const {
        return run_a(row) + 2 + input;
    }

    // The design must outlive it.
    DrawPlaces draws() const;

private:
    DrawPlace place(std::size_t run, std::size_t input) const;

    std::size_t base_;
    std::size_t inputs_;
    std::uint64_t seed_;
    std::size_t half_ = 0;  // dimensions of A
    std::vector<std::size_t> first_;
    std::vector<std::size_t> length_;
    std::vector<double> points_;
};

}  // namespace kc::evaluation
