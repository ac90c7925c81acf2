// SPDX-License-Identifier: Apache-2.0
#include "evaluation/weights_node.hpp"

#include <cmath>

#include <fmt/format.h>

#include "evaluation/weights_data.hpp"
#include "evaluation/weights_expert.hpp"

namespace kc::evaluation {
namespace {

// A mix may hold mixes; nobody means more.
constexpr int kMixDepthMax = 8;

Diagnostic fault(const WeightInput& input, std::string_view code, std::string zh, std::string en) {
    return Diagnostic{.code = fmt::format("E-weights-{}", code),
                      .zh = fmt::format("节点“{}”的权重：{}", input.node, zh),
                      .en = fmt::format("weights of node '{}': {}", input.node, en)};
}

std::string name_of(const WeightInput& input, std::size_t child) {
    return child < input.names.size() ? input.names[child] : std::to_string(child + 1);
}

Diagnostic data_fault(const WeightInput& input, const WeightFault& why, WeightKind kind) {
    const UndefinedWords words = undefined_words(why.why);
    const bool placed = why.column != WeightFault::kNowhere;
    const std::string child = placed ? name_of(input, why.column) : std::string{};
    if (kind == WeightKind::pca && why.why == Undefined::negative)
        return fault(input, "pca-negative",
                     fmt::format("“{}”在第一主成分上的载荷为负（{:.3f}），作权重会奖励较差表现",
                                 child, why.value),
                     fmt::format("'{}' has a negative loading ({:.3f}) on the first principal "
                                 "component; as a weight it would reward bad performance",
                                 child, why.value))
            .hint("检查该指标方向，或改用 equal、ahp、critic",
                  "check its direction, or use equal, ahp or critic");
    Diagnostic diagnostic =
        fault(input, words.code,
              placed ? fmt::format("“{}”：{}", child, words.zh) : std::string(words.zh),
              placed ? fmt::format("'{}': {}", child, words.en) : std::string(words.en));
    if (why.why == Undefined::not_positive && kind == WeightKind::merec)
        return std::move(diagnostic)
            .hint("MEREC要求数值大于0：把标准化改为 minmax(1, 100)",
                  "MEREC needs values above 0: normalise with minmax(1, 100)");
    return std::move(diagnostic)
        .hint("数据不足以确定权重时用 manual、ahp 或 equal",
              "where the data cannot decide, use manual, ahp or equal");
}

Result<NodeWeights> from_data(const Weights& weights, const WeightInput& input, WeightKind kind) {
    if (!weights) return unexpected(data_fault(input, weights.error(), kind));
    return NodeWeights{.values = *weights};
}

Result<NodeWeights> manual(const WeightMethod& method, const WeightInput& input) {
    const std::size_t count = input.children->columns();
    if (method.values.size() != count)
        return unexpected(
            fault(input, "count", fmt::format("需要{}个，给出{}个", count, method.values.size()),
                  fmt::format("{} are needed, {} are given", count, method.values.size())));
    double sum = 0;
    for (std::size_t k = 0; k < count; ++k) {
        const double weight = method.values[k];
        if (!std::isfinite(weight) || weight < 0)
            return unexpected(fault(
                input, "negative",
                fmt::format("“{}”的权重{:.6g}不是0或正数", name_of(input, k), weight),
                fmt::format("'{}' has {:.6g}, which is not 0 or more", name_of(input, k), weight)));
        sum += weight;
    }
    if (!(sum > 0) || !std::isfinite(sum))
        return unexpected(
            fault(input, "zero", "合计为0", "they sum to 0")
                .hint("至少给一个下级大于0的权重", "give at least one child a weight above 0"));
    return NodeWeights{.values = method.values};
}

Diagnostic ahp_fault(const WeightInput& input, const AhpFault& why, std::string_view expert) {
    const std::string a = name_of(input, why.row);
    const std::string b = name_of(input, why.column);
    const std::size_t count = input.children->columns();
    using What = AhpFault::What;
    switch (why.what) {
        case What::wrong_size:
            return fault(input, "ahp-size",
                         fmt::format("专家“{}”的判断矩阵应为{}×{}", expert, count, count),
                         fmt::format("the matrix of '{}' must be {} by {}", expert, count, count));
        case What::too_many:
            return fault(input, "ahp-size", "层次分析法最多15个下级",
                         "AHP has no random index for more than 15 children")
                .hint("分成几层", "divide them into levels");
        case What::not_positive:
            return fault(
                input, "ahp-positive",
                fmt::format("专家“{}”：“{}”对“{}”的判断{:.4g}不是正数", expert, a, b, why.value),
                fmt::format("'{}': '{}' against '{}' is {:.4g}, not above 0", expert, a, b,
                            why.value));
        case What::diagonal:
            return fault(
                input, "ahp-diagonal",
                fmt::format("专家“{}”：“{}”对自身应为1，现为{:.4g}", expert, a, why.value),
                fmt::format("'{}': '{}' against itself is {:.4g}, not 1", expert, a, why.value));
        case What::not_reciprocal: break;
    }
    return fault(
               input, "ahp-reciprocal",
               fmt::format("专家“{}”的判断矩阵不互反：“{}”对“{}”为{:.4g}，反过来为{:.4g}", expert,
                           a, b, why.value, why.mirrored),
               fmt::format("the matrix of '{}' is not reciprocal: '{}' against '{}' is {:.4g}, the "
                           "other way round {:.4g}",
                           expert, a, b, why.value, why.mirrored))
        .hint(fmt::format("把反向判断改为{:.4g}", 1 / why.value),
              fmt::format("make the other way round {:.4g}", 1 / why.value));
}

std::string ratio_words(double ratio) {
    return ratio >= 1 ? fmt::format("{:.3g}", ratio) : fmt::format("1/{:.3g}", 1 / ratio);
}

Diagnostic inconsistent(const WeightInput& input, const Ahp& result, double ratio_max,
                        std::string_view expert) {
    Diagnostic diagnostic = fault(
        input, "ahp-inconsistent",
        fmt::format("专家“{}”的判断不一致，一致性比率{:.3f}，上限{:.3f}", expert,
                    result.consistency_ratio, ratio_max),
        fmt::format("the judgements of '{}' contradict each other: consistency ratio {:.3f}, at "
                    "most {:.3f}",
                    expert, result.consistency_ratio, ratio_max));
    if (!result.worst) return diagnostic;
    const Judgement& worst = *result.worst;
    const std::string a = name_of(input, worst.row);
    const std::string b = name_of(input, worst.column);
    return std::move(diagnostic)
        .hint(fmt::format("最不一致的是“{}”对“{}”={}，与其余判断相符的约为{}", a, b,
                          ratio_words(worst.given), ratio_words(worst.suggested)),
              fmt::format("the worst is '{}' against '{}' = {}; about {} would agree with the rest",
                          a, b, ratio_words(worst.given), ratio_words(worst.suggested)));
}

Result<std::vector<double>> influence_of(const WeightMethod& method, const WeightInput& input) {
    if (method.experts.empty())
        return unexpected(fault(input, "experts", "没有专家判断", "there are no judgements"));
    std::vector<double> influence;
    for (const ExpertJudgement& expert : method.experts) influence.push_back(expert.influence);
    auto shares = budget_shares(influence);
    if (!shares)
        return unexpected(fault(input, "influence", "专家权重应为0或正数且不全为0",
                                "the influence of experts must be 0 or more, and not all 0"));
    return *shares;
}

// One matrix made consistent enough, or the reason why not; what was changed is noted.
Result<AhpRepair> consistent(const WeightMethod& method, const WeightInput& input,
                             const ExpertJudgement& expert, Diagnostics& notes) {
    const std::size_t count = input.children->columns();
    const double limit = method.consistency_max;
    const auto result = ahp(expert.values, count);
    if (!result) return unexpected(ahp_fault(input, result.error(), expert.expert));
    if (result->consistency_ratio <= limit)
        return AhpRepair{.matrix = expert.values, .changed = {}, .result = *result};
    Diagnostic words = inconsistent(input, *result, limit, expert.expert);
    if (!method.repair) return unexpected(std::move(words));
    auto repaired = repair_ahp(expert.values, count, limit);
    KC_CHECK(repaired.has_value());
    words.code = "W-weights-ahp-repaired";
    words.severity = Severity::warning;
    words.zh += fmt::format("；已修正{}处判断", repaired->changed.size());
    words.en += fmt::format("; {} judgements were mended", repaired->changed.size());
    notes.push_back(std::move(words));
    return std::move(*repaired);
}

Result<NodeWeights> ahp_weights(const WeightMethod& method, const WeightInput& input) {
    const auto influence = influence_of(method, input);
    if (!influence) return unexpected(influence.error());
    if (method.kind == WeightKind::ahp && method.experts.size() != 1)
        return unexpected(fault(input, "experts", "ahp只用一位专家的判断",
                                "ahp takes the judgements of one expert")
                              .hint("多位专家用 ahp_group", "use ahp_group for several"));
    NodeWeights weights;
    std::vector<std::vector<double>> matrices;
    for (const ExpertJudgement& expert : method.experts) {
        auto mended = consistent(method, input, expert, weights.notes);
        if (!mended) return unexpected(mended.error());
        matrices.push_back(std::move(mended->matrix));
        weights.by_expert.push_back(std::move(mended->result.weights));
    }
    weights.influence = *influence;
    const auto group = ahp(group_matrix(matrices, *influence), input.children->columns());
    if (!group) return unexpected(ahp_fault(input, group.error(), method.experts[0].expert));
    // One expert's matrix goes through unchanged, not through logarithms and back.
    weights.values = matrices.size() == 1 ? weights.by_expert.front() : group->weights;
    return weights;
}

Result<NodeWeights> best_worst_weights(const WeightMethod& method, const WeightInput& input) {
    const auto influence = influence_of(method, input);
    if (!influence) return unexpected(influence.error());
    NodeWeights weights{.influence = *influence};
    for (const ExpertJudgement& expert : method.experts) {
        const auto result = best_worst(expert.values, expert.others);
        const bool sized = expert.values.size() == input.children->columns();
        if (result && sized) {
            weights.by_expert.push_back(result->weights);
            continue;
        }
        return unexpected(fault(
            input, "bwm",
            fmt::format("专家“{}”的最优最劣判断不成立：两组各{}个、均不小于1，最优与最劣各有一个1，"
                        "且最优对最劣两处相同",
                        expert.expert, input.children->columns()),
            fmt::format("the best-worst judgements of '{}' do not fit: {} in each list, all 1 "
                        "or more, a 1 for the best and for the worst, and the same figure for "
                        "best against worst",
                        expert.expert, input.children->columns())));
    }
    weights.values = mean_of_shares(weights.by_expert, *influence);
    return weights;
}

Result<NodeWeights> budget_weights(const WeightMethod& method, const WeightInput& input) {
    const auto influence = influence_of(method, input);
    if (!influence) return unexpected(influence.error());
    NodeWeights weights{.influence = *influence};
    for (const ExpertJudgement& expert : method.experts) {
        auto shares = budget_shares(expert.values);
        if (!shares || shares->size() != input.children->columns())
            return unexpected(
                fault(input, "budget",
                      fmt::format("专家“{}”的分配应为{}个0或正数，且不全为0", expert.expert,
                                  input.children->columns()),
                      fmt::format("the budget of '{}' must be {} figures of 0 or more, not all 0",
                                  expert.expert, input.children->columns())));
        weights.by_expert.push_back(std::move(*shares));
    }
    weights.values = mean_of_shares(weights.by_expert, *influence);
    return weights;
}

Result<NodeWeights> order_weights(const WeightMethod& method, const WeightInput& input) {
    const auto weights = rank_order_weights(method.order, method.rank_order);
    if (!weights || weights->size() != input.children->columns())
        return unexpected(fault(input, "order",
                                fmt::format("次序应为{}个1至{}的整数", input.children->columns(),
                                            input.children->columns()),
                                fmt::format("the order must be {} whole numbers from 1 to {}",
                                            input.children->columns(), input.children->columns())));
    return NodeWeights{.values = *weights};
}

Result<NodeWeights> weights_at(const WeightMethod& method, const WeightInput& input, int depth);

Result<NodeWeights> mixed(const WeightMethod& method, const WeightInput& input, int depth) {
    std::vector<double> shares;
    for (const WeightMethod::Part& part : method.parts) shares.push_back(part.share);
    const auto parts = budget_shares(shares);
    if (!parts || depth > kMixDepthMax)
        return unexpected(fault(input, "mix", "混合的各部分份额应为0或正数且不全为0",
                                "the shares of a mix must be 0 or more, and not all 0"));
    NodeWeights weights;
    weights.values.assign(input.children->columns(), 0.0);
    for (std::size_t p = 0; p < parts->size(); ++p) {
        auto part = weights_at(method.parts[p].method, input, depth + 1);
        if (!part) return part;
        const auto normed = budget_shares(part->values);
        KC_CHECK(normed.has_value());
        for (std::size_t k = 0; k < normed->size(); ++k)
            weights.values[k] += (*parts)[p] * (*normed)[k];
        weights.notes.insert(weights.notes.end(), part->notes.begin(), part->notes.end());
    }
    return weights;
}

Result<NodeWeights> correlation(const WeightMethod& method, const WeightInput& input) {
    const auto fit = correlation_weights(*input.children, method.targets);
    if (!fit) return unexpected(data_fault(input, fit.error(), method.kind));
    NodeWeights weights{.values = fit->weights};
    if (fit->misfit > 1e-6) {
        Diagnostic note =
            fault(input, "correlation-apart", "没有权重能使相关性达到所求份额，取最接近者",
                  "no weights reach the wished correlations; these come nearest");
        note.code = "W-weights-correlation-apart";
        note.severity = Severity::warning;
        weights.notes.push_back(std::move(note));
    }
    return weights;
}

Result<NodeWeights> weights_at(const WeightMethod& method, const WeightInput& input, int depth) {
    const Matrix& data = *input.children;
    switch (method.kind) {
        case WeightKind::manual: return manual(method, input);
        case WeightKind::equal:
            return NodeWeights{.values = std::vector<double>(
                                   data.columns(), 1 / static_cast<double>(data.columns()))};
        case WeightKind::pca: return from_data(pca_weights(data), input, method.kind);
        case WeightKind::entropy:
            return from_data(entropy_weights(data, method.shares), input, method.kind);
        case WeightKind::critic:
            return from_data(critic_weights(data, method.ddof), input, method.kind);
        case WeightKind::std_dev:
            return from_data(deviation_weights(data, method.ddof), input, method.kind);
        case WeightKind::variation:
            return from_data(variation_weights(data, method.ddof), input, method.kind);
        case WeightKind::merec: return from_data(merec_weights(data), input, method.kind);
        case WeightKind::ahp:
        case WeightKind::ahp_group: return ahp_weights(method, input);
        case WeightKind::bwm: return best_worst_weights(method, input);
        case WeightKind::budget: return budget_weights(method, input);
        case WeightKind::rank_order: return order_weights(method, input);
        case WeightKind::correlation: return correlation(method, input);
        case WeightKind::mix: return mixed(method, input, depth);
    }
    KC_CHECK(false);
    return NodeWeights{};
}

}  // namespace

Result<NodeWeights> weights_of(const WeightMethod& method, const WeightInput& input) {
    KC_CHECK(input.children != nullptr && input.children->columns() > 0);
    return weights_at(method, input, 0);
}

}  // namespace kc::evaluation
