// SPDX-License-Identifier: Apache-2.0
// A row of a file on its way into a registry, and what everybody who looks at it has to know. For
// the files of office_record_judge only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "office/office_record_judge.hpp"

namespace kc::office {

// What the rows of one file are held against. All must outlive it.
struct RowContext {
    RowContext(const LivePack& pack, const record::Registry& of, const access::Actor& who,
               const RecordTable& columns, base::Date day);

    const LivePack& live;
    const record::Registry& registry;
    const access::Actor& actor;
    const RecordTable& table;
    base::Date today;
    access::SubjectShape shape;
    const std::vector<pack::RegistryField>& fields;
    // What is seen of the fields, and what of them goes out in files.
    std::vector<access::FieldView> views;
    std::vector<access::FieldView> views_out;
    bool rows_differ;  // in either

    // What an import does needs the right to import besides.
    [[nodiscard]] store::Condition right_to(access::Verb verb) const;
    // exchange::kNoField where the table has no such column.
    [[nodiscard]] std::size_t column_of(std::string_view key) const;
    [[nodiscard]] std::size_t position_of(const std::string& code) const;
};

// The record that a row is, as it stands.
struct PresentRecord {
    record::Record record = {};
    bool may_read = false;
    bool may_edit = false;
    std::vector<access::Sight> sights = {};
    std::vector<access::Sight> sights_out = {};
};

struct GivenCell {
    std::size_t column = 0;    // of the schema
    std::size_t position = 0;  // of the field
    std::string text = {};     // empty: to be emptied
};

struct RowOnItsWay {
    const record::Look& look;
    const RecordJudge::Note& note;
    JudgedRow out = {};
    std::vector<GivenCell> given = {};
    std::optional<record::RecordId> number = {};
    std::optional<std::int64_t> version = {};
    std::optional<PresentRecord> present = {};
    std::optional<record::Record> base = {};  // as it was exported, where it has changed since
    bool is_wrong = false;
    bool is_conflict = false;

    [[nodiscard]] bool has_failed() const { return is_wrong || is_conflict; }
    // Say what keeps the row out; `column` is exchange::kNoField for the row itself.
    void wrong(std::size_t column, const Diagnostic& what);
    void conflict(std::size_t column, const Diagnostic& what);

private:
    void say(std::size_t column, const Diagnostic& what);
};

// What the row gives, cell by cell.
void read_row(const RowContext& context, const exchange::TypedRow& row, RowOnItsWay& one);

}  // namespace kc::office
