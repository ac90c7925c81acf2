// SPDX-License-Identifier: Apache-2.0
#include "server/policy_views.hpp"

#include <string>

#include "policy/show.hpp"
#include "server/views.hpp"

namespace kc::server {
namespace {

using policy::Cite;
using policy::Policy;

void write_label(const policy::Label& label, JsonWriter& json) {
    json.words(label.zh, label.en);
}

// The whole of an optional text, or null.
void write_optional(const std::optional<pack::Bilingual>& words, JsonWriter& json) {
    if (words)
        write_words(*words, json);
    else
        json.null();
}

void write_cite(const Cite& cite, JsonWriter& json) {
    if (!cite.exists()) {
        json.null();
        return;
    }
    json.begin_object().key("source").text(cite.source->name.text);
    json.key("article").text(cite.article).key("words");
    json.words(policy::show_cite(cite, Language::zh), policy::show_cite(cite, Language::en));
    json.key("gist");
    if (cite.gist != nullptr)
        write_words(*cite.gist, json);
    else
        json.null();
    json.end_object();
}

void write_in_force(const pack::InForce& in_force, JsonWriter& json) {
    json.begin_object().key("from");
    json.text_or_null(in_force.from ? base::to_string(*in_force.from) : "").key("until");
    json.text_or_null(in_force.until ? base::to_string(*in_force.until) : "").end_object();
}

void write_head(const Policy& policy, base::Date day, JsonWriter& json) {
    const pack::PolicyText& text = policy.text();
    json.key("code").text(policy.code).key("family").text(policy.family);
    json.key("version").number(text.version).key("title");
    write_words(text.title, json);
    json.key("subject").text(text.subject).key("status").text(pack::to_string(text.status));
    json.key("authority");
    write_optional(text.authority, json);
    json.key("about");
    write_optional(text.about, json);
    json.key("in_force");
    write_in_force(text.in_force, json);
    json.key("is_in_force").boolean(policy.holds_on(day));
    json.key("documents").begin_array();
    for (const auto& source : text.sources) json.text(source.value.doc);
    json.end_array();
}

void write_sources(const Policy& policy, JsonWriter& json) {
    json.begin_array();
    for (const auto& [name, source] : policy.text().sources) {
        json.begin_object().key("name").text(name.text).key("document").text(source.doc);
        json.key("title");
        write_optional(source.title, json);
        json.key("issued").text_or_null(source.issued ? base::to_string(*source.issued) : "");
        json.key("kind").text(pack::to_string(source.kind));
        json.key("checked").text(pack::to_string(source.checked)).key("articles").begin_array();
        for (const auto& [article, gist] : source.articles) {
            json.begin_object().key("article").text(article.text).key("gist");
            write_words(gist, json);
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

void write_facts(const Policy& policy, JsonWriter& json) {
    json.begin_array();
    for (const policy::Fact& fact : policy.facts) {
        json.begin_object().key("name");
        write_label(fact.label, json);
        json.key("code").text_or_null(fact.label.code);
        json.key("type").text(pack::to_string(fact.type));
        json.key("unit").text_or_null(base::to_string(fact.unit));
        json.key("is_fixed").boolean(fact.is_fixed).key("about");
        write_optional(fact.text != nullptr ? fact.text->about : std::nullopt, json);
        json.key("choices").begin_array();
        if (fact.text != nullptr) {
            for (const pack::Located& word : fact.text->words) json.text(word.text);
        }
        json.end_array().key("origins").begin_array();
        for (const std::size_t index : fact.rank) {
            json.begin_object().key("name");
            write_label(policy.origins[index].label, json);
            json.key("is_authoritative").boolean(policy.origins[index].is_authoritative);
            json.end_object();
        }
        json.end_array().key("asked_by").begin_array();
        for (const Cite& cite : fact.asked_by) write_cite(cite, json);
        json.end_array().end_object();
    }
    json.end_array();
}

void write_parameters(const Policy& policy, JsonWriter& json) {
    json.begin_array();
    for (const policy::Parameter& parameter : policy.parameters) {
        json.begin_object().key("name");
        write_label(parameter.label, json);
        json.key("code").text_or_null(parameter.label.code).key("cite");
        write_cite(parameter.cite, json);
        json.key("values").begin_array();
        for (const policy::ParameterValue& value : parameter.values) {
            const auto shown = [&](Language language) {
                return policy::show_count(parameter.type, parameter.step, false, value.count,
                                          language);
            };
            json.begin_object().key("from").text(base::to_string(value.from)).key("value");
            json.words(shown(Language::zh), shown(Language::en)).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

void write_shown(const policy::Shown& shown, JsonWriter& json) {
    json.words(shown.zh, shown.en);
}

void write_conditions(const Policy& policy, JsonWriter& json) {
    json.begin_array();
    for (const policy::Condition& condition : policy.conditions) {
        json.begin_object().key("name");
        write_label(condition.label, json);
        json.key("cite");
        write_cite(condition.cite, json);
        json.key("is_any").boolean(condition.is_any).key("lines").begin_array();
        for (const policy::Line& line : condition.lines) write_shown(line.shown, json);
        json.end_array().key("about");
        write_optional(condition.text != nullptr ? condition.text->about : std::nullopt, json);
        json.end_object();
    }
    json.end_array();
}

// Rows as they stand in the file: what is asked, and the points for it.
void write_rows(const policy::Score& score, JsonWriter& json) {
    json.begin_array();
    if (score.text != nullptr) {
        const auto& rows = score.text->bands.empty() ? score.text->first : score.text->bands;
        for (const auto& row : rows) {
            if (row.size() < 2) continue;
            json.begin_object().key("when").text(row[0].text).key("points").text(row[1].text);
            json.end_object();
        }
    }
    json.end_array();
}

void write_scores(const std::vector<policy::Score>& scores, JsonWriter& json) {
    constexpr std::array<std::string_view, 5> kForms{"bands", "first", "points", "best_of",
                                                     "sum_of"};
    json.begin_array();
    for (const policy::Score& score : scores) {
        json.begin_object().key("name");
        write_label(score.label, json);
        json.key("cite");
        write_cite(score.cite, json);
        json.key("form").text(kForms[static_cast<std::size_t>(score.form)]);
        json.key("max").text_or_null(score.text != nullptr ? score.text->max.text : "");
        json.key("of");
        write_shown(score.shown, json);
        json.key("rows");
        write_rows(score, json);
        json.key("parts");
        write_scores(score.parts, json);
        json.end_object();
    }
    json.end_array();
}

void write_amounts(const Policy& policy, JsonWriter& json) {
    json.begin_array();
    for (const policy::Amount& amount : policy.amounts) {
        json.begin_object().key("name");
        write_label(amount.label, json);
        json.key("cite");
        write_cite(amount.cite, json);
        const pack::PolicyAmount& text = *amount.text;
        json.key("when").text_or_null(text.when.text).key("of").text_or_null(text.of.text);
        json.key("fixed").text_or_null(text.fixed.text);
        json.key("rate").text_or_null(text.rate.text).key("cap").text_or_null(text.cap.text);
        json.end_object();
    }
    json.end_array();
}

void write_levers(const Policy& policy, JsonWriter& json) {
    json.begin_array();
    for (const policy::Lever& lever : policy.levers) {
        json.begin_object().key("name");
        write_label(lever.label, json);
        json.key("step").text(lever.text->step.text).key("effort").number(lever.effort);
        json.key("lead_time").text_or_null(lever.lead_time).end_object();
    }
    json.end_array();
}

void write_gaps(const Policy& policy, JsonWriter& json) {
    json.begin_array();
    for (const pack::PolicyGap& gap : policy.text().gaps) {
        json.begin_object().key("cite").text_or_null(gap.cite.text).key("what");
        write_words(gap.what, json);
        json.end_object();
    }
    json.end_array();
}

void write_not_encoded(const Policy& policy, JsonWriter& json) {
    json.begin_array();
    for (const pack::PolicyOmission& one : policy.text().not_encoded) {
        json.begin_object().key("cite").text_or_null(one.cite.text).key("why");
        write_words(one.why, json);
        json.end_object();
    }
    json.end_array();
}

void write_editions(const office::PolicyDesk& desk, const Policy& policy, JsonWriter& json) {
    json.begin_array();
    for (const Policy& other : desk.policies()) {
        if (other.family != policy.family || policy.family.empty()) continue;
        json.begin_object().key("code").text(other.code).key("title");
        write_words(other.text().title, json);
        json.key("in_force");
        write_in_force(other.text().in_force, json);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

void write_policy_summary(const Policy& policy, base::Date day, JsonWriter& json) {
    json.begin_object();
    write_head(policy, day, json);
    json.end_object();
}

void write_policy(const office::PolicyDesk& desk, const Policy& policy, base::Date day,
                  JsonWriter& json) {
    json.begin_object();
    write_head(policy, day, json);
    json.key("gaps");
    write_gaps(policy, json);
    json.key("sources");
    write_sources(policy, json);
    json.key("facts");
    write_facts(policy, json);
    json.key("parameters");
    write_parameters(policy, json);
    json.key("conditions");
    write_conditions(policy, json);
    json.key("scores");
    write_scores(policy.scores, json);
    json.key("decision").begin_object().key("cite");
    write_cite(policy.decision_cite, json);
    json.key("words");
    write_shown(policy.decision_shown, json);
    json.end_object().key("amounts");
    write_amounts(policy, json);
    json.key("levers");
    write_levers(policy, json);
    json.key("not_encoded");
    write_not_encoded(policy, json);
    json.key("editions");
    write_editions(desk, policy, json);
    json.key("next").begin_array();
    for (const std::string& code : policy.text().next) json.text(code);
    json.end_array().end_object();
}

}  // namespace kc::server
