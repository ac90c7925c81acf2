// SPDX-License-Identifier: Apache-2.0
#include "access/role_book.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "pack/catalog.hpp"

namespace kc::access {
namespace {

bool names(const pack::RoleText& role, std::string_view other) {
    return std::find(role.excludes.begin(), role.excludes.end(), other) != role.excludes.end();
}

bool is_administrative(const pack::Authority& authority) {
    const auto has_verb = [&](pack::Verb verb) {
        return std::find(authority.verbs.begin(), authority.verbs.end(), verb) !=
               authority.verbs.end();
    };
    return has_verb(pack::Verb::administer) || has_verb(pack::Verb::grant) ||
           has_verb(pack::Verb::confirm) || has_verb(pack::Verb::explain);
}

}  // namespace

void RoleBook::add(const pack::ObjectSet& set) {
    for (const auto& entry : set.roles) {
        if (entry.is_sound) roles_.emplace(entry.value.code, entry.value);
    }
}

const pack::RoleText* RoleBook::find(std::string_view code) const {
    const auto found = roles_.find(code);
    return found == roles_.end() ? nullptr : &found->second;
}

std::vector<const pack::RoleText*> RoleBook::all() const {
    std::vector<const pack::RoleText*> list;
    for (const auto& [code, role] : roles_) list.push_back(&role);
    return list;
}

bool RoleBook::exclude_each_other(std::string_view one, std::string_view other) const {
    const pack::RoleText* first = find(one);
    const pack::RoleText* second = find(other);
    return (first != nullptr && names(*first, other)) || (second != nullptr && names(*second, one));
}

std::shared_ptr<const RoleBook> RoleBook::shipped() {
    static const std::shared_ptr<const RoleBook> book = [] {
        constexpr std::string_view kFolder = "roles/";
        std::vector<pack::TextFile> files;
        for (const pack::EmbeddedFile& file : pack::embedded_catalog()) {
            if (file.path.starts_with(kFolder))
                files.push_back({std::string(file.path), std::string(file.text)});
        }
        const pack::CatalogReport report = pack::load_catalog(files);
        // A test holds the catalog to being without errors.
        KC_CHECK(!report.catalog.objects.roles.empty());
        auto made = std::make_shared<RoleBook>();
        made->add(report.catalog.objects);
        return made;
    }();
    return book;
}

ScopeNeeds needs_of(const pack::RoleText& role) {
    ScopeNeeds needs;
    for (const pack::Authority& authority : role.authorities) {
        needs.units |=
            authority.within == pack::Reach::unit || authority.within == pack::Reach::parent;
        needs.sections |= authority.within == pack::Reach::section;
        needs.body |= authority.within == pack::Reach::body;
    }
    return needs;
}

bool needs_second_person(const pack::RoleText& role) {
    if (role.is_administrator) return true;
    return std::any_of(
        role.authorities.begin(), role.authorities.end(), [](const pack::Authority& authority) {
            // Whoever sees the secrets of one's own firm or of what one was
            // assigned sees nobody else's.
            const bool is_wide =
                authority.within == pack::Reach::city || authority.within == pack::Reach::all ||
                authority.within == pack::Reach::unit || authority.within == pack::Reach::section;
            return is_administrative(authority) ||
                   (is_wide && authority.sees.secret == pack::Sight::clear);
        });
}

}  // namespace kc::access
