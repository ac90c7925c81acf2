// SPDX-License-Identifier: Apache-2.0
// The texts that facts are written in, each with a number.
//
// TermTable is for readers: all texts by number. TermWriter is the writer's: a number for every
// text, made when new. Numbers are given once and never change, so both only grow.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "store/connection.hpp"

namespace kc::store {

class TermTable {
public:
    // Reads the terms that are new since the last time.
    Result<void> refresh(Connection& connection);

    // Numbers run from 1 to size().
    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(texts_.size()); }
    [[nodiscard]] bool has(std::int64_t id) const { return id >= 1 && id <= size(); }
    // Until the next refresh; `has(id)` must hold.
    [[nodiscard]] const std::string& text(std::int64_t id) const;

private:
    std::vector<std::string> texts_;
};

class TermWriter {
public:
    static constexpr std::size_t kMaxRemembered = 500'000;

    Result<std::int64_t> id_of(Connection& connection, std::string_view text);

    // What was numbered since keep() may be undone in the database; then it must be forgotten here.
    void keep() { unsure_.clear(); }
    void forget_unsure();
    void forget_all();

private:
    struct HashText {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };

    std::unordered_map<std::string, std::int64_t, HashText, std::equal_to<>> ids_;
    std::vector<std::string> unsure_;
};

}  // namespace kc::store
