// SPDX-License-Identifier: Apache-2.0
// A small office for tests of targets: indicators of each nature, one city, facts as they come.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "indicator/target_result.hpp"
#include "indicator/test_support.hpp"

namespace kc::indicator::test {

class TargetTest : public testing::Test {
protected:
    static constexpr const char* kCity = "341800";

    static TargetDef target(std::string indicator, std::string_view value, std::string_view in,
                            std::string_view horizon = "2024") {
        return {.code = "t." + indicator,
                .indicator = std::move(indicator),
                .unit_of_observation = kCity,
                .value = decimal(value),
                .unit = unit(in),
                .horizon = period(horizon)};
    }

    TargetResult at(std::string_view today, const TargetDef& which, const Reader& reader = {}) {
        return evaluate({facts.columns.as_of(reader), indicators, tree}, which, day(today));
    }

    // Running totals of the months of a year, from January on.
    void add_totals(const std::string& indicator, int year,
                    const std::vector<const char*>& totals) {
        for (std::size_t month = 0; month < totals.size(); ++month) {
            facts.add({indicator, kCity,
                       to_string(*base::Period::running_total(year, static_cast<int>(month) + 1)),
                       totals[month]});
        }
    }

    Facts facts;
    UnitTree tree = city_tree();
    Definitions indicators =
        Definitions::of(
            {{.code = "firms",
              .name = {"高新技术企业", "high-tech firms"},
              .unit = unit("家"),
              .nature = Nature::stock,
              .direction = Direction::up},
             {.code = "projects",
              .name = {"产学研项目", "joint projects"},
              .unit = unit("项"),
              .nature = Nature::flow,
              .pace = Pace::even},
             {.code = "contracts",
              .name = {"技术合同成交额", "contract value"},
              .unit = unit("万元"),
              .nature = Nature::flow,
              .pace = Pace::uneven},
             {.code = "filed", .unit = unit("家"), .nature = Nature::flow},
             {.code = "net", .unit = unit("家"), .nature = Nature::flow, .may_be_negative = true},
             {.code = "intensity",
              .name = {"研发投入强度", "R&D intensity"},
              .unit = unit("%"),
              .nature = Nature::ratio,
              .frequency = Frequency::year,
              .publication_lag_months = 11,
              .leading = {"spending"}},
             {.code = "spending",
              .name = {"规上企业研发费用", "R&D cost of large firms"},
              .unit = unit("亿元"),
              .nature = Nature::flow},
             {.code = "share", .unit = unit("%"), .nature = Nature::ratio},
             {.code = "growth", .unit = unit("%"), .nature = Nature::growth},
             {.code = "place",
              .unit = unit("位"),
              .nature = Nature::rank,
              .direction = Direction::down},
             {.code = "accidents",
              .unit = unit("起"),
              .nature = Nature::flow,
              .direction = Direction::down,
              .pace = Pace::even},
             {.code = "without_rd",
              .unit = unit("家"),
              .nature = Nature::stock,
              .direction = Direction::down,
              .pace = Pace::even},
             {.code = "visits",
              .unit = unit("次"),
              .nature = Nature::flow,
              .frequency = Frequency::event,
              .pace = Pace::even}})
            .value();
};

}  // namespace kc::indicator::test
