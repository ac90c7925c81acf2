// SPDX-License-Identifier: Apache-2.0
// Any bytes: the strict tree is read or refused with a message, and what is read can be written
// and read again without a change.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "pack/yaml_text.hpp"
#include "pack/yaml_tree.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kc;
    using namespace kc::pack;
    Diagnostics found;
    const auto document =
        read_yaml(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz", found);
    KC_CHECK(document != nullptr || !found.empty());
    for (const Diagnostic& d : found) {
        KC_CHECK(!d.zh.empty() && !d.en.empty() && !d.hint_zh.empty() && !d.hint_en.empty());
    }
    if (document == nullptr || !found.empty()) return 0;
    Diagnostics again;
    const auto second = read_yaml(to_yaml(document->root), "again", again);
    KC_CHECK(second != nullptr && again.empty());
    KC_CHECK(same_content(document->root, second->root));
    return 0;
}
