// SPDX-License-Identifier: Apache-2.0
// Random formulas on random rows: against the judge, block against single, more knowledge against
// less, written and read back.
#include <gtest/gtest.h>

#include "formula/batch.hpp"
#include "formula/judge.hpp"
#include "formula/random_formula.hpp"

namespace kc::formula {
namespace {

using testing::Firm;
using testing::Judge;
using testing::Judged;
using testing::random_row;
using testing::RandomFormula;

constexpr int kFormulas = 4000;

struct Sample {
    std::string text;
    Compiled compiled;
    Expression expression;
};

// A formula that compiles; nothing for one that divides by a constant zero or is too fine.
std::optional<Sample> sample(Firm& firm, RandomFormula& random) {
    const int depth = 1 + static_cast<int>(random.below(3));
    const std::string text = random.below(3) == 0   ? random.plain(depth)
                             : random.below(3) == 0 ? random.money(depth)
                                                    : random.truth(depth);
    auto expression = parse(text);
    EXPECT_TRUE(expression) << text;
    auto compiled = compile(*expression, firm.scope, firm.builder);
    if (!compiled) {
        const std::string& code = compiled.error().code;
        EXPECT_TRUE(code == "E-formula-zero" || code == "E-formula-precision")
            << text << " " << to_string(compiled.error(), Language::en);
        return std::nullopt;
    }
    return Sample{text, *compiled, *expression};
}

std::map<std::string, Judged> facts_of(const Plan& plan, const std::vector<Cell>& row,
                                       const TextTable& texts) {
    std::map<std::string, Judged> facts;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const InputField& field = plan.inputs()[i];
        Judged& fact = facts[field.name];
        if (row[i].presence != Cell::Presence::known) continue;
        if (field.type.kind == Kind::truth) fact = Judged::truth(row[i].lo != 0);
        if (field.type.kind == Kind::text) {
            fact = {.kind = Judged::Kind::text, .text = std::string(texts.text(row[i].lo))};
        }
        if (field.type.kind == Kind::number) {
            fact = Judged::of(multiply(base::Ratio(*base::Decimal::of(row[i].lo)), field.step));
        }
    }
    return facts;
}

// The judge counts money in 元.
Value in_yuan(Value value) {
    const auto by = factor(value.type.unit, unit_named("元"));
    if (!by) return value;
    if (value.lo) value.lo = multiply(*value.lo, *by);
    if (value.hi) value.hi = multiply(*value.hi, *by);
    return value;
}

// Whether what the engine says leaves room for the true answer.
bool allows(const Value& value, const Judged& truth) {
    switch (truth.kind) {
        case Judged::Kind::lost: return true;
        case Judged::Kind::none:
            return value.type.kind == Kind::truth ? (value.outcomes & kNotApplicable) != 0
                                                  : (value.state & kNone) != 0;
        case Judged::Kind::truth: return (value.outcomes & (truth.holds ? kYes : kNo)) != 0;
        case Judged::Kind::number:
            return (value.state & kNumber) != 0 && (!value.lo || *value.lo <= truth.number) &&
                   (!value.hi || *value.hi >= truth.number);
        case Judged::Kind::text: return true;
    }
    return false;
}

bool is_point(const Value& value) {
    if (value.type.kind == Kind::truth) {
        return value.outcomes == kYes || value.outcomes == kNo || value.outcomes == kNotApplicable;
    }
    return value.state == kNone || value.is_decided();
}

TEST(FormulaProperty, KnownRowsGiveExactlyWhatTheJudgeSays) {
    RandomFormula random(1);
    int compared = 0;
    for (int i = 0; i < kFormulas; ++i) {
        Firm firm;
        const auto made = sample(firm, random);
        if (!made) continue;
        const Plan plan = firm.builder.finish();
        Evaluation evaluation(plan, {made->compiled.root});
        for (int r = 0; r < 5; ++r) {
            const auto row = random_row(random, plan, firm.texts);
            evaluation.run(row);
            const Value value = in_yuan(evaluation.value(made->compiled.root));
            const auto facts = facts_of(plan, row, firm.texts);
            const Judged truth = Judge(made->expression, facts).run();
            if (truth.kind == Judged::Kind::lost || (value.state & kTooLarge) != 0) continue;
            ++compared;
            ASSERT_TRUE(allows(value, truth)) << made->text << " = " << to_string(value);
            ASSERT_TRUE(is_point(value)) << made->text << " = " << to_string(value);
        }
    }
    EXPECT_GT(compared, kFormulas);
}

TEST(FormulaProperty, WhatIsDecidedHoldsForEveryCompletion) {
    RandomFormula random(2);
    for (int i = 0; i < kFormulas; ++i) {
        Firm firm;
        const auto made = sample(firm, random);
        if (!made) continue;
        const Plan plan = firm.builder.finish();
        Evaluation evaluation(plan, {made->compiled.root});
        for (int r = 0; r < 5; ++r) {
            const auto row = random_row(random, plan, firm.texts);
            auto partial = row;
            for (Cell& cell : partial) {
                if (random.below(3) == 0) cell = Cell::missing();
            }
            evaluation.run(partial);
            const Value value = in_yuan(evaluation.value(made->compiled.root));
            const auto facts = facts_of(plan, row, firm.texts);
            const Judged truth = Judge(made->expression, facts).run();
            ASSERT_TRUE(allows(value, truth)) << made->text << " = " << to_string(value);
        }
    }
}

bool narrower(const Value& more, const Value& less) {
    if (more.type.kind == Kind::truth) return (more.outcomes & ~less.outcomes) == 0;
    if ((more.state & kNumber) == 0) return (less.state & kNone) != 0;
    if ((less.state & kNumber) == 0) return false;
    const bool lo = !less.lo || (more.lo && *more.lo >= *less.lo);
    const bool hi = !less.hi || (more.hi && *more.hi <= *less.hi);
    return lo && hi && ((more.state & kNone) == 0 || (less.state & kNone) != 0);
}

TEST(FormulaProperty, KnowledgeOnlyNarrows) {
    RandomFormula random(3);
    for (int i = 0; i < kFormulas; ++i) {
        Firm firm;
        const auto made = sample(firm, random);
        if (!made) continue;
        const Plan plan = firm.builder.finish();
        Evaluation evaluation(plan, {made->compiled.root});
        for (int r = 0; r < 5; ++r) {
            auto row = random_row(random, plan, firm.texts);
            std::optional<Value> last;
            for (std::size_t steps = 0; steps <= row.size(); ++steps) {
                evaluation.run(row);
                const Value value = evaluation.value(made->compiled.root);
                // From full knowledge to none: every step may only widen.
                if (last && (value.state & kTooLarge) == 0 && (last->state & kTooLarge) == 0) {
                    ASSERT_TRUE(narrower(*last, value))
                        << made->text << ": " << to_string(*last) << " then " << to_string(value);
                }
                last = value;
                row[random.below(row.size())] = Cell::missing();
            }
        }
    }
}

TEST(FormulaProperty, BlockAndSingleAgreeBitForBit) {
    RandomFormula random(4);
    Firm firm;
    std::vector<NodeId> roots;
    while (roots.size() < 120) {
        if (const auto made = sample(firm, random)) roots.push_back(made->compiled.root);
    }
    const Plan plan = firm.builder.finish();
    constexpr std::size_t kRows = 3 * kBlockRows + 77;
    std::vector<std::vector<Cell>> rows;
    for (std::size_t r = 0; r < kRows; ++r) {
        rows.push_back(random_row(random, plan, firm.texts));
        // The first block is complete, so that the loops for known columns run too.
        for (Cell& cell : rows.back()) {
            if (r >= kBlockRows && random.below(12) == 0) cell = Cell::missing();
        }
    }
    std::vector<std::vector<std::int64_t>> numbers(plan.inputs().size());
    std::vector<std::vector<std::uint8_t>> truths(plan.inputs().size());
    std::vector<std::vector<std::uint8_t>> presence(plan.inputs().size());
    Table table{.rows = kRows};
    for (std::size_t i = 0; i < plan.inputs().size(); ++i) {
        for (const auto& row : rows) {
            numbers[i].push_back(row[i].lo);
            truths[i].push_back(row[i].lo != 0 ? 1 : 0);
            presence[i].push_back(static_cast<std::uint8_t>(row[i].presence));
        }
        table.inputs.push_back(
            {.numbers = numbers[i], .truths = truths[i], .presence = presence[i]});
    }
    Evaluation single(plan, roots);
    std::size_t wrong = 0;
    Batch batch(plan, roots);
    batch.run(table, [&](const BlockView& block) {
        for (std::size_t r = 0; r < block.rows(); ++r) {
            single.run(rows[block.first_row() + r]);
            for (const NodeId root : roots) {
                const std::size_t at = plan.node(root).uniform ? 0 : r;
                if (plan.node(root).type.kind == Kind::truth) {
                    wrong += block.outcomes(root)[at] != single.outcomes(root) ? 1 : 0;
                    continue;
                }
                const auto states = block.states(root);
                const State state = states.empty() ? kNumber : states[at];
                wrong += state != single.state(root) ? 1 : 0;
                if ((state & kNumber) == 0) continue;
                wrong += block.lo(root)[at] != single.lo(root) ? 1 : 0;
                wrong += block.hi(root)[at] != single.hi(root) ? 1 : 0;
            }
        }
    });
    EXPECT_EQ(wrong, 0U);
}

TEST(FormulaProperty, WrittenAndReadBackItIsTheSame) {
    RandomFormula random(5);
    for (int i = 0; i < kFormulas; ++i) {
        const std::string text = random.truth(4);
        const auto first = parse(text);
        ASSERT_TRUE(first) << text;
        const std::string written = to_string(*first);
        const auto second = parse(written);
        ASSERT_TRUE(second) << written;
        ASSERT_EQ(first->nodes.size(), second->nodes.size()) << text;
        for (std::size_t n = 0; n < first->nodes.size(); ++n) {
            ASSERT_EQ(first->nodes[n].form, second->nodes[n].form);
            ASSERT_EQ(first->nodes[n].op, second->nodes[n].op);
            ASSERT_EQ(first->nodes[n].children, second->nodes[n].children);
            ASSERT_EQ(first->nodes[n].value, second->nodes[n].value);
        }
        ASSERT_EQ(to_string(*second), written);
    }
}

}  // namespace
}  // namespace kc::formula
