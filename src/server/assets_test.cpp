// SPDX-License-Identifier: Apache-2.0
#include "server/assets.hpp"

#include <gtest/gtest.h>

namespace kc::server {
namespace {

const std::string kScript(3'000, 'x');

Assets pages() {
    return Assets::embedded({{.path = "/index.html", .plain = "<!doctype html>"},
                             {.path = "/favicon.svg", .plain = "<svg/>"},
                             {.path = "/assets/index-1a2b.js",
                              .plain = kScript,
                              .gzip = "gzip bytes",
                              .brotli = "br bytes"}});
}

Request asking(std::string path, std::vector<Header> headers = {}) {
    Request request;
    request.target.path = std::move(path);
    request.headers = std::move(headers);
    return request;
}

std::string header(const Response& response, std::string_view name) {
    const Header* found = response.find(name);
    return found == nullptr ? "" : found->value;
}

TEST(Assets, AHashedFileIsKeptForEverAndIndexHtmlIsAskedForAnew) {
    const auto script = pages().find(asking("/assets/index-1a2b.js"));
    const auto index = pages().find(asking("/index.html"));
    ASSERT_TRUE(script && index);
    EXPECT_EQ(header(*script, "cache-control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(header(*index, "cache-control"), "no-cache");
    EXPECT_EQ(header(*script, "content-type"), "text/javascript; charset=utf-8");
}

TEST(Assets, ThePathOfAViewGetsIndexHtmlAlsoWithADotInIt) {
    for (const char* path : {"/", "/targets/xc2024.htfirms", "/enter", "/tasks/xc2024.task.json"}) {
        const auto found = pages().find(asking(path));
        ASSERT_TRUE(found) << path;
        EXPECT_EQ(found->bytes(), "<!doctype html>") << path;
    }
}

TEST(Assets, AFileThatIsNotThereIsNotIndexHtml) {
    for (const char* path : {"/assets/index-old.js", "/assets/", "/robots.txt", "/favicon.ico"})
        EXPECT_FALSE(pages().find(asking(path))) << path;
}

TEST(Assets, TheShortestFormTheReaderTakesIsSentUnderATagOfItsOwn) {
    const auto with = [](const char* codings) {
        return *pages().find(asking("/assets/index-1a2b.js", {{"accept-encoding", codings}}));
    };
    EXPECT_EQ(with("gzip, br").bytes(), "br bytes");
    EXPECT_EQ(header(with("gzip, br"), "content-encoding"), "br");
    EXPECT_EQ(with("gzip, br;q=0").bytes(), "gzip bytes");
    EXPECT_EQ(with("identity").bytes(), kScript);
    EXPECT_EQ(header(with("identity"), "vary"), "Accept-Encoding");
    EXPECT_NE(header(with("gzip"), "etag"), header(with("identity"), "etag"));
}

TEST(Assets, AFileWithoutAShorterFormIsSentPlain) {
    const auto found = pages().find(asking("/favicon.svg", {{"accept-encoding", "gzip, br"}}));
    ASSERT_TRUE(found);
    EXPECT_EQ(header(*found, "content-encoding"), "");
    EXPECT_EQ(header(*found, "vary"), "");
}

TEST(Assets, AKnownTagIsAnsweredWithoutTheBody) {
    const std::string tag = header(*pages().find(asking("/")), "etag");
    const auto again = pages().find(asking("/", {{"if-none-match", tag}}));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->status, 304);
    EXPECT_EQ(again->bytes(), "");
}

TEST(Assets, AProgramWithoutPagesSaysHowToGetThem) {
    const auto found = Assets::embedded({}).find(asking("/"));
    ASSERT_TRUE(found);
    EXPECT_NE(found->bytes().find("nodejs"), std::string_view::npos);
}

}  // namespace
}  // namespace kc::server
