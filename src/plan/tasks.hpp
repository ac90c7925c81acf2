// SPDX-License-Identifier: Apache-2.0
// The numbered work items of a plan: number, title, text, actions, owners, deadline.
#pragma once

#include <vector>

#include "plan/outline.hpp"
#include "plan/reader.hpp"
#include "plan/table.hpp"

namespace kc::plan {

std::vector<Task> find_tasks(std::u32string_view source, const std::vector<Block>& blocks,
                             const Outline& outline, const std::vector<Table>& tables);

}  // namespace kc::plan
