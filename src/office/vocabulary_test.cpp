// SPDX-License-Identifier: Apache-2.0
#include "office/vocabulary.hpp"

#include <gtest/gtest.h>

#include "base/utf8.hpp"

namespace kc::office {
namespace {

// Goal: the flat text inside the program says the same as the catalog it was made from.
TEST(Vocabulary, EmbeddedWordsAreThoseOfTheEmbeddedCatalog) {
    const pack::CatalogReport report = pack::load_embedded_catalog();
    const plan::Vocabulary slow = vocabulary_of(report.catalog);
    const plan::Vocabulary quick = embedded_vocabulary();
    std::size_t known = 0;
    for (const auto& entry : report.catalog.objects.indicators) {
        const pack::Indicator& indicator = entry.value;
        const std::u32string words = base::decode_utf8(indicator.name.zh);
        const std::string_view quantity = to_string(indicator.quantity);
        EXPECT_EQ(quick.find(words, quantity), slow.find(words, quantity)) << indicator.code;
        known += slow.find(words, quantity).empty() ? 0 : 1;
    }
    EXPECT_GE(known, 60U);
}

}  // namespace
}  // namespace kc::office
