// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_years.hpp"

#include <algorithm>
#include <utility>

#include "access/grants.hpp"
#include "office/office_record_command.hpp"
#include "record/check.hpp"
#include "record/past.hpp"

namespace kc::office {
namespace {

using access::Sight;
using access::Verb;
using record::RecordId;
using record::Registry;
using record::YearFigures;

std::vector<Sight> sights_of(const access::Actor& actor, const Registry& registry,
                             const access::SubjectRow& row, Verb verb = Verb::read) {
    std::vector<Sight> sights;
    for (const access::FieldView& one :
         access::visible_fields(actor, yearly_shape(registry), row, verb))
        sights.push_back(one.most);
    return sights;
}

SeenCell seen_cell(const pack::RegistryField& field, const record::Cell& cell, Sight sight,
                   const record::Regions& regions) {
    SeenCell seen{.sight = sight};
    if (sight == Sight::hidden) return seen;
    if (sight == Sight::masked) {
        seen.zh = seen.en = record::masked(field, cell);
        return seen;
    }
    seen.text = record::to_text(field, cell);
    seen.zh = record::shown(field, cell, regions, Language::zh);
    seen.en = record::shown(field, cell, regions, Language::en);
    return seen;
}

std::vector<SeenFigures> seen(const RecordDesk& desk, const Registry& registry,
                              const std::vector<Sight>& sights,
                              const std::vector<YearFigures>& years) {
    const auto& fields = registry.definition().yearly;
    const record::Regions& regions = desk.live().registries->regions();
    std::vector<SeenFigures> all;
    for (const YearFigures& one : years) {
        SeenFigures& figures = all.emplace_back();
        figures.year = one.year;
        figures.version = one.version;
        figures.known_at_us = one.known_at_us;
        figures.entered_by = one.entered_by;
        figures.source = one.source;
        for (std::size_t i = 0; i < fields.size(); ++i)
            figures.cells.push_back(seen_cell(fields[i], one.cells[i], sights[i], regions));
    }
    return all;
}

Diagnostic nothing_given() {
    return Diagnostic{"E-record-required", {}, "一项也没有填", "nothing is filled in"}.hint(
        "至少填一项", "fill in one field at least");
}

bool has_content(const std::vector<record::FieldText>& fields) {
    return std::any_of(fields.begin(), fields.end(),
                       [](const record::FieldText& one) { return !one.text.empty(); });
}

// What is wrong with the input, held against what stands there. Where no source is given, the
// one that stands there is kept: nobody else has changed it if the version is still the same.
Result<std::vector<record::FieldError>> mistakes_in(RecordDesk& desk, const access::Actor& actor,
                                                    const Registry& registry, RecordId id,
                                                    const access::SubjectRow& row,
                                                    YearInput& input) {
    auto versions = versions_of_year(desk, actor, registry, id, row, input.year);
    if (!versions) return unexpected(std::move(versions.error()));
    const bool is_new = versions->empty();
    if (!is_new && !input.source) input.source = versions->back().source;
    auto mistakes = record::check_yearly(registry, desk.live().registries->regions(), input.fields,
                                         desk.today(), is_new);
    std::vector<SeenCell> cells;
    if (is_new) {
        for (const Sight sight : sights_of(actor, registry, row)) cells.push_back({.sight = sight});
    } else {
        cells = versions->back().cells;
    }
    check_sights(registry.definition().yearly, cells, input.fields, mistakes);
    if (is_new && mistakes.empty() && !has_content(input.fields))
        mistakes.push_back({registry.definition().yearly.front().code, nothing_given()});
    return mistakes;
}

}  // namespace

Diagnostic no_years(const Registry& registry) {
    const pack::Bilingual& name = registry.definition().name;
    return {"E-record-no-years",
            {},
            "“" + name.zh + "”没有年度数据",
            "there are no yearly figures in " + (name.en.empty() ? name.zh : name.en)};
}

access::SubjectShape yearly_shape(const Registry& registry) {
    access::SubjectShape shape = record_shape(registry);
    shape.fields.clear();
    for (const pack::RegistryField& field : registry.definition().yearly)
        shape.fields.push_back({field.code, field.field_class});
    return shape;
}

Result<std::vector<SeenFigures>> years_of(RecordDesk& desk, const access::Actor& actor,
                                          const Registry& registry, record::RecordId id,
                                          const access::SubjectRow& row, Verb verb) {
    auto years =
        record::yearly(desk.connection(), registry, id, desk.allowed(registry), desk.known_at_us());
    if (!years) return unexpected(std::move(years.error()));
    return seen(desk, registry, sights_of(actor, registry, row, verb), *years);
}

Result<std::vector<SeenFigures>> versions_of_year(RecordDesk& desk, const access::Actor& actor,
                                                  const Registry& registry, record::RecordId id,
                                                  const access::SubjectRow& row,
                                                  std::int32_t year) {
    auto versions =
        record::year_history(desk.connection(), registry, id, year, desk.allowed(registry));
    if (!versions) return unexpected(std::move(versions.error()));
    return seen(desk, registry, sights_of(actor, registry, row), *versions);
}

RecordAnswer set_record_year(Office& office, const RecordAsker& asker, const std::string& code,
                             RecordId id, YearInput input) {
    const record::SharedRegistries registries = registries_of(office);
    auto registry = registries->require(code);
    if (!registry) return refused(std::move(registry.error()));
    RecordAnswer answer;
    {
        auto desk = RecordDesk::open(office, asker.actor);
        if (!desk) return refused(std::move(desk.error()));
        auto present = record_to_change(*desk, **registry, id);
        if (!present) return refused(std::move(present.error()));
        if ((*registry)->definition().yearly.empty()) return refused(no_years(**registry));
        access::SubjectRow row = record_subject(**registry, present->record);
        auto parts = access::parts_in(desk->connection(), code, id);
        if (!parts) return refused(std::move(parts.error()));
        row.parts = std::move(*parts);
        auto mistakes = mistakes_in(*desk, asker.actor, **registry, id, row, input);
        if (!mistakes) return refused(std::move(mistakes.error()));
        answer.mistakes = std::move(*mistakes);
    }
    if (!answer.mistakes.empty()) return answer;
    // Asked again where it is written; what the figures say moves no record out of reach.
    const store::Condition reach =
        access::compile(asker.actor, Verb::edit, record_shape(**registry));
    return explained(
        office, asker.actor, **registry, id, Verb::edit,
        write_record(office,
                     record::yearly_command(registries, request_of(office, asker),
                                            {.whom = {.registry = code, .id = id, .allowed = reach},
                                             .year = input.year,
                                             .expected_figures_version = input.version,
                                             .fields = input.fields,
                                             .source = input.source.value_or("")})));
}

}  // namespace kc::office
