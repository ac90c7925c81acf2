// SPDX-License-Identifier: Apache-2.0
// kechuang policy ladder: what all policies together mean to one subject.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <tuple>

#include "cli/commands.hpp"
#include "cli/policy_load.hpp"
#include "policy/between_text.hpp"

namespace kc::cli {
namespace {

struct LadderArguments {
    std::string subject = {};
    std::string kind = "enterprise";
    std::string on = {};
    std::string known_as_of = {};
    bool json = false;
    PolicySource source = {};
};

constexpr CommandText kText{
    .name = "policy ladder",
    .usage = "policy ladder",
    .zh = "一个对象在各项政策中的位置：台阶、下一步、不能同享",
    .en = "where a subject stands among all policies, and its next step",
    .help_zh =
        R"(逐项回答适用的政策，再说明哪些不能同时享受、台阶上的下一步、快到期的资格、可以免申即享的政策。

  --subject FILE     对象：JSON（{"职工总数": 100}），或一行表头一行数据的 CSV
  --kind WORD        只问这一类对象的政策；默认 enterprise
  --on DATE          适用日期；默认今天
  --known-as-of DATE 只用这一天以前（含当天）已知的数据
  --json             供程序使用
  --pack PATH        另有政策的包、文件夹或文件，可写多次
  --catalog DIR      公共目录；默认用程序自带的
)",
    .help_en =
        R"(Answers each policy in force, then tells which cannot be had together, the next rung of
the ladder, certificates that end soon, and what could be granted without an application.

  --subject FILE     the subject: JSON ({"staff": 100}), or CSV with one row of headings and one
                     of data
  --kind WORD        only policies about such subjects; enterprise by default
  --on DATE          the day whose law holds; today by default
  --known-as-of DATE use only what was known on that day
  --json             for programs
  --pack PATH        a pack, folder or file with more policies; may be repeated
  --catalog DIR      a catalog; by default the one inside the program
)"};

void declare(CLI::App& app, LadderArguments& to) {
    app.add_option("--subject", to.subject)->required();
    app.add_option("--kind", to.kind);
    app.add_option("--on", to.on);
    app.add_option("--known-as-of", to.known_as_of);
    app.add_flag("--json", to.json);
    app.add_option("--pack", to.source.packs);
    app.add_option("--catalog", to.source.catalog);
}

ExitCode run_ladder(const LadderArguments& arguments, Console& console) {
    const auto on = law_date(arguments.on, console);
    if (!on) return ExitCode::bad_input;
    const auto set = load_set(arguments.source, {.run_tests = false}, console);
    if (!set) return ExitCode::bad_input;
    auto subject = read_subject_file(arguments.subject, console);
    if (!subject) return ExitCode::bad_input;
    if (!forget_later(arguments.known_as_of, *subject, console)) return ExitCode::bad_input;

    std::vector<const policy::Policy*> asked;
    for (const policy::Policy& one : set->policies()) {
        const pack::PolicyText& text = one.text();
        const bool answers = one.law_fact || one.holds_on(*on);
        if (text.subject == arguments.kind && answers && !text.alternative) asked.push_back(&one);
    }
    Diagnostics wrong = policy::unknown_names(asked, *subject);
    std::vector<policy::Answer> answers;
    for (const policy::Policy* one : asked) {
        policy::Facts facts = policy::bind(*set, *one, *subject, *on);
        wrong.insert(wrong.end(), facts.wrong.begin(), facts.wrong.end());
        policy::Asker asker(*set, *one, *on);
        answers.push_back(asker.ask(std::move(facts)));
    }
    // A value that several policies read is wrong once.
    std::stable_sort(wrong.begin(), wrong.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.at.line, a.at.column, a.zh) < std::tie(b.at.line, b.at.column, b.zh);
    });
    wrong.erase(std::unique(wrong.begin(), wrong.end(),
                            [](const Diagnostic& a, const Diagnostic& b) {
                                return to_string(a, Language::zh) == to_string(b, Language::zh);
                            }),
                wrong.end());
    for (Diagnostic& diagnostic : wrong) {
        console.complain(Diagnostic(std::move(diagnostic)).in_file(arguments.subject));
    }
    if (!wrong.empty()) return ExitCode::bad_input;
    if (arguments.json) {
        console.out.write("{\"conflicts\": " + policy::conflicts_json(answers) +
                          ", \"ladder\": " + policy::ladder_json(*set, answers, *on) + "}\n");
        return ExitCode::ok;
    }
    if (console.language != Language::en) {
        console.out.write(policy::standing_text(*set, answers, *on, Language::zh));
    }
    if (console.language == Language::both) console.out.write("\n");
    if (console.language != Language::zh) {
        console.out.write(policy::standing_text(*set, answers, *on, Language::en));
    }
    return ExitCode::ok;
}

}  // namespace

Command policy_ladder_command() {
    return make_command<LadderArguments>(kText, declare, run_ladder);
}

}  // namespace kc::cli
