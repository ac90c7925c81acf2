// SPDX-License-Identifier: Apache-2.0
#include "office/region.hpp"

#include <array>
#include <tuple>

namespace kc::office {
namespace {

using pack::AdminUnit;
using pack::UnitType;

bool is_division(const AdminUnit& unit) {
    switch (unit.type) {
        case UnitType::province:
        case UnitType::city:
        case UnitType::district:
        case UnitType::county:
        case UnitType::county_level_city: return true;
        default: return false;
    }
}

bool in_force(const AdminUnit& unit, std::int32_t year) {
    if (unit.valid_to && unit.valid_to->year() < year) return false;
    return !unit.valid_from || unit.valid_from->year() <= year;
}

struct Found {
    const AdminUnit* unit = nullptr;
    int depth = -1;
    std::size_t at = 0;
};

class Search {
public:
    Search(std::string_view text, std::int32_t year) : text_(text), year_(year) {}

    void visit(const std::vector<AdminUnit>& units, int depth) {
        for (const AdminUnit& unit : units) {
            if (is_division(unit) && in_force(unit, year_)) consider(unit, depth);
            visit(unit.children, depth + 1);
        }
    }

    const AdminUnit* result() const {
        return by_name_.unit != nullptr ? by_name_.unit : by_short_name_.unit;
    }

private:
    void consider(const AdminUnit& unit, int depth) {
        if (const std::size_t at = text_.find(unit.name.zh); at != std::string_view::npos) {
            take(by_name_, {&unit, depth, at});
        }
        if (!unit.short_name.empty() && text_.starts_with(unit.short_name)) {
            take(by_short_name_, {&unit, depth, 0});
        }
    }

    static void take(Found& best, Found found) {
        if (std::tuple(-found.depth, found.at) < std::tuple(-best.depth, best.at)) best = found;
    }

    std::string_view text_;
    std::int32_t year_;
    Found by_name_;
    Found by_short_name_;
};

}  // namespace

const AdminUnit* find_region(std::string_view text, std::int32_t year,
                             const pack::ObjectSet& catalog) {
    Search search(text, year);
    for (const auto& tree : catalog.unit_trees) search.visit(tree.value.units, 0);
    return search.result();
}

std::vector<const AdminUnit*> counties_of(const AdminUnit& region, std::int32_t year) {
    std::vector<const AdminUnit*> counties;
    for (const AdminUnit& unit : region.children) {
        if (is_division(unit) && in_force(unit, year)) counties.push_back(&unit);
    }
    return counties;
}

const AdminUnit* county_named(std::string_view scope, const AdminUnit& region, std::int32_t year) {
    for (const AdminUnit* county : counties_of(region, year)) {
        if (scope == county->name.zh || scope == county->short_name) return county;
    }
    return nullptr;
}

PlaceName place_at_head(std::string_view issuer) {
    struct Ending {
        std::string_view word;
        UnitType type;
    };
    static constexpr std::array<Ending, 5> kEndings{{{"省", UnitType::province},
                                                     {"市", UnitType::city},
                                                     {"县", UnitType::county},
                                                     {"区", UnitType::district},
                                                     {"州", UnitType::city}}};
    constexpr std::size_t kMinStemBytes = 6;   // two characters
    constexpr std::size_t kMaxStemBytes = 18;  // six
    PlaceName place;
    for (const Ending& ending : kEndings) {
        const std::size_t at = issuer.find(ending.word, kMinStemBytes);
        if (at == std::string_view::npos || at > kMaxStemBytes) continue;
        if (!place.name.empty() && at >= place.stem.size()) continue;
        place = {issuer.substr(0, at + ending.word.size()), issuer.substr(0, at), ending.type};
    }
    return place;
}

}  // namespace kc::office
