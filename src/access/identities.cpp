// SPDX-License-Identifier: Apache-2.0
#include "access/identities.hpp"

#include <initializer_list>

#include <fmt/format.h>

namespace kc::access {
namespace {

template <typename Database>
Result<std::vector<Identity>> identities_where(Database& database, std::string_view where,
                                               std::initializer_list<store::Value> values) {
    auto rows = database.query(
        fmt::format("SELECT number, issuer, subject, account, linked_by, linked_at_us "
                    "FROM identity WHERE ended_by = '' AND {} ORDER BY number",
                    where),
        values);
    if (!rows) return unexpected(rows.error());
    std::vector<Identity> list;
    auto more = rows->next();
    for (; more && *more; more = rows->next())
        list.push_back({rows->template get<std::int64_t>(0), rows->template get<std::string>(1),
                        rows->template get<std::string>(2), rows->template get<std::string>(3),
                        rows->template get<std::string>(4), rows->template get<std::int64_t>(5)});
    if (!more) return unexpected(more.error());
    return list;
}

Diagnostic linked_already() {
    return Diagnostic{"E-identity-linked",
                      {},
                      "这个统一身份已关联账号",
                      "this identity is linked to an account already"}
        .hint("先在原账号解除关联", "unlink it there first");
}

}  // namespace

std::string_view identity_tables() {
    return R"sql(
CREATE TABLE identity (
    number INTEGER PRIMARY KEY,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account TEXT NOT NULL,
    linked_by TEXT NOT NULL,
    linked_at_us INTEGER NOT NULL,
    ended_by TEXT NOT NULL,
    ended_at_us INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX identity_whose ON identity (issuer, subject) WHERE ended_by = '';
CREATE INDEX identity_account ON identity (account);
)sql";
}

Result<std::vector<Identity>> identities_of(store::Connection& connection,
                                            std::string_view account) {
    return identities_where(connection, "account = $1", {account});
}

Result<std::optional<Identity>> find_identity(store::Connection& connection,
                                              std::string_view issuer, std::string_view subject) {
    auto list = identities_where(connection, "issuer = $1 AND subject = $2", {issuer, subject});
    if (!list) return unexpected(list.error());
    return list->empty() ? std::nullopt : std::optional(std::move(list->front()));
}

Result<std::int64_t> link_identity(store::Transaction& transaction, const Identity& identity) {
    auto known = identities_where(transaction, "issuer = $1 AND subject = $2",
                                  {identity.issuer, identity.subject});
    if (!known) return unexpected(known.error());
    if (!known->empty()) return unexpected(linked_already());
    auto own = identities_where(transaction, "account = $1", {identity.account});
    if (!own) return unexpected(own.error());
    if (own->size() >= kIdentitiesPerAccountMax)
        return unexpected(Diagnostic{
            "E-identity-many",
            {},
            fmt::format("一个账号最多关联{}个统一身份", kIdentitiesPerAccountMax),
            fmt::format("an account has {} identities at most", kIdentitiesPerAccountMax)});
    auto rows = transaction.query("SELECT COALESCE(MAX(number), 0) + 1 FROM identity");
    if (!rows) return unexpected(rows.error());
    auto more = rows->next();
    if (!more) return unexpected(more.error());
    const auto number = rows->get<std::int64_t>(0);
    auto made = transaction.execute(
        "INSERT INTO identity (number, issuer, subject, account, linked_by, linked_at_us, "
        "ended_by, ended_at_us) VALUES ($1, $2, $3, $4, $5, $6, '', 0)",
        {number, identity.issuer, identity.subject, identity.account, transaction.actor(),
         transaction.known_at_us()});
    if (!made) return unexpected(made.error());
    return number;
}

Result<void> unlink_identity(store::Transaction& transaction, std::string_view account,
                             std::int64_t number) {
    auto changed = transaction.execute(
        "UPDATE identity SET ended_by = $3, ended_at_us = $4 "
        "WHERE number = $1 AND account = $2 AND ended_by = ''",
        {number, account, transaction.actor(), transaction.known_at_us()});
    if (!changed) return unexpected(changed.error());
    if (*changed == 1) return {};
    return unexpected(
        Diagnostic{"E-no-identity", {}, "没有这个统一身份", "there is no such identity"});
}

}  // namespace kc::access
