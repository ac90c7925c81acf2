// SPDX-License-Identifier: Apache-2.0
// A digest of a table's rows that does not depend on their order, so that two databases can be
// compared without sorting: the sum, modulo 2^256, of the rows' SHA-256 hashes.
//
// Made to find what a copy lost or changed, not what somebody forged: that is the journal's part.
#pragma once

#include <array>
#include <cstdint>

#include "store/byte_writer.hpp"
#include "store/sha256.hpp"
#include "store/statement.hpp"

namespace kc::store {

class RowDigest {
public:
    // The current row, as far as the first `columns` columns.
    void add(Rows& rows, int columns);

    struct Total {
        std::int64_t rows = 0;
        std::array<std::uint64_t, 4> sum = {};

        bool operator==(const Total&) const = default;
    };
    [[nodiscard]] const Total& total() const { return total_; }

private:
    Total total_;
    ByteWriter bytes_;
    Sha256 hasher_;
};

}  // namespace kc::store
