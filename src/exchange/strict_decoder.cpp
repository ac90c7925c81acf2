// SPDX-License-Identifier: Apache-2.0
#include "exchange/strict_decoder.hpp"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace kc::exchange {
namespace {

constexpr std::size_t kChunkUnits = 8192;

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

// Names ICU has built in; one that cannot be opened is a broken installation, not a broken file.
Converter open_converter(Encoding encoding) {
    const char* name = "UTF-8";
    switch (encoding) {
        case Encoding::utf8: name = "UTF-8"; break;
        case Encoding::gb18030: name = "GB18030"; break;
        case Encoding::big5: name = "windows-950-2000"; break;
        case Encoding::utf16le: name = "UTF-16LE"; break;
        case Encoding::utf16be: name = "UTF-16BE"; break;
    }
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(name, &status));
    KC_CHECK(U_SUCCESS(status) && converter != nullptr);
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &status);
    KC_CHECK(U_SUCCESS(status));
    return converter;
}

// UTF-16 arrives in chunks that may part a surrogate pair; the first half waits for the second.
class Utf8Writer {
public:
    explicit Utf8Writer(std::size_t bytes_expected) { text_.reserve(bytes_expected); }

    void add(const UChar* units, std::size_t count) {
        std::array<char, 3 * kChunkUnits> buffer;
        std::size_t length = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const UChar32 unit = units[i];
            if (unit < 0x80) {
                buffer[length++] = static_cast<char>(unit);
            } else if (U16_IS_LEAD(unit)) {
                lead_ = unit;
            } else {
                const UChar32 code_point =
                    U16_IS_TRAIL(unit) && lead_ != 0 ? U16_GET_SUPPLEMENTARY(lead_, unit) : unit;
                lead_ = 0;
                U8_APPEND_UNSAFE(buffer.data(), length, code_point);
            }
        }
        text_.append(buffer.data(), length);
    }

    std::string take() { return std::move(text_); }

private:
    std::string text_;
    UChar32 lead_ = 0;
};

StrictDecoding decode_with_icu(std::string_view bytes, Encoding encoding) {
    const Converter converter = open_converter(encoding);
    Utf8Writer writer(bytes.size() + bytes.size() / 2 + 4);
    std::array<UChar, kChunkUnits> units;
    const char* source = bytes.data();
    const char* const source_end = bytes.data() + bytes.size();
    StrictDecoding result;
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        UChar* target = units.data();
        ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, source_end,
                       nullptr, true, &status);
        writer.add(units.data(), static_cast<std::size_t>(target - units.data()));
        if (status == U_BUFFER_OVERFLOW_ERROR) continue;
        result.bytes_read = static_cast<std::size_t>(source - bytes.data());
        if (U_FAILURE(status)) {
            std::array<char, 32> bad;
            auto bad_length = static_cast<std::int8_t>(bad.size());
            UErrorCode ignored = U_ZERO_ERROR;
            ucnv_getInvalidChars(converter.get(), bad.data(), &bad_length, &ignored);
            result.bytes_read -=
                std::min<std::size_t>(static_cast<std::size_t>(bad_length), result.bytes_read);
            result.end = status == U_TRUNCATED_CHAR_FOUND ? StrictDecoding::End::cut_off
                                                          : StrictDecoding::End::broken;
        }
        break;
    }
    result.text = writer.take();
    return result;
}

// The two-byte characters of an encoding, four times as fast as a converter that must keep state.
// Zero where there is none.
class DoubleByteTable {
public:
    explicit DoubleByteTable(Encoding encoding) : units_(0x80 * 0x100, 0) {
        for (unsigned lead = 0x81; lead <= 0xFE; ++lead) fill_row(lead, encoding);
    }

    char16_t find(unsigned char lead, unsigned char trail) const {
        return lead < 0x80 ? u'\0' : units_[(lead - 0x80U) * 0x100 + trail];
    }

private:
    void fill_row(unsigned lead, Encoding encoding) {
        std::string row;
        for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
            if (trail == 0x7F) continue;
            row += static_cast<char>(lead);
            row += static_cast<char>(trail);
        }
        // Decoded in runs between the pairs that stand for nothing.
        for (std::size_t at = 0; at < row.size();) {
            const StrictDecoding run = decode_with_icu(std::string_view(row).substr(at), encoding);
            const std::u32string read = base::decode_utf8(run.text);
            for (std::size_t i = 0; i < read.size(); ++i) {
                const auto trail = static_cast<unsigned char>(row[at + 2 * i + 1]);
                units_[(lead - 0x80U) * 0x100 + trail] = static_cast<char16_t>(read[i]);
            }
            at += 2 * read.size() + 2;
        }
    }

    std::vector<char16_t> units_;
};

const DoubleByteTable& table_of(Encoding encoding) {
    static const DoubleByteTable kGb18030(Encoding::gb18030);
    static const DoubleByteTable kBig5(Encoding::big5);
    return encoding == Encoding::big5 ? kBig5 : kGb18030;
}

// Reads ASCII and two-byte characters up to the first byte that is neither.
StrictDecoding decode_double_bytes(std::string_view bytes, Encoding encoding) {
    const DoubleByteTable& table = table_of(encoding);
    StrictDecoding result;
    result.text.resize(bytes.size() + bytes.size() / 2 + 4);  // two bytes become at most three
    char* to = result.text.data();
    std::size_t at = 0;
    while (at < bytes.size()) {
        const auto lead = static_cast<unsigned char>(bytes[at]);
        if (lead < 0x80) {
            *to++ = bytes[at++];
            continue;
        }
        const char16_t unit = at + 1 < bytes.size()
                                  ? table.find(lead, static_cast<unsigned char>(bytes[at + 1]))
                                  : u'\0';
        if (unit == 0) break;
        std::size_t length = 0;
        U8_APPEND_UNSAFE(to, length, static_cast<UChar32>(unit));
        to += length;
        at += 2;
    }
    result.text.resize(static_cast<std::size_t>(to - result.text.data()));
    result.bytes_read = at;
    return result;
}

}  // namespace

StrictDecoding decode_strictly(std::string_view bytes, Encoding encoding) {
    if (encoding != Encoding::gb18030 && encoding != Encoding::big5) {
        return decode_with_icu(bytes, encoding);
    }
    StrictDecoding begin = decode_double_bytes(bytes, encoding);
    if (begin.bytes_read == bytes.size()) return begin;
    // A four-byte character of GB18030, or something wrong: ICU sees to the rest.
    const StrictDecoding rest = decode_with_icu(bytes.substr(begin.bytes_read), encoding);
    begin.text += rest.text;
    begin.end = rest.end;
    begin.bytes_read += rest.bytes_read;
    return begin;
}

}  // namespace kc::exchange
