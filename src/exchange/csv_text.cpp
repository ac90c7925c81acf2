// SPDX-License-Identifier: Apache-2.0
#include "exchange/csv_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "exchange/strict_decoder.hpp"

namespace kc::exchange {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kSampleBytes = std::size_t{64} * 1024;
constexpr std::size_t kPieceBytes = std::size_t{256} * 1024;
constexpr std::size_t kLineBytesMax = std::size_t{8} << 20;

bool is_utf16(Encoding encoding) {
    return encoding == Encoding::utf16le || encoding == Encoding::utf16be;
}

// The mark takes nothing from the text.
void drop_mark(std::string_view& bytes) {
    for (const std::string_view mark :
         {"\xEF\xBB\xBF"sv, "\xFF\xFE"sv, "\xFE\xFF"sv, "\x84\x31\x95\x33"sv}) {
        if (bytes.starts_with(mark)) return bytes.remove_prefix(mark.size());
    }
}

// The first lines that tell anything: ASCII reads the same in most encodings.
std::string_view sample_of(std::string_view bytes) {
    const auto telling = std::find_if(bytes.begin(), bytes.end(), [](char c) {
        return c == '\0' || static_cast<unsigned char>(c) >= 0x80;
    });
    if (telling == bytes.end()) return {};
    const auto at = static_cast<std::size_t>(telling - bytes.begin());
    std::size_t begin = 0;
    if (at > kSampleBytes / 2) begin = bytes.rfind('\n', at) + 1;  // npos + 1 is 0
    std::string_view sample = bytes.substr(begin, kSampleBytes);
    if (begin + sample.size() == bytes.size()) return sample;
    if (sample.find('\0') != std::string_view::npos) return sample;
    const std::size_t line_end = sample.rfind('\n');
    return line_end == std::string_view::npos ? sample : sample.substr(0, line_end + 1);
}

Diagnostic bad_bytes(std::int32_t line, Encoding encoding) {
    return Diagnostic{
        .code = "E-csv-encoding",
        .at = {{}, line, 0},
        .zh = fmt::format("第{}行有不属于 {} 编码的字节", line, name_of(encoding)),
        .en = fmt::format("line {} has bytes that are not {}", line, name_of(encoding))}
        .hint("文件可能没有保存完整，或混用了两种编码；用表格软件另存为 UTF-8 的 CSV 或 .xlsx",
              "the file may be cut off or mix two encodings; save it as CSV in UTF-8 or as .xlsx");
}

Diagnostic line_too_long(std::int32_t line) {
    return Diagnostic{.code = "E-csv-line",
                      .at = {{}, line, 0},
                      .zh = fmt::format("第{}行超过 {} MiB，不像表格", line, kLineBytesMax >> 20),
                      .en = fmt::format("line {} is longer than {} MiB, which no table has", line,
                                        kLineBytesMax >> 20)}
        .hint("检查是否选错了文件", "check that it is the right file");
}

}  // namespace

Result<CsvText> CsvText::open(std::string_view bytes) {
    const std::string_view sample = sample_of(bytes);
    Encoding encoding = Encoding::utf8;
    if (!sample.empty()) {
        const Result<DecodedText> decoded = decode_text(sample);
        if (!decoded) return unexpected(decoded.error());
        encoding = decoded->encoding;
    }
    drop_mark(bytes);
    return CsvText(bytes, encoding);
}

// In none of the encodings is a byte of a longer character a line end, UTF-16 apart.
std::string_view CsvText::take_lines() {
    if (rest_.size() <= kPieceBytes) {
        const std::string_view all = rest_;
        rest_ = {};
        return all;
    }
    std::size_t end = kPieceBytes;
    const std::size_t limit = std::min(rest_.size(), kLineBytesMax);
    if (is_utf16(encoding_)) {
        const std::size_t low = encoding_ == Encoding::utf16le ? 0 : 1;
        while (end < limit && !(rest_[end - 2 + low] == '\n' && rest_[end - 1 - low] == '\0'))
            end += 2;
        end = std::min(end, limit);
    } else {
        end = std::min(rest_.find_first_of("\r\n", kPieceBytes), limit - 1) + 1;
    }
    if (end >= limit && limit < rest_.size()) return {};
    const std::string_view taken = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return taken;
}

Result<std::string_view> CsvText::next() {
    if (rest_.empty()) return std::string_view{};
    const std::string_view bytes = take_lines();
    if (bytes.empty()) return unexpected(line_too_long(line_));
    std::string_view text = bytes;
    if (encoding_ != Encoding::utf8) {
        StrictDecoding decoded = decode_strictly(bytes, encoding_);
        piece_ = std::move(decoded.text);
        text = piece_;
        if (decoded.end != StrictDecoding::End::complete) {
            const auto lines = std::count(piece_.begin(), piece_.end(), '\n');
            return unexpected(bad_bytes(line_ + static_cast<std::int32_t>(lines), encoding_));
        }
    } else if (!base::is_valid_utf8(bytes)) {
        const StrictDecoding decoded = decode_strictly(bytes, Encoding::utf8);
        const auto lines = std::count(decoded.text.begin(), decoded.text.end(), '\n');
        return unexpected(bad_bytes(line_ + static_cast<std::int32_t>(lines), encoding_));
    }
    line_ += static_cast<std::int32_t>(std::count(text.begin(), text.end(), '\n'));
    return text;
}

}  // namespace kc::exchange
