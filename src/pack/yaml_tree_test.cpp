// SPDX-License-Identifier: Apache-2.0
#include "pack/yaml_tree.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace kc::pack {
namespace {

struct Read {
    std::shared_ptr<const Document> document;
    Diagnostics found;
};

Read read(std::string_view text) {
    Read r;
    r.document = read_yaml(text, "f", r.found);
    return r;
}

// "line:column code" of each finding.
std::vector<std::string> findings(std::string_view text) {
    std::vector<std::string> list;
    for (const Diagnostic& d : read(text).found) {
        list.push_back(fmt::format("{}:{} {}", d.at.line, d.at.column, d.code));
    }
    return list;
}

using Findings = std::vector<std::string>;

TEST(YamlTree, KeepsScalarsAsWritten) {
    const Read r = read("a: 010\nb: no\nc: 1:30\nd: '~'\ne: ~\nf:\ng: 2024-03-15\n");
    ASSERT_TRUE(r.document);
    EXPECT_TRUE(r.found.empty());
    const Node& root = r.document->root;
    EXPECT_EQ(root.find("a")->text, "010");
    EXPECT_EQ(root.find("b")->text, "no");
    EXPECT_EQ(root.find("c")->text, "1:30");
    EXPECT_TRUE(root.find("d")->quoted);
    EXPECT_FALSE(root.find("d")->is_null());
    EXPECT_TRUE(root.find("e")->is_null());
    EXPECT_TRUE(root.find("f")->is_null());
    EXPECT_EQ(root.find("g")->text, "2024-03-15");
    EXPECT_EQ(root.find("h"), nullptr);
}

TEST(YamlTree, PlacesCountCharactersNotBytes) {
    const Read r = read("\xEF\xBB\xBF名称: {中文: 高企, b: 二}\nlist:\n  - 甲\n  - x: 1\n");
    ASSERT_TRUE(r.document);
    const Node& name = *r.document->root.find("名称");
    EXPECT_EQ(r.document->place(r.document->root.keys[0]), (Place{"f", 1, 1}));
    EXPECT_EQ(r.document->place(*name.find("中文")), (Place{"f", 1, 10}));
    EXPECT_EQ(r.document->place(*name.find_key("b")), (Place{"f", 1, 14}));
    const Node& list = *r.document->root.find("list");
    EXPECT_EQ(r.document->place(list.items[0]), (Place{"f", 3, 5}));
    EXPECT_EQ(r.document->place(*list.items[1].find("x")), (Place{"f", 4, 8}));
}

TEST(YamlTree, WindowsLineEndsAndBlockTextAreRead) {
    const Read r = read("a: |\r\n  一\r\n  二\r\nb: 3\r\n");
    ASSERT_TRUE(r.document);
    EXPECT_EQ(r.document->root.find("a")->text, "一\n二\n");
    EXPECT_TRUE(r.document->root.find("a")->quoted);
    EXPECT_EQ(r.document->root.find("b")->line, 4);
}

TEST(YamlTree, DuplicateKeysAreRefusedAtTheSecond) {
    EXPECT_EQ(findings("a: 1\nb: 2\na: 3\n"), (Findings{"3:1 E-duplicate-key"}));
    EXPECT_EQ(findings("x: {k: 1, \"k\": 2}\n"), (Findings{"1:11 E-duplicate-key"}));
    EXPECT_EQ(findings("- a: 1\n- a: 2\n"), Findings{});
}

TEST(YamlTree, TheTreeHoldsEachKeyOnceAndTheFirstCounts) {
    const Read r = read("a: 1\nb: [1]\na: [2, 3]\nc: 4\na: 5\n");
    ASSERT_TRUE(r.document);
    EXPECT_TRUE(same_content(r.document->root, read("a: 1\nb: [1]\nc: 4\n").document->root));
}

TEST(YamlTree, DuplicateKeysAreFoundInLargeMapsToo) {
    std::string text;
    for (int i = 0; i < 40; ++i) text += fmt::format("k{}: 1\n", i);
    EXPECT_EQ(findings(text), Findings{});
    EXPECT_EQ(findings(text + "k3: 1\nk39: 1\nk39: 1\n"),
              (Findings{"41:1 E-duplicate-key", "42:1 E-duplicate-key", "43:1 E-duplicate-key"}));
}

TEST(YamlTree, SharingIsRefusedBeforeAnythingIsExpanded) {
    EXPECT_EQ(findings("a: &x 1\nb: *x\n"), (Findings{"1:4 E-anchor", "2:4 E-alias"}));
    EXPECT_EQ(findings("a: &x {k: 1}\nb:\n  <<: *x\n"),
              (Findings{"1:4 E-anchor", "3:3 E-merge", "3:7 E-alias"}));
    std::string bomb = "a0: &a0 [x]\n";
    for (int i = 1; i < 40; ++i) bomb += fmt::format("a{0}: &a{0} [*a{1}, *a{1}]\n", i, i - 1);
    EXPECT_EQ(findings(bomb).size(), kMaxFindingsPerFile);
}

TEST(YamlTree, TagsDirectivesAndFurtherDocumentsAreRefused) {
    EXPECT_EQ(findings("a: !!str 1\n"), (Findings{"1:4 E-tag"}));
    EXPECT_EQ(findings("a: ! 1\n"), (Findings{"1:4 E-tag"}));
    EXPECT_EQ(findings("%YAML 1.2\n---\na: 1\n"), (Findings{"1:1 E-directive"}));
    EXPECT_EQ(findings("---\na: 1\n---\nb: 1\n"), (Findings{"3:1 E-documents"}));
    EXPECT_EQ(findings("---\na: 1\n...\n"), Findings{});
}

TEST(YamlTree, BytesThatEditorsHideAreRefused) {
    EXPECT_EQ(findings("a: 1\n\tb: 2\n"), (Findings{"2:1 E-tab"}));
    EXPECT_EQ(findings("一: 1 \t# x\n"), (Findings{"1:6 E-tab"}));
    EXPECT_EQ(findings(std::string_view("a: \0", 4)), (Findings{"1:4 E-control"}));
    EXPECT_EQ(findings("a: 1\n高\xE4\xBC: 1\n"), (Findings{"2:2 E-encoding"}));
}

TEST(YamlTree, NothingToReadIsAnError) {
    EXPECT_EQ(findings(""), (Findings{"0:0 E-empty-file"}));
    EXPECT_EQ(findings("# only a comment\n"), (Findings{"0:0 E-empty-file"}));
}

TEST(YamlTree, KeysAreWords) {
    EXPECT_EQ(findings("[a, b]: 1\n"), (Findings{"1:1 E-key"}));
    EXPECT_EQ(findings("\"\": 1\n"), (Findings{"1:1 E-key"}));
}

TEST(YamlTree, SyntaxErrorsSpeakOurWordsAndPointAtTheCause) {
    EXPECT_EQ(findings("unit: %\n"), (Findings{"1:7 E-yaml-quote"}));
    EXPECT_EQ(findings("a: 1\nbound: >=\n"), (Findings{"2:8 E-yaml-quote"}));
    EXPECT_EQ(findings("a: b: c\n"), (Findings{"1:5 E-yaml-colon"}));
    EXPECT_EQ(findings("a: 1\nname：高企\nb: 2\n"), (Findings{"2:1 E-yaml-key"}));
    EXPECT_EQ(findings("a: \"x\nb: 2\n"), (Findings{"1:4 E-yaml-quote-open"}));
    EXPECT_EQ(findings("a: [x, y\nb: 2\n"), (Findings{"1:4 E-yaml-bracket"}));
    EXPECT_EQ(findings("a: {x: 1\n"), (Findings{"1:4 E-yaml-bracket"}));
    EXPECT_EQ(findings("a:\n  x: 1\n y: 2\n"), (Findings{"3:2 E-yaml-indent"}));
    EXPECT_EQ(findings("a: \"\\d\"\n"), (Findings{"1:5 E-yaml-escape"}));
}

TEST(YamlTree, PlainValuesEndWithTheirLine) {
    EXPECT_EQ(findings("a:\n  - x\n   - y\n"), (Findings{"2:5 E-yaml-lines"}));
    EXPECT_EQ(findings("a: x\n\nb: y\n# z\n"), Findings{});
    EXPECT_EQ(findings("a: 'x\n  y'\nb: >-\n  x\n  y\n"), Findings{});
}

TEST(YamlTree, DepthIsLimited) {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    EXPECT_EQ(findings(nested(kMaxDepth)), Findings{});
    EXPECT_EQ(findings(nested(kMaxDepth + 1)), (Findings{"1:65 E-too-deep"}));
    EXPECT_EQ(findings(nested(10'000)), (Findings{"1:65 E-too-deep"}));
    std::string braces;
    for (int i = 0; i < 10'000; ++i) braces += "{a: ";
    EXPECT_EQ(findings(braces), (Findings{"1:257 E-too-deep"}));
    std::string dashes;
    for (int i = 0; i < 10'000; ++i) dashes += "- ";
    EXPECT_EQ(findings(dashes + "x"), (Findings{"1:129 E-too-deep"}));
    std::string steps;
    for (std::size_t i = 0; i < 1'000; ++i) steps += std::string(i, ' ') + "a:\n";
    EXPECT_EQ(findings(steps), (Findings{"65:65 E-too-deep"}));
}

TEST(YamlTree, NumberOfValuesIsLimited) {
    std::string list = "[";
    for (std::size_t i = 1; i < kMaxNodes; ++i) list += "1,";
    EXPECT_EQ(findings(list + "]"), Findings{});
    EXPECT_EQ(read(list + "1]").found.at(0).code, "E-too-many-values");
}

TEST(YamlTree, SizeIsLimited) {
    std::string text = "a: 1\n#";
    text.resize(kMaxFileBytes, 'x');
    EXPECT_EQ(findings(text), Findings{});
    EXPECT_EQ(findings(text + "x"), (Findings{"0:0 E-too-big"}));
}

TEST(YamlTree, SameContentIgnoresPlacesAndQuotes) {
    const Read a = read("a: [1, 'x']\n");
    const Read b = read("# moved\na:\n- 1\n- x\n");
    const Read c = read("a: [1, y]\n");
    EXPECT_TRUE(same_content(a.document->root, b.document->root));
    EXPECT_FALSE(same_content(a.document->root, c.document->root));
    EXPECT_TRUE(same_content(read("a:\n").document->root, read("a: ~\n").document->root));
    EXPECT_FALSE(same_content(read("a:\n").document->root, read("a: ''\n").document->root));
}

}  // namespace
}  // namespace kc::pack
