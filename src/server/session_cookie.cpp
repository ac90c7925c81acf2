// SPDX-License-Identifier: Apache-2.0
#include "server/session_cookie.hpp"

#include <fmt/format.h>

#include "server/site.hpp"

namespace kc::server {
namespace {

constexpr std::size_t kAddressBytesMax = 60;

// Of the browser, as the proxy on this machine tells it: the last address is the one the proxy saw
// itself, those before it are hearsay.
std::string address_of(const Request& request) {
    if (!request.peer_is_loopback && !request.peer_is_proxy) return request.peer;
    std::string_view chain = request.header("x-forwarded-for");
    if (chain.empty()) return request.peer;
    if (const std::size_t comma = chain.rfind(','); comma != std::string_view::npos)
        chain.remove_prefix(comma + 1);
    while (chain.starts_with(' ')) chain.remove_prefix(1);
    return std::string(chain.substr(0, kAddressBytesMax));
}

}  // namespace

std::string session_cookie(const Request& request, std::string_view secret) {
    const std::string_view name = session_cookie_name(request);
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}", name, secret,
                       name.starts_with("__Host-") ? "; Secure" : "");
}

access::Sessions::Begun new_session(Site& site, const Request& request, const std::string& name,
                                    access::Role role, access::SignInHow how) {
    site.sessions().end(request.cookie(session_cookie_name(request)));
    how.address = address_of(request);
    return site.sessions().begin(name, role, std::move(how));
}

}  // namespace kc::server
