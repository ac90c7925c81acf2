// SPDX-License-Identifier: Apache-2.0
// A table of words with longest match at a place: how the grammar recognises its vocabulary.
#pragma once

#include <bitset>
#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace kc::plan {

// Words of one class, each with a value (a kind, a bound, a unit …). The words must be literals
// or otherwise outlive the table.
template <typename Value>
class WordTable {
public:
    using Entry = std::pair<std::u32string_view, Value>;

    WordTable(std::initializer_list<Entry> entries) {
        for (const Entry& entry : entries) add(entry.first, entry.second);
    }

    void add(std::u32string_view word, Value value) {
        firsts_.set(word.front() % kFilterBits);
        lasts_.set(word.back() % kFilterBits);
        auto& bucket = by_first_[word.front()];
        auto at = bucket.begin();
        while (at != bucket.end() && at->first.size() >= word.size()) ++at;
        bucket.insert(at, Entry{word, std::move(value)});
    }

    // The longest word that starts at `pos`, or nullptr.
    const Entry* match(std::u32string_view text, std::size_t pos) const {
        if (pos >= text.size() || !firsts_.test(text[pos] % kFilterBits)) return nullptr;
        const auto bucket = by_first_.find(text[pos]);
        if (bucket == by_first_.end()) return nullptr;
        const std::u32string_view rest = text.substr(pos);
        for (const Entry& entry : bucket->second) {
            if (rest.starts_with(entry.first)) return &entry;
        }
        return nullptr;
    }

    // The longest word that ends just before `end`, or nullptr.
    const Entry* match_before(std::u32string_view text, std::size_t end) const {
        if (end == 0 || !lasts_.test(text[end - 1] % kFilterBits)) return nullptr;
        const Entry* best = nullptr;
        const std::u32string_view head = text.substr(0, end);
        for (std::size_t length = 1; length <= kLongestWord && length <= end; ++length) {
            const Entry* entry = match(head, end - length);
            if (entry != nullptr && entry->first.size() == length) best = entry;
        }
        return best;
    }

    // The first place at or after `from` where a word starts, or npos; `found` is that word.
    std::size_t find(std::u32string_view text, std::size_t from, const Entry** found) const {
        for (std::size_t i = from; i < text.size(); ++i) {
            if (const Entry* entry = match(text, i)) {
                if (found != nullptr) *found = entry;
                return i;
            }
        }
        return std::u32string_view::npos;
    }

    bool contains_any(std::u32string_view text) const {
        return find(text, 0, nullptr) != std::u32string_view::npos;
    }

private:
    static constexpr std::size_t kLongestWord = 16;
    // Most characters begin and end no word at all; the filters say so without a look-up.
    static constexpr std::size_t kFilterBits = 4096;
    std::bitset<kFilterBits> firsts_;
    std::bitset<kFilterBits> lasts_;
    std::unordered_map<char32_t, std::vector<Entry>> by_first_;
};

// A table without values.
struct Nothing {};
class WordSet : public WordTable<Nothing> {
public:
    WordSet(std::initializer_list<std::u32string_view> words) : WordTable<Nothing>({}) {
        for (const std::u32string_view word : words) add(word, Nothing{});
    }
};

}  // namespace kc::plan
