// SPDX-License-Identifier: Apache-2.0
// Who looks, and as of when: the facts known at a moment, in the statuses a reader may see.
//
// The same question asked with the same reader gives the same answer for ever, whatever has been
// reported since. Drafts and unverified reports are facts too, but never for `official` readers.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>

#include "store/fact.hpp"

namespace kc::indicator {

using store::FactStatus;

class StatusSet {
public:
    constexpr StatusSet(std::initializer_list<FactStatus> statuses) {
        for (const FactStatus status : statuses) add(status);
    }

    constexpr void add(FactStatus status) {
        bits_ = static_cast<std::uint8_t>(bits_ | 1U << static_cast<unsigned>(status));
    }
    [[nodiscard]] constexpr bool contains(FactStatus status) const {
        return (bits_ >> static_cast<unsigned>(status) & 1U) != 0;
    }
    [[nodiscard]] constexpr bool contains(const StatusSet& other) const {
        return (other.bits_ & ~bits_) == 0;
    }

    constexpr bool operator==(const StatusSet&) const = default;

private:
    std::uint8_t bits_ = 0;
};

// What the office answers for: checked figures.
inline constexpr StatusSet kOfficialStatuses = {FactStatus::verified, FactStatus::published,
                                                FactStatus::revised};
inline constexpr StatusSet kEveryStatus = {FactStatus::draft, FactStatus::submitted,
                                           FactStatus::verified, FactStatus::published,
                                           FactStatus::revised};

struct Reader {
    std::int64_t known_at_us = std::numeric_limits<std::int64_t>::max();
    StatusSet statuses = kOfficialStatuses;
};

}  // namespace kc::indicator
