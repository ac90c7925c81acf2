// SPDX-License-Identifier: Apache-2.0
// Each rule must find its breach, and must leave alone what only looks like one.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules.hpp"

namespace kc::tidy {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kFirst = "// SPDX-License-Identifier: Apache-2.0\n";

TreeFile cpp(const std::string& body, std::string path = "src/plan/a.cpp") {
    return {std::move(path), kFirst + body};
}

TreeFile hpp(const std::string& body, std::string path = "src/plan/a.hpp") {
    return {std::move(path), kFirst + "#pragma once\n" + body};
}

auto at(std::size_t line, const std::string& words) {
    return ::testing::AllOf(::testing::Field(&Finding::line, line),
                            ::testing::Field(&Finding::message, HasSubstr(words)));
}

TEST(TidyMask, CommentsAndLiteralsAreNotCode) {
    const Masks masks = mask_cpp("a; // b\n\"c\\\"d\"; 'e'; 1'000; /* f\n g */ R\"x(h)\")x\"; i");
    EXPECT_EQ(masks.code, "a;     \n\"    \"; ' '; 1'000;     \n      R\"x(   )x\"; i");
    EXPECT_EQ(masks.comments.substr(3, 4), "// b");
}

TEST(TidyMask, AnOpenLiteralEndsWithTheText) {
    EXPECT_EQ(mask_cpp("R\"(abc").code, "R\"(   ");
    EXPECT_EQ(mask_cpp("\"abc\\").code.size(), 5U);
}

TEST(TidyForm, TheFirstLineNamesTheLicence) {
    EXPECT_THAT(check_form({"src/plan/a.cpp", "int a;\n"}), ElementsAre(at(1, "SPDX")));
    EXPECT_THAT(check_form(cpp("int a;\n")), IsEmpty());
}

TEST(TidyForm, ALineHasAHundredCharactersHoweverManyBytes) {
    std::string chinese;
    for (int i = 0; i < 97; ++i) chinese += "科";
    EXPECT_THAT(check_form(cpp("// " + chinese + "\n")), IsEmpty());
    EXPECT_THAT(check_form(cpp("// " + chinese + "x\n")), ElementsAre(at(2, "101 characters")));
}

TEST(TidyForm, AFileHasEightHundredLines) {
    std::string body;
    for (std::size_t i = 1; i < kMaxFileLines; ++i) body += "//\n";
    EXPECT_THAT(check_form(cpp(body)), IsEmpty());
    EXPECT_THAT(check_form(cpp(body + "//\n")), ElementsAre(at(0, "801 lines")));
}

TEST(TidyForm, BlanksAtTheEndTabsAndCarriageReturnsAreFound) {
    EXPECT_THAT(check_form(cpp("int a; \nint b;\r\n\tint c;\nint d;")),
                ElementsAre(at(2, "ends in a blank"), at(3, "ends in a blank"), at(4, "tab"),
                            at(5, "no end")));
}

TEST(TidyForm, AHeaderIsGuardedAndOpensNoNamespace) {
    EXPECT_THAT(check_form({"src/plan/a.hpp", kFirst + "using namespace std;\n"}),
                ElementsAre(at(0, "#pragma once"), at(2, "using namespace")));
    EXPECT_THAT(check_form(hpp("// using namespace std;\n")), IsEmpty());
}

TEST(TidyForm, ATodoSaysWhoWaitsForIt) {
    EXPECT_THAT(check_form(cpp("// TODO: soon\n// FIXME\n// TODO(#): x\n")),
                ElementsAre(at(2, "TODO"), at(4, "TODO"), at(3, "FIXME")));
    EXPECT_THAT(check_form(cpp("// TODO(#12): read merged cells\nauto a = \"TODO\";\n")),
                IsEmpty());
}

class TidyBannedCall : public ::testing::TestWithParam<const char*> {};

TEST_P(TidyBannedCall, IsFound) {
    EXPECT_THAT(check_calls(cpp(std::string(GetParam()) + "\n")), ElementsAre(at(2, "")));
}

INSTANTIATE_TEST_SUITE_P(Each, TidyBannedCall,
                         ::testing::Values("strcpy(a, b);", "std::sprintf(a, b);", "gets(a);",
                                           "auto x = std::stod(s);", "return atoi(s);",
                                           "x = std::stoi (s);", "return rand() % 6;",
                                           "int x = rand();", "auto now = time(nullptr);",
                                           "auto now = ::time(nullptr);", "f(std::time(0));",
                                           "int* p = new int;", "delete p;", "delete[] p;",
                                           "std::system(\"ls\");"));

TEST(TidyCalls, AnExceptionNeedsAReason) {
    EXPECT_THAT(check_calls(cpp("delete p;  // NOLINT: C made it\n")), IsEmpty());
    EXPECT_THAT(check_calls(cpp("delete p;  // NOLINT\ndelete q;  // NOLINT: \n")),
                ElementsAre(at(2, "delete"), at(3, "delete")));
    EXPECT_THAT(check_calls(cpp("delete p;\n// NOLINT: the next line\n")),
                ElementsAre(at(2, "delete")));
}

class TidyHarmlessCall : public ::testing::TestWithParam<const char*> {};

TEST_P(TidyHarmlessCall, IsLeftAlone) {
    EXPECT_THAT(check_calls(cpp(std::string(GetParam()) + "\n")), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Each, TidyHarmlessCall,
                         ::testing::Values("clock.time();", "clock->time();", "Time time(int day);",
                                           "Result<Time> time(int day);", "local::time(x);",
                                           "auto t = time(\"2024\");", "// time(nullptr)",
                                           "say(\"strcpy(a, b)\");", "my_strcpy(a, b);",
                                           "int time = 3;", "A(const A&) = delete;",
                                           "#include <new>", "new (place) T(x);",
                                           "return std::unique_ptr<T>(new T(x));",
                                           "void operator delete(void*);"));

TEST(TidyIncludes, ARoomIncludesLowerFloorsOnly) {
    EXPECT_THAT(check_includes(cpp("#include \"base/date.hpp\"\n#include \"plan/text.hpp\"\n")),
                IsEmpty());
    EXPECT_THAT(check_includes(cpp("#include \"plan/reader.hpp\"\n", "src/base/a.cpp")),
                ElementsAre(at(2, "base (floor 0) must not include plan (floor 4)")));
    EXPECT_THAT(check_includes(cpp("# include \"office/office.hpp\"\n")),
                ElementsAre(at(2, "only lower floors")));
}

TEST(TidyIncludes, EnginesDoNotKnowEachOther) {
    EXPECT_THAT(check_includes(cpp("#include \"exchange/lines.hpp\"\n")),
                ElementsAre(at(2, "plan (floor 4) must not include exchange (floor 4)")));
}

TEST(TidyIncludes, TwoDoorsOpenOneWay) {
    EXPECT_THAT(check_includes(cpp("#include \"store/a.hpp\"\n", "src/access/a.cpp")), IsEmpty());
    EXPECT_THAT(check_includes(cpp("#include \"access/a.hpp\"\n", "src/store/a.cpp")),
                ElementsAre(at(2, "must not")));
    EXPECT_THAT(check_includes(cpp("#include \"server/a.hpp\"\n", "src/cli/a.cpp")), IsEmpty());
    EXPECT_THAT(check_includes(cpp("#include \"cli/a.hpp\"\n", "src/server/a.cpp")),
                ElementsAre(at(2, "must not")));
}

TEST(TidyIncludes, OurHeadersAreNamedByRoom) {
    EXPECT_THAT(check_includes(cpp("#include \"text.hpp\"\n#include \"../base/date.hpp\"\n")),
                ElementsAre(at(2, "room/file.hpp"), at(3, "room/file.hpp")));
}

TEST(TidyIncludes, ANewRoomNeedsAFloor) {
    EXPECT_THAT(check_includes(cpp("", "src/attic/a.cpp")), ElementsAre(at(0, "has no floor")));
}

TEST(TidyIncludes, HeavyHeadersStayOutOfOurs) {
    EXPECT_THAT(check_includes(hpp("#include <boost/json.hpp>\n")), ElementsAre(at(3, "heavy")));
    EXPECT_THAT(check_includes(cpp("#include <boost/json.hpp>\n")), IsEmpty());
    EXPECT_THAT(check_includes(hpp("// #include <sqlite3.h>\n")), IsEmpty());
}

TEST(TidyIncludes, TheNetworkLibraryStaysInThreeFiles) {
    std::vector<TreeFile> files;
    for (const char* name : {"a", "b", "c"})
        files.push_back(cpp("#include <boost/asio.hpp>\n#include <boost/beast.hpp>\n",
                            std::string("src/server/") + name + ".cpp"));
    EXPECT_THAT(check_whole_tree(files), IsEmpty());
    files.push_back(cpp("#include <boost/beast/core.hpp>\n", "src/server/d.cpp"));
    EXPECT_THAT(check_whole_tree(files), ElementsAre(at(2, "Beast")));
}

TEST(TidyIncludes, ASourceIncludesItsOwnHeaderFirst) {
    const std::vector<TreeFile> files{
        hpp(""),
        cpp("#include \"plan/b.hpp\"\n#include \"plan/a.hpp\"\n"),
        cpp("#include <string>\n", "src/plan/a_test.cpp"),  // the source shows it already
        hpp("", "src/plan/b.hpp"),
        cpp("#include \"plan/b.hpp\"\n", "src/plan/b.cpp"),
        hpp("", "src/plan/c.hpp"),
        cpp("#include <string>\n", "src/plan/c_test.cpp"),
        cpp("#include <string>\n", "src/plan/d.cpp"),
    };
    const Findings found = check_whole_tree(files);
    EXPECT_THAT(found, ElementsAre(at(2, "\"plan/a.hpp\""), at(2, "\"plan/c.hpp\"")));
}

TEST(TidyPlaces, PathsOfOneMachineAreFound) {
    const std::string path =
        "/wo"
        "rk/main";
    EXPECT_THAT(check_places({"docs/a.md", "cd " + path + "\n"}), ElementsAre(at(1, "machine")));
    EXPECT_THAT(check_places({"docs/a.md", "at" + path + " and https:/" + path + "\n"}), IsEmpty());
}

TEST(TidyPlaces, RegistryHostsAreFoundInAnyFile) {
    EXPECT_THAT(check_places({"run",
                              "\nfetch https://registry.npm"
                              "js.org/vue\n"}),
                ElementsAre(at(2, "packages come from")));
}

TEST(TidyPlaces, ALockFileNamesNoHosts) {
    const std::string locked = "{\n\"resolved\": \"https://example.org/a.tgz\"}";
    EXPECT_THAT(check_places({"web/package-lock.json", locked}), ElementsAre(at(2, "lock file")));
    EXPECT_THAT(check_places({"web/other.json", locked}), IsEmpty());
}

TEST(TidyLinks, LeadSomewhere) {
    const std::string good =
        "[a](b.md) [c](../src/plan/) [d](#e) [f](https://example.org/x) "
        "[g](b.md#part) [h](mailto:i@example.org)\n";
    const std::vector<TreeFile> files = {{"docs/a.md", good},
                                         {"docs/b.md", ""},
                                         {"src/plan/a.cpp", "[x](gone.md)"},
                                         {"tests/exchange/good/a.md", "[x](gone.md)"}};
    EXPECT_THAT(check_links(files), IsEmpty());
    EXPECT_THAT(check_links({{"docs/a.md", "`x`\n[b](gone.md)"}, {"gone.md", ""}}),
                ElementsAre(at(2, "gone.md")));
}

TEST(TidyTree, ReadsTextKnowsPicturesByNameAndLeavesBuildsAlone) {
    namespace fs = std::filesystem;
    const fs::path root = fs::path(::testing::TempDir()) / "kc_tidy_tree";
    fs::remove_all(root);
    for (const char* path : {"src/plan/a.cpp", "build/b.cpp", "web/node_modules/x/c.cpp"}) {
        fs::create_directories((root / path).parent_path());
        std::ofstream(root / path) << "int a;\n";
    }
    std::ofstream(root / "picture") << std::string("a\0b", 3);
    const std::vector<TreeFile> files = read_tree(root);
    fs::remove_all(root);
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].path, "picture");
    EXPECT_EQ(files[0].text, "");
    EXPECT_EQ(files[1].path, "src/plan/a.cpp");
    EXPECT_FALSE(check_tree(files).empty());
}

}  // namespace
}  // namespace kc::tidy
