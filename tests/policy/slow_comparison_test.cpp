// SPDX-License-Identifier: Apache-2.0
// The engine against the slow evaluators: the same answers on a hundred thousand firms full of
// legal edges, and no decided verdict that some completion of the missing fields contradicts.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "formula/batch.hpp"
#include "formula/split.hpp"
#include "policy/test_support.hpp"
#include "slow/slow_policy.hpp"

namespace kc::policy {
namespace {

using formula::Cell;

constexpr int kFirms = 100'000;
constexpr std::int64_t kCompletions = 500'000;  // for each of the two policies
constexpr std::uint64_t kSeed = 20'240'601;

base::Date law_date() {
    return base::Date::of(2024, 6, 1).value();
}

// One policy among all of the catalog in one plan, and where each field of a slow row goes.
template <typename Row>
class Engine {
public:
    Engine(const char* code, std::span<const slow::Column> columns)
        : columns_(columns),
          loaded_(load_folder(KC_SOURCE_DIR "/catalog/policies", {.run_tests = false})) {
        policy_ = loaded_.report.set.find(code);
        if (policy_ == nullptr) return;
        for (const slow::Column& column : columns) {
            const Fact* fact = policy_->find_fact(column.code);
            EXPECT_NE(fact, nullptr) << column.code;
            if (fact == nullptr) policy_ = nullptr;
            if (fact == nullptr) return;
            slots_.push_back(fact->slot);
        }
        evaluation_ = std::make_unique<formula::Evaluation>(
            plan(), std::vector{policy_->decision, policy_->total});
        evaluation_->set_parameters(parameters());
    }

    bool is_good() const { return policy_ != nullptr; }
    const formula::Plan& plan() const { return loaded_.report.set.plan(); }
    const Policy& policy() const { return *policy_; }
    const std::vector<Policy>& policies() const { return loaded_.report.set.policies(); }
    std::vector<formula::ParameterValue> parameters() const {
        return loaded_.report.set.parameters_on(law_date());
    }
    formula::Evaluation& evaluation() { return *evaluation_; }

    std::vector<Cell> cells(const Row& row) const {
        std::vector<Cell> cells(plan().inputs().size());
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const slow::Field& field = row[i];
            if (field.state == slow::Field::State::none) cells[slots_[i]] = Cell::none();
            if (field.is_known()) cells[slots_[i]] = Cell::known(count(i, field.value));
        }
        return cells;
    }

    std::string name(std::size_t column) const { return columns_[column].code; }

private:
    // In steps of the plan's input.
    std::int64_t count(std::size_t column, std::int64_t value) const {
        const formula::InputField& field = plan().inputs()[slots_[column]];
        switch (columns_[column].kind) {
            case slow::Kind::date:
            case slow::Kind::yes_no: return value;
            case slow::Kind::text:
                return loaded_.report.set.texts().intern(
                    columns_[column].words[static_cast<std::size_t>(value)]);
            case slow::Kind::count:
            case slow::Kind::money:
            case slow::Kind::points: break;
        }
        const bool is_money = columns_[column].kind == slow::Kind::money;
        const base::Ratio one =
            is_money ? *base::Ratio::of(base::Decimal(1), base::Decimal(100)) : base::Ratio(1);
        const auto steps = divide(one, field.step);
        return value * static_cast<std::int64_t>(steps->numerator());
    }

    std::span<const slow::Column> columns_;
    LoadedText loaded_;
    const Policy* policy_ = nullptr;
    std::vector<std::size_t> slots_;
    std::unique_ptr<formula::Evaluation> evaluation_;
};

struct TechSme {
    using Row = slow::tech_sme::Row;
    static Engine<Row> engine() { return {slow::tech_sme::kPolicy, slow::tech_sme::kColumns}; }
    static Row firm(std::int64_t, slow::Random& random) {
        return slow::tech_sme::random_firm(random);
    }
    static void fill(Row& row, std::int64_t, slow::Random& random) {
        slow::tech_sme::fill_at_random(row, random);
    }
};

struct HighTech {
    using Row = slow::high_tech::Row;
    static Engine<Row> engine() { return {slow::high_tech::kPolicy, slow::high_tech::kColumns}; }
    static Row firm(std::int64_t day, slow::Random& random) {
        return slow::high_tech::random_firm(day, random);
    }
    static void fill(Row& row, std::int64_t day, slow::Random& random) {
        slow::high_tech::fill_at_random(row, day, random);
    }
};

template <typename Row>
std::string shown(const Engine<Row>& engine, const Row& row) {
    std::string text;
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
        text += engine.name(i) + "=";
        if (row[i].is_known()) text += std::to_string(row[i].value);
        text += row[i].state == slow::Field::State::none ? "NA " : " ";
    }
    return text;
}

template <typename Row>
bool has_gaps(const Row& row) {
    return std::any_of(row.fields.begin(), row.fields.end(),
                       [](const slow::Field& field) { return field.is_missing(); });
}

template <typename Row>
bool has_none(const Row& row) {
    return std::any_of(row.fields.begin(), row.fields.end(), [](const slow::Field& field) {
        return field.state == slow::Field::State::none;
    });
}

formula::Outcomes outcomes_of(slow::Truth truth) {
    switch (truth) {
        case slow::Truth::yes: return formula::kYes;
        case slow::Truth::no: return formula::kNo;
        case slow::Truth::none: break;
    }
    return formula::kNotApplicable;
}

template <typename T>
class SlowComparison : public testing::Test {};
using Both = testing::Types<TechSme, HighTech>;
TYPED_TEST_SUITE(SlowComparison, Both);

// Goal: no wrong answer. Complete firms must agree exactly, in verdict and in points. With gaps, a
// decided verdict must be the only possible one, and the range of points must hold every possible
// sum. What the slow side can settle, the engine settles by splitting up to two gaps.
TYPED_TEST(SlowComparison, AHundredThousandFirmsGetTheSameAnswers) {
    auto engine = TypeParam::engine();
    ASSERT_TRUE(engine.is_good());
    const std::int64_t day = law_date().days_since_1970();
    slow::Random random(kSeed);
    int complete = 0;
    int decided = 0;
    int settled_by_splitting = 0;
    int left_open = 0;
    int with_none = 0;
    int wrong = 0;
    for (int i = 0; i < kFirms && wrong < 5; ++i) {
        const auto firm = TypeParam::firm(day, random);
        const slow::Reach reach = slow::reach_of(firm, day);
        const std::vector<Cell> cells = engine.cells(firm);
        engine.evaluation().run(cells);
        const formula::Outcomes found = engine.evaluation().outcomes(engine.policy().decision);
        const formula::Value total = engine.evaluation().value(engine.policy().total);
        const auto low =
            base::Ratio(*base::Decimal::of(static_cast<std::int64_t>(reach.total_low)));
        const auto high =
            base::Ratio(*base::Decimal::of(static_cast<std::int64_t>(reach.total_high)));
        const bool is_number = total.state == formula::kNumber;
        bool is_wrong =
            is_number && ((total.lo && *total.lo > low) || (total.hi && *total.hi < high));
        if (has_none(firm)) {
            // What rests on something that does not apply may be open here and settled there, but
            // never the opposite.
            ++with_none;
            is_wrong |= found == formula::kYes && slow::expected(reach) != slow::Expected::yes;
            is_wrong |= found == formula::kNo && slow::expected(reach) != slow::Expected::no;
        } else if (!has_gaps(firm)) {
            ++complete;
            const auto verdict = slow::verdict_of(firm, day);
            is_wrong |= !is_number || found != outcomes_of(verdict.decision) || total.lo != low ||
                        total.hi != high;
        } else if (found == formula::kYes || found == formula::kNo) {
            ++decided;
            const auto wanted = found == formula::kYes ? slow::Expected::yes : slow::Expected::no;
            is_wrong |= !is_number || slow::expected(reach) != wanted;
        } else if (slow::expected(reach) != slow::Expected::open && reach.is_whole) {
            const formula::Split split =
                formula::split(engine.evaluation(), engine.policy().decision, cells);
            const bool is_settled =
                split.outcomes == formula::kYes || split.outcomes == formula::kNo;
            const auto wanted =
                slow::expected(reach) == slow::Expected::yes ? formula::kYes : formula::kNo;
            is_wrong |= !is_number || (is_settled && split.outcomes != wanted);
            (is_settled ? settled_by_splitting : left_open) += 1;
        }
        if (!is_wrong) continue;
        ++wrong;
        ADD_FAILURE() << "firm " << i << ": engine " << int{found} << " total " << to_string(total)
                      << ", slow yes " << reach.yes << " no " << reach.no << " none " << reach.none
                      << " total " << static_cast<std::int64_t>(reach.total_low) << ".."
                      << static_cast<std::int64_t>(reach.total_high) << "\n"
                      << shown(engine, firm);
    }
    EXPECT_EQ(wrong, 0);
    // The generator must reach all kinds of answers, or the comparison says little.
    EXPECT_GT(complete, kFirms / 10);
    EXPECT_GT(decided, kFirms / 10);
    EXPECT_LT(left_open, kFirms / 100);
    EXPECT_GT(with_none, kFirms / 100);
    std::printf(
        "complete %d, decided with gaps %d, settled by splitting %d, left open %d, with "
        "something not applicable %d\n",
        complete, decided, settled_by_splitting, left_open, with_none);
}

// Goal: whatever turns out about missing fields, a yes stays yes and a no stays no.
TYPED_TEST(SlowComparison, NoCompletionContradictsADecidedVerdict) {
    auto engine = TypeParam::engine();
    ASSERT_TRUE(engine.is_good());
    const std::int64_t day = law_date().days_since_1970();
    slow::Random random(kSeed + 1);
    constexpr int kEach = 20;
    std::int64_t done = 0;
    int contradicted = 0;
    while (done < kCompletions && contradicted < 5) {
        const auto firm = TypeParam::firm(day, random);
        if (!has_gaps(firm)) continue;
        engine.evaluation().run(engine.cells(firm));
        const formula::Outcomes found = engine.evaluation().outcomes(engine.policy().decision);
        if (found != formula::kYes && found != formula::kNo) continue;
        for (int i = 0; i < kEach; ++i) {
            auto whole = firm;
            TypeParam::fill(whole, day, random);
            ++done;
            if (outcomes_of(slow::verdict_of(whole, day).decision) == found) continue;
            ++contradicted;
            ADD_FAILURE() << "engine " << int{found} << "\n"
                          << shown(engine, firm) << "\nbut\n"
                          << shown(engine, whole);
            break;
        }
    }
    EXPECT_EQ(contradicted, 0);
    EXPECT_GE(done, kCompletions);
}

// Goal: a table of firms in blocks, asked for all policies at once, says what each firm by itself
// is told.
TYPED_TEST(SlowComparison, ATableSaysTheSameAsEachFirmAlone) {
    auto engine = TypeParam::engine();
    ASSERT_TRUE(engine.is_good());
    constexpr std::size_t kRows = 20'000;
    const std::int64_t day = law_date().days_since_1970();
    slow::Random random(kSeed + 2);
    const std::size_t inputs = engine.plan().inputs().size();
    std::vector<std::vector<Cell>> rows;
    std::vector<std::vector<std::int64_t>> numbers(inputs);
    std::vector<std::vector<std::uint8_t>> truths(inputs);
    std::vector<std::vector<std::uint8_t>> presence(inputs);
    for (std::size_t i = 0; i < kRows; ++i) {
        rows.push_back(engine.cells(TypeParam::firm(day, random)));
        for (std::size_t slot = 0; slot < inputs; ++slot) {
            const Cell& cell = rows.back()[slot];
            numbers[slot].push_back(cell.lo);
            truths[slot].push_back(static_cast<std::uint8_t>(cell.lo));
            presence[slot].push_back(static_cast<std::uint8_t>(cell.presence));
        }
    }
    formula::Table table{.rows = kRows};
    for (std::size_t slot = 0; slot < inputs; ++slot) {
        const bool is_truth = engine.plan().inputs()[slot].type.kind == formula::Kind::truth;
        formula::InputColumn column{.presence = presence[slot]};
        if (is_truth) column.truths = truths[slot];
        if (!is_truth) column.numbers = numbers[slot];
        table.inputs.push_back(column);
    }
    const NodeId decision = engine.policy().decision;
    const NodeId total = engine.policy().total;
    std::vector<NodeId> wanted{decision, total};
    for (const Policy& policy : engine.policies()) wanted.push_back(policy.decision);
    formula::Batch batch(engine.plan(), wanted);
    batch.set_parameters(engine.parameters());
    std::size_t seen = 0;
    int different = 0;
    batch.run(table, [&](const formula::BlockView& block) {
        const auto outcomes = block.outcomes(decision);
        const auto low = block.lo(total);
        const auto high = block.hi(total);
        for (std::size_t i = 0; i < block.rows(); ++i) {
            engine.evaluation().run(rows[block.first_row() + i]);
            if (engine.evaluation().outcomes(decision) != outcomes[i] ||
                engine.evaluation().lo(total) != low[i] ||
                engine.evaluation().hi(total) != high[i]) {
                ++different;
            }
        }
        seen += block.rows();
    });
    EXPECT_EQ(seen, kRows);
    EXPECT_EQ(different, 0);
}

}  // namespace
}  // namespace kc::policy
