// SPDX-License-Identifier: Apache-2.0
#include "server/evaluation_views.hpp"

#include <algorithm>
#include <map>

#include "evaluation/definition_number.hpp"
#include "evaluation/definition_words.hpp"
#include "evaluation/expected_columns.hpp"
#include "evaluation/method_names.hpp"
#include "evaluation/resolved.hpp"
#include "evaluation/result_stage.hpp"
#include "server/evaluation_parts.hpp"
#include "server/problem.hpp"

namespace kc::server {
namespace {

using evaluation::Definition;
using evaluation::Evaluation;
using evaluation::Node;
using office::OfferedEvaluation;

void write_year(std::int32_t year, JsonWriter& json) {
    if (year > 0)
        json.number(year);
    else
        json.null();
}

void write_optional(const evaluation::Title& title, JsonWriter& json) {
    if (title.zh.empty())
        json.null();
    else
        write_title(title, json);
}

void write_head(const OfferedEvaluation& offered, JsonWriter& json) {
    const Definition& definition = offered.definition;
    json.key("code").text(definition.code).key("name");
    write_title(definition.title, json);
    json.key("description");
    write_optional(definition.about, json);
    json.key("status").text(evaluation::word_of(definition.standing)).key("gap");
    write_optional(definition.gap, json);
    json.key("origin").text(offered.is_of_pack ? "pack" : "catalog");
    json.key("indicators").number(definition.indicators.size());
    json.key("unit_count").number_or_null(offered.unit_count);
    json.key("has_sample").boolean(!offered.sample.empty()).key("year");
    write_year(definition.period.year, json);
}

// What the definition alone says of weights; data-driven ones are not known without data.
std::optional<double> written_weight(const Definition& definition, std::size_t n) {
    const Node& node = definition.nodes[n];
    if (node.parent < 0) return std::nullopt;
    const Node& parent = definition.nodes[static_cast<std::size_t>(node.parent)];
    if (parent.weights.kind != evaluation::WeightKind::manual) return std::nullopt;
    for (std::size_t k = 0; k < parent.children.size(); ++k) {
        if (parent.children[k] == static_cast<std::int32_t>(n)) return parent.weights.values[k];
    }
    return std::nullopt;
}

// Shares among siblings where the definition alone gives them; 1 for the root.
std::vector<std::optional<double>> written_shares(const Definition& definition) {
    std::vector<std::optional<double>> shares(definition.nodes.size());
    for (const Node& node : definition.nodes) {
        const evaluation::WeightMethod& method = node.weights;
        const bool is_equal = method.kind == evaluation::WeightKind::equal;
        if (!is_equal && method.kind != evaluation::WeightKind::manual) continue;
        double sum = 0;
        for (std::size_t k = 0; k < node.children.size(); ++k)
            sum += is_equal ? 1 : method.values[k];
        for (std::size_t k = 0; k < node.children.size(); ++k)
            shares[static_cast<std::size_t>(node.children[k])] =
                (is_equal ? 1 : method.values[k]) / sum;
    }
    return shares;
}

std::vector<std::optional<double>> fitted_shares(const Evaluation& result) {
    std::vector<std::optional<double>> shares(result.definition.nodes.size());
    for (std::size_t n = 0; n < result.definition.nodes.size(); ++n) {
        const Node& node = result.definition.nodes[n];
        const std::vector<double>& values = result.asked().tree.weights[n].values;
        double sum = 0;
        for (const double value : values) sum += value;
        for (std::size_t k = 0; k < node.children.size() && sum > 0; ++k)
            shares[static_cast<std::size_t>(node.children[k])] = values[k] / sum;
    }
    return shares;
}

std::optional<double> effective(const Definition& definition, std::size_t n,
                                const std::vector<std::optional<double>>& shares) {
    if (!definition.nodes[n].is_leaf()) return std::nullopt;
    double product = 1;
    for (std::int32_t at = static_cast<std::int32_t>(n); at > 0;
         at = definition.nodes[static_cast<std::size_t>(at)].parent) {
        const auto& share = shares[static_cast<std::size_t>(at)];
        if (!share) return std::nullopt;
        product *= *share;
    }
    return product;
}

void write_leaf(const evaluation::Indicator& indicator, JsonWriter& json) {
    json.key("aggregate").null();
    json.key("direction").text(evaluation::word_of(indicator.direction));
    json.key("unit").text_or_null(indicator.unit).key("column").text(indicator.from);
    json.key("per").text_or_null(indicator.per);
    json.key("normalise").text(evaluation::to_text(indicator.normalise)).key("standard");
    write_double(indicator.standard, json);
    json.key("source").text_or_null(indicator.source);
}

void write_inner(const Node& node, JsonWriter& json) {
    json.key("aggregate").text(evaluation::to_text(node.aggregate));
    for (const char* key :
         {"direction", "unit", "column", "per", "normalise", "standard", "source"})
        json.key(key).null();
}

void write_nodes(const Definition& definition, const std::vector<std::optional<double>>& shares,
                 JsonWriter& json) {
    json.begin_array();
    for (std::size_t n = 0; n < definition.nodes.size(); ++n) {
        const Node& node = definition.nodes[n];
        json.begin_object().key("code").text(evaluation::node_key(definition, n)).key("parent");
        json.text_or_null(
            node.parent < 0 ? "" : definition.nodes[static_cast<std::size_t>(node.parent)].id);
        json.key("name");
        write_title(node.title, json);
        json.key("level").number(node.level).key("is_leaf").boolean(node.is_leaf()).key("weight");
        write_double(written_weight(definition, n), json);
        json.key("share");
        write_double(shares[n], json);
        json.key("effective_weight");
        write_double(effective(definition, n, shares), json);
        if (node.is_leaf())
            write_leaf(definition.indicators[static_cast<std::size_t>(node.indicator)], json);
        else
            write_inner(node, json);
        json.end_object();
    }
    json.end_array();
}

template <typename M>
void write_method(const M& method, JsonWriter& json) {
    const evaluation::MethodName name = evaluation::name_of(method);
    json.begin_object().key("call").text(evaluation::to_text(method)).key("name");
    write_title(name.name, json);
    json.key("convention");
    write_title(name.convention, json);
    json.end_object();
}

template <typename M>
void write_methods(const std::vector<M>& methods, JsonWriter& json) {
    json.begin_array();
    for (const M& method : methods) write_method(method, json);
    json.end_array();
}

void write_choices(const Definition& definition, JsonWriter& json) {
    const evaluation::MethodChoices choices = evaluation::choices_of(definition);
    json.key("methods").begin_object().key("normalise");
    write_method(definition.normalise, json);
    json.key("aggregate");
    write_method(definition.nodes.front().aggregate, json);
    json.key("treat");
    write_methods(definition.treatment.try_steps, json);
    json.key("impute");
    write_method(definition.missing.usual, json);
    json.key("weights").text(evaluation::word_of(definition.nodes.front().weights.kind));
    json.end_object().key("choices").begin_object().key("normalise");
    write_methods(choices.normalise, json);
    json.key("aggregate");
    write_methods(choices.aggregate, json);
    json.key("treat");
    write_methods(choices.treat, json);
    json.key("impute");
    write_methods(choices.impute, json);
    json.end_object();
}

void write_columns(const Definition& definition, JsonWriter& json) {
    json.begin_array();
    for (const evaluation::ExpectedColumn& column : evaluation::expected_columns(definition)) {
        json.begin_object().key("name").text(column.name).key("role").text(column.role);
        json.key("indicator").text_or_null(column.indicator);
        json.key("is_required").boolean(column.is_required).end_object();
    }
    json.end_array();
}

void write_varied(const Definition& definition, JsonWriter& json) {
    if (!definition.uncertainty) {
        json.null();
        return;
    }
    const evaluation::UncertaintyPlan& plan = *definition.uncertainty;
    json.begin_object().key("replications").number(plan.replications);
    json.key("seed").number(plan.seed).key("varied").begin_array();
    const evaluation::VaryPlan& vary = plan.vary;
    const std::pair<const char*, bool> parts[] = {
        {"treatment", !vary.treatment.empty()},
        {"normalise", !vary.normalise.empty()},
        {"aggregate", !vary.aggregate.empty()},
        {"weights", vary.weights.kind != evaluation::WeightVaryKind::none},
        {"missing", !vary.imputation.empty() || vary.multiple_imputation > 0},
        {"data", !vary.data.empty()},
        {"drop", vary.drop != evaluation::DropKind::none}};
    for (const auto& [name, is_varied] : parts) {
        if (is_varied) json.text(name);
    }
    json.end_array().end_object();
}

void write_sources(const Definition& definition, JsonWriter& json) {
    std::vector<std::string> seen;
    json.begin_array();
    for (const evaluation::Indicator& each : definition.indicators) {
        if (each.source.empty() || std::find(seen.begin(), seen.end(), each.source) != seen.end())
            continue;
        seen.push_back(each.source);
        json.text(each.source);
    }
    json.end_array();
}

// ---- results

// What a unit's row needs besides the result itself, found once for all units.
struct Around {
    const office::LivePack& live;
    const office::EvaluationAnswer& answer;
    std::vector<std::string> grades;
    std::vector<std::string> published;
    std::map<std::size_t, std::vector<const evaluation::ScoreChange*>> changes;
    std::map<std::size_t, std::vector<const evaluation::ImputedCell*>> filled;
    std::vector<std::string> node_keys;

    Around(const office::LivePack& in, const office::EvaluationAnswer& of) : live(in), answer(of) {
        const Evaluation& result = of.result;
        grades = evaluation::report_groups(result);
        published = evaluation::published(result, of.trust ? &*of.trust : nullptr);
        for (const auto& change : result.asked().adjusted.changes)
            changes[change.row].push_back(&change);
        for (const auto& cell : result.asked().cells) filled[cell.row].push_back(&cell);
        for (std::size_t n = 0; n < result.definition.nodes.size(); ++n)
            node_keys.push_back(evaluation::node_key(result.definition, n));
    }
};

void write_rank(std::string_view key, std::int64_t rank, JsonWriter& json) {
    json.key(key);
    if (rank > 0)
        json.number(rank);
    else
        json.null();
}

void write_place(const Around& around, std::size_t row, JsonWriter& json) {
    const auto& trust = around.answer.trust;
    const evaluation::RankStatistics none;
    const evaluation::RankStatistics& s = trust ? trust->statistics[row] : none;
    const bool is_ranked = s.ranked > 0;
    json.key("band");
    if (trust && trust->bands[row].band > 0) {
        const evaluation::Band& band = trust->bands[row];
        json.begin_object().key("number").number(band.band).key("first").number(band.first);
        json.key("last").number(band.last).end_object();
    } else {
        json.null();
    }
    write_rank("rank_low", is_ranked ? s.low : 0, json);
    write_rank("rank_high", is_ranked ? s.high : 0, json);
    write_rank("rank_median", is_ranked ? s.median : 0, json);
    json.key("rank_mean");
    write_double(is_ranked ? std::optional(s.mean) : std::nullopt, json);
    const auto& bounds = around.answer.bounds;
    const evaluation::RankBounds sure = bounds ? bounds->units[row] : evaluation::RankBounds{};
    write_rank("guaranteed_best", static_cast<std::int64_t>(sure.best), json);
    write_rank("guaranteed_worst", static_cast<std::int64_t>(sure.best > 0 ? sure.worst : 0), json);
}

void write_figures(const Around& around, std::size_t row, JsonWriter& json) {
    const Evaluation& result = around.answer.result;
    const evaluation::YearResult& year = result.asked();
    json.key("scores").begin_object();
    for (std::size_t n = 0; n < around.node_keys.size(); ++n) {
        json.key(around.node_keys[n]);
        write_double(year.tree.scores.get(row, n), json);
    }
    json.end_object().key("figures").begin_object();
    for (std::size_t i = 0; i < result.definition.indicators.size(); ++i) {
        json.key(result.definition.indicators[i].id);
        write_double(year.denominated.get(row, i), json);
    }
    json.end_object().key("imputed_share");
    write_double(year.missing_share[row], json);
    json.key("adjustments").begin_array();
    if (const auto changes = around.changes.find(row); changes != around.changes.end()) {
        for (const evaluation::ScoreChange* change : changes->second) {
            json.begin_object().key("kind").text(change->kind).key("by");
            write_double(change->by, json);
            json.end_object();
        }
    }
    json.end_array().key("filled_in").begin_array();
    if (const auto cells = around.filled.find(row); cells != around.filled.end()) {
        for (const evaluation::ImputedCell* cell : cells->second) {
            json.begin_object().key("indicator");
            json.text(result.definition.indicators[cell->indicator].id).key("value");
            write_double(cell->value, json);
            json.key("from").text(cell->from).end_object();
        }
    }
    json.end_array();
}

void write_unit(const Around& around, std::size_t row, JsonWriter& json) {
    const Evaluation& result = around.answer.result;
    const evaluation::YearResult& year = result.asked();
    const std::string& code = year.slice.ids[row];
    const evaluation::GroupColumn* group = year.slice.group(result.definition.units.compare_within);
    const evaluation::Column& scores = year.adjusted.scores;
    json.begin_object().key("code").text(code).key("name").text(year.slice.names[row]);
    json.key("group").text_or_null(group != nullptr ? group->of_unit[row] : "");
    json.key("region_code").text_or_null(around.live.lookup.unit(code) != nullptr ? code : "");
    json.key("score");
    write_double(scores.has(row) ? std::optional(scores[row]) : std::nullopt, json);
    json.key("score_before_adjustments");
    write_double(year.tree.scores.get(row, 0), json);
    write_rank("rank", year.ranks[row], json);
    write_rank("group_rank", year.group_ranks.empty() ? 0 : year.group_ranks[row], json);
    json.key("grade").text_or_null(around.grades.empty() ? "" : around.grades[row]);
    json.key("published").text_or_null(around.published.empty() ? "" : around.published[row]);
    write_place(around, row, json);
    write_figures(around, row, json);
    json.end_object();
}

template <typename T, typename Write>
void write_part(std::string_view key, const std::optional<T>& part, JsonWriter& json, Write write) {
    json.key(key);
    if (part)
        write(*part);
    else
        json.null();
}

void write_parts(const office::EvaluationAnswer& answer, JsonWriter& json) {
    const Evaluation& result = answer.result;
    write_part("uncertainty", answer.trust, json,
               [&](const auto& part) { write_trust(result, part, json); });
    write_part("sensitivity", answer.sensitivity, json,
               [&](const auto& part) { write_sensitivity(result, part, json); });
    write_part("smaa", answer.acceptability, json,
               [&](const auto& part) { write_acceptability(result, part, json); });
    write_part("bounds", answer.bounds, json,
               [&](const auto& part) { write_bounds(result, part, json); });
    write_part("comparison", answer.comparison, json,
               [&](const auto& part) { write_comparison(result, part, json); });
    write_part("reach", answer.reach, json,
               [&](const auto& part) { write_reach(result, part, json); });
    write_part("profile", answer.profile, json,
               [&](const auto& part) { write_profile(result, part, answer.next_rank, json); });
    write_part("change", answer.change, json,
               [&](const auto& part) { write_change(result, part, json); });
    write_part("diagnostics", answer.diagnosis, json,
               [&](const auto& part) { write_diagnosis(result, part, json); });
}

void write_left_out(const evaluation::YearResult& year, JsonWriter& json) {
    json.key("left_out").begin_array();
    for (const evaluation::LeftOut& unit : year.left_out) {
        json.begin_object().key("unit").text(unit.id).key("reason");
        write_title(evaluation::reason_words(unit), json);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

void write_evaluation_summary(const OfferedEvaluation& offered, JsonWriter& json) {
    json.begin_object();
    write_head(offered, json);
    json.end_object();
}

void write_evaluation(const OfferedEvaluation& offered, JsonWriter& json) {
    const Definition& definition = offered.definition;
    json.begin_object();
    write_head(offered, json);
    json.key("base_year");
    write_year(definition.period.base, json);
    json.key("identity").text(evaluation::definition_identity(definition)).key("nodes");
    write_nodes(definition, written_shares(definition), json);
    write_choices(definition, json);
    json.key("groups").begin_array();
    for (const std::string& group : definition.units.groups) json.text(group);
    json.end_array().key("compare_within").text_or_null(definition.units.compare_within);
    json.key("columns");
    write_columns(definition, json);
    json.key("uncertainty");
    write_varied(definition, json);
    json.key("publish").text(evaluation::word_of(definition.report.publish));
    json.key("grades").begin_array();
    for (const evaluation::ReportGroup& group : definition.report.groups) {
        json.begin_object().key("code").text(group.id);
        json.key("condition").text(evaluation::condition_text(group)).end_object();
    }
    json.end_array().key("resolved").text(evaluation::resolved_text(definition)).key("sources");
    write_sources(definition, json);
    json.key("sample").text_or_null(offered.sample).end_object();
}

void write_evaluation_result(const office::LivePack& live, const office::EvaluationAnswer& answer,
                             double duration_ms, JsonWriter& json) {
    const Evaluation& result = answer.result;
    const Around around(live, answer);
    json.begin_object().key("code").text(result.definition.code).key("name");
    write_title(result.definition.title, json);
    json.key("identity").begin_object().key("result").text(result.identity.result);
    json.key("definition").text(result.identity.definition);
    json.key("data").text(result.identity.data).end_object();
    json.key("is_sample").boolean(answer.is_sample);
    json.key("is_changed").boolean(answer.is_changed).key("year");
    write_year(result.asked().slice.year, json);
    json.key("interval");
    write_double(result.definition.report.intervals, json);
    json.key("warnings").begin_array();
    for (const Diagnostic& one : answer.warnings) write_field_error({to_string(one.at), one}, json);
    json.end_array().key("nodes");
    write_nodes(result.definition, fitted_shares(result), json);
    json.key("units").begin_array();
    for (const std::size_t row : evaluation::ranking_order(result.asked()))
        write_unit(around, row, json);
    json.end_array();
    write_left_out(result.asked(), json);
    write_parts(answer, json);
    json.key("duration_ms");
    write_double(duration_ms, json);
    json.end_object();
}

}  // namespace kc::server
