// SPDX-License-Identifier: Apache-2.0
// Which handler answers a request: method and path pattern, with typed parameters.
//
//   Router router;
//   router.add({.method = Method::get, .pattern = "/api/v1/targets/{code}", .handle = show});
//   Router::Match match = router.find(Method::get, target);
//
// Parameters are `{name}` (one segment of text) or `{name:int}`. A fixed segment goes before a
// parameter. HEAD is answered by GET's handler, OPTIONS and 405 from the table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/role.hpp"
#include "server/message.hpp"

namespace kc::server {

struct Parameters {
    std::vector<std::pair<std::string_view, std::string>> values = {};

    // Both are checked while matching, so a name of the pattern is always there.
    [[nodiscard]] const std::string& text(std::string_view name) const;
    [[nodiscard]] std::int64_t number(std::string_view name) const;
};

// What a handler is given.
struct Call {
    const Request& request;
    const Parameters& parameters;
    access::Actor actor = {};
    std::string_view key = {};  // Idempotency-Key; there when the route needs one
};

using Handler = std::function<Response(const Call&)>;

inline constexpr std::size_t kDefaultBodyBytesMax = 1U << 20U;

struct Route {
    Method method = Method::get;
    std::string_view pattern = {};
    Handler handle = {};
    std::size_t body_bytes_max = 0;  // 0: no body
    int body_seconds_max = 20;
    std::optional<access::Action> action = {};  // what the actor must be allowed
    // Why anybody may call it; every route says this or names its action.
    std::string_view open_because = {};
    bool needs_key = false;    // a POST that changes state
    bool needs_token = false;  // a change in a session
    bool needs_match = false;  // If-Match
    // May be called while the person has to set a password, or to show a second factor, first.
    bool while_password_due = false;
    bool while_factor_due = false;
    bool is_cached = false;  // the same for everybody who may read, until something changes
};

class Router {
public:
    static constexpr std::size_t kMaxRoutes = 256;

    void add(Route route);

    struct Match {
        const Route* route = nullptr;
        Parameters parameters = {};
        std::string allowed = {};  // methods of the path, when it exists
        bool path_exists = false;
    };
    [[nodiscard]] Match find(Method method, const Target& target) const;

    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

private:
    struct Segment {
        std::string_view text;  // fixed text, or the name of the parameter
        bool is_parameter = false;
        bool is_number = false;
    };
    static std::vector<Segment> segments_of(std::string_view pattern);
    static bool matches(const std::vector<Segment>& pattern, const Target& target, Parameters& to);

    std::vector<Route> routes_;
    std::vector<std::vector<Segment>> patterns_;
};

}  // namespace kc::server
