// SPDX-License-Identifier: Apache-2.0
#include "evaluation/diagnose.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "evaluation/stage_aggregate.hpp"

namespace kc::evaluation {
namespace {

// Usual limits, where the definition names none.
constexpr double kHigh = 0.9;
constexpr double kLow = -0.4;
constexpr double kDenominator = 0.7;
constexpr double kAlphaLow = 0.6;
constexpr double kAdequacyLow = 0.5;
constexpr double kInfluenceOff = 2;
constexpr double kCoverageLow = 0.65;  // JRC COIN Tool, frequently asked questions

class Checks {
public:
    explicit Checks(const Evaluation& evaluation)
        : definition_(evaluation.definition), year_(evaluation.asked()) {}

    Diagnosis run() {
        for (const CheckPlan& plan : definition_.checks) indicators(plan);
        for (std::size_t n = 0; n < definition_.nodes.size(); ++n) {
            if (!definition_.nodes[n].is_leaf()) node(n);
        }
        return std::move(out_);
    }

private:
    static double limit(const CheckPlan& plan, std::size_t at, double usual) {
        return at < plan.limits.size() ? plan.limits[at] : usual;
    }

    const std::string& id(std::size_t indicator) const {
        return definition_.indicators[indicator].id;
    }

    void warn(std::string code, std::string zh, std::string en) {
        out_.findings.push_back({.code = "W-" + std::move(code),
                                 .zh = std::move(zh),
                                 .en = std::move(en),
                                 .severity = Severity::warning});
    }

    void indicators(const CheckPlan& plan) {
        switch (plan.check) {
            case Check::coverage: coverage(limit(plan, 0, kCoverageLow)); break;
            case Check::outliers: outliers(); break;
            case Check::denominator_corr: denominators(limit(plan, 0, kDenominator)); break;
            case Check::double_counting: double_counting(limit(plan, 0, 0.99)); break;
            default: break;
        }
    }

    void coverage(double least) {
        out_.indicator_coverage = column_coverage(year_.denominated);
        out_.unit_coverage = row_coverage(year_.denominated);
        for (std::size_t i = 0; i < out_.indicator_coverage.size(); ++i) {
            const double share = out_.indicator_coverage[i].share;
            const double wanted = std::max(least, definition_.indicators[i].min_coverage);
            if (share >= wanted) continue;
            warn("coverage",
                 fmt::format("指标“{}”只有{:.0f}%的单位有数据，低于{:.0f}%", id(i), 100 * share,
                             100 * wanted),
                 fmt::format(
                     "indicator '{}' has figures for {:.0f} % of the units, less than {:.0f} %",
                     id(i), 100 * share, 100 * wanted));
        }
    }

    void outliers() {
        out_.shapes = column_shapes(year_.denominated);
        for (std::size_t i = 0; i < out_.shapes.size(); ++i) {
            const std::vector<std::size_t>& far = out_.shapes[i].far_rows;
            if (far.empty()) continue;
            std::string units;
            for (const std::size_t row : far)
                units += (units.empty() ? "" : ", ") + year_.slice.ids[row];
            warn("far-figures", fmt::format("指标“{}”有远离其他单位的数据：{}", id(i), units),
                 fmt::format("indicator '{}' has figures far from the others': {}", id(i), units));
        }
    }

    void denominators(double least) {
        for (const Pair& pair :
             pairs_with_denominators(year_.slice.figures, year_.slice.denominators, least)) {
            // The column of an indicator holds its own denominator; each only once.
            const bool own = pair.first == pair.second;
            if (!own) continue;
            out_.denominators.push_back(pair);
            warn(
                "denominator-correlation",
                fmt::format("指标“{}”的原值与其分母相关{:.2f}，名次可能因分母而动", id(pair.first),
                            pair.correlation),
                fmt::format("figures of '{}' correlate {:.2f} with their denominator, so ranks may "
                            "move because of it",
                            id(pair.first), pair.correlation));
        }
    }

    void double_counting(double least) {
        std::map<std::int32_t, std::size_t> times;
        for (const Node& node : definition_.nodes) {
            if (node.is_leaf()) ++times[node.indicator];
        }
        for (const auto& [indicator, count] : times) {
            if (count < 2) continue;
            const std::string& name = id(static_cast<std::size_t>(indicator));
            warn("double-counting", fmt::format("指标“{}”在指标树中出现{}次", name, count),
                 fmt::format("indicator '{}' stands {} times in the tree", name, count));
        }
        out_.redundant = redundant_pairs(year_.treated, least);
        for (const Pair& pair : out_.redundant) {
            warn("double-counting",
                 fmt::format("指标“{}”与“{}”相关{:.3f}，等于重复计算", id(pair.first),
                             id(pair.second), pair.correlation),
                 fmt::format("indicators '{}' and '{}' correlate {:.3f}: the same is counted twice",
                             id(pair.first), id(pair.second), pair.correlation));
        }
    }

    void node(std::size_t n) {
        NodeDiagnosis found{.node = n};
        for (const std::int32_t child : definition_.nodes[n].children)
            found.children.push_back(static_cast<std::size_t>(child));
        const Matrix children = children_of(definition_.nodes[n], year_.tree.scores);
        bool asked = false;
        bool statistical = false;
        for (const CheckPlan& plan : definition_.checks) {
            const bool here = structure(plan, children, found);
            asked = asked || here;
            statistical = statistical || (here && plan.check != Check::dominance);
        }
        if (statistical && is_too_few(children.rows(), children.columns())) few(n, children);
        if (asked) out_.nodes.push_back(std::move(found));
    }

    void few(std::size_t n, const Matrix& children) {
        warn("too-few-units",
             fmt::format("“{}”下{}个单位、{}个下级：相关、信度和主成分统计量没有意义，仅供参考",
                         definition_.nodes[n].id, children.rows(), children.columns()),
             fmt::format(
                 "'{}' has {} units and {} children: correlations, reliability and components "
                 "mean nothing with so few",
                 definition_.nodes[n].id, children.rows(), children.columns()));
    }

    bool structure(const CheckPlan& plan, const Matrix& children, NodeDiagnosis& found) {
        switch (plan.check) {
            case Check::correlation:
                correlation(limit(plan, 0, kHigh), limit(plan, 1, kLow), children, found);
                return true;
            case Check::cronbach: cronbach(limit(plan, 0, kAlphaLow), children, found); return true;
            case Check::kmo: adequacy(limit(plan, 0, kAdequacyLow), children, found); return true;
            case Check::pca: components(children, found); return true;
            case Check::dominance: found.dominances = dominance_pairs(children); return true;
            case Check::effective_weights:
                influence(limit(plan, 0, kInfluenceOff), children, found);
                return true;
            default: return false;
        }
    }

    const std::string& child_id(const NodeDiagnosis& found, std::size_t k) const {
        return definition_.nodes[found.children[k]].id;
    }

    void correlation(double high, double low, const Matrix& children, NodeDiagnosis& found) {
        found.correlated = correlated_pairs(children, high, low);
        for (const Pair& pair : found.correlated) {
            const bool is_high = pair.correlation >= high;
            warn(is_high ? "correlation-high" : "correlation-low",
                 fmt::format("“{}”与“{}”相关{:.2f}（{}个单位），{}", child_id(found, pair.first),
                             child_id(found, pair.second), pair.correlation, pair.n,
                             is_high ? "内容可能重复" : "方向可能相反"),
                 fmt::format(
                     "'{}' and '{}' correlate {:.2f} ({} units): {}", child_id(found, pair.first),
                     child_id(found, pair.second), pair.correlation, pair.n,
                     is_high ? "they may say the same" : "they may run against each other"));
        }
    }

    void cronbach(double least, const Matrix& children, NodeDiagnosis& found) {
        found.alpha = cronbach_alpha(children);
        if (!found.alpha || *found.alpha >= least) return;
        warn("cronbach",
             fmt::format("“{}”的克隆巴赫系数为{:.2f}，低于{:.2f}", definition_.nodes[found.node].id,
                         *found.alpha, least),
             fmt::format("Cronbach's alpha of '{}' is {:.2f}, below {:.2f}",
                         definition_.nodes[found.node].id, *found.alpha, least));
    }

    void adequacy(double least, const Matrix& children, NodeDiagnosis& found) {
        found.adequacy = sampling_adequacy(children);
        found.sphericity = evaluation::sphericity(children);
        if (!found.adequacy || found.adequacy->overall >= least) return;
        warn("sampling-adequacy",
             fmt::format("“{}”的KMO值为{:.2f}，低于{:.2f}，不宜作主成分",
                         definition_.nodes[found.node].id, found.adequacy->overall, least),
             fmt::format(
                 "the sampling adequacy (KMO) of '{}' is {:.2f}, below {:.2f}: no ground for "
                 "components",
                 definition_.nodes[found.node].id, found.adequacy->overall, least));
    }

    void components(const Matrix& children, NodeDiagnosis& found) {
        found.components = principal_components(children);
        if (!found.components) return;
        const std::vector<double>& first = found.components->loadings.front();
        for (std::size_t k = 0; k < first.size(); ++k) {
            if (first[k] >= 0) continue;
            warn(
                "loading-negative",
                fmt::format("“{}”在第一主成分上的载荷为负（{:.2f}）", child_id(found, k), first[k]),
                fmt::format("'{}' has a negative loading ({:.2f}) on the first component",
                            child_id(found, k), first[k]));
        }
    }

    void influence(double most, const Matrix& children, NodeDiagnosis& found) {
        found.influences = influences(children, year_.tree.scores.column(found.node),
                                      year_.tree.weights[found.node].values);
        for (std::size_t k = 0; k < found.influences.size(); ++k) {
            const Influence& one = found.influences[k];
            if (!(one.nominal > 0) || (one.ratio <= most && one.ratio >= 1 / most)) continue;
            warn("effective-weight",
                 fmt::format("“{}”的名义权重为{:.0f}%，实际影响约{:.0f}%", child_id(found, k),
                             100 * one.nominal, 100 * one.share),
                 fmt::format("'{}' has a weight of {:.0f} % and an influence of about {:.0f} %",
                             child_id(found, k), 100 * one.nominal, 100 * one.share));
        }
    }

    const Definition& definition_;
    const YearResult& year_;
    Diagnosis out_;
};

}  // namespace

Diagnosis diagnose(const Evaluation& evaluation) {
    return Checks(evaluation).run();
}

}  // namespace kc::evaluation
