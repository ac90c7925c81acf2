// SPDX-License-Identifier: Apache-2.0
// Goal: whatever a plan looks like, the pack made of it passes the checks. Method: every text of
// the reader's corpus becomes a pack, in memory, which is then loaded as from a folder.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "exchange/extract_file.hpp"
#include "office/pack_files.hpp"
#include "office/vocabulary.hpp"
#include "pack/pack.hpp"

namespace kc::office {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileBytesMax = exchange::kMebibyte;

std::vector<fs::path> corpus() {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::recursive_directory_iterator(KC_SOURCE_DIR "/tests/plan/corpus")) {
        if (entry.path().extension() == ".txt") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

void expect_good(const NewPack& pack, const pack::Catalog& catalog, const fs::path& path) {
    std::vector<pack::TextFile> files;
    for (pack::TextFile& file : files_of(pack)) {
        if (file.path.ends_with(".yaml")) files.push_back(std::move(file));
    }
    const pack::PackReport report = pack::load_pack("new", files, catalog);
    for (const Diagnostic& d : report.found) {
        if (d.severity == Severity::warning) continue;
        ADD_FAILURE() << path.filename() << ": " << to_string(d, Language::en);
    }
    EXPECT_EQ(report.pack.objects.targets.size(), pack.targets.size());
    EXPECT_EQ(report.pack.objects.tasks.size(), pack.tasks.size());
}

TEST(Corpus, EveryPlanBecomesAPackThatPassesTheChecks) {
    const pack::CatalogReport catalog = pack::load_embedded_catalog();
    const plan::Vocabulary vocabulary = embedded_vocabulary();
    std::size_t made = 0;
    for (const fs::path& path : corpus()) {
        const auto bytes = exchange::read_file_bytes(path, kFileBytesMax);
        ASSERT_TRUE(bytes.has_value()) << path;
        const auto file = read_plan_bytes(*bytes, path.filename().string(), vocabulary);
        ASSERT_TRUE(file.has_value()) << path;
        // Some texts hold no plan on purpose, some name no year.
        const auto pack = pack_from_plan(*file, catalog.catalog, {.year = 2024});
        if (!pack) continue;
        expect_good(*pack, catalog.catalog, path);
        ++made;
    }
    EXPECT_GE(made, 60U);
}

}  // namespace
}  // namespace kc::office
