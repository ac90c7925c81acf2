// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <utility>

#include "pack/diff.hpp"
#include "pack/json_text.hpp"
#include "pack/text_table.hpp"

namespace kc::pack {
namespace {

std::string in(Language language, std::string_view zh, std::string_view en) {
    switch (language) {
        case Language::zh: return std::string(zh);
        case Language::en: return std::string(en);
        case Language::both: break;
    }
    return fmt::format("{} {}", zh, en);
}

std::string_view zh_of(TargetChangeKind kind) {
    constexpr std::array<std::string_view, 6> kWords{"新增", "提高", "降低",
                                                     "改写", "不变", "取消"};
    return kWords[static_cast<std::size_t>(kind)];
}

std::string_view zh_of(TaskChangeKind kind) {
    constexpr std::array<std::string_view, 5> kWords{"新增", "改名", "改序号", "不变", "取消"};
    return kWords[static_cast<std::size_t>(kind)];
}

std::string_view zh_of_field(std::string_view field) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kNames{{
        {"name", "名称"},
        {"bound", "界限"},
        {"value", "数值"},
        {"value_high", "上限"},
        {"unit", "单位"},
        {"hedge", "语气"},
        {"scope", "范围"},
        {"owners", "责任单位"},
    }};
    for (const auto& [en, zh] : kNames) {
        if (en == field) return zh;
    }
    return field;
}

std::string_view name_in(const Bilingual& name, Language language) {
    return language == Language::en && !name.en.empty() ? name.en : name.zh;
}

// What else reads differently, beside the value that the table shows anyway.
std::string notes(const TargetChange& change, Language language) {
    std::string text;
    for (const std::string_view field : change.fields) {
        if (field == "value" || field == "value_high") continue;
        if (!text.empty()) text += language == Language::zh ? "、" : ", ";
        text += in(language, zh_of_field(field), field);
    }
    return text;
}

template <typename Kind, typename Change>
std::string counts(const std::vector<Change>& changes, Language language) {
    std::array<std::size_t, kWords<Kind>.size()> count{};
    for (const Change& change : changes) ++count[static_cast<std::size_t>(change.kind)];
    std::string text;
    for (std::size_t i = 0; i < count.size(); ++i) {
        if (count[i] == 0) continue;
        const auto kind = static_cast<Kind>(i);
        if (!text.empty()) text += language == Language::zh ? "，" : ", ";
        text += fmt::format("{} {}", in(language, zh_of(kind), to_string(kind)), count[i]);
    }
    return text;
}

std::string target_table(const PackDiff& changes, Language language) {
    std::vector<std::vector<std::string>> rows{
        {in(language, "变化", "change"), in(language, "目标", "target"),
         std::to_string(changes.before.year), std::to_string(changes.after.year),
         in(language, "另有不同", "also different")}};
    for (const TargetChange& change : changes.targets) {
        const Target& shown = change.after ? *change.after : *change.before;
        rows.push_back({in(language, zh_of(change.kind), to_string(change.kind)),
                        std::string(name_in(shown.name, language)),
                        change.before ? value_text(*change.before, language) : "-",
                        change.after ? value_text(*change.after, language) : "-",
                        notes(change, language)});
    }
    return text_table(rows) + counts<TargetChangeKind>(changes.targets, language) + '\n';
}

std::string numbered(const std::optional<Task>& task, Language language) {
    if (!task) return "-";
    return fmt::format("{} {}", task->number, name_in(task->name, language));
}

std::string task_table(const PackDiff& changes, Language language) {
    std::vector<std::vector<std::string>> rows{{in(language, "变化", "change"),
                                                std::to_string(changes.before.year),
                                                std::to_string(changes.after.year)}};
    for (const TaskChange& change : changes.tasks) {
        rows.push_back({in(language, zh_of(change.kind), to_string(change.kind)),
                        numbered(change.before, language), numbered(change.after, language)});
    }
    return text_table(rows) + counts<TaskChangeKind>(changes.tasks, language) + '\n';
}

// --- JSON ----------------------------------------------------------------------------------------

void write_plan(JsonText& json, std::string_view key, const Manifest& manifest) {
    json.key(key).begin_object();
    json.key("code").text(manifest.code).key("year").bare(std::to_string(manifest.year));
    json.end_object();
}

void write_target(JsonText& json, std::string_view key, const std::optional<Target>& target) {
    json.key(key);
    if (!target) {
        json.bare("null");
        return;
    }
    json.begin_object().key("code").text(target->code).key("name").text(target->name.zh);
    json.key("indicator").text(target->indicator);
    json.key("bound").text(to_string(target->bound));
    json.key("value").bare(base::to_string(target->value));
    json.key("value_high");
    json.bare(target->value_high ? base::to_string(*target->value_high) : "null");
    json.key("unit").text(base::to_string(target->unit));
    json.key("horizon").text(to_string(target->horizon)).end_object();
}

void write_task(JsonText& json, std::string_view key, const std::optional<Task>& task) {
    json.key(key);
    if (!task) {
        json.bare("null");
        return;
    }
    json.begin_object().key("code").text(task->code).key("number").text(task->number);
    json.key("name").text(task->name.zh).end_object();
}

}  // namespace

std::string value_text(const Target& target, Language language) {
    const std::string value = base::to_string(target.value);
    const std::string unit = base::to_string(target.unit);
    switch (target.bound) {
        case Bound::at_least: return "≥" + value + unit;
        case Bound::more_than: return ">" + value + unit;
        case Bound::at_most: return "≤" + value + unit;
        case Bound::less_than: return "<" + value + unit;
        case Bound::about: return in(language, "约", "about ") + value + unit;
        case Bound::range: {
            const base::Decimal high = target.value_high.value_or(target.value);
            return value + "–" + base::to_string(high) + unit;
        }
        case Bound::rank_at_most:
            return language == Language::en ? "top " + value
                                            : "前" + value + (unit.empty() ? "位" : unit);
        case Bound::equal: break;
    }
    return value + unit;
}

std::string to_table(const PackDiff& changes, Language language) {
    return target_table(changes, language) + '\n' + task_table(changes, language);
}

std::string to_json(const PackDiff& changes) {
    JsonText json;
    json.begin_object();
    write_plan(json, "before", changes.before);
    write_plan(json, "after", changes.after);
    json.key("targets").begin_array();
    for (const TargetChange& change : changes.targets) {
        json.begin_object().key("change").text(to_string(change.kind));
        write_target(json, "before", change.before);
        write_target(json, "after", change.after);
        json.key("fields").begin_array();
        for (const std::string_view field : change.fields) json.text(field);
        json.end_array().end_object();
    }
    json.end_array().key("tasks").begin_array();
    for (const TaskChange& change : changes.tasks) {
        json.begin_object().key("change").text(to_string(change.kind));
        write_task(json, "before", change.before);
        write_task(json, "after", change.after);
        json.end_object();
    }
    json.end_array().end_object();
    return std::move(json).finish();
}

}  // namespace kc::pack
