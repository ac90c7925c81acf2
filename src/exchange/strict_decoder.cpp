// SPDX-License-Identifier: Apache-2.0
#include "exchange/strict_decoder.hpp"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <array>
#include <memory>

#include "base/check.hpp"

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

}  // namespace

StrictDecoding decode_strictly(std::string_view bytes, Encoding encoding) {
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

}  // namespace kc::exchange
