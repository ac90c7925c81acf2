// SPDX-License-Identifier: Apache-2.0
#include "access/accounts.hpp"

#include <array>

#include <fmt/format.h>

#include "access/grant_schema.hpp"
#include "access/identities.hpp"
#include "access/resets.hpp"
#include "access/second_factor.hpp"
#include "base/utf8.hpp"
#include "store/condition.hpp"

namespace kc::access {
namespace {

constexpr std::string_view kAccounts = R"sql(
CREATE TABLE account (
    name TEXT PRIMARY KEY,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    locked_until_us INTEGER NOT NULL,
    created_at_us INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX account_administrator ON account (role) WHERE role LIKE '%administrator';
)sql";

const std::array<store::Migration, 6> kMigrations = {{{1, "accounts", kAccounts},
                                                      {2, "grants", grant_tables()},
                                                      {3, "parts", process_role_table()},
                                                      {4, "second factors", second_factor_tables()},
                                                      {5, "resets", reset_tables()},
                                                      {6, "identities", identity_tables()}}};

constexpr std::string_view kColumns =
    "SELECT name, password_hash, role, is_open, failures, locked_until_us, created_at_us, version, "
    "password_until_us FROM account WHERE ";
constexpr std::string_view kAny = "SELECT 1 FROM account LIMIT 1";

Account account_of(store::Rows& rows) {
    Account account;
    account.name = rows.get<std::string>(0);
    account.password_hash = rows.get<std::string>(1);
    // A role that this program does not know gives no right.
    account.role = parse_role(rows.get<std::string>(2)).value_or(Role::none);
    account.is_open = rows.get<bool>(3);
    account.failures = rows.get<std::int64_t>(4);
    account.locked_until_us = rows.get<std::int64_t>(5);
    account.created_at_us = rows.get<std::int64_t>(6);
    account.version = rows.get<std::int64_t>(7);
    account.password_until_us = rows.get<std::int64_t>(8);
    return account;
}

Result<std::optional<Account>> first_account(Result<store::Rows> rows) {
    if (!rows) return unexpected(std::move(rows.error()));
    const auto more = rows->next();
    if (!more) return unexpected(more.error());
    if (!*more) return std::optional<Account>();
    return std::optional(account_of(*rows));
}

Result<bool> has_row(Result<store::Rows> rows) {
    if (!rows) return unexpected(std::move(rows.error()));
    return rows->next();
}

Result<void> done(Result<std::int64_t> changed) {
    if (!changed) return unexpected(std::move(changed.error()));
    return {};
}

Diagnostic bad_name(std::string zh, std::string en) {
    return Diagnostic{"E-account-name", {}, std::move(zh), std::move(en)}.hint(
        "用汉字、字母、数字和 . _ -", "use letters, digits, Chinese characters and . _ -");
}

std::string find_sql() {
    return std::string(kColumns) + "name = $1";
}

// What LIKE reads as a sign of its own is taken for itself.
std::string like_part(std::string_view text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return pattern + "%";
}

store::Condition condition_of(const AccountFilter& filter) {
    store::Condition all = store::always();
    if (!filter.search.empty())
        all = store::both(std::move(all),
                          {"LOWER(name) LIKE ? ESCAPE '\\'", {like_part(filter.search)}});
    if (filter.is_open)
        all = store::both(std::move(all), {"is_open = ?", {std::int64_t{*filter.is_open ? 1 : 0}}});
    if (filter.role == role_code(Role::none) || filter.role == to_string(Role::none))
        return store::both(std::move(all),
                           {"(role = 'none' AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE "
                            "g.account = account.name AND g.ended_by = ''))",
                            {}});
    if (filter.role.empty()) return all;
    constexpr std::string_view kPrefix = "role.";
    std::string own = filter.role;
    if (own.starts_with(kPrefix)) own.erase(0, kPrefix.size());
    return store::both(std::move(all),
                       {"(role = ? OR EXISTS (SELECT 1 FROM role_grant g WHERE g.account = "
                        "account.name AND g.ended_by = '' AND g.role = ?))",
                        {own, filter.role}});
}

bool is_name_character(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9') ||
           (c >= 0x4e00 && c <= 0x9fff) || c == U'.' || c == U'_' || c == U'-';
}

}  // namespace

store::Schema access_schema() {
    return {"access", kMigrations};
}

Result<void> check_name(std::string_view name) {
    const std::u32string characters = base::decode_utf8(name);
    if (characters.empty()) return unexpected(bad_name("没有写账号名", "the name is empty"));
    if (characters.size() > kNameCharactersMax)
        return unexpected(
            bad_name(fmt::format("账号名超过{}个字符", kNameCharactersMax),
                     fmt::format("the name has more than {} characters", kNameCharactersMax)));
    for (const char32_t c : characters) {
        if (!is_name_character(c))
            return unexpected(
                bad_name(fmt::format("账号名里不能有“{}”", base::encode_utf8(c)),
                         fmt::format("a name cannot hold '{}'", base::encode_utf8(c))));
    }
    return {};
}

Result<std::optional<Account>> find_account(store::Connection& connection, std::string_view name) {
    return first_account(connection.query(find_sql(), {name}));
}

Result<std::optional<Account>> find_account(store::Transaction& transaction,
                                            std::string_view name) {
    return first_account(transaction.query(find_sql(), {name}));
}

Result<std::vector<Account>> list_accounts(store::Connection& connection,
                                           const AccountFilter& filter, std::string_view after,
                                           std::int64_t limit) {
    const store::Condition where =
        store::both(condition_of(filter), {"name > ?", {std::string(after)}});
    auto rows = connection.query(
        fmt::format("{}{} ORDER BY name LIMIT {}", kColumns, store::numbered(where, 1), limit),
        store::values_of(where));
    if (!rows) return unexpected(rows.error());
    std::vector<Account> accounts;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) accounts.push_back(account_of(*rows));
    if (!more) return unexpected(more.error());
    return accounts;
}

Result<bool> is_set_up(store::Connection& connection) {
    return has_row(connection.query(kAny));
}

Result<bool> is_set_up(store::Transaction& transaction) {
    return has_row(transaction.query(kAny));
}

Result<void> insert_account(store::Transaction& transaction, const Account& account) {
    return done(transaction.execute(
        "INSERT INTO account (name, password_hash, role, is_open, failures, locked_until_us, "
        "created_at_us, version, password_until_us) VALUES ($1, $2, $3, $4, 0, 0, $5, 1, $6)",
        {account.name, account.password_hash, to_string(account.role), account.is_open ? 1 : 0,
         account.created_at_us, account.password_until_us}));
}

Result<void> change_account(store::Transaction& transaction, const Account& changed) {
    auto count = transaction.execute(
        "UPDATE account SET role = $2, is_open = $3, version = version + 1 "
        "WHERE name = $1 AND version = $4",
        {changed.name, to_string(changed.role), changed.is_open ? 1 : 0, changed.version});
    if (!count) return unexpected(count.error());
    if (*count != 1)
        return unexpected(Diagnostic{"E-changed-meanwhile",
                                     {},
                                     "账号刚被别人改过",
                                     "somebody else has just changed the account"}
                              .hint("重新打开再改", "open it again and repeat the change"));
    return {};
}

Result<void> change_password(store::Transaction& transaction, std::string_view name,
                             std::string_view password_hash, std::int64_t until_us) {
    return done(transaction.execute(
        "UPDATE account SET password_hash = $2, password_until_us = $3, failures = 0, "
        "locked_until_us = 0 WHERE name = $1",
        {name, password_hash, until_us}));
}

Result<void> note_failure(store::Transaction& transaction, std::string_view name) {
    return done(transaction.execute(
        "UPDATE account SET "
        "locked_until_us = CASE WHEN failures + 1 >= $2 THEN $3 ELSE locked_until_us END, "
        "failures = CASE WHEN failures + 1 >= $2 THEN 0 ELSE failures + 1 END WHERE name = $1",
        {name, kFailuresMax, transaction.known_at_us() + kLockSeconds * 1'000'000}));
}

Result<void> note_success(store::Transaction& transaction, std::string_view name) {
    return done(transaction.execute("UPDATE account SET failures = 0 WHERE name = $1", {name}));
}

}  // namespace kc::access
