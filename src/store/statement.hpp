// SPDX-License-Identifier: Apache-2.0
// A prepared statement, and the rows it gives.
//
// Parameters are written $1, $2 … and bound in that order. Neither class may outlive its
// Connection, and both belong to the thread that uses the connection.
//
//   Rows rows = *connection.query("SELECT name FROM firm WHERE id > $1", {7});
//   Result<bool> more = rows.next();
//   for (; more && *more; more = rows.next()) use(rows.get<std::string>(0));
//   if (!more) return unexpected(more.error());
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/decimal.hpp"
#include "base/result.hpp"
#include "store/value.hpp"

namespace kc::store {

class StatementDriver;

using Values = std::span<const Value>;

class Statement {
public:
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;

    // Runs it to its end and says how many rows it changed. For loops over many rows.
    Result<std::int64_t> execute(std::initializer_list<Value> values) {
        return execute(Values(values.begin(), values.size()));
    }
    Result<std::int64_t> execute(Values values);

    // See Connection::send.
    Result<void> send(std::initializer_list<Value> values) {
        return send(Values(values.begin(), values.size()));
    }
    Result<void> send(Values values);

private:
    friend class Rows;
    friend class Connection;
    explicit Statement(std::unique_ptr<StatementDriver> driver);

    std::unique_ptr<StatementDriver> driver_;
    bool in_use_ = false;
};

// The rows of one query, read forward. Gives the statement back when it goes.
class Rows {
public:
    ~Rows();
    Rows(Rows&& other) noexcept;
    Rows& operator=(Rows&&) = delete;

    // False after the last row. A column read as something it is not ends the rows with an error:
    // STRICT tables make that impossible unless the file was tampered with.
    Result<bool> next();

    // The same error, for who reads one row and stops.
    [[nodiscard]] Result<void> check_types() const;

    // std::int64_t, bool, std::string, std::string_view and Bytes (both until next()), Hash,
    // base::Decimal (kept as text), or std::optional of one of them where the column may be NULL.
    template <typename T>
    T get(int column);

    // Whole numbers of columns side by side, from `first` on; quicker than one by one.
    void get_numbers(int first, std::span<std::int64_t> out);

    // A decimal kept as two whole numbers.
    base::Decimal get_scaled(int coefficient_column, int scale_column);

    // Whatever the column holds, for copying tables of any shape; until next().
    Value value(int column);

    [[nodiscard]] int columns() const;
    [[nodiscard]] std::string column_name(int column) const;

private:
    friend class Connection;
    explicit Rows(Statement* cached);
    explicit Rows(std::unique_ptr<Statement> own);

    [[nodiscard]] bool is_null(int column) const;
    void note_wrong_type(int column);

    std::unique_ptr<Statement> own_;
    Statement* statement_;
    int wrong_column_ = -1;
};

template <>
std::int64_t Rows::get<std::int64_t>(int column);
template <>
bool Rows::get<bool>(int column);
template <>
std::string_view Rows::get<std::string_view>(int column);
template <>
std::string Rows::get<std::string>(int column);
template <>
Bytes Rows::get<Bytes>(int column);
template <>
Hash Rows::get<Hash>(int column);
template <>
base::Decimal Rows::get<base::Decimal>(int column);

namespace detail {
template <typename T>
struct Unwrapped {
    using type = T;
    static constexpr bool is_optional = false;
};
template <typename T>
struct Unwrapped<std::optional<T>> {
    using type = T;
    static constexpr bool is_optional = true;
};
}  // namespace detail

template <typename T>
T Rows::get(int column) {
    static_assert(detail::Unwrapped<T>::is_optional, "no column holds a value of this type");
    if (is_null(column)) return std::nullopt;
    return get<typename detail::Unwrapped<T>::type>(column);
}

}  // namespace kc::store
