// SPDX-License-Identifier: Apache-2.0
// A request and its answer as plain values: what every handler sees of HTTP.
//
// Header names are kept in lower case. Only the network file knows the library underneath.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/file_body.hpp"
#include "server/target.hpp"

namespace kc::server {

enum class Method : std::uint8_t { get, head, post, put, patch, remove, options, other };

std::string_view to_string(Method method);
Method method_of(std::string_view word);

struct Header {
    std::string name = {};
    std::string value = {};
};

struct Request {
    Method method = Method::get;
    Target target = {};
    std::vector<Header> headers = {};
    std::string body = {};
    std::string id = {};    // of this request, for the log and the answer
    std::string peer = {};  // address without port
    bool peer_is_loopback = false;
    bool peer_is_proxy = false;  // one of ours on another machine: what it forwards is believed
    // Any thread: whoever sent it has gone, or the server has waited long enough. For answers that
    // take long; may be empty.
    std::function<bool()> has_left = {};

    // Empty when there is no such header; the first one where it is repeated.
    [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
    [[nodiscard]] std::string_view cookie(std::string_view name) const;
};

// Comes from the machine itself, not through a proxy.
bool is_local(const Request& request);
// Nobody on the way could read it: local, or a proxy of ours that ended HTTPS.
bool is_private(const Request& request);

struct Response {
    int status = 200;
    std::vector<Header> headers = {};
    std::string body = {};
    // In place of `body` where many answers share the same bytes.
    std::shared_ptr<const std::string> shared = {};
    // In place of both where it is long.
    std::shared_ptr<const FileBody> file = {};
    // For log and metrics, never sent: pattern of the route, code of the problem, who asked.
    std::string_view route = {};
    std::string code = {};
    std::string account = {};

    // Not of a file.
    [[nodiscard]] std::string_view bytes() const { return shared ? *shared : body; }
    [[nodiscard]] std::uint64_t size() const { return file ? file->size() : bytes().size(); }
    Response& set(std::string name, std::string value) &;
    Response&& set(std::string name, std::string value) &&;
    [[nodiscard]] const Header* find(std::string_view lower_case_name) const;
};

std::string_view reason_phrase(int status);

// The first lines of an answer up to the empty one. Without a body (304, 204, HEAD) the length is
// still said where the answer would have one.
std::string head_text(const Response& response, std::string_view date, bool keep_alive);

}  // namespace kc::server
