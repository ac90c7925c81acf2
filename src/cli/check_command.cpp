// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "cli/catalog_choice.hpp"
#include "cli/commands.hpp"
#include "cli/policy_load.hpp"
#include "office/office_policies.hpp"
#include "office/pack_forms.hpp"
#include "pack/pack.hpp"

namespace kc::cli {
namespace {

struct CheckArguments {
    std::string folder = {};
    std::string catalog = {};
};

constexpr CommandText kText{
    .name = "check",
    .usage = "check DIR",
    .zh = "检查一个包",
    .en = "check a pack",
    .help_zh =
        R"(检查一个包，列出全部错误和提醒（文件:行:列）。包里的政策也编译，并运行其中的测试。
有错误时退出码 1。
)",
    .help_en =
        R"(Checks a pack and lists all errors and warnings (file:line:column). Its policies are
compiled, too, and the tests in them run.
Exit code 1 for errors.
)"};

void declare(CLI::App& app, CheckArguments& to) {
    app.add_option("DIR", to.folder)->required();
    app.add_option("--catalog", to.catalog);
}

Diagnostic no_folder(const std::string& folder) {
    return Diagnostic{.code = "E-no-folder",
                      .at = {folder},
                      .zh = "没有这个文件夹",
                      .en = "there is no such folder"}
        .hint("给出包的文件夹，里面有 pack.yaml", "give the folder of a pack, with its pack.yaml");
}

void tell_summary(const Diagnostics& found, const pack::ObjectSet& objects,
                  const office::PolicyCheck& policies, Console& console) {
    const auto errors = std::count_if(found.begin(), found.end(),
                                      [](const auto& d) { return d.severity == Severity::error; });
    const auto warnings = static_cast<std::ptrdiff_t>(found.size()) - errors;
    std::string zh = fmt::format("错误 {}，提醒 {}；目标 {}，任务 {}", errors, warnings,
                                 objects.targets.size(), objects.tasks.size());
    std::string en = fmt::format("{} errors, {} warnings; {} targets, {} tasks", errors, warnings,
                                 objects.targets.size(), objects.tasks.size());
    if (policies.policies > 0) {
        zh += fmt::format("，政策 {}，测试 {}", policies.policies, policies.tests);
        en += fmt::format(", {} policies, {} tests", policies.policies, policies.tests);
    }
    console.line(console.words(zh, en));
}

ExitCode run_check(const CheckArguments& arguments, Console& console) {
    std::error_code error;
    if (!std::filesystem::is_directory(arguments.folder, error)) {
        console.complain(no_folder(arguments.folder));
        return ExitCode::bad_input;
    }
    const auto catalog = choose_catalog(arguments.catalog, console);
    if (!catalog) return ExitCode::bad_input;
    const pack::PackReport report = pack::load_pack(arguments.folder, *catalog);
    const office::PolicyCheck policies =
        office::check_policies(catalog->objects, report.pack.objects);
    Diagnostics found = report.found;
    found.insert(found.end(), policies.found.begin(), policies.found.end());
    // Forms are compiled and counted only where every name they use is known to be right.
    const auto today = law_date("", console);
    if (report.is_good() && today) office::forms_of_pack(report.pack, *catalog, *today, found);
    for (const Diagnostic& one : found) console.line(to_string(one, console.language));
    tell_summary(found, report.pack.objects, policies, console);
    const bool is_good = std::none_of(found.begin(), found.end(), [](const Diagnostic& one) {
        return one.severity == Severity::error;
    });
    return is_good ? ExitCode::ok : ExitCode::findings;
}

}  // namespace

Command check_command() {
    return make_command<CheckArguments>(kText, declare, run_check);
}

}  // namespace kc::cli
