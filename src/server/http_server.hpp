// SPDX-License-Identifier: Apache-2.0
// Listens, reads requests within limits, and writes answers; knows nothing of what they mean.
//
// One event loop per core, each with its own listening socket (the kernel spreads connections), and
// a bounded pool of workers for everything that is not ready at once. Deadlines are absolute: a
// client that sends a byte a second is cut when its time is up, however busy it looks.
//
//   HttpServer server(application, {.port = 8080});
//   Result<std::uint16_t> port = server.listen();
//   server.run();   // until stop(), or SIGTERM or SIGINT when asked to heed them
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "server/message.hpp"

namespace kc::server {

// What may be asked of a body before it is read.
struct BodyLimit {
    std::size_t bytes_max = 0;
    int seconds_max = 20;
};

struct Application {
    // An answer that needs no waiting, or nothing; called on the event loop.
    std::function<std::optional<Response>(const Request&)> quick = {};
    // Called on a worker.
    std::function<Response(const Request&)> handle = {};
    // For the request whose head has been read.
    std::function<BodyLimit(const Request&)> body_limit = {};
    // When no handler can be asked: the head is malformed (400, 431), the body too long (413), the
    // client too slow (408), or every worker busy (503).
    std::function<Response(int status, const Request&)> refuse = {};
    // After each answer; may be empty.
    std::function<void(const Request&, const Response&, std::int64_t microseconds)> log = {};
    // Once, when stop() is first called and nothing has been closed yet; may be empty.
    std::function<void()> draining = {};
};

struct HttpOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;   // 0: any free one
    std::size_t loops = 0;    // 0: one per core
    std::size_t workers = 0;  // 0: two per core
    std::size_t queue_max = 256;
    std::size_t connections_max = 4'096;
    std::size_t connections_per_address_max = 1'024;
    std::size_t header_bytes_max = 16 * 1'024;
    int header_ms_max = 10'000;
    int idle_ms_max = 60'000;
    int write_ms_max = 30'000;
    // After stop() requests are taken as before for so long, one a connection, so that whoever
    // sends them learns in time that he should send them elsewhere.
    int announce_ms = 0;
    int drain_ms_max = 10'000;  // how long answers under way may take after that
    bool heeds_signals = false;
    // Addresses of proxies on other machines; see Request::peer_is_proxy.
    std::vector<std::string> proxies = {};
};

struct HttpFigures {
    std::size_t connections = 0;
    std::size_t in_flight = 0;  // requests read and not yet answered
    std::size_t queued = 0;     // for a worker
    std::size_t queue_max = 0;
    std::size_t workers = 0;
    std::size_t workers_busy = 0;
};

class HttpServer {
public:
    HttpServer(Application application, HttpOptions options);
    ~HttpServer();

    // The port; an error when it is taken.
    Result<std::uint16_t> listen();

    void run();

    // From any thread, any number of times; the second time nothing is announced any longer.
    void stop();

    [[nodiscard]] std::size_t connections() const;
    [[nodiscard]] HttpFigures figures() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kc::server
