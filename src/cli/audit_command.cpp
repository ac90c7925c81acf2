// SPDX-License-Identifier: Apache-2.0
// kechuang audit: the journal of a database, also while the office is open on it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <string>

#include "cli/commands.hpp"
#include "cli/record_audit.hpp"
#include "store/verify.hpp"

namespace kc::cli {
namespace {

struct AuditArguments {
    std::string data = "kechuang.db";
    std::string head = {};  // a line as `audit head` prints it; empty: none was kept
};

constexpr CommandText kGroupText{
    .name = "audit",
    .usage = "audit COMMAND",
    .zh = "核验数据库的日志：有没有人改过、删过、插过",
    .en = "examine the journal: was anything altered, deleted or inserted",
};

constexpr CommandText kHeadText{
    .name = "audit head",
    .usage = "audit head [FILE]",
    .zh = "输出日志的当前摘要，抄下来另存",
    .en = "print the head of the journal, to be kept elsewhere",
    .help_zh =
        R"(输出一行：日志有多少条，全部内容的摘要是什么。把它存到别处（打印、邮件、另一台机器），
以后用 audit verify --head 核对，连整库重造也瞒不过。

  FILE          数据库文件或 postgresql://… 地址，也可写 --data FILE；默认 kechuang.db
)",
    .help_en =
        R"(Prints one line: how many entries the journal has, and the hash over all of them. Keep it
somewhere else (on paper, by mail, on another machine); audit verify --head then notices even a
database that was made again as a whole.

  FILE          database file or address postgresql://..., or --data FILE; by default kechuang.db
)"};

constexpr CommandText kVerifyText{
    .name = "audit verify",
    .usage = "audit verify [FILE]",
    .zh = "逐条核验日志和数据，说出哪一条不对",
    .en = "check every entry and every fact, and name what is wrong",
    .help_zh =
        R"(逐条核验：被改动、删除、插入、调换的日志、数据、登记记录和附件，各是哪一条。
办公系统开着也可以核验。

  FILE          数据库文件或 postgresql://… 地址，也可写 --data FILE；默认 kechuang.db
  --head LINE   以前由 audit head 抄下的一行，放在引号里

发现问题时退出码 1。
)",
    .help_en =
        R"(Checks entries, facts, records and attached files one by one and names what was altered,
deleted, inserted or put elsewhere. The office may be open meanwhile.

  FILE          database file or address postgresql://..., or --data FILE; by default kechuang.db
  --head LINE   a line kept from audit head earlier, in quotes

Exit code 1 when something is wrong.
)"};

// The file may be written with its option, as for `serve`, or alone.
void declare_head(CLI::App& app, AuditArguments& to) {
    CLI::Option* data = app.add_option("--data", to.data);
    app.add_option("FILE", to.data)->excludes(data);
}

void declare_verify(CLI::App& app, AuditArguments& to) {
    declare_head(app, to);
    app.add_option("--head", to.head);
}

// Opening must not make a file: an empty database would be found to be in order.
Result<store::Connection> open_database(const std::string& path) {
    std::error_code error;
    if (!store::is_postgres_address(path) && !std::filesystem::is_regular_file(path, error)) {
        return unexpected(Diagnostic{.code = "E-no-database",
                                     .at = {path},
                                     .zh = "没有这个数据库文件",
                                     .en = "there is no such database file"}
                              .hint("用 --data 指出 kechuang serve 所用的文件",
                                    "name the file of kechuang serve with --data"));
    }
    return store::Connection::open(path, {.read_only = true});
}

ExitCode fail(const Diagnostic& diagnostic, Console& console) {
    console.complain(diagnostic);
    return ExitCode::bad_input;
}

ExitCode run_head(const AuditArguments& arguments, Console& console) {
    auto connection = open_database(arguments.data);
    if (!connection) return fail(connection.error(), console);
    const auto head = store::read_head(*connection);
    if (!head) return fail(head.error(), console);
    console.line(store::to_string(*head));
    return ExitCode::ok;
}

void tell(const store::AuditReport& report, bool has_kept_head, Console& console) {
    for (const store::Finding& finding : report.findings.kept()) {
        console.line(to_string(finding.message, console.language));
    }
    const auto hidden =
        report.findings.total() - static_cast<std::int64_t>(report.findings.kept().size());
    if (hidden > 0) {
        console.line(console.words(fmt::format("……另有 {} 处", hidden),
                                   fmt::format("... and {} more", hidden)));
    }
    const std::int64_t found = report.findings.total();
    console.line(console.words(
        fmt::format("日志 {} 条，数据 {} 个：{}", report.entries, report.facts,
                    found == 0 ? std::string("与写入时一致") : fmt::format("{} 处不一致", found)),
        fmt::format(
            "{} entries, {} facts: {}", report.entries, report.facts,
            found == 0 ? std::string("as they were written") : fmt::format("{} faults", found))));
    if (!has_kept_head) {
        console.line(console.words(
            "没有对照以前抄下的摘要：整库重造看不出来（见 kechuang audit head --help）",
            "not compared with a head kept earlier: a database made again as a whole would not be "
            "noticed (see kechuang audit head --help)"));
    }
    console.line(store::to_string(report.head));
}

ExitCode run_verify(const AuditArguments& arguments, Console& console) {
    std::optional<store::Head> kept;
    if (!arguments.head.empty()) {
        auto head = store::parse_head(arguments.head);
        if (!head) return fail(head.error(), console);
        kept = *head;
    }
    auto connection = open_database(arguments.data);
    if (!connection) return fail(connection.error(), console);
    const auto report = store::verify(*connection, {.kept_head = kept});
    if (!report) return fail(report.error(), console);
    const auto records = audit_records(*connection, console);
    if (!records) return fail(records.error(), console);
    tell(*report, kept.has_value(), console);
    return report->is_good() && *records ? ExitCode::ok : ExitCode::findings;
}

}  // namespace

Command audit_group() {
    return command_group(kGroupText);
}

Command audit_head_command() {
    return make_command<AuditArguments>(kHeadText, declare_head, run_head);
}

Command audit_verify_command() {
    return make_command<AuditArguments>(kVerifyText, declare_verify, run_verify);
}

}  // namespace kc::cli
