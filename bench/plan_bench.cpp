// SPDX-License-Identifier: Apache-2.0
// The plan reader, in bytes of plan text a second: the texts of the corpus, one document each, with
// the catalog's wordings loaded as `kechuang read` has them.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "office/vocabulary.hpp"
#include "plan/reader.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<std::string> texts_of(const std::string& part) {
    std::vector<std::string> texts;
    const fs::path folder = fs::path(KC_SOURCE_DIR) / "tests/plan/corpus" / part;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() != ".txt") continue;
        std::ifstream in(entry.path(), std::ios::binary);
        texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    KC_CHECK(!texts.empty());
    return texts;
}

void read_plans(benchmark::State& state, const std::string& part) {
    const std::vector<std::string> texts = texts_of(part);
    const kc::plan::Vocabulary vocabulary = kc::office::embedded_vocabulary();
    std::size_t bytes = 0;
    std::size_t rows = 0;
    for (auto _ : state) {
        for (const std::string& text : texts) {
            rows += kc::plan::read_plan(text, vocabulary).targets.size();
            bytes += text.size();
        }
    }
    KC_CHECK(rows > 0);
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

BENCHMARK_CAPTURE(read_plans, dev, std::string("dev"));
BENCHMARK_CAPTURE(read_plans, blind, std::string("blind"));

}  // namespace
