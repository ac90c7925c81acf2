// SPDX-License-Identifier: Apache-2.0
#include "evaluation/random.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace kc::evaluation {
namespace {

constexpr std::uint32_t kMultiplier0 = 0xD2511F53;
constexpr std::uint32_t kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9;
constexpr std::uint32_t kWeyl1 = 0xBB67AE85;
constexpr int kRounds = 10;

template <std::size_t N>
double polynomial(const std::array<double, N>& coefficients, double x) {
    double sum = 0;
    for (std::size_t i = N; i > 0; --i) sum = sum * x + coefficients[i - 1];
    return sum;
}

constexpr std::array kCentreTop = {
    3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
    45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727};
constexpr std::array kCentreBottom = {1.0,
                                      42.313330701600911252,
                                      687.18700749205790830,
                                      5394.1960214247511077,
                                      21213.794301586595867,
                                      39307.895800092710610,
                                      28729.085735721942674,
                                      5226.4952788528545610};
constexpr std::array kMiddleTop = {1.42343711074968357734,   4.63033784615654529590,
                                   5.76949722146069140550,   3.64784832476320460504,
                                   1.27045825245236838258,   0.241780725177450611770,
                                   0.0227238449892691845833, 0.00077454501427834140764};
constexpr std::array kMiddleBottom = {1.0,
                                      2.05319162663775882187,
                                      1.67638483018380384940,
                                      0.689767334985100004550,
                                      0.148103976427480074590,
                                      0.0151986665636164571966,
                                      0.000547593808499534494600,
                                      1.05075007164441684324e-9};
constexpr std::array kTailTop = {6.65790464350110377720,      5.46378491116411436990,
                                 1.78482653991729133580,      0.296560571828504891230,
                                 0.0265321895265761230930,    0.00124266094738807843860,
                                 0.0000271155556874348757815, 2.01033439929228813265e-7};
constexpr std::array kTailBottom = {1.0,
                                    0.599832206555887937690,
                                    0.136929880922735805310,
                                    0.0148753612908506148525,
                                    0.000786869131145613259100,
                                    0.0000184631831751005468180,
                                    1.42151175831644588870e-7,
                                    2.04426310338993978564e-15};

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < kRounds; ++round) {
        const std::uint64_t product0 = std::uint64_t{kMultiplier0} * counter[0];
        const std::uint64_t product1 = std::uint64_t{kMultiplier1} * counter[2];
        counter = {static_cast<std::uint32_t>(product1 >> 32U) ^ counter[1] ^ key[0],
                   static_cast<std::uint32_t>(product1),
                   static_cast<std::uint32_t>(product0 >> 32U) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(product0)};
        key[0] += kWeyl0;
        key[1] += kWeyl1;
    }
    return counter;
}

double open_unit(std::uint32_t high, std::uint32_t low) {
    // 52 bits and a half, so that neither 0 nor 1 can come out and every step is the same.
    const std::uint64_t bits = (std::uint64_t{high} << 20U) | (low >> 12U);
    return (static_cast<double>(bits) + 0.5) * 0x1p-52;
}

double normal_quantile(double p) {
    KC_CHECK(p > 0 && p < 1);
    const double q = p - 0.5;
    if (std::abs(q) <= 0.425) {
        const double r = 0.180625 - q * q;
        return q * polynomial(kCentreTop, r) / polynomial(kCentreBottom, r);
    }
    const double tail = std::sqrt(-std::log(q < 0 ? p : 1 - p));
    const double size =
        tail <= 5 ? polynomial(kMiddleTop, tail - 1.6) / polynomial(kMiddleBottom, tail - 1.6)
                  : polynomial(kTailTop, tail - 5) / polynomial(kTailBottom, tail - 5);
    return q < 0 ? -size : size;
}

RandomStream::RandomStream(RandomPlace place, std::span<const double> prescribed)
    : place_(place), prescribed_(prescribed) {}

void RandomStream::refill() {
    const auto words = philox4x32(
        {static_cast<std::uint32_t>(place_.replication),
         static_cast<std::uint32_t>(place_.replication >> 32U), place_.purpose,
         static_cast<std::uint32_t>(block_++)},
        {static_cast<std::uint32_t>(place_.seed), static_cast<std::uint32_t>(place_.seed >> 32U)});
    ready_ = {open_unit(words[2], words[3]), open_unit(words[0], words[1])};
    ready_count_ = 2;
}

double RandomStream::uniform() {
    if (taken_ < prescribed_.size()) return prescribed_[taken_++];
    if (ready_count_ == 0) refill();
    return ready_[--ready_count_];
}

double RandomStream::normal() {
    return normal_quantile(uniform());
}

double RandomStream::exponential() {
    return -std::log(uniform());
}

std::size_t RandomStream::below(std::size_t count) {
    KC_CHECK(count > 0);
    const auto place = static_cast<std::size_t>(uniform() * static_cast<double>(count));
    return std::min(place, count - 1);
}

double RandomStream::gamma(double shape) {
    KC_CHECK(shape > 0);
    // Below 1 by the gamma of shape + 1 times a power of a uniform, as in the paper's section 6.
    if (shape < 1) {
        const double boost = std::pow(uniform(), 1 / shape);
        return gamma(shape + 1) * boost;
    }
    const double d = shape - 1.0 / 3.0;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = normal();
        const double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
        if (v <= 0) continue;
        if (std::log(uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
    }
}

}  // namespace kc::evaluation
