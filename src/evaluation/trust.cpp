// SPDX-License-Identifier: Apache-2.0
#include "evaluation/trust.hpp"

#include <fmt/format.h>

#include "evaluation/result_stage.hpp"
#include "evaluation/uncertainty_bind.hpp"

namespace kc::evaluation {
namespace {

Diagnostic no_uncertainty() {
    return Diagnostic{.code = "E-no-uncertainty",
                      .zh = "定义没有 uncertainty，不知道要变动什么",
                      .en = "the definition has no uncertainty block: nothing says what to vary"}
        .hint("加 uncertainty: {replications: 1000, vary: {weights: {noise: 0.25}}}",
              "add uncertainty: {replications: 1000, vary: {weights: {noise: 0.25}}}");
}

std::vector<Rank> nominal_ranks(const Evaluation& evaluation) {
    std::vector<Rank> out;
    for (const std::int32_t rank : evaluation.asked().ranks) out.push_back(static_cast<Rank>(rank));
    return out;
}

std::string band_text(const Band& band) {
    if (band.band == 0) return {};
    return band.first == band.last ? fmt::format("{}", band.first)
                                   : fmt::format("{}-{}", band.first, band.last);
}

}  // namespace

Result<Trust> trust_of(const Evaluation& evaluation, const TrustOptions& options) {
    const auto& plan = evaluation.definition.uncertainty;
    if (!plan) return unexpected(no_uncertainty());
    const auto model = bind_model(evaluation, plan->vary);
    if (!model) return unexpected(model.error());
    auto sample = run_model(*model, plain_draws(plan->seed),
                            {.runs = static_cast<std::size_t>(plan->replications),
                             .threads = options.threads,
                             .stop = options.stop});
    if (!sample) return unexpected(sample.error());
    Trust trust;
    trust.sample = *std::move(sample);
    trust.statistics = rank_statistics(trust.sample, evaluation.definition.report.intervals);
    trust.bands = rank_bands(trust.sample, nominal_ranks(evaluation));
    for (const Assumption& assumption : model->assumptions) {
        trust.inputs.push_back(assumption.name);
        trust.titles.push_back(assumption.title);
    }
    return trust;
}

Result<Sensitivity> sensitivity_of(const Evaluation& evaluation, const TrustOptions& options) {
    const auto& plan = evaluation.definition.uncertainty;
    if (!plan) return unexpected(no_uncertainty());
    const SensitivityPlan wanted = evaluation.definition.sensitivity.value_or(SensitivityPlan{});
    const auto model = bind_model(evaluation, plan->vary);
    if (!model) return unexpected(model.error());
    return analyse_sensitivity(*model, {.base = static_cast<std::size_t>(wanted.base),
                                        .bootstrap = static_cast<std::size_t>(wanted.bootstrap),
                                        .targets = wanted.targets,
                                        .interval = evaluation.definition.report.intervals,
                                        .seed = plan->seed,
                                        .threads = options.threads,
                                        .stop = options.stop});
}

std::vector<std::string> published(const Evaluation& evaluation, const Trust* trust) {
    using Publish = ReportPlan::Publish;
    const YearResult& year = evaluation.asked();
    const Publish what = evaluation.definition.report.publish;
    if (what == Publish::groups) return report_groups(evaluation);
    std::vector<std::string> out(year.slice.size());
    for (std::size_t row = 0; row < out.size(); ++row) {
        if (year.ranks[row] == 0) continue;
        if (what == Publish::ranks) out[row] = fmt::format("{}", year.ranks[row]);
        if (what == Publish::rank_bands && trust != nullptr)
            out[row] = band_text(trust->bands[row]);
    }
    return out;
}

}  // namespace kc::evaluation
