// SPDX-License-Identifier: Apache-2.0
// The journal: its head, and whether everything is still as it was written.
#include "server/answers.hpp"
#include "server/site.hpp"
#include "store/verify.hpp"

namespace kc::server {
namespace {

Response show_head(Site& site, const Call& call) {
    auto reader = site.office().store().read();
    if (!reader) return failed(call.request, reader.error());
    auto head = store::read_head(reader->connection());
    if (!head) return failed(call.request, head.error());
    JsonWriter json;
    json.begin_object().key("size").number(head->size);
    json.key("root").text(store::to_hex(head->root)).end_object();
    return json_answer(200, std::move(json));
}

Response verify(Site& site, const Call& call) {
    auto reader = site.office().store().read_for_long();
    if (!reader) return failed(call.request, reader.error());
    auto report = store::verify(reader->connection(), {});
    if (!report) return failed(call.request, report.error());
    JsonWriter json;
    json.begin_object().key("intact").boolean(report->is_good());
    json.key("size").number(report->head.size).key("root").text(store::to_hex(report->head.root));
    json.key("faults").begin_array();
    for (const store::Finding& one : report->findings.kept())
        write_field_error({std::to_string(one.first), one.message}, json);
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

}  // namespace

void add_audit_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/audit/head",
                .handle = [&site](const Call& call) { return show_head(site, call); },
                .action = access::Action::read_journal});
    router.add({.method = Method::get,
                .pattern = "/api/v1/audit/verify",
                .handle = [&site](const Call& call) { return verify(site, call); },
                .action = access::Action::read_journal});
}

}  // namespace kc::server
