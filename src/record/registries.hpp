// SPDX-License-Identifier: Apache-2.0
// The registries of a pack and the catalog, as tables know them.
//
// Each registry has three tables: `r_<code>` holds every record as it stands, `r_<code>_h` every
// version there ever was (the present one too), `r_<code>_y` the yearly figures, all versions.
// Whatever a registry defines, these columns are there, so that a rule about access is written once
// and holds for all (see columns below); a field's own column is "f_" and its code.
#pragma once

#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "pack/catalog.hpp"
#include "pack/pack.hpp"
#include "pack/registry.hpp"
#include "record/regions.hpp"

namespace kc::record {

// Columns of `r_<code>` and `r_<code>_h` that every registry has, for conditions (store::Condition)
// and for sorting.
namespace columns {
inline constexpr std::string_view kId = "id";            // number of the record, over all
                                                         // registries
inline constexpr std::string_view kVersion = "version";  // 1, 2, 3 …
inline constexpr std::string_view kState = "state";      // word of pack::RecordState
inline constexpr std::string_view kLife = "life";        // open, closed, revoked, merged, split
inline constexpr std::string_view kUnit = "unit";        // code of its region, or NULL
inline constexpr std::string_view kOwner = "owner";      // number of the owning record, or NULL
inline constexpr std::string_view kBody = "body";        // credit code of the owner, or NULL
inline constexpr std::string_view kEnteredBy = "entered_by";  // account behind what it says
inline constexpr std::string_view kTitle = "title";           // what it is called
inline constexpr std::string_view kValidFrom = "valid_from";  // days since 1970, or NULL
inline constexpr std::string_view kValidTo = "valid_to";      // the last day, or NULL
inline constexpr std::string_view kClosedOn = "closed_on";    // the first day it is not there
inline constexpr std::string_view kKnownAt = "known_at_us";   // of this version
}  // namespace columns

class Registry {
public:
    explicit Registry(const pack::Registry& definition);

    [[nodiscard]] const pack::Registry& definition() const { return definition_; }
    [[nodiscard]] const std::string& code() const { return definition_.code; }
    // Code of the section that looks after it here; empty where none does.
    [[nodiscard]] const std::string& section() const { return definition_.section; }

    // Null when there is none.
    [[nodiscard]] const pack::RegistryField* field(std::string_view code) const {
        return pack::find_field(definition_.fields, code);
    }
    [[nodiscard]] const pack::RegistryField* yearly_field(std::string_view code) const {
        return pack::find_field(definition_.yearly, code);
    }

    [[nodiscard]] const std::string& table() const { return table_; }
    [[nodiscard]] const std::string& history_table() const { return history_table_; }
    [[nodiscard]] const std::string& yearly_table() const { return yearly_table_; }
    // Of what was approved and stands while something newer is under way (approved.hpp).
    [[nodiscard]] const std::string& approved_table() const { return approved_table_; }

    // The column of a field.
    [[nodiscard]] static std::string column(std::string_view field) {
        return "f_" + std::string(field);
    }

    // Positions of the fields in the order of their codes, which a definition cannot change.
    [[nodiscard]] const std::vector<std::size_t>& fields_by_code() const { return fields_by_code_; }
    [[nodiscard]] const std::vector<std::size_t>& yearly_by_code() const { return yearly_by_code_; }

    // "f_name, f_credit_code, …" in the order of the definition; empty without fields.
    [[nodiscard]] const std::string& field_columns() const { return field_columns_; }

private:
    pack::Registry definition_;
    std::string table_;
    std::string history_table_;
    std::string yearly_table_;
    std::string approved_table_;
    std::string field_columns_;
    std::vector<std::size_t> fields_by_code_;
    std::vector<std::size_t> yearly_by_code_;
};

// Never changes; a new pack is a new one of these.
class Registries {
public:
    // Of the pack and, beneath it, the catalog. Null for `pack` where there is none yet. An error
    // when the codes of two registries would make the same table.
    static Result<Registries> of(const pack::Catalog& catalog, const pack::Pack* pack);

    [[nodiscard]] const std::deque<Registry>& all() const { return registries_; }
    // Null when there is none.
    [[nodiscard]] const Registry* find(std::string_view code) const;
    // The same, with the nearest right code in the error.
    [[nodiscard]] Result<const Registry*> require(std::string_view code) const;
    [[nodiscard]] const Regions& regions() const { return regions_; }

    // A field of another registry that refers to this one.
    struct Referrer {
        const Registry* registry = nullptr;
        const pack::RegistryField* field = nullptr;
    };
    [[nodiscard]] std::vector<Referrer> referrers_of(std::string_view code) const;

private:
    std::deque<Registry> registries_;  // their addresses stay
    Regions regions_;
};

}  // namespace kc::record
