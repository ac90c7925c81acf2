// SPDX-License-Identifier: Apache-2.0
#include "plan/plain_numeral.hpp"

#include <cstdint>

#include "plan/units.hpp"

namespace kc::plan {
namespace {

Mention made(MentionKind kind, std::size_t begin, std::size_t digits_end, std::size_t end) {
    Mention mention;
    mention.kind = kind;
    mention.begin = begin;
    mention.digits_end = digits_end;
    mention.end = end;
    return mention;
}

bool is_han_digit(char32_t c) {
    static constexpr std::u32string_view kDigits = U"零〇一二两三四五六七八九十百千万亿";
    return kDigits.find(c) != std::u32string_view::npos;
}

bool is_year(const Characters& c, std::size_t i) {
    return (c.at(i) == U'2' && c.at(i + 1) == U'0') || (c.at(i) == U'1' && c.at(i + 1) == U'9');
}

// "2025" at the head of a table column or in "目标(2025)": no unit, nothing that counts.
bool is_bare_year(const Characters& c, std::size_t i, std::size_t end) {
    const char32_t next = c.at(end);
    if (next == U'.' || next == U'%' || is_multiplier(next)) return false;
    if (unit_words().match(c.view, end) != nullptr) return false;
    std::int32_t year = 0;
    for (std::size_t k = i; k < end; ++k) {
        year = year * 10 + static_cast<std::int32_t>(c.at(k) - U'0');
    }
    return year >= 1990 && year <= 2060;
}

// Years, months, days, times, years with a range. Returns the end, or 0 when it is no date.
std::optional<Mention> date_at(const Characters& c, std::size_t i, std::size_t end, bool named) {
    const std::size_t length = end - i;
    if (length == 4 && is_year(c, i)) {
        std::size_t past = end;
        // 2021-2025年, 2021—2025年, 2021至2025年
        if (c.connector(past) > 0 &&
            c.digits(past + c.connector(past)) == past + c.connector(past) + 4 &&
            is_year(c, past + c.connector(past))) {
            past += c.connector(past) + 4;
            if (c.at(past) == U'年') ++past;
            return made(MentionKind::date, i, past, past);
        }
        const char32_t mark = c.at(past);
        if ((mark == U'-' || mark == U'/' || mark == U'.') && is_digit(c.at(past + 1)) &&
            c.digits(past + 1) - past <= 3) {
            past = c.digits(past + 1);
            if (c.at(past) == mark && is_digit(c.at(past + 1))) past = c.digits(past + 1);
            return made(MentionKind::date, i, past, past);
        }
        if (mark == U'年') {
            past += c.at(past + 1) == U'度' ? 2 : 1;
            return made(MentionKind::date, i, end, past);
        }
        if (is_bare_year(c, i, end)) return made(MentionKind::date, i, end, end);
    }
    if (length == 2 && c.at(end) == U'年' &&
        (c.word_at(end + 1, U"度") || c.at(end + 1) == U'底')) {
        return made(MentionKind::date, i, end, end + 1);
    }
    if (length <= 2 && c.at(end) == U'月') {
        return made(MentionKind::date, i, end, c.at(end + 1) == U'份' ? end + 2 : end + 1);
    }
    if (length <= 2 && c.connector(end) > 0 && is_digit(c.at(end + c.connector(end)))) {
        const std::size_t past = c.digits(end + c.connector(end));
        if (c.at(past) == U'月' || (c.at(past) == U'日' && c.before(i) == U'月')) {
            return made(MentionKind::date, i, past, past + 1);
        }
    }
    if (length <= 2 && (c.at(end) == U'日' || c.at(end) == U'号') && c.before(i) == U'月') {
        return made(MentionKind::date, i, end, end + 1);
    }
    if (length <= 2 && c.at(end) == U':' && c.digits(end + 1) == end + 3 && !named) {
        const bool clock =
            end + 3 >= c.view.size() || !is_han(c.at(end + 3)) || c.at(end + 3) == U'前';
        if (clock) return made(MentionKind::date, i, end + 3, end + 3);
    }
    return std::nullopt;
}

std::optional<Mention> document_at(const Characters& c, std::size_t i, std::size_t end) {
    const char32_t open = c.before(i);
    const char32_t close = c.at(end);
    const bool bracketed = (open == U'〔' && close == U'〕') || (open == U'[' && close == U']') ||
                           (open == U'(' && close == U')') || (open == U'【' && close == U'】');
    if (bracketed && end - i == 4) {
        const std::size_t serial = c.digits(end + 1);
        if (serial > end + 1 && c.at(serial) == U'号') {
            return made(MentionKind::document_number, i, end, serial + 1);
        }
        if (open != U'(') return made(MentionKind::document_number, i, end, end);
    }
    if (c.at(end) == U'号') return made(MentionKind::document_number, i, end, end + 1);
    if (c.word_at(end, U"热线") || c.word_at(end, U"平台"))
        return made(MentionKind::name, i, end, end);
    return std::nullopt;
}

std::optional<Mention> code_at(const Characters& c, std::size_t i, std::size_t end) {
    constexpr std::size_t kCodeDigits = 9;
    if (end - i >= kCodeDigits) {
        std::size_t past = end;
        while (is_digit(c.at(past)) ||
               ((c.at(past) == U'/' || c.at(past) == U'-') && is_digit(c.at(past + 1))))
            ++past;
        return made(MentionKind::code, i, past, past);
    }
    // 0563-3023456 and the like.
    if (c.at(i) == U'0' && end - i >= 3 && end - i <= 4 && c.at(end) == U'-') {
        const std::size_t past = c.digits(end + 1);
        if (past - end >= 8) return made(MentionKind::code, i, past, past);
    }
    if (c.word_before(i, U"电话:") || c.word_before(i, U"电话") || c.word_before(i, U"邮编:")) {
        return made(MentionKind::code, i, end, end);
    }
    return std::nullopt;
}

std::optional<Mention> name_at(const Characters& c, std::size_t i, std::size_t end) {
    const char32_t left = c.before(i);
    if (is_latin(left) || left == U'_' || (left == U'.' && i > 1 && is_latin(c.view[i - 2])) ||
        (left == U'-' && i > 1 && is_latin(c.view[i - 2]))) {
        return made(MentionKind::name, i, end, end);
    }
    std::size_t past = end;
    if (is_latin(c.at(end)) && unit_words().match(c.view, end) == nullptr) {
        while (is_latin(c.at(past)) || is_digit(c.at(past))) ++past;
        return made(MentionKind::name, i, end, past);
    }
    // 2+3+4, 1+N, 100+N: a formula is a name; "100+家" is a bound.
    const bool joined_after =
        c.at(end) == U'+' && (is_digit(c.at(end + 1)) || is_latin(c.at(end + 1)));
    const bool joined_before =
        left == U'+' && i > 1 && (is_digit(c.view[i - 2]) || is_latin(c.view[i - 2]));
    if (joined_after || joined_before) {
        while (is_digit(c.at(past)) ||
               ((c.at(past) == U'+') && (is_digit(c.at(past + 1)) || is_latin(c.at(past + 1)) ||
                                         is_han_digit(c.at(past + 1)))) ||
               is_latin(c.at(past)))
            ++past;
        return made(MentionKind::name, i, past, past);
    }
    if (c.at(end) == U'+' && is_han(c.at(end + 1)) &&
        unit_words().match(c.view, end + 1) == nullptr) {
        return made(MentionKind::name, i, end, end + 1);
    }
    return std::nullopt;
}

}  // namespace

std::optional<Mention> plain_numeral(const Characters& characters, std::size_t i, std::size_t end,
                                     bool named) {
    if (auto date = date_at(characters, i, end, named)) return date;
    if (auto document = document_at(characters, i, end)) return document;
    if (auto code = code_at(characters, i, end)) return code;
    return name_at(characters, i, end);
}

}  // namespace kc::plan
