// SPDX-License-Identifier: Apache-2.0
#include "pack/form.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "pack/catalog.hpp"
#include "pack/object_set.hpp"
#include "pack/writer.hpp"

namespace kc::pack {
namespace {

// The first example of docs/collection.md.
std::string example() {
    std::ifstream in(KC_SOURCE_DIR "/docs/collection.md");
    std::stringstream text;
    text << in.rdbuf();
    const std::string document = text.str();
    const std::string mark = "```yaml\n";
    const std::size_t begin = document.find(mark) + mark.size();
    return document.substr(begin, document.find("```", begin) - begin);
}

ObjectSet read(const std::string& text, Diagnostics& found) {
    ObjectSet set;
    if (auto document = read_yaml(text, "form.yaml", found)) read_objects(document, set, found);
    return set;
}

TEST(Form, TheExampleOfTheFormatIsReadWhole) {
    Diagnostics found;
    const ObjectSet set = read(example(), found);
    for (const Diagnostic& d : found) ADD_FAILURE() << to_string(d, Language::en);
    ASSERT_EQ(set.forms.size(), 1U);
    const Form& form = set.forms[0].value;
    EXPECT_EQ(form.frequency, Frequency::month);
    EXPECT_TRUE(form.route.sign.has_value());
    ASSERT_NE(find_field(form, "applied"), nullptr);
    EXPECT_EQ(find_field(form, "none"), nullptr);
}

TEST(Form, WhatIsWrittenSaysTheSame) {
    Diagnostics found;
    const ObjectSet set = read(example(), found);
    ASSERT_EQ(set.forms.size(), 1U);
    const ObjectSet again = read(write_yaml(set.forms[0].value, ""), found);
    ASSERT_EQ(again.forms.size(), 1U);
    EXPECT_EQ(again.forms[0].value, set.forms[0].value);
    EXPECT_TRUE(found.empty());
}

TEST(Form, TheCatalogsFormsAreSound) {
    const CatalogReport report = load_embedded_catalog();
    for (const Diagnostic& d : report.found) {
        if (d.at.file.starts_with("catalog/forms/")) ADD_FAILURE() << to_string(d, Language::en);
    }
    EXPECT_EQ(report.catalog.objects.forms.size(), 4U);
}

}  // namespace
}  // namespace kc::pack
