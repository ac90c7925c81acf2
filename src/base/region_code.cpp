// SPDX-License-Identifier: Apache-2.0
#include "base/region_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/characters.hpp"
#include "base/code_text.hpp"

namespace kc::base {
namespace {

constexpr CodeName kName{"E-region-code", "行政区划代码", "a region code"};
constexpr std::size_t kDigits = 6;

Diagnostic no_such_region(const RegionCode& code) {
    return Diagnostic{std::string(kName.error),
                      {},
                      fmt::format("没有行政区划代码{}", code.text()),
                      fmt::format("there is no region code {}", code.text())}
        .hint("在行政区划目录中补上，或改正代码",
              "add it to the catalog of regions, or correct the code");
}

Diagnostic not_valid_on(const RegionEntry& entry, Date on) {
    Diagnostic diagnostic{
        std::string(kName.error),
        {},
        fmt::format("行政区划代码{}（{}）在{}无效，有效期{}", entry.code.text(), entry.name,
                    to_string(on), to_string(entry.validity)),
        fmt::format("region code {} ({}) is not valid on {}; it was {}", entry.code.text(),
                    entry.name, to_string(on), to_string(entry.validity))};
    const bool is_over = entry.validity.last() && *entry.validity.last() < on;
    if (is_over && entry.successor) {
        return std::move(diagnostic)
            .hint(fmt::format("改用{}", entry.successor->text()),
                  fmt::format("use {}", entry.successor->text()));
    }
    return std::move(diagnostic).hint("改正代码或日期", "correct the code or the date");
}

}  // namespace

Result<RegionCode> RegionCode::parse(std::string_view text) {
    const std::u32string code = cleaned_code(text);
    const std::u32string national = code.substr(0, code.find(U'-'));
    if (Diagnostics errors = pattern_errors(kName, national, "######"); !errors.empty()) {
        return unexpected(std::move(errors.front()));
    }
    if (national[0] == U'0') {
        return unexpected(wrong_character(kName, 1, U'0', "1至9", "1 to 9"));
    }
    if (national.substr(2, 2) == U"00" && national.substr(4) != U"00") {
        return unexpected(wrong_character(kName, 4, U'0', "市级代码（后两位不是00）",
                                          "part of a city's code, as the last two are not 00"));
    }
    if (national.size() == code.size()) return RegionCode(ascii(code));

    const std::u32string local = code.substr(kDigits + 1);
    if (local.empty() || local.size() > kMaxLocalLength) {
        return unexpected(wrong_length(
            {kName.error, "行政区划代码“-”后的自编部分", "the local part of a region code"},
            fmt::format("1–{}", kMaxLocalLength), local.size()));
    }
    for (std::size_t i = 0; i < local.size(); ++i) {
        if (is_ascii_digit(local[i]) || is_ascii_upper(local[i])) continue;
        return unexpected(wrong_character(kName, kDigits + 2 + i, local[i], "数字或大写字母",
                                          "a digit or a capital"));
    }
    return RegionCode(ascii(code));
}

RegionCode::Level RegionCode::level() const {
    if (text_.size() > kDigits) return Level::local;
    if (text_.ends_with("0000")) return Level::province;
    return text_.ends_with("00") ? Level::city : Level::county;
}

std::optional<RegionCode> RegionCode::parent() const {
    switch (level()) {
        case Level::province: return std::nullopt;
        case Level::city: return RegionCode(text_.substr(0, 2) + "0000");
        case Level::county: return RegionCode(text_.substr(0, 4) + "00");
        case Level::local: return RegionCode(text_.substr(0, kDigits));
    }
    return std::nullopt;
}

bool RegionCode::contains(const RegionCode& other) const {
    for (std::optional<RegionCode> at = other; at; at = at->parent()) {
        if (*at == *this) return true;
    }
    return false;
}

Result<void> RegionTable::add(RegionEntry entry) {
    if (size_ == kMaxEntries) {
        return unexpected(Diagnostic{"E-region-table",
                                     {},
                                     fmt::format("行政区划超过{}条", kMaxEntries),
                                     fmt::format("there are more than {} regions", kMaxEntries)}
                              .hint("删去用不到的行政区划", "remove regions that are not used"));
    }
    std::vector<RegionEntry>& of_code = entries_[entry.code];
    for (const RegionEntry& other : of_code) {
        if (!other.validity.overlaps(entry.validity)) continue;
        return unexpected(
            Diagnostic{"E-region-table",
                       {},
                       fmt::format("行政区划代码{}同时有两个名称：{}（{}）和{}（{}）",
                                   entry.code.text(), other.name, to_string(other.validity),
                                   entry.name, to_string(entry.validity)),
                       fmt::format("region code {} has two names at a time: {} ({}) and {} ({})",
                                   entry.code.text(), other.name, to_string(other.validity),
                                   entry.name, to_string(entry.validity))}
                .hint("写明各自的有效期，使其不重叠",
                      "give each its validity, so that they do not overlap"));
    }
    of_code.push_back(std::move(entry));
    ++size_;
    return {};
}

Result<RegionEntry> RegionTable::find(const RegionCode& code, Date on) const {
    const auto found = entries_.find(code);
    if (found == entries_.end() || found->second.empty()) return unexpected(no_such_region(code));
    for (const RegionEntry& entry : found->second) {
        if (entry.validity.contains(on)) return entry;
    }
    return unexpected(not_valid_on(found->second.back(), on));
}

std::vector<RegionEntry> RegionTable::named(std::string_view name, Date on) const {
    std::vector<RegionEntry> matches;
    for (const auto& [code, of_code] : entries_) {
        for (const RegionEntry& entry : of_code) {
            if (entry.name == name && entry.validity.contains(on)) matches.push_back(entry);
        }
    }
    return matches;
}

}  // namespace kc::base
