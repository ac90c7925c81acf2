// SPDX-License-Identifier: Apache-2.0
// The targets and tasks of a new pack. Used by pack_from_plan.cpp only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "office/codes.hpp"
#include "office/source_text.hpp"
#include "pack/catalog.hpp"
#include "plan/reader.hpp"

namespace kc::office {

// What every object of the pack is made against.
struct Making {
    const plan::PlanDocument& plan;
    const SourceText& source;
    const pack::Catalog& catalog;
    const pack::Lookup& lookup;
    const pack::AdminUnit* region = nullptr;  // null when the catalog does not have it
    std::string region_code = {};
    std::int32_t year = 0;
};

// One for each row, in the order of the plan; rows that say the same twice become one.
std::vector<pack::Target> make_targets(const Making& making, CodeMaker& codes);

std::vector<pack::Task> make_tasks(const Making& making, CodeMaker& codes);

// Ties targets to the tasks in whose words they stand, both ways, with the owners.
void tie(const plan::PlanDocument& plan, std::vector<pack::Target>& targets,
         std::vector<pack::Task>& tasks);

// Lists what the plan leaves open: owners of targets and tasks, deadlines.
void list_gaps(std::vector<pack::Target>& targets, std::vector<pack::Task>& tasks);

}  // namespace kc::office
