// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_template.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/table_marks.hpp"
#include "exchange/table_sample.hpp"
#include "exchange/workbook_text.hpp"
#include "exchange/xlsx_package.hpp"
#include "exchange/xlsx_sample.hpp"

// libxlsxwriter 1.1.4 forgets to free the formula of a list of choices: a few bytes a column.
extern "C" const char* __lsan_default_suppressions();  // NOLINT: the sanitizer's own name
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libxlsxwriter";
}

namespace kc::exchange {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string part_of(const std::string& bytes, const std::string& part) {
    const auto package = XlsxPackage::open(bytes, {});
    if (!package) return package.error().en;
    auto stream = package->stream(part, 1 << 24);
    if (!stream) return stream.error().en;
    std::string content(1 << 20, '\0');
    std::size_t size = 0;
    for (;;) {
        const auto got = stream->read({content.data() + size, content.size() - size});
        if (!got || *got == 0) break;
        size += *got;
    }
    content.resize(size);
    return content;
}

std::vector<std::vector<FieldValue>> filled_row() {
    return {{"甲公司", *base::Decimal::parse("12"), base::Money::yuan(505000),
             *base::Decimal::parse("3.2"), *base::Date::of(2010, 3, 4), true, "A-01", "a"}};
}

TEST(TableTemplate, AFilledTemplateIsReadBackWithoutAWord) {
    for (const Language language : {Language::zh, Language::en, Language::both}) {
        const auto bytes =
            template_bytes(sample_schema(), {.language = language, .prefill = filled_row()});
        ASSERT_TRUE(bytes);

        const ImportedTable table = import_all(*bytes, sample_schema());

        ASSERT_EQ(table.rows.size(), 1U);
        EXPECT_EQ(table.rows[0].values, filled_row()[0]);
        EXPECT_THAT(table.rows[0].findings, IsEmpty());
        EXPECT_EQ(codes(table.report.problems), "W-table-other-sheets");
        EXPECT_THAT(table.report.mapping.unknown, IsEmpty());
    }
}

TEST(TableTemplate, AnEmptyTemplateHasNoRows) {
    const ImportedTable table =
        import_all(template_bytes(sample_schema()).value(), sample_schema());

    EXPECT_THAT(table.rows, IsEmpty());
    EXPECT_TRUE(table.report.is_clean());
}

TEST(TableTemplate, RulesNotesAndRequiredMarksAreThere) {
    const std::string bytes = template_bytes(sample_schema()).value();
    const std::string sheet = part_of(bytes, "xl/worksheets/sheet1.xml");

    EXPECT_THAT(sheet, HasSubstr("<t>企业名称 *</t>"));
    EXPECT_THAT(sheet, HasSubstr("<t>研发经费（万元）</t>"));
    EXPECT_THAT(sheet, HasSubstr("<dataValidations count=\"8\">"));
    EXPECT_THAT(sheet, HasSubstr("<formula1>\"甲县,乙区\"</formula1>"));
    EXPECT_THAT(sheet, HasSubstr("sqref=\"B4:B2003\""));
    EXPECT_THAT(sheet, HasSubstr("state=\"frozen\""));
    EXPECT_THAT(part_of(bytes, "xl/comments1.xml"), HasSubstr("按规上企业研发统计口径"));
    EXPECT_THAT(part_of(bytes, "xl/worksheets/sheet2.xml"), HasSubstr("按规上企业研发统计口径"));
    EXPECT_THAT(part_of(bytes, "xl/workbook.xml"), HasSubstr("name=\"填写说明\""));
}

TEST(TableTemplate, LongListsOfChoicesStandInAHiddenSheet) {
    TableSchema schema = sample_schema();
    schema.columns[7].choices.clear();
    for (int i = 0; i < 300; ++i)
        schema.columns[7].choices.push_back(
            {std::to_string(i), "选项之" + std::to_string(i), {}, {}});
    const std::string bytes = template_bytes(schema).value();

    EXPECT_THAT(part_of(bytes, "xl/worksheets/sheet1.xml"),
                HasSubstr("<formula1>选项!$A$1:$A$300</formula1>"));
    EXPECT_TRUE(read_all(bytes).sheets.at(2).is_hidden);
    EXPECT_EQ(read_all(bytes, 2).rows.size(), 300U);
}

std::string marked(std::string_view bytes, const MarkOptions& options = {}) {
    const TableSchema schema = sample_schema();
    const Result<TableFile> file = TableFile::open(bytes);
    if (!file) return file.error().en;
    const auto written = bytes_of_written_file([&](const auto& path) -> Result<void> {
        const auto report = write_marked_table(path, *file, schema, {}, options);
        if (!report) return unexpected(report.error());
        return {};
    });
    return written ? *written : written.error().en;
}

constexpr std::string_view kTwoBadCells =
    "某表\n企业名称,从业人员,成立日期\n甲,12,2024-05-06\n乙,很多,01/02/"
    "2024\n合计,12,\n丙,\"1,200\",\n";

TEST(TableMarks, EveryCellStaysInItsPlaceAndWrongOnesAreExplained) {
    const std::string bytes = marked(kTwoBadCells);

    EXPECT_EQ(shown(read_all(bytes)),
              "A1=某表 A2=企业名称 B2=从业人员 C2=成立日期 D2=问题（不必删除本列） "
              "A3=甲 B3=number:12 C3=2024-05-06 "
              "A4=乙 B4=很多 C4=01/02/2024 "
              "D4=B4：“很多”是约数；写出确切的数；没有就留空\n"
              "C4：“01/02/2024”可以读成不同的日期；年份写四位放在最前，如 2024-05-06 "
              "A5=合计 B5=number:12 A6=丙 B6=1,200 D6=B6：“1,200”带千分位，按 1200人 读入");
    EXPECT_THAT(part_of(bytes, "xl/comments1.xml"), HasSubstr("“很多”是约数"));
    EXPECT_THAT(shown(read_all(bytes, 1)), HasSubstr("A3=可以读入的行 B3=number:2"));
    EXPECT_THAT(shown(read_all(bytes, 1)), HasSubstr("A4=有错的行 B4=number:1"));
}

TEST(TableMarks, TheMarkedTableCanBeReadAgainWithTheSameFindings) {
    const ImportedTable first = import_all(kTwoBadCells, sample_schema());
    const ImportedTable again =
        import_all(marked(kTwoBadCells), sample_schema(), {.sheet = "数据"});

    ASSERT_EQ(again.rows.size(), first.rows.size());
    for (std::size_t i = 0; i < first.rows.size(); ++i) {
        EXPECT_EQ(again.rows[i].values, first.rows[i].values);
        EXPECT_EQ(again.rows[i].number, first.rows[i].number);
        EXPECT_EQ(again.rows[i].is_valid, first.rows[i].is_valid);
    }
}

TEST(TableMarks, WrongRowsAloneMayBeAskedFor) {
    EXPECT_EQ(read_all(marked(kTwoBadCells, {.only_wrong_rows = true})).rows.size(), 3U);
}

TEST(TableMarks, CommentsHaveALimitButRowsKeepTheirWords) {
    const std::string bytes = marked(kTwoBadCells, {.comments_max = 1});

    EXPECT_THAT(part_of(bytes, "xl/comments1.xml"), Not(HasSubstr("01/02/2024")));
    EXPECT_THAT(shown(read_all(bytes)), HasSubstr("C4：“01/02/2024”"));
}

TEST(TableMarks, ATableWithoutAHeaderIsGivenBackWithItsProblem) {
    EXPECT_THAT(shown(read_all(marked("甲,1\n乙,2\n"), 1)), HasSubstr("没有认出表头"));
}

}  // namespace
}  // namespace kc::exchange
