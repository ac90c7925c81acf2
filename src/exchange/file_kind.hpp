// SPDX-License-Identifier: Apache-2.0
// What kind of file some bytes are, told by the bytes alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "exchange/document_text.hpp"

namespace kc::exchange {

enum class FileKind : std::uint8_t {
    empty,
    pdf,
    zip,  // docx, or another package; docx_package.hpp looks inside
    old_office,
    encrypted_office,
    rtf,
    picture,
    archive,
    mail_page,   // MHTML, a web page saved as a mail message
    office_xml,  // Word 2003 XML and flat OPC, one XML file
    bytes,       // none of these: text in some encoding, or anything at all
};

FileKind kind_of_file(std::string_view bytes);

// Why a file of this kind is not read, and what to do. Only for kinds that are never read.
Diagnostic refusal(FileKind kind, std::string_view bytes);

// True when UTF-8 text is a web page: it has the tags of one.
bool is_html(std::string_view utf8);

// True when so many of the bytes of a text are control characters that it is none.
bool is_too_many_controls(std::size_t controls, std::size_t bytes);

std::size_t count_controls(std::string_view bytes);

}  // namespace kc::exchange
