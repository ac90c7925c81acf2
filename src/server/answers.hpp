// SPDX-License-Identifier: Apache-2.0
// What handlers have in common: answers, pages, errors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "office/office_facts.hpp"
#include "server/json_writer.hpp"
#include "server/problem.hpp"
#include "server/router.hpp"
#include "server/time_text.hpp"

namespace kc::server {

Response json_answer(int status, std::string json);
inline Response json_answer(int status, JsonWriter&& json) {
    return json_answer(status, std::move(json).finish());
}

// 422 with every mistake.
Response invalid(const Request& request, const std::vector<FieldError>& errors);

// A diagnostic of a lower room under the status it deserves.
Response failed(const Request& request, const Diagnostic& what);

Response not_found(const Request& request, std::string_view zh, std::string_view en);

// Where a page begins and how long it is; the problem when the query is wrong.
struct Page {
    std::int64_t limit = 100;
    std::int64_t after = 0;       // number in the cursor; 0 at the beginning
    std::string after_text = {};  // the cursor itself, for lists by name
    std::optional<Response> problem = {};
};
inline constexpr std::int64_t kPageMax = 200;
enum class CursorKind : bool { number, text };
Page page_of(const Request& request, CursorKind kind = CursorKind::number);

// When the answer is for: `as_of`, a day (its end in China) or a moment, else now. The problem goes
// to `wrong`, also for a time that has not come yet.
office::Moment moment_of(const office::Office& office, const Request& request,
                         std::optional<Response>& wrong);

// true or false; the problem goes to `wrong`.
bool flag_of(const Request& request, std::string_view name, std::optional<Response>& wrong);

// A page of facts that holds one too many when there are more (routes_facts.cpp).
Response fact_page(std::vector<office::ListedFact> facts, std::int64_t limit);

// The version in If-Match: "\"7\"" gives 7, anything else 0, which no version is.
std::int64_t version_of(std::string_view if_match);
std::string version_tag(std::int64_t version);

}  // namespace kc::server
