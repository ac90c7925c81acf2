// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "pack/checks.hpp"

namespace kc::pack {
namespace {

// Kinds whose objects have no states.
bool is_stateless(ObjectKind kind) {
    return kind != ObjectKind::record && kind != ObjectKind::form && kind != ObjectKind::matter &&
           kind != ObjectKind::attachment && kind != ObjectKind::document &&
           kind != ObjectKind::disclosure;
}

class RoleCheck {
public:
    RoleCheck(const Entry<RoleText>& entry, Diagnostics& found) : entry_(entry), found_(found) {}

    void run() {
        const Node* list = entry_.origin.node->find("authorities");
        std::set<std::string> ids;
        for (std::size_t i = 0; i < entry_.value.authorities.size(); ++i) {
            const Authority& authority = entry_.value.authorities[i];
            const Place at = entry_.origin.document->place(list->items[i]);
            if (!ids.insert(authority.id).second) {
                add_error(
                    found_, at,
                    {"E-duplicate-code", fmt::format("权限 {} 在这个角色里写了两次", authority.id),
                     fmt::format("this role has two authorities '{}'", authority.id), "换一个 id",
                     "choose another id"});
            }
            check_parts(authority, at);
            check_states(authority, at);
        }
        check_excludes();
    }

private:
    void check_parts(const Authority& authority, const Place& at) {
        if ((authority.within == Reach::assigned) == !authority.parts.empty()) return;
        add_error(found_, at,
                  {"E-authority", "as 与 within: assigned 要一起写",
                   "'as' and 'within: assigned' belong together",
                   "写上在记录中的身份，例如 as: [reviewer]",
                   "name the part in the record, such as as: [reviewer]"});
    }

    // Plans, figures, accounts … have no such states; a condition on them would never hold, and
    // nobody would see why.
    void check_states(const Authority& authority, const Place& at) {
        if (authority.states.empty()) return;
        const auto stateless =
            std::find_if(authority.kinds.begin(), authority.kinds.end(), is_stateless);
        if (stateless == authority.kinds.end()) return;
        add_error(found_, at,
                  {"E-authority", fmt::format("{} 没有状态，不能写 states", to_string(*stateless)),
                   fmt::format("a {} has no states; 'states' cannot hold", to_string(*stateless)),
                   "分成两条写", "write two authorities"});
    }

    void check_excludes() {
        const Node* list = entry_.origin.node->find("excludes");
        for (std::size_t i = 0; i < entry_.value.excludes.size(); ++i) {
            if (entry_.value.excludes[i] != entry_.value.code) continue;
            add_error(found_, entry_.origin.document->place(list->items[i]),
                      {"E-cycle", "角色与自己不相容，就没有人能担任",
                       "a role that excludes itself can be held by nobody", "删去它", "remove it"});
        }
    }

    const Entry<RoleText>& entry_;
    Diagnostics& found_;
};

}  // namespace

void check_roles(const ObjectSet& set, Diagnostics& found) {
    for (const Entry<RoleText>& entry : set.roles) {
        if (entry.is_sound) RoleCheck(entry, found).run();
    }
}

}  // namespace kc::pack
