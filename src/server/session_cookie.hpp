// SPDX-License-Identifier: Apache-2.0
// How a session reaches the browser.
#pragma once

#include <string>
#include <string_view>

#include "access/sessions.hpp"
#include "server/message.hpp"

namespace kc::server {

class Site;

// Set-Cookie; an empty secret takes it away when Max-Age=0 is added.
std::string session_cookie(const Request& request, std::string_view secret);

// A fresh secret at every sign-in: one set by somebody else before is worth nothing.
access::Sessions::Begun new_session(Site& site, const Request& request, const std::string& name,
                                    access::Role role, access::SignInHow how);

}  // namespace kc::server
