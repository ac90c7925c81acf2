// SPDX-License-Identifier: Apache-2.0
#include "policy/names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "policy/limits.hpp"
#include "policy/report.hpp"

namespace kc::policy {
namespace {

bool is_ascii_name(std::string_view code) {
    if (code.empty() || code.front() < 'a' || code.front() > 'z') return false;
    return std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

bool is_usable_in_formulas(NameKind kind) {
    return kind != NameKind::lever && kind != NameKind::collection && kind != NameKind::field &&
           kind != NameKind::limit;
}

// Blanks and signs would end the name inside a formula.
bool can_stand_in_formula(std::string_view name) {
    return name.find_first_of(" \t+-*/=<>!()[]{},.'\"&|:;#") == std::string_view::npos &&
           !(name.front() >= '0' && name.front() <= '9');
}

}  // namespace

std::string experts_name(std::string_view score_zh) {
    return fmt::format("{}专家评分", score_zh);
}

std::string experts_code(std::string_view score_code) {
    return score_code.empty() ? std::string() : fmt::format("{}_expert", score_code);
}

bool has_experts_range(const pack::PolicyScore& score) {
    for (const auto* rows : {&score.bands, &score.first}) {
        for (const auto& row : *rows) {
            if (row.size() == 2 && row[1].text.find("..") != std::string::npos) return true;
        }
    }
    return false;
}

NameTable::NameTable(const pack::Entry<pack::PolicyText>& policy, Diagnostics& found)
    : policy_(policy), found_(found) {
    const pack::PolicyText& text = policy.value;
    add_own("评价日", "law_date", NameKind::law_date);
    add_own("数据年度末", "data_year_end", NameKind::data_year_end);
    if (!text.scores.empty()) add_own("总分", "total", NameKind::total);
    add_all(text.facts, NameKind::fact);
    add_all(text.parameters, NameKind::parameter);
    add_all(text.definitions, NameKind::definition);
    add_all(text.conditions, NameKind::condition);
    add_scores(text.scores);
    add_all(text.amounts, NameKind::amount);
    add_all(text.levers, NameKind::lever);
    add_all(text.collections, NameKind::collection);
    for (const auto& limit : text.limits) add(limit.name, "", NameKind::limit, &limit);
    if (entries_.size() > 2 * kMaxNames) {
        tell_error(found_, policy_.origin.place(),
                   {"E-too-many", fmt::format("名称超过 {} 个", kMaxNames),
                    fmt::format("more than {} names", kMaxNames), "拆成几个政策文件",
                    "split it into several policies"});
    }
}

template <typename T>
void NameTable::add_all(const pack::Table<T>& table, NameKind kind) {
    for (const pack::Named<T>& entry : table) add(entry.name, entry.value.code, kind, &entry);
}

void NameTable::add_scores(const pack::Table<pack::PolicyScore>& scores) {
    for (const auto& score : scores) {
        add(score.name, score.value.code, NameKind::score, &score);
        if (has_experts_range(score.value)) {
            if (score.value.code.empty()) {
                tell_error(found_, place_of(policy_.origin, score.name),
                           {"E-missing", "缺少 code：专家评分的评分要有英文代码",
                            "'code' is missing: a score that experts decide needs one",
                            "加上 code: 小写英文", "add code: in small letters"});
            }
            pack::Located experts = score.name;
            experts.text = experts_name(score.name.text);
            add(experts, experts_code(score.value.code), NameKind::experts_points, &score);
        }
        add_scores(score.value.best_of);
        add_scores(score.value.sum_of);
    }
}

void NameTable::add(const pack::Located& name, const std::string& code, NameKind kind,
                    const void* text) {
    const Place at = place_of(policy_.origin, name);
    if (name.text.empty() || (is_usable_in_formulas(kind) && !can_stand_in_formula(name.text))) {
        tell_error(
            found_, at,
            {"E-name", fmt::format("“{}”不能作名称", name.text),
             fmt::format("'{}' cannot be a name", name.text), "名称不含空格和运算符，不以数字开头",
             "a name holds no blanks or operators and does not begin with a digit"});
        return;
    }
    if (!code.empty() && !is_ascii_name(code)) {
        tell_error(found_, at,
                   {"E-code", fmt::format("{} 的 code“{}”不是英文代码", name.text, code),
                    fmt::format("the code '{}' of {} is no ASCII name", code, name.text),
                    "用小写字母、数字和 _，以字母开头",
                    "small letters, digits and _, beginning with a letter"});
        return;
    }
    for (const std::string& word : {name.text, code}) {
        if (word.empty()) continue;
        const auto [entry, is_new] = entries_.emplace(word, NameEntry{kind, text, name.text, name});
        if (is_new) continue;
        tell_error(found_, at,
                   {"E-name-twice", fmt::format("名称 {} 已经用过", word),
                    fmt::format("the name '{}' is taken", word),
                    fmt::format("换一个名称；它已指 {}", entry->second.zh),
                    fmt::format("choose another; it stands for {} already", entry->second.zh)});
    }
}

void NameTable::add_own(std::string_view zh, std::string_view code, NameKind kind) {
    for (const std::string_view word : {zh, code}) {
        entries_.emplace(word, NameEntry{kind, nullptr, std::string(zh), {}});
    }
}

const NameEntry* NameTable::find(std::string_view name) const {
    const auto found = entries_.find(name);
    return found == entries_.end() ? nullptr : &found->second;
}

std::optional<std::string> NameTable::nearest(std::string_view wrong) const {
    std::vector<std::string> names;
    for (const auto& [name, entry] : entries_) {
        if (is_usable_in_formulas(entry.kind)) names.push_back(name);
    }
    return base::nearest(wrong, names);
}

}  // namespace kc::policy
