// SPDX-License-Identifier: Apache-2.0
#include "plan/normalise.hpp"

#include <algorithm>
#include <array>

namespace kc::plan {
namespace {

char32_t folded(char32_t c) {
    switch (c) {
        case U'（': return U'(';
        case U'）': return U')';
        case U'，': return U',';
        case U'；': return U';';
        case U'：': return U':';
        case U'！': return U'!';
        case U'？': return U'?';
        case U'％':
        case U'﹪': return U'%';
        case U'．': return U'.';
        case U'＋':
        case U'﹢': return U'+';
        case U'＆': return U'&';
        case U'｜':
        case U'│':
        case U'┃': return U'|';
        case U'～':
        case U'〜':
        case U'∼':
        case U'˜': return U'~';
        case U'−':
        case U'–':
        case U'－':
        case U'﹣':
        case U'‐':
        case U'‑':
        case U'―': return U'-';
        case U'≧': return U'≥';
        case U'≦': return U'≤';
        case U'「':
        case U'『': return U'“';
        case U'」':
        case U'』': return U'”';
        case U'﹝':
        case U'［': return U'[';
        case U'﹞':
        case U'］': return U']';
        case U'﹑':
        case U'､': return U'、';
        case U'｡': return U'。';
        case U'\r': return U'\n';
        case U'﹔': return U';';
        case U'﹐': return U',';
        case U'㈠':
        case U'○': return c == U'○' ? U'〇' : c;
        default: break;
    }
    if ((c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
        (c >= 0xFF41 && c <= 0xFF5A)) {
        return c - 0xFEE0;
    }
    return c;
}

// Kangxi radicals that PDF extraction leaves in place of the plain characters they look like.
char32_t unradical(char32_t c) {
    switch (c) {
        case 0x2F00: return U'一';
        case 0x2F06: return U'二';
        case 0x2F17: return U'十';
        case 0x2F24: return U'大';
        case 0x2F26: return U'子';
        case 0x2F2F: return U'工';
        case 0x2F42: return U'文';
        case 0x2F45: return U'方';
        case 0x2F47: return U'日';
        case 0x2F49: return U'月';
        case 0x2F55: return U'火';
        case 0x2F63: return U'生';
        case 0x2F64: return U'用';
        case 0x2F6C: return U'目';
        case 0x2F81: return U'肉';
        case 0x2F83: return U'自';
        case 0x2F8F: return U'行';
        case 0x2FA6: return U'金';
        case 0x2FBC: return U'高';
        case 0x2F08: return U'人';
        case 0x2F0A: return U'入';
        case 0x2F12: return U'力';
        case 0x2F38: return U'小';
        default: return c;
    }
}

// Vowels with tone marks to the bare vowel; everything else unchanged.
char32_t bare_vowel(char32_t c, bool* toned) {
    static constexpr std::u32string_view kRows[] = {U"aāáǎàăɑ", U"eēéěèĕê", U"iīíǐìĭ",
                                                    U"oōóǒòŏ",  U"uūúǔùŭ",  U"üǖǘǚǜ"};
    for (const std::u32string_view row : kRows) {
        const std::size_t at = row.find(c);
        if (at == std::u32string_view::npos) continue;
        if (at > 0 && c != U'ɑ') *toned = true;
        return row[0] == U'ü' ? U'v' : row[0];
    }
    if (c == U'ń' || c == U'ň' || c == U'ǹ') {
        *toned = true;
        return U'n';
    }
    return c == U'ɡ' ? U'g' : c;
}

bool is_final(std::u32string_view rest) {
    static constexpr std::array<std::u32string_view, 36> kFinals = {
        U"a",    U"ai", U"an", U"ang", U"ao",   U"e",   U"ei", U"en",  U"eng",
        U"er",   U"i",  U"ia", U"ian", U"iang", U"iao", U"ie", U"in",  U"ing",
        U"iong", U"iu", U"o",  U"ong", U"ou",   U"u",   U"ua", U"uai", U"uan",
        U"uang", U"ue", U"ui", U"un",  U"uo",   U"v",   U"ve", U"van", U"vn"};
    return std::find(kFinals.begin(), kFinals.end(), rest) != kFinals.end();
}

bool is_gloss_letter(char32_t c) {
    bool toned = false;
    const char32_t bare = bare_vowel(c, &toned);
    return bare >= U'a' && bare <= U'z';
}

bool doubles(char32_t c) {
    return c == U',' || c == U'。' || c == U';' || c == U':' || c == U'、';
}

bool is_cell_gap(const Text& text, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
        if (text[i] == U'\t') return true;
    }
    return end - begin >= 2;
}

std::size_t digits_before(const std::u32string& chars) {
    std::size_t n = 0;
    while (n < chars.size() && is_digit(chars[chars.size() - 1 - n])) ++n;
    return n;
}

std::size_t digits_from(const Text& text, std::size_t at) {
    std::size_t n = 0;
    while (at + n < text.size() && is_digit(text[at + n])) ++n;
    return n;
}

bool ends_clause(char32_t c) {
    return c == U',' || c == U'。' || c == U';' || c == U':' || c == U'、';
}

// Verbs and bounds of running text; a row of cells has none.
bool says_sentence(std::u32string_view line) {
    for (const std::u32string_view word :
         {U"达到", U"力争", U"实现", U"突破", U"不少于", U"不低于", U"确保"}) {
        if (line.find(word) != std::u32string_view::npos) return true;
    }
    return false;
}

// "高新技术企业数 家 211 245": words of some length, one blank between, no punctuation, and
// numbers standing alone; or a heading row of short words.
bool is_spaced_row(const Text& line) {
    constexpr std::size_t kLongestCell = 24;
    if (says_sentence(line.chars())) return false;
    std::size_t cells = 0;
    std::size_t characters = 0;
    bool digit_before = false;  // the cell before ended in a digit: 达到1 200
    std::size_t numbers = 0;
    bool was_number = false;
    std::size_t i = 0;
    while (i < line.size()) {
        if (is_blank(line[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        bool number = is_digit(line[i]) || line[i] == U'≥' || line[i] == U'≤';
        while (end < line.size() && !is_blank(line[end])) {
            if (ends_clause(line[end]) && !(line[end] == U'、' && end > i + 1)) return false;
            if (is_han(line[end]) && end == i) number = false;
            ++end;
        }
        if (end - i > kLongestCell || (digit_before && is_digit(line[i]) && !was_number))
            return false;
        digit_before = is_digit(line[end - 1]);
        was_number = number;
        ++cells;
        characters += end - i;
        if (number) ++numbers;
        i = end;
    }
    if (cells < 3 || characters < cells * 2) return false;
    return numbers >= 1 ? (cells >= 4 || numbers >= 2 || is_digit(line[line.size() - 1]))
                        : cells >= 4;
}

// A line whose blanks separate columns must keep them.
bool is_table_like(const Text& line) {
    std::size_t gaps = 0;
    std::size_t lone_numbers = 0;
    std::size_t tabs = 0;
    std::size_t i = 0;
    while (i < line.size()) {
        if (line[i] == U'|') return true;
        if (!is_blank(line[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < line.size() && is_blank(line[end])) ++end;
        if (i > 0 && end < line.size() && is_cell_gap(line, i, end)) ++gaps;
        if (i > 0 && end < line.size() &&
            line.view(i, end).find(U'\t') != std::u32string_view::npos)
            ++tabs;
        const std::size_t digits = digits_from(line, end);
        const bool whole = end + digits == line.size() ||
                           is_blank(line.at(static_cast<std::ptrdiff_t>(end + digits)));
        if (digits >= 2 && whole) ++lone_numbers;
        i = end;
    }
    return gaps >= 2 || tabs >= 1 || lone_numbers >= 3 || is_spaced_row(line);
}

// Decides about the blanks [begin, end) of a running line: true when they only tear a word or a
// number apart.
bool is_torn(const Text& out, const Text& line, std::size_t begin, std::size_t end) {
    const char32_t left = out.at(static_cast<std::ptrdiff_t>(out.size()) - 1);
    const char32_t right = line.at(static_cast<std::ptrdiff_t>(end));
    if (left == 0 || right == 0) return true;
    if (is_latin(left) && is_latin(right)) return false;
    if (is_digit(left) && is_digit(right)) {
        // "1 200" and "8 5 0" are torn numbers, "2023 2024" are two.
        const std::size_t before = digits_before(out.chars());
        const std::size_t after = digits_from(line, end);
        return (end - begin == 1) && before <= 3 && (after == 3 || (before <= 2 && after <= 2));
    }
    return true;
}

Text close_line(const Text& line) {
    const bool table = is_table_like(line);
    Text out;
    std::size_t i = 0;
    while (i < line.size()) {
        if (is_blank(line[i]) && !table) {
            std::size_t end = i;
            while (end < line.size() && is_blank(line[end])) ++end;
            if (!is_torn(out, line, i, end)) out.push(U' ', line.origin(i));
            i = end;
            continue;
        }
        const bool thousands = line[i] == U',' && digits_before(out.chars()) >= 1 &&
                               digits_before(out.chars()) <= 3 && digits_from(line, i + 1) == 3;
        if (thousands) {
            ++i;
            continue;
        }
        if (!table && !out.empty() && doubles(line[i]) && out[out.size() - 1] == line[i]) {
            ++i;
            continue;
        }
        out.push(line[i], line.origin(i));
        ++i;
    }
    return out;
}

}  // namespace

Text fold_width(const Text& text) {
    Text out = text;
    for (std::size_t i = 0; i < out.size(); ++i) out.set(i, unradical(folded(out[i])));
    return out;
}

bool is_pinyin_syllable(std::u32string_view letters) {
    static constexpr std::array<std::u32string_view, 24> kInitials = {
        U"zh", U"ch", U"sh", U"b", U"p", U"m", U"f", U"d", U"t", U"n", U"l", U"g",
        U"k",  U"h",  U"j",  U"q", U"x", U"r", U"z", U"c", U"s", U"y", U"w", U""};
    std::u32string bare;
    bool toned = false;
    for (const char32_t c : letters) bare.push_back(bare_vowel(c, &toned));
    if (bare.empty() || bare.size() > 6) return false;
    for (const std::u32string_view initial : kInitials) {
        const std::u32string_view view = bare;
        if (view.starts_with(initial) && is_final(view.substr(initial.size()))) return true;
    }
    return false;
}

Text remove_glosses(const Text& text, std::size_t* removed) {
    constexpr std::size_t kLongestGloss = 6;
    Text out;
    std::size_t i = 0;
    while (i < text.size()) {
        const char32_t before = out.at(static_cast<std::ptrdiff_t>(out.size()) - 1);
        if (text[i] == U'(' && is_han(before)) {
            std::size_t end = i + 1;
            while (end < text.size() && end - i <= kLongestGloss && is_gloss_letter(text[end])) {
                ++end;
            }
            if (end < text.size() && text[end] == U')' &&
                is_pinyin_syllable(text.view(i + 1, end))) {
                if (removed != nullptr) ++*removed;
                i = end + 1;
                continue;
            }
        }
        out.push(text[i], text.origin(i));
        ++i;
    }
    return out;
}

Text close_gaps(const Text& text) {
    Text out;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        std::size_t end = begin;
        while (end < text.size() && text[end] != U'\n') ++end;
        out.append(close_line(text.slice(begin, end)));
        if (end < text.size()) out.push(U'\n', text.origin(end));
        begin = end + 1;
    }
    return out;
}

Text normalise(const Text& source, NormaliseReport* report) {
    NormaliseReport counted;
    Text text = fold_width(source);
    text = remove_glosses(text, &counted.glosses);
    text = simplify_script(text, &counted.converted);
    text = close_gaps(text);
    if (report != nullptr) *report = counted;
    return text;
}

}  // namespace kc::plan
