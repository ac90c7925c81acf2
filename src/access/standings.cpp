// SPDX-License-Identifier: Apache-2.0
#include "access/standings.hpp"

#include <algorithm>
#include <utility>

#include "access/second_factor.hpp"

namespace kc::access {
namespace {

void sort_unique(std::vector<std::string>& codes) {
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
}

void append(std::vector<std::string>& to, std::vector<std::string> more) {
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

Holding holding_of(const Terms& terms, const pack::RoleText& role, const Grant& grant) {
    Holding holding;
    holding.role = &role;
    holding.grant = grant.number;
    holding.body = grant.body;
    for (const std::string& unit : grant.units) {
        append(holding.units, terms.units->below(unit));
        append(holding.above, terms.units->above(unit));
    }
    for (const std::string& section : grant.sections)
        append(holding.sections, terms.units->below(section));
    sort_unique(holding.units);
    sort_unique(holding.above);
    sort_unique(holding.sections);
    return holding;
}

// A role held since then may demand a second factor; the first to demand it counts.
void note_demand(const Terms& terms, const pack::RoleText& role, std::int64_t since_us,
                 Standing& standing) {
    if (!demands_factor(terms.factors, role)) return;
    const std::int64_t due = factor_due_us(terms.factors, since_us);
    standing.factor_due_us = std::min(standing.factor_due_us.value_or(due), due);
}

// What the account itself says. Of a role given later than the account was opened nobody noted
// when: its grace counts from the opening.
Result<void> add_account(store::Connection& connection, const Terms& terms,
                         std::string_view account, Standing& standing) {
    auto found = find_account(connection, account);
    if (!found) return unexpected(found.error());
    auto factor = find_second_factor(connection, account);
    if (!factor) return unexpected(factor.error());
    standing.has_second_factor = *factor && (*factor)->is_confirmed;
    if (!*found) return {};
    standing.has_temporary_password = (*found)->password_until_us != 0;
    for (const Holding& own : standing.holdings)
        note_demand(terms, *own.role, (*found)->created_at_us, standing);
    return {};
}

Result<void> add_lent(store::Connection& connection, const Terms& terms, std::string_view account,
                      base::Date today, Standing& standing) {
    auto delegations = delegations_of(connection, account);
    if (!delegations) return unexpected(delegations.error());
    for (const Delegation& one : *delegations) {
        if (!one.is_live(today)) continue;
        if (one.owner == account) {
            standing.delegates.push_back(one.delegate);
            continue;
        }
        // The loan ends with the grant and with the owner's account.
        auto grant = find_grant(connection, one.grant);
        if (!grant) return unexpected(grant.error());
        auto owner = find_account(connection, one.owner);
        if (!owner) return unexpected(owner.error());
        if (!*grant || !(*grant)->is_live(today) || !*owner || !(*owner)->is_open) continue;
        const pack::RoleText* role = terms.book->find((*grant)->role);
        if (role == nullptr) continue;
        Holding holding = holding_of(terms, *role, **grant);
        holding.on_behalf_of = one.owner;
        note_demand(terms, *role, one.made_at_us, standing);
        standing.holdings.push_back(std::move(holding));
    }
    sort_unique(standing.delegates);
    return {};
}

std::shared_ptr<const Standing> local_standing(const Terms& terms) {
    auto standing = std::make_shared<Standing>();
    standing->book = terms.book;
    standing->city = terms.city;
    Holding holding;
    holding.role = terms.book->find("role.local_reader");
    if (holding.role != nullptr) standing->holdings.push_back(std::move(holding));
    return standing;
}

}  // namespace

Terms terms_of(const pack::ObjectSet& catalog, const pack::ObjectSet& pack,
               std::string_view region) {
    Terms terms;
    auto book = std::make_shared<RoleBook>();
    auto units = std::make_shared<UnitScopes>();
    for (const pack::ObjectSet* set : {&pack, &catalog}) {
        book->add(*set);
        units->add(*set);
    }
    // A catalog of one's own may lack the roles that accounts have.
    for (const pack::RoleText* role : RoleBook::shipped()->all()) book->add(*role);
    terms.city = units->below(region);
    for (const auto& entry : pack.unit_trees) {
        for (const pack::AdminUnit& unit : entry.value.units)
            append(terms.city, units->below(unit.code));
    }
    sort_unique(terms.city);
    terms.book = std::move(book);
    terms.units = std::move(units);
    return terms;
}

Result<std::shared_ptr<const Standing>> read_standing(store::Connection& connection,
                                                      const Terms& terms, std::string_view account,
                                                      Role role, base::Date today) {
    auto standing = std::make_shared<Standing>();
    standing->book = terms.book;
    standing->city = terms.city;
    Holding own;
    own.role = terms.book->find(role_code(role));
    if (own.role != nullptr) standing->holdings.push_back(std::move(own));
    if (auto added = add_account(connection, terms, account, *standing); !added)
        return unexpected(added.error());
    auto grants = grants_of(connection, account);
    if (!grants) return unexpected(grants.error());
    for (const Grant& grant : *grants) {
        // A role that the live pack no longer has gives no right.
        const pack::RoleText* text = terms.book->find(grant.role);
        if (text == nullptr || !grant.is_live(today)) continue;
        standing->holdings.push_back(holding_of(terms, *text, grant));
        note_demand(terms, *text, std::max(grant.granted_at_us, grant.confirmed_at_us), *standing);
    }
    if (auto added = add_lent(connection, terms, account, today, *standing); !added)
        return unexpected(added.error());
    return standing;
}

void Standings::use(std::int64_t number, const std::function<Terms()>& make) {
    const std::lock_guard lock(mutex_);
    if (number == number_) return;
    terms_ = std::make_shared<Terms>(make());
    local_ = local_standing(*terms_);
    by_account_.clear();
    number_ = number;
    ++changes_;
}

std::shared_ptr<const Terms> Standings::terms() {
    const std::lock_guard lock(mutex_);
    return terms_;
}

std::shared_ptr<const Standing> Standings::remembered(std::string_view account, Role role,
                                                      base::Date today) {
    const std::lock_guard lock(mutex_);
    const auto found = by_account_.find(account);
    if (found == by_account_.end() || found->second.role != role || found->second.day != today)
        return nullptr;
    return found->second.standing;
}

Result<std::shared_ptr<const Standing>> Standings::of(store::Connection& connection,
                                                      const std::string& account, Role role,
                                                      base::Date today) {
    if (auto known = remembered(account, role, today)) return known;
    std::shared_ptr<const Terms> terms;
    std::int64_t changes = 0;
    {
        const std::lock_guard lock(mutex_);
        terms = terms_;
        changes = changes_;
    }
    auto standing = read_standing(connection, *terms, account, role, today);
    if (!standing) return standing;
    const std::lock_guard lock(mutex_);
    if (changes != changes_) return standing;
    if (by_account_.size() >= kRememberedMax) by_account_.clear();
    by_account_[account] = {role, today, *standing};
    return standing;
}

std::shared_ptr<const Standing> Standings::of_local_reader() {
    const std::lock_guard lock(mutex_);
    return local_;
}

void Standings::forget() {
    const std::lock_guard lock(mutex_);
    by_account_.clear();
    ++changes_;
}

}  // namespace kc::access
