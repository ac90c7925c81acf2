// SPDX-License-Identifier: Apache-2.0
// `tree:` nested as in the file to nodes in preorder.
#include <algorithm>
#include <cmath>
#include <unordered_set>

#include <fmt/format.h>

#include "evaluation/definition_limits.hpp"
#include "evaluation/definition_parts.hpp"

namespace kc::evaluation {
namespace {

class TreeReader {
public:
    TreeReader(Context& context, const ExpertPanels& panels, Definition& definition)
        : context_(context), panels_(panels), definition_(definition) {
        for (std::size_t i = 0; i < definition.indicators.size(); ++i)
            indicator_ids_.push_back(definition.indicators[i].id);
    }

    void read_root(const pack::Node& from) {
        read_node(from, -1, 1);
        set_levels();
        warn_of_unused();
    }

private:
    static std::size_t at(std::int32_t position) { return static_cast<std::size_t>(position); }

    Node& node(std::int32_t position) { return definition_.nodes[at(position)]; }

    std::int32_t add(const pack::Node& from, std::int32_t parent) {
        const auto position = static_cast<std::int32_t>(definition_.nodes.size());
        Node made;
        made.parent = parent;
        made.at = context_.place(from);
        definition_.nodes.push_back(std::move(made));
        if (parent >= 0) node(parent).children.push_back(position);
        return position;
    }

    void read_leaf(const pack::Node& from, const std::string& id, std::int32_t parent) {
        const auto indicator = indicator_position(definition_, id);
        if (!indicator) {
            context_.report_unknown(from, "指标", "indicator", id, indicator_ids_);
            return;
        }
        const std::int32_t position = add(from, parent);
        node(position).id = id;
        node(position).indicator = static_cast<std::int32_t>(*indicator);
        node(position).title = definition_.indicators[*indicator].title;
    }

    bool is_indicator(const std::string& id) const {
        return indicator_position(definition_, id).has_value();
    }

    void read_node(const pack::Node& from, std::int32_t parent, std::size_t depth) {
        if (from.type == pack::NodeType::scalar) return read_leaf(from, from.text, parent);
        if (!context_.expect_keys(from, {"id", "title", "aggregate", "weights", "children", "needs",
                                         "adjustments", "growth"}) &&
            from.type != pack::NodeType::map)
            return;
        if (depth > kMaxTreeDepth || definition_.nodes.size() >= kMaxNodes) {
            context_.report(
                from, {.code = "E-too-deep",
                       .zh = fmt::format("树超过 {} 层或 {} 个节点", kMaxTreeDepth, kMaxNodes),
                       .en = fmt::format("the tree is deeper than {} or has more than {} nodes",
                                         kMaxTreeDepth, kMaxNodes)});
            return;
        }
        std::string id;
        if (from.find("id") == nullptr) {
            context_.report(from, {.code = "E-missing-key",
                                   .zh = "树的每个节点都要有 id",
                                   .en = "each node of the tree needs an id"});
            return;
        }
        if (!context_.read(from.find("id"), id)) return;
        const pack::Node* children = from.find("children");
        const pack::Node* weights = from.find("weights");
        if (children == nullptr && weights == nullptr && is_indicator(id))
            return read_leaf(from, id, parent);
        read_inner(from, id, parent, depth);
    }

    void read_inner(const pack::Node& from, const std::string& id, std::int32_t parent,
                    std::size_t depth) {
        const std::int32_t position = add(from, parent);
        node(position).id = id;
        if (!seen_.insert(id).second || is_indicator(id))
            context_.report(
                *from.find("id"),
                {.code = "E-duplicate",
                 .zh = fmt::format("“{}”已经是别的节点或指标的名字", id),
                 .en = fmt::format("'{}' already names another node or indicator", id)});
        Title title = {id, id};
        context_.read(from.find("title"), title);
        node(position).title = std::move(title);
        context_.read_method(from.find("aggregate"), node(position).aggregate);
        context_.read_within(from.find("needs"), node(position).needs, 0, 1);
        read_children(from, position, depth);
        if (node(position).children.empty()) {
            context_.report(from, Diagnostic{.code = "E-no-children",
                                             .zh = fmt::format("节点“{}”没有下级", id),
                                             .en = fmt::format("node '{}' has no children", id)}
                                      .hint("在 children 或 weights 里写指标的 id",
                                            "name indicators in children or in weights"));
            return;
        }
        if (!are_different(from, position)) return;
        read_weights_of(from, position);
        read_adjustments(from.find("adjustments"), position);
        read_growth(from.find("growth"), position);
    }

    // One indicator may count in several nodes, but twice in one is a slip.
    bool are_different(const pack::Node& from, std::int32_t position) {
        std::unordered_set<std::string> ids;
        for (const std::int32_t child : node(position).children) {
            const std::string& id = node(child).id;
            if (ids.insert(id).second) continue;
            context_.report(
                from, {.code = "E-duplicate",
                       .zh = fmt::format("“{}”在“{}”下出现了两次", id, node(position).id),
                       .en = fmt::format("'{}' is there twice below '{}'", id, node(position).id)});
            return false;
        }
        return true;
    }

    // Weights by hand that name indicators are enough to say what the children are.
    void read_children(const pack::Node& from, std::int32_t position, std::size_t depth) {
        if (const pack::Node* children = from.find("children")) {
            if (!context_.expect_list(*children)) return;
            for (const pack::Node& child : children->items) read_node(child, position, depth + 1);
            return;
        }
        const pack::Node* weights = from.find("weights");
        if (weights == nullptr || weights->type != pack::NodeType::map ||
            weights->find("method") != nullptr)
            return;
        for (const pack::Key& key : weights->keys) {
            pack::Node leaf;
            leaf.line = key.line;
            leaf.column = key.column;
            read_leaf(leaf, key.text, position);
        }
    }

    void read_weights_of(const pack::Node& from, std::int32_t position) {
        const pack::Node* weights = from.find("weights");
        if (weights == nullptr) return;
        std::vector<std::string> ids;
        for (const std::int32_t child : node(position).children) ids.push_back(node(child).id);
        WeightMethod method;
        read_weights(context_, *weights, ids, panels_, method);
        node(position).weights = std::move(method);
    }

    void read_adjustments(const pack::Node* from, std::int32_t position) {
        Adjustments& to = node(position).adjustments;
        if (from == nullptr || !context_.expect_list(*from)) return;
        if (position != 0) {
            context_.report(*from, {.code = "E-adjustments",
                                    .zh = "adjustments 只能写在根节点",
                                    .en = "adjustments stand at the root only"});
            return;
        }
        for (const pack::Node& item : from->items) {
            if (!context_.expect_map(item)) continue;
            if (item.find("bonus") != nullptr) {
                read_bonus(item, to);
            } else if (item.find("veto") != nullptr) {
                read_veto(item, to);
            } else {
                context_.expect_keys(item, {"calibrate_to", "weight", "within"});
                context_.read(item.find("calibrate_to"), to.calibrate_to);
                context_.read(item.find("weight"), to.calibrate_weight);
                context_.read(item.find("within"), to.calibrate_within);
            }
        }
    }

    void read_bonus(const pack::Node& from, Adjustments& to) {
        context_.expect_keys(from, {"bonus", "points", "cap", "evidence"});
        Bonus bonus;
        context_.read(from.find("bonus"), bonus.column);
        const bool said = context_.read(from.find("points"), bonus.points);
        if (!said || !context_.read(from.find("cap"), bonus.cap)) {
            context_.report(from, {.code = "E-missing-key",
                                   .zh = "加分项需要 points 和 cap",
                                   .en = "a bonus needs points and cap"});
            return;
        }
        bonus.evidence_column = bonus.column + ".evidence";
        const pack::Node* evidence = from.find("evidence");
        if (evidence != nullptr && evidence->text == "none") bonus.evidence_required = false;
        if (evidence != nullptr && evidence->text != "none" && evidence->text != "required")
            context_.read(evidence, bonus.evidence_column);
        to.bonuses.push_back(std::move(bonus));
    }

    void read_veto(const pack::Node& from, Adjustments& to) {
        context_.expect_keys(from, {"veto", "effect"});
        Veto veto;
        context_.read(from.find("veto"), veto.column);
        const pack::Node* effect = from.find("effect");
        std::string text = effect == nullptr ? "" : effect->text;
        text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
        constexpr std::string_view kScore = "score<=";
        if (text == "rank<=middle") {
            veto.effect = Veto::Effect::rank_at_most_middle;
        } else if (text == "rank=last") {
            veto.effect = Veto::Effect::rank_last;
        } else if (text.starts_with(kScore)) {
            veto.effect = Veto::Effect::score_at_most;
            pack::Node number = *effect;
            number.text = text.substr(kScore.size());
            context_.read(&number, veto.score);
        } else {
            context_.report(
                effect == nullptr ? from : *effect,
                Diagnostic{
                    .code = "E-effect", .zh = "一票否决需要 effect", .en = "a veto needs an effect"}
                    .hint("写 \"rank <= middle\"、\"rank = last\" 或 \"score <= 60\"",
                          "write \"rank <= middle\", \"rank = last\" or "
                          "\"score <= 60\""));
            return;
        }
        to.vetoes.push_back(std::move(veto));
    }

    void read_growth(const pack::Node* from, std::int32_t position) {
        if (from == nullptr) return;
        context_.expect_keys(*from, {"blend"});
        const pack::Node* blend = from->find("blend");
        if (blend == nullptr || !context_.expect_keys(*blend, {"level", "change"})) return;
        Growth growth;
        if (!context_.read_within(blend->find("level"), growth.level, 0, 1) ||
            !context_.read_within(blend->find("change"), growth.change, 0, 1))
            return;
        if (std::abs(growth.level + growth.change - 1) > 1e-12) {
            context_.report(*blend, {.code = "E-blend",
                                     .zh = "level 与 change 之和要等于1",
                                     .en = "level and change must add up to 1"});
            return;
        }
        if (position != 0) {
            context_.report(*from, {.code = "E-growth",
                                    .zh = "growth 只能写在根节点",
                                    .en = "growth stands at the root only"});
            return;
        }
        node(position).growth = growth;
    }

    void set_levels() {
        for (std::size_t i = definition_.nodes.size(); i-- > 1;) {
            const Node& child = definition_.nodes[i];
            Node& parent = definition_.nodes[at(child.parent)];
            parent.level = std::max(parent.level, child.level + 1);
        }
    }

    void warn_of_unused() {
        std::vector<std::size_t> uses(definition_.indicators.size());
        for (const Node& each : definition_.nodes)
            if (each.is_leaf()) ++uses[at(each.indicator)];
        for (std::size_t i = 0; i < uses.size(); ++i) {
            if (uses[i] > 0) continue;
            pack::Node place;
            place.line = definition_.indicators[i].at.line;
            place.column = definition_.indicators[i].at.column;
            context_.report(place,
                            {.code = "W-unused",
                             .zh = fmt::format("指标“{}”不在树里，不计分", indicator_ids_[i]),
                             .en = fmt::format("indicator '{}' is not in the tree and not counted",
                                               indicator_ids_[i]),
                             .severity = Severity::warning});
        }
    }

    Context& context_;
    const ExpertPanels& panels_;
    Definition& definition_;
    std::vector<std::string> indicator_ids_;
    std::unordered_set<std::string> seen_;
};

}  // namespace

void read_tree(Context& context, const pack::Node* from, const ExpertPanels& panels,
               Definition& to) {
    if (from == nullptr) return;
    if (!context.expect_map(*from)) return;
    TreeReader(context, panels, to).read_root(*from);
}

}  // namespace kc::evaluation
