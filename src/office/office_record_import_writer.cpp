// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_import_writer.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "office/digest.hpp"
#include "record/rows.hpp"

namespace kc::office {
namespace {

constexpr std::size_t kRowsAtOnce = 500;

store::Condition states_to_hand_in() {
    return store::one_of(std::string(record::columns::kState),
                         {std::string("draft"), std::string("returned")});
}

}  // namespace

RecordImportWriter::RecordImportWriter(store::Transaction& transaction,
                                       const record::Registries& registries,
                                       const record::Registry& registry, RowJudge& judge,
                                       base::Date today, std::int64_t expected_new)
    : transaction_(transaction),
      registry_(registry),
      judge_(judge),
      writer_(transaction, registries, {.today = today, .seed = record::random_seed()}) {
    writer_.reserve(std::max<std::int64_t>(expected_new, 1));
}

Result<std::int64_t> RecordImportWriter::begin(const std::string& subject,
                                               const std::string& digest, const std::string& sha256,
                                               bool submit) {
    auto added = transaction_.execute(
        "INSERT INTO record_import (registry, digest, sha256, submitted, imported_at_us, "
        "imported_by, created, updated, unchanged, proof) "
        "VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, '')",
        {subject, digest, sha256, submit ? 1 : 0, transaction_.known_at_us(),
         transaction_.actor()});
    if (!added) return unexpected(std::move(added.error()));
    auto read = record::for_each_row(
        transaction_.query("SELECT id FROM record_import WHERE digest = $1", {digest}),
        [&](store::Rows& rows) { import_ = rows.get<std::int64_t>(0); });
    if (!read) return unexpected(std::move(read.error()));
    return import_;
}

Result<record::Written> RecordImportWriter::write(const JudgedRow& row) {
    const bool is_same = row.outcome == RecordOutcome::same;
    if (row.year > 0 && !is_same)
        return writer_.set_yearly(
            {.whom = {.registry = registry_.code(), .id = row.id, .allowed = judge_.may_edit()},
             .year = row.year,
             .expected_figures_version = row.version,
             .fields = row.fields,
             .source = row.source});
    if (row.outcome == RecordOutcome::create)
        return writer_.create(
            {.registry = registry_.code(), .fields = row.fields, .state = "draft"});
    if (row.outcome == RecordOutcome::update && !row.fields.empty())
        return writer_.update({.whom = {.registry = registry_.code(),
                                        .id = row.id,
                                        .expected_version = row.version,
                                        .allowed = judge_.may_edit()},
                               .fields = row.fields});
    return record::Written{registry_.code(), row.id, row.version, {}};
}

Result<void> RecordImportWriter::take(const JudgedRow& row) {
    auto written = write(row);
    if (!written) {
        failed_row_ = row.row;
        return unexpected(std::move(written.error()));
    }
    if (row.outcome == RecordOutcome::create && row.year == 0) judge_.made(written->id, row.row);
    pending_.push_back({row.row, row.outcome, row.hands_in, std::move(*written)});
    return pending_.size() < kRowsAtOnce ? Result<void>() : flush();
}

Result<void> RecordImportWriter::flush() {
    auto done = check_rights(RecordOutcome::create, judge_.may_create());
    if (done) done = check_rights(RecordOutcome::update, judge_.may_edit());
    if (done) done = hand_in();
    if (done) done = keep_rows();
    pending_.clear();
    return done;
}

// Of what the rows are now: nobody moves a record out of his reach, or makes one outside it.
Result<void> RecordImportWriter::check_rights(RecordOutcome outcome,
                                              const store::Condition& reach) {
    std::vector<record::RecordId> ids;
    for (const Pending& one : pending_) {
        const bool was_written = !one.written.digest.empty();
        if (one.outcome == outcome && was_written) ids.push_back(one.written.id);
    }
    if (ids.empty()) return {};
    auto outside = outside_of(transaction_, registry_, ids, reach);
    if (!outside) return unexpected(std::move(outside.error()));
    if (outside->empty()) return {};
    for (const Pending& one : pending_) {
        if (one.written.id == outside->front()) failed_row_ = one.row;
    }
    return unexpected(record_outside());
}

Result<void> RecordImportWriter::hand_in() {
    const store::Condition reach = store::both(judge_.may_submit(), states_to_hand_in());
    for (Pending& one : pending_) {
        if (!one.is_handed_in) continue;
        auto submitted = writer_.set_state(
            {.whom = {.registry = registry_.code(), .id = one.written.id, .allowed = reach},
             .state = "submitted"});
        if (!submitted) {
            failed_row_ = one.row;
            return unexpected(std::move(submitted.error()));
        }
        one.written = std::move(*submitted);
    }
    return {};
}

Result<void> RecordImportWriter::keep_rows() {
    for (const Pending& one : pending_) {
        const std::string_view outcome = to_string(one.outcome);
        auto kept = transaction_.execute(
            "INSERT INTO record_import_row (import, line, outcome, record, version) "
            "VALUES ($1, $2, $3, $4, $5)",
            {import_, one.row, outcome, one.written.id, one.written.version});
        if (!kept) return unexpected(std::move(kept.error()));
        proof_ += fmt::format("{} {} {} {} {}\n", one.row, outcome, one.written.id,
                              one.written.version, one.written.digest);
    }
    // One digest after another, so that a long import is never in memory as a whole.
    proof_ = sha256_hex(proof_) + '\n';
    return {};
}

Result<std::string> RecordImportWriter::finish(const RecordImportCounts& counts) {
    if (auto flushed = flush(); !flushed) return unexpected(std::move(flushed.error()));
    proof_.pop_back();
    auto closed = transaction_.execute(
        "UPDATE record_import SET created = $2, updated = $3, unchanged = $4, proof = $5 "
        "WHERE id = $1",
        {import_, counts.create, counts.update, counts.same, proof_});
    if (!closed) return unexpected(std::move(closed.error()));
    return proof_;
}

}  // namespace kc::office
