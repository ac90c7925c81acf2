// SPDX-License-Identifier: Apache-2.0
// Reading speed on one core, and the time of the whole program for one plan.
//
// The texts are those of the reader's corpus, short and full of numbers, each read as a document
// of its own: harder than long plans, in which most sentences hold nothing. The goals are 2 MB/s
// and 60 ms.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "office/pack_files.hpp"
#include "office/plan_file.hpp"
#include "office/vocabulary.hpp"
#include "pack/catalog.hpp"

namespace kc {
namespace {

namespace fs = std::filesystem;

const std::string kSample = KC_SOURCE_DIR "/samples/plan-2024.txt";

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<std::string> corpus() {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::recursive_directory_iterator(KC_SOURCE_DIR "/tests/plan/corpus")) {
        if (entry.path().extension() == ".txt") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> texts;
    for (const fs::path& path : paths) texts.push_back(read_file(path));
    return texts;
}

std::int64_t bytes_of(const std::vector<std::string>& texts) {
    std::size_t bytes = 0;
    for (const std::string& text : texts) bytes += text.size();
    return static_cast<std::int64_t>(bytes);
}

void read_corpus(benchmark::State& state) {
    const std::vector<std::string> texts = corpus();
    const plan::Vocabulary vocabulary = office::embedded_vocabulary();
    std::size_t rows = 0;
    for (auto _ : state) {
        rows = 0;
        for (const std::string& text : texts) {
            rows += plan::read_plan(text, vocabulary).targets.size();
        }
        benchmark::DoNotOptimize(rows);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * bytes_of(texts));
    state.counters["documents"] = static_cast<double>(texts.size());
    state.counters["rows"] = static_cast<double>(rows);
}

void load_vocabulary(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(office::embedded_vocabulary());
}

void make_pack(benchmark::State& state) {
    const pack::CatalogReport catalog = pack::load_embedded_catalog();
    const auto file = office::read_plan_file(kSample, office::vocabulary_of(catalog.catalog));
    KC_CHECK(file.has_value());
    for (auto _ : state) {
        const auto pack = office::pack_from_plan(*file, catalog.catalog, {});
        benchmark::DoNotOptimize(office::files_of(*pack));
    }
}

// One run of the program, its output thrown away.
void run_program(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    KC_CHECK(::posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ) ==
             0);
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    ::waitpid(child, &status, 0);
    KC_CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

double children_cpu_ms() {
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    const auto ms = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

// Wall time, with the processor time beside it: on a busy machine only the second is steady.
void cold_start(benchmark::State& state, const std::vector<std::string>& words) {
    const double cpu_before = children_cpu_ms();
    for (auto _ : state) {
        const auto begin = std::chrono::steady_clock::now();
        run_program(words);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
        state.SetIterationTime(taken.count());
    }
    state.counters["cpu_ms"] =
        (children_cpu_ms() - cpu_before) / static_cast<double>(state.iterations());
}

void cold_version(benchmark::State& state) {
    cold_start(state, {KC_PROGRAM, "version"});
}
void cold_read(benchmark::State& state) {
    cold_start(state, {KC_PROGRAM, "read", kSample, "--json"});
}
void cold_check(benchmark::State& state) {
    cold_start(state, {KC_PROGRAM, "check", KC_SOURCE_DIR "/packs/xuancheng-2024"});
}

BENCHMARK(read_corpus)->Unit(benchmark::kMillisecond);
BENCHMARK(load_vocabulary)->Unit(benchmark::kMillisecond);
BENCHMARK(make_pack)->Unit(benchmark::kMillisecond);
BENCHMARK(cold_version)->Unit(benchmark::kMillisecond)->UseManualTime();
BENCHMARK(cold_read)->Unit(benchmark::kMillisecond)->UseManualTime();
BENCHMARK(cold_check)->Unit(benchmark::kMillisecond)->UseManualTime();

}  // namespace
}  // namespace kc
