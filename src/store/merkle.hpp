// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of RFC 6962 section 2.1: what proves that a log only ever grew.
//
// Leaf hash = SHA-256(0x00 ‖ leaf), node hash = SHA-256(0x01 ‖ left ‖ right). Nothing here knows a
// database: hashes come from a HashSource, so that ten lines of memory can test the proofs.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "store/sha256.hpp"

namespace kc::store {

Hash leaf_hash(std::string_view leaf);
Hash node_hash(const Hash& left, const Hash& right);
Hash empty_root();

// Every eighth level of the tree is kept: tile level 1 holds one hash for each 256 leaves, level 2
// one for each 65,536. Level 0 are the leaf hashes themselves. So any node of the tree is at most
// 128 reads and some hashing away, and the log is only 1/255 longer.
inline constexpr int kTileHeight = 8;

struct Tile {
    int level = 0;
    std::int64_t index = 0;
    Hash hash = {};

    bool operator==(const Tile&) const = default;
};

// The right edge of a growing tree: all that is needed to append and to say the root.
class Frontier {
public:
    // Tiles (level 1 and up) that this leaf completes are appended to `completed`.
    void append(const Hash& leaf, std::vector<Tile>& completed);

    // A complete subtree of 2^height leaves at once; the size must be a multiple of that.
    void append_subtree(int height, const Hash& root, std::vector<Tile>& completed);

    [[nodiscard]] std::int64_t size() const { return size_; }
    [[nodiscard]] Hash root() const;

private:
    std::int64_t size_ = 0;
    std::vector<Hash> peaks_;  // roots of the complete subtrees, largest first: one per bit of size
};

// The hash of a tile, level 0 being leaf hashes.
using HashSource = std::function<Result<Hash>(int level, std::int64_t index)>;

// The tree over the first `size` leaves, as far as appending needs it.
Result<Frontier> frontier_of(std::int64_t size, const HashSource& source);

// RFC 6962 section 2.1.1 and 2.1.2. 0 <= index < size; 0 < old_size <= size.
Result<std::vector<Hash>> inclusion_proof(std::int64_t index, std::int64_t size,
                                          const HashSource& source);
Result<std::vector<Hash>> consistency_proof(std::int64_t old_size, std::int64_t size,
                                            const HashSource& source);

// Whether the proof shows that `leaf` is number `index` in the tree of `size` leaves with `root`.
bool proves_inclusion(const Hash& leaf, std::int64_t index, std::int64_t size, const Hash& root,
                      std::span<const Hash> proof);

// Whether the proof shows that the tree (size, root) begins with the tree (old_size, old_root).
bool proves_consistency(std::int64_t old_size, const Hash& old_root, std::int64_t size,
                        const Hash& root, std::span<const Hash> proof);

}  // namespace kc::store
