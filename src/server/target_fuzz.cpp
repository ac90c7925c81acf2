// SPDX-License-Identifier: Apache-2.0
// Any bytes as the target of a request: refused, or segments nobody can climb out with.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "server/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using kc::server::Target;
    const auto target = Target::parse({reinterpret_cast<const char*>(data), size});
    if (!target) return 0;
    if (target->segments.size() > Target::kMaxSegments) std::abort();
    for (const std::string& segment : target->segments) {
        if (segment.empty() || segment == ".." || segment.find('/') != std::string::npos)
            std::abort();
    }
    return 0;
}
