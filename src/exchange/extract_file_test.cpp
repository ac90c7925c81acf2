// SPDX-License-Identifier: Apache-2.0
#include "exchange/extract_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace kc::exchange {
namespace {

namespace fs = std::filesystem;

class ExtractFile : public testing::Test {
protected:
    void SetUp() override { fs::create_directories(folder_); }
    void TearDown() override { fs::remove_all(folder_); }

    fs::path write(const char* name, const std::string& bytes) const {
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
        return folder_ / name;
    }

    const fs::path folder_ =
        fs::path(testing::TempDir()) /
        ("kc-extract-" +
         std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
};

TEST_F(ExtractFile, ReadsAFile) {
    const auto document = extract_file(write("要点.txt", "2024年工作要点\r\n"));
    ASSERT_TRUE(document);
    EXPECT_EQ(document->text, "2024年工作要点\n");
}

TEST_F(ExtractFile, NamesTheFileInErrors) {
    const fs::path path = write("空.txt", "");
    const auto document = extract_file(path);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, "E-file-empty");
    EXPECT_EQ(document.error().at.file, path.string());
}

TEST_F(ExtractFile, RefusesTwoHundredMegabytesByTheirSize) {
    const fs::path path = write("大.txt", "a");
    fs::resize_file(path, 200'000'000);  // sparse: reading it would take all of that memory
    const auto document = extract_file(path);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, "E-file-too-large");
}

TEST_F(ExtractFile, ReadsUpToTheLimit) {
    const fs::path path = write("a.txt", "0123456789");
    EXPECT_EQ(read_file_bytes(path, 10)->size(), 10U);
    EXPECT_EQ(read_file_bytes(path, 9).error().code, "E-file-too-large");
}

TEST_F(ExtractFile, MissingFilesAndFoldersAreNamed) {
    EXPECT_EQ(extract_file(folder_ / "没有.txt").error().code, "E-file-missing");
    EXPECT_EQ(extract_file(folder_).error().code, "E-file-kind");
    EXPECT_EQ(extract_file("/dev/zero").error().code, "E-file-kind");
    EXPECT_EQ(extract_file(write("a.txt", "x") / "b.txt").error().code, "E-file-read");
}

TEST_F(ExtractFile, APipeNobodyWritesToDoesNotBlock) {
    const fs::path path = folder_ / "pipe";
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    EXPECT_EQ(extract_file(path).error().code, "E-file-kind");
}

}  // namespace
}  // namespace kc::exchange
