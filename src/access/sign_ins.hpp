// SPDX-License-Identifier: Apache-2.0
// Sign-ins that have begun at a provider of identities and are to end here: each is good once and
// for a short while. In memory, or in the database where several processes serve the office, so
// that whoever begins at one may come back to another.
//
// Nothing that is kept lets anybody sign in: of the state and of what binds it to the browser there
// are digests only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/migrate.hpp"

namespace kc::access {

struct SignIn {
    std::string provider = {};
    std::string binding_digest = {};
    std::string to = {};        // the page that was wanted
    std::string link_for = {};  // the account to link the identity to; empty at a sign-in
    std::int64_t begun_us = 0;
};

// For StoreOptions::schemas.
store::Schema sign_in_schema();

// Any thread.
class SignIns {
public:
    static constexpr std::int64_t kSeconds = 10 * 60;
    static constexpr std::size_t kMax = 2'000;  // beyond it the oldest goes

    // In memory.
    SignIns() = default;
    // In the database, whose tables must be there.
    static Result<std::unique_ptr<SignIns>> open(const std::string& target);

    Result<void> keep(std::string_view state_digest, const SignIn& one);
    // Takes it out, so it is given once whoever asks. Nothing when there is none, or it has
    // lasted too long.
    Result<std::optional<SignIn>> take(std::string_view state_digest, std::int64_t now_us);

private:
    Result<void> keep_in_database(std::string_view state_digest, const SignIn& one);
    Result<std::optional<SignIn>> take_from_database(std::string_view state_digest);

    std::mutex mutex_;
    std::optional<store::Connection> connection_;
    std::unordered_map<std::string, SignIn> by_state_;
};

}  // namespace kc::access
