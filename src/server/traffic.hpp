// SPDX-License-Identifier: Apache-2.0
// Requests counted by route, method and status, and how long they took by route and method.
//
// Routes are patterns of ours, never what somebody typed, so neither names nor queries come into a
// label and there are never many of them.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>

#include "base/latency.hpp"
#include "server/message.hpp"
#include "server/metric_text.hpp"

namespace kc::server {

class Traffic {
public:
    // Beyond it, what is new is counted under the route "other": a bound, never reached by ours.
    static constexpr std::size_t kRoutesMax = 600;

    // Any thread. An answer without a route (no such address, a request that could not be read)
    // stands under "-".
    void add(Method method, std::string_view route, int status, std::int64_t us);

    void write(MetricText& to) const;

private:
    static constexpr std::size_t kStatuses = 600;
    struct One {
        base::Latency took = {};
        // By status; few are ever used, and an array needs no lock.
        std::array<std::atomic<std::uint64_t>, kStatuses> by_status = {};
    };
    using Key = std::pair<std::string, Method>;
    struct Less {
        using is_transparent = void;
        template <typename A, typename B>
        bool operator()(const A& a, const B& b) const {
            return std::pair<std::string_view, Method>(a.first, a.second) <
                   std::pair<std::string_view, Method>(b.first, b.second);
        }
    };
    One& find_or_make(Method method, std::string_view route);

    mutable std::shared_mutex mutex_;
    std::map<Key, std::unique_ptr<One>, Less> by_route_;
};

}  // namespace kc::server
