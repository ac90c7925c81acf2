// SPDX-License-Identifier: Apache-2.0
#include "server/json_reader.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace kc::server {
namespace {

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<JsonValue> whole() {
        JsonValue value;
        if (!read(value, 0) || !at_end()) return unexpected(error());
        return value;
    }

private:
    bool fail(const char* zh, const char* en) {
        if (zh_ == nullptr) {
            zh_ = zh;
            en_ = en;
        }
        return false;
    }

    [[nodiscard]] Diagnostic error() const {
        const std::size_t place = base::count_code_points(text_.substr(0, at_)) + 1;
        const char* zh = zh_ != nullptr ? zh_ : "后面还有多余的内容";
        const char* en = en_ != nullptr ? en_ : "something follows the value";
        return Diagnostic{"E-json",
                          {},
                          fmt::format("JSON 第{}个字符：{}", place, zh),
                          fmt::format("JSON, character {}: {}", place, en)}
            .hint("检查发送的内容", "check what is sent");
    }

    bool at_end() {
        skip_blanks();
        return at_ == text_.size();
    }

    void skip_blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' ||
                                      text_[at_] == '\r' || text_[at_] == '\t'))
            ++at_;
    }

    bool take(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    bool read(JsonValue& to, int depth) {
        if (depth > kJsonDepthMax) return fail("嵌套太深", "nested too deeply");
        if (++nodes_ > kJsonNodesMax) return fail("内容太多", "too many values");
        skip_blanks();
        if (at_ >= text_.size()) return fail("内容不完整", "the text ends too early");
        switch (text_[at_]) {
            case '{': return read_object(to, depth);
            case '[': return read_array(to, depth);
            case '"': to.type = JsonType::text; return read_text(to.text);
            case 't': return read_word("true", JsonType::boolean, to);
            case 'f': return read_word("false", JsonType::boolean, to);
            case 'n': return read_word("null", JsonType::null, to);
            default: return read_number(to);
        }
    }

    bool read_word(std::string_view word, JsonType type, JsonValue& to) {
        if (!text_.substr(at_).starts_with(word)) return fail("不认识的词", "an unknown word");
        at_ += word.size();
        to.type = type;
        to.text = word;
        return true;
    }

    std::size_t digits() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
        return at_ - begin;
    }

    bool read_number(JsonValue& to) {
        const std::size_t begin = at_;
        static_cast<void>(take('-'));
        const bool zero_first = at_ < text_.size() && text_[at_] == '0';
        const std::size_t whole = digits();
        if (whole == 0 || (zero_first && whole > 1)) return fail("不是数", "not a number");
        if (take('.') && digits() == 0) return fail("小数点后没有数字", "no digit after the point");
        if (take('e') || take('E')) {
            if (!take('+')) static_cast<void>(take('-'));
            if (digits() == 0) return fail("指数没有数字", "no digit in the exponent");
        }
        to.type = JsonType::number;
        to.text = text_.substr(begin, at_ - begin);
        return true;
    }

    std::optional<char32_t> four_hex() {
        if (text_.size() - at_ < 4) return std::nullopt;
        char32_t value = 0;
        for (int i = 0; i < 4; ++i) {
            const char c = text_[at_++];
            int digit = 0;
            if (c >= '0' && c <= '9')
                digit = c - '0';
            else if (c >= 'a' && c <= 'f')
                digit = c - 'a' + 10;
            else if (c >= 'A' && c <= 'F')
                digit = c - 'A' + 10;
            else
                return std::nullopt;
            value = value * 16 + static_cast<char32_t>(digit);
        }
        return value;
    }

    bool read_escaped_character(std::string& out) {
        auto unit = four_hex();
        if (!unit) return fail("\\u 后面要四位十六进制数", "\\u needs four hex digits");
        if (*unit >= 0xd800 && *unit < 0xdc00) {
            if (!take('\\') || !take('u')) return fail("代理对不完整", "half a surrogate pair");
            const auto low = four_hex();
            if (!low || *low < 0xdc00 || *low > 0xdfff)
                return fail("代理对不完整", "half a surrogate pair");
            unit = 0x10000 + ((*unit - 0xd800) << 10U) + (*low - 0xdc00);
        } else if (*unit >= 0xdc00 && *unit <= 0xdfff) {
            return fail("代理对不完整", "half a surrogate pair");
        }
        base::append_utf8(out, *unit);
        return true;
    }

    bool read_text(std::string& out) {
        ++at_;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"') return true;
            if (static_cast<unsigned char>(c) < 0x20)
                return fail("文字里有控制字符", "a control character in a text");
            if (c != '\\') {
                out += c;
                continue;
            }
            if (at_ >= text_.size()) break;
            switch (text_[at_++]) {
                case '"': out += '"'; break;
                case '\\': out += '\\'; break;
                case '/': out += '/'; break;
                case 'b': out += '\b'; break;
                case 'f': out += '\f'; break;
                case 'n': out += '\n'; break;
                case 'r': out += '\r'; break;
                case 't': out += '\t'; break;
                case 'u':
                    if (!read_escaped_character(out)) return false;
                    break;
                default: return fail("不认识的转义", "an unknown escape");
            }
        }
        return fail("文字没有结束的引号", "a text without its closing quote");
    }

    bool read_array(JsonValue& to, int depth) {
        to.type = JsonType::array;
        ++at_;
        skip_blanks();
        if (take(']')) return true;
        while (true) {
            if (!read(to.items.emplace_back(), depth + 1)) return false;
            skip_blanks();
            if (take(']')) return true;
            if (!take(',')) return fail("缺少逗号或“]”", "a comma or ']' is missing");
        }
    }

    bool read_object(JsonValue& to, int depth) {
        to.type = JsonType::object;
        ++at_;
        skip_blanks();
        if (take('}')) return true;
        while (true) {
            skip_blanks();
            if (at_ >= text_.size() || text_[at_] != '"')
                return fail("缺少字段名", "the name of a member is missing");
            std::string name;
            if (!read_text(name)) return false;
            if (to.find(name) != nullptr) return fail("字段重复", "a member stands twice");
            if (to.members.size() == kMembersMax) return fail("字段太多", "too many members");
            skip_blanks();
            if (!take(':')) return fail("缺少冒号", "a colon is missing");
            to.members.emplace_back(std::move(name), JsonValue{});
            if (!read(to.members.back().second, depth + 1)) return false;
            skip_blanks();
            if (take('}')) return true;
            if (!take(',')) return fail("缺少逗号或“}”", "a comma or '}' is missing");
        }
    }

    // Looking for duplicates is quadratic; no body of ours has more than a dozen.
    static constexpr std::size_t kMembersMax = 256;

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t nodes_ = 0;
    const char* zh_ = nullptr;
    const char* en_ = nullptr;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const {
    const auto found = std::find_if(members.begin(), members.end(),
                                    [&](const auto& one) { return one.first == name; });
    return found == members.end() ? nullptr : &found->second;
}

Result<JsonValue> read_json(std::string_view text) {
    if (!base::is_valid_utf8(text))
        return unexpected(Diagnostic{"E-json", {}, "内容不是 UTF-8", "the body is not UTF-8"});
    return Parser(text).whole();
}

}  // namespace kc::server
