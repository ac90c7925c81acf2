// SPDX-License-Identifier: Apache-2.0
#include "exchange/xlsx_book.hpp"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <map>
#include <utility>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "exchange/table_refusals.hpp"
#include "exchange/xlsx_xml.hpp"

namespace kc::exchange {
namespace {

// Part names in relationships are relative to the folder of the part that has them.
std::string resolved(std::string_view folder, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    std::string path(folder);
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        if (path.ends_with('/')) path.pop_back();
        path.erase(path.rfind('/') + 1);  // npos + 1 is 0
    }
    if (target.starts_with("./")) target.remove_prefix(2);
    return path + std::string(target);
}

struct Relation {
    std::string type = {};  // the last word of the address
    std::string part = {};
};

class Relations final : public XmlHandler {
public:
    explicit Relations(std::string folder) : folder_(std::move(folder)) {}

    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name != "Relationship" || attributes.get("TargetMode") == "External") return;
        const std::string_view type = attributes.get("Type");
        by_id[std::string(attributes.get("Id"))] = {std::string(type.substr(type.rfind('/') + 1)),
                                                    resolved(folder_, attributes.get("Target"))};
    }
    void end(std::string_view) override {}

    [[nodiscard]] std::string part_of_type(std::string_view type) const {
        for (const auto& [id, relation] : by_id) {
            if (relation.type == type) return relation.part;
        }
        return {};
    }

    std::map<std::string, Relation> by_id = {};

private:
    std::string folder_;
};

class BookHandler final : public XmlHandler {
public:
    struct Entry {
        SheetInfo info = {};
        std::string relation = {};
    };

    explicit BookHandler(std::size_t sheets_max) : sheets_max_(sheets_max) {}

    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "workbookPr") {
            is_1904 = attributes.is_on("date1904");
        } else if (name == "sheet") {
            if (sheets.size() == sheets_max_) {
                failure = table_too_large("工作表", "sheets", sheets_max_);
                return;
            }
            const std::string_view state = attributes.get("state");
            sheets.push_back(
                {{std::string(attributes.get("name")), state == "hidden" || state == "veryHidden"},
                 std::string(attributes.get("id"))});
        }
    }
    void end(std::string_view) override {}

    std::vector<Entry> sheets = {};
    bool is_1904 = false;

private:
    std::size_t sheets_max_;
};

class TextsHandler final : public XmlHandler {
public:
    TextsHandler(SharedTexts& texts, const TableLimits& limits) : texts_(texts), limits_(limits) {}

    void start(std::string_view name, const XmlAttributes&) override {
        if (name == "si") text_.clear();
        if (name == "rPh") in_reading_ = true;  // how a name is pronounced; not part of it
        if (name == "t") in_text_ = true;
    }
    void end(std::string_view name) override {
        if (name == "t") in_text_ = false;
        if (name == "rPh") in_reading_ = false;
        if (name != "si") return;
        if (texts_.size() == limits_.shared_texts_max) {
            failure = table_too_large("不同的文字", "texts", limits_.shared_texts_max);
            return;
        }
        texts_.add(without_xlsx_escapes(text_));
        if (texts_.bytes() > limits_.shared_text_bytes_max)
            failure = table_too_large("文字的字节", "bytes of text", limits_.shared_text_bytes_max);
    }
    void text(std::string_view piece) override {
        if (!in_text_ || in_reading_) return;
        if (text_.size() + piece.size() > limits_.cell_bytes_max) {
            failure =
                table_too_large("一个单元格的字节", "bytes in one cell", limits_.cell_bytes_max);
            return;
        }
        text_ += piece;
    }

private:
    SharedTexts& texts_;
    const TableLimits& limits_;
    std::string text_ = {};
    bool in_text_ = false;
    bool in_reading_ = false;
};

// Formats that files name by number alone. 27 to 36 and 50 to 58 are the dates of Chinese Excel.
NumberLook look_of_builtin(std::uint32_t id) {
    using Kind = NumberLook::Kind;
    if (id == 9 || id == 10) return {.kind = Kind::percent};
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
        id == 57 || id == 58) {
        return {.kind = Kind::date};
    }
    if (id == 22) return {.kind = Kind::date_time};
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 ||
        id == 56) {
        return {.kind = Kind::time};
    }
    return {};
}

std::uint32_t number_of(std::string_view text) {
    std::uint32_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

class StylesHandler final : public XmlHandler {
public:
    StylesHandler(std::vector<NumberLook>& looks, std::size_t styles_max)
        : looks_(looks), styles_max_(styles_max) {}

    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "numFmt" && formats_.size() < styles_max_)
            formats_[number_of(attributes.get("numFmtId"))] =
                look_of_format(attributes.get("formatCode"));
        if (name == "cellXfs") in_cells_ = true;
        if (name != "xf" || !in_cells_) return;
        if (looks_.size() == styles_max_) {
            failure = table_too_large("单元格格式", "cell formats", styles_max_);
            return;
        }
        const std::uint32_t id = number_of(attributes.get("numFmtId"));
        const auto own = formats_.find(id);
        looks_.push_back(own != formats_.end() ? own->second : look_of_builtin(id));
    }
    void end(std::string_view name) override {
        if (name == "cellXfs") in_cells_ = false;
    }

private:
    std::vector<NumberLook>& looks_;
    std::size_t styles_max_;
    std::map<std::uint32_t, NumberLook> formats_ = {};
    bool in_cells_ = false;
};

// The first section of a format, without what is shown as it stands: "…", \x, [red], _x, *x.
std::string bare_format(std::string_view code) {
    std::string bare;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = code[i];
        if (c == '"' || c == '[') {
            const std::size_t end = code.find(c == '"' ? '"' : ']', i + 1);
            if (end == std::string_view::npos) break;
            // [h]:mm counts hours beyond a day; every other bracket is a colour, locale or test.
            const std::string_view inside = code.substr(i + 1, end - i - 1);
            if (c == '[' && !inside.empty() &&
                inside.find_first_not_of("hmsHMS") == std::string_view::npos) {
                bare += "h:";
            }
            i = end;
        } else if (c == '\\' || c == '_' || c == '*' || c == '!') {
            ++i;
        } else {
            bare += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    return bare;
}

bool has_any(std::string_view text, std::string_view letters) {
    return text.find_first_of(letters) != std::string_view::npos;
}

}  // namespace

NumberLook look_of_format(std::string_view code) {
    using Kind = NumberLook::Kind;
    const std::string bare = bare_format(code);
    NumberLook look;
    const bool has_day =
        has_any(bare, "yd") || (bare.find('m') != std::string::npos && !has_any(bare, "hs"));
    const bool has_time = has_any(bare, "hs");
    if (has_day) {
        look.kind = has_time ? Kind::date_time : Kind::date;
    } else if (has_time) {
        look.kind = Kind::time;
    } else if (bare.find('%') != std::string::npos) {
        look.kind = Kind::percent;
    } else if (const std::size_t last = bare.find_last_of("0#?"); last != std::string::npos) {
        look.is_scaled = bare.substr(last + 1).starts_with(',');
        if (bare.size() > 1 && bare.size() <= 32 &&
            bare.find_first_not_of('0') == std::string::npos) {
            look.zero_width = static_cast<std::uint8_t>(bare.size());
        }
    }
    return look;
}

void SharedTexts::add(std::string_view text) {
    KC_CHECK(bytes_.size() + text.size() <= std::numeric_limits<std::uint32_t>::max());
    bytes_ += text;
    ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
}

std::string_view SharedTexts::at(std::size_t index) const {
    KC_CHECK(index < ends_.size());
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(bytes_).substr(begin, ends_[index] - begin);
}

std::string without_xlsx_escapes(std::string_view text) {
    constexpr std::size_t kEscapeLength = 7;  // _x000D_
    std::string out;
    std::size_t at = 0;
    for (;;) {
        const std::size_t mark = text.find("_x", at);
        if (mark == std::string_view::npos) return out += text.substr(at);
        const std::string_view escape = text.substr(mark, kEscapeLength);
        std::uint32_t code = 0;
        const char* begin = escape.data() + 2;
        const bool is_escape = escape.size() == kEscapeLength && escape.back() == '_' &&
                               std::from_chars(begin, begin + 4, code, 16).ptr == begin + 4;
        out += text.substr(at, mark - at);
        if (!is_escape) {
            out += "_x";
            at = mark + 2;
            continue;
        }
        base::append_utf8(out, code == 0 ? base::kReplacementCharacter : char32_t{code});
        at = mark + kEscapeLength;
    }
}

Result<XlsxBook> read_xlsx_book(const XlsxPackage& package) {
    const TableLimits& limits = package.limits();
    std::string main = "xl/workbook.xml";
    if (package.has("_rels/.rels")) {
        Relations relations("");
        auto read = read_xml(package, "_rels/.rels", limits.small_part_bytes_max, relations);
        if (!read) return unexpected(read.error());
        const std::string stated = relations.part_of_type("officeDocument");
        if (!stated.empty() && package.has(stated)) main = stated;
    }
    const std::size_t slash = main.rfind('/') + 1;  // npos + 1 is 0
    const std::string folder = main.substr(0, slash);
    Relations relations(folder);
    const std::string relations_part = folder + "_rels/" + main.substr(slash) + ".rels";
    BookHandler handler(limits.sheets_max);
    auto read = read_xml(package, main, limits.small_part_bytes_max, handler);
    if (read) read = read_xml(package, relations_part, limits.small_part_bytes_max, relations);
    if (!read) return unexpected(read.error());

    XlsxBook book;
    book.is_1904 = handler.is_1904;
    for (BookHandler::Entry& entry : handler.sheets) {
        const auto relation = relations.by_id.find(entry.relation);
        if (relation == relations.by_id.end())
            return unexpected(broken_workbook(fmt::format("找不到工作表“{}”", entry.info.name),
                                              fmt::format("no sheet '{}'", entry.info.name)));
        if (relation->second.type == "worksheet")
            book.sheets.push_back({std::move(entry.info), relation->second.part});
    }
    if (book.sheets.empty())
        return unexpected(broken_workbook("没有工作表", "it has no worksheet"));
    const std::string styles = relations.part_of_type("styles");
    if (!styles.empty() && package.has(styles)) {
        StylesHandler styles_handler(book.looks, limits.styles_max);
        read = read_xml(package, styles, limits.small_part_bytes_max, styles_handler);
    }
    const std::string texts = relations.part_of_type("sharedStrings");
    if (read && !texts.empty() && package.has(texts)) {
        TextsHandler texts_handler(book.texts, limits);
        read = read_xml(package, texts, limits.part_bytes_max, texts_handler);
    }
    if (!read) return unexpected(read.error());
    return book;
}

}  // namespace kc::exchange
