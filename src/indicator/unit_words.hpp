// SPDX-License-Identifier: Apache-2.0
// Figures with their unit, periods and dates in both languages.
//
// Chinese counting words have no English counterpart: 850家 is just 850. Units that carry a
// magnitude become the plain unit, the zeros moved into the number: 7.2亿元 is 720000000 yuan.
#pragma once

#include "base/date.hpp"
#include "base/period.hpp"
#include "base/ratio.hpp"
#include "base/unit.hpp"
#include "indicator/words.hpp"

namespace kc::indicator {

// At most four places, with ≈ where something was cut off.
Words figure_words(const base::Ratio& value, base::Unit unit = {});

// "2024年1—6月", "January to June 2024"
Words period_words(const base::Period& period);
// "2024年5月6日", "6 May 2024"
Words date_words(base::Date date);

}  // namespace kc::indicator
