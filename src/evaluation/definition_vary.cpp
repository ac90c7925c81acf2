// SPDX-License-Identifier: Apache-2.0
// `uncertainty:` and `sensitivity:`. Every name in them must be one of the tree's.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "evaluation/definition_call.hpp"
#include "evaluation/definition_limits.hpp"
#include "evaluation/definition_number.hpp"
#include "evaluation/definition_parts.hpp"

namespace kc::evaluation {
namespace {

std::vector<std::string> inner_ids(const Definition& definition) {
    std::vector<std::string> ids;
    for (const Node& node : definition.nodes)
        if (!node.is_leaf()) ids.push_back(node.id);
    return ids;
}

std::vector<std::string> all_ids(const Definition& definition) {
    std::vector<std::string> ids;
    for (const Node& node : definition.nodes) ids.push_back(node.id);
    return ids;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

class VaryReader {
public:
    VaryReader(Context& context, const Definition& definition)
        : context_(context), definition_(definition) {}

    void read(const pack::Node& from, VaryPlan& to) {
        context_.expect_keys(
            from, {"treatment", "normalise", "aggregate", "weights", "missing", "data", "drop"});
        if (from.type != pack::NodeType::map) return;
        read_treatments(from.find("treatment"), to);
        context_.read_methods(from.find("normalise"), to.normalise);
        read_aggregates(from.find("aggregate"), to);
        read_weights(from.find("weights"), to.weights);
        read_missing(from.find("missing"), to);
        read_data(from.find("data"), to);
        context_.read_word(from.find("drop"), to.drop);
    }

private:
    void read_treatments(const pack::Node* from, VaryPlan& to) {
        if (from == nullptr || !context_.expect_list(*from)) return;
        for (const pack::Node& item : from->items) {
            TreatPlan plan;
            if (!read_treatment(context_, &item, plan)) continue;
            // A list of steps changes the steps only; when they are taken stays as it was.
            if (item.type != pack::NodeType::map) {
                std::vector<TreatStep> steps = std::move(plan.try_steps);
                plan = definition_.treatment;
                plan.try_steps = std::move(steps);
            }
            to.treatment.push_back(std::move(plan));
        }
    }

    void read_aggregates(const pack::Node* from, VaryPlan& to) {
        if (from == nullptr || !context_.expect_map(*from)) return;
        for (std::size_t i = 0; i < from->keys.size(); ++i) {
            AggregateVary vary;
            const std::string& id = from->keys[i].text;
            if (id == "all") {
                for (std::size_t n = 0; n < definition_.nodes.size(); ++n)
                    if (!definition_.nodes[n].is_leaf())
                        vary.nodes.push_back(static_cast<std::int32_t>(n));
            } else if (const auto node = node_position(definition_, id);
                       node && !definition_.nodes[*node].is_leaf()) {
                vary.nodes.push_back(static_cast<std::int32_t>(*node));
            } else {
                context_.report_unknown(from->keys[i], "节点", "node", id, inner_ids(definition_));
                continue;
            }
            if (context_.read_methods(&from->items[i], vary.alternatives))
                to.aggregate.push_back(std::move(vary));
        }
    }

    void read_levels(const pack::Node* from, WeightVary& to) {
        if (from == nullptr || from->text == "all") return;
        std::vector<double> levels;
        if (!context_.read(from, levels)) return;
        for (const double level : levels) {
            const std::int32_t top = definition_.nodes.empty() ? 1 : definition_.nodes[0].level;
            if (level < 1 || level >= top) {
                context_.report(*from,
                                {.code = "E-level",
                                 .zh = fmt::format("没有第 {} 层；有权重的是 1 到 {} 层",
                                                   number_text(level), top - 1),
                                 .en = fmt::format("there is no level {}; weighted are 1 to {}",
                                                   number_text(level), top - 1)});
                return;
            }
            to.levels.push_back(static_cast<std::int32_t>(level));
        }
    }

    void read_weights(const pack::Node* from, WeightVary& to) {
        if (from == nullptr) return;
        if (from->type == pack::NodeType::scalar) return read_weights_call(*from, from->text, to);
        context_.expect_keys(
            *from, {"noise", "dirichlet", "simplex", "expert_spread", "ordinal", "levels"});
        if (from->type != pack::NodeType::map) return;
        if (const pack::Node* noise = from->find("noise")) {
            to.kind = WeightVaryKind::noise;
            context_.read_within(noise, to.noise, 0, 1);
        } else if (const pack::Node* dirichlet = from->find("dirichlet")) {
            to.kind = WeightVaryKind::dirichlet;
            context_.read_within(dirichlet, to.concentration, 1e-3, 1e9);
        } else if (from->find("simplex") != nullptr) {
            to.kind = WeightVaryKind::simplex;
        } else if (from->find("expert_spread") != nullptr) {
            to.kind = WeightVaryKind::expert_spread;
        } else if (const pack::Node* ordinal = from->find("ordinal")) {
            std::vector<std::string> relations;
            if (context_.read(ordinal, relations)) {
                to.kind = WeightVaryKind::ordinal;
                for (const std::string& relation : relations) read_relation(*ordinal, relation, to);
            }
        }
        read_levels(from->find("levels"), to);
        check_expert_spread(*from, to);
    }

    void read_weights_call(const pack::Node& from, const std::string& text, WeightVary& to) {
        const auto call = parse_call(text);
        const std::string name = call ? call->name : text;
        const auto argument = call && call->arguments.size() == 1
                                  ? read_number(call->arguments[0].text)
                                  : std::nullopt;
        if (name == "simplex") {
            to.kind = WeightVaryKind::simplex;
        } else if (name == "expert_spread") {
            to.kind = WeightVaryKind::expert_spread;
        } else if (name == "dirichlet" && argument && *argument > 0) {
            to.kind = WeightVaryKind::dirichlet;
            to.concentration = *argument;
        } else if (name == "noise" && argument && *argument >= 0 && *argument <= 1) {
            to.kind = WeightVaryKind::noise;
            to.noise = *argument;
        } else if (name == "ordinal" && call && !call->arguments.empty()) {
            to.kind = WeightVaryKind::ordinal;
            for (const Argument& relation : call->arguments) read_relation(from, relation.text, to);
        } else {
            context_.report(from, Diagnostic{.code = "E-argument",
                                             .zh = "不认识这种权重变动",
                                             .en = "this is no known way to vary weights"}
                                      .hint("写 {noise: 0.25, levels: all}、simplex、"
                                            "dirichlet(50)、expert_spread 或 ordinal(a >= b)",
                                            "write {noise: 0.25, levels: all}, simplex, "
                                            "dirichlet(50), expert_spread or ordinal(a >= b)"));
        }
        check_expert_spread(from, to);
    }

    void check_expert_spread(const pack::Node& from, const WeightVary& to) {
        if (to.kind != WeightVaryKind::expert_spread) return;
        const bool there =
            std::any_of(definition_.nodes.begin(), definition_.nodes.end(),
                        [](const Node& node) { return node.weights.experts.size() > 1; });
        if (there) return;
        context_.report(from, {.code = "E-experts",
                               .zh = "expert_spread 需要至少一个节点有两位以上专家的判断",
                               .en = "expert_spread needs a node judged by two experts or more"});
    }

    // "a >= b" between two children of one node.
    void read_relation(const pack::Node& from, std::string_view text, WeightVary& to) {
        const std::size_t sign = text.find(">=");
        if (sign == std::string_view::npos) {
            context_.report(from, {.code = "E-argument",
                                   .zh = "次序写成 a >= b",
                                   .en = "an order is written a >= b"});
            return;
        }
        const auto first = named(from, trimmed(text.substr(0, sign)));
        const auto second = named(from, trimmed(text.substr(sign + 2)));
        if (!first || !second) return;
        if (definition_.nodes[*first].parent != definition_.nodes[*second].parent) {
            context_.report(from, {.code = "E-order",
                                   .zh = "只能比较同一上级的节点",
                                   .en = "only children of one node can be compared"});
            return;
        }
        to.at_least.emplace_back(static_cast<std::int32_t>(*first),
                                 static_cast<std::int32_t>(*second));
    }

    std::optional<std::size_t> named(const pack::Node& from, std::string_view id) {
        const auto node = node_position(definition_, id);
        if (!node) context_.report_unknown(from, "节点", "node", id, all_ids(definition_));
        return node;
    }

    void read_missing(const pack::Node* from, VaryPlan& to) {
        if (from == nullptr || !context_.expect_keys(*from, {"multiple_imputation", "methods"}))
            return;
        context_.read_within(from->find("multiple_imputation"), to.multiple_imputation, 2, 1000);
        context_.read_methods(from->find("methods"), to.imputation);
    }

    void read_data(const pack::Node* from, VaryPlan& to) {
        if (from == nullptr || !context_.expect_map(*from)) return;
        for (std::size_t i = 0; i < from->keys.size(); ++i) {
            const auto indicator = indicator_position(definition_, from->keys[i].text);
            if (!indicator) {
                context_.report_unknown(from->keys[i], "指标", "indicator", from->keys[i].text,
                                        indicator_ids(definition_));
                continue;
            }
            DataVary vary;
            vary.indicator = static_cast<std::int32_t>(*indicator);
            if (read_noise(from->items[i], vary)) to.data.push_back(vary);
        }
    }

    bool read_noise(const pack::Node& from, DataVary& to) {
        struct Form {
            std::string_view name, argument;
            NoiseKind kind;
        };
        static constexpr std::array kForms = {Form{"normal", "cv", NoiseKind::normal_cv},
                                              Form{"normal", "sd", NoiseKind::normal_sd},
                                              Form{"uniform", "share", NoiseKind::uniform_share},
                                              Form{"uniform", "width", NoiseKind::uniform_width}};
        const auto call = parse_call(from.text);
        if (call && call->arguments.size() == 1) {
            const auto size = read_number(call->arguments[0].text);
            for (const Form& form : kForms) {
                if (form.name != call->name || form.argument != call->arguments[0].name) continue;
                if (!size || *size < 0) break;
                to.kind = form.kind;
                to.size = *size;
                return true;
            }
        }
        context_.report(from, Diagnostic{.code = "E-argument",
                                         .zh = "不认识这种数据误差",
                                         .en = "this is no known error of data"}
                                  .hint("写 normal(cv: 0.02)、normal(sd: 1)、uniform(share: 0.05) "
                                        "或 uniform(width: 2)",
                                        "write normal(cv: 0.02), normal(sd: 1), "
                                        "uniform(share: 0.05) or uniform(width: 2)"));
        return false;
    }

    Context& context_;
    const Definition& definition_;
};

}  // namespace

void read_uncertainty(Context& context, const pack::Node* from, Definition& to) {
    if (from == nullptr) return;
    context.expect_keys(*from, {"replications", "seed", "vary"});
    UncertaintyPlan plan;
    context.read_within(from->find("replications"), plan.replications, 1, kMaxReplications);
    std::int32_t seed = static_cast<std::int32_t>(plan.seed);
    context.read_within(from->find("seed"), seed, 0, 1'000'000'000);
    plan.seed = static_cast<std::uint64_t>(seed);
    if (const pack::Node* vary = from->find("vary")) VaryReader(context, to).read(*vary, plan.vary);
    to.uncertainty = std::move(plan);
}

void read_sensitivity(Context& context, const pack::Node* from, Definition& to) {
    if (from == nullptr) return;
    context.expect_keys(*from, {"method", "base", "target", "bootstrap"});
    SensitivityPlan plan;
    std::string method = "sobol";
    context.read(from->find("method"), method);
    if (method != "sobol")
        context.report_unknown(*from->find("method"), "方法", "method", method,
                               std::vector<std::string>{"sobol"});
    context.read_within(from->find("base"), plan.base, 2, kMaxReplications);
    context.read_within(from->find("bootstrap"), plan.bootstrap, 0, 100'000);
    if (const pack::Node* target = from->find("target")) {
        plan.targets.clear();
        if (target->type == pack::NodeType::scalar) {
            SensitivityTarget one = SensitivityTarget::mean_abs_rank_change;
            if (context.read_word(target, one)) plan.targets.push_back(one);
        } else {
            for (const pack::Node& item : target->items) {
                SensitivityTarget one = SensitivityTarget::mean_abs_rank_change;
                if (context.read_word(&item, one)) plan.targets.push_back(one);
            }
        }
    }
    to.sensitivity = std::move(plan);
}

}  // namespace kc::evaluation
