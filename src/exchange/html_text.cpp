// SPDX-License-Identifier: Apache-2.0
#include "exchange/html_text.hpp"

#include <gumbo.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "exchange/clean_text.hpp"
#include "exchange/html_element.hpp"
#include "exchange/html_tree.hpp"
#include "exchange/line_builder.hpp"
#include "exchange/refusals.hpp"
#include "exchange/table.hpp"

namespace kc::exchange {
namespace {

constexpr std::size_t kMetaContentBytesMax = 8 * 1024;

// What an element hands down to everything inside it.
struct Inherited {
    std::uint8_t heading_level = 0;
    bool is_bold = false;
    bool is_item = false;
    bool is_verbatim = false;
};

struct Frame {
    const GumboNode* node;
    unsigned next_child;
    Inherited inherited;
};

struct OpenList {
    const GumboNode* node;
    ListLabels labels;
};

struct OpenTable {
    Table table = {};
    Lines cell_lines = {};
    bool in_cell = false;
    bool in_head = false;
};

// Walks the tree with a stack of its own: a hostile page is as deep as it likes, and the C++ stack
// is not.
class HtmlReader {
public:
    HtmlReader(Lines& out, DocumentText& document, const ExtractLimits& limits)
        : out_(out), document_(document), limits_(limits) {}

    void read(const GumboNode* root) {
        push(root, {});
        while (!frames_.empty()) {
            Frame& top = frames_.back();
            const GumboVector& children = top.node->v.element.children;
            if (top.next_child < children.length) {
                const auto* child = static_cast<const GumboNode*>(children.data[top.next_child++]);
                visit(child, top.inherited);
            } else {
                const GumboNode* done = top.node;
                frames_.pop_back();
                leave(done);
            }
        }
        line_.flush(out());
    }

private:
    Lines& out() {
        return !tables_.empty() && tables_.back()->in_cell ? tables_.back()->cell_lines : out_;
    }

    void push(const GumboNode* node, Inherited inherited) {
        frames_.push_back({node, 0, inherited});
    }

    void visit(const GumboNode* node, Inherited inherited) {
        switch (node->type) {
            case GUMBO_NODE_ELEMENT: enter(node, inherited); break;
            case GUMBO_NODE_TEXT:
            case GUMBO_NODE_CDATA:
            case GUMBO_NODE_WHITESPACE: add_text(node->v.text.text, inherited); break;
            default: break;  // comments, templates
        }
    }

    void add_text(std::string_view text, const Inherited& inherited) {
        LineStyle& style = line_.style;
        if (line_.is_empty()) {
            style = {};
            style.heading_level = inherited.heading_level;
            style.list_item = inherited.is_item;
        }
        if (inherited.is_verbatim) {
            add_preformatted(text, inherited.is_bold);
        } else {
            line_.add(text, inherited.is_bold);
        }
    }

    void add_preformatted(std::string_view text, bool is_bold) {
        for (;;) {
            const std::size_t end = text.find('\n');
            line_.add_verbatim(text.substr(0, end), is_bold);
            if (end == std::string_view::npos) return;
            line_.flush(out());
            text.remove_prefix(end + 1);
        }
    }

    void enter(const GumboNode* node, Inherited inherited) {
        const GumboElement& element = node->v.element;
        if (element.tag == GUMBO_TAG_HEAD) return read_head(element);
        if (is_skipped(element)) return;
        if (is_block(element.tag)) line_.flush(out());
        if (const int level = heading_level(element.tag)) {
            inherited.heading_level = static_cast<std::uint8_t>(level);
        }
        inherited.is_bold = is_bold(element, inherited.is_bold);
        switch (element.tag) {
            case GUMBO_TAG_BR: line_.flush(out()); break;
            case GUMBO_TAG_PRE: inherited.is_verbatim = true; break;
            case GUMBO_TAG_OL:
            case GUMBO_TAG_UL: lists_.push_back({node, ListLabels(element)}); break;
            case GUMBO_TAG_LI:
                inherited.is_item = true;
                if (!lists_.empty()) line_.set_label(lists_.back().labels.next(element), true);
                break;
            case GUMBO_TAG_TABLE: begin_table(); break;
            case GUMBO_TAG_THEAD:
                if (!tables_.empty()) tables_.back()->in_head = true;
                break;
            case GUMBO_TAG_TR: begin_row(); break;
            case GUMBO_TAG_TD:
            case GUMBO_TAG_TH:
                begin_cell(element);
                // A cell starts afresh: no heading or list around the table reaches into it.
                inherited.heading_level = 0;
                inherited.is_item = false;
                break;
            default: break;
        }
        push(node, inherited);
    }

    void leave(const GumboNode* node) {
        const GumboElement& element = node->v.element;
        if (is_block(element.tag)) line_.flush(out());
        switch (element.tag) {
            case GUMBO_TAG_OL:
            case GUMBO_TAG_UL:
                if (!lists_.empty() && lists_.back().node == node) lists_.pop_back();
                break;
            case GUMBO_TAG_LI: line_.set_label({}, true); break;
            case GUMBO_TAG_THEAD:
                if (!tables_.empty()) tables_.back()->in_head = false;
                break;
            case GUMBO_TAG_TD:
            case GUMBO_TAG_TH: end_cell(); break;
            case GUMBO_TAG_TABLE: end_table(); break;
            default: break;
        }
    }

    void begin_table() {
        tables_.push_back(std::make_unique<OpenTable>());
        tables_.back()->table.number = ++tables_seen_;
    }

    void begin_row() {
        if (tables_.empty()) return;
        OpenTable& open = *tables_.back();
        open.table.rows.emplace_back().is_header = open.in_head;
    }

    void begin_cell(const GumboElement& element) {
        if (tables_.empty()) return;
        OpenTable& open = *tables_.back();
        if (open.table.rows.empty()) begin_row();
        TableCell cell;
        cell.column_span = span_attribute(element, "colspan", kTableColumnsMax);
        cell.row_span = span_attribute(element, "rowspan", kRowSpanMax);
        cell.is_header = element.tag == GUMBO_TAG_TH;
        open.table.rows.back().cells.push_back(std::move(cell));
        open.in_cell = true;
    }

    void end_cell() {
        if (tables_.empty() || !tables_.back()->in_cell) return;
        OpenTable& open = *tables_.back();
        open.table.rows.back().cells.back().lines = std::exchange(open.cell_lines, {});
        open.in_cell = false;
    }

    void end_table() {
        if (tables_.empty()) return;
        Table table = std::move(tables_.back()->table);
        tables_.pop_back();
        for (TableRow& row : table.rows) {
            row.is_header |= !row.cells.empty() &&
                             std::all_of(row.cells.begin(), row.cells.end(),
                                         [](const TableCell& cell) { return cell.is_header; });
        }
        append_table(out(), std::move(table));
    }

    void read_head(const GumboElement& head) {
        for (unsigned i = 0; i < head.children.length; ++i) {
            const auto* child = static_cast<const GumboNode*>(head.children.data[i]);
            if (child->type == GUMBO_NODE_ELEMENT) read_head_element(child->v.element);
        }
    }

    void read_head_element(const GumboElement& element) {
        if (element.tag == GUMBO_TAG_TITLE) {
            for (unsigned i = 0; i < element.children.length; ++i) {
                const auto* child = static_cast<const GumboNode*>(element.children.data[i]);
                if (child->type == GUMBO_NODE_TEXT) add_metadata("title", child->v.text.text);
            }
        } else if (element.tag == GUMBO_TAG_META) {
            std::string_view name = attribute(element, "name");
            if (name.empty()) name = attribute(element, "property");
            if (!name.empty()) add_metadata(name, attribute(element, "content"));
        }
    }

    void add_metadata(std::string_view name, std::string_view content) {
        std::string value = clean_line(content);
        if (document_.metadata.size() >= limits_.metadata_entries_max || value.empty() ||
            value.size() > kMetaContentBytesMax || name.size() > kMetaContentBytesMax) {
            return;
        }
        document_.metadata.emplace_back(clean_line(name), std::move(value));
    }

    Lines& out_;
    DocumentText& document_;
    const ExtractLimits& limits_;
    LineBuilder line_ = {};
    std::vector<Frame> frames_ = {};
    std::vector<OpenList> lists_ = {};
    std::vector<std::unique_ptr<OpenTable>> tables_ = {};
    std::uint32_t tables_seen_ = 0;
};

}  // namespace

Result<DocumentText> html_to_text(std::string_view utf8, const ExtractLimits& limits) {
    const Result<HtmlTree> tree = HtmlTree::parse(utf8, limits);
    if (!tree) return unexpected(tree.error());
    DocumentText document;
    document.lines_are_paragraphs = true;
    Lines lines;
    HtmlReader(lines, document, limits).read(tree->output().root);
    if (lines.empty()) {
        return unexpected(
            no_text("网页", "the page")
                .hint("正文可能是图片或由脚本生成；在浏览器中打开后把正文复制到 .txt 文件",
                      "the text may be a picture or made by a script; open the page in a "
                      "browser and copy the text into a .txt file"));
    }
    if (!join_lines(lines, limits.text_bytes_max, document)) {
        return unexpected(too_much_text(limits.text_bytes_max));
    }
    return document;
}

}  // namespace kc::exchange
