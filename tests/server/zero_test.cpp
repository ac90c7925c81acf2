// SPDX-License-Identifier: Apache-2.0
// Firms still at zero (三清零), in the sample city: from the fields of the registry and the yearly
// figures to the target's lists, item by item, and to the file.
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "record/commands.hpp"
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

TEST_F(Zero, TheFileHoldsWhatItsReaderMayTakeOut) {
    const Headers clerk = office_.person("li", "role.county_clerk", R"("units":["999905"])");
    const Headers viewer = office_.person("guan", "role.viewer", R"("from":"2024-01-01")");
    const std::string path = std::string(kOut) + kDay + "&format=json";
    const Reply refused = office_.get(path, viewer);
    EXPECT_EQ(refused.status, 403) << refused.body;
    EXPECT_EQ(refused.json().find("code")->text, "E-forbidden");
    const JsonValue all = office_.get(path, business_).json();
    const JsonValue own = office_.get(path, clerk).json();
    const std::size_t whole = static_cast<std::size_t>(
        whole_number(records(clerk).find("coverage")->find("whole")->text));
    ASSERT_EQ(own.find("rows")->items.size(), whole);
    EXPECT_LT(whole, all.find("rows")->items.size());
    std::set<std::string> everywhere;
    for (const JsonValue& row : all.find("rows")->items) everywhere.insert(row.find("id")->text);
    for (const JsonValue& row : own.find("rows")->items) {
        const std::string& id = row.find("id")->text;
        EXPECT_TRUE(everywhere.contains(id)) << id;
        const Reply record = office_.get(fmt::format("{}/{}", kFirms, id), clerk);
        EXPECT_EQ(record.status, 200) << id;
    }
}

TEST_F(Zero, TheFileSaysWhatIsBeingCorrectedAndWhatHasEnded) {
    const std::string path = std::string(kOut) + kDay + "&format=json";
    const auto row_of = [&](const std::string& id) {
        const JsonValue file = office_.get(path, business_).json();
        for (const JsonValue& row : file.find("rows")->items) {
            if (row.find("id")->text == id) return row;
        }
        ADD_FAILURE() << id;
        return JsonValue{};
    };
    const auto is_empty = [](const JsonValue* cell) {
        return cell == nullptr || cell->type == JsonType::null || cell->text.empty();
    };
    const std::string id = *ids(*records(business_).find("at_zero")).begin();
    EXPECT_TRUE(is_empty(row_of(id).find("correction")));
    EXPECT_TRUE(is_empty(row_of(id).find("ended")));
    const auto write = [&](store::Command command) {
        auto answer = office_.site().office().store().write(std::move(command));
        ASSERT_TRUE(answer) << answer.error().en;
    };
    const auto registries = office_.site().office().live()->registries;
    const record::Whom whom{
        .registry = "cn.enterprise", .id = whole_number(id), .allowed = store::always()};
    const auto request = [&](const char* key) {
        return record::Request{key, "li", office_.site().office().today()};
    };
    for (const char* state : {"verified", "returned"})
        write(record::state_command(registries, request(state), {.whom = whom, .state = state}));
    EXPECT_EQ(row_of(id).find("correction")->text, "2024-07-15");
    write(record::close_command(
        registries, request("close"),
        {.whom = whom, .life = "closed", .on = *base::Date::of(2023, 10, 1), .reason = "注销"}));
    write(record::state_command(registries, request("again"), {.whom = whom, .state = "verified"}));
    EXPECT_EQ(row_of(id).find("ended")->text, "2023-09-30");
    EXPECT_TRUE(is_empty(row_of(id).find("correction")));
}

// Of a stock of certificates: which of those counted run out within the year.
TEST_F(Zero, TheFileSaysWhatRunsOutWithinTheYear) {
    const std::string at = "/api/v1/targets/cw2024.htfirms/records?on=2024-07-15";
    const Reply list = office_.get(at, business_);
    ASSERT_EQ(list.status, 200) << list.body;
    const JsonValue view = list.json();
    const auto expiring = ids(*view.find("expiring"));
    ASSERT_FALSE(expiring.empty());
    const JsonValue file =
        office_
            .get("/api/v1/exports/targets/cw2024.htfirms/records?on=2024-07-15&format=json",
                 business_)
            .json();
    std::set<std::string> marked;
    for (const JsonValue& row : file.find("rows")->items) {
        const JsonValue* end = row.find("expiring");
        if (end == nullptr || end->type == JsonType::null || end->text.empty()) continue;
        marked.insert(row.find("id")->text);
        EXPECT_GE(end->text, "2024-07-15");
        EXPECT_LE(end->text, "2024-12-31");
    }
    EXPECT_EQ(marked.size(), static_cast<std::size_t>(total(*view.find("expiring"))));
    for (const std::string& id : expiring) EXPECT_TRUE(marked.contains(id)) << id;
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
