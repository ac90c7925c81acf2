// SPDX-License-Identifier: Apache-2.0
// Figures as people give them: checked against the pack, recorded, listed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "office/office_live.hpp"
#include "store/fact.hpp"

namespace kc::office {

// As given, word for word; everything is still to be checked.
struct FactInput {
    std::string indicator = {};  // code, or name where `by_name`
    std::string unit = {};
    std::string period = {};
    std::string value = {};
    store::Dimensions dimensions = {};
    std::string status = {};  // empty: `default_status`
    std::string source = {};
};

struct FactRules {
    bool by_name = false;  // files name indicators and units as people do
    store::FactStatus default_status = store::FactStatus::submitted;
    bool may_verify = false;  // also statuses above `submitted`
    // Why the one who asks may not record for a unit; nothing when they may. Unset: for any.
    std::function<std::optional<Diagnostic>(const std::string& unit)> refuse_unit = {};
};

struct InputError {
    std::string field = {};  // of FactInput
    Diagnostic what = {};
};

// A fact ready to be recorded, or everything that is wrong with it.
struct CheckedFact {
    std::optional<store::Fact> fact = {};
    std::vector<InputError> errors = {};
};
CheckedFact check_fact(const LivePack& live, const FactInput& input, const FactRules& rules);

// Who asks, and the key by which a repeated request is known.
struct Requester {
    std::string name = {};
    std::string key = {};
};

struct RecordedFacts {
    std::int64_t first = 0;
    std::int64_t count = 0;
    bool is_repeated = false;
};
// All or none, durable when it returns.
Result<RecordedFacts> record_facts(Office& office, const Requester& requester,
                                   const std::vector<store::Fact>& facts);

struct ListedFact {
    store::Fact fact;
    bool is_current = true;
};
struct FactFilter {
    std::optional<std::string> indicator = {};
    std::optional<std::string> unit = {};
    std::optional<std::string> period = {};
    std::int64_t before = 0;  // only facts with a smaller number; 0: from the newest
    std::int64_t limit = 100;
};
// Newest first; one more than `limit` when there are more.
Result<std::vector<ListedFact>> list_facts(Office& office, const FactFilter& filter);

// One fact by its number, which must exist.
Result<ListedFact> find_listed_fact(Office& office, std::int64_t id);

}  // namespace kc::office
