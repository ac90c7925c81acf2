// SPDX-License-Identifier: Apache-2.0
// Signing in with an identity from elsewhere: OpenID Connect, authorization code with PKCE.
//
// A sign-in begins here with a state, and a secret that only the browser keeps, in a cookie; nonce
// and verifier follow from the secret. It ends when the provider sends the browser back with a code
// that we redeem for a token. Each is good once and for ten minutes (access/sign_ins.hpp).
//
//   auto begun = providers.begin("city", "/desk");      // send the browser to begun->url
//   auto done = providers.finish("city", binding, query);   // who it is, as far as they say
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "access/sign_ins.hpp"
#include "base/result.hpp"
#include "server/identity_token.hpp"
#include "server/provider_settings.hpp"
#include "store/clock.hpp"

namespace kc::server {

inline constexpr std::int64_t kDiscoverySeconds = 60 * 60;
// An unknown key makes us ask for new ones. When that did not help we wait so long.
inline constexpr std::int64_t kKeysPauseSeconds = 30;

// What a provider says of itself, and its keys, kept for a while.
struct ProviderFacts {
    std::string authorization_endpoint = {};
    std::string token_endpoint = {};
    std::string keys_address = {};
    bool takes_basic = true;
    std::int64_t read_at_us = 0;
    std::vector<TokenKey> keys = {};
    std::int64_t keys_missed_at_us = 0;  // when asking again did not help
};

struct Begun {
    std::string url = {};      // where the browser goes
    std::string binding = {};  // for a cookie
};

// What came back in the address.
struct Returned {
    std::string state = {};
    std::string code = {};
    std::string error = {};
    std::string issuer = {};
};

struct Known {
    std::string issuer = {};
    std::string subject = {};
    bool has_factor = false;
    std::string to = {};        // the page that was wanted
    std::string link_for = {};  // the account to link it to; empty at a sign-in
};

class Providers {
public:
    // `address` is the office's own, as browsers write it; sign-ins are kept in memory where there
    // is nothing else to keep them in.
    Providers(std::vector<ProviderSettings> settings, std::string address, store::Clock clock,
              std::unique_ptr<access::SignIns> sign_ins = {});

    [[nodiscard]] const std::vector<ProviderSettings>& all() const { return settings_; }
    [[nodiscard]] const ProviderSettings* find(std::string_view code) const;

    // Asks the provider where to go: may take seconds.
    Result<Begun> begin(const ProviderSettings& provider, std::string to,
                        std::string link_for = {});

    // Errors: E-provider-state (not begun here, by this browser, or too long ago),
    // E-provider-refused, E-provider-down, E-identity-token. `to` and `link_for` are told through
    // `known` also when it fails after the state was found.
    Result<void> finish(const ProviderSettings& provider, std::string_view binding,
                        const Returned& returned, Known& known);

private:
    Result<ProviderFacts> facts_of(const ProviderSettings& provider);
    Result<std::vector<TokenKey>> keys_for(const ProviderSettings& provider,
                                           const IdentityToken& token);
    Result<std::string> redeem(const ProviderSettings& provider, const std::string& code,
                               const std::string& verifier);
    [[nodiscard]] std::string return_address(const ProviderSettings& provider) const;

    std::vector<ProviderSettings> settings_;
    std::string address_;
    store::Clock clock_;
    std::unique_ptr<access::SignIns> sign_ins_;
    std::mutex mutex_;
    std::map<std::string, ProviderFacts> facts_;
};

}  // namespace kc::server
