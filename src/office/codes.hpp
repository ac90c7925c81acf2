// SPDX-License-Identifier: Apache-2.0
// Codes for the objects of a new pack: readable, and the same whenever the same plan is read.
//
// They come from what the object is, never from its place in the document: a code that ends in 03
// would tie the third target of this year to the third of the next, whatever these are.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace kc::office {

// What a pack code may hold of an English name: "Ma'anshan" becomes maanshan.
std::string code_word(std::string_view english);

// Chinese characters by the first letter of their pronunciation, letters and digits as they are,
// everything else left off: 高新技术企业 becomes gxjsqy. At most 24 characters, perhaps none.
std::string initials(std::string_view chinese);

// The whole pronunciation, without tones: 澄湾 becomes chengwan. At most 24 characters.
std::string pinyin(std::string_view chinese);

// cn.htfirm.valid_count becomes htfirm_valid_count.
std::string indicator_tail(std::string_view code);

// Hands out each code once; a second object that wants it gets _2 behind it.
class CodeMaker {
public:
    explicit CodeMaker(std::string prefix) : prefix_(std::move(prefix)) {}

    // `tail` may be empty: then the code is made of `spare` and a number.
    std::string make(std::string_view tail, std::string_view spare);

private:
    std::string prefix_;
    std::unordered_set<std::string> used_;
};

}  // namespace kc::office
