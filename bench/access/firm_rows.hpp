// SPDX-License-Identifier: Apache-2.0
// Made-up firms in random counties and states, for measuring what restricted people read.
#pragma once

#include <fmt/format.h>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "record/write.hpp"

namespace kc::bench {

inline constexpr const char* kFirms = "cn.enterprise";
inline constexpr std::array<const char*, 6> kStates = {"draft",    "submitted", "signed",
                                                       "verified", "published", "returned"};

// With the check sign of GB 32100-2015.
inline std::string credit_code(int number) {
    constexpr std::string_view kSigns = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const std::string body = fmt::format("91341802{:09d}", number);
    std::size_t sum = 0;
    std::size_t weight = 1;
    for (const char sign : body) {
        sum += kSigns.find(sign) * weight;
        weight = weight * 3 % 31;
    }
    return body + kSigns[(31 - sum % 31) % 31];
}

inline record::NewRecord firm(int number, std::string county, std::mt19937_64& random) {
    return {kFirms,
            {{"name", fmt::format("虚构企业{}号", random() % 10'000'000)},
             {"credit_code", credit_code(number)},
             {"region", std::move(county)}},
            kStates[random() % kStates.size()],
            {}};
}

}  // namespace kc::bench
