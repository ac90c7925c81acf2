// SPDX-License-Identifier: Apache-2.0
// A client that sends exactly the bytes a test wants, on loopback only.
#pragma once

#include <cstdint>
#include <map>
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
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // False when the other side is gone.
    bool send(std::string_view bytes);
    Reply receive(bool has_body = true);
    // True when the other side closes within the time.
    bool is_closed_within(int milliseconds);

private:
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

}  // namespace kc::test
