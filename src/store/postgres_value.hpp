// SPDX-License-Identifier: Apache-2.0
// Values as PostgreSQL's protocol carries them in binary form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/statement.hpp"

namespace kc::store {

// Type numbers of the system catalog (pg_type.dat), the same on every server.
namespace type_oid {
inline constexpr std::uint32_t kBool = 16;
inline constexpr std::uint32_t kBytes = 17;
inline constexpr std::uint32_t kName = 19;
inline constexpr std::uint32_t kInt8 = 20;
inline constexpr std::uint32_t kInt2 = 21;
inline constexpr std::uint32_t kInt4 = 23;
inline constexpr std::uint32_t kText = 25;
inline constexpr std::uint32_t kOid = 26;
inline constexpr std::uint32_t kVarchar = 1043;
inline constexpr std::uint32_t kNumeric = 1700;
}  // namespace type_oid

// The arrays that libpq wants for one execution. Looks at the values, so they outlive it.
class Parameters {
public:
    explicit Parameters(Values values);

    // One letter a value, by kind: a statement is prepared once for each combination.
    [[nodiscard]] const std::string& signature() const { return signature_; }
    [[nodiscard]] int count() const { return static_cast<int>(types_.size()); }
    [[nodiscard]] const std::uint32_t* types() const { return types_.data(); }
    [[nodiscard]] const char* const* data() const { return data_.data(); }
    [[nodiscard]] const int* lengths() const { return lengths_.data(); }
    [[nodiscard]] const int* formats() const { return formats_.data(); }

private:
    void add(char kind, std::uint32_t type, const char* data, std::size_t size);

    std::string signature_;
    std::vector<std::uint64_t> numbers_;  // big-endian; never grows after the first was pointed at
    std::vector<std::uint32_t> types_;
    std::vector<const char*> data_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

// A whole number of any of the server's types; empty when it is none, or does not fit. Sums of
// BIGINT come as NUMERIC.
std::optional<std::int64_t> whole_number(std::uint32_t type, std::string_view bytes);

[[nodiscard]] constexpr bool is_text_type(std::uint32_t type) {
    return type == type_oid::kText || type == type_oid::kVarchar || type == type_oid::kName;
}

}  // namespace kc::store
