// SPDX-License-Identifier: Apache-2.0
// What the reader of words cannot know by itself: what the file's format said about them, and
// that a longer wording of the catalog covers the words of a row better.
#pragma once

#include <string_view>

#include "exchange/document_text.hpp"
#include "plan/reader.hpp"

namespace kc::office {

// Takes out the rows whose number stands only in the echo of a merged cell. The cell itself has
// its row already, so keeping both would count one commitment twice.
void drop_repeated_rows(const exchange::DocumentText& document, plan::PlanDocument& plan);

// Adds what the page says about itself (the meta elements that Chinese government sites must
// carry) where the text has no such line.
void add_page_metadata(const exchange::DocumentText& document, plan::PlanDocument& plan);

// 集聚高端人才 is another indicator than 高端人才: where the words of a row together with its verb
// are a wording of the catalog, that indicator is meant.
void prefer_longer_wordings(const plan::Vocabulary& vocabulary, plan::PlanDocument& plan);

}  // namespace kc::office
