// SPDX-License-Identifier: Apache-2.0
// Goal: every message about a mistake in a pack is known and reviewed. Method: each
// tests/pack/bad/*.yaml holds one mistake, and the .expected beside it what is said about it, in
// both languages. KC_UPDATE=1 writes the expected files anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "pack/pack.hpp"

namespace kc::pack {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = KC_SOURCE_DIR "/tests/pack";

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

const Catalog& catalog() {
    static const CatalogReport report = load_catalog(std::vector<TextFile>{
        {"catalog/catalog.yaml", read_file(kFolder / "good/catalog/catalog.yaml")}});
    EXPECT_TRUE(report.found.empty());
    return report.catalog;
}

std::vector<std::string> bad_names() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(kFolder / "bad")) {
        if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

// The mistake alone: a good manifest is added unless the file is about manifests itself.
Diagnostics findings_in(const std::string& text) {
    const bool has_manifest = text.find("kind: manifest") != std::string::npos;
    std::vector<TextFile> files;
    if (has_manifest) {
        files.push_back({"pack.yaml", text});
    } else {
        files.push_back({"pack.yaml", read_file(kFolder / "good/small/pack.yaml")});
        files.push_back({"bad.yaml", text});
    }
    return load_pack(".", files, catalog()).found;
}

std::string in_both_languages(const Diagnostics& found) {
    std::string text;
    for (const Diagnostic& d : found) {
        text += to_string(d, Language::zh) + '\n' + to_string(d, Language::en) + '\n';
    }
    return text;
}

class BadPack : public testing::TestWithParam<std::string> {};

TEST_P(BadPack, SaysWhatIsWrongInBothLanguages) {
    const fs::path yaml = kFolder / "bad" / (GetParam() + ".yaml");
    const fs::path expected = kFolder / "bad" / (GetParam() + ".expected");
    const std::string said = in_both_languages(findings_in(read_file(yaml)));
    EXPECT_FALSE(said.empty());
    if (std::getenv("KC_UPDATE") != nullptr) {
        std::ofstream(expected, std::ios::binary) << said;
    } else {
        EXPECT_EQ(said, read_file(expected));
    }
}

INSTANTIATE_TEST_SUITE_P(Files, BadPack, testing::ValuesIn(bad_names()), [](const auto& test) {
    std::string name = test.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(BadPacks, EveryFindingHasAPlaceAndAdvice) {
    for (const std::string& name : bad_names()) {
        for (const Diagnostic& d : findings_in(read_file(kFolder / "bad" / (name + ".yaml")))) {
            EXPECT_FALSE(d.at.file.empty()) << name;
            EXPECT_FALSE(d.zh.empty() || d.en.empty()) << name;
            EXPECT_FALSE(d.hint_zh.empty() || d.hint_en.empty()) << name << ' ' << d.en;
        }
    }
}

}  // namespace
}  // namespace kc::pack
