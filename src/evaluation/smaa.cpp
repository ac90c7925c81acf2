// SPDX-License-Identifier: Apache-2.0
#include "evaluation/smaa.hpp"

#include <algorithm>
#include <numeric>
#include <thread>

#include <fmt/format.h>

namespace kc::evaluation {
namespace {

constexpr std::uint32_t kPurposeWeights = 0x5AAA1;
constexpr std::uint32_t kPurposeErrors = 0x5AAA2;
constexpr std::uint32_t kPurposeConfidence = 0x5AAA3;
// Draws whose central weights are summed together, in this order, whoever does them.
constexpr std::size_t kBlock = 256;

// Ranks under many weights, and for each block of draws the sums of the weights that made a unit
// first.
class Draws {
public:
    Draws(const Matrix& data, const SmaaOptions& options, const BoundedWeights& weights)
        : data_(data), options_(options), weights_(weights), rows_(data.rows()) {
        std::iota(rows_.begin(), rows_.end(), 0U);
        sample_.units = data.rows();
        sample_.replications = options.draws;
        sample_.ranks.resize(data.rows() * options.draws);
        blocks_.resize((options.draws + kBlock - 1) / kBlock);
    }

    Smaa run() {
        const std::size_t threads =
            std::clamp<std::size_t>(options_.threads, 1, std::max<std::size_t>(blocks_.size(), 1));
        share(threads, blocks_.size(), [this](std::size_t block) { do_block(block); });
        Smaa result{.units = std::vector<SmaaUnit>(data_.rows())};
        collect(result);
        share(std::min(threads, data_.rows()), data_.rows(),
              [&](std::size_t unit) { add_confidence(unit, result.units[unit]); });
        result.sample = std::move(sample_);
        return result;
    }

private:
    struct First {
        std::size_t times = 0;
        std::vector<double> sum = {};
    };

    // Work 0, 1, ... `count` - 1 on so many threads; each writes to places of its own.
    template <typename Work>
    static void share(std::size_t threads, std::size_t count, Work work) {
        const auto every = [&](std::size_t first) {
            for (std::size_t i = first; i < count; i += threads) work(i);
        };
        std::vector<std::thread> others;
        for (std::size_t t = 1; t < threads; ++t) others.emplace_back(every, t);
        every(0);
        for (std::thread& other : others) other.join();
    }

    void score(std::span<const double> weights, RandomPlace errors,
               std::vector<double>& scores) const {
        scores.assign(data_.rows(), 0.0);
        for (std::size_t k = 0; k < data_.columns(); ++k) {
            const ColumnView column = data_.column(k);
            for (std::size_t row = 0; row < column.size(); ++row)
                scores[row] += weights[k] * column[row];
        }
        if (options_.errors.rows() == 0) return;
        RandomStream noise(errors);
        for (std::size_t k = 0; k < data_.columns(); ++k) {
            for (std::size_t row = 0; row < data_.rows(); ++row)
                scores[row] +=
                    weights[k] * options_.errors.get(row, k).value_or(0.0) * noise.normal();
        }
    }

    void do_block(std::size_t block) {
        std::vector<First>& firsts = blocks_[block];
        firsts.resize(data_.rows());
        std::vector<double> weights(data_.columns());
        std::vector<double> scores;
        Ranker ranker;
        const std::size_t end = std::min(options_.draws, (block + 1) * kBlock);
        for (std::size_t draw = block * kBlock; draw < end; ++draw) {
            RandomStream stream({options_.seed, kPurposeWeights, draw});
            weights_.draw(stream, weights);
            score(weights, {options_.seed, kPurposeErrors, draw}, scores);
            const auto ranks = std::span(sample_.ranks).subspan(draw * data_.rows(), data_.rows());
            ranker.rank(scores, rows_, ranks);
            for (std::size_t unit = 0; unit < data_.rows(); ++unit) {
                if (ranks[unit] != 1) continue;
                First& first = firsts[unit];
                first.sum.resize(data_.columns());
                ++first.times;
                for (std::size_t k = 0; k < weights.size(); ++k) first.sum[k] += weights[k];
            }
        }
    }

    void collect(Smaa& result) const {
        const auto draws = static_cast<double>(options_.draws);
        const std::size_t n = data_.rows();
        for (std::size_t unit = 0; unit < n; ++unit) {
            SmaaUnit& of = result.units[unit];
            of.acceptability.assign(n, 0.0);
            for (std::size_t draw = 0; draw < options_.draws; ++draw)
                of.acceptability[sample_.rank(draw, unit) - std::size_t{1}] += 1;
            for (std::size_t rank = 0; rank < n; ++rank) {
                of.acceptability[rank] /= draws;
                const double worth =
                    n > 1 ? static_cast<double>(n - 1 - rank) / static_cast<double>(n - 1) : 1.0;
                of.holistic += worth * of.acceptability[rank];
            }
            std::size_t times = 0;
            std::vector<double> sum(data_.columns());
            for (const std::vector<First>& block : blocks_) {
                times += block[unit].times;
                for (std::size_t k = 0; k < block[unit].sum.size(); ++k)
                    sum[k] += block[unit].sum[k];
            }
            if (times == 0) continue;
            for (double& weight : sum) weight /= static_cast<double>(times);
            of.central_weights = std::move(sum);
        }
    }

    // Without errors the central weights decide once and for all.
    void add_confidence(std::size_t unit, SmaaUnit& of) const {
        if (!of.central_weights) return;
        const bool exact = options_.errors.rows() == 0;
        const std::size_t draws = exact ? 1 : options_.draws;
        std::size_t firsts = 0;
        std::vector<double> scores;
        for (std::size_t draw = 0; draw < draws; ++draw) {
            score(*of.central_weights, {options_.seed, kPurposeConfidence, draw}, scores);
            firsts += scores[unit] >= *std::max_element(scores.begin(), scores.end()) ? 1 : 0;
        }
        of.confidence = static_cast<double>(firsts) / static_cast<double>(draws);
    }

    const Matrix& data_;
    const SmaaOptions& options_;
    const BoundedWeights& weights_;
    std::vector<std::uint32_t> rows_;
    RankSample sample_;
    std::vector<std::vector<First>> blocks_;
};

std::optional<Diagnostic> fault_of(const Matrix& data, const SmaaOptions& options) {
    const std::size_t units = data.rows();
    if (units == 0 || data.columns() == 0 || options.draws == 0 || units > kRankedUnitsMax ||
        options.draws > RunOptions::kRanksMax / units)
        return Diagnostic{.code = "E-smaa-size",
                          .zh = fmt::format("{}个单位、{}个指标、{}次抽样，超出可分析的范围", units,
                                            data.columns(), options.draws),
                          .en = fmt::format("{} units, {} columns and {} draws cannot be analysed",
                                            units, data.columns(), options.draws)};
    if (complete_rows(data).size() != units)
        return Diagnostic{.code = "E-smaa-gaps",
                          .zh = "有的单位缺数据，不能作可接受性分析",
                          .en = "some units lack figures, so acceptability cannot be analysed"}
            .hint("先填补缺失值", "fill in missing figures first");
    if (options.errors.rows() != 0 &&
        (options.errors.rows() != units || options.errors.columns() != data.columns()))
        return Diagnostic{.code = "E-smaa-errors",
                          .zh = "误差表与数据表大小不同",
                          .en = "the errors have another shape than the data"};
    return std::nullopt;
}

}  // namespace

Result<Smaa> smaa(const Matrix& data, const SmaaOptions& options) {
    if (auto fault = fault_of(data, options)) return unexpected(std::move(*fault));
    const auto weights =
        BoundedWeights::make(data.columns(), options.order, options.low, options.high);
    if (!weights)
        return unexpected(Diagnostic{.code = "E-smaa-weights",
                                     .zh = "没有权重能同时满足给定的次序和上下限",
                                     .en = "no weights satisfy the order and bounds given"}
                              .hint("放宽上下限或去掉成环的次序",
                                    "widen the bounds, or remove orders that go in a circle"));
    return Draws(data, options, *weights).run();
}

}  // namespace kc::evaluation
