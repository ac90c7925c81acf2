// SPDX-License-Identifier: Apache-2.0
// How actions, kinds of object, scopes and outcomes are called in sentences.
#pragma once

#include <string_view>

#include "access/decide.hpp"

namespace kc::access {

struct Words {
    std::string_view zh = {};
    std::string_view en = {};
};

Words verb_words(Verb verb);
Words kind_words(ObjectKind kind);
Words reach_words(Reach reach);
Words outcome_words(Outcome outcome);

}  // namespace kc::access
