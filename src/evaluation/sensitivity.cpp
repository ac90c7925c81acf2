// SPDX-License-Identifier: Apache-2.0
#include "evaluation/sensitivity.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "evaluation/sensitivity_design.hpp"
#include "evaluation/sensitivity_indices.hpp"

namespace kc::evaluation {
namespace {

// Fewer rows give indices that say little; the published rule of thumb is 500 and more.
constexpr std::size_t kBaseFew = 100;
// Additions one analysis may spend on the bootstrap of all its targets.
constexpr double kBootstrapWork = 2e9;

std::optional<Diagnostic> fault_of(const Model& model, const SensitivityOptions& options) {
    if (model.assumptions.empty())
        return Diagnostic{.code = "E-sensitivity-nothing",
                          .zh = "没有任何假设在变动，无法分析敏感性",
                          .en = "nothing is varied, so there is no sensitivity to analyse"}
            .hint("在 uncertainty.vary 中写出变动的假设", "say under uncertainty.vary what varies");
    if (options.base < 2 || !(options.interval > 0 && options.interval < 1))
        return Diagnostic{.code = "E-sensitivity-base",
                          .zh = "敏感性分析的基础样本至少为2，区间在0和1之间",
                          .en =
                              "a sensitivity analysis needs a base of 2 or more and an interval "
                              "between 0 and 1"};
    return std::nullopt;
}

// Mean over the units ranked in both of how far their ranks moved.
double mean_change(std::span<const Rank> ranks, std::span<const Rank> nominal) {
    std::int64_t sum = 0;
    std::int64_t count = 0;
    for (std::size_t unit = 0; unit < ranks.size(); ++unit) {
        if (ranks[unit] == 0 || nominal[unit] == 0) continue;
        sum += std::abs(std::int64_t{ranks[unit]} - std::int64_t{nominal[unit]});
        ++count;
    }
    return count == 0 ? 0.0 : static_cast<double>(sum) / static_cast<double>(count);
}

class Analysis {
public:
    Analysis(const Model& model, const SensitivityOptions& options)
        : model_(model), options_(options), design_(model, options.base, options.seed) {}

    Result<Sensitivity> run() {
        const auto wants = [&](SensitivityTarget target) {
            return std::find(options_.targets.begin(), options_.targets.end(), target) !=
                   options_.targets.end();
        };
        const auto nominal = run_nominal(model_);
        if (!nominal) return unexpected(nominal.error());
        auto sample = run_model(model_, design_.draws(),
                                {.runs = design_.runs(),
                                 .threads = options_.threads,
                                 .keep_scores = wants(SensitivityTarget::score_each),
                                 .stop = options_.stop});
        if (!sample) return unexpected(sample.error());
        describe();
        if (wants(SensitivityTarget::mean_abs_rank_change)) whole(*sample, nominal->ranks);
        if (wants(SensitivityTarget::rank_each)) each(*sample, "rank");
        if (wants(SensitivityTarget::score_each)) each(*sample, "score");
        if (is_over(options_.stop)) return unexpected(stopped());
        return std::move(out_);
    }

private:
    void describe() {
        for (const Assumption& assumption : model_.assumptions) {
            out_.inputs.push_back(assumption.name);
            out_.titles.push_back(assumption.title);
        }
        out_.base = options_.base;
        out_.runs = design_.runs();
        out_.bootstrap = options_.bootstrap;
        out_.interval = options_.interval;
        if (options_.base >= kBaseFew) return;
        out_.notes.push_back(
            {.code = "W-sensitivity-few",
             .zh = fmt::format("基础样本只有{}，敏感性指数很不准", options_.base),
             .en = fmt::format("a base of {} rows gives very inexact indices", options_.base),
             .hint_zh = "至少500",
             .hint_en = "take 500 or more",
             .severity = Severity::warning});
    }

    void whole(const RankSample& sample, std::span<const Rank> nominal) {
        std::vector<double> values(sample.replications);
        for (std::size_t run = 0; run < values.size(); ++run)
            values[run] = mean_change(sample.replication(run), nominal);
        add({.target = "mean_abs_rank_change"}, values, options_.bootstrap);
    }

    void each(const RankSample& sample, const std::string& target) {
        const double cost = static_cast<double>(options_.base) *
                            static_cast<double>(3 * design_.inputs() + 2) *
                            static_cast<double>(sample.units);
        const auto affordable = static_cast<std::size_t>(kBootstrapWork / cost);
        std::vector<double> values(sample.replications);
        for (std::size_t unit = 0; unit < sample.units && !is_over(options_.stop); ++unit) {
            for (std::size_t run = 0; run < values.size(); ++run)
                values[run] = target == "rank" ? static_cast<double>(sample.rank(run, unit))
                                               : sample.scores[run * sample.units + unit];
            add({.target = target, .unit = unit}, values, std::min(options_.bootstrap, affordable));
        }
    }

    void add(SensitivityOf of, std::span<const double> values, std::size_t bootstrap) {
        fill_indices(values,
                     {.inputs = design_.inputs(),
                      .bootstrap = bootstrap,
                      .interval = options_.interval,
                      .seed = options_.seed,
                      .threads = options_.threads},
                     of);
        out_.targets.push_back(std::move(of));
    }

    const Model& model_;
    const SensitivityOptions& options_;
    SobolDesign design_;
    Sensitivity out_;
};

}  // namespace

Result<Sensitivity> analyse_sensitivity(const Model& model, const SensitivityOptions& options) {
    if (auto fault = fault_of(model, options)) return unexpected(std::move(*fault));
    return Analysis(model, options).run();
}

}  // namespace kc::evaluation
