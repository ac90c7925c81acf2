// SPDX-License-Identifier: Apache-2.0
// What one year's plan changes against the year before.
//
//   const PackDiff changes = diff(last_year, this_year, catalog);
//   std::string table = to_table(changes, Language::zh);
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pack/pack.hpp"

namespace kc::pack {

// Raised and lowered are about ambition, not numbers: place 5 after place 8 is raised, and so is
// less of what should go down.
enum class TargetChangeKind : std::uint8_t { added, raised, lowered, reworded, unchanged, dropped };
constexpr std::array<std::string_view, 6> words_of(TargetChangeKind) {
    return {"new", "raised", "lowered", "reworded", "unchanged", "dropped"};
}

struct TargetChange {
    TargetChangeKind kind = TargetChangeKind::unchanged;
    std::optional<Target> before = {};  // empty when new
    std::optional<Target> after = {};   // empty when dropped
    // Fields that read differently, of those a reader would notice: name, bound, hedge, scope …
    std::vector<std::string_view> fields = {};
};

enum class TaskChangeKind : std::uint8_t { added, renamed, renumbered, unchanged, dropped };
constexpr std::array<std::string_view, 5> words_of(TaskChangeKind) {
    return {"new", "renamed", "renumbered", "unchanged", "dropped"};
}

struct TaskChange {
    TaskChangeKind kind = TaskChangeKind::unchanged;  // a renamed one may be renumbered too
    std::optional<Task> before = {};
    std::optional<Task> after = {};
};

struct PackDiff {
    Manifest before = {};
    Manifest after = {};
    std::vector<TargetChange> targets = {};  // this year's in their order, then the dropped ones
    std::vector<TaskChange> tasks = {};
};

// Targets belong together when they measure the same quantity of the same indicator for the same
// unit and level; where no indicator is bound, when their codes end alike or their names are alike.
// Values are compared exactly, across units that convert.
PackDiff diff(const Pack& last_year, const Pack& this_year, const Catalog& catalog);

// A table for people, with counts below. `both` gives headings in both languages.
std::string to_table(const PackDiff& changes, Language language);

std::string to_json(const PackDiff& changes);

// "≥2.6%", "8–10%", "前5位": how a target's value is shown.
std::string value_text(const Target& target, Language language);

}  // namespace kc::pack
