// SPDX-License-Identifier: Apache-2.0
#include "office/office_attachments.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "office/attachment_kind.hpp"
#include "office/attachment_rows.hpp"
#include "record/limits.hpp"
#include "store/content.hpp"

namespace kc::office {
namespace {

using access::Sight;
using pack::FieldClass;

constexpr std::string_view kTable = R"sql(
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    place TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    class TEXT NOT NULL,
    note TEXT NOT NULL,
    added_by TEXT NOT NULL,
    added_at_us INTEGER NOT NULL,
    taken_back_by TEXT,
    taken_back_at_us INTEGER,
    reason TEXT
) STRICT;
CREATE INDEX attachment_place ON attachment (place, key, id);
CREATE TRIGGER attachment_never_goes BEFORE DELETE ON attachment
BEGIN SELECT RAISE(ABORT, 'attachments are taken back, never deleted'); END;
)sql";

constexpr std::array<store::Migration, 1> kMigrations = {{{1, "attachments", kTable}}};

void mask(Attachment& one) {
    one.name.clear();
    one.media_type.clear();
    one.sha256 = {};
    one.note.clear();
}

template <typename Source>
Result<std::vector<Attachment>> read_attachments(Source& source, const AttachmentPlace& place) {
    auto rows = source.query(
        fmt::format("SELECT {} FROM attachment WHERE place = $1 AND key = $2 ORDER BY id",
                    kAttachmentColumns),
        {place.kind, place.key});
    if (!rows) return unexpected(std::move(rows.error()));
    std::vector<Attachment> all;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) all.push_back(attachment_in(*rows));
    if (!more) return unexpected(std::move(more.error()));
    return all;
}

// What the place's reader sees of them.
std::vector<Attachment> seen(const AttachmentPlace& place, std::vector<Attachment> all) {
    std::erase_if(all, [&](Attachment& one) {
        one.sight = place.sight_of(one.field_class);
        if (place.added_before_us && one.added_at_us >= *place.added_before_us)
            one.sight = Sight::hidden;
        if (one.sight == Sight::masked) mask(one);
        return one.sight == Sight::hidden;
    });
    return all;
}

Diagnostic bad_name() {
    return Diagnostic{
        "E-attachment-name",
        {},
        fmt::format("文件名要有，最长 {} 字节，不含换行等控制字符", kAttachmentNameBytesMax),
        fmt::format("a file has a name of at most {} bytes without control "
                    "characters",
                    kAttachmentNameBytesMax)}
        .hint("改短文件名后再传", "give it a shorter name");
}

Diagnostic bad_note() {
    return {"E-attachment-note",
            {},
            fmt::format("说明最长 {} 字节", kAttachmentNoteBytesMax),
            fmt::format("a note has at most {} bytes", kAttachmentNoteBytesMax)};
}

Diagnostic too_large() {
    return Diagnostic{"E-attachment-size",
                      {},
                      fmt::format("附件超过 {} MB", kAttachmentBytesMax >> 20U),
                      fmt::format("the file is larger than {} MB", kAttachmentBytesMax >> 20U)}
        .hint("压缩后再传，或拆成几个文件", "compress it or split it into several files");
}

Diagnostic too_many() {
    return Diagnostic{"E-attachment-many",
                      {},
                      fmt::format("这里已有 {} 个附件", kAttachmentsPerPlaceMax),
                      fmt::format("there are {} files here already", kAttachmentsPerPlaceMax)}
        .hint("打包成一个压缩文件", "put several into one archive");
}

Diagnostic twice() {
    return {"E-attachment-twice", {}, "同样的文件已经传过", "the same file is attached already"};
}

Diagnostic no_attachment() {
    return {"E-attachment-not-found", {}, "没有这个附件", "there is no such attachment"};
}

Diagnostic is_taken_back() {
    return {"E-attachment-taken-back", {}, "附件已撤回", "the attachment was taken back"};
}

Diagnostic no_reason() {
    return {"E-attachment-reason", {}, "要写明撤回原因", "a reason is needed"};
}

bool is_fine_name(const std::string& name) {
    const bool has_controls = std::any_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '/' || c == '\\';
    });
    return !name.empty() && name.size() <= kAttachmentNameBytesMax && !has_controls &&
           base::is_valid_utf8(name);
}

std::optional<Diagnostic> fault_in(const NewAttachment& file) {
    if (!is_fine_name(file.name)) return bad_name();
    if (file.note.size() > kAttachmentNoteBytesMax || !base::is_valid_utf8(file.note))
        return bad_note();
    if (file.bytes.size() > kAttachmentBytesMax) return too_large();
    return std::nullopt;
}

AttachmentAnswer answered(Result<store::Answer> answer) {
    AttachmentAnswer out;
    if (!answer) {
        out.refused = std::move(answer.error());
        return out;
    }
    out.is_repeated = answer->is_repeated;
    for (const char c : answer->text) out.id = out.id * 10 + (c - '0');
    return out;
}

AttachmentAnswer refused(Diagnostic what) {
    AttachmentAnswer answer;
    answer.refused = std::move(what);
    return answer;
}

Attachment described(const NewAttachment& file, const store::Hash& digest,
                     std::string_view media_type) {
    return {.name = file.name,
            .media_type = std::string(media_type),
            .sha256 = digest,
            .bytes = static_cast<std::int64_t>(file.bytes.size()),
            .field_class = file.field_class,
            .note = file.note};
}

// The row's number.
Result<std::int64_t> insert(store::Transaction& transaction, const AttachmentPlace& place,
                            const NewAttachment& file, std::string_view media_type,
                            const store::Hash& digest) {
    auto rows = transaction.query("SELECT coalesce(max(id), 0) + 1 FROM attachment");
    if (!rows) return unexpected(std::move(rows.error()));
    auto there = rows->next();
    if (!there) return unexpected(std::move(there.error()));
    const auto id = rows->get<std::int64_t>(0);
    auto added = transaction.execute(
        "INSERT INTO attachment (id, place, key, name, media_type, sha256, bytes, class, note, "
        "added_by, added_at_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        {id, place.kind, place.key, file.name, media_type, digest,
         static_cast<std::int64_t>(file.bytes.size()), pack::to_string(file.field_class), file.note,
         transaction.actor(), transaction.known_at_us()});
    if (!added) return unexpected(std::move(added.error()));
    return id;
}

}  // namespace

store::Schema attachment_schema() {
    return {"attachment", kMigrations};
}

Result<std::vector<Attachment>> attachments_of(const Office& office, const AttachmentPlace& place) {
    auto reader = office.store().read();
    if (!reader) return unexpected(std::move(reader.error()));
    auto all = read_attachments(reader->connection(), place);
    if (!all) return all;
    return seen(place, std::move(*all));
}

Result<std::optional<AttachmentFile>> open_attachment(const Office& office,
                                                      const AttachmentPlace& place,
                                                      std::int64_t id) {
    auto reader = office.store().read();
    if (!reader) return unexpected(std::move(reader.error()));
    auto all = read_attachments(reader->connection(), place);
    if (!all) return unexpected(std::move(all.error()));
    for (Attachment& one : seen(place, std::move(*all))) {
        if (one.id != id || one.sight != Sight::clear) continue;
        if (one.taken_back) return unexpected(is_taken_back());
        auto bytes = store::read_content(reader->connection(), one.sha256);
        if (!bytes) return unexpected(std::move(bytes.error()));
        if (!*bytes) return std::optional<AttachmentFile>();
        return std::optional(AttachmentFile{std::move(one), std::move(**bytes)});
    }
    return std::optional<AttachmentFile>();
}

AttachmentAnswer add_attachment(Office& office, const RecordAsker& asker,
                                const AttachmentPlace& place, const NewAttachment& file) {
    if (auto fault = fault_in(file)) return refused(std::move(*fault));
    auto media_type = attachment_type(file.name, file.bytes);
    if (!media_type) return refused(std::move(media_type.error()));
    const store::Hash digest = store::sha256(file.bytes);
    const auto run = [&](store::Transaction& transaction) -> Result<std::string> {
        if (auto may = place.require(transaction, access::Verb::create); !may)
            return unexpected(std::move(may.error()));
        auto all = read_attachments(transaction, place);
        if (!all) return unexpected(std::move(all.error()));
        std::int64_t there = 0;
        for (const Attachment& one : *all) {
            if (one.taken_back) continue;
            if (one.sha256 == digest) return unexpected(twice());
            ++there;
        }
        if (there >= kAttachmentsPerPlaceMax) return unexpected(too_many());
        if (auto kept = store::keep_content(transaction, file.bytes); !kept)
            return unexpected(std::move(kept.error()));
        auto id = insert(transaction, place, file, *media_type, digest);
        if (!id) return unexpected(std::move(id.error()));
        return std::to_string(*id);
    };
    return answered(
        office.store().write({.key = asker.key,
                              .actor = asker.actor.name,
                              .kind = std::string(kAttachmentAdded),
                              .payload = attachment_added_payload(
                                  place.kind, place.key, described(file, digest, *media_type)),
                              .run = run}));
}

AttachmentAnswer take_back_attachment(Office& office, const RecordAsker& asker,
                                      const AttachmentPlace& place, std::int64_t id,
                                      const std::string& reason) {
    if (reason.empty() || reason.size() > record::kMaxReasonBytes || !base::is_valid_utf8(reason))
        return refused(no_reason());
    const auto run = [&](store::Transaction& transaction) -> Result<std::string> {
        if (auto may = place.require(transaction, access::Verb::edit); !may)
            return unexpected(std::move(may.error()));
        auto all = read_attachments(transaction, place);
        if (!all) return unexpected(std::move(all.error()));
        for (const Attachment& one : seen(place, std::move(*all))) {
            if (one.id != id || one.sight != Sight::clear) continue;
            if (one.taken_back) return unexpected(is_taken_back());
            auto changed = transaction.execute(
                "UPDATE attachment SET taken_back_by = $1, taken_back_at_us = $2, reason = $3 "
                "WHERE id = $4",
                {transaction.actor(), transaction.known_at_us(), reason, id});
            if (!changed) return unexpected(std::move(changed.error()));
            return std::to_string(id);
        }
        return unexpected(no_attachment());
    };
    return answered(office.store().write(
        {.key = asker.key,
         .actor = asker.actor.name,
         .kind = std::string(kAttachmentTakenBack),
         .payload = attachment_taken_back_payload(place.kind, place.key, id, reason),
         .run = run}));
}

}  // namespace kc::office
