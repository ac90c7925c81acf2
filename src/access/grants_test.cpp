// SPDX-License-Identifier: Apache-2.0
// Grants on a real store: who holds what on which day, and what is refused.
#include <gtest/gtest.h>

#include <algorithm>

#include "access/grant_rules.hpp"
#include "access/standings.hpp"
#include "pack/catalog.hpp"
#include "store/test_support.hpp"

namespace kc::access {
namespace {

base::Date day(const char* text) {
    return *base::Date::parse(text);
}

class GrantsTest : public testing::Test {
protected:
    void SetUp() override {
        auto opened = store::Store::open(folder_.file("office.kc"), {.schemas = {access_schema()}});
        ASSERT_TRUE(opened.has_value()) << opened.error().en;
        store_ = std::move(*opened);
        terms_ = terms_of(pack::load_embedded_catalog().catalog.objects, {}, "341800");
        for (const char* name : {"zhao", "qian", "sun"}) {
            write([&](store::Transaction& transaction) {
                return insert_account(transaction, {.name = name, .password_hash = "x"});
            });
        }
    }

    void write(const std::function<Result<void>(store::Transaction&)>& act,
               const char* actor = "security") {
        auto answer =
            store_->write({.key = "key-" + std::to_string(next_++),
                           .actor = actor,
                           .kind = "test",
                           .payload = "{}",
                           .run = [&](store::Transaction& transaction) -> Result<std::string> {
                               auto done = act(transaction);
                               if (!done) return unexpected(done.error());
                               return std::string();
                           }});
        ASSERT_TRUE(answer.has_value()) << answer.error().en;
    }

    std::int64_t grant(Grant grant) {
        std::int64_t number = 0;
        write([&](store::Transaction& transaction) -> Result<void> {
            auto made = insert_grant(transaction, grant);
            if (!made) return unexpected(made.error());
            number = *made;
            return {};
        });
        return number;
    }

    std::vector<std::string> roles_of(const char* account, const char* today) {
        auto reader = store_->read();
        auto standing =
            read_standing(reader->connection(), terms_, account, Role::none, day(today));
        std::vector<std::string> roles;
        for (const Holding& holding : (*standing)->holdings)
            roles.push_back(holding.role->code +
                            (holding.on_behalf_of.empty() ? "" : " for " + holding.on_behalf_of));
        return roles;
    }

    Held held(const char* account, Role role = Role::none) {
        auto reader = store_->read();
        return {account,
                role,
                *grants_of(reader->connection(), account),
                *delegations_of(reader->connection(), account),
                {}};
    }

    store::test::TempFolder folder_;
    std::unique_ptr<store::Store> store_;
    Terms terms_;
    int next_ = 0;
};

using Roles = std::vector<std::string>;

TEST_F(GrantsTest, HoldFromTheFirstDayToTheLastInclusive) {
    grant({.account = "zhao",
           .role = "role.county_clerk",
           .units = {"341802"},
           .valid_from = day("2024-03-01"),
           .valid_to = day("2024-03-31")});
    EXPECT_EQ(roles_of("zhao", "2024-02-29"), Roles{});
    EXPECT_EQ(roles_of("zhao", "2024-03-01"), Roles{"role.county_clerk"});
    EXPECT_EQ(roles_of("zhao", "2024-03-31"), Roles{"role.county_clerk"});
    EXPECT_EQ(roles_of("zhao", "2024-04-01"), Roles{});
}

TEST_F(GrantsTest, ASensitiveOneWaitsForASecondPerson) {
    const std::int64_t number =
        grant({.account = "zhao", .role = "role.leader", .needs_second = true});
    EXPECT_EQ(roles_of("zhao", "2024-03-01"), Roles{});
    write([&](store::Transaction& t) { return confirm_grant(t, number); }, "system");
    EXPECT_EQ(roles_of("zhao", "2024-03-01"), Roles{"role.leader"});
    write([&](store::Transaction& t) { return end_grant(t, number); });
    EXPECT_EQ(roles_of("zhao", "2024-03-01"), Roles{});
}

TEST_F(GrantsTest, SettlingTwiceIsAnError) {
    const std::int64_t number =
        grant({.account = "zhao", .role = "role.leader", .needs_second = true});
    const auto outcome = [&](Result<void> (*act)(store::Transaction&, std::int64_t)) {
        return store_
            ->write({.key = "key-" + std::to_string(next_++),
                     .actor = "a",
                     .kind = "test",
                     .payload = "{}",
                     .run = [&](store::Transaction& t) -> Result<std::string> {
                         auto done = act(t, number);
                         if (!done) return unexpected(done.error());
                         return std::string();
                     }})
            .has_value();
    };
    EXPECT_TRUE(outcome(&confirm_grant));
    EXPECT_FALSE(outcome(&confirm_grant));
    EXPECT_TRUE(outcome(&end_grant));
    EXPECT_FALSE(outcome(&end_grant));
}

TEST_F(GrantsTest, ALoanLastsItsDaysAndNoLongerThanItsGrant) {
    const std::int64_t number =
        grant({.account = "zhao", .role = "role.county_clerk", .units = {"341802"}});
    write([&](store::Transaction& t) -> Result<void> {
        auto made = insert_delegation(t, {.owner = "zhao",
                                          .delegate = "qian",
                                          .grant = number,
                                          .valid_from = day("2024-03-01"),
                                          .valid_to = day("2024-03-10"),
                                          .reason = "休假"});
        if (!made) return unexpected(made.error());
        return {};
    });
    EXPECT_EQ(roles_of("qian", "2024-03-10"), Roles{"role.county_clerk for zhao"});
    EXPECT_EQ(roles_of("qian", "2024-03-11"), Roles{});
    auto reader = store_->read();
    EXPECT_EQ((*read_standing(reader->connection(), terms_, "zhao", Role::none, day("2024-03-05")))
                  ->delegates,
              Roles{"qian"});
    write([&](store::Transaction& t) { return end_grant(t, number); });
    EXPECT_EQ(roles_of("qian", "2024-03-05"), Roles{});
}

TEST_F(GrantsTest, ALoanEndsWithTheOwnersAccount) {
    const std::int64_t number =
        grant({.account = "zhao", .role = "role.county_clerk", .units = {"341802"}});
    write([&](store::Transaction& t) -> Result<void> {
        auto made = insert_delegation(t, {.owner = "zhao",
                                          .delegate = "qian",
                                          .grant = number,
                                          .valid_from = day("2024-03-01"),
                                          .valid_to = day("2024-03-10")});
        if (!made) return unexpected(made.error());
        return change_account(t, {.name = "zhao", .is_open = false, .version = 1});
    });
    EXPECT_EQ(roles_of("qian", "2024-03-05"), Roles{});
}

TEST_F(GrantsTest, AUnitBringsEverythingBelowAndNothingBeside) {
    grant({.account = "zhao", .role = "role.county_clerk", .units = {"341800"}});
    auto reader = store_->read();
    const auto standing =
        *read_standing(reader->connection(), terms_, "zhao", Role::none, day("2024-03-01"));
    const auto& units = standing->holdings.at(0).units;
    const auto has = [&](const char* code) {
        return std::find(units.begin(), units.end(), code) != units.end();
    };
    EXPECT_TRUE(has("341802"));
    EXPECT_TRUE(has("341825"));
    EXPECT_FALSE(has("340000"));
    EXPECT_FALSE(has("340100"));
}

TEST_F(GrantsTest, RefuseWhatNamesTheWrongScope) {
    const auto code = [&](Grant grant) {
        auto fine =
            check_grant(*terms_.book, *terms_.units, held("zhao"), day("2024-03-01"), grant);
        return fine ? std::string() : fine.error().code;
    };
    EXPECT_EQ(code({.account = "zhao", .role = "role.county_clerk"}), "E-grant-scope");
    EXPECT_EQ(code({.account = "zhao", .role = "role.county_clerk", .units = {"999999"}}),
              "E-grant-scope");
    EXPECT_EQ(code({.account = "zhao", .role = "role.county_clerk", .units = {"341802"}}), "");
    EXPECT_EQ(code({.account = "zhao", .role = "role.leader", .units = {"341802"}}),
              "E-grant-scope");
    EXPECT_EQ(code({.account = "zhao", .role = "role.none_such"}), "E-role");
    EXPECT_EQ(code({.account = "zhao", .role = "role.auditor"}), "E-validity");
    EXPECT_EQ(code({.account = "zhao", .role = "role.auditor", .valid_to = day("2024-05-31")}), "");
    EXPECT_EQ(code({.account = "zhao", .role = "role.auditor", .valid_to = day("2024-06-01")}),
              "E-validity");
}

TEST_F(GrantsTest, OfRolesThatExcludeEachOtherTheSecondIsRefused) {
    grant({.account = "zhao", .role = "role.expert"});
    for (const char* role : {"role.leader", "role.expert"}) {
        Grant more{.account = "zhao", .role = role};
        const auto fine =
            check_grant(*terms_.book, *terms_.units, held("zhao"), day("2024-03-01"), more);
        EXPECT_EQ(fine.has_value(), std::string_view(role) == "role.expert");
    }
    // One that waits or was lent counts as well.
    grant({.account = "qian", .role = "role.leader", .needs_second = true});
    Grant expert{.account = "qian", .role = "role.expert"};
    EXPECT_FALSE(check_grant(*terms_.book, *terms_.units, held("qian"), day("2024-03-01"), expert)
                     .has_value());
    Held lent = held("sun");
    lent.lent_roles = {"role.leader"};
    expert.account = "sun";
    EXPECT_FALSE(
        check_grant(*terms_.book, *terms_.units, lent, day("2024-03-01"), expert).has_value());
}

// Goal: no two administrators' roles in one hand, exhaustively over what an account may be.
TEST_F(GrantsTest, NobodyComesToHoldTwoAdministratorsRoles) {
    for (std::size_t i = 0; i < kRoles; ++i) {
        const auto role = static_cast<Role>(i);
        for (const Role more : kAdministrators) {
            Grant grant{.account = "zhao", .role = role_code(more)};
            const bool is_fine = check_grant(*terms_.book, *terms_.units, held("zhao", role),
                                             day("2024-03-01"), grant)
                                     .has_value();
            EXPECT_EQ(is_fine, role == Role::none) << to_string(role) << ' ' << to_string(more);
            EXPECT_EQ(grant.needs_second, is_fine);
        }
    }
}

TEST(Confirmation, IsBySomebodyElseOfAnotherKind) {
    const Grant grant{
        .account = "zhao", .role = "role.leader", .granted_by = "security", .needs_second = true};
    const auto fine = [&](const char* name, Role role) {
        const std::string kind = is_administrator(role) ? role_code(role) : "";
        return check_confirmation(grant, name, kind, "role.security_administrator").has_value();
    };
    EXPECT_TRUE(fine("system", Role::system_administrator));
    EXPECT_TRUE(fine("business", Role::business_administrator));
    EXPECT_FALSE(fine("security", Role::security_administrator));
    EXPECT_FALSE(fine("another", Role::security_administrator));
    EXPECT_FALSE(fine("zhao", Role::system_administrator));
    EXPECT_FALSE(fine("clerk", Role::clerk));
}

TEST_F(GrantsTest, WhatWasLentCannotBeLentOn) {
    const std::int64_t number =
        grant({.account = "zhao", .role = "role.county_clerk", .units = {"341802"}});
    auto reader = store_->read();
    const Grant kept = **find_grant(reader->connection(), number);
    Delegation lent{.owner = "zhao",
                    .delegate = "qian",
                    .grant = number,
                    .valid_from = day("2024-03-01"),
                    .valid_to = day("2024-03-10")};
    const auto fine = [&](const Delegation& one, const char* today = "2024-03-01") {
        return check_delegation(*terms_.book, kept, held(one.delegate.c_str()), day(today), one)
            .has_value();
    };
    EXPECT_TRUE(fine(lent));
    // The delegate names the owner's grant as his own.
    EXPECT_FALSE(fine({.owner = "qian",
                       .delegate = "sun",
                       .grant = number,
                       .valid_from = lent.valid_from,
                       .valid_to = lent.valid_to}));
    lent.delegate = "zhao";
    EXPECT_FALSE(fine(lent));
    lent.delegate = "qian";
    EXPECT_FALSE(fine(lent, "2024-03-11"));
    lent.valid_to = day("2024-06-01");
    EXPECT_FALSE(fine(lent));
    lent.valid_to = day("2024-05-31");
    EXPECT_TRUE(fine(lent));
}

TEST_F(GrantsTest, StandingsAreReadAnewAfterAChange) {
    Standings standings;
    standings.use(1, [&] { return terms_; });
    const auto count = [&] {
        auto reader = store_->read();
        return (*standings.of(reader->connection(), "zhao", Role::none, day("2024-03-01")))
            ->holdings.size();
    };
    EXPECT_EQ(count(), 0U);
    grant({.account = "zhao", .role = "role.county_clerk", .units = {"341802"}});
    EXPECT_EQ(count(), 0U);
    standings.forget();
    EXPECT_EQ(count(), 1U);
}

TEST(ShippedRoles, HaveNoFindings) {
    const auto report = pack::load_embedded_catalog();
    for (const Diagnostic& one : report.found)
        EXPECT_EQ(one.at.file.find("roles/"), std::string::npos) << one.en;
    EXPECT_GE(RoleBook::shipped()->all().size(), 20U);
}

TEST(ShippedRoles, ThoseOfAccountsAreThere) {
    for (std::size_t i = 1; i < kRoles; ++i)
        EXPECT_NE(RoleBook::shipped()->find(role_code(static_cast<Role>(i))), nullptr);
}

TEST(ShippedRoles, WhoSeesSecretsWidelyOrAdministersNeedsASecondPerson) {
    for (const char* role : {"role.leader", "role.section_head", "role.county_leader",
                             "role.county_clerk", "role.auditor", "role.system_administrator"})
        EXPECT_TRUE(needs_second_person(*RoleBook::shipped()->find(role))) << role;
    for (const char* role : {"role.firm_user", "role.expert", "role.viewer", "role.envoy",
                             "role.section_clerk", "role.disclosure_officer"})
        EXPECT_FALSE(needs_second_person(*RoleBook::shipped()->find(role))) << role;
}

}  // namespace
}  // namespace kc::access
