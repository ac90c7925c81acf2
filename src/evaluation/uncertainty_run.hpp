// SPDX-License-Identifier: Apache-2.0
// Runs a model many times: every replication draws its own alternatives and weights and ranks all
// units again.
//
// A replication is a function of model, seed and its number. Replications with the same table and
// methods are done together, on any number of threads, and written to their own place, so the
// result is the same bytes whatever the number of threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "evaluation/stop.hpp"
#include "evaluation/uncertainty_model.hpp"
#include "evaluation/uncertainty_ranking.hpp"
#include "evaluation/uncertainty_scores.hpp"

namespace kc::evaluation {

// The ranks of all units in all replications, by replication. Rank 0: no rank.
struct RankSample {
    std::size_t units = 0;
    std::size_t replications = 0;
    std::vector<Rank> ranks = {};
    std::vector<double> scores = {};  // the same shape, where asked for; missing where rank is 0

    std::span<const Rank> replication(std::size_t r) const {
        return std::span(ranks).subspan(r * units, units);
    }
    Rank rank(std::size_t r, std::size_t unit) const { return ranks[r * units + unit]; }
};

// Where each assumption of each run takes its numbers from. Numbers of a low-discrepancy design may
// stand before the generator's.
struct DrawPlace {
    RandomPlace place = {};
    std::span<const double> prescribed = {};
};
using DrawPlaces = std::function<DrawPlace(std::size_t run, std::size_t assumption)>;

// Replication r of assumption a: seed, purpose a, replication r.
DrawPlaces plain_draws(std::uint64_t seed);

struct RunOptions {
    std::size_t runs = 1000;
    std::size_t threads = 1;
    bool keep_scores = false;
    Stop stop = {};  // ends the runs with E-time

    // 2843 units and 10,000 runs are 57 MB of ranks.
    static constexpr std::size_t kRanksMax = 100'000'000;
    static constexpr std::size_t kScoresMax = 16'000'000;
};

Result<RankSample> run_model(const Model& model, const DrawPlaces& draws,
                             const RunOptions& options);

// The definition itself: nothing varies.
struct Outcome {
    Column scores = Column{};
    std::vector<Rank> ranks = {};
};
Result<Outcome> run_nominal(const Model& model);

// One replication with everything it drew.
struct Replication {
    Choices choices = {};
    std::vector<std::string> named_choices = {};  // "normalise: 2 of 3", by assumption
    std::vector<double> weights = {};             // by node, among its siblings
    Outcome outcome = {};
};
Result<Replication> run_once(const Model& model, const DrawPlaces& draws, std::size_t run);

// The same tree again and again with weights and methods somebody chooses: what sliders show. The
// table is made once; a change of weights costs a matrix product and a ranking. One object serves
// one thread.
class LiveRun {
public:
    // Takes what it needs of the model; what make_builder refers to must stay.
    explicit LiveRun(const Model& model);
    ~LiveRun();
    LiveRun(LiveRun&&) noexcept;
    LiveRun& operator=(LiveRun&&) noexcept;

    // One weight a node, among its siblings; 0 or more, and siblings must not all be 0.
    Result<Outcome> with(std::span<const double> weights, const Choices& choices = {});

    // The model's own weights, to begin with.
    std::vector<double> nominal_weights() const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace kc::evaluation
