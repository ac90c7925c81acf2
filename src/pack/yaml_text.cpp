// SPDX-License-Identifier: Apache-2.0
#include "pack/yaml_text.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "pack/scalar_style.hpp"

namespace kc::pack {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kMaxFlowCharacters = 72;

class Emitter {
public:
    explicit Emitter(std::string& out) : out_(out) {}

    // A block value, the cursor being at the start of a line whose indent is still to be written.
    void block(const Node& node, std::size_t indent) {
        switch (node.type) {
            case NodeType::map: map_entries(node, indent, false); break;
            case NodeType::sequence: list_entries(node, indent); break;
            case NodeType::scalar:
                pad(indent);
                scalar(node, indent + kIndent);
                break;
        }
    }

private:
    void pad(std::size_t indent) { out_.append(indent, ' '); }

    void map_entries(const Node& map, std::size_t indent, bool first_is_placed) {
        KC_CHECK(map.keys.size() == map.items.size());
        for (std::size_t i = 0; i < map.keys.size(); ++i) {
            if (i > 0 || !first_is_placed) pad(indent);
            out_ += bare(map.keys[i].text, {.is_text = true, .is_key = true});
            out_ += ':';
            after_colon(map.items[i], indent);
        }
    }

    void after_colon(const Node& value, std::size_t indent) {
        if (value.type == NodeType::scalar) {
            out_ += ' ';
            scalar(value, indent + kIndent);
        } else if (const std::string flow = as_flow(value); !flow.empty()) {
            out_ += ' ' + flow + '\n';
        } else {
            out_ += '\n';
            block(value, indent + kIndent);
        }
    }

    void list_entries(const Node& list, std::size_t indent) {
        // Long entries are easier to tell apart with room between them.
        const bool spaced = indent <= kIndent && list.items.size() > 1 &&
                            list.items[0].type == NodeType::map && list.items[0].keys.size() > 3;
        for (const Node& item : list.items) {
            if (spaced) out_ += '\n';
            pad(indent);
            out_ += "- ";
            if (item.type == NodeType::map && !item.keys.empty()) {
                map_entries(item, indent + kIndent, true);
            } else if (item.type == NodeType::scalar) {
                scalar(item, indent + kIndent);
            } else if (const std::string flow = as_flow(item); !flow.empty()) {
                out_ += flow + '\n';
            } else {
                // A list in a list begins on the line of its dash.
                std::string inner;
                Emitter(inner).block(item, indent + kIndent);
                out_ += inner.substr(inner.find_first_not_of("\n "));
            }
        }
    }

    void scalar(const Node& node, std::size_t indent) {
        if (style_for(node.text, {.is_text = node.quoted}) == ScalarStyle::literal) {
            literal(node.text, indent);
        } else {
            out_ += bare(node.text, {.is_text = node.quoted});
            out_ += '\n';
        }
    }

    void literal(std::string_view text, std::size_t indent) {
        out_ += text.ends_with('\n') ? "|\n" : "|-\n";
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            if (end > 0) {
                pad(indent);
                out_ += text.substr(0, end);
            }
            out_ += '\n';
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

    // A null is written as nothing at all: there is no text to write.
    static std::string bare(std::string_view text, ScalarContext context) {
        if (text.empty() && !context.is_text) return "~";
        return style_for(text, context) == ScalarStyle::plain ? std::string(text)
                                                              : double_quoted(text);
    }

    // "[a, b]" for short lists of scalars, and the only way to write empty ones; otherwise empty.
    static std::string as_flow(const Node& node) {
        if (node.items.empty()) return node.type == NodeType::map ? "{}" : "[]";
        if (node.type == NodeType::map) return {};
        std::string flow = "[";
        for (const Node& item : node.items) {
            if (item.type != NodeType::scalar) return {};
            if (flow.size() > 1) flow += ", ";
            flow += bare(item.text, {.is_text = item.quoted, .in_flow = true});
        }
        flow += ']';
        return base::count_code_points(flow) <= kMaxFlowCharacters ? flow : std::string{};
    }

    std::string& out_;
};

std::string commented(std::string_view comment) {
    std::string out;
    while (!comment.empty()) {
        const std::size_t end = std::min(comment.find('\n'), comment.size());
        out += end == 0 ? "#" : "# ";
        out += comment.substr(0, end);
        out += '\n';
        comment.remove_prefix(std::min(end + 1, comment.size()));
    }
    return out;
}

}  // namespace

std::string to_yaml(const Node& root, std::string_view comment) {
    std::string out = commented(comment);
    if (root.type != NodeType::scalar && root.items.empty()) {
        return out + (root.type == NodeType::map ? "{}\n" : "[]\n");
    }
    Emitter(out).block(root, 0);
    return out;
}

}  // namespace kc::pack
