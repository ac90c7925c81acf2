// SPDX-License-Identifier: Apache-2.0
// The rows of an import on their way into the registry, inside the import's one transaction.
//
// Rows are written as they come; rights are then asked of many at once, of what the rows have
// become. The first that is refused ends the import, and with it the transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "office/office_record_import.hpp"
#include "record/write.hpp"

namespace kc::office {

class RecordImportWriter {
public:
    // All must outlive it. `expected_new` is how many records a dry run found to be new.
    RecordImportWriter(store::Transaction& transaction, const record::Registries& registries,
                       const record::Registry& registry, RowJudge& judge, base::Date today,
                       std::int64_t expected_new);

    // The import's number; before the first row.
    Result<std::int64_t> begin(const std::string& subject, const std::string& digest,
                               const std::string& sha256, bool submit);
    Result<void> take(const JudgedRow& row);
    // SHA-256 over the lines "row outcome record version digest", hexadecimal.
    Result<std::string> finish(const RecordImportCounts& counts);

    // Of the versions that were written; has to stand in the command's answer.
    [[nodiscard]] const record::Proof& proof() const { return writer_.proof(); }

    // The row behind an error of take or finish, where it is known.
    [[nodiscard]] std::optional<std::uint32_t> failed_row() const { return failed_row_; }

private:
    struct Pending {
        std::uint32_t row = 0;
        RecordOutcome outcome = RecordOutcome::same;
        bool is_handed_in = false;
        record::Written written = {};
    };

    Result<record::Written> write(const JudgedRow& row);
    Result<void> flush();
    Result<void> check_rights(RecordOutcome outcome, const store::Condition& reach);
    Result<void> hand_in();
    Result<void> keep_rows();

    store::Transaction& transaction_;
    const record::Registry& registry_;
    RowJudge& judge_;
    record::RecordWriter writer_;
    std::int64_t import_ = 0;
    std::vector<Pending> pending_ = {};
    std::string proof_ = {};
    std::optional<std::uint32_t> failed_row_ = {};
};

}  // namespace kc::office
