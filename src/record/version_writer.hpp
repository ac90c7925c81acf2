// SPDX-License-Identifier: Apache-2.0
// Adds versions to one record and keeps the row of its present state. For write.cpp only.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "record/timeline.hpp"
#include "record/write.hpp"

namespace kc::record {

// Why versions are added, the same for all that one change adds.
struct Cause {
    std::string_view change = {};
    std::string_view reason = {};
    std::optional<RecordId> other = {};
    bool even_when_same = false;  // a trace is wanted although nothing differs
};

using Patch = std::function<Result<void>(Record&)>;

// So that figures counted from a registry know that they are stale (changes_of).
Result<void> note_change(store::Transaction& transaction, const Registry& registry);

class VersionWriter {
public:
    VersionWriter(store::Transaction& transaction, const Registries& registries,
                  const WriteContext& context, Proof& proof)
        : transaction_(transaction), registries_(registries), context_(context), proof_(proof) {}

    // A new record's first version; id and cells are set, everything else is made here.
    Result<Written> begin(const Registry& registry, Record record, const Cause& cause);

    // One more version of the figures of a year, which are complete but for version, moment and
    // person; the newest one counts.
    Result<Written> add_figures(const Registry& registry, RecordId id, YearFigures figures);

    // Patches the record on every day of the span, in as many versions as it was different things
    // on those days, and takes along what follows it.
    Result<Written> amend(const Registry& registry, RecordId id, Span span, const Patch& patch,
                          const Cause& cause);

private:
    struct Shift {
        Span span;
        std::optional<std::string> unit;
        std::optional<std::string> body;
    };

    Result<void> derive(const Registry& registry, Record& record);
    Result<void> check(const Registry& registry, const Record& record);
    Result<void> check_unique(const Registry& registry, const Record& record,
                              const pack::RegistryField& field, const Cell& cell);
    Result<void> check_references(const Registry& registry, const Record& record);
    Result<void> align_with_references(const Registry& registry, RecordId id);
    Result<void> align(const Registry& registry, RecordId id, const Registry& other, RecordId whom,
                       bool takes_unit, bool takes_body);
    Result<void> take_along(const Registry& registry, RecordId id,
                            const std::vector<Shift>& shifts);
    Result<std::string> add_version(const Registry& registry, const Version& version);
    Result<void> write_present(const Registry& registry, const Record& record, bool is_new,
                               const std::string& former_title);

    store::Transaction& transaction_;
    const Registries& registries_;
    const WriteContext& context_;
    Proof& proof_;
};

}  // namespace kc::record
