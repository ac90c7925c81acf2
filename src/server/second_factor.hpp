// SPDX-License-Identifier: Apache-2.0
// The second factor at sign-in, and the routes by which people set and remove their own.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "server/router.hpp"

namespace kc::server {

class Site;

enum class FactorCheck : std::uint8_t {
    none_set,  // the account has no second factor
    missing,   // it has one, and no code was given
    wrong,
    right,  // and used up
};

// Writes when a code is given.
Result<FactorCheck> check_second_factor(Site& site, const std::string& account,
                                        std::string_view code);

void add_second_factor_routes(Site& site, Router& router);

}  // namespace kc::server
