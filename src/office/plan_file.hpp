// SPDX-License-Identifier: Apache-2.0
// A planning document from its file to its rows: extracts the text, reads it, and settles what
// needs both the form of the file and the words of the catalog.
//
//   Result<PlanFile> file = read_plan_file("要点.docx", embedded_vocabulary());
//   for (const plan::Target& target : file->plan.targets) …
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "exchange/document_text.hpp"
#include "plan/reader.hpp"

namespace kc::office {

// Longer than any plan, and read in seconds; a text above is refused.
inline constexpr std::size_t kPlanTextBytesMax = 16 * exchange::kMebibyte;

struct PlanFile {
    std::string name = {};  // as given
    std::string text = {};  // as extracted; spans of the plan are code points of this
    std::string format = {};
    std::string sha256 = {};  // of the file's bytes, in hex
    Diagnostics warnings = {};
    plan::PlanDocument plan = {};
};

Result<PlanFile> read_plan_file(const std::string& path, const plan::Vocabulary& vocabulary);

// The same for bytes in memory; `name` as in exchange::extract_text.
Result<PlanFile> read_plan_bytes(std::string_view bytes, const std::string& name,
                                 const plan::Vocabulary& vocabulary);

}  // namespace kc::office
