// SPDX-License-Identifier: Apache-2.0
#include "store/verify_tree.hpp"

#include <utility>

namespace kc::store {

using Kind = Finding::Kind;

Result<TreeVerifier> TreeVerifier::open(Connection& connection, std::optional<Head> kept_head,
                                        Findings& findings) {
    Result<Rows> heads = connection.scan("SELECT size, root FROM journal_head ORDER BY size");
    if (!heads) return unexpected(std::move(heads.error()));
    TreeVerifier verifier(connection, std::move(*heads), kept_head, findings);
    if (Result<void> first = verifier.next_head(); !first) {
        return unexpected(std::move(first.error()));
    }
    return verifier;
}

Result<void> TreeVerifier::next_head() {
    Result<bool> more = heads_.next();
    if (!more) return unexpected(std::move(more.error()));
    next_head_.reset();
    if (*more) {
        // A root of the wrong length is a wrong one.
        const std::optional<Hash> root = hash_of_bytes(heads_.get<Bytes>(1));
        next_head_ = Head{heads_.get<std::int64_t>(0), root.value_or(Hash{})};
    }
    return heads_.check_types();
}

Result<void> TreeVerifier::append(const std::optional<Hash>& leaf, bool is_named) {
    ++size_;
    if (is_named) last_named_ = size_;
    if (!leaf) in_step_ = false;
    if (in_step_) frontier_.append(*leaf, completed_);
    if (Result<void> checked = check_heads(); !checked) return checked;
    return size_ % kBlock == 0 ? end_block() : Result<void>();
}

void TreeVerifier::all_is_good_here() {
    if (suspect_ != 0) findings_->add(Kind::tree_altered, suspect_);
    suspect_ = 0;
    last_good_ = size_;
}

void TreeVerifier::something_is_wrong_before(std::int64_t sequence) {
    // When an entry on the way is named already, that is what is wrong.
    if (last_named_ <= last_good_) findings_->add(Kind::range_altered, last_good_ + 1, sequence);
    suspect_ = 0;
}

Result<void> TreeVerifier::check_heads() {
    while (next_head_ && next_head_->size < size_) {  // no journal has a size below one
        findings_->add(Kind::tree_altered, next_head_->size);
        if (Result<void> next = next_head(); !next) return next;
    }
    if (in_step_ && kept_head_ && kept_head_->size == size_ &&
        kept_head_->root != frontier_.root()) {
        findings_->add(Kind::history_replaced, size_);
    }
    if (!next_head_ || next_head_->size != size_) return {};
    if (in_step_) {
        if (next_head_->root == frontier_.root()) {
            all_is_good_here();
        } else if (suspect_ == 0) {
            suspect_ = size_;
        }
    }
    return next_head();
}

Result<void> TreeVerifier::end_block() {
    const std::int64_t position = size_ / kBlock - 1;
    Result<std::optional<Hash>> tile = stored_tile(1, position);
    if (!tile) return unexpected(std::move(tile.error()));
    if (!*tile) {
        findings_->add(Kind::tree_altered, size_);
    } else if (in_step_ && completed_.front().hash == **tile) {
        all_is_good_here();
    } else if (block_start_.size() == position * kBlock) {
        if (in_step_) something_is_wrong_before(suspect_ != 0 ? suspect_ : size_);
        completed_.clear();
        frontier_ = block_start_;
        frontier_.append_subtree(kTileHeight, **tile, completed_);
        in_step_ = true;
        last_good_ = size_;
    }
    return compare_tiles();
}

// Level 1 has been looked at; the levels above follow from it.
Result<void> TreeVerifier::compare_tiles() {
    for (const Tile& tile : completed_) {
        if (tile.level == 1) continue;
        Result<std::optional<Hash>> stored = stored_tile(tile.level, tile.index);
        if (!stored) return unexpected(std::move(stored.error()));
        if (*stored != tile.hash) findings_->add(Kind::tree_altered, size_);
    }
    completed_.clear();
    if (in_step_) block_start_ = frontier_;
    return {};
}

Result<std::optional<Hash>> TreeVerifier::stored_tile(int level, std::int64_t position) {
    Result<Rows> rows = connection_->query(
        "SELECT hash FROM journal_tile WHERE level = $1 AND position = $2", {level, position});
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> found = rows->next();
    if (!found) return unexpected(std::move(found.error()));
    if (!*found) return std::optional<Hash>();
    const std::optional<Hash> hash = hash_of_bytes(rows->get<Bytes>(0));
    if (Result<void> good = rows->check_types(); !good) return unexpected(std::move(good.error()));
    return hash;
}

Result<void> TreeVerifier::finish() {
    if (suspect_ != 0) something_is_wrong_before(suspect_);
    if (next_head_) {
        std::int64_t last = size_;
        while (next_head_) {
            last = next_head_->size;
            if (Result<void> next = next_head(); !next) return next;
        }
        findings_->add(Kind::entry_missing, size_ + 1, last);
    }
    if (kept_head_ && kept_head_->size > size_) {
        findings_->add(Kind::history_replaced, kept_head_->size);
    }
    return {};
}

}  // namespace kc::store
