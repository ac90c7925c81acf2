// SPDX-License-Identifier: Apache-2.0
// Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi rotations.
//
// Slower than tridiagonal methods and simpler; as exact as they are, and for the some dozens of
// columns an index has it is done in a moment. Golub and Van Loan, Matrix Computations, 8.5.
#pragma once

#include <vector>

#include "evaluation/statistics.hpp"

namespace kc::evaluation {

struct Eigen {
    std::vector<double> values = {};                // falling
    std::vector<std::vector<double>> vectors = {};  // of length 1, one a value, sign arbitrary
};

// `matrix` is symmetric and finite.
Eigen symmetric_eigen(const SquareMatrix& matrix);

}  // namespace kc::evaluation
