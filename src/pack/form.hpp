// SPDX-License-Identifier: Apache-2.0
// A form: the figures that units fill in for each period, the checks on them and the way they take
// until they are published. Formulas are texts here; the room `collection` gives them meaning. What
// each field says stands in form_shapes.cpp and docs/collection.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "base/unit.hpp"
#include "pack/bilingual.hpp"
#include "pack/form_words.hpp"
#include "pack/named.hpp"
#include "pack/time.hpp"
#include "pack/words.hpp"

namespace kc::pack {

// Who fills it in: all units of the type, or only some. Firms are those of a registry where one is
// named, and those that a section adds by hand; without a registry the section lists them all.
struct Fillers {
    FillerType type = FillerType::county;
    std::vector<std::string> only = {};
    std::vector<std::string> except = {};
    std::string registry = {};
    Located filter = {};          // over a record as of the period's last day; empty: all
    std::int32_t fixed_days = 0;  // after that day the period's list is fixed

    bool operator==(const Fillers&) const = default;
};

struct FormCheck {
    Located rule = {};  // a yes/no formula that good figures make true
    CheckSeverity severity = CheckSeverity::error;
    Bilingual message = {};

    bool operator==(const FormCheck&) const = default;
};

struct FormField {
    std::string code = {};  // within the form; the name formulas use
    Bilingual name = {};
    std::optional<Bilingual> help = {};
    std::string indicator = {};  // the fact it becomes; empty: used by checks alone
    Table<std::string> dimensions = {};
    base::Unit unit = {};     // in which people enter it
    std::int32_t places = 0;  // digits after the point
    bool is_required = false;
    std::optional<base::Decimal> min = {};  // inclusive, in `unit`
    std::optional<base::Decimal> max = {};
    Covers covers = Covers::period;
    Prefill prefill = Prefill::none;
    std::string control = {};  // an indicator whose figure this one is held against
    std::vector<FormCheck> checks = {};

    bool operator==(const FormField&) const = default;
};

// Whose turn it is: holders of a role, a section, or holders of the role in that section.
struct RouteStep {
    std::string role = {};
    std::string section = {};  // code of a unit

    bool operator==(const RouteStep&) const = default;
};

struct Route {
    RouteStep enter = {};
    std::optional<RouteStep> sign = {};  // absent: what was entered goes straight to the section
    RouteStep check = {};
    RouteStep publish = {};

    bool operator==(const Route&) const = default;
};

// Days on which a form that is still missing is called to mind, counted from its deadline.
struct Reminders {
    std::vector<std::int32_t> before = {};
    std::vector<std::int32_t> after = {};

    bool operator==(const Reminders&) const = default;
};

struct Form {
    static constexpr std::string_view kKind = "form";

    std::string code = {};
    Bilingual name = {};
    Bilingual definition = {};  // what it is for and how it is to be filled in
    std::string basis = {};     // the document that allows it to be asked for
    Fillers fillers = {};
    Frequency frequency = Frequency::month;
    Time first = {};  // a period of the form's frequency
    std::optional<Time> last = {};
    std::int32_t deadline_days = 0;  // after the period's last day
    std::vector<FormField> fields = {};
    std::vector<FormCheck> checks = {};  // between fields
    Route route = {};
    Reminders reminders = {};

    bool operator==(const Form&) const = default;
};

// How much one unit of a type may be asked for, over all forms.
struct BurdenBudget {
    FillerType units = FillerType::county;
    base::Decimal fields_per_month = {};

    bool operator==(const BurdenBudget&) const = default;
};

// Null when there is no such field.
const FormField* find_field(const Form& form, std::string_view code);

}  // namespace kc::pack
