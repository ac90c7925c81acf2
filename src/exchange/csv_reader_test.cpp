// SPDX-License-Identifier: Apache-2.0
#include "exchange/csv_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/utf8.hpp"
#include "exchange/xlsx_sample.hpp"

namespace kc::exchange {
namespace {

using namespace std::string_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string read(std::string_view bytes, const TableLimits& limits = {}) {
    const ReadTable table = read_all(bytes, 0, limits);
    return table.failure.empty() ? shown(table) : table.failure;
}

std::string format_of(std::string_view bytes) {
    return read_all(bytes).format;
}

std::string utf16(std::u32string_view text, bool big, bool mark) {
    std::string out;
    const auto unit = [&](char32_t c) {
        const char low = static_cast<char>(c & 0xFFU);
        const char high = static_cast<char>(c >> 8U);
        out += big ? high : low;
        out += big ? low : high;
    };
    if (mark) unit(0xFEFF);
    for (const char32_t c : text) unit(c);
    return out;
}

TEST(CsvReader, FieldsRowsAndLineEndsOfEveryKind) {
    EXPECT_EQ(read("a,b\r\n1,2\n3,4\r5,6"), "A1=a B1=b A2=1 B2=2 A3=3 B3=4 A4=5 B4=6");
}

TEST(CsvReader, EmptyFieldsAreMissingAndBlankLinesCountAsRows) {
    EXPECT_EQ(read("a,,c\n\n,,\n,\"\",z\n"), "A1=a C1=c C4=z");
}

TEST(CsvReader, QuotesHoldSeparatorsLineEndsAndQuotes) {
    EXPECT_EQ(read("\"a,b\",\"c\r\nd\",\"e\"\"f\",g\"h\nx"),
              "A1=a,b B1=c\r\nd C1=e\"f D1=g\"h A2=x");
}

TEST(CsvReader, AnUnbalancedQuoteIsPlacedWhereItBegins) {
    const auto file = TableFile::open("甲,乙\n1,\"二\n3,4\n");
    ASSERT_TRUE(file);
    auto rows = file->rows(0);
    SheetRow row;
    ASSERT_TRUE(rows->next(row));

    const auto failed = rows->next(row);

    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, "E-csv-quote");
    EXPECT_EQ(failed.error().at, (Place{"", 2, 3}));
    EXPECT_EQ(failed.error().zh, "第2行第3个字符：这里开始的引号没有结束");
}

TEST(CsvReader, TextBehindAClosingQuoteIsAnError) {
    EXPECT_THAT(read("\"a\"b,c"), HasSubstr("behind the closing quote"));
}

TEST(CsvReader, ARunawayQuoteIsNamedAtTheFieldLimit) {
    TableLimits limits;
    limits.cell_bytes_max = 8;

    EXPECT_THAT(read("a,b\nc,\"ddddddddd\nd,e\n", limits), HasSubstr("seems never to end"));
}

TEST(CsvReader, SeparatorsAreDetectedByAgreementOfLines) {
    EXPECT_EQ(format_of("a;b,b\n1;2,5\n3;4,5\n5;6\n"), "csv, UTF-8, ;");
    EXPECT_EQ(format_of("a\tb\n1,5\t2\n"), "csv, UTF-8, tab");
    EXPECT_EQ(format_of("one\ntwo\n"), "csv, UTF-8, ,");
    EXPECT_EQ(format_of("\"a;b;c\",d\n"), "csv, UTF-8, ,");
    EXPECT_EQ(read("sep=;\r\na;b\r\n"), "A2=a B2=b");
}

TEST(CsvReader, EncodingsAreDetectedAlsoBehindLongAscii) {
    const std::string gb = "\xC3\xFB\xB3\xC6,\xBF\xC6\xBC\xBC\xB4\xB4\xD0\xC2\n";  // 名称,科技创新
    std::string late;
    while (late.size() < 200'000) late += "abc,123\n";

    EXPECT_EQ(read(gb), "A1=名称 B1=科技创新");
    EXPECT_EQ(format_of(gb), "csv, GB18030, ,");
    EXPECT_EQ(format_of(late + gb), "csv, GB18030, ,");
    EXPECT_EQ(read("\xEF\xBB\xBF名称,1\n"), "A1=名称 B1=1");
    EXPECT_EQ(read(utf16(U"名称\t1\r\n科技\t2\r\n", false, true)), "A1=名称 B1=1 A2=科技 B2=2");
    EXPECT_EQ(read(utf16(U"名称\t1\r\n科技\t2\r\n", true, true)), "A1=名称 B1=1 A2=科技 B2=2");
}

TEST(CsvReader, PiecesAreJoinedWithoutASeam) {
    // Goal: rows, quotes and characters across the borders of the pieces a long file is read in.
    std::string utf8;
    std::u32string wide;
    for (int i = 0; utf8.size() < 1'500'000; ++i) {
        const std::string line = std::to_string(i) + ",\"科\r\n技\",𠮷\r\n";
        utf8 += line;
        for (const char32_t c : base::decode_utf8(line)) {
            if (c == U'𠮷') continue;
            wide += c;
        }
    }
    const ReadTable table = read_all(utf8);
    const ReadTable from_wide = read_all(utf16(wide, false, true));

    ASSERT_EQ(table.failure, "");
    ASSERT_EQ(from_wide.failure, "");
    ASSERT_EQ(table.rows.size(), from_wide.rows.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        ASSERT_EQ(table.rows[i].cells.size(), 3U) << i;
        ASSERT_EQ(table.rows[i].number, i + 1);
        ASSERT_EQ(table.rows[i].cells[0].text, std::to_string(i));
        ASSERT_EQ(table.rows[i].cells[1].text, "科\r\n技");
        ASSERT_EQ(from_wide.rows[i].cells[1].text, "科\r\n技");
    }
}

TEST(CsvReader, BytesOfAnotherEncodingAreNamedWithTheirLine) {
    std::string mixed = "名称,说明文字\n科技,创新\n";
    while (mixed.size() < 100'000) mixed += "abc,123\n";
    mixed += "\xBF\xC6\xBC\xBC,1\n";

    EXPECT_THAT(read(mixed), StartsWith("E-csv-encoding"));
}

TEST(CsvReader, TheGuardAgainstFormulasIsTakenOffAgain) {
    EXPECT_EQ(read("'=1+1,'plain,'-x\n"), "A1==1+1 B1='plain C1=-x");
}

TEST(CsvReader, LimitsHaveTheirErrors) {
    const auto with = [](auto set) {
        TableLimits limits;
        set(limits);
        return read("a,b,c\nd,e,f\n", limits);
    };

    EXPECT_THAT(with([](TableLimits& l) { l.rows_max = 1; }), HasSubstr("more than 1 rows"));
    EXPECT_THAT(with([](TableLimits& l) { l.columns_max = 2; }), HasSubstr("2 columns"));
    EXPECT_THAT(with([](TableLimits& l) { l.cells_max = 3; }), HasSubstr("3 cells"));
    EXPECT_THAT(with([](TableLimits& l) { l.text_bytes_max = 3; }), HasSubstr("3 bytes of text"));
    EXPECT_THAT(with([](TableLimits& l) { l.file_bytes_max = 3; }), HasSubstr("3 bytes"));
    EXPECT_THAT(read(std::string(std::size_t{9} << 20, 'a')), StartsWith("E-csv-line"));
}

TEST(TableFile, WhatIsNoTableIsNamed) {
    const auto code = [](std::string_view bytes) {
        const std::string failure = read_all(bytes).failure;
        return failure.substr(0, failure.find(':'));
    };

    EXPECT_EQ(code(""), "E-file-empty");
    EXPECT_EQ(code("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), "E-old-office-file");
    EXPECT_EQ(
        code("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"s),
        "E-xlsx-password");
    EXPECT_EQ(code("%PDF-1.7"), "E-other-file");
    EXPECT_EQ(code("<html><body><table><tr><td>1</td></tr></table></body></html>"), "E-web-page");
    EXPECT_EQ(code("<?xml version=\"1.0\"?><Workbook "
                   "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
              "E-xml-sheet");
}

}  // namespace
}  // namespace kc::exchange
