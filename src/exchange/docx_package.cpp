// SPDX-License-Identifier: Apache-2.0
#include "exchange/docx_package.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <pugixml.hpp>
#include <utility>

#include "exchange/office_xml.hpp"
#include "exchange/zip_archive.hpp"

namespace kc::exchange {
namespace {

constexpr std::size_t kRatioFromBytes = kMebibyte;
constexpr std::string_view kUsualMainPart = "word/document.xml";

Diagnostic broken_package() {
    return Diagnostic{.code = "E-docx-broken",
                      .zh = "docx 文件已损坏（不是完整的 zip 包）",
                      .en = "the docx file is damaged (it is no complete zip package)"}
        .hint("重新下载，或用 Word、WPS 打开修复后另存为 .docx",
              "download it again, or open it in Word or WPS and save it as .docx");
}

Diagnostic bomb(std::string_view part) {
    return Diagnostic{.code = "E-docx-too-large",
                      .zh = fmt::format("docx 中的 {} 解压后过大，可能是恶意文件", part),
                      .en = fmt::format("{} in the docx unpacks to far too much; the file may be "
                                        "malicious",
                                        part)}
        .hint("确认文件来源；用 Word 打开后把正文另存为 .txt",
              "check where the file comes from; open it in Word and save the text as .txt");
}

Diagnostic other_package(std::string_view what_zh, std::string_view what_en,
                         std::string_view then_zh = "用 Word 或 WPS 另存为 .docx 后再试",
                         std::string_view then_en = "save it as .docx in Word or WPS") {
    return Diagnostic{.code = "E-other-package",
                      .zh = fmt::format("这是{}，读不了", what_zh),
                      .en = fmt::format("this is {}, which cannot be read", what_en)}
        .hint(std::string(then_zh), std::string(then_en));
}

struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

DocxPackage::DocxPackage(std::unique_ptr<ZipArchive> archive, const ExtractLimits& limits)
    : archive_(std::move(archive)), limits_(limits) {}
DocxPackage::DocxPackage(DocxPackage&&) noexcept = default;
DocxPackage& DocxPackage::operator=(DocxPackage&&) noexcept = default;
DocxPackage::~DocxPackage() = default;

Result<DocxPackage> DocxPackage::open(std::string_view bytes, const ExtractLimits& limits) {
    auto archive = ZipArchive::open(bytes);
    if (archive == nullptr) return unexpected(broken_package());
    DocxPackage package(std::move(archive), limits);
    const std::int64_t entries = package.archive_->entries();
    if (entries < 0 || static_cast<std::uint64_t>(entries) > limits.docx_entries_max) {
        return unexpected(Diagnostic{
            .code = "E-docx-too-many-parts",
            .zh = fmt::format("docx 里的文件超过 {} 个", limits.docx_entries_max),
            .en = fmt::format("the docx holds more than {} files", limits.docx_entries_max)}
                              .hint("用 Word 或 WPS 打开后另存为 .docx",
                                    "open it in Word or WPS and save it as .docx"));
    }
    Result<std::string> main = package.find_main_part();
    if (!main) return unexpected(main.error());
    package.main_part_ = *std::move(main);
    return package;
}

// By the package's own relationships, because not every program names the part document.xml.
Result<std::string> DocxPackage::find_main_part() {
    if (has("_rels/.rels")) {
        Result<std::string> relationships = read("_rels/.rels");
        if (!relationships) return unexpected(relationships.error());
        if (Result<OfficeXml> parsed = OfficeXml::parse(*std::move(relationships), limits_)) {
            for (const pugi::xml_node relation : parsed->document().document_element().children()) {
                const std::string_view type = relation.attribute("Type").value();
                std::string target = relation.attribute("Target").value();
                if (target.starts_with('/')) target.erase(0, 1);
                if (type.ends_with("/officeDocument") && target.starts_with("word/") &&
                    has(target)) {
                    return target;
                }
            }
        }
    }
    if (has(std::string(kUsualMainPart))) return std::string(kUsualMainPart);
    if (has("xl/workbook.xml") || has("xl/workbook.bin")) {
        return unexpected(other_package("Excel 表格（.xlsx）", "an Excel workbook (.xlsx)",
                                        "把其中的文字复制到 Word，存为 .docx",
                                        "copy its text into Word and save it as .docx"));
    }
    if (has("ppt/presentation.xml")) {
        return unexpected(other_package("演示文稿（.pptx）", "a presentation (.pptx)",
                                        "把其中的文字复制到 Word，存为 .docx",
                                        "copy its text into Word and save it as .docx"));
    }
    if (has("OFD.xml")) {
        return unexpected(other_package("OFD 版式文件", "an OFD document",
                                        "用 OFD 阅读器转为 PDF 或 .docx 后再试",
                                        "convert it to PDF or .docx in an OFD reader"));
    }
    if (has("content.xml") && has("mimetype")) {
        return unexpected(
            other_package("OpenDocument 文档（.odt 等）", "an OpenDocument file (.odt …)"));
    }
    if (has("META-INF/container.xml")) {
        return unexpected(other_package("电子书（.epub）", "an e-book (.epub)"));
    }
    if (has("[Content_Types].xml")) {
        return unexpected(Diagnostic{.code = "E-docx-no-document",
                                     .zh = "docx 里没有正文（缺 word/document.xml）",
                                     .en = "the docx has no body (word/document.xml is missing)"}
                              .hint("用 Word 或 WPS 打开，另存为 .docx 后再试",
                                    "open it in Word or WPS and save it as .docx"));
    }
    return unexpected(Diagnostic{.code = "E-archive",
                                 .zh = "这是压缩包，不是文档",
                                 .en = "this is an archive, not a document"}
                          .hint("解压后选其中的文档", "unpack it and give the document inside"));
}

std::string DocxPackage::folder() const {
    const std::size_t slash = main_part_.rfind('/');
    return slash == std::string::npos ? std::string{} : main_part_.substr(0, slash + 1);
}

bool DocxPackage::has(const std::string& part) const {
    return archive_->has(part);
}

Result<std::string> DocxPackage::read(const std::string& part) {
    const auto found = archive_->part(part);
    if (!found) return unexpected(broken_package());
    if (found->is_encrypted) {
        return unexpected(Diagnostic{.code = "E-docx-password",
                                     .zh = "文档设有密码，读不了",
                                     .en = "the document is protected by a password"}
                              .hint("用 Word 或 WPS 输入密码打开，取消密码另存后再试",
                                    "open it with the password, remove the password and save it"));
    }
    const std::size_t left = limits_.docx_unpacked_bytes_max - unpacked_bytes_;
    const bool is_dense = found->bytes > kRatioFromBytes && found->ratio > limits_.docx_ratio_max;
    if (found->bytes > std::min(left, limits_.docx_part_bytes_max) || is_dense)
        return unexpected(bomb(part));
    const std::unique_ptr<zip_file_t, CloseFile> file(archive_->open_part(*found));
    if (file == nullptr) return unexpected(broken_package());
    // The stated size is the most that is read; libzip checks it and the checksum at the end.
    std::string content(static_cast<std::size_t>(found->bytes), '\0');
    std::size_t got = 0;
    while (got < content.size()) {
        const zip_int64_t count = zip_fread(file.get(), content.data() + got, content.size() - got);
        if (count <= 0) return unexpected(broken_package());
        got += static_cast<std::size_t>(count);
    }
    char beyond = 0;
    if (zip_fread(file.get(), &beyond, 1) != 0) return unexpected(broken_package());
    unpacked_bytes_ += content.size();
    return content;
}

}  // namespace kc::exchange
