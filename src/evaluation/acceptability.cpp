// SPDX-License-Identifier: Apache-2.0
#include "evaluation/acceptability.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "evaluation/uncertainty_bind.hpp"
#include "evaluation/uncertainty_weights.hpp"

namespace kc::evaluation {
namespace {

// With errors of figures, so many draws say how sure a first place is.
constexpr std::size_t kConfidenceDraws = 1'000;

WeightVary unknown_weights() {
    WeightVary weights;
    weights.kind = WeightVaryKind::simplex;
    return weights;
}

const WeightVary* declared_weights(const Evaluation& evaluation) {
    const auto& plan = evaluation.definition.uncertainty;
    return plan ? &plan->vary.weights : nullptr;
}

WeightVary preferences(const Evaluation& evaluation) {
    using K = WeightVaryKind;
    const WeightVary* declared = declared_weights(evaluation);
    if (declared == nullptr || declared->kind == K::none || declared->kind == K::noise)
        return unknown_weights();
    return *declared;
}

// Each node's weight as a share of its siblings'.
void to_shares(const Model& model, std::vector<double>& weights) {
    for (const ModelNode& node : model.nodes) {
        double sum = 0;
        for (const std::int32_t child : node.children)
            sum += weights[static_cast<std::size_t>(child)];
        if (!(sum > 0)) continue;
        for (const std::int32_t child : node.children)
            weights[static_cast<std::size_t>(child)] /= sum;
    }
}

class Central {
public:
    Central(const Model& model, const RankSample& sample, const DrawPlaces& draws)
        : model_(model),
          sample_(sample),
          draws_(draws),
          times_(sample.units),
          sums_(sample.units) {}

    // The weights of each replication are drawn again, not kept: 10,000 times all nodes is much.
    void collect() {
        const auto at = model_.assumption(AssumptionKind::weights);
        const WeightSampler sampler(model_);
        std::vector<double> weights(model_.nodes.size());
        for (std::size_t run = 0; run < sample_.replications; ++run) {
            const DrawPlace place = draws_(run, at.value_or(0));
            RandomStream stream(place.place, place.prescribed);
            sampler.draw(stream, weights);
            to_shares(model_, weights);
            for (std::size_t unit = 0; unit < sample_.units; ++unit)
                if (sample_.rank(run, unit) == 1) add(unit, weights);
        }
    }

    std::optional<std::vector<double>> of(std::size_t unit) const {
        if (times_[unit] == 0) return std::nullopt;
        std::vector<double> mean = sums_[unit];
        for (double& weight : mean) weight /= static_cast<double>(times_[unit]);
        return mean;
    }

private:
    void add(std::size_t unit, const std::vector<double>& weights) {
        ++times_[unit];
        sums_[unit].resize(weights.size());
        for (std::size_t n = 0; n < weights.size(); ++n) sums_[unit][n] += weights[n];
    }

    const Model& model_;
    const RankSample& sample_;
    const DrawPlaces& draws_;
    std::vector<std::size_t> times_;
    std::vector<std::vector<double>> sums_;
};

// How sure a unit is first with given weights, over the errors of figures.
class Confidence {
public:
    Confidence(Model model, const AcceptabilityOptions& options)
        : model_(std::move(model)), options_(options) {
        if (!model_.assumption(AssumptionKind::data)) live_.emplace(model_);
    }

    Result<double> of(std::size_t unit, const std::vector<double>& weights) {
        if (live_) {
            const auto outcome = live_->with(weights);
            if (!outcome) return unexpected(outcome.error());
            return outcome->ranks[unit] == 1 ? 1.0 : 0.0;
        }
        for (std::size_t n = 0; n < weights.size(); ++n) model_.nodes[n].weight = weights[n];
        const std::size_t runs = std::min(options_.draws, kConfidenceDraws);
        const auto sample =
            run_model(model_, plain_draws(options_.seed),
                      {.runs = runs, .threads = options_.threads, .stop = options_.stop});
        if (!sample) return unexpected(sample.error());
        return top_share(*sample, unit, 1);
    }

private:
    Model model_;
    const AcceptabilityOptions& options_;
    std::optional<LiveRun> live_;
};

double holistic_of(const std::vector<double>& ranks) {
    if (ranks.size() < 2) return ranks.empty() ? 0 : ranks.front();
    double sum = 0;
    const auto last = static_cast<double>(ranks.size() - 1);
    for (std::size_t rank = 0; rank < ranks.size(); ++rank)
        sum += ranks[rank] * (last - static_cast<double>(rank)) / last;
    return sum;
}

}  // namespace

Result<Acceptability> acceptability_of(const Evaluation& evaluation,
                                       const AcceptabilityOptions& options) {
    VaryPlan vary;
    vary.weights = preferences(evaluation);
    if (evaluation.definition.uncertainty) vary.data = evaluation.definition.uncertainty->vary.data;
    const auto model = bind_model(evaluation, vary);
    if (!model) return unexpected(model.error());
    const DrawPlaces draws = plain_draws(options.seed);
    auto sample = run_model(
        *model, draws, {.runs = options.draws, .threads = options.threads, .stop = options.stop});
    if (!sample) return unexpected(sample.error());
    Acceptability out{.draws = options.draws, .seed = options.seed, .weights = vary.weights};
    out.sample = *std::move(sample);
    Central central(*model, out.sample, draws);
    central.collect();
    VaryPlan fixed;
    fixed.data = vary.data;
    auto bound = bind_model(evaluation, fixed);
    if (!bound) return unexpected(bound.error());
    Confidence confidence(*std::move(bound), options);
    for (std::size_t unit = 0; unit < out.sample.units; ++unit) {
        if (is_over(options.stop)) return unexpected(stopped());
        Acceptance one{.ranks = rank_acceptability(out.sample, unit)};
        one.holistic = holistic_of(one.ranks);
        one.central_weights = central.of(unit);
        if (one.central_weights) {
            const auto sure = confidence.of(unit, *one.central_weights);
            if (!sure) return unexpected(sure.error());
            one.confidence = *sure;
        }
        out.units.push_back(std::move(one));
    }
    return out;
}

Result<GuaranteedRanks> guaranteed_ranks(const Evaluation& evaluation, const Stop& stop) {
    using K = WeightVaryKind;
    const WeightVary* declared = declared_weights(evaluation);
    GuaranteedRanks out{.weights = unknown_weights()};
    if (declared != nullptr && (declared->kind == K::noise || declared->kind == K::ordinal ||
                                declared->kind == K::simplex))
        out.weights = *declared;
    VaryPlan vary;
    vary.weights = out.weights;
    auto model = bind_model(evaluation, vary);
    if (!model) return unexpected(model.error());
    for (ModelNode& node : model->nodes) {
        out.before_adjustments = out.before_adjustments || node.after;
        node.after = {};
    }
    out.before_adjustments = out.before_adjustments || model->rank_with;
    model->rank_with = {};
    auto bounds = rank_bounds(*model, stop);
    if (!bounds) return unexpected(bounds.error());
    out.units = *std::move(bounds);
    return out;
}

Title words_of(const WeightVary& weights) {
    using K = WeightVaryKind;
    switch (weights.kind) {
        case K::none: return {"权重如定义", "weights as defined"};
        case K::noise:
            return {fmt::format("每个权重在 ±{:g}% 之间", weights.noise * 100),
                    fmt::format("each weight within ±{:g} %", weights.noise * 100)};
        case K::dirichlet:
            return {fmt::format("权重在定义值附近（Dirichlet {:g}）", weights.concentration),
                    fmt::format("weights around the defined ones (Dirichlet {:g})",
                                weights.concentration)};
        case K::simplex:
            return {"权重未知：同级之间任意分配", "weights unknown: any split among siblings"};
        case K::expert_spread: return {"按各位专家的分歧", "as far as the experts disagree"};
        case K::ordinal: return {"只知道权重的先后次序", "only the order of the weights is known"};
    }
    return {};
}

}  // namespace kc::evaluation
