// SPDX-License-Identifier: Apache-2.0
// Lists of the office that are no registries, as files: targets, tasks, a target's counties, facts,
// the matrix of sheets. What is computed is frozen: each figure with the facts behind it, the
// moment it was known at, and the head of the journal, by which the file can be held against the
// office.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/role.hpp"
#include "exchange/table_export.hpp"
#include "office/office_facts.hpp"
#include "office/office_targets.hpp"

namespace kc::office {

inline constexpr std::int64_t kFactsOutMax = 200'000;

struct ListExport {
    exchange::ExportFormat format = exchange::ExportFormat::xlsx;
    Language language = Language::zh;
    std::string who = {};
};

// `status` leaves the others out.
Result<std::string> export_targets(const Office& office, const Moment& moment,
                                   const std::optional<std::string>& status, const ListExport& out);
Result<std::string> export_tasks(const Office& office, const Moment& moment, const ListExport& out);
// E-no-target where there is none.
Result<std::string> export_counties(const Office& office, const Moment& moment,
                                    const std::string& target, const ListExport& out);
// Newest first, by the filter's indicator, unit and period. E-list-size.
Result<std::string> export_facts(Office& office, const FactFilter& filter, const ListExport& out);
// What the actor may read. Errors: those of collection_matrix.
Result<std::string> export_sheets(Office& office, const access::Actor& actor,
                                  const std::string& form, const std::string& unit,
                                  const std::optional<base::Period>& period, const ListExport& out);

// Every entry, the oldest first; long requests and answers are cut.
Result<std::string> export_journal(const Office& office, const ListExport& out);

}  // namespace kc::office
