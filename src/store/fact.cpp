// SPDX-License-Identifier: Apache-2.0
#include "store/fact.hpp"

#include <fmt/format.h>

#include <array>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace kc::store {

namespace {

constexpr std::array<std::string_view, 5> kStatusWords = {"draft", "submitted", "verified",
                                                          "published", "revised"};

}  // namespace

std::string_view to_string(FactStatus status) {
    const auto index = static_cast<std::size_t>(status);
    KC_CHECK(index < kStatusWords.size());
    return kStatusWords[index];
}

Result<FactStatus> parse_fact_status(std::string_view text) {
    for (std::size_t i = 0; i < kStatusWords.size(); ++i) {
        if (text == kStatusWords[i]) return static_cast<FactStatus>(i);
    }
    const std::string quoted = base::shortened(text);
    return unexpected(Diagnostic{"E-fact-status",
                                 {},
                                 fmt::format("没有“{}”这种数据状态", quoted),
                                 fmt::format("there is no status '{}' of a figure", quoted)}
                          .hint("可用：draft（草稿）、submitted（已报送）、verified（已核实）、publ"
                                "ished（已公布）、"
                                "revised（已修订）",
                                "use draft, submitted, verified, published or revised"));
}

}  // namespace kc::store
