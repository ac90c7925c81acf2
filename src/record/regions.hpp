// SPDX-License-Identifier: Apache-2.0
// The administrative units records belong to, with the days their codes are in force.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "pack/object_set.hpp"

namespace kc::record {

struct Region {
    std::string code = {};
    std::string zh = {};
    std::string en = {};
    std::string parent = {};  // empty at the top
    std::optional<base::Date> valid_from = {};
    std::optional<base::Date> valid_to = {};
    std::string successor = {};  // the code that replaced it, if one did

    [[nodiscard]] bool is_in_force(base::Date day) const {
        return (!valid_from || *valid_from <= day) && (!valid_to || day <= *valid_to);
    }
};

class Regions {
public:
    // What was added first wins: the pack's before the catalog's.
    void add(const pack::ObjectSet& set);

    // Null when there is none.
    [[nodiscard]] const Region* find(std::string_view code) const;

    // By code or by name, in force on the day. The error names the successor of an abolished code.
    [[nodiscard]] Result<const Region*> read(std::string_view text, base::Date day) const;

    // The code and all codes below it, abolished ones included.
    [[nodiscard]] std::vector<std::string> with_all_below(std::string_view code) const;

private:
    void add_unit(const pack::AdminUnit& unit, const std::string& parent);

    std::map<std::string, Region, std::less<>> regions_;
};

}  // namespace kc::record
