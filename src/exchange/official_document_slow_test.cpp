// SPDX-License-Identifier: Apache-2.0
// LibreOffice is asked where it is installed, because a reader of our own forgives too much.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "exchange/child_process.hpp"
#include "exchange/official_document.hpp"

namespace kc::exchange {
namespace {

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
        .date = *base::Date::of(2024, 5, 6),
        .copies_to = {"某市财政局"}};
    const auto folder = std::filesystem::temp_directory_path() / "kc-official-document";
    std::filesystem::create_directories(folder);
    const auto docx = folder / "notice.docx";
    std::ofstream(docx, std::ios::binary) << official_document_docx(document).value();

    const ChildOutcome outcome =
        run_child(program,
                  {"--headless", "-env:UserInstallation=file://" + (folder / "profile").string(),
                   "--convert-to", "pdf", "--outdir", folder.string(), docx.string()},
                  {},
                  {.memory_bytes = std::size_t{8} << 30,
                   .output_bytes = 1 << 20,
                   .cpu = std::chrono::seconds(100),
                   .wall = std::chrono::seconds(200)});

    EXPECT_EQ(outcome.end, ChildOutcome::End::exited) << outcome.errors;
    EXPECT_TRUE(std::filesystem::exists(folder / "notice.pdf")) << outcome.output << outcome.errors;
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace kc::exchange
