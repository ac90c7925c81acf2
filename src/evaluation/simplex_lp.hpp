// SPDX-License-Identifier: Apache-2.0
// Small linear programs: maximise objective.x where rows hold and x >= 0.
//
// A dense tableau in two phases with Bland's rule when progress stops, so it always ends. Made
// for some dozens of variables and hundreds of rows: weights of experts, benefit of the doubt,
// bounds of ranks. No packaged solver is used: GLPK may not be linked, and Clp is a large library
// for problems of this size.
//
//   LinearProgram lp(2);
//   lp.objective = {1, 1};
//   lp.add({1, 2}, Relation::at_most, 4);
//   auto best = lp.solve();   // best->value, best->x
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "evaluation/statistics.hpp"

namespace kc::evaluation {

enum class Relation : std::uint8_t { at_most, at_least, equal };

struct LinearSolution {
    double value = 0;
    std::vector<double> x = {};
};

class LinearProgram {
public:
    explicit LinearProgram(std::size_t variables);

    std::vector<double> objective;  // to be maximised

    void add(std::span<const double> row, Relation relation, double bound);
    std::size_t rows() const { return bounds_.size(); }

    // Undefined::infeasible, unbounded, or too_large when it does not settle in kPivotsMax steps.
    tl::expected<LinearSolution, Undefined> solve() const;

    static constexpr std::size_t kPivotsMax = 50'000;

private:
    struct Start;
    Start start() const;
    tl::expected<void, Undefined> make_feasible(Start& from, std::size_t& pivots) const;

    std::size_t variables_;
    std::vector<double> coefficients_;  // by rows
    std::vector<Relation> relations_;
    std::vector<double> bounds_;
};

}  // namespace kc::evaluation
