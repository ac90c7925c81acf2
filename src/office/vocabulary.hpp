// SPDX-License-Identifier: Apache-2.0
// The wordings by which the plan reader knows the catalog's indicators.
#pragma once

#include <string_view>

#include "pack/catalog.hpp"
#include "plan/vocabulary.hpp"

namespace kc::office {

// Names and aliases of every indicator.
plan::Vocabulary vocabulary_of(const pack::Catalog& catalog);

// The same for the catalog inside the program, ten times faster than loading that.
plan::Vocabulary embedded_vocabulary();

// What embedded_vocabulary reads; written while the program is built (embed_words/main.cpp).
std::string_view embedded_words();

}  // namespace kc::office
