// SPDX-License-Identifier: Apache-2.0
// Writes fields into the bytes that are hashed: one way only, so equal bytes mean equal fields.
//
// Numbers are eight bytes, big-endian; text is its length as such a number and then its bytes. An
// auditor's own program can make the same bytes from the rows (README.md lists the fields).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kc::store {

class ByteWriter {
public:
    // Keeps the memory of the last message.
    void clear() { bytes_.clear(); }

    void number(std::int64_t value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes_.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> shift & 0xff));
        }
    }
    void text(std::string_view value) {
        number(static_cast<std::int64_t>(value.size()));
        bytes_.append(value);
    }
    [[nodiscard]] std::string_view bytes() const { return bytes_; }

private:
    std::string bytes_;
};

}  // namespace kc::store
