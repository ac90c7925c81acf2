// SPDX-License-Identifier: Apache-2.0
#include "pack/registry.hpp"

#include <algorithm>

namespace kc::pack {

const RegistryField* find_field(const std::vector<RegistryField>& fields, std::string_view code) {
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const RegistryField& one) { return one.code == code; });
    return found == fields.end() ? nullptr : &*found;
}

}  // namespace kc::pack
