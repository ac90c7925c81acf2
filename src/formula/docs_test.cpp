// SPDX-License-Identifier: Apache-2.0
// The reference names every word of the language and every error that it can give.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "base/utf8.hpp"
#include "formula/functions.hpp"
#include "formula/token.hpp"

namespace kc::formula {
namespace {

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path);
    EXPECT_TRUE(file) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(FormulaDocs, NameEveryWordAndFunction) {
    const std::string docs = read(std::filesystem::path(KC_SOURCE_DIR) / "docs" / "formula.md");
    for (const Word& word : words()) {
        const std::string text = base::encode_utf8(word.text);
        EXPECT_NE(docs.find(text), std::string::npos) << text;
    }
    for (const std::string& name : function_names()) {
        EXPECT_NE(docs.find(name), std::string::npos) << name;
    }
}

TEST(FormulaDocs, NameEveryErrorOfALoadedFormula) {
    const std::filesystem::path source(KC_SOURCE_DIR);
    const std::string docs = read(source / "docs" / "formula.md");
    std::set<std::string> codes;
    for (const char* file : {"lexer.cpp", "parser.cpp", "compile.cpp", "builder_number.cpp"}) {
        const std::string text = read(source / "src" / "formula" / file);
        const std::string quote = "\"E-formula-";
        for (std::size_t at = text.find(quote); at != std::string::npos;
             at = text.find(quote, at + 1)) {
            codes.insert(text.substr(at + 1, text.find('"', at + 1) - at - 1));
        }
    }
    EXPECT_GT(codes.size(), 20U);
    codes.erase("E-formula-bands");  // has no text form
    for (const std::string& code : codes) EXPECT_NE(docs.find(code), std::string::npos) << code;
}

// Two words of one spelling would make one of them unreachable.
TEST(FormulaDocs, NoWordIsAlsoAFunction) {
    for (const Word& word : words()) {
        EXPECT_EQ(find_function(base::encode_utf8(word.text)), nullptr);
    }
}

}  // namespace
}  // namespace kc::formula
