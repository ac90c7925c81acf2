// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/catalog_choice.hpp"
#include "cli/commands.hpp"
#include "cli/pack_folder.hpp"
#include "office/pack_files.hpp"
#include "office/region.hpp"
#include "office/vocabulary.hpp"
#include "pack/pack.hpp"

namespace kc::cli {
namespace {

struct NewArguments {
    std::string folder = {};
    std::string plan = {};
    office::NewPackOptions options = {};
    bool force = false;
    std::string catalog = {};
};

constexpr CommandText kText{
    .name = "new",
    .usage = "new DIR --plan FILE",
    .zh = "由计划生成一个包（YAML 文件夹）",
    .en = "make a pack (a folder of YAML) of a plan",
    .help_zh =
        R"(读计划，把包写进 DIR：pack.yaml、units.yaml、targets.yaml、tasks.yaml、README.md、todo.md。
没有读懂的标为 todo，并列出来。

  --plan FILE     计划文件
  --code CODE     包的代码；默认由行政区和年度得出，例如 xuancheng-2024
  --region CODE   行政区划代码；默认由发布机构认出
  --year YEAR     计划年度；默认由标题认出
  --force         DIR 不是空的也写，覆盖同名文件
  --catalog DIR   换一个目录；默认用程序自带的
)",
    .help_en =
        R"(Reads the plan and writes a pack into DIR: pack.yaml, units.yaml, targets.yaml,
tasks.yaml, README.md, todo.md. What is not understood is marked 'todo' and listed.

  --plan FILE     the plan
  --code CODE     code of the pack; by default from region and year, such as xuancheng-2024
  --region CODE   administrative division code; by default recognised from the issuer
  --year YEAR     year of the plan; by default recognised from the title
  --force         write even if DIR is not empty, over files of the same name
  --catalog DIR   another catalog; by default the one inside the program
)"};

void declare(CLI::App& app, NewArguments& to) {
    app.add_option("DIR", to.folder)->required();
    app.add_option("--plan", to.plan)->required();
    app.add_option("--code", to.options.code);
    app.add_option("--region", to.options.region);
    app.add_option("--year", to.options.year);
    app.add_option("--catalog", to.catalog);
    app.add_flag("--force", to.force);
}

void tell_counts(const office::NewPack& pack, Console& console) {
    const auto bound = std::count_if(pack.targets.begin(), pack.targets.end(),
                                     [](const pack::Target& t) { return !t.indicator.empty(); });
    const auto placed = std::count_if(pack.tasks.begin(), pack.tasks.end(),
                                      [](const pack::Task& t) { return !t.blocks.empty(); });
    console.line(console.words(fmt::format("{} {}", pack.manifest.code, pack.manifest.name.zh),
                               fmt::format("{} {}", pack.manifest.code,
                                           pack.manifest.name.en.empty() ? pack.manifest.name.zh
                                                                         : pack.manifest.name.en)));
    console.line(
        console.words(fmt::format("目标 {} 项，{} 项有目录指标", pack.targets.size(), bound),
                      fmt::format("{} targets, {} with an indicator of the catalog",
                                  pack.targets.size(), bound)));
    console.line(console.words(
        fmt::format("任务 {} 项，{} 项有任务模块", pack.tasks.size(), placed),
        fmt::format("{} tasks, {} with a building block", pack.tasks.size(), placed)));
}

void tell_region(const office::NewPack& pack, const pack::Catalog& catalog, Console& console) {
    const pack::AdminUnit* region = catalog.lookup().unit(pack.manifest.region);
    if (region == nullptr) return;
    std::string zh = fmt::format("行政区 {} {}", region->code, region->name.zh);
    std::string en = fmt::format("region {} {}", region->code, region->name.en);
    std::string separator_zh = "：";
    std::string separator_en = ": ";
    for (const pack::AdminUnit* county : office::counties_of(*region, pack.manifest.year)) {
        zh += separator_zh + county->name.zh;
        en += separator_en + (county->name.en.empty() ? county->name.zh : county->name.en);
        separator_zh = "、";
        separator_en = ", ";
    }
    console.line(console.words(zh, en));
}

void tell_gap(std::size_t count, std::size_t all, std::string_view zh, std::string_view en,
              Console& console) {
    if (count == 0) return;
    console.line("  " + console.words(fmt::format("{}（{}/{} 项）", zh, count, all),
                                      fmt::format("{} ({} of {})", en, count, all)));
}

void tell_open_points(const office::NewPack& pack, Console& console) {
    const office::OpenPoints open = office::open_points(pack);
    if (!open.points.empty()) {
        console.line(console.words("没有读懂，已标为 todo：", "not understood, marked 'todo':"));
    }
    for (const office::OpenPoint& point : open.points) {
        const std::string where = point.code.empty() ? "pack.yaml" : point.code;
        const std::string& en = point.todo.en.empty() ? point.todo.zh : point.todo.en;
        console.line(
            fmt::format("  {} {}: {}", where, point.todo.field, console.words(point.todo.zh, en)));
    }
    const std::size_t gaps =
        open.targets_without_owner + open.tasks_without_owner + open.tasks_without_due;
    if (gaps == 0) return;
    console.line(console.words("文件没有写，已标为 todo：", "not in the document, marked 'todo':"));
    tell_gap(open.targets_without_owner, pack.targets.size(), "目标的责任单位", "owners of targets",
             console);
    tell_gap(open.tasks_without_owner, pack.tasks.size(), "任务的责任单位", "owners of tasks",
             console);
    tell_gap(open.tasks_without_due, pack.tasks.size(), "任务的时限", "deadlines of tasks",
             console);
}

void tell_files(const std::string& folder, Console& console) {
    std::string names;
    for (const std::string_view name : office::kPackFileNames) {
        names += (names.empty() ? "" : ", ") + std::string(name);
    }
    console.line(console.words(fmt::format("已写入 {}：{}", folder, names),
                               fmt::format("written to {}: {}", folder, names)));
}

// What was made is good; other files that stood in the folder may not be.
ExitCode checked(const std::string& folder, const pack::Catalog& catalog, Console& console) {
    ExitCode code = ExitCode::ok;
    for (const Diagnostic& diagnostic : pack::load_pack(folder, catalog).found) {
        if (diagnostic.severity != Severity::error) continue;
        console.complain(diagnostic);
        code = ExitCode::findings;
    }
    return code;
}

ExitCode run_new(const NewArguments& arguments, Console& console) {
    const auto fail = [&](const Diagnostic& diagnostic) {
        console.complain(diagnostic);
        return ExitCode::bad_input;
    };
    if (const auto problem = why_not_into(arguments.folder, arguments.force)) {
        return fail(*problem);
    }
    const auto catalog = choose_catalog(arguments.catalog, console);
    if (!catalog) return ExitCode::bad_input;
    const auto file = office::read_plan_file(arguments.plan, office::vocabulary_of(*catalog));
    if (!file) return fail(file.error());
    for (const Diagnostic& warning : file->warnings) console.complain(warning);
    const auto pack = office::pack_from_plan(*file, *catalog, arguments.options);
    if (!pack) return fail(pack.error());
    if (const auto problem = write_files(arguments.folder, office::files_of(*pack))) {
        return fail(*problem);
    }
    tell_counts(*pack, console);
    tell_region(*pack, *catalog, console);
    tell_open_points(*pack, console);
    tell_files(arguments.folder, console);
    return checked(arguments.folder, *catalog, console);
}

}  // namespace

Command new_command() {
    return make_command<NewArguments>(kText, declare, run_new);
}

}  // namespace kc::cli
