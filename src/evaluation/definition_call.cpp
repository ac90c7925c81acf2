// SPDX-License-Identifier: Apache-2.0
#include "evaluation/definition_call.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kc::evaluation {
namespace {

struct HiddenSign {
    char sign;
    std::string_view hidden;  // one character of Unicode's private area
};
constexpr std::array kHidden = {
    HiddenSign{',', "\uF8A0"}, HiddenSign{':', "\uF8A1"}, HiddenSign{'[', "\uF8A2"},
    HiddenSign{']', "\uF8A3"}, HiddenSign{'{', "\uF8A4"}, HiddenSign{'}', "\uF8A5"},
    HiddenSign{'#', "\uF8A6"},
};

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// The position after the bracket that closes the one at `open`; `open` when none does on this line.
std::size_t end_of_brackets(std::string_view text, std::size_t open) {
    int depth = 0;
    for (std::size_t at = open; at < text.size() && text[at] != '\n'; ++at) {
        if (text[at] == '(') ++depth;
        if (text[at] == ')' && --depth == 0) return at + 1;
    }
    return open;
}

void append_hidden(std::string& out, std::string_view brackets) {
    for (const char c : brackets) {
        const auto* hidden = std::find_if(kHidden.begin(), kHidden.end(),
                                          [&](const auto& h) { return h.sign == c; });
        if (hidden == kHidden.end()) {
            out += c;
        } else {
            out += hidden->hidden;
        }
    }
}

void show(std::string& text) {
    for (const HiddenSign& hidden : kHidden) {
        for (std::size_t at = text.find(hidden.hidden); at != std::string::npos;
             at = text.find(hidden.hidden, at)) {
            text.replace(at, hidden.hidden.size(), 1, hidden.sign);
        }
    }
}

// The pieces between commas outside of inner brackets.
std::vector<std::string_view> split_arguments(std::string_view text) {
    std::vector<std::string_view> pieces;
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '(' || text[at] == '[') ++depth;
        if (text[at] == ')' || text[at] == ']') --depth;
        if (text[at] != ',' || depth > 0) continue;
        pieces.push_back(text.substr(begin, at - begin));
        begin = at + 1;
    }
    pieces.push_back(text.substr(begin));
    return pieces;
}

Argument argument_of(std::string_view piece) {
    std::size_t at = 0;
    piece = trimmed(piece);
    while (at < piece.size() && is_word(piece[at])) ++at;
    const std::size_t colon = piece.find_first_not_of(' ', at);
    if (at > 0 && colon != std::string_view::npos && piece[colon] == ':')
        return {std::string(piece.substr(0, at)), std::string(trimmed(piece.substr(colon + 1)))};
    return {{}, std::string(piece)};
}

}  // namespace

std::optional<Call> parse_call(std::string_view text) {
    text = trimmed(text);
    const std::size_t open = text.find('(');
    const std::string_view name = text.substr(0, open);
    if (name.empty() || !std::all_of(name.begin(), name.end(), is_word)) return std::nullopt;
    Call call{std::string(name), {}};
    if (open == std::string_view::npos) return call;
    if (end_of_brackets(text, open) != text.size()) return std::nullopt;
    const std::string_view inside = trimmed(text.substr(open + 1, text.size() - open - 2));
    if (inside.empty()) return call;
    for (const std::string_view piece : split_arguments(inside)) {
        call.arguments.push_back(argument_of(piece));
    }
    return call;
}

std::string hide_calls(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    char quote = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const char before = at == 0 ? '\n' : text[at - 1];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if ((c == '"' || c == '\'') && !is_word(before)) {
            quote = c;
        } else if (c == '#' && (before == ' ' || before == '\n')) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            out += text.substr(at, end - at);
            at = end - 1;
            continue;
        } else if (c == '(' && is_word(before)) {
            const std::size_t end = end_of_brackets(text, at);
            if (end > at) {
                append_hidden(out, text.substr(at, end - at));
                at = end - 1;
                continue;
            }
        }
        out += c;
    }
    return out;
}

void show_calls(pack::Node& root) {
    std::vector<pack::Node*> open = {&root};
    while (!open.empty()) {
        pack::Node& node = *open.back();
        open.pop_back();
        show(node.text);
        for (pack::Key& key : node.keys) show(key.text);
        for (pack::Node& item : node.items) open.push_back(&item);
    }
}

}  // namespace kc::evaluation
