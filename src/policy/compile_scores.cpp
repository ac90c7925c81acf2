// SPDX-License-Identifier: Apache-2.0
// Scores: points by bands, by the first condition that holds, by a formula, by the best or the sum
// of parts.
//
// A part of best_of that divides by zero is not available and left out; a score by itself is worth
// nothing then. Points that experts decide within a range are a fact of their own, cut to the range
// of the row, so a score without it is exactly that range.
#include <fmt/format.h>

#include <algorithm>

#include "base/quantity.hpp"
#include "policy/compiler.hpp"
#include "policy/report.hpp"
#include "policy/show.hpp"

namespace kc::policy {
namespace {

constexpr int kMaxScoreDepth = 8;

base::Unit points_unit() {
    return formula::unit_named("分");
}

formula::Type points_type() {
    return formula::Type::number(points_unit());
}

}  // namespace

bool Compiler::add_top_score(const pack::Named<pack::PolicyScore>& named) {
    if (const auto done = parts_done_.find(named.name.text); done != parts_done_.end()) {
        return true;
    }
    auto made = score(named, 0, false);
    if (!made) return false;
    bind(made->label, made->node);
    const bool is_top = find_named(text_.scores, named.name.text) != nullptr;
    if (is_top) {
        policy_.scores.push_back(std::move(*made));
    } else {
        parts_done_.emplace(named.name.text, std::move(*made));
    }
    return true;
}

bool Compiler::add_total() {
    std::vector<NodeId> terms;
    for (const auto& named : text_.scores) {
        if (!resolve(named.name.text)) return false;
        terms.push_back(*scope_.find(named.name.text));
    }
    const auto total = taken(builder_.sum(terms), text_.scores.front().name);
    if (!total) return false;
    policy_.total = *total;
    bind({"总分", "total", "total"}, *total);
    // In the order of the file, whatever was needed first.
    std::vector<Score> ordered;
    for (const auto& named : text_.scores) {
        for (Score& score : policy_.scores) {
            if (score.label.zh == named.name.text) ordered.push_back(std::move(score));
        }
    }
    policy_.scores = std::move(ordered);
    return true;
}

std::optional<Score> Compiler::score(const pack::Named<pack::PolicyScore>& named, int depth,
                                     bool may_be_none) {
    const pack::PolicyScore& text = named.value;
    const int forms = (text.bands.empty() ? 0 : 1) + (text.first.empty() ? 0 : 1) +
                      (text.points.empty() ? 0 : 1) + (text.best_of.empty() ? 0 : 1) +
                      (text.sum_of.empty() ? 0 : 1);
    if (forms != 1 || text.bands.empty() != text.of.empty() || depth > kMaxScoreDepth) {
        error(named.name,
              {"E-score-form",
               fmt::format("{} 要写 of 和 bands、first、points、best_of、sum_of 中的一种",
                           named.name.text),
               fmt::format("{} needs one of: 'of' with 'bands', 'first', 'points', 'best_of', "
                           "'sum_of'",
                           named.name.text),
               "只写其中一种", "write one of them"});
        return std::nullopt;
    }
    Score score;
    score.label = {named.name.text, text.en, text.code};
    score.text = &text;
    score.cite = depth == 0 || !text.cite.empty() ? citations_.read(text.cite, named.name) : Cite{};
    if (!text.max.empty()) {
        const auto max = points_constant(text.max, text.max.text);
        if (!max) return std::nullopt;
        score.max = *max;
        const auto bare = base::Quantity::parse(trimmed_half_width(text.max.text));
        if (bare) score.max_points = to_string(bare->value);
    }
    auto points = score_points(named, score, depth);
    if (!points) return std::nullopt;
    note_asked(score.facts, score.cite);
    if (score.max.exists()) {
        points = taken(builder_.minimum(std::vector<NodeId>{*points, score.max}), named.name);
        if (!points) return std::nullopt;
    }
    const auto nothing = builder_.number(base::Decimal(0), points_unit());
    // Alone, what is not available is worth nothing; inside best_of it is left out.
    if (!may_be_none && builder_.node(*points).may_be_none) {
        points = taken(builder_.otherwise(*points, *nothing), named.name);
        if (!points) return std::nullopt;
    }
    if (const auto active = in_time(text.from, text.until)) {
        points = taken(builder_.choose(*active, *points, *nothing), named.name);
        if (!points) return std::nullopt;
    }
    score.node = *points;
    return score;
}

std::optional<NodeId> Compiler::score_points(const pack::Named<pack::PolicyScore>& named,
                                             Score& score, int depth) {
    const pack::PolicyScore& text = named.value;
    if (!text.bands.empty()) return band_points(named, score);
    if (!text.first.empty()) return first_points(named, score);
    if (!text.points.empty()) {
        score.form = ScoreForm::points;
        auto expression = parse(text.points);
        if (!expression) return std::nullopt;
        const auto compiled = compile(*expression, std::nullopt);
        if (!compiled) return std::nullopt;
        score.facts = facts_in(*expression);
        score.shown = shown(*expression);
        return in_points(compiled->root, text.points);
    }
    return parts_points(named, score, depth);
}

std::optional<NodeId> Compiler::band_points(const pack::Named<pack::PolicyScore>& named,
                                            Score& score) {
    const pack::PolicyScore& text = named.value;
    score.form = ScoreForm::bands;
    auto expression = parse(text.of);
    if (!expression) return std::nullopt;
    const auto compiled = compile(*expression, std::nullopt);
    if (!compiled) return std::nullopt;
    score.facts = facts_in(*expression);
    score.shown = shown(*expression);
    score.of = compiled->root;
    const formula::Type of = builder_.node(score.of).type;
    if (of.kind != formula::Kind::number && of.kind != formula::Kind::date) {
        error(text.of, {"E-type", "分档看的应当是数或日期", "bands look at a number or a date",
                        "例如 研发费用 / 销售收入", "for example 研发费用 / 销售收入"});
        return std::nullopt;
    }
    bool good = true;
    for (const auto& written : text.bands) {
        if (written.size() != 2) return std::nullopt;  // reported by the loader
        auto row = read_range(written[0], of);
        if (!row || !read_points(written[1], text, *row)) {
            good = false;
            continue;
        }
        row->shown = {show_range(written[0].text, policy_, Language::zh),
                      show_range(written[0].text, policy_, Language::en)};
        score.rows.push_back(std::move(*row));
    }
    if (!good || !check_rows(text.bands, score.rows, score.of)) return std::nullopt;
    NodeId of_node = score.of;
    if (text.if_zero == pack::IfZero::zero && of.kind == formula::Kind::number) {
        const auto zero = taken(builder_.number(base::Decimal(0), of.unit), text.of);
        const auto number = zero ? taken(builder_.otherwise(of_node, *zero), text.of) : zero;
        if (!number) return std::nullopt;
        of_node = *number;
    }
    const auto low = bands_node(of_node, score.rows, false, named.name);
    const auto high = bands_node(of_node, score.rows, true, named.name);
    if (!low || !high) return std::nullopt;
    return with_experts(*low, *high, score, named.name);
}

std::optional<NodeId> Compiler::first_points(const pack::Named<pack::PolicyScore>& named,
                                             Score& score) {
    const pack::PolicyScore& text = named.value;
    score.form = ScoreForm::first;
    std::vector<formula::Case> low;
    std::vector<formula::Case> high;
    std::optional<Row> otherwise;
    for (const auto& written : text.first) {
        if (written.size() != 2) return std::nullopt;
        if (otherwise) {
            error(written[0], {"E-band-unreachable", "else 之后的行永远轮不到",
                               "a row after 'else' can never be reached", "把 else 放在最后",
                               "put 'else' last"});
            return std::nullopt;
        }
        Row row;
        row.is_else = written[0].text == "else" || written[0].text == "其他";
        if (!read_points(written[1], text, row)) return std::nullopt;
        if (row.is_else) {
            otherwise = row;
        } else {
            auto condition = line(written[0]);
            if (!condition) return std::nullopt;
            const formula::Node& node = builder_.node(condition->node);
            if (node.op == formula::Op::constant && node.bits == formula::kNo) {
                error(written[0],
                      {"E-band-unreachable", "这个条件永远不成立", "this condition never holds",
                       "改正或删去它", "correct or remove it"});
                return std::nullopt;
            }
            low.push_back({condition->node, row.points_low});
            high.push_back({condition->node, row.points_high});
            for (const std::size_t fact : condition->facts) score.facts.push_back(fact);
            row.condition = std::move(*condition);
        }
        score.rows.push_back(std::move(row));
    }
    std::sort(score.facts.begin(), score.facts.end());
    score.facts.erase(std::unique(score.facts.begin(), score.facts.end()), score.facts.end());
    if (!otherwise) {
        error(named.name, {"E-band-gap", fmt::format("{} 没有 else 一行", named.name.text),
                           fmt::format("{} has no row 'else'", named.name.text),
                           "以 [else, 0] 结尾", "end with [else, 0]"});
        return std::nullopt;
    }
    const auto low_node = taken(builder_.first(low, otherwise->points_low), named.name);
    const auto high_node = taken(builder_.first(high, otherwise->points_high), named.name);
    if (!low_node || !high_node) return std::nullopt;
    return with_experts(*low_node, *high_node, score, named.name);
}

std::optional<NodeId> Compiler::parts_points(const pack::Named<pack::PolicyScore>& named,
                                             Score& score, int depth) {
    const bool is_best = !named.value.best_of.empty();
    score.form = is_best ? ScoreForm::best_of : ScoreForm::sum_of;
    std::vector<NodeId> nodes;
    for (const auto& part : is_best ? named.value.best_of : named.value.sum_of) {
        // A formula may have needed the part before its whole.
        std::optional<Score> made;
        if (const auto done = parts_done_.find(part.name.text); done != parts_done_.end()) {
            made = done->second;
        } else {
            made = this->score(part, depth + 1, is_best);
            if (made) {
                bind(made->label, made->node);
                parts_done_.emplace(part.name.text, *made);
                done_.insert(part.name.text);
            }
        }
        if (!made) return std::nullopt;
        score.facts.insert(score.facts.end(), made->facts.begin(), made->facts.end());
        if (!made->cite.exists()) made->cite = score.cite;
        nodes.push_back(made->node);
        score.parts.push_back(std::move(*made));
    }
    std::sort(score.facts.begin(), score.facts.end());
    score.facts.erase(std::unique(score.facts.begin(), score.facts.end()), score.facts.end());
    return taken(is_best ? builder_.best_of(nodes) : builder_.sum(nodes), named.name);
}

// A number without a unit is taken for points.
std::optional<NodeId> Compiler::in_points(NodeId node, const pack::Located& at) {
    const formula::Type type = builder_.node(node).type;
    if (type.kind == formula::Kind::number && type.unit.is_none()) {
        const auto one = builder_.number(base::Decimal(1), points_unit());
        return taken(builder_.multiply(node, *one), at);
    }
    return taken(builder_.expect(node, points_type()), at);
}

std::optional<NodeId> Compiler::points_constant(const pack::Located& text,
                                                std::string_view written) {
    const std::string number = trimmed_half_width(written);
    const auto quantity = base::Quantity::parse(number);
    if (!quantity) {
        add_placed(found_, place(text), quantity.error());
        return std::nullopt;
    }
    if (!quantity->unit.is_none() && !base::convertible(quantity->unit, points_unit())) {
        add_placed(found_, place(text), base::unit_mismatch(quantity->unit, points_unit()));
        return std::nullopt;
    }
    return taken(builder_.number(quantity->value, points_unit()), text);
}

// "20", "7..8", or a formula.
bool Compiler::read_points(const pack::Located& text, const pack::PolicyScore& score, Row& row) {
    const std::size_t dots = text.text.find("..");
    const bool is_number = base::Quantity::parse(trimmed_half_width(text.text)).has_value();
    std::optional<NodeId> low;
    std::optional<NodeId> high;
    if (dots != std::string::npos) {
        low = points_constant(text, std::string_view(text.text).substr(0, dots));
        high = points_constant(text, std::string_view(text.text).substr(dots + 2));
        if (low && high) {
            const auto backwards = builder_.more_than(*low, *high);
            if (backwards && builder_.node(*backwards).op == formula::Op::constant &&
                builder_.node(*backwards).bits == formula::kYes) {
                error(text, {"E-points", "分值范围上下限颠倒", "the range of points is backwards",
                             "把小的写在前面", "write the smaller number first"});
                return false;
            }
        }
    } else if (is_number) {
        low = high = points_constant(text, text.text);
    } else {
        const auto node = compile(text);
        if (node) low = high = in_points(*node, text);
    }
    if (!low || !high) return false;
    row.points_low = *low;
    row.points_high = *high;
    if (score.max.empty()) return true;
    const auto max = points_constant(score.max, score.max.text);
    const auto over = max ? builder_.more_than(*high, *max) : Result<NodeId>(NodeId{});
    if (max && over && builder_.node(*over).op == formula::Op::constant &&
        builder_.node(*over).bits == formula::kYes) {
        error(text,
              {"E-points", fmt::format("分值 {} 超过满分 {}", text.text, score.max.text),
               fmt::format("{} points are more than the maximum of {}", text.text, score.max.text),
               "改正分值或 max", "correct the points or 'max'"});
        return false;
    }
    return true;
}

std::optional<NodeId> Compiler::with_experts(NodeId low, NodeId high, Score& score,
                                             const pack::Located& at) {
    if (low == high) return low;
    if (!resolve(experts_name(score.label.zh))) return std::nullopt;
    for (std::size_t i = 0; i < policy_.facts.size(); ++i) {
        if (policy_.facts[i].label.zh == experts_name(score.label.zh)) score.expert = i;
    }
    score.facts.push_back(*score.expert);
    const NodeId given = policy_.facts[*score.expert].node;
    const auto raised = taken(builder_.maximum(std::vector<NodeId>{given, low}), at);
    if (!raised) return std::nullopt;
    return taken(builder_.minimum(std::vector<NodeId>{*raised, high}), at);
}

}  // namespace kc::policy
