// SPDX-License-Identifier: Apache-2.0
#include "evaluation/diagnose.hpp"

#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "evaluation/diagnose_similarity.hpp"
#include "evaluation/statistics_reference.hpp"
#include "evaluation/uncertainty_reference.hpp"

namespace kc::evaluation {
namespace {

ReferenceTable table(const std::string& name) {
    return reference_table(KC_SOURCE_DIR, name);
}

std::string rounded(double value, int digits) {
    const double scale = std::pow(10, digits);
    return std::to_string(std::lround(value * scale));
}

TEST(Cronbach, AgreesWithTheReference) {
    const ReferenceTable wanted = table("cronbach_alpha.csv");
    const auto groups = reference_children(KC_SOURCE_DIR);
    const ReferenceTable raw = table("stage_denominated.csv");
    const ReferenceTable imputed = table("stage_imputed.csv");
    const ReferenceTable scaled = table("stage_normalised.csv");
    const ReferenceTable nodes = table("stage_aggregated.csv");
    std::size_t compared = 0;
    for (std::size_t i = 0; i < wanted.rows.size(); ++i) {
        const std::string& group = wanted.rows[i][0];
        const auto check = [&](const Matrix& data, const char* column) {
            const auto value = ReferenceTable::number(wanted.rows[i][wanted.column(column)]);
            if (!value) return;
            EXPECT_NEAR(*cronbach_alpha(data), *value, 1e-9) << group << " " << column;
            ++compared;
        };
        if (group == "ALL49") {
            check(scaled.numbers(), "alpha_normalised");
        } else if (wanted.at(i, "level") == 2) {
            check(nodes.numbers(groups.at(group)), "alpha_normalised");
        } else {
            // The reference took raw figures before denominators; imputed ones after them.
            check(table("iData.csv").numbers(groups.at(group)), "alpha_raw");
            check(imputed.numbers(groups.at(group)), "alpha_imputed");
            check(scaled.numbers(groups.at(group)), "alpha_normalised");
        }
    }
    EXPECT_EQ(compared, 27U);
}

TEST(Components, AgreeWithTheReference) {
    const ReferenceTable wanted = table("pca_eigenvalues.csv");
    const ReferenceTable loadings = table("pca_level1_by_pillar.csv");
    const auto first_loading = loadings.by_key("pc1_loading");
    const ReferenceTable scaled = table("stage_normalised.csv");
    for (const auto& [group, children] : reference_children(KC_SOURCE_DIR)) {
        if (!first_loading.contains(children.front())) continue;
        const auto components = principal_components(scaled.numbers(children));
        ASSERT_TRUE(components);
        for (std::size_t i = 0; i < wanted.rows.size(); ++i) {
            if (wanted.rows[i][0] != group) continue;
            const auto at = static_cast<std::size_t>(wanted.at(i, "component")) - 1;
            EXPECT_NEAR(components->eigenvalues[at], wanted.at(i, "eigenvalue"), 1e-9);
            EXPECT_NEAR(components->shares[at], wanted.at(i, "share"), 1e-9);
        }
        for (std::size_t k = 0; k < children.size(); ++k)
            EXPECT_NEAR(std::abs(components->loadings[0][k]),
                        std::abs(first_loading.at(children[k])), 1e-9);
    }
}

// Two columns with correlation r: partial correlation is r too, so adequacy is one half; the
// determinant is 1 - r^2.
TEST(Structure, OfTwoColumnsIsKnown) {
    const Matrix data = table("stage_normalised.csv").numbers({"LPI", "Flights"});
    const double r = *pearson(data.column(0), data.column(1));
    EXPECT_NEAR(sampling_adequacy(data)->overall, 0.5, 1e-12);
    const auto test = sphericity(data);
    EXPECT_NEAR(test->chi_square, -(51 - 1 - 9 / 6.0) * std::log(1 - r * r), 1e-9);
    EXPECT_EQ(test->degrees, 1);
    EXPECT_LT(test->chance, 0.05);
}

TEST(Structure, SaysWhyItIsUndefined) {
    Matrix twice(30, 2);
    Matrix constant(30, 2);
    for (std::size_t row = 0; row < 30; ++row) {
        const auto x = static_cast<double>(row * row % 17);
        twice.set(row, 0, x);
        twice.set(row, 1, 2 * x);
        constant.set(row, 0, x);
        constant.set(row, 1, 5);
    }
    EXPECT_EQ(sampling_adequacy(twice).error(), Undefined::singular);
    EXPECT_EQ(sphericity(twice).error(), Undefined::singular);
    EXPECT_EQ(principal_components(constant).error(), Undefined::no_variation);
    EXPECT_EQ(cronbach_alpha(Matrix(3, 1)).error(), Undefined::too_few_children);
    EXPECT_EQ(cronbach_alpha(Matrix(3, 2)).error(), Undefined::too_few);
    EXPECT_TRUE(is_too_few(10, 3));
    EXPECT_FALSE(is_too_few(51, 8));
}

TEST(CorrelatedPairs, AgreeWithTheReference) {
    const ReferenceTable scaled = table("stage_normalised.csv");
    const auto groups = reference_children(KC_SOURCE_DIR);
    std::set<std::string> got;
    for (const auto& [group, children] : groups) {
        if (group == "Conn" || group == "Sust" || group == "Index" || group.empty()) continue;
        for (const Pair& pair : correlated_pairs(scaled.numbers(children), 0.7, -0.4)) {
            const std::string& a = children[pair.first];
            const std::string& b = children[pair.second];
            got.insert(std::min(a, b) + "/" + std::max(a, b) + "/" + rounded(pair.correlation, 3));
        }
    }
    std::set<std::string> wanted;
    for (const char* name : {"corr_flags_high070_pillar.csv", "corr_flags_low_m040_pillar.csv"}) {
        const ReferenceTable flags = table(name);
        for (std::size_t i = 0; i < flags.rows.size(); ++i) {
            const std::string& a = flags.rows[i][flags.column("Ind1")];
            const std::string& b = flags.rows[i][flags.column("Ind2")];
            wanted.insert(std::min(a, b) + "/" + std::max(a, b) + "/" +
                          rounded(flags.at(i, "Corr"), 3));
        }
    }
    EXPECT_EQ(got, wanted);
}

TEST(DenominatorPairs, AgreeWithTheReference) {
    const ReferenceTable data = table("iData.csv");
    const ReferenceTable meta = table("iMeta.csv");
    std::vector<std::string> figures;
    std::vector<std::string> denominators;
    for (const auto& row : meta.rows) {
        const std::string& type = row[meta.column("Type")];
        const bool has_one = !row[meta.column("Denominator")].empty();
        if (type == "Indicator" && has_one) figures.push_back(row[meta.column("iCode")]);
        if (type == "Denominator") denominators.push_back(row[meta.column("iCode")]);
    }
    std::set<std::string> got;
    for (const Pair& pair :
         pairs_with_denominators(data.numbers(figures), data.numbers(denominators), 0.7))
        got.insert(figures[pair.first] + "/" + denominators[pair.second] + "/" +
                   rounded(pair.correlation, 2));
    const ReferenceTable flags = table("denominator_corr_070.csv");
    std::set<std::string> wanted;
    for (std::size_t i = 0; i < flags.rows.size(); ++i)
        wanted.insert(flags.rows[i][0] + "/" + flags.rows[i][1] + "/" +
                      rounded(flags.at(i, "Corr"), 2));
    EXPECT_EQ(got, wanted);
}

TEST(Dominance, CountsThePairsOfTheReference) {
    const Matrix data = table("stage_aggregated.csv")
                            .numbers({"Physical", "ConEcFin", "Political", "Instit", "P2P",
                                      "Environ", "Social", "SusEcFin"});
    const auto pairs = dominance_pairs(data);
    EXPECT_EQ(std::count_if(pairs.begin(), pairs.end(), [](const auto& p) { return p.strictly; }),
              71);
}

TEST(Influences, FollowCorrelationsNotWeights) {
    Matrix data(60, 2);
    Column parent(60);
    for (std::size_t row = 0; row < 60; ++row) {
        const auto x = static_cast<double>(row * 7 % 60);
        const auto y = static_cast<double>(row * 11 % 13) / 100;
        data.set(row, 0, x);
        data.set(row, 1, y);
        parent.set(row, (x + y) / 2);
    }
    const auto all = influences(data, parent.view(), std::vector<double>{1, 1});
    EXPECT_NEAR(all[0].nominal, 0.5, 1e-12);
    EXPECT_GT(all[0].share, 0.95);
    EXPECT_LT(all[1].ratio, 0.1);
}

TEST(RankSimilarity, OfEqualAndOppositeRankings) {
    Column up(5);
    Column down(5);
    Column swapped(5);
    const std::array swap = {2.0, 1.0, 3.0, 4.0, 5.0};
    for (std::size_t i = 0; i < 5; ++i) {
        up.set(i, static_cast<double>(i + 1));
        down.set(i, static_cast<double>(5 - i));
        swapped.set(i, swap[i]);
    }
    const Similarity same = similarity_of_ranks(up.view(), up.view());
    EXPECT_NEAR(*same.spearman, 1, 1e-12);
    EXPECT_NEAR(*same.ws, 1, 1e-12);
    EXPECT_NEAR(*similarity_of_ranks(up.view(), down.view()).kendall, -1, 1e-12);
    // 1 - (1/2)(1/4) - (1/4)(1/3)
    EXPECT_NEAR(*similarity_of_ranks(up.view(), swapped.view()).ws, 1 - 0.125 - 1.0 / 12, 1e-12);
    EXPECT_EQ(
        similarity_of_ranks(Column(3).view(), up.view().size() == 5 ? Column(3).view() : up.view())
            .spearman.error(),
        Undefined::too_few);
}

TEST(Diagnosis, OfTheAsemIndexNamesWhatIsWrongInBothLanguages) {
    Evaluation evaluation = reference_evaluation(testing::test_data() / "asem");
    for (const Check check : {Check::coverage, Check::outliers, Check::correlation, Check::cronbach,
                              Check::kmo, Check::pca, Check::denominator_corr,
                              Check::double_counting, Check::dominance, Check::effective_weights})
        evaluation.definition.checks.push_back({check, {}});
    const Diagnosis diagnosis = diagnose(evaluation);
    EXPECT_EQ(diagnosis.nodes.size(), 11U);
    EXPECT_EQ(diagnosis.indicator_coverage.size(), 49U);
    std::set<std::string> codes;
    for (const Diagnostic& finding : diagnosis.findings) {
        codes.insert(finding.code);
        EXPECT_FALSE(finding.zh.empty() || finding.en.empty());
        EXPECT_EQ(finding.severity, Severity::warning);
    }
    for (const char* code : {"W-cronbach", "W-loading-negative", "W-correlation-low",
                             "W-denominator-correlation", "W-effective-weight"})
        EXPECT_TRUE(codes.contains(code)) << code;
    evaluation.definition.checks.clear();
    EXPECT_TRUE(diagnose(evaluation).findings.empty());
}

}  // namespace
}  // namespace kc::evaluation
