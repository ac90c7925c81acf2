// SPDX-License-Identifier: Apache-2.0
#include "store/statement.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/check.hpp"
#include "store/error.hpp"

namespace kc::store {
namespace {

constexpr int kMaxParameters = 64;

}  // namespace

Statement::Statement(sqlite3* database, sqlite3_stmt* handle)
    : database_(database), handle_(handle) {
    const int count = sqlite3_bind_parameter_count(handle);
    KC_CHECK(count <= kMaxParameters);
    positions_.reserve(static_cast<std::size_t>(count));
    for (int number = 1; number <= count; ++number) {
        // SQLite takes $2 as a mere name and numbers names by first appearance.
        const int position =
            sqlite3_bind_parameter_index(handle, fmt::format("${}", number).c_str());
        KC_CHECK(position > 0);  // the SQL skips a number or uses another style
        positions_.push_back(position);
    }
}

Statement::~Statement() {
    sqlite3_finalize(handle_);
}

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      handle_(std::exchange(other.handle_, nullptr)),
      positions_(std::move(other.positions_)),
      in_use_(other.in_use_) {}

Result<Statement> Statement::prepare(sqlite3* database, std::string_view sql) {
    KC_CHECK(sql.size() < std::numeric_limits<int>::max());
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code != SQLITE_OK) {
        return unexpected(sqlite_error(code, sqlite3_errmsg(database)));
    }
    KC_CHECK(handle != nullptr);  // an empty statement
    return Statement(database, handle);
}

Diagnostic Statement::error() const {
    return sqlite_error(sqlite3_extended_errcode(database_), sqlite3_errmsg(database_));
}

Result<void> Statement::bind(Values values, Lifetime lifetime) {
    KC_CHECK(values.size() == positions_.size());
    const auto destructor = lifetime == Lifetime::copied ? SQLITE_TRANSIENT : SQLITE_STATIC;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int at = positions_[i];
        const auto bind_text = [&](std::string_view text) {
            return sqlite3_bind_text64(handle_, at, text.data() == nullptr ? "" : text.data(),
                                       text.size(), destructor, SQLITE_UTF8);
        };
        const Value::Variant& value = values[i].get();
        int code = SQLITE_OK;
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            code = sqlite3_bind_int64(handle_, at, *number);
        } else if (const auto* text = std::get_if<std::string_view>(&value)) {
            code = bind_text(*text);
        } else if (const auto* own_text = std::get_if<std::string>(&value)) {
            code = bind_text(*own_text);
        } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
            const void* data =
                bytes->data() == nullptr ? "" : static_cast<const void*>(bytes->data());
            code = sqlite3_bind_blob64(handle_, at, data, bytes->size(), destructor);
        } else {
            code = sqlite3_bind_null(handle_, at);
        }
        if (code != SQLITE_OK) return unexpected(error());
    }
    return {};
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return unexpected(error());
}

void Statement::reset() {
    sqlite3_reset(handle_);
}

Result<std::int64_t> Statement::execute(Values values) {
    KC_CHECK(!in_use_);
    if (Result<void> bound = bind(values, Lifetime::this_call); !bound) {
        return unexpected(std::move(bound.error()));
    }
    Result<bool> more = step();
    while (more && *more) more = step();
    const std::int64_t changed = sqlite3_changes64(database_);
    reset();
    if (!more) return unexpected(std::move(more.error()));
    return sqlite3_stmt_readonly(handle_) != 0 ? 0 : changed;
}

Rows::Rows(Statement* cached) : statement_(cached) {
    statement_->in_use_ = true;
}

Rows::Rows(std::unique_ptr<Statement> own) : own_(std::move(own)), statement_(own_.get()) {
    statement_->in_use_ = true;
}

Rows::Rows(Rows&& other) noexcept
    : own_(std::move(other.own_)),
      statement_(std::exchange(other.statement_, nullptr)),
      wrong_column_(other.wrong_column_) {}

Rows::~Rows() {
    if (statement_ == nullptr) return;
    statement_->reset();
    statement_->in_use_ = false;
}

Result<void> Rows::check_types() const {
    if (wrong_column_ < 0) return {};
    return unexpected(store_error(ErrorKind::corrupt,
                                  fmt::format("column {} of '{}' holds another type", wrong_column_,
                                              sqlite3_sql(statement_->handle_))));
}

Result<bool> Rows::next() {
    if (Result<void> good = check_types(); !good) return unexpected(std::move(good.error()));
    Result<bool> more = statement_->step();
    if (!more || !*more) statement_->reset();
    return more;
}

bool Rows::is_null(int column) const {
    return sqlite3_column_type(statement_->handle_, column) == SQLITE_NULL;
}

void Rows::note_wrong_type(int column) {
    wrong_column_ = std::max(wrong_column_, column);
}

template <>
std::int64_t Rows::get<std::int64_t>(int column) {
    if (sqlite3_column_type(statement_->handle_, column) != SQLITE_INTEGER) {
        note_wrong_type(column);
        return 0;
    }
    return sqlite3_column_int64(statement_->handle_, column);
}

template <>
bool Rows::get<bool>(int column) {
    return get<std::int64_t>(column) != 0;
}

template <>
std::string_view Rows::get<std::string_view>(int column) {
    if (sqlite3_column_type(statement_->handle_, column) != SQLITE_TEXT) {
        note_wrong_type(column);
        return {};
    }
    // Text first: asking for the size first may convert, and move, it.
    const auto* text =
        reinterpret_cast<const char*>(sqlite3_column_text(statement_->handle_, column));
    const int size = sqlite3_column_bytes(statement_->handle_, column);
    return text == nullptr ? std::string_view()
                           : std::string_view(text, static_cast<std::size_t>(size));
}

template <>
std::string Rows::get<std::string>(int column) {
    return std::string(get<std::string_view>(column));
}

template <>
Bytes Rows::get<Bytes>(int column) {
    if (sqlite3_column_type(statement_->handle_, column) != SQLITE_BLOB) {
        note_wrong_type(column);
        return {};
    }
    const auto* data =
        static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_->handle_, column));
    const int size = sqlite3_column_bytes(statement_->handle_, column);
    return data == nullptr ? Bytes() : Bytes(data, static_cast<std::size_t>(size));
}

template <>
Hash Rows::get<Hash>(int column) {
    const std::optional<Hash> hash = hash_of_bytes(get<Bytes>(column));
    if (!hash) note_wrong_type(column);
    return hash.value_or(Hash{});
}

template <>
base::Decimal Rows::get<base::Decimal>(int column) {
    const Result<base::Decimal> value = base::Decimal::parse(get<std::string_view>(column));
    if (!value) note_wrong_type(column);
    return value ? *value : base::Decimal();
}

base::Decimal Rows::get_scaled(int coefficient_column, int scale_column) {
    const std::int64_t scale = get<std::int64_t>(scale_column);
    const std::int64_t coefficient = get<std::int64_t>(coefficient_column);
    const bool fits = scale >= 0 && scale <= base::Decimal::kMaxDigits;
    const std::optional<base::Decimal> value =
        fits ? base::Decimal::of(coefficient, static_cast<int>(scale)) : std::nullopt;
    if (!value) note_wrong_type(coefficient_column);
    return value.value_or(base::Decimal());
}

}  // namespace kc::store
