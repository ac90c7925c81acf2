// SPDX-License-Identifier: Apache-2.0
// Any bytes as a formula: what is read can be written and read back, what compiles gives the same
// answer for a row and for a block, and everything else is an error with a place.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "formula/batch.hpp"
#include "formula/random_formula.hpp"

namespace {

using namespace kc::formula;  // NOLINT: a program of one file
using kc::formula::testing::Firm;
using kc::formula::testing::random_row;
using kc::formula::testing::RandomFormula;

void check_rows(Firm& firm, NodeId root, std::uint64_t seed) {
    const Plan plan = firm.builder.finish();
    Evaluation single(plan, {root});
    RandomFormula random(seed);
    std::vector<std::vector<std::int64_t>> numbers(plan.inputs().size());
    std::vector<std::vector<std::uint8_t>> truths(plan.inputs().size());
    std::vector<std::vector<std::uint8_t>> presence(plan.inputs().size());
    std::vector<std::vector<Cell>> rows;
    for (int r = 0; r < 3; ++r) {
        rows.push_back(random_row(random, plan, firm.texts));
        if (r > 0) rows.back()[random.below(rows.back().size())] = Cell::missing();
        for (std::size_t i = 0; i < rows.back().size(); ++i) {
            numbers[i].push_back(rows.back()[i].lo);
            truths[i].push_back(rows.back()[i].lo != 0 ? 1 : 0);
            presence[i].push_back(static_cast<std::uint8_t>(rows.back()[i].presence));
        }
    }
    Table table{.rows = rows.size()};
    for (std::size_t i = 0; i < plan.inputs().size(); ++i) {
        table.inputs.push_back(
            {.numbers = numbers[i], .truths = truths[i], .presence = presence[i]});
    }
    Batch(plan, {root}).run(table, [&](const BlockView& block) {
        for (std::size_t r = 0; r < rows.size(); ++r) {
            single.run(rows[r]);
            static_cast<void>(to_string(single.value(root), &firm.texts));
            const std::size_t at = plan.node(root).uniform ? 0 : r;
            if (plan.node(root).type.kind == Kind::truth) {
                KC_CHECK(block.outcomes(root)[at] == single.outcomes(root));
            } else if ((single.state(root) & kNumber) != 0) {
                KC_CHECK(block.lo(root)[at] == single.lo(root));
                KC_CHECK(block.hi(root)[at] == single.hi(root));
            }
        }
    });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);  // NOLINT: bytes
    const auto expression = parse(text, {"fuzz", 1, 1});
    if (!expression) {
        KC_CHECK(expression.error().at.line > 0);
        KC_CHECK(!expression.error().zh.empty() && !expression.error().en.empty());
        return 0;
    }
    const std::string written = to_string(*expression);
    const auto again = parse(written);
    // Only the length may be in the way: the canonical words are longer than some others.
    KC_CHECK(again || again.error().code == "E-formula-size");
    if (again) KC_CHECK(to_string(*again) == written);
    Firm firm;
    const auto compiled = compile(*expression, firm.scope, firm.builder);
    if (!compiled) {
        KC_CHECK(compiled.error().at.line > 0);
        return 0;
    }
    check_rows(firm, compiled->root, size);
    return 0;
}
