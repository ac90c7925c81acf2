// SPDX-License-Identifier: Apache-2.0
// Short ways to write facts and definitions in tests, and facts at random.
#pragma once

#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "indicator/fact_columns.hpp"
#include "indicator/slice.hpp"

namespace kc::indicator::test {

inline base::Period period(std::string_view text) {
    return base::Period::parse(text).value();
}
inline base::Decimal decimal(std::string_view text) {
    return base::Decimal::parse(text).value();
}
inline base::Ratio number(std::string_view text) {
    return base::Ratio(decimal(text));
}
inline base::Date day(std::string_view text) {
    return base::Date::parse(text).value();
}
inline base::Unit unit(std::string_view text) {
    return base::Unit::parse(text).value();
}

constexpr std::int64_t kDay_us = 86'400'000'000;

// Midnight of a day in China, where the day begins eight hours earlier than in UTC.
inline std::int64_t moment(std::string_view date) {
    return day(date).days_since_1970() * kDay_us - kDay_us / 3;
}

struct FactText {
    std::string indicator = {};
    std::string unit = {};
    std::string period = {};
    std::string value = {};
    store::Dimensions dimensions = {};
    FactStatus status = FactStatus::verified;
    std::string known = "2024-01-01";
};

// Hands out ids in the order of adding.
class Facts {
public:
    Facts& add(const FactText& text) {
        store::Fact fact{.id = ++last_id_,
                         .indicator = text.indicator,
                         .unit = text.unit,
                         .period = period(text.period),
                         .dimensions = text.dimensions,
                         .value = decimal(text.value),
                         .status = text.status,
                         .known_at_us = moment(text.known),
                         .source = "report",
                         .who = "clerk"};
        all.push_back(fact);
        return add(std::move(fact));
    }
    Facts& add(store::Fact fact) {
        KC_CHECK(columns.append(fact).has_value());
        return *this;
    }

    FactColumns columns;
    std::vector<store::Fact> all;

private:
    std::int64_t last_id_ = 0;
};

// The city with its seven counties, and a park that overlaps them.
inline UnitTree city_tree() {
    std::vector<UnitNode> nodes = {{.code = "341800", .name = {"宣城市", "Xuancheng"}}};
    const std::pair<const char*, Words> counties[] = {
        {"341802", {"宣州区", "Xuanzhou"}}, {"341821", {"郎溪县", "Langxi"}},
        {"341823", {"泾县", "Jingxian"}},   {"341824", {"绩溪县", "Jixi"}},
        {"341825", {"旌德县", "Jingde"}},   {"341881", {"宁国市", "Ningguo"}},
        {"341882", {"广德市", "Guangde"}}};
    for (const auto& [code, name] : counties) {
        nodes.push_back({.code = code, .name = name, .parent = "341800"});
    }
    nodes.push_back({.code = "xc-park",
                     .name = {"高新区", "High-tech zone"},
                     .parent = "341800",
                     .adds_to_parent = false});
    return UnitTree::of(std::move(nodes)).value();
}

struct RandomShape {
    int facts = 300;
    int days = 30;  // on which they become known
    int last_month = 12;
    bool decimals = true;
    int members = 3;  // of each dimension
};

// Facts of one indicator about the units of `city_tree` in 2023 and 2024, with every kind of
// period, versions out of order, all statuses and mixed dimensions.
inline std::vector<store::Fact> random_facts(std::mt19937_64& random, const std::string& indicator,
                                             const RandomShape& shape) {
    const auto below = [&](int end) {
        return static_cast<int>(random() % static_cast<std::uint64_t>(end));
    };
    static const std::vector<std::string> kUnits = {
        "341800", "341802", "341821", "341823", "341824", "341825", "341881", "341882", "xc-park"};
    const auto random_period = [&] {
        const int year = 2023 + below(2);
        switch (below(8)) {
            case 0: return *base::Period::year(year);
            case 1: return *base::Period::quarter(year, 1 + below(4));
            case 2: return *base::Period::half(year, 1 + below(2));
            case 3:
            case 4: return *base::Period::running_total(year, 1 + below(shape.last_month));
            default: return *base::Period::month(year, 1 + below(shape.last_month));
        }
    };
    std::vector<store::Fact> facts;
    for (int i = 0; i < shape.facts; ++i) {
        store::Fact fact{
            .id = i + 1,
            .indicator = indicator,
            .unit = kUnits[static_cast<std::size_t>(below(static_cast<int>(kUnits.size())))],
            .period = random_period()};
        if (below(3) == 0)
            fact.dimensions.emplace_back("field", "f" + std::to_string(below(shape.members)));
        if (below(4) == 0)
            fact.dimensions.emplace_back("level", "l" + std::to_string(below(shape.members)));
        fact.value = base::Decimal::of(below(2000) - 200, shape.decimals ? below(4) : 0).value();
        fact.status = static_cast<FactStatus>(below(5));
        fact.known_at_us = below(shape.days) * kDay_us;
        fact.source = "s" + std::to_string(below(3));
        facts.push_back(std::move(fact));
    }
    return facts;
}

}  // namespace kc::indicator::test
