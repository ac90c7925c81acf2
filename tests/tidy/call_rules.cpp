// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "rules.hpp"

namespace kc::tidy {
namespace {

struct Banned {
    std::string_view name;
    std::string_view instead;
};

constexpr std::array kBanned = {
    Banned{"strcpy", "std::string"},
    Banned{"strcat", "std::string"},
    Banned{"strncpy", "std::string"},
    Banned{"strtok", "std::string_view"},
    Banned{"sprintf", "fmt::format"},
    Banned{"vsprintf", "fmt::format"},
    Banned{"gets", "std::getline"},
    Banned{"stod", "base::Decimal; it reads what the locale says and throws"},
    Banned{"stof", "base::Decimal; it reads what the locale says and throws"},
    Banned{"stold", "base::Decimal; it reads what the locale says and throws"},
    Banned{"stoi", "std::from_chars"},
    Banned{"stol", "std::from_chars"},
    Banned{"stoll", "std::from_chars"},
    Banned{"stoul", "std::from_chars"},
    Banned{"stoull", "std::from_chars"},
    Banned{"atoi", "std::from_chars"},
    Banned{"atol", "std::from_chars"},
    Banned{"atoll", "std::from_chars"},
    Banned{"atof", "base::Decimal"},
    Banned{"rand", "a generator that is passed in"},
    Banned{"srand", "a generator that is passed in"},
    Banned{"time", "a clock that is passed in"},
    Banned{"localtime", "base::Date; it shares one buffer among threads"},
    Banned{"gmtime", "base::Date; it shares one buffer among threads"},
    Banned{"system", "a program started without a shell"},
    Banned{"tmpnam", "mkstemp"},
};

struct Token {
    std::string_view text;
    std::size_t at = 0;
};

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Words whole, everything else character by character, "::" and "->" as one.
std::vector<Token> tokens_of(std::string_view code) {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < code.size();) {
        std::size_t end = at + 1;
        if (is_word(code[at])) {
            while (end < code.size() && is_word(code[end])) ++end;
        } else if (code.substr(at).starts_with("::") || code.substr(at).starts_with("->")) {
            end = at + 2;
        }
        if (std::isspace(static_cast<unsigned char>(code[at])) == 0)
            tokens.push_back({code.substr(at, end - at), at});
        at = end;
    }
    return tokens;
}

bool is_type_before(std::string_view token) {
    constexpr std::array<std::string_view, 7> kNotTypes = {
        "return", "co_return", "co_yield", "co_await", "throw", "else", "do"};
    const bool word = is_word(token.back());
    if (word) return std::find(kNotTypes.begin(), kNotTypes.end(), token) == kNotTypes.end();
    return token == ">" || token == "*" || token == "&" || token == "~";
}

// A call of the C function: not a member, not another scope's, not a declaration.
bool is_plain_call(const std::vector<Token>& tokens, std::size_t i) {
    if (i + 1 >= tokens.size() || tokens[i + 1].text != "(") return false;
    if (i == 0) return true;
    const std::string_view before = tokens[i - 1].text;
    if (before == "." || before == "->") return false;
    if (before == "::") {
        if (i < 2 || !is_word(tokens[i - 2].text.back())) return true;
        return tokens[i - 2].text == "std";
    }
    // "a * rand()" looks like a declaration too; what stands before the star decides.
    if ((before == "*" || before == "&") && i >= 2)
        return !is_word(tokens[i - 2].text.back()) && tokens[i - 2].text != ">";
    return !is_type_before(before);
}

// time() with a C argument; a function of ours that makes a Time may well be called so.
bool reads_the_clock(const std::vector<Token>& tokens, std::size_t i) {
    if (i + 2 >= tokens.size()) return false;
    const std::string_view argument = tokens[i + 2].text;
    return argument == "nullptr" || argument == "NULL" || argument == "0" || argument == "&";
}

// "new (place) T" makes nothing to be freed, <new> is a header, and "unique_ptr<T>(new T(…))" is
// the only way to a private constructor.
bool is_naked_new(const std::vector<Token>& tokens, std::size_t i) {
    const auto text = [&](std::size_t n) {
        return n < tokens.size() ? tokens[n].text : std::string_view{};
    };
    if (text(i) != "new" || text(i + 1) == "(") return false;
    if (i == 0) return true;
    if (text(i - 1) == "operator" || text(i - 1) == "<") return false;
    return i < 2 || text(i - 1) != "(" || text(i - 2) != ">";
}

// "// NOLINT: why" on the line: an exception is allowed, but not without its reason.
bool is_excused(const Masks& masks, std::size_t offset) {
    constexpr std::string_view kMark = "NOLINT: ";
    const std::string_view comments = masks.comments;
    const std::size_t end = std::min(comments.find('\n', offset), comments.size());
    const std::string_view rest = comments.substr(offset, end - offset);
    const std::size_t mark = rest.find(kMark);
    if (mark == std::string_view::npos) return false;
    return rest.find_first_not_of(' ', mark + kMark.size()) != std::string_view::npos;
}

}  // namespace

Findings check_calls(const TreeFile& file) {
    Findings found;
    if (!is_cpp(file)) return found;
    const Masks masks = mask_cpp(file.text);
    const std::vector<Token> tokens = tokens_of(masks.code);
    const auto report = [&](std::size_t i, std::string message) {
        if (is_excused(masks, tokens[i].at)) return;
        found.push_back({file.path, line_at(masks.code, tokens[i].at), std::move(message)});
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::string_view word = tokens[i].text;
        const std::string_view before = i == 0 ? std::string_view{} : tokens[i - 1].text;
        if (is_naked_new(tokens, i)) report(i, "no naked new: std::make_unique or a container");
        if (word == "delete" && before != "operator" && before != "=")
            report(i, "no naked delete: std::unique_ptr or a container");
        const auto* banned = std::find_if(kBanned.begin(), kBanned.end(),
                                          [&](const Banned& b) { return b.name == word; });
        if (banned == kBanned.end() || !is_plain_call(tokens, i)) continue;
        if (word != "time" || reads_the_clock(tokens, i))
            report(i, fmt::format("{}() is not used here: {}", word, banned->instead));
    }
    return found;
}

}  // namespace kc::tidy
