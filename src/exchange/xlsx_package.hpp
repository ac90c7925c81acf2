// SPDX-License-Identifier: Apache-2.0
// The zip package of a workbook. Parts are unpacked as streams and in bounds.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "exchange/table_sheet.hpp"

namespace kc::exchange {

class ZipArchive;

// One part while it is unpacked.
class XlsxPart {
public:
    XlsxPart(XlsxPart&&) noexcept;
    XlsxPart& operator=(XlsxPart&&) noexcept;
    ~XlsxPart();

    // The number of bytes put into `into`; 0 at the end.
    Result<std::size_t> read(std::span<char> into);

private:
    friend class XlsxPackage;
    struct Stream;
    explicit XlsxPart(std::unique_ptr<Stream> stream);

    std::unique_ptr<Stream> stream_;
};

class XlsxPackage {
public:
    // `bytes` must outlive the package. Refuses packages that are no workbook, by name.
    static Result<XlsxPackage> open(std::string_view bytes, const TableLimits& limits);

    XlsxPackage(XlsxPackage&&) noexcept;
    XlsxPackage& operator=(XlsxPackage&&) noexcept;
    ~XlsxPackage();

    [[nodiscard]] bool has(const std::string& part) const;

    // `bytes_max` of what it unpacks to; the stated size is looked at first.
    Result<XlsxPart> stream(const std::string& part, std::size_t bytes_max) const;

    [[nodiscard]] const TableLimits& limits() const { return limits_; }

private:
    XlsxPackage(std::unique_ptr<ZipArchive> archive, const TableLimits& limits);

    std::unique_ptr<ZipArchive> archive_;
    TableLimits limits_;
};

}  // namespace kc::exchange
