// SPDX-License-Identifier: Apache-2.0
// `checks:` and `report:`.
#include <algorithm>

#include <fmt/format.h>

#include "evaluation/definition_call.hpp"
#include "evaluation/definition_number.hpp"
#include "evaluation/definition_parts.hpp"

namespace kc::evaluation {
namespace {

// ">0.9" and "<-0.4"; the sign tells the reader which side is meant.
std::optional<double> limit_of(std::string_view text) {
    const std::size_t begin = text.find_first_not_of("<>= ");
    return begin == std::string_view::npos ? std::nullopt : read_number(text.substr(begin));
}

// ">= 1.25*mean", "> median", ">= 60".
bool read_group(std::string text, ReportGroup& to) {
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    const std::size_t end = text.find_first_not_of("<>=");
    if (end == std::string::npos || end == 0) return false;
    to.relation = text.substr(0, end);
    if (to.relation != ">=" && to.relation != ">" && to.relation != "<" && to.relation != "<=")
        return false;
    std::string rest = text.substr(end);
    struct Of {
        std::string_view name;
        ReportGroup::Of of;
    };
    for (const Of& of : {Of{"mean", ReportGroup::Of::mean}, Of{"median", ReportGroup::Of::median},
                         Of{"max", ReportGroup::Of::max}}) {
        if (!rest.ends_with(of.name)) continue;
        to.of = of.of;
        rest.resize(rest.size() - of.name.size());
        if (rest.empty()) return true;
        if (rest.back() != '*') return false;
        rest.pop_back();
        const auto factor = read_number(rest);
        to.factor = factor.value_or(1);
        return factor.has_value();
    }
    const auto factor = read_number(rest);
    to.of = ReportGroup::Of::one;
    to.factor = factor.value_or(0);
    return factor.has_value();
}

void read_groups(Context& context, const pack::Node* from, ReportPlan& to) {
    if (from == nullptr || !context.expect_map(*from)) return;
    for (std::size_t i = 0; i < from->keys.size(); ++i) {
        ReportGroup group;
        group.id = from->keys[i].text;
        if (read_group(from->items[i].text, group)) {
            to.groups.push_back(std::move(group));
            continue;
        }
        context.report(
            from->items[i],
            Diagnostic{
                .code = "E-group", .zh = "分档条件写不对", .en = "this is no condition for a group"}
                .hint("写 \">= 1.25*mean\" 或 \">= 60\"", "write \">= 1.25*mean\" or \">= 60\""));
    }
}

}  // namespace

void read_checks(Context& context, const pack::Node* from, Definition& to) {
    if (from == nullptr || !context.expect_list(*from)) return;
    for (const pack::Node& item : from->items) {
        CheckPlan plan;
        const auto call = parse_call(item.text);
        pack::Node name = item;
        if (call) name.text = call->name;
        if (!context.read_word(&name, plan.check)) continue;
        bool good = true;
        if (call) {
            for (const Argument& argument : call->arguments) {
                const auto limit = limit_of(argument.text);
                good = good && limit.has_value();
                plan.limits.push_back(limit.value_or(0));
            }
        }
        if (plan.check == Check::correlation && plan.limits.empty()) plan.limits = {0.9, -0.4};
        if (plan.check == Check::denominator_corr && plan.limits.empty()) plan.limits = {0.7};
        if (plan.check == Check::correlation && plan.limits.size() == 1) plan.limits.push_back(-1);
        if (!good)
            context.report(
                item,
                Diagnostic{.code = "E-argument", .zh = "界限写不对", .en = "these are no limits"}
                    .hint("写 correlation(>0.9, <-0.4)", "write correlation(>0.9, <-0.4)"));
        to.checks.push_back(std::move(plan));
    }
}

void read_report(Context& context, const pack::Node* from, ReportPlan& to) {
    if (from == nullptr) return;
    context.expect_keys(*from, {"groups", "intervals", "publish", "formats"});
    read_groups(context, from->find("groups"), to);
    context.read_within(from->find("intervals"), to.intervals, 0.01, 0.999);
    if (context.read_word(from->find("publish"), to.publish) &&
        to.publish == ReportPlan::Publish::groups && to.groups.empty())
        context.report(*from->find("publish"),
                       Diagnostic{.code = "E-group",
                                  .zh = "要公布档次，但没有分档条件",
                                  .en = "grades are to be published, but there are no groups"}
                           .hint("加 groups: {优秀: \">= 90\"}", "add groups: {good: \">= 90\"}"));
    warn_of_no_use(context, *from, "formats", "输出格式在取结果时选（--xlsx、--json）",
                   "the form is chosen where the result is asked for (--xlsx, --json)");
}

void warn_of_no_use(Context& context, const pack::Node& map, std::string_view key,
                    std::string_view zh, std::string_view en) {
    const pack::Node* node = map.find(key);
    if (node == nullptr) return;
    context.report(*node, {.code = "W-no-use",
                           .zh = fmt::format("{} 不起作用：{}", key, zh),
                           .en = fmt::format("'{}' has no effect: {}", key, en),
                           .severity = Severity::warning});
}

}  // namespace kc::evaluation
