// SPDX-License-Identifier: Apache-2.0
#include "cli/language.hpp"

#include <initializer_list>

namespace kc::cli {
namespace {

constexpr std::string_view kOption = "--lang";

std::string_view option_value(const std::vector<std::string>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--") break;
        if (argument == kOption && i + 1 < arguments.size()) return arguments[i + 1];
        if (argument.starts_with("--lang=")) return argument.substr(kOption.size() + 1);
    }
    return {};
}

}  // namespace

Language choose_language(const std::vector<std::string>& arguments,
                         const Environment& environment) {
    if (const auto value = option_value(arguments); !value.empty()) {
        return language_of_locale(value);
    }
    for (const char* name : {"KECHUANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
        if (const auto value = environment(name); !value.empty()) return language_of_locale(value);
    }
    return Language::both;
}

}  // namespace kc::cli
