// SPDX-License-Identifier: Apache-2.0
#include "base/numeral.hpp"

#include <gtest/gtest.h>

#include <random>

#include "base/utf8.hpp"

namespace kc::base {
namespace {

std::string value_of(std::string_view text) {
    const std::optional<Decimal> value = parse_chinese_numeral(decode_utf8(text));
    return value ? to_string(*value) : "-";
}

std::string numeral_of(std::string_view value) {
    const auto text = format_chinese_numeral(Decimal::parse(value).value());
    return text ? encode_utf8(*text) : "-";
}

struct Case {
    const char* text;
    const char* value;
};

TEST(Numeral, ReadsEverydayForms) {
    for (const auto& [text, value] :
         std::initializer_list<Case>{{"零", "0"},
                                     {"一", "1"},
                                     {"两", "2"},
                                     {"十", "10"},
                                     {"十二", "12"},
                                     {"二十", "20"},
                                     {"九十九", "99"},
                                     {"三百", "300"},
                                     {"一百零五", "105"},
                                     {"一百一十", "110"},
                                     {"一百一十五", "115"},
                                     {"一千二百", "1200"},
                                     {"两千", "2000"},
                                     {"一千零五", "1005"},
                                     {"一千零五十", "1050"},
                                     {"一千零十", "1010"},
                                     {"两万", "20000"},
                                     {"三万五千", "35000"},
                                     {"一万零五百", "10500"},
                                     {"十万", "100000"},
                                     {"一百二十万", "1200000"},
                                     {"一亿二千万", "120000000"},
                                     {"一亿零五百万", "105000000"},
                                     {"一亿零五", "100000005"},
                                     {"一亿零五千", "100005000"},
                                     {"两亿三千四百五十六万七千八百九十", "234567890"},
                                     {"一万二千亿", "1200000000000"},
                                     {"三万亿零五万", "3000000050000"}}) {
        EXPECT_EQ(value_of(text), value) << text;
    }
}

TEST(Numeral, ReadsABareBigUnitAsOne) {
    for (const auto& [text, value] : std::initializer_list<Case>{{"百", "100"},
                                                                 {"千", "1000"},
                                                                 {"万", "10000"},
                                                                 {"百万", "1000000"},
                                                                 {"千万", "10000000"},
                                                                 {"亿", "100000000"},
                                                                 {"百亿", "10000000000"},
                                                                 {"千亿", "100000000000"},
                                                                 {"万亿", "1000000000000"}}) {
        EXPECT_EQ(value_of(text), value) << text;
    }
}

TEST(Numeral, ATrailingDigitCountsTheNextPlace) {
    for (const auto& [text, value] : std::initializer_list<Case>{{"一百五", "150"},
                                                                 {"三千二", "3200"},
                                                                 {"三万五", "35000"},
                                                                 {"十二万五", "125000"},
                                                                 {"一亿三", "130000000"},
                                                                 {"一千五十", "1050"},
                                                                 {"一万二百", "10200"}}) {
        EXPECT_EQ(value_of(text), value) << text;
    }
}

TEST(Numeral, ReadsDigitSequences) {
    EXPECT_EQ(value_of("二〇二四"), "2024");
    EXPECT_EQ(value_of("二零二四"), "2024");
    EXPECT_EQ(value_of("二○二四"), "2024");
    EXPECT_EQ(value_of("八六三"), "863");
    EXPECT_EQ(value_of("〇三"), "3");
    EXPECT_EQ(value_of("一二三四五六七八九一二三四五六七八"), "12345678912345678");
}

TEST(Numeral, ReadsFractions) {
    EXPECT_EQ(value_of("半"), "0.5");
    EXPECT_EQ(value_of("一点五"), "1.5");
    EXPECT_EQ(value_of("零点零五"), "0.05");
    EXPECT_EQ(value_of("九十九点九九"), "99.99");
    EXPECT_EQ(value_of("一点二万"), "12000");
    EXPECT_EQ(value_of("一點三五億"), "135000000");
    EXPECT_EQ(value_of("一点二万亿"), "1200000000000");
}

TEST(Numeral, ReadsFinancialTraditionalAndShortForms) {
    EXPECT_EQ(value_of("壹仟贰佰叁拾肆万伍仟陆佰柒拾捌"), "12345678");
    EXPECT_EQ(value_of("貳拾億零玖"), "2000000009");
    EXPECT_EQ(value_of("兩萬三千"), "23000");
    EXPECT_EQ(value_of("廿"), "20");
    EXPECT_EQ(value_of("廿五"), "25");
    EXPECT_EQ(value_of("一百卅二"), "132");
}

TEST(Numeral, RefusesMalformedNumerals) {
    for (const char* text :
         {"",           "百百",     "十万十",     "十十",     "一百百", "二百三百",   "一十百",
          "千百",       "百八十",   "万五",       "亿五",     "两十",   "十两",       "三百两",
          "二〇两四",   "一百零",   "一百零零五", "零一百",   "零百",   "一千零五百", "一百零五十",
          "一万零五千", "五万三万", "三亿二亿",   "一万亿亿", "亿万",   "一百五万",   "五百万千",
          "一点",       "点五",     "一点五点六", "一点五百", "百点五", "一万点五亿", "亿点二",
          "一点十",     "半百",     "一百二三十", "一百个",   "3百",    "百分之五",   "一 百"}) {
        EXPECT_EQ(value_of(text), "-") << text;
    }
}

TEST(Numeral, RefusesWhatMayMeanAboutOrIsAName) {
    for (const char* text : {"三五", "七八", "两三", "七八十", "十四五", "三五十", "十七八"}) {
        EXPECT_EQ(value_of(text), "-") << text;
    }
}

TEST(Numeral, RefusesWhatIsTooLong) {
    EXPECT_EQ(value_of("一二三四五六七八九一二三四五六七八九一"), "-");
    std::string text = "一点";
    for (std::size_t i = 0; i < kMaxNumeralLength; ++i) text += "零";
    EXPECT_EQ(value_of(text), "-");
}

TEST(Numeral, WritesThePlainModernForm) {
    for (const auto& [text, value] : std::initializer_list<Case>{{"零", "0"},
                                                                 {"十", "10"},
                                                                 {"十二", "12"},
                                                                 {"二十", "20"},
                                                                 {"一百零五", "105"},
                                                                 {"一百一十", "110"},
                                                                 {"二千零三", "2003"},
                                                                 {"一万零五十", "10050"},
                                                                 {"十万", "100000"},
                                                                 {"一亿零五百万", "105000000"},
                                                                 {"一万二千亿", "1200000000000"},
                                                                 {"三万亿零五万", "3000000050000"},
                                                                 {"二点六", "2.6"},
                                                                 {"零点零五", "0.05"},
                                                                 {"-", "-1"},
                                                                 {"-", "10000000000000000"}}) {
        EXPECT_EQ(numeral_of(value), text);
    }
}

// Property: what is written is read back as the same number.
TEST(Numeral, RoundTrips) {
    const auto check = [](Int128 coefficient, int scale) {
        const Decimal value = Decimal::of(coefficient, scale).value();
        const std::u32string text = format_chinese_numeral(value).value();
        ASSERT_EQ(parse_chinese_numeral(text), value) << encode_utf8(text);
    };
    for (int n = 0; n <= 120000; ++n) check(n, 0);
    std::mt19937_64 random(20240604);
    for (int round = 0; round < 50000; ++round) {
        // Zeros are where numerals go wrong, so many digits are wiped out.
        Int128 value = 0;
        for (int place = 0; place < 16; ++place) {
            value = value * 10 + (random() % 2 == 0 ? 0 : static_cast<int>(random() % 10));
        }
        check(value / power_of_ten(static_cast<int>(random() % 16)), 0);
        check(value, static_cast<int>(random() % 17));
    }
}

// Property: whatever can be read can be written, and is then the same number.
TEST(Numeral, EveryReadingOfRandomCharactersIsANumberInRange) {
    const std::u32string characters = U"零〇一二两五九十百千万亿点廿";
    std::mt19937_64 random(20240605);
    int read = 0;
    for (int round = 0; round < 300000; ++round) {
        std::u32string text(1 + random() % 7, U' ');
        for (char32_t& c : text) c = characters[random() % characters.size()];
        const std::optional<Decimal> value = parse_chinese_numeral(text);
        if (!value) continue;
        ++read;
        const auto written = format_chinese_numeral(*value);
        ASSERT_TRUE(written.has_value()) << encode_utf8(text);
        ASSERT_EQ(parse_chinese_numeral(*written), value) << encode_utf8(text);
    }
    EXPECT_GT(read, 10000);
}

}  // namespace
}  // namespace kc::base
