// SPDX-License-Identifier: Apache-2.0
#include "access/sessions.hpp"

#include <algorithm>

#include "access/password.hpp"
#include "store/sha256.hpp"

namespace kc::access {
namespace {

constexpr std::int64_t kMicroseconds = 1'000'000;
constexpr std::size_t kSecretBytes = 32;

std::string digest_of(std::string_view secret) {
    return store::to_hex(store::sha256(secret));
}

bool is_over(const Session& session, std::int64_t now_us) {
    return now_us - session.last_seen_us >= Sessions::kIdleSeconds * kMicroseconds ||
           now_us - session.began_us >= Sessions::kLongestSeconds * kMicroseconds;
}

}  // namespace

Sessions::Begun Sessions::begin(const std::string& name, Role role, SignInHow how) {
    const std::int64_t now = clock_();
    Begun begun{random_hex(kSecretBytes),
                {.name = name,
                 .role = role,
                 .token_for_changes = random_hex(kSecretBytes),
                 .began_us = now,
                 .last_seen_us = now,
                 .address = std::move(how.address),
                 .has_factor = how.has_factor,
                 .by_provider = how.by_provider}};
    const std::lock_guard lock(mutex_);
    begun.session.number = ++last_number_;
    if (by_digest_.size() >= kSessionsMax) forget_old(now);
    if (by_digest_.size() >= kSessionsMax) {
        // Whoever was away longest makes room.
        by_digest_.erase(std::min_element(by_digest_.begin(), by_digest_.end(),
                                          [](const auto& a, const auto& b) {
                                              return a.second.last_seen_us < b.second.last_seen_us;
                                          }));
    }
    by_digest_.emplace(digest_of(begun.secret), begun.session);
    return begun;
}

std::optional<Session> Sessions::find(std::string_view secret) {
    if (secret.size() != kSecretBytes * 2) return std::nullopt;
    const std::int64_t now = clock_();
    const std::string digest = digest_of(secret);
    const std::lock_guard lock(mutex_);
    const auto found = by_digest_.find(digest);
    if (found == by_digest_.end()) return std::nullopt;
    if (is_over(found->second, now)) {
        by_digest_.erase(found);
        return std::nullopt;
    }
    found->second.last_seen_us = now;
    return found->second;
}

void Sessions::note_factor(std::string_view secret) {
    const std::string digest = digest_of(secret);
    const std::lock_guard lock(mutex_);
    const auto found = by_digest_.find(digest);
    if (found != by_digest_.end()) found->second.has_factor = true;
}

std::vector<Session> Sessions::all_of(std::string_view name) {
    std::vector<Session> list;
    {
        const std::lock_guard lock(mutex_);
        forget_old(clock_());
        for (const auto& [digest, session] : by_digest_) {
            if (session.name == name) list.push_back(session);
        }
    }
    std::sort(list.begin(), list.end(),
              [](const Session& a, const Session& b) { return a.number < b.number; });
    return list;
}

std::unordered_map<std::string, std::int64_t> Sessions::counts() {
    std::unordered_map<std::string, std::int64_t> counts;
    const std::lock_guard lock(mutex_);
    forget_old(clock_());
    for (const auto& [digest, session] : by_digest_) ++counts[session.name];
    return counts;
}

bool Sessions::end_one(std::string_view name, std::int64_t number) {
    const std::lock_guard lock(mutex_);
    return std::erase_if(by_digest_, [&](const auto& one) {
               return one.second.name == name && one.second.number == number;
           }) > 0;
}

void Sessions::end(std::string_view secret) {
    const std::string digest = digest_of(secret);
    const std::lock_guard lock(mutex_);
    by_digest_.erase(digest);
}

void Sessions::end_all_of(std::string_view name) {
    const std::lock_guard lock(mutex_);
    std::erase_if(by_digest_, [&](const auto& one) { return one.second.name == name; });
}

void Sessions::forget_old(std::int64_t now_us) {
    std::erase_if(by_digest_, [&](const auto& one) { return is_over(one.second, now_us); });
}

}  // namespace kc::access
