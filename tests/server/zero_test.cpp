// SPDX-License-Identifier: Apache-2.0
// Firms still at zero (三清零), in the sample city: from the fields of the registry and the yearly
// figures to the target's lists, item by item, and to the file.
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "running_office.hpp"
#include "schema_check.hpp"

namespace kc::test {
namespace {

using Headers = std::map<std::string, std::string>;
using server::JsonType;
using server::JsonValue;

constexpr const char* kRecords = "/api/v1/targets/cw2024.coverage/records";
constexpr const char* kOut = "/api/v1/exports/targets/cw2024.coverage/records";
constexpr const char* kFirms = "/api/v1/records/cn.enterprise";
// The last day of which the sample has yearly figures.
constexpr const char* kDay = "?on=2023-12-31";

class Zero : public testing::Test {
protected:
    Zero()
        : office_(office::SampleOptions{.seed = 3,
                                        .size = office::SampleSize::small,
                                        .today = *base::Date::of(2024, 7, 15)}) {
        contract_ = office_.get("/api/openapi.json").json();
        office_.set_up();
        business_ = office_.sign_in("business");
    }

    JsonValue records(const Headers& who, const std::string& day = kDay) {
        const Reply reply = office_.get(kRecords + day, who);
        EXPECT_EQ(reply_misfit(contract_, "get", "/api/v1/targets/{code}/records", reply), "");
        return reply.json();
    }

    static int total(const JsonValue& list) { return whole_number(list.find("total")->text); }

    static std::set<std::string> ids(const JsonValue& list) {
        std::set<std::string> found;
        for (const JsonValue& one : list.find("items")->items) found.insert(one.find("id")->text);
        return found;
    }

    static const JsonValue& item(const JsonValue& records, std::string_view code) {
        for (const JsonValue& one : records.find("coverage")->find("items")->items) {
            if (one.find("code")->text == code) return one;
        }
        ADD_FAILURE() << code;
        return records;
    }

    RunningOffice office_;
    JsonValue contract_;
    Headers business_;
};

TEST_F(Zero, EveryFirmOfTheFixedSetIsClearedAtZeroOrUnknown) {
    const JsonValue now = records(business_);
    const JsonValue& coverage = *now.find("coverage");
    ASSERT_EQ(coverage.type, JsonType::object);
    EXPECT_EQ(coverage.find("frozen_on")->text, "2022-12-31");
    const int whole = whole_number(coverage.find("whole")->text);
    EXPECT_GT(whole, 100);
    EXPECT_GT(total(*now.find("at_zero")), 0);
    EXPECT_EQ(total(*now.find("counted")) + total(*now.find("at_zero")) +
                  total(*coverage.find("no_data")),
              whole);
    ASSERT_EQ(coverage.find("items")->items.size(), 3U);
    for (const JsonValue& one : coverage.find("items")->items) {
        EXPECT_EQ(whole_number(one.find("cleared")->text) + total(*one.find("at_zero")) +
                      total(*one.find("no_data")),
                  whole)
            << one.find("code")->text;
    }
    // The first item asks what the whole indicator asks.
    EXPECT_EQ(ids(*item(now, "rd-activity").find("at_zero")), ids(*now.find("at_zero")));
}

TEST_F(Zero, AFirmThatHasAnInstitutionLeavesTheList) {
    const JsonValue before = records(business_);
    const auto at_zero = ids(*item(before, "rd-institution").find("at_zero"));
    ASSERT_FALSE(at_zero.empty());
    const std::string id = *at_zero.begin();
    const std::string place = fmt::format("{}/{}", kFirms, id);
    Headers change = business_;
    change["If-Match"] = office_.get(place, business_).header("etag");
    change["Idempotency-Key"] = "zero-institution";
    const Reply changed = ask(office_.port(), {.method = "PUT",
                                               .path = place,
                                               .body = R"({"fields":{"has_rd_institution":"yes"}})",
                                               .headers = change});
    ASSERT_EQ(changed.status, 200) << changed.body;
    const JsonValue after = records(business_);
    EXPECT_FALSE(ids(*item(after, "rd-institution").find("at_zero")).contains(id));
    EXPECT_EQ(whole_number(item(after, "rd-institution").find("cleared")->text),
              whole_number(item(before, "rd-institution").find("cleared")->text) + 1);
    EXPECT_EQ(ids(*item(after, "invention").find("at_zero")),
              ids(*item(before, "invention").find("at_zero")));
}

TEST_F(Zero, TheListGoesOutItemByItem) {
    const JsonValue now = records(business_);
    const Reply out = office_.get(std::string(kOut) + kDay + "&format=csv", business_);
    ASSERT_EQ(out.status, 200) << out.body;
    EXPECT_NE(out.body.find("研发机构清零"), std::string::npos);
    EXPECT_NE(out.body.find("仍为零"), std::string::npos);
    const Reply json = office_.get(std::string(kOut) + kDay + "&format=json", business_);
    ASSERT_EQ(json.status, 200) << json.body;
    const JsonValue file = json.json();
    EXPECT_EQ(file.find("rows")->items.size(),
              static_cast<std::size_t>(whole_number(now.find("coverage")->find("whole")->text)));
    EXPECT_EQ(office_.get("/api/v1/exports/targets/cw2024.rd_intensity/records", business_).status,
              404);
    EXPECT_EQ(office_.get("/api/v1/exports/targets/none/records", business_).status, 404);
    EXPECT_GE(office_.get(kOut).status, 400);
}

TEST_F(Zero, ACountySeesItsOwnFirmsOnly) {
    const Headers clerk = office_.person("li", "role.county_clerk", R"("units":["999905"])");
    const JsonValue all = records(business_);
    const JsonValue own = records(clerk);
    const int seen = whole_number(own.find("coverage")->find("whole")->text);
    EXPECT_GT(seen, 0);
    EXPECT_LT(seen, whole_number(all.find("coverage")->find("whole")->text));
    const auto everybody = ids(*all.find("at_zero"));
    for (const std::string& id : ids(*own.find("at_zero"))) {
        EXPECT_TRUE(everybody.contains(id) || everybody.size() == 500U) << id;
        EXPECT_EQ(office_.get(fmt::format("{}/{}", kFirms, id), clerk).status, 200);
    }
}

}  // namespace
}  // namespace kc::test
