// SPDX-License-Identifier: Apache-2.0
#include "evaluation/weights_data.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "evaluation/statistics_eigen.hpp"

namespace kc::evaluation {
namespace {

tl::unexpected<WeightFault> because(Undefined why, std::size_t column = WeightFault::kNowhere,
                                    double value = 0) {
    return tl::unexpected(WeightFault{why, column, value});
}

Weights to_shares(std::vector<double> raw) {
    double sum = 0;
    for (const double value : raw) sum += value;
    if (!std::isfinite(sum)) return because(Undefined::too_large);
    if (!(sum > 0)) return because(Undefined::no_variation);
    for (double& value : raw) value /= sum;
    return raw;
}

// Scaled to [0, 1]; a constant column becomes 0, which has neither spread nor correlation.
Matrix scaled_to_unit(const Matrix& data) {
    Matrix scaled(data.rows(), data.columns());
    for (std::size_t k = 0; k < data.columns(); ++k) {
        const ColumnView column = data.column(k);
        const double low = smallest(column).value_or(0.0);
        const double range = largest(column).value_or(0.0) - low;
        for (std::size_t row = 0; row < data.rows(); ++row) {
            if (!column.has(row)) continue;
            const double value = range > 0 ? (column[row] - low) / range : 0.0;
            scaled.set(row, k, std::isfinite(value) ? value : 0.0);
        }
    }
    return scaled;
}

// 1 - e of one column.
tl::expected<double, WeightFault> entropy_lack(ColumnView column, std::size_t k) {
    double sum = 0;
    std::size_t n = 0;
    for (std::size_t row = 0; row < column.size(); ++row) {
        if (!column.has(row)) continue;
        if (column[row] < 0) return because(Undefined::negative, k, column[row]);
        sum += column[row];
        ++n;
    }
    if (n < 2) return because(Undefined::too_few, k);
    if (!std::isfinite(sum)) return because(Undefined::too_large, k);
    // Nothing but zeros: no share can be told from another.
    if (!(sum > 0)) return 0.0;
    double entropy = 0;
    for (std::size_t row = 0; row < column.size(); ++row) {
        const double share = column.has(row) ? column[row] / sum : 0.0;
        if (share > 0) entropy -= share * std::log(share);
    }
    return std::max(0.0, 1 - entropy / std::log(static_cast<double>(n)));
}

}  // namespace

Weights pca_weights(const Matrix& data, bool squared) {
    if (data.columns() == 1) return std::vector<double>{1.0};
    const std::vector<std::size_t> rows = complete_rows(data);
    if (rows.size() < 3) return because(Undefined::too_few);
    for (std::size_t k = 0; k < data.columns(); ++k) {
        const double first = data.at(rows[0], k);
        const bool constant = std::all_of(
            rows.begin(), rows.end(), [&](std::size_t row) { return data.at(row, k) == first; });
        if (constant) return because(Undefined::no_variation, k);
    }
    const SquareMatrix correlations = correlation_matrix(data, Pairing::complete);
    std::vector<double> loadings = symmetric_eigen(correlations).vectors.front();
    double sum = 0;
    for (const double loading : loadings) sum += loading;
    for (double& loading : loadings) loading = sum < 0 ? -loading : loading;
    for (std::size_t k = 0; k < loadings.size(); ++k) {
        if (loadings[k] < -1e-12) return because(Undefined::negative, k, loadings[k]);
        loadings[k] = std::max(0.0, squared ? loadings[k] * loadings[k] : loadings[k]);
    }
    return to_shares(std::move(loadings));
}

Weights entropy_weights(const Matrix& data, ShareKind shares) {
    const Matrix used = shares == ShareKind::minmax ? scaled_to_unit(data) : data;
    std::vector<double> raw;
    for (std::size_t k = 0; k < used.columns(); ++k) {
        const auto lack = entropy_lack(used.column(k), k);
        if (!lack) return tl::unexpected(lack.error());
        // After scaling a constant column is all zeros; as it is, its shares are all equal: both 0.
        raw.push_back(*lack);
    }
    return to_shares(std::move(raw));
}

Weights critic_weights(const Matrix& data, std::int32_t ddof) {
    const Matrix scaled = scaled_to_unit(data);
    std::vector<double> raw;
    for (std::size_t k = 0; k < scaled.columns(); ++k) {
        const Measure spread = deviation(scaled.column(k), ddof);
        if (!spread) return because(spread.error(), k);
        double conflict = 0;
        for (std::size_t other = 0; other < scaled.columns(); ++other) {
            const Measure r =
                other == k ? Measure(1.0) : pearson(scaled.column(k), scaled.column(other));
            // A column without variation has no correlation, so it is in conflict with nobody.
            if (r) conflict += 1 - *r;
        }
        raw.push_back(*spread * conflict);
    }
    if (raw.size() == 1) return std::vector<double>{1.0};
    return to_shares(std::move(raw));
}

Weights deviation_weights(const Matrix& data, std::int32_t ddof) {
    std::vector<double> raw;
    for (std::size_t k = 0; k < data.columns(); ++k) {
        const Measure spread = deviation(data.column(k), ddof);
        if (!spread) return because(spread.error(), k);
        raw.push_back(*spread);
    }
    return to_shares(std::move(raw));
}

Weights variation_weights(const Matrix& data, std::int32_t ddof) {
    std::vector<double> raw;
    for (std::size_t k = 0; k < data.columns(); ++k) {
        const Measure spread = deviation(data.column(k), ddof);
        if (!spread) return because(spread.error(), k);
        const double centre = mean(data.column(k)).value_or(0.0);
        const Measure ratio = finite(*spread / std::abs(centre));
        if (centre == 0 || !ratio) return because(Undefined::not_positive, k, centre);
        raw.push_back(*ratio);
    }
    return to_shares(std::move(raw));
}

Weights merec_weights(const Matrix& data) {
    const std::vector<std::size_t> rows = complete_rows(data);
    if (rows.size() < 2) return because(Undefined::too_few);
    const std::size_t columns = data.columns();
    if (columns == 1) return std::vector<double>{1.0};
    std::vector<double> least;
    for (std::size_t k = 0; k < columns; ++k) {
        double low = data.at(rows[0], k);
        for (const std::size_t row : rows) low = std::min(low, data.at(row, k));
        if (!(low > 0)) return because(Undefined::not_positive, k, low);
        least.push_back(low);
    }
    std::vector<double> effects(columns);
    const auto m = static_cast<double>(columns);
    std::vector<double> parts(columns);
    for (const std::size_t row : rows) {
        double whole = 0;
        for (std::size_t k = 0; k < columns; ++k) {
            parts[k] = std::abs(std::log(least[k] / data.at(row, k)));
            whole += parts[k];
        }
        const double overall = std::log1p(whole / m);
        for (std::size_t k = 0; k < columns; ++k)
            effects[k] += std::abs(std::log1p((whole - parts[k]) / m) - overall);
    }
    return to_shares(std::move(effects));
}

}  // namespace kc::evaluation
