// SPDX-License-Identifier: Apache-2.0
// Whether a JSON value is as a schema of the contract says. Objects are closed: a property that the
// contract does not list is a fault.
#pragma once

#include <string>
#include <string_view>

#include "http_client.hpp"
#include "server/json_reader.hpp"

namespace kc::test {

// Empty when it fits, otherwise where and why not. `contract` resolves references.
std::string misfit(const server::JsonValue& value, const server::JsonValue& schema,
                   const server::JsonValue& contract, const std::string& at = "");

// Empty when the reply to the operation is as the contract says for its status.
std::string reply_misfit(const server::JsonValue& contract, const std::string& method,
                         const std::string& path, const Reply& reply);

// "#/components/…"
const server::JsonValue* at_reference(const server::JsonValue& contract,
                                      std::string_view reference);

}  // namespace kc::test
