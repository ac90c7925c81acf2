// SPDX-License-Identifier: Apache-2.0
#include "pack/yaml_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "pack/scalar_style.hpp"

namespace kc::pack {
namespace {

struct Wording {
    std::string_view problem;  // found anywhere in the parser's words
    std::string_view context;  // found anywhere in its context; empty matches all
    bool at_context;           // the mistake is where the construct began
    std::string_view code;
    const char* zh;
    const char* en;
    const char* hint_zh;
    const char* hint_en;
};

constexpr std::string_view kNoColon = "E-yaml-key";
constexpr std::string_view kNoKey = "expected key";

// The first match counts. Problems that our own scan refuses earlier (tabs, control characters,
// broken UTF-8, tags, directives) need no entry.
constexpr std::array kWordings{
    Wording{"expected comment or line break", "block scalar", true, "E-yaml-quote",
            "以 > 或 | 开头的值要加引号", "a value that begins with > or | needs quotes",
            "例如 bound: \">=\"", "for example bound: \">=\""},
    Wording{"indentation indicator", "block scalar", true, "E-yaml-quote",
            "以 > 或 | 开头的值要加引号", "a value that begins with > or | needs quotes",
            "例如 bound: \">=\"", "for example bound: \">=\""},
    Wording{
        "mapping values are not allowed", "", false, "E-yaml-colon", "这里不能再出现“: ”",
        "a second ': ' cannot stand here", "值里有冒号时给整个值加引号；也检查上一行的缩进",
        "put the whole value in quotes when it holds a colon; check the indent of the line above"},
    Wording{"could not find expected ':'", "", true, kNoColon, "这一行缺少冒号",
            "this line has no colon", "写成“键: 值”，冒号用半角并在后面空一格",
            "write 'key: value', with an ASCII colon and a space after it"},
    Wording{"unexpected end of stream", "quoted scalar", true, "E-yaml-quote-open", "引号没有结束",
            "this quote is never closed", "在值的末尾加上同样的引号",
            "put the same quote at the end of the value"},
    Wording{"unexpected document indicator", "quoted scalar", true, "E-yaml-quote-open",
            "引号没有结束", "this quote is never closed", "在值的末尾加上同样的引号",
            "put the same quote at the end of the value"},
    Wording{"escape", "quoted scalar", false, "E-yaml-escape", "双引号里的 \\ 后面不是可用的转义",
            "what follows \\ in these quotes is no escape", "写成 \\\\，或改用单引号",
            "write \\\\, or use single quotes"},
    Wording{"hexdecimal", "quoted scalar", false, "E-yaml-escape",
            "双引号里的 \\ 后面不是可用的转义", "what follows \\ in these quotes is no escape",
            "写成 \\\\，或改用单引号", "write \\\\, or use single quotes"},
    Wording{"',' or ']'", "", true, "E-yaml-bracket", "方括号 [ 没有正确结束",
            "this [ is not closed properly", "各项之间用半角逗号，末尾写 ]",
            "put ASCII commas between the items and ] at the end"},
    Wording{"',' or '}'", "", true, "E-yaml-bracket", "花括号 { 没有正确结束",
            "this { is not closed properly", "各项之间用半角逗号，末尾写 }",
            "put ASCII commas between the entries and } at the end"},
    Wording{"expected node content", "", false, "E-yaml-bracket", "这里缺少一个值",
            "a value is missing here", "检查逗号和括号", "check commas and brackets"},
    Wording{"block sequence entries are not allowed", "", false, "E-yaml-indent",
            "这里不能出现列表项“- ”", "a list entry '- ' cannot stand here",
            "列表要另起一行，并与同级对齐", "begin the list on a line of its own, aligned"},
    Wording{"expected '-' indicator", "", false, "E-yaml-indent", "这一行与列表没有对齐",
            "this line does not line up with the list", "列表项的“-”要在同一列",
            "put the '-' of all entries in one column"},
    Wording{kNoKey, "", false, "E-yaml-indent", "这一行的缩进与同级的键不一致",
            "this line does not line up with the keys beside it", "同级的键要在同一列",
            "put keys that belong together in one column"},
    Wording{"mapping keys are not allowed", "", false, "E-yaml-indent", "这里不能出现键",
            "a key cannot stand here", "检查缩进", "check the indent"},
    Wording{"expected <document start>", "", false, "E-yaml-indent", "这一行不属于前面的内容",
            "this line does not belong to what stands before it", "检查缩进", "check the indent"},
};

// The line of a place, cut in two at its column.
std::pair<std::u32string, std::u32string> cut_line(const Place& at, std::string_view source) {
    const std::u32string line = base::decode_utf8(line_of(source, at.line));
    const auto column = static_cast<std::size_t>(std::max(at.column, 1) - 1);
    const std::size_t cut = std::min(column, line.size());
    return {line.substr(0, cut), line.substr(cut)};
}

Diagnostic cannot_begin(const Place& at, std::string_view source) {
    const std::u32string rest = cut_line(at, source).second;
    const std::string character = base::encode_utf8(rest.substr(0, 1));
    const std::string quoted = double_quoted(base::encode_utf8(rest));
    return Diagnostic{"E-yaml-quote", at, fmt::format("值不能以 {} 开头", character),
                      fmt::format("a value cannot begin with {}", character)}
        .hint(fmt::format("给整个值加引号：{}", quoted),
              fmt::format("put the whole value in quotes: {}", quoted));
}

// A value such as "力争" 确保: to YAML the value ends with its quote.
bool is_after_quote(const Place& at, std::string_view source) {
    const std::u32string before = cut_line(at, source).first;
    const std::size_t last = before.find_last_not_of(U' ');
    return last != std::u32string::npos && (before[last] == U'"' || before[last] == U'\'');
}

Diagnostic words_after_quote(const Place& at) {
    return Diagnostic{"E-yaml-quote", at, "引号后面还有别的字", "there are words after the quote"}
        .hint("把整个值放在一对引号里，里面的引号写 \\\"",
              "put the whole value between one pair of quotes and write \\\" for those inside");
}

// Chinese input methods write it without anybody noticing.
bool has_wide_colon(const Place& at, std::string_view source) {
    return line_of(source, at.line).find("：") != std::string_view::npos;
}

Diagnostic wide_colon(const Place& at) {
    return Diagnostic{"E-yaml-key", at, "这一行的冒号是全角的",
                      "the colon of this line is full-width"}
        .hint("写成“键: 值”，冒号用半角并在后面空一格",
              "write 'key: value', with an ASCII colon and a space after it");
}

}  // namespace

std::string_view line_of(std::string_view source, std::int32_t line) {
    for (std::int32_t at = 1; !source.empty(); ++at) {
        const std::size_t end = source.find_first_of("\r\n");
        if (at == line) return source.substr(0, end);
        if (end == std::string_view::npos) break;
        const bool two_bytes = source.substr(end, 2) == "\r\n";
        source.remove_prefix(end + (two_bytes ? 2 : 1));
    }
    return {};
}

Diagnostic in_own_words(const ParserComplaint& complaint, std::string_view source) {
    if (complaint.problem.find("cannot start any token") != std::string_view::npos) {
        return cannot_begin(complaint.problem_at, source);
    }
    for (const Wording& w : kWordings) {
        if (complaint.problem.find(w.problem) == std::string_view::npos) continue;
        if (complaint.context.find(w.context) == std::string_view::npos) continue;
        const bool began = w.at_context && complaint.context_at.line > 0;
        const Place& at = began ? complaint.context_at : complaint.problem_at;
        if (w.problem == kNoKey && is_after_quote(at, source)) return words_after_quote(at);
        if (w.code == kNoColon && has_wide_colon(at, source)) return wide_colon(at);
        return Diagnostic{std::string(w.code), at, w.zh, w.en}.hint(w.hint_zh, w.hint_en);
    }
    return Diagnostic{"E-yaml", complaint.problem_at, "这里不是正确的 YAML",
                      "this is not proper YAML"}
        .hint("检查缩进、冒号、引号和括号", "check indent, colons, quotes and brackets");
}

}  // namespace kc::pack
