// SPDX-License-Identifier: Apache-2.0
#include "http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>

#include "base/check.hpp"

namespace kc::test {
namespace {

constexpr int kPatienceMs = 20'000;

std::string lower_case(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

std::size_t whole(std::string_view text) {
    std::size_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// -1 when nobody listens there.
int connected_to(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    KC_CHECK(socket >= 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return socket;
    ::close(socket);
    return -1;
}

}  // namespace

server::JsonValue Reply::json() const {
    return server::read_json(body).value_or(server::JsonValue{});
}

std::string Reply::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

Connection::Connection(std::uint16_t port) : socket_(connected_to(port)) {
    KC_CHECK(socket_ >= 0);
}

std::unique_ptr<Connection> Connection::to(std::uint16_t port) {
    const int socket = connected_to(port);
    if (socket < 0) return nullptr;
    return std::unique_ptr<Connection>(new Connection(Socket{socket}));
}

Connection::~Connection() {
    ::close(socket_);
}

bool Connection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool Connection::fill() {
    pollfd wait{socket_, POLLIN, 0};
    if (::poll(&wait, 1, kPatienceMs) != 1) return false;
    std::array<char, 16'384> bytes{};
    const ssize_t count = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (count <= 0) return false;
    buffer_.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
}

Reply Connection::receive(bool has_body) {
    while (buffer_.find("\r\n\r\n") == std::string::npos) {
        if (!fill()) return {};
    }
    Reply reply;
    const std::size_t end = buffer_.find("\r\n\r\n");
    std::string head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    reply.status = static_cast<int>(whole(std::string_view(head).substr(9, 3)));
    for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
        const std::size_t line_end = head.find("\r\n", at);
        const std::string line = head.substr(at, line_end - at);
        const std::size_t colon = line.find(": ");
        // A header that comes several times, as Set-Cookie may: a line each.
        std::string& value = reply.headers[lower_case(line.substr(0, colon))];
        value += (value.empty() ? "" : "\n") + line.substr(colon + 2);
        at = line_end + 2;
    }
    const std::size_t length = has_body ? whole(reply.header("content-length")) : 0;
    while (buffer_.size() < length) {
        if (!fill()) return {};
    }
    reply.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return reply;
}

bool Connection::is_closed_within(int milliseconds) {
    std::array<char, 4'096> bytes{};
    while (true) {
        pollfd wait{socket_, POLLIN, 0};
        if (::poll(&wait, 1, milliseconds) != 1) return false;
        if (::recv(socket_, bytes.data(), bytes.size(), 0) <= 0) return true;
    }
}

namespace {

std::string text_of(const Ask& request) {
    std::string text = request.method + " " + request.path + " HTTP/1.1\r\nHost: localhost\r\n";
    for (const auto& [name, value] : request.headers) text += name + ": " + value + "\r\n";
    if (!request.body.empty())
        text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    return text + "\r\n" + request.body;
}

}  // namespace

Reply ask(std::uint16_t port, const Ask& request) {
    Connection connection(port);
    connection.send(text_of(request));
    return connection.receive(request.method != "HEAD");
}

std::optional<Reply> try_to_ask(std::uint16_t port, const Ask& request) {
    const auto connection = Connection::to(port);
    if (connection == nullptr) return std::nullopt;
    if (!connection->send(text_of(request))) return Reply{};
    return connection->receive(request.method != "HEAD");
}

}  // namespace kc::test
