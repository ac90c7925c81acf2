// SPDX-License-Identifier: Apache-2.0
#include "office/vocabulary.hpp"

namespace kc::office {
namespace {

// The text up to the separator, which is taken off too.
std::string_view take_until(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return piece;
}

}  // namespace

plan::Vocabulary vocabulary_of(const pack::Catalog& catalog) {
    plan::Vocabulary vocabulary;
    for (const auto& entry : catalog.objects.indicators) {
        if (!entry.is_sound) continue;
        const pack::Indicator& indicator = entry.value;
        const std::string_view quantity = to_string(indicator.quantity);
        vocabulary.add(indicator.name.zh, indicator.code, quantity);
        for (const std::string& alias : indicator.aliases) {
            vocabulary.add(alias, indicator.code, quantity);
        }
    }
    return vocabulary;
}

plan::Vocabulary embedded_vocabulary() {
    plan::Vocabulary vocabulary;
    std::string_view words = embedded_words();
    while (!words.empty()) {
        std::string_view line = take_until(words, '\n');
        const std::string_view code = take_until(line, '\t');
        const std::string_view quantity = take_until(line, '\t');
        while (!line.empty()) vocabulary.add(take_until(line, '\t'), code, quantity);
    }
    return vocabulary;
}

}  // namespace kc::office
