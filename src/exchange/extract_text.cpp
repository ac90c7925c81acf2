// SPDX-License-Identifier: Apache-2.0
#include "exchange/extract_text.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "exchange/clean_text.hpp"
#include "exchange/docx_text.hpp"
#include "exchange/encoding.hpp"
#include "exchange/file_kind.hpp"
#include "exchange/html_text.hpp"
#include "exchange/html_tree.hpp"
#include "exchange/lines.hpp"
#include "exchange/markdown_text.hpp"
#include "exchange/pdf_text.hpp"
#include "exchange/refusals.hpp"

namespace kc::exchange {
namespace {

std::string lower_extension(std::string_view file_name) {
    const std::size_t dot = file_name.rfind('.');
    std::string extension;
    if (dot == std::string_view::npos) return extension;
    for (const char c : file_name.substr(dot + 1)) {
        extension += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return extension;
}

Diagnostic dropped_controls(std::size_t count) {
    return {.code = "W-text-controls",
            .zh = fmt::format("略去了 {} 个控制字符", count),
            .en = fmt::format("{} control characters were left off", count),
            .severity = Severity::warning};
}

std::string_view text_format(std::string_view utf8, const std::string& extension) {
    if (extension == "md" || extension == "markdown") {
        // Markdown may quote a page; only one that is a page from its first character on counts.
        const std::size_t first = utf8.find_first_not_of(" \t\r\n");
        const bool is_page = first != std::string_view::npos && utf8[first] == '<' && is_html(utf8);
        return is_page ? "html" : "md";
    }
    if (is_html(utf8)) return "html";
    const bool says_html = extension == "htm" || extension == "html" || extension == "xhtml";
    return says_html && utf8.find('<') != std::string_view::npos ? "html" : "txt";
}

Result<DocumentText> plain_to_text(std::string&& utf8, const ExtractLimits& limits) {
    if (utf8.size() > limits.text_bytes_max)
        return unexpected(too_much_text(limits.text_bytes_max));
    DocumentText document;
    document.text = std::move(utf8);
    return document;
}

Result<DocumentText> text_bytes_to_text(std::string_view bytes, const std::string& extension,
                                        const ExtractLimits& limits) {
    const bool has_zero_bytes = bytes.find('\0') != std::string_view::npos;
    Result<DecodedText> decoded = decode_text(bytes, declared_charset(bytes));
    if (!decoded) {
        if (has_zero_bytes || is_too_many_controls(count_controls(bytes), bytes.size())) {
            return unexpected(refusal(FileKind::bytes, bytes));
        }
        return unexpected(decoded.error());
    }
    std::size_t dropped = 0;
    const std::size_t size = decoded->text.size();
    std::string text = clean_text(std::move(decoded->text), &dropped);
    if (is_too_many_controls(dropped, size)) return unexpected(refusal(FileKind::bytes, bytes));
    if (is_blank(text)) return unexpected(refusal(FileKind::empty, bytes));

    const std::string_view format = text_format(text, extension);
    Result<DocumentText> document = format == "html" ? html_to_text(text, limits)
                                    : format == "md" ? markdown_to_text(text, limits)
                                                     : plain_to_text(std::move(text), limits);
    if (!document) return document;
    document->format = format;
    document->encoding = name_of(decoded->encoding);
    for (Diagnostic& warning : decoded->warnings) document->warnings.push_back(std::move(warning));
    if (dropped > 0) document->warnings.push_back(dropped_controls(dropped));
    return document;
}

Result<DocumentText> by_kind(std::string_view bytes, std::string_view file_name,
                             const ExtractLimits& limits, const PdfProgram& pdf) {
    const FileKind kind = kind_of_file(bytes);
    if (kind == FileKind::bytes) {
        return text_bytes_to_text(bytes, lower_extension(file_name), limits);
    }
    Result<DocumentText> document = unexpected(Diagnostic{});
    if (kind == FileKind::zip) {
        document = docx_to_text(bytes, limits);
    } else if (kind == FileKind::pdf) {
        document = pdf_to_text(bytes, limits, pdf);
    } else {
        return unexpected(refusal(kind, bytes));
    }
    if (!document) return document;
    document->format = kind == FileKind::zip ? "docx" : "pdf";
    document->encoding = name_of(Encoding::utf8);
    return document;
}

}  // namespace

Result<DocumentText> extract_text(std::string_view bytes, std::string_view file_name,
                                  const ExtractLimits& limits, const PdfProgram& pdf) {
    Result<DocumentText> document = bytes.size() > limits.file_bytes_max
                                        ? unexpected(file_too_large(limits.file_bytes_max))
                                        : by_kind(bytes, file_name, limits, pdf);
    const std::string file(file_name);
    if (!document) return unexpected(std::move(document.error()).in_file(file));
    for (Diagnostic& warning : document->warnings) {
        if (warning.at.file.empty()) warning.at.file = file;
    }
    return document;
}

}  // namespace kc::exchange
