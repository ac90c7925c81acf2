// SPDX-License-Identifier: Apache-2.0
#include "evaluation/sensitivity_indices.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <thread>

#include "evaluation/random.hpp"

namespace kc::evaluation {
namespace {

constexpr std::uint32_t kPurposeBootstrap = 0xB0075;

// What is summed over the rows: f(A) + f(B), their squares, and three products an input. f is
// centred on the mean of the whole design, so nothing large cancels.
class Terms {
public:
    Terms(std::span<const double> values, std::size_t inputs)
        : inputs_(inputs), width_(2 + 3 * inputs), rows_(values.size() / (inputs + 2)) {
        double sum = 0;
        for (std::size_t row = 0; row < rows_; ++row)
            sum += values[row * (inputs + 2)] + values[row * (inputs + 2) + 1];
        mean_ = sum / (2 * static_cast<double>(rows_));
        terms_.resize(rows_ * width_);
        for (std::size_t row = 0; row < rows_; ++row) {
            const double* f = &values[row * (inputs + 2)];
            double* t = &terms_[row * width_];
            const double a = f[0] - mean_;
            const double b = f[1] - mean_;
            t[0] = a + b;
            t[1] = a * a + b * b;
            for (std::size_t i = 0; i < inputs; ++i) {
                const double change = f[2 + i] - f[0];
                t[2 + 3 * i] = b * change;
                t[3 + 3 * i] = change;
                t[4 + 3 * i] = change * change;
            }
        }
    }

    std::size_t rows() const { return rows_; }
    std::size_t width() const { return width_; }
    double mean() const { return mean_; }

    void add(std::size_t row, std::vector<double>& sums) const {
        const double* t = &terms_[row * width_];
        for (std::size_t k = 0; k < width_; ++k) sums[k] += t[k];
    }

    double variance(const std::vector<double>& sums) const {
        const double n = 2 * static_cast<double>(rows_);
        const double off = sums[0] / n;
        return sums[1] / n - off * off;
    }

    // First and total index of one input; 0 when the resample has no variance.
    std::pair<double, double> indices(const std::vector<double>& sums, std::size_t i) const {
        const auto n = static_cast<double>(rows_);
        const double v = variance(sums);
        if (!(v > 0)) return {0, 0};
        const double off = sums[0] / (2 * n);
        const double first = (sums[2 + 3 * i] - off * sums[3 + 3 * i]) / n / v;
        return {first, sums[4 + 3 * i] / (2 * n) / v};
    }

private:
    std::size_t inputs_;
    std::size_t width_;
    std::size_t rows_;
    double mean_ = 0;
    std::vector<double> terms_;
};

// The rows of one resample, with replacement: four to a block of the generator.
void resample(const Terms& terms, std::uint64_t seed, std::size_t number,
              std::vector<double>& sums) {
    std::fill(sums.begin(), sums.end(), 0.0);
    std::array<std::uint32_t, 4> words = {};
    for (std::size_t i = 0; i < terms.rows(); ++i) {
        if (i % 4 == 0)
            words = philox4x32(
                {static_cast<std::uint32_t>(i / 4), static_cast<std::uint32_t>(number),
                 kPurposeBootstrap, 0},
                {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)});
        const std::uint64_t product = std::uint64_t{words[i % 4]} * terms.rows();
        terms.add(static_cast<std::size_t>(product >> 32U), sums);
    }
}

void find_overlaps(SensitivityOf& of) {
    std::vector<std::size_t> order(of.indices.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return of.indices[a].total > of.indices[b].total;
    });
    for (std::size_t k = 1; k < order.size(); ++k) {
        if (of.indices[order[k - 1]].total_low < of.indices[order[k]].total_high)
            of.overlaps.push_back({order[k - 1], order[k]});
    }
}

double quantile_of(std::vector<double>& sorted, double p) {
    const double at = p * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(at);
    const std::size_t high = std::min(low + 1, sorted.size() - 1);
    return sorted[low] + (at - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

// 2 x inputs rows of `bootstrap` values: first indices, then total ones.
std::vector<std::vector<double>> resampled_indices(const Terms& terms,
                                                   const IndexOptions& options) {
    std::vector<std::vector<double>> all(2 * options.inputs,
                                         std::vector<double>(options.bootstrap));
    const auto work = [&](std::size_t first, std::size_t step) {
        std::vector<double> sums(terms.width());
        for (std::size_t b = first; b < options.bootstrap; b += step) {
            resample(terms, options.seed, b, sums);
            for (std::size_t i = 0; i < options.inputs; ++i) {
                const auto [one, total] = terms.indices(sums, i);
                all[i][b] = one;
                all[options.inputs + i][b] = total;
            }
        }
    };
    const std::size_t threads = std::clamp<std::size_t>(options.threads, 1, 64);
    std::vector<std::thread> others;
    for (std::size_t t = 1; t < threads; ++t)
        others.emplace_back([&work, t, threads] { work(t, threads); });
    work(0, threads);
    for (std::thread& other : others) other.join();
    return all;
}

}  // namespace

void fill_indices(std::span<const double> values, const IndexOptions& options, SensitivityOf& of) {
    const Terms terms(values, options.inputs);
    std::vector<double> sums(terms.width());
    for (std::size_t row = 0; row < terms.rows(); ++row) terms.add(row, sums);
    of.mean = terms.mean();
    of.variance = std::max(0.0, terms.variance(sums));
    of.indices.assign(options.inputs, {});
    // Ranks are whole numbers: less than this is rounding.
    if (!(of.variance > 1e-14 * (1 + of.mean * of.mean))) {
        of.undefined = Undefined::no_variation;
        return;
    }
    auto resampled = resampled_indices(terms, options);
    for (std::size_t i = 0; i < options.inputs; ++i) {
        const auto [first, total] = terms.indices(sums, i);
        of.indices[i] = {first, first, first, total, total, total};
        if (options.bootstrap == 0) continue;
        for (const std::size_t k : {i, options.inputs + i})
            std::sort(resampled[k].begin(), resampled[k].end());
        const double low = (1 - options.interval) / 2;
        of.indices[i].first_low = quantile_of(resampled[i], low);
        of.indices[i].first_high = quantile_of(resampled[i], 1 - low);
        of.indices[i].total_low = quantile_of(resampled[options.inputs + i], low);
        of.indices[i].total_high = quantile_of(resampled[options.inputs + i], 1 - low);
    }
    if (options.bootstrap > 0) find_overlaps(of);
}

}  // namespace kc::evaluation
