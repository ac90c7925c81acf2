// SPDX-License-Identifier: Apache-2.0
// The registries of the live pack on the office's store, and the figures counted from them.
//
// An indicator with a counting rule is counted as soon as its registry holds a record; until then
// it is what people report. What they report for a counted indicator becomes a control total: it
// is kept, and the difference is shown.
//
//   record::SharedRegistries registries = office.live()->registries;
//   Result<Behind> behind = records_behind(office, "cn.htfirm.valid_count", period, allowed);
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "pack/catalog.hpp"
#include "pack/lookup.hpp"
#include "pack/pack.hpp"
#include "record/commands.hpp"
#include "record/count.hpp"
#include "store/fact.hpp"
#include "store/store.hpp"

namespace kc::office {

class Office;
struct Moment;

// Registries of both with their tables made; errors of counting formulas too.
Result<record::SharedRegistries> open_registries(store::Store& store, const pack::Catalog& catalog,
                                                 const pack::Pack& pack);

// What figures are counted from and for.
struct CountingPlan {
    const record::Registries* registries = nullptr;
    const pack::Lookup* lookup = nullptr;
    std::vector<const pack::Indicator*> indicators = {};  // with a counting rule
    std::string region = {};                              // the whole
    std::vector<std::string> counties = {};               // its parts
    std::int32_t year = 0;                                // of the plan
};
CountingPlan counting_plan(const record::Registries& registries, const pack::Lookup& lookup,
                           const pack::ObjectSet& pack, const pack::ObjectSet& catalog,
                           const pack::Manifest& manifest);

// One period an indicator gets figures for, and the day it is counted up to.
struct CountSlot {
    base::Period period;
    base::Date until;

    // Nobody could count a day before it began in China.
    [[nodiscard]] std::int64_t begin_us() const;
};

// Of the plan's year month by month up to `today`, and the ends of four years before: stocks by the
// ends of months, flows by running totals from January, coverages by years.
std::vector<CountSlot> slots_of(const pack::Indicator& indicator, std::int32_t year,
                                base::Date today);

// Figures as facts that nobody reported: for the region and its counties, as what was known at
// `known_at_us` (without it, now) says, and marked as known since `since_us`.
Result<std::vector<store::Fact>> counted_facts(store::Connection& connection,
                                               const CountingPlan& plan,
                                               const pack::Indicator& indicator,
                                               const CountSlot& slot, std::int64_t since_us,
                                               std::optional<std::int64_t> known_at_us);

// The `source` of such a fact begins with this.
inline constexpr std::string_view kCountedSource = "登记库计数";

// The records behind a counted figure.
struct Behind {
    const pack::Indicator* indicator = nullptr;
    const record::Registry* registry = nullptr;
    base::Period period;
    std::optional<record::CountResult> counted = {};  // one of the two
    std::optional<record::CoverageResult> covered = {};
};

// `allowed` limits the records that are listed; with always() they are all that were counted. A
// period that is still running is counted up to today. Errors: E-office-not-counted.
Result<Behind> records_behind(const Office& office, std::string_view indicator,
                              const base::Period& period, const store::Condition& allowed,
                              std::optional<std::int64_t> known_at_us = {});

// What people reported for a counted indicator, beside what was counted.
struct ControlTotal {
    std::string unit = {};
    base::Period period;
    base::Decimal reported = {};
    std::optional<base::Decimal> counted = {};
    std::optional<base::Decimal> difference = {};  // reported less counted
};
// Of the region and its counties, the newest reported period of each.
std::vector<ControlTotal> control_totals(const Office& office, std::string_view indicator,
                                         const Moment& moment);

}  // namespace kc::office
