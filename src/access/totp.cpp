// SPDX-License-Identifier: Apache-2.0
#include "access/totp.hpp"

#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "access/base32.hpp"
#include "access/password.hpp"
#include "base/check.hpp"

namespace kc::access {
namespace {

constexpr std::int64_t kMicroseconds = 1'000'000;
constexpr std::size_t kSha1Bytes = 20;

// Dynamic truncation, RFC 4226 section 5.3.
std::uint32_t truncated(const std::array<unsigned char, kSha1Bytes>& mac) {
    const std::size_t at = mac[kSha1Bytes - 1] & 0x0fU;
    return (static_cast<std::uint32_t>(mac[at] & 0x7fU) << 24U) |
           (static_cast<std::uint32_t>(mac[at + 1]) << 16U) |
           (static_cast<std::uint32_t>(mac[at + 2]) << 8U) | mac[at + 3];
}

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
                              c == '~';
        if (is_plain)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return out;
}

}  // namespace

std::int64_t totp_step(std::int64_t now_us) {
    return now_us / kMicroseconds / kTotpStepSeconds;
}

std::string totp_code(std::string_view key, std::int64_t step, int digits) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[i] =
            static_cast<unsigned char>((static_cast<std::uint64_t>(step) >> (8 * (7 - i))) & 0xffU);
    std::array<unsigned char, kSha1Bytes> mac{};
    unsigned length = 0;
    KC_CHECK(HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(),
                  counter.size(), mac.data(), &length) != nullptr);
    KC_CHECK(length == mac.size());
    std::uint32_t modulus = 1;
    for (int i = 0; i < digits; ++i) modulus *= 10;
    return fmt::format("{:0{}d}", truncated(mac) % modulus, digits);
}

std::optional<std::int64_t> totp_match(std::string_view key, std::string_view code,
                                       std::int64_t now_us, std::int64_t last_step) {
    const std::int64_t now = totp_step(now_us);
    std::optional<std::int64_t> match;
    // Every step is tried, so that the time taken does not tell which one it was.
    for (std::int64_t step = now - kTotpWindow; step <= now + kTotpWindow; ++step) {
        const bool is_same = same_secret(totp_code(key, step), code);
        if (is_same && step > last_step && !match) match = step;
    }
    return match;
}

std::string otpauth_uri(std::string_view issuer, std::string_view account, std::string_view key) {
    return fmt::format(
        "otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits={3}"
        "&period={4}",
        percent_encoded(issuer), percent_encoded(account), to_base32(key), kTotpDigits,
        kTotpStepSeconds);
}

}  // namespace kc::access
