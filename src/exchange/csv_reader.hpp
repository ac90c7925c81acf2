// SPDX-License-Identifier: Apache-2.0
// The rows of a CSV file as a stream: UTF-8, UTF-16, GB18030 or Big5, with or without a byte order
// mark; commas, semicolons or tabs; CR LF, LF or CR; quotes after RFC 4180.
//
// A file does not say what its fields are, so every cell is `untyped`. The ' that our own export
// puts before what looks like a formula is taken off again.
#pragma once

#include <memory>
#include <string_view>

#include "base/result.hpp"
#include "exchange/encoding.hpp"
#include "exchange/table_sheet.hpp"

namespace kc::exchange {

class CsvReader {
public:
    // `bytes` must outlive the reader.
    static Result<CsvReader> open(std::string_view bytes, const TableLimits& limits);

    CsvReader(CsvReader&&) noexcept;
    CsvReader& operator=(CsvReader&&) noexcept;
    ~CsvReader();

    [[nodiscard]] Encoding encoding() const;
    [[nodiscard]] char separator() const;

    // False at the end. Rows without anything in them are left out. The first error ends the
    // reading; its place is a line and a column of the file.
    Result<bool> next(SheetRow& row);

private:
    struct State;
    explicit CsvReader(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

}  // namespace kc::exchange
