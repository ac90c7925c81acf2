// SPDX-License-Identifier: Apache-2.0
#include "indicator/id_index.hpp"

#include <functional>

namespace kc::indicator {

std::uint64_t hash_of(std::string_view text) {
    return mixed(std::hash<std::string_view>{}(text));
}

}  // namespace kc::indicator
