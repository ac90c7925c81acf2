// SPDX-License-Identifier: Apache-2.0
#include "policy/rules_text.hpp"

#include <fmt/format.h>

#include <iterator>

#include "policy/answer.hpp"
#include "policy/show.hpp"
#include "policy/text_lines.hpp"

namespace kc::policy {
namespace {

class Writer : private TextLines {
public:
    Writer(const PolicySet& set, const Policy& policy, base::Date law_date, Language language)
        : TextLines(language), set_(set), policy_(policy), law_date_(law_date) {}

    std::string write() {
        head();
        parameters();
        conditions();
        if (!policy_.scores.empty()) {
            heading("评分", "Scores");
            for (const Score& score : policy_.scores) this->score(score, 0);
        }
        heading("结论", "Decision");
        line("  {} {}{}", words("符合，若", "yes if"), shown(policy_.decision_shown),
             cited(policy_.decision_cite));
        amounts();
        levers();
        facts();
        sources();
        return std::move(out_);
    }

private:
    std::string cited(const Cite& cite) const {
        if (!cite.exists()) return {};
        return is_en() ? fmt::format(" ({})", show_cite(cite, language_))
                       : fmt::format("（{}）", show_cite(cite, language_));
    }

    void head() {
        const pack::PolicyText& text = policy_.text();
        line("{} ({})", said(text.title), policy_.code);
        const auto& period = text.in_force;
        line("{} {}..{}", words("适用日期", "in force"),
             period.from ? base::to_string(*period.from) : "",
             period.until ? base::to_string(*period.until) : "");
        if (text.about) line("{}", said(*text.about));
        if (text.status == pack::PolicyStatus::official) return;
        line("{}", words("参考性预判；以下没有核实：", "Advisory; not verified:"));
        for (const pack::PolicyGap& gap : text.gaps) line("  - {}", said(gap.what));
    }

    void parameters() {
        if (policy_.parameters.empty()) return;
        heading("参数", "Figures");
        for (const Parameter& one : policy_.parameters) {
            const ParameterValue* value = &one.values.front();
            for (const ParameterValue& v : one.values) {
                if (v.from <= law_date_) value = &v;
            }
            const bool share = one.type.unit.is_none() && one.type.kind == formula::Kind::number;
            line("  {} = {}{}{}", name(one.label),
                 show_count(one.type, one.step, share, value->count, language_),
                 one.values.size() > 1
                     ? fmt::format(fmt::runtime(is_en() ? ", since {}" : "，自 {}"),
                                   base::to_string(value->from))
                     : std::string(),
                 cited(one.cite));
        }
    }

    void conditions() {
        if (policy_.conditions.empty()) return;
        heading("条件", "Conditions");
        for (const Condition& one : policy_.conditions) {
            line("  {}{}{}", name(one.label),
                 one.is_any ? words("（其中之一）", " (one of)") : std::string_view(),
                 cited(one.cite));
            for (const Line& part : one.lines) line("      {}", shown(part.shown));
        }
    }

    std::string points(const Row& row) const {
        const auto one = [&](NodeId node) -> std::string {
            const formula::Node& n = set_.plan().node(node);
            if (n.op != formula::Op::constant) return "…";
            return show_count(n.type, n.step, false, n.lo, language_);
        };
        if (row.points_low == row.points_high) return one(row.points_low);
        return fmt::format("{}–{}", one(row.points_low), one(row.points_high));
    }

    void score(const Score& score, int depth) {
        const std::string indent(static_cast<std::size_t>(2 + 4 * depth), ' ');
        std::string text = indent + name(score.label);
        const std::string& max = score.max_points;
        if (!max.empty()) {
            text += fmt::format(fmt::runtime(is_en() ? ", at most {}" : "，满分 {}"), max);
        }
        if (score.form == ScoreForm::best_of) text += words("，取最高一项", ", the best of");
        if (!score.shown.zh.empty()) {
            text += fmt::format("{}{}", words("，按 ", ", by "), shown(score.shown));
        }
        line("{}{}", text, cited(score.cite));
        for (const Row& row : score.rows) {
            std::string when = shown(row.condition ? row.condition->shown : row.shown);
            if (row.is_else) when = words("其他", "else");
            line("{}    {}: {}", indent, when, points(row));
        }
        for (const Score& part : score.parts) this->score(part, depth + 1);
    }

    void amounts() {
        if (policy_.amounts.empty()) return;
        heading("金额", "Amounts");
        for (const Amount& one : policy_.amounts) {
            std::string text = name(one.label);
            const auto add = [&](const pack::Located& part, std::string_view zh,
                                 std::string_view en) {
                if (part.empty()) return;
                text +=
                    fmt::format("{}{}", words(zh, en), show_written(part.text, policy_, language_));
            };
            add(one.text->fixed, "：", ": ");
            add(one.text->of, "：基数 ", ": of ");
            add(one.text->rate, "，比例 ", ", rate ");
            for (const auto& tier : one.text->tiers) {
                text += fmt::format("; {} {}", show_range(tier[0].text, policy_, language_),
                                    show_written(tier[1].text, policy_, language_));
            }
            add(one.text->cap, "，上限 ", ", at most ");
            line("  {}{}", text, cited(one.cite));
        }
    }

    void levers() {
        if (policy_.levers.empty()) return;
        heading("可以做的事", "What can be changed");
        for (const Lever& one : policy_.levers) {
            line("  {}{}{}", name(one.label), words("，每步 ", ", step "),
                 is_en() ? show_number(base::Ratio(one.step), one.unit, false, language_)
                         : one.text->step.text);
        }
    }

    void facts() {
        heading("读取的事实", "Facts read");
        for (const Fact& one : policy_.facts) {
            std::string sources;
            for (const std::size_t origin : one.rank) {
                if (!sources.empty()) sources += words("、", ", ");
                sources += name(policy_.origins[origin].label);
            }
            line("  {} ({}){}", name(one.label), one.label.code,
                 sources.empty() ? sources : fmt::format("{}{}", words("：", ": "), sources));
        }
        const Readiness ready = readiness(policy_);
        line("  {}", ready.is_ready ? words("全部来自权威来源，可免申即享",
                                            "all from authorities: no application needed")
                                    : words("有事实只能由申请人提供，需申请",
                                            "some only the applicant can give"));
    }

    void sources() {
        heading("依据", "Sources");
        for (const auto& source : policy_.text().sources) {
            line("  {} {}", source.value.doc,
                 source.value.title ? said(*source.value.title) : std::string());
        }
        for (const pack::PolicyOmission& one : policy_.text().not_encoded) {
            line("  {} {}{}{}", words("未译成规则：", "not encoded:"), one.cite.text,
                 words("，", ", "), said(one.why));
        }
    }

    const PolicySet& set_;
    const Policy& policy_;
    base::Date law_date_;
};

}  // namespace

std::string rules_text(const PolicySet& set, const Policy& policy, base::Date law_date,
                       Language language) {
    return Writer(set, policy, law_date, language).write();
}

}  // namespace kc::policy
