// SPDX-License-Identifier: Apache-2.0
#include "policy/between_text.hpp"

#include <fmt/format.h>

#include "pack/json_text.hpp"
#include "policy/answer_text.hpp"
#include "policy/show.hpp"

namespace kc::policy {
namespace {

using pack::JsonText;

struct Words {
    std::string zh = {};
    std::string en = {};
};

const std::string& title_of(const Policy& policy, Language language) {
    const pack::Bilingual& title = policy.text().title;
    return language == Language::en && !title.en.empty() ? title.en : title.zh;
}

std::string verdict_words(Verdict verdict, bool en) {
    switch (verdict) {
        case Verdict::yes: return en ? "qualifies" : "符合";
        case Verdict::no: return en ? "does not qualify" : "不符合";
        case Verdict::open: break;
    }
    return en ? "open" : "待定";
}

// "甲和乙只能享受一项，保留乙"
std::string conflict_words(const Conflict& one, Language language) {
    const bool en = language == Language::en;
    const std::string& first = title_of(*one.first, language);
    const std::string& second = title_of(*one.second, language);
    const auto say = [&](fmt::string_view zh_form, fmt::string_view en_form) {
        return fmt::format(fmt::runtime(en ? en_form : zh_form), first, second);
    };
    std::string text;
    switch (one.rule->rule) {
        case pack::StackingRule::exclusive:
            text = say("{}和{}不能同时享受", "{} and {} cannot be had together");
            break;
        case pack::StackingRule::higher_of:
            text = say("{}和{}只给较高的一项", "of {} and {} only the higher is paid");
            if (one.keep != nullptr) {
                text +=
                    fmt::format(fmt::runtime(en ? ": {}" : "：{}"), title_of(*one.keep, language));
            }
            break;
        case pack::StackingRule::same_project:
            text = say("同一项目不能同时享受{}和{}", "one project cannot have both {} and {}");
            break;
        case pack::StackingRule::cooling_off:
            text = say("{}和{}要间隔", "between {} and {} there must be");
            text += ' ';
            text += show_number(base::Ratio(one.rule->years.value_or(0)), formula::unit_named("年"),
                                false, language);
            break;
    }
    if (one.cite == nullptr || !one.cite->exists()) return text;
    return text +
           fmt::format(fmt::runtime(en ? " ({})" : "（{}）"), show_cite(*one.cite, language));
}

class Writer {
public:
    Writer(std::span<const Answer> answers, Language language)
        : answers_(answers), language_(language) {}

    std::string text(const PolicySet& set, base::Date law_date) {
        for (const Answer& one : answers_) {
            line("[{}] {} ({})", verdict_words(one.verdict, is_en()),
                 title_of(*one.policy, language_), one.policy->code);
            if (one.verdict != Verdict::yes) line("    {}", summary(one, language_));
        }
        conflicts_part();
        ladder_part(set, law_date);
        expiries_part();
        readiness_part();
        return std::move(out_);
    }

private:
    bool is_en() const { return language_ == Language::en; }

    template <typename... Args>
    void line(fmt::format_string<Args...> format, Args&&... args) {
        out_ += fmt::format(format, std::forward<Args>(args)...);
        out_.push_back('\n');
    }

    void heading(std::string_view zh, std::string_view en) { line("\n{}", is_en() ? en : zh); }

    void conflicts_part() {
        const auto found = conflicts(answers_);
        if (found.empty()) return;
        heading("不能同时享受", "Not together");
        for (const Conflict& one : found) {
            line("  {}", conflict_words(one, language_));
        }
    }

    void ladder_part(const PolicySet& set, base::Date law_date) {
        const auto rungs = ladder(set, answers_, law_date);
        if (rungs.empty()) return;
        heading("台阶", "The ladder");
        for (const Rung& rung : rungs) {
            line("  {}. {}{}{}{}", rung.height + 1, title_of(*rung.policy, language_),
                 is_en() ? ": " : "：",
                 rung.answer != nullptr ? verdict_words(rung.answer->verdict, is_en())
                 : is_en()              ? std::string("not asked")
                                        : std::string("没有问"),
                 !rung.is_next ? ""
                 : is_en()     ? " <- the next step"
                               : " ← 下一步");
        }
    }

    void expiries_part() {
        bool is_first = true;
        for (const Answer& answer : answers_) {
            for (const Expiry& one : answer.expiries) {
                if (!one.is_due) continue;
                if (is_first) heading("快到期", "Ending soon");
                is_first = false;
                const pack::Bilingual& grant = one.outcome->text->grant;
                line("  {}{}{}", is_en() && !grant.en.empty() ? grant.en : grant.zh,
                     is_en() ? ": " : "：", base::to_string(one.last_day));
            }
        }
    }

    void readiness_part() {
        bool is_first = true;
        for (const Answer& answer : answers_) {
            if (answer.verdict != Verdict::yes || !answer.readiness.is_ready) continue;
            if (is_first) heading("可以免申即享", "Could be granted without an application");
            is_first = false;
            line("  {}", title_of(*answer.policy, language_));
        }
    }

    std::span<const Answer> answers_;
    Language language_;
    std::string out_ = {};
};

void both(JsonText& json, const std::string& zh, const std::string& en) {
    json.begin_object().key("zh").text(zh).key("en").text(en).end_object();
}

}  // namespace

std::string standing_text(const PolicySet& set, std::span<const Answer> answers,
                          base::Date law_date, Language language) {
    return Writer(answers, language).text(set, law_date);
}

std::string conflicts_json(std::span<const Answer> answers) {
    JsonText json;
    json.begin_array();
    for (const Conflict& one : conflicts(answers)) {
        json.begin_object();
        json.key("first").text(one.first->code);
        json.key("second").text(one.second->code);
        json.key("rule").text(pack::to_string(one.rule->rule));
        json.key("years").bare(one.rule->years ? std::to_string(*one.rule->years) : "null");
        json.key("keep");
        if (one.keep != nullptr) {
            json.text(one.keep->code);
        } else {
            json.bare("null");
        }
        json.key("words");
        both(json, conflict_words(one, Language::zh), conflict_words(one, Language::en));
        json.end_object();
    }
    json.end_array();
    return std::move(json).finish();
}

std::string ladder_json(const PolicySet& set, std::span<const Answer> answers,
                        base::Date law_date) {
    JsonText json;
    json.begin_array();
    for (const Rung& rung : ladder(set, answers, law_date)) {
        json.begin_object();
        json.key("policy").text(rung.policy->code);
        json.key("family").text(rung.policy->family);
        json.key("title");
        both(json, title_of(*rung.policy, Language::zh), title_of(*rung.policy, Language::en));
        json.key("height").bare(std::to_string(rung.height));
        json.key("is_next").bare(rung.is_next ? "true" : "false");
        json.key("verdict");
        if (rung.answer != nullptr) {
            json.text(to_string(rung.answer->verdict));
            json.key("summary");
            both(json, summary(*rung.answer, Language::zh), summary(*rung.answer, Language::en));
        } else {
            json.bare("null").key("summary").bare("null");
        }
        json.end_object();
    }
    json.end_array();
    return std::move(json).finish();
}

}  // namespace kc::policy
