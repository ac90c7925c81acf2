// SPDX-License-Identifier: Apache-2.0
// What went wrong, as a problem document (RFC 9457) in both languages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "server/json_writer.hpp"
#include "server/message.hpp"

namespace kc::server {

// A mistake in one field of the request.
struct FieldError {
    std::string pointer = {};  // JSON pointer, or place in a file
    Diagnostic what = {};
};

// `what` says the whole; title and detail follow the request's Accept-Language, and both languages
// are always there beside them.
Response problem(const Request& request, int status, const Diagnostic& what,
                 const std::vector<FieldError>& errors = {});

// Chinese unless English is preferred.
Language language_of(std::string_view accept_language);

void write_field_error(const FieldError& error, JsonWriter& json);

// The status a diagnostic of a lower room deserves: 503 and 507 for the machine's troubles, 422 for
// what the client sent.
int status_of(const Diagnostic& what);

}  // namespace kc::server
