// SPDX-License-Identifier: Apache-2.0
// For tests: tables from plain CSV files with every cell in quotes or none, as statistics programs
// write them. The program itself reads CSV in cli.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "evaluation/data.hpp"

namespace kc::evaluation::testing {

inline std::string file_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline std::vector<TableRow> csv_rows(const std::string& text) {
    std::vector<TableRow> rows(1);
    rows.back().line = 1;
    std::string cell;
    bool quoted = false;
    std::int32_t line = 1;
    for (const char c : text) {
        if (c == '"') {
            quoted = !quoted;
        } else if (quoted || (c != ',' && c != '\n' && c != '\r')) {
            cell += c;
        } else if (c != '\r') {
            rows.back().cells.push_back(cell);
            cell.clear();
            if (c == '\n') rows.push_back({++line, {}});
        }
    }
    rows.pop_back();
    return rows;
}

inline Table csv_table(const std::filesystem::path& path) {
    return *table_of(path.filename().string(), csv_rows(file_text(path)));
}

inline std::filesystem::path test_data() {
    return std::filesystem::path(KC_SOURCE_DIR) / "tests/data/composite";
}

// The larger collection beside the checkout, where there is one.
inline std::filesystem::path reference() {
    return std::filesystem::path(KC_SOURCE_DIR) / "../shared/reference/composite";
}

inline bool has_reference() {
    return std::filesystem::exists(reference() / "asem/iData.csv");
}

}  // namespace kc::evaluation::testing
