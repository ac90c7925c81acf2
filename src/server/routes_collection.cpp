// SPDX-License-Identifier: Apache-2.0
// Collecting figures: forms, sheets and their steps, templates and uploads, the matrix, the desk.
#include <charconv>

#include <fmt/format.h>

#include "collection/sheet_rows.hpp"
#include "office/collection_records.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/collection_views.hpp"
#include "server/counted_records.hpp"
#include "server/multipart.hpp"
#include "server/routes_notices.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

constexpr std::size_t kSheetBytesMax = 2U << 20U;
constexpr std::size_t kFirmsBytesMax = 16U << 20U;
constexpr std::size_t kCellsMax = 300;
constexpr const char* kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// What a refusal of the collection deserves.
Response refusal(const Request& request, const Diagnostic& what) {
    if (what.code == "E-no-form" || what.code == "E-no-sheet") return problem(request, 404, what);
    if (what.code == "E-collect-forbidden" || what.code == "E-collect-own")
        return problem(request, 403, what);
    if (what.code == "E-collect-changed" || what.code == "E-collect-step")
        return problem(request, 409, what);
    return failed(request, what);
}

office::SheetAddress address_of(const Call& call) {
    return {call.parameters.text("form"), call.parameters.text("unit"),
            call.parameters.text("period")};
}

Response sheet_answer(const office::SheetView& view) {
    JsonWriter json;
    write_sheet(view, json);
    return json_answer(200, std::move(json));
}

// The place of a cell in the request that held it; of the sheet where the mistake names none.
std::string pointer_to(const std::string& field, const collection::Cells& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].field == field) return fmt::format("/cells/{}/value", i);
    }
    return field.empty() ? std::string() : "/fields/" + field;
}

Response answer_of(const Call& call, const office::SheetAnswer& answer,
                   const collection::Cells& cells) {
    if (answer.refused) return refusal(call.request, *answer.refused);
    if (!answer.mistakes.empty()) {
        std::vector<FieldError> errors;
        for (const office::SheetMistake& one : answer.mistakes)
            errors.push_back({pointer_to(one.field, cells), one.what});
        return invalid(call.request, errors);
    }
    Response response = sheet_answer(*answer.view);
    if (answer.is_repeated) response.set("Idempotency-Replayed", "true");
    return response;
}

// ---- forms -------------------------------------------------------------------------------------

Response list_forms(Site& site, const Call& call) {
    const auto live = site.office().live();
    const base::Date today = site.office().today();
    JsonWriter json;
    json.begin_object().key("on").text(base::to_string(today)).key("items").begin_array();
    for (const pack::Form* form : live->forms->forms()) {
        auto units = office::fillers_now(site.office(), *live, *form);
        if (!units) return failed(call.request, units.error());
        write_form_summary(*form, units->fillers.size(), today, json);
    }
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

Response show_form(Site& site, const Call& call) {
    const auto live = site.office().live();
    const pack::Form* form = live->forms->find(call.parameters.text("code"));
    if (form == nullptr) return not_found(call.request, "没有这张填报表", "there is no such form");
    auto units = office::fillers_now(site.office(), *live, *form);
    if (!units) return failed(call.request, units.error());
    // Which firms there are is for those who keep the list.
    if (form->fillers.type == pack::FillerType::firm) units->fillers.clear();
    JsonWriter json;
    write_form(*live, *form, units->fillers, units->origin ? &*units->origin : nullptr, json);
    return json_answer(200, std::move(json));
}

Response list_firms(Site& site, const Call& call) {
    std::optional<base::Period> period;
    if (const auto text = call.request.target.find("period")) {
        auto parsed = base::Period::parse(*text);
        if (!parsed) return problem(call.request, 400, parsed.error());
        period = *parsed;
    }
    const std::string code = call.parameters.text("code");
    auto firms = office::firms_of_form(site.office(), call.actor, code, period);
    if (!firms) return refusal(call.request, firms.error());
    JsonWriter json;
    write_firms(*firms->live->forms->find(code), *firms, json);
    return json_answer(200, std::move(json));
}

std::vector<collection::ListedFirm> read_firms(const JsonValue& body,
                                               std::vector<FieldError>& errors) {
    std::vector<collection::ListedFirm> firms;
    BodyFields fields(body, "", errors);
    if (const JsonValue* items = fields.any("items");
        items != nullptr && items->type == JsonType::array &&
        items->items.size() <= collection::kListedFirmsMax) {
        for (std::size_t i = 0; i < items->items.size(); ++i) {
            BodyFields one(items->items[i], fmt::format("/items/{}", i), errors);
            firms.push_back({one.text("code"), one.text("name", 200), one.text("region")});
            one.end();
        }
    } else {
        fields.error("items",
                     {"E-body-type",
                      {},
                      fmt::format("“items”应是最多{}家企业的列表", collection::kListedFirmsMax),
                      fmt::format("'items' has to be a list of at most {} firms",
                                  collection::kListedFirmsMax)});
    }
    fields.end();
    return firms;
}

Response replace_firms(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    const auto firms = read_firms(*body, errors);
    if (!errors.empty()) return invalid(call.request, errors);
    const office::FirmListAnswer answer = office::replace_firms(
        site.office(), call.actor, std::string(call.key), call.parameters.text("code"), firms);
    if (answer.refused) return refusal(call.request, *answer.refused);
    for (const auto& [index, what] : answer.mistakes)
        errors.push_back({fmt::format("/items/{}", index), what});
    if (!errors.empty()) return invalid(call.request, errors);
    return list_firms(site, call);
}

// ---- sheets ------------------------------------------------------------------------------------

Response show_sheet(Site& site, const Call& call) {
    auto view = office::open_sheet(site.office(), call.actor, address_of(call));
    if (!view) return refusal(call.request, view.error());
    return sheet_answer(*view);
}

std::optional<base::Decimal> read_value(BodyFields& cell) {
    const JsonValue* value = cell.any("value");
    if (value == nullptr || value->type == JsonType::null) return std::nullopt;
    if (value->type == JsonType::text && value->text.empty()) return std::nullopt;
    return cell.decimal("value");
}

collection::Cells read_cells(BodyFields& fields, std::vector<FieldError>& errors) {
    collection::Cells cells;
    const JsonValue* list = fields.any("cells");
    if (list == nullptr || list->type != JsonType::array || list->items.size() > kCellsMax) {
        fields.error("cells", {"E-body-type",
                               {},
                               fmt::format("“cells”应是最多{}项的列表", kCellsMax),
                               fmt::format("'cells' has to be a list of at most {}", kCellsMax)});
        return cells;
    }
    for (std::size_t i = 0; i < list->items.size(); ++i) {
        BodyFields one(list->items[i], fmt::format("/cells/{}", i), errors);
        collection::CellEntry& cell = cells.emplace_back();
        cell.field = one.text("field");
        cell.value = read_value(one);
        cell.explanation = one.optional_text("explanation").value_or("");
        one.end();
    }
    return cells;
}

Response save(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    const auto expected = fields.whole("expected_version");
    const collection::Cells cells = read_cells(fields, errors);
    fields.end();
    if (!errors.empty()) return invalid(call.request, errors);
    return answer_of(call,
                     office::save_sheet(site.office(), call.actor, std::string(call.key),
                                        address_of(call), expected.value_or(0), cells),
                     cells);
}

Response take_step(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    office::StepRequest request;
    const std::string word = fields.text("step");
    const auto step = collection::parse_step(word);
    if (step && *step != collection::Step::save)
        request.step = *step;
    else if (errors.empty())
        fields.error("step", Diagnostic{"E-body-step",
                                        {},
                                        fmt::format("没有“{}”这一步", word),
                                        fmt::format("there is no step '{}'", word)}
                                 .hint("submit、sign、return、verify、publish、withdraw、reopen、"
                                       "ask、answer 之一",
                                       "one of submit, sign, return, verify, publish, withdraw, "
                                       "reopen, ask, answer"));
    request.expected_version = fields.whole("expected_version").value_or(0);
    request.text = fields.optional_text("reason").value_or("");
    request.field = fields.optional_text("field").value_or("");
    if (body->find("question") != nullptr) request.question = fields.whole("question").value_or(0);
    fields.end();
    if (!errors.empty()) return invalid(call.request, errors);
    return answer_of(call,
                     office::take_sheet_step(site.office(), call.actor, std::string(call.key),
                                             address_of(call), request),
                     {});
}

// The records behind a control figure, for whoever sees the sheet and may read records.
Response show_counted(Site& site, const Call& call) {
    auto view = office::open_sheet(site.office(), call.actor, address_of(call));
    if (!view) return refusal(call.request, view.error());
    auto desk = office::RecordDesk::open(site.office(), call.actor);
    if (!desk) return failed(call.request, desk.error());
    auto records = office::records_of_cell(
        site.office(), *view, call.parameters.text("field"),
        [&](const record::Registry& registry) { return desk->allowed(registry); });
    if (!records && records.error().code == "E-sheet-not-counted")
        return problem(call.request, 404, records.error());
    if (!records) return failed(call.request, records.error());
    const office::Behind& behind = records->behind;
    JsonWriter json;
    json.begin_object().key("field").text(records->field->code);
    json.key("indicator").text(behind.indicator->code);
    json.key("registry").text(behind.registry->code());
    json.key("period").text(base::to_string(records->period));
    json.key("value").number_or_null(records->counted);
    write_listed_fields(*behind.registry, json);
    const auto& counted = behind.covered ? behind.covered->covered : behind.counted->records;
    auto written = write_counted_list(*desk, *behind.registry, counted, "counted", json);
    if (!written) return failed(call.request, written.error());
    json.end_object();
    return json_answer(200, std::move(json));
}

// ---- files -------------------------------------------------------------------------------------

Response workbook_answer(std::string bytes, const std::string& name) {
    Response response;
    response.body = std::move(bytes);
    response.set("Content-Type", kXlsx);
    response.set("Content-Disposition", fmt::format("attachment; filename=\"{}.xlsx\"", name));
    return response;
}

// Codes and periods are letters, digits, points and dashes; a name of anything else is not sent.
std::string file_name(const office::SheetView& view) {
    std::string name =
        fmt::format("{}-{}-{}", view.form->code, view.unit.code, base::to_string(view.period));
    for (char& c : name) {
        const bool is_fine = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                             (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_';
        if (!is_fine) c = '_';
    }
    return name;
}

Response show_template(Site& site, const Call& call) {
    auto view = office::open_sheet(site.office(), call.actor, address_of(call));
    if (!view) return refusal(call.request, view.error());
    auto bytes = office::sheet_template(*view, language_of(call.request.header("accept-language")));
    if (!bytes) return failed(call.request, bytes.error());
    return workbook_answer(std::move(*bytes), file_name(*view));
}

std::optional<std::int64_t> version_in(const Request& request) {
    const auto text = request.target.find("expected_version");
    if (!text) return std::nullopt;
    std::int64_t version = -1;
    const auto read = std::from_chars(text->data(), text->data() + text->size(), version);
    const bool is_whole = read.ec == std::errc() && read.ptr == text->data() + text->size();
    return is_whole && version >= 0 ? std::optional(version) : std::nullopt;
}

Response upload(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const bool is_dry =
        !call.request.target.find("dry_run") || flag_of(call.request, "dry_run", wrong);
    if (wrong) return std::move(*wrong);
    const auto expected = version_in(call.request);
    if (!is_dry && !expected)
        return problem(call.request, 400,
                       {"E-query",
                        {},
                        "保存时要带参数“expected_version”",
                        "saving needs the parameter 'expected_version'"});
    auto view = office::open_sheet(site.office(), call.actor, address_of(call));
    if (!view) return refusal(call.request, view.error());
    auto bytes = file_of_body(call.request.header("content-type"), call.request.body);
    if (!bytes) return problem(call.request, 400, bytes.error());
    auto read = office::read_sheet_file(site.office(), *view, *bytes);
    if (!read) return failed(call.request, read.error());
    bool is_saved = false;
    std::int64_t version = view->sheet().version;
    if (!is_dry && read->is_readable) {
        const office::SheetAnswer answer =
            office::save_sheet(site.office(), call.actor, std::string(call.key), address_of(call),
                               *expected, read->cells);
        if (answer.refused || !answer.mistakes.empty()) return answer_of(call, answer, read->cells);
        is_saved = true;
        version = answer.view->sheet().version;
    }
    JsonWriter json;
    write_upload(*read, is_saved, version, json);
    return json_answer(200, std::move(json));
}

Response mark_upload(Site& site, const Call& call) {
    auto view = office::open_sheet(site.office(), call.actor, address_of(call));
    if (!view) return refusal(call.request, view.error());
    auto bytes = file_of_body(call.request.header("content-type"), call.request.body);
    if (!bytes) return problem(call.request, 400, bytes.error());
    auto marked = office::marked_sheet_file(*view, *bytes,
                                            language_of(call.request.header("accept-language")));
    if (!marked) return failed(call.request, marked.error());
    return workbook_answer(std::move(*marked), file_name(*view) + "-marked");
}

// ---- lists -------------------------------------------------------------------------------------

Response show_matrix(Site& site, const Call& call) {
    office::MatrixFilter filter;
    filter.form = call.request.target.find("form").value_or("");
    filter.unit = call.request.target.find("unit").value_or("");
    if (const auto text = call.request.target.find("period")) {
        auto period = base::Period::parse(*text);
        if (!period) return problem(call.request, 400, period.error());
        filter.period = *period;
    }
    auto matrix = office::collection_matrix(site.office(), call.actor, filter);
    if (!matrix) return refusal(call.request, matrix.error());
    JsonWriter json;
    write_matrix(*matrix, json);
    return json_answer(200, std::move(json));
}

Response show_desk(Site& site, const Call& call) {
    auto desk = office::desk_of(site.office(), call.actor);
    if (!desk) return failed(call.request, desk.error());
    JsonWriter json;
    write_desk(*desk, json);
    return json_answer(200, std::move(json));
}

Response show_burden(Site& site, const Call& call) {
    auto burden = office::burden_now(site.office());
    if (!burden) return failed(call.request, burden.error());
    JsonWriter json;
    write_burden(*burden, json);
    return json_answer(200, std::move(json));
}

}  // namespace

void add_collection_routes(Site& site, Router& router) {
    add_notice_routes(site, router);
    using Show = Response (*)(Site&, const Call&);
    const auto get = [&](std::string_view pattern, Show show) {
        router.add({.method = Method::get,
                    .pattern = pattern,
                    .handle = [&site, show](const Call& call) { return show(site, call); },
                    .action = access::Action::read_forms});
    };
    // Which unit's sheet, and in which state, is decided on the sheet itself.
    const auto change = [&](Method method, std::string_view pattern, Show show, std::size_t bytes,
                            access::Action action) {
        router.add({.method = method,
                    .pattern = pattern,
                    .handle = [&site, show](const Call& call) { return show(site, call); },
                    .body_bytes_max = bytes,
                    .body_seconds_max = 60,
                    .action = action,
                    .needs_key = true,
                    .needs_token = true});
    };
    get("/api/v1/forms", &list_forms);
    get("/api/v1/forms/{code}", &show_form);
    get("/api/v1/forms/{code}/firms", &list_firms);
    get("/api/v1/collections", &show_matrix);
    get("/api/v1/collections/{form}/{unit}/{period}", &show_sheet);
    get("/api/v1/collections/{form}/{unit}/{period}/template", &show_template);
    router.add({.method = Method::get,
                .pattern = "/api/v1/collections/{form}/{unit}/{period}/counted/{field}",
                .handle = [&site](const Call& call) { return show_counted(site, call); },
                .action = access::Action::read_records});
    get("/api/v1/desk", &show_desk);
    get("/api/v1/burden", &show_burden);
    change(Method::put, "/api/v1/forms/{code}/firms", &replace_firms, kFirmsBytesMax,
           access::Action::verify_forms);
    change(Method::put, "/api/v1/collections/{form}/{unit}/{period}", &save, kSheetBytesMax,
           access::Action::fill_forms);
    // Eight steps of four sorts of people.
    change(Method::post, "/api/v1/collections/{form}/{unit}/{period}/steps", &take_step,
           kSheetBytesMax, access::Action::read_forms);
    change(Method::post, "/api/v1/collections/{form}/{unit}/{period}/uploads", &upload,
           office::kSheetFileBytesMax, access::Action::fill_forms);
    // Computes and keeps nothing, so it needs no key.
    router.add({.method = Method::post,
                .pattern = "/api/v1/collections/{form}/{unit}/{period}/uploads/marked",
                .handle = [&site](const Call& call) { return mark_upload(site, call); },
                .body_bytes_max = office::kSheetFileBytesMax,
                .body_seconds_max = 60,
                .action = access::Action::read_forms});
}

}  // namespace kc::server
