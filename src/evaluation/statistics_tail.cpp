// SPDX-License-Identifier: Apache-2.0
// Tails of the chi-square and Student distributions: incomplete gamma and beta functions by series
// and continued fractions (Abramowitz and Stegun, Handbook of Mathematical Functions, 6.5
// and 26.5).
#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "evaluation/statistics.hpp"

namespace kc::evaluation {
namespace {

constexpr int kStepsMax = 10'000;
constexpr double kClose = 1e-16;
constexpr double kTiny = 1e-300;

// P(a, x), good for x < a + 1.
double gamma_lower_series(double a, double x) {
    double term = 1 / a;
    double sum = term;
    for (int n = 1; n < kStepsMax && std::abs(term) > std::abs(sum) * kClose; ++n) {
        term *= x / (a + n);
        sum += term;
    }
    return sum * std::exp(-x + a * std::log(x) - std::lgamma(a));
}

// Q(a, x) by Lentz's way with the continued fraction, good for x >= a + 1.
double gamma_upper_fraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / kTiny;
    double d = 1 / b;
    double product = d;
    for (int i = 1; i < kStepsMax; ++i) {
        const double numerator = -i * (i - a);
        b += 2;
        d = numerator * d + b;
        if (std::abs(d) < kTiny) d = kTiny;
        c = b + numerator / c;
        if (std::abs(c) < kTiny) c = kTiny;
        d = 1 / d;
        product *= d * c;
        if (std::abs(d * c - 1) < kClose) break;
    }
    return std::exp(-x + a * std::log(x) - std::lgamma(a)) * product;
}

double beta_fraction(double a, double b, double x) {
    double c = 1;
    double d = 1 - (a + b) * x / (a + 1);
    if (std::abs(d) < kTiny) d = kTiny;
    d = 1 / d;
    double product = d;
    const auto step = [&](double numerator) {
        d = 1 + numerator * d;
        if (std::abs(d) < kTiny) d = kTiny;
        c = 1 + numerator / c;
        if (std::abs(c) < kTiny) c = kTiny;
        d = 1 / d;
        product *= d * c;
    };
    for (int m = 1; m < kStepsMax; ++m) {
        const double before = product;
        step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
        step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)));
        if (std::abs(product - before) <= std::abs(product) * kClose) break;
    }
    return product;
}

double beta_incomplete(double a, double b, double x) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                  a * std::log(x) + b * std::log1p(-x));
    if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
    return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

}  // namespace

double chi_square_tail(double x, double degrees) {
    KC_CHECK(degrees > 0);
    if (x <= 0) return 1;
    const double a = degrees / 2;
    const double half = x / 2;
    return half < a + 1 ? 1 - gamma_lower_series(a, half) : gamma_upper_fraction(a, half);
}

double student_tail(double t, double degrees) {
    KC_CHECK(degrees > 0);
    return beta_incomplete(degrees / 2, 0.5, degrees / (degrees + t * t));
}

}  // namespace kc::evaluation
