// SPDX-License-Identifier: Apache-2.0
#include "office/office_draft.hpp"

#include <charconv>
#include <filesystem>

#include <fmt/format.h>

#include "office/digest.hpp"
#include "office/json_quoted.hpp"
#include "office/office_correction.hpp"
#include "office/pack_files.hpp"
#include "store/durable_file.hpp"

namespace kc::office {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHeadColumns =
    "SELECT id, version, state, file_name, format, sha256, title, year, issuer, uploaded_at_us, "
    "uploaded_by FROM draft ";

DraftHead head_of(store::Rows& rows) {
    DraftHead head;
    head.id = rows.get<std::int64_t>(0);
    head.version = rows.get<std::int64_t>(1);
    head.state = rows.get<std::string>(2);
    head.file_name = rows.get<std::string>(3);
    head.format = rows.get<std::string>(4);
    head.sha256 = rows.get<std::string>(5);
    head.title = rows.get<std::string>(6);
    head.year = rows.get<std::optional<std::int64_t>>(7).value_or(0);
    head.issuer = rows.get<std::string>(8);
    head.uploaded_at_us = rows.get<std::int64_t>(9);
    head.uploaded_by = rows.get<std::string>(10);
    return head;
}

std::string upload_path(const Office& office, const std::string& sha256) {
    return office.files_folder() + "/uploads/" + sha256;
}

Diagnostic changed_meanwhile() {
    return Diagnostic{"E-changed-meanwhile",
                      {},
                      "这份计划刚被别人改过",
                      "somebody else has just changed this plan"}
        .hint("重新打开再改", "open it again and repeat the change");
}

// The version the draft has within the transaction; an error when it is not the expected one.
Result<void> expect_version(store::Transaction& transaction, std::int64_t id,
                            std::int64_t version) {
    auto rows = transaction.query("SELECT version FROM draft WHERE id = $1", {id});
    if (!rows) return unexpected(rows.error());
    const auto more = rows->next();
    if (!more) return unexpected(more.error());
    if (!*more || rows->get<std::int64_t>(0) != version) return unexpected(changed_meanwhile());
    return {};
}

Result<std::vector<Correction>> corrections_of(store::Connection& connection, std::int64_t id) {
    auto rows = connection.query(
        "SELECT subject, row, field, value FROM draft_correction WHERE draft = $1 ORDER BY id",
        {id});
    if (!rows) return unexpected(rows.error());
    std::vector<Correction> corrections;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) {
        corrections.push_back({rows->get<std::string>(0), rows->get<std::int64_t>(1),
                               rows->get<std::string>(2),
                               rows->get<std::optional<std::string>>(3)});
    }
    if (!more) return unexpected(more.error());
    return corrections;
}

std::string payload_of(std::int64_t id, std::int64_t version,
                       const std::vector<Correction>& corrections) {
    std::string out = fmt::format("{{\"draft\":{},\"version\":{},\"corrections\":[", id, version);
    for (const Correction& one : corrections) {
        if (out.back() != '[') out += ',';
        fmt::format_to(std::back_inserter(out), "[{},{},{},{}]", json_quoted(one.subject), one.row,
                       json_quoted(one.field), one.value ? json_quoted(*one.value) : "null");
    }
    return out + "]}";
}

// The plan without its removed rows.
PlanFile without_removed(const Draft& draft) {
    PlanFile file = draft.file;
    file.plan.targets.clear();
    file.plan.tasks.clear();
    for (std::size_t i = 0; i < draft.target_removed.size(); ++i) {
        if (!draft.target_removed[i]) file.plan.targets.push_back(draft.file.plan.targets[i]);
    }
    for (std::size_t i = 0; i < draft.task_removed.size(); ++i) {
        if (!draft.task_removed[i]) file.plan.tasks.push_back(draft.file.plan.tasks[i]);
    }
    return file;
}

Result<MadePack> write_pack(Office& office, const Draft& draft, const std::string& folder) {
    const PlanFile file = without_removed(draft);
    auto made = pack_from_plan(file, office.catalog(), {});
    if (!made) return unexpected(made.error());
    std::vector<pack::TextFile> files = files_of(*made);
    files.push_back({"document.txt", draft.file.text});
    for (const pack::TextFile& one : files) {
        if (auto written = store::write_durably(folder + "/" + one.path, one.text); !written)
            return unexpected(written.error());
    }
    const pack::PackReport report = pack::load_pack(folder, office.catalog());
    for (const Diagnostic& one : report.found) {
        if (one.severity == Severity::error) return unexpected(one);
    }
    return MadePack{made->manifest.code, made->manifest.year, made->targets.size(),
                    made->tasks.size(), report.found};
}

}  // namespace

Result<DraftHead> upload_plan(Office& office, const Requester& requester, std::string_view bytes,
                              const std::string& file_name) {
    auto file = read_plan_bytes(bytes, file_name, office.vocabulary());
    if (!file) return unexpected(file.error());
    // The file first: a draft must never stand there without it, a file without a draft is
    // harmless.
    if (auto kept = store::write_durably(upload_path(office, file->sha256), bytes); !kept)
        return unexpected(kept.error());
    const plan::PlanDocument& plan = file->plan;
    const std::optional<std::int64_t> year =
        plan.year > 0 ? std::optional<std::int64_t>(plan.year) : std::nullopt;
    auto answer = office.store().write(
        {.key = requester.key,
         .actor = requester.name,
         .kind = "plan.upload",
         .payload = fmt::format("{{\"sha256\":\"{}\",\"file_name\":{}}}", file->sha256,
                                json_quoted(file_name)),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             auto inserted = transaction.execute(
                 "INSERT INTO draft (version, state, file_name, format, sha256, title, year, "
                 "issuer, uploaded_at_us, uploaded_by) "
                 "VALUES (1, 'draft', $1, $2, $3, $4, $5, $6, $7, $8)",
                 {file_name, file->format, file->sha256, plan.title, year, plan.issuer,
                  transaction.known_at_us(), transaction.actor()});
             if (!inserted) return unexpected(inserted.error());
             auto rows = transaction.query("SELECT max(id) FROM draft");
             if (!rows) return unexpected(rows.error());
             const auto more = rows->next();
             if (!more) return unexpected(more.error());
             return std::to_string(rows->get<std::int64_t>(0));
         }});
    if (!answer) return unexpected(answer.error());
    std::int64_t id = 0;
    std::from_chars(answer->text.data(), answer->text.data() + answer->text.size(), id);
    auto draft = find_draft(office, id);
    if (!draft) return unexpected(draft.error());
    return (*draft)->head;
}

Result<std::vector<DraftHead>> list_drafts(Office& office, std::int64_t before,
                                           std::int64_t limit) {
    auto reader = office.store().read();
    if (!reader) return unexpected(reader.error());
    auto rows = reader->connection().query(
        std::string(kHeadColumns) + "WHERE $1 = 0 OR id < $1 ORDER BY id DESC LIMIT $2",
        {before, limit + 1});
    if (!rows) return unexpected(rows.error());
    std::vector<DraftHead> heads;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) heads.push_back(head_of(*rows));
    if (!more) return unexpected(more.error());
    return heads;
}

Result<std::optional<Draft>> find_draft(Office& office, std::int64_t id) {
    Draft draft;
    std::vector<Correction> corrections;
    {
        auto reader = office.store().read();
        if (!reader) return unexpected(reader.error());
        auto rows = reader->connection().query(std::string(kHeadColumns) + "WHERE id = $1", {id});
        if (!rows) return unexpected(rows.error());
        const auto more = rows->next();
        if (!more) return unexpected(more.error());
        if (!*more) return std::optional<Draft>();
        draft.head = head_of(*rows);
        auto read = corrections_of(reader->connection(), id);
        if (!read) return unexpected(read.error());
        corrections = std::move(*read);
    }
    auto bytes = store::read_whole_file(upload_path(office, draft.head.sha256), kUploadBytesMax);
    if (!bytes) return unexpected(bytes.error());
    auto file = read_plan_bytes(*bytes, draft.head.file_name, office.vocabulary());
    if (!file) return unexpected(file.error());
    draft.file = std::move(*file);
    draft.target_corrections.resize(draft.file.plan.targets.size());
    draft.target_removed.resize(draft.file.plan.targets.size());
    draft.task_corrections.resize(draft.file.plan.tasks.size());
    draft.task_removed.resize(draft.file.plan.tasks.size());
    const pack::Lookup catalog = office.catalog().lookup();
    for (const Correction& one : corrections) {
        // It was checked when it was made; a newer reader may have moved its row away.
        static_cast<void>(apply_correction(one, catalog, draft).has_value());
    }
    return std::optional(std::move(draft));
}

std::vector<CorrectionError> check_corrections(const Draft& draft,
                                               const std::vector<Correction>& corrections,
                                               const Office& office) {
    std::vector<CorrectionError> errors;
    Draft scratch = draft;
    const pack::Lookup catalog = office.catalog().lookup();
    for (std::size_t i = 0; i < corrections.size(); ++i) {
        if (auto applied = apply_correction(corrections[i], catalog, scratch); !applied)
            errors.push_back({i, applied.error()});
    }
    return errors;
}

Result<void> correct_draft(Office& office, const Requester& requester, std::int64_t id,
                           std::int64_t version, const std::vector<Correction>& corrections) {
    auto answer = office.store().write(
        {.key = requester.key,
         .actor = requester.name,
         .kind = "plan.correct",
         .payload = payload_of(id, version, corrections),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             if (auto same = expect_version(transaction, id, version); !same)
                 return unexpected(same.error());
             for (const Correction& one : corrections) {
                 auto inserted = transaction.execute(
                     "INSERT INTO draft_correction (draft, subject, row, field, value) "
                     "VALUES ($1, $2, $3, $4, $5)",
                     {id, one.subject, one.row, one.field, one.value});
                 if (!inserted) return unexpected(inserted.error());
             }
             auto changed =
                 transaction.execute("UPDATE draft SET version = version + 1 WHERE id = $1", {id});
             if (!changed) return unexpected(changed.error());
             return std::string();
         }});
    if (!answer) return unexpected(answer.error());
    return {};
}

Result<MadePack> make_pack(Office& office, const Requester& requester, std::int64_t id,
                           std::int64_t version) {
    auto draft = find_draft(office, id);
    if (!draft) return unexpected(draft.error());
    if (!*draft || (*draft)->head.version != version) return unexpected(changed_meanwhile());
    const std::string name = fmt::format("packs/{}-{}", id, version);
    const std::string folder = office.files_folder() + "/" + name;
    auto made = write_pack(office, **draft, folder);
    if (!made) return unexpected(made.error());
    auto answer = office.store().write(
        {.key = requester.key,
         .actor = requester.name,
         .kind = "pack.live",
         .payload = fmt::format("{{\"draft\":{},\"version\":{}}}", id, version),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             if (auto same = expect_version(transaction, id, version); !same)
                 return unexpected(same.error());
             auto done =
                 transaction.execute("UPDATE draft SET state = 'replaced' WHERE state = 'live'");
             if (done)
                 done = transaction.execute("UPDATE draft SET state = 'live' WHERE id = $1", {id});
             if (done)
                 done = transaction.execute(
                     "INSERT INTO live_pack (draft, folder, since_us) VALUES ($1, $2, $3)",
                     {id, name, transaction.known_at_us()});
             if (!done) return unexpected(done.error());
             return std::string();
         }});
    if (!answer) return unexpected(answer.error());
    if (auto live = office.go_live(folder, id); !live) return unexpected(live.error());
    return made;
}

}  // namespace kc::office
