// SPDX-License-Identifier: Apache-2.0
#include "access/standing.hpp"

#include <map>
#include <mutex>

namespace kc::access {

std::shared_ptr<const Standing> shipped_standing(std::string_view role_code) {
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<const Standing>, std::less<>> made;
    const std::lock_guard lock(mutex);
    if (const auto found = made.find(role_code); found != made.end()) return found->second;
    auto standing = std::make_shared<Standing>();
    standing->book = RoleBook::shipped();
    const pack::RoleText* role = standing->book->find(role_code);
    // What is no role is not remembered, so that asking for nonsense takes no memory.
    if (role == nullptr) return standing;
    Holding holding;
    holding.role = role;
    standing->holdings.push_back(std::move(holding));
    made.emplace(std::string(role_code), standing);
    return standing;
}

}  // namespace kc::access
