// SPDX-License-Identifier: Apache-2.0
// The journal: its head, whether everything is still as it was written, and who did what.
#include <charconv>

#include "office/office_attachments.hpp"
#include "record/verify.hpp"
#include "server/answers.hpp"
#include "server/journal_words.hpp"
#include "server/site.hpp"
#include "store/journal_search.hpp"
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
    auto records = record::verify_records(reader->connection());
    if (!records) return failed(call.request, records.error());
    auto attachments = office::verify_attachments(reader->connection());
    if (!attachments) return failed(call.request, attachments.error());
    JsonWriter json;
    json.begin_object().key("intact").boolean(report->is_good() && records->is_good() &&
                                              attachments->empty());
    json.key("size").number(report->head.size).key("root").text(store::to_hex(report->head.root));
    json.key("faults").begin_array();
    for (const store::Finding& one : report->findings.kept())
        write_field_error({std::to_string(one.first), one.message}, json);
    for (const Diagnostics* found : {&records->findings, &*attachments}) {
        for (const Diagnostic& one : *found) write_field_error({"", one}, json);
    }
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

// A day is one of China's.
std::int64_t begin_of(base::Date day) {
    constexpr std::int64_t kDayUs = 24LL * 60 * 60 * 1'000'000;
    constexpr std::int64_t kChinaOffsetUs = 8LL * 60 * 60 * 1'000'000;
    return std::int64_t{day.days_since_1970()} * kDayUs - kChinaOffsetUs;
}

std::optional<base::Date> day_of(const Request& request, const char* name,
                                 std::vector<FieldError>& errors) {
    const auto text = request.target.find(name);
    if (!text || text->empty()) return std::nullopt;
    auto day = base::Date::parse(*text);
    if (day) return *day;
    errors.push_back({name, day.error()});
    return std::nullopt;
}

// "enterprise/12" is a record, anything else a text.
void read_object(std::string text, store::JournalQuestion& question) {
    const std::size_t slash = text.find('/');
    if (slash != std::string::npos) {
        const char* end = text.data() + text.size();
        const auto read = std::from_chars(text.data() + slash + 1, end, question.record);
        if (read.ec == std::errc() && read.ptr == end) {
            question.registry = text.substr(0, slash);
            return;
        }
    }
    question.about = std::move(text);
}

store::JournalQuestion read_question(const Request& request, std::vector<FieldError>& errors) {
    const auto text = [&](const char* name) {
        const auto value = request.target.find(name);
        return value ? std::string(*value) : std::string();
    };
    store::JournalQuestion question{.person = text("person"), .kind_begins = text("kind")};
    read_object(text("object"), question);
    if (const auto from = day_of(request, "from", errors)) question.from_us = begin_of(*from);
    if (const auto to = day_of(request, "to", errors)) {
        const auto next = base::add_days(*to, 1);
        if (next) question.before_us = begin_of(*next);
    }
    return question;
}

void write_entry(const store::JournalEntry& entry, JsonWriter& json) {
    const pack::Bilingual words = kind_words(entry.kind);
    json.begin_object().key("sequence").number(entry.sequence);
    json.key("at").text(time_text(entry.known_at_us)).key("actor").text(entry.actor);
    json.key("kind").text(entry.kind).key("kind_text").words(words.zh, words.en);
    json.key("about").begin_array();
    for (const auto& [name, value] : about(entry))
        json.begin_object().key("name").text(name).key("value").text(value).end_object();
    json.end_array().key("facts").number(entry.facts_count).end_object();
}

Response list_entries(Site& site, const Call& call) {
    Page page = page_of(call.request);
    if (page.problem) return std::move(*page.problem);
    std::vector<FieldError> errors;
    store::JournalQuestion question = read_question(call.request, errors);
    if (!errors.empty()) return invalid(call.request, errors);
    question.before_sequence = page.after;
    auto reader = site.office().store().read_for_long();
    if (!reader) return failed(call.request, reader.error());
    auto entries = store::search_journal(reader->connection(), question, page.limit + 1);
    if (!entries) return failed(call.request, entries.error());
    const bool more = static_cast<std::int64_t>(entries->size()) > page.limit;
    if (more) entries->pop_back();
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const store::JournalEntry& entry : *entries) write_entry(entry, json);
    json.end_array().key("next_cursor");
    json.text_or_null(more ? std::to_string(entries->back().sequence) : "").end_object();
    return json_answer(200, std::move(json));
}

}  // namespace

void add_audit_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/audit/head",
                .handle = [&site](const Call& call) { return show_head(site, call); },
                .action = access::Action::read_journal});
    router.add({.method = Method::get,
                .pattern = "/api/v1/audit/entries",
                .handle = [&site](const Call& call) { return list_entries(site, call); },
                .action = access::Action::read_journal});
    router.add({.method = Method::get,
                .pattern = "/api/v1/audit/verify",
                .handle = [&site](const Call& call) { return verify(site, call); },
                .action = access::Action::read_journal});
}

}  // namespace kc::server
