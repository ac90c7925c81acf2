// SPDX-License-Identifier: Apache-2.0
#include "store/postgres_value.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#include "base/check.hpp"

namespace kc::store {
namespace {

static_assert(std::endian::native == std::endian::little);

std::uint64_t big_endian(std::int64_t number) {
    return __builtin_bswap64(static_cast<std::uint64_t>(number));
}

// The first `size` bytes, most significant first, as two's complement.
std::int64_t read_big_endian(std::string_view bytes, std::size_t size) {
    std::uint64_t number = (static_cast<unsigned char>(bytes[0]) & 0x80U) != 0 ? ~0ULL : 0ULL;
    for (std::size_t i = 0; i < size; ++i) {
        number = number << 8U | static_cast<unsigned char>(bytes[i]);
    }
    return static_cast<std::int64_t>(number);
}

// numeric_send: digits of base 10,000, the place of the first one, the sign, digits shown after the
// point, and the digits, sixteen bits each.
constexpr std::size_t kNumericHead = 8;
constexpr std::int64_t kNumericBase = 10'000;
constexpr std::int64_t kNumericNegative = 0x4000;

std::optional<std::int64_t> whole_numeric(std::string_view bytes) {
    if (bytes.size() < kNumericHead) return std::nullopt;
    const std::int64_t digits = read_big_endian(bytes, 2);
    const std::int64_t first_place = read_big_endian(bytes.substr(2), 2);
    const std::int64_t sign = read_big_endian(bytes.substr(4), 2);
    if (digits < 0 || bytes.size() != kNumericHead + 2 * static_cast<std::size_t>(digits) ||
        digits > first_place + 1 || (sign != 0 && sign != kNumericNegative)) {
        return std::nullopt;
    }
    std::int64_t number = 0;
    for (std::int64_t place = 0; place <= first_place; ++place) {
        const std::int64_t digit =
            place < digits
                ? read_big_endian(bytes.substr(kNumericHead + 2 * static_cast<std::size_t>(place)),
                                  2)
                : 0;
        // Downwards, because the smallest number has no positive counterpart.
        if (__builtin_mul_overflow(number, kNumericBase, &number) ||
            __builtin_sub_overflow(number, digit, &number)) {
            return std::nullopt;
        }
    }
    if (sign == kNumericNegative) return number;
    if (number == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
    return -number;
}

}  // namespace

Parameters::Parameters(Values values) {
    numbers_.reserve(values.size());
    for (const Value& value : values) {
        const Value::Variant& held = value.get();
        if (const auto* number = std::get_if<std::int64_t>(&held)) {
            numbers_.push_back(big_endian(*number));
            add('i', type_oid::kInt8, reinterpret_cast<const char*>(&numbers_.back()), 8);
        } else if (const auto* text = std::get_if<std::string_view>(&held)) {
            add('t', type_oid::kText, text->data(), text->size());
        } else if (const auto* own_text = std::get_if<std::string>(&held)) {
            add('t', type_oid::kText, own_text->data(), own_text->size());
        } else if (const auto* bytes = std::get_if<Bytes>(&held)) {
            add('b', type_oid::kBytes, reinterpret_cast<const char*>(bytes->data()), bytes->size());
        } else {
            add('n', 0, nullptr, 0);  // the server finds the type where it is used
        }
    }
}

void Parameters::add(char kind, std::uint32_t type, const char* data, std::size_t size) {
    KC_CHECK(size <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
    signature_ += kind;
    types_.push_back(type);
    data_.push_back(data == nullptr && kind != 'n' ? "" : data);
    lengths_.push_back(static_cast<int>(size));
    formats_.push_back(1);
}

std::optional<std::int64_t> whole_number(std::uint32_t type, std::string_view bytes) {
    const auto fixed = [&](std::size_t size) -> std::optional<std::int64_t> {
        if (bytes.size() != size) return std::nullopt;
        return read_big_endian(bytes, size);
    };
    switch (type) {
        case type_oid::kInt8: return fixed(8);
        case type_oid::kInt4: return fixed(4);
        case type_oid::kInt2: return fixed(2);
        case type_oid::kBool: return fixed(1);
        case type_oid::kOid: {
            const auto number = fixed(4);
            return number ? std::optional(*number & 0xffffffff) : std::nullopt;
        }
        case type_oid::kNumeric: return whole_numeric(bytes);
        default: return std::nullopt;
    }
}

}  // namespace kc::store
