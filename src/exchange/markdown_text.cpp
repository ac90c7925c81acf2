// SPDX-License-Identifier: Apache-2.0
#include "exchange/markdown_text.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "exchange/clean_text.hpp"
#include "exchange/lines.hpp"
#include "exchange/markdown_inline.hpp"
#include "exchange/refusals.hpp"
#include "exchange/table.hpp"

namespace kc::exchange {
namespace {

constexpr std::size_t kQuoteDepthMax = 16;

std::string_view trim(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool consists_of(std::string_view text, char c) {
    return !text.empty() && text.find_first_not_of(c) == std::string_view::npos;
}

// "---", "***", "- - -": a rule across the page.
bool is_rule(std::string_view line) {
    std::string marks(line);
    std::erase_if(marks, [](char c) { return c == ' ' || c == '\t'; });
    return marks.size() >= 3 &&
           (consists_of(marks, '-') || consists_of(marks, '*') || consists_of(marks, '_'));
}

// "|---|:--:|": the line under a table's header.
bool is_delimiter_row(std::string_view line) {
    line = trim(line);
    return line.find('-') != std::string_view::npos && line.find('|') != std::string_view::npos &&
           line.find_first_not_of("|-: \t") == std::string_view::npos;
}

bool is_fence(std::string_view line) {
    line = trim(line);
    return line.starts_with("```") || line.starts_with("~~~");
}

std::vector<std::string_view> split_cells(std::string_view line) {
    line = trim(line);
    if (line.starts_with('|')) line.remove_prefix(1);
    if (line.ends_with('|') && !line.ends_with("\\|")) line.remove_suffix(1);
    std::vector<std::string_view> cells;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= line.size(); ++i) {
        const bool is_border =
            i == line.size() || (line[i] == '|' && (i == 0 || line[i - 1] != '\\'));
        if (!is_border) continue;
        cells.push_back(trim(line.substr(begin, i - begin)));
        begin = i + 1;
    }
    return cells;
}

std::vector<std::string_view> split_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

class MarkdownReader {
public:
    MarkdownReader(std::string_view text, DocumentText& document, const ExtractLimits& limits)
        : source_(split_lines(text)), document_(document), limits_(limits) {}

    Lines read() {
        read_front_matter();
        while (at_ < source_.size()) read_block();
        return std::move(out_);
    }

private:
    void read_front_matter() {
        if (source_.empty() || source_[0] != "---") return;
        const auto end = std::find(source_.begin() + 1, source_.end(), "---");
        if (end == source_.end()) return;
        for (auto line = source_.begin() + 1; line != end; ++line) {
            const std::size_t colon = line->find(':');
            if (colon == std::string_view::npos || colon == 0) continue;
            if (document_.metadata.size() >= limits_.metadata_entries_max) break;
            document_.metadata.emplace_back(clean_line(line->substr(0, colon)),
                                            clean_line(line->substr(colon + 1)));
        }
        at_ = static_cast<std::size_t>(end - source_.begin()) + 1;
    }

    void read_block() {
        const std::string_view line = source_[at_];
        if (is_fence(line)) {
            read_fenced();
        } else if (line.find('|') != std::string_view::npos && at_ + 1 < source_.size() &&
                   is_delimiter_row(source_[at_ + 1])) {
            read_table();
        } else if (read_comment(line)) {
            return;
        } else if (is_rule(line)) {
            ++at_;
        } else {
            read_text_line(line);
        }
    }

    // Code is text as it stands; only the fences go.
    void read_fenced() {
        const std::string_view fence = trim(source_[at_]).substr(0, 3);
        ++at_;
        while (at_ < source_.size() && !trim(source_[at_]).starts_with(fence)) {
            out_.push_back({std::string(source_[at_++]), {}, {}});
        }
        ++at_;
    }

    void read_table() {
        Table table;
        table.number = ++tables_seen_;
        for (; at_ < source_.size(); ++at_) {
            const std::string_view line = source_[at_];
            if (line.find('|') == std::string_view::npos) break;
            if (is_delimiter_row(line)) continue;
            TableRow& row = table.rows.emplace_back();
            row.is_header = table.rows.size() == 1;
            for (const std::string_view cell : split_cells(line)) {
                TableCell& added = row.cells.emplace_back();
                std::string text = strip_inline_marks(cell).text;
                if (!is_blank(text)) added.lines.push_back({std::move(text), {}, {}});
            }
        }
        append_table(out_, std::move(table));
    }

    // A comment that stands alone, over however many lines.
    bool read_comment(std::string_view line) {
        if (!trim(line).starts_with("<!--")) return false;
        const std::size_t end = find_comment_end();
        if (end == source_.size() || !trim(source_[end]).ends_with("-->")) return false;
        at_ = end + 1;
        return true;
    }

    // The first line from here on that ends a comment. Remembered, because a file of nothing but
    // comment starts would else be searched to its end for each of them.
    std::size_t find_comment_end() {
        if (!comment_end_ || at_ > *comment_end_) {
            std::size_t end = at_;
            while (end < source_.size() && source_[end].find("-->") == std::string_view::npos)
                ++end;
            comment_end_ = end;
        }
        return *comment_end_;
    }

    void read_text_line(std::string_view line) {
        LineStyle style;
        line = take_quotation(line);
        if (const int level = underlined_level(line)) {
            style.heading_level = static_cast<std::uint8_t>(level);
            ++at_;
        } else if (const auto heading = take_heading(line)) {
            style.heading_level = heading->level;
            line = heading->text;
        } else if (const auto item = take_item(line)) {
            style.list_item = true;
            line = *item;
        }
        ++at_;
        PlainInline plain = strip_inline_marks(line);
        if (is_blank(plain.text)) plain = {};
        style.bold_lead = static_cast<std::uint32_t>(plain.bold_lead);
        out_.push_back({std::move(plain.text), style, {}});
    }

    static std::string_view take_quotation(std::string_view line) {
        for (std::size_t depth = 0; depth < kQuoteDepthMax; ++depth) {
            const std::string_view inner = trim(line);
            if (!inner.starts_with('>')) break;
            line = inner.substr(1);
            if (line.starts_with(' ')) line.remove_prefix(1);
        }
        return line;
    }

    // A line of "=" or "-" below makes this one a heading.
    int underlined_level(std::string_view line) const {
        if (is_blank(line) || at_ + 1 >= source_.size() || take_item(line)) return 0;
        const std::string_view below = trim(source_[at_ + 1]);
        if (below.size() >= 2 && consists_of(below, '=')) return 1;
        if (below.size() >= 2 && consists_of(below, '-')) return 2;
        return 0;
    }

    struct Heading {
        std::uint8_t level;
        std::string_view text;
    };

    static std::optional<Heading> take_heading(std::string_view line) {
        line = trim(line);
        std::size_t level = 0;
        while (level < line.size() && line[level] == '#') ++level;
        if (level == 0 || level > 6) return std::nullopt;
        // "##一、目标" without the blank is common in Chinese and cannot be anything else.
        const std::string_view rest = line.substr(level);
        if (!rest.empty() && rest[0] != ' ' && !begins_wide(rest)) return std::nullopt;
        std::string_view text = trim(line.substr(level));
        const std::size_t last = text.find_last_not_of('#');
        if (last != std::string_view::npos && last + 1 < text.size() && text[last] == ' ') {
            text = trim(text.substr(0, last));
        }
        return Heading{static_cast<std::uint8_t>(level), text};
    }

    // A bullet goes, because no reader sees "-" but a dot; a number stays, because it is read.
    static std::optional<std::string_view> take_item(std::string_view line) {
        const std::string_view inner = trim(line);
        if (inner.size() > 2 && (inner[0] == '-' || inner[0] == '*' || inner[0] == '+') &&
            inner[1] == ' ') {
            std::string_view text = trim(inner.substr(2));
            for (const std::string_view box : {"[ ] ", "[x] ", "[X] "}) {
                if (text.starts_with(box)) text.remove_prefix(box.size());
            }
            return text;
        }
        std::size_t digits = 0;
        while (digits < inner.size() && inner[digits] >= '0' && inner[digits] <= '9') ++digits;
        if (digits > 0 && digits <= 9 && digits + 1 < inner.size() &&
            (inner[digits] == '.' || inner[digits] == ')') && inner[digits + 1] == ' ') {
            return inner;
        }
        return std::nullopt;
    }

    std::vector<std::string_view> source_;
    std::size_t at_ = 0;
    std::optional<std::size_t> comment_end_ = {};
    DocumentText& document_;
    const ExtractLimits& limits_;
    Lines out_ = {};
    std::uint32_t tables_seen_ = 0;
};

}  // namespace

Result<DocumentText> markdown_to_text(std::string_view utf8, const ExtractLimits& limits) {
    DocumentText document;
    const Lines lines = MarkdownReader(utf8, document, limits).read();
    if (!join_lines(lines, limits.text_bytes_max, document)) {
        return unexpected(too_much_text(limits.text_bytes_max));
    }
    if (is_blank(document.text)) return unexpected(no_text("文档", "the document"));
    return document;
}

}  // namespace kc::exchange
