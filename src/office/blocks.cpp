// SPDX-License-Identifier: Apache-2.0
#include "office/blocks.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "base/utf8.hpp"

namespace kc::office {
namespace {

using Blocks = std::vector<pack::Entry<pack::BuildingBlock>>;

// A block that only the text speaks of needs this many characters of cues to be named beside the
// first one; a single word in passing is not what a task is about.
constexpr std::int32_t kEnoughText = 7;

struct Occurrence {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t block = 0;
    const std::string* cue = nullptr;
};

std::vector<Occurrence> occurrences(std::string_view text, const Blocks& blocks) {
    std::vector<Occurrence> found;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        for (const std::string& cue : blocks[b].value.cues) {
            if (cue.empty()) continue;
            for (std::size_t at = text.find(cue); at != std::string_view::npos;
                 at = text.find(cue, at + cue.size())) {
                found.push_back({at, at + cue.size(), b, &cue});
            }
        }
    }
    return found;
}

// Without those that lie inside a longer one.
std::vector<Occurrence> outermost(std::vector<Occurrence> all) {
    std::sort(all.begin(), all.end(), [](const Occurrence& a, const Occurrence& b) {
        return std::tuple(a.begin, b.end) < std::tuple(b.begin, a.end);
    });
    std::vector<Occurrence> kept;
    std::size_t reach_begin = 0;
    std::size_t reach = 0;
    for (const Occurrence& one : all) {
        const bool is_same = one.begin == reach_begin && one.end == reach;  // two blocks' cue
        if (one.end <= reach && !is_same) continue;
        kept.push_back(one);
        reach_begin = one.begin;
        reach = one.end;
    }
    return kept;
}

// Adds up the characters of different cues of each block.
void score(std::string_view text, const Blocks& blocks, std::int32_t BlockScore::* part,
           std::vector<BlockScore>& scores) {
    std::unordered_set<const std::string*> counted;
    for (const Occurrence& one : outermost(occurrences(text, blocks))) {
        if (!counted.insert(one.cue).second) continue;
        BlockScore& block = scores[one.block];
        block.*part += static_cast<std::int32_t>(base::count_code_points(*one.cue));
        block.cues.push_back(*one.cue);
    }
}

bool is_better(const BlockScore& a, const BlockScore& b) {
    return std::tuple(a.title, a.text) > std::tuple(b.title, b.text);
}

}  // namespace

BlockMatch match_blocks(std::string_view title, std::string_view text, const Blocks& blocks) {
    std::vector<BlockScore> scores(blocks.size());
    for (std::size_t b = 0; b < blocks.size(); ++b) scores[b].code = blocks[b].value.code;
    score(title, blocks, &BlockScore::title, scores);
    score(text, blocks, &BlockScore::text, scores);
    std::stable_sort(scores.begin(), scores.end(), is_better);

    BlockMatch match;
    if (scores.empty() || (scores[0].title == 0 && scores[0].text == 0)) return match;
    for (const BlockScore& block : scores) {
        const bool is_first = match.chosen.empty();
        const bool is_enough = is_first || block.title > 0 || block.text >= kEnoughText;
        if (is_enough && match.chosen.size() < kMaxBlocks) match.chosen.push_back(block);
        if (!is_better(scores[0], block)) match.tied.push_back(block.code);
    }
    if (match.tied.size() == 1) match.tied.clear();
    return match;
}

}  // namespace kc::office
