// SPDX-License-Identifier: Apache-2.0
#include "server/views.hpp"

#include <algorithm>
#include <array>

#include "server/time_text.hpp"

namespace kc::server {

void write_words(const pack::Bilingual& words, JsonWriter& json) {
    json.words(words.zh, words.en);
}
void write_words(const indicator::Words& words, JsonWriter& json) {
    json.words(words.zh, words.en);
}

void write_tile(const std::optional<pack::Tile>& tile, JsonWriter& json) {
    if (!tile) {
        json.null();
        return;
    }
    json.begin_object().key("column").number(tile->column);
    json.key("row").number(tile->row).end_object();
}

void write_unit(const office::LivePack& live, const std::string& code, JsonWriter& json) {
    const pack::AdminUnit* unit = live.lookup.unit(code);
    json.begin_object().key("code").text(code).key("name");
    if (unit == nullptr)
        json.words(code, "");
    else
        write_words(unit->name, json);
    json.end_object();
}

void write_units(const office::LivePack& live, const std::vector<std::string>& codes,
                 JsonWriter& json) {
    json.begin_array();
    for (const std::string& code : codes) write_unit(live, code, json);
    json.end_array();
}

void write_span(const std::vector<std::int32_t>& span, JsonWriter& json) {
    if (span.size() != 2) {
        json.null();
        return;
    }
    json.begin_array().number(span[0]).number(span[1]).end_array();
}

void write_source(const std::optional<pack::SourceSentence>& source, JsonWriter& json) {
    if (!source) {
        json.null();
        return;
    }
    json.begin_object();
    json.key("document").text(source->document).key("section").text(source->section);
    json.key("sentence").text(source->sentence).key("span");
    write_span(source->span, json);
    json.key("wording").text(pack::to_string(source->wording)).end_object();
}

void write_todo(const std::vector<pack::Todo>& todo, JsonWriter& json) {
    json.begin_array();
    for (const pack::Todo& one : todo) {
        json.begin_object().key("field").text(one.field);
        json.key("zh").text(one.zh).key("en").text(one.en).end_object();
    }
    json.end_array();
}

namespace {

void write_scope(const office::LivePack& live, const pack::Target& target, JsonWriter& json) {
    const pack::AdminUnit* unit = live.lookup.unit(target.unit_of_observation);
    if (!target.scope.empty())
        json.words(target.scope, unit == nullptr ? "" : unit->name.en);
    else if (unit != nullptr)
        write_words(unit->name, json);
    else
        json.words("", "");
}

void write_forecast(const std::optional<office::ForecastNow>& forecast, JsonWriter& json) {
    if (!forecast) {
        json.null();
        return;
    }
    json.begin_object().key("low").number(forecast->low).key("middle").number(forecast->middle);
    json.key("high").number(forecast->high).key("at").text(base::to_string(forecast->at));
    json.end_object();
}

// From worst to best: one target off track is what the reader has to know of the task.
}  // namespace

void write_target(const office::LivePack& live, const office::TargetNow& now, JsonWriter& json) {
    const pack::Target& target = *now.target;
    json.begin_object();
    json.key("code").text(target.code).key("name");
    write_words(target.name, json);
    json.key("indicator").text_or_null(target.indicator);
    json.key("quantity").text(pack::to_string(target.quantity));
    json.key("value").number_or_null(now.value);
    json.key("value_period")
        .text_or_null(now.value_period ? base::to_string(*now.value_period) : "");
    json.key("target").number(target.value);
    json.key("target_high").number_or_null(target.value_high);
    json.key("unit").text(base::to_string(target.unit));
    json.key("bound").text(pack::to_string(target.bound));
    json.key("hedge").text(target.hedge);
    json.key("level").text(pack::to_string(target.level));
    json.key("horizon").text(pack::to_string(target.horizon)).key("scope");
    write_scope(live, target, json);
    json.key("status").text(now.status).key("reason");
    write_words(now.reason, json);
    json.key("age_days").number_or_null(now.age_days).key("forecast");
    write_forecast(now.forecast, json);
    json.key("gap").number_or_null(now.gap).key("owners");
    write_units(live, target.owners, json);
    json.key("task").text_or_null(target.task).key("part_of").text_or_null(target.part_of);
    json.key("source");
    write_source(target.source, json);
    json.end_object();
}

void write_task(const office::TargetsNow& now, const pack::Task& task, JsonWriter& json) {
    const auto targets = office::targets_of(now, task);
    json.begin_object();
    json.key("code").text(task.code).key("number").text(task.number).key("name");
    write_words(task.name, json);
    json.key("text").text(task.text);
    json.key("status").text(office::task_status(now, task)).key("reason");
    if (targets.empty())
        json.words("没有目标挂在这项任务上，进展要由人填报",
                   "no target belongs to this task; somebody has to report on it");
    else
        json.words("取所属目标中最差的状态", "the worst status among its targets");
    json.key("owners");
    write_units(*now.live, task.owners, json);
    json.key("due").text_or_null(task.due ? pack::to_string(*task.due) : "");
    json.key("targets").begin_array();
    for (const office::TargetNow* one : targets) {
        json.begin_object().key("code").text(one->target->code).key("name");
        write_words(one->target->name, json);
        json.key("status").text(one->status).end_object();
    }
    json.end_array().key("source");
    write_source(task.source, json);
    json.end_object();
}

void write_indicator(const pack::Indicator& from, bool is_used, JsonWriter& json) {
    json.begin_object();
    json.key("code").text(from.code).key("name");
    write_words(from.name, json);
    json.key("definition");
    write_words(from.definition, json);
    json.key("unit").text(base::to_string(from.unit));
    json.key("quantity").text(pack::to_string(from.quantity));
    json.key("direction").text(pack::to_string(from.direction));
    json.key("frequency").text(pack::to_string(from.frequency));
    json.key("publication_lag_months").number_or_null(from.publication_lag_months).key("source");
    write_words(from.source, json);
    const auto list = [&](std::string_view name, const std::vector<std::string>& texts) {
        json.key(name).begin_array();
        for (const std::string& text : texts) json.text(text);
        json.end_array();
    };
    list("basis", from.basis);
    json.key("numerator").text_or_null(from.numerator);
    json.key("denominator").text_or_null(from.denominator);
    list("leading", from.leading);
    list("aliases", from.aliases);
    json.key("counted_from").text_or_null(from.counts ? from.counts->registry : "");
    json.key("used").boolean(is_used).end_object();
}

void write_fact(const office::ListedFact& listed, JsonWriter& json) {
    const store::Fact& fact = listed.fact;
    json.begin_object();
    json.key("id").number(fact.id).key("indicator").text(fact.indicator);
    json.key("unit").text(fact.unit).key("period").text(base::to_string(fact.period));
    json.key("value").number(fact.value).key("dimensions").begin_object();
    for (const auto& [name, member] : fact.dimensions) json.key(name).text(member);
    json.end_object();
    json.key("status").text(store::to_string(fact.status));
    json.key("known_at").text(time_text(fact.known_at_us));
    json.key("source").text(fact.source).key("who").text(fact.who);
    json.key("current").boolean(listed.is_current).end_object();
}

void write_step(const indicator::Derivation& step, std::vector<indicator::FactRef>& facts,
                JsonWriter& json) {
    json.begin_object();
    json.key("rule").text(indicator::id_of(step.rule));
    json.key("zh").text(step.words.zh).key("en").text(step.words.en);
    // A step that stands on one fact alone has its value and period.
    const indicator::FactRef* only = step.facts.size() == 1 ? &step.facts.front() : nullptr;
    json.key("value");
    if (only != nullptr)
        json.number(only->value);
    else
        json.null();
    json.key("period").text_or_null(only != nullptr ? base::to_string(only->period) : "");
    json.key("facts").begin_array();
    for (const indicator::FactRef& fact : step.facts) {
        json.number(fact.id);
        // What was counted from records has no number of its own.
        const auto is_same = [&](const indicator::FactRef& known) {
            if (fact.id != 0) return known.id == fact.id;
            return known.id == 0 && known.indicator == fact.indicator && known.unit == fact.unit &&
                   known.period == fact.period;
        };
        if (std::none_of(facts.begin(), facts.end(), is_same)) facts.push_back(fact);
    }
    json.end_array().key("parts").begin_array();
    for (const indicator::Derivation& part : step.steps) write_step(part, facts, json);
    json.end_array().end_object();
}

}  // namespace kc::server
