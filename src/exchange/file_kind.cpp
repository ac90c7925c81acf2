// SPDX-License-Identifier: Apache-2.0
#include "exchange/file_kind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace kc::exchange {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kPdfHeaderWithin = 1024;  // as PDF readers search for it
constexpr std::size_t kTagsWithin = 4096;

constexpr std::array kPictureMarks = {
    "\x89PNG\r\n\x1A\n"sv, "\xFF\xD8\xFF"sv, "GIF87a"sv, "GIF89a"sv, "II*\0"sv, "MM\0*"sv,
    "\0\0\1\0"sv,
};
constexpr std::array kArchiveMarks = {"7z\xBC\xAF\x27\x1C"sv, "Rar!\x1A\x07"sv, "\x1F\x8B\x08"sv,
                                      "\xFD"
                                      "7zXZ\0"sv};
constexpr std::string_view kOleMark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;

bool is_picture(std::string_view bytes) {
    for (const std::string_view mark : kPictureMarks) {
        if (bytes.starts_with(mark)) return true;
    }
    if (bytes.starts_with("BM") && bytes.size() > 26 && bytes.substr(6, 4) == "\0\0\0\0"sv)
        return true;
    if (bytes.starts_with("RIFF") && bytes.size() > 12) return bytes.substr(8, 4) == "WEBP";
    if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp") {
        const std::string_view brand = bytes.substr(8, 4);
        return brand == "heic" || brand == "heix" || brand == "mif1" || brand == "avif";
    }
    return false;
}

// OLE2 names its streams in UTF-16LE.
bool has_stream(std::string_view bytes, std::string_view name) {
    std::string wide;
    for (const char c : name) {
        wide += c;
        wide += '\0';
    }
    return bytes.find(wide) != std::string_view::npos;
}

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::string_view skip_space(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n\f");
    return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

Diagnostic old_office_refusal(std::string_view bytes) {
    std::string_view zh = "旧版 Office/WPS 文件（.doc、.wps 等）";
    std::string_view en = "an old Office or WPS file (.doc, .wps …)";
    if (has_stream(bytes, "WordDocument")) {
        zh = "旧版 Word/WPS 文档（.doc、.wps）";
        en = "an old Word or WPS document (.doc, .wps)";
    } else if (has_stream(bytes, "Workbook")) {
        zh = "旧版 Excel 表格（.xls、.et）";
        en = "an old Excel sheet (.xls, .et)";
    } else if (has_stream(bytes, "PowerPoint Document")) {
        zh = "旧版演示文稿（.ppt、.dps）";
        en = "an old presentation (.ppt, .dps)";
    }
    return Diagnostic{.code = "E-old-office-file",
                      .zh = fmt::format("这是{}，读不了", zh),
                      .en = fmt::format("this is {}, which cannot be read", en)}
        .hint("用 Word 或 WPS 打开，另存为 .docx 后再试",
              "open it in Word or WPS and save it as .docx");
}

}  // namespace

FileKind kind_of_file(std::string_view bytes) {
    if (bytes.empty()) return FileKind::empty;
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return FileKind::zip;
    if (bytes.starts_with(kOleMark)) {
        return has_stream(bytes, "EncryptedPackage") ? FileKind::encrypted_office
                                                     : FileKind::old_office;
    }
    if (is_picture(bytes)) return FileKind::picture;
    for (const std::string_view mark : kArchiveMarks) {
        if (bytes.starts_with(mark)) return FileKind::archive;
    }
    if (skip_space(bytes).starts_with("{\\rtf")) return FileKind::rtf;
    if (bytes.substr(0, kPdfHeaderWithin).find("%PDF-") != std::string_view::npos) {
        return FileKind::pdf;
    }
    const std::string_view head = bytes.substr(0, kTagsWithin);
    if (head.starts_with("MIME-Version:") ||
        (head.starts_with("From:") && head.find("\nMIME-Version:") != std::string_view::npos)) {
        return FileKind::mail_page;
    }
    if (head.find("progid=\"Word.Document\"") != std::string_view::npos ||
        head.find("http://schemas.microsoft.com/office/2006/xmlPackage") !=
            std::string_view::npos) {
        return FileKind::office_xml;
    }
    return FileKind::bytes;
}

Diagnostic refusal(FileKind kind, std::string_view bytes) {
    switch (kind) {
        case FileKind::empty:
            return Diagnostic{.code = "E-file-empty", .zh = "文件是空的", .en = "the file is empty"}
                .hint("检查是否选错了文件，或下载没有完成",
                      "check that it is the right file and was downloaded in full");
        case FileKind::old_office: return old_office_refusal(bytes);
        case FileKind::encrypted_office:
            return Diagnostic{.code = "E-docx-password",
                              .zh = "文档设有打开密码，读不了",
                              .en = "the document is protected by a password"}
                .hint("用 Word 或 WPS 输入密码打开，取消密码另存后再试",
                      "open it with the password, remove the password and save it again");
        case FileKind::rtf:
            return Diagnostic{.code = "E-rtf",
                              .zh = "这是 RTF 文档，读不了",
                              .en = "this is an RTF document, which cannot be read"}
                .hint("用 Word 或 WPS 打开，另存为 .docx 后再试",
                      "open it in Word or WPS and save it as .docx");
        case FileKind::picture:
            return Diagnostic{.code = "E-picture",
                              .zh = "这是图片，不是文字文档",
                              .en = "this is a picture, not a text document"}
                .hint("先做文字识别（OCR），把识别出的文字存为 .txt 或 .docx",
                      "run text recognition (OCR) and save the text as .txt or .docx");
        case FileKind::archive:
            return Diagnostic{.code = "E-archive",
                              .zh = "这是压缩包，不是文档",
                              .en = "this is an archive, not a document"}
                .hint("解压后选其中的文档", "unpack it and give the document inside");
        case FileKind::mail_page:
            return Diagnostic{.code = "E-mhtml",
                              .zh = "这是单文件网页（MHTML）或邮件，读不了",
                              .en = "this is a web archive (MHTML) or a mail, which cannot be read"}
                .hint("在浏览器中打开，另存为“网页，仅 HTML”",
                      "open it in a browser and save it as 'web page, HTML only'");
        case FileKind::office_xml:
            return Diagnostic{.code = "E-office-xml",
                              .zh = "这是 Word XML 文档，读不了",
                              .en = "this is a Word XML document, which cannot be read"}
                .hint("用 Word 或 WPS 打开，另存为 .docx 后再试",
                      "open it in Word or WPS and save it as .docx");
        default: break;
    }
    return Diagnostic{.code = "E-file-binary",
                      .zh = "这不是文字文档（含大量非文字内容）",
                      .en = "this is not a text document (it is full of bytes that are no text)"}
        .hint("可读的格式：txt、md、html、docx、pdf",
              "formats that can be read: txt, md, html, docx, pdf");
}

bool is_html(std::string_view utf8) {
    const std::string head = lower_ascii(skip_space(utf8).substr(0, kTagsWithin));
    if (head.empty()) return false;
    for (const std::string_view tag : {"<!doctype html", "<html", "<head>", "<body"}) {
        if (head.find(tag) != std::string::npos) return true;
    }
    // A piece cut out of a page begins with a tag and has closing tags.
    if (head[0] != '<') return false;
    for (const std::string_view tag :
         {"<p", "<div", "<table", "<span", "<meta", "<title", "<h1", "<h2", "<h3", "<section",
          "<article", "<ul", "<ol", "<center", "<font", "<style", "<script", "<!--"}) {
        if (!head.starts_with(tag)) continue;
        return head.find("</") != std::string::npos;
    }
    return false;
}

bool is_too_many_controls(std::size_t controls, std::size_t bytes) {
    constexpr std::size_t kControlsPerHundred = 2;
    return controls * 100 > bytes * kControlsPerHundred;
}

std::size_t count_controls(std::string_view bytes) {
    return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r' &&
               c != '\f';
    }));
}

}  // namespace kc::exchange
