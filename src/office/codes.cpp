// SPDX-License-Identifier: Apache-2.0
#include "office/codes.hpp"

#include <fmt/format.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "base/utf8.hpp"

namespace kc::office {
namespace {

constexpr std::size_t kMaxWord = 24;
constexpr std::size_t kMaxNameBytes = 300;  // the rest of a longer name is not looked at

bool is_small_letter(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

char to_small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Made once; loading the table of readings takes longer than using it.
const icu::Transliterator* transliterator() {
    static const std::unique_ptr<icu::Transliterator> instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
            "Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
        if (U_FAILURE(status)) made.reset();
        return made;
    }();
    return instance.get();
}

// "gao" for 高, the character itself in small letters otherwise. Empty when it has no reading.
std::string reading_of(char32_t c) {
    if (c < 0x80) return std::string(1, to_small(static_cast<char>(c)));
    if (transliterator() == nullptr) return {};
    icu::UnicodeString text(static_cast<UChar32>(c));
    transliterator()->transliterate(text);
    std::string reading;
    text.toUTF8String(reading);
    return reading;
}

// Of each character that has one; only small letters and digits.
std::vector<std::string> readings_of(std::string_view chinese) {
    static std::mutex one_at_a_time;  // a transliterator may not be shared by threads
    const std::lock_guard lock(one_at_a_time);
    std::vector<std::string> readings;
    for (const char32_t c : base::decode_utf8(chinese.substr(0, kMaxNameBytes))) {
        std::string reading = reading_of(c);
        std::erase_if(reading, [](char r) { return !is_small_letter(r) && !is_digit(r); });
        if (!reading.empty()) readings.push_back(std::move(reading));
    }
    return readings;
}

}  // namespace

std::string code_word(std::string_view english) {
    std::string word;
    for (const char c : english) {
        const char small = to_small(c);
        if (is_small_letter(small) || is_digit(small)) word += small;
        if (small == '(' && !word.empty()) break;  // Suzhou (Anhui)
    }
    return word;
}

std::string initials(std::string_view chinese) {
    std::string out;
    for (const std::string& reading : readings_of(chinese)) {
        if (out.size() < kMaxWord) out += reading[0];
    }
    return out;
}

std::string pinyin(std::string_view chinese) {
    std::string out;
    for (const std::string& reading : readings_of(chinese)) {
        if (out.size() + reading.size() <= kMaxWord) out += reading;
    }
    return out;
}

std::string indicator_tail(std::string_view code) {
    const std::size_t dot = code.find('.');
    std::string tail(dot == std::string_view::npos ? code : code.substr(dot + 1));
    for (char& c : tail) {
        if (c == '.') c = '_';
    }
    return tail;
}

std::string CodeMaker::make(std::string_view tail, std::string_view spare) {
    const bool is_spare = tail.empty();
    const std::string wanted = fmt::format("{}.{}", prefix_, is_spare ? spare : tail);
    if (!is_spare && used_.insert(wanted).second) return wanted;
    // What is numbered here may itself be somebody's tail.
    for (std::size_t number = is_spare ? 1 : 2;; ++number) {
        std::string code = fmt::format("{}_{}", wanted, number);
        if (used_.insert(code).second) return code;
    }
}

}  // namespace kc::office
