// SPDX-License-Identifier: Apache-2.0
// What must hold inside a template, so that a document can be made of it.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/suggest.hpp"
#include "pack/checks.hpp"
#include "pack/document_template.hpp"

namespace kc::pack {
namespace {

constexpr std::array kTemplateWords{
    TemplateWord{"bureau", "发文机关", "the issuing bureau"},
    TemplateWord{"year", "年份", "the year"},
    TemplateWord{"period", "所涉时间，如 2024年6月", "the time it is about, 2024年6月"},
    TemplateWord{"date", "成文日期", "the day it is written on"},
    TemplateWord{"issue", "期号或文号的数字", "the number of the issue or document"},
    TemplateWord{"targets", "目标数", "how many targets there are"},
    TemplateWord{"achieved", "已完成的目标数", "how many are achieved"},
    TemplateWord{"on_track", "正常推进的目标数", "how many are on track"},
    TemplateWord{"behind", "有风险和落后的目标数", "how many are at risk or off track"},
    TemplateWord{"unknown", "数据缺失或过期的目标数", "how many are unknown or stale"},
    TemplateWord{"tasks", "重点任务数", "how many key tasks there are"},
};

class TemplateCheck {
public:
    TemplateCheck(const Entry<DocumentTemplate>& entry, Diagnostics& found)
        : entry_(entry), node_(*entry.origin.node), found_(found) {}

    void run() {
        const DocumentTemplate& one = entry_.value;
        check_words(node_, "title", one.title);
        check_words(node_, "number", one.number);
        check_words(node_, "masthead", one.masthead);
        check_words(node_, "recipient", one.recipient);
        check_words(node_, "remark", one.remark);
        check_parts(node_, one.parts);
        const Node* annexes = node_.find("annexes");
        for (std::size_t i = 0; i < one.annexes.size(); ++i) {
            const Node& at = annexes->items[i];
            check_words(at, "title", one.annexes[i].title);
            check_parts(at, one.annexes[i].parts);
        }
    }

private:
    void error(const Node& at, Finding finding) {
        add_error(found_, entry_.origin.document->place(at), std::move(finding));
    }

    void check_parts(const Node& in, const std::vector<DocumentPart>& parts) {
        const Node* list = in.find("parts");
        for (std::size_t i = 0; i < parts.size(); ++i) check_part(list->items[i], parts[i]);
    }

    void check_part(const Node& at, const DocumentPart& part) {
        const bool has_table = part.table != DocumentTableOf::none;
        const int said = int{!part.heading.empty()} + int{!part.text.empty()} + int{has_table};
        if (said != 1)
            error(at, {"E-part", "一段应当是 heading、text、table 三者之一",
                       "a part is one of heading, text and table", "只留一个", "leave just one"});
        if (!has_table && (!part.caption.empty() || !part.if_empty.empty()))
            error(at, {"E-part", "只有表格才有 caption 和 if_empty",
                       "'caption' and 'if_empty' are for tables only", "删去它们", "remove them"});
        if (part.heading.empty() && at.find("level") != nullptr)
            error(at, {"E-part", "只有标题才有 level", "'level' is for headings only", "删去它",
                       "remove it"});
        check_words(at, "heading", part.heading);
        check_words(at, "text", part.text);
        check_words(at, "caption", part.caption);
        check_words(at, "if_empty", part.if_empty);
    }

    void check_words(const Node& in, std::string_view key, std::string_view text) {
        for (const std::string_view word : words_in(text)) {
            const auto known = std::any_of(kTemplateWords.begin(), kTemplateWords.end(),
                                           [&](const auto& one) { return one.word == word; });
            if (known) continue;
            std::vector<std::string> names;
            for (const TemplateWord& one : kTemplateWords) names.emplace_back(one.word);
            const auto near = base::nearest(word, names);
            const std::string name = near.value_or(std::string(kTemplateWords.front().word));
            error(*in.find(key),
                  {"E-template-word", fmt::format("没有 {{{}}} 可填", word),
                   fmt::format("nothing fills {{{}}}", word), fmt::format("是不是 {{{}}}？", name),
                   fmt::format("did you mean {{{}}}?", name)});
        }
    }

    const Entry<DocumentTemplate>& entry_;
    const Node& node_;
    Diagnostics& found_;
};

}  // namespace

std::span<const TemplateWord> template_words() {
    return kTemplateWords;
}

std::vector<std::string_view> words_in(std::string_view text) {
    std::vector<std::string_view> words;
    std::size_t open = text.find('{');
    while (open != std::string_view::npos) {
        const std::size_t close = text.find('}', open);
        words.push_back(text.substr(open + 1, close - open - 1));
        open = close == std::string_view::npos ? close : text.find('{', close);
    }
    return words;
}

void check_document_templates(const ObjectSet& set, Diagnostics& found) {
    for (const auto& entry : set.document_templates) {
        if (entry.is_sound) TemplateCheck(entry, found).run();
    }
}

}  // namespace kc::pack
