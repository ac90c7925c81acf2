// SPDX-License-Identifier: Apache-2.0
#include "server/held.hpp"

#include <charconv>

namespace kc::server {

Result<access::Held> held_by(store::Transaction& transaction, const std::string& account) {
    auto known = access::find_account(transaction, account);
    if (!known) return unexpected(known.error());
    if (!*known)
        return unexpected(
            Diagnostic{"E-no-account", {}, "没有这个账号", "there is no such account"}.hint(
                "检查账号名", "check the name"));
    auto grants = access::grants_of(transaction, account);
    if (!grants) return unexpected(grants.error());
    auto delegations = access::delegations_of(transaction, account);
    if (!delegations) return unexpected(delegations.error());
    access::Held held{account, (*known)->role, std::move(*grants), std::move(*delegations), {}};
    for (const access::Delegation& one : held.delegations) {
        if (one.delegate != account || !one.ended_by.empty()) continue;
        auto grant = access::find_grant(transaction, one.grant);
        if (!grant) return unexpected(grant.error());
        if (*grant) held.lent_roles.push_back((*grant)->role);
    }
    return held;
}

Diagnostic no_grant() {
    return Diagnostic{"E-no-grant", {}, "没有这项授权", "there is no such grant"}.hint(
        "刷新后再看", "reload and look again");
}

std::optional<base::Date> optional_day(BodyFields& fields, std::string_view name) {
    const JsonValue* value = fields.any(name);
    if (value == nullptr || value->type == JsonType::null) return std::nullopt;
    if (value->type == JsonType::text) {
        auto day = base::Date::parse(value->text);
        if (day) return *day;
        fields.error(name, day.error());
        return std::nullopt;
    }
    fields.error(name, {"E-date", {}, "日期写成 2024-03-01", "a date is written 2024-03-01"});
    return std::nullopt;
}

std::int64_t number_in(std::string_view answer) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(answer.data(), answer.data() + answer.size(), number);
    return error == std::errc() && end == answer.data() + answer.size() ? number : 0;
}

}  // namespace kc::server
