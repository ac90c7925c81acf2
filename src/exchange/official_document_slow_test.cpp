// SPDX-License-Identifier: Apache-2.0
// LibreOffice is asked where it is installed, because a reader of our own forgives too much.
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "exchange/child_process.hpp"
#include "exchange/official_document.hpp"

namespace kc::exchange {
namespace {

// The exit code; CTest sees to the time.
int run(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child = 0;
    if (::posix_spawn(&child, words.front().c_str(), nullptr, nullptr, arguments.data(), environ) !=
        0) {
        return -1;
    }
    int status = 0;
    return ::waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(OfficialDocumentProgram, AnOfficeProgramOpensItAndLaysItOut) {
    const std::string program = find_program("soffice");
    if (program.empty()) GTEST_SKIP() << "LibreOffice is not installed";
    const OfficialDocument document = {
        .issuer = "某市科学技术局",
        .number = "某科〔2024〕12号",
        .title = "关于试排版面的通知",
        .blocks = {Heading{1, "总体要求"}, Prose{"略。"},
                   DocumentTable{.header = {"县区", "今年目标"}, .rows = {{"甲县", "140"}}}},
        .annexes = {{.title = "进度表",
                     .blocks = {DocumentTable{.header = {"序号"}, .rows = {{"1"}}}},
                     .is_landscape = true}},
        .written_on = *base::Date::of(2024, 5, 6),
        .copies_to = {"某市财政局"}};
    const auto folder = std::filesystem::temp_directory_path() / "kc-official-document";
    std::filesystem::create_directories(folder);
    const auto docx = folder / "notice.docx";
    std::ofstream(docx, std::ios::binary) << official_document_docx(document).value();

    // Not in the cage of run_child: it may write no file there.
    EXPECT_EQ(
        run({program, "--headless", "-env:UserInstallation=file://" + (folder / "profile").string(),
             "--convert-to", "pdf", "--outdir", folder.string(), docx.string()}),
        0);
    EXPECT_TRUE(std::filesystem::exists(folder / "notice.pdf"));
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace kc::exchange
