// SPDX-License-Identifier: Apache-2.0
// Figures with their unit, periods and dates in both languages.
//
// What units are in English is told by base/unit_words.hpp.
#pragma once

#include "base/date.hpp"
#include "base/period.hpp"
#include "base/ratio.hpp"
#include "base/unit.hpp"
#include "indicator/words.hpp"

namespace kc::indicator {

// At most four places, of counts one, with ≈ where something was cut off.
Words figure_words(const base::Ratio& value, base::Unit unit = {});

// "2024年1—6月", "January to June 2024"
Words period_words(const base::Period& period);
// "2024年5月6日", "6 May 2024"
Words date_words(base::Date date);

}  // namespace kc::indicator
