// SPDX-License-Identifier: Apache-2.0
// Which building blocks of the catalog a task asks for.
//
// Words of the title come first and words of the text after them, as the catalog's cues are meant
// (catalog/README.md). Where a longer cue covers a shorter one, only the longer counts: 企业科技
// 特派员 is not also 科技特派员.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pack/object_set.hpp"

namespace kc::office {

struct BlockScore {
    std::string code = {};
    std::int32_t title = 0;  // characters of different cues in the title
    std::int32_t text = 0;   // and in the text
    std::vector<std::string> cues = {};

    bool operator==(const BlockScore&) const = default;
};

struct BlockMatch {
    std::vector<BlockScore> chosen =
        {};                              // the best first, at most kMaxBlocks; empty when none fits
    std::vector<std::string> tied = {};  // codes as good as the first, it included; else empty
};

inline constexpr std::size_t kMaxBlocks = 3;

// `title` and `text` in simplified characters.
BlockMatch match_blocks(std::string_view title, std::string_view text,
                        const std::vector<pack::Entry<pack::BuildingBlock>>& blocks);

}  // namespace kc::office
