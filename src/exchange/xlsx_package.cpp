// SPDX-License-Identifier: Apache-2.0
#include "exchange/xlsx_package.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <utility>

#include "exchange/table_refusals.hpp"

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

struct XlsxPackage::Archive {
    zip_t* zip = nullptr;

    explicit Archive(zip_t* opened) : zip(opened) {}
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    ~Archive() { zip_discard(zip); }

    // -1 when there is none. Some programs write names in another case.
    zip_int64_t find(const std::string& part) const {
        const zip_int64_t exact = zip_name_locate(zip, part.c_str(), 0);
        return exact >= 0 ? exact : zip_name_locate(zip, part.c_str(), ZIP_FL_NOCASE);
    }
};

XlsxPackage::XlsxPackage(std::unique_ptr<Archive> archive, const TableLimits& limits)
    : archive_(std::move(archive)), limits_(limits) {}
XlsxPackage::XlsxPackage(XlsxPackage&&) noexcept = default;
XlsxPackage& XlsxPackage::operator=(XlsxPackage&&) noexcept = default;
XlsxPackage::~XlsxPackage() = default;

Result<XlsxPackage> XlsxPackage::open(std::string_view bytes, const TableLimits& limits) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    if (zip == nullptr && source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    if (zip == nullptr) return unexpected(broken_zip());

    XlsxPackage package(std::make_unique<Archive>(zip), limits);
    const zip_int64_t parts = zip_get_num_entries(zip, 0);
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
    return archive_->find(part) >= 0;
}

Result<XlsxPart> XlsxPackage::stream(const std::string& part, std::size_t bytes_max) const {
    const zip_int64_t index = archive_->find(part);
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (index < 0 ||
        zip_stat_index(archive_->zip, static_cast<zip_uint64_t>(index), 0, &stat) != 0 ||
        (stat.valid & ZIP_STAT_SIZE) == 0 || (stat.valid & ZIP_STAT_COMP_SIZE) == 0) {
        return unexpected(
            broken_workbook(fmt::format("缺少 {}", part), fmt::format("{} is missing", part)));
    }
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
        return unexpected(Diagnostic{.code = "E-xlsx-password",
                                     .zh = "压缩包设有密码，读不了",
                                     .en = "the package is protected by a password"}
                              .hint("取消密码后再试", "remove the password"));
    }
    const bool is_dense = stat.size > kRatioFromBytes &&
                          stat.size / std::max<zip_uint64_t>(stat.comp_size, 1) > limits_.ratio_max;
    if (stat.size > bytes_max || is_dense) return unexpected(workbook_bomb(part));
    zip_file_t* file = zip_fopen_index(archive_->zip, static_cast<zip_uint64_t>(index), 0);
    if (file == nullptr) return unexpected(broken_zip());
    return XlsxPart(std::make_unique<XlsxPart::Stream>(file, part, bytes_max));
}

}  // namespace kc::exchange
