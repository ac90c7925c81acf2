// SPDX-License-Identifier: Apache-2.0
#include "exchange/pdf_layout.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "exchange/clean_text.hpp"
#include "exchange/pdf_table.hpp"

namespace kc::exchange {
namespace {

// Words whose middles are closer than this part of their height stand on one line. Cells that are
// centred against each other are half a line apart and must not be taken together.
constexpr double kSameLine = 0.35;
// Gaps in parts of the word height: between words, between columns, a first-line indent.
constexpr double kWordGap = 0.12;
constexpr double kColumnGap = 0.5;
constexpr double kColumnGapLatin = 0.9;  // where blanks part words and are stretched
constexpr double kIndent = 1.0;
// A line that ends within this of the right margin may run on.
constexpr double kRightSlack = 1.6;
// Lines of one paragraph are not further apart than this part of their height.
constexpr double kParagraphPitch = 2.4;

double middle(const PdfWord& word) {
    return (word.top + word.bottom) / 2;
}
double height(const PdfWord& word) {
    return word.bottom - word.top;
}

// Reading order would interleave columns here, so only the places count.
std::vector<std::vector<PdfWord>> group_lines(std::vector<PdfWord> words) {
    std::sort(words.begin(), words.end(), [](const PdfWord& a, const PdfWord& b) {
        return std::tuple(middle(a), a.left, a.text) < std::tuple(middle(b), b.left, b.text);
    });
    std::vector<std::vector<PdfWord>> lines;
    for (const PdfWord& word : words) {
        const bool same =
            !lines.empty() && middle(word) - middle(lines.back().front()) <
                                  kSameLine * std::min(height(word), height(lines.back().front()));
        if (!same) lines.emplace_back();
        lines.back().push_back(word);
    }
    for (std::vector<PdfWord>& line : lines) {
        std::sort(line.begin(), line.end(), [](const PdfWord& a, const PdfWord& b) {
            return std::tie(a.left, a.text) < std::tie(b.left, b.text);
        });
    }
    return lines;
}

bool ends_in_ascii(std::string_view text) {
    return !text.empty() && static_cast<unsigned char>(text.back()) < 0x80;
}

bool begins_in_ascii(std::string_view text) {
    return !text.empty() && static_cast<unsigned char>(text.front()) < 0x80;
}

// A blank between words is written where one of them is not Chinese.
bool needs_blank(std::string_view before, std::string_view after, double gap, double size) {
    return gap > kWordGap * size && (ends_in_ascii(before) || begins_in_ascii(after));
}

// A title is often set with blanks between its characters; those are no columns.
bool is_letter_spaced(const std::vector<PdfWord>& line) {
    constexpr std::size_t kFewestCharacters = 4;
    constexpr std::size_t kCharacterBytes = 3;
    return line.size() >= kFewestCharacters &&
           std::all_of(line.begin(), line.end(), [](const PdfWord& word) {
               return word.text.size() <= kCharacterBytes && begins_wide(word.text);
           });
}

bool is_column_gap(const PdfSegment& before, const PdfWord& word, std::string_view text) {
    const bool latin = ends_in_ascii(before.text) && begins_in_ascii(text);
    return word.left - before.right > (latin ? kColumnGapLatin : kColumnGap) * height(word);
}

PdfLine make_line(const std::vector<PdfWord>& words) {
    PdfLine line;
    const bool letter_spaced = is_letter_spaced(words);
    for (const PdfWord& word : words) {
        std::string text = clean_piece(word.text);
        if (is_blank(text)) continue;
        if (line.segments.empty() ||
            (!letter_spaced && is_column_gap(line.segments.back(), word, text))) {
            line.segments.push_back(
                {word.left, word.right, word.top, word.bottom, std::move(text)});
            continue;
        }
        PdfSegment& segment = line.segments.back();
        if (needs_blank(segment.text, text, word.left - segment.right, height(word))) {
            segment.text += ' ';
        }
        segment.text += text;
        segment.right = std::max(segment.right, word.right);
        segment.top = std::min(segment.top, word.top);
        segment.bottom = std::max(segment.bottom, word.bottom);
    }
    if (line.segments.empty()) return line;
    line.top = line.segments.front().top;
    for (const PdfSegment& segment : line.segments) line.top = std::min(line.top, segment.top);
    return line;
}

struct Margins {
    double left = 0;
    double right = 0;
};

// Of the running text: lines in one piece.
Margins find_margins(const std::vector<PdfLine>& lines) {
    Margins margins{1e9, -1e9};
    for (const PdfLine& line : lines) {
        if (line.segments.size() != 1) continue;
        margins.left = std::min(margins.left, line.segments.front().left);
        margins.right = std::max(margins.right, line.segments.front().right);
    }
    return margins;
}

// "一、", "（二）", "3.", "第四章": such a line begins something, however full the one before is.
bool begins_item(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    if (i > 0) {
        const std::string_view rest = text.substr(i);
        return i <= 2 &&
               (rest.starts_with("、") || rest.starts_with("．") ||
                (rest.starts_with(".") && (rest.size() < 2 || rest[1] < '0' || rest[1] > '9')));
    }
    for (const std::string_view mark :
         {"第", "（", "(", "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"}) {
        if (text.starts_with(mark)) {
            return !mark.starts_with("第") ||
                   text.substr(0, 24).find("章") != std::string_view::npos;
        }
    }
    for (const std::string_view digit :
         {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}) {
        if (text.starts_with(digit)) return text.substr(0, 12).find("、") != std::string_view::npos;
    }
    return false;
}

bool runs_on(const PdfLine& before, const PdfLine& after, const Margins& margins) {
    const PdfSegment& upper = before.segments.front();
    const PdfSegment& lower = after.segments.front();
    const double size = std::min(upper.bottom - upper.top, lower.bottom - lower.top);
    const double larger = std::max(upper.bottom - upper.top, lower.bottom - lower.top);
    return larger < 1.2 * size && lower.top - upper.top < kParagraphPitch * size &&
           upper.right > margins.right - kRightSlack * size &&
           lower.left < margins.left + kIndent * size && !begins_item(lower.text);
}

std::string join_segments(const PdfLine& line) {
    std::string text;
    for (const PdfSegment& segment : line.segments) {
        if (!text.empty()) text += "  ";
        text += segment.text;
    }
    return text;
}

}  // namespace

void lay_out_page(std::vector<PdfWord> words, std::uint32_t& tables_seen, Lines& out) {
    std::vector<PdfLine> lines;
    for (const std::vector<PdfWord>& group : group_lines(std::move(words))) {
        PdfLine line = make_line(group);
        if (!line.segments.empty()) lines.push_back(std::move(line));
    }
    const Margins margins = find_margins(lines);
    const PdfLine* before = nullptr;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (const std::size_t end = find_table_end(lines, i); end > i) {
            append_pdf_table(std::span(lines).subspan(i, end - i), ++tables_seen, out);
            i = end - 1;
            before = nullptr;
            continue;
        }
        PdfLine& line = lines[i];
        std::string text = join_segments(line);
        if (before != nullptr && line.segments.size() == 1 && runs_on(*before, line, margins)) {
            const std::string& upper = out.back().text;
            if (ends_in_ascii(upper) && begins_in_ascii(text)) out.back().text += ' ';
            out.back().text += text;
        } else {
            out.push_back({std::move(text), {}, {}});
        }
        before = line.segments.size() == 1 ? &line : nullptr;
    }
}

}  // namespace kc::exchange
