// SPDX-License-Identifier: Apache-2.0
#include "office/office_documents.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <variant>

#include "office/office_facts.hpp"

namespace kc::office {
namespace {

// Noon of 15 July 2024 in China.
constexpr std::int64_t kMidJuly2024 = 1'721'016'000'000'000;
constexpr std::int64_t kDayUs = 86'400'000'000;

class OfficeDocuments : public testing::Test {
protected:
    OfficeDocuments()
        : folder_(std::filesystem::path(testing::TempDir()) /
                  // Tests of one suite run side by side.
                  ("kc_office_documents_" +
                   std::string(testing::UnitTest::GetInstance()->current_test_info()->name()))) {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        auto office = Office::open({.pack_folder = KC_SOURCE_DIR "/packs/xuancheng-2024",
                                    .database = (folder_ / "office.db").string(),
                                    .clock = [this] { return now_us_; }});
        EXPECT_TRUE(office) << to_string(office.error(), Language::en);
        office_ = std::move(*office);
    }
    ~OfficeDocuments() override {
        office_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    void record(const std::string& value) {
        const CheckedFact checked = check_fact(*office_->live(),
                                               {.indicator = "cn.htfirm.valid_count",
                                                .unit = "341800",
                                                .period = "2024-06",
                                                .value = value,
                                                .status = "verified"},
                                               {.may_verify = true});
        ASSERT_TRUE(checked.fact);
        ASSERT_TRUE(record_facts(*office_, {"li", "key" + value}, {*checked.fact}));
    }

    exchange::OfficialDocument bulletin(const Moment& moment) {
        const auto live = office_->live();
        const auto* from = find_document_template(*live, "cn.doc.monthly_bulletin");
        EXPECT_NE(from, nullptr);
        auto document = compose_document(*office_, *from, {7, moment});
        EXPECT_TRUE(document);
        return std::move(*document);
    }

    static const exchange::DocumentTable& table(const std::vector<exchange::DocumentBlock>& in) {
        for (const auto& block : in) {
            if (const auto* found = std::get_if<exchange::DocumentTable>(&block)) return *found;
        }
        static const exchange::DocumentTable none;
        return none;
    }

    std::int64_t now_us_ = kMidJuly2024;
    std::filesystem::path folder_;
    std::unique_ptr<Office> office_;
};

TEST_F(OfficeDocuments, WordsAreFilledFromTheTargets) {
    record("780");
    const auto document = bulletin(office_->now());
    EXPECT_EQ(document.number, "第7期");
    EXPECT_EQ(document.title, "关于2024年6月科技创新工作目标\n进展情况的通报");
    EXPECT_EQ(document.issuer, office_->live()->manifest().issuer.zh);
    const auto targets = office_->live()->pack.objects.targets.size();
    const auto& all = table(document.annexes.at(0).blocks);
    EXPECT_EQ(all.rows.size(), targets);
    for (const auto& block : document.blocks) {
        const auto* prose = std::get_if<exchange::Prose>(&block);
        EXPECT_TRUE(prose == nullptr || prose->text.find('{') == std::string::npos);
    }
    EXPECT_TRUE(exchange::official_document_docx(document));
}

TEST_F(OfficeDocuments, APastBulletinIsMadeAgainAsItWas) {
    record("780");
    const auto value = [&](const exchange::OfficialDocument& document) {
        for (const auto& row : table(document.annexes.at(0).blocks).rows) {
            if (row.at(2).find("850家") != std::string::npos) return row.at(3);
        }
        return std::string("none");
    };
    EXPECT_EQ(value(bulletin(office_->now())), "780家");
    now_us_ += 40 * kDayUs;
    record("800");
    EXPECT_EQ(value(bulletin(office_->now())), "800家");
    const auto past = bulletin(*office_->end_of(*base::Date::of(2024, 7, 15)));
    EXPECT_EQ(value(past), "780家");
    EXPECT_EQ(base::to_string(past.written_on), "2024-07-15");
}

TEST(OfficeDocumentPeriod, IsTheLastOneThatIsOver) {
    const auto before = [](pack::DocumentPeriod period, int month, int day) {
        return to_string(period_before(period, *base::Date::of(2024, month, day)));
    };
    EXPECT_EQ(before(pack::DocumentPeriod::month, 7, 15), "2024-06");
    EXPECT_EQ(before(pack::DocumentPeriod::month, 6, 30), "2024-06");
    EXPECT_EQ(before(pack::DocumentPeriod::month, 1, 1), "2023-12");
    EXPECT_EQ(before(pack::DocumentPeriod::quarter, 6, 30), "2024-Q2");
    EXPECT_EQ(before(pack::DocumentPeriod::quarter, 2, 1), "2023-Q4");
    EXPECT_EQ(before(pack::DocumentPeriod::year, 12, 31), "2024");
    EXPECT_EQ(before(pack::DocumentPeriod::year, 12, 30), "2023");
}

}  // namespace
}  // namespace kc::office
