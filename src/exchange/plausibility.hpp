// SPDX-License-Identifier: Apache-2.0
// How much a text looks like Chinese that somebody wrote, rather than bytes read the wrong way.
#pragma once

#include <string_view>

namespace kc::exchange {

// Near 1 when the characters beyond ASCII are everyday Chinese, punctuation or usual signs, 0.8
// when they are common Chinese; 0 and below when most are rare, private or control characters. A
// text of ASCII alone scores 1. Only the first part of a long text is looked at.
double chinese_plausibility(std::string_view utf8);

}  // namespace kc::exchange
