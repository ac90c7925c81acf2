// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_mapping.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "access/standing.hpp"
#include "office/digest.hpp"
#include "office/json_quoted.hpp"
#include "office/office_live.hpp"
#include "record/rows.hpp"

namespace kc::office {
namespace {

// Of one registry and owner; the oldest are left out of sight beyond that.
constexpr std::int64_t kMappingsRead = 200;

void lay_over(exchange::RememberedMapping& below, const exchange::RememberedMapping& above) {
    for (const auto& [header, column] : above.by_header) {
        if (below.by_header.size() < exchange::kRememberedHeadersMax ||
            below.by_header.contains(header))
            below.by_header[header] = column;
    }
}

}  // namespace

std::string mapping_owner(const access::Actor& actor) {
    const auto standing = access::standing_of(actor);
    for (const access::Holding& one : standing->holdings) {
        if (!one.body.empty()) return "body " + one.body;
    }
    for (const access::Holding& one : standing->holdings) {
        if (!one.sections.empty()) return "section " + one.sections.front();
    }
    for (const access::Holding& one : standing->holdings) {
        if (!one.units.empty()) return "unit " + one.units.front();
    }
    return "all";
}

std::string headings_of(const exchange::ColumnMapping& mapping) {
    std::set<std::string> headings;
    for (const auto& one : mapping.columns) headings.insert(exchange::comparable(one.header));
    for (const auto& one : mapping.unknown) headings.insert(exchange::comparable(one.header));
    for (const auto& one : mapping.left_out) headings.insert(exchange::comparable(one.header));
    std::string text;
    for (const std::string& heading : headings) text += heading + '\n';
    return sha256_hex(text);
}

Result<MappingMemory> MappingMemory::of(store::Connection& connection, const std::string& registry,
                                        const std::string& whose) {
    MappingMemory memory;
    std::optional<Diagnostic> damaged;
    auto read = record::for_each_row(
        connection.query("SELECT headings, mapping FROM (SELECT headings, mapping, changed_at_us "
                         "FROM record_mapping WHERE registry = $1 AND whose = $2 "
                         "ORDER BY changed_at_us DESC LIMIT $3) AS newest ORDER BY changed_at_us",
                         {registry, whose, kMappingsRead}),
        [&](store::Rows& rows) {
            auto mapping = exchange::RememberedMapping::parse(rows.get<std::string>(1));
            if (!mapping) {
                damaged = mapping.error();
                return;
            }
            lay_over(memory.newest_, *mapping);
            memory.by_headings_[rows.get<std::string>(0)] = std::move(*mapping);
        });
    if (!read) return unexpected(std::move(read.error()));
    if (damaged) return unexpected(std::move(*damaged));
    return memory;
}

exchange::RememberedMapping MappingMemory::with(const std::string& headings) const {
    exchange::RememberedMapping mapping = newest_;
    const auto own = by_headings_.find(headings);
    if (own != by_headings_.end()) lay_over(mapping, own->second);
    return mapping;
}

Result<void> keep_mapping(store::Transaction& transaction, const std::string& registry,
                          const std::string& whose, const std::string& headings,
                          const exchange::RememberedMapping& mapping) {
    auto gone = transaction.execute(
        "DELETE FROM record_mapping WHERE registry = $1 AND whose = $2 AND headings = $3",
        {registry, whose, headings});
    if (!gone) return unexpected(std::move(gone.error()));
    if (mapping.by_header.empty()) return {};
    const std::string text = mapping.to_text();
    auto kept = transaction.execute(
        "INSERT INTO record_mapping (registry, whose, headings, mapping, changed_at_us, "
        "changed_by) VALUES ($1, $2, $3, $4, $5, $6)",
        {registry, whose, headings, text, transaction.known_at_us(), transaction.actor()});
    if (!kept) return unexpected(std::move(kept.error()));
    return {};
}

Result<void> replace_mapping(Office& office, const access::Actor& actor, const std::string& key,
                             const std::string& registry,
                             const exchange::RememberedMapping& mapping) {
    const std::string whose = mapping_owner(actor);
    auto answer = office.store().write(
        {.key = key,
         .actor = actor.name,
         .kind = "record.mapping",
         .payload =
             fmt::format("{{\"registry\":{},\"whose\":{},\"mapping\":{}}}", json_quoted(registry),
                         json_quoted(whose), json_quoted(mapping.to_text())),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto gone = transaction.execute(
                 "DELETE FROM record_mapping WHERE registry = $1 AND whose = $2",
                 {registry, whose});
             if (!gone) return unexpected(std::move(gone.error()));
             auto kept = keep_mapping(transaction, registry, whose, "", mapping);
             if (!kept) return unexpected(std::move(kept.error()));
             return std::string();
         }});
    if (!answer) return unexpected(std::move(answer.error()));
    return {};
}

}  // namespace kc::office
