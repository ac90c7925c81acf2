// SPDX-License-Identifier: Apache-2.0
// Runs the built program and looks at what it says.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kc::cli_test {

struct Outcome {
    int exit_code = -1;  // 128 + signal when a signal ended it, -1 when it did not end in time
    std::string out = {};
    std::string err = {};
};

struct Invocation {
    std::vector<std::string> arguments = {};
    // Only these are set; LC_ALL and the like are not inherited.
    std::map<std::string, std::string> environment = {{"KECHUANG_LANG", "en"}};
    std::filesystem::path folder = KC_SOURCE_DIR "/tests/cli";  // where it runs
    std::string out_file = {};  // where its output goes instead of Outcome::out
    std::size_t memory_mebibytes_max = 0;
};

inline constexpr std::chrono::seconds kTimeMax{120};

Outcome run(const Invocation& invocation);

// With English words, in tests/cli.
Outcome run(std::vector<std::string> arguments);

std::size_t count_lines(std::string_view text);

std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::string_view bytes);

// A folder of its own for the running test, empty at first and removed at the end.
class TestFolder {
public:
    TestFolder();
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    ~TestFolder();

    const std::filesystem::path& path() const { return path_; }
    std::string operator/(std::string_view name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

// Compares with golden/<name>; KC_UPDATE=1 writes it anew instead.
void expect_golden(std::string_view name, const std::string& text);

}  // namespace kc::cli_test
