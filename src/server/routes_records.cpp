// SPDX-License-Identifier: Apache-2.0
// Registries and their records: what there is, lists, one record, files, what runs out, changes.
#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "access/grants.hpp"
#include "office/office_record_export.hpp"
#include "record/limits.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/record_views.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

using access::Verb;
using office::RecordDesk;
using record::Registry;

constexpr std::int32_t kSoonDays = 90;
constexpr std::size_t kFieldsMax = 500;
constexpr int kMonthsMax = 60;
constexpr std::string_view kFilterPrefix = "f.";

Response refusal(const Request& request, const Diagnostic& what) {
    static const std::map<std::string, int, std::less<>> kStatuses = {
        {"E-record-not-found", 404},    {"E-record-registry", 404}, {"E-record-forbidden", 403},
        {"E-record-outside", 403},      {"E-record-conflict", 412}, {"E-record-step", 409},
        {"E-record-merged", 409},       {"E-record-sort", 400},     {"E-record-cursor", 400},
        {"E-record-page", 400},         {"E-record-search", 400},   {"E-record-filter", 400},
        {"E-record-hidden-field", 400},
    };
    const auto status = kStatuses.find(what.code);
    if (status != kStatuses.end()) return problem(request, status->second, what);
    return failed(request, what);
}

Diagnostic bad_query(std::string_view name, std::string_view zh, std::string_view en) {
    return {"E-query",
            {},
            fmt::format("参数“{}”{}", name, zh),
            fmt::format("the parameter '{}' {}", name, en)};
}

std::optional<base::Date> day_of(const Request& request, std::string_view name,
                                 std::optional<Response>& wrong) {
    const auto text = request.target.find(name);
    if (!text) return std::nullopt;
    const auto day = base::Date::parse(*text);
    if (!day) {
        wrong = problem(request, 400,
                        bad_query(name, "应是日期，如 2024-06-30", "has to be a day, 2024-06-30"));
        return std::nullopt;
    }
    return *day;
}

// ---- what is asked for -----------------------------------------------------------------------

// "le:2024-12-31"; without a word it is equality.
office::RecordFilter read_filter(std::string_view field, std::string_view text) {
    using record::Comparison;
    constexpr std::array<std::pair<std::string_view, Comparison>, 9> kWords = {
        {{"eq", Comparison::equal},
         {"ne", Comparison::not_equal},
         {"lt", Comparison::less},
         {"le", Comparison::at_most},
         {"gt", Comparison::more},
         {"ge", Comparison::at_least},
         {"contains", Comparison::contains},
         {"empty", Comparison::empty},
         {"filled", Comparison::filled}}};
    const std::size_t colon = text.find(':');
    for (const auto& [word, comparison] : kWords) {
        if (colon != std::string_view::npos && text.substr(0, colon) == word)
            return {std::string(field), comparison, std::string(text.substr(colon + 1))};
    }
    return {std::string(field), Comparison::equal, std::string(text)};
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        if (end > 0) parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

struct Asked {
    office::RecordListQuery query = {};
    std::vector<std::string> columns = {};
    std::optional<Response> wrong = {};
};

Asked asked_by(const Request& request, const Registry& registry) {
    Asked asked;
    const Page page = page_of(request, CursorKind::text);
    asked.wrong = page.problem;
    asked.query.limit = static_cast<std::int32_t>(page.limit);
    asked.query.cursor = page.after_text;
    asked.query.search = request.target.find("q").value_or("");
    std::string_view sort = request.target.find("sort").value_or("");
    asked.query.descending = sort.starts_with('-');
    if (asked.query.descending) sort.remove_prefix(1);
    asked.query.sort = sort;
    asked.columns = split(request.target.find("columns").value_or(""));
    for (const std::string& code : asked.columns) {
        if (registry.field(code) == nullptr)
            asked.wrong = problem(request, 400,
                                  bad_query("columns", "里有不存在的字段：" + code,
                                            "names a field that does not exist: " + code));
    }
    for (const auto& [name, text] : request.target.query) {
        if (name.starts_with(kFilterPrefix))
            asked.query.filters.push_back(
                read_filter(std::string_view(name).substr(kFilterPrefix.size()), text));
    }
    asked.query.on = day_of(request, "on", asked.wrong);
    return asked;
}

// Opens the desk and finds the registry, or answers why not.
template <typename Use>
Response with_registry(Site& site, const Call& call, std::string_view parameter, Verb verb,
                       Use use) {
    auto desk = RecordDesk::open(site.office(), call.actor, verb);
    if (!desk) return failed(call.request, desk.error());
    auto registry = desk->require(call.parameters.text(parameter));
    if (!registry) return refusal(call.request, registry.error());
    return use(*desk, **registry);
}

// ---- registries ------------------------------------------------------------------------------

Response list_registries(Site& site, const Call& call) {
    auto desk = RecordDesk::open(site.office(), call.actor);
    if (!desk) return failed(call.request, desk.error());
    const base::Date today = desk->today();
    const auto soon = base::add_days(today, kSoonDays);
    JsonWriter json;
    json.begin_object().key("on").text(base::to_string(today));
    json.key("soon_days").number(kSoonDays).key("items").begin_array();
    for (const Registry& registry : desk->live().registries->all()) {
        auto total = desk->count(registry, {});
        if (!total) return refusal(call.request, total.error());
        json.begin_object();
        write_registry_head(registry, rights_in(call.actor, registry), json);
        json.key("total").number(*total).key("expiring");
        const auto& validity = registry.definition().validity;
        if (validity && !validity->to.empty() && desk->may_filter(registry, validity->to)) {
            auto expiring = desk->count(registry, {.expires_from = today, .expires_to = soon});
            if (!expiring) return refusal(call.request, expiring.error());
            json.number(*expiring);
        } else {
            json.null();
        }
        json.end_object();
    }
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

Response show_registry(Site& site, const Call& call) {
    return with_registry(site, call, "code", Verb::read,
                         [&](RecordDesk& desk, const Registry& registry) {
                             JsonWriter json;
                             write_registry(desk, registry, rights_in(call.actor, registry), json);
                             return json_answer(200, std::move(json));
                         });
}

Response show_expiring(Site& site, const Call& call) {
    return with_registry(
        site, call, "code", Verb::read, [&](RecordDesk& desk, const Registry& registry) {
            Asked asked = asked_by(call.request, registry);
            const auto from = day_of(call.request, "from", asked.wrong);
            const auto to = day_of(call.request, "to", asked.wrong);
            if (asked.wrong) return std::move(*asked.wrong);
            const base::Date first = from.value_or(desk.today());
            const base::Date last = to.value_or(base::add_days(first, 365).value_or(first));
            asked.query.expires_from = first;
            asked.query.expires_to = last;
            auto page = desk.page(registry, asked.query);
            if (!page) return refusal(call.request, page.error());
            JsonWriter json;
            json.begin_object().key("from").text(base::to_string(first));
            json.key("to").text(base::to_string(last)).key("months").begin_array();
            auto month = base::Period::month(first.year(), first.month());
            for (int i = 0; i < kMonthsMax && month && month->first_day() <= last; ++i) {
                office::RecordListQuery one = asked.query;
                one.expires_from = std::max(first, month->first_day());
                one.expires_to = std::min(last, month->last_day());
                auto count = desk.count(registry, one);
                if (!count) return refusal(call.request, count.error());
                json.begin_object().key("month").text(base::to_string(*month));
                json.key("count").number(*count).end_object();
                const auto next = base::add_days(month->last_day(), 1);
                if (!next) break;
                month = base::Period::month(next->year(), next->month());
            }
            json.end_array().key("total").number(page->total).key("items").begin_array();
            for (const office::SeenRecord& one : page->records)
                write_record(registry, one, registry.definition().listed, json);
            json.end_array().key("next_cursor").text_or_null(page->next).end_object();
            return json_answer(200, std::move(json));
        });
}

// ---- lists -----------------------------------------------------------------------------------

Response list_records(Site& site, const Call& call) {
    return with_registry(
        site, call, "registry", Verb::read, [&](RecordDesk& desk, const Registry& registry) {
            Asked asked = asked_by(call.request, registry);
            if (asked.wrong) return std::move(*asked.wrong);
            auto page = desk.page(registry, asked.query);
            if (!page) return refusal(call.request, page.error());
            const auto& columns =
                asked.columns.empty() ? registry.definition().listed : asked.columns;
            JsonWriter json;
            json.begin_object().key("total").number(page->total);
            json.key("columns").begin_array();
            for (const std::string& code : columns) json.text(code);
            json.end_array().key("items").begin_array();
            for (const office::SeenRecord& one : page->records)
                write_record(registry, one, columns, json);
            json.end_array().key("next_cursor").text_or_null(page->next).end_object();
            return json_answer(200, std::move(json));
        });
}

std::string ascii_name(std::string_view code) {
    std::string name(code);
    std::replace_if(
        name.begin(), name.end(),
        [](char c) {
            return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.' || c == '-');
        },
        '_');
    return name;
}

Response export_records(Site& site, const Call& call) {
    using exchange::ExportFormat;
    struct Kind {
        ExportFormat format;
        std::string_view word;
        const char* type;
    };
    constexpr std::array<Kind, 3> kKinds = {
        {{ExportFormat::xlsx, "xlsx",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
         {ExportFormat::csv, "csv", "text/csv; charset=utf-8"},
         {ExportFormat::json, "json", "application/json"}}};
    const std::string_view word = call.request.target.find("format").value_or("xlsx");
    const auto kind = std::find_if(kKinds.begin(), kKinds.end(),
                                   [&](const Kind& one) { return one.word == word; });
    if (kind == kKinds.end())
        return problem(call.request, 400,
                       bad_query("format", "应是 xlsx、csv 或 json", "is xlsx, csv or json"));
    return with_registry(
        site, call, "registry", Verb::take_out, [&](RecordDesk& desk, const Registry& registry) {
            Asked asked = asked_by(call.request, registry);
            if (asked.wrong) return std::move(*asked.wrong);
            auto bytes = office::export_records(
                desk, registry, asked.query, asked.columns, kind->format,
                language_of(call.request.header("accept-language")), call.actor.name);
            if (!bytes) return refusal(call.request, bytes.error());
            Response response;
            response.body = std::move(*bytes);
            response.set("Content-Type", kind->type);
            response.set(
                "Content-Disposition",
                fmt::format("attachment; filename=\"{}-{}.{}\"", ascii_name(registry.code()),
                            base::to_string(desk.today()), kind->word));
            return response;
        });
}

// ---- one record ------------------------------------------------------------------------------

Result<void> write_history(RecordDesk& desk, const Registry& registry,
                           const office::SeenRecord& newest, JsonWriter& json) {
    auto versions =
        record::history(desk.connection(), registry, newest.record.id, desk.allowed(registry));
    if (!versions) return unexpected(std::move(versions.error()));
    std::vector<record::Record> records;
    for (const record::Version& one : *versions) records.push_back(one.record);
    auto seen = desk.seen_like(registry, newest, std::move(records));
    if (!seen) return unexpected(std::move(seen.error()));
    json.key("history").begin_array();
    for (std::size_t i = 0; i < versions->size(); ++i)
        write_version(registry, (*versions)[i], (*seen)[i], json);
    json.end_array();
    return {};
}

Result<void> write_relations(RecordDesk& desk, const Registry& registry, record::RecordId id,
                             JsonWriter& json) {
    auto relations = record::relations(desk.connection(), *desk.live().registries, registry, id,
                                       [&](const Registry& other) {
                                           // What points here is a value of a field of theirs,
                                           // which not everybody sees.
                                           return desk.allowed(other);
                                       });
    if (!relations) return unexpected(std::move(relations.error()));
    json.key("relations").begin_array();
    for (record::Relation& one : *relations) {
        if (!desk.may_filter(*one.registry, one.field->code)) continue;
        auto seen = desk.seen(*one.registry, std::move(one.newest));
        if (!seen) return unexpected(std::move(seen.error()));
        json.begin_object().key("registry").text(one.registry->code()).key("name");
        json.words(one.registry->definition().name.zh, one.registry->definition().name.en);
        json.key("field").text(one.field->code).key("count").number(one.count);
        json.key("items").begin_array();
        for (const office::SeenRecord& other : *seen) write_record_link(other, json);
        json.end_array().end_object();
    }
    json.end_array();
    return {};
}

Result<void> write_duplicates(RecordDesk& desk, const Registry& registry,
                              const office::SeenRecord& record, JsonWriter& json) {
    json.key("duplicates").begin_array();
    // By what is masked nobody finds out who has the same.
    const auto& fields = desk.fields(registry);
    const bool sees_all = std::all_of(fields.begin(), fields.end(), [](const auto& one) {
        return one.field_class == access::FieldClass::secret || one.may_filter();
    });
    if (sees_all) {
        auto candidates = record::duplicates_of(desk.connection(), registry, record.record,
                                                desk.allowed(registry));
        if (!candidates) return unexpected(std::move(candidates.error()));
        std::vector<record::Record> others;
        for (record::Candidate& one : *candidates) others.push_back(std::move(one.record));
        auto seen = desk.seen(registry, std::move(others));
        if (!seen) return unexpected(std::move(seen.error()));
        for (const office::SeenRecord& one : *seen) write_record_link(one, json);
    }
    json.end_array();
    return {};
}

Result<void> write_years(RecordDesk& desk, const Registry& registry,
                         const office::SeenRecord& record, const access::Actor& actor,
                         const access::SubjectRow& row, JsonWriter& json) {
    access::SubjectShape shape = office::record_shape(registry);
    shape.fields.clear();
    const auto& fields = registry.definition().yearly;
    for (const pack::RegistryField& field : fields)
        shape.fields.push_back({field.code, field.field_class});
    const auto sights = access::visible_fields(actor, shape, row);
    auto years =
        record::yearly(desk.connection(), registry, record.record.id, desk.allowed(registry));
    if (!years) return unexpected(std::move(years.error()));
    json.key("yearly").begin_array();
    for (const record::YearFigures& year : *years) {
        json.begin_object().key("year").number(year.year).key("version").number(year.version);
        json.key("source").text(year.source).key("values").begin_object();
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (sights[i].most == access::Sight::hidden) continue;
            office::SeenCell cell{.sight = sights[i].most};
            const bool is_clear = cell.sight == access::Sight::clear;
            if (is_clear) cell.text = record::to_text(fields[i], year.cells[i]);
            const auto& regions = desk.live().registries->regions();
            cell.zh = is_clear ? record::shown(fields[i], year.cells[i], regions, Language::zh)
                               : record::masked(fields[i], year.cells[i]);
            cell.en =
                is_clear ? record::shown(fields[i], year.cells[i], regions, Language::en) : cell.zh;
            json.key(fields[i].code);
            write_seen_cell(cell, json);
        }
        json.end_object().end_object();
    }
    json.end_array();
    return {};
}

void write_decision(const access::RowDecision& decision, JsonWriter& json) {
    json.begin_object().key("allowed").boolean(decision.allowed());
    json.key("rule").text_or_null(decision.rule);
    json.key("on_behalf_of").text_or_null(decision.on_behalf_of);
    json.key("reason").words(decision.zh, decision.en).end_object();
}

Response record_answer(Site& site, const Call& call, const std::string& code, record::RecordId id,
                       int status) {
    auto desk = RecordDesk::open(site.office(), call.actor);
    if (!desk) return failed(call.request, desk.error());
    auto registry = desk->require(code);
    if (!registry) return refusal(call.request, registry.error());
    auto found = desk->one(**registry, id);
    if (!found) return refusal(call.request, found.error());
    if (!*found) return not_found(call.request, "没有这条记录", "there is no such record");
    const office::SeenRecord& seen = **found;
    access::SubjectRow row = office::record_subject(**registry, seen.record);
    auto parts = access::parts_in(desk->connection(), code, id);
    if (!parts) return failed(call.request, parts.error());
    row.parts = std::move(*parts);
    const access::SubjectShape shape = office::record_shape(**registry);
    JsonWriter json;
    json.begin_object().key("record");
    write_record(**registry, seen, {}, json);
    json.key("may_read");
    write_decision(access::decide(call.actor, Verb::read, shape, row), json);
    json.key("may_edit");
    write_decision(access::decide(call.actor, Verb::edit, shape, row), json);
    json.key("steps").begin_array();
    for (const office::RecordStep* step : office::steps_open(call.actor, **registry, seen.record))
        json.text(step->word);
    json.end_array();
    Result<void> written = write_history(*desk, **registry, seen, json);
    if (written) written = write_relations(*desk, **registry, id, json);
    if (written) written = write_duplicates(*desk, **registry, seen, json);
    if (written) written = write_years(*desk, **registry, seen, call.actor, row, json);
    if (!written) return failed(call.request, written.error());
    json.end_object();
    return json_answer(status, std::move(json)).set("ETag", version_tag(seen.record.version));
}

Response show_record(Site& site, const Call& call) {
    return record_answer(site, call, call.parameters.text("registry"), call.parameters.number("id"),
                         200);
}

// ---- changes ---------------------------------------------------------------------------------

std::string plain_text(const JsonValue& value) {
    if (value.type == JsonType::null) return {};
    if (value.type == JsonType::boolean) return value.text == "true" ? "yes" : "no";
    return value.text;
}

office::RecordInput read_input(BodyFields& body, std::vector<FieldError>& errors, bool is_new) {
    office::RecordInput input;
    if (const JsonValue* fields = body.optional_object("fields")) {
        for (const auto& [name, value] : fields->members) {
            const bool is_plain = value.type != JsonType::array && value.type != JsonType::object;
            if (is_plain && input.fields.size() < kFieldsMax)
                input.fields.push_back({name, plain_text(value)});
            else
                errors.push_back({"/fields/" + name,
                                  {"E-body-type",
                                   {},
                                   "应是文字、数字、true、false 或 null",
                                   "has to be a text, a number, true, false or null"}});
        }
    }
    input.reason = body.optional_text("reason", record::kMaxReasonBytes).value_or("");
    if (is_new) {
        input.submit = body.optional_boolean("submit").value_or(false);
        return input;
    }
    const auto day = [&](const char* name) -> std::optional<base::Date> {
        const auto text = body.optional_text(name);
        if (!text || text->empty()) return std::nullopt;
        auto date = base::Date::parse(*text);
        if (date) return *date;
        body.error(name, date.error());
        return std::nullopt;
    };
    input.since = day("since");
    input.until = day("until");
    input.is_rename = body.optional_boolean("is_rename").value_or(false);
    return input;
}

// Words about one field begin with its name, also those of the writer (record/messages.hpp).
std::string pointer_to(const Registry& registry, const Diagnostic& what) {
    for (const pack::RegistryField& field : registry.definition().fields) {
        if (what.zh.starts_with(field.name.zh + "：")) return "/fields/" + field.code;
    }
    return {};
}

Response change_answer(Site& site, const Call& call, const office::RecordAnswer& answer,
                       int status) {
    const std::string& code = call.parameters.text("registry");
    if (!answer.mistakes.empty()) {
        std::vector<FieldError> errors;
        for (const record::FieldError& one : answer.mistakes)
            errors.push_back({"/fields/" + one.field, one.what});
        return invalid(call.request, errors);
    }
    if (answer.refused) {
        const auto live = site.office().live();
        const Registry* registry = live->registries->find(code);
        const std::string pointer =
            registry == nullptr ? "" : pointer_to(*registry, *answer.refused);
        if (!pointer.empty()) return invalid(call.request, {{pointer, *answer.refused}});
        return refusal(call.request, *answer.refused);
    }
    Response response = record_answer(site, call, code, answer.written.id, status);
    response.set("Location", fmt::format("/api/v1/records/{}/{}", code, answer.written.id));
    if (answer.is_repeated) response.set("Idempotency-Replayed", "true");
    return response;
}

// Reads the body, then changes.
template <typename Read, typename Change>
Response change(Site& site, const Call& call, int status, Read read, Change act) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    auto registry = site.office().live()->registries->require(call.parameters.text("registry"));
    if (!registry) return refusal(call.request, registry.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    auto input = read(fields, errors);
    fields.end();
    if (!errors.empty()) return invalid(call.request, errors);
    const office::RecordAsker asker{call.actor, std::string(call.key)};
    return change_answer(site, call, act(asker, call.parameters.text("registry"), input), status);
}

std::int64_t expected_version(const Call& call) {
    return version_of(call.request.header("if-match"));
}

Response create(Site& site, const Call& call) {
    return change(
        site, call, 201,
        [](BodyFields& body, std::vector<FieldError>& errors) {
            return read_input(body, errors, true);
        },
        [&](const office::RecordAsker& asker, const std::string& code,
            const office::RecordInput& input) {
            return office::create_record(site.office(), asker, code, input);
        });
}

Response update(Site& site, const Call& call) {
    return change(
        site, call, 200,
        [](BodyFields& body, std::vector<FieldError>& errors) {
            return read_input(body, errors, false);
        },
        [&](const office::RecordAsker& asker, const std::string& code,
            const office::RecordInput& input) {
            return office::update_record(site.office(), asker, code, call.parameters.number("id"),
                                         expected_version(call), input);
        });
}

struct Closing {
    std::string life = {};
    base::Date on = {};
    std::string reason = {};
};

Response close(Site& site, const Call& call) {
    return change(
        site, call, 200,
        [&](BodyFields& body, std::vector<FieldError>&) {
            Closing closing{
                .life = body.optional_text("life").value_or("closed"),
                .on = site.office().today(),
                .reason = body.optional_text("reason", record::kMaxReasonBytes).value_or("")};
            if (const auto text = body.optional_text("on")) {
                auto day = base::Date::parse(*text);
                if (day)
                    closing.on = *day;
                else
                    body.error("on", day.error());
            }
            return closing;
        },
        [&](const office::RecordAsker& asker, const std::string& code, const Closing& closing) {
            return office::close_record(site.office(), asker, code, call.parameters.number("id"),
                                        expected_version(call), closing.life, closing.on,
                                        closing.reason);
        });
}

Response merge(Site& site, const Call& call) {
    using Merging = std::pair<record::RecordId, std::string>;
    return change(
        site, call, 200,
        [](BodyFields& body, std::vector<FieldError>&) {
            return Merging{body.whole("into").value_or(0),
                           body.optional_text("reason", record::kMaxReasonBytes).value_or("")};
        },
        [&](const office::RecordAsker& asker, const std::string& code, const Merging& merging) {
            return office::merge_record(site.office(), asker, code, call.parameters.number("id"),
                                        expected_version(call), merging.first, merging.second);
        });
}

Response take_step(Site& site, const Call& call) {
    using Step = std::pair<const office::RecordStep*, std::string>;
    return change(
        site, call, 200,
        [](BodyFields& body, std::vector<FieldError>&) {
            const std::string word = body.text("step");
            Step step{nullptr, body.optional_text("reason", record::kMaxReasonBytes).value_or("")};
            std::string words;
            for (const office::RecordStep& one : office::record_steps()) {
                if (one.word == word) step.first = &one;
                words += (words.empty() ? "" : ", ") + std::string(one.word);
            }
            if (step.first == nullptr)
                body.error("step", Diagnostic{"E-body-step",
                                              {},
                                              fmt::format("没有“{}”这一步", word),
                                              fmt::format("there is no step '{}'", word)}
                                       .hint("可用：" + words, "one of " + words));
            else if (step.first->needs_reason && step.second.empty())
                body.error("reason", {"E-body-missing", {}, "要写明原因", "a reason is needed"});
            return step;
        },
        [&](const office::RecordAsker& asker, const std::string& code, const Step& step) {
            return office::step_record(site.office(), asker, code, call.parameters.number("id"),
                                       expected_version(call), *step.first, step.second);
        });
}

// Explanations of access can be asked for about every record.
void add_subjects(Site& site) {
    const auto live = site.office().live();
    for (const Registry& registry : live->registries->all()) {
        site.subjects().add(
            {.shape = office::record_shape(registry),
             .find = [&site, code = registry.code()](
                         std::int64_t number) -> Result<std::optional<access::SubjectRow>> {
                 const auto now = site.office().live();
                 auto found = now->registries->require(code);
                 if (!found) return unexpected(std::move(found.error()));
                 auto reader = site.office().store().read();
                 if (!reader) return unexpected(std::move(reader.error()));
                 auto record = record::get(reader->connection(), **found, number, store::always());
                 if (!record) return unexpected(std::move(record.error()));
                 if (!*record) return std::optional<access::SubjectRow>();
                 access::SubjectRow row = office::record_subject(**found, **record);
                 auto parts = access::parts_in(reader->connection(), code, number);
                 if (!parts) return unexpected(std::move(parts.error()));
                 row.parts = std::move(*parts);
                 return std::optional(std::move(row));
             }});
    }
}

}  // namespace

void add_record_routes(Site& site, Router& router) {
    using Show = Response (*)(Site&, const Call&);
    using access::Action;
    const auto get = [&](std::string_view pattern, Show show, Action action) {
        router.add({.method = Method::get,
                    .pattern = pattern,
                    .handle = [&site, show](const Call& call) { return show(site, call); },
                    .action = action});
    };
    const auto change = [&](Method method, std::string_view pattern, Show show, Action action,
                            bool needs_match) {
        router.add({.method = method,
                    .pattern = pattern,
                    .handle = [&site, show](const Call& call) { return show(site, call); },
                    .body_bytes_max = kDefaultBodyBytesMax,
                    .action = action,
                    .needs_key = true,
                    .needs_token = true,
                    .needs_match = needs_match});
    };
    get("/api/v1/registries", &list_registries, Action::read_records);
    get("/api/v1/registries/{code}", &show_registry, Action::read_records);
    get("/api/v1/registries/{code}/expiring", &show_expiring, Action::read_records);
    get("/api/v1/records/{registry}", &list_records, Action::read_records);
    get("/api/v1/records/{registry}/export", &export_records, Action::export_records);
    get("/api/v1/records/{registry}/{id:int}", &show_record, Action::read_records);
    change(Method::post, "/api/v1/records/{registry}", &create, Action::create_records, false);
    change(Method::put, "/api/v1/records/{registry}/{id:int}", &update, Action::edit_records, true);
    change(Method::post, "/api/v1/records/{registry}/{id:int}/close", &close, Action::edit_records,
           true);
    change(Method::post, "/api/v1/records/{registry}/{id:int}/merge", &merge, Action::edit_records,
           true);
    // Seven steps of as many sorts of people: which, is decided on the record itself.
    change(Method::post, "/api/v1/records/{registry}/{id:int}/steps", &take_step,
           Action::read_records, true);
    add_subjects(site);
}

}  // namespace kc::server
