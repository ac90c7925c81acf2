// SPDX-License-Identifier: Apache-2.0
#include "evaluation/statistics_eigen.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kc::evaluation {
namespace {

constexpr int kSweepsMax = 100;

double off_diagonal(const SquareMatrix& a) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size; ++i) {
        for (std::size_t j = i + 1; j < a.size; ++j) sum += a.at(i, j) * a.at(i, j);
    }
    return sum;
}

// Turns the plane of p and q so that a(p, q) becomes 0.
void rotate(SquareMatrix& a, SquareMatrix& vectors, std::size_t p, std::size_t q) {
    const double apq = a.at(p, q);
    if (apq == 0) return;
    const double theta = (a.at(q, q) - a.at(p, p)) / (2 * apq);
    const double t = (theta >= 0 ? 1.0 : -1.0) / (std::abs(theta) + std::sqrt(theta * theta + 1));
    const double c = 1 / std::sqrt(t * t + 1);
    const double s = t * c;
    for (std::size_t k = 0; k < a.size; ++k) {
        const double akp = a.at(k, p);
        const double akq = a.at(k, q);
        a.at(k, p) = c * akp - s * akq;
        a.at(k, q) = s * akp + c * akq;
    }
    for (std::size_t k = 0; k < a.size; ++k) {
        const double apk = a.at(p, k);
        const double aqk = a.at(q, k);
        a.at(p, k) = c * apk - s * aqk;
        a.at(q, k) = s * apk + c * aqk;
        const double vkp = vectors.at(k, p);
        const double vkq = vectors.at(k, q);
        vectors.at(k, p) = c * vkp - s * vkq;
        vectors.at(k, q) = s * vkp + c * vkq;
    }
}

}  // namespace

Eigen symmetric_eigen(const SquareMatrix& matrix) {
    const std::size_t size = matrix.size;
    SquareMatrix a = matrix;
    SquareMatrix vectors{.size = size, .values = std::vector<double>(size * size)};
    double norm = 0;
    for (const double value : a.values) norm += value * value;
    for (std::size_t i = 0; i < size; ++i) vectors.at(i, i) = 1;
    for (int sweep = 0; sweep < kSweepsMax && off_diagonal(a) > norm * 1e-32; ++sweep) {
        for (std::size_t p = 0; p < size; ++p) {
            for (std::size_t q = p + 1; q < size; ++q) rotate(a, vectors, p, q);
        }
    }
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t x, std::size_t y) { return a.at(x, x) > a.at(y, y); });
    Eigen eigen;
    for (const std::size_t column : order) {
        eigen.values.push_back(a.at(column, column));
        std::vector<double> vector(size);
        for (std::size_t i = 0; i < size; ++i) vector[i] = vectors.at(i, column);
        eigen.vectors.push_back(std::move(vector));
    }
    return eigen;
}

}  // namespace kc::evaluation
