// SPDX-License-Identifier: Apache-2.0
#include "pack/json_schema.hpp"

#include <gtest/gtest.h>

#include "pack/kinds.hpp"
#include "pack/yaml_tree.hpp"

namespace kc::pack {
namespace {

// JSON is YAML, so our own reader serves; it also refuses a key written twice.
std::shared_ptr<const Document> parsed(std::string_view kind) {
    Diagnostics found;
    auto document = read_yaml(json_schema(kind), "schema.json", found);
    EXPECT_TRUE(found.empty()) << (found.empty() ? "" : to_string(found[0], Language::en));
    return document;
}

const Node& at(const Node& node, std::initializer_list<std::string_view> keys) {
    const Node* here = &node;
    for (const std::string_view key : keys) {
        here = here->find(key);
        EXPECT_NE(here, nullptr) << key;
        if (here == nullptr) return node;
    }
    return *here;
}

bool holds(const Node& list, std::string_view word) {
    for (const Node& item : list.items) {
        if (item.text == word) return true;
    }
    return false;
}

TEST(JsonSchema, EveryKindHasOneAndEveryReferenceInItLeadsSomewhere) {
    for (const KindInfo& kind : kinds()) {
        const auto document = parsed(kind.name);
        ASSERT_TRUE(document);
        const Node& definitions = at(document->root, {"$defs"});
        std::vector<const Node*> open{&document->root};
        while (!open.empty()) {
            const Node& node = *open.back();
            open.pop_back();
            for (const Node& item : node.items) open.push_back(&item);
            const Node* reference = node.find("$ref");
            if (reference == nullptr || reference->type != NodeType::scalar) continue;
            const std::string prefix = "#/$defs/";
            ASSERT_TRUE(reference->text.starts_with(prefix));
            EXPECT_NE(definitions.find(reference->text.substr(prefix.size())), nullptr)
                << reference->text;
        }
    }
}

TEST(JsonSchema, SaysWhatTheLoaderChecks) {
    const auto document = parsed("target");
    ASSERT_TRUE(document);
    const Node& target = at(document->root, {"$defs", "target"});
    EXPECT_EQ(at(target, {"additionalProperties"}).text, "false");
    EXPECT_TRUE(holds(at(target, {"required"}), "kind"));
    EXPECT_TRUE(holds(at(target, {"required"}), "value"));
    EXPECT_FALSE(holds(at(target, {"required"}), "hedge"));
    EXPECT_TRUE(holds(at(target, {"properties", "bound", "enum"}), "rank<="));
    EXPECT_EQ(at(target, {"properties", "confidence", "maximum"}).text, "1");
    EXPECT_EQ(at(target, {"properties", "kind", "const"}).text, "target");
}

TEST(JsonSchema, EntriesOfAListNeedNoKindOfTheirOwn) {
    const auto document = parsed("indicator");
    ASSERT_TRUE(document);
    const Node& definitions = at(document->root, {"$defs"});
    EXPECT_TRUE(holds(at(definitions, {"indicator", "required"}), "kind"));
    EXPECT_FALSE(holds(at(definitions, {"entry-indicator", "required"}), "kind"));
}

TEST(JsonSchema, WithoutAKindAllKindsAreAllowed) {
    const auto document = parsed("");
    ASSERT_TRUE(document);
    EXPECT_EQ(at(document->root, {"anyOf"}).items.size(), kinds().size());
}

}  // namespace
}  // namespace kc::pack
