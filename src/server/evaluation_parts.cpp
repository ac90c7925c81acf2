// SPDX-License-Identifier: Apache-2.0
#include "server/evaluation_parts.hpp"

#include "evaluation/definition_number.hpp"
#include "evaluation/explain_text.hpp"
#include "evaluation/result_stage.hpp"
#include "server/problem.hpp"

namespace kc::server {
namespace {

using evaluation::Evaluation;

// 0 stands for no rank.
void write_rank(std::int64_t rank, JsonWriter& json) {
    if (rank > 0)
        json.number(rank);
    else
        json.null();
}

const evaluation::Node& node_of(const Evaluation& evaluation, std::size_t node) {
    return evaluation.definition.nodes[node];
}

std::string node_code(const Evaluation& evaluation, std::size_t node) {
    return evaluation::node_key(evaluation.definition, node);
}

const std::string& unit_code(const Evaluation& evaluation, std::size_t row) {
    return evaluation.asked().slice.ids[row];
}

template <typename T>
void write_text(const Evaluation& evaluation, const T& said, JsonWriter& json) {
    const auto zh = evaluation::words_of({&evaluation, true}, said);
    const auto en = evaluation::words_of({&evaluation, false}, said);
    json.begin_array();
    for (std::size_t i = 0; i < zh.size() && i < en.size(); ++i) json.words(zh[i], en[i]);
    json.end_array();
}

void write_assumptions(const std::vector<std::string>& names,
                       const std::vector<evaluation::Title>& titles, JsonWriter& json) {
    json.begin_array();
    for (std::size_t i = 0; i < names.size(); ++i) {
        json.begin_object().key("code").text(names[i]).key("name");
        write_title(titles[i], json);
        json.end_object();
    }
    json.end_array();
}

void write_shares(const std::vector<double>& shares, JsonWriter& json) {
    if (shares.size() > kSharesUnitsMax) {
        json.null();
        return;
    }
    json.begin_array();
    for (const double share : shares) write_double(share, json);
    json.end_array();
}

void write_statistics(const evaluation::RankStatistics& s, JsonWriter& json) {
    const bool is_ranked = s.ranked > 0;
    json.key("ranked").number(s.ranked).key("mean");
    write_double(is_ranked ? std::optional(s.mean) : std::nullopt, json);
    json.key("deviation");
    write_double(is_ranked ? std::optional(s.deviation) : std::nullopt, json);
    const auto rank = [&](std::string_view key, evaluation::Rank value) {
        json.key(key);
        write_rank(is_ranked ? value : 0, json);
    };
    rank("low", s.low);
    rank("q05", s.q05);
    rank("median", s.median);
    rank("q95", s.q95);
    rank("high", s.high);
    rank("best", s.least);
    rank("worst", s.greatest);
}

void write_way(const Evaluation& evaluation, const evaluation::Way& way, JsonWriter& json) {
    const evaluation::Indicator& indicator = evaluation.definition.indicators[way.indicator];
    json.begin_object().key("indicator").text(indicator.id).key("name");
    write_title(indicator.title, json);
    json.key("unit").text_or_null(indicator.per.empty() ? indicator.unit : "").key("from");
    write_double(way.from, json);
    json.key("to");
    write_double(way.to, json);
    json.key("column").text(indicator.from).key("column_change");
    write_double(way.raw_by, json);
    json.key("deviations");
    write_double(way.deviations, json);
    json.key("rank").number(way.rank).end_object();
}

void write_part(const Evaluation& evaluation, const evaluation::GapPart& part, JsonWriter& json) {
    using Kind = evaluation::GapPart::Kind;
    const bool is_adjustment = part.kind == Kind::adjustment;
    const bool is_leaf = part.kind == Kind::leaf;
    json.begin_object().key("kind").text(is_leaf ? "leaf" : is_adjustment ? "adjustment" : "field");
    json.key("node");
    if (is_adjustment)
        json.null();
    else
        json.text(node_code(evaluation, part.node));
    json.key("name");
    if (is_adjustment)
        json.words(part.name, part.name);
    else
        write_title(node_of(evaluation, part.node).title, json);
    json.key("points");
    write_double(part.points, json);
    json.key("a");
    write_double(part.a, json);
    json.key("b");
    write_double(part.b, json);
    json.key("weight");
    write_double(is_leaf ? std::optional(part.weight) : std::nullopt, json);
    json.end_object();
}

void write_shift(const Evaluation& evaluation, const evaluation::WeightShift& shift,
                 JsonWriter& json) {
    json.begin_object().key("share");
    // What one loses another gains, so half of the L1 distance moves.
    write_double(shift.distance / 2, json);
    json.key("moves").begin_array();
    for (const evaluation::WeightShift::Move& move : shift.moves) {
        const evaluation::Node& node = node_of(evaluation, move.node);
        json.begin_object().key("node").text(node_code(evaluation, move.node)).key("name");
        write_title(node.title, json);
        json.key("from");
        write_double(move.from, json);
        json.key("to");
        write_double(move.to, json);
        json.end_object();
    }
    json.end_array().end_object();
}

void write_profile_node(const Evaluation& evaluation, const evaluation::ProfileNode& of,
                        JsonWriter& json) {
    const evaluation::Node& node = node_of(evaluation, of.node);
    json.begin_object().key("node").text(node_code(evaluation, of.node)).key("name");
    write_title(node.title, json);
    json.key("is_leaf").boolean(node.is_leaf()).key("score");
    write_double(of.score, json);
    json.key("rank");
    write_rank(of.rank, json);
    json.key("median");
    write_double(of.median, json);
    json.key("group_median");
    write_double(of.group_median, json);
    json.key("figure");
    write_double(of.figure, json);
    json.key("figure_median");
    write_double(of.figure_median, json);
    json.key("rank_without").number_or_null(of.rank_without).end_object();
}

void write_codes(const Evaluation& evaluation, const std::vector<std::size_t>& nodes,
                 JsonWriter& json) {
    json.begin_array();
    for (const std::size_t node : nodes) json.text(node_code(evaluation, node));
    json.end_array();
}

void write_pair(const std::string& first, const std::string& second, const evaluation::Pair& pair,
                JsonWriter& json) {
    json.begin_object().key("first").text(first).key("second").text(second).key("correlation");
    write_double(pair.correlation, json);
    json.key("n").number(pair.n).end_object();
}

template <typename T>
std::optional<double> value_of(const T& measure) {
    return measure ? std::optional<double>(*measure) : std::nullopt;
}

void write_indicators(const Evaluation& evaluation, const evaluation::Diagnosis& diagnosis,
                      JsonWriter& json) {
    const evaluation::YearResult& year = evaluation.asked();
    const auto coverage = evaluation::column_coverage(year.denominated);
    const auto shapes =
        diagnosis.shapes.empty() ? evaluation::column_shapes(year.imputed) : diagnosis.shapes;
    json.begin_array();
    for (std::size_t i = 0; i < coverage.size(); ++i) {
        json.begin_object().key("indicator").text(evaluation.definition.indicators[i].id);
        json.key("present").number(coverage[i].present).key("of").number(coverage[i].of);
        json.key("skewness");
        write_double(value_of(shapes[i].skewness), json);
        json.key("kurtosis");
        write_double(value_of(shapes[i].kurtosis), json);
        json.key("is_skewed").boolean(shapes[i].is_skewed).key("far_units").begin_array();
        for (const std::size_t row : shapes[i].far_rows) json.text(unit_code(evaluation, row));
        json.end_array().end_object();
    }
    json.end_array();
}

void write_node_diagnosis(const Evaluation& evaluation, const evaluation::NodeDiagnosis& of,
                          JsonWriter& json) {
    json.begin_object().key("node").text(node_code(evaluation, of.node)).key("alpha");
    write_double(value_of(of.alpha), json);
    json.key("kmo");
    write_double(of.adequacy ? std::optional(of.adequacy->overall) : std::nullopt, json);
    json.key("children").begin_array();
    for (std::size_t i = 0; i < of.influences.size() && i < of.children.size(); ++i) {
        json.begin_object().key("node").text(node_code(evaluation, of.children[i]));
        json.key("nominal");
        write_double(of.influences[i].nominal, json);
        json.key("share");
        write_double(of.influences[i].share, json);
        json.end_object();
    }
    json.end_array().end_object();
}

}  // namespace

void write_double(double value, JsonWriter& json) {
    json.bare(evaluation::number_text(value));
}

void write_double(const std::optional<double>& value, JsonWriter& json) {
    if (value)
        write_double(*value, json);
    else
        json.null();
}

void write_title(const evaluation::Title& title, JsonWriter& json) {
    json.words(title.zh, title.en);
}

void write_trust(const Evaluation& evaluation, const evaluation::Trust& trust, JsonWriter& json) {
    json.begin_object().key("replications").number(trust.sample.replications);
    json.key("seed").number(evaluation.definition.uncertainty->seed).key("interval");
    write_double(evaluation.definition.report.intervals, json);
    json.key("varied");
    write_assumptions(trust.inputs, trust.titles, json);
    json.key("units").begin_array();
    for (const std::size_t row : evaluation::ranking_order(evaluation.asked())) {
        json.begin_object().key("code").text(unit_code(evaluation, row));
        write_statistics(trust.statistics[row], json);
        json.key("acceptability");
        if (trust.sample.units > kSharesUnitsMax)
            json.null();
        else
            write_shares(evaluation::rank_acceptability(trust.sample, row), json);
        json.end_object();
    }
    json.end_array().end_object();
}

void write_sensitivity(const Evaluation& evaluation, const evaluation::Sensitivity& sensitivity,
                       JsonWriter& json) {
    json.begin_object().key("base").number(sensitivity.base).key("runs").number(sensitivity.runs);
    json.key("bootstrap").number(sensitivity.bootstrap).key("inputs");
    write_assumptions(sensitivity.inputs, sensitivity.titles, json);
    json.key("targets").begin_array();
    for (const evaluation::SensitivityOf& of : sensitivity.targets) {
        json.begin_object().key("target").text(of.target).key("unit");
        json.text_or_null(of.unit ? unit_code(evaluation, *of.unit) : "");
        json.key("varies").boolean(!of.undefined).key("indices").begin_array();
        for (std::size_t i = 0; !of.undefined && i < of.indices.size(); ++i) {
            const evaluation::SobolIndex& index = of.indices[i];
            json.begin_object();
            const auto put = [&](std::string_view key, double value) {
                json.key(key);
                write_double(value, json);
            };
            put("first", index.first);
            put("first_low", index.first_low);
            put("first_high", index.first_high);
            put("total", index.total);
            put("total_low", index.total_low);
            put("total_high", index.total_high);
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().end_object();
}

void write_acceptability(const Evaluation& evaluation,
                         const evaluation::Acceptability& acceptability, JsonWriter& json) {
    const auto order = evaluation::ranking_order(evaluation.asked());
    json.begin_object().key("draws").number(acceptability.draws);
    json.key("seed").number(acceptability.seed).key("weights");
    write_title(evaluation::words_of(acceptability.weights), json);
    json.key("units").begin_array();
    for (const std::size_t row : order) {
        const evaluation::Acceptance& of = acceptability.units[row];
        json.begin_object().key("code").text(unit_code(evaluation, row)).key("acceptability");
        write_shares(of.ranks, json);
        json.key("holistic");
        write_double(of.holistic, json);
        json.key("confidence");
        write_double(of.confidence, json);
        json.key("central_weights");
        if (of.central_weights) {
            json.begin_object();
            for (std::size_t n = 1; n < of.central_weights->size(); ++n) {
                json.key(node_code(evaluation, n));
                write_double((*of.central_weights)[n], json);
            }
            json.end_object();
        } else {
            json.null();
        }
        json.end_object();
    }
    json.end_array().key("pairwise");
    if (order.size() > kSharesUnitsMax) {
        json.null().end_object();
        return;
    }
    const auto shares = evaluation::pairwise_shares(acceptability.sample);
    json.begin_array();
    for (const std::size_t a : order) {
        json.begin_array();
        for (const std::size_t b : order) write_double(shares[a * order.size() + b], json);
        json.end_array();
    }
    json.end_array().end_object();
}

void write_bounds(const Evaluation& evaluation, const evaluation::GuaranteedRanks& bounds,
                  JsonWriter& json) {
    json.begin_object().key("weights");
    write_title(evaluation::words_of(bounds.weights), json);
    json.key("before_adjustments").boolean(bounds.before_adjustments).key("units").begin_array();
    for (const std::size_t row : evaluation::ranking_order(evaluation.asked())) {
        json.begin_object().key("code").text(unit_code(evaluation, row)).key("best");
        const evaluation::RankBounds& of = bounds.units[row];
        write_rank(static_cast<std::int64_t>(of.best), json);
        json.key("worst");
        write_rank(static_cast<std::int64_t>(of.best == 0 ? 0 : of.worst), json);
        json.end_object();
    }
    json.end_array().end_object();
}

void write_comparison(const Evaluation& evaluation, const evaluation::Comparison& comparison,
                      JsonWriter& json) {
    const evaluation::ScoreGap& gap = comparison.gap;
    json.begin_object().key("a").text(unit_code(evaluation, gap.a));
    json.key("b").text(unit_code(evaluation, gap.b)).key("gap");
    write_double(gap.gap, json);
    json.key("parts").begin_array();
    for (const evaluation::GapPart& part : gap.parts) write_part(evaluation, part, json);
    json.end_array().key("weight_change");
    if (comparison.weights)
        write_shift(evaluation, *comparison.weights, json);
    else
        json.null();
    json.key("figure_change");
    if (comparison.figure)
        write_way(evaluation, *comparison.figure, json);
    else
        json.null();
    json.key("text");
    write_text(evaluation, comparison, json);
    json.end_object();
}

void write_reach(const Evaluation& evaluation, const evaluation::Reach& reach, JsonWriter& json) {
    json.begin_object().key("unit").text(unit_code(evaluation, reach.row));
    json.key("rank_now").number(reach.rank_now).key("rank_wanted").number(reach.rank_wanted);
    json.key("ways").begin_array();
    for (const evaluation::Way& way : reach.ways) write_way(evaluation, way, json);
    json.end_array().key("share_of_distance");
    write_double(reach.share_of_distance, json);
    json.key("text");
    write_text(evaluation, reach, json);
    json.end_object();
}

void write_profile(const Evaluation& evaluation, const evaluation::Profile& profile,
                   const std::optional<evaluation::Reach>& next_rank, JsonWriter& json) {
    const evaluation::YearResult& year = evaluation.asked();
    const std::size_t row = profile.row;
    json.begin_object().key("unit").text(unit_code(evaluation, row)).key("group");
    const evaluation::GroupColumn* group =
        year.slice.group(evaluation.definition.units.compare_within);
    json.text_or_null(group != nullptr ? group->of_unit[row] : "").key("score");
    const evaluation::Column& scores = year.adjusted.scores;
    write_double(scores.has(row) ? std::optional(scores[row]) : std::nullopt, json);
    json.key("rank");
    write_rank(year.ranks[row], json);
    json.key("nodes").begin_array();
    for (const evaluation::ProfileNode& of : profile.nodes)
        write_profile_node(evaluation, of, json);
    json.end_array().key("strengths");
    write_codes(evaluation, profile.strengths, json);
    json.key("weaknesses");
    write_codes(evaluation, profile.weaknesses, json);
    json.key("hiding").begin_array();
    for (const evaluation::Hiding& hiding : profile.hiding) {
        json.begin_object().key("indicator");
        json.text(evaluation.definition.indicators[hiding.indicator].id);
        json.key("rank_hidden").number(hiding.rank_hidden).end_object();
    }
    json.end_array().key("unfilled");
    if (profile.unfilled) {
        json.begin_object().key("score");
        write_double(profile.unfilled->scores[row], json);
        json.key("rank").number(profile.unfilled->ranks[row]).end_object();
    } else {
        json.null();
    }
    json.key("reach");
    if (next_rank)
        write_reach(evaluation, *next_rank, json);
    else
        json.null();
    json.key("text");
    write_text(evaluation, profile, json);
    json.end_object();
}

void write_change(const Evaluation& evaluation, const evaluation::ScoreDifference& change,
                  JsonWriter& json) {
    json.begin_object().key("unit").text(change.unit);
    json.key("from_year").number(change.from_year).key("to_year").number(change.to_year);
    const auto put = [&](std::string_view key, double value) {
        json.key(key);
        write_double(value, json);
    };
    put("from", change.from);
    put("to", change.to);
    put("own_figures", change.own_figures);
    put("denominators", change.denominators);
    put("others", change.others);
    put("method", change.method);
    put("adjustments", change.adjustments);
    json.key("text");
    write_text(evaluation, change, json);
    json.end_object();
}

void write_diagnosis(const Evaluation& evaluation, const evaluation::Diagnosis& diagnosis,
                     JsonWriter& json) {
    json.begin_object().key("indicators");
    write_indicators(evaluation, diagnosis, json);
    json.key("correlated").begin_array();
    for (const evaluation::NodeDiagnosis& of : diagnosis.nodes) {
        for (const evaluation::Pair& pair : of.correlated)
            write_pair(node_code(evaluation, of.children[pair.first]),
                       node_code(evaluation, of.children[pair.second]), pair, json);
    }
    json.end_array().key("redundant").begin_array();
    for (const evaluation::Pair& pair : diagnosis.redundant)
        write_pair(evaluation.definition.indicators[pair.first].id,
                   evaluation.definition.indicators[pair.second].id, pair, json);
    json.end_array().key("nodes").begin_array();
    for (const evaluation::NodeDiagnosis& of : diagnosis.nodes)
        write_node_diagnosis(evaluation, of, json);
    json.end_array().key("findings").begin_array();
    for (const Diagnostic& one : diagnosis.findings) write_field_error({"", one}, json);
    json.end_array().end_object();
}

}  // namespace kc::server
