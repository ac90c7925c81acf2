// SPDX-License-Identifier: Apache-2.0
// The audit of attachments against the journal: each row is written out as its journal entry once
// was, and has to be the same to the last character.
#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "office/attachment_rows.hpp"
#include "office/office_attachments.hpp"
#include "store/tables.hpp"

namespace kc::office {
namespace {

struct Entry {
    std::string payload = {};
    std::string actor = {};
    std::int64_t known_at_us = 0;

    bool operator==(const Entry&) const = default;
};
// By the attachment's number, which is the entry's answer.
using Entries = std::map<std::string, Entry, std::less<>>;

Diagnostic altered(std::int64_t id) {
    return {"E-audit-attachment-altered",
            {},
            fmt::format("第{}号附件的登记被改动", id),
            fmt::format("attachment {} is not what the journal says", id)};
}

Diagnostic missing(std::string_view id) {
    return {"E-audit-attachment-missing",
            {},
            fmt::format("第{}号附件的登记被删除", id),
            fmt::format("attachment {} is missing", id)};
}

Diagnostic added(std::int64_t id) {
    return {"E-audit-attachment-added",
            {},
            fmt::format("第{}号附件没有日志依据", id),
            fmt::format("attachment {} was written by no entry of the journal", id)};
}

Result<Entries> entries_of(store::Connection& connection, std::string_view kind) {
    auto rows = connection.query(
        "SELECT answer, payload, actor, known_at_us FROM journal WHERE kind = $1", {kind});
    if (!rows) return unexpected(std::move(rows.error()));
    Entries entries;
    auto more = rows->next();
    for (; more && *more; more = rows->next())
        entries[rows->get<std::string>(0)] = {rows->get<std::string>(1), rows->get<std::string>(2),
                                              rows->get<std::int64_t>(3)};
    if (!more) return unexpected(std::move(more.error()));
    return entries;
}

Entry as_added(const std::string& place, const std::string& key, const Attachment& one) {
    return {attachment_added_payload(place, key, one), one.added_by, one.added_at_us};
}

Entry as_taken_back(const std::string& place, const std::string& key, const Attachment& one) {
    return {attachment_taken_back_payload(place, key, one.id, one.taken_back->reason),
            one.taken_back->by, one.taken_back->at_us};
}

class Audit {
public:
    Audit(Entries added_entries, Entries taken_back_entries)
        : added_(std::move(added_entries)), taken_back_(std::move(taken_back_entries)) {}

    void check(const std::string& place, const std::string& key, const Attachment& one) {
        const std::string number = std::to_string(one.id);
        const auto entry = added_.find(number);
        const auto end = taken_back_.find(number);
        const bool was_taken_back = end != taken_back_.end();
        if (entry == added_.end())
            note(added(one.id));
        else if (entry->second != as_added(place, key, one) ||
                 was_taken_back != one.taken_back.has_value() ||
                 (was_taken_back && end->second != as_taken_back(place, key, one)))
            note(altered(one.id));
        if (entry != added_.end()) added_.erase(entry);
    }

    Diagnostics finish() {
        for (const auto& [number, entry] : added_) note(missing(number));
        return std::move(found_);
    }

private:
    void note(Diagnostic what) {
        if (found_.size() < kAttachmentFindingsMax) found_.push_back(std::move(what));
    }

    Entries added_;
    Entries taken_back_;
    Diagnostics found_;
};

}  // namespace

Result<Diagnostics> verify_attachments(store::Connection& connection) {
    auto tables = store::table_names(connection);
    if (!tables) return unexpected(std::move(tables.error()));
    if (std::find(tables->begin(), tables->end(), "attachment") == tables->end())
        return Diagnostics();
    auto added_entries = entries_of(connection, kAttachmentAdded);
    if (!added_entries) return unexpected(std::move(added_entries.error()));
    auto taken_back = entries_of(connection, kAttachmentTakenBack);
    if (!taken_back) return unexpected(std::move(taken_back.error()));
    Audit audit(std::move(*added_entries), std::move(*taken_back));
    auto rows = connection.query(
        fmt::format("SELECT {}, place, key FROM attachment ORDER BY id", kAttachmentColumns));
    if (!rows) return unexpected(std::move(rows.error()));
    auto more = rows->next();
    for (; more && *more; more = rows->next())
        audit.check(rows->get<std::string>(kAttachmentColumnCount),
                    rows->get<std::string>(kAttachmentColumnCount + 1), attachment_in(*rows));
    if (!more) return unexpected(std::move(more.error()));
    return audit.finish();
}

}  // namespace kc::office
