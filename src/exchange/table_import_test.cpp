// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_import.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/table_sample.hpp"
#include "exchange/xlsx_sample.hpp"

namespace kc::exchange {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// One column of the sample schema beside the name, over CSV: its value and the codes found.
std::string csv_field(const std::string& header, const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    const ImportedTable table =
        import_all("企业名称," + header + "\n甲," + quoted + "\"\n", sample_schema());
    if (!table.failure.empty()) return table.failure;
    if (table.rows.size() != 1) return codes(table.report.problems);
    std::string values = shown(table.rows[0]);
    std::erase(values, '|');
    const std::string found = codes(table.rows[0].findings);
    return values.substr(std::string("甲").size()) + (found.empty() ? "" : " " + found);
}

TEST(TableImport, ACleanTableGivesItsValuesAndNoFindings) {
    const ImportedTable table = import_all(
        "企业名称,从业人员（人）,研发经费（万元）,研发占比（%）,成立日期,是否高企,编号,县区\n"
        "甲公司,120,50.5,3.2,2010-03-04,是,A-01,甲县\n"
        "乙公司,,,,,,,\n",
        sample_schema());

    ASSERT_EQ(table.failure, "");
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(shown(table.rows[0]), "甲公司|120|505,000.00元|3.2|2010-03-04|是|A-01|a");
    EXPECT_EQ(shown(table.rows[1]), "乙公司|||||||");
    EXPECT_THAT(table.report.findings, IsEmpty());
    EXPECT_TRUE(table.report.is_clean());
    EXPECT_EQ(table.report.rows_valid, 2U);
}

TEST(TableImport, NumbersAsPeopleTypeThemAreUnderstoodAndNamed) {
    EXPECT_EQ(csv_field("从业人员", "120"), "120");
    EXPECT_EQ(csv_field("从业人员", " １２０ "), "120 W-cell-full-width");
    EXPECT_EQ(csv_field("从业人员", "1,200"), "1200 W-cell-grouped");
    EXPECT_EQ(csv_field("从业人员", "1 200"), "1200 W-cell-grouped");
    EXPECT_EQ(csv_field("从业人员", "三百"), "300 W-cell-chinese-numeral");
    EXPECT_EQ(csv_field("从业人员", "1.2E3"), "1200 W-cell-scientific");
    EXPECT_EQ(csv_field("从业人员", "1.2万人"), "12000 W-cell-unit");
    EXPECT_EQ(csv_field("从业人员（万人）", "1.2"), "12000");
    EXPECT_EQ(csv_field("研发经费（亿元）", "1.2"), "120,000,000.00元");
    EXPECT_EQ(csv_field("研发经费（元）", "0.01"), "0.01元");
    EXPECT_EQ(csv_field("研发经费（万元）", "50万元"), "500,000.00元 W-cell-unit");
    EXPECT_EQ(csv_field("研发占比", "58%"), "58 W-cell-unit");
}

TEST(TableImport, NumbersThatAreNoneAreNamedNotGuessed) {
    EXPECT_EQ(csv_field("从业人员", "很多人"), " E-cell-about");
    EXPECT_EQ(csv_field("从业人员", "约50"), " E-cell-about");
    EXPECT_EQ(csv_field("从业人员", "50左右"), " E-cell-about");
    EXPECT_EQ(csv_field("从业人员", "≥50"), " E-cell-bound");
    EXPECT_EQ(csv_field("从业人员", "50以上"), " E-cell-bound");
    EXPECT_EQ(csv_field("从业人员", "50-60"), " E-cell-range-text");
    EXPECT_EQ(csv_field("从业人员", "(50)"), " E-cell-brackets");
    EXPECT_EQ(csv_field("从业人员", "1,23"), " E-cell-groups");
    EXPECT_EQ(csv_field("从业人员", "1.5"), " E-cell-whole");
    EXPECT_EQ(csv_field("从业人员", "-1"), " E-cell-range");
    EXPECT_EQ(csv_field("从业人员", "100001"), " E-cell-range");
    EXPECT_EQ(csv_field("从业人员", "100000"), "100000");
    EXPECT_EQ(csv_field("从业人员", "1234567890123456789"), " E-cell-digits");
    EXPECT_EQ(csv_field("从业人员", "3家"), " E-cell-unit");
    EXPECT_EQ(csv_field("从业人员", "abc"), " E-cell-number");
    EXPECT_EQ(csv_field("研发经费（元）", "0.001"), " E-cell-money");
    EXPECT_EQ(csv_field("研发占比", "0.58"), " E-cell-percent");
    EXPECT_EQ(csv_field("研发占比（%）", "0.58"), "0.58");
    EXPECT_EQ(csv_field("研发占比", "0"), "0");
}

TEST(TableImport, MissingIsNotZero) {
    EXPECT_EQ(csv_field("从业人员", ""), "");
    EXPECT_EQ(csv_field("从业人员", "  "), "");
    EXPECT_EQ(csv_field("从业人员", "—"), " W-cell-placeholder");
    EXPECT_EQ(csv_field("从业人员", "/"), " W-cell-placeholder");
    EXPECT_EQ(csv_field("从业人员", "暂无"), " W-cell-placeholder");
    EXPECT_EQ(csv_field("从业人员", "N/A"), " W-cell-placeholder");
    EXPECT_EQ(csv_field("从业人员", "***"), " W-cell-placeholder");
    EXPECT_EQ(csv_field("从业人员", "0"), "0");
}

TEST(TableImport, DatesInTheFormsPeopleUse) {
    for (const char* text : {"2024-05-06", "2024-5-6", "2024/5/6", "2024.5.6", "2024年5月6日",
                             "20240506", "二〇二四年五月六日"}) {
        EXPECT_EQ(csv_field("成立日期", text), "2024-05-06") << text;
    }
    EXPECT_EQ(csv_field("成立日期", "２０２４．５．６"), "2024-05-06 W-cell-full-width");
    EXPECT_EQ(csv_field("成立日期", "45418"), "2024-05-06 W-cell-date-as-number");
    EXPECT_EQ(csv_field("成立日期", "2024-05-06 12:30:00"), "2024-05-06 W-cell-time-dropped");
    EXPECT_EQ(csv_field("成立日期", "13/02/2024"), "2024-02-13 W-cell-date-order");
}

TEST(TableImport, DatesThatMayMeanTwoDaysAreErrors) {
    EXPECT_EQ(csv_field("成立日期", "01/02/2024"), " E-cell-date-ambiguous");
    EXPECT_EQ(csv_field("成立日期", "24.5.6"), " E-cell-date-ambiguous");
    EXPECT_EQ(csv_field("成立日期", "5/6/24"), " E-cell-date-ambiguous");
    EXPECT_EQ(csv_field("成立日期", "2024年5月"), " E-cell-date-part");
    EXPECT_EQ(csv_field("成立日期", "2024.05"), " E-cell-date-part");
    EXPECT_EQ(csv_field("成立日期", "2024"), " E-cell-date-part");
    EXPECT_EQ(csv_field("成立日期", "5月6日"), " E-cell-date-part");
    EXPECT_EQ(csv_field("成立日期", "202405"), " E-cell-date-part");
    EXPECT_EQ(csv_field("成立日期", "2024-02-30"), " E-cell-date");
    EXPECT_EQ(csv_field("成立日期", "近期"), " E-cell-date");
    EXPECT_EQ(csv_field("成立日期", "1949-12-31"), " E-cell-range");
    EXPECT_EQ(csv_field("成立日期", "1950-01-01"), "1950-01-01");
    EXPECT_EQ(csv_field("成立日期", "2031-01-01"), " E-cell-range");
}

TEST(TableImport, WordsOfYesNoCodesAndChoices) {
    EXPECT_EQ(csv_field("是否高企", "是"), "是");
    EXPECT_EQ(csv_field("是否高企", "√"), "是");
    EXPECT_EQ(csv_field("是否高企", "无"), "否");
    EXPECT_EQ(csv_field("是否高企", "N"), "否");
    EXPECT_EQ(csv_field("是否高企", "—"), " W-cell-placeholder");
    EXPECT_EQ(csv_field("是否高企", "也许"), " E-cell-yes-no");
    EXPECT_EQ(csv_field("编号", "Ａ０１"), "A01 W-cell-full-width");
    EXPECT_EQ(csv_field("编号", "A 01"), " E-cell-code");
    EXPECT_EQ(csv_field("编号", "9.13E+17"), " E-cell-digits-lost");
    EXPECT_EQ(csv_field("编号", "0012"), "0012");
    EXPECT_EQ(csv_field("县区", "乙区"), "b");
    EXPECT_EQ(csv_field("县区", "甲"), "a");
    EXPECT_EQ(csv_field("县区", "district b"), "b");
    EXPECT_EQ(csv_field("县区", "丙市"), " E-cell-choice");
}

TEST(TableImport, AWrongChoiceNamesTheOneThatWasMeant) {
    const ImportedTable table = import_all("企业名称,县区\n甲,乙区县\n", sample_schema());

    ASSERT_EQ(table.rows.at(0).findings.size(), 1U);
    EXPECT_EQ(to_string(to_diagnostic(table.rows[0].findings[0], "名单"), Language::zh),
              "工作表“名单”B2：“乙区县”不在选项里（是不是“乙区”？） [E-cell-choice]");
    EXPECT_EQ(to_string(to_diagnostic(table.rows[0].findings[0], ""), Language::en),
              "B2: '乙区县' is none of the choices (did you mean '乙区'?) [E-cell-choice]");
}

TEST(TableImport, RequiredUniqueAndLengthAreChecked) {
    const ImportedTable table = import_all(
        "企业名称,从业人员\n,5\n甲,1\n甲,2\n" + std::string(63, 'x') + ",3\n", sample_schema());

    ASSERT_EQ(table.rows.size(), 4U);
    EXPECT_EQ(codes(table.rows[0].findings), "E-cell-required");
    EXPECT_EQ(codes(table.rows[1].findings), "");
    EXPECT_EQ(codes(table.rows[2].findings), "E-cell-duplicate");
    EXPECT_EQ(table.rows[2].findings[0].zh, "“甲”与第3行重复");
    EXPECT_EQ(codes(table.rows[3].findings), "E-cell-length");
    EXPECT_EQ(table.report.rows_valid, 1U);
    EXPECT_EQ(table.report.rows_wrong, 3U);
    EXPECT_FALSE(table.report.is_clean());
}

TEST(TableImport, ColumnsMayBeUniqueTogether) {
    TableSchema schema = sample_schema();
    schema.columns[0].unique = false;
    schema.unique_together = {{"name", "county"}};

    const ImportedTable table =
        import_all("企业名称,县区\n甲,甲县\n甲,乙区\n甲,\n甲,\n甲,甲县\n", schema);

    ASSERT_EQ(table.rows.size(), 5U);
    EXPECT_TRUE(table.rows[1].is_valid);
    EXPECT_TRUE(table.rows[3].is_valid);
    EXPECT_EQ(codes(table.rows[4].findings), "E-cell-duplicate");
    EXPECT_EQ(table.rows[4].findings[0].zh, "“甲、甲县”与第2行重复");
}

TEST(TableImport, TotalsRemarksAndSignaturesAreNamedAndLeftOut) {
    const ImportedTable table = import_all(
        "企业名称,从业人员\n甲,1\n小 计,1\n乙,2\n合计,3\n注：按年末人数\n填表人：某某,日期：\n , "
        "\n",
        sample_schema());

    EXPECT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.report.rows_skipped, 4U);
    EXPECT_EQ(codes(table.report.findings), "W-row-total W-row-total W-row-remark W-row-remark");
    EXPECT_TRUE(table.report.is_clean());
}

TEST(TableImport, CellsOfAWorkbookKeepTheirTraps) {
    const XlsxSample sample = {
        .sheets = {"<row r=\"1\"><c t=\"inlineStr\"><is><t>企业名称</t></is></c>"
                   "<c t=\"inlineStr\"><is><t>从业人员</t></is></c>"
                   "<c t=\"inlineStr\"><is><t>编号</t></is></c>"
                   "<c t=\"inlineStr\"><is><t>研发占比</t></is></c>"
                   "<c t=\"inlineStr\"><is><t>成立日期</t></is></c></row>"
                   "<row r=\"2\"><c t=\"inlineStr\"><is><t>甲</t></is></c>"
                   "<c t=\"inlineStr\"><is><t>12</t></is></c><c><v>42</v></c>"
                   "<c s=\"1\"><v>0.58</v></c><c><v>45418</v></c></row>"
                   "<row r=\"3\" hidden=\"1\"><c t=\"inlineStr\"><is><t>乙</t></is></c>"
                   "<c s=\"2\"><v>45418</v></c><c><v>913010219900101123</v></c>"
                   "<c t=\"e\"><v>#DIV/0!</v></c><c s=\"2\"><v>45418.75</v></c></row>"
                   "<row r=\"4\"><c t=\"inlineStr\"><is><t>丙</t></is></c><c><f>SUM(A1)</f></c>"
                   "<c t=\"b\"><v>1</v></c><c><v>0.6</v></c><c><v>2024.1</v></c></row>"
                   "<row r=\"5\"><c t=\"inlineStr\"><is><t>丁</t></is></c><c s=\"1\"><v>0.5</v></c>"
                   "</row>"},
        .styles =
            "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/><xf numFmtId=\"14\"/>"
            "</cellXfs>"};

    const ImportedTable table = import_all(make_xlsx(sample), sample_schema());

    ASSERT_EQ(table.failure, "");
    ASSERT_EQ(table.rows.size(), 4U);
    EXPECT_EQ(shown(table.rows[0]), "甲|12||58|2024-05-06||42|");
    EXPECT_EQ(codes(table.rows[0].findings),
              "W-cell-number-as-text W-cell-code-as-number W-cell-date-as-number");
    EXPECT_EQ(codes(table.rows[1].findings),
              "W-row-hidden E-cell-type E-cell-digits-lost E-cell-error W-cell-time-dropped");
    EXPECT_EQ(codes(table.rows[2].findings),
              "E-cell-formula E-cell-type E-cell-percent E-cell-date-ambiguous");
    EXPECT_EQ(codes(table.rows[3].findings), "E-cell-percent");
}

TEST(TableImport, AMergedNameIsCopiedAndAMergedFigureIsAnError) {
    const XlsxSample sample = {
        .sheets = {"<row r=\"1\"><c t=\"inlineStr\"><is><t>县区</t></is></c>"
                   "<c t=\"inlineStr\"><is><t>企业名称</t></is></c>"
                   "<c t=\"inlineStr\"><is><t>从业人员</t></is></c></row>"
                   "<row r=\"2\"><c t=\"inlineStr\"><is><t>甲县</t></is></c>"
                   "<c t=\"inlineStr\"><is><t>甲</t></is></c><c><v>12</v></c></row>"
                   "<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>乙</t></is></c></row>"},
        .behind_rows =
            "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"C2:C3\"/>"
            "</mergeCells>"};

    const ImportedTable table = import_all(make_xlsx(sample), sample_schema());

    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(shown(table.rows[1]), "乙|||||||a");
    EXPECT_EQ(codes(table.rows[1].findings), "W-cell-merged E-cell-merged");
}

TEST(TableImport, TheSheetWhoseHeaderFitsIsTaken) {
    const auto sheet = [](const std::string& a, const std::string& b) {
        return "<row><c t=\"inlineStr\"><is><t>" + a + "</t></is></c><c t=\"inlineStr\"><is><t>" +
               b + "</t></is></c></row><row><c t=\"inlineStr\"><is><t>甲</t></is></c></row>";
    };
    const std::string one = make_xlsx({.sheets = {sheet("说明", "x"), sheet("企业名称", "编号")}});
    const std::string two =
        make_xlsx({.sheets = {sheet("企业名称", "编号"), sheet("企业名称", "编号")}});
    const std::string hidden =
        make_xlsx({.sheets = {sheet("企业名称", "编号"), sheet("企业名称", "编号")},
                   .second_state = " state=\"hidden\""});
    const std::string none = make_xlsx({.sheets = {sheet("说明", "x")}});

    EXPECT_EQ(import_all(one, sample_schema()).report.sheet, "表2");
    EXPECT_EQ(codes(import_all(one, sample_schema()).report.problems), "W-table-other-sheets");
    EXPECT_EQ(codes(import_all(two, sample_schema()).report.problems), "E-table-several-sheets");
    EXPECT_THAT(import_all(two, sample_schema()).rows, IsEmpty());
    EXPECT_EQ(import_all(two, sample_schema(), {.sheet = "表2"}).rows.size(), 1U);
    EXPECT_EQ(import_all(hidden, sample_schema()).report.sheet, "表1");
    EXPECT_EQ(codes(import_all(none, sample_schema()).report.problems), "E-table-header");
    EXPECT_THAT(import_all(one, sample_schema(), {.sheet = "表9"}).failure,
                StartsWith("E-table-sheet"));
}

TEST(TableImport, WarningsAreKeptUpToALimitAndCountedBeyond) {
    std::string csv = "企业名称,从业人员\n";
    for (int i = 0; i < 200; ++i) csv += "企业" + std::to_string(i) + ",\"1,000\"\n";

    const ImportedTable table = import_all(csv, sample_schema(), {.warnings_of_a_kind_max = 3});

    EXPECT_EQ(table.report.findings.size(), 3U);
    ASSERT_EQ(table.report.counts.size(), 1U);
    EXPECT_EQ(table.report.counts[0].count, 200U);
    EXPECT_EQ(table.report.counts[0].first.row, 2U);
}

TEST(TableImport, ErrorsAreKeptUpToALimitThatIsSaid) {
    const ImportedTable table =
        import_all("企业名称,从业人员\n甲,x\n乙,y\n丙,z\n", sample_schema(), {.errors_max = 2});

    EXPECT_EQ(table.report.findings.size(), 2U);
    EXPECT_TRUE(table.report.is_cut);
    EXPECT_EQ(table.report.rows_wrong, 3U);
}

TEST(TableImport, MoreRowsThanAllowedEndTheReading) {
    EXPECT_THAT(import_all("企业名称,编号\n甲,1\n乙,2\n", sample_schema(), {.rows_max = 1}).failure,
                StartsWith("E-table-too-large"));
}

TEST(TableImport, ValuesKeptAgainstDoublesHaveALimit) {
    EXPECT_THAT(
        import_all("企业名称,编号\n甲,1\n乙,2\n", sample_schema(), {.unique_bytes_max = 100})
            .failure,
        HasSubstr("without doubles"));
}

TEST(TableImport, AColumnFullOfWrongChoicesIsComparedOnlySoOften) {
    std::string csv = "企业名称,县区\n";
    for (int i = 0; i < 1'002; ++i) csv += std::to_string(i) + ",乙区县\n";

    const ImportedTable table = import_all(csv, sample_schema());

    EXPECT_THAT(table.rows.at(999).findings.at(0).hint_en, HasSubstr("did you mean"));
    EXPECT_THAT(table.rows.at(1'000).findings.at(0).hint_en, HasSubstr("one of: 甲县, 乙区"));
}

TEST(TableSchema, FaultsOfASchemaAreNamed) {
    TableSchema schema = sample_schema();
    EXPECT_THAT(check_schema(schema), IsEmpty());

    schema.columns[1].key = "name";
    schema.columns[2].unit = "美元";
    schema.columns[3].min = *base::Decimal::parse("101");
    schema.columns[4].zh = "企 业名称";
    schema.columns[7].choices[1].aliases = {"甲 县"};
    schema.columns[0].unit = "元";
    schema.unique_together = {{"nothing"}};

    EXPECT_EQ(check_schema(schema).size(), 7U);
}

}  // namespace
}  // namespace kc::exchange
