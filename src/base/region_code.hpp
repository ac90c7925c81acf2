// SPDX-License-Identifier: Apache-2.0
// The code of an administrative region (行政区划代码, GB/T 2260), and a table of regions in which a
// code is good for some time only: a county that became a city got a new code.
//
// Development zones have no national code. They get a local one behind the code of the region they
// lie in, 341800-ETDZ. Names and validity are data of the catalog; none of them is known here.
//
//   Result<RegionEntry> region = table.find(code, on);   // an error names the successor
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "base/date_range.hpp"
#include "base/result.hpp"

namespace kc::base {

class RegionCode {
public:
    enum class Level : std::uint8_t { province, city, county, local };

    static constexpr std::size_t kMaxLocalLength = 8;

    // Six digits; or those, a hyphen and one to eight capitals and digits.
    static Result<RegionCode> parse(std::string_view text);

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] Level level() const;

    // The region around: 341800 for 341823 and for 341800-ETDZ. Empty for a province.
    [[nodiscard]] std::optional<RegionCode> parent() const;

    // Whether `other` is this region or lies in it.
    [[nodiscard]] bool contains(const RegionCode& other) const;

    auto operator<=>(const RegionCode&) const = default;

private:
    explicit RegionCode(std::string text) : text_(std::move(text)) {}

    std::string text_;
};

struct RegionEntry {
    RegionCode code;
    std::string name;
    DateRange validity = {};
    std::optional<RegionCode> successor = {};

    bool operator==(const RegionEntry&) const = default;
};

class RegionTable {
public:
    static constexpr std::size_t kMaxEntries = 100'000;

    // An error when the code already has a name on one of these days.
    Result<void> add(RegionEntry entry);

    // The region the code stood for on a day.
    [[nodiscard]] Result<RegionEntry> find(const RegionCode& code, Date on) const;

    // Every region of that name on a day: 鼓楼区 is found several times. Cost grows with the table.
    [[nodiscard]] std::vector<RegionEntry> named(std::string_view name, Date on) const;

private:
    std::map<RegionCode, std::vector<RegionEntry>> entries_;
    std::size_t size_ = 0;
};

}  // namespace kc::base
