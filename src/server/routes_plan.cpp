// SPDX-License-Identifier: Apache-2.0
// The plan document and the tasks.
#include <algorithm>

#include "server/answers.hpp"
#include "server/site.hpp"
#include "server/views.hpp"

namespace kc::server {
namespace {

struct Mark {
    std::string_view kind;
    const std::string* code;
    const pack::Bilingual* name;
    std::string_view status;
    const pack::SourceSentence* source;
};

std::vector<Mark> marks_of(const office::TargetsNow& now) {
    std::vector<Mark> marks;
    for (const auto& entry : now.live->pack.objects.tasks) {
        const pack::Task& task = entry.value;
        if (task.source)
            marks.push_back(
                {"task", &task.code, &task.name, office::task_status(now, task), &*task.source});
    }
    for (const office::TargetNow& one : now.targets) {
        if (one.target->source)
            marks.push_back(
                {"target", &one.target->code, &one.target->name, one.status, &*one.target->source});
    }
    std::stable_sort(marks.begin(), marks.end(),
                     [](const Mark& a, const Mark& b) { return a.source->span < b.source->span; });
    return marks;
}

Response show_plan(Site& site, const Call&) {
    const office::TargetsNow now = office::targets_now(site.office());
    const pack::Manifest& manifest = now.live->manifest();
    const pack::PlanDocument source = manifest.source.value_or(pack::PlanDocument{});
    JsonWriter json;
    json.begin_object().key("code").text(manifest.code).key("name");
    write_words(manifest.name, json);
    json.key("year").number(manifest.year).key("issuer");
    write_words(manifest.issuer, json);
    json.key("region");
    write_unit(*now.live, manifest.region, json);
    json.key("title").text(source.title).key("number").text(source.number);
    json.key("issued").text_or_null(source.issued ? base::to_string(*source.issued) : "");
    json.key("text").text_or_null(now.live->text).key("marks").begin_array();
    for (const Mark& mark : marks_of(now)) {
        json.begin_object().key("kind").text(mark.kind).key("code").text(*mark.code).key("name");
        write_words(*mark.name, json);
        json.key("status").text(mark.status).key("section").text(mark.source->section);
        json.key("sentence").text(mark.source->sentence).key("span");
        write_span(mark.source->span, json);
        json.key("wording").text(pack::to_string(mark.source->wording)).end_object();
    }
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

Response list_tasks(Site& site, const Call& call) {
    const Page page = page_of(call.request);
    if (page.problem) return *page.problem;
    const office::TargetsNow now = office::targets_now(site.office());
    const auto& tasks = now.live->pack.objects.tasks;
    const auto size = static_cast<std::int64_t>(tasks.size());
    const std::int64_t end = std::min(size, page.after + page.limit);
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (std::int64_t i = page.after; i < end; ++i)
        write_task(now, tasks[static_cast<std::size_t>(i)].value, json);
    json.end_array().key("next_cursor").text_or_null(end < size ? std::to_string(end) : "");
    json.key("as_of").text(time_text(now.moment.at_us)).end_object();
    return json_answer(200, std::move(json));
}

Response show_task(Site& site, const Call& call) {
    const office::TargetsNow now = office::targets_now(site.office());
    const pack::Task* task = now.live->lookup.task(call.parameters.text("code"));
    if (task == nullptr) return not_found(call.request, "没有这项任务", "there is no such task");
    JsonWriter json;
    json.begin_object().key("task");
    write_task(now, *task, json);
    json.key("actions").begin_array();
    for (const std::string& action : task->actions) json.text(action);
    json.end_array().key("planned").begin_array();
    for (const pack::PlannedActivity& one : task->planned) {
        json.begin_object().key("text").text(one.text).key("when");
        json.text_or_null(one.when ? pack::to_string(*one.when) : "").end_object();
    }
    json.end_array().key("blocks").begin_array();
    for (const std::string& code : task->blocks) {
        const pack::BuildingBlock* block = now.live->lookup.building_block(code);
        json.begin_object().key("code").text(code).key("name");
        json.words(block == nullptr ? code : block->name.zh,
                   block == nullptr ? "" : block->name.en);
        json.end_object();
    }
    json.end_array().key("notes").text(task->notes).key("todo");
    write_todo(task->todo, json);
    json.end_object();
    return json_answer(200, std::move(json));
}

}  // namespace

void add_plan_routes(Site& site, Router& router) {
    using Show = Response (*)(Site&, const Call&);
    const auto add = [&](std::string_view pattern, Show show) {
        router.add({.method = Method::get,
                    .pattern = pattern,
                    .handle = [&site, show](const Call& call) { return show(site, call); },
                    .action = access::Action::read,
                    .is_cached = true});
    };
    add("/api/v1/plan", &show_plan);
    add("/api/v1/tasks", &list_tasks);
    add("/api/v1/tasks/{code}", &show_task);
}

}  // namespace kc::server
