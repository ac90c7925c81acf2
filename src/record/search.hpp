// SPDX-License-Identifier: Apache-2.0
// A search by words: as a condition over the texts kept of present rows, or held against what a
// record of the past said, of which no texts are kept.
//
//   auto search = Search::of("精密 宣城", may_read_personal);
//   where = both(where, search->condition());
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "record/record.hpp"
#include "store/condition.hpp"
#include "store/connection.hpp"

namespace kc::record {

class Search {
public:
    // `personal`: also in personal fields. Errors: E-record-search (too long).
    static Result<Search> of(std::string_view words, bool personal);

    [[nodiscard]] bool is_empty() const { return keys_.empty(); }
    [[nodiscard]] store::Condition condition() const;
    // Every word is in one of the texts, as the condition would say.
    [[nodiscard]] bool matches(std::string_view search, std::string_view search_personal) const;

private:
    std::vector<std::string> keys_;
    bool personal_ = false;
};

// The same search of a registry as it was known at a moment.
class PastSearch {
public:
    static Result<PastSearch> of(store::Connection& connection, const Registry& registry,
                                 Search search, std::int64_t known_at_us);

    // `record` as it was then, also a version of it that had been approved.
    [[nodiscard]] bool matches(const Record& record) const;

private:
    PastSearch(const Registry& registry, Search search)
        : registry_(&registry), search_(std::move(search)) {}

    const Registry* registry_;
    Search search_;
    std::map<RecordId, std::vector<Version>> renamed_ = {};
};

}  // namespace kc::record
