// SPDX-License-Identifier: Apache-2.0
#include "evaluation/stage_rank.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace kc::evaluation {
namespace {

// Rows with a score, the best first; equal ones in the order of the rows.
std::vector<std::size_t> best_first(ColumnView scores) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < scores.size(); ++row)
        if (scores.has(row)) rows.push_back(row);
    std::stable_sort(rows.begin(), rows.end(),
                     [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    return rows;
}

void number(const std::vector<std::size_t>& rows, ColumnView scores,
            std::vector<std::int32_t>& ranks) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool ties = i > 0 && scores[rows[i]] == scores[rows[i - 1]];
        ranks[rows[i]] = ties ? ranks[rows[i - 1]] : static_cast<std::int32_t>(i + 1);
    }
}

}  // namespace

std::vector<std::int32_t> ranks_of(ColumnView scores) {
    std::vector<std::int32_t> ranks(scores.size());
    number(best_first(scores), scores, ranks);
    return ranks;
}

std::vector<std::int32_t> ranks_within(ColumnView scores, std::span<const std::string> group) {
    std::map<std::string_view, std::vector<std::size_t>> groups;
    for (const std::size_t row : best_first(scores)) groups[group[row]].push_back(row);
    std::vector<std::int32_t> ranks(scores.size());
    for (const auto& [name, rows] : groups) number(rows, scores, ranks);
    return ranks;
}

std::vector<std::int32_t> ranks_held_back(ColumnView scores,
                                          std::span<const std::int32_t> best_allowed) {
    std::vector<std::int32_t> ranks(scores.size());
    std::vector<std::size_t> held;
    std::vector<std::size_t> waiting = best_first(scores);
    std::reverse(waiting.begin(), waiting.end());
    std::int32_t place = 0;
    std::int32_t last_rank = 0;
    std::size_t last_row = scores.size();
    const auto put = [&](std::size_t row) {
        ++place;
        const bool ties = last_row < scores.size() && scores[last_row] == scores[row] &&
                          best_allowed[last_row] == best_allowed[row];
        last_rank = ties ? last_rank : place;
        ranks[row] = last_rank;
        last_row = row;
    };
    while (!waiting.empty() || !held.empty()) {
        const auto ready = std::find_if(held.begin(), held.end(), [&](std::size_t row) {
            return best_allowed[row] <= place + 1 || waiting.empty();
        });
        if (ready != held.end()) {
            const std::size_t row = *ready;
            held.erase(ready);
            put(row);
            continue;
        }
        const std::size_t row = waiting.back();
        waiting.pop_back();
        if (best_allowed[row] > place + 1) {
            held.push_back(row);
        } else {
            put(row);
        }
    }
    return ranks;
}

}  // namespace kc::evaluation
