// SPDX-License-Identifier: Apache-2.0
#include "exchange/xlsx_package.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <utility>

#include "exchange/table_refusals.hpp"
#include "exchange/zip_archive.hpp"

namespace kc::exchange {
namespace {

// A small part may be dense by accident: a thousand equal rows.
constexpr std::size_t kRatioFromBytes = std::size_t{8} << 20;

Diagnostic broken_zip() {
    return broken_workbook("不是完整的 zip 包", "it is no complete zip package");
}

}  // namespace

struct XlsxPart::Stream {
    zip_file_t* file = nullptr;
    std::string name = {};
    std::size_t left = 0;

    Stream(zip_file_t* opened, std::string part, std::size_t bytes_max)
        : file(opened), name(std::move(part)), left(bytes_max) {}
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    ~Stream() { zip_fclose(file); }
};

XlsxPart::XlsxPart(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}
XlsxPart::XlsxPart(XlsxPart&&) noexcept = default;
XlsxPart& XlsxPart::operator=(XlsxPart&&) noexcept = default;
XlsxPart::~XlsxPart() = default;

Result<std::size_t> XlsxPart::read(std::span<char> into) {
    const zip_int64_t got = zip_fread(stream_->file, into.data(), into.size());
    if (got < 0) return unexpected(broken_zip());
    const auto count = static_cast<std::size_t>(got);
    if (count > stream_->left) return unexpected(workbook_bomb(stream_->name));
    stream_->left -= count;
    return count;
}

XlsxPackage::XlsxPackage(std::unique_ptr<ZipArchive> archive, const TableLimits& limits)
    : archive_(std::move(archive)), limits_(limits) {}
XlsxPackage::XlsxPackage(XlsxPackage&&) noexcept = default;
XlsxPackage& XlsxPackage::operator=(XlsxPackage&&) noexcept = default;
XlsxPackage::~XlsxPackage() = default;

Result<XlsxPackage> XlsxPackage::open(std::string_view bytes, const TableLimits& limits) {
    auto archive = ZipArchive::open(bytes);
    if (archive == nullptr) return unexpected(broken_zip());
    XlsxPackage package(std::move(archive), limits);
    const std::int64_t parts = package.archive_->entries();
    if (parts < 0 || static_cast<std::uint64_t>(parts) > limits.parts_max) {
        return unexpected(
            table_too_large("压缩包内的文件", "files inside the package", limits.parts_max));
    }
    if (package.has("_rels/.rels") || package.has("xl/workbook.xml")) {
        if (package.has("xl/workbook.bin"))
            return unexpected(
                no_table("E-xlsb", "二进制 Excel 文件（.xlsb）", "a binary workbook (.xlsb)"));
        if (package.has("word/document.xml"))
            return unexpected(
                no_table("E-other-package", "Word 文档（.docx）", "a Word document (.docx)"));
        if (package.has("ppt/presentation.xml"))
            return unexpected(
                no_table("E-other-package", "演示文稿（.pptx）", "a presentation (.pptx)"));
        return package;
    }
    if (package.has("content.xml") && package.has("mimetype"))
        return unexpected(no_table("E-other-package", "OpenDocument 文件（.ods 等）",
                                   "an OpenDocument file (.ods …)"));
    if (package.has("Index/Document.iwa"))
        return unexpected(no_table("E-other-package", "Numbers 表格", "a Numbers spreadsheet"));
    return unexpected(no_table("E-archive", "压缩包", "an archive"));
}

bool XlsxPackage::has(const std::string& part) const {
    return archive_->has(part);
}

Result<XlsxPart> XlsxPackage::stream(const std::string& part, std::size_t bytes_max) const {
    const auto found = archive_->part(part);
    if (!found) {
        return unexpected(
            broken_workbook(fmt::format("缺少 {}", part), fmt::format("{} is missing", part)));
    }
    if (found->is_encrypted) {
        return unexpected(Diagnostic{.code = "E-xlsx-password",
                                     .zh = "压缩包设有密码，读不了",
                                     .en = "the package is protected by a password"}
                              .hint("取消密码后再试", "remove the password"));
    }
    const bool is_dense = found->bytes > kRatioFromBytes && found->ratio > limits_.ratio_max;
    if (found->bytes > bytes_max || is_dense) return unexpected(workbook_bomb(part));
    zip_file_t* file = archive_->open_part(*found);
    if (file == nullptr) return unexpected(broken_zip());
    return XlsxPart(std::make_unique<XlsxPart::Stream>(file, part, bytes_max));
}

}  // namespace kc::exchange
