// SPDX-License-Identifier: Apache-2.0
// A template of official documents (公文): the bureau's monthly bulletin, a notice to the counties.
//
// Texts may hold words in braces, {period} or {achieved}, that are filled in when a document is
// made; template_words() lists them. A table is filled with the rows of a list that the office
// keeps. The layout is not the template's: it follows the standard for official documents.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pack/bilingual.hpp"
#include "pack/words.hpp"

namespace kc::pack {

enum class DocumentForm : std::uint8_t { red_header, bulletin, plain };
constexpr std::array<std::string_view, 3> words_of(DocumentForm) {
    return {"red-header", "bulletin", "plain"};
}

// How long a time one document is about.
enum class DocumentPeriod : std::uint8_t { month, quarter, year };
constexpr std::array<std::string_view, 3> words_of(DocumentPeriod) {
    return {"month", "quarter", "year"};
}

// The lists that can fill a table.
enum class DocumentTableOf : std::uint8_t {
    none,
    targets,   // all of them
    achieved,  // reached
    on_track,
    behind,    // at risk and off track
    unknown,   // unknown and stale
    counties,  // each target's figure in each county
    tasks,
};
constexpr std::array<std::string_view, 8> words_of(DocumentTableOf) {
    return {"none", "targets", "achieved", "on-track", "behind", "unknown", "counties", "tasks"};
}

// Exactly one of heading, text and table.
struct DocumentPart {
    std::string heading = {};
    std::int32_t level = 1;  // of the heading
    std::string text = {};
    DocumentTableOf table = DocumentTableOf::none;
    std::string caption = {};
    std::string if_empty = {};  // a sentence in the table's place when it has no rows

    bool operator==(const DocumentPart&) const = default;
};

struct DocumentAnnex {
    std::string title = {};
    bool is_landscape = false;
    std::vector<DocumentPart> parts = {};

    bool operator==(const DocumentAnnex&) const = default;
};

struct DocumentTemplate {
    static constexpr std::string_view kKind = "document-template";

    std::string code = {};
    Bilingual name = {};
    Bilingual about = {};
    DocumentForm form = DocumentForm::plain;
    DocumentPeriod period = DocumentPeriod::month;
    std::string masthead = {};
    std::string number = {};
    std::string title = {};
    std::string recipient = {};
    std::vector<DocumentPart> parts = {};
    std::vector<DocumentAnnex> annexes = {};
    std::string remark = {};
    std::vector<std::string> copies_to = {};
    std::string printed_by = {};

    bool operator==(const DocumentTemplate&) const = default;
};

struct TemplateWord {
    std::string_view word;
    std::string_view zh;
    std::string_view en;
};
// What may stand in braces.
std::span<const TemplateWord> template_words();

// The words in braces of a text, in order; a brace without its partner gives what follows it.
std::vector<std::string_view> words_in(std::string_view text);

}  // namespace kc::pack
