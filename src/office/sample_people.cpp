// SPDX-License-Identifier: Apache-2.0
#include "office/sample_people.hpp"

#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "access/accounts.hpp"
#include "access/grant_rules.hpp"
#include "access/password.hpp"
#include "base/check.hpp"
#include "office/sample_words.hpp"

namespace kc::office {
namespace {

constexpr std::string_view kSection = "template.bureau.high_tech";

struct Post {
    std::string_view name;
    std::string_view role;  // code; of an administrator the account's own
};
constexpr std::array<Post, 4> kAdministratorPosts = {{
    {"系统管理员", "role.system_administrator"},
    {"安全管理员", "role.security_administrator"},
    {"审计管理员", "role.audit_administrator"},
    {"业务管理员", "role.business_administrator"},
}};
constexpr std::array<Post, 8> kPosts = {{
    {"局领导", "role.leader"},
    {"高新科科长", "role.section_head"},
    {"高新科科员", "role.section_clerk"},
    {"徽水县负责人", "role.county_leader"},
    {"徽水县经办人", "role.county_clerk"},
    {"青岩县经办人", "role.county_clerk"},
    {"企业填报人", "role.firm_user"},
    {"查阅人", "role.visitor"},
}};

// Four words and a number: some forty bits, and easily typed.
std::string some_password() {
    constexpr std::array<std::string_view, 32> kWords = {
        "amber",   "bamboo", "bridge", "cedar",  "cloud",   "copper", "desert", "ember",
        "ferry",   "forest", "garden", "ginkgo", "harbor",  "island", "jasper", "kettle",
        "lantern", "maple",  "meadow", "mirror", "orchard", "paper",  "pebble", "plum",
        "quartz",  "river",  "saddle", "silver", "summer",  "timber", "violet", "willow"};
    constexpr std::size_t kBytes = 8;
    const std::string hex = access::random_hex(kBytes);
    std::string text;
    unsigned number = 0;
    for (std::size_t i = 0; i < kBytes; ++i) {
        unsigned byte = 0;
        std::from_chars(hex.data() + 2 * i, hex.data() + 2 * i + 2, byte, 16);
        if (i < 4)
            text += fmt::format("{} ", kWords[byte % kWords.size()]);
        else
            number = number * 256 + byte;
    }
    return text + fmt::format("{:06}", number % 1'000'000);
}

class PeopleMaker {
public:
    PeopleMaker(store::Store& store, const access::Terms& terms, base::Date today)
        : store_(store), terms_(terms), today_(today) {}

    Result<void> make(const Post& post, access::Grant grant) {
        const pack::RoleText* role = terms_.book->find(post.role);
        KC_CHECK(role != nullptr);
        SamplePerson person{std::string(post.name), some_password(), role->name};
        grant.account = person.name;
        grant.role = std::string(post.role);
        if (auto made = insert(person, grant); !made) return made;
        people_.push_back(std::move(person));
        return {};
    }

    std::vector<SamplePerson> take() && { return std::move(people_); }

private:
    // Administrators have their role with the account; the rest of a grant is not looked at.
    static access::Role own_role(const std::string& code) {
        for (const access::Role role : access::kAdministrators) {
            if (access::role_code(role) == code) return role;
        }
        return access::Role::none;
    }

    Result<void> command(std::string_view what, const std::string& about, std::string_view actor,
                         std::function<Result<std::string>(store::Transaction&)> run) {
        auto done = store_.write({.key = fmt::format("sample {} {}", what, about),
                                  .actor = std::string(actor),
                                  .kind = fmt::format("sample.{}", what),
                                  .payload = fmt::format("{{\"account\":\"{}\"}}", about),
                                  .run = std::move(run)});
        if (!done) return unexpected(std::move(done.error()));
        return {};
    }

    Result<void> insert(const SamplePerson& person, access::Grant grant) {
        if (auto fine = access::check_password(person.password, person.name); !fine) return fine;
        access::Account account{.name = person.name,
                                .password_hash = access::hash_password(person.password),
                                .role = own_role(grant.role)};
        auto made = command("account", person.name, kAdministratorPosts[0].name,
                            [&](store::Transaction& transaction) -> Result<std::string> {
                                account.created_at_us = transaction.known_at_us();
                                auto done = access::insert_account(transaction, account);
                                if (!done) return unexpected(std::move(done.error()));
                                return std::string();
                            });
        if (!made || account.role != access::Role::none) return made;
        return give(std::move(grant));
    }

    // As in an office: the security administrator gives, and where two are needed the system
    // administrator agrees.
    Result<void> give(access::Grant grant) {
        std::int64_t number = 0;
        const access::Held held{.account = grant.account};
        if (auto fine = access::check_grant(*terms_.book, *terms_.units, held, today_, grant);
            !fine)
            return fine;
        auto given = command("grant", grant.account, kAdministratorPosts[1].name,
                             [&](store::Transaction& transaction) -> Result<std::string> {
                                 auto made = access::insert_grant(transaction, grant);
                                 if (!made) return unexpected(std::move(made.error()));
                                 number = *made;
                                 return std::to_string(number);
                             });
        if (!given || !grant.needs_second) return given;
        return command("confirmation", grant.account, kAdministratorPosts[0].name,
                       [&](store::Transaction& transaction) -> Result<std::string> {
                           auto done = access::confirm_grant(transaction, number);
                           if (!done) return unexpected(std::move(done.error()));
                           return std::string();
                       });
    }

    store::Store& store_;
    const access::Terms& terms_;
    base::Date today_;
    std::vector<SamplePerson> people_;
};

// What the post is about: a section, a county, a firm.
access::Grant scope_of(const Post& post, const access::Terms& terms, const std::string& holder) {
    const access::ScopeNeeds needs = access::needs_of(*terms.book->find(post.role));
    access::Grant grant;
    if (needs.sections) grant.sections = {std::string(kSection)};
    if (needs.body) grant.body = holder;
    if (!needs.units) return grant;
    for (const SampleCounty& county : kSampleCounties) {
        if (post.name.starts_with(county.zh)) grant.units = {std::string(county.code)};
    }
    return grant;
}

}  // namespace

Result<std::vector<SamplePerson>> fill_sample_people(store::Store& store,
                                                     const access::Terms& terms,
                                                     const std::string& holder, base::Date today) {
    PeopleMaker maker(store, terms, today);
    for (const Post& post : kAdministratorPosts) {
        if (auto made = maker.make(post, {}); !made) return unexpected(std::move(made.error()));
    }
    for (const Post& post : kPosts) {
        if (auto made = maker.make(post, scope_of(post, terms, holder)); !made)
            return unexpected(std::move(made.error()));
    }
    return std::move(maker).take();
}

}  // namespace kc::office
