// SPDX-License-Identifier: Apache-2.0
// What the forms ask of the units: fields a month, how many of them come prefilled, which form asks
// how much, and whether a budget is passed. Exact; whoever shows it rounds.
//
// A monthly form of 8 fields is 8 fields a month, a quarterly one of 9 is 3, a yearly one of 6 is
// one half.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/ratio.hpp"
#include "collection/filler.hpp"
#include "pack/object_set.hpp"

namespace kc::collection {

struct FormBurden {
    const pack::Form* form = nullptr;
    int fields = 0;
    int prefilled = 0;
    int sheets_per_year = 0;
    base::Ratio fields_per_month = {};
};

struct UnitBurden {
    Filler unit = {};
    pack::FillerType type = pack::FillerType::county;
    std::int64_t count = 1;  // of such units, when they are told as one
    std::vector<FormBurden> forms = {};
    base::Ratio fields_per_month = {};
    base::Ratio prefilled_per_month = {};
    std::optional<base::Decimal> budget = {};

    // More than the budget; exactly the budget is allowed.
    [[nodiscard]] bool exceeds() const;
};

// A form and who fills it in.
struct AskedForm {
    const pack::Form* form = nullptr;
    std::vector<Filler> fillers = {};
};

FormBurden burden_of(const pack::Form& form);

// Every unit that fills anything in, in the order of the forms and their units. A form that has
// ended on the day counts no more.
std::vector<UnitBurden> burden_of(const std::vector<AskedForm>& forms,
                                  const std::vector<pack::BurdenBudget>& budgets, base::Date on);

// Firms that fill the same forms in become one entry with their number: thousands of them bear the
// same, and which firms there are is for those who keep the lists.
std::vector<UnitBurden> firms_as_one(std::vector<UnitBurden> units);

// The same figure asked of the same units by two forms: each source is to be filled in once.
struct AskedTwice {
    std::string indicator = {};
    std::vector<std::string> forms = {};

    bool operator==(const AskedTwice&) const = default;
};
std::vector<AskedTwice> asked_twice(const std::vector<AskedForm>& forms);

}  // namespace kc::collection
