// SPDX-License-Identifier: Apache-2.0
// What readiness says of an office whose writer does not come back and whose disk runs out; what
// takes a process of its own stands in tests/operation.
#include <chrono>
#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "running_office.hpp"
#include "server/readiness.hpp"

namespace kc::test {
namespace {

// The codes of the parts that are not ready.
std::string unready(server::Site& site, const server::ReadinessLimits& limits = {}) {
    std::string codes;
    for (const server::Part& part : server::readiness(site, limits)) {
        if (part.is_ready) continue;
        codes += (codes.empty() ? "" : " ") + std::string(part.name) + ':' + part.why.code;
        EXPECT_FALSE(part.why.zh.empty() || part.why.en.empty()) << part.name;
    }
    return codes;
}

TEST(ReadinessLimits, ABatchThatDoesNotComeBackIsSaidUntilItDoes) {
    RunningOffice office;
    std::promise<void> let_go;
    const std::shared_future<void> gate = let_go.get_future().share();
    std::promise<void> has_begun;
    std::promise<void> is_done;
    auto submitted = office.site().office().store().submit(
        {.key = "a-batch-that-stalls",
         .actor = "test",
         .kind = "test",
         .payload = "{}",
         .run = [&, once = false](store::Transaction&) mutable -> Result<std::string> {
             if (!once) has_begun.set_value();
             once = true;
             gate.wait();
             return std::string("{}");
         }},
        [&](const Result<store::Answer>&) { is_done.set_value(); });
    ASSERT_TRUE(submitted);
    has_begun.get_future().wait();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_EQ(unready(office.site()), "");
    EXPECT_EQ(unready(office.site(), {.writer_stuck_us = 5'000}), "writer:E-store-stuck");
    let_go.set_value();
    is_done.get_future().wait();
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (unready(office.site(), {.writer_stuck_us = 5'000}) != "" &&
           std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    EXPECT_EQ(unready(office.site(), {.writer_stuck_us = 5'000}), "");
}

TEST(ReadinessLimits, ADiskWithLessThanIsNeededIsSaid) {
    RunningOffice office;
    EXPECT_EQ(unready(office.site(), {.disk_bytes_min = 1}), "");
    EXPECT_EQ(unready(office.site(), {.disk_bytes_min = INT64_MAX}), "disk:E-disk-room");
}

TEST(ReadinessLimits, AWriterThatHasStoppedIsSaid) {
    RunningOffice office;
    office.site().office().store().stop();
    EXPECT_EQ(unready(office.site()), "writer:E-store-stopped");
}

}  // namespace
}  // namespace kc::test
