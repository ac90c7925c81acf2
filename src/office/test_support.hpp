// SPDX-License-Identifier: Apache-2.0
// What the tests of this room share: an office on a small pack, with a clock that only the test
// moves, on SQLite or on the PostgreSQL of the run; people with the catalog's roles.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include "access/standing.hpp"
#include "office/office_live.hpp"
#include "office/office_record_changes.hpp"
#include "store/test_support.hpp"

namespace kc::office::test {

// Noon of 15 July 2024 in China.
inline constexpr std::int64_t kMidJuly2024 = 1'721'016'000'000'000;
inline constexpr std::int64_t kDay = 86'400'000'000;

inline constexpr const char* kSmallManifest = R"(kind: manifest
code: small-2024
name: {zh: 小, en: Small}
year: 2024
issuer: {zh: 局, en: Bureau}
region: "341800"
requires: [catalog]
)";

// One figure a month, of each county; nobody signs it.
inline constexpr const char* kTurnoverForm = R"(kind: form
code: form.test
name: {zh: 月报, en: Monthly}
definition: {zh: 月末数, en: As of the last day}
fillers: {type: county}
frequency: month
first: 2024-01
deadline_days: 5
fields:
  - code: turnover
    name: {zh: 技术合同成交额, en: Turnover}
    indicator: cn.techcontract.turnover
    unit: 万元
    places: 2
    covers: year-to-date
route:
  enter: {role: role.county_clerk}
  check: {role: role.section_head, section: template.bureau.planning}
  publish: {role: role.section_head, section: template.bureau.planning}
)";

// How much counties may be asked for.
inline const std::string kBudgetedManifest =
    std::string(kSmallManifest) + "burden: [{units: county, fields_per_month: 2}]\n";

class OfficeTest : public testing::Test {
protected:
    OfficeTest() { *clock_.now_us = kMidJuly2024; }

    // A file of the pack, before it is opened.
    void put(const std::string& name, const std::string& text) {
        std::filesystem::create_directories(folder_.file("pack"));
        std::ofstream(folder_.file("pack") + "/" + name) << text;
    }

    // Again after it was open: a restart.
    void open() {
        office_.reset();
        if (database_.empty()) database_ = folder_.database("office.db");
        auto office = Office::open({.pack_folder = folder_.file("pack"),
                                    .database = database_,
                                    .files_folder = folder_.file("files"),
                                    .clock = clock_.clock()});
        ASSERT_TRUE(office) << to_string(office.error(), Language::en);
        office_ = std::move(*office);
    }

    void pass(std::int64_t us) { *clock_.now_us += us; }
    std::string key() { return "key-number-" + std::to_string(++keys_); }

    static access::Actor person(const std::string& name, const char* role,
                                access::Holding holding) {
        access::Standing standing;
        standing.book = access::RoleBook::shipped();
        standing.city = {"341800", "341802", "341821"};
        holding.role = standing.book->find(role);
        EXPECT_NE(holding.role, nullptr);
        standing.holdings.push_back(std::move(holding));
        access::Actor actor{.name = name};
        actor.standing = std::make_shared<access::Standing>(std::move(standing));
        return actor;
    }

    // The official figure, "12"; empty where there is none.
    std::string figure(const std::string& indicator, const std::string& unit,
                       const std::string& period) const {
        const auto figures = office_->figures();
        const auto found =
            figures.columns.as_of({}).find(indicator, unit, *base::Period::parse(period));
        return found ? base::to_string(found->value) : "";
    }

    store::test::TempFolder folder_;
    store::test::ManualClock clock_;
    std::string database_;
    std::unique_ptr<Office> office_;
    int keys_ = 0;
};

// The code of the refusal or of the first mistake; empty when it was done.
template <typename Answer>
std::string code_of(const Answer& answer) {
    if (answer.refused) return answer.refused->code;
    return answer.mistakes.empty() ? "" : answer.mistakes.front().what.code;
}

}  // namespace kc::office::test
