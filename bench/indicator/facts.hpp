// SPDX-License-Identifier: Apache-2.0
// Made-up facts in any number, in the order a sorted load gives them.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "indicator/definition.hpp"
#include "indicator/unit_tree.hpp"
#include "store/fact.hpp"

namespace kc::bench {

struct Layout {
    int indicators = 1;
    int units = 1;    // below one city, in counties of a hundred
    int years = 10;   // of months
    int members = 1;  // of the one dimension
    int revised_percent = 0;

    [[nodiscard]] std::int64_t cells() const {
        return std::int64_t{indicators} * units * years * 12 * members;
    }
};

class FactMaker {
public:
    explicit FactMaker(const Layout& layout) : layout_(layout), random_(20240102) {}

    // The next facts, at most `count`; none at the end.
    std::vector<store::Fact> next(std::size_t count);

    [[nodiscard]] std::vector<indicator::IndicatorDef> indicators() const;
    [[nodiscard]] std::vector<indicator::UnitNode> units() const;

    static constexpr const char* kCity = "city";
    static std::string indicator_code(int number);
    static std::string unit_code(int number);
    static std::string county_code(int number);

private:
    void add(std::vector<store::Fact>& facts);

    Layout layout_;
    std::mt19937_64 random_;
    std::int64_t cell_ = 0;
    std::int64_t id_ = 0;
};

}  // namespace kc::bench
