// SPDX-License-Identifier: Apache-2.0
// kechuang policy explain, run, sandbox: what policies answer.
#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cerrno>
#include <limits>

#include "cli/commands.hpp"
#include "cli/policy_load.hpp"
#include "office/office_csv.hpp"
#include "policy/answer_json.hpp"
#include "policy/answer_text.hpp"
#include "policy/limits.hpp"
#include "policy/run.hpp"
#include "policy/sandbox.hpp"
#include "policy/show.hpp"

namespace kc::cli {
namespace {

struct AskArguments {
    std::string policy = {};
    std::vector<std::string> policies = {};
    std::string subject = {};
    std::string data = {};
    std::string out = {};
    std::string on = {};
    std::string known_as_of = {};
    std::vector<std::string> edits = {};
    bool json = false;
    bool no_levers = false;
    unsigned threads = 1;
    PolicySource source = {};
};

constexpr CommandText kExplainText{
    .name = "policy explain",
    .usage = "policy explain POLICY",
    .zh = "一个对象是否符合，差什么，怎样才够",
    .en = "whether a subject qualifies, what is missing, what would help",
    .help_zh =
        R"(POLICY 是代码，或政策族（取当天适用的版本）。

  --subject FILE  对象：JSON（{"职工总数": 100}），或一行表头一行数据的 CSV（docs/policy-data.md）
  --on DATE       适用日期；默认今天
  --known-as-of DATE  只用这一天以前（含当天）已知的数据，其余当作未知
  --json          全部内容，供程序使用
  --pack PATH     另有政策的包、文件夹或文件，可写多次
  --catalog DIR   公共目录；默认用程序自带的
)",
    .help_en =
        R"(POLICY is a code, or a family, of which the edition in force answers.

  --subject FILE  the subject: JSON ({"staff": 100}), or CSV with one row of headings and one of
                  data (docs/policy-data.md)
  --on DATE       the day whose law holds; today by default
  --known-as-of DATE  use only what was known on that day; the rest is missing
  --json          everything, for programs
  --pack PATH     a pack, folder or file with more policies; may be repeated
  --catalog DIR   a catalog; by default the one inside the program
)"};

constexpr CommandText kRunText{
    .name = "policy run",
    .usage = "policy run POLICY...",
    .zh = "一张表的全部对象，每个政策一行",
    .en = "all subjects of a table, a row for each policy",
    .help_zh =
        R"(  --data FILE     表：CSV 或 xlsx，首行是事实的名称或代码（docs/policy-data.md）
  --out FILE      结果写到这里；默认标准输出
  --on DATE       适用日期；默认今天
  --threads N     线程数；默认 1
  --no-levers     不找最省力的做法，快得多
  --pack PATH     另有政策的包、文件夹或文件，可写多次
  --catalog DIR   公共目录；默认用程序自带的

政策写有预算的，另有 paid 一列：全表共分预算以后，每个对象实得多少元。
读不了的行也有一行结果，结论是 error，原因写在标准错误输出。有这样的行时退出码 1。
)",
    .help_en =
        R"(  --data FILE     the table: CSV or xlsx, names or codes of facts in the first row
                  (docs/policy-data.md)
  --out FILE      where the answers go; standard output by default
  --on DATE       the day whose law holds; today by default
  --threads N     threads; 1 by default
  --no-levers     do not look for what would help, much faster
  --pack PATH     a pack, folder or file with more policies; may be repeated
  --catalog DIR   a catalog; by default the one inside the program

Where a policy has a budget, the column "paid" tells what each subject gets, in yuan, when the
whole table shares it.
A row that cannot be read has an answer too, its verdict is "error", and the reason goes to standard
error. Exit code 1 when there is one.
)"};

constexpr CommandText kSandboxText{
    .name = "policy sandbox",
    .usage = "policy sandbox POLICY",
    .zh = "政策沙盘：改一个参数，谁得谁失，花多少",
    .en = "change a figure of the law: who gains, who loses, what it costs",
    .help_zh =
        R"(  --set NAME=VALUE  改哪个参数，如 职工上限=600，可写多次
  --data FILE       表（docs/policy-data.md）
  --on DATE         适用日期；默认今天
  --threads N       线程数；默认 1
  --pack PATH       另有政策的包、文件夹或文件，可写多次
  --catalog DIR     公共目录；默认用程序自带的
)",
    .help_en =
        R"(  --set NAME=VALUE  the parameter to change, such as staff_max=600; may be repeated
  --data FILE       the table (docs/policy-data.md)
  --on DATE         the day whose law holds; today by default
  --threads N       threads; 1 by default
  --pack PATH       a pack, folder or file with more policies; may be repeated
  --catalog DIR     a catalog; by default the one inside the program
)"};

void declare_common(CLI::App& app, AskArguments& to) {
    app.add_option("--on", to.on);
    app.add_option("--pack", to.source.packs);
    app.add_option("--catalog", to.source.catalog);
}

void declare_explain(CLI::App& app, AskArguments& to) {
    app.add_option("POLICY", to.policy)->required();
    app.add_option("--subject", to.subject)->required();
    app.add_option("--known-as-of", to.known_as_of);
    app.add_flag("--json", to.json);
    declare_common(app, to);
}

void declare_threads(CLI::App& app, AskArguments& to) {
    app.add_option("--threads", to.threads)
        ->check(CLI::Range(1U, static_cast<unsigned>(policy::kMaxThreads)));
}

void declare_run(CLI::App& app, AskArguments& to) {
    app.add_option("POLICY", to.policies)->required();
    app.add_option("--data", to.data)->required();
    app.add_option("--out", to.out);
    app.add_flag("--no-levers", to.no_levers);
    declare_threads(app, to);
    declare_common(app, to);
}

void declare_sandbox(CLI::App& app, AskArguments& to) {
    app.add_option("POLICY", to.policy)->required();
    app.add_option("--set", to.edits)->required();
    app.add_option("--data", to.data)->required();
    declare_threads(app, to);
    declare_common(app, to);
}

const policy::Policy* find_edition(const policy::PolicySet& set, const std::string& name,
                                   base::Date on, Console& console) {
    const auto edition = set.edition(name, on);
    if (edition) return *edition;
    console.complain(edition.error());
    return nullptr;
}

// --- explain -------------------------------------------------------------------------------------

ExitCode run_explain(const AskArguments& arguments, Console& console) {
    const auto on = law_date(arguments.on, console);
    if (!on) return ExitCode::bad_input;
    const auto set = load_set(arguments.source, {{}, false}, console);
    if (!set) return ExitCode::bad_input;
    const policy::Policy* one = find_edition(*set, arguments.policy, *on, console);
    if (one == nullptr) return ExitCode::bad_input;
    auto subject = read_subject_file(arguments.subject, console);
    if (!subject) return ExitCode::bad_input;
    if (!forget_later(arguments.known_as_of, *subject, console)) return ExitCode::bad_input;

    // Names that another policy reads are no mistake in a file made for all of them.
    std::vector<const policy::Policy*> all;
    for (const policy::Policy& p : set->policies()) all.push_back(&p);
    Diagnostics wrong = policy::unknown_names(all, *subject);
    policy::Facts facts = policy::bind(*set, *one, *subject, *on);
    wrong.insert(wrong.end(), facts.wrong.begin(), facts.wrong.end());
    for (Diagnostic& diagnostic : wrong) {
        console.complain(Diagnostic(std::move(diagnostic)).in_file(arguments.subject));
    }
    if (!wrong.empty()) return ExitCode::bad_input;

    policy::Asker asker(*set, *one, *on);
    const policy::Answer answer = asker.ask(std::move(facts));
    if (arguments.json) {
        console.out.write(policy::to_json(answer));
        return ExitCode::ok;
    }
    if (console.language != Language::en) {
        console.out.write(policy::to_text(answer, Language::zh));
    }
    if (console.language == Language::both) console.out.write("\n");
    if (console.language != Language::zh) {
        console.out.write(policy::to_text(answer, Language::en));
    }
    return ExitCode::ok;
}

// --- run -----------------------------------------------------------------------------------------

constexpr std::size_t kChunkRows = 65'536;

// Owns a file that is being written.
class OutFile {
public:
    OutFile() = default;
    OutFile(const OutFile&) = delete;
    OutFile& operator=(const OutFile&) = delete;
    ~OutFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

    bool open(const std::string& path) {
        constexpr int kMode = 0644;
        descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kMode);
        return descriptor_ >= 0;
    }

    int descriptor() const { return descriptor_; }

private:
    int descriptor_ = -1;
};

// Plain numbers, so that a program can read them: shares as decimals, amounts in 元.
std::string number_text(const std::optional<base::Ratio>& number) {
    if (!number) return {};
    if (const auto exact = number->exact()) return base::to_string(*exact);
    const auto rounded = number->round_half_up(6);
    return rounded ? base::to_string(*rounded) : std::string();
}

class RunWriter {
public:
    RunWriter(const std::vector<const policy::Policy*>& policies, Language language, Output& out)
        : policies_(policies), language_(language), out_(out) {}

    void heading() {
        out_.write(
            "line,id,name,policy,verdict,score_low,score_high,amount_low,amount_high,failed,"
            "missing,"
            "first_lever");
        out_.write(has_budget() ? ",paid\r\n" : "\r\n");
    }

    void write(const policy::SubjectTable& table, const policy::RunAnswer& one) {
        const policy::Policy& policy = *policies_[one.policy];
        std::vector<std::string> cells{std::to_string(table.line(one.row)), table.id(one.row),
                                       table.name(one.row), policy.code};
        if (!one.is_sound) {
            cells.push_back("error");
            cells.resize(has_budget() ? kColumns + 1 : kColumns);
            out_.write(office::csv_line(cells));
            return;
        }
        cells.emplace_back(policy::to_string(one.verdict));
        for (const auto* value : {&one.total, &one.amount}) {
            cells.push_back(*value ? number_text((*value)->lo) : "");
            cells.push_back(*value ? number_text((*value)->hi) : "");
        }
        cells.push_back(fmt::format("{}", fmt::join(failed(policy, one), ";")));
        std::vector<std::string> missing;
        for (const std::size_t fact : one.missing) {
            missing.push_back(word(policy.facts[fact].label));
        }
        cells.push_back(fmt::format("{}", fmt::join(missing, ";")));
        cells.push_back(one.proposal ? policy::to_text(*one.proposal, policy, language_) : "");
        if (has_budget()) cells.push_back(one.paid ? base::to_string(one.paid->to_yuan()) : "");
        out_.write(office::csv_line(cells));
    }

    // Whether there is a column for what is paid.
    [[nodiscard]] bool has_budget() const {
        return std::any_of(policies_.begin(), policies_.end(),
                           [](const policy::Policy* one) { return one->budget.has_value(); });
    }

private:
    static constexpr std::size_t kColumns = 12;

    const std::string& word(const policy::Label& label) const {
        return language_ == Language::en ? label.en : label.zh;
    }

    std::vector<std::string> failed(const policy::Policy& policy,
                                    const policy::RunAnswer& one) const {
        std::vector<std::string> names;
        for (const std::string& name : one.failed) {
            const auto label = policy.labels.find(name);
            names.push_back(label == policy.labels.end() ? name : word(label->second));
        }
        return names;
    }

    const std::vector<const policy::Policy*>& policies_;
    Language language_;
    Output& out_;
};

ExitCode run_run(const AskArguments& arguments, Console& console) {
    const auto on = law_date(arguments.on, console);
    if (!on) return ExitCode::bad_input;
    const auto set = load_set(arguments.source, {*on, false}, console);
    if (!set) return ExitCode::bad_input;
    std::vector<const policy::Policy*> policies;
    for (const std::string& name : arguments.policies) {
        const policy::Policy* one = find_edition(*set, name, *on, console);
        if (one == nullptr) return ExitCode::bad_input;
        policies.push_back(one);
    }
    OutFile file;
    if (!arguments.out.empty() && !file.open(arguments.out)) {
        console.complain(Diagnostic{.code = "E-output",
                                    .at = {arguments.out},
                                    .zh = "不能写这个文件",
                                    .en = "this file cannot be written"});
        return ExitCode::bad_input;
    }
    Output to_file(file.descriptor());
    Output& out = arguments.out.empty() ? console.out : to_file;
    const Language language = console.language == Language::en ? Language::en : Language::zh;
    RunWriter writer(policies, language, out);
    writer.heading();
    policy::TableMaker maker(*set, policies, arguments.data);
    policy::TableRun run(*set, policies, *on, {arguments.threads, !arguments.no_levers});
    const auto take = [&](policy::SubjectTable table) {
        const Diagnostics found =
            run.answer(table, [&](const policy::RunAnswer& one) { writer.write(table, one); });
        for (const Diagnostic& one : found) console.complain(one);
        return !out.is_closed();
    };
    // Whoever shares a budget has to stand in one table.
    const std::size_t rows =
        writer.has_budget() ? std::numeric_limits<std::size_t>::max() : kChunkRows;
    const auto reading = read_subject_table(arguments.data, maker, rows, take, console);
    out.flush();
    if (out.has_failed()) return ExitCode::machine;
    if (!reading) return ExitCode::bad_input;
    return reading->wrong_rows == 0 ? ExitCode::ok : ExitCode::findings;
}

// --- sandbox -------------------------------------------------------------------------------------

std::string cost_text(const policy::Tally& tally, Language language) {
    const base::Unit yuan = formula::unit_named("元");
    const std::string low = policy::show_number(tally.cost_low, yuan, false, language);
    if (!tally.cost_is_bounded) {
        return (language == Language::en ? "at least " : "至少 ") + low;
    }
    if (tally.cost_low == tally.cost_high) return low;
    return fmt::format("{} – {}", low, policy::show_number(tally.cost_high, yuan, false, language));
}

void tell(const policy::SandboxResult& result, const policy::Policy& policy,
          const policy::SubjectTable& table, Console& console) {
    const auto tally = [&](std::string_view zh, std::string_view en, const policy::Tally& t) {
        std::string zh_text =
            fmt::format("{}：符合 {}，不符合 {}，待定 {}", zh, t.yes, t.no, t.open);
        std::string en_text = fmt::format("{}: {} yes, {} no, {} open", en, t.yes, t.no, t.open);
        if (policy.amount_sum.exists()) {
            zh_text += fmt::format("，金额 {}", cost_text(t, Language::zh));
            en_text += fmt::format(", cost {}", cost_text(t, Language::en));
            if (t.exceeds_budget) {
                zh_text += "（预算不够，已按规定分配）";
                en_text += " (more was claimed than the budget holds)";
            }
        }
        console.line(console.words(zh_text, en_text));
    };
    tally("现行", "now", result.before);
    tally("改后", "changed", result.after);
    console.line(console.words(fmt::format("新增符合 {}，不再符合 {}", result.gains, result.losses),
                               fmt::format("{} gain, {} lose", result.gains, result.losses)));
    const auto rows = [&](std::string_view zh, std::string_view en,
                          const std::vector<std::size_t>& list) {
        if (list.empty()) return;
        std::vector<std::string> names;
        for (const std::size_t row : list) {
            const std::string& id = table.id(row).empty() ? table.name(row) : table.id(row);
            names.push_back(id.empty() ? fmt::format("#{}", table.line(row)) : id);
        }
        console.line(console.words(fmt::format("{}：{}", zh, fmt::join(names, "、")),
                                   fmt::format("{}: {}", en, fmt::join(names, ", "))));
    };
    rows("新增（前20个）", "gain (the first 20)", result.gained);
    rows("失去（前20个）", "lose (the first 20)", result.lost);
}

ExitCode run_sandbox(const AskArguments& arguments, Console& console) {
    const auto on = law_date(arguments.on, console);
    if (!on) return ExitCode::bad_input;
    const auto set = load_set(arguments.source, {{}, false}, console);
    if (!set) return ExitCode::bad_input;
    const policy::Policy* one = find_edition(*set, arguments.policy, *on, console);
    if (one == nullptr) return ExitCode::bad_input;
    std::vector<policy::Edit> edits;
    std::vector<const policy::Parameter*> parameters;
    for (const std::string& text : arguments.edits) {
        const auto edit = policy::read_edit(*set, *one, text);
        if (!edit) {
            console.complain(edit.error());
            return ExitCode::bad_input;
        }
        edits.push_back(*edit);
        parameters.push_back(edit->parameter);
    }
    policy::TableMaker maker(*set, {one}, arguments.data);
    policy::SubjectTable table;
    const auto take = [&](policy::SubjectTable all) {
        table = std::move(all);
        return true;
    };
    const auto reading = read_subject_table(arguments.data, maker,
                                            std::numeric_limits<std::size_t>::max(), take, console);
    if (!reading) return ExitCode::bad_input;
    const policy::PolicySandbox sandbox(*set, *one, *on, table, parameters, arguments.threads);
    tell(sandbox.run(edits, arguments.threads), *one, table, console);
    return reading->wrong_rows == 0 ? ExitCode::ok : ExitCode::findings;
}

}  // namespace

Command policy_explain_command() {
    return make_command<AskArguments>(kExplainText, declare_explain, run_explain);
}

Command policy_run_command() {
    return make_command<AskArguments>(kRunText, declare_run, run_run);
}

Command policy_sandbox_command() {
    return make_command<AskArguments>(kSandboxText, declare_sandbox, run_sandbox);
}

}  // namespace kc::cli
