// SPDX-License-Identifier: Apache-2.0
#include "evaluation/sensitivity_design.hpp"

#include <algorithm>

#include "evaluation/random_sobol.hpp"
#include "evaluation/uncertainty_weights.hpp"

namespace kc::evaluation {
namespace {

// Numbers one run of an input takes; of errors of data more than a design can have.
std::size_t numbers_of(const Model& model, const Assumption& assumption) {
    if (assumption.choices > 0) return 1;
    if (assumption.kind == AssumptionKind::weights) return WeightSampler(model).dimensions();
    return SobolPoints::max_dimensions();
}

}  // namespace

SobolDesign::SobolDesign(const Model& model, std::size_t base, std::uint64_t seed)
    : base_(base),
      inputs_(model.assumptions.size()),
      seed_(seed),
      first_(inputs_),
      length_(inputs_) {
    const std::size_t most = SobolPoints::max_dimensions() / 2;
    // Inputs of one number first: the first coordinates of the design are its best.
    for (const bool single : {true, false}) {
        for (std::size_t i = 0; i < inputs_; ++i) {
            const std::size_t numbers = numbers_of(model, model.assumptions[i]);
            if ((numbers == 1) != single) continue;
            first_[i] = half_;
            length_[i] = std::min(numbers, most - half_);
            half_ += length_[i];
        }
    }
    const SobolPoints sobol(2 * half_, seed);
    points_.resize(base * 2 * half_);
    for (std::size_t row = 0; row < base && half_ > 0; ++row)
        sobol.point(static_cast<std::uint32_t>(row),
                    std::span(points_).subspan(row * 2 * half_, 2 * half_));
}

DrawPlace SobolDesign::place(std::size_t run, std::size_t input) const {
    const std::size_t row = run / (inputs_ + 2);
    const std::size_t kind = run % (inputs_ + 2);
    const bool from_b = kind == 1 || kind == 2 + input;
    const std::size_t at = row * 2 * half_ + (from_b ? half_ : 0) + first_[input];
    return {.place = {.seed = seed_,
                      .purpose = static_cast<std::uint32_t>(2 * input + (from_b ? 1 : 0)),
                      .replication = row},
            .prescribed = std::span(points_).subspan(at, length_[input])};
}

DrawPlaces SobolDesign::draws() const {
    return [this](std::size_t run, std::size_t input) { return place(run, input); };
}

}  // namespace kc::evaluation
