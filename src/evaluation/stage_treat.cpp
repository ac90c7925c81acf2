// SPDX-License-Identifier: Apache-2.0
#include "evaluation/stage_treat.hpp"

#include <algorithm>
#include <cmath>

namespace kc::evaluation {
namespace {

std::optional<double> finite_or_none(double value) {
    return std::isfinite(value) ? std::optional<double>(value) : std::nullopt;
}

double box_cox(double x, double lambda) {
    return lambda == 0 ? std::log(x) : (std::pow(x, lambda) - 1) / lambda;
}

// Yeo and Johnson, Biometrika 87 (2000) 954-959.
double yeo_johnson(double x, double lambda) {
    if (x >= 0) return lambda == 0 ? std::log1p(x) : (std::pow(x + 1, lambda) - 1) / lambda;
    if (lambda == 2) return -std::log1p(-x);
    return -(std::pow(1 - x, 2 - lambda) - 1) / (2 - lambda);
}

// The lambda of greatest likelihood, Box and Cox, Journal of the Royal Statistical Society B 26
// (1964) 211-252: golden section on [-3, 3], where the likelihood has one top in practice.
double best_lambda(const std::vector<double>& x) {
    double log_sum = 0;
    for (const double each : x) log_sum += std::log(each);
    const auto n = static_cast<double>(x.size());
    const auto likelihood = [&](double lambda) {
        double total = 0;
        for (const double each : x) total += box_cox(each, lambda);
        double squares = 0;
        for (const double each : x) {
            const double off = box_cox(each, lambda) - total / n;
            squares += off * off;
        }
        return -n / 2 * std::log(squares / n) + (lambda - 1) * log_sum;
    };
    constexpr double kGolden = 0.6180339887498949;
    double low = -3;
    double high = 3;
    while (high - low > 1e-9) {
        const double a = high - kGolden * (high - low);
        const double b = low + kGolden * (high - low);
        (likelihood(a) < likelihood(b) ? low : high) = likelihood(a) < likelihood(b) ? a : b;
    }
    return (low + high) / 2;
}

struct Range {
    double low = 0;
    double high = 0;
};

Range range_of(const std::vector<double>& x) {
    const auto [low, high] = std::minmax_element(x.begin(), x.end());
    return {*low, *high};
}

std::size_t count_cut(const TreatFit& fit, const std::vector<double>& x) {
    return static_cast<std::size_t>(std::count_if(
        x.begin(), x.end(), [&](double each) { return each < fit.low || each > fit.high; }));
}

// Moves all figures at the longer tail's end to the next one inwards, again and again, until the
// column passes or `max` figures have been moved. Figures tied at the end move together, so it may
// be more.
void winsorise(TreatFit& fit, ColumnView column, const TreatPlan& plan) {
    Column moved(column.size());
    for (std::size_t i = 0; i < column.size(); ++i)
        if (column.has(i)) moved.set(i, column[i]);
    const Range all = range_of(present_values(column));
    fit.low = all.low;
    fit.high = all.high;
    fit.cuts = true;
    while (static_cast<double>(fit.points) < fit.step.max) {
        const auto shape = shape_of(moved.view(), plan);
        if (!shape || (shape->passes && !plan.always)) return;
        const bool at_top = shape->skewness >= 0;
        const double end = at_top ? fit.high : fit.low;
        double next = at_top ? fit.low : fit.high;
        for (std::size_t i = 0; i < moved.size(); ++i) {
            if (!moved.has(i) || moved[i] == end) continue;
            next = at_top ? std::max(next, moved[i]) : std::min(next, moved[i]);
        }
        if (next == end) return;
        (at_top ? fit.high : fit.low) = next;
        for (std::size_t i = 0; i < moved.size(); ++i)
            if (moved.has(i) && moved[i] == end) moved.set(i, next);
        fit.points = count_cut(fit, present_values(column));
    }
}

void cut_at(TreatFit& fit, const std::vector<double>& x, double low, double high) {
    fit.low = low;
    fit.high = high;
    fit.cuts = true;
    fit.points = count_cut(fit, x);
}

tl::expected<TreatFit, Undefined> fit_cut(TreatFit fit, ColumnView column, const TreatPlan& plan) {
    const std::vector<double> x = present_values(column);
    if (fit.step.kind == TreatKind::winsorise) {
        winsorise(fit, column, plan);
        return fit;
    }
    if (fit.step.kind == TreatKind::percentile) {
        const Measure low = quantile(column, fit.step.low);
        const Measure high = quantile(column, fit.step.high);
        if (!low || !high) return tl::unexpected(Undefined::too_few);
        cut_at(fit, x, *low, *high);
        return fit;
    }
    const bool by_median = fit.step.kind == TreatKind::median_absolute;
    const Measure centre = by_median ? median(column) : mean(column);
    Measure spread = deviation(column);
    if (by_median && centre) {
        Column off(column.size());
        for (std::size_t i = 0; i < column.size(); ++i)
            if (column.has(i)) off.set(i, std::abs(column[i] - *centre));
        spread = median(off.view());
        // 1.4826 makes it the standard deviation where figures are normal.
        if (spread) spread = *spread * 1.4826;
    }
    if (!centre) return tl::unexpected(centre.error());
    if (!spread) return tl::unexpected(spread.error());
    if (*spread <= 0) return tl::unexpected(Undefined::no_variation);
    cut_at(fit, x, *centre - fit.step.max * *spread, *centre + fit.step.max * *spread);
    return fit;
}

tl::expected<TreatFit, Undefined> fit_transformation(TreatFit fit, const std::vector<double>& x) {
    const Range all = range_of(x);
    switch (fit.step.kind) {
        case TreatKind::log_shift:
            if (all.low == all.high || fit.step.share <= 0)
                return tl::unexpected(Undefined::no_variation);
            fit.shift = -all.low + fit.step.share * (all.high - all.low);
            return fit;
        case TreatKind::log_plus_one: fit.shift = 1 - all.low; return fit;
        case TreatKind::log:
            if (all.low <= 0) return tl::unexpected(Undefined::not_positive);
            return fit;
        case TreatKind::log_stretched:
            if (all.low == all.high) return tl::unexpected(Undefined::no_variation);
            // Below 1 the published formula turns the order round.
            if (all.high <= 1) return tl::unexpected(Undefined::not_positive);
            fit.shift = -all.low;
            fit.factor = (all.high - 1) / (all.high - all.low);
            return fit;
        case TreatKind::box_cox:
        case TreatKind::box_cox_auto: {
            fit.shift = fit.step.shift ? 1 - all.low : 0;
            if (all.low + fit.shift <= 0) return tl::unexpected(Undefined::not_positive);
            fit.lambda = fit.step.lambda;
            if (fit.step.kind != TreatKind::box_cox_auto) return fit;
            if (all.low == all.high) return tl::unexpected(Undefined::no_variation);
            std::vector<double> shifted = x;
            for (double& each : shifted) each += fit.shift;
            fit.lambda = best_lambda(shifted);
            return fit;
        }
        case TreatKind::yeo_johnson: fit.lambda = fit.step.lambda; return fit;
        case TreatKind::square_root:
            if (all.low < 0) return tl::unexpected(Undefined::negative);
            return fit;
        default: return fit;
    }
}

bool is_cut(TreatKind kind) {
    return kind == TreatKind::winsorise || kind == TreatKind::percentile ||
           kind == TreatKind::deviations || kind == TreatKind::median_absolute;
}

}  // namespace

std::optional<Shape> shape_of(ColumnView column, const TreatPlan& plan) {
    const Measure skew = skewness(column);
    const Measure kurt = kurtosis(column);
    if (!skew || !kurt) return std::nullopt;
    return Shape{*skew, *kurt, std::abs(*skew) < plan.abs_skew_gt || *kurt < plan.kurt_gt};
}

std::optional<double> TreatFit::apply(double figure) const {
    const double x = cuts ? std::clamp(figure, low, high) : figure;
    switch (step.kind) {
        case TreatKind::log_shift:
        case TreatKind::log_plus_one:
        case TreatKind::log: return finite_or_none(std::log(x + shift));
        case TreatKind::log_stretched: return finite_or_none(std::log(factor * (x + shift) + 1));
        case TreatKind::box_cox:
        case TreatKind::box_cox_auto: return finite_or_none(box_cox(x + shift, lambda));
        case TreatKind::yeo_johnson: return finite_or_none(yeo_johnson(x, lambda));
        case TreatKind::square_root: return finite_or_none(std::sqrt(x));
        case TreatKind::power:
            return finite_or_none(std::copysign(std::pow(std::abs(x), step.exponent), x));
        default: return x;
    }
}

tl::expected<TreatFit, Undefined> fit_step(const TreatStep& step, ColumnView column,
                                           const TreatPlan& plan) {
    const std::vector<double> x = present_values(column);
    if (x.empty()) return tl::unexpected(Undefined::missing);
    TreatFit fit;
    fit.step = step;
    return is_cut(step.kind) ? fit_cut(fit, column, plan) : fit_transformation(fit, x);
}

std::optional<double> Treatment::apply(double figure) const {
    std::optional<double> value = figure;
    for (const TreatFit& fit : fits) {
        if (value) value = fit.apply(*value);
    }
    return value;
}

Column apply(const Treatment& treatment, ColumnView column) {
    Column out(column.size());
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (!column.has(i)) continue;
        if (const auto value = treatment.apply(column[i])) out.set(i, *value);
    }
    return out;
}

Treatment fit_treatment(const TreatPlan& plan, ColumnView column) {
    Treatment out;
    out.before = shape_of(column, plan);
    if (plan.try_steps.empty()) {
        out.is_flagged = out.before && !out.before->passes;
        return out;
    }
    if (!plan.always && (!out.before || out.before->passes)) return out;
    std::vector<TreatFit> fits;
    for (const TreatStep& step : plan.try_steps) {
        if (!plan.combine) fits.clear();
        const Treatment so_far{{}, {}, fits, false};
        const Column start = evaluation::apply(so_far, column);
        Treatment::Trial trial{step, 0, {}, {}};
        const auto fit = fit_step(step, start.view(), plan);
        if (!fit) {
            trial.undone = fit.error();
            out.trials.push_back(trial);
            continue;
        }
        fits.push_back(*fit);
        trial.points = fit->points;
        trial.after = shape_of(evaluation::apply({{}, {}, fits, false}, column).view(), plan);
        out.trials.push_back(trial);
        if (!trial.after || trial.after->passes || plan.always) {
            out.fits = std::move(fits);
            return out;
        }
    }
    out.is_flagged = true;
    if (plan.otherwise == TreatPlan::Otherwise::keep_last) out.fits = std::move(fits);
    return out;
}

}  // namespace kc::evaluation
