// SPDX-License-Identifier: Apache-2.0
// What one command wrote into the tables of records, in one hash for its journal entry.
//
// Every version carries the command's `work`, a number nobody can foresee, and its own digest. The
// entry's answer carries the work with the number of versions and the hash over all of them, so an
// audit finds what was altered, left out or put in, without the definitions (verify.hpp).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "record/record.hpp"
#include "store/sha256.hpp"

namespace kc::record {

// One row of a table that is vouched for. `year` is 0 where the table has none.
struct ProvedRow {
    RecordId id = 0;
    std::int32_t year = 0;
    std::int64_t version = 0;
    store::Hash digest = {};

    auto operator<=>(const ProvedRow& other) const {
        return std::tie(id, year, version) <=> std::tie(other.id, other.year, other.version);
    }
    bool operator==(const ProvedRow&) const = default;
};

// `rows` in their order.
store::Hash hash_of_rows(const std::vector<ProvedRow>& rows);

// By table: how many rows, and the hash over them.
struct ProvedTable {
    std::int64_t rows = 0;
    store::Hash hash = {};
};
store::Hash hash_of_work(std::int64_t work, const std::map<std::string, ProvedTable>& tables);

class Proof {
public:
    explicit Proof(std::string_view seed);

    [[nodiscard]] std::int64_t work() const { return work_; }
    void add(const std::string& table, ProvedRow row) { tables_[table].push_back(row); }

    // {"work":…,"versions":…,"digest":"…"}, to stand in the answer under "proof".
    [[nodiscard]] std::string text() const;

private:
    std::int64_t work_ = 0;
    std::map<std::string, std::vector<ProvedRow>> tables_;
};

// What such a text says; nothing where an answer holds none.
struct ProofText {
    std::int64_t work = 0;
    std::int64_t versions = 0;
    std::string digest = {};  // hexadecimal
};
std::optional<ProofText> read_proof(std::string_view answer);

}  // namespace kc::record
