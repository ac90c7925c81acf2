// SPDX-License-Identifier: Apache-2.0
// Any bytes as a JSON body: one error, or a value.
#include <cstddef>
#include <cstdint>

#include "server/json_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static_cast<void>(
        kc::server::read_json({reinterpret_cast<const char*>(data), size}).has_value());
    return 0;
}
