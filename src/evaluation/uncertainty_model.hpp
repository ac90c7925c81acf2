// SPDX-License-Identifier: Apache-2.0
// What an uncertainty or sensitivity analysis varies, in the form the engine runs: a tree, a way to
// get the table of scaled figures for any choice of alternatives, and named assumptions.
//
// uncertainty_bind.hpp makes it from a definition and data. An assumption is one input of the
// sensitivity analysis; the names of assumptions are those of the definition's `vary` block.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "evaluation/definition.hpp"
#include "evaluation/matrix.hpp"
#include "evaluation/methods.hpp"
#include "evaluation/random.hpp"

namespace kc::evaluation {

// As in the definition: preorder, children after their parent.
struct ModelNode {
    std::string id = {};
    std::int32_t parent = -1;
    std::int32_t column = -1;  // of a leaf, in the table
    std::int32_t level = 1;
    std::vector<std::int32_t> children = {};
    AggregateMethod aggregate = {};
    double weight = 1;  // nominal, among the children of its parent
    double needs = 0;
    // Experts' weights of the children, for expert_spread, with influence summing to 1.
    std::vector<std::vector<double>> by_expert = {};
    std::vector<double> influence = {};
    // Bonuses, calibration and the like, on the node's finished scores; empty for none.
    std::function<void(Column&)> after = {};

    bool is_leaf() const { return column >= 0; }
};

// The definition's own method, where the alternatives are numbered from 0.
inline constexpr std::size_t kNominal = std::numeric_limits<std::size_t>::max();

enum class AssumptionKind : std::uint8_t {
    imputation,
    treatment,
    normalise,
    data,
    aggregate,
    weights,
    drop
};

struct Assumption {
    AssumptionKind kind = AssumptionKind::normalise;
    std::string name = {};  // "normalise", "aggregate:index", "weights" ...
    Title title = {};
    std::size_t choices = 0;  // 0: continuous
    // aggregate: the nodes, and one method a choice; drop: one node a choice
    std::vector<std::int32_t> nodes = {};
    std::vector<AggregateMethod> methods = {};
};

// A table is a function of these, so it is made once for each and kept while it is in use.
struct TableRequest {
    std::size_t imputation = kNominal;
    std::size_t treatment = kNominal;
    std::size_t normalise = kNominal;

    bool operator==(const TableRequest&) const = default;
    auto operator<=>(const TableRequest&) const = default;
};

// Makes tables; one object serves one thread and may remember what it made last. With `noise` the
// figures are disturbed by the numbers drawn from it before anything is fitted to them. The table
// stays valid until the next call.
class TableBuilder {
public:
    virtual ~TableBuilder() = default;
    virtual Result<const Matrix*> build(const TableRequest& request, RandomStream* noise) = 0;
};

struct Model {
    std::vector<std::string> units = {};
    std::vector<ModelNode> nodes = {};
    std::vector<Assumption> assumptions = {};
    WeightVary weights = {};
    std::function<std::unique_ptr<TableBuilder>()> make_builder = {};
    // Units ranked against each other; empty: all.
    std::vector<std::vector<std::uint32_t>> rank_groups = {};
    // Vetoes and the like, which rank finished scores in their own way; empty for none.
    std::function<void(const Column& scores, std::span<std::uint16_t> ranks)> rank_with = {};

    std::optional<std::size_t> assumption(AssumptionKind kind) const {
        for (std::size_t i = 0; i < assumptions.size(); ++i) {
            if (assumptions[i].kind == kind) return i;
        }
        return std::nullopt;
    }
};

}  // namespace kc::evaluation
