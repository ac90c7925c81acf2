// SPDX-License-Identifier: Apache-2.0
#include "access/sign_ins.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kc::access {
namespace {

constexpr std::int64_t kLastsUs = SignIns::kSeconds * 1'000'000;

constexpr std::string_view kTable = R"sql(
CREATE TABLE sign_in (
    state_digest TEXT PRIMARY KEY,
    provider TEXT NOT NULL,
    binding_digest TEXT NOT NULL,
    page TEXT NOT NULL,
    link_for TEXT NOT NULL,
    begun_us INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_begun ON sign_in (begun_us);
)sql";

constexpr std::array<store::Migration, 1> kMigrations = {{{1, "sign-ins under way", kTable}}};

}  // namespace

store::Schema sign_in_schema() {
    return {"sign_ins", kMigrations};
}

Result<std::unique_ptr<SignIns>> SignIns::open(const std::string& target) {
    auto connection = store::Connection::open(target, {});
    if (!connection) return unexpected(std::move(connection.error()));
    auto all = std::make_unique<SignIns>();
    all->connection_ = std::move(*connection);
    return all;
}

Result<void> SignIns::keep(std::string_view state_digest, const SignIn& one) {
    const std::lock_guard lock(mutex_);
    if (connection_) return keep_in_database(state_digest, one);
    std::erase_if(by_state_, [&](const auto& other) {
        return one.begun_us - other.second.begun_us >= kLastsUs;
    });
    if (by_state_.size() >= kMax) {
        by_state_.erase(std::min_element(
            by_state_.begin(), by_state_.end(),
            [](const auto& a, const auto& b) { return a.second.begun_us < b.second.begun_us; }));
    }
    by_state_.insert_or_assign(std::string(state_digest), one);
    return {};
}

Result<std::optional<SignIn>> SignIns::take(std::string_view state_digest, std::int64_t now_us) {
    const std::lock_guard lock(mutex_);
    Result<std::optional<SignIn>> taken = std::optional<SignIn>();
    if (connection_) {
        taken = take_from_database(state_digest);
    } else if (const auto found = by_state_.find(std::string(state_digest));
               found != by_state_.end()) {
        taken = std::move(found->second);
        by_state_.erase(found);
    }
    if (taken && *taken && now_us - (*taken)->begun_us >= kLastsUs) return std::optional<SignIn>();
    return taken;
}

Result<void> SignIns::keep_in_database(std::string_view state_digest, const SignIn& one) {
    if (!connection_->is_alive()) {
        if (auto again = connection_->reopen(); !again) return again;
    }
    auto work = store::Work::begin(*connection_, store::Work::Kind::write);
    if (!work) return unexpected(std::move(work.error()));
    auto old =
        connection_->execute("DELETE FROM sign_in WHERE begun_us <= $1", {one.begun_us - kLastsUs});
    if (!old) return unexpected(std::move(old.error()));
    auto beyond = connection_->execute(
        "DELETE FROM sign_in WHERE state_digest IN (SELECT state_digest FROM sign_in "
        "ORDER BY begun_us DESC, state_digest LIMIT $1 OFFSET $2)",
        {static_cast<std::int64_t>(kMax), static_cast<std::int64_t>(kMax - 1)});
    if (!beyond) return unexpected(std::move(beyond.error()));
    auto added = connection_->execute(
        "INSERT INTO sign_in (state_digest, provider, binding_digest, page, link_for, begun_us) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        {state_digest, one.provider, one.binding_digest, one.to, one.link_for, one.begun_us});
    if (!added) return unexpected(std::move(added.error()));
    return work->commit();
}

Result<std::optional<SignIn>> SignIns::take_from_database(std::string_view state_digest) {
    if (!connection_->is_alive()) {
        if (auto again = connection_->reopen(); !again) return unexpected(std::move(again.error()));
    }
    std::optional<SignIn> one;
    auto rows = connection_->query(
        "DELETE FROM sign_in WHERE state_digest = $1 "
        "RETURNING provider, binding_digest, page, link_for, begun_us",
        {state_digest});
    if (!rows) return unexpected(std::move(rows.error()));
    auto more = rows->next();
    for (; more && *more; more = rows->next()) {
        one = SignIn{.provider = rows->get<std::string>(0),
                     .binding_digest = rows->get<std::string>(1),
                     .to = rows->get<std::string>(2),
                     .link_for = rows->get<std::string>(3),
                     .begun_us = rows->get<std::int64_t>(4)};
    }
    if (!more) return unexpected(std::move(more.error()));
    return one;
}

}  // namespace kc::access
