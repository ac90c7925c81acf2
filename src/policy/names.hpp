// SPDX-License-Identifier: Apache-2.0
// What a policy gives names to. A name, Chinese or ASCII, is used once in a file, whatever it
// names.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "pack/object_set.hpp"
#include "pack/policy_text.hpp"

namespace kc::policy {

enum class NameKind : std::uint8_t {
    fact,
    experts_points,  // of a score
    parameter,
    definition,
    condition,
    score,
    total,
    amount,
    law_date,
    data_year_end,
    lever,
    collection,
    field,
    limit,
};

struct NameEntry {
    NameKind kind = NameKind::fact;
    const void* text = nullptr;  // the pack::Named<…> of that kind
    std::string zh = {};
    pack::Located at = {};  // where it is given; nowhere for a policy's own names
};

class NameTable {
public:
    // Reports names used twice, codes that are none, and names a formula could not hold.
    NameTable(const pack::Entry<pack::PolicyText>& policy, Diagnostics& found);

    // By Chinese name or code; null when there is none.
    const NameEntry* find(std::string_view name) const;

    // The nearest name a formula may use.
    std::optional<std::string> nearest(std::string_view wrong) const;

private:
    template <typename T>
    void add_all(const pack::Table<T>& table, NameKind kind);
    void add_scores(const pack::Table<pack::PolicyScore>& scores);
    void add(const pack::Located& name, const std::string& code, NameKind kind, const void* text);
    void add_own(std::string_view zh, std::string_view code, NameKind kind);

    const pack::Entry<pack::PolicyText>& policy_;
    Diagnostics& found_;
    std::map<std::string, NameEntry, std::less<>> entries_;
};

// What experts gave for a score is a fact of its own.
std::string experts_name(std::string_view score_zh);
std::string experts_code(std::string_view score_code);

// Whether a score leaves a range to experts: a row whose points are `7..8`.
bool has_experts_range(const pack::PolicyScore& score);

}  // namespace kc::policy
