// SPDX-License-Identifier: Apache-2.0
// Any bytes as a form; the first line is taken for its content type. Parts lie inside the body.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "server/multipart.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kc::server;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t line = std::min(text.find('\n'), text.size());
    const std::string type = "multipart/form-data; boundary=" + std::string(text.substr(0, line));
    const std::string_view body = text.substr(std::min(line + 1, text.size()));
    const auto parts = read_form(type, body);
    if (!parts) return 0;
    if (parts->size() > kFormPartsMax) std::abort();
    for (const FormPart& part : *parts) {
        if (part.bytes.data() < body.data() ||
            part.bytes.data() + part.bytes.size() > body.data() + body.size())
            std::abort();
    }
    return 0;
}
