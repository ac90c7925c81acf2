// SPDX-License-Identifier: Apache-2.0
// The bytes of a CSV file as UTF-8, piece by piece. Private to the CSV reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "exchange/encoding.hpp"

namespace kc::exchange {

class CsvText {
public:
    // `bytes` must outlive it.
    static Result<CsvText> open(std::string_view bytes);

    [[nodiscard]] Encoding encoding() const { return encoding_; }

    // Whole lines, as many as make a piece, until the next call; "" at the end.
    Result<std::string_view> next();

private:
    CsvText(std::string_view bytes, Encoding encoding) : rest_(bytes), encoding_(encoding) {}

    std::string_view take_lines();

    std::string_view rest_;
    Encoding encoding_;
    std::string piece_ = {};
    std::int32_t line_ = 1;
};

}  // namespace kc::exchange
