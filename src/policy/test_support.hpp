// SPDX-License-Identifier: Apache-2.0
// Policies from texts, for tests.
#pragma once

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>

#include "pack/folder.hpp"
#include "pack/object_set.hpp"
#include "pack/yaml_tree.hpp"
#include "policy/policy_set.hpp"

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

// The first example of docs/policy-format.md.
inline std::string example_of_the_format() {
    const std::string document = file_text(KC_SOURCE_DIR "/docs/policy-format.md");
    const std::string mark = "```yaml\n";
    const std::size_t begin = document.find(mark) + mark.size();
    return document.substr(begin, document.find("```", begin) - begin);
}

}  // namespace kc::policy
