// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_header.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/table_sample.hpp"
#include "exchange/xlsx_sample.hpp"

namespace kc::exchange {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

ColumnMapping mapping_of(std::string_view csv, const RememberedMapping& memory = {}) {
    return import_all(csv, sample_schema(), {.memory = memory}).report.mapping;
}

// "name:A rd:C@万元 …"
std::string shown(const ColumnMapping& mapping) {
    std::string out;
    for (const MappedColumn& mapped : mapping.columns) {
        out += (out.empty() ? "" : " ") + sample_schema().columns[mapped.field].key + ":" +
               column_letters(mapped.column);
        if (mapped.unit) out += "@" + base::to_string(*mapped.unit);
    }
    return out;
}

TEST(TableHeader, NamesAreComparedWithoutBlanksCaseWidthAndMarks) {
    EXPECT_EQ(comparable(" 企 业名称\n＊"), "企业名称");
    EXPECT_EQ(comparable("R＆D Spending"), "r&dspending");
    EXPECT_EQ(shown(mapping_of("* 企业\n名称,r&d SHARE\n")), "");  // the line end has no quotes
    EXPECT_EQ(shown(mapping_of("\"* 企业\n名称\",r&d SHARE\n")), "name:A share:B");
}

TEST(TableHeader, UnitsAreReadFromBracketsAndSlashes) {
    const auto unit = [](std::string_view text) {
        const HeaderName name = read_header_name(text);
        return name.name + "@" + (name.unit ? base::to_string(*name.unit) : "");
    };

    EXPECT_EQ(unit("研发经费（万元）"), "研发经费@万元");
    EXPECT_EQ(unit("研发经费(单位：亿元)*"), "研发经费@亿元");
    EXPECT_EQ(unit("研发经费/元"), "研发经费@元");
    EXPECT_EQ(unit("占比 (%)"), "占比@%");
    EXPECT_EQ(unit("金额（含税）"), "金额(含税)@");
}

TEST(TableHeader, TitlesAboveTheHeaderAreSkippedAndTheirUnitIsUsed) {
    const ColumnMapping mapping =
        mapping_of("某市企业研发情况表,,\n填报单位：某局,,单位：万元\n单位名称,研究开发费,编号\n");

    EXPECT_EQ(mapping.header_row, 3U);
    EXPECT_EQ(shown(mapping), "name:A rd:B@万元 code:C");
    EXPECT_EQ(codes(mapping.problems), "W-table-unit-of-sheet");
    EXPECT_TRUE(mapping.is_usable());
}

TEST(TableHeader, MoneyWithoutAnyUnitIsAnErrorNeverAGuess) {
    const ColumnMapping mapping = mapping_of("企业名称,研发经费\n甲,5\n");

    EXPECT_EQ(codes(mapping.problems), "E-table-unit");
    EXPECT_FALSE(mapping.is_usable());
}

TEST(TableHeader, AUnitThatDoesNotConvertIsNamed) {
    EXPECT_EQ(codes(mapping_of("企业名称,研发经费（家）\n").problems), "E-table-unit");
    EXPECT_EQ(codes(mapping_of("企业名称,从业人员（万元）\n").problems), "E-table-unit");
}

TEST(TableHeader, WhatIsMissingUnknownOrThereTwiceIsNamed) {
    const ColumnMapping mapping = mapping_of("编号,从业人员,编 号,从业人数,天气\n");

    EXPECT_EQ(codes(mapping.problems), "E-table-column-twice E-table-column-missing");
    ASSERT_EQ(mapping.unknown.size(), 2U);
    EXPECT_EQ(mapping.unknown[0].header, "从业人数");
    EXPECT_EQ(mapping.unknown[0].meant, "staff");
    EXPECT_EQ(mapping.unknown[1].meant, "");
}

TEST(TableHeader, HeadersOfTwoRowsWithGroupsAreRead) {
    const auto text = [](const std::string& place, const std::string& words) {
        return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + words + "</t></is></c>";
    };
    const std::string bytes = make_xlsx(
        {.sheets = {"<row r=\"1\">" + text("A1", "企业名称") + text("B1", "研发（万元）") +
                    "</row><row r=\"2\">" + text("B2", "经费") + text("C2", "占比（%）") +
                    "</row><row r=\"3\">" + text("A3", "甲") +
                    "<c r=\"B3\"><v>5</v></c><c r=\"C3\"><v>0.5</v></c></row>"},
         .behind_rows = "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/>"
                        "</mergeCells>"});

    const ImportedTable table = import_all(bytes, sample_schema());

    EXPECT_EQ(shown(table.report.mapping), "name:A rd:B@万元 share:C@%");
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(kc::exchange::shown(table.rows[0]), "甲||50,000.00元|0.5||||");
}

TEST(TableHeader, WhatAPersonDecidedIsRememberedAsText) {
    RememberedMapping memory;
    memory.by_header[comparable("公司")] = {"name", ""};
    memory.by_header[comparable("研发投入")] = {"rd", "元"};
    memory.by_header[comparable("序号")] = {};

    const Result<RememberedMapping> again = RememberedMapping::parse(memory.to_text());
    ASSERT_TRUE(again);
    const ColumnMapping mapping = mapping_of("序号,公司,研发投入\n1,甲,5\n", *again);

    EXPECT_EQ(shown(mapping), "name:B rd:C@元");
    EXPECT_EQ(mapping.left_out.size(), 1U);
    EXPECT_THAT(mapping.unknown, IsEmpty());
    EXPECT_EQ(mapping.remembered(sample_schema()).to_text(), memory.to_text());
}

TEST(TableHeader, ADamagedMemoryIsOneClearError) {
    const auto parsed = RememberedMapping::parse("a\tb\tc\nbroken\n");

    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, "E-table-memory");
    EXPECT_EQ(parsed.error().at.line, 2);
}

TEST(TableHeader, ARememberedColumnThatTheSchemaNoLongerHasIsUnknown) {
    RememberedMapping memory;
    memory.by_header["旧列"] = {"gone", ""};

    EXPECT_EQ(mapping_of("企业名称,编号,旧列\n", memory).unknown.size(), 1U);
}

}  // namespace
}  // namespace kc::exchange
