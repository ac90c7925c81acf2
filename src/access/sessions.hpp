// SPDX-License-Identifier: Apache-2.0
// Who is signed in. Of an office that is served by one process, kept in memory only: a restart
// signs everybody out. Served by several, they share a table (session_table.hpp); what is in memory
// is then only remembered from there, and forgotten as soon as anybody signs out anywhere. A stolen
// database holds digests of secrets, no secret, and so no session.
//
// A session ends after kIdleSeconds without a request, after kLongestSeconds in any case, and when
// its account's role changes or the account is closed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "access/role.hpp"
#include "access/session_table.hpp"
#include "store/clock.hpp"

namespace kc::access {

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

    // `table` is null where one process serves the office.
    explicit Sessions(store::Clock clock, std::unique_ptr<SessionTable> table = {})
        : clock_(std::move(clock)), table_(std::move(table)) {}

    // Whether what is not in memory may still be somewhere.
    [[nodiscard]] bool is_shared() const { return table_ != nullptr; }

    struct Begun {
        std::string secret = {};  // for the cookie; nowhere else, not even here
        Session session = {};
    };
    Begun begin(const std::string& name, Role role, SignInHow how = {});

    // The session of a cookie, now seen again. May ask the table, so not on the event loop.
    std::optional<Session> find(std::string_view secret);
    // Only what is in memory.
    std::optional<Session> find_remembered(std::string_view secret);

    // A second factor was shown in it just now.
    void note_factor(std::string_view secret);

    // Those that last, by number, wherever they began.
    std::vector<Session> all_of(std::string_view name);
    // Of every account that has one.
    std::unordered_map<std::string, std::int64_t> counts();

    void end(std::string_view secret);
    void end_all_of(std::string_view name);
    // False when the account has no such session.
    bool end_one(std::string_view name, std::int64_t number);

    // In memory here.
    [[nodiscard]] std::size_t count();

    // For shared ones, some times a second: forgets what others have ended, and everything while
    // the table does not answer; writes down now and then who was seen here.
    void follow();

private:
    void forget_old(std::int64_t now_us);
    void remember(const std::string& digest, const Session& session, std::int64_t now_us);
    void write_down_seen(std::int64_t now_us);

    static constexpr std::int64_t kSeenEverySeconds = 30;

    store::Clock clock_;
    std::unique_ptr<SessionTable> table_;
    std::mutex mutex_;
    std::int64_t last_number_ = 0;
    std::int64_t endings_ = 0;  // of the table, when memory was last in step with it
    std::int64_t seen_written_us_ = 0;
    std::unordered_map<std::string, Session> by_digest_;  // SHA-256 of the secret
};

}  // namespace kc::access
