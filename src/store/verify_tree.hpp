// SPDX-License-Identifier: Apache-2.0
// The audit's first half: the tree that the stored leaf hashes make, against the stored heads and
// tiles.
//
// A head that does not fit is either itself altered or covers an altered entry whose leaf hash was
// made to fit; what comes next tells which. After such an entry no head can fit, so the tree goes
// on from the stored tile at the end of the block of 256 entries: what was done to later entries is
// found all the same.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/findings.hpp"
#include "store/journal.hpp"

namespace kc::store {

class TreeVerifier {
public:
    static Result<TreeVerifier> open(Connection& connection, std::optional<Head> kept_head,
                                     Findings& findings);

    // The next leaf in order; empty when the entry is missing. `is_named` when a finding names the
    // entry already.
    Result<void> append(const std::optional<Hash>& leaf, bool is_named);

    // After the last entry.
    Result<void> finish();

    [[nodiscard]] Head head() const { return {frontier_.size(), frontier_.root()}; }

private:
    static constexpr std::int64_t kBlock = std::int64_t{1} << kTileHeight;

    TreeVerifier(Connection& connection, Rows heads, std::optional<Head> kept_head,
                 Findings& findings)
        : connection_(&connection),
          heads_(std::move(heads)),
          kept_head_(kept_head),
          findings_(&findings) {}

    Result<void> next_head();
    Result<void> check_heads();
    Result<void> end_block();
    Result<void> compare_tiles();
    void all_is_good_here();
    void something_is_wrong_before(std::int64_t sequence);
    Result<std::optional<Hash>> stored_tile(int level, std::int64_t position);

    Connection* connection_;
    Rows heads_;
    std::optional<Head> next_head_;
    std::optional<Head> kept_head_;
    Findings* findings_;
    Frontier frontier_;
    Frontier block_start_;
    std::vector<Tile> completed_;
    std::int64_t size_ = 0;
    std::int64_t last_good_ = 0;   // up to here a stored hash has fitted
    std::int64_t last_named_ = 0;  // the last entry that a finding names
    std::int64_t suspect_ = 0;     // the first head since then that did not fit; 0 for none
    bool in_step_ = true;          // the tree holds every leaf so far
};

}  // namespace kc::store
