// SPDX-License-Identifier: Apache-2.0
// One record: as it stands, as it was known, as it was on a day; what points to it; what may be the
// same one again.
//
// Every function takes a condition that says what the reader may see (compiled by `access`); there
// is none without. Of a record he sees its present row or, where that is out of his reach, what was
// approved of it (source.hpp); where a row of the past is read, the condition has to hold for that
// as well.
//
//   Result<std::optional<Record>> firm = get(connection, registry, id, allowed);
//   Result<std::vector<Version>> all = history(connection, registry, id, allowed);
//   std::optional<Version> then = at(*all, {.on = day});
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "record/record.hpp"
#include "store/condition.hpp"
#include "store/connection.hpp"

namespace kc::record {

// Empty when there is none, or the reader may not see it.
Result<std::optional<Record>> get(store::Connection& connection, const Registry& registry,
                                  RecordId id, const store::Condition& allowed,
                                  std::optional<std::int64_t> known_at_us = {});

// The registry a number belongs to; null when no record has it.
Result<const Registry*> home_of(store::Connection& connection, const Registries& registries,
                                RecordId id);

// Every version, the oldest first, up to the one that is seen; empty when the reader may not see
// the record.
Result<std::vector<Version>> history(store::Connection& connection, const Registry& registry,
                                     RecordId id, const store::Condition& allowed,
                                     std::optional<std::int64_t> known_at_us = {});

// A point in both times.
struct When {
    std::optional<base::Date> on = {};             // in the world; without it, the newest state
    std::optional<std::int64_t> known_at_us = {};  // in the office; without it, now
};

// Of a history, what held then: of the versions that were known, the highest that covers the day.
std::optional<Version> at(const std::vector<Version>& versions, const When& when);

// All years, the oldest first, as known then.
Result<std::vector<YearFigures>> yearly(store::Connection& connection, const Registry& registry,
                                        RecordId id, const store::Condition& allowed,
                                        std::optional<std::int64_t> known_at_us = {});

// Records of another registry that refer to this one.
struct Relation {
    const Registry* registry = nullptr;
    const pack::RegistryField* field = nullptr;
    std::int64_t count = 0;
    std::vector<Record> newest = {};  // at most kMaxRelated
};
inline constexpr std::int32_t kMaxRelated = 20;

// `allowed` gives the condition for each registry; those without relations are left out.
using AllowedIn = std::function<store::Condition(const Registry&)>;
Result<std::vector<Relation>> relations(store::Connection& connection, const Registries& registries,
                                        const Registry& registry, RecordId id,
                                        const AllowedIn& allowed,
                                        std::optional<std::int64_t> known_at_us = {});

enum class Likeness : std::uint8_t { same_code, same_name };
struct Candidate {
    Record record = {};
    Likeness likeness = Likeness::same_name;
};

// Other open records that may be the same thing: an equal key field, or a name that is equal
// without blanks, brackets and legal form. At most kMaxRelated.
Result<std::vector<Candidate>> duplicates_of(store::Connection& connection,
                                             const Registry& registry, const Record& record,
                                             const store::Condition& allowed);

// Groups of open records with equal names, the largest groups first, for a clean-up.
struct NameGroup {
    std::string title = {};  // of the oldest
    std::vector<RecordId> ids = {};
};
Result<std::vector<NameGroup>> duplicate_names(store::Connection& connection,
                                               const Registry& registry,
                                               const store::Condition& allowed, std::int32_t limit);

}  // namespace kc::record
