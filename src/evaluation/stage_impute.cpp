// SPDX-License-Identifier: Apache-2.0
#include "evaluation/stage_impute.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "evaluation/definition_words.hpp"
#include "evaluation/stage_impute_em.hpp"

namespace kc::evaluation {
namespace {

struct Filling {
    double value = 0;
    std::string from = {};
};

// The unit's figure in each year; empty where it has none.
using History = std::vector<std::optional<double>>;

std::optional<std::size_t> before(const History& history, std::size_t at) {
    while (at-- > 0)
        if (history[at]) return at;
    return std::nullopt;
}

std::optional<std::size_t> after(const History& history, std::size_t at) {
    while (++at < history.size())
        if (history[at]) return at;
    return std::nullopt;
}

std::optional<Filling> from_history(ImputeKind kind, const std::vector<Slice>& slices,
                                    const History& history, std::size_t at) {
    const auto earlier = before(history, at);
    const auto later = after(history, at);
    if (kind != ImputeKind::last && earlier && later) {
        const double from = slices[*earlier].year;
        const double share = (slices[at].year - from) / (slices[*later].year - from);
        return Filling{*history[*earlier] + share * (*history[*later] - *history[*earlier]),
                       fmt::format("linear {}-{}", slices[*earlier].year, slices[*later].year)};
    }
    if (earlier) return Filling{*history[*earlier], fmt::format("last {}", slices[*earlier].year)};
    if (kind == ImputeKind::linear && later)
        return Filling{*history[*later], fmt::format("next {}", slices[*later].year)};
    return std::nullopt;
}

// Mean or median of the units that share `row`'s group in `group`; of all units without one.
std::optional<double> centre(ColumnView figures, bool is_median, const GroupColumn* group,
                             std::size_t row) {
    Column alike(figures.size());
    for (std::size_t i = 0; i < figures.size(); ++i)
        if (figures.has(i) && (group == nullptr || group->of_unit[i] == group->of_unit[row]))
            alike.set(i, figures[i]);
    const Measure value = is_median ? median(alike.view()) : mean(alike.view());
    return value ? std::optional<double>(*value) : std::nullopt;
}

std::optional<Filling> by_group(const ImputeMethod& method, const Slice& slice, ColumnView figures,
                                std::size_t row) {
    const bool is_median = method.kind == ImputeKind::group_median;
    const std::string_view word = is_median ? "median" : "mean";
    for (const std::string& name : method.groups) {
        const GroupColumn* group = slice.group(name);
        if (group == nullptr || group->of_unit[row].empty()) continue;
        if (const auto value = centre(figures, is_median, group, row))
            return Filling{*value, fmt::format("{} {}={}", word, name, group->of_unit[row])};
    }
    if (const auto value = centre(figures, is_median, nullptr, row))
        return Filling{*value, fmt::format("{} of all units", word)};
    return std::nullopt;
}

std::optional<Filling> filling(const ImputeMethod& method, const Slice& slice, ColumnView figures,
                               std::size_t row) {
    switch (method.kind) {
        case ImputeKind::group_mean:
        case ImputeKind::group_median: return by_group(method, slice, figures, row);
        case ImputeKind::zero: return Filling{0, "zero"};
        case ImputeKind::mean:
            if (const auto value = centre(figures, false, nullptr, row))
                return Filling{*value, "mean"};
            return std::nullopt;
        case ImputeKind::median:
            if (const auto value = centre(figures, true, nullptr, row))
                return Filling{*value, "median"};
            return std::nullopt;
        default: return std::nullopt;
    }
}

bool uses_model(const ImputeMethod& method) {
    return method.kind == ImputeKind::em || method.kind == ImputeKind::multiple;
}

class Imputer {
public:
    Imputer(const Definition& definition, const Slice& slice, const Matrix& figures,
            std::uint64_t seed, Diagnostics& found)
        : definition_(definition), slice_(slice), figures_(figures), seed_(seed), found_(found) {}

    Imputed run() {
        out_.figures = figures_;
        fill_by_model();
        for (std::size_t column = 0; column < figures_.columns(); ++column) fill(column);
        std::sort(out_.cells.begin(), out_.cells.end(), [](const auto& a, const auto& b) {
            return std::pair(a.indicator, a.row) < std::pair(b.indicator, b.row);
        });
        return std::move(out_);
    }

private:
    void fill(std::size_t column) {
        const ImputeMethod& method = definition_.indicators[column].impute;
        std::size_t gaps = 0;
        for (std::size_t row = 0; row < figures_.rows(); ++row) {
            if (out_.figures.has(row, column)) continue;
            // From what was there, never from what was filled before.
            const auto found = filling(method, slice_, figures_.column(column), row);
            if (!found) {
                ++gaps;
                continue;
            }
            out_.figures.set(row, column, found->value);
            out_.cells.push_back({row, column, found->value, found->from});
        }
        if (gaps == 0 || method.kind == ImputeKind::none) return;
        const std::string& id = definition_.indicators[column].id;
        found_.push_back({.code = "W-not-imputed",
                          .zh = fmt::format("指标“{}”有 {} 个单位的缺数据无法用 {} 补上", id, gaps,
                                            to_text(method)),
                          .en = fmt::format("indicator '{}': {} units cannot be filled in by {}",
                                            id, gaps, to_text(method)),
                          .severity = Severity::warning});
    }

    // em and multiple look at all indicators that are filled in this way, together.
    void fill_by_model() {
        std::vector<std::size_t> columns;
        std::int32_t draws = 0;
        for (std::size_t i = 0; i < definition_.indicators.size(); ++i) {
            const ImputeMethod& method = definition_.indicators[i].impute;
            if (!uses_model(method) || !variance(figures_.column(i))) continue;
            if (*variance(figures_.column(i)) <= 0) continue;
            columns.push_back(i);
            if (method.kind == ImputeKind::multiple) draws = std::max(draws, method.draws);
        }
        if (columns.empty()) return;
        Matrix together(figures_.rows(), columns.size());
        for (std::size_t j = 0; j < columns.size(); ++j)
            together.set_column(j, figures_.column(columns[j]));
        const auto model = fit_normal(together);
        if (!model) return;
        if (!model->has_settled)
            found_.push_back({.code = "W-em",
                              .zh = fmt::format("EM 补数 {} 轮后仍未收敛", model->rounds),
                              .en = fmt::format("filling in by EM has not settled after {} rounds",
                                                model->rounds),
                              .severity = Severity::warning});
        const Matrix expected = expected_figures(*model, together);
        const Matrix averaged = draws > 0 ? mean_of_draws(*model, together, draws) : expected;
        for (std::size_t j = 0; j < columns.size(); ++j) {
            const bool drawn =
                definition_.indicators[columns[j]].impute.kind == ImputeKind::multiple;
            for (std::size_t row = 0; row < together.rows(); ++row) {
                if (together.has(row, j)) continue;
                const double value = drawn ? averaged.at(row, j) : expected.at(row, j);
                out_.figures.set(row, columns[j], value);
                out_.cells.push_back({row, columns[j], value, drawn ? "multiple" : "em"});
            }
        }
    }

    Matrix mean_of_draws(const NormalModel& model, const Matrix& data, std::int32_t draws) const {
        Matrix sum(data.rows(), data.columns());
        for (std::int32_t i = 0; i < draws; ++i) {
            RandomStream stream({.seed = seed_,
                                 .purpose = kImputePurpose,
                                 .replication = static_cast<std::uint64_t>(i)});
            const Matrix drawn = drawn_figures(model, data, stream);
            for (std::size_t column = 0; column < data.columns(); ++column)
                for (std::size_t row = 0; row < data.rows(); ++row)
                    sum.set(row, column,
                            sum.get(row, column).value_or(0) + drawn.at(row, column) / draws);
        }
        return sum;
    }

    static constexpr std::uint32_t kImputePurpose = 0x1A9;

    const Definition& definition_;
    const Slice& slice_;
    const Matrix& figures_;
    std::uint64_t seed_;
    Diagnostics& found_;
    Imputed out_;
};

}  // namespace

std::vector<std::vector<ImputedCell>> impute_panel(const ImputeMethod& method,
                                                   const std::vector<Slice>& slices,
                                                   std::vector<Matrix>& years) {
    std::vector<std::vector<ImputedCell>> cells(slices.size());
    const bool works = method.kind == ImputeKind::last || method.kind == ImputeKind::linear ||
                       method.kind == ImputeKind::linear_then_last;
    if (!works || slices.size() < 2) return cells;
    const std::vector<Matrix> given = years;
    for (std::size_t at = 0; at < slices.size(); ++at) {
        for (std::size_t row = 0; row < slices[at].size(); ++row) {
            std::vector<std::optional<std::size_t>> rows;
            for (const Slice& slice : slices)
                rows.push_back(unit_position(slice, slices[at].ids[row]));
            for (std::size_t column = 0; column < given[at].columns(); ++column) {
                if (given[at].has(row, column)) continue;
                History history;
                for (std::size_t year = 0; year < slices.size(); ++year)
                    history.push_back(rows[year] ? given[year].get(*rows[year], column)
                                                 : std::nullopt);
                const auto found = from_history(method.kind, slices, history, at);
                if (!found) continue;
                years[at].set(row, column, found->value);
                cells[at].push_back({row, column, found->value, found->from});
            }
        }
    }
    return cells;
}

Imputed impute(const Definition& definition, const Slice& slice, const Matrix& figures,
               std::uint64_t seed, Diagnostics& found) {
    return Imputer(definition, slice, figures, seed, found).run();
}

}  // namespace kc::evaluation
