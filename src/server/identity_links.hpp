// SPDX-License-Identifier: Apache-2.0
// Linking an identity from elsewhere to an account, and the cookie that binds a sign-in to the
// browser it was begun in.
#pragma once

#include <string>
#include <string_view>

#include "server/message.hpp"
#include "server/providers.hpp"

namespace kc::server {

class Site;

std::string_view binding_cookie_name(const Request& request);
// Set-Cookie; an empty text takes it away. The provider's page sends the browser back, so this one
// cookie has to come along from another site (SameSite=Lax).
std::string binding_cookie(const Request& request, std::string_view binding);

// Links what came back to the account that asked for it. Empty, or the code of what is wrong.
std::string linked_by_owner(Site& site, const Known& known, const ProviderSettings& provider);

}  // namespace kc::server
