// SPDX-License-Identifier: Apache-2.0
#include "store/terms.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/check.hpp"
#include "store/error.hpp"

namespace kc::store {

Result<void> TermTable::refresh(Connection& connection) {
    Result<Rows> rows =
        connection.scan("SELECT id, text FROM term WHERE id > $1 ORDER BY id", {size()});
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) {
        const std::int64_t id = rows->get<std::int64_t>(0);
        if (id != size() + 1) {
            return unexpected(
                store_error(ErrorKind::corrupt, fmt::format("term {} is missing", size() + 1)));
        }
        texts_.push_back(rows->get<std::string>(1));
    }
    if (!more) return unexpected(std::move(more.error()));
    return {};
}

const std::string& TermTable::text(std::int64_t id) const {
    KC_CHECK(has(id));
    return texts_[static_cast<std::size_t>(id - 1)];
}

Result<std::int64_t> TermWriter::id_of(Connection& connection, std::string_view text) {
    if (const auto known = ids_.find(text); known != ids_.end()) return known->second;
    if (ids_.size() >= kMaxRemembered) forget_all();

    Result<Rows> rows = connection.query("SELECT id FROM term WHERE text = $1", {text});
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> found = rows->next();
    if (!found) return unexpected(std::move(found.error()));
    std::int64_t id = 0;
    if (*found) {
        id = rows->get<std::int64_t>(0);
    } else {
        Result<std::int64_t> last =
            connection.query_number("SELECT coalesce(max(id), 0) FROM term");
        if (!last) return last;
        id = *last + 1;
        Result<std::int64_t> added =
            connection.execute("INSERT INTO term (id, text) VALUES ($1, $2)", {id, text});
        if (!added) return added;
    }
    ids_.emplace(text, id);
    unsure_.emplace_back(text);
    return id;
}

void TermWriter::forget_unsure() {
    for (const std::string& text : unsure_) ids_.erase(text);
    unsure_.clear();
}

void TermWriter::forget_all() {
    ids_.clear();
    unsure_.clear();
}

}  // namespace kc::store
