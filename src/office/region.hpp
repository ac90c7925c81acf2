// SPDX-License-Identifier: Apache-2.0
// Which administrative unit of the catalog a plan is about.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "pack/object_set.hpp"

namespace kc::office {

// The deepest unit whose full name stands in the text, the earlier one of two as deep; null when
// there is none. Units not in force in `year` do not count (广德县 in 2024). Short names count only
// at the very beginning and when nothing else is found, because 宣城 is also a part of other names.
const pack::AdminUnit* find_region(std::string_view text, std::int32_t year,
                                   const pack::ObjectSet& catalog);

// The counties, districts and county-level cities directly below, as of the year.
std::vector<const pack::AdminUnit*> counties_of(const pack::AdminUnit& region, std::int32_t year);

// The county that a scope names, by full or short name; null for 各县市区 and the like.
const pack::AdminUnit* county_named(std::string_view scope, const pack::AdminUnit& region,
                                    std::int32_t year);

// The place at the head of an issuer's name that the catalog need not know: 澄湾市科学技术局 begins
// with 澄湾市. Empty when it begins with no such name.
struct PlaceName {
    std::string_view name = {};  // 澄湾市
    std::string_view stem = {};  // 澄湾
    pack::UnitType type = pack::UnitType::other;
};
PlaceName place_at_head(std::string_view issuer);

}  // namespace kc::office
