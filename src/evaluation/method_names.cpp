// SPDX-License-Identifier: Apache-2.0
#include "evaluation/method_names.hpp"

#include <algorithm>

#include "evaluation/definition_words.hpp"

namespace kc::evaluation {

MethodName name_of(const ImputeMethod& method) {
    using K = ImputeKind;
    switch (method.kind) {
        case K::none:
            return {{"不填补", "Leave missing"},
                    {"缺的就缺，权重按比例分给有数的指标",
                     "missing stays missing; its weight goes to what is there"}};
        case K::mean:
            return {{"平均数", "Mean"}, {"有数单位的平均数", "mean of the units that have it"}};
        case K::median:
            return {{"中位数", "Median"}, {"有数单位的中位数", "median of the units that have it"}};
        case K::group_mean:
            return {{"组内平均数", "Group mean"},
                    {"同组单位的平均数；组内都没有时用上一级组，最后用全体",
                     "mean of the unit's group; where it has none the next group, at last all"}};
        case K::group_median:
            return {{"组内中位数", "Group median"},
                    {"同组单位的中位数；组内都没有时用上一级组，最后用全体",
                     "median of the unit's group; where it has none the next group, at last all"}};
        case K::zero: return {{"记零", "Zero"}, {"缺的按 0", "missing counts as 0"}};
        case K::last:
            return {{"沿用上年", "Last known"},
                    {"最近一个较早年份的数", "the newest earlier year"}};
        case K::linear:
            return {{"年间插值", "Interpolation"},
                    {"相邻年份之间按直线，两端取最近一年",
                     "between neighbouring years, at the ends the nearest"}};
        case K::linear_then_last:
            return {{"插值后沿用", "Interpolation, then last"},
                    {"相邻年份之间按直线，之后沿用最近一年",
                     "between neighbouring years, after the newest the newest"}};
        case K::em:
            return {{"多元正态期望", "Expectation (EM)"},
                    {"已知该单位其他指标时的期望（EM 算法）",
                     "expectation given the unit's other figures (EM)"}};
        case K::multiple:
            return {{"多重插补", "Multiple imputation"},
                    {"多元正态分布多次抽取的平均", "mean of draws from a multivariate normal"}};
    }
    return {};
}

MethodName name_of(const TreatStep& step) {
    using K = TreatKind;
    switch (step.kind) {
        case K::winsorise:
            return {{"缩尾", "Winsorise"},
                    {"最外的几个数取次外的值，直到偏度峰度不超限",
                     "outermost figures take the next inwards until skewness is within limits"}};
        case K::log_shift:
            return {{"平移取对数", "Shifted logarithm"},
                    {"ln(x − 最小 + 比例 × 极差)", "ln(x − min + share × range)"}};
        case K::log: return {{"取对数", "Logarithm"}, {"ln x，x > 0", "ln x, x > 0"}};
        case K::log_plus_one:
            return {{"加一取对数", "Logarithm plus one"}, {"ln(x − 最小 + 1)", "ln(x − min + 1)"}};
        case K::log_stretched:
            return {{"拉伸对数", "Stretched logarithm"},
                    {"ln((最大 − 1)(x − 最小)/极差 + 1)", "ln((max − 1)(x − min)/range + 1)"}};
        case K::box_cox:
            return {{"Box–Cox 变换", "Box–Cox"},
                    {"(y^λ − 1)/λ，y = x − 最小 + 1", "(y^λ − 1)/λ, y = x − min + 1"}};
        case K::box_cox_auto:
            return {{"Box–Cox 变换（自动）", "Box–Cox, fitted"},
                    {"λ 取似然最大者，−3 到 3", "λ of greatest likelihood in [−3, 3]"}};
        case K::yeo_johnson:
            return {{"Yeo–Johnson 变换", "Yeo–Johnson"},
                    {"正负数都可的幂变换", "a power transformation for any sign"}};
        case K::square_root: return {{"开平方", "Square root"}, {"√x，x ≥ 0", "√x, x ≥ 0"}};
        case K::power: return {{"幂", "Power"}, {"带符号的 |x|^e", "|x|^e with the sign of x"}};
        case K::percentile:
            return {{"百分位截断", "Percentiles"},
                    {"截断在两个百分位", "cut off at two percentiles"}};
        case K::deviations:
            return {{"标准差截断", "Standard deviations"},
                    {"截断在平均数 ± 倍数 × 标准差（n − 1）", "cut off at mean ± max·sd (n − 1)"}};
        case K::median_absolute:
            return {{"中位绝对差截断", "Median absolute deviation"},
                    {"截断在中位数 ± 倍数 × 1.4826 × 中位绝对差",
                     "cut off at median ± max·1.4826·median |x − median|"}};
    }
    return {};
}

MethodName name_of(const NormaliseMethod& method) {
    using K = NormaliseKind;
    switch (method.kind) {
        case K::none:
            return {{"不变换", "As it is"}, {"越小越好的取负", "turned when less is better"}};
        case K::minmax:
            return {{"极差法", "Min–max"},
                    {"最差到最好按直线，总有单位得最低分",
                     "from worst to best by a line: somebody always has the lowest score"}};
        case K::zscore:
            return {{"标准分", "Z-scores"},
                    {"(x − 平均数)/标准差（n − 1）", "(x − mean)/sd, n − 1"}};
        case K::scaled:
            return {{"定限极差法", "Fixed range"},
                    {"(x − 下限)/(上限 − 下限) × 100", "(x − low)/(high − low) × 100"}};
        case K::goalposts:
            return {{"目标区间法", "Goalposts"},
                    {"在指标自己的上下限之间，超出截断",
                     "between the indicator's posts, cut off there"}};
        case K::standard:
            return {{"标准值法", "Standard value"},
                    {"x/标准值 × 100（越小越好为 标准值/x），封顶",
                     "x/standard × 100 (standard/x when less is better), capped"}};
        case K::efficacy:
            return {{"功效系数法", "Efficacy coefficient"},
                    {"60 + 40 × (x − 最差)/(最好 − 最差)", "60 + 40 (x − worst)/(best − worst)"}};
        case K::tiers:
            return {{"分档计分", "Tiers"},
                    {"达到的最高一档的分数", "the score of the best threshold reached"}};
        case K::dist_target:
            return {{"距目标", "Distance to target"},
                    {"1 − (目标 − x)/(目标 − 最差)", "1 − (target − x)/(target − min)"}};
        case K::dist_ref:
            return {{"距参照单位", "Distance to a unit"},
                    {"1 − (参照 − x)/(参照 − 最差)", "1 − (reference − x)/(reference − min)"}};
        case K::dist_max:
            return {{"距最好", "Distance to the best"},
                    {"1 − (最好 − x)/(最好 − 最差)", "1 − (max − x)/(max − min)"}};
        case K::frac_max:
            return {{"占最好之比", "Share of the best"},
                    {"x/最大（越小越好为 最小/x）", "x/max; min/x when less is better"}};
        case K::prank:
            return {{"百分位名次", "Percentile rank"},
                    {"(名次 − 1)/(n − 1)，并列取低", "(rank − 1)/(n − 1), ties the lowest"}};
        case K::rank: return {{"名次分", "Ranks"}, {"最差为 1，并列取低", "1 is the worst"}};
        case K::borda: return {{"名次分减一", "Borda points"}, {"名次分 − 1", "rank − 1"}};
        case K::sigmoid:
            return {{"S 形", "Sigmoid"},
                    {"100/(1 + e^(−陡度 (x − 平均数)/标准差))",
                     "100/(1 + e^(−steepness (x − mean)/sd))"}};
    }
    return {};
}

MethodName name_of(const AggregateMethod& method) {
    using K = AggregateKind;
    switch (method.kind) {
        case K::arithmetic:
            return {{"算术平均", "Arithmetic mean"},
                    {"强项可以补弱项", "strengths make up for gaps"}};
        case K::geometric:
            return {{"几何平均", "Geometric mean"},
                    {"弱项拉低更多；得分要大于 0", "gaps weigh more; scores must be above 0"}};
        case K::harmonic:
            return {{"调和平均", "Harmonic mean"},
                    {"弱项拉低最多；得分要大于 0", "gaps weigh most; scores must be above 0"}};
        case K::power: return {{"幂平均", "Power mean"}, {"(Σ w x^p)^(1/p)", "(Σ w x^p)^(1/p)"}};
        case K::sum:
            return {{"加总", "Sum"},
                    {"权重不归一；缺一个就没有得分", "weights as written; no score with a gap"}};
        case K::mpi:
            return {{"不均衡惩罚", "Mazziotta–Pareto"},
                    {"平均数 ∓ 标准差 × 变异系数", "mean ∓ sd × coefficient of variation"}};
        case K::owa:
            return {{"有序加权平均", "Ordered weighted average"},
                    {"按从好到差的次序加权", "weighted by order from best to worst"}};
        case K::copeland:
            return {{"Copeland 两两比较", "Copeland"},
                    {"按权重胜出的次数减去落败的次数", "weighted wins less losses, pair by pair"}};
        case K::borda:
            return {{"Borda 计数", "Borda"},
                    {"各下级名次分的加权和", "weighted sum of rank points"}};
        case K::topsis:
            return {{"TOPSIS", "TOPSIS"},
                    {"距最差/(距最差 + 距最好)", "distance to worst over both distances"}};
        case K::vikor:
            return {{"VIKOR", "VIKOR"},
                    {"总体与最大不足的折中，1 − Q", "compromise of group and regret, 1 − Q"}};
        case K::promethee:
            return {{"PROMETHEE II", "PROMETHEE II"}, {"净流量", "net flow of preferences"}};
        case K::bod:
            return {
                {"最有利权重", "Benefit of the doubt"},
                {"每个单位用对自己最有利的权重", "each unit by the weights that favour it most"}};
        case K::min_penalty:
            return {
                {"最弱项惩罚", "Mean–min"},
                {"平均数减去与最弱项的差距惩罚", "mean less a penalty for the gap to the weakest"}};
        case K::wroclaw:
            return {{"弗罗茨瓦夫法", "Wrocław"},
                    {"1 − 距理想单位的相对距离", "1 − relative distance to an ideal unit"}};
        case K::median: return {{"加权中位数", "Median"}, {"加权中位数", "weighted median"}};
    }
    return {};
}

bool follows_usual(const Definition& definition, const Indicator& indicator) {
    if (!definition.normalise_given) return !indicator.normalise_given;
    return indicator.normalise == definition.normalise;
}

namespace {

bool can_follow(const Definition& definition, NormaliseKind kind) {
    using K = NormaliseKind;
    if (kind == K::dist_ref) return false;
    return std::all_of(definition.indicators.begin(), definition.indicators.end(),
                       [&](const Indicator& each) {
                           if (!follows_usual(definition, each)) return true;
                           switch (kind) {
                               case K::standard: return each.standard.has_value();
                               case K::goalposts: return each.goalpost_low.has_value();
                               case K::tiers: return !each.tiers.empty();
                               case K::dist_target: return each.target.has_value();
                               default: return true;
                           }
                       });
}

}  // namespace

MethodChoices choices_of(const Definition& definition) {
    MethodChoices to;
    for (const auto& word : method_words<NormaliseMethod>()) {
        if (!can_follow(definition, word.initial.kind)) continue;
        to.normalise.push_back(word.initial);
        // Geometric means refuse scores that reach 0.
        if (word.initial.kind != NormaliseKind::minmax) continue;
        to.normalise.push_back(word.initial);
        to.normalise.back().low = 1;
    }
    for (const auto& word : method_words<AggregateMethod>()) to.aggregate.push_back(word.initial);
    for (const auto& word : method_words<TreatStep>()) to.treat.push_back(word.initial);
    for (const auto& word : method_words<ImputeMethod>()) {
        using K = ImputeKind;
        const K kind = word.initial.kind;
        if (kind == K::last || kind == K::linear || kind == K::linear_then_last) continue;
        if (kind != K::group_mean && kind != K::group_median) {
            to.impute.push_back(word.initial);
            continue;
        }
        for (const std::string& group : definition.units.groups) {
            to.impute.push_back(word.initial);
            to.impute.back().groups = {group};
        }
    }
    return to;
}

}  // namespace kc::evaluation
