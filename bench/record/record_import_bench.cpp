// SPDX-License-Identifier: Apache-2.0
// A registry's list in and out of an office: 50,000 rows of twenty columns tried out, imported as
// one command with its report by row, imported again, exported to be edited, and imported changed.
// Wall and processor time, and how far the most memory the process ever held went up.
//
//   record_import_bench [rows]
//
// Each file format has a child process of its own, so that one does not hide the memory of the
// other.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "exchange/table_export.hpp"
#include "firm_list.hpp"
#include "office/list_file.hpp"
#include "office/office_record_export.hpp"
#include "office/office_record_import.hpp"
#include "record/list.hpp"

namespace {

using namespace kc;
using bench::kNumbers;
using bench::kTexts;
using exchange::CellValue;
using exchange::ExportFormat;

std::vector<CellValue> row_of(std::int64_t row) {
    std::vector<CellValue> values = {
        fmt::format("（虚构）第{}号科技有限公司", row), fmt::format("BX{:09}", row),
        std::string(row % 3 == 0 ? "宣州区" : "泾县"),  *base::Date::of_days(15'000 + row % 5'000),
        *base::Decimal::of(row * 31 % 9'999'991, 2),    std::string(row % 2 == 0 ? "是" : "否"),
        std::string(row % 5 == 0 ? "甲类" : "乙类")};
    for (int i = 0; i < kTexts; ++i)
        values.emplace_back(fmt::format("说明{}-{}", i, row * 7 % 999));
    for (int i = 0; i < kNumbers; ++i)
        values.emplace_back(*base::Decimal::of((row + i) * 104'729 % 999'983, 3));
    return values;
}

std::string file_of(ExportFormat format, std::int64_t rows) {
    exchange::ExportSpec spec{.name = "名录"};
    const std::vector<std::string> heads = {"名称",         "代码", "县区", "日期",
                                            "经费（万元）", "在册", "类别"};
    for (const std::string& head : heads) spec.columns.push_back({.form = {.title = head}});
    for (int i = 0; i < kTexts; ++i)
        spec.columns.push_back({.form = {.title = fmt::format("文字{}", i)}});
    for (int i = 0; i < kNumbers; ++i)
        spec.columns.push_back({.form = {.title = fmt::format("数{}", i)}});
    std::int64_t at = 0;
    return *office::list_file(format, std::move(spec),
                              [&](std::vector<CellValue>& row) -> Result<bool> {
                                  if (at == rows) return false;
                                  row = row_of(at++);
                                  return true;
                              });
}

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

long peak_kib() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss;
}

void measure(std::string_view what, const std::function<std::string()>& work) {
    const long before = peak_kib();
    const double cpu = cpu_seconds();
    const auto begin = std::chrono::steady_clock::now();
    const std::string told = work();
    const double wall =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    fmt::print("{:<34} {:>7.2f} s wall {:>7.2f} s processor {:>6.1f} MiB more  {}\n", what, wall,
               cpu_seconds() - cpu, static_cast<double>(peak_kib() - before) / 1024, told);
    std::fflush(stdout);
}

access::Actor somebody() {
    access::Standing standing;
    standing.book = access::RoleBook::shipped();
    standing.city = {"341800", "341802", "341823"};
    standing.holdings.push_back(
        {.role = standing.book->find("role.business_administrator"), .units = {"341800"}});
    access::Actor actor{.name = "bench"};
    actor.standing = std::make_shared<access::Standing>(std::move(standing));
    return actor;
}

std::string import_file(office::Office& office, const std::string& bytes, bool dry_run,
                        bool submit = false) {
    auto report = office::import_records(office, {somebody(), ""}, "bench.firm", bytes,
                                         {.dry_run = dry_run, .submit = submit});
    if (!report) {
        fmt::print(stderr, "{}\n", to_string(report.error(), Language::en));
        std::exit(1);
    }
    const auto& c = report->counts;
    return fmt::format("{} new, {} changed, {} same, {} in conflict, {} wrong{}", c.create,
                       c.update, c.same, c.conflict, c.wrong,
                       report->is_repeated ? ", repeated" : "");
}

std::string export_file(office::Office& office, ExportFormat format, bool is_to_edit) {
    const access::Actor actor = somebody();
    auto desk = office::RecordDesk::open(office, actor, access::Verb::take_out);
    const auto file =
        office::export_records(*desk, **desk->require("bench.firm"),
                               {.format = format, .who = "bench", .is_to_edit = is_to_edit});
    return (*file)->bytes();
}

// Every row gets another first text.
std::string changed(std::string csv) {
    constexpr std::string_view kOld = "说明0-";
    for (std::size_t at = csv.find(kOld); at != std::string::npos; at = csv.find(kOld, at + 1))
        csv.replace(at, kOld.size(), "改过0-");
    return csv;
}

void run(ExportFormat format, std::int64_t rows) {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / fmt::format("kc-import-bench-{}", ::getpid());
    bench::write_firm_pack(folder / "pack");
    {
        auto office = office::Office::open(
            {.pack_folder = (folder / "pack").string(), .database = (folder / "o.db").string()});
        if (!office) {
            fmt::print(stderr, "{}\n", to_string(office.error(), Language::en));
            std::exit(1);
        }
        const std::string bytes = file_of(format, rows);
        fmt::print("{}, {} rows x {} columns, {:.1f} MiB\n", office::suffix_of(format), rows,
                   bench::kColumns, static_cast<double>(bytes.size()) / (1 << 20));
        measure("tried out", [&] { return import_file(**office, bytes, true); });
        measure("imported", [&] { return import_file(**office, bytes, false); });
        measure("imported again", [&] { return import_file(**office, bytes, false); });
        measure("handed in by the same file",
                [&] { return import_file(**office, bytes, false, true); });
        std::string out;
        measure("exported to edit", [&] {
            out = export_file(**office, format, true);
            return fmt::format("{:.1f} MiB", static_cast<double>(out.size()) / (1 << 20));
        });
        measure("tried out unchanged", [&] { return import_file(**office, out, true); });
        if (format == ExportFormat::csv) {
            const std::string edited = changed(out);
            measure("imported changed", [&] { return import_file(**office, edited, false); });
        }
        measure("exported", [&] {
            return fmt::format(
                "{:.1f} MiB",
                static_cast<double>(export_file(**office, format, false).size()) / (1 << 20));
        });
    }
    std::filesystem::remove_all(folder);
}

}  // namespace

int main(int argc, char** argv) {
    std::int64_t rows = 50'000;
    if (argc > 1) {
        const std::string_view text = argv[1];
        std::from_chars(text.data(), text.data() + text.size(), rows);
    }
    for (const ExportFormat format : {ExportFormat::csv, ExportFormat::xlsx}) {
        const pid_t child = ::fork();
        if (child == 0) {
            run(format, rows);
            return 0;
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        if (status != 0) return 1;
    }
    return 0;
}
