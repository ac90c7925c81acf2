// SPDX-License-Identifier: Apache-2.0
#include "record/value.hpp"

#include "record/test_support.hpp"
#include "record/text_key.hpp"

namespace kc::record {
namespace {

using pack::RegistryField;
using pack::ValueType;

class Value : public testing::Test {
protected:
    const RegistryField& field(const char* code) const {
        return *registries_->find("t.firm")->field(code);
    }
    Result<Cell> read(const char* code, std::string_view text) const {
        return read_cell(field(code), text, registries_->regions(), test::day("2024-09-30"));
    }
    Cell cell(const char* code, std::string_view text) const {
        auto value = read(code, text);
        EXPECT_TRUE(value) << text << ": " << value.error().en;
        return value ? *value : Cell();
    }

    SharedRegistries registries_ = test::registries_of(test::kWorld);
};

TEST_F(Value, MoneyIsFenAndABareNumberIsInTheFieldsUnit) {
    EXPECT_EQ(cell("capital", "50"), Cell(std::int64_t{50'000'000}));
    EXPECT_EQ(cell("capital", "５０万元"), Cell(std::int64_t{50'000'000}));
    EXPECT_EQ(cell("capital", "1,234.56元"), Cell(std::int64_t{123'456}));
    EXPECT_EQ(cell("capital", "1.2亿元"), Cell(std::int64_t{12'000'000'000}));
    EXPECT_EQ(store::test::code_of(read("capital", "5家")), "E-unit-mismatch");
    EXPECT_FALSE(read("capital", "0.001元"));
}

TEST_F(Value, NumbersKeepTheirPlacesAndNoMore) {
    EXPECT_EQ(cell("share", "12.5%"), Cell(std::int64_t{1250}));
    EXPECT_EQ(cell("staff", "1,200"), Cell(std::int64_t{1200}));
    EXPECT_EQ(cell("staff", "1.2万人"), Cell(std::int64_t{12'000}));
    EXPECT_EQ(store::test::code_of(read("share", "0.125%")), "E-record-places");
    EXPECT_EQ(store::test::code_of(read("staff", "-1")), "E-record-range");
}

TEST_F(Value, MissingIsNotZero) {
    EXPECT_TRUE(is_empty(cell("staff", "  ")));
    EXPECT_EQ(cell("staff", "0"), Cell(std::int64_t{0}));
    EXPECT_EQ(cell("above", "否"), Cell(std::int64_t{0}));
    EXPECT_EQ(store::test::code_of(read("above", "不详")), "E-record-yes-no");
}

TEST_F(Value, CodesAreCheckedByTheirDigit) {
    EXPECT_EQ(cell("code", "91341802000000027j"), Cell(std::string("91341802000000027J")));
    EXPECT_FALSE(read("code", "913418020000000270"));
    EXPECT_FALSE(read("phone", "12345"));
}

TEST_F(Value, AbolishedRegionsNameTheirSuccessor) {
    EXPECT_EQ(cell("region", "泾县"), Cell(std::string("341823")));
    const auto past = read("region", "341822");
    ASSERT_FALSE(past);
    EXPECT_EQ(past.error().code, "E-record-region-past");
    EXPECT_EQ(past.error().hint_en, "write 341882");
    EXPECT_TRUE(
        read_cell(field("region"), "341822", registries_->regions(), test::day("2018-01-01")));
}

TEST_F(Value, WhatIsWrittenReadsBack) {
    for (const auto& [code, text] :
         std::vector<std::pair<const char*, std::string>>{{"capital", "1234.567891万元"},
                                                          {"share", "0.07"},
                                                          {"staff", "35"},
                                                          {"founded", "2024年2月29日"},
                                                          {"above", "是"},
                                                          {"region", "341823"},
                                                          {"name", "（虚构）甲公司"},
                                                          {"code", test::kCodes[1]}}) {
        const auto value = read(code, text);
        if (!value) continue;  // more places than 分
        EXPECT_EQ(cell(code, to_text(field(code), *value)), *value) << text;
    }
    EXPECT_EQ(to_text(field("capital"), std::int64_t{50'000'000}), "50万元");
    EXPECT_EQ(to_text(field("capital"), std::int64_t{1}), "0.000001万元");
}

TEST_F(Value, MasksShowThatThereIsSomething) {
    EXPECT_EQ(masked(field("phone"), Cell(std::string("13812345678"))), "138****5678");
    EXPECT_EQ(masked(field("phone"), Cell()), "");
    EXPECT_EQ(masked(field("staff"), Cell(std::int64_t{5})), "***");
}

TEST(TextKey, NamesOfFirmsAreComparedWithoutTheirForm) {
    EXPECT_EQ(name_key("宣城（甲）精密 有限公司"), name_key("宣城(甲)精密有限责任公司"));
    EXPECT_NE(name_key("宣城甲有限公司"), name_key("宣城乙有限公司"));
    EXPECT_EQ(name_key("公司"), "公司");
    EXPECT_EQ(search_text("ＡＢＣ　精密"), "abc精密");
    EXPECT_EQ(anywhere("50%_\\"), "%50\\%\\_\\\\%");
}

}  // namespace
}  // namespace kc::record
