// SPDX-License-Identifier: Apache-2.0
// A client that sends exactly the bytes a test wants, on loopback only.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/json_reader.hpp"

namespace kc::test {

struct Reply {
    int status = 0;  // 0: the connection was closed without an answer
    std::map<std::string, std::string> headers = {};  // names in lower case
    std::string body = {};

    [[nodiscard]] server::JsonValue json() const;
    [[nodiscard]] std::string header(const std::string& name) const;
};

class Connection {
public:
    explicit Connection(std::uint16_t port);
    // Null when nobody listens there.
    static std::unique_ptr<Connection> to(std::uint16_t port);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // False when the other side is gone.
    bool send(std::string_view bytes);
    Reply receive(bool has_body = true);
    // True when the other side closes within the time.
    bool is_closed_within(int milliseconds);

private:
    struct Socket {
        int number;
    };
    explicit Connection(Socket socket) : socket_(socket.number) {}
    bool fill();

    int socket_;
    std::string buffer_;
};

struct Ask {
    std::string method = "GET";
    std::string path = "/";
    std::string body = {};
    std::map<std::string, std::string> headers = {};
};
Reply ask(std::uint16_t port, const Ask& request);
// The same where the other side may be gone; empty when nobody listens.
std::optional<Reply> try_to_ask(std::uint16_t port, const Ask& request);

}  // namespace kc::test
