// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "evaluation/definition_number.hpp"
#include "evaluation/definition_words.hpp"
#include "evaluation/result_stage.hpp"

namespace kc::evaluation {
namespace {

using pack::JsonText;

void put_number(JsonText& json, std::string_view key, const std::optional<double>& value) {
    json.key(key).bare(value ? number_text(*value) : "null");
}

void put_title(JsonText& json, const Title& title) {
    json.key("title").begin_object();
    json.key("zh").text(title.zh);
    json.key("en").text(title.en);
    json.end_object();
}

void put_nodes(JsonText& json, const Evaluation& evaluation) {
    const YearResult& year = evaluation.asked();
    const auto& nodes = evaluation.definition.nodes;
    json.key("nodes").begin_array();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        json.begin_object();
        json.key("id").text(nodes[i].id);
        put_title(json, nodes[i].title);
        json.key("level").bare(fmt::format("{}", nodes[i].level));
        if (i > 0) json.key("parent").text(nodes[static_cast<std::size_t>(nodes[i].parent)].id);
        if (nodes[i].is_leaf()) {
            put_number(json, "effective_weight", year.leaf_weights[i]);
        } else {
            json.key("aggregate").text(to_text(nodes[i].aggregate));
            json.key("weights").begin_object();
            const auto& values = year.tree.weights[i].values;
            for (std::size_t c = 0; c < nodes[i].children.size(); ++c)
                put_number(json, nodes[static_cast<std::size_t>(nodes[i].children[c])].id,
                           values[c]);
            json.end_object();
        }
        json.end_object();
    }
    json.end_array();
}

void put_unit(JsonText& json, const Evaluation& evaluation, const YearResult& year,
              std::size_t row) {
    const auto& nodes = evaluation.definition.nodes;
    json.begin_object();
    json.key("unit").text(year.slice.ids[row]);
    json.key("name").text(year.slice.names[row]);
    json.key("rank").bare(year.ranks[row] > 0 ? fmt::format("{}", year.ranks[row]) : "null");
    if (!year.group_ranks.empty()) {
        json.key("group").text(
            year.slice.group(evaluation.definition.units.compare_within)->of_unit[row]);
        json.key("group_rank").bare(fmt::format("{}", year.group_ranks[row]));
    }
    const Column& scores = year.adjusted.scores;
    put_number(json, "score", scores.has(row) ? std::optional(scores[row]) : std::nullopt);
    if (const auto grades = report_groups(evaluation); !grades.empty() && !grades[row].empty())
        json.key("grade").text(grades[row]);
    put_number(json, "score_before_adjustments", year.tree.scores.get(row, 0));
    put_number(json, "missing_share", year.missing_share[row]);
    json.key("scores").begin_object();
    for (std::size_t i = 0; i < nodes.size(); ++i)
        put_number(json, nodes[i].id, year.tree.scores.get(row, i));
    json.end_object();
    json.key("changes").begin_array();
    for (const ScoreChange& change : year.adjusted.changes) {
        if (change.row != row) continue;
        json.begin_object();
        json.key("kind").text(change.kind);
        put_number(json, "by", change.by);
        json.end_object();
    }
    json.end_array();
    json.key("filled_in").begin_array();
    for (const ImputedCell& cell : year.cells) {
        if (cell.row != row) continue;
        json.begin_object();
        json.key("indicator").text(evaluation.definition.indicators[cell.indicator].id);
        put_number(json, "value", cell.value);
        json.key("from").text(cell.from);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

void put_notes(JsonText& json, const Diagnostics& notes) {
    json.key("notes").begin_array();
    for (const Diagnostic& note : notes) {
        json.begin_object();
        json.key("code").text(note.code);
        json.key("place").text(to_string(note.at));
        json.key("zh").text(note.zh);
        json.key("en").text(note.en);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

std::string to_json(const Evaluation& evaluation, const JsonAddition& more) {
    const YearResult& year = evaluation.asked();
    JsonText json;
    json.begin_object();
    json.key("evaluation").text(evaluation.definition.code);
    put_title(json, evaluation.definition.title);
    json.key("identity").begin_object();
    json.key("result").text(evaluation.identity.result);
    json.key("definition").text(evaluation.identity.definition);
    json.key("data").text(evaluation.identity.data);
    json.end_object();
    if (year.slice.year > 0) json.key("year").bare(fmt::format("{}", year.slice.year));
    put_nodes(json, evaluation);
    json.key("units").begin_array();
    for (const std::size_t row : ranking_order(year)) put_unit(json, evaluation, year, row);
    json.end_array();
    json.key("left_out").begin_array();
    for (const LeftOut& unit : year.left_out) json.text(unit.id);
    json.end_array();
    put_notes(json, evaluation.notes);
    if (more) more(json);
    json.end_object();
    return std::move(json).finish();
}

}  // namespace kc::evaluation
