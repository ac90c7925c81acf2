// SPDX-License-Identifier: Apache-2.0
#include "record/roster.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/check.hpp"
#include "record/count_rows.hpp"
#include "record/rows.hpp"

namespace kc::record {
namespace {

const pack::RegistryField* code_field(const Registry& registry) {
    const auto& fields = registry.definition().fields;
    const auto found = std::find_if(
        fields.begin(), fields.end(),
        [](const pack::RegistryField& one) { return one.format == pack::Format::credit_code; });
    return found == fields.end() ? nullptr : &*found;
}

}  // namespace

Result<Roster> roster_of(store::Connection& connection, const Registries& registries,
                         const pack::Fillers& fillers, const RosterQuery& query) {
    auto registry = registries.require(fillers.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    const pack::RegistryField* code = code_field(**registry);
    KC_CHECK(code != nullptr);
    pack::Counts rule;
    rule.registry = fillers.registry;
    rule.filter = fillers.filter;
    CountQuery known{.period = query.period, .until = {}};
    known.known_at_us = query.known_at_us;
    auto question = question_of(**registry, registries, rule, known);
    if (!question) return unexpected(std::move(question.error()));
    if (!query.only.empty()) {
        question->where = store::both(
            {fmt::format("({}.{} = ?)", kAlias, Registry::column(code->code)), {query.only}},
            std::move(question->where));
    }
    Selection selection;
    selection.dimensions = {code};
    auto rows =
        read_counted(connection, **registry, selection, question->filter, question->where, false);
    if (!rows) return unexpected(std::move(rows.error()));
    Roster roster;
    std::set<std::string> seen;
    for (CountedRow& row : *rows) {
        RosterFirm firm{std::move(row.record.members.front()), std::move(row.record.title),
                        std::move(row.record.unit)};
        const bool is_clear = row.truth == kYes && !firm.credit_code.empty() && !firm.unit.empty();
        if (!is_clear)
            roster.unclear.push_back(std::move(firm));
        else if (seen.insert(firm.credit_code).second)
            roster.firms.push_back(std::move(firm));
    }
    return roster;
}

Result<std::optional<std::int64_t>> first_written(store::Connection& connection,
                                                  const Registry& registry) {
    std::optional<std::int64_t> first;
    // Numbers are given in the order in which records are made.
    auto read = for_each_row(
        connection.query(fmt::format("SELECT known_at_us FROM {0} WHERE version = 1 AND id = "
                                     "(SELECT min(id) FROM {0})",
                                     registry.history_table()),
                         {}),
        [&](store::Rows& rows) { first = rows.get<std::int64_t>(0); });
    if (!read) return unexpected(std::move(read.error()));
    return first;
}

Diagnostics check_rosters(const Registries& registries, const pack::ObjectSet& set) {
    Diagnostics found;
    const base::Date day = base::Date::of(2024, 12, 31).value();
    for (const auto& entry : set.forms) {
        const pack::Fillers& fillers = entry.value.fillers;
        const Registry* registry = registries.find(fillers.registry);
        if (registry == nullptr) continue;
        Place place = place_in(fillers.filter);
        place.file = entry.origin.document == nullptr ? std::string() : entry.origin.place().file;
        auto compiled = compile_filter(fillers.filter.text, place,
                                       {*registry, registries, {}, day, day, std::nullopt, {}});
        if (!compiled) found.push_back(std::move(compiled.error()));
    }
    return found;
}

}  // namespace kc::record
