// SPDX-License-Identifier: Apache-2.0
#include "access/sessions.hpp"

#include <algorithm>
#include <utility>
#include <vector>

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

// Whoever was away longest makes room.
void Sessions::remember(const std::string& digest, const Session& session, std::int64_t now_us) {
    if (by_digest_.size() >= kSessionsMax) forget_old(now_us);
    if (by_digest_.size() >= kSessionsMax) {
        by_digest_.erase(std::min_element(by_digest_.begin(), by_digest_.end(),
                                          [](const auto& a, const auto& b) {
                                              return a.second.last_seen_us < b.second.last_seen_us;
                                          }));
    }
    by_digest_.insert_or_assign(digest, session);
}

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
    {
        // Among several processes the time tells their sessions apart.
        const std::lock_guard lock(mutex_);
        last_number_ = table_ ? std::max(last_number_ + 1, now) : last_number_ + 1;
        begun.session.number = last_number_;
    }
    const std::string digest = digest_of(begun.secret);
    // Not kept there: signed in here at least, until the next look.
    if (table_) static_cast<void>(table_->insert(digest, begun.session));
    const std::lock_guard lock(mutex_);
    remember(digest, begun.session, now);
    return begun;
}

std::optional<Session> Sessions::find_remembered(std::string_view secret) {
    if (secret.size() != kSecretBytes * 2) return std::nullopt;
    const std::int64_t now = clock_();
    const std::string digest = digest_of(secret);
    const std::lock_guard lock(mutex_);
    const auto found = by_digest_.find(digest);
    if (found == by_digest_.end()) return std::nullopt;
    if (is_over(found->second, now)) {
        // Where it is shared, the person may have been busy elsewhere; the table knows.
        by_digest_.erase(found);
        return std::nullopt;
    }
    found->second.last_seen_us = now;
    return found->second;
}

std::optional<Session> Sessions::find(std::string_view secret) {
    if (auto known = find_remembered(secret)) return known;
    if (!table_ || secret.size() != kSecretBytes * 2) return std::nullopt;
    const std::int64_t now = clock_();
    const std::string digest = digest_of(secret);
    std::int64_t endings = 0;
    {
        const std::lock_guard lock(mutex_);
        endings = endings_;
    }
    auto there = table_->find(digest);
    if (!there || !*there || is_over(**there, now)) return std::nullopt;
    Session session = std::move(**there);
    session.last_seen_us = now;
    const std::lock_guard lock(mutex_);
    // When one was ended meanwhile it may have been this one: good for this request only.
    if (endings == endings_) remember(digest, session, now);
    return session;
}

void Sessions::note_factor(std::string_view secret) {
    const std::string digest = digest_of(secret);
    if (table_) static_cast<void>(table_->note_factor(digest));
    const std::lock_guard lock(mutex_);
    const auto found = by_digest_.find(digest);
    if (found != by_digest_.end()) found->second.has_factor = true;
}

std::vector<Session> Sessions::all_of(std::string_view name) {
    const std::int64_t now = clock_();
    std::vector<Session> list;
    if (table_) {
        if (auto there = table_->all_of(name)) list = std::move(*there);
        std::erase_if(list, [&](const Session& one) { return is_over(one, now); });
    } else {
        const std::lock_guard lock(mutex_);
        forget_old(now);
        for (const auto& [digest, session] : by_digest_) {
            if (session.name == name) list.push_back(session);
        }
    }
    std::sort(list.begin(), list.end(),
              [](const Session& a, const Session& b) { return a.number < b.number; });
    return list;
}

std::unordered_map<std::string, std::int64_t> Sessions::counts() {
    const std::int64_t now = clock_();
    std::unordered_map<std::string, std::int64_t> counts;
    if (table_) {
        auto there = table_->counts(now - kIdleSeconds * kMicroseconds,
                                    now - kLongestSeconds * kMicroseconds);
        if (there) counts = std::move(*there);
        return counts;
    }
    const std::lock_guard lock(mutex_);
    forget_old(now);
    for (const auto& [digest, session] : by_digest_) ++counts[session.name];
    return counts;
}

bool Sessions::end_one(std::string_view name, std::int64_t number) {
    bool is_ended = false;
    if (table_) {
        const auto ended = table_->end_one(name, number);
        is_ended = ended && *ended;
    }
    const std::lock_guard lock(mutex_);
    return std::erase_if(by_digest_,
                         [&](const auto& one) {
                             return one.second.name == name && one.second.number == number;
                         }) > 0 ||
           is_ended;
}

void Sessions::end(std::string_view secret) {
    const std::string digest = digest_of(secret);
    if (table_) static_cast<void>(table_->end(digest));
    const std::lock_guard lock(mutex_);
    by_digest_.erase(digest);
}

void Sessions::end_all_of(std::string_view name) {
    if (table_) static_cast<void>(table_->end_all_of(name));
    const std::lock_guard lock(mutex_);
    std::erase_if(by_digest_, [&](const auto& one) { return one.second.name == name; });
}

void Sessions::follow() {
    if (!table_) return;
    const std::int64_t now = clock_();
    const auto endings = table_->endings();
    {
        const std::lock_guard lock(mutex_);
        if (!endings || *endings != endings_) by_digest_.clear();
        if (endings) endings_ = *endings;
    }
    if (endings && now - seen_written_us_ >= kSeenEverySeconds * kMicroseconds)
        write_down_seen(now);
}

void Sessions::write_down_seen(std::int64_t now_us) {
    std::vector<std::pair<std::string, std::int64_t>> seen;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [digest, session] : by_digest_) {
            if (session.last_seen_us > seen_written_us_)
                seen.emplace_back(digest, session.last_seen_us);
        }
    }
    const std::int64_t oldest_us = now_us - kLongestSeconds * kMicroseconds;
    if (table_->note_seen(seen, oldest_us)) seen_written_us_ = now_us;
}

std::size_t Sessions::count() {
    const std::int64_t now = clock_();
    const std::lock_guard lock(mutex_);
    forget_old(now);
    return by_digest_.size();
}

void Sessions::forget_old(std::int64_t now_us) {
    std::erase_if(by_digest_, [&](const auto& one) { return is_over(one.second, now_us); });
}

}  // namespace kc::access
