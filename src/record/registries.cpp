// SPDX-License-Identifier: Apache-2.0
#include "record/registries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "base/suggest.hpp"
#include "base/utf8.hpp"

namespace kc::record {
namespace {

std::string table_name(const std::string& code) {
    std::string name = "r_" + code;
    for (char& c : name) {
        if (c == '.' || c == '-') c = '_';
    }
    return name;
}

std::vector<std::size_t> by_code(const std::vector<pack::RegistryField>& fields) {
    std::vector<std::size_t> positions(fields.size());
    std::iota(positions.begin(), positions.end(), std::size_t{0});
    std::sort(positions.begin(), positions.end(),
              [&](std::size_t a, std::size_t b) { return fields[a].code < fields[b].code; });
    return positions;
}

// What the city says goes before what the definition says.
void name_section(pack::Registry& definition, const pack::Manifest& manifest) {
    for (const pack::RegistrySection& one : manifest.sections) {
        if (one.registry == definition.code) definition.section = one.section;
    }
}

}  // namespace

Registry::Registry(const pack::Registry& definition)
    : definition_(definition),
      table_(table_name(definition.code)),
      history_table_(table_ + "_h"),
      yearly_table_(table_ + "_y"),
      approved_table_(table_ + "_a"),
      fields_by_code_(by_code(definition.fields)),
      yearly_by_code_(by_code(definition.yearly)) {
    for (const pack::RegistryField& field : definition_.fields) {
        if (!field_columns_.empty()) field_columns_ += ", ";
        field_columns_ += column(field.code);
    }
}

Result<Registries> Registries::of(const pack::Catalog& catalog, const pack::Pack* pack) {
    Registries all;
    std::set<std::string> tables;
    std::vector<const pack::ObjectSet*> sets;
    if (pack != nullptr) sets.push_back(&pack->objects);
    sets.push_back(&catalog.objects);
    for (const pack::ObjectSet* set : sets) {
        all.regions_.add(*set);
        for (const auto& entry : set->registries) {
            pack::Registry definition = entry.value;
            if (pack != nullptr) name_section(definition, pack->manifest);
            const Registry& made = all.registries_.emplace_back(definition);
            if (tables.insert(made.table()).second) continue;
            return unexpected(
                Diagnostic{"E-record-table", entry.origin.place({"code"}),
                           fmt::format("登记库 {} 与另一个登记库的表名相同", entry.value.code),
                           fmt::format("the registry {} would share its table with another one",
                                       entry.value.code)}
                    .hint("换一个代码；. - _ 在表名里没有区别",
                          "choose another code; . - and _ are the same in a table's name"));
        }
    }
    return all;
}

const Registry* Registries::find(std::string_view code) const {
    const auto found = std::find_if(registries_.begin(), registries_.end(),
                                    [&](const Registry& one) { return one.code() == code; });
    return found == registries_.end() ? nullptr : &*found;
}

Result<const Registry*> Registries::require(std::string_view code) const {
    if (const Registry* found = find(code)) return found;
    std::vector<std::string> codes;
    for (const Registry& one : registries_) codes.push_back(one.code());
    const auto near = base::nearest(code, codes);
    return unexpected(Diagnostic{"E-record-registry",
                                 {},
                                 fmt::format("没有登记库 {}", base::shortened(code)),
                                 fmt::format("there is no registry {}", base::shortened(code))}
                          .hint(near ? fmt::format("是不是 {}？", *near) : "检查代码",
                                near ? fmt::format("did you mean {}?", *near) : "check the code"));
}

std::vector<Registries::Referrer> Registries::referrers_of(std::string_view code) const {
    std::vector<Referrer> found;
    for (const Registry& registry : registries_) {
        for (const pack::RegistryField& field : registry.definition().fields) {
            if (field.type == pack::ValueType::reference && field.of == code) {
                found.push_back({&registry, &field});
            }
        }
    }
    return found;
}

}  // namespace kc::record
