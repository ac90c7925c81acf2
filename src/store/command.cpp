// SPDX-License-Identifier: Apache-2.0
#include "store/command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "store/error.hpp"

namespace kc::store {
namespace {

struct FieldName {
    std::string_view zh;
    std::string_view en;
};

Diagnostic bad_command(FieldName field, std::string_view zh, std::string_view en) {
    return Diagnostic{"E-store-command",
                      {},
                      fmt::format("请求的{}{}", field.zh, zh),
                      fmt::format("the request's {} {}", field.en, en)};
}

Result<void> check_size(std::string_view text, std::size_t max_bytes, FieldName field) {
    if (text.size() > max_bytes) {
        return unexpected(bad_command(field, fmt::format("超过{}字节", max_bytes),
                                      fmt::format("is longer than {} bytes", max_bytes)));
    }
    if (!base::is_valid_utf8(text) || text.find('\0') != std::string_view::npos) {
        return unexpected(bad_command(field, "不是有效的文字", "is not valid text"));
    }
    return {};
}

Result<void> check_line(std::string_view text, std::size_t max_bytes, FieldName field) {
    if (text.empty()) return unexpected(bad_command(field, "为空", "is empty"));
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
    if (std::any_of(text.begin(), text.end(), is_control)) {
        return unexpected(bad_command(field, "含有控制字符", "contains control characters"));
    }
    return check_size(text, max_bytes, field);
}

}  // namespace

Diagnostic transaction_gone() {
    return store_error(ErrorKind::other, "the transaction was undone");
}

Result<Rows> Transaction::query(std::string_view sql, std::initializer_list<Value> values) {
    return query(sql, Values(values.begin(), values.size()));
}

Result<std::int64_t> Transaction::execute(std::string_view sql,
                                          std::initializer_list<Value> values) {
    return execute(sql, Values(values.begin(), values.size()));
}

Result<Rows> Transaction::query(std::string_view sql, Values values) {
    if (!connection_->in_transaction()) return unexpected(transaction_gone());
    return connection_->query(sql, values);
}

Result<std::int64_t> Transaction::execute(std::string_view sql, Values values) {
    if (!connection_->in_transaction()) return unexpected(transaction_gone());
    return connection_->execute(sql, values);
}

Result<std::int64_t> Transaction::append(const Fact& fact) {
    if (!connection_->in_transaction()) return unexpected(transaction_gone());
    if (!fact.who.empty()) return facts_->append(fact, known_at_us_);
    Fact named = fact;
    named.who = actor_;
    return facts_->append(named, known_at_us_);
}

Result<std::int64_t> Transaction::append(std::span<const Fact> facts) {
    KC_CHECK(!facts.empty());
    Result<std::int64_t> first = append(facts.front());
    if (!first) return first;
    for (const Fact& fact : facts.subspan(1)) {
        if (Result<std::int64_t> added = append(fact); !added) return added;
    }
    return first;
}

Result<void> check_command(const Command& command) {
    KC_CHECK(command.run != nullptr);
    Result<void> ok = check_line(command.key, kMaxKeyBytes, {"请求键", "idempotency key"});
    if (ok) ok = check_line(command.actor, kMaxActorBytes, {"操作人", "actor"});
    if (ok) ok = check_line(command.kind, kMaxKindBytes, {"类型", "kind"});
    if (ok) ok = check_size(command.payload, kMaxPayloadBytes, {"内容", "content"});
    return ok;
}

}  // namespace kc::store
