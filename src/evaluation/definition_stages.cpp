// SPDX-License-Identifier: Apache-2.0
// Units, period, indicators and the stages that work on indicators.
#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "evaluation/definition_limits.hpp"
#include "evaluation/definition_number.hpp"
#include "evaluation/definition_parts.hpp"
#include "pack/field_type.hpp"

namespace kc::evaluation {
namespace {

constexpr std::int32_t kFirstYear = 1900;
constexpr std::int32_t kLastYear = 2200;

// [2020..2024]
void read_panel(Context& context, const pack::Node* from, PeriodPlan& to) {
    if (from == nullptr) return;
    std::vector<std::string> spans;
    if (!context.read(from, spans)) return;
    const std::string_view span = spans.size() == 1 ? std::string_view(spans[0]) : "";
    const std::size_t dots = span.find("..");
    const auto first = read_number(span.substr(0, std::min(dots, span.size())));
    const auto last = dots == std::string_view::npos ? first : read_number(span.substr(dots + 2));
    if (!first || !last || *first < kFirstYear || *last > kLastYear || *last < *first) {
        context.report(
            *from,
            Diagnostic{.code = "E-panel", .zh = "年份范围写不对", .en = "this is no range of years"}
                .hint("写成 [2020..2024]", "write [2020..2024]"));
        return;
    }
    to.panel_first = static_cast<std::int32_t>(*first);
    to.panel_last = static_cast<std::int32_t>(*last);
}

void read_tiers(Context& context, const pack::Node* from, Indicator& to) {
    if (from == nullptr || !context.expect_list(*from)) return;
    for (const pack::Node& item : from->items) {
        Tier tier;
        if (!context.expect_keys(item, {"from", "score"})) continue;
        if (context.read(item.find("from"), tier.from) &&
            context.read(item.find("score"), tier.score))
            to.tiers.push_back(tier);
    }
    // The best threshold first, so that the first one reached decides.
    const double sign = to.direction == Direction::up ? 1.0 : -1.0;
    std::sort(to.tiers.begin(), to.tiers.end(),
              [sign](const Tier& a, const Tier& b) { return a.from * sign > b.from * sign; });
}

void read_goalposts(Context& context, const pack::Node* from, Indicator& to) {
    std::vector<double> posts;
    if (from == nullptr || !context.read(from, posts)) return;
    if (posts.size() != 2 || !(posts[0] < posts[1])) {
        context.report(*from, Diagnostic{.code = "E-goalposts",
                                         .zh = "goalposts 要两个数，先小后大",
                                         .en = "goalposts are two numbers, the lower first"}
                                  .hint("写成 goalposts: [0, 10]", "write goalposts: [0, 10]"));
        return;
    }
    to.goalpost_low = posts[0];
    to.goalpost_high = posts[1];
}

void read_direction(Context& context, const pack::Node& from, Indicator& to) {
    if (const pack::Node* direction = from.find("direction")) {
        context.read_word(direction, to.direction);
        return;
    }
    context.report(from,
                   Diagnostic{.code = "E-direction",
                              .zh = fmt::format("指标“{}”没有说明方向", to.id),
                              .en = fmt::format("indicator '{}' does not say its direction", to.id)}
                       .hint("写 direction: up（越大越好）或 direction: down（越小越好）",
                             "write direction: up (more is better) or direction: down"));
}

void read_standard(Context& context, const pack::Node* from, std::optional<double>& to) {
    if (from == nullptr || !context.read(from, to)) return;
    if (*to > 0) return;
    context.report(*from, {.code = "E-range", .zh = "标准值要大于0", .en = "it must be above 0"});
    to.reset();
}

// {log: auto} and {log: always} are short for the log step alone.
bool read_short_treatment(Context& context, const pack::Node& from, TreatPlan& to) {
    const pack::Node* log = from.find("log");
    if (log == nullptr) return false;
    context.expect_keys(from, {"log"});
    TreatStep step;
    step.kind = TreatKind::log_shift;
    to = TreatPlan{};
    to.try_steps = {step};
    to.always = log->text == "always";
    if (log->text != "always" && log->text != "auto")
        context.report(*log, {.code = "E-type",
                              .zh = "这里写 auto 或 always",
                              .en = "auto or always is written here"});
    return true;
}

Indicator read_indicator(Context& context, const pack::Node& from) {
    Indicator to;
    to.at = context.place(from);
    context.expect_keys(
        from, {"id", "title", "from", "per", "per_scale", "unit", "direction", "standard", "target",
               "goalposts", "tiers", "treat", "impute", "normalise", "min_coverage", "source"});
    if (from.type != pack::NodeType::map) return to;
    if (from.find("id") == nullptr) {
        context.report(
            from,
            {.code = "E-missing-key", .zh = "这个指标没有 id", .en = "this indicator has no id"});
        return to;
    }
    context.read(from.find("id"), to.id);
    if (!context.read(from.find("title"), to.title)) to.title = {to.id, to.id};
    if (!context.read(from.find("from"), to.from)) to.from = to.id;
    context.read(from.find("per"), to.per);
    context.read(from.find("per_scale"), to.per_scale);
    context.read(from.find("unit"), to.unit);
    read_direction(context, from, to);
    read_standard(context, from.find("standard"), to.standard);
    context.read(from.find("target"), to.target);
    read_goalposts(context, from.find("goalposts"), to);
    read_tiers(context, from.find("tiers"), to);
    context.read_within(from.find("min_coverage"), to.min_coverage, 0, 1);
    context.read(from.find("source"), to.source);
    return to;
}

// The indicator of a key in a by_indicator map.
Indicator* named(Context& context, const pack::Key& key, Definition& definition) {
    if (const auto at = indicator_position(definition, key.text))
        return &definition.indicators[*at];
    context.report_unknown(key, "指标", "indicator", key.text, indicator_ids(definition));
    return nullptr;
}

void need(Context& context, const pack::Node& at, bool there, const Indicator& indicator,
          std::string_view key, std::string_view method) {
    if (there) return;
    context.report(at, Diagnostic{.code = "E-missing-key",
                                  .zh = fmt::format("指标“{}”按 {} 计分，但没有 {}", indicator.id,
                                                    method, key),
                                  .en = fmt::format("indicator '{}' is scored by {} but has no {}",
                                                    indicator.id, method, key)}
                           .hint(fmt::format("在指标里加 {}: …", key),
                                 fmt::format("add {}: … to the indicator", key)));
}

void check_normalise(Context& context, const pack::Node& at, const Indicator& indicator) {
    using K = NormaliseKind;
    const NormaliseMethod& method = indicator.normalise;
    switch (method.kind) {
        case K::standard:
            return need(context, at, indicator.standard.has_value(), indicator, "standard",
                        "standard");
        case K::goalposts:
            return need(context, at, indicator.goalpost_low.has_value(), indicator, "goalposts",
                        "goalposts");
        case K::tiers:
            return need(context, at, !indicator.tiers.empty(), indicator, "tiers", "tiers");
        case K::dist_target:
            return need(context, at, indicator.target.has_value(), indicator, "target",
                        "dist_target");
        case K::dist_ref:
            return need(context, at, !method.reference.empty(), indicator, "unit", "dist_ref");
        default: return;
    }
}

void check_range(Context& context, const pack::Node& at, const NormaliseMethod& method) {
    const bool spreads =
        method.kind == NormaliseKind::minmax || method.kind == NormaliseKind::scaled;
    const bool is_wrong = (spreads && !(method.low < method.high)) ||
                          (method.kind == NormaliseKind::zscore && !(method.high > 0)) ||
                          (method.kind == NormaliseKind::efficacy && !(method.high > 0)) ||
                          (method.kind == NormaliseKind::sigmoid && !(method.steepness > 0));
    if (!is_wrong) return;
    context.report(at, {.code = "E-range",
                        .zh = "这个方法的上限要大于下限，离散要大于0",
                        .en = "the upper end must lie above the lower one, a spread above 0"});
}

}  // namespace

std::vector<std::string> indicator_ids(const Definition& definition) {
    std::vector<std::string> ids;
    for (const Indicator& indicator : definition.indicators) ids.push_back(indicator.id);
    return ids;
}

void read_units(Context& context, const pack::Node* from, Units& to) {
    if (from == nullptr) return;
    context.expect_keys(*from, {"registry", "where", "groups", "compare_within", "id", "name"});
    context.read(from->find("registry"), to.registry);
    context.read(from->find("where"), to.where);
    context.read(from->find("groups"), to.groups);
    context.read(from->find("compare_within"), to.compare_within);
    context.read(from->find("id"), to.id_column);
    context.read(from->find("name"), to.name_column);
}

void read_period(Context& context, const pack::Node* from, PeriodPlan& to) {
    if (from == nullptr) return;
    context.expect_keys(*from, {"year", "panel", "base", "scale", "column"});
    context.read_within(from->find("year"), to.year, kFirstYear, kLastYear);
    read_panel(context, from->find("panel"), to);
    context.read_within(from->find("base"), to.base, kFirstYear, kLastYear);
    context.read_word(from->find("scale"), to.scale);
    context.read(from->find("column"), to.column);
    if (to.scale == PanelScale::frozen && to.base == 0)
        context.report(*from, Diagnostic{.code = "E-missing-key",
                                         .zh = "scale: frozen 需要基年",
                                         .en = "scale: frozen needs a base year"}
                                  .hint("加 base: 2022", "add base: 2022"));
}

void read_indicators(Context& context, const pack::Node* from, Definition& to) {
    if (from == nullptr || !context.expect_list(*from)) return;
    if (from->items.size() > kMaxIndicators) {
        context.report(*from, {.code = "E-too-many",
                               .zh = fmt::format("指标超过 {} 个", kMaxIndicators),
                               .en = fmt::format("more than {} indicators", kMaxIndicators)});
        return;
    }
    std::unordered_set<std::string> seen;
    for (const pack::Node& item : from->items) {
        Indicator indicator = read_indicator(context, item);
        if (indicator.id.empty()) continue;
        if (!seen.insert(indicator.id).second)
            context.report(item,
                           {.code = "E-duplicate",
                            .zh = fmt::format("指标“{}”出现了两次", indicator.id),
                            .en = fmt::format("indicator '{}' is there twice", indicator.id)});
        to.indicators.push_back(std::move(indicator));
    }
}

void read_missing(Context& context, const pack::Node* from, Definition& to) {
    MissingPlan& plan = to.missing;
    if (from != nullptr) {
        context.expect_keys(*from, {"default", "panel", "by_indicator", "max_share_unit",
                                    "max_zero_share_unit", "keep", "drop", "penalty", "show"});
        context.read_method(from->find("default"), plan.usual);
        context.read_method(from->find("panel"), plan.panel);
        context.read_within(from->find("max_share_unit"), plan.max_share_unit, 0, 1);
        context.read_within(from->find("max_zero_share_unit"), plan.max_zero_share_unit, 0, 1);
        context.read(from->find("keep"), plan.keep);
        context.read(from->find("drop"), plan.drop);
        const pack::Node* penalty = from->find("penalty");
        if (penalty != nullptr && penalty->text != "none") context.read(penalty, plan.penalty);
        context.read(from->find("show"), plan.show);
    }
    for (Indicator& indicator : to.indicators) indicator.impute = plan.usual;
    const pack::Node* each = from == nullptr ? nullptr : from->find("by_indicator");
    if (each == nullptr || !context.expect_map(*each)) return;
    for (std::size_t i = 0; i < each->keys.size(); ++i) {
        if (Indicator* indicator = named(context, each->keys[i], to))
            context.read_method(&each->items[i], indicator->impute);
    }
}

bool read_treatment(Context& context, const pack::Node* from, TreatPlan& to) {
    if (from == nullptr) return false;
    to = TreatPlan{};
    if (from->type == pack::NodeType::sequence) return context.read_methods(from, to.try_steps);
    if (from->type == pack::NodeType::scalar) {
        if (from->text == "none" || from->text == "keep_and_flag") return true;
        return context.read_methods(from, to.try_steps);
    }
    if (read_short_treatment(context, *from, to)) return true;
    context.expect_keys(*from, {"when", "try", "else", "combine", "by_indicator"});
    if (const pack::Node* when = from->find("when")) {
        if (when->text == "always") {
            to.always = true;
        } else if (context.expect_keys(*when, {"abs_skew_gt", "kurt_gt"})) {
            context.read_within(when->find("abs_skew_gt"), to.abs_skew_gt, 0, 1000);
            context.read_within(when->find("kurt_gt"), to.kurt_gt, -10, 1'000'000);
        }
    }
    context.read_methods(from->find("try"), to.try_steps);
    context.read(from->find("combine"), to.combine);
    const pack::Node* otherwise = from->find("else");
    if (otherwise == nullptr || otherwise->text == "keep_and_flag") return true;
    to.otherwise = TreatPlan::Otherwise::keep_last;
    if (otherwise->text != "keep_last")
        context.report_unknown(*otherwise, "选项", "choice", otherwise->text,
                               std::vector<std::string>{"keep_and_flag", "keep_last"});
    return true;
}

void read_treatments(Context& context, const pack::Node* from, Definition& to) {
    read_treatment(context, from, to.treatment);
    for (Indicator& indicator : to.indicators) indicator.treat = to.treatment;
    const pack::Node* each = from == nullptr ? nullptr : from->find("by_indicator");
    if (each == nullptr || !context.expect_map(*each)) return;
    for (std::size_t i = 0; i < each->keys.size(); ++i) {
        if (Indicator* indicator = named(context, each->keys[i], to))
            read_treatment(context, &each->items[i], indicator->treat);
    }
}

void read_normalise(Context& context, const pack::Node* from, Definition& to) {
    to.normalise_given = false;
    if (from != nullptr && from->type == pack::NodeType::scalar) {
        to.normalise_given = context.read_method(from, to.normalise);
    } else if (from != nullptr) {
        context.expect_keys(*from, {"default", "by_indicator"});
        to.normalise_given = context.read_method(from->find("default"), to.normalise);
    }
    if (from != nullptr) check_range(context, *from, to.normalise);
    for (Indicator& indicator : to.indicators) indicator.normalise = to.normalise;
    const pack::Node* each =
        from == nullptr || from->type != pack::NodeType::map ? nullptr : from->find("by_indicator");
    if (each != nullptr && context.expect_map(*each)) {
        for (std::size_t i = 0; i < each->keys.size(); ++i) {
            Indicator* indicator = named(context, each->keys[i], to);
            if (indicator == nullptr) continue;
            indicator->normalise_given = context.read_method(&each->items[i], indicator->normalise);
            check_range(context, each->items[i], indicator->normalise);
        }
    }
}

void read_own_methods(Context& context, const pack::Node* indicators, Definition& to) {
    if (indicators == nullptr || indicators->type != pack::NodeType::sequence) return;
    for (const pack::Node& item : indicators->items) {
        const pack::Node* id = item.find("id");
        const auto at = id == nullptr ? std::nullopt : indicator_position(to, id->text);
        if (!at) continue;
        Indicator& indicator = to.indicators[*at];
        context.read_method(item.find("impute"), indicator.impute);
        read_treatment(context, item.find("treat"), indicator.treat);
        if (context.read_method(item.find("normalise"), indicator.normalise)) {
            indicator.normalise_given = true;
            check_range(context, item, indicator.normalise);
        }
        if (indicator.normalise_given || to.normalise_given)
            check_normalise(context, item, indicator);
    }
}

}  // namespace kc::evaluation
