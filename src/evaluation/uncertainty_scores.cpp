// SPDX-License-Identifier: Apache-2.0
#include "evaluation/uncertainty_scores.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace kc::evaluation {
namespace {

// Columns are padded to whole blocks so that inner loops have no rest.
constexpr std::size_t kBlock = 16;
// x^p of scores must stay far inside the range of a double.
constexpr double kExponentMax = 40;

struct Domain {
    Transform transform = Transform::none;
    double exponent = 1;
    bool operator==(const Domain&) const = default;
};

std::optional<Domain> domain_of(const AggregateMethod& method) {
    switch (method.kind) {
        case AggregateKind::arithmetic:
        case AggregateKind::sum: return Domain{};
        case AggregateKind::geometric: return Domain{Transform::logarithm, 1};
        case AggregateKind::harmonic: return Domain{Transform::reciprocal, 1};
        case AggregateKind::power:
            if (method.exponent == 0) return Domain{Transform::logarithm, 1};
            if (method.exponent == 1) return Domain{};
            if (std::abs(method.exponent) > kExponentMax) return std::nullopt;
            return Domain{Transform::power, method.exponent};
        default: return std::nullopt;
    }
}

double forward(Transform transform, double exponent, double x) {
    switch (transform) {
        case Transform::none: return x;
        case Transform::logarithm: return std::log(x);
        case Transform::reciprocal: return 1 / x;
        case Transform::power: return std::pow(x, exponent);
    }
    return x;
}

double backward(Transform transform, double exponent, double y) {
    switch (transform) {
        case Transform::none: return y;
        case Transform::logarithm: return std::exp(y);
        case Transform::reciprocal: return 1 / y;
        case Transform::power: return std::pow(y, 1 / exponent);
    }
    return y;
}

bool allowed(Transform transform, double exponent, double x) {
    if (transform == Transform::none) return true;
    if (transform == Transform::power && exponent > 0) return x >= 0;
    return x > 0;
}

// sum += weight * column, four columns a pass; each cell adds its terms in the order of the
// children.
void add_weighted(double* __restrict sum, const double* const* columns, const double* weights,
                  std::size_t count, std::size_t padded) {
    std::size_t k = 0;
    for (; k + 4 <= count; k += 4) {
        const double* __restrict a = columns[k];
        const double* __restrict b = columns[k + 1];
        const double* __restrict c = columns[k + 2];
        const double* __restrict d = columns[k + 3];
        const double wa = weights[k];
        const double wb = weights[k + 1];
        const double wc = weights[k + 2];
        const double wd = weights[k + 3];
        for (std::size_t block = 0; block < padded; block += kBlock) {
            for (std::size_t i = block; i < block + kBlock; ++i)
                sum[i] = (((sum[i] + wa * a[i]) + wb * b[i]) + wc * c[i]) + wd * d[i];
        }
    }
    for (; k < count; ++k) {
        const double* __restrict a = columns[k];
        const double wa = weights[k];
        for (std::size_t block = 0; block < padded; block += kBlock) {
            for (std::size_t i = block; i < block + kBlock; ++i) sum[i] += wa * a[i];
        }
    }
}

}  // namespace

Scorer::Scorer(const Model& model, const WeightSampler& sampler)
    : model_(model),
      sampler_(sampler),
      units_(model.units.size()),
      padded_((units_ + kBlock - 1) / kBlock * kBlock),
      active_(model.nodes.size()),
      varying_(model.nodes.size()),
      methods_(model.nodes.size()),
      views_(model.nodes.size()),
      owned_(model.nodes.size()),
      shares_(model.nodes.size()) {}

std::vector<std::size_t> Scorer::active_children(std::size_t node) const {
    std::vector<std::size_t> children;
    for (const std::int32_t child : model_.nodes[node].children) {
        if (active_[static_cast<std::size_t>(child)] != 0)
            children.push_back(static_cast<std::size_t>(child));
    }
    return children;
}

Diagnostic Scorer::fault_of(const CombineFault& fault, std::size_t node) const {
    const std::vector<std::size_t> children = active_children(node);
    const std::string unit = fault.row < units_ ? model_.units[fault.row] : std::string{};
    const std::string child =
        fault.child < children.size() ? model_.nodes[children[fault.child]].id : std::string{};
    return combine_diagnostic(fault, methods_[node].kind, model_.nodes[node].id, unit, child);
}

// What is dropped, which method each node has, and below which nodes weights vary.
void Scorer::choose(const Choices& choices) {
    std::fill(active_.begin(), active_.end(), std::uint8_t{1});
    for (std::size_t n = 0; n < model_.nodes.size(); ++n) methods_[n] = model_.nodes[n].aggregate;
    std::size_t aggregate = 0;
    for (const Assumption& assumption : model_.assumptions) {
        if (assumption.kind == AssumptionKind::drop && choices.drop != kNominal)
            active_[static_cast<std::size_t>(assumption.nodes[choices.drop])] = 0;
        if (assumption.kind != AssumptionKind::aggregate) continue;
        const std::size_t choice =
            aggregate < choices.aggregate.size() ? choices.aggregate[aggregate] : kNominal;
        ++aggregate;
        if (choice == kNominal) continue;
        for (const std::int32_t node : assumption.nodes)
            methods_[static_cast<std::size_t>(node)] = assumption.methods[choice];
    }
    for (std::size_t n = 0; n < model_.nodes.size(); ++n) {
        const std::int32_t parent = model_.nodes[n].parent;
        if (parent >= 0 && active_[static_cast<std::size_t>(parent)] == 0) active_[n] = 0;
    }
    for (std::size_t n = model_.nodes.size(); n > 0; --n) {
        const ModelNode& node = model_.nodes[n - 1];
        if (node.is_leaf()) {
            varying_[n - 1] = 0;
            continue;
        }
        const std::vector<std::size_t> children = active_children(n - 1);
        // A node all of whose children were dropped goes with them.
        if (children.empty()) active_[n - 1] = 0;
        varying_[n - 1] = sampler_.varies(n - 1) ? 1 : 0;
        for (const std::size_t child : children) {
            if (varying_[child] != 0) varying_[n - 1] = 1;
        }
    }
}

Result<void> Scorer::combine_node(std::size_t node, std::span<const double> weights) {
    const std::vector<std::size_t> children = active_children(node);
    Matrix columns(units_, children.size());
    std::vector<double> own;
    for (std::size_t k = 0; k < children.size(); ++k) {
        columns.set_column(k, views_[children[k]]);
        own.push_back(weights[children[k]]);
    }
    auto combined = combine(
        methods_[node], {.children = &columns, .weights = own, .needs = model_.nodes[node].needs});
    if (!combined) return unexpected(fault_of(combined.error(), node));
    owned_[node] = std::move(combined->scores);
    if (model_.nodes[node].after) model_.nodes[node].after(owned_[node]);
    views_[node] = owned_[node].view();
    return {};
}

Result<void> Scorer::combine_constant(const Matrix& table) {
    std::vector<double> weights(model_.nodes.size());
    sampler_.nominal(weights);
    for (std::size_t n = model_.nodes.size(); n > 0; --n) {
        const ModelNode& node = model_.nodes[n - 1];
        if (active_[n - 1] == 0) continue;
        if (node.is_leaf()) {
            views_[n - 1] = table.column(static_cast<std::size_t>(node.column));
        } else if (varying_[n - 1] == 0) {
            if (auto done = combine_node(n - 1, weights); !done) return done;
        }
    }
    return {};
}

bool Scorer::can_be_fast() const {
    for (std::size_t n = 0; n < model_.nodes.size(); ++n) {
        if (varying_[n] == 0 || active_[n] == 0) continue;
        if (!domain_of(methods_[n]) || model_.nodes[n].after) return false;
        // An expert's 0 changes which units have a score at all.
        for (const auto& weights : model_.nodes[n].by_expert) {
            if (std::find(weights.begin(), weights.end(), 0.0) != weights.end()) return false;
        }
    }
    return true;
}

double* Scorer::take_buffer() {
    if (arena_used_ == arena_.size()) arena_.emplace_back(padded_);
    return arena_[arena_used_++].data();
}

// Which units lack some of the children; what weights there are does not change that.
void Scorer::find_gaps(FastNode& fast) {
    fast.gappy_rows.clear();
    fast.gappy_starts.assign(1, 0);
    fast.gappy_children.clear();
    fast.absent_rows.clear();
    const ModelNode& node = model_.nodes[fast.node];
    const double needed = node.needs * static_cast<double>(fast.children.size()) - 1e-9;
    Column& marks = owned_[fast.node];
    marks = Column(units_);
    for (std::uint32_t row = 0; row < units_; ++row) {
        std::size_t there = 0;
        double weight = 0;
        bool lacks_weighted = false;
        for (const FastChild& child : fast.children) {
            const double nominal = model_.nodes[child.node].weight;
            const bool has = views_[child.node].has(row);
            there += has ? 1 : 0;
            weight += has ? nominal : 0.0;
            lacks_weighted = lacks_weighted || (!has && nominal > 0);
        }
        const bool enough = there > 0 && static_cast<double>(there) >= needed && weight > 0;
        // A sum minds only the children that weigh anything, as weighted_sum() does.
        if (fast.is_sum ? lacks_weighted : !enough) {
            fast.absent_rows.push_back(row);
            continue;
        }
        marks.set(row, 1);
        if (there == fast.children.size()) continue;
        fast.gappy_rows.push_back(row);
        for (std::uint32_t k = 0; k < fast.children.size(); ++k) {
            if (views_[fast.children[k].node].has(row)) fast.gappy_children.push_back(k);
        }
        fast.gappy_starts.push_back(static_cast<std::uint32_t>(fast.gappy_children.size()));
    }
    views_[fast.node] = marks.view();
}

Result<void> Scorer::prepare_fast_node(FastNode& fast) {
    const std::vector<std::size_t> children = active_children(fast.node);
    for (std::size_t k = 0; k < children.size(); ++k) {
        FastChild child{.node = children[k]};
        if (varying_[child.node] != 0) {
            for (const FastNode& below : fast_) {
                if (below.node == child.node) child.column = below.buffer;
            }
        } else {
            const ColumnView view = views_[child.node];
            double* column = take_buffer();
            std::fill(column, column + padded_, 1.0);
            for (std::size_t row = 0; row < units_; ++row) {
                if (!view.has(row)) continue;
                if (!allowed(fast.transform, fast.exponent, view[row])) {
                    const bool sign = fast.transform == Transform::power && fast.exponent > 0;
                    return unexpected(
                        fault_of({.why = sign ? Undefined::negative : Undefined::not_positive,
                                  .row = row,
                                  .child = k,
                                  .value = view[row]},
                                 fast.node));
                }
                column[row] = forward(fast.transform, fast.exponent, view[row]);
            }
            child.column = column;
        }
        KC_CHECK(child.column != nullptr);
        fast.children.push_back(child);
    }
    find_gaps(fast);
    return {};
}

Result<void> Scorer::prepare_fast() {
    fast_.clear();
    for (std::size_t n = model_.nodes.size(); n > 0; --n) {
        if (varying_[n - 1] == 0 || active_[n - 1] == 0) continue;
        const Domain own = *domain_of(methods_[n - 1]);
        const std::int32_t parent = model_.nodes[n - 1].parent;
        const Domain wanted =
            parent < 0 ? Domain{} : *domain_of(methods_[static_cast<std::size_t>(parent)]);
        FastNode fast{.node = n - 1,
                      .transform = own.transform,
                      .exponent = own.exponent,
                      .is_sum = methods_[n - 1].kind == AggregateKind::sum,
                      .to = wanted.transform,
                      .to_exponent = wanted.exponent};
        fast.buffer = take_buffer();
        if (auto done = prepare_fast_node(fast); !done) return done;
        fast_.push_back(std::move(fast));
    }
    return {};
}

void Scorer::note_rows(ColumnView column) {
    rows_.clear();
    for (std::uint32_t row = 0; row < units_; ++row) {
        if (column.has(row)) rows_.push_back(row);
    }
}

Result<void> Scorer::prepare(const Matrix& table, const Choices& choices) {
    KC_CHECK(table.rows() == units_);
    arena_used_ = 0;
    choose(choices);
    if (active_[0] == 0) {
        rows_.clear();
        return {};
    }
    if (auto done = combine_constant(table); !done) return done;
    is_fast_ = can_be_fast();
    order_is_logarithm_ = false;
    if (varying_[0] == 0) {
        order_ = views_[0].values.data();
        note_rows(views_[0]);
        return {};
    }
    if (!is_fast_) return {};
    if (auto done = prepare_fast(); !done) return done;
    note_rows(views_[0]);
    order_ = fast_.back().buffer;
    order_is_logarithm_ = fast_.back().transform == Transform::logarithm;
    return {};
}

Result<void> Scorer::score(std::span<const double> weights) {
    KC_CHECK(weights.size() == model_.nodes.size());
    if (active_[0] == 0 || varying_[0] == 0) return {};
    return is_fast_ ? score_fast(weights) : score_plainly(weights);
}

Result<void> Scorer::score_plainly(std::span<const double> weights) {
    if (active_[0] == 0 || varying_[0] == 0) return {};
    order_is_logarithm_ = false;
    for (std::size_t n = model_.nodes.size(); n > 0; --n) {
        if (varying_[n - 1] == 0 || active_[n - 1] == 0) continue;
        if (auto done = combine_node(n - 1, weights); !done) return done;
    }
    order_ = views_[0].values.data();
    note_rows(views_[0]);
    return {};
}

Result<void> Scorer::score_fast(std::span<const double> weights) {
    std::vector<const double*> columns;
    for (FastNode& fast : fast_) {
        const std::size_t count = fast.children.size();
        double total = 0;
        columns.clear();
        for (std::size_t k = 0; k < count; ++k) {
            shares_[k] = weights[fast.children[k].node];
            total += shares_[k];
            columns.push_back(fast.children[k].column);
        }
        for (std::size_t k = 0; k < count && !fast.is_sum; ++k) shares_[k] /= total;
        std::fill(fast.buffer, fast.buffer + padded_, 0.0);
        add_weighted(fast.buffer, columns.data(), shares_.data(), count, padded_);
        for (std::size_t g = 0; g < fast.gappy_rows.size(); ++g) {
            const std::uint32_t row = fast.gappy_rows[g];
            double part = 0;
            double sum = 0;
            for (std::uint32_t i = fast.gappy_starts[g]; i < fast.gappy_starts[g + 1]; ++i) {
                const std::uint32_t k = fast.gappy_children[i];
                const double weight = weights[fast.children[k].node];
                part += weight;
                sum += weight * columns[k][row];
            }
            // A sum lacks only what weighs nothing here.
            fast.buffer[row] = fast.is_sum ? sum : sum / part;
        }
        if (auto done = hand_up(fast); !done) return done;
    }
    return {};
}

// From the node's own transformation to its parent's; the root keeps logarithms, which rank alike.
Result<void> Scorer::hand_up(FastNode& fast) {
    for (const std::uint32_t row : fast.absent_rows) fast.buffer[row] = 1;
    const bool is_root = model_.nodes[fast.node].parent < 0;
    const bool both_log =
        fast.transform == Transform::logarithm && (is_root || fast.to == Transform::logarithm);
    const bool both_plain = fast.transform == Transform::none && fast.to == Transform::none;
    if (both_log || both_plain) return {};
    for (std::size_t row = 0; row < units_; ++row) {
        double& cell = fast.buffer[row];
        const double value = backward(fast.transform, fast.exponent, cell);
        cell = forward(fast.to, fast.to_exponent, value);
        if (std::isfinite(cell) && allowed(fast.to, fast.to_exponent, value)) continue;
        return unexpected(fault_of(
            {.why = Undefined::not_positive, .row = row},
            is_root ? fast.node : static_cast<std::size_t>(model_.nodes[fast.node].parent)));
    }
    return {};
}

Column Scorer::scores() const {
    Column column(units_);
    for (const std::uint32_t row : rows_) {
        const double score = order_is_logarithm_ ? std::exp(order_[row]) : order_[row];
        if (std::isfinite(score)) column.set(row, score);
    }
    return column;
}

}  // namespace kc::evaluation
