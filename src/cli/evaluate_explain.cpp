// SPDX-License-Identifier: Apache-2.0
#include "cli/evaluate_explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "evaluation/explain_text.hpp"

namespace kc::cli {
namespace {

using Lines = std::vector<std::string>;

Result<std::size_t> row_of(const ExplainQuestion& question, const std::string& unit) {
    const evaluation::Slice& slice = question.evaluation->asked().slice;
    if (const auto row = evaluation::unit_position(slice, unit)) return *row;
    const auto named = std::find(slice.names.begin(), slice.names.end(), unit);
    if (named != slice.names.end()) return static_cast<std::size_t>(named - slice.names.begin());
    Diagnostic unknown{.code = "E-unknown",
                       .zh = fmt::format("参加评价的单位里没有“{}”", unit),
                       .en = fmt::format("no unit of the evaluation is called '{}'", unit)};
    std::vector<std::string> known = slice.ids;
    known.insert(known.end(), slice.names.begin(), slice.names.end());
    if (const auto near = base::nearest(unit, known))
        unknown = std::move(unknown).hint(fmt::format("是不是 {}？", *near),
                                          fmt::format("did you mean {}?", *near));
    return unexpected(std::move(unknown));
}

evaluation::Words words(const ExplainQuestion& question) {
    return {question.evaluation, question.in_zh};
}

}  // namespace

Result<Lines> explain_two(const ExplainQuestion& question, const std::string& a,
                          const std::string& b) {
    const auto first = row_of(question, a);
    if (!first) return unexpected(first.error());
    const auto second = row_of(question, b);
    if (!second) return unexpected(second.error());
    const auto gap = evaluation::explain_gap(*question.evaluation, *first, *second);
    if (!gap) return unexpected(gap.error());
    std::optional<evaluation::WeightShift> shift;
    std::optional<evaluation::Way> way;
    if (gap->gap > 0) {
        shift = evaluation::smallest_weight_shift(*question.evaluation, *first, *second);
        const evaluation::WhatIf what_if(*question.evaluation);
        way = evaluation::pass(what_if, *first, *second);
    }
    return evaluation::words_of(words(question), *gap, shift, way);
}

Result<Lines> explain_unit(const ExplainQuestion& question, const std::string& unit) {
    const auto row = row_of(question, unit);
    if (!row) return unexpected(row.error());
    const evaluation::WhatIf what_if(*question.evaluation);
    return evaluation::unit_words(words(question), what_if, *row);
}

Result<Lines> explain_reach(const ExplainQuestion& question, const std::string& unit,
                            std::int32_t rank) {
    const auto row = row_of(question, unit);
    if (!row) return unexpected(row.error());
    const std::int32_t now = question.evaluation->asked().ranks[*row];
    const std::int32_t wanted = rank == 0 ? now - 1 : rank;
    if (now == 0 || wanted < 1 || wanted >= now)
        return unexpected(Diagnostic{
            .code = "E-rank",
            .zh = fmt::format("“{}”现为第 {} 名，--rank 要在 1 到 {} 之间", unit, now, now - 1),
            .en =
                fmt::format("'{}' has rank {}: --rank must be from 1 to {}", unit, now, now - 1)});
    const evaluation::WhatIf what_if(*question.evaluation);
    return evaluation::words_of(words(question), evaluation::reach(what_if, *row, wanted));
}

Result<Lines> explain_since(const ExplainQuestion& question, const std::string& unit,
                            std::int32_t since) {
    const auto row = row_of(question, unit);
    if (!row) return unexpected(row.error());
    const evaluation::Evaluation& evaluation = *question.evaluation;
    const evaluation::Slice& slice = evaluation.asked().slice;
    if (since == 0) since = evaluation.definition.period.base;
    if (since == 0) since = slice.year - 1;
    const auto difference =
        evaluation::explain_change(evaluation, since, evaluation, slice.year, slice.ids[*row]);
    if (!difference) return unexpected(difference.error());
    return evaluation::words_of(words(question), *difference);
}

}  // namespace kc::cli
