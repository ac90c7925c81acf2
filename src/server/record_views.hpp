// SPDX-License-Identifier: Apache-2.0
// Registries and records as JSON, in the shapes of the contract.
#pragma once

#include "office/office_record_changes.hpp"
#include "office/office_record_lists.hpp"
#include "office/office_record_traces.hpp"
#include "office/office_record_years.hpp"
#include "server/json_writer.hpp"

namespace kc::server {

struct RegistryRights {
    bool create = false;
    bool import = false;
    bool take_out = false;
};
RegistryRights rights_in(const access::Actor& actor, const record::Registry& registry);

// Name and what may be done, into an open object.
void write_registry_head(const record::Registry& registry, const RegistryRights& rights,
                         JsonWriter& json);
void write_registry(office::RecordDesk& desk, const access::Actor& actor,
                    const record::Registry& registry, JsonWriter& json);

void write_seen_cell(const office::SeenCell& cell, JsonWriter& json);
// Number, title, state, and the fields of these codes; all that are seen where there are none.
void write_record(const record::Registry& registry, const office::SeenRecord& record,
                  const std::vector<std::string>& columns, JsonWriter& json);
// Number, title and state only.
void write_record_link(const office::SeenRecord& record, JsonWriter& json);

void write_version(const record::Registry& registry, const record::Version& version,
                   const office::SeenRecord& seen, JsonWriter& json);

// Former names, and the records it came from or went into; into an open object.
void write_traces(const office::RecordTraces& traces, JsonWriter& json);
// The figures of one year.
void write_figures(const record::Registry& registry, const office::SeenFigures& figures,
                   JsonWriter& json);

}  // namespace kc::server
