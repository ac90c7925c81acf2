// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_reader.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <variant>

#include "base/check.hpp"
#include "exchange/csv_reader.hpp"
#include "exchange/file_kind.hpp"
#include "exchange/table_refusals.hpp"
#include "exchange/xlsx_book.hpp"
#include "exchange/xlsx_package.hpp"
#include "exchange/xlsx_sheet.hpp"

namespace kc::exchange {
namespace {

constexpr std::size_t kHeadBytes = 4096;

std::optional<Diagnostic> refusal_of(FileKind kind) {
    switch (kind) {
        case FileKind::empty:
            return Diagnostic{.code = "E-file-empty", .zh = "文件是空的", .en = "the file is empty"}
                .hint("检查是否选错了文件，或上传没有完成",
                      "check that it is the right file and was uploaded in full");
        case FileKind::old_office:
            return no_table("E-old-office-file", "旧版 Excel/WPS 文件（.xls、.et）",
                            "an old Excel or WPS file (.xls, .et)");
        case FileKind::encrypted_office:
            return Diagnostic{.code = "E-xlsx-password",
                              .zh = "表格设有打开密码，读不了",
                              .en = "the workbook is protected by a password"}
                .hint("用 Excel 或 WPS 输入密码打开，取消密码另存后再试",
                      "open it with the password, remove the password and save it again");
        case FileKind::pdf: return no_table("E-other-file", "PDF 文件", "a PDF file");
        case FileKind::rtf: return no_table("E-other-file", "RTF 文档", "an RTF document");
        case FileKind::picture: return no_table("E-other-file", "图片", "a picture");
        case FileKind::archive: return no_table("E-archive", "压缩包", "an archive");
        case FileKind::mail_page:
            return no_table("E-web-page", "网页存档（.mht）", "a saved web page (.mht)");
        case FileKind::office_xml:
            return no_table("E-other-file", "Office XML 文件", "an Office XML file");
        case FileKind::zip:
        case FileKind::bytes: break;
    }
    return std::nullopt;
}

// Office systems often export a web page, or Excel's old XML, and call it .xls.
std::optional<Diagnostic> markup_refusal(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, kHeadBytes);
    if (head.find("urn:schemas-microsoft-com:office:spreadsheet") != std::string_view::npos)
        return no_table("E-xml-sheet", "Excel 2003 XML 表格", "an Excel 2003 XML sheet");
    if (is_html(head))
        return no_table("E-web-page", "网页（只是名为 .xls）", "a web page (that is called .xls)");
    return std::nullopt;
}

}  // namespace

struct TableFile::Content {
    std::string_view bytes = {};
    TableLimits limits = {};
    std::vector<SheetInfo> sheets = {};
    std::string format = {};
    std::optional<XlsxPackage> package = {};
    XlsxBook book = {};
};

struct SheetRows::Source {
    std::variant<XlsxSheetReader, CsvReader> reader;
};

SheetRows::SheetRows(std::unique_ptr<Source> source) : source_(std::move(source)) {}
SheetRows::SheetRows(SheetRows&&) noexcept = default;
SheetRows& SheetRows::operator=(SheetRows&&) noexcept = default;
SheetRows::~SheetRows() = default;

Result<bool> SheetRows::next(SheetRow& row) {
    return std::visit([&](auto& reader) { return reader.next(row); }, source_->reader);
}

TableFile::TableFile(std::unique_ptr<Content> content) : content_(std::move(content)) {}
TableFile::TableFile(TableFile&&) noexcept = default;
TableFile& TableFile::operator=(TableFile&&) noexcept = default;
TableFile::~TableFile() = default;

Result<TableFile> TableFile::open(std::string_view bytes, const TableLimits& limits) {
    if (bytes.size() > limits.file_bytes_max)
        return unexpected(table_too_large("文件的字节", "bytes", limits.file_bytes_max));
    const FileKind kind = kind_of_file(bytes);
    if (auto refused = refusal_of(kind)) return unexpected(*std::move(refused));
    auto content = std::make_unique<Content>();
    content->bytes = bytes;
    content->limits = limits;
    if (kind == FileKind::zip) {
        Result<XlsxPackage> package = XlsxPackage::open(bytes, limits);
        if (!package) return unexpected(package.error());
        content->package.emplace(*std::move(package));
        Result<XlsxBook> book = read_xlsx_book(*content->package);
        if (!book) return unexpected(book.error());
        content->book = *std::move(book);
        for (const XlsxBook::Sheet& sheet : content->book.sheets)
            content->sheets.push_back(sheet.info);
        content->format = "xlsx";
        return TableFile(std::move(content));
    }
    if (auto refused = markup_refusal(bytes)) return unexpected(*std::move(refused));
    const Result<CsvReader> csv = CsvReader::open(bytes, limits);
    if (!csv) return unexpected(csv.error());
    content->sheets.push_back({});
    content->format =
        fmt::format("csv, {}, {}", name_of(csv->encoding()),
                    csv->separator() == '\t' ? "tab" : std::string(1, csv->separator()));
    return TableFile(std::move(content));
}

const std::vector<SheetInfo>& TableFile::sheets() const {
    return content_->sheets;
}

const std::string& TableFile::format() const {
    return content_->format;
}

bool TableFile::is_typed() const {
    return content_->package.has_value();
}

bool TableFile::has_days_from_1904() const {
    return content_->book.is_1904;
}

Result<SheetRows> TableFile::rows(std::size_t sheet) const {
    KC_CHECK(sheet < content_->sheets.size());
    if (!content_->package) {
        Result<CsvReader> csv = CsvReader::open(content_->bytes, content_->limits);
        if (!csv) return unexpected(csv.error());
        return SheetRows(std::make_unique<SheetRows::Source>(SheetRows::Source{*std::move(csv)}));
    }
    Result<XlsxSheetReader> reader =
        XlsxSheetReader::open(*content_->package, content_->book, sheet);
    if (!reader) return unexpected(reader.error());
    return SheetRows(std::make_unique<SheetRows::Source>(SheetRows::Source{*std::move(reader)}));
}

}  // namespace kc::exchange
