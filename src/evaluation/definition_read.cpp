// SPDX-License-Identifier: Apache-2.0
#include "evaluation/definition_read.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "evaluation/definition_call.hpp"
#include "evaluation/definition_parts.hpp"
#include "pack/limits.hpp"

namespace kc::evaluation {
namespace {

void need_key(Context& context, const pack::Node& root, std::string_view key) {
    if (root.find(key) != nullptr) return;
    context.report(root, {.code = "E-missing-key",
                          .zh = fmt::format("缺少 {}", key),
                          .en = fmt::format("{} is missing", key)});
}

ExpertPanels read_panels(Context& context, const pack::Node* from) {
    ExpertPanels panels;
    if (from == nullptr || !context.expect_map(*from)) return panels;
    for (std::size_t i = 0; i < from->keys.size(); ++i)
        panels.emplace(from->keys[i].text, &from->items[i]);
    return panels;
}

// dist_ref and dist_target against a node of ranks and the like would be nonsense, but only
// geometric and harmonic means can be told to fail from the definition alone.
void check_geometric(Context& context, const Definition& definition, const pack::Node& root) {
    using K = NormaliseKind;
    for (const Node& node : definition.nodes) {
        const AggregateKind kind = node.aggregate.kind;
        if (node.is_leaf() || (kind != AggregateKind::geometric && kind != AggregateKind::harmonic))
            continue;
        for (const std::int32_t child : node.children) {
            const Node& leaf = definition.nodes[static_cast<std::size_t>(child)];
            if (!leaf.is_leaf()) continue;
            const Indicator& indicator =
                definition.indicators[static_cast<std::size_t>(leaf.indicator)];
            const K scale = indicator.normalise.kind;
            const bool reaches_zero = (scale == K::minmax && indicator.normalise.low <= 0) ||
                                      scale == K::borda || scale == K::prank ||
                                      scale == K::dist_max ||
                                      (scale == K::zscore && indicator.normalise.low <= 0);
            if (!reaches_zero) continue;
            pack::Node at = root;
            at.line = node.at.line;
            at.column = node.at.column;
            context.report(
                at,
                Diagnostic{.code = "E-geometric",
                           .zh = fmt::format("“{}”用几何或调和平均，但指标“{}”的计分会到0或以下",
                                             node.id, indicator.id),
                           .en = fmt::format("'{}' takes a geometric or harmonic mean, but the "
                                             "scores of '{}' reach 0 or below",
                                             node.id, indicator.id)}
                    .hint("把计分下限抬高，如 minmax(1, 100)，或改用 arithmetic",
                          "raise the scale, as by minmax(1, 100), or use arithmetic"));
            break;
        }
    }
}

// A name and no path: a definition must not reach into other folders.
void read_sample(Context& context, const pack::Node* from, std::string& to) {
    if (!context.read(from, to)) return;
    const bool is_name = !to.empty() && std::all_of(to.begin(), to.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
    if (is_name) return;
    context.report(*from, Diagnostic{.code = "E-type",
                                     .zh = "sample 是 samples/ 里一个文件的名字，不带 .csv",
                                     .en = "sample names a file in samples/, without .csv"}
                              .hint("只用小写字母、数字和 - _", "use a-z, 0-9, - and _ only"));
    to.clear();
}

Definition read_root(Context& context, const pack::Node& root) {
    Definition to;
    if (!context.expect_map(root)) return to;
    context.expect_keys(root,
                        {"evaluation", "title",       "about",       "status",     "gap",
                         "sample",     "units",       "period",      "indicators", "figures",
                         "missing",    "treatment",   "normalise",   "tree",       "experts",
                         "checks",     "uncertainty", "sensitivity", "report",     "approval"});
    for (const std::string_view key : {"evaluation", "indicators", "tree"})
        need_key(context, root, key);
    context.read(root.find("evaluation"), to.code);
    if (!context.read(root.find("title"), to.title)) to.title = {to.code, to.code};
    context.read(root.find("about"), to.about);
    context.read_word(root.find("status"), to.standing);
    context.read(root.find("gap"), to.gap);
    read_sample(context, root.find("sample"), to.sample);
    read_units(context, root.find("units"), to.units);
    read_period(context, root.find("period"), to.period);
    read_indicators(context, root.find("indicators"), to);
    read_missing(context, root.find("missing"), to);
    read_treatments(context, root.find("treatment"), to);
    read_normalise(context, root.find("normalise"), to);
    read_own_methods(context, root.find("indicators"), to);
    const ExpertPanels panels = read_panels(context, root.find("experts"));
    read_tree(context, root.find("tree"), panels, to);
    read_checks(context, root.find("checks"), to);
    read_uncertainty(context, root.find("uncertainty"), to);
    read_sensitivity(context, root.find("sensitivity"), to);
    read_figures(context, root.find("figures"), to);
    read_report(context, root.find("report"), to.report);
    warn_of_no_use(context, root, "approval", "谁审核、谁公布由办公流程决定，不由评价方法决定",
                   "who checks and who publishes is not part of a method of evaluation");
    check_geometric(context, to, root);
    return to;
}

}  // namespace

std::optional<Definition> read_definition(std::string_view text, std::string file,
                                          Diagnostics& found) {
    const std::size_t before = found.size();
    const auto parsed = pack::read_yaml(hide_calls(text), std::move(file), found);
    if (parsed == nullptr) return std::nullopt;
    pack::Document document = *parsed;
    show_calls(document.root);
    Context context(document, found);
    Definition definition = read_root(context, document.root);
    const bool good = std::none_of(
        found.begin() + static_cast<std::ptrdiff_t>(before), found.end(),
        [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; });
    if (!good) return std::nullopt;
    return definition;
}

}  // namespace kc::evaluation
