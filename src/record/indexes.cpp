// SPDX-License-Identifier: Apache-2.0
#include "record/indexes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "store/sha256.hpp"

namespace kc::record {
namespace {

using pack::RegistryField;
using pack::ValueType;

// A list by name or by change is what people open most, and most of them may see a part of it.
// These two say of each row what access asks, so that rows of others are passed over without being
// read. Not all indexes: they would be written anew at every step of a record.
constexpr std::array<std::string_view, 7> kOfEvery = {"title, id, unit, state, body, life",
                                                      "title_key",
                                                      "unit, title, id",
                                                      "owner",
                                                      "valid_from, id",
                                                      "valid_to, id",
                                                      "known_at_us, id, unit, state, body, life"};
constexpr std::array<std::string_view, 2> kFormer = {"title, id", "known_at_us, id"};

Index named(const Registry& registry, std::string columns) {
    const std::string hash =
        store::to_hex(store::sha256(fmt::format("{} {}", registry.table(), columns)));
    return {"i_" + hash.substr(0, 24), std::move(columns)};
}

// Not fields of few values: their index would be taken for a filter that most rows pass, and the
// page sorted by hand.
bool has_index(const Registry& registry, const RegistryField& field) {
    const pack::Registry& definition = registry.definition();
    const auto holds = [&](const std::vector<std::string>& codes) {
        return std::find(codes.begin(), codes.end(), field.code) != codes.end();
    };
    if (field.is_unique || field.type == ValueType::reference) return true;
    const bool has_few_values = field.type == ValueType::choice ||
                                field.type == ValueType::yes_no || field.type == ValueType::region;
    return !has_few_values && field.code != definition.title &&
           (holds(definition.keys) || holds(definition.listed));
}

}  // namespace

std::string Index::create_sql(const Registry& registry) const {
    return fmt::format("CREATE INDEX IF NOT EXISTS {} ON {} ({})", name, registry.table(), columns);
}

std::string Index::drop_sql() const {
    return "DROP INDEX IF EXISTS " + name;
}

std::vector<Index> indexes_of(const Registry& registry) {
    std::vector<Index> indexes;
    for (const std::string_view columns : kOfEvery)
        indexes.push_back(named(registry, std::string(columns)));
    for (const RegistryField& field : registry.definition().fields) {
        if (has_index(registry, field))
            indexes.push_back(named(registry, fmt::format("{}, id", Registry::column(field.code))));
    }
    return indexes;
}

std::vector<Index> former_indexes_of(const Registry& registry) {
    std::vector<Index> indexes;
    for (const std::string_view columns : kFormer)
        indexes.push_back(named(registry, std::string(columns)));
    return indexes;
}

}  // namespace kc::record
