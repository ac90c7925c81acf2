// SPDX-License-Identifier: Apache-2.0
// 政策沙盘 for people at a page: a table of firms is read once and kept for a while, then figures
// of a policy are tried out on it as often as a slider moves.
//
//   SandboxTables tables;
//   auto kept = tables.keep(desk, *policy, day, bytes);   // Result<KeptTable>
//   auto shown = tables.try_out(kept->id, {"收入上限=3亿元"});
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "office/office_policies.hpp"
#include "policy/sandbox.hpp"

namespace kc::office {

struct KeptTable {
    std::string id = {};
    std::size_t rows = 0;
    std::size_t rows_unsound = 0;
    std::vector<std::string> absent = {};  // facts no column gives, in Chinese
    Diagnostics found = {};                // the first kMaxFoundShown
};

struct Trial {
    policy::SandboxResult result = {};
    std::vector<std::string> gained = {};  // firms, by name or else by number; the first ones
    std::vector<std::string> lost = {};
};

class SandboxTables {
public:
    static constexpr std::size_t kMaxTables = 8;  // the one unused for longest goes
    static constexpr std::size_t kMaxRows = 200'000;
    static constexpr std::size_t kMaxBytes = std::size_t{32} << 20;
    static constexpr std::size_t kMaxFoundShown = 50;

    // Reads a table (csv or xlsx; docs/policy-data.md) for one policy as of a day. An error when it
    // cannot be read as a whole; single wrong values are in `found`, and their rows count nowhere.
    Result<KeptTable> keep(std::shared_ptr<PolicyDesk> desk, const policy::Policy& policy,
                           base::Date day, std::string_view bytes);

    // "name=value" for each figure changed. E-no-table when the table is gone.
    Result<Trial> try_out(std::string_view id, const std::vector<std::string>& edits);

private:
    struct Table;

    std::mutex mutex_;
    std::list<std::shared_ptr<Table>> tables_;  // the one used last in front
};

}  // namespace kc::office
