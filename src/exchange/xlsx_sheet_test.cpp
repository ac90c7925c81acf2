// SPDX-License-Identifier: Apache-2.0
#include "exchange/xlsx_sheet.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/xlsx_sample.hpp"

namespace kc::exchange {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string row(const std::string& cells, const std::string& attributes = {}) {
    return "<row" + attributes + ">" + cells + "</row>";
}

std::string number(const std::string& text, const std::string& style = "0") {
    return "<c s=\"" + style + "\"><v>" + text + "</v></c>";
}

std::string shown_row(const std::string& cells, const XlsxSample& around = {}) {
    XlsxSample sample = around;
    sample.sheets = {row(cells)};
    const ReadTable table = read_all(make_xlsx(sample));
    return table.failure.empty() ? shown(table) : table.failure;
}

std::string failure_of(const XlsxSample& sample, const TableLimits& limits = {}) {
    return read_all(make_xlsx(sample), 0, limits).failure;
}

// Formats by style index: 0 general, 1 date (14), 2 percent (10), 3 年月日, 4 000000, 5 thousands,
// 6 h:mm, 7 yyyy-mm-dd hh:mm, 8 "d"0 (a quoted letter), 9 [红色]0.00.
const XlsxSample kStyled = {
    .styles =
        "<numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d\"/>"
        "<numFmt numFmtId=\"171\" formatCode=\"000000\"/>"
        "<numFmt numFmtId=\"172\" formatCode=\"#,##0,\"/>"
        "<numFmt numFmtId=\"173\" formatCode=\"h:mm\"/>"
        "<numFmt numFmtId=\"174\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm\"/>"
        "<numFmt numFmtId=\"175\" formatCode=\"&quot;d&quot;0\"/>"
        "<numFmt numFmtId=\"176\" formatCode=\"[Red]0.00\"/></numFmts>"
        "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"10\"/>"
        "<xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf numFmtId=\"172\"/>"
        "<xf numFmtId=\"173\"/><xf numFmtId=\"174\"/><xf numFmtId=\"175\"/>"
        "<xf numFmtId=\"176\"/></cellXfs>"};

TEST(XlsxSheet, NumbersAreTheDecimalsThatWereTyped) {
    EXPECT_EQ(shown_row(number("2.6000000000000001") + number("0.30000000000000004") +
                        number("1.2E-3") + number("-5") + number("1E3")),
              "A1=number:2.6 B1=number:0.3 C1=number:0.0012 D1=number:-5 E1=number:1000");
}

TEST(XlsxSheet, MoreThanFifteenDigitsAreLost) {
    const ReadTable table =
        read_all(make_xlsx({.sheets = {row(number("1.3010219900101123E+17") + number("12"))}}));

    ASSERT_EQ(table.failure, "");
    EXPECT_TRUE(table.rows[0].cells[0].digits_lost);
    EXPECT_FALSE(table.rows[0].cells[1].digits_lost);
}

TEST(XlsxSheet, ANumberBeyondEighteenDigitsIsANumberWithoutAValue) {
    const ReadTable table = read_all(make_xlsx({.sheets = {row(number("1E300"))}}));

    ASSERT_EQ(table.failure, "");
    EXPECT_EQ(table.rows[0].cells[0].kind, CellKind::number);
    EXPECT_FALSE(table.rows[0].cells[0].number.has_value());
}

TEST(XlsxSheet, StylesTellDatesPercentagesAndLeadingZeros) {
    EXPECT_EQ(shown_row(number("45418", "1") + number("0.58", "2") + number("45418", "3") +
                            number("42", "4") + number("45418.5", "7") + number("0.5", "6") +
                            number("7", "8") + number("2.5", "9"),
                        kStyled),
              "A1=date:2024-05-06 B1=number:58% C1=date:2024-05-06 D1=number:000042 "
              "E1=date:2024-05-06 12:00:00 F1=12:00:00 G1=number:7 H1=number:2.5");
}

TEST(XlsxSheet, TheDaysOfBothDateSystemsAreTold) {
    XlsxSample apple = kStyled;
    apple.book_options = "<workbookPr date1904=\"1\"/>";

    EXPECT_EQ(shown_row(number("1", "1") + number("59", "1") + number("60", "1") +
                            number("61", "1") + number("0", "1"),
                        kStyled),
              "A1=date:1900-01-01 B1=date:1900-02-28 C1=error:1900-02-29 D1=date:1900-03-01 "
              "E1=number:0");
    EXPECT_EQ(shown_row(number("43956", "1"), apple), "A1=date:2024-05-06");
}

TEST(XlsxSheet, AFormatInThousandsIsNamed) {
    XlsxSample sample = kStyled;
    sample.sheets = {row(number("12345", "5") + number("12345", "0"))};
    const ReadTable table = read_all(make_xlsx(sample));

    EXPECT_TRUE(table.rows.at(0).cells.at(0).is_scaled);
    EXPECT_FALSE(table.rows.at(0).cells.at(1).is_scaled);
}

TEST(XlsxSheet, TextsAreSharedInlineOrOfAFormula) {
    const XlsxSample sample = {
        .shared =
            "<si><t>甲</t></si><si><r><t>乙</t></r><r><t xml:space=\"preserve\"> 丙</t></r>"
            "<rPh sb=\"0\" eb=\"1\"><t>yi</t></rPh></si><si><t>a_x000D_b_x41</t></si>"};

    EXPECT_EQ(shown_row("<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>"
                        "<c t=\"inlineStr\"><is><t>丁</t></is></c>"
                        "<c t=\"str\"><f>A1</f><v>戊</v></c><c t=\"s\"><v>2</v></c>",
                        sample),
              "A1=甲 B1=乙 丙 C1=丁 D1=戊 E1=a\rb_x41");
}

TEST(XlsxSheet, BooleansErrorsAndIsoDates) {
    EXPECT_EQ(shown_row("<c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c>"
                        "<c t=\"d\"><v>2024-05-06T00:00:00Z</v></c>"),
              "A1=boolean:TRUE B1=error:#N/A C1=date:2024-05-06");
}

TEST(XlsxSheet, AFormulaGivesItsCachedValueAndItsAbsenceIsSeen) {
    const ReadTable table =
        read_all(make_xlsx({.sheets = {row("<c><f>1+1</f><v>2</v></c><c><f>SUM(A:A)</f></c>")}}));

    ASSERT_EQ(table.rows.at(0).cells.size(), 2U);
    EXPECT_EQ(table.rows[0].cells[0].text, "2");
    EXPECT_TRUE(table.rows[0].cells[0].is_formula);
    EXPECT_EQ(table.rows[0].cells[1].kind, CellKind::missing);
    EXPECT_TRUE(table.rows[0].cells[1].is_formula);
}

TEST(XlsxSheet, EmptyCellsWithAFormatAloneAreNotThere) {
    EXPECT_EQ(shown_row("<c s=\"1\"/><c t=\"s\"><v>0</v></c><c><v>1</v></c>",
                        {.shared = "<si><t/></si>"}),
              "C1=number:1");
}

TEST(XlsxSheet, HiddenRowsAreMarked) {
    const ReadTable table =
        read_all(make_xlsx({.sheets = {row(number("1")) + row(number("2"), " hidden=\"1\"")}}));

    EXPECT_FALSE(table.rows.at(0).is_hidden);
    EXPECT_TRUE(table.rows.at(1).is_hidden);
}

TEST(XlsxSheet, MergedCellsCarryTheirValueWithARole) {
    const ReadTable table = read_all(make_xlsx(
        {.sheets = {row("<c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>9</v></c>", " r=\"1\"") +
                    row("<c r=\"C2\"><v>8</v></c>", " r=\"2\"")},
         .behind_rows = "<mergeCells count=\"1\"><mergeCell ref=\"A1:B2\"/></mergeCells>"}));

    EXPECT_EQ(shown(table),
              "A1=number:1 B1=number:1 C1=number:9 A2=number:1 B2=number:1 C2=number:8");
    EXPECT_EQ(table.rows.at(0).cells.at(0).merge, MergeRole::first);
    EXPECT_EQ(table.rows.at(0).cells.at(1).merge, MergeRole::beside);
    EXPECT_EQ(table.rows.at(1).cells.at(0).merge, MergeRole::below);
    EXPECT_EQ(table.rows.at(1).cells.at(2).merge, MergeRole::none);
}

TEST(XlsxSheet, HugeSparseCoordinatesCostNothing) {
    const ReadTable table = read_all(
        make_xlsx({.sheets = {row("<c r=\"A1\"><v>1</v></c>", " r=\"1\"") +
                              row("<c r=\"ALL1048576\"><v>2</v></c>", " r=\"1048576\"")}}));

    EXPECT_EQ(shown(table), "A1=number:1 ALL1048576=number:2");
}

TEST(XlsxSheet, AMergeOverTheWholeSheetIsCopiedOnlyWhereRowsAre) {
    const XlsxSample sample = {
        .sheets = {row("<c r=\"A1\"><v>1</v></c>", " r=\"1\"") + row("", " r=\"2\"")},
        .behind_rows = "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>"};
    TableLimits limits;
    limits.columns_max = 3;

    EXPECT_EQ(shown(read_all(make_xlsx(sample), 0, limits)),
              "A1=number:1 B1=number:1 C1=number:1 A2=number:1 B2=number:1 C2=number:1");
}

TEST(XlsxSheet, OverlappingMergesAreRefused) {
    EXPECT_THAT(failure_of({.sheets = {row("<c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c>")},
                            .behind_rows = "<mergeCells><mergeCell ref=\"A1:C1\"/>"
                                           "<mergeCell ref=\"B1:C1\"/></mergeCells>"}),
                HasSubstr("overlap"));
}

TEST(XlsxSheet, PrefixedNamesAreReadToo) {
    ZipParts parts = xlsx_parts({.sheets = {""}});
    for (auto& [name, content] : parts) {
        if (name == "xl/worksheets/sheet1.xml")
            content =
                "<x:worksheet xmlns:x=\"x\"><x:sheetData><x:row><x:c><x:v>7</x:v></x:c>"
                "</x:row></x:sheetData></x:worksheet>";
    }
    EXPECT_EQ(shown(read_all(make_zip(parts))), "A1=number:7");
}

TEST(XlsxSheet, SeveralSheetsAndHiddenOnesAreListed) {
    const std::string bytes = make_xlsx(
        {.sheets = {row(number("1")), row(number("2"))}, .second_state = " state=\"veryHidden\""});

    EXPECT_THAT(read_all(bytes).sheets,
                ::testing::ElementsAre(SheetInfo{"表1", false}, SheetInfo{"表2", true}));
    EXPECT_EQ(shown(read_all(bytes, 1)), "A1=number:2");
}

TEST(XlsxSheet, BrokenPlacesAreErrorsNotGuesses) {
    const auto sheet = [](const std::string& rows) { return failure_of({.sheets = {rows}}); };

    EXPECT_THAT(sheet(row("", " r=\"2\"") + row("", " r=\"2\"")), StartsWith("E-xlsx-broken"));
    EXPECT_THAT(sheet(row("", " r=\"1048577\"")), StartsWith("E-xlsx-broken"));
    EXPECT_THAT(sheet(row("<c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c>")),
                StartsWith("E-xlsx-broken"));
    EXPECT_THAT(sheet(row("<c r=\"A7\"><v>1</v></c>")), StartsWith("E-xlsx-broken"));
    EXPECT_THAT(sheet(row("<c r=\"XFE1\"><v>1</v></c>")), StartsWith("E-xlsx-broken"));
    EXPECT_THAT(sheet(row("<c t=\"s\"><v>7</v></c>")), StartsWith("E-xlsx-broken"));
    EXPECT_THAT(sheet(row("<c t=\"zz\"><v>7</v></c>")), StartsWith("E-xlsx-broken"));
    EXPECT_THAT(sheet(row("<c><v>seven</v></c>")), StartsWith("E-xlsx-broken"));
    EXPECT_THAT(sheet("<row><c>"), StartsWith("E-xlsx-broken"));
}

TEST(XlsxSheet, ADocumentTypeIsRefusedBeforeAnyEntity) {
    ZipParts parts = xlsx_parts({.sheets = {""}});
    for (auto& [name, content] : parts) {
        if (name == "xl/sharedStrings.xml")
            content = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><sst>&b;</sst>";
    }
    EXPECT_THAT(read_all(make_zip(parts)).failure, HasSubstr("document type"));
}

TEST(XlsxSheet, EveryLimitHasItsError) {
    const XlsxSample two = {
        .sheets = {row("<c><v>1</v></c><c><v>2</v></c>") + row("<c t=\"s\"><v>0</v></c>")},
        .behind_rows =
            "<mergeCells><mergeCell ref=\"A5:B5\"/><mergeCell ref=\"A6:B6\"/>"
            "</mergeCells>",
        .shared = "<si><t>abc</t></si><si><t>d</t></si>",
        .styles = "<cellXfs><xf/><xf/></cellXfs>"};
    const auto with = [&](auto set) {
        TableLimits limits;
        set(limits);
        return failure_of(two, limits);
    };
    const auto too_large = StartsWith("E-table-too-large");

    EXPECT_EQ(with([](TableLimits&) {}), "");
    EXPECT_THAT(with([](TableLimits& l) { l.file_bytes_max = 10; }), too_large);
    EXPECT_THAT(with([](TableLimits& l) { l.parts_max = 3; }), too_large);
    EXPECT_THAT(with([](TableLimits& l) { l.shared_texts_max = 1; }), too_large);
    EXPECT_THAT(with([](TableLimits& l) { l.shared_text_bytes_max = 3; }), too_large);
    EXPECT_THAT(with([](TableLimits& l) { l.cell_bytes_max = 2; }), too_large);
    EXPECT_THAT(with([](TableLimits& l) { l.rows_max = 1; }), too_large);
    EXPECT_THAT(with([](TableLimits& l) { l.columns_max = 1; }), too_large);
    EXPECT_THAT(with([](TableLimits& l) { l.cells_max = 2; }), too_large);
    EXPECT_THAT(with([](TableLimits& l) { l.text_bytes_max = 2; }), too_large);
    EXPECT_THAT(with([](TableLimits& l) { l.sheets_max = 0; }), too_large);
    EXPECT_THAT(with([](TableLimits& l) { l.styles_max = 1; }), too_large);
    EXPECT_THAT(with([](TableLimits& l) { l.merges_max = 1; }), too_large);
    EXPECT_THAT(with([](TableLimits& l) { l.part_bytes_max = 40; }), StartsWith("E-xlsx-bomb"));
    EXPECT_THAT(with([](TableLimits& l) { l.small_part_bytes_max = 40; }),
                StartsWith("E-xlsx-bomb"));
    EXPECT_THAT(with([](TableLimits& l) { l.depth_max = 2; }), HasSubstr("nested"));
}

TEST(XlsxSheet, AZipBombIsRefusedBeforeItIsUnpacked) {
    // 64 MiB of blanks pack a thousandfold.
    EXPECT_THAT(failure_of({.sheets = {std::string(std::size_t{64} << 20, ' ')}}),
                StartsWith("E-xlsx-bomb"));
}

TEST(XlsxSheet, ATagWithoutAnEndDoesNotFillTheMemory) {
    TableLimits limits;
    limits.token_bytes_max = 1 << 20;
    limits.ratio_max = 1'000'000;

    EXPECT_THAT(failure_of({.sheets = {"<row " + std::string(std::size_t{16} << 20, ' ')}}, limits),
                HasSubstr("too long"));
}

TEST(XlsxSheet, OtherPackagesAreNamed) {
    const auto code = [](const ZipParts& parts) {
        const std::string failure = read_all(make_zip(parts)).failure;
        return failure.substr(0, failure.find(':'));
    };

    EXPECT_EQ(code({{"a.txt", "x"}}), "E-archive");
    EXPECT_EQ(code({{"mimetype", "x"}, {"content.xml", "x"}}), "E-other-package");
    EXPECT_EQ(code({{"_rels/.rels", "x"}, {"word/document.xml", "x"}}), "E-other-package");
    EXPECT_EQ(code({{"_rels/.rels", "x"}, {"xl/workbook.bin", "x"}}), "E-xlsb");
    EXPECT_EQ(code({{"_rels/.rels", "<Relationships/>"}}), "E-xlsx-broken");
}

TEST(XlsxSheet, ACutOffFileIsBrokenWhereverItIsCut) {
    const std::string whole = make_xlsx({.sheets = {row(number("1"))}});
    for (std::size_t size = 4; size < whole.size(); size += 7)
        EXPECT_NE(read_all(std::string_view(whole).substr(0, size)).failure, "") << size;
}

TEST(XlsxFormat, LooksAreReadFromTheBareCode) {
    using Kind = NumberLook::Kind;

    EXPECT_EQ(look_of_format("General").kind, Kind::plain);
    EXPECT_EQ(look_of_format("G/通用格式").kind, Kind::plain);
    EXPECT_EQ(look_of_format("[$-804]yyyy\"年\"m\"月\"d\"日\";@").kind, Kind::date);
    EXPECT_EQ(look_of_format("mmm").kind, Kind::date);
    EXPECT_EQ(look_of_format("[h]:mm:ss").kind, Kind::time);
    EXPECT_EQ(look_of_format("0.00E+00").kind, Kind::plain);
    EXPECT_EQ(look_of_format("#,##0.00_);[Red]\\(#,##0.00\\)").kind, Kind::plain);
    EXPECT_EQ(look_of_format("0.0%").kind, Kind::percent);
    EXPECT_EQ(look_of_format("0\"%\"").kind, Kind::plain);
    EXPECT_TRUE(look_of_format("0!.0,").is_scaled);
    EXPECT_FALSE(look_of_format("#,##0").is_scaled);
    EXPECT_EQ(look_of_format("000000").zero_width, 6);
    EXPECT_EQ(look_of_format("0").zero_width, 0);
    EXPECT_EQ(look_of_format("\"unfinished").kind, Kind::plain);
}

}  // namespace
}  // namespace kc::exchange
