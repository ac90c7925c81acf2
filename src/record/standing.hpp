// SPDX-License-Identifier: Apache-2.0
// Which version of a record a figure takes: the newest that holds on the day or, while that one
// does not count yet, the newest approved one.
//
// Approved is what was verified, published or closed; of a figure that counts from `published` on,
// what was published or closed. A record that was sent back for a correction counts with what was
// approved until something newer is approved, or it is withdrawn or merged. Whether it is still
// there is no matter of approval: that is what its newest version says.
//
//   const Standing standing{registry, counts.state, "?", {day}, known_at_us};
//   Condition counted = both(standing.counts(), standing.is_there());   // of versions called h
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pack/registry_words.hpp"
#include "record/record.hpp"
#include "store/condition.hpp"

namespace kc::record {

class Standing {
public:
    // `day` is SQL: "?" with its value, or a column of h.
    Standing(const Registry& registry, pack::CountedState from, std::string day,
             std::vector<store::OwnedValue> day_values, std::int64_t known_at_us);

    // The version h is what the record counts with.
    [[nodiscard]] store::Condition counts() const;
    // The record of h had not ended on the day.
    [[nodiscard]] store::Condition is_there() const;
    // The version h is the newest, and the record does not count.
    [[nodiscard]] store::Condition is_newest_uncounted() const;

    // Expressions, not conditions: when a correction of the version h began (NULL: none is under
    // way), what has become of the record (life), and the version that stands of the record with
    // the number `id` (SQL), the newest where none counts.
    [[nodiscard]] store::Condition correction_us() const;
    [[nodiscard]] store::Condition life() const;
    [[nodiscard]] store::Condition version_of(std::string_view id) const;

private:
    [[nodiscard]] store::Condition covers(std::string_view alias) const;
    // No later version than `alias` holds on the day.
    [[nodiscard]] store::Condition is_newest(std::string_view alias, std::string_view later) const;

    const Registry& registry_;
    pack::CountedState from_;
    std::string day_;
    std::vector<store::OwnedValue> day_values_;
    std::int64_t known_at_us_;
};

// States as a list of SQL: those that count, and of them those that are approved.
std::string_view counted_states(pack::CountedState from);
std::string_view approved_states(pack::CountedState from);

}  // namespace kc::record
