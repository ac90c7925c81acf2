// SPDX-License-Identifier: Apache-2.0
// A plan as it was read, and the catalog, made into the objects of a pack.
//
// Nothing is guessed: what the plan does not say, or what cannot be bound to the catalog for
// certain, becomes a `todo` of the object it belongs to. The pack passes pack::load_pack without
// errors whatever the plan says; a value that contradicts its unit or its indicator is unbound
// and listed instead.
//
//   Result<NewPack> pack = pack_from_plan(file, catalog, {});
//   for (const pack::TextFile& one : files_of(*pack)) write(one);       // pack_files.hpp
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "office/plan_file.hpp"
#include "pack/catalog.hpp"

namespace kc::office {

// What the plan may fail to say. Empty or 0: taken from the plan.
struct NewPackOptions {
    std::string code = {};
    std::string region = {};
    std::int32_t year = 0;
};

struct NewPack {
    pack::Manifest manifest = {};
    std::vector<pack::UnitTree> unit_trees = {};
    std::vector<pack::Target> targets = {};
    std::vector<pack::Task> tasks = {};
    std::vector<pack::Todo> todo = {};  // about the pack as a whole
};

// Fails when no year is known, when the options name something that does not exist, and when the
// plan holds neither a target nor a task.
Result<NewPack> pack_from_plan(const PlanFile& file, const pack::Catalog& catalog,
                               const NewPackOptions& options);

}  // namespace kc::office
