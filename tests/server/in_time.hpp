// SPDX-License-Identifier: Apache-2.0
// Waiting in tests for what another thread or process does: until it has happened, and for as long
// as even a busy machine needs. Nothing waits for a time to pass.
//
//   EXPECT_TRUE(in_time([&] { return office.get("/readyz").status == 200; }));
#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace kc::test {

inline bool in_time(const std::function<bool()>& happens,
                    std::chrono::seconds patience = std::chrono::seconds(30)) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!happens()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

}  // namespace kc::test
