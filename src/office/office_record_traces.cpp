// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_traces.hpp"

#include <utility>

#include "record/past.hpp"

namespace kc::office {
namespace {

using record::Record;
using record::RecordId;
using record::Registry;
using record::Version;

// Which of the first `count` versions held on the day before, by position.
std::optional<std::size_t> before(const std::vector<Version>& versions, std::size_t count,
                                  std::optional<base::Date> last) {
    const std::vector<Version> known(versions.begin(),
                                     versions.begin() + static_cast<std::ptrdiff_t>(count));
    const auto then = record::at(known, {.on = last});
    if (!then) return std::nullopt;
    for (std::size_t i = 0; i < count; ++i) {
        if (versions[i].record.version == then->record.version) return i;
    }
    return std::nullopt;
}

std::vector<FormerName> names_of(const std::vector<Version>& versions,
                                 const std::vector<SeenRecord>& seen) {
    std::vector<FormerName> names;
    for (std::size_t i = 1; i < versions.size(); ++i) {
        const Version& version = versions[i];
        if (version.change != record::change::kRename) continue;
        const auto last = version.since ? base::add_days(*version.since, -1) : std::nullopt;
        const auto then = before(versions, i, last);
        // A renaming over days on which it was different things adds several versions.
        if (!then || versions[*then].record.title == version.record.title) continue;
        names.push_back({seen[*then].title, last});
    }
    return names;
}

class Tracing {
public:
    Tracing(RecordDesk& desk, const Registry& registry) : desk_(desk), registry_(registry) {}

    Result<void> add(std::vector<RecordTrace>& to, bool is_split, std::optional<base::Date> on,
                     const std::vector<RecordId>& ids) {
        auto found = desk_.some(registry_, ids);
        if (!found) return unexpected(std::move(found.error()));
        for (SeenRecord& one : *found) to.push_back({is_split, on, std::move(one)});
        return {};
    }

    // A split whole names the first of its parts only.
    Result<void> add_parts(std::vector<RecordTrace>& to, const Version& version) {
        auto parts =
            record::split_into(desk_.connection(), registry_, version.record.id, *version.other);
        if (!parts) return unexpected(std::move(parts.error()));
        return add(to, true, version.since, *parts);
    }

private:
    RecordDesk& desk_;
    const Registry& registry_;
};

}  // namespace

Result<RecordTraces> traces_of(RecordDesk& desk, const Registry& registry,
                               const std::vector<Version>& versions,
                               const std::vector<SeenRecord>& seen) {
    namespace change = record::change;
    RecordTraces traces{.names = names_of(versions, seen)};
    Tracing tracing(desk, registry);
    std::optional<RecordId> split_before;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const Version& version = versions[i];
        if (!version.other) continue;
        Result<void> added;
        if (version.change == change::kSplit && i == 0) {
            added =
                tracing.add(traces.came_from, true, version.record.valid_from, {*version.other});
            // A registry without days of validity: the day on which the whole ended.
            for (RecordTrace& one : traces.came_from) {
                if (!one.on) one.on = one.record.record.closed_on;
            }
        } else if ((version.change == change::kSplit || version.change == change::kSplitting) &&
                   split_before != version.other) {
            split_before = version.other;
            added = tracing.add_parts(traces.went_into, version);
        } else if (version.change == change::kMerge) {
            added = tracing.add(traces.went_into, false, version.since, {*version.other});
        } else if (version.change == change::kAbsorb) {
            added = tracing.add(traces.came_from, false, version.since, {*version.other});
        }
        if (!added) return unexpected(std::move(added.error()));
    }
    return traces;
}

}  // namespace kc::office
