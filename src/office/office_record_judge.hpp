// SPDX-License-Identifier: Apache-2.0
// One row of a file against the registry: which record it is, what it would change, and why it may
// not. Writes nothing: asked through a reader it is a dry run, asked inside a transaction it says
// what that transaction then does.
//
// A row is of no effect on what it does not name. Where it carries the version it was exported
// with, only what the file itself changed counts, so that nobody's later work is undone by a list
// that lay on a desk for a week.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "exchange/table_import.hpp"
#include "office/office_record_table.hpp"
#include "record/find.hpp"

namespace kc::office {

enum class RecordOutcome : std::uint8_t { create, update, same, conflict, wrong };
std::string_view to_string(RecordOutcome outcome);

struct RecordFieldChange {
    std::string field = {};
    pack::Bilingual from = {};  // as the person sees it
    pack::Bilingual to = {};
};

struct JudgedRow {
    RecordOutcome outcome = RecordOutcome::same;
    std::uint32_t row = 0;
    record::RecordId id = 0;  // 0 for a new one, and where the person may not know
    std::int64_t version = 0;
    std::string title = {};
    bool hands_in = false;                        // becomes submitted
    std::vector<record::FieldText> fields = {};   // what is to be written
    std::vector<RecordFieldChange> changes = {};  // the same, to be shown
};

class RecordJudge {
public:
    // What is said about a cell or the row; the finding has its field, not its column.
    using Note = std::function<void(exchange::CellFinding)>;

    // All must outlive the judge. `table` was made to be read in.
    RecordJudge(const LivePack& live, const record::Registry& registry, const access::Actor& actor,
                const RecordTable& table, base::Date today, bool submit);
    ~RecordJudge();
    RecordJudge(const RecordJudge&) = delete;
    RecordJudge& operator=(const RecordJudge&) = delete;

    // Rows in the order of the file, each once: a later row that is the same record as an earlier
    // one is a conflict. An error only when the database fails.
    Result<JudgedRow> judge(const exchange::TypedRow& row, const record::Look& look,
                            const Note& note);

    // The row became this record.
    void made(record::RecordId id, std::uint32_t row);

    // What the rights are asked about in the transaction, of rows as they are then.
    [[nodiscard]] const store::Condition& may_create() const;
    [[nodiscard]] const store::Condition& may_edit() const;
    [[nodiscard]] const store::Condition& may_submit() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kc::office
