// SPDX-License-Identifier: Apache-2.0
// Learns what other processes write to the same database, by looking at the journal's head.
//
// It asks some times a second instead of being told (LISTEN): asking costs one small query, works
// the same after a lost connection, and a notification is a lock that all commits wait for.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"

namespace kc::store {

struct FollowOptions {
    std::int32_t every_ms = 100;
    // The journal has grown to so many entries, by others or by ourselves. Never called by two
    // threads at once.
    std::function<void(std::int64_t entries)> grown = {};
    // After every look, also when there was nothing new; false when the database did not answer.
    std::function<void(bool has_answered)> looked = {};
};

class Follower {
public:
    static Result<std::unique_ptr<Follower>> start(const std::string& target,
                                                   FollowOptions options);
    ~Follower();
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;

    // How many entries have been told of.
    [[nodiscard]] std::int64_t entries() const;
    // Looks now, on the caller's thread, and tells before it returns.
    Result<void> look();
    // Since the database last answered.
    [[nodiscard]] std::int64_t silent_us() const;

private:
    struct Impl;
    explicit Follower(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> impl_;
};

}  // namespace kc::store
