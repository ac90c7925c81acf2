// SPDX-License-Identifier: Apache-2.0
// Files attached to a record or to a filled-in sheet: the scan of a certificate, a signed page.
//
// An attachment is seen by whoever sees what it is attached to, may read attachments there and sees
// its class clear; where the class is masked one learns that there is a file, not its name. It is
// never deleted: taken back with a reason, its bytes stay for the audit and are given out no more.
// The bytes live in the store under their digest (store/content.hpp); the journal keeps digest and
// size.
//
//   auto place = place_of_record(office, actor, "cn.certificate", 12);
//   AttachmentAnswer answer = add_attachment(office, asker, **place, {.name = "证书.pdf", …});
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/decide.hpp"
#include "office/office_collection.hpp"
#include "office/office_record_changes.hpp"
#include "store/migrate.hpp"
#include "store/sha256.hpp"

namespace kc::office {

inline constexpr std::size_t kAttachmentBytesMax = std::size_t{32} << 20U;
inline constexpr std::size_t kAttachmentNameBytesMax = 200;
inline constexpr std::size_t kAttachmentNoteBytesMax = 500;
inline constexpr std::int64_t kAttachmentsPerPlaceMax = 100;

// The table; for StoreOptions::schemas.
store::Schema attachment_schema();

inline constexpr std::size_t kFieldClasses = pack::words_of(pack::FieldClass{}).size();

// What files are attached to, as one person sees it.
struct AttachmentPlace {
    std::string kind = {};                               // "record", "sheet"
    std::string key = {};                                // "cn.certificate/12"
    std::array<access::Sight, kFieldClasses> sees = {};  // by class
    bool may_add = false;
    bool may_take_back = false;
    // Of a record of which the person sees what was approved: what came with the correction is not
    // shown.
    std::optional<std::int64_t> added_before_us = {};
    // In the transaction that adds or takes back: E-attachment-forbidden, E-attachment-conflict.
    std::function<Result<void>(store::Transaction&, access::Verb)> require = {};

    [[nodiscard]] access::Sight sight_of(pack::FieldClass of) const {
        return sees[static_cast<std::size_t>(of)];
    }
};

// Nothing where the actor sees no such record or sheet.
Result<std::optional<AttachmentPlace>> place_of_record(Office& office, const access::Actor& actor,
                                                       const std::string& registry,
                                                       record::RecordId id);
Result<std::optional<AttachmentPlace>> place_of_sheet(Office& office, const access::Actor& actor,
                                                      const SheetAddress& address);

struct TakenBack {
    std::string by = {};
    std::int64_t at_us = 0;
    std::string reason = {};
};

struct Attachment {
    std::int64_t id = 0;
    access::Sight sight = access::Sight::clear;
    std::string name = {};  // empty where masked, as are type, digest and note
    std::string media_type = {};
    store::Hash sha256 = {};
    std::int64_t bytes = 0;
    pack::FieldClass field_class = pack::FieldClass::internal;
    std::string note = {};
    std::string added_by = {};
    std::int64_t added_at_us = 0;
    std::optional<TakenBack> taken_back = {};
};

// In the order in which they came.
Result<std::vector<Attachment>> attachments_of(const Office& office, const AttachmentPlace& place);

struct AttachmentFile {
    Attachment attachment = {};
    std::string bytes = {};
};
// Nothing when there is none that may be opened; E-attachment-taken-back.
Result<std::optional<AttachmentFile>> open_attachment(const Office& office,
                                                      const AttachmentPlace& place,
                                                      std::int64_t id);

struct NewAttachment {
    std::string name = {};
    std::string_view bytes = {};
    pack::FieldClass field_class = pack::FieldClass::internal;
    std::string note = {};
};

struct AttachmentAnswer {
    std::optional<Diagnostic> refused = {};
    std::int64_t id = 0;
    bool is_repeated = false;
};

// Errors: E-attachment-forbidden, -conflict, -name, -note, -size, -kind, -empty, -many, and
// -twice: the same bytes are there already.
AttachmentAnswer add_attachment(Office& office, const RecordAsker& asker,
                                const AttachmentPlace& place, const NewAttachment& file);

// Errors: E-attachment-forbidden, -conflict, -not-found, -taken-back, -reason.
AttachmentAnswer take_back_attachment(Office& office, const RecordAsker& asker,
                                      const AttachmentPlace& place, std::int64_t id,
                                      const std::string& reason);

// The audit of attachments: is every row still what the journal says was attached and taken back,
// and nothing there that no entry made? Names and notes of personal and secret files are not in the
// journal, so theirs are not proved; bytes are store::verify's. None where there is no such table.
inline constexpr std::size_t kAttachmentFindingsMax = 1'000;
Result<Diagnostics> verify_attachments(store::Connection& connection);

}  // namespace kc::office
