// SPDX-License-Identifier: Apache-2.0
#include "evaluation/uncertainty_run.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <numeric>
#include <optional>
#include <thread>

#include <fmt/format.h>

namespace kc::evaluation {
namespace {

// Runs of one kind that one thread does in a go; few where each makes a table of its own.
constexpr std::size_t kTaskRuns = 256;
constexpr std::size_t kTaskRunsDisturbed = 4;
constexpr std::size_t kThreadsMax = 64;

RandomStream stream_of(const DrawPlaces& draws, std::size_t run, std::size_t assumption) {
    const DrawPlace at = draws(run, assumption);
    return RandomStream(at.place, at.prescribed);
}

// The discrete part of one run.
Choices choose(const Model& model, const DrawPlaces& draws, std::size_t run) {
    Choices choices;
    for (std::size_t a = 0; a < model.assumptions.size(); ++a) {
        const Assumption& assumption = model.assumptions[a];
        if (assumption.choices == 0) continue;
        const std::size_t choice = stream_of(draws, run, a).below(assumption.choices);
        switch (assumption.kind) {
            case AssumptionKind::imputation: choices.table.imputation = choice; break;
            case AssumptionKind::treatment: choices.table.treatment = choice; break;
            case AssumptionKind::normalise: choices.table.normalise = choice; break;
            case AssumptionKind::aggregate: choices.aggregate.push_back(choice); break;
            case AssumptionKind::drop: choices.drop = choice; break;
            case AssumptionKind::data:
            case AssumptionKind::weights: break;
        }
    }
    return choices;
}

// What one thread needs to do runs; it keeps the last table and the last preparation.
class Worker {
public:
    Worker(const Model& model, const WeightSampler& sampler, const DrawPlaces& draws)
        : model_(model),
          sampler_(sampler),
          draws_(draws),
          builder_(model.make_builder()),
          scorer_(model, sampler),
          data_(model.assumption(AssumptionKind::data)),
          weights_at_(model.assumption(AssumptionKind::weights)),
          weights_(model.nodes.size()),
          ranks_(model.units.size()) {
        if (!model.rank_groups.empty()) group_rows_.resize(model.rank_groups.size());
        for (std::size_t g = 0; g < model.rank_groups.size(); ++g) {
            for (const std::uint32_t row : model.rank_groups[g]) {
                if (group_of_.size() <= row) group_of_.resize(model.units.size(), kNominal);
                group_of_[row] = g;
            }
        }
    }

    Result<void> prepare(const Choices& choices, std::optional<std::size_t> run) {
        const bool disturbed = data_ && run;
        if (!disturbed && prepared_ == choices) return {};
        prepared_.reset();
        if (disturbed || !table_ || table_key_ != choices.table) {
            std::optional<RandomStream> noise;
            if (disturbed) noise.emplace(stream_of(draws_, *run, *data_));
            const auto table = builder_->build(choices.table, noise ? &*noise : nullptr);
            if (!table) return unexpected(table.error());
            table_ = disturbed ? nullptr : *table;
            table_key_ = choices.table;
            if (auto done = scorer_.prepare(**table, choices); !done) return done;
        } else if (auto done = scorer_.prepare(*table_, choices); !done) {
            return done;
        }
        if (!disturbed) prepared_ = choices;
        return {};
    }

    // Ranks of one run, in ranks(); `run` is empty for the nominal one.
    Result<void> score(std::optional<std::size_t> run) {
        if (run && weights_at_) {
            RandomStream stream = stream_of(draws_, *run, *weights_at_);
            sampler_.draw(stream, weights_);
        } else {
            sampler_.nominal(weights_);
        }
        return score_with_weights();
    }

    Result<void> score_with(std::span<const double> weights) {
        bool as_usual = true;
        for (std::size_t n = 0; n < weights.size(); ++n)
            as_usual = as_usual && (weights[n] > 0) == (model_.nodes[n].weight > 0);
        std::copy(weights.begin(), weights.end(), weights_.begin());
        if (as_usual) return score_with_weights();
        prepared_.reset();
        if (auto done = scorer_.score_plainly(weights_); !done) return done;
        rank_all();
        return {};
    }

    const std::vector<Rank>& ranks() const { return ranks_; }
    const std::vector<double>& weights() const { return weights_; }
    Column scores() const { return scorer_.scores(); }

private:
    Result<void> score_with_weights() {
        if (auto done = scorer_.score(weights_); !done) return done;
        rank_all();
        return {};
    }

    void rank_all() {
        std::fill(ranks_.begin(), ranks_.end(), Rank{0});
        if (model_.rank_with) {
            model_.rank_with(scorer_.scores(), ranks_);
        } else if (group_of_.empty()) {
            ranker_.rank(scorer_.order(), scorer_.rows(), ranks_);
        } else {
            rank_groups();
        }
    }

    void rank_groups() {
        for (auto& rows : group_rows_) rows.clear();
        for (const std::uint32_t row : scorer_.rows()) {
            if (row < group_of_.size() && group_of_[row] != kNominal)
                group_rows_[group_of_[row]].push_back(row);
        }
        for (const auto& rows : group_rows_) ranker_.rank(scorer_.order(), rows, ranks_);
    }

    const Model& model_;
    const WeightSampler& sampler_;
    const DrawPlaces& draws_;
    std::unique_ptr<TableBuilder> builder_;
    Scorer scorer_;
    Ranker ranker_;
    std::optional<std::size_t> data_;
    std::optional<std::size_t> weights_at_;
    std::vector<double> weights_;
    std::vector<Rank> ranks_;
    std::vector<std::size_t> group_of_;
    std::vector<std::vector<std::uint32_t>> group_rows_;
    const Matrix* table_ = nullptr;
    TableRequest table_key_;
    std::optional<Choices> prepared_;
};

struct Task {
    std::size_t first = 0;  // into the sorted runs
    std::size_t end = 0;
};

struct Schedule {
    std::vector<Choices> choices;    // by run
    std::vector<std::size_t> order;  // runs, those with equal choices together
    std::vector<Task> tasks;
};

Schedule schedule(const Model& model, const DrawPlaces& draws, std::size_t runs) {
    Schedule plan;
    for (std::size_t run = 0; run < runs; ++run) plan.choices.push_back(choose(model, draws, run));
    plan.order.resize(runs);
    std::iota(plan.order.begin(), plan.order.end(), std::size_t{0});
    std::stable_sort(plan.order.begin(), plan.order.end(), [&](std::size_t a, std::size_t b) {
        return plan.choices[a] < plan.choices[b];
    });
    const std::size_t most =
        model.assumption(AssumptionKind::data) ? kTaskRunsDisturbed : kTaskRuns;
    // A task holds runs of one table; several choices of methods in it share the table.
    for (std::size_t first = 0; first < runs;) {
        std::size_t end = first + 1;
        while (end < runs && end - first < most &&
               plan.choices[plan.order[end]].table == plan.choices[plan.order[first]].table)
            ++end;
        plan.tasks.push_back({first, end});
        first = end;
    }
    return plan;
}

class Run {
public:
    Run(const Model& model, const DrawPlaces& draws, const RunOptions& options)
        : model_(model),
          draws_(draws),
          stop_(options.stop),
          sampler_(model),
          plan_(schedule(model, draws, options.runs)) {
        sample_.units = model.units.size();
        sample_.replications = options.runs;
        sample_.ranks.resize(sample_.units * options.runs);
        if (options.keep_scores) sample_.scores.resize(sample_.ranks.size());
    }

    Result<RankSample> on(std::size_t threads) {
        threads = std::clamp<std::size_t>(threads, 1, std::min(kThreadsMax, plan_.tasks.size()));
        std::vector<std::thread> others;
        for (std::size_t t = 1; t < threads; ++t) others.emplace_back([this] { work(); });
        work();
        for (std::thread& other : others) other.join();
        if (is_over(stop_)) return unexpected(stopped());
        if (fault_) return unexpected(std::move(fault_->second));
        return std::move(sample_);
    }

private:
    void work() {
        Worker worker(model_, sampler_, draws_);
        for (;;) {
            const std::size_t number = next_.fetch_add(1);
            if (number >= plan_.tasks.size() || is_over(stop_)) return;
            for (std::size_t i = plan_.tasks[number].first; i < plan_.tasks[number].end; ++i) {
                if (auto done = one(worker, plan_.order[i]); !done) {
                    report(i, plan_.order[i], done.error());
                    break;
                }
            }
        }
    }

    Result<void> one(Worker& worker, std::size_t run) {
        if (auto done = worker.prepare(plan_.choices[run], run); !done) return done;
        if (auto done = worker.score(run); !done) return done;
        const auto at = static_cast<std::ptrdiff_t>(run * sample_.units);
        std::copy(worker.ranks().begin(), worker.ranks().end(), sample_.ranks.begin() + at);
        if (!sample_.scores.empty()) {
            const Column scores = worker.scores();
            std::copy(scores.values.begin(), scores.values.end(), sample_.scores.begin() + at);
        }
        return {};
    }

    // Which fault is told must not depend on which thread was faster: the first in order.
    void report(std::size_t place, std::size_t run, Diagnostic diagnostic) {
        diagnostic.zh += fmt::format("（第{}次模拟）", run);
        diagnostic.en += fmt::format(" (replication {})", run);
        const std::lock_guard lock(mutex_);
        if (!fault_ || place < fault_->first) fault_.emplace(place, std::move(diagnostic));
    }

    const Model& model_;
    const DrawPlaces& draws_;
    const Stop& stop_;
    WeightSampler sampler_;
    Schedule plan_;
    RankSample sample_;
    std::atomic<std::size_t> next_ = 0;
    std::mutex mutex_;
    std::optional<std::pair<std::size_t, Diagnostic>> fault_;
};

std::optional<Diagnostic> unusable_weights(const Model& model, std::span<const double> weights) {
    const auto fault = [](const std::string& node) {
        return Diagnostic{
            .code = "E-weights-zero",
            .zh = fmt::format("“{}”下级的权重应为0或正数，且不全为0", node),
            .en = fmt::format("weights below '{}' must be 0 or more, and not all 0", node)};
    };
    if (weights.size() != model.nodes.size()) return fault("");
    for (const ModelNode& node : model.nodes) {
        double sum = 0;
        for (const std::int32_t child : node.children) {
            const double weight = weights[static_cast<std::size_t>(child)];
            if (!(weight >= 0)) return fault(node.id);
            sum += weight;
        }
        if (!node.is_leaf() && !(sum > 0 && std::isfinite(sum))) return fault(node.id);
    }
    return std::nullopt;
}

std::optional<Diagnostic> too_much(const Model& model, const RunOptions& options) {
    const std::size_t units = model.units.size();
    const std::size_t limit = options.keep_scores ? RunOptions::kScoresMax : RunOptions::kRanksMax;
    if (units <= kRankedUnitsMax && units > 0 && options.runs <= limit / units) return std::nullopt;
    return Diagnostic{.code = "E-uncertainty-size",
                      .zh = fmt::format("{}个单位×{}次模拟超过上限{}", units, options.runs, limit),
                      .en = fmt::format("{} units times {} replications are more than {}", units,
                                        options.runs, limit)}
        .hint("减少模拟次数", "ask for fewer replications");
}

}  // namespace

DrawPlaces plain_draws(std::uint64_t seed) {
    return [seed](std::size_t run, std::size_t assumption) {
        return DrawPlace{.place = {.seed = seed,
                                   .purpose = static_cast<std::uint32_t>(assumption),
                                   .replication = run}};
    };
}

Result<RankSample> run_model(const Model& model, const DrawPlaces& draws,
                             const RunOptions& options) {
    if (auto fault = too_much(model, options)) return unexpected(std::move(*fault));
    if (options.runs == 0) return RankSample{.units = model.units.size()};
    return Run(model, draws, options).on(options.threads);
}

Result<Outcome> run_nominal(const Model& model) {
    if (auto fault = too_much(model, {.runs = 1})) return unexpected(std::move(*fault));
    const WeightSampler sampler(model);
    const DrawPlaces none = plain_draws(0);
    Worker worker(model, sampler, none);
    if (auto done = worker.prepare({}, std::nullopt); !done) return unexpected(done.error());
    if (auto done = worker.score(std::nullopt); !done) return unexpected(done.error());
    return Outcome{worker.scores(), worker.ranks()};
}

Result<Replication> run_once(const Model& model, const DrawPlaces& draws, std::size_t run) {
    if (auto fault = too_much(model, {.runs = 1})) return unexpected(std::move(*fault));
    const WeightSampler sampler(model);
    Worker worker(model, sampler, draws);
    Replication one{.choices = choose(model, draws, run)};
    if (auto done = worker.prepare(one.choices, run); !done) return unexpected(done.error());
    if (auto done = worker.score(run); !done) return unexpected(done.error());
    for (std::size_t a = 0; a < model.assumptions.size(); ++a) {
        const Assumption& assumption = model.assumptions[a];
        if (assumption.choices == 0) continue;
        const std::size_t choice = stream_of(draws, run, a).below(assumption.choices);
        one.named_choices.push_back(
            fmt::format("{}: {} / {}", assumption.name, choice + 1, assumption.choices));
    }
    one.weights = worker.weights();
    one.outcome = {worker.scores(), worker.ranks()};
    return one;
}

struct LiveRun::Inside {
    explicit Inside(const Model& from)
        : model(from), sampler(model, true), draws(plain_draws(0)), worker(model, sampler, draws) {}

    Model model;
    WeightSampler sampler;
    DrawPlaces draws;
    Worker worker;
};

LiveRun::LiveRun(const Model& model) : inside_(std::make_unique<Inside>(model)) {}
LiveRun::~LiveRun() = default;
LiveRun::LiveRun(LiveRun&&) noexcept = default;
LiveRun& LiveRun::operator=(LiveRun&&) noexcept = default;

std::vector<double> LiveRun::nominal_weights() const {
    std::vector<double> weights(inside_->model.nodes.size());
    inside_->sampler.nominal(weights);
    return weights;
}

Result<Outcome> LiveRun::with(std::span<const double> weights, const Choices& choices) {
    const Model& model = inside_->model;
    if (auto fault = too_much(model, {.runs = 1})) return unexpected(std::move(*fault));
    if (auto fault = unusable_weights(model, weights)) return unexpected(std::move(*fault));
    if (auto done = inside_->worker.prepare(choices, std::nullopt); !done)
        return unexpected(done.error());
    if (auto done = inside_->worker.score_with(weights); !done) return unexpected(done.error());
    return Outcome{inside_->worker.scores(), inside_->worker.ranks()};
}

}  // namespace kc::evaluation
