// SPDX-License-Identifier: Apache-2.0
#include "pack/yaml_text.hpp"

#include <gtest/gtest.h>

#include <random>

#include "base/utf8.hpp"
#include "pack/scalar_style.hpp"

namespace kc::pack {
namespace {

Node read(const std::string& text) {
    Diagnostics found;
    const auto document = read_yaml(text, "f", found);
    EXPECT_TRUE(document) << text << (found.empty() ? "" : to_string(found[0], Language::en));
    EXPECT_TRUE(found.empty()) << text;
    return document ? document->root : Node{};
}

TEST(YamlText, WritesWhatPeopleWouldWrite) {
    const std::string text =
        "code: xc2024.rd\n"
        "name:\n"
        "  zh: 全社会研发经费投入强度\n"
        "bound: \">=\"\n"
        "value: 2.6\n"
        "unit: \"%\"\n"
        "span: [12, 58]\n"
        "text: |-\n"
        "  第一行\n"
        "\n"
        "  第二行\n"
        "todo:\n"
        "  - field: indicator\n"
        "    zh: \"未确定: 见正文\"\n"
        "  - field: unit\n"
        "    zh: \"2024\"\n";
    EXPECT_EQ(to_yaml(read(text)), text);
}

TEST(YamlText, CommentStandsAbove) {
    EXPECT_EQ(to_yaml(read("a: 1"), "由程序生成\n\n可以修改"),
              "# 由程序生成\n#\n# 可以修改\na: 1\n");
}

TEST(YamlText, QuotesTextThatOtherReadersWouldTakeForSomethingElse) {
    for (const char* text : {"no", "Yes", "~", "null", "010", "341800", "1:30", "2024-03-15", "1e3",
                             "0x1F", ".5", "-.inf", "=", "1_000", "2024-03-15T10:00:00Z"}) {
        EXPECT_TRUE(reads_as_other_than_text(text)) << text;
    }
    for (const char* text : {"2.6%", "850家", "xc2024.rd", "-", "一", "nothing", "2024年", "<="}) {
        EXPECT_FALSE(reads_as_other_than_text(text)) << text;
    }
}

// Goal: whatever a tree says, writing it and reading it back gives the same tree. Method: random
// trees over an alphabet of everything that means something in YAML.
class RandomTrees {
public:
    explicit RandomTrees(unsigned seed) : random_(seed) {}

    Node tree(int depth) {
        const unsigned kind = below(depth > 3 ? 1 : 3);
        if (kind == 0) return scalar();
        Node node;
        node.type = kind == 1 ? NodeType::map : NodeType::sequence;
        const unsigned count = below(4);
        for (unsigned i = 0; i < count; ++i) {
            if (kind == 1) node.keys.push_back({std::to_string(i) + text(), 0, 0});
            node.items.push_back(tree(depth + 1));
        }
        return node;
    }

private:
    unsigned below(unsigned end) { return static_cast<unsigned>(random_() % end); }

    std::string text() {
        static constexpr char32_t kAlphabet[] =
            U"ab01 \n:#-?,[]{}&*!|>'\"%@`~=<.\\\t中，：\u2028\x85\r_+exn";
        std::string made;
        for (unsigned length = below(7); length > 0; --length) {
            base::append_utf8(made, kAlphabet[below(std::size(kAlphabet) - 1)]);
        }
        return made;
    }

    Node scalar() {
        Node node;
        node.text = text();
        node.quoted = true;
        return node;
    }

    std::mt19937 random_;
};

TEST(YamlText, EveryTreeIsReadBackAsItWas) {
    RandomTrees trees(20240321);
    for (int round = 0; round < 20'000; ++round) {
        const Node tree = trees.tree(0);
        const std::string text = to_yaml(tree);
        ASSERT_TRUE(same_content(read(text), tree)) << text;
    }
}

}  // namespace
}  // namespace kc::pack
