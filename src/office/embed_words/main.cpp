// SPDX-License-Identifier: Apache-2.0
// Runs while the program is built: writes the wordings of the catalog's indicators as a C++
// source. A line holds an indicator: code, quantity, then its wordings, with tabs between.
//
//   kc_embed_words embedded_words.cpp
#include <cstdio>
#include <fstream>
#include <string>

#include "pack/catalog.hpp"

namespace {

// Compilers limit the length of one literal; neighbouring ones are joined.
constexpr std::size_t kLiteralBytes = 8'000;
constexpr const char* kOpen = "R\"kc_words(";
constexpr const char* kClose = ")kc_words\"\n";

std::string words_of(const kc::pack::Indicator& indicator) {
    std::string line = indicator.code + '\t' + std::string(to_string(indicator.quantity));
    line += '\t' + indicator.name.zh;
    for (const std::string& alias : indicator.aliases) line += '\t' + alias;
    return line + '\n';
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const kc::pack::CatalogReport report = kc::pack::load_embedded_catalog();
    std::string literals = kOpen;
    std::size_t used = 0;
    for (const auto& entry : report.catalog.objects.indicators) {
        if (!entry.is_sound) continue;
        const std::string line = words_of(entry.value);
        if (used + line.size() > kLiteralBytes) {
            literals += std::string(kClose) + kOpen;
            used = 0;
        }
        literals += line;
        used += line.size();
    }
    std::ofstream out(argv[1], std::ios::binary);
    out << "// Written by src/office/embed_words.\n#include \"office/vocabulary.hpp\"\n\n"
        << "namespace kc::office {\n\nstd::string_view embedded_words() {\n    return\n"
        << literals << kClose << ";\n}\n\n}  // namespace kc::office\n";
    out.close();
    if (out) return 0;
    std::fputs("kc_embed_words: cannot write\n", stderr);
    return 1;
}
