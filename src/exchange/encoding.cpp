// SPDX-License-Identifier: Apache-2.0
#include "exchange/encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "exchange/plausibility.hpp"
#include "exchange/strict_decoder.hpp"

namespace kc::exchange {
namespace {

using End = StrictDecoding::End;

constexpr std::size_t kSampleBytes = 64 * 1024;

// Below this share of common characters a reading is taken for an accident. Lists of rare names in
// GB18030 stay above 0.6, random bytes below 0.3. Without a mark UTF-16 must be surer of itself,
// because any even number of bytes can be read as some UTF-16.
constexpr double kPlausible = 0.5;
constexpr double kPlausibleUtf16 = 0.8;

struct Mark {
    std::string_view bytes;
    Encoding encoding;
};
constexpr std::array<Mark, 4> kMarks = {{{"\xEF\xBB\xBF", Encoding::utf8},
                                         {"\xFF\xFE", Encoding::utf16le},
                                         {"\xFE\xFF", Encoding::utf16be},
                                         {"\x84\x31\x95\x33", Encoding::gb18030}}};

std::optional<Encoding> encoding_of_label(std::string_view label) {
    std::string name;
    for (const char c : label) {
        if (c >= 'A' && c <= 'Z') {
            name += static_cast<char>(c - 'A' + 'a');
        } else if (c != ' ' && c != '_' && c != '-') {
            name += c;
        }
    }
    for (const std::string_view gb : {"gb2312", "gbk", "gb18030", "xgbk", "gb231280", "cp936"}) {
        if (name == gb) return Encoding::gb18030;
    }
    if (name == "utf8") return Encoding::utf8;
    if (name.starts_with("big5") || name == "xxbig5" || name == "cp950") return Encoding::big5;
    return std::nullopt;
}

// UTF-8 has its own quick check, because almost every file is UTF-8 and fits.
StrictDecoding decode(std::string_view bytes, Encoding encoding) {
    if (encoding == Encoding::utf8 && base::is_valid_utf8(bytes)) {
        return {std::string(bytes), End::complete, bytes.size()};
    }
    return decode_strictly(bytes, encoding);
}

// A character of three or more bytes follows the strict rules of UTF-8 by accident about once in
// thirty tries; four of them settle the question in whatever script they are.
constexpr std::ptrdiff_t kWideCharactersForUtf8 = 4;
constexpr double kCertain = 2.0;
constexpr double kWideCharacterBonus = 0.3;

struct Candidate {
    Encoding encoding;
    double score;
};

std::ptrdiff_t count_wide_characters(std::string_view utf8) {
    return std::count_if(utf8.begin(), utf8.end(),
                         [](char c) { return static_cast<unsigned char>(c) >= 0xE0; });
}

// The encodings that can read the sample, likeliest first. Equal scores keep the order of the
// enumeration, which is how often each is met.
std::vector<Candidate> rank(std::string_view sample, bool is_whole) {
    const bool has_zero_bytes = sample.find('\0') != std::string_view::npos;
    std::vector<Candidate> ranked;
    for (const Encoding encoding : {Encoding::utf8, Encoding::gb18030, Encoding::big5,
                                    Encoding::utf16le, Encoding::utf16be}) {
        const bool is_utf16 = encoding == Encoding::utf16le || encoding == Encoding::utf16be;
        if (has_zero_bytes && !is_utf16) continue;
        const StrictDecoding read = decode(sample, encoding);
        if (read.end == End::broken || read.text.empty()) continue;
        const auto wide = encoding == Encoding::utf8 ? count_wide_characters(read.text) : 0;
        if (wide >= kWideCharactersForUtf8) return {{encoding, kCertain}};
        double score =
            chinese_plausibility(read.text) + kWideCharacterBonus * static_cast<double>(wide);
        if (score < (is_utf16 ? kPlausibleUtf16 : kPlausible) && encoding != Encoding::utf8)
            continue;
        // A short file that ends inside a character is likelier to be read the wrong way.
        if (read.end == End::cut_off && is_whole) score -= 0.2;
        ranked.push_back({encoding, score});
    }
    std::sort(ranked.begin(), ranked.end(), [](const Candidate& a, const Candidate& b) {
        return a.score != b.score ? a.score > b.score : a.encoding < b.encoding;
    });
    return ranked;
}

Diagnostic cut_off_warning(Encoding encoding) {
    return Diagnostic{.code = "W-text-cut-off",
                      .zh = fmt::format("文件末尾有半个字符（{}），已略去", name_of(encoding)),
                      .en = fmt::format("the file ends inside a character ({}), which was left off",
                                        name_of(encoding)),
                      .severity = Severity::warning}
        .hint("文件可能没有保存或下载完整",
              "the file may not have been saved or downloaded in full");
}

DecodedText accept(StrictDecoding&& read, Encoding encoding) {
    DecodedText decoded{std::move(read.text), encoding, {}};
    if (read.end == End::cut_off) decoded.warnings.push_back(cut_off_warning(encoding));
    return decoded;
}

// Names the first byte that stops the encoding which got furthest, so that it can be looked up.
Diagnostic fits_nothing(std::string_view bytes, std::initializer_list<Encoding> tried) {
    StrictDecoding furthest;
    Encoding nearest = *tried.begin();
    for (const Encoding encoding : tried) {
        StrictDecoding read = decode_strictly(bytes, encoding);
        if (read.bytes_read > furthest.bytes_read) {
            furthest = std::move(read);
            nearest = encoding;
        }
    }
    Diagnostic error{
        .code = "E-encoding",
        .zh = "看不出文件的文字编码：不是 UTF-8、UTF-16、GB18030（GBK）或 Big5 中文文本",
        .en =
            "the text encoding is unknown: this is not Chinese text in UTF-8, UTF-16, GB18030 "
            "(GBK) or Big5"};
    if (furthest.bytes_read < bytes.size()) {
        const std::size_t line_begin = furthest.text.rfind('\n') + 1;  // npos + 1 is 0
        const auto lines = std::count(furthest.text.begin(), furthest.text.end(), '\n');
        const std::size_t column =
            base::count_code_points(std::string_view(furthest.text).substr(line_begin)) + 1;
        error.at = {{}, static_cast<std::int32_t>(lines + 1), static_cast<std::int32_t>(column)};
        error.zh +=
            fmt::format("（按 {} 读到第{}字节为止）", name_of(nearest), furthest.bytes_read);
        error.en += fmt::format(" (read as {} it breaks off at byte {})", name_of(nearest),
                                furthest.bytes_read);
    }
    return std::move(error).hint("用文字处理软件打开，另存为 UTF-8 编码的文本后再试",
                                 "open it in an editor and save it as UTF-8 text");
}

}  // namespace

std::string_view name_of(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf8: return "UTF-8";
        case Encoding::gb18030: return "GB18030";
        case Encoding::big5: return "Big5";
        case Encoding::utf16le: return "UTF-16LE";
        case Encoding::utf16be: return "UTF-16BE";
    }
    return "";
}

Result<DecodedText> decode_text(std::string_view bytes, std::string_view declared) {
    for (const Mark& mark : kMarks) {
        if (!bytes.starts_with(mark.bytes)) continue;
        const std::string_view body = bytes.substr(mark.bytes.size());
        StrictDecoding read = decode(body, mark.encoding);
        if (read.end == End::broken) return unexpected(fits_nothing(body, {mark.encoding}));
        return accept(std::move(read), mark.encoding);
    }
    const std::string_view sample = bytes.substr(0, kSampleBytes);
    std::vector<Candidate> ranked = rank(sample, sample.size() == bytes.size());
    if (const auto said = encoding_of_label(declared)) {
        const auto found = std::find_if(ranked.begin(), ranked.end(), [&](const Candidate& c) {
            return c.encoding == *said && c.score >= kPlausible;
        });
        if (found != ranked.end()) std::rotate(ranked.begin(), found, found + 1);
    }
    for (const Candidate& candidate : ranked) {
        StrictDecoding read = decode(bytes, candidate.encoding);
        if (read.end != End::broken) return accept(std::move(read), candidate.encoding);
    }
    return unexpected(fits_nothing(bytes, {Encoding::utf8, Encoding::gb18030, Encoding::big5}));
}

}  // namespace kc::exchange
