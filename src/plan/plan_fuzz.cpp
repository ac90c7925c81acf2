// SPDX-License-Identifier: Apache-2.0
// libFuzzer target: any bytes as a plan. Rows and explanations must point into the text.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "plan/json.hpp"
#include "plan/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kLongest = 1 << 16;
    if (size > kLongest) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const kc::plan::PlanDocument plan = kc::plan::read_plan(text, {});
    const auto length = static_cast<std::int32_t>(kc::base::count_code_points(text));
    for (const kc::plan::Target& target : plan.targets) {
        KC_CHECK(target.span.start < target.span.end && target.span.end <= length);
    }
    for (const kc::plan::Explanation& e : plan.explanations) {
        KC_CHECK(e.span.start >= 0 && e.span.end <= length);
    }
    KC_CHECK(!kc::plan::to_json("fuzz", plan).empty());
    return 0;
}
