// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "evaluation/definition_limits.hpp"
#include "evaluation/definition_words.hpp"
#include "evaluation/resolved.hpp"

namespace kc::evaluation {
namespace {

NormaliseMethod of_kind(NormaliseKind kind) {
    for (const auto& word : method_words<NormaliseMethod>())
        if (word.initial.kind == kind) return word.initial;
    return {};
}

NormaliseMethod usual_method(const Indicator& indicator, bool few) {
    if (few && indicator.standard) return of_kind(NormaliseKind::standard);
    if (few && !indicator.tiers.empty()) return of_kind(NormaliseKind::tiers);
    if (few && indicator.goalpost_low) return of_kind(NormaliseKind::goalposts);
    return of_kind(NormaliseKind::minmax);
}

bool is_from_data(const WeightMethod& method) {
    using K = WeightKind;
    switch (method.kind) {
        case K::pca:
        case K::entropy:
        case K::critic:
        case K::std_dev:
        case K::variation:
        case K::merec:
        case K::correlation: return true;
        case K::mix:
            return std::any_of(method.parts.begin(), method.parts.end(),
                               [](const auto& part) { return is_from_data(part.method); });
        default: return false;
    }
}

class FewUnits {
public:
    FewUnits(const Definition& definition, std::size_t units, Diagnostics& found)
        : definition_(definition), units_(units), found_(found) {}

    void warn() {
        for (const Node& node : definition_.nodes)
            if (is_from_data(node.weights))
                say(node.at,
                    fmt::format("“{}”的权重由 {} 算出", node.id, word_of(node.weights.kind)),
                    fmt::format("the weights of '{}' come from {}", node.id,
                                word_of(node.weights.kind)),
                    "改用专家权重（budget、ahp、bwm）或直接写权重",
                    "use weights of experts (budget, ahp, bwm) or by hand");
        for (const Indicator& indicator : definition_.indicators) {
            if (!indicator.treat.try_steps.empty() && !indicator.treat.always) {
                say(indicator.at, "按偏度和峰度判断离群值", "outliers are judged by skewness",
                    "不作处理，或写 when: always",
                    "leave figures as they are, or say when: always");
                break;
            }
        }
        for (const Indicator& indicator : definition_.indicators) {
            if (is_relative(indicator.normalise.kind)) {
                say(indicator.at,
                    fmt::format("指标“{}”按 {} 计分，总有一个单位得最低分", indicator.id,
                                to_text(indicator.normalise)),
                    fmt::format("indicator '{}' is scored by {}, so that somebody is always last",
                                indicator.id, to_text(indicator.normalise)),
                    "给指标写 standard 或 goalposts", "give the indicator a standard or goalposts");
                break;
            }
        }
        warn_of_checks();
    }

private:
    static bool is_relative(NormaliseKind kind) {
        using K = NormaliseKind;
        return kind == K::minmax || kind == K::zscore || kind == K::prank || kind == K::rank ||
               kind == K::borda || kind == K::dist_max || kind == K::sigmoid;
    }

    void warn_of_checks() {
        std::string names;
        for (const CheckPlan& plan : definition_.checks) {
            const Check check = plan.check;
            if (check == Check::correlation || check == Check::cronbach || check == Check::kmo ||
                check == Check::pca || check == Check::outliers ||
                check == Check::denominator_corr || check == Check::effective_weights)
                names += fmt::format("{}{}", names.empty() ? "" : ", ", word_of(check));
        }
        if (names.empty()) return;
        say({}, fmt::format("这些检查没有意义：{}", names),
            fmt::format("these checks mean nothing: {}", names), "看名次区间和去掉一个指标的结果",
            "look at rank intervals and at leaving out one indicator");
    }

    void say(const Place& at, const std::string& zh, const std::string& en, std::string hint_zh,
             std::string hint_en) {
        found_.push_back(Diagnostic{
            .code = "W-few-units",
            .at = at,
            .zh = fmt::format("只有 {} 个单位（少于 {}）：{}", units_, kFewUnits, zh),
            .en = fmt::format("only {} units (fewer than {}): {}", units_, kFewUnits, en),
            .severity = Severity::warning}
                             .hint(std::move(hint_zh), std::move(hint_en)));
    }

    const Definition& definition_;
    std::size_t units_;
    Diagnostics& found_;
};

}  // namespace

Definition settle_defaults(Definition definition, std::size_t units, Diagnostics& found) {
    const bool few = units < kFewUnits;
    for (Indicator& indicator : definition.indicators) {
        if (indicator.normalise_given || definition.normalise_given) continue;
        indicator.normalise = usual_method(indicator, few);
        indicator.normalise_given = true;
    }
    if (few) FewUnits(definition, units, found).warn();
    return definition;
}

}  // namespace kc::evaluation
