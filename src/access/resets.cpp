// SPDX-License-Identifier: Apache-2.0
#include "access/resets.hpp"

#include <algorithm>
#include <initializer_list>

#include <fmt/format.h>

#include "access/second_factor.hpp"

namespace kc::access {
namespace {

constexpr std::string_view kColumns =
    "SELECT number, account, what, reason, asked_by, asked_at_us, settled_by, settled_at_us, "
    "is_done, sealed_half FROM account_reset ";

Reset reset_of(store::Rows& rows) {
    Reset reset;
    reset.number = rows.get<std::int64_t>(0);
    reset.account = rows.get<std::string>(1);
    reset.what = parse_reset_what(rows.get<std::string>(2)).value_or(ResetWhat::password);
    reset.reason = rows.get<std::string>(3);
    reset.asked_by = rows.get<std::string>(4);
    reset.asked_at_us = rows.get<std::int64_t>(5);
    reset.settled_by = rows.get<std::string>(6);
    reset.settled_at_us = rows.get<std::int64_t>(7);
    reset.is_done = rows.get<bool>(8);
    reset.sealed_half = rows.get<std::string>(9);
    return reset;
}

template <typename Database>
Result<std::vector<Reset>> resets_where(Database& database, std::string_view where,
                                        std::initializer_list<store::Value> values) {
    auto rows = database.query(fmt::format("{}{}", kColumns, where), values);
    if (!rows) return unexpected(rows.error());
    std::vector<Reset> list;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) list.push_back(reset_of(*rows));
    if (!more) return unexpected(more.error());
    return list;
}

template <typename Database>
Result<std::optional<Reset>> reset_numbered(Database& database, std::int64_t number) {
    auto list = resets_where(database, "WHERE number = $1", {number});
    if (!list) return unexpected(list.error());
    return list->empty() ? std::nullopt : std::optional(std::move(list->front()));
}

Diagnostic own_reset() {
    return Diagnostic{"E-forbidden",
                      {},
                      "不能重置自己的密码和第二因素",
                      "nobody sets their own password or second factor anew"}
        .hint("自己的在“账号”页修改", "change your own on the account page");
}

}  // namespace

std::string_view to_string(ResetWhat what) {
    return what == ResetWhat::password ? "password" : "second_factor";
}

std::optional<ResetWhat> parse_reset_what(std::string_view text) {
    for (const ResetWhat what : {ResetWhat::password, ResetWhat::second_factor}) {
        if (to_string(what) == text) return what;
    }
    return std::nullopt;
}

std::string_view reset_tables() {
    return R"sql(
ALTER TABLE account ADD COLUMN password_until_us INTEGER NOT NULL DEFAULT 0;
CREATE TABLE account_reset (
    number INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    what TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at_us INTEGER NOT NULL,
    settled_by TEXT NOT NULL,
    settled_at_us INTEGER NOT NULL,
    is_done INTEGER NOT NULL,
    sealed_half TEXT NOT NULL
) STRICT;
CREATE INDEX account_reset_account ON account_reset (account);
)sql";
}

bool reset_needs_second(const RoleBook& book, const Held& held, ResetWhat what) {
    if (what == ResetWhat::second_factor) return true;
    std::vector<std::string> codes = held.lent_roles;
    codes.push_back(role_code(held.role));
    for (const Grant& one : held.grants) {
        if (one.ended_by.empty()) codes.push_back(one.role);
    }
    return std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
        const pack::RoleText* role = book.find(code);
        return role != nullptr && needs_second_person(*role);
    });
}

Result<void> check_reset(const std::vector<Reset>& of_account, ResetWhat what,
                         std::string_view account, std::string_view asker, std::int64_t now_us) {
    if (account == asker) return unexpected(own_reset());
    const bool waits = std::any_of(of_account.begin(), of_account.end(), [&](const Reset& one) {
        return one.what == what && one.is_waiting(now_us);
    });
    if (!waits) return {};
    return unexpected(Diagnostic{
        "E-reset-waiting", {}, "已有一项重置在等待确认", "one is waiting to be confirmed already"}
                          .hint("先确认或撤回它", "confirm it, or withdraw it"));
}

Result<void> check_reset_confirmation(const Reset& reset, std::string_view second,
                                      std::string_view second_kind, std::string_view first_kind,
                                      std::int64_t now_us) {
    if (!reset.is_waiting(now_us))
        return unexpected(Diagnostic{"E-reset-settled",
                                     {},
                                     "这项重置不等待确认，或已过7天",
                                     "it does not wait to be confirmed, or seven days have passed"}
                              .hint("刷新后再看", "reload and look again"));
    if (second == reset.account) return unexpected(own_reset());
    if (second == reset.asked_by || second_kind.empty() || second_kind == first_kind)
        return unexpected(Diagnostic{"E-second-person",
                                     {},
                                     "要由另一类管理员确认",
                                     "an administrator of another kind has to confirm it"}
                              .hint("请另一类管理员确认", "ask an administrator of another kind"));
    return {};
}

std::string new_password_half() {
    return new_recovery_codes().front().substr(0, 9);
}

std::string whole_password(std::string_view first, std::string_view second) {
    return fmt::format("{}-{}", first, second);
}

std::string half_purpose(std::string_view account) {
    return "password-half/" + std::string(account);
}

Result<std::int64_t> insert_reset(store::Transaction& transaction, const Reset& reset) {
    auto rows = transaction.query("SELECT COALESCE(MAX(number), 0) + 1 FROM account_reset");
    if (!rows) return unexpected(rows.error());
    auto more = rows->next();
    if (!more) return unexpected(more.error());
    const auto number = rows->get<std::int64_t>(0);
    auto made = transaction.execute(
        "INSERT INTO account_reset (number, account, what, reason, asked_by, asked_at_us, "
        "settled_by, settled_at_us, is_done, sealed_half) "
        "VALUES ($1, $2, $3, $4, $5, $6, '', 0, 0, $7)",
        {number, reset.account, to_string(reset.what), reset.reason, transaction.actor(),
         transaction.known_at_us(), reset.sealed_half});
    if (!made) return unexpected(made.error());
    return number;
}

Result<void> settle_reset(store::Transaction& transaction, std::int64_t number, bool is_done) {
    auto changed = transaction.execute(
        "UPDATE account_reset SET settled_by = $2, settled_at_us = $3, is_done = $4, "
        "sealed_half = '' WHERE number = $1 AND settled_by = ''",
        {number, transaction.actor(), transaction.known_at_us(), is_done ? 1 : 0});
    if (!changed) return unexpected(changed.error());
    if (*changed == 1) return {};
    return unexpected(Diagnostic{
        "E-changed-meanwhile", {}, "已经被别人处理过", "somebody else has settled it already"}
                          .hint("刷新后再看", "reload and look again"));
}

Result<std::optional<Reset>> find_reset(store::Connection& connection, std::int64_t number) {
    return reset_numbered(connection, number);
}
Result<std::optional<Reset>> find_reset(store::Transaction& transaction, std::int64_t number) {
    return reset_numbered(transaction, number);
}

Result<std::vector<Reset>> resets_of(store::Transaction& transaction, std::string_view account) {
    return resets_where(transaction, "WHERE account = $1 ORDER BY number", {account});
}

Result<std::vector<Reset>> latest_resets(store::Connection& connection) {
    return resets_where(connection, "ORDER BY number DESC LIMIT $1",
                        {static_cast<std::int64_t>(kResetsListed)});
}

}  // namespace kc::access
