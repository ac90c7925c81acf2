// SPDX-License-Identifier: Apache-2.0
#include "store/merkle.hpp"

#include <array>
#include <bit>
#include <utility>

#include "base/check.hpp"

namespace kc::store {
namespace {

constexpr std::array<std::uint8_t, 1> kLeafPrefix = {0x00};
constexpr std::array<std::uint8_t, 1> kNodePrefix = {0x01};

Sha256& hasher() {
    thread_local Sha256 reused;
    return reused;
}

std::uint64_t bits(std::int64_t size) {
    return static_cast<std::uint64_t>(size);
}

// The largest power of two below `size`, where the tree splits.
std::int64_t split(std::int64_t size) {
    KC_CHECK(size > 1);
    return static_cast<std::int64_t>(std::bit_floor(bits(size - 1)));
}

// Root of the complete subtree of 2^height leaves that starts at leaf index << height.
Result<Hash> subtree(int height, std::int64_t index, const HashSource& source) {
    if (height % kTileHeight == 0) return source(height / kTileHeight, index);
    Result<Hash> left = subtree(height - 1, index * 2, source);
    if (!left) return left;
    Result<Hash> right = subtree(height - 1, index * 2 + 1, source);
    if (!right) return right;
    return node_hash(*left, *right);
}

// Root over `count` leaves from `begin`, where `begin` is where a tree of that size may start.
Result<Hash> range_root(std::int64_t begin, std::int64_t count, const HashSource& source) {
    if (std::has_single_bit(bits(count))) {
        const int height = std::countr_zero(bits(count));
        return subtree(height, begin >> height, source);
    }
    const std::int64_t left_count = split(count);
    Result<Hash> left = range_root(begin, left_count, source);
    if (!left) return left;
    Result<Hash> right = range_root(begin + left_count, count - left_count, source);
    if (!right) return right;
    return node_hash(*left, *right);
}

}  // namespace

Hash leaf_hash(std::string_view leaf) {
    hasher().update(kLeafPrefix);
    hasher().update(leaf);
    return hasher().finish();
}

Hash node_hash(const Hash& left, const Hash& right) {
    hasher().update(kNodePrefix);
    hasher().update(left);
    hasher().update(right);
    return hasher().finish();
}

Hash empty_root() {
    return sha256("");
}

void Frontier::append(const Hash& leaf, std::vector<Tile>& completed) {
    append_subtree(0, leaf, completed);
}

void Frontier::append_subtree(int height, const Hash& root, std::vector<Tile>& completed) {
    KC_CHECK(height >= 0 && height < 62);
    KC_CHECK((bits(size_) & ((std::uint64_t{1} << height) - 1)) == 0);
    Hash merged = root;
    std::uint64_t below = bits(size_) >> height;
    size_ += std::int64_t{1} << height;
    const auto keep_tile = [&] {
        if (height == 0 || height % kTileHeight != 0) return;
        completed.push_back({height / kTileHeight, (size_ >> height) - 1, merged});
    };
    keep_tile();
    for (; (below & 1) != 0; below >>= 1) {
        merged = node_hash(peaks_.back(), merged);
        peaks_.pop_back();
        ++height;
        keep_tile();
    }
    peaks_.push_back(merged);
}

Hash Frontier::root() const {
    if (peaks_.empty()) return empty_root();
    Hash root = peaks_.back();
    for (std::size_t i = peaks_.size() - 1; i-- > 0;) root = node_hash(peaks_[i], root);
    return root;
}

Result<Frontier> frontier_of(std::int64_t size, const HashSource& source) {
    Frontier frontier;
    std::vector<Tile> ignored;
    for (int height = 61; height >= 0; --height) {
        if ((bits(size) >> height & 1) == 0) continue;
        Result<Hash> peak = subtree(height, frontier.size() >> height, source);
        if (!peak) return unexpected(std::move(peak.error()));
        frontier.append_subtree(height, *peak, ignored);
    }
    return frontier;
}

Result<std::vector<Hash>> inclusion_proof(std::int64_t index, std::int64_t size,
                                          const HashSource& source) {
    KC_CHECK(index >= 0 && index < size);
    // From the root down, each step adds the sibling subtree; the proof lists them upwards.
    std::vector<Hash> downwards;
    std::int64_t begin = 0;
    while (size > 1) {
        const std::int64_t left = split(size);
        const bool goes_left = index < left;
        Result<Hash> sibling = goes_left ? range_root(begin + left, size - left, source)
                                         : range_root(begin, left, source);
        if (!sibling) return unexpected(std::move(sibling.error()));
        downwards.push_back(*sibling);
        if (!goes_left) {
            begin += left;
            index -= left;
        }
        size = goes_left ? left : size - left;
    }
    return std::vector<Hash>(downwards.rbegin(), downwards.rend());
}

Result<std::vector<Hash>> consistency_proof(std::int64_t old_size, std::int64_t size,
                                            const HashSource& source) {
    KC_CHECK(old_size > 0 && old_size <= size);
    std::vector<Hash> downwards;
    std::int64_t begin = 0;
    // While the old tree is exactly the left edge, its root is known to whoever asks.
    bool is_known = true;
    while (old_size != size) {
        const std::int64_t left = split(size);
        const bool goes_left = old_size <= left;
        Result<Hash> sibling = goes_left ? range_root(begin + left, size - left, source)
                                         : range_root(begin, left, source);
        if (!sibling) return unexpected(std::move(sibling.error()));
        downwards.push_back(*sibling);
        if (!goes_left) {
            begin += left;
            old_size -= left;
            is_known = false;
        }
        size = goes_left ? left : size - left;
    }
    if (!is_known) {
        Result<Hash> rest = range_root(begin, size, source);
        if (!rest) return unexpected(std::move(rest.error()));
        downwards.push_back(*rest);
    }
    return std::vector<Hash>(downwards.rbegin(), downwards.rend());
}

bool proves_inclusion(const Hash& leaf, std::int64_t index, std::int64_t size, const Hash& root,
                      std::span<const Hash> proof) {
    if (index < 0 || index >= size) return false;
    Hash hash = leaf;
    std::int64_t last = size - 1;  // index of the rightmost node of this level
    for (const Hash& sibling : proof) {
        if (last == 0) return false;
        if ((index & 1) != 0 || index == last) {
            hash = node_hash(sibling, hash);
            // A right edge without sibling rises unchanged until it has one.
            while ((index & 1) == 0) {
                index >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(hash, sibling);
        }
        index >>= 1;
        last >>= 1;
    }
    return last == 0 && hash == root;
}

bool proves_consistency(std::int64_t old_size, const Hash& old_root, std::int64_t size,
                        const Hash& root, std::span<const Hash> proof) {
    if (old_size <= 0 || old_size > size) return false;
    if (old_size == size) return proof.empty() && old_root == root;
    std::int64_t index = old_size - 1;
    std::int64_t last = size - 1;
    while ((index & 1) != 0) {
        index >>= 1;
        last >>= 1;
    }
    // An old tree that is complete is itself the first node of the proof.
    const bool is_complete = std::has_single_bit(bits(old_size));
    if (!is_complete && proof.empty()) return false;
    Hash of_old = is_complete ? old_root : proof.front();
    Hash of_new = of_old;
    for (const Hash& sibling : proof.subspan(is_complete ? 0 : 1)) {
        if (last == 0) return false;
        if ((index & 1) != 0 || index == last) {
            of_old = node_hash(sibling, of_old);
            of_new = node_hash(sibling, of_new);
            while (index != 0 && (index & 1) == 0) {
                index >>= 1;
                last >>= 1;
            }
        } else {
            of_new = node_hash(of_new, sibling);
        }
        index >>= 1;
        last >>= 1;
    }
    return last == 0 && of_old == old_root && of_new == root;
}

}  // namespace kc::store
