// SPDX-License-Identifier: Apache-2.0
// Units in English, for sentences that quote figures.
//
// Chinese counting words have no English counterpart: 850家 is just 850. A power of ten before the
// unit moves into the number: 7.2亿元 is 720,000,000 yuan, 5件/万人 is 5 per 10,000 people.
//
//   const EnglishUnit words = english_unit(unit);
//   const Ratio figure = *multiply(value, words.factor);
//   text = to_string(figure) + words.behind(figure);      // "1 person", "12 months", "58 points"
#pragma once

#include <string>

#include "base/decimal.hpp"
#include "base/ratio.hpp"
#include "base/unit.hpp"

namespace kc::base {

struct EnglishUnit {
    Ratio factor = Ratio(1);  // what the figure is multiplied by: 10,000 for 万元
    std::string one = {};     // behind 1, with the blank before it; empty for counting words
    std::string many = {};    // behind every other figure

    [[nodiscard]] const std::string& behind(const Ratio& figure) const {
        return figure == Ratio(1) || figure == Ratio(-1) ? one : many;
    }
};

// Every unit has words: a new line of unit_table.cpp needs one here, which a test demands.
EnglishUnit english_unit(Unit unit);

// An exact figure with its unit behind it: "850", "1 person", "12000 yuan".
std::string english_figure(Decimal value, Unit unit);

}  // namespace kc::base
