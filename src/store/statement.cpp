// SPDX-License-Identifier: Apache-2.0
#include "store/statement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "store/driver.hpp"
#include "store/error.hpp"

namespace kc::store {

Statement::Statement(std::unique_ptr<StatementDriver> driver) : driver_(std::move(driver)) {}
Statement::~Statement() = default;
Statement::Statement(Statement&& other) noexcept = default;

Result<std::int64_t> Statement::execute(Values values) {
    KC_CHECK(!in_use_);
    return driver_->execute(values);
}

Result<void> Statement::send(Values values) {
    KC_CHECK(!in_use_);
    return driver_->send(values);
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
    statement_->driver_->reset();
    statement_->in_use_ = false;
}

Result<void> Rows::check_types() const {
    if (wrong_column_ < 0) return {};
    return unexpected(
        store_error(ErrorKind::corrupt, fmt::format("column {} of '{}' holds another type",
                                                    wrong_column_, statement_->driver_->sql())));
}

Result<bool> Rows::next() {
    if (Result<void> good = check_types(); !good) return unexpected(std::move(good.error()));
    Result<bool> more = statement_->driver_->step();
    if (!more || !*more) statement_->driver_->reset();
    return more;
}

bool Rows::is_null(int column) const {
    return statement_->driver_->is_null(column);
}

void Rows::note_wrong_type(int column) {
    wrong_column_ = std::max(wrong_column_, column);
}

int Rows::columns() const {
    return statement_->driver_->columns();
}

std::string Rows::column_name(int column) const {
    return statement_->driver_->column_name(column);
}

Value Rows::value(int column) {
    const StatementDriver& row = *statement_->driver_;
    if (row.is_null(column)) return std::nullopt;
    if (const auto number = row.number(column)) return *number;
    if (const auto text = row.text(column)) return *text;
    if (const auto bytes = row.bytes(column)) return *bytes;
    note_wrong_type(column);
    return std::nullopt;
}

template <>
std::int64_t Rows::get<std::int64_t>(int column) {
    const std::optional<std::int64_t> number = statement_->driver_->number(column);
    if (!number) note_wrong_type(column);
    return number.value_or(0);
}

void Rows::get_numbers(int first, std::span<std::int64_t> out) {
    const int wrong = statement_->driver_->numbers(first, out);
    if (wrong >= 0) note_wrong_type(wrong);
}

template <>
bool Rows::get<bool>(int column) {
    return get<std::int64_t>(column) != 0;
}

template <>
std::string_view Rows::get<std::string_view>(int column) {
    const std::optional<std::string_view> text = statement_->driver_->text(column);
    if (!text) note_wrong_type(column);
    return text.value_or(std::string_view());
}

template <>
std::string Rows::get<std::string>(int column) {
    return std::string(get<std::string_view>(column));
}

template <>
Bytes Rows::get<Bytes>(int column) {
    const std::optional<Bytes> bytes = statement_->driver_->bytes(column);
    if (!bytes) note_wrong_type(column);
    return bytes.value_or(Bytes());
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
