// SPDX-License-Identifier: Apache-2.0
// How actions, kinds of object, scopes and outcomes are called in sentences.
#pragma once

#include <string_view>

#include "access/decide.hpp"
#include "pack/objects.hpp"
#include "pack/role_text.hpp"

namespace kc::access {

struct Words {
    std::string_view zh = {};
    std::string_view en = {};
};

Words verb_words(Verb verb);
Words kind_words(ObjectKind kind);
Words reach_words(Reach reach);
Words outcome_words(Outcome outcome);
Words state_words(RecordState state);

// An authority as a sentence: "修改、提交所辖地区的登记记录、填报表（状态：草稿、退回）".
pack::Bilingual authority_sentence(const pack::Authority& authority);
pack::Bilingual denial_sentence(const pack::Denial& denial);

}  // namespace kc::access
