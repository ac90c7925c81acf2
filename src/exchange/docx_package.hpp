// SPDX-License-Identifier: Apache-2.0
// The zip package of a .docx: finds the parts that hold text and unpacks only those, in bounds.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "exchange/document_text.hpp"

namespace kc::exchange {

class ZipArchive;

// A Word document, or a Diagnostic that names what the zip file is instead (a workbook, an
// OpenDocument text, an OFD, a plain archive).
class DocxPackage {
public:
    // `bytes` must outlive the package.
    static Result<DocxPackage> open(std::string_view bytes, const ExtractLimits& limits);

    DocxPackage(DocxPackage&&) noexcept;
    DocxPackage& operator=(DocxPackage&&) noexcept;
    ~DocxPackage();

    const std::string& main_part() const { return main_part_; }

    // The folder of the main part with its slash ("word/"), where its companions are.
    std::string folder() const;

    bool has(const std::string& part) const;

    // The unpacked part. Reading counts against docx_unpacked_bytes_max.
    Result<std::string> read(const std::string& part);

private:
    DocxPackage(std::unique_ptr<ZipArchive> archive, const ExtractLimits& limits);

    Result<std::string> find_main_part();

    std::unique_ptr<ZipArchive> archive_;
    ExtractLimits limits_;
    std::size_t unpacked_bytes_ = 0;
    std::string main_part_ = {};
};

}  // namespace kc::exchange
