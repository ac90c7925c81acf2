// SPDX-License-Identifier: Apache-2.0
// What texts about policies are written with: lines, in one of the two languages.
#pragma once

#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/diagnostic.hpp"
#include "pack/bilingual.hpp"
#include "policy/model.hpp"

namespace kc::policy {

class TextLines {
protected:
    explicit TextLines(Language language) : language_(language) {}

    [[nodiscard]] bool is_en() const { return language_ == Language::en; }
    [[nodiscard]] std::string_view words(std::string_view zh, std::string_view en) const {
        return is_en() ? en : zh;
    }
    [[nodiscard]] const std::string& name(const Label& label) const {
        return is_en() ? label.en : label.zh;
    }
    [[nodiscard]] const std::string& shown(const Shown& text) const {
        return is_en() ? text.en : text.zh;
    }
    [[nodiscard]] const std::string& said(const pack::Bilingual& text) const {
        return is_en() && !text.en.empty() ? text.en : text.zh;
    }

    template <typename... Args>
    void line(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
        out_.push_back('\n');
    }
    void heading(std::string_view zh, std::string_view en) { line("\n{}", words(zh, en)); }

    Language language_;
    std::string out_ = {};
};

}  // namespace kc::policy
