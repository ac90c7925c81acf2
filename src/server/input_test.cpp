// SPDX-License-Identifier: Apache-2.0
// Everything that reads a stranger's bytes.
#include <gtest/gtest.h>

#include "server/compress.hpp"
#include "server/json_reader.hpp"
#include "server/json_writer.hpp"
#include "server/multipart.hpp"
#include "server/problem.hpp"
#include "server/router.hpp"
#include "server/target.hpp"

namespace kc::server {
namespace {

TEST(Target, DecodesPathAndQueryOnce) {
    const auto target = Target::parse("/api/%E7%9B%AE%E6%A0%87?q=a+b%2B&x");
    ASSERT_TRUE(target.has_value());
    EXPECT_EQ(target->path, "/api/目标");
    EXPECT_EQ(target->find("q"), "a b+");
    EXPECT_EQ(target->find("x"), "");
}

TEST(Target, WhatTwoReadersCouldReadDifferentlyIsRefused) {
    for (const std::string_view bad : {"", "x", "//a", "/a//b", "/../a", "/%2e%2e", "/a%2fb", "/%",
                                       "/%zz", "/a%00", "/a#b", "/%ff", "/a\\b"})
        EXPECT_FALSE(Target::parse(bad).has_value()) << bad;
}

TEST(Target, OnePastEachMaximumIsRefused) {
    std::string segments;
    std::string query = "/?";
    for (std::size_t i = 0; i < Target::kMaxSegments; ++i) segments += "/a";
    for (std::size_t i = 0; i < Target::kMaxQueryPairs; ++i) query += "a&";
    EXPECT_TRUE(Target::parse(segments).has_value());
    EXPECT_FALSE(Target::parse(segments + "/a").has_value());
    EXPECT_TRUE(Target::parse(query).has_value());
    EXPECT_FALSE(Target::parse(query + "a").has_value());
    EXPECT_FALSE(Target::parse("/" + std::string(Target::kMaxBytes, 'a')).has_value());
}

TEST(Router, FindsTypedParametersAndTellsAllowedMethods) {
    Router router;
    router.add({.method = Method::get, .pattern = "/a/{id:int}/b", .open_because = "a test"});
    router.add({.method = Method::post, .pattern = "/a/{id:int}/b", .open_because = "a test"});
    const auto match = router.find(Method::post, *Target::parse("/a/17/b"));
    ASSERT_NE(match.route, nullptr);
    EXPECT_EQ(match.parameters.number("id"), 17);
    EXPECT_EQ(match.allowed, "GET, HEAD, POST, OPTIONS");
    EXPECT_FALSE(router.find(Method::get, *Target::parse("/a/x/b")).path_exists);
    EXPECT_FALSE(router.find(Method::get, *Target::parse("/a/0/b")).path_exists);
}

TEST(Json, KeepsNumbersAsWritten) {
    const auto value = read_json(R"({"v": 2.60, "t": "\u79d1\ud83d\ude00"})");
    ASSERT_TRUE(value.has_value());
    EXPECT_EQ(value->find("v")->text, "2.60");
    EXPECT_EQ(value->find("t")->text, "科😀");
}

TEST(Json, MistakesAreRefused) {
    for (const std::string_view bad :
         {"", "{", "[1,]", "{\"a\":1,\"a\":2}", "01", "1.", "nul", "\"\\x\"", "\"\\ud800\"", "1 2",
          "\"\x01\"", "\xff", "{1:2}"})
        EXPECT_FALSE(read_json(bad).has_value()) << bad;
}

TEST(Json, DepthHasALimit) {
    const auto nested = [](int depth) {
        return std::string(static_cast<std::size_t>(depth), '[') +
               std::string(static_cast<std::size_t>(depth), ']');
    };
    EXPECT_TRUE(read_json(nested(kJsonDepthMax)).has_value());
    EXPECT_FALSE(read_json(nested(kJsonDepthMax + 2)).has_value());
}

TEST(Json, WhatIsWrittenIsReadAgain) {
    JsonWriter json;
    json.begin_object()
        .key("a\"b")
        .text("行\n\x02\\")
        .key("n")
        .number(*base::Decimal::parse("2.6"));
    json.end_object();
    const auto value = read_json(std::move(json).finish());
    ASSERT_TRUE(value.has_value());
    EXPECT_EQ(value->find("a\"b")->text, "行\n\x02\\");
    EXPECT_EQ(value->find("n")->text, "2.6");
}

TEST(Form, FindsTheFileAndDropsItsFolders) {
    const std::string body =
        "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nx\r\n"
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\\\x\\\\要点.txt\"\r\n"
        "Content-Type: text/plain\r\n\r\nline\r\n--c\r\n--b--\r\n";
    const auto file = file_of_form("multipart/form-data; boundary=b", body);
    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(file->file_name, "要点.txt");
    EXPECT_EQ(file->bytes, "line\r\n--c");
}

TEST(Form, BrokenFormsAreRefused) {
    for (const std::string_view body :
         {"", "--b", "--b\r\n", "--b\r\nX\r\n\r\n", "--b\r\nA: b\r\n\r\nx\r\n--b--", "x--b--"})
        EXPECT_FALSE(file_of_form("multipart/form-data; boundary=b", body).has_value()) << body;
    EXPECT_FALSE(file_of_form("multipart/form-data", "--b--").has_value());
    EXPECT_FALSE(file_of_form("text/plain", "--b--").has_value());
}

TEST(Compress, TakesWhatTheClientWants) {
    EXPECT_TRUE(accepts("gzip, br", "br"));
    EXPECT_TRUE(accepts("br;q=0.5", "br"));
    EXPECT_FALSE(accepts("gzip, br;q=0", "br"));
    EXPECT_FALSE(accepts("", "gzip"));
}

TEST(Language, EnglishOnlyWhenItIsPreferred) {
    EXPECT_EQ(language_of(""), Language::zh);
    EXPECT_EQ(language_of("en"), Language::en);
    EXPECT_EQ(language_of("zh-CN,zh;q=0.9,en;q=0.8"), Language::zh);
    EXPECT_EQ(language_of("en-US,zh;q=0.9"), Language::en);
}

}  // namespace
}  // namespace kc::server
