// SPDX-License-Identifier: Apache-2.0
#include "evaluation/stage_aggregate.hpp"

#include <numeric>

#include <fmt/format.h>

namespace kc::evaluation {
namespace {

std::size_t at(std::int32_t position) {
    return static_cast<std::size_t>(position);
}

std::vector<std::string> child_names(const Definition& definition, const Node& node) {
    std::vector<std::string> names;
    for (const std::int32_t child : node.children) names.push_back(definition.nodes[at(child)].id);
    return names;
}

class Aggregator {
public:
    Aggregator(const Definition& definition, const AggregateInput& input, Diagnostics& found)
        : definition_(definition), input_(input), found_(found) {}

    Result<Aggregated> run() {
        const std::size_t units = input_.scaled->rows();
        out_.scores = Matrix(units, definition_.nodes.size());
        out_.weights.resize(definition_.nodes.size());
        for (std::size_t i = definition_.nodes.size(); i-- > 0;) {
            const Node& node = definition_.nodes[i];
            if (node.is_leaf()) {
                out_.scores.set_column(i, input_.scaled->column(at(node.indicator)));
            } else if (auto done = add_up(i); !done) {
                return unexpected(done.error());
            }
        }
        return std::move(out_);
    }

private:
    Result<void> weigh(std::size_t position, const Matrix& children,
                       const std::vector<std::string>& names) {
        if (input_.weights != nullptr) {
            out_.weights[position] = (*input_.weights)[position];
            return {};
        }
        const Node& node = definition_.nodes[position];
        auto weights = weights_of(node.weights, {&children, names, node.id});
        if (!weights) {
            Diagnostic diagnostic = weights.error();
            diagnostic.at = node.at;
            return unexpected(std::move(diagnostic));
        }
        for (Diagnostic& note : weights->notes) {
            note.at = node.at;
            found_.push_back(note);
        }
        if (node.aggregate.kind != AggregateKind::sum) {
            const double total =
                std::accumulate(weights->values.begin(), weights->values.end(), 0.0);
            for (double& weight : weights->values) weight /= total;
        }
        out_.weights[position] = *std::move(weights);
        return {};
    }

    Result<void> add_up(std::size_t position) {
        const Node& node = definition_.nodes[position];
        const Matrix children = children_of(node, out_.scores);
        const std::vector<std::string> names = child_names(definition_, node);
        if (auto done = weigh(position, children, names); !done) return done;
        auto combined =
            combine(node.aggregate, {&children, out_.weights[position].values, node.needs});
        if (!combined) return unexpected(fault_of(node, combined.error(), names));
        out_.scores.set_column(position, combined->scores.view());
        if (!combined->details.empty())
            out_.details.push_back({position, std::move(combined->details)});
        warn_of_gaps(node, combined->gaps);
        return {};
    }

    Diagnostic fault_of(const Node& node, const CombineFault& fault,
                        const std::vector<std::string>& names) const {
        const std::string unit =
            fault.row == CombineFault::kNowhere ? std::string() : (*input_.units)[fault.row];
        const std::string child =
            fault.child == CombineFault::kNowhere ? std::string() : names[fault.child];
        Diagnostic diagnostic =
            combine_diagnostic(fault, node.aggregate.kind, node.id, unit, child);
        diagnostic.at = node.at;
        return diagnostic;
    }

    void warn_of_gaps(const Node& node, const std::vector<Gap>& gaps) {
        constexpr std::size_t kNamed = 5;
        if (gaps.empty()) return;
        std::string named;
        for (std::size_t i = 0; i < gaps.size() && i < kNamed; ++i)
            named += fmt::format("{}{}", i == 0 ? "" : ", ", (*input_.units)[gaps[i].row]);
        if (gaps.size() > kNamed) named += ", …";
        const UndefinedWords why = undefined_words(gaps.front().why);
        found_.push_back({.code = "W-no-score",
                          .at = node.at,
                          .zh = fmt::format("“{}”：{} 个单位没有得分（{}），原因：{}", node.id,
                                            gaps.size(), named, why.zh),
                          .en = fmt::format("'{}': {} units have no score ({}), because {}",
                                            node.id, gaps.size(), named, why.en),
                          .severity = Severity::warning});
    }

    const Definition& definition_;
    const AggregateInput& input_;
    Diagnostics& found_;
    Aggregated out_;
};

}  // namespace

Matrix children_of(const Node& node, const Matrix& scores) {
    Matrix children(scores.rows(), node.children.size());
    for (std::size_t i = 0; i < node.children.size(); ++i)
        children.set_column(i, scores.column(at(node.children[i])));
    return children;
}

std::vector<double> effective_weights(const Definition& definition,
                                      const std::vector<NodeWeights>& weights) {
    std::vector<double> share(definition.nodes.size());
    if (!share.empty()) share[0] = 1;
    for (std::size_t i = 0; i < definition.nodes.size(); ++i) {
        const Node& node = definition.nodes[i];
        if (node.is_leaf()) continue;
        const std::vector<double>& values = weights[i].values;
        const double total = std::accumulate(values.begin(), values.end(), 0.0);
        for (std::size_t c = 0; c < node.children.size(); ++c)
            share[at(node.children[c])] = total > 0 ? share[i] * values[c] / total : 0;
    }
    for (std::size_t i = 0; i < definition.nodes.size(); ++i)
        if (!definition.nodes[i].is_leaf()) share[i] = 0;
    return share;
}

Result<Aggregated> aggregate(const Definition& definition, const AggregateInput& input,
                             Diagnostics& found) {
    return Aggregator(definition, input, found).run();
}

}  // namespace kc::evaluation
