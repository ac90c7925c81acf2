// SPDX-License-Identifier: Apache-2.0
// One encoding to UTF-8, stopping at the first byte that does not belong (ICU does the tables).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "exchange/encoding.hpp"

namespace kc::exchange {

struct StrictDecoding {
    enum class End : std::uint8_t { complete, cut_off, broken };

    std::string text = {};       // what was read before the end
    End end = End::complete;     // cut_off: the input stops inside a character
    std::size_t bytes_read = 0;  // up to the broken or cut off character
};

StrictDecoding decode_strictly(std::string_view bytes, Encoding encoding);

}  // namespace kc::exchange
