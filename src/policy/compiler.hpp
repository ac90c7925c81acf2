// SPDX-License-Identifier: Apache-2.0
// Turns one policy's text into nodes of a plan. Internal to the room; policy_set.hpp is the door.
//
// Named things may stand in any order in the file: each is compiled when first needed, and one that
// needs itself is an error. Parameters are either free (a sandbox changes them) or fixed to the law
// of one day, which lets policies with equal figures share their nodes.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "formula/builder.hpp"
#include "formula/compile.hpp"
#include "pack/checks.hpp"
#include "policy/cite.hpp"
#include "policy/model.hpp"
#include "policy/names.hpp"
#include "policy/value_text.hpp"

namespace kc::policy {

struct CompileOptions {
    std::optional<base::Date> fixed_on = {};  // parameters become constants of that law date
};

class Compiler {
public:
    Compiler(const pack::Entry<pack::PolicyText>& entry, const CompileOptions& options,
             formula::Builder& builder, Diagnostics& found);

    // What is read, first of all policies of a builder: the plan then begins with its inputs.
    void add_inputs();

    // The rest: as much as could be compiled; unusable when an error was reported.
    Policy run();

private:
    using Rows = std::vector<std::vector<pack::Located>>;

    // compiler.cpp
    bool resolve(const std::string& name);
    bool resolve_names(const formula::Expression& expression);
    std::optional<formula::Expression> parse(const pack::Located& text);
    std::optional<formula::Compiled> compile(const formula::Expression& expression,
                                             const std::optional<formula::Type>& expected);
    std::optional<NodeId> compile(const pack::Located& text,
                                  const std::optional<formula::Type>& expected = std::nullopt);
    std::optional<NodeId> taken(Result<NodeId> node, const pack::Located& at);
    void bind(const Label& label, NodeId node);
    Shown shown(const formula::Expression& written) const;
    Place place(const pack::Located& text) const;
    void error(const pack::Located& at, pack::Finding finding);
    void warn(const pack::Located& at, pack::Finding finding);
    std::vector<std::size_t> facts_in(const formula::Expression& expression) const;
    void note_asked(const std::vector<std::size_t>& facts, const Cite& cite);

    // compile_inputs.cpp
    bool add_fact(const pack::Named<pack::PolicyFact>& fact);
    bool add_experts_points(const pack::Named<pack::PolicyScore>& score);
    std::optional<formula::Bound> read_bound(const pack::Located& text, const ValueForm& form);
    bool add_parameter(const pack::Named<pack::PolicyParameter>& parameter);
    std::vector<std::pair<base::Date, pack::Located>> dated_values(
        const pack::Named<pack::PolicyParameter>& parameter);
    std::optional<NodeId> parameter_node(Parameter& parameter);
    bool add_law_date();
    bool add_data_year_end();
    void add_origins();
    void add_experts(const pack::Table<pack::PolicyScore>& scores);
    std::int32_t read_months(const pack::Located& text);
    std::optional<NodeId> law_date_node();
    // Whether a rule holds on the law date; nothing when it always does.
    std::optional<NodeId> in_time(const std::optional<base::Date>& from,
                                  const std::optional<base::Date>& until);

    // compile_rules.cpp
    bool add_definition(const pack::Named<pack::PolicyDefinition>& definition);
    bool add_condition(const pack::Named<pack::PolicyCondition>& condition);
    std::optional<Line> line(const pack::Located& text);
    void describe_comparison(const formula::Compiled& compiled, Line& line) const;
    void add_decision();
    Reason reason(const formula::Compiled& compiled, const formula::Expression& written,
                  std::uint32_t at) const;
    std::vector<std::string> parts_named(const formula::Expression& written,
                                         std::uint32_t at) const;
    void add_levers();
    void add_outcomes();
    void check_references();

    // compile_scores.cpp
    // `may_be_none`: whether "not available" is left for best_of to see.
    std::optional<Score> score(const pack::Named<pack::PolicyScore>& score, int depth,
                               bool may_be_none);
    bool add_top_score(const pack::Named<pack::PolicyScore>& score);
    bool add_total();
    std::optional<NodeId> score_points(const pack::Named<pack::PolicyScore>& text, Score& score,
                                       int depth);
    std::optional<NodeId> band_points(const pack::Named<pack::PolicyScore>& text, Score& score);
    std::optional<NodeId> first_points(const pack::Named<pack::PolicyScore>& text, Score& score);
    std::optional<NodeId> parts_points(const pack::Named<pack::PolicyScore>& text, Score& score,
                                       int depth);
    bool read_points(const pack::Located& text, const pack::PolicyScore& score, Row& row);
    std::optional<NodeId> points_constant(const pack::Located& text, std::string_view written);
    std::optional<NodeId> in_points(NodeId node, const pack::Located& at);
    std::optional<NodeId> with_experts(NodeId low, NodeId high, Score& score,
                                       const pack::Located& at);

    // compile_bands.cpp
    std::optional<Row> read_range(const pack::Located& text, const formula::Type& of);
    std::optional<NodeId> edge_node(std::string_view written, const pack::Located& text,
                                    std::size_t offset, const formula::Type& of);
    std::optional<NodeId> bands_node(NodeId of, const std::vector<Row>& rows, bool high,
                                     const pack::Located& at);
    bool check_rows(const Rows& texts, const std::vector<Row>& rows, NodeId of);

    // compile_amounts.cpp
    bool add_amount(const pack::Named<pack::PolicyAmount>& amount);
    std::optional<NodeId> amount_before_cap(const pack::PolicyAmount& amount,
                                            const pack::Located& name);
    std::optional<NodeId> tiered(const pack::PolicyAmount& amount, NodeId of,
                                 const pack::Located& name);
    std::optional<NodeId> rounded(NodeId node, const pack::PolicyAmount& amount,
                                  const pack::Located& name);
    std::optional<NodeId> not_below_zero(NodeId amount, const pack::Located& at);
    void add_limits();

    // compile_budget.cpp
    void add_budget();

    // A copy that the policy keeps: its parts point into it.
    std::shared_ptr<const pack::Entry<pack::PolicyText>> kept_;
    const pack::Entry<pack::PolicyText>& entry_;
    const pack::PolicyText& text_;
    CompileOptions options_;
    formula::Builder& builder_;
    Diagnostics& found_;
    NameTable names_;
    Citations citations_;
    formula::Scope scope_;
    Policy policy_;
    std::set<std::string, std::less<>> done_;  // by Chinese name
    std::set<std::string, std::less<>> failed_;
    std::vector<std::string> open_;            // being compiled, the outermost first
    std::map<std::string, Score> parts_done_;  // parts compiled before their whole
};

}  // namespace kc::policy
