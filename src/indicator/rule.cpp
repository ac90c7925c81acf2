// SPDX-License-Identifier: Apache-2.0
#include "indicator/rule.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/check.hpp"

namespace kc::indicator {
namespace {

struct Entry {
    Rule rule;
    std::string_view id;
    Words words;
};

using R = Rule;

const std::vector<Entry>& entries() {
    static const std::vector<Entry> kEntries = {
        {R::reported,
         "figure.reported",
         {"{unit}{period}“{indicator}”上报为{value}",
          "{indicator} of {unit} for {period} was reported as {value}"}},
        {R::sum_of_members,
         "figure.sum-of-members",
         {"{unit}{period}“{indicator}”由{count}个分项（{names}）相加，得{value}",
          "{indicator} of {unit} for {period} is the sum of {count} members by {names}: {value}"}},
        {R::difference_of_periods,
         "figure.difference-of-periods",
         {"{period}等于{later}减{earlier}，得{value}",
          "{period} is {later} less {earlier}: {value}"}},
        {R::sum_of_periods,
         "figure.sum-of-periods",
         {"{period}由{count}个时期相加，得{value}",
          "{period} is the sum of {count} periods: {value}"}},
        {R::same_days,
         "figure.same-days",
         {"{period}与{other}是同一段时间，取{value}",
          "{period} has the same days as {other}: {value}"}},
        {R::end_of_period,
         "figure.end-of-period",
         {"{period}的期末数取自{other}：{value}",
          "at the end of {period} it is as at the end of {other}: {value}"}},
        {R::sum_of_units,
         "figure.sum-of-units",
         {"{unit}由{count}个下级单位相加，得{value}",
          "{unit} is the sum of {count} units below it: {value}"}},
        {R::sum_of_units_partial,
         "figure.sum-of-units-partial",
         {"{unit}由{count}个下级单位相加，得{value}；还缺{missing}",
          "{unit} is the sum of {count} units below it: {value}; still missing: {missing}"}},
        {R::ratio,
         "formula.ratio",
         {"“{indicator}”等于{first}除以{second}，得{value}",
          "{indicator} is {first} divided by {second}: {value}"}},
        {R::sum,
         "formula.sum",
         {"“{indicator}”由{count}项指标相加，得{value}",
          "{indicator} is the sum of {count} indicators: {value}"}},
        {R::difference,
         "formula.difference",
         {"“{indicator}”等于{first}减{second}，得{value}",
          "{indicator} is {first} less {second}: {value}"}},
        {R::share,
         "formula.share",
         {"“{indicator}”是{first}所占的比重，得{value}",
          "{indicator} is the share of {first}: {value}"}},
        {R::growth,
         "formula.growth",
         {"“{indicator}”是{first}比上年同期的增长：{value}",
          "{indicator} is the growth of {first} over the same period last year: {value}"}},
        {R::expression,
         "formula.expression",
         {"“{indicator}”按公式{formula}计算，得{value}",
          "{indicator} is computed as {formula}: {value}"}},
        {R::unknown,
         "figure.unknown",
         {"{unit}{period}“{indicator}”未知：{reason}",
          "{indicator} of {unit} for {period} is unknown: {reason}"}},
        {R::year_on_year,
         "growth.year-on-year",
         {"{period}同比（对{base}）：{value}",
          "{period} against the same period last year ({base}): {value}"}},
        {R::period_on_period,
         "growth.period-on-period",
         {"{period}环比（对{base}）：{value}",
          "{period} against the period before ({base}): {value}"}},
        {R::points_year_on_year,
         "growth.points-year-on-year",
         {"{period}比上年同期（{base}）变化：{value}",
          "change of {period} from the same period last year ({base}): {value}"}},
        {R::points_period_on_period,
         "growth.points-period-on-period",
         {"{period}比上期（{base}）变化：{value}",
          "change of {period} from the period before ({base}): {value}"}},
        {R::revised,
         "revision.changed",
         {"{period}的数据当时是{then}，现在是{now}",
          "for {period} it was {then} then and is {now} now"}},
        {R::not_revised,
         "revision.unchanged",
         {"{period}的数据没有变：{now}", "for {period} nothing has changed: {now}"}},

        {R::accumulated_years,
         "measure.years",
         {"{period}由{count}个年度和年内累计相加，得{value}",
          "{period} is the sum of {count} years and running totals: {value}"}},
        {R::growth_measure,
         "measure.growth",
         {"按增速考核：{period}同比{value}",
          "measured by growth: {value} for {period} over the year before"}},
        {R::increase_measure,
         "measure.increase",
         {"按净增考核：{now}减期初{before}，得{value}",
          "measured by the increase: {now} less {before} at the start is {value}"}},
        {R::multiple_measure,
         "measure.multiple",
         {"按倍数考核：{now}是基数{before}的{value}",
          "measured as a multiple: {now} is {value} of the base {before}"}},
        {R::converted,
         "measure.converted",
         {"换算成目标的单位：{value}", "in the unit of the target: {value}"}},

        {R::final_reached,
         "status.final-reached",
         {"{period}最终数{value}，达到目标（{target}）",
          "the final figure for {period} is {value}: the target ({target}) is reached"}},
        {R::final_missed,
         "status.final-missed",
         {"{period}最终数{value}，没有达到目标（{target}）",
          "the final figure for {period} is {value}: the target ({target}) is missed"}},
        {R::reached_for_good,
         "status.reached-for-good",
         {"{period}已有{value}，达到目标（{target}），累计数不会再减少",
          "{value} by {period} reaches the target ({target}), and a running total cannot fall"}},
        {R::reached_now,
         "status.reached-now",
         {"{period}是{value}，达到目标（{target}）；期末前仍可能变化",
          "{value} for {period} reaches the target ({target}); it may still change before the "
          "end"}},
        {R::limit_broken,
         "status.limit-broken",
         {"{period}已有{value}，超过上限（{target}），不能再挽回",
          "{value} by {period} is past the limit ({target}), which cannot be undone"}},
        {R::not_defined,
         "status.not-defined",
         {"目标还不能计算：{reason}", "the target cannot be computed yet: {reason}"}},
        {R::no_figure_yet,
         "status.no-figure-yet",
         {"还没有考核期内的数据；按发布时间，应在{due}前有数据",
          "there is no figure for the target's period yet; one is due by {due}"}},
        {R::overdue,
         "status.overdue",
         {"没有考核期内的数据，{due}前就应该有",
          "there is no figure for the target's period, though one was due by {due}"}},
        {R::too_old,
         "status.too-old",
         {"最近的数据是{period}的，{limit}以后没有更新，已经过期",
          "the newest figure is for {period}; nothing has come since {limit}, so it is stale"}},
        {R::annual_only,
         "status.annual-only",
         {"{horizon}只有期末一个数，预计{due}前公布；公布前不判断",
          "{horizon} has one figure only, at its end; it is expected by {due} and nothing is "
          "judged before"}},
        {R::incomplete,
         "status.incomplete",
         {"数据不全，缺{missing}，不能判断",
          "figures are missing ({missing}), so nothing can be judged"}},
        {R::no_trajectory,
         "status.no-trajectory",
         {"{period}是{value}，目标是{target}；没有进度曲线，也没有足够的历史数据，不能判断进度",
          "{value} for {period} against {target}; there is no trajectory and too little history, "
          "so "
          "progress cannot be judged"}},
        {R::line_not_suitable,
         "status.line-not-suitable",
         {"{period}是{value}，目标是{target}；这项指标在一年里不均匀，不能按直线判断进度",
          "{value} for {period} against {target}; the indicator is uneven over the year and must "
          "not "
          "be held against a straight line"}},
        {R::no_milestone_yet,
         "status.no-milestone-yet",
         {"{period}是{value}，目标是{target}；第一个节点是{first}，之前不判断",
          "{value} for {period} against {target}; the first milestone is {first} and nothing is "
          "judged "
          "before"}},
        {R::ahead_of_trajectory,
         "status.ahead-of-trajectory",
         {"{period}是{value}，{by}的进度要求是{expected}，符合进度",
          "{value} for {period}; {expected} was expected by {by}: on track"}},
        {R::behind_a_little,
         "status.behind-a-little",
         {"{period}是{value}，{by}的进度要求是{expected}，略有落后（下限{edge}）",
          "{value} for {period}; {expected} was expected by {by}: a little behind (lower edge "
          "{edge})"}},
        {R::behind_far,
         "status.behind-far",
         {"{period}是{value}，{by}的进度要求是{expected}，低于下限{edge}，明显落后",
          "{value} for {period}; {expected} was expected by {by}: beyond the edge {edge}, far "
          "behind"}},
        {R::forecast_misses,
         "status.forecast-misses",
         {"{period}符合进度，但预测区间（{low}至{high}）到不了目标（{target}）",
          "on track for {period}, but the forecast ({low} to {high}) does not reach the target "
          "({target})"}},

        {R::trajectory_points,
         "trajectory.points",
         {"进度按目标规定的节点", "the trajectory is the target's own milestones"}},
        {R::trajectory_given,
         "trajectory.given",
         {"进度按目标规定的各月累计比重", "the trajectory is the target's own monthly profile"}},
        {R::trajectory_learnt,
         "trajectory.learnt",
         {"进度按过去{count}年各月累计比重的中位数，下限按最低的一年",
          "the trajectory is the median monthly profile of {count} earlier years, its edge the "
          "lowest of them"}},
        {R::trajectory_line,
         "trajectory.line",
         {"进度按直线，这项指标已说明适合",
          "the trajectory is a straight line, declared suitable"}},
        {R::trajectory_hold,
         "trajectory.hold",
         {"任何时候都对照目标值本身", "at any time the target value itself is what counts"}},
        {R::proxy,
         "proxy.shown",
         {"先行指标“{indicator}”{period}：{value}，同比{growth}；只供参考，不改变判断",
          "leading indicator {indicator} for {period}: {value}, {growth} over the year before; "
          "shown "
          "beside, it changes nothing"}},

        {R::parts_agree,
         "parts.agree",
         {"分解到各单位的目标合计{sum}，与目标{target}相符",
          "the parts of the target add to {sum}, in agreement with {target}"}},
        {R::parts_differ,
         "parts.differ",
         {"分解到各单位的目标合计{sum}，与目标{target}相差{difference}",
          "the parts of the target add to {sum}, which differs from {target} by {difference}"}},
        {R::part_below,
         "parts.below",
         {"{unit}的目标{value}低于全局目标{target}",
          "the target of {unit} is {value}, below that of the whole ({target})"}},
        {R::figures_agree,
         "parts.figures-agree",
         {"{period}各单位合计{sum}，与上报总数{total}相符",
          "for {period} the units add to {sum}, in agreement with the reported total {total}"}},
        {R::figures_differ,
         "parts.figures-differ",
         {"{period}各单位合计{sum}，与上报总数{total}相差{difference}",
          "for {period} the units add to {sum}, which differs from the reported total {total} by "
          "{difference}"}},
        {R::figures_incomplete,
         "parts.figures-incomplete",
         {"{period}各单位数据不全或不能相加，没有核对",
          "for {period} the units' figures are incomplete or do not add up; nothing was checked"}},

        {R::forecast_seasonal,
         "forecast.seasonal",
         {"按过去{count}年同月到年底的变化推算",
          "from how {count} earlier years went on from the same month"}},
        {R::forecast_windows,
         "forecast.windows",
         {"按历史上{count}段同样长的时间里的变化推算",
          "from what happened in {count} earlier stretches of the same length"}},
        {R::forecast_too_short,
         "forecast.too-short",
         {"历史数据不足，不作预测（完整年份{years}个，至少要{needed}个）",
          "not enough data for a forecast ({years} complete years, {needed} needed)"}},
        {R::forecast_uneven,
         "forecast.uneven",
         {"这项指标不均匀，完整年份又不足（{years}个，至少要{needed}个），不作预测",
          "the indicator is uneven and has too few complete years for a forecast ({years}, "
          "{needed} "
          "needed)"}},
    };
    return kEntries;
}

const Entry& entry(Rule rule) {
    const auto index = static_cast<std::size_t>(rule);
    KC_CHECK(index < entries().size() && entries()[index].rule == rule);
    return entries()[index];
}

std::string filled(std::string_view text, std::span<const Parameter> parameters,
                   std::string Words::*language) {
    std::string result;
    while (!text.empty()) {
        const std::size_t open = std::min(text.find('{'), text.size());
        result.append(text.substr(0, open));
        text.remove_prefix(open);
        if (text.empty()) break;
        const std::size_t close = text.find('}');
        KC_CHECK(close != std::string_view::npos);
        const std::string_view name = text.substr(1, close - 1);
        const auto found =
            std::find_if(parameters.begin(), parameters.end(),
                         [&](const Parameter& parameter) { return parameter.name == name; });
        KC_CHECK(found != parameters.end());
        result.append(found->text.*language);
        text.remove_prefix(close + 1);
    }
    return result;
}

}  // namespace

Parameter same(std::string name, std::string text) {
    return {std::move(name), {text, text}};
}

std::string_view id_of(Rule rule) {
    return entry(rule).id;
}

Words words_of(Rule rule, std::span<const Parameter> parameters) {
    const Words& words = entry(rule).words;
    return {filled(words.zh, parameters, &Words::zh), filled(words.en, parameters, &Words::en)};
}

std::span<const Rule> all_rules() {
    static const std::vector<Rule> kAll = [] {
        std::vector<Rule> all;
        for (const Entry& each : entries()) all.push_back(each.rule);
        return all;
    }();
    return kAll;
}

const Words& template_of(Rule rule) {
    return entry(rule).words;
}

}  // namespace kc::indicator
