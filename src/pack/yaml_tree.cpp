// SPDX-License-Identifier: Apache-2.0
#include "pack/yaml_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/utf8.hpp"
#include "pack/yaml_error.hpp"
#include "pack/yaml_events.hpp"

namespace kc::pack {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kSpansLines = "E-yaml-lines";
// Comparing a few keys pairwise is cheaper than hashing them; beyond this it is not.
constexpr std::size_t kKeysComparedPairwise = 16;

// The parser expands !!float to its full name.
std::string as_written(std::string_view tag) {
    constexpr std::string_view kExpanded = "tag:yaml.org,2002:";
    return tag.starts_with(kExpanded) ? fmt::format("!!{}", tag.substr(kExpanded.size()))
                                      : std::string(tag);
}

// `dropped` is in ascending order.
void drop_entries(Node& map, const std::vector<std::size_t>& dropped) {
    if (dropped.empty()) return;
    std::size_t kept = 0;
    for (std::size_t i = 0, next = 0; i < map.keys.size(); ++i) {
        if (next < dropped.size() && dropped[next] == i) {
            ++next;
            continue;
        }
        if (kept != i) {
            map.keys[kept] = std::move(map.keys[i]);
            map.items[kept] = std::move(map.items[i]);
        }
        ++kept;
    }
    map.keys.resize(kept);
    map.items.resize(kept);
}

// Builds the tree from the parser's events and keeps our own rules while doing so. It is a loop
// over an explicit stack, and stops at kMaxDepth, so no nesting can exhaust the machine's stack.
class TreeBuilder {
public:
    TreeBuilder(std::string_view text, Document& document, Diagnostics& found)
        : text_(text), events_(text), document_(document), found_(found) {}

    // False when there is no tree worth looking at.
    bool build() {
        Event event;
        while (events_.next(event)) {
            if (event.type == EventType::stream_end) return finish();
            if (!take(event)) return false;
        }
        ParserComplaint complaint = events_.complaint();
        complaint.problem_at.file = document_.file;
        complaint.context_at.file = document_.file;
        report_syntax_error(in_own_words(complaint, text_));
        return false;
    }

private:
    struct Open {
        Node* node;
        bool wants_key = false;
        std::unordered_map<std::string, std::int32_t> seen = {};
        std::vector<std::size_t> repeated = {};  // entries whose key was there before
    };

    Place at(const Event& event) const { return {document_.file, event.line, event.column}; }

    void report(Diagnostic diagnostic) {
        if (found_.size() < kMaxFindingsPerFile) found_.push_back(std::move(diagnostic));
    }

    // A bracket left open swallows the lines below it; they are not to blame.
    void report_syntax_error(Diagnostic diagnostic) {
        if (diagnostic.code == "E-yaml-bracket") {
            std::erase_if(found_, [&](const Diagnostic& earlier) {
                return earlier.code == kSpansLines && earlier.at.line >= diagnostic.at.line;
            });
        }
        found_.push_back(std::move(diagnostic));
    }

    bool finish() {
        // With holes where the aliases are, everything else that is said would be off the mark.
        if (has_alias_) return false;
        if (has_root_) return true;
        found_.push_back(
            Diagnostic{"E-empty-file", {document_.file}, "文件没有内容", "the file says nothing"}
                .hint("至少写 kind: 和 code:", "write at least kind: and code:"));
        return false;
    }

    bool take(Event& event) {
        switch (event.type) {
            case EventType::document_start: return take_document(event);
            case EventType::map_end:
            case EventType::sequence_end: close(); return true;
            case EventType::alias:
            case EventType::scalar:
            case EventType::map_start:
            case EventType::sequence_start: return take_value(event);
            case EventType::stream_end: break;
        }
        return true;
    }

    bool take_document(const Event& event) {
        if (event.has_directive) {
            report(Diagnostic{"E-directive", at(event), "不支持 % 开头的指令",
                              "directives (lines that begin with %) are not read"}
                       .hint("删去这一行", "remove the line"));
        }
        if (!has_root_) return true;
        report(Diagnostic{"E-documents", at(event), "一个文件只能有一个文档",
                          "a file holds one document only"}
                   .hint("删去这一行“---”，多个对象写在 objects: 下",
                         "remove this '---' and list several objects under objects:"));
        return false;
    }

    bool take_value(Event& event) {
        if (++nodes_ > kMaxNodes) {
            report(Diagnostic{"E-too-many-values", at(event),
                              fmt::format("一个文件最多 {} 个值", kMaxNodes),
                              fmt::format("a file holds at most {} values", kMaxNodes)}
                       .hint("拆成几个文件", "split it into several files"));
            return false;
        }
        refuse_sharing(event);
        if (!stack_.empty() && stack_.back().wants_key) return take_key(event);
        Node& node = place_for_value();
        node.line = event.line;
        node.column = event.column;
        return event.type == EventType::map_start || event.type == EventType::sequence_start
                   ? open(event, node)
                   : fill(event, node);
    }

    void refuse_sharing(const Event& event) {
        if (event.type == EventType::alias) {
            has_alias_ = true;
            report(Diagnostic{"E-alias", at(event), fmt::format("不支持别名 *{}", event.anchor),
                              fmt::format("the alias *{} is not read", event.anchor)}
                       .hint("把内容原样再写一遍", "write the content out again"));
        } else if (!event.anchor.empty()) {
            report(Diagnostic{"E-anchor", at(event), fmt::format("不支持锚点 &{}", event.anchor),
                              fmt::format("the anchor &{} is not read", event.anchor)}
                       .hint("删去它；以 & 开头的文字要加引号",
                             "remove it; text that begins with & needs quotes"));
        }
        if (!event.tag.empty()) {
            const std::string tag = as_written(event.tag);
            report(Diagnostic{"E-tag", at(event), fmt::format("不支持标签 {}", tag),
                              fmt::format("the tag {} is not read", tag)}
                       .hint("删去它；以 ! 开头的文字要加引号",
                             "remove it; text that begins with ! needs quotes"));
        }
    }

    bool take_key(Event& event) {
        if (event.type != EventType::scalar) {
            report(
                Diagnostic{"E-key", at(event), "键必须是一个词", "a key must be a plain word"}.hint(
                    "以 [ 或 { 开头的文字要加引号", "text that begins with [ or { needs quotes"));
            return false;
        }
        Open& map = stack_.back();
        check_key(event, map);
        map.node->keys.push_back({std::move(event.text), event.line, event.column});
        map.wants_key = false;
        return true;
    }

    void check_key(const Event& event, Open& map) {
        if (event.text.empty()) {
            report(
                Diagnostic{"E-key", at(event), "冒号前面没有键", "there is no key before the colon"}
                    .hint("写上键名", "write the name of the key"));
        } else if (event.text == "<<" && !event.quoted) {
            report(Diagnostic{"E-merge", at(event), "不支持合并键 <<", "merge keys << are not read"}
                       .hint("把要合并的内容原样写出", "write out what is to be merged"));
        }
        const std::int32_t earlier = line_of_first_use(event, map);
        if (earlier == 0) return;
        map.repeated.push_back(map.node->keys.size());
        report(Diagnostic{"E-duplicate-key", at(event),
                          fmt::format("键 {} 重复，第 {} 行已经有了", event.text, earlier),
                          fmt::format("the key '{}' is already on line {}", event.text, earlier)}
                   .hint("删去其中一个", "remove one of them"));
    }

    // 0 when the key is new in its map.
    static std::int32_t line_of_first_use(const Event& key, Open& map) {
        const std::vector<Key>& keys = map.node->keys;
        if (keys.size() < kKeysComparedPairwise) {
            const auto same = std::find_if(keys.begin(), keys.end(),
                                           [&](const Key& k) { return k.text == key.text; });
            return same == keys.end() ? 0 : same->line;
        }
        if (map.seen.empty()) {
            for (const Key& k : keys) map.seen.emplace(k.text, k.line);
        }
        const auto [same, is_new] = map.seen.emplace(key.text, key.line);
        return is_new ? 0 : same->second;
    }

    Node& place_for_value() {
        if (stack_.empty()) {
            has_root_ = true;
            return document_.root;
        }
        Open& parent = stack_.back();
        if (parent.node->type == NodeType::map) parent.wants_key = true;
        // Only the innermost open node grows, so pointers to the open ones stay good.
        return parent.node->items.emplace_back();
    }

    bool open(const Event& event, Node& node) {
        const bool is_map = event.type == EventType::map_start;
        node.type = is_map ? NodeType::map : NodeType::sequence;
        if (stack_.size() == kMaxDepth) {
            report(Diagnostic{"E-too-deep", at(event), fmt::format("嵌套超过 {} 层", kMaxDepth),
                              fmt::format("nested more than {} levels deep", kMaxDepth)}
                       .hint("检查括号是否成对", "check that brackets come in pairs"));
            return false;
        }
        stack_.push_back({&node, is_map});
        return true;
    }

    bool fill(Event& event, Node& node) {
        if (event.spans_lines) {
            // Mostly a slip: an entry or a key indented too far becomes part of the value above.
            report(Diagnostic{std::string(kSpansLines), at(event), "没有引号的值不能换行",
                              "a value without quotes ends with its line"}
                       .hint("检查下一行的缩进；多行文字用 | 或引号",
                             "check the indent of the next line; for long text use | or quotes"));
        }
        node.quoted = event.quoted;
        node.text = std::move(event.text);
        return true;
    }

    void close() {
        // The tree holds each key once, whatever the file says.
        drop_entries(*stack_.back().node, stack_.back().repeated);
        stack_.pop_back();
    }

    std::string_view text_;
    YamlEvents events_;
    Document& document_;
    Diagnostics& found_;
    std::vector<Open> stack_;
    std::size_t nodes_ = 0;
    bool has_root_ = false;
    bool has_alias_ = false;
};

Place place_of_byte(std::string_view text, std::size_t offset, const std::string& file) {
    const std::string_view before = text.substr(0, offset);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t start =
        before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const std::size_t column = 1 + base::count_code_points(before.substr(start));
    return {file, static_cast<std::int32_t>(line), static_cast<std::int32_t>(column)};
}

bool is_refused_control(unsigned char byte) {
    return (byte < 0x20 && byte != '\n' && byte != '\r') || byte == 0x7F;
}

std::size_t first_broken_byte(std::string_view text) {
    // Line by line: a line end never lies inside a character.
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        if (!base::is_valid_utf8(text.substr(start, end - start))) break;
        start = end + 1;
    }
    std::size_t good = start;
    while (good < text.size()) {
        std::size_t length = 1;
        while (length <= 4 && !base::is_valid_utf8(text.substr(good, length))) ++length;
        if (length > 4) break;
        good += length;
    }
    return good;
}

// What the parser would refuse in words of its own, or let pass although editors show it wrongly.
bool refuse_bytes(std::string_view text, const std::string& file, Diagnostics& found) {
    if (text.size() > kMaxFileBytes) {
        found.push_back(
            Diagnostic{"E-too-big",
                       {file},
                       fmt::format("文件超过 {} MiB", kMaxFileBytes >> 20),
                       fmt::format("the file is larger than {} MiB", kMaxFileBytes >> 20)}
                .hint("拆成几个文件", "split it into several files"));
        return true;
    }
    if (!base::is_valid_utf8(text)) {
        found.push_back(Diagnostic{"E-encoding", place_of_byte(text, first_broken_byte(text), file),
                                   "不是 UTF-8 编码", "this is not UTF-8"}
                            .hint("把文件另存为 UTF-8", "save the file as UTF-8"));
        return true;
    }
    const auto control = std::find_if(text.begin(), text.end(), [](char c) {
        return is_refused_control(static_cast<unsigned char>(c));
    });
    if (control == text.end()) return false;
    const Place at = place_of_byte(text, static_cast<std::size_t>(control - text.begin()), file);
    found.push_back(
        *control == '\t'
            ? Diagnostic{"E-tab", at, "不能用制表符（Tab）", "tab characters are not allowed"}.hint(
                  "改成空格；文字里的写 \"\\t\"", "use spaces; inside text write \"\\t\"")
            : Diagnostic{"E-control", at, "有看不见的控制字符",
                         "there is an invisible control character"}
                  .hint("删去它", "remove it"));
    return true;
}

}  // namespace

bool Node::is_null() const {
    if (type != NodeType::scalar || quoted) return false;
    return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

const Node* Node::find(std::string_view key) const {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i].text == key) return &items[i];
    }
    return nullptr;
}

const Key* Node::find_key(std::string_view key) const {
    for (const Key& k : keys) {
        if (k.text == key) return &k;
    }
    return nullptr;
}

bool same_content(const Node& a, const Node& b) {
    if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
    const auto same_key = [](const Key& x, const Key& y) { return x.text == y.text; };
    return a.type == b.type && a.text == b.text &&
           std::equal(a.keys.begin(), a.keys.end(), b.keys.begin(), b.keys.end(), same_key) &&
           std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_content);
}

std::shared_ptr<const Document> read_yaml(std::string_view text, std::string file,
                                          Diagnostics& found) {
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    if (refuse_bytes(text, file, found)) return nullptr;
    auto document = std::make_shared<Document>();
    document->file = std::move(file);
    if (!TreeBuilder(text, *document, found).build()) return nullptr;
    return document;
}

}  // namespace kc::pack
