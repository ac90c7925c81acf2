// SPDX-License-Identifier: Apache-2.0
// A fact as text: what may stand in it, how its dimensions are written, what of it is hashed.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/byte_writer.hpp"
#include "store/fact.hpp"

namespace kc::store {

inline constexpr std::size_t kMaxFactNameBytes = 256;  // indicator, unit, dimension, member
inline constexpr std::size_t kMaxFactSourceBytes = 2'000;
inline constexpr std::size_t kMaxFactDimensions = 16;

// Names and sources are there and short, valid UTF-8 of one line; dimensions sorted, each once.
Result<void> check_fact(const Fact& fact);

// "name=member" a line, in order; empty for none.
std::string to_text(const Dimensions& dimensions);
Result<Dimensions> parse_dimensions(std::string_view text);

// A fact with everything written out, whatever numbers its texts have in the database.
struct FactText {
    std::int64_t id = 0;
    std::string_view indicator;
    std::string_view unit;
    std::string_view period;
    std::string_view dimensions;
    std::int64_t coefficient = 0;
    std::int64_t scale = 0;
    std::int64_t status = 0;
    std::int64_t known_at_us = 0;
    std::string_view source;
    std::string_view who;
};

// What the journal vouches for.
void write_bytes(const FactText& fact, ByteWriter& out);

}  // namespace kc::store
