// SPDX-License-Identifier: Apache-2.0
// The tables of grants and parts, for the room's list of migrations.
#pragma once

#include <string_view>

namespace kc::access {

std::string_view grant_tables();
std::string_view process_role_table();

}  // namespace kc::access
