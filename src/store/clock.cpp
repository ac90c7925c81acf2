// SPDX-License-Identifier: Apache-2.0
#include "store/clock.hpp"

#include <chrono>

namespace kc::store {

Clock system_clock() {
    return [] {
        const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
        return static_cast<std::int64_t>(
            std::chrono::duration_cast<std::chrono::microseconds>(since_1970).count());
    };
}

}  // namespace kc::store
