// SPDX-License-Identifier: Apache-2.0
#include "access/second_factor.hpp"

#include <algorithm>

#include <openssl/rand.h>

#include "access/base32.hpp"
#include "access/totp.hpp"
#include "base/check.hpp"
#include "store/sha256.hpp"

namespace kc::access {
namespace {

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    KC_CHECK(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) ==
             1);
    return bytes;
}

// As typed: small letters and blanks or lines between groups do not matter.
std::string plain(std::string_view code) {
    std::string text;
    for (char c : code) {
        if (c == ' ' || c == '-') continue;
        text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return text;
}

// Eighty random bits: there is nothing to guess, so one round of SHA-256 is enough.
std::string digest_of(std::string_view account, std::string_view code) {
    return store::to_hex(store::sha256(std::string(account) + "/" + plain(code)));
}

template <typename Database>
Result<std::optional<SecondFactor>> find(Database& database, std::string_view account) {
    auto rows = database.query(
        "SELECT sealed_key, is_confirmed, last_step FROM second_factor WHERE account = $1",
        {account});
    if (!rows) return unexpected(rows.error());
    auto more = rows->next();
    if (!more) return unexpected(more.error());
    if (!*more) return std::optional<SecondFactor>();
    return std::optional(SecondFactor{std::string(account), rows->template get<std::string>(0),
                                      rows->template get<bool>(1),
                                      rows->template get<std::int64_t>(2)});
}

Result<void> done(Result<std::int64_t> changed) {
    if (!changed) return unexpected(std::move(changed.error()));
    return {};
}

bool looks_like_totp(std::string_view code) {
    return code.size() == static_cast<std::size_t>(kTotpDigits) &&
           std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<bool> use_recovery_code(store::Transaction& transaction, std::string_view account,
                               std::string_view code) {
    auto used = transaction.execute(
        "UPDATE recovery_code SET used_at_us = $3 WHERE account = $1 AND digest = $2 AND "
        "used_at_us = 0",
        {account, digest_of(account, code), transaction.known_at_us()});
    if (!used) return unexpected(used.error());
    return *used == 1;
}

}  // namespace

std::string_view second_factor_tables() {
    return R"sql(
CREATE TABLE second_factor (
    account TEXT PRIMARY KEY,
    sealed_key TEXT NOT NULL,
    is_confirmed INTEGER NOT NULL,
    last_step INTEGER NOT NULL,
    made_at_us INTEGER NOT NULL
) STRICT;
CREATE TABLE recovery_code (
    account TEXT NOT NULL,
    digest TEXT NOT NULL,
    used_at_us INTEGER NOT NULL,
    PRIMARY KEY (account, digest)
) STRICT;
)sql";
}

Result<std::optional<SecondFactor>> find_second_factor(store::Connection& connection,
                                                       std::string_view account) {
    return find(connection, account);
}
Result<std::optional<SecondFactor>> find_second_factor(store::Transaction& transaction,
                                                       std::string_view account) {
    return find(transaction, account);
}

Result<std::set<std::string>> accounts_with_factor(store::Connection& connection) {
    auto rows = connection.query("SELECT account FROM second_factor WHERE is_confirmed = 1");
    if (!rows) return unexpected(rows.error());
    std::set<std::string> accounts;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) accounts.insert(rows->get<std::string>(0));
    if (!more) return unexpected(more.error());
    return accounts;
}

Result<void> begin_second_factor(store::Transaction& transaction, std::string_view account,
                                 std::string_view sealed_key) {
    auto known = find(transaction, account);
    if (!known) return unexpected(known.error());
    if (*known && (*known)->is_confirmed)
        return unexpected(Diagnostic{
            "E-second-factor-set", {}, "已经设置了第二因素", "a second factor is set already"}
                              .hint("先停用再重新设置", "turn it off before setting another"));
    if (auto gone = remove_second_factor(transaction, account); !gone) return gone;
    return done(transaction.execute(
        "INSERT INTO second_factor (account, sealed_key, is_confirmed, last_step, made_at_us) "
        "VALUES ($1, $2, 0, 0, $3)",
        {account, sealed_key, transaction.known_at_us()}));
}

Result<bool> use_code(store::Transaction& transaction, const SecretBox& box,
                      std::string_view account, std::string_view code) {
    auto factor = find(transaction, account);
    if (!factor) return unexpected(factor.error());
    if (!*factor) return false;
    if (!looks_like_totp(code)) {
        if (!(*factor)->is_confirmed) return false;
        return use_recovery_code(transaction, account, code);
    }
    auto key = box.unseal((*factor)->sealed_key, totp_purpose(account));
    if (!key) return unexpected(key.error());
    const auto step = totp_match(*key, code, transaction.known_at_us(), (*factor)->last_step);
    if (!step) return false;
    auto used = transaction.execute(
        "UPDATE second_factor SET last_step = $2, is_confirmed = 1 WHERE account = $1",
        {account, *step});
    if (!used) return unexpected(used.error());
    return true;
}

Result<void> keep_recovery_codes(store::Transaction& transaction, std::string_view account,
                                 const std::vector<std::string>& codes) {
    auto changed = transaction.execute("DELETE FROM recovery_code WHERE account = $1", {account});
    for (const std::string& code : codes) {
        if (!changed) break;
        changed = transaction.execute(
            "INSERT INTO recovery_code (account, digest, used_at_us) VALUES ($1, $2, 0)",
            {account, digest_of(account, code)});
    }
    return done(std::move(changed));
}

std::vector<std::string> new_recovery_codes() {
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < kRecoveryCodes; ++i) {
        const std::string text = to_base32(random_bytes(kRecoveryCodeBytes));
        codes.push_back(text.substr(0, 4) + "-" + text.substr(4, 4) + "-" + text.substr(8, 4) +
                        "-" + text.substr(12));
    }
    return codes;
}

Result<std::int64_t> recovery_codes_left(store::Connection& connection, std::string_view account) {
    auto rows = connection.query(
        "SELECT COUNT(*) FROM recovery_code WHERE account = $1 AND used_at_us = 0", {account});
    if (!rows) return unexpected(rows.error());
    auto more = rows->next();
    if (!more) return unexpected(more.error());
    return rows->get<std::int64_t>(0);
}

Result<void> remove_second_factor(store::Transaction& transaction, std::string_view account) {
    auto gone = transaction.execute("DELETE FROM recovery_code WHERE account = $1", {account});
    if (gone) gone = transaction.execute("DELETE FROM second_factor WHERE account = $1", {account});
    return done(std::move(gone));
}

std::string new_totp_key() {
    return random_bytes(kTotpKeyBytes);
}

std::string totp_purpose(std::string_view account) {
    return "totp/" + std::string(account);
}

}  // namespace kc::access
