// SPDX-License-Identifier: Apache-2.0
#include "pack/format_docs.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace kc::pack {
namespace {

constexpr const char* kDocument = KC_SOURCE_DIR "/docs/pack-format.md";

std::string read_document() {
    std::ifstream in(kDocument);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

// Goal: the document never disagrees with the loader. KC_UPDATE=1 writes the tables anew.
TEST(FormatDocs, TablesInTheDocumentAreThoseOfTheSchema) {
    const std::string document = read_document();
    const std::size_t begin = document.find(kTablesBegin);
    const std::size_t end = document.find(kTablesEnd);
    ASSERT_NE(begin, std::string::npos);
    ASSERT_NE(end, std::string::npos);
    const std::size_t start = begin + kTablesBegin.size();
    const std::string tables = '\n' + format_tables();
    if (std::getenv("KC_UPDATE") != nullptr) {
        std::ofstream(kDocument) << document.substr(0, start) << tables << document.substr(end);
        return;
    }
    EXPECT_EQ(document.substr(start, end - start), tables);
}

TEST(FormatDocs, PartsThatHoldThemselvesAreNotRepeated) {
    const std::string tables = format_tables();
    EXPECT_NE(tables.find("| `units[].children` | list of map, as `units` |"), std::string::npos);
    EXPECT_EQ(tables.find("children[]"), std::string::npos);
}

}  // namespace
}  // namespace kc::pack
