// SPDX-License-Identifier: Apache-2.0
#include "access/grants.hpp"

#include <initializer_list>
#include <limits>

#include <fmt/format.h>

namespace kc::access {
namespace {

constexpr std::string_view kGrantColumns =
    "SELECT number, account, role, body, valid_from, valid_to, granted_by, granted_at_us, "
    "needs_second, confirmed_by, confirmed_at_us, ended_by, ended_at_us FROM role_grant ";
constexpr std::string_view kDelegationColumns =
    "SELECT number, owner, delegate, grant_number, valid_from, valid_to, reason, made_at_us, "
    "ended_by, ended_at_us FROM delegation ";

std::optional<base::Date> date_of(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    auto date = base::Date::parse(*text);
    return date ? std::optional(*date) : std::nullopt;
}

std::optional<std::string> text_of(const std::optional<base::Date>& date) {
    return date ? std::optional(base::to_string(*date)) : std::nullopt;
}

Grant grant_of(store::Rows& rows) {
    Grant grant;
    grant.number = rows.get<std::int64_t>(0);
    grant.account = rows.get<std::string>(1);
    grant.role = rows.get<std::string>(2);
    grant.body = rows.get<std::string>(3);
    grant.valid_from = date_of(rows.get<std::optional<std::string>>(4));
    grant.valid_to = date_of(rows.get<std::optional<std::string>>(5));
    grant.granted_by = rows.get<std::string>(6);
    grant.granted_at_us = rows.get<std::int64_t>(7);
    grant.needs_second = rows.get<bool>(8);
    grant.confirmed_by = rows.get<std::string>(9);
    grant.confirmed_at_us = rows.get<std::int64_t>(10);
    grant.ended_by = rows.get<std::string>(11);
    grant.ended_at_us = rows.get<std::int64_t>(12);
    return grant;
}

Delegation delegation_of(store::Rows& rows) {
    Delegation one;
    one.number = rows.get<std::int64_t>(0);
    one.owner = rows.get<std::string>(1);
    one.delegate = rows.get<std::string>(2);
    one.grant = rows.get<std::int64_t>(3);
    one.valid_from = date_of(rows.get<std::string>(4)).value_or(base::Date());
    one.valid_to = date_of(rows.get<std::string>(5)).value_or(base::Date());
    one.reason = rows.get<std::string>(6);
    one.made_at_us = rows.get<std::int64_t>(7);
    one.ended_by = rows.get<std::string>(8);
    one.ended_at_us = rows.get<std::int64_t>(9);
    return one;
}

template <typename T>
Result<std::vector<T>> all_of(Result<store::Rows> rows, T (*read)(store::Rows&)) {
    if (!rows) return unexpected(std::move(rows.error()));
    std::vector<T> list;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) list.push_back(read(*rows));
    if (!more) return unexpected(more.error());
    return list;
}

// A connection and a transaction are asked alike.
template <typename Database>
Result<std::vector<Grant>> with_scopes(Database& database, Result<std::vector<Grant>> grants) {
    if (!grants) return grants;
    for (Grant& grant : *grants) {
        auto rows = database.query(
            "SELECT kind, code FROM role_grant_scope WHERE grant_number = $1 ORDER BY kind, code",
            {grant.number});
        if (!rows) return unexpected(rows.error());
        auto more = rows->next();
        for (; more && *more; more = rows->next()) {
            auto& list =
                rows->template get<std::string>(0) == "unit" ? grant.units : grant.sections;
            list.push_back(rows->template get<std::string>(1));
        }
        if (!more) return unexpected(more.error());
    }
    return grants;
}

template <typename Database>
Result<std::vector<Grant>> grants_where(Database& database, std::string_view where,
                                        std::initializer_list<store::Value> values) {
    return with_scopes(
        database,
        all_of<Grant>(
            database.query(fmt::format("{}{} ORDER BY number", kGrantColumns, where), values),
            &grant_of));
}

template <typename Database>
Result<std::optional<Grant>> grant_numbered(Database& database, std::int64_t number) {
    auto grants = grants_where(database, "WHERE number = $1", {number});
    if (!grants) return unexpected(grants.error());
    return grants->empty() ? std::nullopt : std::optional(std::move(grants->front()));
}

template <typename Database>
Result<std::vector<Delegation>> delegations_where(Database& database,
                                                  std::initializer_list<store::Value> values) {
    return all_of<Delegation>(
        database.query(
            fmt::format("{}WHERE owner = $1 OR delegate = $1 ORDER BY number", kDelegationColumns),
            values),
        &delegation_of);
}

// Numbers are given by the one writer, so that none is skipped and every database agrees.
Result<std::int64_t> next_number(store::Transaction& transaction, std::string_view sql) {
    auto rows = transaction.query(sql);
    if (!rows) return unexpected(rows.error());
    auto more = rows->next();
    if (!more) return unexpected(more.error());
    return rows->get<std::int64_t>(0);
}

Result<void> exactly_one(Result<std::int64_t> changed) {
    if (!changed) return unexpected(std::move(changed.error()));
    if (*changed == 1) return {};
    return unexpected(Diagnostic{
        "E-changed-meanwhile", {}, "已经被别人处理过", "somebody else has settled it already"}
                          .hint("刷新后再看", "reload and look again"));
}

}  // namespace

std::string_view state_of(const Grant& grant, base::Date today) {
    if (!grant.ended_by.empty()) return "ended";
    if (grant.valid_to && *grant.valid_to < today) return "past";
    if (grant.is_waiting()) return "waiting";
    if (grant.valid_from && today < *grant.valid_from) return "future";
    return "live";
}

std::string_view state_of(const Delegation& one, base::Date today) {
    if (!one.ended_by.empty()) return "ended";
    if (one.valid_to < today) return "past";
    return today < one.valid_from ? "future" : "live";
}

Result<std::vector<Grant>> grants_of(store::Connection& connection, std::string_view account) {
    return grants_where(connection, "WHERE account = $1", {account});
}
Result<std::vector<Grant>> grants_of(store::Transaction& transaction, std::string_view account) {
    return grants_where(transaction, "WHERE account = $1", {account});
}
Result<std::optional<Grant>> find_grant(store::Connection& connection, std::int64_t number) {
    return grant_numbered(connection, number);
}
Result<std::optional<Grant>> find_grant(store::Transaction& transaction, std::int64_t number) {
    return grant_numbered(transaction, number);
}
Result<std::vector<Grant>> waiting_grants(store::Connection& connection) {
    return grants_where(connection,
                        "WHERE needs_second = 1 AND confirmed_by = '' AND ended_by = ''", {});
}

Result<std::vector<Grant>> latest_grants(store::Connection& connection, const GrantFilter& filter,
                                         std::int64_t limit) {
    const std::int64_t before =
        filter.before > 0 ? filter.before : std::numeric_limits<std::int64_t>::max();
    return with_scopes(
        connection,
        all_of<Grant>(
            connection.query(fmt::format("{}WHERE number < $1 AND ($2 = '' OR account = $2) AND "
                                         "($3 = '' OR role = $3) ORDER BY number DESC LIMIT $4",
                                         kGrantColumns),
                             {before, filter.account, filter.role, limit}),
            &grant_of));
}

Result<std::vector<Delegation>> delegations_of(store::Connection& connection,
                                               std::string_view account) {
    return delegations_where(connection, {account});
}
Result<std::vector<Delegation>> delegations_of(store::Transaction& transaction,
                                               std::string_view account) {
    return delegations_where(transaction, {account});
}

Result<std::optional<Delegation>> find_delegation(store::Transaction& transaction,
                                                  std::int64_t number) {
    auto list = all_of<Delegation>(
        transaction.query(fmt::format("{}WHERE number = $1", kDelegationColumns), {number}),
        &delegation_of);
    if (!list) return unexpected(list.error());
    return list->empty() ? std::nullopt : std::optional(std::move(list->front()));
}

Result<std::vector<Delegation>> latest_delegations(store::Connection& connection) {
    return all_of<Delegation>(
        connection.query(fmt::format("{}ORDER BY number DESC LIMIT $1", kDelegationColumns),
                         {kLoansListed}),
        &delegation_of);
}

Result<std::int64_t> insert_grant(store::Transaction& transaction, const Grant& grant) {
    const auto number =
        next_number(transaction, "SELECT COALESCE(MAX(number), 0) + 1 FROM role_grant");
    if (!number) return number;
    auto made = transaction.execute(
        "INSERT INTO role_grant (number, account, role, body, valid_from, valid_to, granted_by, "
        "granted_at_us, needs_second, confirmed_by, confirmed_at_us, ended_by, ended_at_us) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 0, '', 0)",
        {*number, grant.account, grant.role, grant.body, text_of(grant.valid_from),
         text_of(grant.valid_to), transaction.actor(), transaction.known_at_us(),
         grant.needs_second ? 1 : 0});
    const auto add_scope = [&](std::string_view kind, const std::string& code) {
        if (made)
            made = transaction.execute(
                "INSERT INTO role_grant_scope (grant_number, kind, code) VALUES ($1, $2, $3)",
                {*number, kind, code});
    };
    for (const std::string& code : grant.units) add_scope("unit", code);
    for (const std::string& code : grant.sections) add_scope("section", code);
    if (!made) return unexpected(made.error());
    return number;
}

Result<std::int64_t> insert_delegation(store::Transaction& transaction,
                                       const Delegation& delegation) {
    const auto number =
        next_number(transaction, "SELECT COALESCE(MAX(number), 0) + 1 FROM delegation");
    if (!number) return number;
    auto made = transaction.execute(
        "INSERT INTO delegation (number, owner, delegate, grant_number, valid_from, valid_to, "
        "reason, made_at_us, ended_by, ended_at_us) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0)",
        {*number, delegation.owner, delegation.delegate, delegation.grant,
         base::to_string(delegation.valid_from), base::to_string(delegation.valid_to),
         delegation.reason, transaction.known_at_us()});
    if (!made) return unexpected(made.error());
    return number;
}

Result<void> confirm_grant(store::Transaction& transaction, std::int64_t number) {
    return exactly_one(transaction.execute(
        "UPDATE role_grant SET confirmed_by = $2, confirmed_at_us = $3 "
        "WHERE number = $1 AND needs_second = 1 AND confirmed_by = '' AND ended_by = ''",
        {number, transaction.actor(), transaction.known_at_us()}));
}

Result<void> end_grant(store::Transaction& transaction, std::int64_t number) {
    return exactly_one(transaction.execute(
        "UPDATE role_grant SET ended_by = $2, ended_at_us = $3 WHERE number = $1 AND ended_by = ''",
        {number, transaction.actor(), transaction.known_at_us()}));
}

Result<void> end_delegation(store::Transaction& transaction, std::int64_t number) {
    return exactly_one(transaction.execute(
        "UPDATE delegation SET ended_by = $2, ended_at_us = $3 WHERE number = $1 AND ended_by = ''",
        {number, transaction.actor(), transaction.known_at_us()}));
}

Result<void> give_part(store::Transaction& transaction, std::string_view subject,
                       std::int64_t record, const Part& part) {
    auto made = transaction.execute(
        "INSERT INTO process_role (subject, record, account, part, since_us, given_by) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        {subject, record, part.account, pack::to_string(part.part), transaction.known_at_us(),
         transaction.actor()});
    if (!made) return unexpected(made.error());
    return {};
}

Result<void> take_part(store::Transaction& transaction, std::string_view subject,
                       std::int64_t record, const Part& part) {
    return exactly_one(transaction.execute(
        "DELETE FROM process_role WHERE subject = $1 AND record = $2 AND account = $3 AND part = "
        "$4",
        {subject, record, part.account, pack::to_string(part.part)}));
}

Result<std::vector<Part>> parts_in(store::Connection& connection, std::string_view subject,
                                   std::int64_t record) {
    auto rows = connection.query(
        "SELECT account, part FROM process_role WHERE subject = $1 AND record = $2 "
        "ORDER BY account, part",
        {subject, record});
    if (!rows) return unexpected(rows.error());
    std::vector<Part> parts;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) {
        // A part this program does not know is none.
        if (const auto part = pack::from_word<ProcessRole>(rows->get<std::string>(1)))
            parts.push_back({rows->get<std::string>(0), *part});
    }
    if (!more) return unexpected(more.error());
    return parts;
}

}  // namespace kc::access
