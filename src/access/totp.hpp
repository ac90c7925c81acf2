// SPDX-License-Identifier: Apache-2.0
// One-time passwords by time (RFC 6238): HMAC-SHA-1, 30 seconds, six digits, as every authenticator
// app has them.
//
// A step is good once: whoever looks over a shoulder or reads the line cannot use the code again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kc::access {

inline constexpr std::int64_t kTotpStepSeconds = 30;
inline constexpr std::int64_t kTotpWindow = 1;  // steps before and after, for clocks that differ
inline constexpr std::size_t kTotpKeyBytes = 20;
inline constexpr int kTotpDigits = 6;

std::int64_t totp_step(std::int64_t now_us);

// `digits` decimal digits for one step.
std::string totp_code(std::string_view key, std::int64_t step, int digits = kTotpDigits);

// The step that the code is for, when it is one of those around now and later than `last_step`.
std::optional<std::int64_t> totp_match(std::string_view key, std::string_view code,
                                       std::int64_t now_us, std::int64_t last_step);

// For the app: otpauth://totp/… (issuer and account are percent-encoded).
std::string otpauth_uri(std::string_view issuer, std::string_view account, std::string_view key);

}  // namespace kc::access
