// SPDX-License-Identifier: Apache-2.0
#include "policy/answer_json.hpp"

#include "policy/answer_text.hpp"
#include "policy/show.hpp"

namespace kc::policy {
namespace {

using pack::JsonText;

class Writer {
public:
    Writer(const Answer& answer, JsonText& json)
        : answer_(answer), policy_(*answer.policy), json_(json) {}

    void write() {
        const pack::PolicyText& text = policy_.text();
        json_.begin_object();
        json_.key("policy").text(policy_.code);
        json_.key("family").text(policy_.family);
        json_.key("version").bare(std::to_string(text.version));
        json_.key("title");
        words(text.title);
        json_.key("status").text(pack::to_string(text.status));
        json_.key("law_date").text(base::to_string(answer_.law_date));
        json_.key("in_force").bare(answer_.is_in_force ? "true" : "false");
        json_.key("verdict").text(to_string(answer_.verdict));
        json_.key("summary");
        both(summary(answer_, Language::zh), summary(answer_, Language::en));
        if (answer_.total) {
            json_.key("total");
            value(*answer_.total, policy_.total);
        }
        json_.key("because");
        reasons(answer_.because);
        json_.key("other_routes");
        reasons(answer_.otherwise);
        missing();
        proposals();
        conditions();
        json_.key("scores");
        scores(answer_.scores);
        amounts();
        facts();
        readiness();
        expiries();
        gaps();
        json_.end_object();
    }

private:
    void both(const std::string& zh, const std::string& en) {
        json_.begin_object().key("zh").text(zh).key("en").text(en).end_object();
    }

    void words(const pack::Bilingual& text) { both(text.zh, text.en.empty() ? text.zh : text.en); }

    void label(const Label& one) {
        json_.key("name");
        both(one.zh, one.en);
        if (!one.code.empty()) json_.key("code").text(one.code);
    }

    void cite(const Cite& cite) {
        if (!cite.exists()) return;
        json_.key("article").begin_object();
        json_.key("source").text(cite.source->name.text);
        json_.key("document").text(cite.source->value.doc);
        json_.key("number").text(cite.article);
        if (cite.gist != nullptr) {
            json_.key("says");
            words(*cite.gist);
        }
        json_.end_object();
    }

    void number(const std::optional<base::Ratio>& number) {
        if (!number) {
            json_.bare("null");
        } else if (const auto exact = number->exact()) {
            json_.bare(base::to_string(*exact));
        } else {
            json_.text(base::to_string(*number));  // "1/3": no decimal is equal to it
        }
    }

    void value(const formula::Value& value, NodeId node) {
        json_.begin_object();
        if (value.type.kind == formula::Kind::number) {
            json_.key("low");
            number(value.lo);
            json_.key("high");
            number(value.hi);
            json_.key("unit").text(base::to_string(value.type.unit));
        }
        const bool share = node.exists() && is_share(answer_.set->plan(), node);
        json_.key("shown");
        both(show_value(value, share, Language::zh, &answer_.set->texts()),
             show_value(value, share, Language::en, &answer_.set->texts()));
        json_.end_object();
    }

    void line(const LineAnswer& one) {
        json_.key("verdict").text(to_string(one.verdict));
        json_.key("rule");
        both(one.line->shown.zh, one.line->shown.en);
        if (one.value) {
            json_.key("value");
            value(*one.value, one.line->value);
            json_.key("required");
            value(*one.requirement, one.line->requirement);
        }
        if (one.distance) {
            json_.key("distance");
            number(one.distance);
        }
        json_.key("facts").begin_array();
        for (const std::size_t fact : one.line->facts) json_.text(policy_.facts[fact].label.code);
        json_.end_array();
    }

    void reasons(const std::vector<ReasonAnswer>& all) {
        json_.begin_array();
        for (const ReasonAnswer& one : all) {
            json_.begin_object();
            json_.key("names").begin_array();
            for (const std::string& name : one.reason->names) json_.text(name);
            json_.end_array();
            line(one.line);
            json_.end_object();
        }
        json_.end_array();
    }

    void missing() {
        json_.key("missing").begin_array();
        for (const MissingFact& one : answer_.missing) {
            const Fact& fact = policy_.facts[one.fact];
            json_.begin_object();
            label(fact.label);
            json_.key("decides_percent").bare(std::to_string(one.decides_percent));
            json_.key("can_be_asked").bare(one.can_be_asked ? "true" : "false");
            if (!fact.asked_by.empty()) cite(fact.asked_by.front());
            json_.end_object();
        }
        json_.end_array();
        json_.key("thresholds").begin_array();
        for (const Threshold& one : answer_.thresholds) {
            const Fact& fact = policy_.facts[one.fact];
            const formula::InputField& field = answer_.set->plan().inputs()[fact.slot];
            const auto shown = [&](std::int64_t count) {
                return show_count(field.type, field.step, fact.type == pack::FactType::ratio, count,
                                  Language::zh);
            };
            json_.begin_object();
            json_.key("fact").text(fact.label.code);
            json_.key("from");
            one.from == formula::kUnboundedBelow ? json_.bare("null") : json_.text(shown(one.from));
            json_.key("to");
            one.to == formula::kUnboundedAbove ? json_.bare("null") : json_.text(shown(one.to));
            json_.key("verdict").text(to_string(one.verdict));
            json_.end_object();
        }
        json_.end_array();
    }

    void proposals() {
        json_.key("proposals").begin_array();
        for (const Proposal& one : answer_.proposals) {
            json_.begin_object();
            json_.key("shown");
            both(to_text(one, policy_, Language::zh), to_text(one, policy_, Language::en));
            json_.key("moves").begin_array();
            for (const Move& move : one.moves) {
                const Lever& lever = policy_.levers[move.lever];
                json_.begin_object();
                label(lever.label);
                json_.key("steps").bare(std::to_string(move.steps));
                if (lever.lead_months > 0) {
                    json_.key("lead_months").bare(std::to_string(lever.lead_months));
                }
                json_.end_object();
            }
            json_.end_array();
            json_.key("effort").bare(base::to_string(one.effort));
            if (one.total) {
                json_.key("total");
                value(*one.total, policy_.total);
            }
            json_.end_object();
        }
        json_.end_array();
        json_.key("out_of_reach").bare(answer_.is_out_of_reach ? "true" : "false");
    }

    void conditions() {
        json_.key("conditions").begin_array();
        for (const ConditionAnswer& one : answer_.conditions) {
            json_.begin_object();
            label(one.condition->label);
            json_.key("verdict").text(to_string(one.verdict));
            cite(one.condition->cite);
            json_.key("lines").begin_array();
            for (const LineAnswer& part : one.lines) {
                json_.begin_object();
                line(part);
                json_.end_object();
            }
            json_.end_array();
            json_.end_object();
        }
        json_.end_array();
    }

    void scores(const std::vector<ScoreAnswer>& all) {
        json_.begin_array();
        for (const ScoreAnswer& one : all) {
            json_.begin_object();
            label(one.score->label);
            json_.key("points");
            value(one.points, one.score->node);
            if (!one.score->text->max.text.empty()) {
                json_.key("max").text(one.score->text->max.text);
            }
            if (one.of) {
                json_.key("of");
                both(one.score->shown.zh, one.score->shown.en);
                json_.key("value");
                value(*one.of, one.score->of);
            }
            if (one.row && one.score->form == ScoreForm::bands) {
                json_.key("band").text(one.score->text->bands[*one.row][0].text);
            }
            json_.key("chosen").bare(one.is_chosen ? "true" : "false");
            cite(one.score->cite);
            json_.key("parts");
            scores(one.parts);
            json_.end_object();
        }
        json_.end_array();
    }

    void amounts() {
        json_.key("amounts").begin_array();
        for (const AmountAnswer& one : answer_.amounts) {
            json_.begin_object();
            label(one.amount->label);
            json_.key("amount");
            value(one.value, one.amount->node);
            cite(one.amount->cite);
            json_.end_object();
        }
        json_.end_array();
    }

    static std::string_view state_name(FactState state) {
        switch (state) {
            case FactState::known: return "known";
            case FactState::not_applicable: return "not_applicable";
            case FactState::disputed: return "disputed";
            case FactState::missing: break;
        }
        return "missing";
    }

    std::string shown(const Fact& fact, std::int64_t count) const {
        const formula::InputField& field = answer_.set->plan().inputs()[fact.slot];
        if (field.type.kind == formula::Kind::text) {
            return std::string(answer_.set->texts().text(count));
        }
        return show_count(field.type, field.step, fact.type == pack::FactType::ratio, count,
                          Language::zh);
    }

    void facts() {
        json_.key("facts").begin_array();
        for (std::size_t i = 0; i < policy_.facts.size(); ++i) {
            const Fact& fact = policy_.facts[i];
            const BoundFact& bound = answer_.facts.bound[i];
            const formula::Cell& cell = answer_.facts.cells[fact.slot];
            json_.begin_object();
            label(fact.label);
            json_.key("state").text(state_name(bound.state));
            if (cell.presence == formula::Cell::Presence::known) {
                json_.key("value").text(shown(fact, cell.lo));
            }
            if (!bound.source.empty()) json_.key("source").text(bound.source);
            if (bound.date) json_.key("date").text(base::to_string(*bound.date));
            if (bound.is_stale) json_.key("stale").bare("true");
            if (bound.is_implausible) json_.key("implausible").bare("true");
            json_.end_object();
        }
        json_.end_array();
        json_.key("disputes").begin_array();
        for (const Dispute& one : answer_.disputes) {
            const Fact& fact = policy_.facts[one.fact];
            json_.begin_object();
            json_.key("fact").text(fact.label.code);
            json_.key("source").text(one.source);
            json_.key("value").text(shown(fact, one.count));
            json_.key("settled").bare(one.is_settled ? "true" : "false");
            json_.key("verdict").text(to_string(one.verdict));
            json_.end_object();
        }
        json_.end_array();
        json_.key("wrong").begin_array();
        for (const Diagnostic& one : answer_.facts.wrong) {
            both(kc::to_string(one, Language::zh), kc::to_string(one, Language::en));
        }
        json_.end_array();
    }

    void codes(std::string_view key, const std::vector<std::size_t>& facts) {
        json_.key(key).begin_array();
        for (const std::size_t fact : facts) json_.text(policy_.facts[fact].label.code);
        json_.end_array();
    }

    void readiness() {
        json_.key("no_application").begin_object();
        json_.key("ready").bare(answer_.readiness.is_ready ? "true" : "false");
        codes("from_authorities", answer_.readiness.from_authorities);
        codes("self_declared", answer_.readiness.self_declared);
        codes("without_source", answer_.readiness.without_source);
        json_.end_object();
    }

    void expiries() {
        json_.key("expiries").begin_array();
        for (const Expiry& one : answer_.expiries) {
            json_.begin_object();
            json_.key("grant");
            words(one.outcome->text->grant);
            json_.key("last_day").text(base::to_string(one.last_day));
            json_.key("days_left").bare(std::to_string(one.days_left));
            json_.key("due").bare(one.is_due ? "true" : "false");
            json_.end_object();
        }
        json_.end_array();
    }

    void gaps() {
        json_.key("gaps").begin_array();
        for (const pack::PolicyGap& gap : policy_.text().gaps) words(gap.what);
        json_.end_array();
    }

    const Answer& answer_;
    const Policy& policy_;
    JsonText& json_;
};

}  // namespace

void write_json(const Answer& answer, pack::JsonText& json) {
    Writer(answer, json).write();
}

std::string to_json(const Answer& answer) {
    pack::JsonText json;
    write_json(answer, json);
    return std::move(json).finish();
}

}  // namespace kc::policy
