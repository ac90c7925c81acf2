// SPDX-License-Identifier: Apache-2.0
#include "indicator/proxy.hpp"

#include <utility>

namespace kc::indicator {
namespace {

Proxy proxy_of(const Context& context, const TargetDef& target, const IndicatorDef& leading) {
    TargetDef question = target;
    question.indicator = leading.code;
    question.where = {};
    std::vector<Reading> readings = readings_within(question, leading.nature);
    for (Reading& before : readings_before(question, leading.nature)) {
        readings.push_back(std::move(before));
    }
    Proxy proxy{.indicator = leading.code, .unit = leading.unit};
    const auto newest = newest_known(context, question, readings);
    Words period = {"—", "—"};
    if (newest) {
        proxy.period = readings[*newest].period;
        period = period_words(*proxy.period);
        Comparison comparison = compare_with(context,
                                             {.indicator = leading.code,
                                              .unit = target.unit_of_observation,
                                              .period = *proxy.period},
                                             Against::year_before);
        proxy.value = comparison.now.outcome;
        proxy.change = comparison.outcome;
        proxy.change_unit = comparison.unit;
        proxy.derivation.add(std::move(comparison.derivation));
    }
    Derivation derivation =
        derived(Rule::proxy, {{"indicator", context.indicators.name_of(leading.code)},
                              {"period", period},
                              {"value", number_words(proxy.value, proxy.unit)},
                              {"growth", number_words(proxy.change, proxy.change_unit)}});
    for (Derivation& step : proxy.derivation.steps) derivation.add(std::move(step));
    proxy.derivation = std::move(derivation);
    return proxy;
}

}  // namespace

std::vector<Proxy> proxies_of(const Context& context, const TargetDef& target) {
    std::vector<Proxy> proxies;
    const IndicatorDef* indicator = context.indicators.find(target.indicator);
    if (indicator == nullptr) return proxies;
    const auto& codes = target.proxies.empty() ? indicator->leading : target.proxies;
    for (const std::string& code : codes) {
        const IndicatorDef* leading = context.indicators.find(code);
        if (leading != nullptr) proxies.push_back(proxy_of(context, target, *leading));
    }
    return proxies;
}

}  // namespace kc::indicator
