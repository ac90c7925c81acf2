// SPDX-License-Identifier: Apache-2.0
#include "policy/answer_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "policy/show.hpp"
#include "policy/text_lines.hpp"

namespace kc::policy {
namespace {

constexpr std::size_t kMaxFactsListed = 5;

std::string in_english(std::int32_t number, const char* unit) {
    return show_number(base::Ratio(number), formula::unit_named(unit), false, Language::en);
}

class Writer : private TextLines {
public:
    Writer(const Answer& answer, Language language)
        : TextLines(language), answer_(answer), policy_(*answer.policy) {}

    std::string summary();
    std::string whole();

private:
    std::string_view verdict_word(Verdict verdict) const {
        switch (verdict) {
            case Verdict::yes: return words("符合", "qualifies");
            case Verdict::no: return words("不符合", "does not qualify");
            case Verdict::open: break;
        }
        return words("待定", "open");
    }

    std::string_view holds_word(Verdict verdict) const {
        switch (verdict) {
            case Verdict::yes: return words("[是]", "[yes]");
            case Verdict::no: return words("[否]", "[no]");
            case Verdict::open: break;
        }
        return words("[待定]", "[open]");
    }

    // " (国科发政〔2017〕115号 第6.2条)"; nothing for what cites nothing.
    std::string cited(const Cite& cite) const {
        if (!cite.exists()) return {};
        return fmt::format(fmt::runtime(is_en() ? " ({})" : "（{}）"), show_cite(cite, language_));
    }

    std::string value(const formula::Value& value, NodeId node) const {
        return show_value(value, is_share(answer_.set->plan(), node), language_,
                          &answer_.set->texts());
    }

    std::string count(const Fact& fact, std::int64_t count) const {
        const formula::InputField& field = answer_.set->plan().inputs()[fact.slot];
        if (field.type.kind == formula::Kind::text) {
            return std::string(answer_.set->texts().text(count));
        }
        return show_count(field.type, field.step, fact.type == pack::FactType::ratio, count,
                          language_);
    }

    std::string_view sign(Comparator comparator) const {
        switch (comparator) {
            case Comparator::at_most: return "≤ ";
            case Comparator::less: return "< ";
            case Comparator::at_least: return "≥ ";
            case Comparator::more: return "> ";
            case Comparator::equal: return "= ";
            case Comparator::not_equal: return "≠ ";
            case Comparator::none: break;
        }
        return "";
    }

    // "职工总数 501人，要求 ≤ 500人，超出 1人"
    std::string compared(const LineAnswer& one, const std::string& what) const {
        std::string text = what;
        if (!one.value) return text;
        const bool share = is_share(answer_.set->plan(), one.line->value) ||
                           is_share(answer_.set->plan(), one.line->requirement);
        const auto show = [&](const formula::Value& v) {
            return show_value(v, share, language_, &answer_.set->texts());
        };
        text += fmt::format(" {}{}{}{}", show(*one.value), words("，要求 ", ", required "),
                            sign(one.line->comparator), show(*one.requirement));
        if (!one.distance) return text;
        const formula::Type type = one.value->type;
        const bool misses = one.verdict == Verdict::no;
        const base::Ratio zero;
        const base::Ratio apart =
            *one.distance < zero ? subtract(zero, *one.distance).value_or(zero) : *one.distance;
        if (apart == zero && !misses) return text;
        const std::string by = type.kind == formula::Kind::date
                                   ? show_number(apart, formula::unit_named("天"), false, language_)
                                   : show_number(apart, type.unit, share, language_);
        const bool is_upper =
            one.line->comparator == Comparator::at_most || one.line->comparator == Comparator::less;
        // "10 points short" names its unit; an exclusive limit that is just met is short by less.
        if (misses && apart == zero) {
            text += words("，不含本数", ", the limit itself excluded");
        } else if (misses) {
            text += fmt::format(
                "{}{}", is_upper ? words("，超出 ", ", over by ") : words("，差 ", ", short by "),
                by);
        } else {
            text += fmt::format("{}{}", words("，余 ", ", room "), by);
        }
        return text;
    }

    const ConditionAnswer* condition_named(const Reason& reason) const {
        if (reason.names.size() != 1) return nullptr;
        for (const ConditionAnswer& one : answer_.conditions) {
            if (one.condition->label.zh == reason.names[0] && one.condition->node == reason.node) {
                return &one;
            }
        }
        return nullptr;
    }

    std::string left_side(const LineAnswer& one) const {
        // Up to the sign: what is compared, in words.
        const std::string& text = shown(one.line->shown);
        if (one.line->comparator == Comparator::none) return text;
        for (const std::string_view end :
             {" ≤ ", " ≥ ", " <= ", " >= ", " < ", " > ", " ≠ ", " != ", " = "}) {
            if (const std::size_t at = text.find(end); at != std::string::npos) {
                return text.substr(0, at);
            }
        }
        return text;
    }

    std::string reason(const ReasonAnswer& one) const {
        if (const ConditionAnswer* condition = condition_named(*one.reason)) {
            std::string text = name(condition->condition->label);
            std::string lines;
            for (const LineAnswer& part : condition->lines) {
                if (part.verdict != condition->verdict && condition->verdict != Verdict::open) {
                    continue;
                }
                if (condition->verdict == Verdict::yes) continue;
                if (part.verdict == Verdict::yes) continue;
                lines += (lines.empty() ? "" : words("；", "; "));
                lines += compared(part, left_side(part));
            }
            if (!lines.empty()) text += std::string(words("：", ": ")) + lines;
            return text + cited(condition->condition->cite);
        }
        return compared(one.line, left_side(one.line)) + reason_cite(one);
    }

    std::string reason_cite(const ReasonAnswer& one) const {
        for (const std::string& named : one.reason->names) {
            for (const ScoreAnswer& score : answer_.scores) {
                if (score.score->label.zh == named) return cited(score.score->cite);
            }
            for (const Definition& definition : policy_.definitions) {
                if (definition.label.zh == named) return cited(definition.cite);
            }
        }
        return cited(policy_.decision_cite);
    }

    void reasons();
    void missing();
    void proposals();
    void amounts();
    void conditions();
    void scores(const std::vector<ScoreAnswer>& scores, int depth);
    void facts();
    void readiness();
    void notes();
    std::string missing_names() const;

    const Answer& answer_;
    const Policy& policy_;
};

std::string Writer::missing_names() const {
    std::string names;
    for (const MissingFact& one : answer_.missing) {
        if (!names.empty()) names += words("、", ", ");
        names += name(policy_.facts[one.fact].label);
    }
    return names;
}

std::string Writer::summary() {
    const std::string title = said(policy_.text().title);
    if (!answer_.is_in_force) {
        return fmt::format(fmt::runtime(is_en() ? "{}: not in force on {}." : "{}：{} 不适用。"),
                           title, base::to_string(answer_.law_date));
    }
    std::string text =
        fmt::format("{}{}{}", title, words("：", ": "), verdict_word(answer_.verdict));
    if (answer_.verdict == Verdict::yes) {
        if (answer_.amount_sum && answer_.amount_sum->lo) {
            text += fmt::format("{}{}", words("，可得 ", ", worth "),
                                value(*answer_.amount_sum, policy_.amount_sum));
        }
        return text + std::string(words("。", "."));
    }
    if (answer_.verdict == Verdict::open && !answer_.missing.empty()) {
        text += fmt::format("{}{}", words("，缺少 ", "; missing: "), missing_names());
    } else if (!answer_.because.empty()) {
        text += fmt::format("{}{}", words("：", ": "), reason(answer_.because[0]));
        if (answer_.because.size() > 1) {
            text += fmt::format(fmt::runtime(is_en() ? ", and {} more" : "，另有 {} 项"),
                                answer_.because.size() - 1);
        }
    }
    if (!answer_.proposals.empty()) {
        text += fmt::format("{}{}", words("；最省力的做法：", "; the cheapest way: "),
                            to_text(answer_.proposals[0], policy_, language_));
    }
    return text + std::string(words("。", "."));
}

void Writer::reasons() {
    if (answer_.because.empty()) return;
    heading("决定性理由", "What decides");
    for (const ReasonAnswer& one : answer_.because) {
        line("  {} {}", holds_word(one.line.verdict), reason(one));
    }
    if (answer_.otherwise.empty()) return;
    line("  {}", words("其他途径也不成立：", "The other routes are closed too:"));
    for (const ReasonAnswer& one : answer_.otherwise) {
        line("  {} {}", holds_word(one.line.verdict), reason(one));
    }
}

void Writer::missing() {
    if (answer_.missing.empty()) return;
    heading("缺少的数据（按起决定作用的多少排列）", "Missing, what decides most often first");
    for (const MissingFact& one : answer_.missing) {
        const Fact& fact = policy_.facts[one.fact];
        std::string text = name(fact.label);
        if (!fact.asked_by.empty()) text += cited(fact.asked_by.front());
        if (!one.can_be_asked) {
            text += words("，须由主管部门或专家认定", ", to be settled by an authority or experts");
        }
        line("  - {}", text);
    }
    for (const Threshold& one : answer_.thresholds) {
        const Fact& fact = policy_.facts[one.fact];
        const formula::InputField& field = answer_.set->plan().inputs()[fact.slot];
        const bool from_start = one.from == formula::kUnboundedBelow ||
                                (field.lowest.count && one.from <= *field.lowest.count);
        const bool to_end = one.to == formula::kUnboundedAbove ||
                            (field.highest.count && one.to >= *field.highest.count);
        std::string where;
        if (!from_start) where = fmt::format("≥ {}", count(fact, one.from));
        if (!to_end) {
            where += fmt::format("{}≤ {}", where.empty() ? "" : words(" 且 ", " and "),
                                 count(fact, one.to));
        }
        if (where.empty()) continue;
        line("    {} {}{}{}", name(fact.label), where, words("：", ": "),
             verdict_word(one.verdict));
    }
}

void Writer::proposals() {
    if (answer_.proposals.empty()) {
        if (answer_.is_out_of_reach) {
            heading("可以怎么做", "What would help");
            line("  {}", words("单靠一两项可行的做法达不到要求",
                               "One or two of the possible steps are not enough"));
        }
        return;
    }
    heading("可以怎么做（由省力到费力，均已重新计算）",
            "What would help, the cheapest first, each computed again");
    for (std::size_t i = 0; i < answer_.proposals.size(); ++i) {
        const Proposal& one = answer_.proposals[i];
        std::string text = to_text(one, policy_, language_);
        if (one.total) {
            text += fmt::format("{}{}", words("，总分到 ", ", total then "),
                                value(*one.total, policy_.total));
        }
        // Levers are pulled at the same time, so the slowest one counts.
        std::int32_t months = 0;
        for (const Move& move : one.moves) {
            months = std::max(months, policy_.levers[move.lever].lead_months);
        }
        if (months > 0) {
            text += is_en() ? fmt::format(" (takes {})", in_english(months, "月"))
                            : fmt::format("（约需 {} 个月）", months);
        }
        line("  {}. {}", i + 1, text);
    }
}

void Writer::amounts() {
    if (answer_.amounts.empty() || answer_.verdict == Verdict::no) return;
    heading("金额", "Amounts");
    for (const AmountAnswer& one : answer_.amounts) {
        line("  {}{}{}{}", name(one.amount->label), words("：", ": "),
             value(one.value, one.amount->node), cited(one.amount->cite));
    }
}

void Writer::conditions() {
    if (answer_.conditions.empty()) return;
    heading("条件", "Conditions");
    for (const ConditionAnswer& one : answer_.conditions) {
        line("  {} {}{}", holds_word(one.verdict), name(one.condition->label),
             cited(one.condition->cite));
        for (const LineAnswer& part : one.lines) {
            std::string text = compared(part, left_side(part));
            for (const std::size_t fact : part.line->facts) {
                const BoundFact& bound = answer_.facts.bound[fact];
                if (bound.source.empty()) continue;
                text += fmt::format("{}{}", words("，来源 ", ", from "), bound.source);
                if (bound.date) text += " " + base::to_string(*bound.date);
                break;
            }
            line("      {} {}", holds_word(part.verdict), text);
        }
    }
}

void Writer::scores(const std::vector<ScoreAnswer>& scores, int depth) {
    for (const ScoreAnswer& one : scores) {
        const Score& score = *one.score;
        std::string text(static_cast<std::size_t>(2 + 4 * depth), ' ');
        text += fmt::format("{}{}{}", name(score.label), words("：", ": "),
                            value(one.points, score.node));
        if (!score.max_points.empty()) {
            text += fmt::format(fmt::runtime(is_en() ? " of {}" : "，满分 {}"), score.max_points);
        }
        if (one.of) {
            text += fmt::format(fmt::runtime(is_en() ? "; {} is {}" : "；{} 为 {}"),
                                shown(score.shown), value(*one.of, score.of));
        }
        if (one.row && score.form == ScoreForm::bands) {
            const Row& row = score.rows[*one.row];
            text += fmt::format(
                "{}{}", words("，属 ", ", in "),
                row.is_else ? words("其他", "else") : std::string_view(shown(row.shown)));
        } else if (one.row && score.form == ScoreForm::first) {
            const Row& row = score.rows[*one.row];
            text += fmt::format(
                "{}{}", words("；", "; "),
                row.condition ? shown(row.condition->shown) : std::string(words("其他", "else")));
        }
        if (one.is_chosen) text += words("（取此项）", " (taken)");
        line("{}{}", text, cited(score.cite));
        this->scores(one.parts, depth + 1);
    }
}

void Writer::facts() {
    for (const Dispute& one : answer_.disputes) {
        const Fact& fact = policy_.facts[one.fact];
        line("  {}{}{} {}{}{}", name(fact.label), words("：", ": "),
             one.source.empty() ? std::string(words("列表", "list")) : one.source,
             count(fact, one.count),
             one.is_settled
                 ? words("（排序在后，未采用），若采用则", " (ranked lower, not used); with it: ")
                 : words("（有争议），按它则", " (disputed); with it: "),
             verdict_word(one.verdict));
    }
    for (const std::size_t fact : answer_.stale) {
        line("  {}{}", name(policy_.facts[fact].label),
             words("：数据已过时，请更新", ": out of date, please renew"));
    }
    for (const std::size_t fact : answer_.implausible) {
        line("  {}{}", name(policy_.facts[fact].label),
             words("：数值超出常见范围，请核对单位（元、万元）",
                   ": outside the usual range, check the unit (yuan, 10,000 yuan)"));
    }
    for (const Diagnostic& wrong : answer_.facts.wrong) {
        line("  {}", kc::to_string(wrong, language_));
    }
    for (const Expiry& one : answer_.expiries) {
        if (!one.is_due && one.days_left >= 0) continue;
        const std::string& grant = said(one.outcome->text->grant);
        if (one.days_left < 0) {
            line("  {}{}{}", grant, words("已于 ", " ended on "), base::to_string(one.last_day));
        } else {
            line("  {}{}{}{}{}", grant, words("将于 ", " ends on "), base::to_string(one.last_day),
                 words("到期，还有 ", ", in "),
                 is_en() ? in_english(one.days_left, "天") : fmt::format("{} 天", one.days_left));
        }
    }
}

void Writer::readiness() {
    const Readiness& ready = answer_.readiness;
    heading("免申即享", "Without an application");
    if (ready.is_ready) {
        line("  {}", words("可以：所需数据都由部门提供", "possible: authorities supply all facts"));
        return;
    }
    line("  {}", words("还不能", "not yet"));
    const auto list = [&](std::string_view label, const std::vector<std::size_t>& facts) {
        if (facts.empty()) return;
        std::string text;
        for (std::size_t i = 0; i < std::min(facts.size(), kMaxFactsListed); ++i) {
            if (i > 0) text += words("、", ", ");
            text += name(policy_.facts[facts[i]].label);
        }
        if (facts.size() > kMaxFactsListed) {
            text += fmt::format(fmt::runtime(is_en() ? " and {} more" : "等 {} 项"),
                                is_en() ? facts.size() - kMaxFactsListed : facts.size());
        }
        line("  {}{}", label, text);
    };
    list(words("由申请人提供：", "from the applicant: "), ready.self_declared);
    list(words("没有写明来源：", "no source named: "), ready.without_source);
}

void Writer::notes() {
    const pack::PolicyText& text = policy_.text();
    if (text.status == pack::PolicyStatus::official) return;
    heading("参考性预判，不是主管部门的决定；以下没有核实：",
            "An advisory estimate, not the authority's decision; not verified:");
    for (const pack::PolicyGap& gap : text.gaps) line("  - {}", said(gap.what));
}

std::string Writer::whole() {
    out_ = summary() + "\n";
    if (!answer_.is_in_force) return std::move(out_);
    line("{}{}{}{}", words("适用日期 ", "Law of "), base::to_string(answer_.law_date),
         words("，版本 ", ", edition "), policy_.code);
    reasons();
    missing();
    proposals();
    amounts();
    conditions();
    if (!answer_.scores.empty()) {
        heading("评分", "Scores");
        scores(answer_.scores, 0);
        line("  {}{}", words("总分：", "total: "), value(*answer_.total, policy_.total));
    }
    std::string kept;
    std::swap(kept, out_);
    facts();
    std::swap(kept, out_);
    if (!kept.empty()) {
        heading("数据提示", "About the data");
        out_ += kept;
    }
    readiness();
    notes();
    return std::move(out_);
}

}  // namespace

std::string summary(const Answer& answer, Language language) {
    return Writer(answer, language).summary();
}

std::string to_text(const Answer& answer, Language language) {
    return Writer(answer, language).whole();
}

std::string to_text(const Proposal& proposal, const Policy& policy, Language language) {
    std::string text;
    for (const Move& move : proposal.moves) {
        const Lever& lever = policy.levers[move.lever];
        if (!text.empty()) text += " + ";
        const auto amount = multiply(lever.step, base::Decimal(move.steps));
        text += fmt::format(fmt::runtime(language == Language::en ? "{}: {}" : "{} {}"),
                            language == Language::en ? lever.label.en : lever.label.zh,
                            amount ? show_number(base::Ratio(*amount), lever.unit, false, language)
                                   : std::to_string(move.steps));
    }
    return text;
}

}  // namespace kc::policy
