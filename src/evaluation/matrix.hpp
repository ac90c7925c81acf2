// SPDX-License-Identifier: Apache-2.0
// A table of numbers, units in rows and indicators or nodes in columns, in which a cell may be
// missing.
//
// Stored by column. A missing cell is said so by its mark, never by a value: its value is 0 and
// means nothing. No NaN and no infinity is ever put in (checked), so none can come out.
//
//   Matrix scores(units, 3);
//   scores.set(0, 1, 12.5);
//   if (scores.has(0, 1)) use(scores.at(0, 1));
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/check.hpp"

namespace kc::evaluation {

// One column; `present` holds 1 where there is a value and 0 where it is missing.
struct ColumnView {
    std::span<const double> values = {};
    std::span<const std::uint8_t> present = {};

    std::size_t size() const { return values.size(); }
    bool has(std::size_t row) const { return present[row] != 0; }
    double operator[](std::size_t row) const { return values[row]; }
};

class Matrix {
public:
    Matrix() = default;

    // All cells missing.
    Matrix(std::size_t rows, std::size_t columns)
        : rows_(rows), columns_(columns), values_(rows * columns), present_(rows * columns) {}

    std::size_t rows() const { return rows_; }
    std::size_t columns() const { return columns_; }

    bool has(std::size_t row, std::size_t column) const {
        return present_[index(row, column)] != 0;
    }

    // Only of cells that are there.
    double at(std::size_t row, std::size_t column) const {
        KC_CHECK(has(row, column));
        return values_[index(row, column)];
    }

    std::optional<double> get(std::size_t row, std::size_t column) const {
        if (!has(row, column)) return std::nullopt;
        return values_[index(row, column)];
    }

    void set(std::size_t row, std::size_t column, double value) {
        KC_CHECK(std::isfinite(value));
        values_[index(row, column)] = value;
        present_[index(row, column)] = 1;
    }

    void set(std::size_t row, std::size_t column, std::optional<double> value) {
        if (value) return set(row, column, *value);
        clear(row, column);
    }

    void clear(std::size_t row, std::size_t column) {
        values_[index(row, column)] = 0.0;
        present_[index(row, column)] = 0;
    }

    ColumnView column(std::size_t column) const {
        const std::size_t first = index(0, column);
        return {std::span(values_).subspan(first, rows_),
                std::span(present_).subspan(first, rows_)};
    }

    void set_column(std::size_t column, ColumnView from) {
        KC_CHECK(from.size() == rows_);
        for (std::size_t row = 0; row < rows_; ++row) {
            if (from.has(row)) {
                set(row, column, from[row]);
            } else {
                clear(row, column);
            }
        }
    }

    bool operator==(const Matrix&) const = default;

private:
    std::size_t index(std::size_t row, std::size_t column) const { return column * rows_ + row; }

    std::size_t rows_ = 0;
    std::size_t columns_ = 0;
    std::vector<double> values_;
    std::vector<std::uint8_t> present_;
};

// A column that owns its cells, for one value a unit.
struct Column {
    std::vector<double> values = {};
    std::vector<std::uint8_t> present = {};

    explicit Column(std::size_t rows = 0) : values(rows), present(rows) {}

    std::size_t size() const { return values.size(); }
    bool has(std::size_t row) const { return present[row] != 0; }
    double operator[](std::size_t row) const { return values[row]; }
    void set(std::size_t row, double value) {
        KC_CHECK(std::isfinite(value));
        values[row] = value;
        present[row] = 1;
    }
    void clear(std::size_t row) {
        values[row] = 0.0;
        present[row] = 0;
    }
    ColumnView view() const { return {values, present}; }

    bool operator==(const Column&) const = default;
};

}  // namespace kc::evaluation
