// SPDX-License-Identifier: Apache-2.0
#include "evaluation/resolved.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "evaluation/definition_number.hpp"
#include "evaluation/definition_words.hpp"
#include "pack/yaml_text.hpp"

namespace kc::evaluation {
namespace {

using pack::Node;
using pack::NodeType;

pack::Node plain(std::string text) {
    pack::Node node;
    node.text = std::move(text);
    return node;
}

pack::Node quoted(std::string text) {
    pack::Node node = plain(std::move(text));
    node.quoted = true;
    return node;
}

pack::Node number(double value) {
    return plain(number_text(value));
}

pack::Node yes_no(bool value) {
    return plain(value ? "yes" : "no");
}

class Map {
public:
    Map() { node_.type = NodeType::map; }

    // The first value of a key stays: parts of a mix share their options.
    Map& put(std::string_view key, pack::Node value) {
        if (node_.find(key) != nullptr) return *this;
        node_.keys.push_back({std::string(key), 0, 0});
        node_.items.push_back(std::move(value));
        return *this;
    }
    Map& text(std::string_view key, const std::string& value) {
        if (!value.empty()) put(key, quoted(value));
        return *this;
    }
    Map& maybe(std::string_view key, const std::optional<double>& value) {
        if (value) put(key, number(*value));
        return *this;
    }
    bool empty() const { return node_.keys.empty(); }
    pack::Node take() { return std::move(node_); }

private:
    pack::Node node_;
};

template <typename Items, typename Make>
pack::Node list(const Items& items, Make make) {
    pack::Node node;
    node.type = NodeType::sequence;
    for (const auto& item : items) node.items.push_back(make(item));
    return node;
}

pack::Node texts(const std::vector<std::string>& items) {
    return list(items, [](const std::string& item) { return quoted(item); });
}

template <typename M>
pack::Node method(const M& value) {
    return quoted(to_text(value));
}

template <typename M>
pack::Node methods(const std::vector<M>& values) {
    return list(values, [](const M& value) { return method(value); });
}

pack::Node title(const Title& value) {
    return Map().text("zh", value.zh).text("en", value.en).take();
}

pack::Node treatment(const TreatPlan& plan) {
    Map map;
    if (plan.always) {
        map.put("when", plain("always"));
    } else {
        map.put("when", Map()
                            .put("abs_skew_gt", number(plan.abs_skew_gt))
                            .put("kurt_gt", number(plan.kurt_gt))
                            .take());
    }
    map.put("try", methods(plan.try_steps));
    map.put("combine", yes_no(plan.combine));
    map.put("else", plain(plan.otherwise == TreatPlan::Otherwise::keep_last ? "keep_last"
                                                                            : "keep_and_flag"));
    return map.take();
}

enum class Form : std::uint8_t { resolved, editable };

pack::Node indicator(const Indicator& from, const Definition& definition, Form form) {
    const bool all = form == Form::resolved;
    Map map;
    map.text("id", from.id).put("title", title(from.title));
    if (all || from.from != from.id) map.text("from", from.from);
    map.text("per", from.per);
    if (!from.per.empty() && (all || from.per_scale != 1))
        map.put("per_scale", number(from.per_scale));
    map.text("unit", from.unit);
    map.put("direction", plain(std::string(word_of(from.direction))));
    map.maybe("standard", from.standard).maybe("target", from.target);
    if (from.goalpost_low)
        map.put("goalposts", list(std::vector{*from.goalpost_low, *from.goalpost_high}, number));
    if (!from.tiers.empty())
        map.put(
            "tiers", list(from.tiers, [](const Tier& tier) {
                return Map().put("from", number(tier.from)).put("score", number(tier.score)).take();
            }));
    if (all || from.impute != definition.missing.usual) map.put("impute", method(from.impute));
    if (all || from.treat != definition.treatment) map.put("treat", treatment(from.treat));
    if (all || from.normalise != definition.normalise) map.put("normalise", method(from.normalise));
    if (all || from.min_coverage > 0) map.put("min_coverage", number(from.min_coverage));
    map.text("source", from.source);
    return map.take();
}

// Values of the children by their ids.
pack::Node by_child(const std::vector<std::string>& ids, const std::vector<double>& values) {
    Map map;
    for (std::size_t i = 0; i < ids.size() && i < values.size(); ++i)
        map.put(ids[i], number(values[i]));
    return map.take();
}

pack::Node judgement(WeightKind kind, const ExpertJudgement& from,
                     const std::vector<std::string>& ids) {
    if (kind == WeightKind::budget) return by_child(ids, from.values);
    if (kind == WeightKind::bwm)
        return Map()
            .put("best_to_others", by_child(ids, from.values))
            .put("others_to_worst", by_child(ids, from.others))
            .take();
    pack::Node rows;
    rows.type = NodeType::sequence;
    for (std::size_t row = 0; row < ids.size(); ++row) {
        pack::Node cells;
        cells.type = NodeType::sequence;
        for (std::size_t column = 0; column < ids.size(); ++column)
            cells.items.push_back(number(from.values[row * ids.size() + column]));
        rows.items.push_back(std::move(cells));
    }
    return rows;
}

void put_judgements(Map& map, const WeightMethod& from, const std::vector<std::string>& ids) {
    if (from.experts.empty()) return;
    Map experts;
    Map influence;
    for (const ExpertJudgement& each : from.experts) {
        experts.put(each.expert, judgement(from.kind, each, ids));
        influence.put(each.expert, number(each.influence));
    }
    map.put("experts", experts.take()).put("influence", influence.take());
}

void put_options(Map& map, const WeightMethod& from, const std::vector<std::string>& ids) {
    using K = WeightKind;
    const K kind = from.kind;
    if (kind == K::manual) map.put("values", by_child(ids, from.values));
    if (kind == K::std_dev || kind == K::variation || kind == K::critic)
        map.put("ddof", plain(fmt::format("{}", from.ddof)));
    if (kind == K::entropy || kind == K::merec)
        map.put("shares", plain(std::string(word_of(from.shares))));
    if (kind == K::rank_order) {
        map.put("form", plain(std::string(word_of(from.rank_order))));
        std::vector<std::string> ordered(ids.size());
        for (std::size_t i = 0; i < ids.size(); ++i)
            ordered[static_cast<std::size_t>(from.order[i] - 1)] = ids[i];
        map.put("order", texts(ordered));
    }
    if (kind == K::correlation && !from.targets.empty())
        map.put("targets", by_child(ids, from.targets));
    if (kind == K::ahp || kind == K::ahp_group)
        map.put("consistency_max", number(from.consistency_max)).put("repair", yes_no(from.repair));
    put_judgements(map, from, ids);
}

pack::Node weights(const WeightMethod& from, const std::vector<std::string>& ids) {
    if (from.kind == WeightKind::manual) return by_child(ids, from.values);
    Map map;
    map.put("method", plain(std::string(word_of(from.kind))));
    if (from.kind == WeightKind::mix) {
        Map of;
        for (const WeightMethod::Part& part : from.parts) {
            of.put(word_of(part.method.kind), number(part.share));
            // The parts share their options, as in the file.
            put_options(map, part.method, ids);
        }
        map.put("of", of.take());
    } else {
        put_options(map, from, ids);
    }
    return map.take();
}

pack::Node adjustments(const Adjustments& from) {
    pack::Node out;
    out.type = NodeType::sequence;
    for (const Bonus& bonus : from.bonuses) {
        Map map;
        map.text("bonus", bonus.column)
            .put("points", number(bonus.points))
            .put("cap", number(bonus.cap))
            .put("evidence",
                 bonus.evidence_required ? quoted(bonus.evidence_column) : plain("none"));
        out.items.push_back(map.take());
    }
    for (const Veto& veto : from.vetoes) {
        std::string effect = "rank <= middle";
        if (veto.effect == Veto::Effect::rank_last) effect = "rank = last";
        if (veto.effect == Veto::Effect::score_at_most)
            effect = fmt::format("score <= {}", number_text(veto.score));
        out.items.push_back(Map().text("veto", veto.column).put("effect", quoted(effect)).take());
    }
    if (!from.calibrate_to.empty())
        out.items.push_back(Map()
                                .text("calibrate_to", from.calibrate_to)
                                .text("weight", from.calibrate_weight)
                                .text("within", from.calibrate_within)
                                .take());
    return out;
}

pack::Node tree(const Definition& definition, std::size_t position) {
    const evaluation::Node& from = definition.nodes[position];
    if (from.is_leaf()) return quoted(from.id);
    std::vector<std::string> ids;
    pack::Node children;
    children.type = NodeType::sequence;
    for (const std::int32_t child : from.children) {
        ids.push_back(definition.nodes[static_cast<std::size_t>(child)].id);
        children.items.push_back(tree(definition, static_cast<std::size_t>(child)));
    }
    Map map;
    map.text("id", from.id)
        .put("title", title(from.title))
        .put("aggregate", method(from.aggregate))
        .put("weights", weights(from.weights, ids))
        .put("needs", number(from.needs));
    if (!from.adjustments.is_empty()) map.put("adjustments", adjustments(from.adjustments));
    if (from.growth)
        map.put("growth", Map()
                              .put("blend", Map()
                                                .put("level", number(from.growth->level))
                                                .put("change", number(from.growth->change))
                                                .take())
                              .take());
    map.put("children", std::move(children));
    return map.take();
}

pack::Node units(const Units& from) {
    Map map;
    map.text("registry", from.registry).text("where", from.where);
    if (!from.groups.empty()) map.put("groups", texts(from.groups));
    map.text("compare_within", from.compare_within)
        .text("id", from.id_column)
        .text("name", from.name_column);
    return map.take();
}

pack::Node period(const PeriodPlan& from) {
    Map map;
    const auto year = [](std::int32_t value) { return plain(fmt::format("{}", value)); };
    if (from.year > 0) map.put("year", year(from.year));
    if (from.panel_first > 0)
        map.put("panel",
                list(std::vector{fmt::format("{}..{}", from.panel_first, from.panel_last)}, plain));
    if (from.base > 0) map.put("base", year(from.base));
    map.put("scale", plain(std::string(word_of(from.scale)))).text("column", from.column);
    return map.take();
}

pack::Node missing(const MissingPlan& from) {
    Map map;
    map.put("default", method(from.usual)).put("panel", method(from.panel));
    map.put("max_share_unit", number(from.max_share_unit));
    map.put("max_zero_share_unit", number(from.max_zero_share_unit));
    if (!from.keep.empty()) map.put("keep", texts(from.keep));
    if (!from.drop.empty()) map.put("drop", texts(from.drop));
    map.put("penalty", from.penalty == 0 ? plain("none") : number(from.penalty));
    map.put("show", yes_no(from.show));
    return map.take();
}

pack::Node checks(const std::vector<CheckPlan>& from) {
    return list(from, [](const CheckPlan& plan) {
        if (plan.limits.empty()) return plain(std::string(word_of(plan.check)));
        std::string limits;
        for (const double limit : plan.limits)
            limits += fmt::format("{}{}", limits.empty() ? "" : ", ", number_text(limit));
        return quoted(fmt::format("{}({})", word_of(plan.check), limits));
    });
}

pack::Node weight_vary(const Definition& definition, const WeightVary& from) {
    using K = WeightVaryKind;
    Map map;
    if (from.kind == K::noise) map.put("noise", number(from.noise));
    if (from.kind == K::dirichlet) map.put("dirichlet", number(from.concentration));
    if (from.kind == K::simplex) map.put("simplex", plain("yes"));
    if (from.kind == K::expert_spread) map.put("expert_spread", plain("yes"));
    if (from.kind == K::ordinal) {
        const auto id = [&](std::int32_t node) {
            return definition.nodes[static_cast<std::size_t>(node)].id;
        };
        map.put("ordinal", list(from.at_least, [&](const auto& pair) {
                    return quoted(fmt::format("{} >= {}", id(pair.first), id(pair.second)));
                }));
    }
    if (from.levels.empty()) {
        map.put("levels", plain("all"));
    } else {
        map.put("levels", list(from.levels,
                               [](std::int32_t level) { return plain(fmt::format("{}", level)); }));
    }
    return map.take();
}

pack::Node noise(const DataVary& from) {
    switch (from.kind) {
        case NoiseKind::normal_cv:
            return quoted(fmt::format("normal(cv: {})", number_text(from.size)));
        case NoiseKind::normal_sd:
            return quoted(fmt::format("normal(sd: {})", number_text(from.size)));
        case NoiseKind::uniform_share:
            return quoted(fmt::format("uniform(share: {})", number_text(from.size)));
        case NoiseKind::uniform_width: break;
    }
    return quoted(fmt::format("uniform(width: {})", number_text(from.size)));
}

pack::Node aggregate_vary(const Definition& definition, const std::vector<AggregateVary>& from) {
    Map map;
    for (const AggregateVary& vary : from) {
        // Several nodes varied together were written `all`.
        const std::string key = vary.nodes.size() == 1
                                    ? definition.nodes[static_cast<std::size_t>(vary.nodes[0])].id
                                    : std::string("all");
        map.put(key, methods(vary.alternatives));
    }
    return map.take();
}

pack::Node vary(const Definition& definition, const VaryPlan& from) {
    Map map;
    if (!from.treatment.empty()) map.put("treatment", list(from.treatment, treatment));
    if (!from.normalise.empty()) map.put("normalise", methods(from.normalise));
    if (!from.aggregate.empty()) map.put("aggregate", aggregate_vary(definition, from.aggregate));
    if (from.weights.kind != WeightVaryKind::none)
        map.put("weights", weight_vary(definition, from.weights));
    Map gaps;
    if (from.multiple_imputation > 0)
        gaps.put("multiple_imputation", plain(fmt::format("{}", from.multiple_imputation)));
    if (!from.imputation.empty()) gaps.put("methods", methods(from.imputation));
    if (!gaps.empty()) map.put("missing", gaps.take());
    Map data;
    for (const DataVary& each : from.data)
        data.put(definition.indicators[static_cast<std::size_t>(each.indicator)].id, noise(each));
    if (!data.empty()) map.put("data", data.take());
    map.put("drop", plain(std::string(word_of(from.drop))));
    return map.take();
}

pack::Node report(const ReportPlan& from) {
    Map map;
    Map groups;
    for (const ReportGroup& group : from.groups)
        groups.put(group.id, quoted(condition_text(group)));
    if (!groups.empty()) map.put("groups", groups.take());
    map.put("intervals", number(from.intervals));
    map.put("publish", plain(std::string(word_of(from.publish))));
    return map.take();
}

pack::Node sensitivity(const SensitivityPlan& from) {
    return Map()
        .put("method", plain("sobol"))
        .put("base", plain(fmt::format("{}", from.base)))
        .put("target",
             list(from.targets,
                  [](SensitivityTarget target) { return quoted(std::string(word_of(target))); }))
        .put("bootstrap", plain(fmt::format("{}", from.bootstrap)))
        .take();
}

pack::Node whole(const Definition& definition, Form form) {
    Map map;
    map.text("evaluation", definition.code);
    map.put("title", title(definition.title));
    if (!definition.about.zh.empty()) map.put("about", title(definition.about));
    map.put("status", plain(std::string(word_of(definition.standing))));
    if (!definition.gap.zh.empty()) map.put("gap", title(definition.gap));
    map.text("sample", definition.sample);
    map.put("units", units(definition.units));
    map.put("period", period(definition.period));
    map.put("indicators", list(definition.indicators, [&](const Indicator& each) {
                return indicator(each, definition, form);
            }));
    // Results are the same with and without them, and so is their identity.
    if (form == Form::editable && !definition.figures.empty()) {
        Map figures;
        for (const ColumnFigure& one : definition.figures)
            figures.put(one.column, plain(one.indicator));
        map.put("figures", figures.take());
    }
    map.put("missing", missing(definition.missing));
    map.put("treatment", treatment(definition.treatment));
    if (definition.normalise_given)
        map.put("normalise", Map().put("default", method(definition.normalise)).take());
    map.put("tree", tree(definition, 0));
    if (!definition.checks.empty()) map.put("checks", checks(definition.checks));
    if (definition.uncertainty) {
        const UncertaintyPlan& plan = *definition.uncertainty;
        map.put("uncertainty", Map()
                                   .put("replications", plain(fmt::format("{}", plan.replications)))
                                   .put("seed", plain(fmt::format("{}", plan.seed)))
                                   .put("vary", vary(definition, plan.vary))
                                   .take());
    }
    if (definition.sensitivity) map.put("sensitivity", sensitivity(*definition.sensitivity));
    map.put("report", report(definition.report));
    return map.take();
}

}  // namespace

std::string condition_text(const ReportGroup& group) {
    static constexpr std::array kOf = {"mean", "median", "max", ""};
    const std::string_view of = kOf[static_cast<std::size_t>(group.of)];
    return fmt::format("{} {}{}{}", group.relation, number_text(group.factor),
                       of.empty() ? "" : "*", of);
}

std::string resolved_text(const Definition& definition) {
    return pack::to_yaml(whole(definition, Form::resolved));
}

std::string editable_text(const Definition& definition) {
    return pack::to_yaml(whole(definition, Form::editable));
}

}  // namespace kc::evaluation
