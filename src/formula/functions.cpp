// SPDX-License-Identifier: Apache-2.0
#include "formula/functions.hpp"

#include "formula/limits.hpp"

namespace kc::formula {

const std::vector<FunctionName>& functions() {
    using enum Function;
    static const std::vector<FunctionName> all{
        {"count", "计数", count, 0, 0},
        {"sum", "合计", sum, 1, kMaxArguments},
        {"min", "最小", minimum, 1, kMaxArguments},
        {"max", "最大", maximum, 1, kMaxArguments},
        {"exists", "存在", exists, 0, 0},
        {"best_of", "择优", best_of, 1, kMaxArguments},
        {"applicable", "适用", applicable, 1, 1},
        {"round_down", "向下取整", round_down, 2, 2},
        {"round_up", "向上取整", round_up, 2, 2},
        {"round_half_up", "四舍五入", round_half_up, 2, 2},
        {"add_months_down", "加月取月末", add_months_down, 2, 2},
        {"add_months_up", "加月取次日", add_months_up, 2, 2},
        {"whole_months", "满月数", whole_months, 2, 2},
        {"whole_years", "满年数", whole_years, 2, 2},
        {"year", "年份", year, 1, 1},
        {"month", "月份", month, 1, 1},
        {"day", "日", day, 1, 1},
        {"first_day", "首日", first_day, 1, 1},
        {"last_day", "末日", last_day, 1, 1},
        {"points", "百分点", points, 1, 1},
    };
    return all;
}

const FunctionName* find_function(std::string_view name) {
    for (const FunctionName& function : functions()) {
        if (function.en == name || function.zh == name) return &function;
    }
    return nullptr;
}

std::vector<std::string> function_names() {
    std::vector<std::string> names;
    for (const FunctionName& function : functions()) {
        names.emplace_back(function.en);
        names.emplace_back(function.zh);
    }
    return names;
}

bool is_fold(std::string_view name) {
    const FunctionName* function = find_function(name);
    return function != nullptr && function->function <= Function::exists;
}

bool takes_value(std::string_view name) {
    const FunctionName* function = find_function(name);
    return function != nullptr && is_fold(name) && function->function != Function::count &&
           function->function != Function::exists;
}

}  // namespace kc::formula
