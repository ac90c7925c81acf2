// SPDX-License-Identifier: Apache-2.0
#include "server/routes_notices.hpp"

#include <fmt/format.h>

#include "office/office_notices.hpp"
#include "server/answers.hpp"
#include "server/views.hpp"

namespace kc::server {
namespace {

constexpr int kDaysShown = 60;

void write_subject(const office::LivePack& live, const office::Notice& notice, JsonWriter& json) {
    json.key("subject").text(notice.subject);
    json.key("name");
    const pack::Form* form =
        notice.kind == office::NoticeKind::sheet ? live.forms->find(notice.subject) : nullptr;
    const record::Registry* registry = notice.kind == office::NoticeKind::expiry
                                           ? live.registries->find(notice.subject)
                                           : nullptr;
    if (form != nullptr)
        write_words(form->name, json);
    else if (registry != nullptr)
        write_words(registry->definition().name, json);
    else
        json.null();  // of a pack that is not live any longer
}

void write_notice(const office::LivePack& live, const office::Notice& notice, base::Date today,
                  JsonWriter& json) {
    json.begin_object().key("number").number(notice.number);
    json.key("made_on").text(base::to_string(notice.made_on));
    json.key("kind").text(office::to_string(notice.kind));
    write_subject(live, notice, json);
    json.key("unit").text_or_null(notice.unit).key("period").text_or_null(notice.period);
    json.key("due").text(base::to_string(notice.due));
    json.key("days_left").number(base::days_between(today, notice.due));
    json.key("records");
    if (notice.kind == office::NoticeKind::expiry)
        json.number(notice.records);
    else
        json.null();
    json.end_object();
}

Response list_notices(Site& site, const Call& call) {
    const auto live = site.office().live();
    auto notices = office::notices_for(site.office(), call.actor, kDaysShown);
    if (!notices) return failed(call.request, notices.error());
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const office::Notice& one : *notices)
        write_notice(*live, one, site.office().today(), json);
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

}  // namespace

void add_notice_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/notices",
                .handle = [&site](const Call& call) { return list_notices(site, call); },
                .open_because = "each notice is shown to who may read what it is about"});
}

}  // namespace kc::server
