// SPDX-License-Identifier: Apache-2.0
// What a sentence says about time: is it told as done, or as still to do?
#pragma once

#include <cstdint>
#include <vector>

#include "plan/block_view.hpp"
#include "plan/lexicon.hpp"

namespace kc::plan {

struct ReadingContext {
    std::int32_t plan_year = 0;
    bool is_report = false;  // 上半年 is over in a report, ahead in a plan
};

// The cues of a block in their order: words (力争, 去年) and years against the plan's year.
class TenseLine {
public:
    // `before` is what earlier blocks of the section leave behind.
    TenseLine(const BlockView& block, const ReadingContext& context, TenseCue before);

    // The last cue before `pos`; weak when only an earlier sentence spoke.
    TenseCue at(std::size_t pos) const;

private:
    struct CuePoint {
        std::size_t at = 0;
        TenseCue cue;
    };

    void half_year_cue(std::size_t i);
    void year_cue(const Mention& m);

    const BlockView& b_;
    const ReadingContext& context_;
    TenseCue before_;
    std::vector<CuePoint> cues_;
};

}  // namespace kc::plan
