// SPDX-License-Identifier: Apache-2.0
#include "office/collection_access.hpp"

#include <algorithm>

namespace kc::office {
namespace {

using access::Verb;
using collection::Duty;
using collection::SheetState;
using collection::Step;

std::string_view record_state(SheetState state) {
    return state == SheetState::open ? "draft" : collection::to_string(state);
}

access::SubjectRow row_of(const SheetSubject& subject, Duty duty, std::string_view state) {
    access::SubjectRow row;
    row.unit = subject.unit->region;
    row.state = std::string(state);
    const std::string& section = route_step(*subject.form, duty).section;
    if (!section.empty()) row.section = section;
    if (!subject.unit->body.empty()) row.body = subject.unit->body;
    if (!subject.sheet->submitted_by.empty())
        row.entered_by = subject.sheet->submitted_by;
    else if (!subject.sheet->entered.empty())
        row.entered_by = *subject.sheet->entered.rbegin();
    return row;
}

bool holds_role(const access::Actor& actor, const std::string& role) {
    if (role.empty()) return true;
    const auto standing = access::standing_of(actor);
    return std::any_of(
        standing->holdings.begin(), standing->holdings.end(),
        [&](const access::Holding& one) { return one.role != nullptr && one.role->code == role; });
}

bool is_allowed(const access::Actor& actor, const SheetSubject& subject, Duty duty, Verb verb,
                std::string_view state) {
    return holds_role(actor, route_step(*subject.form, duty).role) &&
           access::decide(actor, verb, sheet_shape(), row_of(subject, duty, state)).allowed();
}

// Entering is asked about as of a draft: whoever may submit a draft may take back what he
// submitted, and answer questions about it wherever it is.
bool may_enter(const access::Actor& actor, const SheetSubject& subject, Verb verb) {
    return is_allowed(actor, subject, Duty::enter, verb, "draft");
}

bool may_hand_back(const access::Actor& actor, const SheetSubject& subject, Duty duty) {
    const std::string_view state = record_state(subject.sheet->state);
    // Who would publish it may as well send it back; roles know no return of what is verified.
    if (duty == Duty::publish) return is_allowed(actor, subject, duty, Verb::publish, state);
    return is_allowed(actor, subject, duty, Verb::hand_back, state);
}

}  // namespace

access::SubjectShape sheet_shape() {
    using access::column;
    return {.kind = access::ObjectKind::form,
            .name = "sheet",
            .id = "s.id",
            .unit = column("s.region"),
            .section = column("s.section"),
            .owner = {},
            .body = column("s.body"),
            .entered_by = column("s.entered_by"),
            .state = column("s.state"),
            .registry = {},
            .fields = {}};
}

const pack::RouteStep& route_step(const pack::Form& form, Duty duty) {
    switch (duty) {
        case Duty::enter: return form.route.enter;
        case Duty::sign: return form.route.sign ? *form.route.sign : form.route.check;
        case Duty::check: return form.route.check;
        case Duty::publish: return form.route.publish;
    }
    return form.route.enter;
}

bool may_read(const access::Actor& actor, const SheetSubject& subject) {
    const std::string_view state = record_state(subject.sheet->state);
    return access::decide(actor, Verb::read, sheet_shape(), row_of(subject, Duty::check, state))
        .allowed();
}

FileRights file_rights(const access::Actor& actor, const SheetSubject& subject,
                       const access::SubjectShape& shape) {
    const std::string_view state = record_state(subject.sheet->state);
    const access::SubjectRow read = row_of(subject, Duty::check, state);
    const access::SubjectRow entered = row_of(subject, Duty::enter, "draft");
    return {.sees = access::visible_fields(actor, shape, read),
            .may_add = access::decide(actor, Verb::create, shape, entered).allowed(),
            .may_take_back = access::decide(actor, Verb::edit, shape, entered).allowed()};
}

bool may_take(const access::Actor& actor, const SheetSubject& subject, Step step) {
    if (actor.name.empty()) return false;
    const bool has_sign = subject.form->route.sign.has_value();
    const std::string_view state = record_state(subject.sheet->state);
    switch (step) {
        case Step::save: return may_enter(actor, subject, Verb::edit);
        case Step::submit:
        case Step::withdraw:
        case Step::answer: return may_enter(actor, subject, Verb::submit);
        case Step::sign: return is_allowed(actor, subject, Duty::sign, Verb::sign, state);
        case Step::verify:
            // What nobody signs is checked as soon as it is submitted.
            return is_allowed(actor, subject, Duty::check, Verb::verify, state);
        case Step::publish: return is_allowed(actor, subject, Duty::publish, Verb::publish, state);
        case Step::hand_back:
        case Step::ask: {
            const auto duty = collection::waits_for(*subject.sheet, has_sign);
            return duty && *duty != Duty::enter && may_hand_back(actor, subject, *duty);
        }
        case Step::reopen:
            return may_enter(actor, subject, Verb::edit) ||
                   is_allowed(actor, subject, Duty::check, Verb::verify, "submitted");
    }
    return false;
}

bool may_keep_list(const access::Actor& actor, const pack::Form& form) {
    if (actor.name.empty() || !holds_role(actor, form.route.check.role)) return false;
    access::SubjectRow row;
    row.state = "submitted";
    row.entered_by = std::string();  // a list is nobody's own figures
    if (!form.route.check.section.empty()) row.section = form.route.check.section;
    return access::decide(actor, Verb::verify, sheet_shape(), row).allowed();
}

}  // namespace kc::office
