// SPDX-License-Identifier: Apache-2.0
#include "server/target.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kc::server {
namespace {

std::optional<int> hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

Diagnostic bad_target(const char* zh, const char* en) {
    return Diagnostic{"E-address", {}, zh, en}.hint("检查地址", "check the address");
}

bool is_forbidden(std::string_view segment) {
    return segment.empty() || segment == "." || segment == ".." ||
           segment.find_first_of("/\\") != std::string_view::npos;
}

Result<void> read_path(std::string_view raw, Target& to) {
    to.path = "/";
    if (raw == "/") return {};
    raw.remove_prefix(1);
    // One slash at the end names the same thing.
    if (raw.ends_with('/')) raw.remove_suffix(1);
    while (true) {
        const std::size_t end = std::min(raw.find('/'), raw.size());
        const auto segment = percent_decoded(raw.substr(0, end), false);
        if (!segment || is_forbidden(*segment))
            return unexpected(
                bad_target("地址的路径写错了", "the path of the address is malformed"));
        if (to.segments.size() == Target::kMaxSegments)
            return unexpected(bad_target("地址的层数太多", "the address has too many parts"));
        if (to.path.size() > 1) to.path += '/';
        to.path += *segment;
        to.segments.push_back(*segment);
        if (end == raw.size()) return {};
        raw.remove_prefix(end + 1);
    }
}

Result<void> read_query(std::string_view raw, Target& to) {
    while (!raw.empty()) {
        const std::size_t end = std::min(raw.find('&'), raw.size());
        const std::string_view pair = raw.substr(0, end);
        raw.remove_prefix(std::min(end + 1, raw.size()));
        if (pair.empty()) continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        auto name = percent_decoded(pair.substr(0, equals), true);
        auto value = percent_decoded(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!name || !value)
            return unexpected(
                bad_target("地址的查询部分写错了", "the query of the address is malformed"));
        if (to.query.size() == Target::kMaxQueryPairs)
            return unexpected(
                bad_target("地址的查询参数太多", "the address has too many parameters"));
        to.query.emplace_back(std::move(*name), std::move(*value));
    }
    return {};
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const auto high = hex_value(text[i + 1]);
            const auto low = hex_value(text[i + 2]);
            if (!high || !low) return std::nullopt;
            c = static_cast<char>(*high * 16 + *low);
            i += 2;
        } else if (c == '+' && plus_is_blank) {
            c = ' ';
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
        out += c;
    }
    if (!base::is_valid_utf8(out)) return std::nullopt;
    return out;
}

Result<Target> Target::parse(std::string_view raw) {
    if (raw.size() > kMaxBytes)
        return unexpected(bad_target("地址太长", "the address is too long"));
    if (!raw.starts_with('/'))
        return unexpected(bad_target("地址要以“/”开头", "the address has to begin with a slash"));
    if (raw.find('#') != std::string_view::npos)
        return unexpected(bad_target("地址里不能有“#”", "the address must not hold a '#'"));
    Target target;
    target.raw = raw;
    const std::size_t mark = std::min(raw.find('?'), raw.size());
    if (auto read = read_path(raw.substr(0, mark), target); !read) return unexpected(read.error());
    if (auto read = read_query(raw.substr(std::min(mark + 1, raw.size())), target); !read)
        return unexpected(read.error());
    return target;
}

std::optional<std::string_view> Target::find(std::string_view name) const {
    for (const auto& [key, value] : query) {
        if (key == name) return value;
    }
    return std::nullopt;
}

}  // namespace kc::server
