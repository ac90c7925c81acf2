// SPDX-License-Identifier: Apache-2.0
#include "policy/cite.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "base/suggest.hpp"
#include "policy/report.hpp"

namespace kc::policy {
namespace {

using Source = pack::Named<pack::PolicySource>;

template <typename T>
std::vector<std::string> names_of(const pack::Table<T>& table) {
    std::vector<std::string> names;
    for (const auto& entry : table) names.push_back(entry.name.text);
    return names;
}

// The article itself, or the listed article it is a part of: 11.5a belongs to 11.5 and 11.
const pack::Named<pack::Bilingual>* listed(const Source& source, std::string_view article) {
    for (;;) {
        if (const auto* entry = find_named(source.value.articles, article)) return entry;
        const std::size_t dot = article.rfind('.');
        if (dot == std::string_view::npos) return nullptr;
        article = article.substr(0, dot);
    }
}

bool is_part_of(std::string_view article, std::string_view whole) {
    return article == whole || (article.starts_with(whole) && article.size() > whole.size() &&
                                article[whole.size()] == '.');
}

}  // namespace

Citations::Citations(const pack::Entry<pack::PolicyText>& policy, Diagnostics& found)
    : policy_(policy), found_(found) {
    for (const pack::PolicyOmission& omission : policy.value.not_encoded) {
        read_optional(omission.cite);
    }
    for (const pack::PolicyGap& gap : policy.value.gaps) read_optional(gap.cite);
}

Cite Citations::read(const pack::Located& text, const pack::Located& owner) {
    if (!text.empty()) return read_optional(text);
    tell_warning(found_, place_of(policy_.origin, owner),
                 {"W-no-cite", fmt::format("{} 没有引用条款", owner.text),
                  fmt::format("{} cites no article", owner.text), "加上 cite: 文件.条号",
                  "add cite: source.article"});
    return {};
}

Cite Citations::read_optional(const pack::Located& text) {
    if (text.empty()) return {};
    const std::size_t dot = text.text.find('.');
    const std::string key = text.text.substr(0, dot);
    const Source* source = find_named(policy_.value.sources, key);
    const Place at = place_of(policy_.origin, text);
    if (source == nullptr) {
        const auto near = base::nearest(key, names_of(policy_.value.sources));
        tell_error(found_, at,
                   {"E-cite", fmt::format("sources 里没有 {}", key),
                    fmt::format("there is no '{}' in 'sources'", key),
                    near ? fmt::format("是不是 {}？", *near) : "先在 sources 里写上这个文件",
                    near ? fmt::format("did you mean '{}'?", *near) : "add it to 'sources' first"});
        return {};
    }
    Cite cite{source, dot == std::string::npos ? "" : text.text.substr(dot + 1), nullptr};
    if (cite.article.empty() || source->value.articles.empty()) return cite;
    const auto* entry = listed(*source, cite.article);
    if (entry == nullptr) {
        const auto near = base::nearest(cite.article, names_of(source->value.articles));
        tell_error(found_, at,
                   {"E-cite", fmt::format("{} 没有列出条款 {}", key, cite.article),
                    fmt::format("{} lists no article {}", key, cite.article),
                    near ? fmt::format("是不是 {}？", *near) : "在 articles 里写上它",
                    near ? fmt::format("did you mean {}?", *near) : "add it to 'articles'"});
        return cite;
    }
    cite.gist = &entry->value;
    cited_.emplace(key, cite.article);
    return cite;
}

void Citations::report_uncovered() {
    for (const Source& source : policy_.value.sources) {
        for (const auto& article : source.value.articles) {
            bool is_covered = false;
            for (const auto& [key, cited] : cited_) {
                is_covered |= key == source.name.text && (is_part_of(cited, article.name.text) ||
                                                          is_part_of(article.name.text, cited));
            }
            if (is_covered) continue;
            tell_warning(
                found_, place_of(policy_.origin, article.name),
                {"W-article", fmt::format("{} 第{}条没有规则", source.value.doc, article.name.text),
                 fmt::format("{} article {} has no rule", source.value.doc, article.name.text),
                 "译成规则，或写进 not_encoded 并说明原因",
                 "encode it, or name it in 'not_encoded' with the reason"});
        }
    }
}

}  // namespace kc::policy
