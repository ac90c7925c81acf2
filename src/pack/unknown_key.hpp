// SPDX-License-Identifier: Apache-2.0
// What to tell somebody about a key that has no place where it stands.
#pragma once

#include <span>
#include <string_view>

#include "base/diagnostic.hpp"
#include "pack/reader.hpp"

namespace kc::pack {

struct UnknownKey {
    Diagnostic diagnostic = {};
    std::string_view meant = {};  // the field of this map that was probably meant, if any
};

// `around` are the shapes from the outermost to the one the key was found in. In this order: the
// key's right name here; the map it belongs under or beside; the nearest name; the names there are.
UnknownKey unknown_key(std::string_view key, std::span<const Reader::Around> around);

}  // namespace kc::pack
