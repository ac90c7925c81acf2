// SPDX-License-Identifier: Apache-2.0
#include "server/message.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

namespace kc::server {
namespace {

constexpr std::array<std::string_view, 8> kMethods = {"GET",   "HEAD",   "POST",    "PUT",
                                                      "PATCH", "DELETE", "OPTIONS", ""};

bool same_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) ==
               std::tolower(static_cast<unsigned char>(y));
    });
}

// Whether somebody stands between the client and us.
bool is_forwarded(const Request& request) {
    constexpr std::array<std::string_view, 5> kMarks = {
        "forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-real-ip"};
    return std::any_of(kMarks.begin(), kMarks.end(),
                       [&](std::string_view mark) { return !request.header(mark).empty(); });
}

}  // namespace

std::string_view to_string(Method method) {
    return kMethods[static_cast<std::size_t>(method)];
}

Method method_of(std::string_view word) {
    for (std::size_t i = 0; i + 1 < kMethods.size(); ++i) {
        if (kMethods[i] == word) return static_cast<Method>(i);
    }
    return Method::other;
}

std::string_view Request::header(std::string_view lower_case_name) const {
    for (const Header& one : headers) {
        if (one.name == lower_case_name) return one.value;
    }
    return {};
}

std::string_view Request::cookie(std::string_view name) const {
    std::string_view rest = header("cookie");
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        std::string_view pair = rest.substr(0, end);
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
}

bool is_local(const Request& request) {
    return request.peer_is_loopback && !is_forwarded(request);
}

bool is_private(const Request& request) {
    if (is_local(request)) return true;
    return (request.peer_is_loopback || request.peer_is_proxy) &&
           same_ignoring_case(request.header("x-forwarded-proto"), "https");
}

Response& Response::set(std::string name, std::string value) & {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
}

Response&& Response::set(std::string name, std::string value) && {
    headers.push_back({std::move(name), std::move(value)});
    return std::move(*this);
}

const Header* Response::find(std::string_view lower_case_name) const {
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const Header& one) {
        return same_ignoring_case(one.name, lower_case_name);
    });
    return found == headers.end() ? nullptr : &*found;
}

std::string_view reason_phrase(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 204: return "No Content";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 415: return "Unsupported Media Type";
        case 421: return "Misdirected Request";
        case 422: return "Unprocessable Content";
        case 423: return "Locked";
        case 428: return "Precondition Required";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 503: return "Service Unavailable";
        case 507: return "Insufficient Storage";
        default: return "";
    }
}

std::string head_text(const Response& response, std::string_view date, bool keep_alive) {
    std::string out;
    out.reserve(512);
    fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                   reason_phrase(response.status), date);
    for (const Header& one : response.headers) {
        out.append(one.name).append(": ").append(one.value).append("\r\n");
    }
    if (response.status != 204 && response.status != 304)
        fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", response.size());
    out.append(keep_alive ? "\r\n" : "Connection: close\r\n\r\n");
    return out;
}

}  // namespace kc::server
