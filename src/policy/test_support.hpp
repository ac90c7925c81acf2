// SPDX-License-Identifier: Apache-2.0
// Policies from texts, for tests.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "pack/folder.hpp"
#include "pack/object_set.hpp"
#include "pack/test_support.hpp"
#include "pack/yaml_tree.hpp"
#include "policy/answer.hpp"
#include "policy/policy_set.hpp"
#include "policy/subject.hpp"

namespace kc::policy {

struct LoadedText {
    pack::ObjectSet objects = {};
    PolicyReport report = {};
    Diagnostics found = {};  // of the loader and of the policies
};

inline void finish(LoadedText& loaded, const LoadOptions& options) {
    loaded.report = load_policies(loaded.objects.policies, options);
    loaded.found.insert(loaded.found.end(), loaded.report.found.begin(), loaded.report.found.end());
}

inline void add_text(LoadedText& loaded, const std::string& text, const std::string& file) {
    if (auto document = pack::read_yaml(text, file, loaded.found)) {
        pack::read_objects(std::move(document), loaded.objects, loaded.found);
    }
}

inline LoadedText load_text(const std::string& text, const LoadOptions& options = {}) {
    LoadedText loaded;
    add_text(loaded, text, "p.yaml");
    finish(loaded, options);
    return loaded;
}

inline LoadedText load_folder(const std::string& folder, const LoadOptions& options = {}) {
    LoadedText loaded;
    for (const pack::TextFile& file : pack::read_folder(folder, loaded.found)) {
        add_text(loaded, file.text, file.path);
    }
    finish(loaded, options);
    return loaded;
}

inline std::string file_text(const std::string& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::string example_of_the_format() {
    return pack::first_example("policy-format.md");
}

// The policies of the catalog; loaded once.
inline const LoadedText& shipped() {
    static const LoadedText loaded =
        load_folder(KC_SOURCE_DIR "/catalog/policies", {.run_tests = false});
    return loaded;
}

inline base::Date day(std::string_view text) {
    return base::Date::parse(text).value();
}

// The base case of a policy with these facts instead: "{职工总数: 501}".
inline Subject subject_of(const Policy& policy, const std::string& changes, bool with_base = true) {
    Diagnostics found;
    std::optional<Subject> changed = read_subject(changes, "s.json", found);
    EXPECT_TRUE(changed && found.empty());
    Subject subject = std::move(*changed);
    for (const auto& fact : policy.text().base) {
        if (with_base && subject.find(fact.name.text) == nullptr) {
            add_said(fact.value.node, fact.name, subject, found);
        }
    }
    return subject;
}

inline Answer ask(const PolicySet& set, const std::string& code, const std::string& changes,
                  const std::string& on = "2024-06-01", bool with_base = true) {
    const Policy* policy = set.find(code);
    EXPECT_NE(policy, nullptr) << code;
    Asker asker(set, *policy, day(on));
    return asker.ask(bind(set, *policy, subject_of(*policy, changes, with_base), day(on)));
}

}  // namespace kc::policy
