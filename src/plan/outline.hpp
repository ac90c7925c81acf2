// SPDX-License-Identifier: Apache-2.0
// The outline of a document: title, year, sections, and what part of a plan each section is.
//
// The same words stand in the review half and in the goal half of a text; the part decides, so it
// is found before any number is looked at.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plan/layout.hpp"

namespace kc::plan {

enum class Part : std::uint8_t {
    front,    // before the first heading
    review,   // what was done
    goal,     // targets
    task,     // what is to be done
    general,  // guiding thought, requirements
    support,  // organisation, safeguards
    terms,    // subsidies, conditions, scoring
    neutral,  // nothing says
};

enum class DocumentKind : std::uint8_t {
    plan,     // 要点, 计划, 方案, 规划, 目标责任书
    report,   // 总结及计划, 上半年工作情况
    news,     // anything told in prose
    terms,    // 办法, 细则, 指南, 申报通知
    results,  // 统计公报, 成绩
};

struct Section {
    Label label;
    std::u32string title;
    std::int32_t parent = -1;
    Part part = Part::neutral;
    std::size_t block = 0;      // the block that holds the heading
    std::size_t title_end = 0;  // in that block: body begins here
};

struct Outline {
    std::u32string title;
    Span title_span;             // where it stands, empty when it comes from the metadata
    std::int32_t year = 0;       // the year the plan is for
    std::int32_t last_year = 0;  // of a plan for several years
    DocumentKind kind = DocumentKind::news;
    std::vector<Section> sections;
};

// Sets Block::section.
Outline outline(std::vector<Block>& blocks, std::u32string_view known_title);

Part part_of_heading(std::u32string_view title, std::int32_t plan_year);
DocumentKind kind_of_title(std::u32string_view title);

}  // namespace kc::plan
