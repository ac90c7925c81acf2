// SPDX-License-Identifier: Apache-2.0
#include "pack/form.hpp"

#include <gtest/gtest.h>

#include "pack/catalog.hpp"
#include "pack/object_set.hpp"
#include "pack/test_support.hpp"
#include "pack/writer.hpp"

namespace kc::pack {
namespace {

std::string example() {
    return first_example("collection.md");
}

ObjectSet read(const std::string& text, Diagnostics& found) {
    return read_set(text, "form.yaml", found);
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
