// SPDX-License-Identifier: Apache-2.0
// A hash table of numbers 0, 1, 2 … whose keys stand elsewhere, in columns or a dictionary.
//
// Four bytes a slot and nothing else: with ten million cells, a std::unordered_map would need more
// room than the figures themselves. The owner hands in the hash and the comparison.
//
//   index.find(hash, [&](std::uint32_t id) { return names[id] == name; });
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace kc::indicator {

// Spreads the bits of a key over all 64 (the finaliser of splitmix64): slots are chosen by the
// high bits.
constexpr std::uint64_t mixed(std::uint64_t key) {
    key += 0x9e3779b97f4a7c15U;
    key = (key ^ (key >> 30U)) * 0xbf58476d1ce4e5b9U;
    key = (key ^ (key >> 27U)) * 0x94d049bb133111ebU;
    return key ^ (key >> 31U);
}

std::uint64_t hash_of(std::string_view text);

class IdIndex {
public:
    static constexpr std::uint32_t kNone = 0xffffffffU;

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t bytes() const { return slots_.capacity() * sizeof(std::uint32_t); }

    // The id under this hash for which `is_it` holds.
    template <typename Predicate>
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint64_t hash, Predicate is_it) const {
        const std::optional<std::size_t> slot = slot_of(hash, is_it);
        if (!slot) return std::nullopt;
        return slots_[*slot];
    }

    // Adds an id that is not there yet. `hash_of_id` gives the hash of ids already inside, for when
    // the table grows.
    template <typename HashOfId>
    void insert(std::uint64_t hash, std::uint32_t id, HashOfId hash_of_id) {
        if ((size_ + 1) * 5 > slots_.size() * 4) rebuild(slots_.size() * 3 / 2 + 8, hash_of_id);
        place(hash, id);
        ++size_;
    }

    // Puts `id` where the id with the same key was; whether there was one.
    template <typename Predicate>
    bool replace(std::uint64_t hash, std::uint32_t id, Predicate is_it) {
        const std::optional<std::size_t> slot = slot_of(hash, is_it);
        if (slot) slots_[*slot] = id;
        return slot.has_value();
    }

    // Gives back the room kept for growing.
    template <typename HashOfId>
    void shrink_to_fit(HashOfId hash_of_id) {
        rebuild(size_ == 0 ? 0 : size_ * 5 / 4 + 1, hash_of_id);
        slots_.shrink_to_fit();
    }

private:
    template <typename Predicate>
    [[nodiscard]] std::optional<std::size_t> slot_of(std::uint64_t hash, Predicate is_it) const {
        if (slots_.empty()) return std::nullopt;
        for (std::size_t slot = first_slot(hash); slots_[slot] != kNone; slot = after(slot)) {
            if (is_it(slots_[slot])) return slot;
        }
        return std::nullopt;
    }

    template <typename HashOfId>
    void rebuild(std::size_t slot_count, HashOfId hash_of_id) {
        const std::vector<std::uint32_t> old(std::move(slots_));
        slots_.assign(slot_count, kNone);
        for (const std::uint32_t id : old) {
            if (id != kNone) place(hash_of_id(id), id);
        }
    }

    void place(std::uint64_t hash, std::uint32_t id) {
        std::size_t slot = first_slot(hash);
        while (slots_[slot] != kNone) slot = after(slot);
        slots_[slot] = id;
    }

    // Scales the hash to the table instead of taking a remainder, so any size will do.
    [[nodiscard]] std::size_t first_slot(std::uint64_t hash) const {
        return static_cast<std::size_t>(((hash >> 32U) * slots_.size()) >> 32U);
    }
    [[nodiscard]] std::size_t after(std::size_t slot) const {
        return slot + 1 == slots_.size() ? 0 : slot + 1;
    }

    std::vector<std::uint32_t> slots_;
    std::size_t size_ = 0;
};

}  // namespace kc::indicator
