// SPDX-License-Identifier: Apache-2.0
// The records behind a target's figure: those counted, those that run out within the year and, of a
// coverage, the firms still at zero; what runs out when, how many of a stock stay, and what people
// reported beside what was counted. Each list as its reader may see it.
#include <algorithm>
#include <span>

#include "office/office_records.hpp"
#include "office/target_records.hpp"
#include "record/count.hpp"
#include "record/expiry.hpp"
#include "server/answers.hpp"
#include "server/counted_records.hpp"
#include "server/record_query.hpp"
#include "server/record_views.hpp"
#include "server/site.hpp"
#include "server/time_text.hpp"
#include "server/views.hpp"

namespace kc::server {
namespace {

constexpr int kCalendarMonths = 12;

using Counted = std::span<const record::CountedRecord>;

// Of those counted, what ends between the day and the end of its year, the first of them.
Result<void> write_expiring(office::RecordDesk& desk, const record::Registry& registry,
                            Counted counted, base::Date day, JsonWriter& json) {
    const bool is_seen = office::sees_ends(desk, registry);
    std::vector<office::SeenRecord> expiring;
    for (std::size_t begin = 0; is_seen && begin < counted.size(); begin += kCountedShownMax) {
        auto seen = desk.counted(
            registry, counted.subspan(begin, std::min(counted.size() - begin, kCountedShownMax)));
        if (!seen) return unexpected(std::move(seen.error()));
        for (office::SeenRecord& one : *seen) {
            if (office::runs_out(one.record, day)) expiring.push_back(std::move(one));
        }
    }
    json.key("expiring").begin_object().key("total").number(expiring.size());
    json.key("items").begin_array();
    for (std::size_t i = 0; i < std::min(expiring.size(), kCountedShownMax); ++i)
        write_record(registry, expiring[i], registry.definition().listed, json);
    json.end_array().end_object();
    return {};
}

record::ExpiryQuery expiry_query(office::RecordDesk& desk, const record::Registry& registry,
                                 base::Date day) {
    return {.day = day,
            .known_at_us = desk.known_at_us(),
            .allowed = desk.allowed(registry),
            .allowed_then = desk.allowed_then(registry)};
}

Result<void> write_calendar(office::RecordDesk& desk, const record::Registry& registry,
                            const pack::Counts& counts, base::Date day, JsonWriter& json) {
    json.key("calendar").begin_array();
    if (office::sees_ends(desk, registry) && counts.when != pack::CountWhen::within_period) {
        auto months = record::expiry_calendar(desk.connection(), *desk.live().registries, counts,
                                              expiry_query(desk, registry, day), kCalendarMonths);
        if (!months) return unexpected(std::move(months.error()));
        for (const record::ExpiryMonth& one : *months) {
            json.begin_object().key("month").text(base::to_string(one.month));
            json.key("count").number(one.records.size()).end_object();
        }
    }
    json.end_array();
    return {};
}

void write_range(const record::CohortForecast& forecast, JsonWriter& json) {
    json.key("stays");
    if (!forecast.stays) {
        json.null();
        return;
    }
    json.begin_object().key("low").number(forecast.stays->low);
    json.key("middle").number(forecast.stays->middle);
    json.key("high").number(forecast.stays->high).end_object();
}

// How many of a stock of holders stay until the end of the year.
Result<void> write_cohorts(office::RecordDesk& desk, const record::Registry& registry,
                           const pack::Counts& counts, base::Date day, JsonWriter& json) {
    json.key("cohorts");
    const bool is_stock = counts.when != pack::CountWhen::within_period &&
                          !counts.distinct.empty() && counts.sum.empty() && !counts.coverage;
    if (!is_stock || !office::sees_ends(desk, registry)) {
        json.null();
        return {};
    }
    auto forecast = record::forecast_cohorts(desk.connection(), *desk.live().registries, counts,
                                             expiry_query(desk, registry, day),
                                             *base::Date::of(day.year(), 12, 31));
    if (!forecast) return unexpected(std::move(forecast.error()));
    json.begin_object().key("until").text(base::to_string(forecast->until));
    json.key("stock").number(forecast->stock).key("running_out").number(forecast->running_out);
    write_range(*forecast, json);
    json.key("years").begin_array();
    for (const record::RenewalYear& year : forecast->years) {
        json.begin_object().key("year").number(year.year).key("expired").number(year.expired);
        json.key("renewed").number(year.renewed).end_object();
    }
    json.end_array().end_object();
    return {};
}

// What people reported is a figure, which not everybody sees who sees records.
void write_control_totals(Site& site, const access::Actor& actor, const std::string& indicator,
                          const office::Moment& moment, JsonWriter& json) {
    json.key("control_totals").begin_array();
    if (access::allow(actor, access::Action::read).allowed) {
        for (const office::ControlTotal& one :
             office::control_totals(site.office(), indicator, moment)) {
            json.begin_object().key("unit").text(one.unit);
            json.key("period").text(base::to_string(one.period));
            json.key("value").number(one.reported).key("counted").number_or_null(one.counted);
            json.key("difference").number_or_null(one.difference).end_object();
        }
    }
    json.end_array();
}

// Of a share of fixed records: when they were fixed, those of which nothing is known, and item by
// item who is still at zero.
Result<void> write_coverage(office::RecordDesk& desk, const record::Registry& registry,
                            const std::optional<record::CoverageResult>& coverage,
                            JsonWriter& json) {
    json.key("coverage");
    if (!coverage) {
        json.null();
        return {};
    }
    json.begin_object().key("frozen_on").text(base::to_string(coverage->frozen_on));
    json.key("whole").number(coverage->whole.size());
    Result<void> written = write_counted_list(desk, registry, coverage->no_data, "no_data", json);
    json.key("items").begin_array();
    for (const record::ItemResult& item : coverage->items) {
        if (!written) return written;
        json.begin_object().key("code").text(item.code).key("name");
        write_words(item.name, json);
        json.key("cleared").number(item.cleared);
        written = write_counted_list(desk, registry, item.at_zero, "at_zero", json);
        if (written) written = write_counted_list(desk, registry, item.no_data, "no_data", json);
        json.end_object();
    }
    json.end_array().end_object();
    return written;
}

Result<void> write_lists(office::RecordDesk& desk, const office::TargetRecords& records,
                         base::Date day, JsonWriter& json) {
    const record::Registry& registry = *records.registry;
    const pack::Counts& counts = *records.indicator->counts;
    const std::vector<record::CountedRecord> none;
    Result<void> written = write_counted_list(desk, registry, records.counted, "counted", json);
    if (written)
        written = write_counted_list(
            desk, registry, records.coverage ? records.coverage->at_zero : none, "at_zero", json);
    if (written) written = write_coverage(desk, registry, records.coverage, json);
    if (written) written = write_expiring(desk, registry, records.counted, day, json);
    if (written) written = write_calendar(desk, registry, counts, day, json);
    if (written) written = write_cohorts(desk, registry, counts, day, json);
    return written;
}

Response show_records(Site& site, const Call& call) {
    std::optional<Response> wrong;
    const office::Moment moment = moment_of(site.office(), call.request, wrong);
    const base::Date day = day_of(call.request, "on", wrong).value_or(moment.day);
    if (wrong) return std::move(*wrong);
    auto desk = office::RecordDesk::open(site.office(), call.actor, access::Verb::read, moment);
    if (!desk) return failed(call.request, desk.error());
    auto records = office::target_records(*desk, call.parameters.text("code"), day);
    if (!records) return target_refusal(call.request, records.error());
    JsonWriter json;
    json.begin_object().key("target").text(records->target->code);
    json.key("indicator").text(records->indicator->code);
    json.key("registry").text(records->registry->code());
    json.key("on").text(base::to_string(day)).key("as_of").text(time_text(moment.at_us));
    write_listed_fields(*records->registry, json);
    write_control_totals(site, call.actor, records->indicator->code, moment, json);
    if (auto written = write_lists(*desk, *records, day, json); !written)
        return failed(call.request, written.error());
    json.end_object();
    return json_answer(200, std::move(json));
}

}  // namespace

void add_target_record_routes(Site& site, Router& router) {
    router.add({.method = Method::get,
                .pattern = "/api/v1/targets/{code}/records",
                .handle = [&site](const Call& call) { return show_records(site, call); },
                .action = access::Action::read_records});
}

}  // namespace kc::server
