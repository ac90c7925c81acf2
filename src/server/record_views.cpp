// SPDX-License-Identifier: Apache-2.0
#include "server/record_views.hpp"

#include <algorithm>

#include "server/time_text.hpp"
#include "server/views.hpp"

namespace kc::server {
namespace {

using access::Sight;

std::string day_text(const std::optional<base::Date>& day) {
    return day ? base::to_string(*day) : std::string();
}

void write_field(const pack::RegistryField& field, Sight sight, bool may_filter, JsonWriter& json) {
    json.begin_object().key("code").text(field.code).key("name");
    write_words(field.name, json);
    json.key("help");
    write_words(field.help, json);
    json.key("type").text(pack::to_string(field.type));
    json.key("format").text(pack::to_string(field.format));
    json.key("unit").text(base::to_string(field.unit)).key("places").number(field.places);
    json.key("min").number_or_null(field.min).key("max").number_or_null(field.max);
    json.key("choices").begin_array();
    for (const pack::Choice& choice : field.choices) {
        json.begin_object().key("code").text(choice.code).key("name");
        write_words(choice.name, json);
        json.end_object();
    }
    json.end_array().key("of").text_or_null(field.of);
    json.key("is_required").boolean(field.is_required);
    json.key("is_unique").boolean(field.is_unique);
    json.key("class").text(pack::to_string(field.field_class));
    json.key("sight").text(pack::to_string(sight));
    json.key("may_filter").boolean(may_filter).end_object();
}

void write_codes(const std::vector<std::string>& codes, JsonWriter& json) {
    json.begin_array();
    for (const std::string& code : codes) json.text(code);
    json.end_array();
}

void write_head(const office::SeenRecord& seen, JsonWriter& json) {
    json.key("id").number(seen.record.id).key("title").text(seen.title);
    json.key("state").text(seen.record.state).key("life").text(seen.record.life);
}

}  // namespace

RegistryRights rights_in(const access::Actor& actor, const record::Registry& registry) {
    const access::SubjectShape shape = office::record_shape(registry);
    const auto has = [&](access::Verb verb) {
        return access::compile(actor, verb, shape) != store::never();
    };
    return {has(access::Verb::create), has(access::Verb::bring_in), has(access::Verb::take_out)};
}

void write_registry_head(const record::Registry& registry, const RegistryRights& rights,
                         JsonWriter& json) {
    const pack::Registry& definition = registry.definition();
    json.key("code").text(definition.code).key("name");
    write_words(definition.name, json);
    json.key("definition");
    write_words(definition.definition, json);
    json.key("may_create").boolean(rights.create).key("may_import").boolean(rights.import);
    json.key("may_export").boolean(rights.take_out);
}

void write_registry(office::RecordDesk& desk, const access::Actor& actor,
                    const record::Registry& registry, JsonWriter& json) {
    const pack::Registry& definition = registry.definition();
    json.begin_object();
    write_registry_head(registry, rights_in(actor, registry), json);
    json.key("title").text(definition.title).key("keys");
    write_codes(definition.keys, json);
    json.key("section");
    const pack::AdminUnit* section = desk.live().lookup.unit(registry.section());
    if (section != nullptr) {
        json.begin_object().key("code").text(section->code).key("name");
        write_words(section->name, json);
        json.end_object();
    } else {
        json.null();
    }
    json.key("unit").text_or_null(definition.unit).key("owner").text_or_null(definition.owner);
    json.key("validity");
    if (definition.validity) {
        json.begin_object().key("from").text_or_null(definition.validity->from);
        json.key("to").text_or_null(definition.validity->to).end_object();
    } else {
        json.null();
    }
    json.key("listed");
    write_codes(definition.listed, json);
    json.key("fields").begin_array();
    const auto& views = desk.fields(registry);
    for (std::size_t i = 0; i < definition.fields.size(); ++i)
        write_field(definition.fields[i], views[i].most, views[i].may_filter(), json);
    json.end_array().key("yearly").begin_array();
    const auto yearly = access::visible_fields(actor, office::yearly_shape(registry));
    for (std::size_t i = 0; i < definition.yearly.size(); ++i)
        write_field(definition.yearly[i], yearly[i].most, false, json);
    json.end_array().end_object();
}

void write_seen_cell(const office::SeenCell& cell, JsonWriter& json) {
    json.begin_object().key("text").text_or_null(cell.text).key("shown");
    json.words(cell.zh, cell.en);
    json.key("sight").text(pack::to_string(cell.sight)).end_object();
}

void write_record(const record::Registry& registry, const office::SeenRecord& seen,
                  const std::vector<std::string>& columns, JsonWriter& json) {
    json.begin_object();
    write_head(seen, json);
    json.key("version").number(seen.record.version);
    json.key("closed_on").text_or_null(day_text(seen.record.closed_on));
    json.key("merged_into").number_or_null(seen.record.merged_into);
    json.key("entered_by").text(seen.record.entered_by);
    json.key("changed").text(time_text(seen.record.known_at_us));
    json.key("values").begin_object();
    const auto& fields = registry.definition().fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const bool is_wanted = columns.empty() || std::find(columns.begin(), columns.end(),
                                                            fields[i].code) != columns.end();
        if (!is_wanted || seen.cells[i].sight == Sight::hidden) continue;
        json.key(fields[i].code);
        write_seen_cell(seen.cells[i], json);
    }
    json.end_object();
    if (seen.record.correction_us)
        json.key("correction_since").text(time_text(*seen.record.correction_us));
    json.end_object();
}

void write_record_link(const office::SeenRecord& seen, JsonWriter& json) {
    json.begin_object();
    write_head(seen, json);
    json.end_object();
}

void write_version(const record::Registry& registry, const record::Version& version,
                   const office::SeenRecord& seen, JsonWriter& json) {
    json.begin_object().key("change").text(version.change);
    json.key("changed_by").text(version.changed_by);
    json.key("reason").text(version.reason);
    json.key("since").text_or_null(day_text(version.since));
    json.key("until").text_or_null(day_text(version.until));
    json.key("other").number_or_null(version.other).key("record");
    write_record(registry, seen, {}, json);
    json.end_object();
}

void write_traces(const office::RecordTraces& traces, JsonWriter& json) {
    const auto write = [&](const char* key, const std::vector<office::RecordTrace>& all) {
        json.key(key).begin_array();
        for (const office::RecordTrace& one : all) {
            json.begin_object().key("how").text(one.is_split ? "split" : "merge");
            json.key("on").text_or_null(day_text(one.on)).key("record");
            write_record_link(one.record, json);
            json.end_object();
        }
        json.end_array();
    };
    json.key("traces").begin_object().key("former_names").begin_array();
    for (const office::FormerName& one : traces.names) {
        json.begin_object().key("title").text(one.title);
        json.key("until").text_or_null(day_text(one.until)).end_object();
    }
    json.end_array();
    write("came_from", traces.came_from);
    write("went_into", traces.went_into);
    json.end_object();
}

void write_figures(const record::Registry& registry, const office::SeenFigures& figures,
                   JsonWriter& json) {
    json.begin_object().key("year").number(figures.year).key("version").number(figures.version);
    json.key("source").text(figures.source).key("entered_by").text(figures.entered_by);
    json.key("changed").text(time_text(figures.known_at_us)).key("values").begin_object();
    const auto& fields = registry.definition().yearly;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (figures.cells[i].sight == Sight::hidden) continue;
        json.key(fields[i].code);
        write_seen_cell(figures.cells[i], json);
    }
    json.end_object().end_object();
}

}  // namespace kc::server
