// SPDX-License-Identifier: Apache-2.0
// Entries of the journal in words: what was done, and to what.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pack/objects.hpp"
#include "store/journal.hpp"

namespace kc::server {

// By the longest beginning that is known; the kind itself when none is.
pack::Bilingual kind_words(std::string_view kind);

// Names and numbers of what the entry is about, never the values of fields: whoever watches over
// the journal need not see what they may not see elsewhere.
std::vector<std::pair<std::string, std::string>> about(const store::JournalEntry& entry);

}  // namespace kc::server
