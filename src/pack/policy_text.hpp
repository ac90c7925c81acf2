// SPDX-License-Identifier: Apache-2.0
// A policy as it is written: named articles translated into facts, parameters, conditions, scores
// and amounts. Formulas are texts here; the room `policy` gives them meaning. What each field says
// stands in policy_shapes.cpp and docs/policy-format.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/unit.hpp"
#include "pack/named.hpp"
#include "pack/objects.hpp"
#include "pack/policy_words.hpp"
#include "pack/yaml_tree.hpp"

namespace kc::pack {

// A value of any form, kept as it stands in the file.
struct AnyValue {
    Node node = {};

    bool operator==(const AnyValue& other) const { return same_content(node, other.node); }
};

struct InForce {
    std::optional<base::Date> from = {};
    std::optional<base::Date> until = {};  // the last day

    bool operator==(const InForce&) const = default;
};

struct PolicySource {
    std::string doc = {};
    std::optional<Bilingual> title = {};
    std::optional<base::Date> issued = {};
    SourceKind kind = SourceKind::normative;
    std::optional<InForce> in_force = {};
    SourceCheck checked = SourceCheck::none;
    std::optional<Bilingual> note = {};
    Table<Bilingual> articles = {};

    bool operator==(const PolicySource&) const = default;
};

struct PolicyDates {
    Located law = {};  // empty is the date asked for
    DataYear data = DataYear::previous_year;

    bool operator==(const PolicyDates&) const = default;
};

struct PolicyOrigin {
    std::string en = {};
    bool authoritative = false;

    bool operator==(const PolicyOrigin&) const = default;
};

struct PolicyField {
    std::string code = {};
    std::string en = {};
    FactType type = FactType::number;
    std::optional<base::Unit> unit = {};
    std::vector<Located> words = {};

    bool operator==(const PolicyField&) const = default;
};

struct PolicyCollection {
    std::string code = {};
    std::string en = {};
    Table<PolicyField> fields = {};

    bool operator==(const PolicyCollection&) const = default;
};

struct PolicyFact {
    std::string code = {};
    std::string en = {};
    FactType type = FactType::number;
    std::optional<base::Unit> unit = {};
    std::vector<Located> domain = {};
    std::vector<Located> plausible = {};
    std::vector<Located> words = {};
    std::optional<FactPeriod> period = {};
    std::string indicator = {};  // whose figure it is, where the office collects it
    std::vector<Located> rank = {};
    Located stale_after = {};
    std::optional<Bilingual> about = {};
    Located from = {};
    Taking take = Taking::count;
    Located field = {};
    Located where = {};
    Located cite = {};

    bool operator==(const PolicyFact&) const = default;
};

struct PolicyParameter {
    std::string code = {};
    std::string en = {};
    std::optional<base::Unit> unit = {};
    Located cite = {};
    AnyValue values = {};  // a map from dates to values; one value without a date is a mistake
    Located step = {};

    bool operator==(const PolicyParameter&) const = default;
};

struct PolicyDefinition {
    std::string code = {};
    std::string en = {};
    Located cite = {};
    Located is = {};

    bool operator==(const PolicyDefinition&) const = default;
};

struct PolicyCondition {
    std::string code = {};
    std::string en = {};
    Located cite = {};
    Located must = {};
    std::vector<Located> all = {};
    std::vector<Located> any = {};
    IfMissing if_missing = IfMissing::ask;
    std::optional<Bilingual> authority = {};
    std::optional<base::Date> from = {};
    std::optional<base::Date> until = {};
    std::optional<Bilingual> about = {};

    bool operator==(const PolicyCondition&) const = default;
};

struct PolicyScore {
    std::string code = {};
    std::string en = {};
    Located cite = {};
    Located max = {};
    Located of = {};
    IfZero if_zero = IfZero::not_available;
    std::vector<std::vector<Located>> bands = {};
    std::vector<std::vector<Located>> first = {};
    Located points = {};
    Table<PolicyScore> best_of = {};
    Table<PolicyScore> sum_of = {};
    std::optional<base::Date> from = {};
    std::optional<base::Date> until = {};
    std::optional<Bilingual> about = {};

    bool operator==(const PolicyScore&) const = default;
};

struct PolicyDecision {
    Located cite = {};
    Located yes_if = {};

    bool operator==(const PolicyDecision&) const = default;
};

struct PolicyAmount {
    std::string code = {};
    std::string en = {};
    Located cite = {};
    Located when = {};
    Located of = {};
    Located fixed = {};
    Located rate = {};
    std::vector<std::vector<Located>> tiers = {};
    TierBy tier_by = TierBy::slice;
    Located cap = {};
    Located round_to = {};
    Rounding round = Rounding::down;
    std::optional<Bilingual> about = {};

    bool operator==(const PolicyAmount&) const = default;
};

struct PolicyLimit {
    std::string en = {};
    Located cite = {};
    std::vector<Located> of = {};
    Located at_most = {};
    Located used = {};

    bool operator==(const PolicyLimit&) const = default;
};

struct PolicyBudget {
    Located cite = {};
    Located pool = {};
    BudgetRule rule = BudgetRule::first_come;
    Located order_by = {};
    Located round_to = {};

    bool operator==(const PolicyBudget&) const = default;
};

struct PolicyStacking {
    std::vector<std::string> with = {};
    StackingRule rule = StackingRule::exclusive;
    std::optional<std::int32_t> years = {};
    Located cite = {};
    std::optional<Bilingual> note = {};

    bool operator==(const PolicyStacking&) const = default;
};

struct PolicyOutcome {
    Bilingual grant = {};
    Located valid_for = {};
    bool until_end_of_year = false;
    Located expires = {};
    Located warn_before = {};
    Located cite = {};

    bool operator==(const PolicyOutcome&) const = default;
};

struct PolicyOmission {
    Located cite = {};
    Bilingual why = {};

    bool operator==(const PolicyOmission&) const = default;
};

struct PolicyGap {
    Located cite = {};
    Bilingual what = {};

    bool operator==(const PolicyGap&) const = default;
};

struct PolicyLever {
    std::string code = {};
    std::string en = {};
    Located step = {};
    Table<Located> changes = {};
    Located limit = {};
    std::optional<std::int32_t> max_steps = {};
    base::Decimal effort = 1;
    Located lead_time = {};

    bool operator==(const PolicyLever&) const = default;
};

struct PolicyTest {
    Located name = {};
    std::optional<base::Date> on = {};
    bool without_base = false;
    Table<AnyValue> given = {};
    std::vector<Located> missing = {};
    std::vector<Located> not_applicable = {};
    Table<AnyValue> expect = {};

    bool operator==(const PolicyTest&) const = default;
};

struct PolicyText {
    static constexpr std::string_view kKind = "policy";

    std::string code = {};
    std::string family = {};
    std::int32_t version = 1;
    Bilingual title = {};
    std::string subject = {};
    PolicyStatus status = PolicyStatus::advisory;
    std::vector<PolicyGap> gaps = {};
    InForce in_force = {};
    bool alternative = false;
    std::optional<Bilingual> authority = {};
    std::optional<Bilingual> about = {};
    Table<PolicySource> sources = {};
    PolicyDates dates = {};
    Table<PolicyOrigin> origins = {};
    Table<PolicyCollection> collections = {};
    Table<PolicyFact> facts = {};
    Table<PolicyParameter> parameters = {};
    Table<PolicyDefinition> definitions = {};
    Table<PolicyCondition> conditions = {};
    Table<PolicyScore> scores = {};
    PolicyDecision decision = {};
    Table<PolicyAmount> amounts = {};
    Table<PolicyLimit> limits = {};
    std::optional<PolicyBudget> budget = {};
    std::vector<PolicyStacking> stacking = {};
    std::vector<PolicyOutcome> outcomes = {};
    std::vector<std::string> next = {};
    std::vector<PolicyOmission> not_encoded = {};
    Table<PolicyLever> levers = {};
    std::vector<Located> fixed = {};
    Table<AnyValue> base = {};
    std::vector<PolicyTest> tests = {};

    bool operator==(const PolicyText&) const = default;
};

}  // namespace kc::pack
