// SPDX-License-Identifier: Apache-2.0
// kechuang records: the registries of an office out as files and in again, on its database, with
// the rights of an account. The office must not be open on it meanwhile.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "access/accounts.hpp"
#include "access/standings.hpp"
#include "cli/commands.hpp"
#include "cli/output_file.hpp"
#include "cli/schemas.hpp"
#include "exchange/extract_file.hpp"
#include "office/office_record_export.hpp"
#include "office/office_record_import.hpp"

namespace kc::cli {
namespace {

constexpr std::size_t kFindingsTold = 50;

struct RecordsArguments {
    std::string folder = {};    // of the pack
    std::string registry = {};  // code
    std::string file = {};
    std::string data = "kechuang.db";
    std::string account = {};
    std::string marked = {};
    std::string sheet = {};
    std::string years = {};  // "2022-2024": their figures go out, not the records
    bool of_years = false;   // the table is one of yearly figures
    bool is_to_edit = false;
    bool is_dry_run = false;
    bool submit = false;
};

constexpr CommandText kGroupText{
    .name = "records",
    .usage = "records COMMAND",
    .zh = "登记库：模板、导出、导入",
    .en = "registries: templates, export, import",
};

constexpr CommandText kTemplateText{
    .name = "records template",
    .usage = "records template DIR REGISTRY FILE",
    .zh = "写出一个登记库的空表，填好后导入",
    .en = "write the empty table of a registry, to be filled in and imported",
    .help_zh =
        R"(DIR 是包的文件夹，REGISTRY 是登记库代码，如 cn.enterprise。FILE 以 .xlsx 结尾时带下拉选项、
批注和填写说明，以 .csv 结尾时只有表头。

  --as ACCOUNT   用谁的权限；列出的是这个账号看得到的字段
  --years        年度数据的空表：一条记录一年一行
  --data FILE    数据库文件或 postgresql://… 地址；默认 kechuang.db
)",
    .help_en =
        R"(DIR is the folder of the pack, REGISTRY the code of a registry such as cn.enterprise.
A FILE that ends in .xlsx has drop-downs, notes and definitions, one in .csv the header alone.

  --as ACCOUNT   with whose rights; there are columns for the fields this account sees
  --years        the table of yearly figures: a row for each record and year
  --data FILE    database file or address postgresql://...; by default kechuang.db
)"};

constexpr CommandText kExportText{
    .name = "records export",
    .usage = "records export DIR REGISTRY FILE",
    .zh = "导出一个账号看得到的记录（xlsx、csv、json）",
    .en = "write the records an account may take out (xlsx, csv, json)",
    .help_zh =
        R"(文件名的结尾决定格式：.xlsx、.csv 或 .json。

  --as ACCOUNT   用谁的权限
  --edit         带登记号和版本，表头同模板，改好后可以导入（xlsx、csv）
  --years YEARS  导出这些年的年度数据，如 2024 或 2022-2024；与 --edit 同用时，还没有数据
                 的年份也留一行
  --data FILE    数据库文件或 postgresql://… 地址；默认 kechuang.db
)",
    .help_en =
        R"(The end of the name decides the format: .xlsx, .csv or .json.

  --as ACCOUNT   with whose rights
  --edit         with numbers and versions and the template's headings, to be edited and
                 imported again (xlsx, csv)
  --years YEARS  the figures of these years, such as 2024 or 2022-2024; with --edit there is a
                 row for years without figures too
  --data FILE    database file or address postgresql://...; by default kechuang.db
)"};

constexpr CommandText kImportText{
    .name = "records import",
    .usage = "records import DIR REGISTRY FILE",
    .zh = "导入一张表：要么全部，要么一条也不",
    .en = "import a table: all of it or nothing",
    .help_zh =
        R"(先逐格检查，有一处不对就一条也不导入。同一个文件再导入一次，什么也不变。空格子不改动原值，
写“清空”才清空。

  --as ACCOUNT   用谁的权限，日志里记他的名字
  --years        表里是年度数据：一条记录一年一行，不新增记录
  --dry-run      只检查，说明每行会怎样
  --submit       导入后即提交；否则新登记的是草稿
  --sheet NAME   工作表，几张都合适时要写
  --marked FILE  有问题时写出标明了问题的工作簿
  --data FILE    数据库文件或 postgresql://… 地址；默认 kechuang.db

有不能导入的行时退出码 1。
)",
    .help_en =
        R"(Every cell is checked first, and one that is wrong keeps the whole file out. The same
file again changes nothing. An empty cell leaves what is there; (clear) empties it.

  --as ACCOUNT   with whose rights, and whose name the journal bears
  --years        the table holds yearly figures, a row for each record and year; it makes no
                 records
  --dry-run      only check, and tell what would become of the rows
  --submit       hand in what was imported; else new records are drafts
  --sheet NAME   the sheet, needed where several fit
  --marked FILE  where something is wrong, write the workbook with marks
  --data FILE    database file or address postgresql://...; by default kechuang.db

Exit code 1 when there are rows that cannot be imported.
)"};

void declare(CLI::App& app, RecordsArguments& to) {
    app.add_option("DIR", to.folder)->required();
    app.add_option("REGISTRY", to.registry)->required();
    app.add_option("FILE", to.file)->required();
    app.add_option("--as", to.account)->required();
    app.add_option("--data", to.data);
}

void declare_template(CLI::App& app, RecordsArguments& to) {
    declare(app, to);
    app.add_flag("--years", to.of_years);
}

void declare_export(CLI::App& app, RecordsArguments& to) {
    declare(app, to);
    app.add_flag("--edit", to.is_to_edit);
    app.add_option("--years", to.years);
}

void declare_import(CLI::App& app, RecordsArguments& to) {
    declare(app, to);
    app.add_flag("--years", to.of_years);
    app.add_flag("--dry-run", to.is_dry_run);
    app.add_flag("--submit", to.submit);
    app.add_option("--sheet", to.sheet);
    app.add_option("--marked", to.marked);
}

ExitCode fail(const Diagnostic& diagnostic, Console& console) {
    console.complain(diagnostic);
    return ExitCode::bad_input;
}

Diagnostic no_account(const std::string& name) {
    return Diagnostic{.code = "E-no-account",
                      .zh = fmt::format("没有“{}”这个账号，或它已停用", name),
                      .en = fmt::format("there is no account '{}', or it is closed", name)}
        .hint("用 --as 写一个在用的账号", "name an open account with --as");
}

// Opening must not make an office where there is none.
Result<std::unique_ptr<office::Office>> open_office(const RecordsArguments& arguments) {
    std::error_code error;
    if (!store::is_postgres_address(arguments.data) &&
        !std::filesystem::is_regular_file(arguments.data, error)) {
        return unexpected(Diagnostic{.code = "E-no-database",
                                     .at = {arguments.data},
                                     .zh = "没有这个数据库文件",
                                     .en = "there is no such database file"}
                              .hint("用 --data 指出 kechuang serve 所用的文件",
                                    "name the file of kechuang serve with --data"));
    }
    return office::Office::open({.pack_folder = arguments.folder,
                                 .database = arguments.data,
                                 .schemas = schemas_beside_the_office()});
}

Result<access::Actor> actor_of(office::Office& office, const std::string& name) {
    auto reader = office.store().read();
    if (!reader) return unexpected(std::move(reader.error()));
    auto account = access::find_account(reader->connection(), name);
    if (!account) return unexpected(std::move(account.error()));
    if (!*account || !(*account)->is_open) return unexpected(no_account(name));
    const auto live = office.live();
    const access::Terms terms =
        access::terms_of(*live->catalog, live->pack.objects, live->manifest().region);
    auto standing =
        access::read_standing(reader->connection(), terms, name, (*account)->role, office.today());
    if (!standing) return unexpected(std::move(standing.error()));
    access::Actor actor{.name = name, .role = (*account)->role};
    actor.standing = std::move(*standing);
    return actor;
}

Result<exchange::ExportFormat> format_of(const std::string& file) {
    if (file.ends_with(".xlsx")) return exchange::ExportFormat::xlsx;
    if (file.ends_with(".csv")) return exchange::ExportFormat::csv;
    if (file.ends_with(".json")) return exchange::ExportFormat::json;
    return unexpected(Diagnostic{.code = "E-file-format",
                                 .at = {file},
                                 .zh = "看文件名不知道要哪种格式",
                                 .en = "the name does not tell the format"}
                          .hint("以 .xlsx、.csv 或 .json 结尾", "end it in .xlsx, .csv or .json"));
}

// An open office with somebody at its desk.
struct Session {
    std::unique_ptr<office::Office> office = {};
    access::Actor actor = {};
};

Result<Session> begin(const RecordsArguments& arguments) {
    auto office = open_office(arguments);
    if (!office) return unexpected(std::move(office.error()));
    auto actor = actor_of(**office, arguments.account);
    if (!actor) return unexpected(std::move(actor.error()));
    return Session{std::move(*office), std::move(*actor)};
}

ExitCode tell_written(const std::string& path, Console& console) {
    console.line(console.words("已写入 " + path, "written to " + path));
    return ExitCode::ok;
}

ExitCode write_to(const std::string& path, const Result<std::string>& bytes, Console& console) {
    if (!bytes) return fail(bytes.error(), console);
    if (const auto problem = write_output(path, *bytes)) return fail(*problem, console);
    return tell_written(path, console);
}

office::RowsAre rows_of(const RecordsArguments& arguments) {
    return arguments.of_years ? office::RowsAre::years : office::RowsAre::records;
}

Result<std::string> template_of(const Session& session, const RecordsArguments& arguments,
                                Language language) {
    auto format = format_of(arguments.file);
    if (!format) return unexpected(std::move(format.error()));
    const auto live = session.office->live();
    auto registry = live->registries->require(arguments.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    return office::record_template(*session.office, session.actor, **registry, *format, language,
                                   rows_of(arguments));
}

Diagnostic wrong_years(const std::string& text) {
    return Diagnostic{.code = "E-record-export-years",
                      .zh = fmt::format("年份“{}”不对", text),
                      .en = fmt::format("the years '{}' are wrong", text)}
        .hint("写一年或一段，如 2022-2024", "write a year or a span, such as 2022-2024");
}

Result<std::unique_ptr<office::TemporaryFile>> export_of(const Session& session,
                                                         const RecordsArguments& arguments,
                                                         Language language) {
    auto format = format_of(arguments.file);
    if (!format) return unexpected(std::move(format.error()));
    auto desk = office::RecordDesk::open(*session.office, session.actor, access::Verb::take_out);
    if (!desk) return unexpected(std::move(desk.error()));
    auto registry = desk->require(arguments.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    const office::RecordExport wanted{.format = *format,
                                      .language = language,
                                      .who = session.actor.name,
                                      .is_to_edit = arguments.is_to_edit};
    if (arguments.years.empty()) return office::export_records(*desk, **registry, wanted);
    const auto years = office::read_years(arguments.years);
    if (!years) return unexpected(wrong_years(arguments.years));
    return office::export_years(*desk, session.actor, **registry, wanted, *years);
}

// A workbook has one language.
Language language_of_file(const Console& console) {
    return console.language == Language::en ? Language::en : Language::zh;
}

ExitCode run_template(const RecordsArguments& arguments, Console& console) {
    auto session = begin(arguments);
    if (!session) return fail(session.error(), console);
    return write_to(arguments.file, template_of(*session, arguments, language_of_file(console)),
                    console);
}

ExitCode run_export(const RecordsArguments& arguments, Console& console) {
    auto session = begin(arguments);
    if (!session) return fail(session.error(), console);
    const auto file = export_of(*session, arguments, language_of_file(console));
    if (!file) return fail(file.error(), console);
    if (const auto problem = copy_output((*file)->path(), arguments.file))
        return fail(*problem, console);
    return tell_written(arguments.file, console);
}

// ---- import ----------------------------------------------------------------------------------

void tell_findings(const office::RecordImportReport& report, const std::string& file,
                   Console& console) {
    std::size_t total = 0;
    for (const exchange::FindingCount& one : report.table.counts) total += one.count;
    for (const Diagnostic& one : report.table.problems)
        console.line(to_string(Diagnostic(one).in_file(file), console.language));
    std::size_t told = 0;
    for (const Severity severity : {Severity::error, Severity::warning}) {
        for (const exchange::CellFinding& one : report.table.findings) {
            if (one.severity != severity || told == kFindingsTold) continue;
            ++told;
            console.line(
                to_string(exchange::to_diagnostic(one, report.table.sheet), console.language));
        }
    }
    if (told < total)
        console.line(console.words(fmt::format("……另有 {} 处", total - told),
                                   fmt::format("... and {} more", total - told)));
}

void tell_counts(const office::RecordImportReport& report, Console& console) {
    const office::RecordImportCounts& c = report.counts;
    console.line(console.words(
        fmt::format("{} 行：新增 {}，修改 {}，不变 {}，冲突 {}，有错 {}", c.rows(), c.create,
                    c.update, c.same, c.conflict, c.wrong),
        fmt::format("{} rows: {} new, {} changed, {} the same, {} in conflict, {} wrong", c.rows(),
                    c.create, c.update, c.same, c.conflict, c.wrong)));
    if (report.is_repeated)
        console.line(console.words(
            fmt::format("这个文件已在第 {} 次导入时导入过，什么也没有改变", report.id),
            fmt::format("this file was imported before, as import {}: "
                        "nothing has changed",
                        report.id)));
    else if (report.is_done)
        console.line(console.words(fmt::format("已导入，编号 {}", report.id),
                                   fmt::format("imported, number {}", report.id)));
    else if (report.is_clean())
        console.line(console.words("可以导入", "it can be imported"));
    else
        console.line(console.words("没有导入", "nothing was imported"));
}

ExitCode run_import(const RecordsArguments& arguments, Console& console) {
    auto bytes = exchange::read_file_bytes(arguments.file, office::kRecordFileBytesMax);
    if (!bytes) return fail(bytes.error(), console);
    auto session = begin(arguments);
    if (!session) return fail(session.error(), console);
    if (!access::may(session->actor, access::Action::import_records))
        return fail({.code = "E-forbidden",
                     .zh = fmt::format("“{}”没有导入的权限", arguments.account),
                     .en = fmt::format("'{}' may not import", arguments.account)},
                    console);
    const office::RecordImportOptions options{.dry_run = arguments.is_dry_run,
                                              .submit = arguments.submit,
                                              .rows = rows_of(arguments),
                                              .sheet = arguments.sheet};
    auto report = office::import_records(*session->office, {session->actor, ""}, arguments.registry,
                                         *bytes, options);
    if (!report) return fail(report.error(), console);
    tell_findings(*report, arguments.file, console);
    tell_counts(*report, console);
    if (report->is_clean()) return ExitCode::ok;
    if (!arguments.marked.empty()) {
        const auto marked =
            office::marked_record_file(*session->office, session->actor, arguments.registry, *bytes,
                                       options, language_of_file(console));
        const ExitCode written = write_to(arguments.marked, marked, console);
        if (written != ExitCode::ok) return written;
    }
    return ExitCode::findings;
}

}  // namespace

Command records_group() {
    return command_group(kGroupText);
}
Command records_template_command() {
    return make_command<RecordsArguments>(kTemplateText, declare_template, run_template);
}
Command records_export_command() {
    return make_command<RecordsArguments>(kExportText, declare_export, run_export);
}
Command records_import_command() {
    return make_command<RecordsArguments>(kImportText, declare_import, run_import);
}

}  // namespace kc::cli
