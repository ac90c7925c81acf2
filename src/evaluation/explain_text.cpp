// SPDX-License-Identifier: Apache-2.0
#include "evaluation/explain_text.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace kc::evaluation {
namespace {

constexpr std::size_t kPartsShown = 12;
constexpr std::size_t kWaysShown = 8;
constexpr std::size_t kShown = 5;

std::string points(double value) {
    return fmt::format("{:+.2f}", value == 0 ? 0.0 : value);
}

std::string figure(double value) {
    return fmt::format("{:.6g}", value);
}

std::string percent(double share) {
    return fmt::format("{:.1f}%", share * 100);
}

class Speaker {
public:
    explicit Speaker(const Words& how) : how_(how), year_(how.evaluation->asked()) {}

    std::string say(const std::string& zh, const std::string& en) const {
        return how_.in_zh ? zh : en;
    }
    const std::string& unit(std::size_t row) const { return year_.slice.names[row]; }
    const Indicator& indicator(std::size_t i) const {
        return how_.evaluation->definition.indicators[i];
    }
    std::string indicator_name(std::size_t i) const {
        const Title& title = indicator(i).title;
        return how_.in_zh ? title.zh : title.en;
    }
    std::string node_name(std::size_t i) const {
        const Title& title = how_.evaluation->definition.nodes[i].title;
        return how_.in_zh ? title.zh : title.en;
    }
    std::string with_unit(double value, std::size_t i) const {
        const std::string& unit = indicator(i).unit;
        return indicator(i).per.empty() && !unit.empty() ? fmt::format("{} {}", figure(value), unit)
                                                         : figure(value);
    }

    std::string part(const GapPart& part) const {
        if (part.kind == GapPart::Kind::field)
            return say(fmt::format("{}  “{}”比较各单位的方法带来的相互影响", points(part.points),
                                   node_name(part.node)),
                       fmt::format("{}  interaction of units in the method of '{}'",
                                   points(part.points), node_name(part.node)));
        if (part.kind == GapPart::Kind::adjustment)
            return say(fmt::format("{}  调整项 {}", points(part.points), part.name),
                       fmt::format("{}  adjustment {}", points(part.points), part.name));
        const auto value = [&](const std::optional<double>& v) {
            return v ? figure(*v) : say("缺", "missing");
        };
        return say(
            fmt::format("{}  {}：{} 对 {}（权重 {}）", points(part.points), node_name(part.node),
                        value(part.a), value(part.b), percent(part.weight)),
            fmt::format("{}  {}: {} against {} (weight {})", points(part.points),
                        node_name(part.node), value(part.a), value(part.b), percent(part.weight)));
    }

    std::string way(const Way& way) const {
        const std::string& per = indicator(way.indicator).per;
        const std::string raw = per.empty()
                                    ? std::string()
                                    : say(fmt::format("，即“{}”{}", indicator(way.indicator).from,
                                                      fmt::format("{:+.4g}", way.raw_by)),
                                          fmt::format(", that is {:+.4g} of '{}'", way.raw_by,
                                                      indicator(way.indicator).from));
        return say(
            fmt::format("{}：{} → {}{}（{:.2f} 个标准差）", indicator_name(way.indicator),
                        figure(way.from), with_unit(way.to, way.indicator), raw, way.deviations),
            fmt::format("{}: {} → {}{} ({:.2f} standard deviations)", indicator_name(way.indicator),
                        figure(way.from), with_unit(way.to, way.indicator), raw, way.deviations));
    }

private:
    const Words& how_;
    const YearResult& year_;
};

void add_reversals(const Speaker& s, const ScoreGap& gap, const std::optional<WeightShift>& weights,
                   const std::optional<Way>& figure, std::vector<std::string>& lines) {
    if (weights) {
        std::string moves;
        for (const WeightShift::Move& move : weights->moves)
            moves += fmt::format("{}{} {} → {}", moves.empty() ? "" : s.say("，", ", "),
                                 s.node_name(move.node), percent(move.from), percent(move.to));
        lines.push_back(s.say(
            fmt::format("改变权重最少 {} 就会持平：{}", percent(weights->distance / 2), moves),
            fmt::format("moving {} of the weight makes them equal: {}",
                        percent(weights->distance / 2), moves)));
    } else {
        lines.push_back(
            s.say("没有找到能使两者持平的权重变动（处处不低，或合成方法不是算术平均）",
                  "no change of weights was found that makes them equal (nowhere lower, "
                  "or the tree is not made of arithmetic means)"));
    }
    if (figure)
        lines.push_back(s.say(
            fmt::format("“{}”改变一个指标就能赶上，最小的是 {}", s.unit(gap.b), s.way(*figure)),
            fmt::format("'{}' would draw level by one figure, the least being {}", s.unit(gap.b),
                        s.way(*figure))));
    else
        lines.push_back(
            s.say(fmt::format("“{}”改变任何单个指标都赶不上", s.unit(gap.b)),
                  fmt::format("no single figure would bring '{}' level", s.unit(gap.b))));
}

void add_nodes(const Speaker& s, const Profile& profile, const std::vector<Node>& nodes,
               std::vector<std::string>& lines) {
    for (const ProfileNode& each : profile.nodes) {
        if (nodes[each.node].is_leaf() || each.rank == 0) continue;
        lines.push_back(s.say(
            fmt::format("  {}：{:.2f}，第 {} 名", s.node_name(each.node), *each.score, each.rank),
            fmt::format("  {}: {:.2f}, rank {}", s.node_name(each.node), *each.score, each.rank)));
    }
    const auto list = [&](const std::vector<std::size_t>& leaves) {
        std::string text;
        for (std::size_t i = 0; i < leaves.size() && i < kShown; ++i)
            text += fmt::format("{}{}({})", text.empty() ? "" : s.say("、", ", "),
                                s.node_name(leaves[i]), profile.nodes[leaves[i] - 1].rank);
        return text.empty() ? s.say("没有高于或低于中位数的", "none") : text;
    };
    lines.push_back(s.say("强项（名次）：", "strengths (rank): ") + list(profile.strengths));
    lines.push_back(s.say("弱项（名次）：", "weaknesses (rank): ") + list(profile.weaknesses));
}

void add_filling(const Speaker& s, const Profile& profile, double missing_share,
                 std::vector<std::string>& lines) {
    if (missing_share <= 0) {
        lines.push_back(s.say("得分没有用补上的数", "no filled-in figure enters the score"));
        return;
    }
    lines.push_back(s.say(fmt::format("得分的 {} 权重来自缺少或补上的数", percent(missing_share)),
                          fmt::format("{} of the weight rests on missing or filled-in figures",
                                      percent(missing_share))));
    if (!profile.unfilled) return;
    const double score = profile.unfilled->scores[profile.row];
    const std::int32_t rank = profile.unfilled->ranks[profile.row];
    lines.push_back(s.say(fmt::format("不补数时：得分 {:.2f}，第 {} 名", score, rank),
                          fmt::format("without filling in: score {:.2f}, rank {}", score, rank)));
}

void add_sensitive(const Speaker& s, const Profile& profile, std::int32_t now,
                   std::vector<std::string>& lines) {
    std::string text;
    for (const ProfileNode& each : profile.nodes) {
        if (!each.rank_without || *each.rank_without == now) continue;
        text += fmt::format("{}{} {:+d}", text.empty() ? "" : s.say("、", ", "),
                            s.node_name(each.node), now - *each.rank_without);
    }
    if (!text.empty())
        lines.push_back(s.say("去掉一个指标，名次变化（+ 为上升）：",
                              "rank without one indicator (+ is better): ") +
                        text);
    else
        lines.push_back(
            s.say("去掉任何一个指标，名次都不变", "no single indicator decides its rank"));
    for (const Hiding& hiding : profile.hiding)
        lines.push_back(s.say(fmt::format("注意：不报“{}”反而会升到第 {} 名",
                                          s.indicator_name(hiding.indicator), hiding.rank_hidden),
                              fmt::format("beware: without reporting {} it would rise to rank {}",
                                          s.indicator_name(hiding.indicator), hiding.rank_hidden)));
}

}  // namespace

std::vector<std::string> words_of(const Words& how, const Comparison& comparison) {
    const Speaker s(how);
    const ScoreGap& gap = comparison.gap;
    const Column& scores = how.evaluation->asked().adjusted.scores;
    std::vector<std::string> lines = {s.say(
        fmt::format("“{}”{:.2f} 分，“{}”{:.2f} 分，相差 {}，来自：", s.unit(gap.a), scores[gap.a],
                    s.unit(gap.b), scores[gap.b], points(gap.gap)),
        fmt::format("'{}' scores {:.2f}, '{}' {:.2f}; the gap of {} comes from:", s.unit(gap.a),
                    scores[gap.a], s.unit(gap.b), scores[gap.b], points(gap.gap)))};
    double rest = 0;
    for (std::size_t i = 0; i < gap.parts.size(); ++i) {
        if (i < kPartsShown) {
            lines.push_back("  " + s.part(gap.parts[i]));
        } else {
            rest += gap.parts[i].points;
        }
    }
    if (gap.parts.size() > kPartsShown)
        lines.push_back("  " + points(rest) +
                        s.say(fmt::format("  其余 {} 项", gap.parts.size() - kPartsShown),
                              fmt::format("  the other {}", gap.parts.size() - kPartsShown)));
    if (gap.gap > 0) add_reversals(s, gap, comparison.weights, comparison.figure, lines);
    return lines;
}

std::vector<std::string> words_of(const Words& how, const Reach& reach) {
    const Speaker s(how);
    std::vector<std::string> lines = {s.say(
        fmt::format("“{}”现为第 {} 名；到第 {} 名，只改一个指标需要：", s.unit(reach.row),
                    reach.rank_now, reach.rank_wanted),
        fmt::format("'{}' has rank {}; to reach rank {} by one figure alone:", s.unit(reach.row),
                    reach.rank_now, reach.rank_wanted))};
    for (std::size_t i = 0; i < reach.ways.size() && i < kWaysShown; ++i)
        lines.push_back("  " + s.way(reach.ways[i]));
    if (reach.ways.empty())
        lines.push_back(s.say("  任何单个指标都不够", "  no single figure is enough"));
    if (reach.share_of_distance)
        lines.push_back(s.say(fmt::format("各指标同时缩小与最好单位差距的 {} 也可以",
                                          percent(*reach.share_of_distance)),
                              fmt::format("closing {} of the distance to the best unit in every "
                                          "indicator is enough too",
                                          percent(*reach.share_of_distance))));
    lines.push_back(s.say("计分标准随数据重新计算；其他单位不变",
                          "scales are fitted again; the other units stay as they are"));
    return lines;
}

std::vector<std::string> words_of(const Words& how, const ScoreDifference& d) {
    const Speaker s(how);
    return {s.say(fmt::format("“{}”{} 年 {:.2f} 分，{} 年 {:.2f} 分，变化 {}：", d.unit,
                              d.from_year, d.from, d.to_year, d.to, points(d.to - d.from)),
                  fmt::format("'{}': {:.2f} in {}, {:.2f} in {}, a change of {}:", d.unit, d.from,
                              d.from_year, d.to, d.to_year, points(d.to - d.from))),
            "  " + points(d.own_figures) + s.say("  自身数据", "  its own figures"),
            "  " + points(d.denominators) + s.say("  自身分母", "  its denominators"),
            "  " + points(d.others) + s.say("  其他单位和计分标准", "  other units and the scale"),
            "  " + points(d.method) + s.say("  方法", "  the method"),
            s.say(fmt::format("另有加减分等调整的变化 {}", points(d.adjustments)),
                  fmt::format("besides, adjustments changed by {}", points(d.adjustments)))};
}

std::vector<std::string> words_of(const Words& how, const Profile& profile) {
    const Speaker s(how);
    const YearResult& year = how.evaluation->asked();
    const std::size_t row = profile.row;
    if (!year.adjusted.scores.has(row))
        return {s.say(fmt::format("“{}”没有得分", s.unit(row)),
                      fmt::format("'{}' has no score", s.unit(row)))};
    std::vector<std::string> lines = {
        s.say(fmt::format("“{}”：{:.2f} 分，第 {} 名", s.unit(row), year.adjusted.scores[row],
                          year.ranks[row]),
              fmt::format("'{}': {:.2f}, rank {}", s.unit(row), year.adjusted.scores[row],
                          year.ranks[row]))};
    add_nodes(s, profile, how.evaluation->definition.nodes, lines);
    add_filling(s, profile, year.missing_share[row], lines);
    add_sensitive(s, profile, year.ranks[row], lines);
    return lines;
}

}  // namespace kc::evaluation
