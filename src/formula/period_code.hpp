// SPDX-License-Identifier: Apache-2.0
// A period as one integer: its days, and its kind, because 2024-01..12 is not the year 2024.
#pragma once

#include <cstdint>

#include "base/period.hpp"

namespace kc::formula {

inline constexpr int kKindBits = 3;
inline constexpr int kDayBits = 24;
inline constexpr std::int64_t kDayShift = std::int64_t{1} << (kDayBits - 1);

inline std::int64_t period_code(const base::Period& period) {
    const std::int64_t first = period.first_day().days_since_1970() + kDayShift;
    const std::int64_t last = period.last_day().days_since_1970() + kDayShift;
    return (((last << kDayBits) | first) << kKindBits) | static_cast<std::int64_t>(period.kind());
}

inline std::int64_t first_day_of(std::int64_t code) {
    return ((code >> kKindBits) & ((std::int64_t{1} << kDayBits) - 1)) - kDayShift;
}
inline std::int64_t last_day_of(std::int64_t code) {
    return (code >> (kKindBits + kDayBits)) - kDayShift;
}

}  // namespace kc::formula
