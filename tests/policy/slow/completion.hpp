// SPDX-License-Identifier: Apache-2.0
// What a row with missing fields can still turn out to be, found by filling the gaps in.
//
// The gaps are filled with the values at which anything can turn, in every combination while that
// is feasible and in random combinations beyond. So everything reported as possible is possible,
// with a witness; what is not reported may be possible all the same when there are many gaps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "random.hpp"
#include "row.hpp"

namespace slow {

struct Reach {
    bool yes = false;
    bool no = false;
    bool none = false;
    Whole total_low = 0;
    Whole total_high = 0;
    std::int64_t tried = 0;
    bool is_whole = true;  // every combination was tried

    void add(const Verdict& verdict) {
        yes |= verdict.decision == Truth::yes;
        no |= verdict.decision == Truth::no;
        none |= verdict.decision == Truth::none;
        total_low = tried == 0 || verdict.total < total_low ? verdict.total : total_low;
        total_high = tried == 0 || verdict.total > total_high ? verdict.total : total_high;
        ++tried;
    }
};

inline constexpr std::int64_t kMaxCombinations = 1'000;
inline constexpr std::int64_t kRandomCombinations = 200;

// `evaluate(row)`, `candidates(row, column)`: of one policy. Columns from `first_together` on move
// together: experts' points, in which every verdict is monotone.
template <std::size_t N, typename Evaluate, typename Candidates>
class Completer {
public:
    Completer(Evaluate evaluate, Candidates candidates, std::size_t first_together)
        : evaluate_(evaluate), candidates_(candidates), first_together_(first_together) {}

    Reach reach(const RowOf<N>& row) {
        missing_.clear();
        together_.clear();
        for (std::size_t i = 0; i < N; ++i) {
            if (row[i].is_missing()) (i < first_together_ ? missing_ : together_).push_back(i);
        }
        Reach reach;
        RowOf<N> filled = row;
        budget_ = kMaxCombinations;
        fill(filled, 0, reach);
        if (budget_ > 0) return reach;
        reach.is_whole = false;
        Random random(static_cast<std::uint64_t>(missing_.size()) * 7919);
        for (std::int64_t i = 0; i < kRandomCombinations; ++i) {
            filled = row;
            for (const std::size_t column : shuffled(random)) {
                const auto values = candidates_(filled, column);
                set(filled[column], values[static_cast<std::size_t>(
                                        random.below(static_cast<std::int64_t>(values.size())))]);
            }
            finish(filled, reach);
        }
        return reach;
    }

private:
    static void set(Field& field, Whole value) {
        field = {Field::State::known, static_cast<std::int64_t>(value)};
    }

    void fill(RowOf<N>& row, std::size_t at, Reach& reach) {
        if (budget_ <= 0) return;
        if (at == missing_.size()) {
            --budget_;
            finish(row, reach);
            return;
        }
        const std::size_t column = missing_[at];
        for (const Whole value : candidates_(row, column)) {
            set(row[column], value);
            fill(row, at + 1, reach);
        }
        row[column].state = Field::State::missing;
    }

    void finish(RowOf<N>& row, Reach& reach) {
        for (const std::int64_t points : {0, 100}) {
            for (const std::size_t column : together_) set(row[column], points);
            reach.add(evaluate_(row));
            if (together_.empty()) return;
        }
    }

    std::vector<std::size_t> shuffled(Random& random) {
        std::vector<std::size_t> order = missing_;
        for (std::size_t i = order.size(); i > 1; --i) {
            std::swap(order[i - 1],
                      order[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(i)))]);
        }
        return order;
    }

    Evaluate evaluate_;
    Candidates candidates_;
    std::size_t first_together_;
    std::vector<std::size_t> missing_;
    std::vector<std::size_t> together_;
    std::int64_t budget_ = 0;
};

}  // namespace slow
