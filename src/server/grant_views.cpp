// SPDX-License-Identifier: Apache-2.0
#include "server/grant_views.hpp"

#include <algorithm>

#include "access/words.hpp"
#include "server/time_text.hpp"

namespace kc::server {
namespace {

void write_time(std::string_view name, std::int64_t at_us, JsonWriter& json) {
    json.key(name);
    if (at_us == 0)
        json.null();
    else
        json.text(time_text(at_us));
}

void write_day(std::string_view name, const std::optional<base::Date>& day, JsonWriter& json) {
    json.key(name);
    if (day)
        json.text(base::to_string(*day));
    else
        json.null();
}

template <typename E>
void write_words_of(std::string_view name, const std::vector<E>& list, JsonWriter& json) {
    json.key(name).begin_array();
    for (const E one : list) json.text(pack::to_string(one));
    json.end_array();
}

void write_authority(const pack::Authority& one, JsonWriter& json) {
    json.begin_object().key("id").text(one.id);
    write_words_of("do", one.verbs, json);
    write_words_of("on", one.kinds, json);
    json.key("within").text(pack::to_string(one.within));
    write_words_of("as", one.parts, json);
    write_words_of("states", one.states, json);
    json.key("registries");
    write_texts(one.registries, json);
    json.key("sees").begin_object();
    json.key("public").text(pack::to_string(one.sees.open));
    json.key("internal").text(pack::to_string(one.sees.internal));
    json.key("personal").text(pack::to_string(one.sees.personal));
    json.key("secret").text(pack::to_string(one.sees.secret));
    json.end_object();
    const pack::Bilingual sentence = access::authority_sentence(one);
    json.key("text").words(sentence.zh, sentence.en).end_object();
}

void write_role_name(const access::RoleBook& book, const std::string& code, JsonWriter& json) {
    const pack::RoleText* role = book.find(code);
    json.key("role").text(code).key("role_name");
    // The role of a grant may be gone from the pack since.
    json.words(role == nullptr ? code : role->name.zh, role == nullptr ? code : role->name.en);
}

// The administrators who may confirm what waits; the one who granted it is of none of these kinds.
void write_confirmers(const access::RoleBook& book, bool is_waiting, JsonWriter& json) {
    json.key("confirmable_by").begin_array();
    for (const pack::RoleText* role : book.all()) {
        const bool confirms =
            std::any_of(role->authorities.begin(), role->authorities.end(), [](const auto& one) {
                return std::find(one.verbs.begin(), one.verbs.end(), pack::Verb::confirm) !=
                           one.verbs.end() &&
                       std::find(one.kinds.begin(), one.kinds.end(), pack::ObjectKind::role) !=
                           one.kinds.end();
            });
        if (is_waiting && confirms) json.text(role->code);
    }
    json.end_array();
}

}  // namespace

void write_texts(const std::vector<std::string>& texts, JsonWriter& json) {
    json.begin_array();
    for (const std::string& text : texts) json.text(text);
    json.end_array();
}

void write_role(const access::RoleBook& book, const access::FactorPolicy& factors,
                const pack::RoleText& role, JsonWriter& json) {
    json.begin_object().key("code").text(role.code);
    json.key("name").words(role.name.zh, role.name.en);
    json.key("duty").words(role.duty.zh, role.duty.en);
    json.key("group").text(pack::to_string(role.group));
    json.key("administrator").boolean(role.is_administrator);
    json.key("needs_second").boolean(access::needs_second_person(role));
    json.key("second_factor").boolean(access::demands_factor(factors, role));
    const access::ScopeNeeds needs = access::needs_of(role);
    json.key("needs").begin_object().key("units").boolean(needs.units);
    json.key("sections").boolean(needs.sections).key("body").boolean(needs.body).end_object();
    json.key("days_max").number_or_null(role.days_max);
    json.key("excludes").begin_array();
    for (const pack::RoleText* other : book.all()) {
        if (other != &role && book.exclude_each_other(role.code, other->code))
            json.text(other->code);
    }
    json.end_array().key("authorities").begin_array();
    for (const pack::Authority& one : role.authorities) write_authority(one, json);
    json.end_array().key("denials").begin_array();
    for (const pack::Denial& one : role.denials) {
        json.begin_object();
        write_words_of("do", one.verbs, json);
        write_words_of("on", one.kinds, json);
        write_words_of("states", one.states, json);
        const pack::Bilingual sentence = access::denial_sentence(one);
        json.key("text").words(sentence.zh, sentence.en).end_object();
    }
    json.end_array();
    write_words_of("not_own", role.not_own, json);
    json.end_object();
}

void write_grant(const access::RoleBook& book, const access::Grant& grant, base::Date today,
                 JsonWriter& json) {
    json.begin_object().key("number").number(grant.number).key("account").text(grant.account);
    write_role_name(book, grant.role, json);
    json.key("units");
    write_texts(grant.units, json);
    json.key("sections");
    write_texts(grant.sections, json);
    json.key("body").text_or_null(grant.body);
    write_day("from", grant.valid_from, json);
    write_day("to", grant.valid_to, json);
    json.key("state").text(access::state_of(grant, today));
    json.key("granted_by").text(grant.granted_by);
    write_time("granted_at", grant.granted_at_us, json);
    json.key("needs_second").boolean(grant.needs_second);
    write_confirmers(book, access::state_of(grant, today) == "waiting", json);
    json.key("confirmed_by").text_or_null(grant.confirmed_by);
    write_time("confirmed_at", grant.confirmed_at_us, json);
    json.key("ended_by").text_or_null(grant.ended_by);
    write_time("ended_at", grant.ended_at_us, json);
    json.end_object();
}

void write_delegation(const access::RoleBook& book, const access::Delegation& one,
                      const std::string& role, base::Date today, JsonWriter& json) {
    json.begin_object().key("number").number(one.number);
    json.key("owner").text(one.owner).key("delegate").text(one.delegate);
    json.key("grant").number(one.grant);
    write_role_name(book, role, json);
    write_day("from", one.valid_from, json);
    write_day("to", one.valid_to, json);
    json.key("reason").text(one.reason).key("state").text(access::state_of(one, today));
    write_time("made_at", one.made_at_us, json);
    json.key("ended_by").text_or_null(one.ended_by);
    write_time("ended_at", one.ended_at_us, json);
    json.end_object();
}

}  // namespace kc::server
