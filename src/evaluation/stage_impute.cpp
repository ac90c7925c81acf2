// SPDX-License-Identifier: Apache-2.0
#include "evaluation/stage_impute.hpp"

#include <algorithm>
#include <map>
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

// Means or medians of one column, of all units and of groups, each made once.
class Centres {
public:
    Centres(const Slice& slice, ColumnView figures, bool is_median)
        : slice_(slice), figures_(figures), is_median_(is_median) {}

    // Of the units that share `row`'s group; of all without one.
    std::optional<double> of(const GroupColumn* group, std::size_t row) {
        const std::string_view label =
            group == nullptr ? "" : std::string_view(group->of_unit[row]);
        const auto [found, is_new] = known_.try_emplace({group, label});
        if (is_new) found->second = made(group, label);
        return found->second;
    }

    std::optional<Filling> by_group(const std::vector<std::string>& groups, std::size_t row) {
        const std::string_view word = is_median_ ? "median" : "mean";
        for (const std::string& name : groups) {
            const GroupColumn* group = slice_.group(name);
            if (group == nullptr || group->of_unit[row].empty()) continue;
            if (const auto value = of(group, row))
                return Filling{*value, fmt::format("{} {}={}", word, name, group->of_unit[row])};
        }
        if (const auto value = of(nullptr, row))
            return Filling{*value, fmt::format("{} of all units", word)};
        return std::nullopt;
    }

private:
    std::optional<double> made(const GroupColumn* group, std::string_view label) const {
        Column alike(figures_.size());
        for (std::size_t i = 0; i < figures_.size(); ++i)
            if (figures_.has(i) && (group == nullptr || group->of_unit[i] == label))
                alike.set(i, figures_[i]);
        const Measure value = is_median_ ? median(alike.view()) : mean(alike.view());
        return value ? std::optional<double>(*value) : std::nullopt;
    }

    const Slice& slice_;
    ColumnView figures_;
    bool is_median_;
    std::map<std::pair<const GroupColumn*, std::string_view>, std::optional<double>> known_;
};

bool takes_medians(ImputeKind kind) {
    return kind == ImputeKind::median || kind == ImputeKind::group_median;
}

std::optional<Filling> filling(const ImputeMethod& method, Centres& centres, std::size_t row) {
    switch (method.kind) {
        case ImputeKind::group_mean:
        case ImputeKind::group_median: return centres.by_group(method.groups, row);
        case ImputeKind::zero: return Filling{0, "zero"};
        case ImputeKind::mean:
        case ImputeKind::median:
            if (const auto value = centres.of(nullptr, row))
                return Filling{*value, takes_medians(method.kind) ? "median" : "mean"};
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
        // From what was there, never from what was filled before.
        Centres centres(slice_, figures_.column(column), takes_medians(method.kind));
        std::size_t gaps = 0;
        for (std::size_t row = 0; row < figures_.rows(); ++row) {
            if (out_.figures.has(row, column)) continue;
            const auto found = filling(method, centres, row);
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
