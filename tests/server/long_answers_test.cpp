// SPDX-License-Identifier: Apache-2.0
// Answers that take long to make or to send: a file goes out whole and piece by piece, and nothing
// is kept for whoever has left.
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "in_time.hpp"
#include "running_office.hpp"
#include "server/file_body.hpp"

namespace kc::test {
namespace {

namespace fs = std::filesystem;
using server::Application;
using server::Request;
using server::Response;

const std::string kGet = "GET /file HTTP/1.1\r\nHost: localhost\r\n\r\n";

// A server of this application for as long as it lives.
class Served {
public:
    explicit Served(std::function<Response(const Request&)> handle)
        : http_(application(std::move(handle)), {.loops = 1, .workers = 1}) {
        port_ = *http_.listen();
        thread_ = std::thread([this] { http_.run(); });
    }
    ~Served() {
        http_.stop();
        thread_.join();
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    static Application application(std::function<Response(const Request&)> handle) {
        Application application;
        application.quick = [](const Request&) { return std::optional<Response>(); };
        application.handle = std::move(handle);
        application.body_limit = [](const Request&) { return server::BodyLimit{}; };
        application.refuse = [](int status, const Request&) {
            Response response;
            response.status = status;
            return response;
        };
        return application;
    }

    server::HttpServer http_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

// A file that has lost its name, as exports have when they are sent.
class FileWithoutName {
public:
    explicit FileWithoutName(std::size_t size) {
        std::mt19937_64 random(size);
        while (bytes.size() < size) bytes += static_cast<char>(random() & 0xffU);
        const std::string path =
            (fs::temp_directory_path() / fmt::format("kc-long-answer-{}", ::getpid())).string();
        std::ofstream(path, std::ios::binary) << bytes;
        file = *server::FileBody::open(path);
        fs::remove(path);
    }

    std::string bytes;
    std::shared_ptr<const server::FileBody> file;
};

TEST(LongAnswers, AFileIsSentWholeWithItsLength) {
    // Around the size of a piece and several of them.
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{128 * 1'024},
                                   std::size_t{128 * 1'024 + 1}, std::size_t{3'000'000}}) {
        const FileWithoutName sent(size);
        const Served served([&](const Request&) {
            Response response;
            response.file = sent.file;
            return response;
        });
        Connection connection(served.port());
        // Twice over the same connection: the first one has ended where it said.
        for (int i = 0; i < 2; ++i) {
            connection.send(kGet);
            const Reply reply = connection.receive();
            EXPECT_EQ(reply.header("content-length"), std::to_string(size));
            EXPECT_TRUE(reply.body == sent.bytes) << size;
        }
        connection.send("HEAD /file HTTP/1.1\r\nHost: localhost\r\n\r\n");
        EXPECT_EQ(connection.receive(false).header("content-length"), std::to_string(size));
    }
}

TEST(LongAnswers, AFileIsLetGoWhenItsReaderHangsUp) {
    FileWithoutName sent(64 << 20);
    const std::weak_ptr<const server::FileBody> watched = sent.file;
    const Served served([&](const Request&) {
        Response response;
        response.file = std::move(sent.file);
        return response;
    });
    {
        Connection connection(served.port());
        connection.send(kGet);
        EXPECT_FALSE(connection.is_closed_within(0));
    }
    EXPECT_TRUE(in_time([&] { return watched.expired(); }));
}

TEST(LongAnswers, WorkForSomebodyWhoHangsUpIsToldSo) {
    std::atomic<bool> has_begun = false;
    std::atomic<bool> was_told = false;
    const Served served([&](const Request& request) {
        has_begun = true;
        was_told = in_time(request.has_left);
        return Response{};
    });
    {
        Connection connection(served.port());
        connection.send(kGet);
        ASSERT_TRUE(in_time([&] { return has_begun.load(); }));
    }
    EXPECT_TRUE(in_time([&] { return was_told.load(); }));
}

TEST(LongAnswers, WhoWaitsHasNotLeft) {
    const Served served([&](const Request& request) {
        std::this_thread::sleep_for(std::chrono::milliseconds(700));
        Response response;
        response.status = request.has_left() ? 503 : 200;
        return response;
    });
    Connection connection(served.port());
    connection.send(kGet);
    EXPECT_EQ(connection.receive().status, 200);
}

}  // namespace
}  // namespace kc::test
