// SPDX-License-Identifier: Apache-2.0
// Goal: an input that cannot be read gives one clear line and exit code 2, whatever it is.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json.hpp>

#include "exchange/pdf_sample.hpp"
#include "exchange/zip_sample.hpp"
#include "program.hpp"

namespace kc::cli_test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string kPlan = "plans/mingchuan-2024.txt";

void expect_one_line(const Outcome& outcome, const std::string& file, std::string_view code) {
    EXPECT_EQ(outcome.exit_code, 2) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(count_lines(outcome.err), 1U) << outcome.err;
    EXPECT_THAT(outcome.err, StartsWith(file + ": "));
    EXPECT_THAT(outcome.err, HasSubstr(std::string(code)));
}

class BadInput : public testing::Test {
protected:
    // Reads the bytes in every form; each says the same and prints nothing.
    void expect_refused(const std::string& name, std::string_view bytes, std::string_view code) {
        write_file(folder_ / name, bytes);
        for (const char* form : {"--table", "--json", "--text", "--explain"}) {
            expect_one_line(run({"read", folder_ / name, form}), folder_ / name, code);
        }
    }

    TestFolder folder_;
};

TEST_F(BadInput, AnEmptyFile) {
    expect_refused("plan.txt", "", "[E-");
}

TEST_F(BadInput, OnlyBlanks) {
    expect_refused("plan.txt", " \n\t\n　\n", "[E-");
}

TEST_F(BadInput, BinaryBytes) {
    std::string bytes;
    for (int i = 0; i < 5000; ++i) bytes += static_cast<char>((i * 7919) % 256);
    expect_refused("plan.txt", bytes, "[E-");
}

TEST_F(BadInput, AProgram) {
    expect_refused("plan.docx", read_file(KC_PROGRAM).substr(0, 100'000), "[E-");
}

TEST_F(BadInput, AnEncodingThatIsNone) {
    expect_refused("plan.txt", std::string(400, '\xFF') + "\xFE\xFA", "[E-");
}

TEST_F(BadInput, ABrokenPdf) {
    expect_refused("plan.pdf", "%PDF-1.4\nnothing more", "[E-");
}

TEST_F(BadInput, AnEncryptedPdf) {
    const std::string bytes = exchange::make_pdf(
        {{{72, 72, "工作要点"}}},
        "/ID [<00000000000000000000000000000000> <00000000000000000000000000000000>] /Encrypt "
        "<< /Filter /Standard /V 1 /R 2 /P -4 "
        "/O <0000000000000000000000000000000000000000000000000000000000000001> "
        "/U <0000000000000000000000000000000000000000000000000000000000000002> >>");
    expect_refused("plan.pdf", bytes, "[E-");
}

TEST_F(BadInput, AZipThatIsNoDocument) {
    expect_refused("plan.docx", exchange::make_zip({{"a.txt", "text"}}), "[E-");
}

TEST_F(BadInput, AZipBomb) {
    const std::string zeros(150U << 20U, ' ');
    expect_refused(
        "plan.docx",
        exchange::make_zip({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", zeros}}),
        "[E-");
}

TEST_F(BadInput, AnOldWordFile) {
    expect_refused("plan.doc",
                   std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + std::string(4096, '\0'),
                   "[E-");
}

TEST_F(BadInput, TwoHundredMegabytesAreRefusedWithoutReadingThem) {
    const std::string path = folder_ / "plan.txt";
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY, 0600);
    ASSERT_EQ(::ftruncate(file, off_t{200} * 1000 * 1000), 0);
    ::close(file);
    expect_one_line(
        run(Invocation{.arguments = {"read", path, "--json"}, .memory_mebibytes_max = 300}), path,
        "[E-");
}

TEST_F(BadInput, NoFile) {
    expect_one_line(run({"read", "nowhere.txt", "--json"}), "nowhere.txt", "[E-file-missing]");
}

TEST_F(BadInput, AFolder) {
    expect_one_line(run({"read", folder_.path().string()}), folder_.path().string(), "[E-");
}

TEST_F(BadInput, APipeNobodyWritesTo) {
    const std::string path = folder_ / "pipe.txt";
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    expect_one_line(run({"read", path}), path, "[E-");
}

TEST_F(BadInput, ANameWithALineEndStaysOneLine) {
    EXPECT_EQ(count_lines(run({"read", "no\nsuch.txt"}).err), 1U);
}

TEST_F(BadInput, OneBadFileDoesNotKeepTheOthersFromBeingRead) {
    write_file(folder_ / "empty.txt", "");
    const Outcome outcome = run({"read", "nowhere.txt", kPlan, folder_ / "empty.txt", "--json"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(count_lines(outcome.err), 2U);
    EXPECT_EQ(boost::json::parse(outcome.out).as_array().size(), 1U);
}

TEST_F(BadInput, NewAndDiffRefuseItToo) {
    write_file(folder_ / "plan.txt", "");
    expect_one_line(run({"new", folder_ / "pack", "--plan", folder_ / "plan.txt"}),
                    folder_ / "plan.txt", "[E-");
    EXPECT_FALSE(std::filesystem::exists(folder_ / "pack"));
    expect_one_line(run({"diff", kPlan, folder_ / "plan.txt"}), folder_ / "plan.txt", "[E-");
}

}  // namespace
}  // namespace kc::cli_test
