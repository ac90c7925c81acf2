// SPDX-License-Identifier: Apache-2.0
// Files attached to records and sheets.
#include <map>

#include "office/office_attachments.hpp"
#include "server/answers.hpp"
#include "server/body_fields.hpp"
#include "server/download.hpp"
#include "server/multipart.hpp"
#include "server/site.hpp"

namespace kc::server {
namespace {

using access::Sight;
using office::Attachment;
using office::AttachmentPlace;

// The frame of a form around the file itself.
constexpr std::size_t kUploadBytesMax = office::kAttachmentBytesMax + (std::size_t{64} << 10U);

Response refusal(const Request& request, const Diagnostic& what) {
    static const std::map<std::string, int, std::less<>> kStatuses = {
        {"E-attachment-forbidden", 403}, {"E-attachment-not-found", 404},
        {"E-attachment-conflict", 409},  {"E-attachment-twice", 409},
        {"E-attachment-many", 409},      {"E-attachment-taken-back", 410},
        {"E-attachment-size", 413},      {"E-attachment-kind", 415},
        {"E-record-registry", 404},
    };
    const auto status = kStatuses.find(what.code);
    if (status != kStatuses.end()) return problem(request, status->second, what);
    return failed(request, what);
}

using Place = Result<std::optional<AttachmentPlace>>;
using FindPlace = Place (*)(Site&, const Call&);

Place record_place(Site& site, const Call& call) {
    return office::place_of_record(site.office(), call.actor, call.parameters.text("registry"),
                                   call.parameters.number("id"));
}

Place sheet_place(Site& site, const Call& call) {
    return office::place_of_sheet(site.office(), call.actor,
                                  {call.parameters.text("form"), call.parameters.text("unit"),
                                   call.parameters.text("period")});
}

template <typename Use>
Response with_place(Site& site, const Call& call, FindPlace find, Use use) {
    auto place = find(site, call);
    if (!place) return refusal(call.request, place.error());
    if (!*place) return not_found(call.request, "没有这条记录", "there is no such record");
    return use(**place);
}

void write_attachment(const Attachment& one, JsonWriter& json) {
    const bool is_clear = one.sight == Sight::clear;
    json.begin_object().key("id").number(one.id).key("is_visible").boolean(is_clear);
    json.key("name").text_or_null(one.name).key("media_type").text_or_null(one.media_type);
    json.key("sha256").text_or_null(is_clear ? store::to_hex(one.sha256) : "");
    json.key("bytes").number(one.bytes);
    json.key("class").text(pack::to_string(one.field_class));
    json.key("note").text(one.note).key("added_by").text(one.added_by);
    json.key("added_at").text(time_text(one.added_at_us)).key("taken_back");
    if (one.taken_back) {
        json.begin_object().key("by").text(one.taken_back->by);
        json.key("at").text(time_text(one.taken_back->at_us));
        json.key("reason").text(one.taken_back->reason).end_object();
    } else {
        json.null();
    }
    json.end_object();
}

Response list_answer(Site& site, const Call& call, const AttachmentPlace& place, int status) {
    auto all = office::attachments_of(site.office(), place);
    if (!all) return failed(call.request, all.error());
    JsonWriter json;
    json.begin_object().key("may_add").boolean(place.may_add);
    json.key("may_take_back").boolean(place.may_take_back);
    json.key("bytes_max").number(static_cast<std::int64_t>(office::kAttachmentBytesMax));
    json.key("items").begin_array();
    for (const Attachment& one : *all) write_attachment(one, json);
    json.end_array().end_object();
    return json_answer(status, std::move(json));
}

Response list(Site& site, const Call& call, FindPlace find) {
    return with_place(site, call, find, [&](const AttachmentPlace& place) {
        return list_answer(site, call, place, 200);
    });
}

Response open(Site& site, const Call& call, FindPlace find) {
    return with_place(site, call, find, [&](const AttachmentPlace& place) {
        auto file = office::open_attachment(site.office(), place, call.parameters.number("number"));
        if (!file) return refusal(call.request, file.error());
        if (!*file) return not_found(call.request, "没有这个附件", "there is no such attachment");
        const Attachment& one = (*file)->attachment;
        return download(std::move((*file)->bytes), one.media_type, one.name)
            .set("ETag", '"' + store::to_hex(one.sha256) + '"');
    });
}

Response changed(Site& site, const Call& call, FindPlace find,
                 const office::AttachmentAnswer& answer, int status) {
    if (answer.refused) return refusal(call.request, *answer.refused);
    // As it stands now: taking back may be followed by no right to see.
    Response response = with_place(site, call, find, [&](const AttachmentPlace& place) {
        return list_answer(site, call, place, status);
    });
    if (answer.is_repeated) response.set("Idempotency-Replayed", "true");
    return response;
}

Diagnostic no_such_class(std::string_view word) {
    return Diagnostic{"E-body-class",
                      {},
                      "没有“" + std::string(word) + "”这个密级",
                      "there is no class '" + std::string(word) + "'"}
        .hint("public、internal、personal、secret 之一",
              "one of public, internal, personal, secret");
}

Response add(Site& site, const Call& call, FindPlace find) {
    auto parts = read_form(call.request.header("content-type"), call.request.body);
    if (!parts) return problem(call.request, 400, parts.error());
    auto file = file_of_form(call.request.header("content-type"), call.request.body);
    if (!file) return problem(call.request, 400, file.error());
    office::NewAttachment attachment{.name = file->file_name, .bytes = file->bytes};
    for (const FormPart& part : *parts) {
        if (part.name == "note") attachment.note = std::string(part.bytes);
        if (part.name != "class") continue;
        const auto read = pack::from_word<pack::FieldClass>(part.bytes);
        if (!read) return invalid(call.request, {{"/class", no_such_class(part.bytes)}});
        attachment.field_class = *read;
    }
    return with_place(site, call, find, [&](const AttachmentPlace& place) {
        return changed(site, call, find,
                       office::add_attachment(site.office(), {call.actor, std::string(call.key)},
                                              place, attachment),
                       201);
    });
}

Response take_back(Site& site, const Call& call, FindPlace find) {
    auto body = read_json(call.request.body);
    if (!body) return problem(call.request, 400, body.error());
    std::vector<FieldError> errors;
    BodyFields fields(*body, "", errors);
    const std::string reason = fields.text("reason");
    fields.end();
    if (!errors.empty()) return invalid(call.request, errors);
    return with_place(site, call, find, [&](const AttachmentPlace& place) {
        return changed(
            site, call, find,
            office::take_back_attachment(site.office(), {call.actor, std::string(call.key)}, place,
                                         call.parameters.number("number"), reason),
            200);
    });
}

}  // namespace

void add_attachment_routes(Site& site, Router& router) {
    using Show = Response (*)(Site&, const Call&, FindPlace);
    const auto route = [&](Method method, std::string_view pattern, Show show, FindPlace find,
                           access::Action action, std::size_t bytes) {
        const bool is_change = method == Method::post;
        router.add(
            {.method = method,
             .pattern = pattern,
             .handle = [&site, show, find](const Call& call) { return show(site, call, find); },
             .body_bytes_max = bytes,
             .body_seconds_max = 120,
             .action = action,
             .needs_key = is_change,
             .needs_token = is_change});
    };
    // Who may add and take back is decided where the file is attached, in its state.
    const auto records = access::Action::read_records;
    const auto forms = access::Action::read_forms;
    route(Method::get, "/api/v1/records/{registry}/{id:int}/attachments", &list, &record_place,
          records, 0);
    route(Method::post, "/api/v1/records/{registry}/{id:int}/attachments", &add, &record_place,
          records, kUploadBytesMax);
    route(Method::get, "/api/v1/records/{registry}/{id:int}/attachments/{number:int}", &open,
          &record_place, records, 0);
    route(Method::post, "/api/v1/records/{registry}/{id:int}/attachments/{number:int}/taken-back",
          &take_back, &record_place, records, kDefaultBodyBytesMax);
    route(Method::get, "/api/v1/collections/{form}/{unit}/{period}/attachments", &list,
          &sheet_place, forms, 0);
    route(Method::post, "/api/v1/collections/{form}/{unit}/{period}/attachments", &add,
          &sheet_place, forms, kUploadBytesMax);
    route(Method::get, "/api/v1/collections/{form}/{unit}/{period}/attachments/{number:int}", &open,
          &sheet_place, forms, 0);
    route(Method::post,
          "/api/v1/collections/{form}/{unit}/{period}/attachments/{number:int}/taken-back",
          &take_back, &sheet_place, forms, kDefaultBodyBytesMax);
}

}  // namespace kc::server
