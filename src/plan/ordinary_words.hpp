// SPDX-License-Identifier: Apache-2.0
// Everyday words that contain a numeral character without counting anything: 统一, 一批, 十四五.
#pragma once

#include "plan/words.hpp"

namespace kc::plan {

const WordSet& ordinary_words();

}  // namespace kc::plan
