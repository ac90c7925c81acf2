// SPDX-License-Identifier: Apache-2.0
#include "evaluation/definition_change.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/utf8.hpp"
#include "evaluation/definition_context.hpp"
#include "evaluation/definition_read.hpp"
#include "evaluation/method_names.hpp"
#include "evaluation/resolved.hpp"

namespace kc::evaluation {
namespace {

std::size_t at(std::int32_t position) {
    return static_cast<std::size_t>(position);
}

class Changer {
public:
    Changer(Definition& definition, std::vector<ChangeFault>& faults)
        : definition_(definition), faults_(faults) {}

    void weights(const std::vector<std::pair<std::string, double>>& wanted) {
        for (const auto& [id, weight] : wanted) {
            if (!std::isfinite(weight) || weight < 0) {
                fault(
                    "weights/" + id,
                    {.code = "E-range", .zh = "权重应为 0 或正数", .en = "a weight is 0 or more"});
                continue;
            }
            bool known = false;
            for (std::size_t n = 1; n < definition_.nodes.size(); ++n) {
                if (definition_.nodes[n].id != id && node_key(definition_, n) != id) continue;
                known = true;
                set_weight(n, weight);
            }
            if (!known) unknown_node("weights/" + id, id);
        }
        for (const auto& [parent, named] : named_) check_siblings(parent, named);
    }

    void normalise(const std::string& text) {
        const auto method = take<NormaliseMethod>("normalise", text);
        if (!method) return;
        bool followed = false;
        for (Indicator& indicator : definition_.indicators) {
            if (!follows_usual(definition_, indicator)) continue;
            followed = true;
            indicator.normalise = *method;
            indicator.normalise_given = true;
        }
        definition_.normalise = *method;
        definition_.normalise_given = true;
        if (!followed) nobody_follows("normalise");
    }

    void treat(const std::string& text) {
        TreatPlan plan = definition_.treatment;
        plan.try_steps.clear();
        if (text != "none") {
            const auto step = take<TreatStep>("treat", text);
            if (!step) return;
            plan.try_steps = {*step};
        }
        replace("treat", definition_.treatment, plan, &Indicator::treat);
    }

    void impute(const std::string& text) {
        const auto method = take<ImputeMethod>("impute", text);
        if (method) replace("impute", definition_.missing.usual, *method, &Indicator::impute);
    }

    void aggregate(const std::string& node, const std::string& text) {
        const std::string field = node.empty() ? "aggregate" : "aggregate/" + node;
        const auto method = take<AggregateMethod>(field, text);
        if (!method) return;
        bool known = false;
        for (Node& each : definition_.nodes) {
            if (each.is_leaf() || (!node.empty() && each.id != node)) continue;
            each.aggregate = *method;
            known = true;
        }
        if (!known) unknown_node(field, node);
    }

private:
    void fault(std::string field, Diagnostic what) {
        faults_.push_back({std::move(field), std::move(what)});
    }

    template <typename M>
    std::optional<M> take(const std::string& field, const std::string& text) {
        auto method = method_of<M>(text);
        if (method) return *std::move(method);
        fault(field, method.error());
        return std::nullopt;
    }

    template <typename M>
    void replace(const std::string& field, M& usual, const M& with, M Indicator::*member) {
        bool followed = false;
        for (Indicator& indicator : definition_.indicators) {
            if (!(indicator.*member == usual)) continue;
            indicator.*member = with;
            followed = true;
        }
        usual = with;
        if (!followed) nobody_follows(field);
    }

    void nobody_follows(const std::string& field) {
        fault(field, {.code = "E-change-idle",
                      .zh = "每个指标都另有自己的方法，这样改不起作用",
                      .en = "every indicator has a method of its own, so this changes nothing"});
    }

    void unknown_node(const std::string& field, const std::string& id) {
        std::vector<std::string> known;
        for (const Node& node : definition_.nodes) known.push_back(node.id);
        Diagnostic what{.code = "E-unknown",
                        .zh = fmt::format("没有叫“{}”的节点", base::shortened(id)),
                        .en = fmt::format("there is no node called '{}'", base::shortened(id))};
        if (const auto near = base::nearest(id, known))
            what = std::move(what).hint(fmt::format("是不是 {}？", *near),
                                        fmt::format("did you mean {}?", *near));
        fault(field, std::move(what));
    }

    void set_weight(std::size_t n, double weight) {
        const std::size_t parent = at(definition_.nodes[n].parent);
        Node& above = definition_.nodes[parent];
        if (above.weights.kind == WeightKind::equal) {
            above.weights.kind = WeightKind::manual;
            above.weights.values.assign(above.children.size(), 1.0);
        }
        above.weights.values.resize(above.children.size());
        const auto place =
            std::find(above.children.begin(), above.children.end(), static_cast<std::int32_t>(n)) -
            above.children.begin();
        above.weights.values[static_cast<std::size_t>(place)] = weight;
        named_[parent].insert(n);
    }

    void check_siblings(std::size_t parent, const std::set<std::size_t>& named) {
        Node& above = definition_.nodes[parent];
        const std::string field = "weights/" + definition_.nodes[*named.begin()].id;
        if (above.weights.kind != WeightKind::manual) {
            if (named.size() < above.children.size()) {
                fault(field,
                      {.code = "E-weights-partly",
                       .zh = fmt::format("“{}”下级的权重由方法算出，要改就要全部给出", above.id),
                       .en = fmt::format("a method makes the weights below '{}': give all or none",
                                         above.id)});
                return;
            }
            WeightMethod manual;
            manual.kind = WeightKind::manual;
            manual.values = above.weights.values;
            above.weights = std::move(manual);
        }
        const std::vector<double>& values = above.weights.values;
        if (std::all_of(values.begin(), values.end(), [](double w) { return w == 0; }))
            fault(field, {.code = "E-weights-zero",
                          .zh = fmt::format("“{}”下级的权重不能全为 0", above.id),
                          .en = fmt::format("the weights below '{}' cannot all be 0", above.id)});
    }

    Definition& definition_;
    std::vector<ChangeFault>& faults_;
    std::map<std::size_t, std::set<std::size_t>> named_;
};

// The reader's own checks, on the resolved copy: a standard that is missing, a geometric mean of
// scores that reach 0.
void check_whole(const Definition& definition, const DefinitionChange& change,
                 std::vector<ChangeFault>& faults) {
    Diagnostics found;
    read_definition(resolved_text(definition), "", found);
    const std::string field = change.normalise            ? "normalise"
                              : !change.aggregate.empty() ? "aggregate"
                              : change.treat              ? "treat"
                              : change.impute             ? "impute"
                                                          : "weights";
    for (Diagnostic& each : found) {
        if (each.severity != Severity::error) continue;
        each.at = {};
        faults.push_back({field, std::move(each)});
    }
}

}  // namespace

std::optional<Definition> changed(const Definition& definition, const DefinitionChange& change,
                                  std::vector<ChangeFault>& faults) {
    const std::size_t before = faults.size();
    Definition out = definition;
    Changer changer(out, faults);
    changer.weights(change.weights);
    if (change.normalise) changer.normalise(*change.normalise);
    if (change.treat) changer.treat(*change.treat);
    if (change.impute) changer.impute(*change.impute);
    for (const auto& [node, method] : change.aggregate) changer.aggregate(node, method);
    if (out.uncertainty && change.seed) out.uncertainty->seed = *change.seed;
    if (out.uncertainty && change.draws) out.uncertainty->replications = *change.draws;
    if (faults.size() == before && change.changes_methods()) check_whole(out, change, faults);
    if (faults.size() > before) return std::nullopt;
    return out;
}

}  // namespace kc::evaluation
