// SPDX-License-Identifier: Apache-2.0
// The questions about an evaluation that name units, answered in lines.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "evaluation/evaluate.hpp"

namespace kc::cli {

struct ExplainQuestion {
    const evaluation::Evaluation* evaluation = nullptr;
    bool in_zh = true;
};

// Units by code or by name; an unknown one is E-unknown with the nearest.
Result<std::vector<std::string>> explain_two(const ExplainQuestion& question, const std::string& a,
                                             const std::string& b);
Result<std::vector<std::string>> explain_unit(const ExplainQuestion& question,
                                              const std::string& unit);
// `rank` 0 is one rank better than now.
Result<std::vector<std::string>> explain_reach(const ExplainQuestion& question,
                                               const std::string& unit, std::int32_t rank);
// `since` 0 is the base year, or the year before the asked one.
Result<std::vector<std::string>> explain_since(const ExplainQuestion& question,
                                               const std::string& unit, std::int32_t since);

}  // namespace kc::cli
