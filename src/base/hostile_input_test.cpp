// SPDX-License-Identifier: Apache-2.0
// Every reader of the room against damaged input: good texts with random bytes changed, cut out and
// put in. A reader may say no, but then in both languages, with a hint, and in valid UTF-8.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "base/citizen_number.hpp"
#include "base/credit_code.hpp"
#include "base/date_range.hpp"
#include "base/decimal.hpp"
#include "base/document_number.hpp"
#include "base/index_number.hpp"
#include "base/money.hpp"
#include "base/numeral.hpp"
#include "base/organisation_code.hpp"
#include "base/other_codes.hpp"
#include "base/patent_number.hpp"
#include "base/period.hpp"
#include "base/quantity.hpp"
#include "base/region_code.hpp"
#include "base/utf8.hpp"

namespace kc::base {
namespace {

constexpr std::size_t kMaxMessageLength = 1000;

template <typename T>
void expect_good_manners(const Result<T>& result, const std::string& input) {
    if (result) return;
    const Diagnostic& error = result.error();
    const std::string message = to_string(error, Language::both);
    ASSERT_TRUE(is_valid_utf8(message)) << input;
    ASSERT_FALSE(error.code.empty() || error.zh.empty() || error.en.empty()) << input;
    ASSERT_FALSE(error.hint_zh.empty() || error.hint_en.empty()) << message;
    ASSERT_LT(message.size(), kMaxMessageLength) << message;
}

void try_every_reader(const std::string& text) {
    static const IndexNumberPattern index = IndexNumberPattern::parse(kIndexNumberPattern).value();
    expect_good_manners(Decimal::parse(text), text);
    expect_good_manners(Unit::parse(text), text);
    expect_good_manners(Quantity::parse(text), text);
    expect_good_manners(Money::parse(text), text);
    expect_good_manners(Date::parse(text), text);
    expect_good_manners(DateRange::parse(text), text);
    expect_good_manners(Period::parse(text), text);
    expect_good_manners(CreditCode::parse(text), text);
    expect_good_manners(OrganisationCode::parse(text), text);
    expect_good_manners(CitizenNumber::parse(text), text);
    expect_good_manners(RegionCode::parse(text), text);
    expect_good_manners(PatentNumber::parse(text), text);
    expect_good_manners(DocumentNumber::parse(text), text);
    expect_good_manners(IndexNumberPattern::parse(text), text);
    expect_good_manners(index.match(text), text);
    expect_good_manners(parse_software_copyright(text), text);
    expect_good_manners(parse_high_tech_certificate(text), text);
    expect_good_manners(parse_ipc(text), text);
    expect_good_manners(parse_phone(text), text);
    expect_good_manners(parse_bank_card(text), text);
    expect_good_manners(parse_bank_branch(text), text);
    const std::u32string decoded = decode_utf8(text);
    if (const auto value = parse_chinese_numeral(decoded)) {
        ASSERT_TRUE(format_chinese_numeral(*value).has_value()) << text;
    }
    if (const auto unit = Unit::at_start_of(decoded)) {
        ASSERT_EQ(Unit::parse(to_string(unit->first)).value(), unit->first) << text;
    }
    ASSERT_TRUE(is_valid_utf8(with_document_brackets(text)));
}

const std::vector<std::string> kSeeds{"",
                                      "-1234.5600",
                                      "999999999999999999",
                                      "件/万人",
                                      "1.2万亿元",
                                      "1,234,567.89元",
                                      "2024年3月15日",
                                      "二〇二四年十二月三十一日",
                                      "2021-01-01..2024-12-31",
                                      "2024-01..06",
                                      "2024年1—6月",
                                      "一亿零五百万",
                                      "一点二万亿",
                                      "91341802000000027J",
                                      "00324496-7",
                                      "11010519491231002X",
                                      "341800-ETDZ",
                                      "ZL201710601862.3",
                                      "CN107391234A",
                                      "国科发火〔2016〕32号",
                                      "113417000032449839/202406-00017",
                                      "{credit_code}/{year:4}{month:2}-{serial:5}",
                                      "2024SR0123456",
                                      "GR202334001234",
                                      "A01B 33/08",
                                      "0563-1234567",
                                      "4111111111111111"};

std::string damaged(std::string text, std::mt19937_64& random) {
    for (std::size_t change = random() % 4; change > 0; --change) {
        const std::size_t at = text.empty() ? 0 : random() % text.size();
        switch (random() % 4) {
            case 0: text.insert(at, 1, static_cast<char>(random() % 256)); break;
            case 1: text.insert(at, kSeeds[random() % kSeeds.size()]); break;
            case 2: text.erase(at, 1 + random() % 3); break;
            default:
                if (!text.empty()) text[at] = static_cast<char>(random() % 256);
        }
    }
    return text;
}

TEST(HostileInput, EveryReaderStaysPolite) {
    std::mt19937_64 random(20240608);
    for (int round = 0; round < 20000; ++round) {
        try_every_reader(damaged(kSeeds[random() % kSeeds.size()], random));
        if (HasFatalFailure()) return;
    }
}

TEST(HostileInput, LengthDoesNotMatter) {
    for (const std::string& seed : kSeeds) {
        std::string text;
        while (!seed.empty() && text.size() < 100'000) text += seed;
        try_every_reader(text);
        try_every_reader(text + '\0');
        if (HasFatalFailure()) return;
    }
}

}  // namespace
}  // namespace kc::base
