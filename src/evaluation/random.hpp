// SPDX-License-Identifier: Apache-2.0
// Random numbers that are a function of their place: the number of replication 17 is the same
// whoever asks, in whatever order and on however many threads.
//
// Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3"
// (SC'11, doi:10.1145/2063384.2063405). The key is the seed; the counter holds replication,
// purpose and position, so streams of different purposes never meet.
//
//   RandomStream draws({.seed = 2024, .purpose = 3, .replication = 17});
//   double u = draws.uniform();
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kc::evaluation {

// Ten rounds of the bijection.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

// 53 bits of two words, strictly between 0 and 1.
double open_unit(std::uint32_t high, std::uint32_t low);

// The quantile of the standard normal distribution at p in (0, 1), relative error about 1e-16:
// Wichura, "Algorithm AS 241", Applied Statistics 37 (1988) 477-484.
double normal_quantile(double p);

// Where a stream begins.
struct RandomPlace {
    std::uint64_t seed = 0;
    std::uint32_t purpose = 0;
    std::uint64_t replication = 0;
};

// The numbers of one place, one after the other. The first ones may be prescribed (the
// coordinates of a low-discrepancy point); Philox continues after them.
class RandomStream {
public:
    explicit RandomStream(RandomPlace place, std::span<const double> prescribed = {});

    double uniform();      // in (0, 1)
    double normal();       // by inversion, so one uniform each
    double exponential();  // mean 1

    // 0 to `count` - 1, each as likely; by the size of one uniform, so that designs stay balanced.
    std::size_t below(std::size_t count);

    // Marsaglia and Tsang, ACM Transactions on Mathematical Software 26 (2000) 363-372.
    double gamma(double shape);

private:
    void refill();

    RandomPlace place_;
    std::span<const double> prescribed_;
    std::size_t taken_ = 0;
    std::uint64_t block_ = 0;
    std::array<double, 2> ready_ = {};
    std::size_t ready_count_ = 0;
};

}  // namespace kc::evaluation
