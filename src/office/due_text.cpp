// SPDX-License-Identifier: Apache-2.0
#include "office/due_text.hpp"

#include <array>
#include <string>

#include "base/characters.hpp"
#include "base/utf8.hpp"

namespace kc::office {
namespace {

constexpr std::array<std::u32string_view, 6> kOngoing{U"持续",     U"长期", U"常态",
                                                      U"全年推进", U"贯穿", U"日常"};
// Words at the end that do not move the date.
constexpr std::array<std::u32string_view, 12> kTails{
    U"完成", U"底前", U"末前", U"前", U"底", U"末", U"份", U"之", U"以", U"内", U"中旬", U"度"};

bool starts_ongoing(std::u32string_view text) {
    for (const std::u32string_view word : kOngoing) {
        if (text.starts_with(word)) return true;
    }
    return text == U"ongoing";
}

// 2024年6月底前 is June, 2024年底前 the year.
std::u32string_view without_tails(std::u32string_view text) {
    bool is_cut = true;
    while (is_cut) {
        is_cut = false;
        for (const std::u32string_view tail : kTails) {
            // 年度 and 季度 are whole words; a bare 年 is cut by nobody.
            if (tail == U"度" && !text.ends_with(U"年度")) continue;
            if (text.size() > tail.size() && text.ends_with(tail)) {
                text.remove_suffix(tail.size());
                is_cut = true;
            }
        }
    }
    return text;
}

bool names_a_year(std::u32string_view text) {
    return text.size() >= 4 && base::is_ascii_digit(text[0]) && base::is_ascii_digit(text[1]) &&
           base::is_ascii_digit(text[2]) && base::is_ascii_digit(text[3]);
}

// 二季度 and 2季度 as 第二季度, which base::Period reads.
std::u32string with_ordinal(std::u32string_view text) {
    const std::size_t quarter = text.find(U"季度");
    if (quarter == std::u32string_view::npos || quarter == 0) return std::u32string(text);
    const bool is_plain = text.find(U'第') == std::u32string_view::npos &&
                          text.find(U'前') == std::u32string_view::npos;
    std::u32string out(text);
    if (is_plain) out.insert(quarter - 1, 1, U'第');
    return out;
}

std::optional<pack::Time> parsed(const std::string& text) {
    if (auto period = base::Period::parse(text)) return pack::Time(*period);
    if (auto day = base::Date::parse(text)) return pack::Time(*day);
    return std::nullopt;
}

}  // namespace

std::optional<pack::Time> due_of(std::string_view words, std::int32_t year) {
    const std::u32string whole = base::compacted(base::decode_utf8(words));
    if (whole.empty()) return std::nullopt;
    if (starts_ongoing(whole)) return pack::Time();
    if (const auto plain = parsed(base::encode_utf8(whole))) return plain;
    std::u32string text = with_ordinal(without_tails(whole));
    if (text.starts_with(U"当年") || text.starts_with(U"本年") || text.starts_with(U"今年")) {
        text.erase(0, 2);
    }
    const bool is_whole_year = text == U"年" || text == U"全年" || text == U"年度" || text.empty();
    if (year > 0 && is_whole_year) return parsed(std::to_string(year));
    if (!names_a_year(text) && year > 0) {
        text.insert(0, base::decode_utf8(std::to_string(year) + "年"));
    }
    return parsed(base::encode_utf8(text));
}

}  // namespace kc::office
