// SPDX-License-Identifier: Apache-2.0
// Records as files: templates, exports, imports, what imports did, remembered columns.
#include <array>
#include <charconv>
#include <memory>
#include <semaphore>

#include <fmt/format.h>

#include "office/office_record_export.hpp"
#include "office/office_record_import.hpp"
#include "office/office_record_imports.hpp"
#include "office/office_record_mapping.hpp"
#include "server/body_fields.hpp"
#include "server/download.hpp"
#include "server/multipart.hpp"
#include "server/record_import_views.hpp"
#include "server/record_query.hpp"
#include "server/record_views.hpp"

namespace kc::server {
namespace {

using access::Action;
using access::Verb;
using exchange::ExportFormat;
using office::RecordDesk;
using record::Registry;

constexpr std::size_t kHeaderBytesMax = 500;
constexpr int kUploadSeconds = 180;
// Long exports hold a reader of the database and a worker for as long as they take; all others
// must go on meanwhile.
constexpr std::int64_t kLongExport = 50'000;
constexpr int kLongExportsAtOnce = 2;
using LongExports = std::counting_semaphore<kLongExportsAtOnce>;

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

const Kind* kind_of(const Request& request, std::optional<Response>& wrong) {
    const std::string_view word = request.target.find("format").value_or("xlsx");
    for (const Kind& one : kKinds) {
        if (one.word == word) return &one;
    }
    wrong = problem(request, 400,
                    bad_query("format", "应是 xlsx、csv 或 json", "is xlsx, csv or json"));
    return nullptr;
}

// The rows that are meant: of records, or of their yearly figures (?of=years).
office::RowsAre rows_in(const Request& request, std::optional<Response>& wrong) {
    const std::string_view word = request.target.find("of").value_or("records");
    if (word != "records" && word != "years")
        wrong =
            problem(request, 400, bad_query("of", "应是 records 或 years", "is records or years"));
    return word == "years" ? office::RowsAre::years : office::RowsAre::records;
}

office::YearSpan years_in(const Request& request, std::optional<Response>& wrong) {
    const auto years = office::read_years(request.target.find("years").value_or(""));
    if (!years)
        wrong = problem(request, 400,
                        bad_query("years", "应是一年或一段，如 2022-2024",
                                  "is a year or a span, such as 2022-2024"));
    return years.value_or(office::YearSpan{});
}

// Under which its imports and headings are kept.
std::string subject_in(const Call& call, std::optional<Response>& wrong) {
    return office::import_subject(call.parameters.text("registry"), rows_in(call.request, wrong));
}

Language language_in(const Call& call) {
    return language_of(call.request.header("accept-language"));
}

std::string title_of(const Registry& registry, Language language) {
    const pack::Bilingual& name = registry.definition().name;
    return language == Language::en && !name.en.empty() ? name.en : name.zh;
}

// ---- out -------------------------------------------------------------------------------------

Response show_template(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const Kind* kind = kind_of(call.request, wrong);
    const office::RowsAre rows = rows_in(call.request, wrong);
    if (wrong) return std::move(*wrong);
    const auto live = site.office().live();
    auto registry = live->registries->require(call.parameters.text("registry"));
    if (!registry) return record_refusal(call.request, registry.error());
    const Language language = language_in(call);
    auto bytes = office::record_template(site.office(), call.actor, **registry, kind->format,
                                         language, rows);
    if (!bytes) return record_refusal(call.request, bytes.error());
    const bool is_zh = language != Language::en;
    return download(std::move(*bytes), kind->type,
                    fmt::format("{}{}.{}", title_of(**registry, language),
                                is_zh ? "（导入模板）" : " template", kind->word));
}

// One of the places for long exports, given back when this goes.
class LongExportPlace {
public:
    explicit LongExportPlace(LongExports& places) : places_(places) {}
    ~LongExportPlace() {
        if (is_taken_) places_.release();
    }
    LongExportPlace(const LongExportPlace&) = delete;
    LongExportPlace& operator=(const LongExportPlace&) = delete;

    Result<void> take_for(std::int64_t records) {
        if (records <= kLongExport) return {};
        is_taken_ = places_.try_acquire();
        if (is_taken_) return {};
        return unexpected(Diagnostic{
            "E-record-export-busy", {}, "已有大的导出正在进行", "other long exports are under way"}
                              .hint("几分钟后再试，或先筛选",
                                    "try again in a few minutes, or filter"));
    }

private:
    LongExports& places_;
    bool is_taken_ = false;
};

Response export_list(Site& site, const Call& call, LongExports& places) {
    std::optional<Response> wrong;
    const Kind* kind = kind_of(call.request, wrong);
    if (wrong) return std::move(*wrong);
    const bool is_to_edit =
        call.request.target.find("editable") && flag_of(call.request, "editable", wrong);
    const bool is_of_years = rows_in(call.request, wrong) == office::RowsAre::years;
    const office::YearSpan years =
        is_of_years && !wrong ? years_in(call.request, wrong) : office::YearSpan{};
    if (wrong) return std::move(*wrong);
    return with_registry_then(
        site, call, "registry", Verb::take_out, [&](RecordDesk& desk, const Registry& registry) {
            Asked asked = asked_by(call, registry);
            if (asked.wrong) return std::move(*asked.wrong);
            const Language language = language_in(call);
            LongExportPlace place(places);
            const office::RecordExport wanted{
                .query = std::move(asked.query),
                .columns = std::move(asked.columns),
                .format = kind->format,
                .language = language,
                .who = call.actor.name,
                .is_to_edit = is_to_edit,
                .begin = [&](std::int64_t total) { return place.take_for(total); },
                .is_left = call.request.has_left};
            auto written = is_of_years
                               ? office::export_years(desk, call.actor, registry, wanted, years)
                               : office::export_records(desk, registry, wanted);
            if (!written) return record_refusal(call.request, written.error());
            // Open, it needs its name no longer.
            auto file = FileBody::open((*written)->path());
            if (!file) return record_refusal(call.request, file.error());
            return download(std::move(*file), kind->type,
                            fmt::format("{}-{}.{}", title_of(registry, language),
                                        base::to_string(desk.today()), kind->word));
        });
}

// ---- columns ---------------------------------------------------------------------------------

exchange::RememberedMapping read_mapping(const JsonValue& body, std::vector<FieldError>& errors) {
    exchange::RememberedMapping mapping;
    BodyFields fields(body, "", errors);
    const JsonValue* columns = fields.any("columns");
    fields.end();
    if (columns == nullptr || columns->type != JsonType::array ||
        columns->items.size() > exchange::kRememberedHeadersMax) {
        fields.error("columns",
                     {"E-body-type",
                      {},
                      fmt::format("“columns”应是最多{}项的列表", exchange::kRememberedHeadersMax),
                      fmt::format("'columns' has to be a list of at most {}",
                                  exchange::kRememberedHeadersMax)});
        return mapping;
    }
    for (std::size_t i = 0; i < columns->items.size(); ++i) {
        BodyFields one(columns->items[i], fmt::format("/columns/{}", i), errors);
        const std::string header = exchange::comparable(one.text("header", kHeaderBytesMax));
        exchange::RememberedColumn& column = mapping.by_header[header];
        column.key = one.optional_text("field", kHeaderBytesMax).value_or("");
        column.unit = one.optional_text("unit", kHeaderBytesMax).value_or("");
        // The kept form parts its columns by tabs.
        for (const std::string* text :
             std::array<const std::string*, 3>{&header, &column.key, &column.unit}) {
            if (text->find_first_of("\t\n") != std::string::npos)
                one.error("header",
                          {"E-body-type", {}, "不能含制表符和换行", "holds a tab or a line end"});
        }
        one.end();
    }
    return mapping;
}

Response mapping_answer(Site& site, const Call& call) {
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    std::optional<Response> wrong;
    const std::string subject = subject_in(call, wrong);
    if (wrong) return std::move(*wrong);
    auto memory =
        office::MappingMemory::of(reader->connection(), subject, office::mapping_owner(call.actor));
    if (!memory) return failed(call.request, memory.error());
    JsonWriter json;
    write_mapping(memory->newest(), json);
    return json_answer(200, std::move(json));
}

Response show_mapping(Site& site, const Call& call) {
    return with_registry(site, call, "registry", Verb::read,
                         [&](RecordDesk&, const Registry&) { return mapping_answer(site, call); });
}

Response replace_mapping(Site& site, const Call& call) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    const exchange::RememberedMapping mapping = read_mapping(*body, errors);
    if (!errors.empty()) return invalid(call.request, errors);
    auto registry = site.office().live()->registries->require(call.parameters.text("registry"));
    if (!registry) return record_refusal(call.request, registry.error());
    std::optional<Response> wrong;
    const std::string subject = subject_in(call, wrong);
    if (wrong) return std::move(*wrong);
    auto replaced =
        office::replace_mapping(site.office(), call.actor, std::string(call.key), subject, mapping);
    if (!replaced) return failed(call.request, replaced.error());
    return mapping_answer(site, call);
}

// ---- in --------------------------------------------------------------------------------------

struct Uploaded {
    std::string_view bytes = {};
    office::RecordImportOptions options = {};
    std::optional<Response> wrong = {};
};

void read_form_mapping(const Request& request, Uploaded& uploaded) {
    const std::string_view type = request.header("content-type");
    if (!type.starts_with("multipart/form-data")) return;
    auto parts = read_form(type, request.body);
    if (!parts) {
        uploaded.wrong = problem(request, 400, parts.error());
        return;
    }
    for (const FormPart& part : *parts) {
        if (part.name != "mapping") continue;
        auto body = read_json(part.bytes);
        if (!body) {
            uploaded.wrong = problem(request, 400, body.error());
            return;
        }
        std::vector<FieldError> errors;
        uploaded.options.mapping = read_mapping(*body, errors);
        if (!errors.empty()) uploaded.wrong = invalid(request, errors);
    }
}

void read_rows_shown(const Request& request, Uploaded& uploaded) {
    const auto text = request.target.find("rows");
    if (!text) return;
    std::size_t rows = 0;
    const auto read = std::from_chars(text->data(), text->data() + text->size(), rows);
    const bool is_whole = read.ec == std::errc() && read.ptr == text->data() + text->size();
    if (!is_whole || rows > office::kRecordRowsShownMax)
        uploaded.wrong =
            problem(request, 400,
                    bad_query("rows", fmt::format("应在0到{}之间", office::kRecordRowsShownMax),
                              fmt::format("is from 0 to {}", office::kRecordRowsShownMax)));
    uploaded.options.rows_shown = rows;
}

Uploaded uploaded_in(const Request& request) {
    Uploaded uploaded;
    const auto flag = [&](std::string_view name, bool otherwise) {
        return request.target.find(name) ? flag_of(request, name, uploaded.wrong) : otherwise;
    };
    uploaded.options.dry_run = flag("dry_run", true);
    uploaded.options.submit = flag("submit", false);
    uploaded.options.sheet = request.target.find("sheet").value_or("");
    uploaded.options.rows = rows_in(request, uploaded.wrong);
    if (!uploaded.wrong) read_rows_shown(request, uploaded);
    if (!uploaded.wrong) read_form_mapping(request, uploaded);
    if (uploaded.wrong) return uploaded;
    auto bytes = file_of_body(request.header("content-type"), request.body);
    if (bytes)
        uploaded.bytes = *bytes;
    else
        uploaded.wrong = problem(request, 400, bytes.error());
    return uploaded;
}

Response import_file(Site& site, const Call& call) {
    Uploaded uploaded = uploaded_in(call.request);
    if (uploaded.wrong) return std::move(*uploaded.wrong);
    auto report =
        office::import_records(site.office(), {call.actor, std::string(call.key)},
                               call.parameters.text("registry"), uploaded.bytes, uploaded.options);
    if (!report) return record_refusal(call.request, report.error());
    JsonWriter json;
    write_record_import(*report, json);
    return json_answer(200, std::move(json));
}

Response mark_file(Site& site, const Call& call) {
    Uploaded uploaded = uploaded_in(call.request);
    if (uploaded.wrong) return std::move(*uploaded.wrong);
    const auto live = site.office().live();
    auto registry = live->registries->require(call.parameters.text("registry"));
    if (!registry) return record_refusal(call.request, registry.error());
    const Language language = language_in(call);
    auto bytes = office::marked_record_file(site.office(), call.actor, (*registry)->code(),
                                            uploaded.bytes, uploaded.options, language);
    if (!bytes) return record_refusal(call.request, bytes.error());
    const bool is_zh = language != Language::en;
    return download(std::move(*bytes), kKinds.front().type,
                    fmt::format("{}{}.xlsx", title_of(**registry, language),
                                is_zh ? "（有标记）" : " with marks"));
}

// ---- what was done ---------------------------------------------------------------------------

Response list_imports(Site& site, const Call& call) {
    return with_registry(
        site, call, "registry", Verb::read, [&](RecordDesk& desk, const Registry&) {
            const Page page = page_of(call.request);
            if (page.problem) return *page.problem;
            const auto before = page.after > 0 ? std::optional(page.after) : std::nullopt;
            std::optional<Response> wrong;
            const std::string subject = subject_in(call, wrong);
            if (wrong) return std::move(*wrong);
            auto imports = office::imports_of(desk.connection(), subject, call.actor.name, before,
                                              page.limit + 1);
            if (!imports) return failed(call.request, imports.error());
            const bool has_more = static_cast<std::int64_t>(imports->size()) > page.limit;
            if (has_more) imports->pop_back();
            JsonWriter json;
            json.begin_object().key("items").begin_array();
            for (const office::RecordImportDone& one : *imports) {
                json.begin_object();
                write_import_done(one, json);
                json.end_object();
            }
            json.end_array().key("next_cursor");
            json.text_or_null(has_more ? std::to_string(imports->back().id) : std::string());
            json.end_object();
            return json_answer(200, std::move(json));
        });
}

Response show_import(Site& site, const Call& call) {
    return with_registry(
        site, call, "registry", Verb::read, [&](RecordDesk& desk, const Registry&) {
            const Page page = page_of(call.request);
            if (page.problem) return *page.problem;
            const std::int64_t id = call.parameters.number("id");
            std::optional<Response> wrong;
            const std::string subject = subject_in(call, wrong);
            if (wrong) return std::move(*wrong);
            auto done = office::import_of(desk.connection(), subject, call.actor.name, id);
            if (!done) return failed(call.request, done.error());
            if (!*done) return not_found(call.request, "没有这次导入", "there is no such import");
            auto rows = office::rows_of_import(desk.connection(), id, page.after, page.limit + 1);
            if (!rows) return failed(call.request, rows.error());
            const bool has_more = static_cast<std::int64_t>(rows->size()) > page.limit;
            if (has_more) rows->pop_back();
            JsonWriter json;
            json.begin_object();
            write_import_done(**done, json);
            json.key("rows").begin_array();
            for (const office::ImportedRow& one : *rows) write_imported_row(one, json);
            json.end_array().key("next_cursor");
            json.text_or_null(has_more ? std::to_string(rows->back().line) : std::string());
            json.end_object();
            return json_answer(200, std::move(json));
        });
}

}  // namespace

void add_record_file_routes(Site& site, Router& router) {
    using Show = Response (*)(Site&, const Call&);
    const auto get = [&](std::string_view pattern, Show show, Action action) {
        router.add({.method = Method::get,
                    .pattern = pattern,
                    .handle = [&site, show](const Call& call) { return show(site, call); },
                    .action = action});
    };
    get("/api/v1/records/{registry}/template", &show_template, Action::import_records);
    router.add({.method = Method::get,
                .pattern = "/api/v1/records/{registry}/export",
                .handle = [&site, places = std::make_shared<LongExports>(kLongExportsAtOnce)](
                              const Call& call) { return export_list(site, call, *places); },
                .action = Action::export_records});
    get("/api/v1/records/{registry}/imports", &list_imports, Action::import_records);
    get("/api/v1/records/{registry}/imports/{id:int}", &show_import, Action::import_records);
    get("/api/v1/records/{registry}/mapping", &show_mapping, Action::import_records);
    router.add({.method = Method::put,
                .pattern = "/api/v1/records/{registry}/mapping",
                .handle = [&site](const Call& call) { return replace_mapping(site, call); },
                .body_bytes_max = kDefaultBodyBytesMax,
                .action = Action::import_records,
                .needs_key = true,
                .needs_token = true});
    router.add({.method = Method::post,
                .pattern = "/api/v1/records/{registry}/imports",
                .handle = [&site](const Call& call) { return import_file(site, call); },
                .body_bytes_max = office::kRecordFileBytesMax,
                .body_seconds_max = kUploadSeconds,
                .action = Action::import_records,
                .needs_key = true,
                .needs_token = true});
    // Computes and keeps nothing, so it needs no key.
    router.add({.method = Method::post,
                .pattern = "/api/v1/records/{registry}/imports/marked",
                .handle = [&site](const Call& call) { return mark_file(site, call); },
                .body_bytes_max = office::kRecordFileBytesMax,
                .body_seconds_max = kUploadSeconds,
                .action = Action::import_records});
}

}  // namespace kc::server
