// SPDX-License-Identifier: Apache-2.0
#include "evaluation/registry.hpp"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/credit_code.hpp"
#include "base/region_code.hpp"

namespace kc::evaluation {
namespace {

constexpr std::size_t kShown = 5;

struct Registry {
    std::string_view word;
    std::string_view zh;
    std::string_view en;
    bool (*holds)(const std::string& id);
};

constexpr Registry kRegistries[] = {
    {"county", "行政区划代码", "codes of administrative divisions",
     [](const std::string& id) { return base::RegionCode::parse(id).has_value(); }},
    {"firm", "统一社会信用代码", "unified social credit codes",
     [](const std::string& id) { return base::CreditCode::parse(id).has_value(); }},
};

Diagnostic warning(std::string zh, std::string en) {
    return {.code = "W-registry",
            .zh = std::move(zh),
            .en = std::move(en),
            .severity = Severity::warning};
}

}  // namespace

Diagnostics registry_notes(const Definition& definition, std::span<const std::string> ids) {
    const std::string& wanted = definition.units.registry;
    if (wanted.empty()) return {};
    for (const Registry& registry : kRegistries) {
        if (registry.word != wanted) continue;
        std::vector<std::string> wrong;
        std::size_t count = 0;
        for (const std::string& id : ids) {
            if (registry.holds(id)) continue;
            if (++count <= kShown) wrong.push_back(id);
        }
        if (count == 0) return {};
        return {warning(fmt::format("{} 个单位的编号不是{}：{}{}", count, registry.zh,
                                    fmt::join(wrong, "、"), count > kShown ? " 等" : ""),
                        fmt::format("{} ids are no {}: {}{}", count, registry.en,
                                    fmt::join(wrong, ", "), count > kShown ? " and more" : ""))
                    .hint("核对编号，或去掉 units 的 registry",
                          "check the ids, or remove registry from units")};
    }
    return {
        warning(fmt::format("不认识登记册“{}”，单位编号没有核对", wanted),
                fmt::format("there is no registry '{}': ids of units were not checked", wanted))
            .hint("可写 county 或 firm，也可不写", "county and firm are known; or leave it out")};
}

}  // namespace kc::evaluation
