// SPDX-License-Identifier: Apache-2.0
#include "exchange/workbook.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <filesystem>
#include <fstream>

#include "exchange/workbook_text.hpp"

namespace kc::exchange {
namespace {

using base::Date;
using base::Decimal;
using ::testing::HasSubstr;
using ::testing::Not;

Decimal decimal(const char* text) {
    return *Decimal::parse(text);
}

std::string part_of(const std::string& bytes, const char* name) {
    zip_error_t error;
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (zip == nullptr) return "no zip";
    std::string content;
    if (zip_file_t* file = zip_fopen(zip, name, 0); file != nullptr) {
        char piece[4096];
        for (zip_int64_t got = 0; (got = zip_fread(file, piece, sizeof piece)) > 0;)
            content.append(piece, static_cast<std::size_t>(got));
        zip_fclose(file);
    }
    zip_discard(zip);
    return content;
}

std::string first_sheet(const std::vector<std::vector<CellValue>>& rows) {
    const WorkbookSheet sheet{.name = "表", .columns = {{.title = "甲"}}, .rows = rows};
    const auto bytes = workbook_bytes({&sheet, 1});
    return bytes ? part_of(*bytes, "xl/worksheets/sheet1.xml") : bytes.error().en;
}

TEST(Workbook, NumbersStayExactUpToFifteenDigitsAndBecomeTextBeyond) {
    const std::string xml = first_sheet({{decimal("2.6")}, {decimal("123456789012345.67")}});

    EXPECT_THAT(xml, HasSubstr("<v>2.6</v>"));
    EXPECT_THAT(xml, HasSubstr("<t>123456789012345.67</t>"));
}

TEST(Workbook, AMissingValueIsNoCell) {
    EXPECT_THAT(first_sheet({{CellValue{}}}), Not(HasSubstr("r=\"A2\"")));
}

TEST(Workbook, NothingIsEverAFormula) {
    const std::string xml = first_sheet({{"=1+1"}, {"+1"}, {"-cmd|x"}, {"@SUM(A1)"}, {"\t=1"}});

    EXPECT_THAT(xml, Not(HasSubstr("<f>")));
    EXPECT_THAT(xml, HasSubstr("<t>=1+1</t>"));
}

TEST(Workbook, EqualRowsGiveEqualBytes) {
    const WorkbookSheet sheet{.name = "表", .columns = {{.title = "甲"}}, .rows = {{"乙"}}};

    EXPECT_EQ(workbook_bytes({&sheet, 1}).value(), workbook_bytes({&sheet, 1}).value());
}

TEST(Workbook, AFileThatIsNotFinishedIsNotThere) {
    const auto path = std::filesystem::temp_directory_path() / "kc-workbook-unfinished.xlsx";
    std::filesystem::remove(path);
    {
        auto writer = WorkbookWriter::create(path);
        ASSERT_TRUE(writer);
        writer->begin_sheet("表", {});
        const std::vector<CellValue> row = {CellValue{"甲"}};
        ASSERT_TRUE(writer->add_row(row));
    }
    EXPECT_FALSE(std::filesystem::exists(path));
    EXPECT_FALSE(std::filesystem::exists(path.string() + ".part"));
}

TEST(Workbook, AFolderThatIsNotThereIsOneClearError) {
    const WorkbookSheet sheet{.name = "表"};

    const auto done = write_workbook("/nowhere/at/all.xlsx", {&sheet, 1});

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, "E-workbook-write");
}

TEST(Workbook, OneRowTooManyIsRefused) {
    auto writer =
        WorkbookWriter::create(std::filesystem::temp_directory_path() / "kc-workbook-rows.xlsx");
    ASSERT_TRUE(writer);
    writer->begin_sheet("表", {});
    for (std::size_t i = 0; i < kWorkbookRowsMax; ++i) writer->skip_row();

    const auto done = writer->add_row(std::vector<CellValue>{CellValue{"甲"}});

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, "E-workbook-rows");
}

TEST(WorkbookText, SheetNamesAreMadeLegalAndToldApart) {
    std::set<std::string> taken;

    EXPECT_EQ(legal_sheet_name("高企/中小:企业", taken), "高企_中小_企业");
    EXPECT_EQ(legal_sheet_name("Sheet", taken), "Sheet");
    EXPECT_EQ(legal_sheet_name("SHEET", taken), "SHEET (2)");
    EXPECT_EQ(legal_sheet_name("", taken), "Sheet (3)");
    EXPECT_EQ(legal_sheet_name(std::string(40, 'a'), taken), std::string(31, 'a'));
    EXPECT_EQ(legal_sheet_name(std::string(40, 'a'), taken), std::string(27, 'a') + " (2)");
}

TEST(WorkbookText, ATextTooLongForACellIsCutAndSaysSo) {
    bool was_cut = false;

    EXPECT_EQ(workbook_text("一二三", 3, was_cut), "一二三");
    EXPECT_FALSE(was_cut);
    EXPECT_EQ(workbook_text("一二三四", 3, was_cut), "一二…");
    EXPECT_TRUE(was_cut);
}

}  // namespace
}  // namespace kc::exchange
