// SPDX-License-Identifier: Apache-2.0
// The files of `kechuang evaluate`.
#pragma once

#include <optional>
#include <string>

#include "cli/console.hpp"
#include "evaluation/data.hpp"
#include "evaluation/definition.hpp"

namespace kc::cli {

// Each has complained when it is empty. Warnings are told too.
std::optional<evaluation::Table> read_table(const std::string& path, Console& console);
std::optional<evaluation::Definition> read_evaluation(const std::string& path, Console& console);

void tell_notes(const Diagnostics& notes, Console& console);

}  // namespace kc::cli
