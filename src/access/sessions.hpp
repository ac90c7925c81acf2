// SPDX-License-Identifier: Apache-2.0
// Who is signed in. Kept in memory only: a restart signs everybody out, and a stolen database file
// holds no session.
//
// A session ends after kIdleSeconds without a request, after kLongestSeconds in any case, and when
// its account's role changes or the account is closed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "access/role.hpp"
#include "store/clock.hpp"

namespace kc::access {

struct Session {
    std::string name = {};
    Role role = Role::none;
    std::string token_for_changes = {};  // against forged requests
    std::int64_t began_us = 0;
    std::int64_t last_seen_us = 0;
    std::int64_t number = 0;   // names it to administrators; says nothing about the secret
    std::string address = {};  // where it began
    bool has_factor = false;   // a second factor was shown in it
    bool by_provider = false;  // begun with an identity from elsewhere, without the password
};

// How somebody came in; as in Session.
struct SignInHow {
    std::string address = {};
    bool has_factor = false;
    bool by_provider = false;
};

class Sessions {
public:
    static constexpr std::int64_t kIdleSeconds = 30 * 60;
    static constexpr std::int64_t kLongestSeconds = 12 * 60 * 60;
    static constexpr std::size_t kSessionsMax = 10'000;

    explicit Sessions(store::Clock clock) : clock_(std::move(clock)) {}

    struct Begun {
        std::string secret = {};  // for the cookie; nowhere else, not even here
        Session session = {};
    };
    Begun begin(const std::string& name, Role role, SignInHow how = {});

    // The session of a cookie, now seen again.
    std::optional<Session> find(std::string_view secret);

    // A second factor was shown in it just now.
    void note_factor(std::string_view secret);

    // Those that last, by number.
    std::vector<Session> all_of(std::string_view name);
    // Of every account that has one.
    std::unordered_map<std::string, std::int64_t> counts();

    void end(std::string_view secret);
    void end_all_of(std::string_view name);
    // False when the account has no such session.
    bool end_one(std::string_view name, std::int64_t number);

private:
    void forget_old(std::int64_t now_us);

    store::Clock clock_;
    std::mutex mutex_;
    std::int64_t last_number_ = 0;
    std::unordered_map<std::string, Session> by_digest_;  // SHA-256 of the secret
};

}  // namespace kc::access
