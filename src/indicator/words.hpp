// SPDX-License-Identifier: Apache-2.0
// The same words in both languages.
#pragma once

#include <string>

namespace kc::indicator {

struct Words {
    std::string zh = {};
    std::string en = {};

    bool operator==(const Words&) const = default;
};

}  // namespace kc::indicator
