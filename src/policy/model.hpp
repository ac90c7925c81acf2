// SPDX-License-Identifier: Apache-2.0
// A policy ready to be asked: its names, its articles, and the nodes of the plan that compute them.
//
// A Policy points into the plan of the PolicySet that holds it (policy_set.hpp) and into the text
// it was made from.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/money.hpp"
#include "base/unit.hpp"
#include "formula/plan.hpp"
#include "formula/syntax.hpp"
#include "pack/object_set.hpp"

namespace kc::policy {

using formula::NodeId;

struct ListPlan;  // lists.hpp

// Where a rule stands: a document and its article. Empty when the rule cites nothing.
struct Cite {
    const pack::Named<pack::PolicySource>* source = nullptr;
    std::string article = {};
    const pack::Bilingual* gist = nullptr;  // what the article says in short, when listed

    [[nodiscard]] bool exists() const { return source != nullptr; }
};

struct Label {
    std::string zh = {};
    std::string en = {};
    std::string code = {};  // ASCII; may be empty
};

struct Origin {
    Label label = {};
    bool is_authoritative = false;
};

struct Fact {
    Label label = {};
    pack::FactType type = pack::FactType::number;
    base::Unit unit = {};
    std::size_t slot = 0;  // of the plan's inputs
    NodeId node = {};
    const pack::PolicyFact* text = nullptr;  // null for experts' points
    std::vector<std::size_t> rank = {};      // indices of the policy's origins, the best first
    std::optional<std::int64_t> plausible_low = {};  // counts
    std::optional<std::int64_t> plausible_high = {};
    std::int32_t stale_after_months = 0;  // 0: never
    bool is_fixed = false;
    bool is_experts = false;
    // Rules that read it, as they stand in the file; for "which article asks for it".
    std::vector<Cite> asked_by = {};
};

enum class Comparator : std::uint8_t { none, at_most, less, at_least, more, equal, not_equal };

// A formula in words, both ways; made once, at load.
struct Shown {
    std::string zh = {};
    std::string en = {};
};

// A yes/no formula as it is shown: one line of a condition.
struct Line {
    formula::Expression written = {};
    Shown shown = {};
    NodeId node = {};
    Comparator comparator = Comparator::none;  // none: no comparison of two numbers or days
    NodeId value = {};
    NodeId requirement = {};
    std::vector<std::size_t> facts = {};  // indices of the policy's facts
};

struct Condition {
    Label label = {};
    Cite cite = {};
    NodeId node = {};
    bool is_any = false;
    std::vector<Line> lines = {};
    const pack::PolicyCondition* text = nullptr;
};

enum class ScoreForm : std::uint8_t { bands, first, points, best_of, sum_of };

// One end of a band; empty is open.
struct Edge {
    NodeId node = {};
    bool is_inclusive = true;
    [[nodiscard]] bool exists() const { return node.exists(); }
};

struct Row {
    Edge low = {};
    Edge high = {};
    std::optional<Line> condition = {};  // of `first`
    Shown shown = {};                    // the range, of bands
    bool is_else = false;
    NodeId points_low = {};
    NodeId points_high = {};  // differs for an experts' range
};

struct Score {
    Label label = {};
    Cite cite = {};
    ScoreForm form = ScoreForm::points;
    NodeId node = {};
    NodeId of = {};               // of bands
    NodeId max = {};              // may not exist
    std::string max_points = {};  // the same as a bare number
    Shown shown = {};             // `of` or `points`
    std::vector<Row> rows = {};
    std::vector<Score> parts = {};
    std::optional<std::size_t> expert = {};  // the fact with the points experts gave
    std::vector<std::size_t> facts = {};
    const pack::PolicyScore* text = nullptr;
};

struct Definition {
    Label label = {};
    Cite cite = {};
    NodeId node = {};
    Shown shown = {};
};

struct Amount {
    Label label = {};
    Cite cite = {};
    NodeId node = {};        // after `when`, cap, rounding and limits; 0元 without a yes
    NodeId before_cap = {};  // what it would be without cap and limits
    const pack::PolicyAmount* text = nullptr;
};

struct ParameterValue {
    base::Date from = {};
    std::int64_t count = 0;  // in steps of the plan's parameter
};

struct Parameter {
    Label label = {};
    Cite cite = {};
    std::size_t slot = 0;  // of the plan's parameters; of the first value's when it is per subject
    NodeId node = {};
    formula::Type type = {};
    base::Ratio step = base::Ratio(1);
    std::vector<ParameterValue> values = {};  // rising
    // When each subject has its own law date, every value is a parameter of its own.
    std::vector<std::size_t> slots = {};
    std::int64_t smallest_step = 1;  // counts
};

struct LeverChange {
    std::size_t fact = 0;     // index of the policy's facts
    std::int64_t counts = 0;  // per step
};

struct Lever {
    Label label = {};
    std::vector<LeverChange> changes = {};
    NodeId limit = {};  // may not exist
    std::int32_t max_steps = 0;
    base::Decimal effort = 1;
    base::Decimal step = 1;
    base::Unit unit = {};
    std::string lead_time = {};    // as written, "6个月"; may be empty
    std::int32_t lead_months = 0;  // the same; 0: not said
    const pack::PolicyLever* text = nullptr;
};

// The decision as a tree of and/or/not over conditions, scores and facts: what an answer is because
// of.
struct Reason {
    enum class Form : std::uint8_t { all, any, negation, leaf };
    Form form = Form::leaf;
    NodeId node = {};
    std::vector<std::string> names = {};  // of a leaf, in Chinese: the named things it speaks of
    Line line = {};                       // of a leaf
    bool has_scores = false;              // whether points are behind it
    std::vector<Reason> children = {};
};

// One pool for all who say yes.
struct Budget {
    const pack::PolicyBudget* text = nullptr;
    Cite cite = {};
    NodeId pool = {};                       // reads no fact
    std::optional<std::size_t> order = {};  // index of the fact by which the first comes first
    base::Money smallest = {};              // parts are whole multiples of it
};

struct Outcome {
    const pack::PolicyOutcome* text = nullptr;
    Cite cite = {};
    std::optional<std::size_t> expires = {};  // index of a date fact
    std::int32_t warn_months = 0;
};

struct Policy {
    std::shared_ptr<const pack::Entry<pack::PolicyText>> entry = {};
    std::string code = {};
    std::string family = {};
    std::vector<Origin> origins = {};
    std::vector<Fact> facts = {};
    std::vector<Parameter> parameters = {};
    std::vector<Definition> definitions = {};
    std::vector<Condition> conditions = {};
    std::vector<Score> scores = {};  // the top ones; parts inside
    std::vector<Amount> amounts = {};
    std::vector<Lever> levers = {};
    std::vector<Outcome> outcomes = {};
    std::vector<Cite> stacking_cites = {};  // one for each of the text's `stacking`
    std::optional<Budget> budget = {};
    Cite decision_cite = {};
    Shown decision_shown = {};
    Reason reason = {};
    NodeId decision = {};
    NodeId total = {};                                      // exists when there are scores
    NodeId amount_sum = {};                                 // exists when there are amounts
    std::shared_ptr<const ListPlan> lists = {};             // null: no fact is computed from a list
    std::map<std::string, Label, std::less<>> labels = {};  // every name in formulas, both ways
    std::optional<std::size_t> law_fact = {};  // the date fact that is each subject's law date

    [[nodiscard]] const pack::PolicyText& text() const { return entry->value; }
    [[nodiscard]] const Fact* find_fact(std::string_view name) const;
    [[nodiscard]] const Parameter* find_parameter(std::string_view name) const;
    [[nodiscard]] bool holds_on(base::Date law_date) const;
};

}  // namespace kc::policy
