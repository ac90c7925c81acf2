// SPDX-License-Identifier: Apache-2.0
// The sessions of an office that several processes serve, in its database: whoever signed in at one
// is signed in at all, and whoever signed out at one is signed out at all.
//
// Beside the journal, on a connection of its own: that somebody signed in is in the journal
// already, and being seen every half minute is no change of the office.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "access/role.hpp"
#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/migrate.hpp"

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

// For StoreOptions::schemas.
store::Schema session_schema();

// Any thread; one at a time. A lost connection is made anew with the next call.
class SessionTable {
public:
    // The tables must be there.
    static Result<std::unique_ptr<SessionTable>> open(const std::string& target);

    Result<void> insert(std::string_view digest, const Session& session);
    Result<std::optional<Session>> find(std::string_view digest);
    Result<void> end(std::string_view digest);
    Result<void> end_all_of(std::string_view name);
    // False when the account has no such session.
    Result<bool> end_one(std::string_view name, std::int64_t number);
    Result<void> note_factor(std::string_view digest);
    Result<std::vector<Session>> all_of(std::string_view name);
    // Of those seen after the one time and begun after the other.
    Result<std::unordered_map<std::string, std::int64_t>> counts(std::int64_t seen_after_us,
                                                                 std::int64_t began_after_us);
    // Goes up when a session was ended, or is not what others remember of it.
    Result<std::int64_t> endings();
    // Who was seen when; and takes out what began before `oldest_us`.
    Result<void> note_seen(const std::vector<std::pair<std::string, std::int64_t>>& seen,
                           std::int64_t oldest_us);

private:
    explicit SessionTable(store::Connection connection) : connection_(std::move(connection)) {}
    Result<void> ready();
    Result<bool> change(std::string_view sql, std::initializer_list<store::Value> values);

    std::mutex mutex_;
    store::Connection connection_;
};

}  // namespace kc::access
