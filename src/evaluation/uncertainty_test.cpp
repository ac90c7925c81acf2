// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <gtest/gtest.h>

#include "evaluation/statistics_reference.hpp"
#include "evaluation/uncertainty_reference.hpp"
#include "evaluation/uncertainty_run.hpp"
#include "evaluation/uncertainty_statistics.hpp"

namespace kc::evaluation {
namespace {

using testing::test_data;

struct AsemTest : ::testing::Test {
    static const Evaluation& evaluation() { return example().evaluation; }
    static const Model& model() { return example().model; }
    static const ReferenceAsem& example() {
        static const ReferenceAsem kExample(test_data() / "asem");
        return kExample;
    }
};

TEST_F(AsemTest, TheNominalRunIsTheEvaluationItself) {
    const auto nominal = run_nominal(model());
    ASSERT_TRUE(nominal);
    const YearResult& year = evaluation().asked();
    for (std::size_t row = 0; row < year.slice.size(); ++row) {
        EXPECT_EQ(nominal->ranks[row], year.ranks[row]);
        EXPECT_NEAR(nominal->scores[row], year.adjusted.scores[row], 1e-12);
    }
}

// 20,000 replications against 100,000 of another program: tolerances of the reference.
TEST_F(AsemTest, RanksAreDistributedAsInTheReference) {
    constexpr std::size_t kRuns = 20'000;
    const auto sample = run_model(model(), plain_draws(42), {.runs = kRuns, .threads = 2});
    ASSERT_TRUE(sample);
    const auto statistics = rank_statistics(*sample);
    const ReferenceTable wanted = reference_table(KC_SOURCE_DIR, "ua_reference_rankstats.csv");
    const ReferenceTable shares =
        reference_table(KC_SOURCE_DIR, "ua_reference_rank_acceptability.csv");
    std::map<std::string, std::size_t> rows;
    for (std::size_t u = 0; u < model().units.size(); ++u) rows[model().units[u]] = u;
    for (std::size_t i = 0; i < wanted.rows.size(); ++i) {
        const std::size_t unit = rows.at(wanted.rows[i][0]);
        const RankStatistics& s = statistics[unit];
        const double sd = wanted.at(i, "mean_se") * std::sqrt(1e5);
        EXPECT_NEAR(s.mean, wanted.at(i, "mean"), 4 * sd / std::sqrt(1.0 * kRuns) + 0.02);
        EXPECT_NEAR(s.q05, wanted.at(i, "q05"), 1);
        EXPECT_NEAR(s.q25, wanted.at(i, "q25"), 1);
        EXPECT_NEAR(s.median, wanted.at(i, "q50"), 1);
        EXPECT_NEAR(s.q75, wanted.at(i, "q75"), 1);
        EXPECT_NEAR(s.q95, wanted.at(i, "q95"), 1);
        const std::vector<double> acceptability = rank_acceptability(*sample, unit);
        for (std::size_t rank = 1; rank <= acceptability.size(); ++rank) {
            const double b = ReferenceTable::number(shares.rows[i][rank]).value();
            const double error = std::sqrt(b * (1 - b) / 1e5 + b * (1 - b) / kRuns);
            EXPECT_NEAR(acceptability[rank - 1], b, 5 * error + 5e-4) << shares.rows[i][0];
        }
    }
    const ReferenceTable pairs =
        reference_table(KC_SOURCE_DIR, "ua_reference_pairwise_adjacent.csv");
    for (std::size_t i = 0; i < pairs.rows.size(); ++i) {
        const double share =
            share_above(*sample, rows.at(pairs.rows[i][0]), rows.at(pairs.rows[i][1]));
        EXPECT_NEAR(share, pairs.at(i, "p_above_better"), 0.02);
    }
}

TEST_F(AsemTest, ThreadsDoNotChangeAByte) {
    const auto one = run_model(model(), plain_draws(7), {.runs = 600, .threads = 1});
    const auto two = run_model(model(), plain_draws(7), {.runs = 600, .threads = 2});
    const auto five = run_model(model(), plain_draws(7), {.runs = 600, .threads = 5});
    EXPECT_EQ(one->ranks, two->ranks);
    EXPECT_EQ(one->ranks, five->ranks);
    const auto other = run_model(model(), plain_draws(8), {.runs = 600, .threads = 1});
    EXPECT_NE(one->ranks, other->ranks);
}

TEST_F(AsemTest, AnyReplicationCanBeHadAgain) {
    const DrawPlaces draws = plain_draws(7);
    const auto sample = run_model(model(), draws, {.runs = 300, .keep_scores = true});
    for (const std::size_t run : {0U, 17U, 299U}) {
        const auto again = run_once(model(), draws, run);
        ASSERT_TRUE(again);
        for (std::size_t unit = 0; unit < sample->units; ++unit) {
            EXPECT_EQ(again->outcome.ranks[unit], sample->rank(run, unit));
            EXPECT_EQ(again->outcome.scores[unit], sample->scores[run * sample->units + unit]);
        }
        EXPECT_EQ(again->named_choices.size(), 3U);
    }
}

TEST_F(AsemTest, GeometricMeansOfZerosAreRefusedByName) {
    VaryPlan vary = reference_vary(evaluation().definition);
    vary.normalise = {{.kind = NormaliseKind::minmax, .low = 0, .high = 100}};
    const auto bound = bind_model(evaluation(), vary);
    const auto one = run_model(*bound, plain_draws(1), {.runs = 50, .threads = 1});
    const auto two = run_model(*bound, plain_draws(1), {.runs = 50, .threads = 2});
    ASSERT_FALSE(one);
    EXPECT_EQ(one.error().code, "E-combine-not_positive");
    EXPECT_EQ(one.error().en, two.error().en);
    EXPECT_NE(one.error().en.find("replication"), std::string::npos);
}

TEST_F(AsemTest, BandsHoldUnitsThatAreNotSurelyApart) {
    const auto sample = run_model(model(), plain_draws(3), {.runs = 4000});
    const auto nominal = run_nominal(model());
    const auto bands = rank_bands(*sample, nominal->ranks);
    std::map<std::size_t, std::vector<std::size_t>> members;
    for (std::size_t unit = 0; unit < bands.size(); ++unit)
        members[bands[unit].band].push_back(unit);
    EXPECT_GT(members.size(), 5U);
    EXPECT_LT(members.size(), 51U);
    for (const auto& [band, units] : members) {
        const auto first = *std::min_element(units.begin(), units.end(), [&](auto a, auto b) {
            return nominal->ranks[a] < nominal->ranks[b];
        });
        EXPECT_EQ(bands[first].first, nominal->ranks[first]);
        for (const std::size_t unit : units) {
            if (unit != first && nominal->ranks[unit] != nominal->ranks[first]) {
                EXPECT_LT(share_above(*sample, first, unit), 0.9);
            }
        }
    }
}

// ---- the engine against the obvious way

// A table that is given, for trees that are made up.
class FixedTable final : public TableBuilder {
public:
    explicit FixedTable(const Matrix& table) : table_(table) {}
    Result<const Matrix*> build(const TableRequest&, RandomStream*) override { return &table_; }

private:
    const Matrix& table_;
};

struct MadeUp {
    Matrix table;
    Model model;
};

// A random ragged tree over random figures with gaps.
std::unique_ptr<MadeUp> made_up(std::uint64_t number, bool exotic) {
    RandomStream draws({.seed = 77, .replication = number});
    auto made = std::make_unique<MadeUp>();
    Model& model = made->model;
    const std::size_t units = 5 + draws.below(40);
    model.nodes.push_back({.id = "root"});
    std::size_t leaves = 0;
    const auto leaf = [&](std::int32_t parent) {
        model.nodes.push_back({.id = "leaf" + std::to_string(leaves),
                               .parent = parent,
                               .column = static_cast<std::int32_t>(leaves++)});
        model.nodes[static_cast<std::size_t>(parent)].children.push_back(
            static_cast<std::int32_t>(model.nodes.size() - 1));
    };
    for (std::size_t branch = 0; branch < 2 + draws.below(4); ++branch) {
        if (draws.below(4) == 0) {
            leaf(0);
            continue;
        }
        const auto parent = static_cast<std::int32_t>(model.nodes.size());
        model.nodes[0].children.push_back(parent);
        model.nodes.push_back({.id = "node" + std::to_string(branch), .parent = 0});
        const std::size_t count = 1 + draws.below(6);
        for (std::size_t k = 0; k < count; ++k) leaf(parent);
    }
    constexpr std::array kUsual = {AggregateKind::arithmetic, AggregateKind::geometric,
                                   AggregateKind::harmonic, AggregateKind::power,
                                   AggregateKind::sum};
    constexpr std::array kExotic = {AggregateKind::mpi, AggregateKind::owa, AggregateKind::borda,
                                    AggregateKind::topsis, AggregateKind::median};
    for (ModelNode& node : model.nodes) {
        node.weight = 0.2 + draws.uniform();
        if (draws.below(10) == 0) node.weight = 0;
        node.needs = draws.below(2) == 0 ? 0 : 0.6;
        node.aggregate.kind = exotic && draws.below(2) == 0 ? kExotic[draws.below(kExotic.size())]
                                                            : kUsual[draws.below(kUsual.size())];
        node.aggregate.exponent = -2 + static_cast<double>(draws.below(5));
    }
    for (std::size_t n = 0; n < model.nodes.size(); ++n) {
        ModelNode& node = model.nodes[n];
        if (!node.children.empty())
            model.nodes[static_cast<std::size_t>(node.children[0])].weight = 0.5;
    }
    made->table = Matrix(units, leaves);
    for (std::size_t row = 0; row < units; ++row) {
        model.units.push_back("u" + std::to_string(row));
        for (std::size_t k = 0; k < leaves; ++k) {
            // Whole numbers, so that there are ties.
            if (draws.uniform() > 0.1)
                made->table.set(row, k, 1 + static_cast<double>(draws.below(6)));
        }
    }
    model.weights = {.kind = WeightVaryKind::noise, .noise = 0.5};
    model.assumptions = {{.kind = AssumptionKind::weights, .name = "weights"}};
    const Matrix& table = made->table;
    model.make_builder = [&table] { return std::make_unique<FixedTable>(table); };
    return made;
}

// Node by node with combine(), sorted by comparing everybody with everybody.
std::vector<Rank> obvious_ranks(const MadeUp& made, const std::vector<double>& weights,
                                Column& root) {
    const Model& model = made.model;
    std::vector<Column> columns(model.nodes.size());
    for (std::size_t n = model.nodes.size(); n > 0; --n) {
        const ModelNode& node = model.nodes[n - 1];
        columns[n - 1] = Column(model.units.size());
        if (node.is_leaf()) {
            const ColumnView from = made.table.column(static_cast<std::size_t>(node.column));
            for (std::size_t row = 0; row < from.size(); ++row) {
                if (from.has(row)) columns[n - 1].set(row, from[row]);
            }
            continue;
        }
        Matrix children(model.units.size(), node.children.size());
        std::vector<double> own;
        for (std::size_t k = 0; k < node.children.size(); ++k) {
            const auto child = static_cast<std::size_t>(node.children[k]);
            children.set_column(k, columns[child].view());
            own.push_back(weights[child]);
        }
        const auto combined =
            combine(node.aggregate, {.children = &children, .weights = own, .needs = node.needs});
        if (!combined) return {};
        columns[n - 1] = combined->scores;
    }
    root = columns[0];
    std::vector<Rank> ranks(model.units.size());
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        if (!root.has(i)) continue;
        ranks[i] = 1;
        for (std::size_t j = 0; j < ranks.size(); ++j) {
            if (root.has(j) && root[j] > root[i]) ++ranks[i];
        }
    }
    return ranks;
}

// Scores that only rounding parts may be ranked either way.
bool is_close_call(const Column& root) {
    std::vector<double> sorted = present_values(root.view());
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        if (sorted[i] - sorted[i - 1] < 1e-12 * (1 + std::abs(sorted[i]))) return true;
    }
    return false;
}

class ObviousJudge : public ::testing::TestWithParam<bool> {};

TEST_P(ObviousJudge, AgreesOnRandomTreesWithGapsAndTies) {
    std::size_t compared = 0;
    for (std::uint64_t number = 0; number < 120; ++number) {
        const auto made = made_up(number, GetParam());
        const DrawPlaces draws = plain_draws(number);
        const auto sample = run_model(made->model, draws, {.runs = 5, .keep_scores = true});
        bool is_refused = false;
        for (std::size_t run = 0; run < 5; ++run) {
            const WeightSampler sampler(made->model);
            std::vector<double> weights(made->model.nodes.size());
            RandomStream stream(draws(run, 0).place);
            sampler.draw(stream, weights);
            Column root;
            const std::vector<Rank> wanted = obvious_ranks(*made, weights, root);
            // Above an uneven profile a mean of logarithms may fail with some weights only.
            is_refused = is_refused || wanted.empty();
            if (wanted.empty() || !sample) continue;
            for (std::size_t unit = 0; unit < wanted.size(); ++unit) {
                ASSERT_EQ(root.has(unit), sample->rank(run, unit) != 0) << number;
                if (!root.has(unit)) continue;
                ASSERT_NEAR(sample->scores[run * sample->units + unit], root[unit],
                            1e-11 * (1 + std::abs(root[unit])))
                    << number;
                if (!is_close_call(root)) {
                    ASSERT_EQ(sample->rank(run, unit), wanted[unit]) << number;
                }
            }
            ++compared;
        }
        ASSERT_EQ(is_refused, !sample.has_value()) << number;
    }
    EXPECT_GT(compared, 200U);
}

INSTANTIATE_TEST_SUITE_P(Trees, ObviousJudge, ::testing::Values(false, true));

// Goal: sliders show what a whole evaluation would. Weights of 0 are given and taken.
TEST(LiveRun, AgreesWithTheObviousWayForAnyWeights) {
    std::size_t compared = 0;
    for (std::uint64_t number = 0; number < 80; ++number) {
        const auto made = made_up(number, number % 2 == 0);
        LiveRun live(made->model);
        for (std::uint64_t change = 0; change < 4; ++change) {
            RandomStream draws({.seed = 6, .purpose = 1, .replication = 10 * number + change});
            std::vector<double> weights = live.nominal_weights();
            for (double& weight : weights) weight = draws.below(4) == 0 ? 0 : draws.uniform();
            Column root;
            const std::vector<Rank> wanted = obvious_ranks(*made, weights, root);
            const auto got = live.with(weights);
            ASSERT_EQ(wanted.empty(), !got.has_value()) << number;
            if (!got) continue;
            for (std::size_t unit = 0; unit < wanted.size(); ++unit) {
                ASSERT_EQ(root.has(unit), got->ranks[unit] != 0) << number;
                if (!root.has(unit)) continue;
                ASSERT_NEAR(got->scores[unit], root[unit], 1e-11 * (1 + std::abs(root[unit])));
            }
            ++compared;
        }
    }
    EXPECT_GT(compared, 60U);
}

TEST_F(AsemTest, ALiveRunWithNominalWeightsIsTheEvaluation) {
    LiveRun live(model());
    const auto outcome = live.with(live.nominal_weights());
    ASSERT_TRUE(outcome);
    for (std::size_t row = 0; row < outcome->ranks.size(); ++row)
        EXPECT_EQ(outcome->ranks[row], evaluation().asked().ranks[row]);
    std::vector<double> nothing(live.nominal_weights().size());
    EXPECT_EQ(live.with(nothing).error().code, "E-weights-zero");
}

TEST(Ranker, AgreesWithSortingOnEveryShapeOfScores) {
    Ranker ranker;
    for (std::uint64_t trial = 0; trial < 300; ++trial) {
        RandomStream draws({.seed = 5, .replication = trial});
        const std::size_t n = 1 + draws.below(400);
        std::vector<double> scores(n);
        std::vector<std::uint32_t> rows;
        const std::size_t shape = draws.below(5);
        for (std::uint32_t i = 0; i < n; ++i) {
            const double u = draws.uniform();
            scores[i] = shape == 0   ? u
                        : shape == 1 ? std::floor(u * 8)
                        : shape == 2 ? std::pow(u, 60)  // nearly all in one bucket
                        : shape == 3 ? (i == 0 ? 1e308 : -1e308 * u)
                                     : 7.0;
            if (draws.below(6) != 0) rows.push_back(i);
        }
        std::vector<Rank> ranks(n, 0);
        ranker.rank(scores, rows, ranks);
        for (const std::uint32_t i : rows) {
            const auto above = std::count_if(
                rows.begin(), rows.end(), [&](std::uint32_t j) { return scores[j] > scores[i]; });
            ASSERT_EQ(ranks[i], above + 1);
        }
        EXPECT_EQ(std::count(ranks.begin(), ranks.end(), 0),
                  static_cast<std::ptrdiff_t>(n - rows.size()));
    }
}

}  // namespace
}  // namespace kc::evaluation
