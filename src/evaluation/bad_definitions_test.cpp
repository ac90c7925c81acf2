// SPDX-License-Identifier: Apache-2.0
// Goal: every message about a mistake in a definition or in data is known and reviewed. Method:
// each tests/evaluation/bad/*.yaml (with the .csv beside it, if there is one) holds one mistake,
// and the .expected what is said about it, in both languages. KC_UPDATE=1 writes the expected files
// anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "evaluation/definition_read.hpp"
#include "evaluation/evaluate.hpp"
#include "evaluation/reference_support.hpp"

namespace kc::evaluation {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = KC_SOURCE_DIR "/tests/evaluation/bad";

std::vector<std::string> bad_names() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(kFolder))
        if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

void evaluate_file(const Definition& definition, const fs::path& csv, Diagnostics& found) {
    const auto table = table_of("data.csv", testing::csv_rows(testing::file_text(csv)));
    if (!table) {
        found.push_back(table.error());
        return;
    }
    const auto result = evaluate(definition, *table);
    if (!result) {
        found.push_back(result.error());
    } else {
        found.insert(found.end(), result->notes.begin(), result->notes.end());
    }
}

std::string said_of(const std::string& name) {
    Diagnostics found;
    const auto definition =
        read_definition(testing::file_text(kFolder / (name + ".yaml")), "definition.yaml", found);
    const fs::path csv = kFolder / (name + ".csv");
    if (definition && fs::exists(csv)) evaluate_file(*definition, csv, found);
    std::string text;
    for (const Diagnostic& d : found)
        text += to_string(d, Language::zh) + '\n' + to_string(d, Language::en) + '\n';
    return text;
}

class BadEvaluation : public ::testing::TestWithParam<std::string> {};

TEST_P(BadEvaluation, SaysWhatIsWrongInBothLanguages) {
    const fs::path expected = kFolder / (GetParam() + ".expected");
    const std::string said = said_of(GetParam());
    EXPECT_FALSE(said.empty());
    if (std::getenv("KC_UPDATE") != nullptr) {
        std::ofstream(expected, std::ios::binary) << said;
    } else {
        EXPECT_EQ(said, testing::file_text(expected));
    }
}

std::string test_name(const ::testing::TestParamInfo<std::string>& named) {
    std::string name = named.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Files, BadEvaluation, ::testing::ValuesIn(bad_names()), test_name);

}  // namespace
}  // namespace kc::evaluation
