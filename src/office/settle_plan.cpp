// SPDX-License-Identifier: Apache-2.0
#include "office/settle_plan.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "plan/normalise.hpp"

namespace kc::office {
namespace {

// Byte ranges of a text, ascending, as ranges of its code points.
std::vector<plan::Span> in_code_points(std::string_view text,
                                       const std::vector<exchange::TextRange>& ranges) {
    std::vector<plan::Span> spans;
    std::size_t byte = 0;
    std::int32_t point = 0;
    const auto point_at = [&](std::size_t wanted) {
        for (; byte < wanted && byte < text.size(); ++byte) {
            if ((static_cast<unsigned char>(text[byte]) & 0xC0U) != 0x80U) ++point;
        }
        return point;
    };
    for (const exchange::TextRange& range : ranges) {
        const std::int32_t begin = point_at(range.begin);
        spans.push_back({begin, point_at(range.end)});
    }
    return spans;
}

bool lies_in(std::int32_t point, const std::vector<plan::Span>& spans) {
    const auto after =
        std::upper_bound(spans.begin(), spans.end(), point,
                         [](std::int32_t p, const plan::Span& span) { return p < span.start; });
    return after != spans.begin() && point < std::prev(after)->end;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

// The words of the row up to the end of its metric, verb included; empty when they do not stand
// together.
std::u32string words_with_verb(const plan::Target& target) {
    const plan::Text text = plan::normalise(plan::Text::of(base::decode_utf8(target.text)));
    const std::u32string metric = base::decode_utf8(target.metric);
    const std::size_t at = text.chars().find(metric);
    if (metric.empty() || at == std::u32string::npos || at == 0) return {};
    return text.chars().substr(0, at + metric.size());
}

}  // namespace

void drop_repeated_rows(const exchange::DocumentText& document, plan::PlanDocument& plan) {
    if (document.repeats.empty()) return;
    std::vector<exchange::TextRange> ranges = document.repeats;
    std::sort(ranges.begin(), ranges.end(),
              [](const auto& a, const auto& b) { return a.begin < b.begin; });
    const std::vector<plan::Span> echoes = in_code_points(document.text, ranges);
    // A row ends with its number, or with the words that bound it.
    std::erase_if(plan.targets,
                  [&](const plan::Target& target) { return lies_in(target.span.end - 1, echoes); });
    for (plan::Explanation& explanation : plan.explanations) {
        if (!explanation.taken || !lies_in(explanation.span.start, echoes)) continue;
        explanation.taken = false;
        explanation.zh = "合并单元格的重复";
        explanation.en = "the echo of a merged cell";
    }
}

void add_page_metadata(const exchange::DocumentText& document, plan::PlanDocument& plan) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kNames{{
        {"articletitle", "信息名称"},
        {"pubdate", "发文日期"},
        {"contentsource", "信息来源"},
        {"keywords", "关键词"},
        {"description", "内容概述"},
    }};
    for (const auto& [name, value] : document.metadata) {
        const std::string wanted = lower(name);
        const auto* known = std::find_if(kNames.begin(), kNames.end(),
                                         [&](const auto& pair) { return pair.first == wanted; });
        if (known == kNames.end() || value.empty()) continue;
        const bool is_said =
            std::any_of(plan.metadata.begin(), plan.metadata.end(),
                        [&](const auto& entry) { return entry.first == known->second; });
        if (!is_said) plan.metadata.emplace_back(known->second, value);
        if (wanted == "articletitle" && plan.title.empty()) plan.title = value;
    }
}

void prefer_longer_wordings(const plan::Vocabulary& vocabulary, plan::PlanDocument& plan) {
    for (plan::Target& target : plan.targets) {
        const std::u32string words = words_with_verb(target);
        if (words.empty()) continue;
        std::string code = vocabulary.find(words, target.kind);
        if (!code.empty()) target.indicator = std::move(code);
    }
}

}  // namespace kc::office
