// SPDX-License-Identifier: Apache-2.0
#include "cli/evaluate_trust.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "evaluation/definition_number.hpp"
#include "evaluation/definition_words.hpp"
#include "evaluation/uncertainty_bind.hpp"

namespace kc::cli {
namespace {

using evaluation::Evaluation;
using evaluation::number_text;
using evaluation::TextRows;

constexpr std::size_t kThreadsMax = 16;

std::size_t threads() {
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kThreadsMax);
}

Diagnostic no_uncertainty() {
    return Diagnostic{.code = "E-no-uncertainty",
                      .zh = "定义没有 uncertainty，不知道要变动什么",
                      .en = "the definition has no uncertainty block: nothing says what to vary"}
        .hint("加 uncertainty: {replications: 1000, vary: {weights: {noise: 0.25}}}",
              "add uncertainty: {replications: 1000, vary: {weights: {noise: 0.25}}}");
}

std::string fixed(double value, int places) {
    return fmt::format("{:.{}f}", value == 0 ? 0.0 : value, places);
}

std::string ranks(evaluation::Rank low, evaluation::Rank high) {
    return low == high ? fmt::format("{}", low) : fmt::format("{}-{}", low, high);
}

std::vector<evaluation::Rank> nominal_ranks(const Evaluation& evaluation) {
    std::vector<evaluation::Rank> out;
    for (const std::int32_t rank : evaluation.asked().ranks)
        out.push_back(static_cast<evaluation::Rank>(rank));
    return out;
}

}  // namespace

Result<Trust> trust_of(const Evaluation& evaluation) {
    const auto& plan = evaluation.definition.uncertainty;
    if (!plan) return unexpected(no_uncertainty());
    const auto model = evaluation::bind_model(evaluation, plan->vary);
    if (!model) return unexpected(model.error());
    auto sample = evaluation::run_model(
        *model, evaluation::plain_draws(plan->seed),
        {.runs = static_cast<std::size_t>(plan->replications), .threads = threads()});
    if (!sample) return unexpected(sample.error());
    Trust trust;
    trust.sample = *std::move(sample);
    trust.statistics =
        evaluation::rank_statistics(trust.sample, evaluation.definition.report.intervals);
    trust.bands = evaluation::rank_bands(trust.sample, nominal_ranks(evaluation));
    for (const evaluation::Assumption& assumption : model->assumptions)
        trust.inputs.push_back(assumption.name);
    return trust;
}

Result<evaluation::Sensitivity> sensitivity_of(const Evaluation& evaluation) {
    const auto& plan = evaluation.definition.uncertainty;
    if (!plan) return unexpected(no_uncertainty());
    const evaluation::SensitivityPlan wanted =
        evaluation.definition.sensitivity.value_or(evaluation::SensitivityPlan{});
    const auto model = evaluation::bind_model(evaluation, plan->vary);
    if (!model) return unexpected(model.error());
    return evaluation::analyse_sensitivity(*model,
                                           {.base = static_cast<std::size_t>(wanted.base),
                                            .bootstrap = static_cast<std::size_t>(wanted.bootstrap),
                                            .targets = wanted.targets,
                                            .interval = evaluation.definition.report.intervals,
                                            .seed = plan->seed,
                                            .threads = threads()});
}

TextRows trust_rows(const Evaluation& evaluation, const Trust& trust, bool in_zh) {
    const evaluation::YearResult& year = evaluation.asked();
    const std::string interval =
        fmt::format("{:.0f}%", evaluation.definition.report.intervals * 100);
    TextRows rows;
    if (in_zh) {
        rows.push_back(
            {"名次", "单位", "名称", "得分", "并列档", "平均名次", interval + "区间", "最好-最差"});
    } else {
        rows.push_back({"rank", "unit", "name", "score", "band", "mean", interval, "best-worst"});
    }
    for (const std::size_t row : evaluation::ranking_order(year)) {
        const evaluation::RankStatistics& s = trust.statistics[row];
        const evaluation::Band& band = trust.bands[row];
        const bool ranked = year.ranks[row] > 0 && s.ranked > 0;
        rows.push_back({ranked ? fmt::format("{}", year.ranks[row]) : "-", year.slice.ids[row],
                        year.slice.names[row], ranked ? fixed(year.adjusted.scores[row], 2) : "-",
                        ranked ? ranks(band.first, band.last) : "-",
                        ranked ? fixed(s.mean, 2) : "-", ranked ? ranks(s.low, s.high) : "-",
                        ranked ? ranks(s.least, s.greatest) : "-"});
    }
    return rows;
}

TextRows sensitivity_rows(const Evaluation& evaluation, const evaluation::Sensitivity& sensitivity,
                          bool in_zh) {
    TextRows rows;
    if (in_zh) {
        rows.push_back({"对象", "单位", "因素", "一阶", "一阶区间", "总", "总区间"});
    } else {
        rows.push_back({"target", "unit", "input", "first", "interval", "total", "interval"});
    }
    for (const evaluation::SensitivityOf& of : sensitivity.targets) {
        const std::string unit = of.unit ? evaluation.asked().slice.ids[*of.unit] : std::string();
        if (of.undefined) {
            rows.push_back({of.target, unit, in_zh ? "不变" : "does not vary", "", "", "", ""});
            continue;
        }
        for (std::size_t i = 0; i < of.indices.size(); ++i) {
            const evaluation::SobolIndex& index = of.indices[i];
            rows.push_back({of.target, unit, sensitivity.inputs[i], fixed(index.first, 3),
                            fixed(index.first_low, 3) + ".." + fixed(index.first_high, 3),
                            fixed(index.total, 3),
                            fixed(index.total_low, 3) + ".." + fixed(index.total_high, 3)});
        }
    }
    return rows;
}

evaluation::JsonAddition trust_json(const Evaluation& evaluation, const Trust& trust) {
    return [&](pack::JsonText& json) {
        const auto whole = [](std::size_t value) { return fmt::format("{}", value); };
        json.key("uncertainty").begin_object();
        json.key("replications").bare(whole(trust.sample.replications));
        json.key("seed").bare(whole(evaluation.definition.uncertainty->seed));
        json.key("interval").bare(number_text(evaluation.definition.report.intervals));
        json.key("varied").begin_array();
        for (const std::string& input : trust.inputs) json.text(input);
        json.end_array();
        json.key("units").begin_array();
        const evaluation::YearResult& year = evaluation.asked();
        for (const std::size_t row : evaluation::ranking_order(year)) {
            const evaluation::RankStatistics& s = trust.statistics[row];
            json.begin_object();
            json.key("unit").text(year.slice.ids[row]);
            json.key("ranked").bare(whole(s.ranked));
            if (s.ranked > 0) {
                json.key("band").bare(whole(trust.bands[row].band));
                json.key("band_first").bare(whole(trust.bands[row].first));
                json.key("band_last").bare(whole(trust.bands[row].last));
                json.key("mean").bare(number_text(s.mean));
                json.key("deviation").bare(number_text(s.deviation));
                json.key("low").bare(whole(s.low));
                json.key("high").bare(whole(s.high));
                json.key("q05").bare(whole(s.q05));
                json.key("median").bare(whole(s.median));
                json.key("q95").bare(whole(s.q95));
                json.key("best").bare(whole(s.least));
                json.key("worst").bare(whole(s.greatest));
            }
            json.end_object();
        }
        json.end_array();
        json.end_object();
    };
}

evaluation::JsonAddition sensitivity_json(const Evaluation& evaluation,
                                          const evaluation::Sensitivity& sensitivity) {
    return [&](pack::JsonText& json) {
        json.key("sensitivity").begin_object();
        json.key("base").bare(fmt::format("{}", sensitivity.base));
        json.key("runs").bare(fmt::format("{}", sensitivity.runs));
        json.key("bootstrap").bare(fmt::format("{}", sensitivity.bootstrap));
        json.key("targets").begin_array();
        for (const evaluation::SensitivityOf& of : sensitivity.targets) {
            json.begin_object();
            json.key("target").text(of.target);
            if (of.unit) json.key("unit").text(evaluation.asked().slice.ids[*of.unit]);
            json.key("varies").bare(of.undefined ? "false" : "true");
            json.key("inputs").begin_array();
            for (std::size_t i = 0; !of.undefined && i < of.indices.size(); ++i) {
                const evaluation::SobolIndex& index = of.indices[i];
                json.begin_object();
                json.key("input").text(sensitivity.inputs[i]);
                json.key("first").bare(number_text(index.first));
                json.key("first_low").bare(number_text(index.first_low));
                json.key("first_high").bare(number_text(index.first_high));
                json.key("total").bare(number_text(index.total));
                json.key("total_low").bare(number_text(index.total_low));
                json.key("total_high").bare(number_text(index.total_high));
                json.end_object();
            }
            json.end_array();
            json.end_object();
        }
        json.end_array();
        json.end_object();
    };
}

}  // namespace kc::cli
