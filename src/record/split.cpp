// SPDX-License-Identifier: Apache-2.0
#include "record/split.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "record/approved.hpp"
#include "record/limits.hpp"
#include "record/messages.hpp"
#include "record/rows.hpp"

namespace kc::record {
namespace {

// The version with which a split began that has neither ended nor been followed by another one.
const Version* begun(const std::vector<Version>& whole) {
    for (auto one = whole.rbegin(); one != whole.rend(); ++one) {
        if (one->change == change::kSplitting) return &*one;
        if (one->change == change::kSplit && one->record.life == life::kSplit) return nullptr;
    }
    return nullptr;
}

Result<std::vector<Record>> parts_of(store::Transaction& transaction, const Registry& registry,
                                     const Version& split) {
    std::vector<Record> parts;
    // One command numbers its records one after another.
    auto read = for_each_row(
        transaction.query(
            fmt::format("SELECT {} FROM {} AS r WHERE id IN (SELECT h.id FROM {} AS "
                        "h WHERE h.id >= $1 AND h.id < $2 AND h.version = 1 AND "
                        "h.other = $3 AND h.change = $4) ORDER BY id",
                        record_columns(registry), registry.table(), registry.history_table()),
            {*split.other, *split.other + kMaxSplitParts, split.record.id, change::kSplit}),
        [&](store::Rows& rows) { parts.push_back(read_record(rows, registry)); });
    if (!read) return unexpected(std::move(read.error()));
    std::erase_if(parts, [](const Record& one) {
        return one.state == "withdrawn" || one.life == life::kMerged;
    });
    return parts;
}

Diagnostic not_together(RecordId other) {
    return not_so(
        "E-record-split-part", fmt::format("拆分出的各条要一起核验：第 {} 号还没有核验", other),
        fmt::format("the parts of a split are approved together: record {} is not yet", other),
        "在待核验的清单里勾选全部各条，一次核验；不要的一条并回原记录",
        "tick all of them in the list of what waits and take the step once; a part that "
        "is not wanted is merged back into the whole");
}

}  // namespace

bool waits_for_parts(const std::vector<Version>& versions) {
    return is_approved(versions.back().record) || !approved_versions(versions).empty();
}

std::string_view state_of_parts(const Record& whole, const std::vector<Version>& versions) {
    const bool is_at_work = whole.state == "draft" || whole.state == "returned";
    return is_at_work || waits_for_parts(versions) ? "draft" : "submitted";
}

Result<std::vector<Record>> parts_under_way(store::Transaction& transaction,
                                            const Registry& registry,
                                            const std::vector<Version>& whole) {
    const Version* split = begun(whole);
    if (split == nullptr) return std::vector<Record>();
    return parts_of(transaction, registry, *split);
}

Result<void> settle_split(store::Transaction& transaction, VersionWriter& writer,
                          const Registry& registry, RecordId part) {
    auto versions = read_versions(transaction, registry, part);
    if (!versions) return unexpected(std::move(versions.error()));
    const Version& first = versions->front();
    if (first.change != change::kSplit || !first.other) return {};
    auto whole = read_versions(transaction, registry, *first.other);
    if (!whole) return unexpected(std::move(whole.error()));
    const Version* split = begun(*whole);
    if (split == nullptr || whole->back().record.life != life::kOpen) return {};
    auto parts = parts_of(transaction, registry, *split);
    if (!parts) return unexpected(std::move(parts.error()));
    // A part that broke off at another time waits for nobody.
    if (std::none_of(parts->begin(), parts->end(),
                     [&](const Record& one) { return one.id == part; }))
        return {};
    for (const Record& one : *parts) {
        if (!is_approved(one)) return unexpected(not_together(one.id));
    }
    const Patch leave = [&](Record& record) -> Result<void> {
        record.life = life::kSplit;
        record.closed_on = split->since;
        return {};
    };
    auto left = writer.amend(registry, split->record.id, Span::of(split->since, {}), leave,
                             {change::kSplit, split->reason, split->other, true});
    if (!left) return unexpected(std::move(left.error()));
    return {};
}

}  // namespace kc::record
