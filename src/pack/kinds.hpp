// SPDX-License-Identifier: Apache-2.0
// The kinds of objects there are.
#pragma once

#include <span>
#include <string_view>

#include "pack/shape.hpp"

namespace kc::pack {

struct KindInfo {
    std::string_view name;  // as written after `kind:`
    std::string_view zh;
    std::string_view about_zh;
    std::string_view about_en;
    bool in_catalog = false;  // whether a catalog may hold it
    const Shape& (*shape)() = nullptr;
};

std::span<const KindInfo> kinds();

// Null when there is no such kind.
const KindInfo* find_kind(std::string_view name);

}  // namespace kc::pack
