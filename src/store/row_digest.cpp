// SPDX-License-Identifier: Apache-2.0
#include "store/row_digest.hpp"

#include <cstring>

namespace kc::store {

void RowDigest::add(Rows& rows, int columns) {
    bytes_.clear();
    for (int column = 0; column < columns; ++column) {
        const Value value = rows.value(column);
        // Each kind has its number before it, so that text and bytes never look the same.
        bytes_.number(static_cast<std::int64_t>(value.get().index()));
        if (const auto* number = std::get_if<std::int64_t>(&value.get())) {
            bytes_.number(*number);
        } else if (const auto* text = std::get_if<std::string_view>(&value.get())) {
            bytes_.text(*text);
        } else if (const auto* bytes = std::get_if<Bytes>(&value.get())) {
            bytes_.text({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
        }
    }
    hasher_.update(bytes_.bytes());
    const Hash hash = hasher_.finish();
    bool has_carry = false;
    for (std::size_t i = 0; i < total_.sum.size(); ++i) {
        std::uint64_t part = 0;
        std::memcpy(&part, hash.data() + i * sizeof(part), sizeof(part));
        const bool is_over = __builtin_add_overflow(total_.sum[i], part, &total_.sum[i]);
        const bool is_over_again =
            __builtin_add_overflow(total_.sum[i], std::uint64_t{has_carry}, &total_.sum[i]);
        has_carry = is_over || is_over_again;
    }
    ++total_.rows;
}

}  // namespace kc::store
