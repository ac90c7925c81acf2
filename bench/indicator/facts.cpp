// SPDX-License-Identifier: Apache-2.0
#include "facts.hpp"

#include <fmt/format.h>

namespace kc::bench {

namespace {

constexpr int kUnitsPerCounty = 100;
constexpr std::int64_t kFirstMoment_us = 1'700'000'000'000'000;
// So many facts come with one command.
constexpr std::int64_t kBatch = 5000;

}  // namespace

std::string FactMaker::indicator_code(int number) {
    return fmt::format("cn.sample.indicator_{:03}", number);
}

std::string FactMaker::unit_code(int number) {
    return fmt::format("u{:06}", number);
}

std::string FactMaker::county_code(int number) {
    return fmt::format("county{:04}", number);
}

std::vector<store::Fact> FactMaker::next(std::size_t count) {
    std::vector<store::Fact> facts;
    facts.reserve(count + 1);
    while (facts.size() < count && cell_ < layout_.cells()) add(facts);
    return facts;
}

// Indicator, then period, then unit, then dimension.
void FactMaker::add(std::vector<store::Fact>& facts) {
    std::int64_t rest = cell_++;
    const auto take = [&rest](int size) {
        const auto part = static_cast<int>(rest % size);
        rest /= size;
        return part;
    };
    const int member = take(layout_.members);
    const int unit = take(layout_.units);
    const int month = take(layout_.years * 12);
    store::Fact fact{.id = ++id_,
                     .indicator = indicator_code(static_cast<int>(rest)),
                     .unit = unit_code(unit),
                     .period = *base::Period::month(2015 + month / 12, month % 12 + 1),
                     .dimensions = {},
                     .value = static_cast<std::int32_t>(random_() % 100'000),
                     .status = store::FactStatus::verified,
                     .known_at_us = kFirstMoment_us + id_ / kBatch,
                     .source = "monthly report",
                     .who = "clerk"};
    if (layout_.members > 1) fact.dimensions = {{"field", fmt::format("f{}", member)}};
    facts.push_back(fact);
    if (static_cast<int>(random_() % 100) < layout_.revised_percent) {
        fact.id = ++id_;
        fact.known_at_us = kFirstMoment_us + id_ / kBatch + 1;
        fact.status = store::FactStatus::revised;
        facts.push_back(std::move(fact));
    }
}

std::vector<indicator::IndicatorDef> FactMaker::indicators() const {
    std::vector<indicator::IndicatorDef> all;
    for (int i = 0; i < layout_.indicators; ++i) {
        all.push_back({.code = indicator_code(i),
                       .unit = base::Unit::parse("家").value(),
                       .nature = indicator::Nature::flow});
    }
    return all;
}

std::vector<indicator::UnitNode> FactMaker::units() const {
    std::vector<indicator::UnitNode> all = {{.code = kCity}};
    for (int i = 0; i < layout_.units; ++i) {
        if (i % kUnitsPerCounty == 0) {
            all.push_back({.code = county_code(i / kUnitsPerCounty), .parent = kCity});
        }
        all.push_back({.code = unit_code(i), .parent = county_code(i / kUnitsPerCounty)});
    }
    return all;
}

}  // namespace kc::bench
