// SPDX-License-Identifier: Apache-2.0
// Indicators, units, and figures computed over both.
#include <algorithm>
#include <set>

#include "indicator/slice.hpp"
#include "server/answers.hpp"
#include "server/site.hpp"
#include "server/views.hpp"

namespace kc::server {
namespace {

constexpr std::size_t kSlicePeriodsMax = 400;

// Those of the pack before the catalog's, each in the order of codes.
std::vector<const pack::Indicator*> indicators_of(const office::LivePack& live) {
    std::vector<const pack::Indicator*> all;
    std::set<std::string_view> seen;
    for (const pack::ObjectSet* set : {&live.pack.objects, live.catalog}) {
        for (const auto& entry : set->indicators) {
            if (entry.is_sound && seen.insert(entry.value.code).second) all.push_back(&entry.value);
        }
    }
    std::sort(all.begin(), all.end(),
              [](const auto* a, const auto* b) { return a->code < b->code; });
    return all;
}

// Indicators of targets, and what those are computed from or led by.
std::set<std::string_view> used_of(const office::LivePack& live) {
    std::set<std::string_view> used;
    for (const auto& entry : live.pack.objects.targets) {
        const pack::Indicator* indicator = live.lookup.indicator(entry.value.indicator);
        if (indicator == nullptr) continue;
        used.insert(indicator->code);
        for (const std::string* part : {&indicator->numerator, &indicator->denominator}) {
            if (!part->empty()) used.insert(*part);
        }
        used.insert(indicator->leading.begin(), indicator->leading.end());
    }
    return used;
}

bool mentions(const pack::Indicator& indicator, std::string_view words) {
    const auto holds = [&](const std::string& text) {
        return text.find(words) != std::string::npos;
    };
    return holds(indicator.code) || holds(indicator.name.zh) || holds(indicator.name.en) ||
           std::any_of(indicator.aliases.begin(), indicator.aliases.end(), holds);
}

Response list_indicators(Site& site, const Call& call) {
    const Page page = page_of(call.request, CursorKind::text);
    if (page.problem) return *page.problem;
    std::optional<Response> wrong;
    const bool only_used = flag_of(call.request, "used", wrong);
    if (wrong) return std::move(*wrong);
    const auto live = site.office().live();
    const std::set<std::string_view> used = used_of(*live);
    const auto words = call.request.target.find("q");
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    std::int64_t shown = 0;
    std::string last;
    bool more = false;
    for (const pack::Indicator* one : indicators_of(*live)) {
        if (one->code <= page.after_text && !page.after_text.empty()) continue;
        if (only_used && !used.contains(one->code)) continue;
        if (words && !mentions(*one, *words)) continue;
        if (shown == page.limit) {
            more = true;
            break;
        }
        write_indicator(*one, used.contains(one->code), json);
        last = one->code;
        ++shown;
    }
    json.end_array().key("next_cursor").text_or_null(more ? last : "").end_object();
    return json_answer(200, std::move(json));
}

void write_units_below(const std::vector<pack::AdminUnit>& units, std::string_view parent,
                       JsonWriter& json) {
    for (const pack::AdminUnit& unit : units) {
        if (unit.valid_to) continue;
        json.begin_object().key("code").text(unit.code).key("name");
        write_words(unit.name, json);
        json.key("type").text(pack::to_string(unit.type)).key("parent").text_or_null(parent);
        json.key("tile");
        write_tile(unit.tile, json);
        json.end_object();
        write_units_below(unit.children, unit.code, json);
    }
}

Response list_units(Site& site, const Call&) {
    const auto live = site.office().live();
    JsonWriter json;
    json.begin_object().key("region").text(live->manifest().region).key("items").begin_array();
    if (const pack::AdminUnit* region = live->lookup.unit(live->manifest().region)) {
        json.begin_object().key("code").text(region->code).key("name");
        write_words(region->name, json);
        json.key("type").text(pack::to_string(region->type)).key("parent").null();
        json.key("tile").null().end_object();
        write_units_below(region->children, region->code, json);
    }
    for (const auto& tree : live->pack.objects.unit_trees)
        write_units_below(tree.value.units, "", json);
    json.end_array().end_object();
    return json_answer(200, std::move(json));
}

struct SliceRequest {
    indicator::SliceQuery query;
    std::optional<Response> problem;
};

// Of the units asked for and of those they are made of: a sum has no facts of its own.
std::vector<base::Period> periods_with_facts(const indicator::Context& context,
                                             const indicator::SliceQuery& query) {
    std::vector<base::Period> periods;
    const auto add = [&](const std::string& unit) {
        const auto some = context.facts.periods(query.indicator, unit);
        periods.insert(periods.end(), some.begin(), some.end());
    };
    for (const std::string& unit : query.units) {
        add(unit);
        const auto index = context.units.find(unit);
        if (!index) continue;
        for (const std::uint32_t part : context.units.parts(*index))
            add(context.units.node(part).code);
    }
    std::sort(periods.begin(), periods.end(), [](const auto& a, const auto& b) {
        return std::pair(a.last_day(), a.first_day()) > std::pair(b.last_day(), b.first_day());
    });
    periods.erase(std::unique(periods.begin(), periods.end()), periods.end());
    if (periods.size() > kSlicePeriodsMax) periods.resize(kSlicePeriodsMax, periods.front());
    return periods;
}

SliceRequest read_slice(const office::LivePack& live, const Call& call) {
    SliceRequest slice;
    slice.query.indicator = call.parameters.text("code");
    const std::string unit(call.request.target.find("unit").value_or(live.manifest().region));
    slice.query.units = {unit};
    const bool children = flag_of(call.request, "children", slice.problem);
    if (const auto index = live.units.find(unit); index && children) {
        for (const std::uint32_t part : live.units.parts(*index))
            slice.query.units.push_back(live.units.node(part).code);
    }
    if (const auto text = call.request.target.find("period")) {
        auto period = base::Period::parse(*text);
        if (period)
            slice.query.periods = {*period};
        else
            slice.problem = problem(call.request, 400, period.error());
    }
    return slice;
}

std::optional<base::Decimal> change_in_percent(const indicator::Outcome& now,
                                               const indicator::Outcome& before) {
    if (!now || !before) return std::nullopt;
    const base::Ratio zero;
    if (!(*before.value > zero)) return std::nullopt;
    const auto change = subtract(*now.value, *before.value);
    const auto share = change ? divide(*change, *before.value) : std::nullopt;
    const auto percent = share ? multiply(*share, base::Ratio(base::Decimal(100))) : std::nullopt;
    return percent ? percent->round_half_up(2) : std::nullopt;
}

Response show_slice(Site& site, const Call& call) {
    const auto live = site.office().live();
    const auto* definition = live->definitions.find(call.parameters.text("code"));
    if (definition == nullptr)
        return not_found(call.request, "没有这个指标", "there is no such indicator");
    SliceRequest asked = read_slice(*live, call);
    if (asked.problem) return std::move(*asked.problem);
    const office::Office::Figures figures = site.office().figures();
    const indicator::Context context{figures.columns.as_of({}), live->definitions, live->units};
    if (asked.query.periods.empty()) asked.query.periods = periods_with_facts(context, asked.query);
    JsonWriter json;
    json.begin_object().key("indicator").text(definition->code);
    json.key("unit").text(base::to_string(definition->unit)).key("rows").begin_array();
    if (!asked.query.periods.empty()) {
        indicator::SliceQuery before = asked.query;
        for (base::Period& period : before.periods) period = period.year_before();
        auto slice = indicator::compute(context, asked.query);
        if (!slice) return failed(call.request, slice.error());
        auto earlier = indicator::compute(context, before);
        if (!earlier) return failed(call.request, earlier.error());
        for (std::size_t u = 0; u < asked.query.units.size(); ++u) {
            for (std::size_t p = 0; p < asked.query.periods.size(); ++p) {
                const indicator::SliceCell& cell = slice->cell(u, p);
                json.begin_object().key("unit").text(asked.query.units[u]).key("name");
                write_words(live->units.name_of(asked.query.units[u]), json);
                json.key("period").text(base::to_string(asked.query.periods[p])).key("value");
                if (cell.is_known)
                    json.number(cell.value);
                else
                    json.null();
                json.key("year_on_year_percent")
                    .number_or_null(change_in_percent(slice->exact(u, p), earlier->exact(u, p)));
                json.key("note");
                if (cell.is_known)
                    json.words("", "");
                else
                    write_words(indicator::words_of(cell.why), json);
                json.end_object();
            }
        }
    }
    json.end_array().key("as_of").text(time_text(site.office().now_us())).end_object();
    return json_answer(200, std::move(json));
}

}  // namespace

void add_indicator_routes(Site& site, Router& router) {
    using Show = Response (*)(Site&, const Call&);
    const auto add = [&](std::string_view pattern, Show show) {
        router.add({.method = Method::get,
                    .pattern = pattern,
                    .handle = [&site, show](const Call& call) { return show(site, call); },
                    .action = access::Action::read,
                    .is_cached = true});
    };
    add("/api/v1/indicators", &list_indicators);
    add("/api/v1/indicators/{code}/slice", &show_slice);
    // Also for those who see records and no plan.
    router.add({.method = Method::get,
                .pattern = "/api/v1/units",
                .handle = [&site](const Call& call) { return list_units(site, call); },
                .open_because = "codes and names of units, which are public",
                .is_cached = true});
}

}  // namespace kc::server
