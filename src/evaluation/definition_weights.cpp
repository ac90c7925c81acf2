// SPDX-License-Identifier: Apache-2.0
// `weights:` of a node: by hand, by a method, or mixed from several.
#include <algorithm>

#include <fmt/format.h>

#include "evaluation/definition_limits.hpp"
#include "evaluation/definition_parts.hpp"

namespace kc::evaluation {
namespace {

class WeightReader {
public:
    WeightReader(Context& context, const std::vector<std::string>& ids, const ExpertPanels& panels)
        : context_(context), ids_(ids), panels_(panels) {}

    void read(const pack::Node& from, WeightMethod& to) {
        if (from.type == pack::NodeType::scalar) {
            context_.read_word(&from, to.kind);
            complain_without_judgements(from, to);
            return;
        }
        if (!context_.expect_map(from)) return;
        if (from.find("method") == nullptr) return read_manual(from, to);
        read_method(from, to);
    }

private:
    // One number a child, all of them there.
    std::optional<std::vector<double>> by_child(const pack::Node& from) {
        if (!context_.expect_map(from)) return std::nullopt;
        std::vector<double> values(ids_.size());
        std::vector<bool> there(ids_.size());
        for (std::size_t i = 0; i < from.keys.size(); ++i) {
            const auto child = position(from.keys[i]);
            if (!child || !context_.read(&from.items[i], values[*child])) return std::nullopt;
            there[*child] = true;
        }
        const auto gap = std::find(there.begin(), there.end(), false);
        if (gap == there.end()) return values;
        const std::string& id = ids_[static_cast<std::size_t>(gap - there.begin())];
        context_.report(from,
                        Diagnostic{.code = "E-weight-missing",
                                   .zh = fmt::format("“{}”没有权重", id),
                                   .en = fmt::format("'{}' has no weight", id)}
                            .hint("每个下级都要写，0 也要写", "write one for each child, 0 too"));
        return std::nullopt;
    }

    std::optional<std::size_t> position(const pack::Key& key) {
        const auto found = std::find(ids_.begin(), ids_.end(), key.text);
        if (found != ids_.end()) return static_cast<std::size_t>(found - ids_.begin());
        context_.report_unknown(key, "下级", "child", key.text, ids_);
        return std::nullopt;
    }

    std::optional<std::size_t> position(const pack::Node& name) {
        const auto found = std::find(ids_.begin(), ids_.end(), name.text);
        if (found != ids_.end()) return static_cast<std::size_t>(found - ids_.begin());
        context_.report_unknown(name, "下级", "child", name.text, ids_);
        return std::nullopt;
    }

    void read_manual(const pack::Node& from, WeightMethod& to) {
        to.kind = WeightKind::manual;
        const auto values = by_child(from);
        if (!values) return;
        to.values = *values;
        const bool negative =
            std::any_of(values->begin(), values->end(), [](double value) { return value < 0; });
        const bool all_zero =
            std::all_of(values->begin(), values->end(), [](double value) { return value == 0; });
        if (negative)
            context_.report(from, Diagnostic{.code = "E-weight-negative",
                                             .zh = "权重不能是负数",
                                             .en = "a weight cannot be negative"}
                                      .hint("反向指标写 direction: down",
                                            "write direction: down where less is better"));
        if (all_zero)
            context_.report(
                from, {.code = "E-weight-zero", .zh = "权重全部为0", .en = "all weights are 0"});
    }

    void read_method(const pack::Node& from, WeightMethod& to) {
        context_.expect_keys(
            from, {"method", "ddof", "shares", "form", "order", "targets", "experts", "matrix",
                   "consistency_max", "repair", "of", "values", "influence"});
        context_.read_word(from.find("method"), to.kind);
        context_.read_within(from.find("ddof"), to.ddof, 0, 1);
        context_.read_word(from.find("shares"), to.shares);
        context_.read_word(from.find("form"), to.rank_order);
        context_.read_within(from.find("consistency_max"), to.consistency_max, 0, 10);
        context_.read(from.find("repair"), to.repair);
        if (const pack::Node* values = from.find("values")) read_manual(*values, to);
        if (const pack::Node* order = from.find("order")) read_order(*order, to);
        if (const pack::Node* targets = from.find("targets")) {
            if (auto wished = by_child(*targets)) to.targets = *wished;
        }
        if (to.kind == WeightKind::mix) return read_parts(from, to);
        read_judgements(from, to);
        complain_without_judgements(from, to);
    }

    void read_order(const pack::Node& from, WeightMethod& to) {
        if (!context_.expect_list(from)) return;
        to.order.assign(ids_.size(), 0);
        std::int32_t place = 0;
        for (const pack::Node& item : from.items) {
            if (const auto child = position(item)) to.order[*child] = ++place;
        }
        if (std::find(to.order.begin(), to.order.end(), 0) == to.order.end()) return;
        to.order.clear();
        context_.report(from, {.code = "E-order",
                               .zh = "要按重要性列出每个下级各一次",
                               .en = "each child is listed once, the most important first"});
    }

    // {critic: 0.5, budget: 0.5}; options of the parts stand beside `of`.
    void read_parts(const pack::Node& from, WeightMethod& to) {
        const pack::Node* of = from.find("of");
        if (of == nullptr) {
            context_.report(
                from,
                Diagnostic{.code = "E-missing-key", .zh = "mix 需要 of", .en = "mix needs of"}.hint(
                    "写 of: {critic: 0.5, equal: 0.5}", "write of: {critic: 0.5, equal: 0.5}"));
            return;
        }
        if (!context_.expect_map(*of)) return;
        for (std::size_t i = 0; i < of->keys.size(); ++i) {
            WeightMethod::Part part;
            part.method = to;
            part.method.parts.clear();
            pack::Node name = of->items[i];
            name.text = of->keys[i].text;
            name.type = pack::NodeType::scalar;
            if (!context_.read_word(&name, part.method.kind) ||
                !context_.read_within(&of->items[i], part.share, 0, 1'000'000))
                continue;
            if (part.method.kind == WeightKind::mix) {
                context_.report(name, {.code = "E-weights",
                                       .zh = "mix 里面不能再有 mix",
                                       .en = "a mix cannot hold a mix"});
                continue;
            }
            read_judgements(from, part.method);
            complain_without_judgements(from, part.method);
            to.parts.push_back(std::move(part));
        }
    }

    static bool needs_judgements(WeightKind kind) {
        return kind == WeightKind::ahp || kind == WeightKind::ahp_group ||
               kind == WeightKind::bwm || kind == WeightKind::budget;
    }

    void complain_without_judgements(const pack::Node& from, const WeightMethod& to) {
        if (needs_judgements(to.kind) && to.experts.empty() && !has_failed_) {
            context_.report(from, Diagnostic{.code = "E-experts",
                                             .zh = fmt::format("{} 需要专家判断", word_of(to.kind)),
                                             .en = fmt::format("{} needs judgements of experts",
                                                               word_of(to.kind))}
                                      .hint("在 weights 里写 matrix 或 experts",
                                            "write matrix or experts inside weights"));
        }
        if (to.kind == WeightKind::rank_order && to.order.empty() && !has_failed_)
            context_.report(from, {.code = "E-missing-key",
                                   .zh = "rank_order 需要 order",
                                   .en = "rank_order needs order"});
        if (to.kind == WeightKind::manual && to.values.empty() && !has_failed_)
            context_.report(
                from,
                {.code = "E-missing-key", .zh = "manual 需要 values", .en = "manual needs values"});
    }

    void read_judgements(const pack::Node& from, WeightMethod& to) {
        if (!needs_judgements(to.kind)) return;
        has_failed_ = false;
        if (const pack::Node* matrix = from.find("matrix")) add("matrix", *matrix, to);
        const pack::Node* experts = from.find("experts");
        if (experts == nullptr) return;
        if (experts->type == pack::NodeType::scalar) {
            const auto panel = panels_.find(experts->text);
            if (panel == panels_.end()) {
                std::vector<std::string> names;
                for (const auto& [name, node] : panels_) names.push_back(name);
                context_.report_unknown(*experts, "专家组", "panel of experts", experts->text,
                                        names);
                has_failed_ = true;
                return;
            }
            experts = panel->second;
        }
        if (!context_.expect_map(*experts)) return;
        for (std::size_t i = 0; i < experts->keys.size() && i < kMaxExperts; ++i) {
            add(experts->keys[i].text, experts->items[i], to);
        }
        if (const pack::Node* influence = from.find("influence")) read_influence(*influence, to);
    }

    void read_influence(const pack::Node& from, WeightMethod& to) {
        if (!context_.expect_map(from)) return;
        for (std::size_t i = 0; i < from.keys.size(); ++i) {
            const auto expert =
                std::find_if(to.experts.begin(), to.experts.end(),
                             [&](const auto& e) { return e.expert == from.keys[i].text; });
            if (expert != to.experts.end()) {
                context_.read_within(&from.items[i], expert->influence, 0, 1'000'000);
                continue;
            }
            std::vector<std::string> names;
            for (const ExpertJudgement& e : to.experts) names.push_back(e.expert);
            context_.report_unknown(from.keys[i], "专家", "expert", from.keys[i].text, names);
        }
    }

    void add(const std::string& expert, const pack::Node& from, WeightMethod& to) {
        ExpertJudgement judgement;
        judgement.expert = expert;
        bool good = false;
        if (to.kind == WeightKind::budget) {
            const auto points = by_child(from);
            good = points.has_value();
            if (good) judgement.values = *points;
        } else if (to.kind == WeightKind::bwm) {
            good = read_best_worst(from, judgement);
        } else {
            good = read_matrix(from, judgement);
        }
        has_failed_ = has_failed_ || !good;
        if (good) to.experts.push_back(std::move(judgement));
    }

    bool read_best_worst(const pack::Node& from, ExpertJudgement& to) {
        if (!context_.expect_keys(from, {"best_to_others", "others_to_worst"})) return false;
        const pack::Node* best = from.find("best_to_others");
        const pack::Node* worst = from.find("others_to_worst");
        if (best == nullptr || worst == nullptr) {
            context_.report(from, {.code = "E-missing-key",
                                   .zh = "bwm 需要 best_to_others 和 others_to_worst",
                                   .en = "bwm needs best_to_others and others_to_worst"});
            return false;
        }
        const auto values = by_child(*best);
        const auto others = by_child(*worst);
        if (!values || !others) return false;
        to.values = *values;
        to.others = *others;
        return true;
    }

    // Rows and columns in the order of the children.
    bool read_matrix(const pack::Node& from, ExpertJudgement& to) {
        if (!context_.expect_list(from)) return false;
        bool square = from.items.size() == ids_.size();
        for (const pack::Node& row : from.items) {
            if (!context_.expect_list(row)) return false;
            square = square && row.items.size() == ids_.size();
            for (const pack::Node& cell : row.items) {
                const auto value = context_.fraction(cell);
                if (!value) return false;
                to.values.push_back(*value);
            }
        }
        if (!square)
            context_.report(from, {.code = "E-matrix",
                                   .zh = fmt::format("判断矩阵要 {0}×{0}", ids_.size()),
                                   .en = fmt::format("the judgements must be a {0} by {0} matrix",
                                                     ids_.size())});
        return square;
    }

    Context& context_;
    const std::vector<std::string>& ids_;
    const ExpertPanels& panels_;
    bool has_failed_ = false;
};

}  // namespace

void read_weights(Context& context, const pack::Node& from, const std::vector<std::string>& ids,
                  const ExpertPanels& panels, WeightMethod& to) {
    WeightReader(context, ids, panels).read(from, to);
}

}  // namespace kc::evaluation
