// SPDX-License-Identifier: Apache-2.0
// A million values in with their report, a million rows of twenty columns out: wall time, processor
// time, and how far the most memory the process ever held went up.
//
//   exchange_table_bench [rows out]        1,000,000 rows unless told; the rows in are a twentieth
//
// Each case runs in a child of its own, so that one does not hide the memory of another.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "base/check.hpp"
#include "exchange/table_export.hpp"
#include "exchange/table_import.hpp"
#include "exchange/table_marks.hpp"

namespace {

using namespace kc;
using namespace kc::exchange;
using base::Decimal;

constexpr std::size_t kColumns = 20;

TableSchema wide_schema() {
    TableSchema schema{.key = "wide", .zh = "宽表", .en = "Wide table"};
    schema.columns.push_back(
        {.key = "name", .zh = "名称", .en = "Name", .required = true, .unique = true});
    schema.columns.push_back({.key = "date", .zh = "日期", .en = "Date", .type = ColumnType::date});
    schema.columns.push_back({.key = "county",
                              .zh = "县区",
                              .en = "County",
                              .type = ColumnType::choice,
                              .choices = {{"a", "甲县", "A", {}}, {"b", "乙区", "B", {}}}});
    schema.columns.push_back(
        {.key = "cost", .zh = "经费", .en = "Cost", .type = ColumnType::money, .unit = "万元"});
    for (std::size_t i = schema.columns.size(); i < kColumns; ++i) {
        schema.columns.push_back({.key = fmt::format("n{}", i),
                                  .zh = fmt::format("数{}", i),
                                  .en = fmt::format("Number {}", i),
                                  .type = ColumnType::number,
                                  .min = Decimal(0)});
    }
    return schema;
}

// Every row differs, so that neither packing nor shared texts make it easy.
std::vector<CellValue> row_of(std::size_t row, bool with_faults) {
    std::vector<CellValue> values;
    values.emplace_back(fmt::format("企业第{}号科技有限公司", row * 7'919 % 100'000'007));
    values.emplace_back(*base::Date::of_days(15'000 + static_cast<std::int64_t>(row % 5'000)));
    values.emplace_back(row % 3 == 0 ? "甲县" : "乙区");
    values.emplace_back(*Decimal::of(static_cast<std::int64_t>(row * 31 % 9'999'991), 2));
    for (std::size_t i = values.size(); i < kColumns; ++i) {
        // One row in fifty has a number as text, one in five hundred a wrong one.
        if (with_faults && i == 7 && row % 500 == 0) {
            values.emplace_back("约五十");
        } else if (with_faults && i == 7 && row % 50 == 0) {
            values.emplace_back("1,234");
        } else {
            values.emplace_back(
                *Decimal::of(static_cast<std::int64_t>((row + i) * 104'729 % 999'983), 3));
        }
    }
    return values;
}

void write(const std::filesystem::path& path, ExportFormat format, std::size_t rows,
           bool with_faults) {
    ExportSpec spec{.name = "宽表"};
    for (const ColumnSchema& column : wide_schema().columns)
        spec.columns.push_back({column.key, {.title = header_text(column)}});
    Result<TableExport> out = TableExport::create(path, format, spec);
    KC_CHECK(out.has_value());
    for (std::size_t row = 0; row < rows; ++row)
        KC_CHECK(out->add_row(row_of(row, with_faults)).has_value());
    KC_CHECK(out->finish().has_value());
}

std::string read_bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void read(const std::filesystem::path& path, std::size_t rows) {
    const std::string bytes = read_bytes(path);
    const TableSchema schema = wide_schema();
    const Result<TableFile> file = TableFile::open(bytes);
    KC_CHECK(file.has_value());
    Result<TableImport> import = TableImport::open(*file, schema);
    KC_CHECK(import.has_value());
    TypedRow row;
    std::size_t values = 0;
    while (import->next(row).value()) values += row.values.size();
    KC_CHECK(values == rows * kColumns);
    KC_CHECK(import->report().rows_wrong == (rows + 499) / 500);
}

void mark(const std::filesystem::path& path, const std::filesystem::path& to) {
    const std::string bytes = read_bytes(path);
    const TableSchema schema = wide_schema();
    const Result<TableFile> file = TableFile::open(bytes);
    KC_CHECK(file.has_value());
    KC_CHECK(write_marked_table(to, *file, schema, {}).has_value());
}

double seconds_of(const timeval& time_of_day) {
    return static_cast<double>(time_of_day.tv_sec) + static_cast<double>(time_of_day.tv_usec) / 1e6;
}

void measure(const std::string& name, const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    std::fflush(stdout);  // or the child would print it once more
    const pid_t child = ::fork();
    KC_CHECK(child >= 0);
    if (child == 0) {
        rusage before{};
        ::getrusage(RUSAGE_SELF, &before);
        work();
        rusage after{};
        ::getrusage(RUSAGE_SELF, &after);
        fmt::print("{:<28} {:7.2f} s processor {:8.1f} MiB more memory", name,
                   seconds_of(after.ru_utime) + seconds_of(after.ru_stime),
                   static_cast<double>(after.ru_maxrss - before.ru_maxrss) / 1024);
        std::fflush(stdout);
        ::_exit(0);
    }
    int status = 0;
    KC_CHECK(::waitpid(child, &status, 0) == child && status == 0);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    fmt::print(" {:7.2f} s wall\n", wall.count());
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t rows = 1'000'000;
    if (argc > 1) {
        const std::string_view text = argv[1];
        std::from_chars(text.data(), text.data() + text.size(), rows);
    }
    const std::size_t rows_in = std::max<std::size_t>(rows / kColumns, 1);
    std::string folder = (std::filesystem::temp_directory_path() / "kc-table-XXXXXX").string();
    KC_CHECK(::mkdtemp(folder.data()) != nullptr);
    const std::filesystem::path in = folder;
    const auto in_xlsx = in / "in.xlsx";
    const auto in_csv = in / "in.csv";
    fmt::print("{} rows of {} columns out, {} values in\n", rows, kColumns, rows_in * kColumns);
    measure("make in.xlsx", [&] { write(in_xlsx, ExportFormat::xlsx, rows_in, true); });
    measure("make in.csv", [&] { write(in_csv, ExportFormat::csv, rows_in, true); });
    measure("values in, xlsx", [&] { read(in_xlsx, rows_in); });
    measure("values in, csv", [&] { read(in_csv, rows_in); });
    measure("marked table of in.xlsx", [&] { mark(in_xlsx, in / "marked.xlsx"); });
    measure("rows out, xlsx", [&] { write(in / "o.xlsx", ExportFormat::xlsx, rows, false); });
    measure("rows out, csv", [&] { write(in / "o.csv", ExportFormat::csv, rows, false); });
    measure("rows out, json", [&] { write(in / "o.json", ExportFormat::json, rows, false); });
    std::filesystem::remove_all(in);
    return 0;
}
