// SPDX-License-Identifier: Apache-2.0
// Goal: no text can make the reader of definitions, or an evaluation by what it accepts, do
// anything but answer. What is read is written out and must read back to the same copy.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "evaluation/definition_read.hpp"
#include "evaluation/evaluate.hpp"
#include "evaluation/resolved.hpp"

namespace {

using namespace kc::evaluation;

Table table() {
    return *table_of("data.csv", {{1, {"unit", "a", "b", "c"}},
                                  {2, {"u1", "1", "4", ""}},
                                  {3, {"u2", "-2", "5", "1"}},
                                  {4, {"u3", "0", "5", "7"}}});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    constexpr std::size_t kMaxBytes = 4'096;
    if (size > kMaxBytes) return 0;
    kc::Diagnostics found;
    const auto definition =
        read_definition({reinterpret_cast<const char*>(bytes), size}, "definition.yaml", found);
    if (!definition) {
        KC_CHECK(!found.empty());
        return 0;
    }
    const std::string text = resolved_text(*definition);
    const auto again = read_definition(text, "resolved.yaml", found);
    KC_CHECK(again && resolved_text(*again) == text);
    static const Table data = table();
    const auto result = evaluate(*definition, data);
    KC_CHECK(result || !result.error().en.empty());
    return 0;
}
