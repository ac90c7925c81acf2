// SPDX-License-Identifier: Apache-2.0
#include "evaluation/definition_number.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace kc::evaluation {

std::string number_text(double value) {
    // The longest fixed notation: 309 digits before the point or 324 zeros after it, and 17 more.
    std::array<char, 400> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                   value == 0.0 ? 0.0 : value, std::chars_format::fixed);
    return {buffer.data(), end.ptr};
}

std::optional<double> read_number(std::string_view text) {
    double value = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end || !std::isfinite(value)) return std::nullopt;
    return value == 0.0 ? 0.0 : value;
}

std::optional<double> read_fraction(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return read_number(text);
    const auto above = read_number(text.substr(0, slash));
    const auto below = read_number(text.substr(slash + 1));
    if (!above || !below || *below == 0.0 || !std::isfinite(*above / *below)) return std::nullopt;
    return *above / *below;
}

}  // namespace kc::evaluation
