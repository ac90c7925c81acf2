// SPDX-License-Identifier: Apache-2.0
#include "policy/model.hpp"

#include <algorithm>

namespace kc::policy {
namespace {

template <typename T>
const T* find_by_name(const std::vector<T>& all, std::string_view name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const T& one) {
        return one.label.zh == name || (!name.empty() && one.label.code == name);
    });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace

const Fact* Policy::find_fact(std::string_view name) const {
    return find_by_name(facts, name);
}

const Parameter* Policy::find_parameter(std::string_view name) const {
    return find_by_name(parameters, name);
}

bool Policy::holds_on(base::Date law_date) const {
    const pack::InForce& period = text().in_force;
    return (!period.from || *period.from <= law_date) &&
           (!period.until || law_date <= *period.until);
}

}  // namespace kc::policy
