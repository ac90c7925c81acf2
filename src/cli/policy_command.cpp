// SPDX-License-Identifier: Apache-2.0
// kechuang policy list, show, check, test: the policies themselves.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>

#include "cli/commands.hpp"
#include "cli/policy_load.hpp"
#include "policy/answer.hpp"
#include "policy/rules_text.hpp"

namespace kc::cli {
namespace {

struct PolicyArguments {
    std::string path = {};  // a pack, a folder, a file; empty is the catalog in the program
    std::string policy = {};
    std::string on = {};
    PolicySource source = {};
};

constexpr CommandText kGroupText{
    .name = "policy",
    .usage = "policy COMMAND",
    .zh = "政策：谁符合，差什么，怎样才够",
    .en = "policies: who qualifies, what is missing, what would help",
};

constexpr CommandText kListText{
    .name = "policy list",
    .usage = "policy list [PACK]",
    .zh = "列出政策",
    .en = "list the policies",
    .help_zh =
        R"(列出公共目录（或 PACK）里的政策：代码、适用日期、可信程度、能否免申即享。

  --on DATE       只列这一天适用的
)",
    .help_en =
        R"(Lists the policies of the catalog (or PACK): code, days in force, how far each
can be relied on, and whether agencies hold all its facts, so that no application is needed.

  --on DATE       only those in force on this day
)"};

constexpr CommandText kShowText{
    .name = "policy show",
    .usage = "policy show POLICY",
    .zh = "显示一个政策的规则和条款",
    .en = "show the rules of a policy and their articles",
    .help_zh =
        R"(POLICY 是代码，或政策族（取当天适用的版本）。

  --on DATE       适用日期；默认今天
  --pack PATH     另有政策的包、文件夹或文件，可写多次
  --catalog DIR   公共目录；默认用程序自带的
)",
    .help_en =
        R"(POLICY is a code, or a family, of which the edition in force answers.

  --on DATE       the day whose law holds; today by default
  --pack PATH     a pack, folder or file with more policies; may be repeated
  --catalog DIR   a catalog; by default the one inside the program
)"};

constexpr CommandText kCheckText{
    .name = "policy check",
    .usage = "policy check [PACK]",
    .zh = "检查政策文件，运行其中的测试",
    .en = "check policy files and run their tests",
    .help_zh =
        R"(PACK 是包、文件夹或一个文件；不写就检查程序自带的政策。列出全部错误和提醒（文件:行:列），
包括没有规则的条款和没有引用条款的规则。有错误时退出码 1。
)",
    .help_en =
        R"(PACK is a pack, a folder or one file; without it the policies inside the
program are checked.
Lists all errors and warnings (file:line:column), also articles without a rule and rules without an
article. Exit code 1 for errors.
)"};

constexpr CommandText kTestText{
    .name = "policy test",
    .usage = "policy test [PACK]",
    .zh = "只运行政策文件里的测试",
    .en = "only run the tests of policy files",
};

void declare_source(CLI::App& app, PolicyArguments& to) {
    app.add_option("--on", to.on);
    app.add_option("--pack", to.source.packs);
    app.add_option("--catalog", to.source.catalog);
}

void declare_list(CLI::App& app, PolicyArguments& to) {
    app.add_option("PACK", to.path);
    app.add_option("--on", to.on);
}

void declare_show(CLI::App& app, PolicyArguments& to) {
    app.add_option("POLICY", to.policy)->required();
    declare_source(app, to);
}

void declare_check(CLI::App& app, PolicyArguments& to) {
    app.add_option("PACK", to.path);
}

std::string days_of(const pack::InForce& period) {
    const auto day = [](const std::optional<base::Date>& date) {
        return date ? base::to_string(*date) : std::string();
    };
    return fmt::format("{}..{}", day(period.from), day(period.until));
}

ExitCode run_list(const PolicyArguments& arguments, Console& console) {
    PolicySource source;
    source.catalog = arguments.path;
    const auto set = load_set(source, {{}, false}, console);
    if (!set) return ExitCode::bad_input;
    std::optional<base::Date> on;
    if (!arguments.on.empty()) {
        on = law_date(arguments.on, console);
        if (!on) return ExitCode::bad_input;
    }
    for (const policy::Policy& one : set->policies()) {
        if (on && !one.holds_on(*on)) continue;
        const pack::PolicyText& text = one.text();
        const bool ready = policy::readiness(one).is_ready;
        console.line(fmt::format("{}\t{}\t{}\t{}\t{}", one.code, days_of(text.in_force),
                                 pack::to_string(text.status),
                                 ready ? console.words("可免申即享", "no application needed")
                                       : console.words("需申请", "needs an application"),
                                 console.label(text.title.zh, text.title.en)));
    }
    return ExitCode::ok;
}

ExitCode run_show(const PolicyArguments& arguments, Console& console) {
    const auto on = law_date(arguments.on, console);
    if (!on) return ExitCode::bad_input;
    const auto set = load_set(arguments.source, {{}, false}, console);
    if (!set) return ExitCode::bad_input;
    const auto one = set->edition(arguments.policy, *on);
    if (!one) {
        console.complain(one.error());
        return ExitCode::bad_input;
    }
    const bool both = console.language == Language::both;
    if (both || console.language == Language::zh) {
        console.line(policy::rules_text(*set, **one, *on, Language::zh));
    }
    if (both || console.language == Language::en) {
        console.line(policy::rules_text(*set, **one, *on, Language::en));
    }
    return ExitCode::ok;
}

ExitCode check(const PolicyArguments& arguments, bool tests_only, Console& console) {
    const auto read = read_policies(arguments.path, console);
    if (!read) return ExitCode::bad_input;
    const policy::PolicyReport report = policy::load_policies(read->objects.policies);
    Diagnostics found = read->found;
    found.insert(found.end(), report.found.begin(), report.found.end());
    std::size_t errors = 0;
    std::size_t warnings = 0;
    for (const Diagnostic& one : found) {
        const bool is_error = one.severity == Severity::error;
        if (tests_only && !is_error) continue;
        ++(is_error ? errors : warnings);
        console.line(to_string(one, console.language));
    }
    const std::size_t policies = read->objects.policies.size();
    console.line(console.words(
        fmt::format("错误 {}，提醒 {}；政策 {}，测试 {}", errors, warnings, policies, report.tests),
        fmt::format("{} errors, {} warnings; {} policies, {} tests", errors, warnings, policies,
                    report.tests)));
    return errors == 0 ? ExitCode::ok : ExitCode::findings;
}

ExitCode run_check(const PolicyArguments& arguments, Console& console) {
    return check(arguments, false, console);
}

ExitCode run_test(const PolicyArguments& arguments, Console& console) {
    return check(arguments, true, console);
}

}  // namespace

Command policy_group() {
    return command_group(kGroupText);
}

Command policy_list_command() {
    return make_command<PolicyArguments>(kListText, declare_list, run_list);
}

Command policy_show_command() {
    return make_command<PolicyArguments>(kShowText, declare_show, run_show);
}

Command policy_check_command() {
    return make_command<PolicyArguments>(kCheckText, declare_check, run_check);
}

Command policy_test_command() {
    return make_command<PolicyArguments>(kTestText, declare_check, run_test);
}

}  // namespace kc::cli
