// SPDX-License-Identifier: Apache-2.0
// Writes facts on the writer's connection and keeps what the journal has to vouch for.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/fact.hpp"
#include "store/fact_text.hpp"
#include "store/terms.hpp"

namespace kc::store {

// What one command wrote: facts `first` … `first + count - 1`.
struct FactsWritten {
    // Of a fact's hash: enough to tell which row of a command was touched. That one was touched at
    // all is told by `digest`, which is a full hash.
    static constexpr std::size_t kCheckBytes = 8;

    std::int64_t first = 0;  // 0 when none
    std::int64_t count = 0;
    std::vector<std::uint8_t> digest;  // SHA-256 over the facts' hashes; empty when none
    std::vector<std::uint8_t> checks;  // kCheckBytes of each fact's hash
};

class FactAppender {
public:
    static constexpr std::int64_t kMaxFactsPerCommand = 1'000'000;

    explicit FactAppender(Connection& connection) : connection_(&connection) {}

    // Numbers go on from what the table holds then.
    void begin_batch();
    void begin_command();
    // The new fact's number.
    Result<std::int64_t> append(const Fact& fact, std::int64_t known_at_us);
    // Seals the command's facts for the journal.
    FactsWritten finish_command();

    void command_kept() { terms_.keep(); }
    void command_undone();
    void batch_undone();

private:
    // Consecutive facts mostly repeat their texts, so each column remembers its last one.
    struct Column {
        std::string text;
        std::int64_t id = 0;
    };
    enum ColumnName : std::uint8_t { indicator, unit, period, dimensions, source, who };
    static constexpr std::size_t kColumns = 6;

    Result<std::int64_t> id_of(ColumnName name, std::string_view text);
    Result<void> ready();
    void forget_columns();

    Connection* connection_;
    TermWriter terms_;
    std::array<Column, kColumns> columns_;
    std::optional<base::Period> last_period_;
    Dimensions last_dimensions_;
    std::optional<Statement> insert_;
    std::int64_t next_id_ = 0;  // 0: to be asked for
    FactsWritten written_;
    ByteWriter bytes_;
    Sha256 row_hasher_;
    Sha256 digest_;
};

}  // namespace kc::store
