// SPDX-License-Identifier: Apache-2.0
// 政策沙盘: change a figure of the law, and see who gains, who loses and what it costs.
//
//   PolicySandbox sandbox(set, policy, law_date, table, {slot_of_the_limit});
//   Result<Edit> edit = sandbox.read_edit("职工上限=600");
//   SandboxResult result = sandbox.run({*edit});
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/ratio.hpp"
#include "base/result.hpp"
#include "policy/answer.hpp"
#include "policy/table.hpp"

namespace kc::policy {

struct Edit {
    const Parameter* parameter = nullptr;
    std::int64_t count = 0;
};

// "职工上限=600", "staff_max=600人", "比例=35%". The set must not be fixed to a day.
Result<Edit> read_edit(const PolicySet& set, const Policy& policy, std::string_view text);

struct Tally {
    std::size_t yes = 0;
    std::size_t no = 0;
    std::size_t open = 0;
    base::Ratio cost_low = {};   // 元, summed over certain amounts
    base::Ratio cost_high = {};  // with the upper end of what is not certain
    bool cost_is_bounded = true;
    // With a budget the costs are what is paid after it is shared out; here, whether claims (their
    // upper ends) ask for more than there is.
    bool exceeds_budget = false;
};

struct SandboxResult {
    Tally before = {};
    Tally after = {};
    std::size_t gains = 0;                 // yes now, not before
    std::size_t losses = 0;                // yes before, not now
    std::vector<std::size_t> gained = {};  // rows, the first kMaxShownRows
    std::vector<std::size_t> lost = {};
};

inline constexpr std::size_t kMaxShownRows = 20;

class PolicySandbox {
public:
    // Prepares edits of these parameters; `table` must outlive the sandbox.
    PolicySandbox(const PolicySet& set, const Policy& policy, base::Date law_date,
                  const SubjectTable& table, const std::vector<const Parameter*>& parameters,
                  unsigned threads = 1);
    ~PolicySandbox();
    PolicySandbox(PolicySandbox&&) noexcept;

    SandboxResult run(const std::vector<Edit>& edits, unsigned threads = 1) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace kc::policy
