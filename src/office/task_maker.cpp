// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "office/blocks.hpp"
#include "office/due_text.hpp"
#include "office/object_maker.hpp"

namespace kc::office {
namespace {

// Longer work items are quoted by their first sentence only; the span still leads to all of it.
constexpr std::int32_t kLongestQuote = 600;

std::string joined(const std::vector<std::string>& items) {
    std::string text;
    for (const std::string& item : items) text += (text.empty() ? "" : "、") + item;
    return text;
}

void bind_blocks(pack::Task& task, const std::string& words, const Making& making) {
    const BlockMatch match =
        match_blocks(task.name.zh, words, making.catalog.objects.building_blocks);
    for (const BlockScore& block : match.chosen) task.blocks.push_back(block.code);
    if (match.chosen.empty()) {
        task.todo.push_back({"blocks", "没有认出属于哪类工作，请选任务模块",
                             "the kind of work is not recognised: choose building blocks"});
    } else if (!match.tied.empty()) {
        task.todo.push_back(
            {"blocks", fmt::format("{} 同样合适，请确认主次", joined(match.tied)),
             fmt::format("{} fit equally well; settle which comes first", joined(match.tied))});
    }
}

void settle_due(pack::Task& task, const std::string& words, std::int32_t year) {
    if (words.empty()) return;
    task.due = due_of(words, year);
    if (task.due) return;
    task.todo.push_back({"due", fmt::format("时限“{}”读不懂，请写成日期", words),
                         fmt::format("'{}' is not understood as a deadline", words)});
}

pack::SourceSentence quoted(plan::Span span, const SourceText& source) {
    const bool is_long = span.end - span.start > kLongestQuote;
    return {
        .sentence = is_long ? source.sentence({span.start, span.start + 1}) : source.words(span),
        .span = {span.start, span.end},
        .wording = pack::Wording::verbatim};
}

pack::Task make_task(const plan::Task& item, std::size_t index, const Making& making,
                     CodeMaker& codes) {
    pack::Task task;
    task.number = item.number.empty() ? std::to_string(index + 1) : item.number;
    task.name.zh = item.title.empty() ? base::shortened(item.text, 30) : item.title;
    task.text = item.text == item.title ? std::string() : item.text;
    if (item.actions.size() > 1) task.actions = item.actions;
    task.owners = item.owners;
    bind_blocks(task, item.text, making);
    settle_due(task, item.due, making.year);
    if (item.span.end > item.span.start) task.source = quoted(item.span, making.source);
    const std::string tail =
        task.blocks.empty() ? initials(task.name.zh) : indicator_tail(task.blocks.front());
    task.code = codes.make(tail.empty() ? tail : "task." + tail, "task.item");
    return task;
}

bool holds(plan::Span outer, const std::vector<std::int32_t>& inner) {
    return inner.size() == 2 && outer.start <= inner[0] && inner[1] <= outer.end;
}

bool has_todo(const std::vector<pack::Todo>& todo, std::string_view field) {
    return std::any_of(todo.begin(), todo.end(),
                       [&](const pack::Todo& one) { return one.field == field; });
}

}  // namespace

std::vector<pack::Task> make_tasks(const Making& making, CodeMaker& codes) {
    std::vector<pack::Task> tasks;
    for (std::size_t i = 0; i < making.plan.tasks.size(); ++i) {
        tasks.push_back(make_task(making.plan.tasks[i], i, making, codes));
    }
    return tasks;
}

void tie(const plan::PlanDocument& plan, std::vector<pack::Target>& targets,
         std::vector<pack::Task>& tasks) {
    for (pack::Target& target : targets) {
        if (!target.source) continue;
        std::size_t best = tasks.size();  // the narrowest: an item inside an item
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            const plan::Span span = plan.tasks[i].span;
            if (!holds(span, target.source->span)) continue;
            const auto width = [&](std::size_t k) {
                return plan.tasks[k].span.end - plan.tasks[k].span.start;
            };
            if (best == tasks.size() || width(i) < width(best)) best = i;
        }
        if (best == tasks.size()) continue;
        target.task = tasks[best].code;
        target.owners = tasks[best].owners;
        tasks[best].targets.push_back(target.code);
    }
}

void list_gaps(std::vector<pack::Target>& targets, std::vector<pack::Task>& tasks) {
    const pack::Todo owners{"owners", "文件没有写责任单位", "the document names no owner"};
    for (pack::Target& target : targets) {
        if (target.owners.empty()) target.todo.push_back(owners);
    }
    for (pack::Task& task : tasks) {
        if (task.owners.empty()) task.todo.push_back(owners);
        if (!task.due && !has_todo(task.todo, "due")) {
            task.todo.push_back({"due", "文件没有写完成时限", "the document gives no deadline"});
        }
    }
}

}  // namespace kc::office
