// SPDX-License-Identifier: Apache-2.0
#include "server/traffic.hpp"

#include <algorithm>
#include <mutex>

namespace kc::server {

Traffic::One& Traffic::find_or_make(Method method, std::string_view route) {
    const std::pair<std::string_view, Method> key(route, method);
    {
        const std::shared_lock lock(mutex_);
        if (const auto found = by_route_.find(key); found != by_route_.end()) return *found->second;
    }
    const std::unique_lock lock(mutex_);
    if (by_route_.size() >= kRoutesMax && !by_route_.contains(key)) route = "other";
    auto& one = by_route_[Key(route, method)];
    if (!one) one = std::make_unique<One>();
    return *one;
}

void Traffic::add(Method method, std::string_view route, int status, std::int64_t us) {
    One& one = find_or_make(method, route.empty() ? std::string_view("-") : route);
    one.took.add(us);
    one.by_status[static_cast<std::size_t>(std::clamp<int>(status, 0, kStatuses - 1))].fetch_add(
        1, std::memory_order_relaxed);
}

void Traffic::write(MetricText& to) const {
    const std::shared_lock lock(mutex_);
    to.family("kechuang_http_requests_total", MetricKind::counter,
              "Requests answered, by route, method and status.");
    for (const auto& [key, one] : by_route_) {
        for (std::size_t status = 0; status < kStatuses; ++status) {
            const std::uint64_t count = one->by_status[status].load(std::memory_order_relaxed);
            if (count == 0) continue;
            to.sample({{"route", key.first},
                       {"method", to_string(key.second)},
                       {"status", std::to_string(status)}},
                      count);
        }
    }
    to.family("kechuang_http_request_duration_seconds", MetricKind::histogram,
              "From the first byte of a request to the last of its answer.");
    for (const auto& [key, one] : by_route_)
        to.sample({{"route", key.first}, {"method", to_string(key.second)}}, one->took.counted());
}

}  // namespace kc::server
