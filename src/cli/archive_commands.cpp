// SPDX-License-Identifier: Apache-2.0
// kechuang move, backup and restore: the office as a whole, from one place to another.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <optional>
#include <string>

#include "base/date.hpp"
#include "cli/commands.hpp"
#include "cli/record_audit.hpp"
#include "cli/schemas.hpp"
#include "office/office_live.hpp"
#include "store/archive.hpp"

namespace kc::cli {
namespace {

struct ArchiveArguments {
    std::string from = {};
    std::string to = {};
    std::string files = {};  // folder of uploads and made packs
    std::string head = {};   // restore: a line as `audit head` prints it
    std::string at = {};     // restore: a time
};

constexpr CommandText kMoveText{
    .name = "move",
    .usage = "move FROM TO",
    .zh = "把整个数据库搬到另一个（SQLite 与 PostgreSQL 之间）",
    .en = "move a whole database to another one (between SQLite and PostgreSQL)",
    .help_zh =
        R"(把数据库整个复制到一个空的数据库，核对后才算完成：每张表的行数和内容一致，日志逐条核验，
摘要相同。有一处不符就全部撤销。原数据库不改动，也不删除。办公系统要先停止。

  FROM, TO  数据库文件，或 postgresql://… 地址

上传的文件不在数据库里：搬到服务器后，用 kechuang serve --files 指出原来的文件目录。
)",
    .help_en =
        R"(Copies a database as a whole into an empty one and looks at the copy before it says done:
the same rows in each table, every entry of the journal checked, the same head. When anything
differs all is undone. The original is neither changed nor deleted. Stop the office first.

  FROM, TO  a database file, or an address postgresql://...

Uploaded files are not in the database: after a move to a server, name their folder with
kechuang serve --files.
)"};

constexpr CommandText kBackupText{
    .name = "backup",
    .usage = "backup DATA FILE",
    .zh = "备份数据库和上传的文件，办公系统开着也可以",
    .en = "back up database and uploaded files, also while the office is open",
    .help_zh =
        R"(把某一时刻的全部数据和上传的文件写进一个文件，不影响正在进行的工作；旁边的 FILE.sha256
可用 sha256sum -c 核对。已有的文件不会被覆盖。

  DATA          数据库文件，或 postgresql://… 地址
  FILE          备份文件（SQLite 格式，与办公系统用哪种数据库无关）
  --files DIR   上传文件的目录；默认 DATA.files

输出日志的摘要，请另存别处，恢复时用 --head 核对。
)",
    .help_en =
        R"(Writes all data of one moment and the uploaded files into one file, without disturbing
the work; FILE.sha256 beside it is for sha256sum -c. Nothing is overwritten.

  DATA          database file, or an address postgresql://...
  FILE          the backup (an SQLite file, whatever the office runs on)
  --files DIR   folder of uploaded files; by default DATA.files

Prints the head of the journal: keep it elsewhere, for restore --head.
)"};

constexpr CommandText kRestoreText{
    .name = "restore",
    .usage = "restore FILE DATA",
    .zh = "用备份恢复，可恢复到过去某一时刻",
    .en = "bring a backup back, also as of a time in the past",
    .help_zh =
        R"(先核验备份（文件摘要、每一条日志和数据），再写入一个新的或空的数据库，核对后才算完成。
备份有损坏时说出是哪里，不恢复任何内容。登记库和附件也与备份里的日志核对：有不一致的照样恢复，
逐条说出，退出码 1。

  FILE          备份文件
  DATA          新的数据库文件，或空的 postgresql://… 数据库
  --files DIR   上传文件放到哪个目录；默认 DATA.files
  --head LINE   备份时抄下的摘要，放在引号里
  --at TIME     只恢复到这一时刻：2024-05-31 或 2024-05-31T17:30（北京时间；只写日期指当天结束）

--at 保留此刻及以前的日志和数据，以后的连同数据一起略去。账号、草稿、登记库等其他表没有逐条的
时间，仍是备份时的样子。
)",
    .help_en =
        R"(Checks the backup first (digest of the file, every entry and fact), then writes it into a
new or empty database and looks at that before it says done. Where the backup is damaged it says
where, and restores nothing. Records and attachments are held against the backup's journal too:
where they differ they are restored all the same, named one by one, and the exit code is 1.

  FILE          the backup
  DATA          a new database file, or an empty database postgresql://...
  --files DIR   where uploaded files go; by default DATA.files
  --head LINE   the head kept when the backup was made, in quotes
  --at TIME     only up to this moment: 2024-05-31 or 2024-05-31T17:30 (China's time; a day alone
                means its end)

--at keeps journal and facts up to then and leaves out the entries after it together with their
facts. Other tables (accounts, drafts, registries) do not say when each row came: they are as they
were when the backup was made.
)"};

void declare_move(CLI::App& app, ArchiveArguments& to) {
    app.add_option("FROM", to.from)->required();
    app.add_option("TO", to.to)->required();
}

void declare_backup(CLI::App& app, ArchiveArguments& to) {
    app.add_option("DATA", to.from)->required();
    app.add_option("FILE", to.to)->required();
    app.add_option("--files", to.files);
}

void declare_restore(CLI::App& app, ArchiveArguments& to) {
    app.add_option("FILE", to.from)->required();
    app.add_option("DATA", to.to)->required();
    app.add_option("--files", to.files);
    app.add_option("--head", to.head);
    app.add_option("--at", to.at);
}

store::ArchiveOptions options_of(const ArchiveArguments& arguments, const std::string& data) {
    return {
        .schemas = all_schemas(),
        .files_folder = arguments.files.empty() ? office::files_folder_of(data) : arguments.files,
        .now_us = store::system_clock()()};
}

Diagnostic bad_time(const std::string& text) {
    return Diagnostic{"E-restore-time",
                      {},
                      fmt::format("看不懂时间“{}”", text),
                      fmt::format("'{}' is no time", text)}
        .hint("写成 2024-05-31 或 2024-05-31T17:30", "write 2024-05-31 or 2024-05-31T17:30");
}

constexpr std::int64_t kMinuteUs = 60'000'000;
constexpr std::int64_t kDayUs = 24 * 60 * kMinuteUs;
constexpr std::int64_t kChinaOffsetUs = 8 * 60 * kMinuteUs;

// "17:30" as minutes of the day.
std::optional<std::int64_t> minutes_of(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    int hour = 0;
    int minute = 0;
    const auto read_hour = std::from_chars(text.data(), text.data() + 2, hour);
    const auto read_minute = std::from_chars(text.data() + 3, text.data() + 5, minute);
    const bool is_read = read_hour.ptr == text.data() + 2 && read_minute.ptr == text.data() + 5;
    if (!is_read || hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    return hour * 60 + minute;
}

// The last microsecond of the minute or day that is named.
Result<std::int64_t> time_of(const std::string& text) {
    const std::size_t parted = text.find_first_of("T ");
    const auto date = base::Date::parse(text.substr(0, parted));
    if (!date) return unexpected(bad_time(text));
    const std::int64_t midnight_us = date->days_since_1970() * kDayUs - kChinaOffsetUs;
    if (parted == std::string::npos) return midnight_us + kDayUs - 1;
    const auto minutes = minutes_of(std::string_view(text).substr(parted + 1));
    if (!minutes) return unexpected(bad_time(text));
    return midnight_us + (*minutes + 1) * kMinuteUs - 1;
}

ExitCode fail(const Diagnostic& diagnostic, Console& console) {
    console.complain(diagnostic);
    return ExitCode::bad_input;
}

void tell(const store::TransferReport& report, std::string_view zh, std::string_view en,
          Console& console) {
    console.line(console.words(
        fmt::format("{}：{} 张表 {} 行，其中数据 {} 个；核对一致，日志核验通过", zh, report.tables,
                    report.rows, report.facts),
        fmt::format("{}: {} tables, {} rows, {} of them facts; compared and the same, the journal "
                    "holds",
                    en, report.tables, report.rows, report.facts)));
    console.line(store::to_string(report.head));
}

ExitCode run_move(const ArchiveArguments& arguments, Console& console) {
    const auto report =
        store::move_database(arguments.from, arguments.to, options_of(arguments, arguments.from));
    if (!report) return fail(report.error(), console);
    tell(*report, "已搬移", "moved", console);
    return ExitCode::ok;
}

ExitCode run_backup(const ArchiveArguments& arguments, Console& console) {
    const auto head =
        store::write_backup(arguments.from, arguments.to, options_of(arguments, arguments.from));
    if (!head) return fail(head.error(), console);
    console.line(console.words("已备份，日志摘要：", "backed up; the head of the journal:"));
    console.line(store::to_string(*head));
    return ExitCode::ok;
}

// What was wrong in the office's own tables when the backup was made keeps nobody from having the
// rest back, but is told.
ExitCode tell_records(const std::string& backup, Console& console) {
    auto connection = store::Connection::open(backup, {.read_only = true});
    if (!connection) return fail(connection.error(), console);
    const auto is_good = audit_records(*connection, console);
    if (!is_good) return fail(is_good.error(), console);
    return *is_good ? ExitCode::ok : ExitCode::findings;
}

ExitCode run_restore(const ArchiveArguments& arguments, Console& console) {
    store::RestoreOptions options{.archive = options_of(arguments, arguments.to)};
    if (!arguments.head.empty()) {
        auto head = store::parse_head(arguments.head);
        if (!head) return fail(head.error(), console);
        options.kept_head = *head;
    }
    if (!arguments.at.empty()) {
        auto at_us = time_of(arguments.at);
        if (!at_us) return fail(at_us.error(), console);
        options.at_us = *at_us;
    }
    const auto report = store::restore_backup(arguments.from, arguments.to, options);
    if (!report) return fail(report.error(), console);
    tell(*report, "已恢复", "restored", console);
    return tell_records(arguments.from, console);
}

}  // namespace

Command move_command() {
    return make_command<ArchiveArguments>(kMoveText, declare_move, run_move);
}

Command backup_command() {
    return make_command<ArchiveArguments>(kBackupText, declare_backup, run_backup);
}

Command restore_command() {
    return make_command<ArchiveArguments>(kRestoreText, declare_restore, run_restore);
}

}  // namespace kc::cli
