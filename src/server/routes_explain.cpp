// SPDX-License-Identifier: Apache-2.0
// Why somebody may or may not do something: every rule that speaks of it, with its outcome.
//
// The object is a kind ("record"), a row that somebody serves ("record:enterprise/12"), or a kind
// with the attributes of a row that need not exist ("record", unit=341802&state=draft).
#include <charconv>

#include <fmt/format.h>

#include "access/decide.hpp"
#include "access/standings.hpp"
#include "server/answers.hpp"
#include "server/grant_views.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

struct Question {
    access::Actor actor = {};
    access::Verb verb = access::Verb::read;
    access::SubjectShape shape = {};
    access::SubjectRow row = {};
};

std::optional<std::string> value_of(const Request& request, std::string_view name) {
    const auto found = request.target.find(name);
    return found && !found->empty() ? std::optional(std::string(*found)) : std::nullopt;
}

// As a table that has everything; which field is of which class does not matter to a rule.
access::SubjectShape whole_shape(access::ObjectKind kind) {
    using access::column;
    access::SubjectShape shape{.kind = kind,
                               .name = std::string(pack::to_string(kind)),
                               .id = "number",
                               .unit = column("unit"),
                               .section = column("section"),
                               .owner = column("owner"),
                               .body = column("body"),
                               .entered_by = column("entered_by"),
                               .state = column("state"),
                               .registry = column("registry")};
    for (const auto one : {access::FieldClass::open, access::FieldClass::internal,
                           access::FieldClass::personal, access::FieldClass::secret})
        shape.fields.push_back({std::string(pack::to_string(one)), one});
    return shape;
}

FieldError unknown_word(const char* pointer, const char* zh, const char* en) {
    return {pointer, {"E-word", {}, zh, en}};
}

// "record:enterprise/12" in its three parts; the last two may be missing.
struct ObjectName {
    std::string_view kind;
    std::string_view name;
    std::int64_t number = 0;
};

ObjectName split(std::string_view text) {
    ObjectName parts{text.substr(0, text.find(':')), {}, 0};
    if (parts.kind.size() == text.size()) return parts;
    text.remove_prefix(parts.kind.size() + 1);
    parts.name = text.substr(0, text.find('/'));
    if (parts.name.size() == text.size()) return parts;
    text.remove_prefix(parts.name.size() + 1);
    std::from_chars(text.data(), text.data() + text.size(), parts.number);
    return parts;
}

// Sets shape and row; false when there is no such row.
Result<bool> find_object(Site& site, const Request& request, Question& question,
                         std::vector<FieldError>& errors) {
    const std::string text = value_of(request, "object").value_or("");
    const ObjectName object = split(text);
    const auto kind = pack::from_word<access::ObjectKind>(object.kind);
    if (!kind) {
        errors.push_back(unknown_word("object", "没有这种对象", "there is no such kind of object"));
        return true;
    }
    question.shape = whole_shape(*kind);
    if (object.name.empty()) {
        access::SubjectRow& row = question.row;
        row.unit = value_of(request, "unit");
        row.section = value_of(request, "section");
        row.owner = value_of(request, "owner");
        row.body = value_of(request, "body");
        row.entered_by = value_of(request, "entered_by");
        row.state = value_of(request, "state");
        row.registry = value_of(request, "registry");
        if (const auto part =
                pack::from_word<access::ProcessRole>(value_of(request, "part").value_or("")))
            row.parts.push_back({question.actor.name, *part});
        return true;
    }
    const Subject* subject = site.subjects().find(*kind, object.name);
    if (subject == nullptr) return false;
    auto row = subject->find(object.number);
    if (!row) return unexpected(row.error());
    if (!*row) return false;
    question.shape = subject->shape;
    question.row = std::move(**row);
    return true;
}

Result<bool> find_person(Site& site, const Request& request, Question& question) {
    const std::string name = value_of(request, "user").value_or("");
    auto reader = site.office().store().read();
    if (!reader) return unexpected(reader.error());
    auto account = access::find_account(reader->connection(), name);
    if (!account) return unexpected(account.error());
    if (!*account) return false;
    question.actor.name = name;
    question.actor.role = (*account)->role;
    auto standing = access::read_standing(reader->connection(), *site.standings().terms(), name,
                                          (*account)->role, site.office().today());
    if (!standing) return unexpected(standing.error());
    question.actor.standing = std::move(*standing);
    return true;
}

std::string_view word_of(access::Outcome outcome) {
    switch (outcome) {
        case access::Outcome::no_role: return "no-role";
        case access::Outcome::denied: return "denied";
        case access::Outcome::registry: return "registry";
        case access::Outcome::scope: return "scope";
        case access::Outcome::part: return "part";
        case access::Outcome::state: return "state";
        case access::Outcome::own_entry: return "own-entry";
        case access::Outcome::allowed: return "allowed";
    }
    return "no-role";
}

void write_decision(const access::RowDecision& one, JsonWriter& json) {
    json.begin_object().key("outcome").text(word_of(one.outcome));
    json.key("rule").text_or_null(one.rule);
    json.key("on_behalf_of").text_or_null(one.on_behalf_of);
    json.key("reason").words(one.zh, one.en).end_object();
}

Response answer(const Question& question) {
    const auto decided =
        access::decide(question.actor, question.verb, question.shape, question.row);
    JsonWriter json;
    json.begin_object().key("user").text(question.actor.name);
    json.key("action").text(pack::to_string(question.verb));
    json.key("kind").text(pack::to_string(question.shape.kind));
    json.key("allowed").boolean(decided.allowed());
    json.key("decided_by");
    write_decision(decided, json);
    json.key("rules").begin_array();
    for (const auto& one :
         access::explain(question.actor, question.verb, question.shape, question.row))
        write_decision(one, json);
    json.end_array().key("fields").begin_array();
    for (const auto& view : access::visible_fields(question.actor, question.shape, question.row)) {
        json.begin_object().key("name").text(view.name);
        json.key("class").text(pack::to_string(view.field_class));
        json.key("sight").text(pack::to_string(view.most)).end_object();
    }
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

Response show_explanation(Site& site, const Call& call) {
    Question question;
    std::vector<FieldError> errors;
    const auto verb = pack::from_word<access::Verb>(value_of(call.request, "action").value_or(""));
    if (!verb)
        errors.push_back(unknown_word("action", "没有这个动作", "there is no such action"));
    else
        question.verb = *verb;
    auto person = find_person(site, call.request, question);
    if (!person) return failed(call.request, person.error());
    if (!*person) return not_found(call.request, "没有这个账号", "there is no such account");
    auto object = find_object(site, call.request, question, errors);
    if (!object) return failed(call.request, object.error());
    if (!errors.empty()) return invalid(call.request, errors);
    if (!*object) return not_found(call.request, "没有这个对象", "there is no such object");
    return answer(question);
}

}  // namespace

void add_explain_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/access/explain",
                .handle = [&site](const Call& call) { return show_explanation(site, call); },
                .action = access::Action::explain_access});
}

}  // namespace kc::server
