// SPDX-License-Identifier: Apache-2.0
// For tests: the reference tables of tests/data/composite.
#pragma once

#include <charconv>
#include <cstddef>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evaluation/matrix.hpp"

namespace kc::evaluation {

// A CSV file of plain cells, quoted or not, without line ends inside.
struct ReferenceTable {
    std::vector<std::string> header = {};
    std::vector<std::vector<std::string>> rows = {};

    std::size_t column(std::string_view name) const {
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (header[i] == name) return i;
        }
        KC_CHECK(false);
        return 0;
    }

    static std::optional<double> number(const std::string& cell) {
        double value = 0;
        const auto [end, fault] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        if (fault != std::errc{} || end != cell.data() + cell.size()) return std::nullopt;
        return value;
    }

    double at(std::size_t row, std::string_view name) const {
        return number(rows[row][column(name)]).value();
    }

    // The rows' first cells.
    std::vector<std::string> keys() const {
        std::vector<std::string> all;
        for (const auto& row : rows) all.push_back(row[0]);
        return all;
    }

    // All columns from `first` on, empty cells missing.
    Matrix numbers(std::size_t first = 1) const {
        Matrix matrix(rows.size(), header.size() - first);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (std::size_t k = first; k < header.size(); ++k)
                matrix.set(i, k - first, number(rows[i][k]));
        }
        return matrix;
    }

    // The named columns in that order.
    Matrix numbers(const std::vector<std::string>& names) const {
        Matrix matrix(rows.size(), names.size());
        for (std::size_t k = 0; k < names.size(); ++k) {
            for (std::size_t i = 0; i < rows.size(); ++i)
                matrix.set(i, k, number(rows[i][column(names[k])]));
        }
        return matrix;
    }

    std::map<std::string, double> by_key(std::string_view name) const {
        std::map<std::string, double> all;
        for (std::size_t i = 0; i < rows.size(); ++i) all[rows[i][0]] = at(i, name);
        return all;
    }
};

inline std::vector<std::string> reference_cells(const std::string& line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else if (c != '\r') {
            cells.back() += c;
        }
    }
    return cells;
}

// `source_folder` is the checkout.
inline ReferenceTable reference_table(const std::string& source_folder, const std::string& name) {
    std::ifstream file(source_folder + "/tests/data/composite/asem/" + name);
    KC_CHECK(file.is_open());
    ReferenceTable table;
    std::string line;
    while (std::getline(file, line)) {
        if (table.header.empty()) {
            table.header = reference_cells(line);
        } else if (!line.empty()) {
            table.rows.push_back(reference_cells(line));
        }
    }
    return table;
}

// The indicators below each parent, in the order of the data.
inline std::map<std::string, std::vector<std::string>> reference_children(
    const std::string& source_folder) {
    const ReferenceTable meta = reference_table(source_folder, "iMeta.csv");
    std::map<std::string, std::vector<std::string>> children;
    for (const auto& row : meta.rows) {
        const std::string& type = row[meta.column("Type")];
        if (type == "Indicator" || type == "Aggregate")
            children[row[meta.column("Parent")]].push_back(row[meta.column("iCode")]);
    }
    return children;
}

}  // namespace kc::evaluation
