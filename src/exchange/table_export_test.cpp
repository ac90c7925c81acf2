// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_export.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "exchange/workbook_text.hpp"
#include "exchange/xlsx_sample.hpp"

namespace kc::exchange {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

CellValue number(const char* text) {
    return *base::Decimal::parse(text);
}

std::string exported(ExportFormat format, const std::vector<std::vector<CellValue>>& rows,
                     ExportSpec spec = {}) {
    spec.name = "名单";
    if (spec.columns.empty()) {
        for (std::size_t i = 0; i < rows.at(0).size(); ++i)
            spec.columns.push_back({"c" + std::to_string(i), {.title = "列" + std::to_string(i)}});
    }
    const auto bytes =
        bytes_of_written_file([&](const std::filesystem::path& path) -> Result<void> {
            Result<TableExport> out = TableExport::create(path, format, spec);
            if (!out) return unexpected(out.error());
            for (const auto& row : rows) {
                if (auto done = out->add_row(row); !done) return done;
            }
            return out->finish();
        });
    return bytes ? *bytes : bytes.error().en;
}

const std::vector<std::vector<CellValue>> kRows = {
    {"甲,公司", number("12.5"), *base::Date::of(2024, 5, 6), true, CellValue{}},
    {"“乙”\n\"公司\"", number("-3"), *base::Date::of(1899, 1, 1), false, "=1+1"}};

TEST(TableExport, AWorkbookIsReadBackAsItWasWritten) {
    EXPECT_EQ(shown(read_all(exported(ExportFormat::xlsx, kRows))),
              "A1=列0 B1=列1 C1=列2 D1=列3 E1=列4 "
              "A2=甲,公司 B2=number:12.5 C2=date:2024-05-06 D2=是 "
              "A3=“乙”\n\"公司\" B3=number:-3 C3=1899-01-01 D3=否 E3==1+1");
}

TEST(TableExport, CsvIsReadBackAsItWasWritten) {
    const std::string csv = exported(ExportFormat::csv, kRows);

    EXPECT_THAT(csv, HasSubstr(",'=1+1\r\n"));
    EXPECT_THAT(csv, HasSubstr(",-3,"));
    EXPECT_EQ(shown(read_all(csv)),
              "A1=列0 B1=列1 C1=列2 D1=列3 E1=列4 "
              "A2=甲,公司 B2=12.5 C2=2024-05-06 D2=是 "
              "A3=“乙”\n\"公司\" B3=-3 C3=1899-01-01 D3=否 E3==1+1");
}

TEST(TableExport, JsonKeepsTypesAndMissingIsNull) {
    EXPECT_THAT(exported(ExportFormat::json, kRows),
                HasSubstr("\"rows\":[\n{\"c0\":\"甲,公司\",\"c1\":12.5,\"c2\":\"2024-05-06\","
                          "\"c3\":true,\"c4\":null},\n{\"c0\":\"“乙”\\n\\\"公司\\\"\",\"c1\":-3,"
                          "\"c2\":\"1899-01-01\",\"c3\":false,\"c4\":\"=1+1\"}\n]}\n"));
}

TEST(TableExport, EveryFormulaStartIsGuardedInCsv) {
    for (const char* text : {"=1", "+86 138", "-x", "@a", "\tb", "\rc", "＝1", "＋1", "－1", "＠1"})
        EXPECT_THAT(csv_field(CellValue(text)), HasSubstr("'")) << text;
    EXPECT_EQ(csv_field(CellValue("-5")), "-5");
    EXPECT_EQ(csv_field(number("-5")), "-5");
    EXPECT_EQ(csv_field(CellValue("a=b")), "a=b");
}

TEST(TableExport, FrozenFiguresComeWithTheirSources) {
    ExportSpec spec{
        .remarks = {{"筛选条件", "甲县"}},
        .figures = {{"高新技术企业", number("850"), "家", "名单第3号", "2024-12-31", "abc123"}}};
    const std::string bytes = exported(ExportFormat::xlsx, kRows, spec);

    EXPECT_EQ(read_all(bytes).sheets.size(), 2U);
    EXPECT_EQ(shown(read_all(bytes, 1)),
              "A1=筛选条件 B1=甲县 A3=数字 B3=数值 C3=单位 D3=来源 E3=截至 F3=凭据 "
              "A4=高新技术企业 B4=number:850 C4=家 D4=名单第3号 E4=2024-12-31 F4=abc123");
    EXPECT_THAT(exported(ExportFormat::json, kRows, spec),
                HasSubstr("{\"name\":\"高新技术企业\",\"value\":850,\"unit\":\"家\""));
}

TEST(TableExport, AnUnfinishedExportIsNotThere) {
    const auto path = std::filesystem::temp_directory_path() / "kc-export-unfinished.csv";
    std::filesystem::remove(path);
    {
        auto out = TableExport::create(path, ExportFormat::csv, {.columns = {{}}});
        ASSERT_TRUE(out);
    }
    EXPECT_FALSE(std::filesystem::exists(path));
    EXPECT_FALSE(std::filesystem::exists(path.string() + ".part"));
}

TEST(TableExport, AFolderThatIsNotThereIsOneClearError) {
    const auto out = TableExport::create("/nowhere/at/all.csv", ExportFormat::csv, {});

    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().code, "E-export-write");
}

TEST(TableExport, MoreRowsThanASheetHoldsGoOnInTheNext) {
    // Goal: the border between two sheets, with rows that cost nothing.
    ExportSpec spec{.columns = {{"a", {.title = "甲"}}}};
    std::vector<std::vector<CellValue>> rows(kWorkbookRowsMax - 1, {CellValue{}});
    rows.push_back({CellValue("后一张")});

    const std::string bytes = exported(ExportFormat::xlsx, rows, spec);

    EXPECT_EQ(shown(read_all(bytes, 0)), "A1=甲");
    EXPECT_EQ(shown(read_all(bytes, 1)), "A1=甲 A2=后一张");
}

// Texts with a taste for the signs that matter, the same ones in each run.
class AnyTexts {
public:
    explicit AnyTexts(std::uint32_t seed) : random_(seed) {}

    std::string text() {
        constexpr std::string_view kSigns = "=+-@'\",;\t\r\n 0a1._x&<>";
        std::string out;
        for (std::size_t left = random_() % 9; left > 0; --left)
            out += kSigns[random_() % kSigns.size()];
        return out;
    }

    base::Decimal number() {
        const auto value = static_cast<std::int64_t>((std::uint64_t{random_()} << 32 | random_()) %
                                                     2'000'000'000'000'000);
        const auto scale = static_cast<int>(random_() % 9);
        return *base::Decimal::of(value % 1'000'000'000'000'000 - value / 2, scale);
    }

private:
    std::mt19937 random_;
};

TEST(TableExport, AnyTextComesBackFromCsv) {
    AnyTexts any(1);
    std::vector<std::vector<CellValue>> rows;
    for (int i = 0; i < 2'000; ++i) rows.push_back({CellValue("k"), CellValue(any.text())});

    const ReadTable table = read_all(exported(ExportFormat::csv, rows));

    ASSERT_EQ(table.failure, "");
    ASSERT_EQ(table.rows.size(), rows.size() + 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const SheetCell* cell = table.rows[i + 1].find(2);
        EXPECT_EQ(cell == nullptr ? std::string{} : cell->text, std::get<std::string>(rows[i][1]));
    }
}

TEST(TableExport, AnyTextAndNumberComeBackFromAWorkbook) {
    AnyTexts any(2);
    std::vector<std::vector<CellValue>> rows;
    for (int i = 0; i < 2'000; ++i)
        rows.push_back({CellValue(any.text()), CellValue(any.number())});

    const ReadTable table = read_all(exported(ExportFormat::xlsx, rows));

    ASSERT_EQ(table.failure, "");
    ASSERT_EQ(table.rows.size(), rows.size() + 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const SheetCell* cell = table.rows[i + 1].find(1);
        EXPECT_EQ(cell == nullptr ? std::string{} : cell->text, std::get<std::string>(rows[i][0]));
        EXPECT_EQ(*table.rows[i + 1].find(2)->number, std::get<base::Decimal>(rows[i][1]));
    }
}

}  // namespace
}  // namespace kc::exchange
