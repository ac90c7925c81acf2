// SPDX-License-Identifier: Apache-2.0
#include "evaluation/answers.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/utf8.hpp"

namespace kc::evaluation {

Result<std::size_t> row_of(const Evaluation& evaluation, const std::string& unit) {
    const Slice& slice = evaluation.asked().slice;
    if (const auto row = unit_position(slice, unit)) return *row;
    const auto named = std::find(slice.names.begin(), slice.names.end(), unit);
    if (named != slice.names.end()) return static_cast<std::size_t>(named - slice.names.begin());
    const std::string shown = base::shortened(unit);
    Diagnostic unknown{.code = "E-unknown",
                       .zh = fmt::format("参加评价的单位里没有“{}”", shown),
                       .en = fmt::format("no unit of the evaluation is called '{}'", shown)};
    std::vector<std::string> known = slice.ids;
    known.insert(known.end(), slice.names.begin(), slice.names.end());
    if (const auto near = base::nearest(unit, known))
        unknown = std::move(unknown).hint(fmt::format("是不是 {}？", *near),
                                          fmt::format("did you mean {}?", *near));
    return unexpected(std::move(unknown));
}

Result<Comparison> compare(const Evaluation& evaluation, const std::string& a, const std::string& b,
                           const Stop& stop) {
    const auto first = row_of(evaluation, a);
    if (!first) return unexpected(first.error());
    const auto second = row_of(evaluation, b);
    if (!second) return unexpected(second.error());
    auto gap = explain_gap(evaluation, *first, *second);
    if (!gap) return unexpected(gap.error());
    Comparison out{.gap = *std::move(gap)};
    if (out.gap.gap > 0) {
        out.weights = smallest_weight_shift(evaluation, *first, *second);
        const WhatIf what_if(evaluation, stop);
        out.figure = pass(what_if, *first, *second);
    }
    if (is_over(stop)) return unexpected(stopped());
    return out;
}

Result<Reach> reach_rank(const Evaluation& evaluation, const std::string& unit, std::int32_t rank,
                         const Stop& stop) {
    const auto row = row_of(evaluation, unit);
    if (!row) return unexpected(row.error());
    const std::int32_t now = evaluation.asked().ranks[*row];
    const std::string shown = base::shortened(unit);
    if (now == 0)
        return unexpected(Diagnostic{.code = "E-rank",
                                     .zh = fmt::format("“{}”没有名次", shown),
                                     .en = fmt::format("'{}' has no rank", shown)});
    if (now == 1)
        return unexpected(Diagnostic{.code = "E-rank",
                                     .zh = fmt::format("“{}”已是第 1 名", shown),
                                     .en = fmt::format("'{}' is first already", shown)});
    const std::int32_t wanted = rank == 0 ? now - 1 : rank;
    if (wanted < 1 || wanted >= now)
        return unexpected(Diagnostic{
            .code = "E-rank",
            .zh = fmt::format("“{}”现为第 {} 名，要到的名次在 1 到 {} 之间", shown, now, now - 1),
            .en = fmt::format("'{}' has rank {}: the rank to reach must be from 1 to {}", shown,
                              now, now - 1)});
    const WhatIf what_if(evaluation, stop);
    Reach out = reach(what_if, *row, wanted);
    if (is_over(stop)) return unexpected(stopped());
    return out;
}

Result<Profile> profile(const Evaluation& evaluation, const std::string& unit, const Stop& stop) {
    const auto row = row_of(evaluation, unit);
    if (!row) return unexpected(row.error());
    Profile out = profile_of(WhatIf(evaluation, stop), *row);
    if (is_over(stop)) return unexpected(stopped());
    return out;
}

Result<ScoreDifference> change_since(const Evaluation& evaluation, const std::string& unit,
                                     std::int32_t since) {
    const auto row = row_of(evaluation, unit);
    if (!row) return unexpected(row.error());
    const Slice& slice = evaluation.asked().slice;
    if (since == 0) since = evaluation.definition.period.base;
    if (since == 0) since = slice.year - 1;
    return explain_change(evaluation, since, evaluation, slice.year, slice.ids[*row]);
}

}  // namespace kc::evaluation
