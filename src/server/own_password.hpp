// SPDX-License-Identifier: Apache-2.0
// Asking for one's own password again before a change that could take an account over. Guesses
// count against the account as those at sign-in do.
#pragma once

#include <optional>
#include <string>

#include "server/router.hpp"

namespace kc::server {

class Site;

// While the account is locked.
std::optional<Response> refuse_locked(Site& site, const Call& call);

// Nothing when it is right. `pointer` is the field it stood in.
std::optional<Response> refuse_without_password(Site& site, const Call& call,
                                                const std::string& password);

}  // namespace kc::server
