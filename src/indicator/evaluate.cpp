// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "indicator/decompose.hpp"
#include "indicator/freshness.hpp"
#include "indicator/proxy.hpp"
#include "indicator/target_result.hpp"

namespace kc::indicator {
namespace {

using base::Date;
using base::Ratio;

Parameter number(std::string name, const std::optional<Ratio>& value, base::Unit unit) {
    return {std::move(name), value ? figure_words(*value, unit) : Words{"—", "—"}};
}

class Evaluator {
public:
    Evaluator(const Context& context, const TargetDef& target, Date today)
        : context_(context), target_(target), today_(today) {
        result_.code = target.code;
        result_.unit = target.unit;
        result_.elapsed_percent = elapsed();
    }

    TargetResult run() {
        result_.goal = goal_of(target_, Direction::none);
        if (const auto problem = problem_with(target_, context_.indicators)) {
            parameters_.push_back({"reason", {problem->zh, problem->en}});
            return finished({Status::unknown, Rule::not_defined});
        }
        indicator_ = context_.indicators.find(target_.indicator);
        result_.goal = goal_of(target_, indicator_->direction);
        parameters_.push_back({"target", goal_words(result_.goal, target_.unit)});
        parameters_.push_back({"horizon", period_words(target_.horizon)});
        std::vector<Reading> readings = readings_within(target_, indicator_->nature);
        if (needs_whole_periods())
            std::erase_if(readings, [&](const Reading& one) { return is_running(one); });
        const auto newest = newest_known(context_, target_, readings);
        return finished(newest ? with_figure(readings[*newest]) : without_figure());
    }

private:
    // Its figure, if there is one, is about the days up to today only.
    [[nodiscard]] bool is_running(const Reading& reading) const { return today_ < reading.as_of(); }

    // Half a month is less than the whole month a year before, and says nothing by it.
    [[nodiscard]] bool needs_whole_periods() const {
        if (target_.measure == Measure::growth) return true;
        return target_.measure == Measure::increase && adds_over_time(indicator_->nature);
    }

    [[nodiscard]] Ratio elapsed() const {
        const auto days = days_between(target_.horizon.first_day(), target_.horizon.last_day()) + 1;
        const auto gone = days_between(target_.horizon.first_day(), today_) + 1;
        const auto share = Ratio::of(std::clamp(gone, 0, days), days);
        const auto percent = share ? multiply(*share, Ratio(100)) : std::nullopt;
        return percent.value_or(Ratio());
    }

    [[nodiscard]] Date horizon_end() const { return target_.horizon.last_day(); }

    void note_age(Date as_of, std::optional<std::int64_t> known_at_us) {
        result_.age_days = std::max(0, days_between(as_of, today_));
        result_.known_at_us = known_at_us;
        result_.fresh_until = fresh_until(*indicator_, as_of, known_at_us.value_or(0));
        parameters_.push_back({"limit", date_words(*result_.fresh_until)});
    }

    Verdict with_figure(const Reading& reading) {
        Measured measured = measure(context_, target_, *indicator_, reading);
        const bool has_ended = reading.as_of() <= today_;
        result_.period = reading.period;
        result_.is_final = reading.is_final && has_ended;
        result_.value = measured.outcome.value;
        result_.missing_units = measured.missing_units;
        note_age(reading.as_of(), measured.known_at_us);
        if (!result_.is_final) note_next_figure(reading);
        parameters_.push_back({"due", date_words(published_by(*indicator_, horizon_end()))});
        parameters_.push_back({"period", period_words(reading.period)});
        parameters_.push_back({"value", number_words(measured.outcome, target_.unit)});
        parameters_.push_back({"missing", unit_names(context_.units, measured.missing_units)});
        steps_.push_back(std::move(measured.derivation));
        if (!measured.outcome) return without_number(measured.outcome.why);

        note_distance(*measured.outcome.value);
        follow_trajectory(reading);
        const bool forecast_misses = look_ahead(reading);
        return judge(evidence(forecast_misses));
    }

    Verdict without_number(Unknown why) {
        if (!result_.is_final && today_ > *result_.fresh_until) {
            return {Status::stale, Rule::too_old};
        }
        parameters_.push_back({"reason", words_of(why)});
        return {Status::unknown, Rule::not_defined};
    }

    [[nodiscard]] Evidence evidence(bool forecast_misses) const {
        Evidence evidence;
        const bool counts_amounts =
            target_.measure == Measure::value && adds_over_time(indicator_->nature);
        evidence.goal = result_.goal;
        evidence.value = *result_.value;
        evidence.is_final = result_.is_final;
        evidence.is_partial = !result_.missing_units.empty();
        evidence.only_rises = counts_amounts && !indicator_->may_be_negative;
        evidence.accumulates = adds_over_time(indicator_->nature);
        evidence.counts_at_once =
            indicator_->nature == Nature::stock && target_.measure != Measure::growth;
        evidence.is_stale = today_ > *result_.fresh_until;
        evidence.only_final_counts = has_only_final_figure(*indicator_, target_.horizon);
        evidence.expectation = result_.expectation;
        evidence.why_no_expectation = why_no_expectation_;
        evidence.forecast_misses = forecast_misses;
        return evidence;
    }

    void note_next_figure(const Reading& reading) {
        const auto next = next_period_end(*indicator_, reading.as_of());
        if (next) result_.next_figure_by = published_by(*indicator_, *next);
    }

    void note_distance(const Ratio& value) {
        result_.gap = result_.goal.gap(value);
        const bool is_comparable = target_.measure != Measure::growth &&
                                   indicator_->nature != Nature::growth &&
                                   indicator_->nature != Nature::rank;
        if (!is_comparable) return;
        const Ratio& aim = result_.goal.aim();
        std::optional<Ratio> share;
        if (result_.goal.sense != Sense::at_most) {
            if (aim > Ratio()) share = divide(value, aim);
        } else if (!starts_from_zero(target_, *indicator_)) {
            share = share_of_reduction(value, aim);
        }
        if (share) result_.completion_percent = multiply(*share, Ratio(100));
    }

    [[nodiscard]] std::optional<Ratio> share_of_reduction(const Ratio& value,
                                                          const Ratio& aim) const {
        const Outcome start = starting_point(context_, target_, *indicator_).outcome;
        if (!start || *start.value <= aim) return std::nullopt;
        const auto done = subtract(*start.value, value);
        const auto way = subtract(*start.value, aim);
        return done && way ? divide(*done, *way) : std::nullopt;
    }

    void follow_trajectory(const Reading& reading) {
        TrajectoryView view = trajectory_of(context_, target_, *indicator_, result_.goal);
        // Nobody is expected to have got today where the month is to end.
        result_.expectation = view.at(std::min(reading.as_of(), today_));
        why_no_expectation_ = view.points.empty() ? view.why_none : Rule::no_milestone_yet;
        if (!view.points.empty()) {
            parameters_.push_back({"first", date_words(view.points.front().date)});
        }
        if (result_.expectation) {
            parameters_.push_back(number("expected", result_.expectation->expected, target_.unit));
            parameters_.push_back(number("edge", result_.expectation->edge, target_.unit));
            parameters_.push_back({"by", date_words(result_.expectation->date)});
        }
        if (view.derivation) steps_.push_back(std::move(*view.derivation));
        result_.trajectory = std::move(view.points);
    }

    // Whether even the better end of the forecast misses the target.
    bool look_ahead(const Reading& reading) {
        if (result_.is_final || !result_.missing_units.empty()) return false;
        // Earlier years are known by whole months.
        if (is_running(reading)) return false;
        result_.forecast = forecast(context_, target_, *indicator_, reading, *result_.value);
        if (!result_.forecast) return false;
        steps_.push_back(result_.forecast->derivation);
        const auto& interval = result_.forecast->interval;
        if (!interval) return false;
        parameters_.push_back(number("low", interval->low, target_.unit));
        parameters_.push_back(number("high", interval->high, target_.unit));
        const Goal& goal = result_.goal;
        if (goal.sense == Sense::at_most) return !goal.is_reached(interval->low);
        return goal.is_strict ? interval->high <= goal.low : interval->high < goal.low;
    }

    Verdict without_figure() {
        const bool only_final = has_only_final_figure(*indicator_, target_.horizon);
        const Date end =
            only_final ? horizon_end() : first_period_end(*indicator_, target_.horizon);
        const Date due = published_by(*indicator_, end);
        result_.next_figure_by = due;
        parameters_.push_back({"due", date_words(due)});
        if (is_last_known_too_old()) return {Status::stale, Rule::too_old};
        const auto last_day = base::add_days(due, indicator_->grace_days);
        if (last_day && today_ > *last_day) return {Status::unknown, Rule::overdue};
        return {Status::unknown, only_final ? Rule::annual_only : Rule::no_figure_yet};
    }

    bool is_last_known_too_old() {
        const std::vector<Reading> readings = readings_before(target_, indicator_->nature);
        const auto newest = newest_known(context_, target_, readings);
        if (!newest) return false;
        const Reading& reading = readings[*newest];
        Measured measured = measure(context_, target_, *indicator_, reading);
        note_age(reading.as_of(), measured.known_at_us);
        parameters_.push_back({"period", period_words(reading.period)});
        if (measured.outcome) result_.last_known = {*measured.outcome.value, reading.period};
        steps_.push_back(std::move(measured.derivation));
        return today_ > *result_.fresh_until;
    }

    TargetResult finished(Verdict verdict) {
        result_.status = verdict.status;
        result_.derivation = derived(verdict.rule, std::move(parameters_));
        for (Derivation& step : steps_) result_.derivation.add(std::move(step));
        return std::move(result_);
    }

    const Context& context_;
    const TargetDef& target_;
    Date today_;
    const IndicatorDef* indicator_ = nullptr;
    TargetResult result_;
    Rule why_no_expectation_ = Rule::no_trajectory;
    std::vector<Parameter> parameters_;
    std::vector<Derivation> steps_;
};

}  // namespace

TargetResult evaluate_alone(const Context& context, const TargetDef& target, Date today) {
    return Evaluator(context, target, today).run();
}

TargetResult evaluate(const Context& context, const TargetDef& target, Date today) {
    TargetResult result = evaluate_alone(context, target, today);
    result.proxies = proxies_of(context, target);
    for (const Proxy& proxy : result.proxies) result.derivation.add(proxy.derivation);
    result.parts = decompose(context, target, result, today);
    if (!result.parts) return result;
    for (const Derivation& derivation : result.parts->derivations) {
        result.derivation.add(derivation);
    }
    return result;
}

}  // namespace kc::indicator
