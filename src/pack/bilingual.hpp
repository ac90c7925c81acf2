// SPDX-License-Identifier: Apache-2.0
// Words in Chinese and, where somebody has translated them, in English.
#pragma once

#include <string>

namespace kc::pack {

struct Bilingual {
    std::string zh = {};
    std::string en = {};  // empty when nobody has translated it yet

    bool operator==(const Bilingual&) const = default;
};

}  // namespace kc::pack
