// SPDX-License-Identifier: Apache-2.0
#include "server/collection_views.hpp"

#include <algorithm>
#include <array>

#include "collection/calendar.hpp"
#include "office/collection_access.hpp"
#include "office/field_users.hpp"
#include "server/time_text.hpp"
#include "server/views.hpp"

namespace kc::server {
namespace {

using collection::Duty;

constexpr std::int32_t kDaysOfYear = 366;

void write_named(const std::string& code, const pack::Bilingual& name, JsonWriter& json) {
    json.begin_object().key("code").text(code).key("name");
    write_words(name, json);
    json.end_object();
}

void write_filler(const collection::Filler& unit, JsonWriter& json) {
    write_named(unit.code, unit.name, json);
}

void write_rule(const pack::FormCheck& check, JsonWriter& json) {
    json.begin_object().key("rule").text(check.rule.text);
    json.key("severity").text(pack::to_string(check.severity)).key("message");
    write_words(check.message, json);
    json.end_object();
}

void write_rules(const std::vector<pack::FormCheck>& checks, JsonWriter& json) {
    json.begin_array();
    for (const pack::FormCheck& one : checks) write_rule(one, json);
    json.end_array();
}

void write_uses(const office::LivePack& live, const pack::Form& form, const pack::FormField& field,
                JsonWriter& json) {
    json.begin_array();
    for (const collection::FieldUse& one : live.forms->uses_of(form, field)) {
        json.begin_object().key("kind").text(collection::to_string(one.kind));
        json.key("code").text(one.code).key("name");
        write_words(office::name_of(live, one), json);
        json.end_object();
    }
    json.end_array();
}

// How many, never which: those are for whoever keeps the list.
void write_origin(const pack::Form& form, const office::ListOrigin& origin, JsonWriter& json) {
    const pack::Registry& registry = origin.registry->definition();
    json.begin_object().key("form").text(form.code).key("registry");
    write_named(registry.code, registry.name, json);
    json.key("filter").text_or_null(form.fillers.filter.text).key("rule");
    if (origin.rule.zh.empty())
        json.null();
    else
        write_words(origin.rule, json);
    json.key("period").text(base::to_string(origin.period));
    json.key("on").text(base::to_string(origin.period.last_day()));
    json.key("fixed_on").text(base::to_string(origin.fixed_on));
    json.key("fixed").boolean(origin.is_fixed).key("registered").number(origin.registered);
    json.key("by_hand").number(origin.by_hand).key("unclear").number(origin.unclear.size());
    json.end_object();
}

void write_listed(const std::vector<collection::ListedFirm>& firms, JsonWriter& json) {
    json.begin_array();
    for (const collection::ListedFirm& one : firms) {
        json.begin_object().key("code").text(one.code).key("name").text(one.name);
        json.key("region").text(one.region).end_object();
    }
    json.end_array();
}

void write_field(const office::LivePack& live, const pack::Form& form, const pack::FormField& field,
                 JsonWriter& json) {
    json.begin_object().key("code").text(field.code).key("name");
    write_words(field.name, json);
    json.key("help");
    if (field.help)
        write_words(*field.help, json);
    else
        json.null();
    json.key("indicator").text_or_null(field.indicator).key("dimensions").begin_object();
    for (const auto& one : field.dimensions) json.key(one.name.text).text(one.value);
    json.end_object();
    json.key("unit").text(base::to_string(field.unit)).key("places").number(field.places);
    json.key("required").boolean(field.is_required);
    json.key("min").number_or_null(field.min).key("max").number_or_null(field.max);
    json.key("covers").text(pack::to_string(field.covers));
    json.key("prefill").text(pack::to_string(field.prefill));
    json.key("control").text_or_null(field.control).key("checks");
    write_rules(field.checks, json);
    json.key("used_by");
    write_uses(live, form, field, json);
    json.end_object();
}

pack::Bilingual role_name(const office::LivePack& live, const std::string& code) {
    for (const pack::ObjectSet* set : {&live.pack.objects, live.catalog}) {
        for (const auto& entry : set->roles) {
            if (entry.value.code == code) return entry.value.name;
        }
    }
    return {code, code};
}

void write_route_step(const office::LivePack& live, const pack::Form& form, Duty duty,
                      JsonWriter& json) {
    const pack::RouteStep& step = office::route_step(form, duty);
    json.begin_object().key("duty").text(collection::to_string(duty)).key("role");
    if (step.role.empty())
        json.null();
    else
        write_named(step.role, role_name(live, step.role), json);
    json.key("section");
    if (step.section.empty())
        json.null();
    else
        write_unit(live, step.section, json);
    json.end_object();
}

void write_days(const std::vector<std::int32_t>& days, JsonWriter& json) {
    json.begin_array();
    for (const std::int32_t one : days) json.number(one);
    json.end_array();
}

void write_time_or_null(std::int64_t at_us, JsonWriter& json) {
    json.text_or_null(at_us > 0 ? time_text(at_us) : "");
}

// ---- sheets ------------------------------------------------------------------------------------

void write_finding(const collection::SheetFinding& finding, JsonWriter& json) {
    const Diagnostic& what = finding.what;
    json.begin_object().key("fields").begin_array();
    for (const std::string& field : finding.fields) json.text(field);
    json.end_array();
    json.key("severity").text(what.severity == Severity::error ? "error" : "warning");
    json.key("code").text(what.code).key("zh").text(what.zh).key("en").text(what.en);
    json.key("hint_zh").text(what.hint_zh).key("hint_en").text(what.hint_en);
    json.key("explained").boolean(finding.is_explained).end_object();
}

void write_findings(const collection::SheetReport& report, JsonWriter& json) {
    json.begin_array();
    for (const collection::SheetFinding& one : report.findings) write_finding(one, json);
    json.end_array();
}

void write_cell(const office::CellView& cell, JsonWriter& json) {
    json.begin_object().key("field").text(cell.entry.field);
    json.key("value").number_or_null(cell.entry.value);
    json.key("explanation").text(cell.entry.explanation);
    json.key("prefill").number_or_null(cell.prefill);
    json.key("fact_period").text(base::to_string(cell.fact_period));
    json.key("differences").begin_array();
    for (const office::CellDifference& one : cell.differences) {
        json.begin_object().key("against").text(office::to_string(one.against));
        json.key("value").number(one.value).key("difference").number_or_null(one.difference);
        json.key("period").text(base::to_string(one.period));
        json.key("counted").boolean(one.is_counted).end_object();
    }
    json.end_array().key("former").number_or_null(cell.former).end_object();
}

void write_question(const collection::Question& one, JsonWriter& json) {
    json.begin_object().key("number").number(one.number).key("field").text(one.field);
    json.key("text").text(one.text).key("asked_by").text(one.asked_by);
    json.key("asked_at").text(time_text(one.asked_at_us));
    json.key("answer").text_or_null(one.answer);
    json.key("answered_by").text_or_null(one.answered_by).key("answered_at");
    write_time_or_null(one.answered_at_us, json);
    json.end_object();
}

// Newest first; somebody who saves every minute is told once.
void write_history(const std::vector<collection::Event>& events, JsonWriter& json) {
    json.begin_array();
    for (std::size_t i = events.size(); i > 0; --i) {
        const collection::Event& one = events[i - 1];
        const bool goes_on = i < events.size() && one.step == collection::Step::save &&
                             events[i].step == collection::Step::save &&
                             events[i].actor == one.actor;
        if (goes_on) continue;
        json.begin_object().key("version").number(one.version);
        json.key("step").text(collection::to_string(one.step)).key("actor").text(one.actor);
        json.key("at").text(time_text(one.at_us)).key("text").text(one.text);
        json.key("field").text_or_null(one.field).end_object();
    }
    json.end_array();
}

void write_returned(const std::optional<collection::Returned>& returned, JsonWriter& json) {
    if (!returned) {
        json.null();
        return;
    }
    json.begin_object().key("reason").text(returned->reason).key("by").text(returned->by);
    json.key("at").text(time_text(returned->at_us));
    json.key("from").text(collection::to_string(returned->from)).end_object();
}

// ---- lists -------------------------------------------------------------------------------------

void write_matrix_cell(const collection::MatrixCell& cell, JsonWriter& json) {
    json.begin_object().key("form").text(cell.key.form).key("unit").text(cell.key.unit);
    json.key("period").text(base::to_string(cell.key.period));
    json.key("progress").text(collection::to_string(cell.progress));
    json.key("state").text(collection::to_string(cell.state)).key("version").number(cell.version);
    json.key("was_published").boolean(cell.was_published);
    json.key("deadline").text(base::to_string(cell.deadline));
    json.key("days_late").number(cell.days_late).key("changed_at");
    write_time_or_null(cell.changed_at_us, json);
    json.end_object();
}

void write_desk_item(const office::DeskItem& item, JsonWriter& json) {
    json.begin_object().key("form");
    write_named(item.form->code, item.form->name, json);
    json.key("unit");
    write_filler(item.unit, json);
    json.key("period").text(base::to_string(item.cell.key.period));
    json.key("state").text(collection::to_string(item.cell.state));
    json.key("progress").text(collection::to_string(item.cell.progress));
    json.key("deadline").text(base::to_string(item.cell.deadline));
    json.key("days_left").number(item.days_left).key("version").number(item.cell.version);
    json.key("duty").text_or_null(item.duty ? collection::to_string(*item.duty) : "");
    json.key("reason").text_or_null(item.reason).key("by").text_or_null(item.by);
    json.key("reminder").boolean(item.is_reminder_day).end_object();
}

void write_desk_items(const std::vector<office::DeskItem>& items, JsonWriter& json) {
    json.begin_array();
    for (const office::DeskItem& one : items) write_desk_item(one, json);
    json.end_array();
}

void write_percent(const base::Ratio& part, const base::Ratio& whole, JsonWriter& json) {
    const auto share = divide(part, whole);
    const auto percent = share ? multiply(*share, base::Ratio(100)) : std::nullopt;
    json.number(percent ? percent->round_half_up(1).value_or(0) : base::Decimal(0));
}

void write_rounded(const base::Ratio& value, JsonWriter& json) {
    json.number(value.round_half_up(2).value_or(0));
}

void write_unit_burden(const collection::UnitBurden& unit, JsonWriter& json) {
    json.begin_object().key("unit");
    write_filler(unit.unit, json);
    json.key("count").number(unit.count);
    json.key("fillers").text(pack::to_string(unit.type)).key("fields_per_month");
    write_rounded(unit.fields_per_month, json);
    json.key("prefilled_share");
    write_percent(unit.prefilled_per_month, unit.fields_per_month, json);
    json.key("budget").number_or_null(unit.budget).key("exceeds").boolean(unit.exceeds());
    json.key("forms").begin_array();
    for (const collection::FormBurden& one : unit.forms) {
        json.begin_object().key("form").text(one.form->code).key("name");
        write_words(one.form->name, json);
        json.key("fields").number(one.fields).key("prefilled").number(one.prefilled);
        json.key("sheets_per_year").number(one.sheets_per_year).key("fields_per_month");
        write_rounded(one.fields_per_month, json);
        json.key("share");
        write_percent(one.fields_per_month, unit.fields_per_month, json);
        json.end_object();
    }
    json.end_array().end_object();
}

}  // namespace

void write_form_summary(const pack::Form& form, std::size_t units, base::Date today,
                        JsonWriter& json) {
    json.begin_object().key("code").text(form.code).key("name");
    write_words(form.name, json);
    json.key("fillers").text(pack::to_string(form.fillers.type));
    json.key("frequency").text(pack::to_string(form.frequency));
    json.key("first").text(pack::to_string(form.first));
    json.key("last").text_or_null(form.last ? pack::to_string(*form.last) : "");
    json.key("deadline_days").number(form.deadline_days);
    json.key("fields").number(form.fields.size()).key("units").number(units).key("next");
    // A yearly form is due within a year and the days that it has.
    const auto until = base::add_days(today, 2 * kDaysOfYear);
    const auto due =
        until ? collection::due_within({&form}, today, *until) : std::vector<collection::DueDay>();
    if (due.empty()) {
        json.null();
    } else {
        json.begin_object().key("period").text(base::to_string(due[0].period));
        json.key("opens").text(base::to_string(due[0].opens));
        json.key("deadline").text(base::to_string(due[0].deadline)).end_object();
    }
    json.end_object();
}

void write_form(const office::LivePack& live, const pack::Form& form,
                const std::vector<collection::Filler>& units, const office::ListOrigin* origin,
                JsonWriter& json) {
    json.begin_object().key("code").text(form.code).key("name");
    write_words(form.name, json);
    json.key("definition");
    write_words(form.definition, json);
    json.key("basis").text_or_null(form.basis);
    json.key("fillers").text(pack::to_string(form.fillers.type));
    json.key("frequency").text(pack::to_string(form.frequency));
    json.key("first").text(pack::to_string(form.first));
    json.key("last").text_or_null(form.last ? pack::to_string(*form.last) : "");
    json.key("deadline_days").number(form.deadline_days).key("fields").begin_array();
    for (const pack::FormField& field : form.fields) write_field(live, form, field, json);
    json.end_array().key("checks");
    write_rules(form.checks, json);
    json.key("route").begin_array();
    for (const Duty duty : {Duty::enter, Duty::sign, Duty::check, Duty::publish}) {
        if (duty != Duty::sign || form.route.sign) write_route_step(live, form, duty, json);
    }
    json.end_array().key("reminders").begin_object().key("before");
    write_days(form.reminders.before, json);
    json.key("after");
    write_days(form.reminders.after, json);
    json.end_object().key("units").begin_array();
    for (const collection::Filler& one : units) write_filler(one, json);
    json.end_array().key("origin");
    if (origin == nullptr)
        json.null();
    else
        write_origin(form, *origin, json);
    json.end_object();
}

void write_sheet(const office::SheetView& view, JsonWriter& json) {
    const collection::Sheet& sheet = view.sheet();
    json.begin_object().key("form");
    write_form(*view.live, *view.form, {view.unit}, nullptr, json);
    json.key("unit");
    write_filler(view.unit, json);
    json.key("period").text(base::to_string(view.period));
    json.key("state").text(collection::to_string(sheet.state));
    json.key("progress").text(collection::to_string(view.progress));
    json.key("version").number(sheet.version).key("revision").number(sheet.revision);
    json.key("published_revision").number(sheet.published_revision);
    json.key("opens").text(base::to_string(view.opens));
    json.key("deadline").text(base::to_string(view.deadline)).key("cells").begin_array();
    for (const office::CellView& one : view.cells) write_cell(one, json);
    json.end_array().key("findings");
    write_findings(view.report, json);
    json.key("submittable").boolean(view.report.may_be_submitted());
    json.key("required_missing").number(view.report.required_missing).key("returned");
    write_returned(sheet.returned, json);
    json.key("questions").begin_array();
    for (const collection::Question& one : sheet.questions) write_question(one, json);
    json.end_array().key("history");
    write_history(view.stored.events, json);
    json.key("waits_for");
    if (const auto duty = collection::waits_for(sheet, view.form->route.sign.has_value()))
        write_route_step(*view.live, *view.form, *duty, json);
    else
        json.null();
    json.key("may_save").boolean(view.may_save).key("steps").begin_array();
    for (const collection::Step one : view.steps) json.text(collection::to_string(one));
    json.end_array().end_object();
}

void write_upload(const office::SheetUpload& upload, bool is_saved, std::int64_t version,
                  JsonWriter& json) {
    json.begin_object().key("saved").boolean(is_saved);
    json.key("readable").boolean(upload.is_readable).key("problems").begin_array();
    const auto write = [&](std::uint32_t row, std::uint32_t column, std::string_view field,
                           Severity severity, const std::array<std::string_view, 5>& words) {
        json.begin_object().key("row").number(row).key("column").number(column);
        json.key("field").text_or_null(field);
        json.key("severity").text(severity == Severity::error ? "error" : "warning");
        json.key("code").text(words[0]).key("zh").text(words[1]).key("en").text(words[2]);
        json.key("hint_zh").text(words[3]).key("hint_en").text(words[4]).end_object();
    };
    for (const Diagnostic& one : upload.problems)
        write(0, 0, "", one.severity, {one.code, one.zh, one.en, one.hint_zh, one.hint_en});
    for (const exchange::CellFinding& one : upload.findings) {
        const std::string_view field = one.field < upload.schema.columns.size()
                                           ? std::string_view(upload.schema.columns[one.field].key)
                                           : std::string_view();
        write(one.row, one.column, field, one.severity,
              {one.code, one.zh, one.en, one.hint_zh, one.hint_en});
    }
    json.end_array().key("cells").begin_array();
    for (const office::UploadedCell& one : upload.changes) {
        json.begin_object().key("field").text(one.field);
        json.key("value").number_or_null(one.value).key("before").number_or_null(one.before);
        json.key("change").text(office::to_string(one.change)).end_object();
    }
    json.end_array().key("findings");
    write_findings(upload.report, json);
    json.key("version").number(version).end_object();
}

void write_matrix(const office::CollectionMatrix& matrix, JsonWriter& json) {
    json.begin_object().key("on").text(base::to_string(matrix.on)).key("forms").begin_array();
    for (const pack::Form* one : matrix.forms) write_named(one->code, one->name, json);
    json.end_array().key("units").begin_array();
    for (const collection::Filler& one : matrix.units) write_filler(one, json);
    json.end_array().key("periods").begin_array();
    for (const base::Period& one : matrix.periods) json.text(base::to_string(one));
    json.end_array().key("cells").begin_array();
    constexpr std::size_t kKinds = static_cast<std::size_t>(collection::Progress::published) + 1;
    std::array<int, kKinds> counts{};
    for (const collection::MatrixCell& one : matrix.cells) {
        write_matrix_cell(one, json);
        ++counts[static_cast<std::size_t>(one.progress)];
    }
    json.end_array().key("counts").begin_object();
    for (std::size_t i = 0; i < kKinds; ++i)
        json.key(collection::to_string(static_cast<collection::Progress>(i))).number(counts[i]);
    json.end_object().key("origins").begin_array();
    for (const office::FormOrigin& one : matrix.origins) write_origin(*one.form, one.origin, json);
    json.end_array().end_object();
}

void write_desk(const office::Desk& desk, JsonWriter& json) {
    json.begin_object().key("on").text(base::to_string(desk.on)).key("waiting");
    write_desk_items(desk.waiting, json);
    json.key("returned");
    write_desk_items(desk.returned, json);
    json.key("missing");
    write_desk_items(desk.missing, json);
    json.key("questions").begin_array();
    for (const office::DeskQuestion& one : desk.questions) {
        json.begin_object().key("form").text(one.key.form).key("unit").text(one.key.unit);
        json.key("period").text(base::to_string(one.key.period)).key("question");
        write_question(one.question, json);
        json.end_object();
    }
    json.end_array().end_object();
}

void write_burden(const office::BurdenNow& burden, JsonWriter& json) {
    json.begin_object().key("units").begin_array();
    for (const collection::UnitBurden& one : burden.units) write_unit_burden(one, json);
    json.end_array().key("unused").begin_array();
    for (const collection::UnusedField& one : burden.unused) {
        json.begin_object().key("form").text(one.form->code).key("field").text(one.field->code);
        json.key("name");
        write_words(one.field->name, json);
        json.key("indicator").text_or_null(one.field->indicator).end_object();
    }
    json.end_array().key("used").begin_array();
    for (const pack::Form* form : burden.live->forms->forms()) {
        for (const pack::FormField& field : form->fields) {
            if (burden.live->forms->uses_of(*form, field).empty()) continue;
            json.begin_object().key("form").text(form->code).key("field").text(field.code);
            json.key("name");
            write_words(field.name, json);
            json.key("used_by");
            write_uses(*burden.live, *form, field, json);
            json.end_object();
        }
    }
    json.end_array().key("twice").begin_array();
    for (const collection::AskedTwice& one : burden.twice) {
        json.begin_object().key("indicator").text(one.indicator).key("forms").begin_array();
        for (const std::string& form : one.forms) json.text(form);
        json.end_array().end_object();
    }
    json.end_array().end_object();
}

void write_firms(const pack::Form& form, const office::FormFirms& firms, JsonWriter& json) {
    json.begin_object().key("items");
    write_listed(firms.listed, json);
    json.key("origin");
    if (firms.origin)
        write_origin(form, *firms.origin, json);
    else
        json.null();
    json.key("registered");
    write_listed(firms.registered, json);
    json.key("unclear").begin_array();
    for (const record::RosterFirm& one : firms.unclear) {
        json.begin_object().key("code").text_or_null(one.credit_code);
        json.key("name").text(one.name).key("region").text_or_null(one.unit).end_object();
    }
    json.end_array().end_object();
}

}  // namespace kc::server
