// SPDX-License-Identifier: Apache-2.0
// What a person holds on a day: roles, each with its own scope. A scope belongs to the pair of
// person and role, so two roles never widen each other.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/role_book.hpp"
#include "access/unit_scopes.hpp"

namespace kc::access {

// One role held.
struct Holding {
    const pack::RoleText* role = nullptr;  // of the standing's book
    std::vector<std::string> units = {};   // with everything below them, sorted
    std::vector<std::string> above = {};   // the units above those
    std::vector<std::string> sections = {};
    std::string body = {};
    std::string on_behalf_of = {};  // who delegated it; empty when it is one's own
    std::int64_t grant = 0;         // 0 for the role of the account itself
};

struct Standing {
    std::shared_ptr<const RoleBook> book = {};
    std::vector<std::string> city = {};  // all units of the office's city, sorted
    std::vector<Holding> holdings = {};
    std::vector<std::string> delegates = {};  // who acts on the person's behalf today
    bool has_temporary_password = false;
    bool has_second_factor = false;
    // From when on the roles demand one; none when they do not.
    std::optional<std::int64_t> factor_due_us = {};
};

// Holds one role of the shipped book and knows no units: `city` then reaches only what belongs to
// no unit. For actors without an office, at the first run and in tests.
std::shared_ptr<const Standing> shipped_standing(std::string_view role_code);

}  // namespace kc::access
