// SPDX-License-Identifier: Apache-2.0
// Rows of a file that refer to records the same file makes: a platform and the one it came out of,
// in whatever order they stand.
//
// Such a file is gone through twice. First every row says what it is called and whom it refers to;
// then it is settled what each of those words means, before anything is written. What is there
// already goes before what the file makes, and a row never means itself.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "exchange/table_import.hpp"
#include "office/office_record_table.hpp"
#include "record/find.hpp"

namespace kc::office {

// What a reference to the file's own registry means.
struct MeantRow {
    enum class Kind : std::uint8_t { none, record, row, several_records, several_rows, circle };
    Kind kind = Kind::none;
    record::RecordId id = 0;
    std::uint32_t row = 0;
    std::uint32_t other_row = 0;             // of several
    std::optional<Diagnostic> refused = {};  // of several records
};

class RowsWithin {
public:
    // All must outlive it.
    RowsWithin(const LivePack& live, const record::Registry& registry, const RecordTable& table,
               base::Date today);

    // Without such a field there is nothing to settle, and the file is read once.
    [[nodiscard]] bool matters() const { return !references_to_self_.empty(); }

    void add(const exchange::TypedRow& row);
    // After the last row; an error only when the database fails.
    Result<void> settle(const record::Look& look);

    // Null for a field that refers to another registry.
    [[nodiscard]] const MeantRow* meant(std::uint32_t row, std::size_t position) const;
    // A row that has to be judged before this one.
    [[nodiscard]] std::optional<std::uint32_t> waits_for(std::uint32_t row) const;

    // What became of a row. Of a new one that is not written, in a dry run, `id` stands for it
    // (`standing_for`).
    void judged(std::uint32_t row, record::RecordId id) { became_[row] = id; }
    void failed(std::uint32_t row) { became_[row] = 0; }
    [[nodiscard]] bool has_failed(std::uint32_t row) const;
    [[nodiscard]] record::RecordId id_of(std::uint32_t row) const;
    // No record has such a number.
    static record::RecordId standing_for(std::uint32_t row) { return -record::RecordId{row}; }

private:
    struct Reference {
        std::uint32_t row = 0;
        std::size_t position = 0;
        std::string text = {};
    };
    struct Named {
        std::uint32_t row = 0;
        std::string title = {};
    };

    Result<MeantRow> of(const record::Look& look, const Reference& reference);
    std::vector<std::uint32_t> rows_called(const std::string& text) const;
    std::optional<std::string> as_code(const pack::RegistryField& field,
                                       const std::string& text) const;
    void find_circles();

    const LivePack& live_;
    const record::Registry& registry_;
    const RecordTable& table_;
    base::Date today_;
    std::vector<std::size_t> references_to_self_ = {};  // positions of fields
    std::vector<Reference> references_ = {};
    std::unordered_map<std::string, std::vector<Named>> by_name_ = {};
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_code_ = {};
    std::map<std::pair<std::uint32_t, std::size_t>, MeantRow> meant_ = {};
    std::unordered_map<std::uint32_t, record::RecordId> became_ = {};
};

}  // namespace kc::office
