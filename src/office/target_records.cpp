// SPDX-License-Identifier: Apache-2.0
#include "office/target_records.hpp"

#include <utility>

#include "base/period.hpp"

namespace kc::office {
namespace {

base::Period period_of(const pack::Counts& counts, base::Date day) {
    const bool is_flow = counts.when == pack::CountWhen::within_period;
    return is_flow ? *base::Period::year(day.year())
                   : *base::Period::month(day.year(), day.month());
}

}  // namespace

Result<TargetRecords> target_records(RecordDesk& desk, const std::string& target, base::Date day) {
    const LivePack& live = desk.live();
    TargetRecords found{.target = live.lookup.target(target)};
    if (found.target == nullptr)
        return unexpected(Diagnostic{"E-no-target", {}, "没有这个目标", "there is no such target"});
    found.indicator = live.lookup.indicator(found.target->indicator);
    if (found.indicator == nullptr || !found.indicator->counts)
        return unexpected(Diagnostic{"E-office-not-counted",
                                     {},
                                     "这个目标不由登记库计数",
                                     "this target is not counted from records"});
    const pack::Counts& counts = *found.indicator->counts;
    auto registry = desk.require(counts.registry);
    if (!registry) return unexpected(std::move(registry.error()));
    found.registry = *registry;
    const record::CountQuery query{.period = period_of(counts, day),
                                   .until = day,
                                   .known_at_us = desk.known_at_us(),
                                   .allowed = desk.allowed(**registry),
                                   .allowed_then = desk.allowed_then(**registry),
                                   .tells_corrections = true};
    if (counts.coverage) {
        auto result = record::cover_records(desk.connection(), *live.registries, counts, query);
        if (!result) return unexpected(std::move(result.error()));
        found.counted = result->covered;
        found.coverage = std::move(*result);
        return found;
    }
    auto result = record::count_records(desk.connection(), *live.registries, counts, query);
    if (!result) return unexpected(std::move(result.error()));
    found.counted = std::move(result->records);
    return found;
}

bool sees_ends(RecordDesk& desk, const record::Registry& registry) {
    const auto& validity = registry.definition().validity;
    return validity && !validity->to.empty() && desk.may_filter(registry, validity->to);
}

bool runs_out(const record::Record& record, base::Date day) {
    const auto& end = record.valid_to;
    return end && day <= *end && *end <= *base::Date::of(day.year(), 12, 31);
}

}  // namespace kc::office
