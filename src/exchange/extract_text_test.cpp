// SPDX-License-Identifier: Apache-2.0
#include "exchange/extract_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "exchange/soundness.hpp"

namespace kc::exchange {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using testing::SizeIs;

std::string format_of(std::string_view bytes, std::string_view name) {
    const auto document = extract_text(bytes, name);
    if (!document) return document.error().code;
    EXPECT_EQ(first_fault(*document), "");
    return document->format;
}

std::string error_of(std::string_view bytes, std::string_view name = "要点.txt") {
    const auto document = extract_text(bytes, name);
    if (document) return "read as " + document->format;
    EXPECT_FALSE(document.error().zh.empty());
    EXPECT_FALSE(document.error().en.empty());
    EXPECT_FALSE(document.error().hint_zh.empty());
    EXPECT_FALSE(document.error().hint_en.empty());
    EXPECT_EQ(document.error().at.file, name);
    return document.error().code;
}

std::string wide(std::string_view ascii) {
    std::string units;
    for (const char c : ascii) {
        units += c;
        units += '\0';
    }
    return units;
}

TEST(ExtractText, PlainTextStaysAsItIs) {
    const std::string text = "\u3000\u3000工作要点\u00A0 \n\n力争 | 850家";
    const auto document = extract_text(text, "a.txt");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->text, text);
    EXPECT_THAT(document->lines, SizeIs(0));
    EXPECT_EQ(document->encoding, "UTF-8");
    EXPECT_FALSE(document->lines_are_paragraphs);
}

TEST(ExtractText, ContentDecidesBeforeTheName) {
    EXPECT_EQ(format_of("<!DOCTYPE html><p>要点</p>", "a.txt"), "html");
    EXPECT_EQ(format_of("\n <html><body>要点", "a.doc"), "html");
    EXPECT_EQ(format_of("<div><p>要点</p></div>", "a"), "html");
    EXPECT_EQ(format_of("要点 <850家> 目标", "a.txt"), "txt");
    EXPECT_EQ(format_of("<2024年工作要点>", "a.txt"), "txt");
}

TEST(ExtractText, TheNameDecidesWhatContentCannot) {
    EXPECT_EQ(format_of("# 要点", "A.MD"), "md");
    EXPECT_EQ(format_of("# 要点", "a.txt"), "txt");
    EXPECT_EQ(format_of("要点<br>目标", "a.htm"), "html");
    EXPECT_EQ(format_of("# 写法\n`<html>`\n", "a.md"), "md");
    EXPECT_EQ(format_of("<!doctype html>要点", "a.md"), "html");
}

TEST(ExtractText, APageInGbkIsReadByItsOwnWord) {
    const auto document =
        extract_text("<html><head><meta charset=gb2312></head><p>\xC2\xB7</p>", "a");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->text, "路\n");
    EXPECT_EQ(document->encoding, "GB18030");
}

TEST(ExtractText, APageInUtf16IsAPage) {
    EXPECT_EQ(format_of("\xFF\xFE" + wide("<html><p>plan</p></html>"), "a.txt"), "html");
}

TEST(ExtractText, EmptyFilesAreNamed) {
    EXPECT_EQ(error_of(""), "E-file-empty");
    EXPECT_EQ(error_of(" \r\n\u3000\n"), "E-file-empty");
    EXPECT_EQ(error_of("\xEF\xBB\xBF"), "E-file-empty");
    EXPECT_EQ(error_of("\xFF\xFE"s), "E-file-empty");
}

TEST(ExtractText, OtherOfficeFilesAreNamed) {
    const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(600, '\0');
    EXPECT_EQ(error_of(ole), "E-old-office-file");
    const auto word = extract_text(ole + wide("WordDocument"), "要点.doc");
    ASSERT_FALSE(word);
    EXPECT_THAT(word.error().zh, HasSubstr(".doc"));
    EXPECT_THAT(word.error().hint_zh, HasSubstr(".docx"));
    EXPECT_EQ(error_of(ole + wide("EncryptedPackage")), "E-docx-password");
    EXPECT_EQ(error_of("{\\rtf1\\ansi x}"), "E-rtf");
    EXPECT_EQ(error_of("MIME-Version: 1.0\nContent-Type: multipart/related"), "E-mhtml");
    EXPECT_EQ(error_of("<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?><w/>"),
              "E-office-xml");
}

TEST(ExtractText, PicturesAndArchivesAreNamed) {
    EXPECT_EQ(error_of("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s, "扫描.png"), "E-picture");
    EXPECT_EQ(error_of("\xFF\xD8\xFF\xE0\0\x10JFIF"s), "E-picture");
    EXPECT_EQ(error_of("GIF89a\1\0\1\0"s), "E-picture");
    EXPECT_EQ(error_of("RIFF\x10\0\0\0WEBPVP8 "s), "E-picture");
    EXPECT_EQ(error_of("\0\0\0\x18"
                       "ftypheic\0\0\0\0"s),
              "E-picture");
    EXPECT_EQ(error_of("\x1F\x8B\x08\0\0\0"s), "E-archive");
    EXPECT_EQ(error_of("7z\xBC\xAF\x27\x1C\0\4"s), "E-archive");
    EXPECT_EQ(error_of("Rar!\x1A\x07\1\0"s), "E-archive");
}

TEST(ExtractText, BinaryFilesAreNamed) {
    EXPECT_EQ(error_of("\x7F"
                       "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0"s +
                       std::string(100, '\x05')),
              "E-file-binary");
    EXPECT_EQ(error_of(std::string(5000, '\0')), "E-file-binary");
    EXPECT_EQ(error_of("text" + std::string(20, '\x02') + "text"), "E-file-binary");
}

TEST(ExtractText, AFewControlCharactersAreAWarning) {
    const auto document = extract_text(std::string(200, 'a') + "\x02", "a.txt");
    ASSERT_TRUE(document);
    ASSERT_THAT(document->warnings, SizeIs(1));
    EXPECT_EQ(document->warnings[0].code, "W-text-controls");
    EXPECT_EQ(document->warnings[0].at.file, "a.txt");
}

TEST(ExtractText, TextInNoKnownEncodingIsNamed) {
    EXPECT_EQ(error_of("\xD3\xE0 \xF1 \xEB\xE5\xF2 \xF3\xE6\xE5 \xE4\xE2\xE0"), "E-encoding");
}

TEST(ExtractText, MoreThanTheLimitIsRefused) {
    ExtractLimits limits;
    limits.file_bytes_max = 10;
    EXPECT_TRUE(extract_text("0123456789", "a", limits));
    EXPECT_EQ(extract_text("0123456789a", "a", limits).error().code, "E-file-too-large");
    limits.text_bytes_max = 5;
    EXPECT_EQ(extract_text("0123456789", "a", limits).error().code, "E-text-too-long");
}

}  // namespace
}  // namespace kc::exchange
