// SPDX-License-Identifier: Apache-2.0
#include "cli/evaluate_trust.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "evaluation/definition_number.hpp"

namespace kc::cli {
namespace {

using evaluation::Evaluation;
using evaluation::number_text;
using evaluation::TextRows;

// A table on a screen; JSON has all of them.
constexpr std::size_t kRanksShown = 12;
constexpr std::size_t kPairsShown = 20;

std::string fixed(double value, int places) {
    return fmt::format("{:.{}f}", value == 0 ? 0.0 : value, places);
}

std::string ranks(evaluation::Rank low, evaluation::Rank high) {
    return low == high ? fmt::format("{}", low) : fmt::format("{}-{}", low, high);
}

}  // namespace

TextRows trust_rows(const Evaluation& evaluation, const evaluation::Trust& trust, bool in_zh) {
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

evaluation::JsonAddition trust_json(const Evaluation& evaluation, const evaluation::Trust& trust) {
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

TextRows acceptability_rows(const Evaluation& evaluation,
                            const evaluation::Acceptability& acceptability, bool in_zh) {
    const evaluation::YearResult& year = evaluation.asked();
    const auto order = evaluation::ranking_order(year);
    TextRows rows = {{in_zh ? "名次" : "rank", in_zh ? "单位" : "unit", in_zh ? "名称" : "name",
                      in_zh ? "综合" : "holistic", in_zh ? "置信" : "confidence"}};
    const std::size_t shown = std::min(order.size(), kRanksShown);
    for (std::size_t rank = 1; rank <= shown; ++rank) rows[0].push_back(fmt::format("b{}", rank));
    for (const std::size_t row : order) {
        const evaluation::Acceptance& of = acceptability.units[row];
        std::vector<std::string> cells = {
            year.ranks[row] > 0 ? fmt::format("{}", year.ranks[row]) : "-", year.slice.ids[row],
            year.slice.names[row], fixed(of.holistic, 3),
            of.confidence ? fixed(*of.confidence, 3) : "-"};
        for (std::size_t rank = 0; rank < shown; ++rank) cells.push_back(fixed(of.ranks[rank], 3));
        rows.push_back(std::move(cells));
    }
    return rows;
}

TextRows winning_rows(const Evaluation& evaluation,
                      const evaluation::Acceptability& acceptability) {
    const evaluation::Slice& slice = evaluation.asked().slice;
    const auto order = evaluation::ranking_order(evaluation.asked());
    if (order.size() > kPairsShown) return {};
    const auto shares = evaluation::pairwise_shares(acceptability.sample);
    TextRows rows = {{""}};
    for (const std::size_t row : order) rows[0].push_back(slice.ids[row]);
    for (const std::size_t a : order) {
        std::vector<std::string> cells = {slice.ids[a]};
        for (const std::size_t b : order)
            cells.push_back(a == b ? "-" : fixed(shares[a * order.size() + b], 3));
        rows.push_back(std::move(cells));
    }
    return rows;
}

TextRows bounds_rows(const Evaluation& evaluation, const evaluation::GuaranteedRanks& bounds,
                     bool in_zh) {
    const evaluation::YearResult& year = evaluation.asked();
    TextRows rows = {{in_zh ? "名次" : "rank", in_zh ? "单位" : "unit", in_zh ? "名称" : "name",
                      in_zh ? "最好" : "best", in_zh ? "最差" : "worst"}};
    for (const std::size_t row : evaluation::ranking_order(year)) {
        const evaluation::RankBounds& of = bounds.units[row];
        rows.push_back({year.ranks[row] > 0 ? fmt::format("{}", year.ranks[row]) : "-",
                        year.slice.ids[row], year.slice.names[row],
                        of.best > 0 ? fmt::format("{}", of.best) : "-",
                        of.best > 0 ? fmt::format("{}", of.worst) : "-"});
    }
    return rows;
}

namespace {

void put_words(pack::JsonText& json, std::string_view key, const evaluation::Title& words) {
    json.key(key).begin_object();
    json.key("zh").text(words.zh);
    json.key("en").text(words.en);
    json.end_object();
}

void put_acceptance(const Evaluation& evaluation, const evaluation::Acceptance& of,
                    pack::JsonText& json) {
    json.key("acceptability").begin_array();
    for (const double share : of.ranks) json.bare(number_text(share));
    json.end_array();
    json.key("holistic").bare(number_text(of.holistic));
    json.key("confidence").bare(of.confidence ? number_text(*of.confidence) : "null");
    json.key("central_weights");
    if (!of.central_weights) {
        json.bare("null");
        return;
    }
    json.begin_object();
    for (std::size_t n = 1; n < of.central_weights->size(); ++n)
        json.key(evaluation::node_key(evaluation.definition, n))
            .bare(number_text((*of.central_weights)[n]));
    json.end_object();
}

}  // namespace

evaluation::JsonAddition acceptability_json(const Evaluation& evaluation,
                                            const evaluation::Acceptability& acceptability) {
    return [&](pack::JsonText& json) {
        const evaluation::Slice& slice = evaluation.asked().slice;
        const auto order = evaluation::ranking_order(evaluation.asked());
        json.key("smaa").begin_object();
        json.key("draws").bare(fmt::format("{}", acceptability.draws));
        json.key("seed").bare(fmt::format("{}", acceptability.seed));
        put_words(json, "weights", evaluation::words_of(acceptability.weights));
        json.key("units").begin_array();
        for (const std::size_t row : order) {
            json.begin_object();
            json.key("unit").text(slice.ids[row]);
            put_acceptance(evaluation, acceptability.units[row], json);
            json.end_object();
        }
        json.end_array();
        json.key("pairwise").begin_array();
        if (order.size() <= evaluation::kPairwiseUnitsMax) {
            const auto shares = evaluation::pairwise_shares(acceptability.sample);
            for (const std::size_t a : order) {
                json.begin_array();
                for (const std::size_t b : order)
                    json.bare(number_text(shares[a * order.size() + b]));
                json.end_array();
            }
        }
        json.end_array();
        json.end_object();
    };
}

evaluation::JsonAddition bounds_json(const Evaluation& evaluation,
                                     const evaluation::GuaranteedRanks& bounds) {
    return [&](pack::JsonText& json) {
        json.key("bounds").begin_object();
        put_words(json, "weights", evaluation::words_of(bounds.weights));
        json.key("before_adjustments").bare(bounds.before_adjustments ? "true" : "false");
        json.key("units").begin_array();
        for (const std::size_t row : evaluation::ranking_order(evaluation.asked())) {
            const evaluation::RankBounds& of = bounds.units[row];
            json.begin_object();
            json.key("unit").text(evaluation.asked().slice.ids[row]);
            json.key("best").bare(of.best > 0 ? fmt::format("{}", of.best) : "null");
            json.key("worst").bare(of.best > 0 ? fmt::format("{}", of.worst) : "null");
            json.end_object();
        }
        json.end_array();
        json.end_object();
    };
}

}  // namespace kc::cli
