// SPDX-License-Identifier: Apache-2.0
#include "evaluation/stage_prepare.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/suggest.hpp"

namespace kc::evaluation {
namespace {

// Shares such as 3 of 15 are not exact.
constexpr double kShareSlack = 1e-9;

Diagnostic warning(std::string_view code, std::string zh, std::string en) {
    return {.code = std::string(code),
            .zh = std::move(zh),
            .en = std::move(en),
            .severity = Severity::warning};
}

std::string percent(double share) {
    return fmt::format("{:.0f}%", share * 100);
}

Diagnostic words_of(const LeftOut& unit) {
    switch (unit.why) {
        case LeftOut::Why::no_data:
            return warning("W-empty-unit", fmt::format("单位“{}”没有任何数据，不参加评价", unit.id),
                           fmt::format("unit '{}' has no figure at all and is left out", unit.id));
        case LeftOut::Why::too_little_data:
            return warning(
                "W-screened",
                fmt::format("单位“{}”缺数据 {}，超过上限，不参加评价", unit.id,
                            percent(unit.missing_share)),
                fmt::format("unit '{}' lacks {} of its figures, too many, and is left out", unit.id,
                            percent(unit.missing_share)));
        case LeftOut::Why::too_many_zeros:
            return warning("W-screened",
                           fmt::format("单位“{}”有 {} 的数据为0，超过上限，不参加评价", unit.id,
                                       percent(unit.zero_share)),
                           fmt::format("unit '{}' has {} zeros, too many, and is left out", unit.id,
                                       percent(unit.zero_share)));
        case LeftOut::Why::by_name: break;
    }
    return warning("W-screened", fmt::format("单位“{}”按定义不参加评价", unit.id),
                   fmt::format("unit '{}' is left out by the definition", unit.id));
}

void warn_of_unknown(const std::vector<std::string>& names, const Slice& slice,
                     Diagnostics& found) {
    for (const std::string& name : names) {
        if (unit_position(slice, name)) continue;
        Diagnostic diagnostic = warning("W-unknown-unit", fmt::format("数据里没有单位“{}”", name),
                                        fmt::format("the data have no unit '{}'", name));
        if (const auto near = base::nearest(name, slice.ids))
            diagnostic = std::move(diagnostic)
                             .hint(fmt::format("是不是 {}？", *near),
                                   fmt::format("did you mean {}?", *near));
        found.push_back(std::move(diagnostic));
    }
}

bool is_among(const std::vector<std::string>& names, const std::string& id) {
    return std::find(names.begin(), names.end(), id) != names.end();
}

LeftOut measured(const std::string& id, std::size_t row, const Matrix& figures,
                 const std::vector<std::size_t>& counted) {
    LeftOut unit;
    unit.id = id;
    std::size_t there = 0;
    std::size_t zeros = 0;
    for (const std::size_t column : counted) {
        const auto value = figures.get(row, column);
        if (!value) continue;
        ++there;
        if (*value == 0.0) ++zeros;
    }
    const auto all = static_cast<double>(std::max<std::size_t>(counted.size(), 1));
    unit.missing_share = 1.0 - static_cast<double>(there) / all;
    unit.zero_share =
        static_cast<double>(zeros) / static_cast<double>(std::max<std::size_t>(there, 1));
    return unit;
}

void warn_of_coverage(const Definition& definition, const Matrix& figures,
                      const std::vector<std::size_t>& kept, Diagnostics& found) {
    for (std::size_t i = 0; i < definition.indicators.size(); ++i) {
        const Indicator& indicator = definition.indicators[i];
        const auto there = std::count_if(kept.begin(), kept.end(),
                                         [&](std::size_t row) { return figures.has(row, i); });
        const double share =
            kept.empty() ? 0 : static_cast<double>(there) / static_cast<double>(kept.size());
        if (share >= indicator.min_coverage - kShareSlack) continue;
        found.push_back(
            warning("W-coverage",
                    fmt::format("指标“{}”只有 {} 的单位有数据，低于 {}", indicator.id,
                                percent(share), percent(indicator.min_coverage)),
                    fmt::format("indicator '{}' has figures for {} of the units, less than {}",
                                indicator.id, percent(share), percent(indicator.min_coverage))));
    }
}

}  // namespace

Title reason_words(const LeftOut& unit) {
    const Diagnostic words = words_of(unit);
    return {words.zh, words.en};
}

std::vector<std::size_t> counted_indicators(const Definition& definition) {
    std::vector<std::size_t> counted;
    for (const Node& node : definition.nodes)
        if (node.is_leaf()) counted.push_back(static_cast<std::size_t>(node.indicator));
    std::sort(counted.begin(), counted.end());
    counted.erase(std::unique(counted.begin(), counted.end()), counted.end());
    return counted;
}

Matrix denominate(const Definition& definition, const Slice& slice, Diagnostics& found) {
    Matrix out = slice.figures;
    for (std::size_t column = 0; column < out.columns(); ++column) {
        const Indicator& indicator = definition.indicators[column];
        if (indicator.per.empty()) continue;
        for (std::size_t row = 0; row < out.rows(); ++row) {
            const auto above = slice.figures.get(row, column);
            const auto below = slice.denominators.get(row, column);
            out.clear(row, column);
            if (!above || !below) continue;
            const double ratio = *above / (*below * indicator.per_scale);
            if (std::isfinite(ratio)) {
                out.set(row, column, ratio);
                continue;
            }
            found.push_back(warning(
                "W-denominator",
                fmt::format("单位“{}”的“{}”为0，不能作指标“{}”的分母，按缺数据处理", slice.ids[row],
                            indicator.per, indicator.id),
                fmt::format("'{}' of unit '{}' is 0 and cannot divide indicator '{}': counted as "
                            "missing",
                            indicator.per, slice.ids[row], indicator.id)));
        }
    }
    return out;
}

Screened screen(const Definition& definition, const Slice& slice, const Matrix& denominated,
                Diagnostics& found) {
    const MissingPlan& plan = definition.missing;
    warn_of_unknown(plan.keep, slice, found);
    warn_of_unknown(plan.drop, slice, found);
    const std::vector<std::size_t> counted = counted_indicators(definition);
    Screened out;
    for (std::size_t row = 0; row < slice.size(); ++row) {
        LeftOut unit = measured(slice.ids[row], row, denominated, counted);
        bool is_left_out = true;
        if (is_among(plan.drop, unit.id)) {
            unit.why = LeftOut::Why::by_name;
        } else if (is_among(plan.keep, unit.id)) {
            is_left_out = false;
        } else if (unit.missing_share >= 1 - kShareSlack) {
            unit.why = LeftOut::Why::no_data;
        } else if (unit.missing_share > plan.max_share_unit + kShareSlack) {
            unit.why = LeftOut::Why::too_little_data;
        } else if (unit.zero_share > plan.max_zero_share_unit + kShareSlack) {
            unit.why = LeftOut::Why::too_many_zeros;
        } else {
            is_left_out = false;
        }
        if (!is_left_out) {
            out.kept.push_back(row);
            continue;
        }
        found.push_back(words_of(unit));
        out.left_out.push_back(std::move(unit));
    }
    warn_of_coverage(definition, denominated, out.kept, found);
    return out;
}

}  // namespace kc::evaluation
