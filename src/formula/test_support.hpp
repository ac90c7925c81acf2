// SPDX-License-Identifier: Apache-2.0
// A small firm to write formulas about. For the tests of this room only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formula/compile.hpp"
#include "formula/evaluation.hpp"

namespace kc::formula::testing {

struct Firm {
    Firm() {
        const auto people = Type::number(unit_named("人"));
        const auto money = Type::number(unit_named("元"));
        const base::Ratio fen = *base::Ratio::of(1, 100);
        const NodeId staff = add({.name = "职工总数", .type = people, .lowest = {.count = 1}});
        add({.name = "科技人员数",
             .type = people,
             .lowest = {.count = 0},
             .highest = {.input = staff}});
        add({.name = "销售收入", .type = money, .step = fen, .lowest = {.count = 0}});
        const NodeId rd =
            add({.name = "研发费用", .type = money, .step = fen, .lowest = {.count = 0}});
        add({.name = "成本费用", .type = money, .step = fen, .lowest = {.input = rd}});
        add({.name = "注册日期", .type = Type::date()});
        add({.name = "居民企业", .type = Type::truth()});
        add({.name = "类别", .type = Type::text(), .codes = {"I", "II", "III"}});
        add({.name = "增长率",
             .type = Type::number(unit_named("%")),
             .step = *base::Ratio::of(1, 10),
             .may_be_none = true});
        add({.name = "时期", .type = Type::period()});
        const auto list = builder.list(
            {.name = "知识产权",
             .fields = {{.name = "类", .type = Type::text(), .codes = {"I", "II"}},
                        {.name = "有效期至", .type = Type::date()},
                        {.name = "费用", .type = money, .step = fen, .lowest = {.count = 0}}},
             .max_items = 100});
        scope.add_list("知识产权", *list);
    }

    NodeId add(InputField field) {
        const std::string name = field.name;
        const auto node = builder.input(std::move(field));
        scope.add(name, *node);
        return *node;
    }

    Result<Compiled> compile(std::string_view text) {
        return formula::compile(text, {"firm.yaml", 3, 7}, scope, builder);
    }

    // The formula's value as text, for cells given as "name=value".
    std::string answer(std::string_view text, const std::vector<std::string>& cells = {},
                       const std::vector<ListCells>& lists = {}) {
        const auto compiled = compile(text);
        if (!compiled) return to_string(compiled.error(), Language::en);
        const Plan plan = builder.finish();
        Evaluation evaluation(plan, {compiled->root});
        evaluation.run(row(plan, cells), lists);
        return to_string(evaluation.value(compiled->root), &texts);
    }

    std::vector<Cell> row(const Plan& plan, const std::vector<std::string>& cells) {
        std::vector<Cell> row(plan.inputs().size());
        for (const std::string& each : cells) {
            const std::size_t equals = each.find('=');
            const auto slot = plan.find_input(each.substr(0, equals));
            row[slot.value()] =
                read_cell(plan.inputs()[*slot], each.substr(equals + 1), texts).value();
        }
        return row;
    }

    TextTable texts;
    Builder builder{texts};
    Scope scope;
};

}  // namespace kc::formula::testing
