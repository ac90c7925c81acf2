// SPDX-License-Identifier: Apache-2.0
#include "evaluation/stage_normalise.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace kc::evaluation {
namespace {

bool needs_spread(NormaliseKind kind, bool has_posts) {
    using K = NormaliseKind;
    return kind == K::minmax || kind == K::zscore || kind == K::dist_max || kind == K::sigmoid ||
           (kind == K::efficacy && !has_posts);
}

bool uses_ranks(NormaliseKind kind) {
    using K = NormaliseKind;
    return kind == K::prank || kind == K::rank || kind == K::borda;
}

std::optional<double> limited(const NormaliseMethod& method, double value) {
    if (!std::isfinite(value)) return std::nullopt;
    if (method.cap) value = std::min(value, *method.cap);
    if (method.floor) value = std::max(value, *method.floor);
    return value;
}

// x / standard when more is better, standard / x when less is. Nothing at all of something bad is
// as good as the cap allows.
std::optional<double> against_standard(const Scale& scale, double figure) {
    if (scale.sign > 0) return limited(scale.method, figure / scale.anchor * 100);
    if (figure > 0) return limited(scale.method, scale.anchor / figure * 100);
    return figure == 0 ? scale.method.cap : std::nullopt;
}

double against_posts(const Scale& scale, double figure) {
    const double span = scale.post_high - scale.post_low;
    const double share =
        scale.sign > 0 ? (figure - scale.post_low) / span : (scale.post_high - figure) / span;
    return std::clamp(share, 0.0, 1.0) * scale.method.high;
}

double efficacy(const Scale& scale, double figure) {
    const bool has_posts = scale.post_low < scale.post_high;
    const double worst = !has_posts       ? scale.min
                         : scale.sign > 0 ? scale.post_low
                                          : -scale.post_high;
    const double best = !has_posts ? scale.max : scale.sign > 0 ? scale.post_high : -scale.post_low;
    return scale.method.low + scale.method.high * (figure * scale.sign - worst) / (best - worst);
}

double by_tiers(const Scale& scale, double figure) {
    for (const Tier& tier : scale.tiers)
        if (figure * scale.sign >= tier.from * scale.sign) return tier.score;
    return 0;
}

// 1 for the lowest; equal figures share the lowest rank.
double rank_of(const Scale& scale, double turned) {
    const auto below = std::lower_bound(scale.sorted.begin(), scale.sorted.end(), turned);
    return static_cast<double>(below - scale.sorted.begin()) + 1;
}

double distance_to(const Scale& scale, double anchor, double turned) {
    return 1 - (anchor - turned) / (anchor - scale.min);
}

}  // namespace

std::optional<double> Scale::apply(double figure) const {
    using K = NormaliseKind;
    const double turned = figure * sign;
    switch (method.kind) {
        case K::none: return turned;
        case K::minmax:
            return limited(method,
                           (turned - min) / (max - min) * (method.high - method.low) + method.low);
        case K::zscore:
            return limited(method, (turned - mean) / deviation * method.high + method.low);
        case K::scaled: {
            const double from = sign > 0 ? figure - method.low : method.high - figure;
            return limited(method, from / (method.high - method.low) * 100);
        }
        case K::goalposts: return against_posts(*this, figure);
        case K::standard: return against_standard(*this, figure);
        case K::efficacy: return limited(method, efficacy(*this, figure));
        case K::tiers: return by_tiers(*this, figure);
        case K::dist_target:
        case K::dist_ref: return limited(method, distance_to(*this, anchor * sign, turned));
        case K::dist_max: return limited(method, 1 - (max - turned) / (max - min));
        case K::frac_max:
            // Of what is better when lower the least, -max, is divided by the figure.
            return limited(method, sign > 0 ? figure / max : -max / figure);
        case K::prank:
            return (rank_of(*this, turned) - 1) / (static_cast<double>(sorted.size()) - 1);
        case K::rank: return rank_of(*this, turned);
        case K::borda: return rank_of(*this, turned) - 1;
        case K::sigmoid:
            return limited(method,
                           100 / (1 + std::exp(-method.steepness * (turned - mean) / deviation)));
    }
    check_failed("a scale of no kind", __FILE__, __LINE__);
}

tl::expected<Scale, Undefined> fit_scale(const Indicator& indicator, const NormaliseMethod& method,
                                         const ScaleInput& input) {
    using K = NormaliseKind;
    const std::vector<double> figures = present_values(input.column);
    if (figures.empty()) return tl::unexpected(Undefined::missing);
    Scale scale;
    scale.method = method;
    scale.sign = indicator.direction == Direction::up ? 1 : -1;
    scale.tiers = indicator.tiers;
    scale.post_low = indicator.goalpost_low.value_or(0);
    scale.post_high = indicator.goalpost_high.value_or(0);
    const auto [low, high] = std::minmax_element(figures.begin(), figures.end());
    scale.min = scale.sign > 0 ? *low : -*high;
    scale.max = scale.sign > 0 ? *high : -*low;
    scale.mean = scale.sign * mean(input.column).value_or(0);
    scale.deviation = deviation(input.column).value_or(0);
    const bool has_posts = indicator.goalpost_low.has_value();
    if (needs_spread(method.kind, has_posts) && !(scale.min < scale.max))
        return tl::unexpected(Undefined::no_variation);
    if (method.kind == K::prank && figures.size() < 2) return tl::unexpected(Undefined::too_few);
    if (method.kind == K::frac_max && *low <= 0 && (scale.sign < 0 || *high <= 0))
        return tl::unexpected(Undefined::not_positive);
    if (method.kind == K::standard) scale.anchor = indicator.standard.value_or(1);
    if (method.kind == K::dist_target) scale.anchor = indicator.target.value_or(0);
    if (method.kind == K::dist_ref) {
        const auto unit = std::find(input.units.begin(), input.units.end(), method.reference);
        const auto row = static_cast<std::size_t>(unit - input.units.begin());
        if (unit == input.units.end() || !input.column.has(row))
            return tl::unexpected(Undefined::missing);
        scale.anchor = input.column[row];
    }
    if ((method.kind == K::dist_target || method.kind == K::dist_ref) &&
        scale.anchor * scale.sign == scale.min)
        return tl::unexpected(Undefined::no_variation);
    if (uses_ranks(method.kind)) {
        scale.sorted = figures;
        for (double& each : scale.sorted) each *= scale.sign;
        std::sort(scale.sorted.begin(), scale.sorted.end());
    }
    return scale;
}

Column apply(const Scale& scale, ColumnView column) {
    Column out(column.size());
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (!column.has(i)) continue;
        if (const auto value = scale.apply(column[i])) out.set(i, *value);
    }
    return out;
}

}  // namespace kc::evaluation
