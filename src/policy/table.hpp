// SPDX-License-Identifier: Apache-2.0
// Many subjects as columns: one for each fact that the asked policies read.
//
// The layout is that of docs/policy-data.md: a heading with the names or codes of facts, a row for
// each subject; empty is missing, NA is not applicable. A row with a value that cannot be is kept
// and marked: it is answered with an error, never with a verdict.
//
//   TableMaker maker(set, policies);
//   maker.set_heading(cells, found);
//   maker.add_row(2, cells, found);
//   SubjectTable table = maker.take();
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "formula/batch.hpp"
#include "policy/policy_set.hpp"
#include "policy/value_text.hpp"

namespace kc::policy {

// A heading's name and the unit behind it: "销售收入（万元）", "sales[万元]".
struct HeadingText {
    std::string name = {};
    std::string unit = {};  // may be empty
};
HeadingText heading_text(std::string_view text);

struct TextCell {
    std::uint32_t column = 0;  // from 1
    std::string_view text = {};
};

class SubjectTable {
public:
    std::size_t rows() const { return lines_.size(); }
    // The columns of the plan's inputs. Valid until the table is changed or moved.
    formula::Table view() const;
    // One row as cells of the plan's inputs.
    std::vector<formula::Cell> row(std::size_t index) const;

    const std::string& id(std::size_t row) const { return ids_[row]; }
    const std::string& name(std::size_t row) const { return names_[row]; }
    std::uint32_t line(std::size_t row) const { return lines_[row]; }
    bool is_sound(std::size_t row) const { return sound_[row] != 0; }

private:
    friend class TableMaker;

    struct Column {
        bool is_truth = false;
        std::vector<std::int64_t> numbers = {};
        std::vector<std::uint8_t> truths = {};
        std::vector<std::uint8_t> presence = {};
    };

    std::vector<Column> columns_;  // by slot; one without rows is missing everywhere
    std::vector<std::string> ids_;
    std::vector<std::string> names_;
    std::vector<std::uint32_t> lines_;
    std::vector<std::uint8_t> sound_;
};

class TableMaker {
public:
    TableMaker(const PolicySet& set, std::vector<const Policy*> policies, std::string file);

    // False when the table cannot be read with this heading; why goes to `found`.
    bool set_heading(std::uint32_t line, std::span<const TextCell> cells, Diagnostics& found);

    // Mistakes go to `found` with line and column; the row is kept, not sound.
    void add_row(std::uint32_t line, std::span<const TextCell> cells, Diagnostics& found);

    std::size_t rows() const { return table_.rows(); }

    // The rows so far; the maker goes on with an empty table and the same heading.
    SubjectTable take();

    // Facts of the policies that no column gives, in Chinese.
    const std::vector<std::string>& absent() const { return absent_; }

private:
    struct Target {
        std::size_t slot = 0;
        ValueForm form = {};
        const Fact* fact = nullptr;
    };
    struct HeadColumn {
        std::vector<Target> targets = {};  // the same fact may be read by several policies
        bool is_id = false;
        bool is_name = false;
    };

    void report(std::uint32_t line, std::uint32_t column, Diagnostic diagnostic,
                Diagnostics& found) const;
    bool read_cell(const HeadColumn& head, std::uint32_t line, const TextCell& cell,
                   Diagnostics& found);
    bool check_row(std::uint32_t line, Diagnostics& found);
    void reset();

    const PolicySet& set_;
    std::vector<const Policy*> policies_;
    std::string file_;
    std::vector<HeadColumn> heads_;  // by column, from 1
    std::vector<std::string> absent_;
    SubjectTable table_;
    std::vector<formula::Cell> cells_;  // of the row being read
};

}  // namespace kc::policy
