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
#include <memory>
#include <optional>
#include <string>
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
    std::int32_t year = 0;                        // of a row of yearly figures
    std::string source = {};                      // of those
};

// Says what becomes of the rows of a file, one after another.
class RowJudge {
public:
    // What is said about a cell or the row; the finding has its field, not its column.
    using Note = std::function<void(exchange::CellFinding)>;

    RowJudge() = default;
    virtual ~RowJudge() = default;
    RowJudge(const RowJudge&) = delete;
    RowJudge& operator=(const RowJudge&) = delete;

    // Where rows may refer to records that the same file makes, every row is shown to the judge
    // before the first is judged, and a row is judged after the one it waits for, as far as it can
    // be. Without that the row it refers to is taken to be in order.
    [[nodiscard]] virtual bool looks_ahead() const { return false; }
    virtual void look_ahead(const exchange::TypedRow&) {}
    virtual Result<void> end_of_file(const record::Look&) { return {}; }
    [[nodiscard]] virtual std::optional<std::uint32_t> waits_for(std::uint32_t) const { return {}; }

    // Rows in the order of the file, each once: a later row that is the same thing as an earlier
    // one is a conflict. An error only when the database fails.
    virtual Result<JudgedRow> judge(const exchange::TypedRow& row, const record::Look& look,
                                    const Note& note) = 0;

    // The row became this record.
    virtual void made(record::RecordId, std::uint32_t) {}

    // What the rights are asked about in the transaction, of rows as they are then.
    [[nodiscard]] virtual const store::Condition& may_create() const = 0;
    [[nodiscard]] virtual const store::Condition& may_edit() const = 0;
    [[nodiscard]] virtual const store::Condition& may_submit() const = 0;
};

class RecordJudge final : public RowJudge {
public:
    // All must outlive the judge. `table` was made to be read in.
    RecordJudge(const LivePack& live, const record::Registry& registry, const access::Actor& actor,
                const RecordTable& table, base::Date today, bool submit);
    ~RecordJudge() override;

    [[nodiscard]] bool looks_ahead() const override;
    void look_ahead(const exchange::TypedRow& row) override;
    Result<void> end_of_file(const record::Look& look) override;
    [[nodiscard]] std::optional<std::uint32_t> waits_for(std::uint32_t row) const override;
    Result<JudgedRow> judge(const exchange::TypedRow& row, const record::Look& look,
                            const Note& note) override;
    void made(record::RecordId id, std::uint32_t row) override;
    [[nodiscard]] const store::Condition& may_create() const override;
    [[nodiscard]] const store::Condition& may_edit() const override;
    [[nodiscard]] const store::Condition& may_submit() const override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kc::office
