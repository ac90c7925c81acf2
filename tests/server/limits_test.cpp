// SPDX-License-Identifier: Apache-2.0
// One past each maximum, and clients that do not behave. Deadlines are short here so that nothing
// has to wait long.
#include <condition_variable>
#include <mutex>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "running_office.hpp"

namespace kc::test {
namespace {

const std::string kGet = "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n";

TEST(Limits, AHeaderAtTheLimitPassesAndOnePastItDoesNot) {
    RunningOffice office;
    const auto status = [&](std::size_t bytes) {
        Connection connection(office.port());
        std::string head = kGet + "X-Long: ";
        head.append(bytes - head.size() - 4, 'a');
        connection.send(head + "\r\n\r\n");
        return connection.receive().status;
    };
    EXPECT_EQ(status(15 * 1'024), 200);
    EXPECT_EQ(status(17 * 1'024), 431);
}

TEST(Limits, ABodyPastTheRoutesLimitIsRefusedBeforeItIsRead) {
    RunningOffice office;
    Connection connection(office.port());
    connection.send(
        "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16385\r\n\r\n");
    EXPECT_EQ(connection.receive().status, 413);
}

TEST(Limits, AChunkedBodyIsCountedToo) {
    RunningOffice office;
    Connection connection(office.port());
    connection.send(
        "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    connection.send("4001\r\n" + std::string(0x4001, 'a') + "\r\n0\r\n\r\n");
    EXPECT_EQ(connection.receive().status, 413);
}

TEST(Limits, ASlowDripIsCutHoweverBusyItLooks) {
    RunningOffice office({.header_ms_max = 300});
    Connection connection(office.port());
    connection.send(kGet + "X: ");
    bool open = true;
    for (int i = 0; i < 60 && open; ++i) {
        connection.send("a");
        open = !connection.is_closed_within(50);
    }
    EXPECT_FALSE(open);
}

TEST(Limits, AConnectionTooManyIsClosedAndTheOthersWork) {
    RunningOffice office({.connections_per_address_max = 2});
    Connection first(office.port());
    Connection second(office.port());
    first.send(kGet + "\r\n");
    second.send(kGet + "\r\n");
    EXPECT_EQ(first.receive().status, 200);
    EXPECT_EQ(second.receive().status, 200);
    Connection third(office.port());
    EXPECT_TRUE(third.is_closed_within(5'000));
    first.send(kGet + "\r\n");
    EXPECT_EQ(first.receive().status, 200);
}

TEST(Limits, WhenEveryWorkerIsBusyTheNextIsToldSo) {
    std::mutex mutex;
    std::condition_variable wake;
    bool go_on = false;
    int busy = 0;
    int arrived = 0;
    server::Application application;
    application.quick = [&](const server::Request&) -> std::optional<server::Response> {
        const std::lock_guard lock(mutex);
        ++arrived;
        wake.notify_all();
        return std::nullopt;
    };
    application.body_limit = [](const server::Request&) { return server::BodyLimit{}; };
    application.refuse = [](int status, const server::Request&) {
        server::Response response;
        response.status = status;
        return response;
    };
    application.handle = [&](const server::Request&) {
        std::unique_lock lock(mutex);
        ++busy;
        wake.notify_all();
        wake.wait(lock, [&] { return go_on; });
        return server::Response{};
    };
    server::HttpServer http(application, {.loops = 1, .workers = 1, .queue_max = 1});
    const auto port = http.listen();
    ASSERT_TRUE(port.has_value());
    std::thread thread([&] { http.run(); });
    Connection working(*port);
    working.send(kGet + "\r\n");
    {
        std::unique_lock lock(mutex);
        wake.wait(lock, [&] { return busy == 1; });
    }
    // One loop takes requests in the order they come: the first waits in the queue.
    Connection waiting(*port);
    Connection refused(*port);
    waiting.send(kGet + "\r\n");
    {
        std::unique_lock lock(mutex);
        wake.wait(lock, [&] { return arrived == 2; });
    }
    refused.send(kGet + "\r\n");
    EXPECT_EQ(refused.receive().status, 503);
    {
        const std::lock_guard lock(mutex);
        go_on = true;
    }
    wake.notify_all();
    EXPECT_EQ(working.receive().status, 200);
    EXPECT_EQ(waiting.receive().status, 200);
    http.stop();
    thread.join();
}

TEST(Limits, ARequestUnderWayIsAnsweredWhileStopping) {
    RunningOffice office;
    Connection idle(office.port());
    idle.send(kGet + "\r\n");
    EXPECT_EQ(idle.receive().status, 200);
    office.stop();
    EXPECT_TRUE(idle.is_closed_within(1'000));
    EXPECT_EQ(office.http().connections(), 0U);
}

TEST(Limits, NonsenseGets400) {
    RunningOffice office;
    for (const std::string line :
         {"GET /../etc HTTP/1.1", "GET /%2e%2e/x HTTP/1.1", "GET /a%00 HTTP/1.1",
          "GET http://x/ HTTP/1.1", "G@T / HTTP/1.1"}) {
        Connection connection(office.port());
        connection.send(line + "\r\nHost: localhost\r\n\r\n");
        EXPECT_EQ(connection.receive().status, 400) << line;
    }
}

TEST(Limits, AnotherHostNameIsNotAnsweredTo) {
    RunningOffice office;
    Connection connection(office.port());
    connection.send("GET /api/v1/targets HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    EXPECT_EQ(connection.receive().status, 421);
}

}  // namespace
}  // namespace kc::test
