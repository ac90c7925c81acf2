// SPDX-License-Identifier: Apache-2.0
#include "office/pack_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "pack/writer.hpp"

namespace kc::office {
namespace {

bool is_gap(const pack::Todo& todo) {
    // list_gaps writes these; a deadline that is there but not understood quotes it.
    return todo.field == "owners" || (todo.field == "due" && todo.zh == "文件没有写完成时限");
}

std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

std::string readme(const NewPack& pack) {
    const pack::Manifest& m = pack.manifest;
    return fmt::format(
        R"(# {}

由《{}》读出：目标 {} 项，任务 {} 项。

| 文件 | 内容 |
|---|---|
| `pack.yaml` | 包清单：年度、发布机构、行政区（{}）、计划文件 |
| `units.yaml` | 发布机构和计划中点名的科室；县市区在公共目录里，不必重写 |
| `targets.yaml` | 目标：指标、界限、数值、完成时间，附原句和位置 |
| `tasks.yaml` | 任务：任务模块、举措、责任单位、时限，附原文 |
| `todo.md` | 需要人工确认的事项 |

这些文件可以直接修改。改完后检查：

    kechuang check 本文件夹

每个对象里的 `todo` 是还没有定下来的地方：定了就改好那个字段，再删去这一条 `todo`。
`source` 里的 `sentence` 是原句，`span` 是它在提取文本（`kechuang read --text`）中的字符位置 [起, 止)。
明年的计划出来后，可以与本包比较：

    kechuang diff 本文件夹 明年的计划.docx
)",
        m.name.zh, one_line(m.source ? m.source->title : m.name.zh), pack.targets.size(),
        pack.tasks.size(), m.region);
}

std::string todo_list(const NewPack& pack) {
    const OpenPoints open = open_points(pack);
    std::string text = fmt::format("# 待确认事项：{}\n", pack.manifest.name.zh);
    if (!open.points.empty()) text += "\n## 没有读懂的\n\n";
    for (const OpenPoint& point : open.points) {
        const std::string where =
            point.code.empty() ? "pack.yaml" : fmt::format("{}（{}）", point.name, point.code);
        text += fmt::format("- [ ] {} `{}`：{}\n", one_line(where), point.todo.field,
                            one_line(point.todo.zh));
    }
    std::string gaps;
    const auto add_gap = [&](std::string_view what, std::size_t count, std::size_t all,
                             std::string_view of) {
        if (count == 0) return;
        gaps += fmt::format("- [ ] {}：{}{}项中{}项没有\n", what, of, all, count);
    };
    add_gap("责任单位", open.targets_without_owner, pack.targets.size(), "目标");
    add_gap("责任单位", open.tasks_without_owner, pack.tasks.size(), "任务");
    add_gap("完成时限", open.tasks_without_due, pack.tasks.size(), "任务");
    if (!gaps.empty()) text += "\n## 文件没有写的\n\n" + gaps;
    if (open.points.empty() && gaps.empty()) text += "\n没有。\n";
    return text;
}

template <typename T>
void collect(const std::vector<T>& objects, std::vector<OpenPoint>& points) {
    for (const T& object : objects) {
        for (const pack::Todo& todo : object.todo) {
            if (!is_gap(todo)) points.push_back({object.code, object.name.zh, todo});
        }
    }
}

template <typename T>
std::size_t count_gaps(const std::vector<T>& objects, std::string_view field) {
    const auto has_gap = [&](const T& object) {
        return std::any_of(object.todo.begin(), object.todo.end(), [&](const pack::Todo& todo) {
            return todo.field == field && is_gap(todo);
        });
    };
    return static_cast<std::size_t>(std::count_if(objects.begin(), objects.end(), has_gap));
}

}  // namespace

std::vector<pack::TextFile> files_of(const NewPack& pack) {
    const std::span<const pack::UnitTree> trees(pack.unit_trees);
    const std::span<const pack::Target> targets(pack.targets);
    const std::span<const pack::Task> tasks(pack.tasks);
    std::vector<std::string> texts{
        pack::write_yaml(pack.manifest, "由 kechuang new 从计划文件读出，可以修改。"),
        pack::write_yaml_list(trees, "发布机构和计划中点名的科室。县市区在公共目录里。"),
        pack::write_yaml_list(targets, "目标。原句照录；todo 是需要人工确认的地方。"),
        pack::write_yaml_list(tasks, "任务。原文照录；todo 是需要人工确认的地方。"),
        readme(pack),
        todo_list(pack)};
    std::vector<pack::TextFile> files;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        files.push_back({std::string(kPackFileNames[i]), std::move(texts[i])});
    }
    return files;
}

OpenPoints open_points(const NewPack& pack) {
    OpenPoints open;
    for (const pack::Todo& todo : pack.todo) open.points.push_back({{}, {}, todo});
    collect(pack.targets, open.points);
    collect(pack.tasks, open.points);
    open.targets_without_owner = count_gaps(pack.targets, "owners");
    open.tasks_without_owner = count_gaps(pack.tasks, "owners");
    open.tasks_without_due = count_gaps(pack.tasks, "due");
    return open;
}

}  // namespace kc::office
