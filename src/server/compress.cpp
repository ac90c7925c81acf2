// SPDX-License-Identifier: Apache-2.0
#include "server/compress.hpp"

#include <algorithm>

#include <brotli/encode.h>
#include <zlib.h>

#include "base/check.hpp"

namespace kc::server {

std::string gzip(std::string_view bytes, Effort effort) {
    z_stream stream{};
    constexpr int kGzipWindow = 15 + 16;
    const int level = effort == Effort::thorough ? 9 : 4;
    KC_CHECK(deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    std::string in(bytes);
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    KC_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string brotli(std::string_view bytes, Effort effort) {
    std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
    std::string out(size, '\0');
    const int quality = effort == Effort::thorough ? 9 : 4;
    KC_CHECK(BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                                   reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                   reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE);
    out.resize(size);
    return out;
}

bool accepts(std::string_view accept_encoding, std::string_view coding) {
    while (!accept_encoding.empty()) {
        const std::size_t end = std::min(accept_encoding.find(','), accept_encoding.size());
        std::string_view one = accept_encoding.substr(0, end);
        accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
        while (one.starts_with(' ')) one.remove_prefix(1);
        if (!one.starts_with(coding)) continue;
        const std::string_view rest = one.substr(coding.size());
        if (rest.empty() || rest.front() == ' ') return true;
        if (rest.front() != ';') continue;
        // "q=0", "q=0.0" and the like say no.
        const std::size_t equals = rest.find('=');
        return equals == std::string_view::npos ||
               rest.substr(equals + 1).find_first_not_of("0. ") != std::string_view::npos;
    }
    return false;
}

}  // namespace kc::server
