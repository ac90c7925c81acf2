// SPDX-License-Identifier: Apache-2.0
// What the tests of this room share: forms from a few lines of YAML, cells by name.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "collection/form_rules.hpp"
#include "pack/object_set.hpp"

namespace kc::collection::test {

inline base::Decimal number(const std::string& text) {
    return base::Decimal::parse(text).value();
}

inline base::Period period(const std::string& text) {
    return base::Period::parse(text).value();
}

inline base::Date day(const std::string& text) {
    return base::Date::parse(text).value();
}

// "applied" = "5"; an empty text is an empty cell.
inline Cells cells(const std::vector<std::pair<std::string, std::string>>& values) {
    Cells out;
    for (const auto& [field, value] : values) {
        CellEntry& cell = out.emplace_back(CellEntry{.field = field});
        if (!value.empty()) cell.value = number(value);
    }
    return out;
}

inline pack::ObjectSet read_objects(const std::string& yaml) {
    Diagnostics found;
    pack::ObjectSet set;
    auto document = pack::read_yaml(yaml, "forms.yaml", found);
    if (document) pack::read_objects(std::move(document), set, found);
    for (const Diagnostic& one : found) ADD_FAILURE() << to_string(one, Language::en);
    return set;
}

// A monthly form of counties with these fields and anything else below them.
inline pack::Form form_with(const std::string& fields, const std::string& rest = "") {
    pack::ObjectSet set = read_objects(
        "kind: form\n"
        "code: form.county\n"
        "name: {zh: 月报, en: Monthly}\n"
        "definition: {zh: 填累计数, en: Totals}\n"
        "fillers: {type: county}\n"
        "frequency: month\n"
        "first: 2024-01\n"
        "deadline_days: 5\n"
        "route: {enter: {role: role.county_clerk}, sign: {role: role.county_leader}, "
        "check: {role: role.section_head}, publish: {role: role.section_head}}\n" +
        rest + "fields:\n" + fields);
    EXPECT_EQ(set.forms.size(), 1U);
    return set.forms.empty() ? pack::Form{} : set.forms[0].value;
}

}  // namespace kc::collection::test
