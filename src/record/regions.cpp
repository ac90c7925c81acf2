// SPDX-License-Identifier: Apache-2.0
#include "record/regions.hpp"

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/utf8.hpp"

namespace kc::record {

void Regions::add(const pack::ObjectSet& set) {
    for (const auto& entry : set.unit_trees) {
        for (const pack::AdminUnit& unit : entry.value.units) add_unit(unit, {});
    }
}

void Regions::add_unit(const pack::AdminUnit& unit, const std::string& parent) {
    Region& region = regions_[unit.code];
    if (region.code.empty()) {
        region = {unit.code,       unit.name.zh,  unit.name.en,    parent,
                  unit.valid_from, unit.valid_to, region.successor};
    }
    if (!unit.was.empty()) regions_[unit.was].successor = unit.code;
    for (const pack::AdminUnit& child : unit.children) add_unit(child, unit.code);
}

const Region* Regions::find(std::string_view code) const {
    const auto found = regions_.find(code);
    return found == regions_.end() || found->second.code.empty() ? nullptr : &found->second;
}

Result<const Region*> Regions::read(std::string_view text, base::Date day) const {
    const Region* named = find(text);
    for (const auto& [code, region] : regions_) {
        const bool is_called_so = region.zh == text || (!text.empty() && region.en == text);
        if (named == nullptr && is_called_so && region.is_in_force(day)) named = &region;
    }
    if (named == nullptr) {
        std::vector<std::string> names;
        for (const auto& [code, region] : regions_) names.push_back(region.zh);
        const auto near = base::nearest(text, names);
        return unexpected(
            Diagnostic{"E-record-region",
                       {},
                       fmt::format("没有“{}”这个行政区", base::shortened(text)),
                       fmt::format("there is no region '{}'", base::shortened(text))}
                .hint(near ? fmt::format("是不是 {}？", *near) : "写行政区划代码或全称",
                      near ? fmt::format("did you mean {}?", *near)
                           : "write its code or its full name"));
    }
    if (named->is_in_force(day)) return named;
    return unexpected(Diagnostic{
        "E-record-region-past",
        {},
        fmt::format("{} {} 在 {} 不在有效期内", named->code, named->zh, base::to_string(day)),
        fmt::format("{} {} is not in force on {}", named->code, named->zh, base::to_string(day))}
                          .hint(named->successor.empty() ? "换成当日有效的代码"
                                                         : fmt::format("换成 {}", named->successor),
                                named->successor.empty()
                                    ? "name a region in force on that day"
                                    : fmt::format("write {}", named->successor)));
}

std::vector<std::string> Regions::with_all_below(std::string_view code) const {
    std::vector<std::string> codes{std::string(code)};
    for (std::size_t i = 0; i < codes.size(); ++i) {
        for (const auto& [other, region] : regions_) {
            if (region.parent == codes[i]) codes.push_back(other);
        }
        // A code that was replaced still stands in records from before.
        for (const auto& [other, region] : regions_) {
            const bool is_new = std::find(codes.begin(), codes.end(), other) == codes.end();
            if (region.successor == codes[i] && is_new) codes.push_back(other);
        }
    }
    return codes;
}

}  // namespace kc::record
