// SPDX-License-Identifier: Apache-2.0
// Keeps the figures that are counted from records beside those that people report.
//
// They are counted when somebody looks and something was written since; a hundred imports cost one
// counting. While an indicator is counted, what is reported for it stands in columns of its own.
#include <algorithm>

#include <fmt/format.h>

#include "office/office_live.hpp"
#include "record/tables.hpp"
#include "store/facts.hpp"

namespace kc::office {
namespace {

std::string cell_of(const store::Fact& fact) {
    return fmt::format("{} {} {}", fact.indicator, fact.unit, base::to_string(fact.period));
}

}  // namespace

Office::Figures Office::figures() const {
    // What cannot be counted now stays as it was last counted: reading must not fail for it, and
    // the next reader tries again.
    if (!refresh_counts()) may_have_changed_ = true;
    return {std::shared_lock(columns_mutex_), columns_, reported_};
}

Result<void> Office::append_new_facts() const {
    auto reader = store_->read_for_long();
    if (!reader) return unexpected(reader.error());
    // Terms and facts of one snapshot: a fact must not be newer than its words.
    if (auto read = terms_.refresh(reader->connection()); !read) return unexpected(read.error());
    std::optional<Diagnostic> failed;
    auto last =
        store::scan_facts(reader->connection(), last_fact_.load(), [&](const store::FactRow& row) {
            if (failed) return;
            auto fact = store::to_fact(row, terms_);
            if (!fact) {
                failed = fact.error();
                return;
            }
            auto& columns = counted_.contains(fact->indicator) ? reported_ : columns_;
            if (auto added = columns.append(*fact); !added) failed = added.error();
        });
    if (!last) return unexpected(last.error());
    if (failed) return unexpected(*failed);
    last_fact_ = *last;
    return {};
}

std::int64_t Office::record_changes() const {
    if (!may_have_changed_) return record_changes_;
    auto reader = store_->read();
    if (!reader) return record_changes_;
    const auto changes = record::changes_of(reader->connection());
    if (!changes) return record_changes_;
    std::int64_t total = 0;
    for (const auto& [registry, one] : *changes) total += one.count;
    record_changes_ = total;
    return total;
}

Result<void> Office::refresh_counts() const {
    const std::shared_ptr<const LivePack> live = this->live();
    if (!live || !live->registries) return {};
    const std::lock_guard one_at_a_time(counts_mutex_);
    const base::Date today = this->today();
    const std::string pack_and_day = fmt::format("{} {} ", live->number, today.days_since_1970());
    // The flag goes down before looking: what is written from here on raises it again.
    const bool is_same_day = counts_stamp_.starts_with(pack_and_day);
    if (!may_have_changed_.exchange(false) && is_same_day) return {};

    auto reader = store_->read_for_long();
    if (!reader) return unexpected(reader.error());
    auto changes = record::changes_of(reader->connection());
    if (!changes) return unexpected(changes.error());
    std::string stamp = pack_and_day;
    std::int64_t total = 0;
    std::int64_t last_us = 0;
    for (const auto& [registry, one] : *changes) {
        stamp += fmt::format("{}:{} ", registry, one.count);
        total += one.count;
        last_us = std::max(last_us, one.last_us);
    }
    record_changes_ = total;
    if (stamp == counts_stamp_) return {};

    const CountingPlan plan = counting_plan(*live->registries, live->lookup, live->pack.objects,
                                            *live->catalog, live->manifest());
    auto indicators = counted_indicators(reader->connection(), plan);
    if (!indicators) return unexpected(indicators.error());
    auto facts = counted_facts(reader->connection(), plan, *indicators, today, last_us);
    if (!facts) return unexpected(facts.error());

    const std::unique_lock lock(columns_mutex_);
    if (*indicators != counted_) {
        // Rare: a registry got its first record, or another pack went live.
        counted_ = std::move(*indicators);
        columns_ = {};
        reported_ = {};
        counts_.clear();
        last_fact_ = 0;
        if (auto read = append_new_facts(); !read) return read;
    }
    for (const store::Fact& fact : *facts) {
        const auto [known, is_new] = counts_.try_emplace(cell_of(fact), fact.value);
        if (!is_new && known->second == fact.value) continue;
        known->second = fact.value;
        if (auto added = columns_.append(fact); !added) return added;
    }
    counts_stamp_ = stamp;
    return {};
}

}  // namespace kc::office
