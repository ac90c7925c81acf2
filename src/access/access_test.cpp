// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "access/accounts.hpp"
#include "access/password.hpp"
#include "access/role.hpp"
#include "access/sessions.hpp"

namespace kc::access {
namespace {

TEST(Role, NobodyHasEveryRight) {
    for (std::size_t i = 0; i < kRoles; ++i)
        EXPECT_LT(allowed_actions({"somebody", static_cast<Role>(i)}).size(), kActions / 2 + 1);
}

TEST(Role, TheThreeAdministratorsOfTheMachineSeeNoFigures) {
    for (const Role role :
         {Role::system_administrator, Role::security_administrator, Role::audit_administrator}) {
        EXPECT_FALSE(allow({"somebody", role}, Action::read).allowed);
        EXPECT_FALSE(allow({"somebody", role}, Action::record_facts).allowed);
    }
}

TEST(Role, WhoOpensAccountsCannotGiveThemRights) {
    EXPECT_TRUE(allow({"a", Role::system_administrator}, Action::create_user).allowed);
    EXPECT_FALSE(allow({"a", Role::system_administrator}, Action::grant_role).allowed);
    EXPECT_FALSE(allow({"b", Role::security_administrator}, Action::create_user).allowed);
}

TEST(Role, NobodyChangesTheirOwnAccount) {
    EXPECT_FALSE(allow({"b", Role::security_administrator}, Action::grant_role,
                       {"b", Role::viewer, Role::clerk})
                     .allowed);
}

TEST(Role, AnAccountWithoutARoleCanDoNothing) {
    EXPECT_TRUE(allowed_actions({"new", Role::none}).empty());
}

TEST(Role, AtTheMachineItselfOneMayOnlyRead) {
    EXPECT_EQ(allowed_actions({"", Role::none, true}),
              (std::vector{Action::read, Action::read_policies, Action::read_evaluations,
                           Action::read_records}));
    EXPECT_TRUE(allowed_actions({"", Role::none, false}).empty());
}

TEST(Role, EveryDecisionSaysWhyInBothLanguages) {
    for (std::size_t i = 0; i < kActions; ++i) {
        const Decision decision = allow({"x", Role::viewer}, static_cast<Action>(i));
        EXPECT_FALSE(decision.zh.empty());
        EXPECT_FALSE(decision.en.empty());
    }
}

TEST(Password, MatchesOnlyItself) {
    const std::string hash = hash_password("quite a long phrase");
    EXPECT_TRUE(password_matches("quite a long phrase", hash));
    EXPECT_FALSE(password_matches("quite a long phrasE", hash));
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
}

TEST(Password, TheSamePasswordIsKeptDifferentlyEachTime) {
    EXPECT_NE(hash_password("quite a long phrase"), hash_password("quite a long phrase"));
}

TEST(Password, ShortRepeatedAndNamedOnesAreRefused) {
    EXPECT_FALSE(check_password("ninechars", "li").has_value());
    EXPECT_FALSE(check_password("aaaaaaaaaaaaaaa", "li").has_value());
    EXPECT_FALSE(check_password("zhangwei is my name", "zhangwei").has_value());
    EXPECT_FALSE(check_password(std::string(kPasswordBytesMax + 1, 'a') + "b", "li").has_value());
    EXPECT_TRUE(check_password("四个毫不相干的词连起来", "li").has_value());
}

TEST(AccountName, TakesLettersDigitsAndChinese) {
    EXPECT_TRUE(check_name("李明.2").has_value());
    EXPECT_FALSE(check_name("").has_value());
    EXPECT_FALSE(check_name("a b").has_value());
    EXPECT_FALSE(check_name(std::string(kNameCharactersMax + 1, 'a')).has_value());
}

class SessionsTest : public testing::Test {
protected:
    std::int64_t now_ = 1'000'000'000'000;
    Sessions sessions_{[this] { return now_; }};
    void pass(std::int64_t seconds) { now_ += seconds * 1'000'000; }
};

TEST_F(SessionsTest, ASessionIsFoundByItsSecretOnly) {
    const auto begun = sessions_.begin("li", Role::clerk);
    EXPECT_EQ(sessions_.find(begun.secret)->name, "li");
    EXPECT_FALSE(sessions_.find(std::string(64, '0')).has_value());
    EXPECT_FALSE(sessions_.find("").has_value());
}

TEST_F(SessionsTest, UseKeepsItAliveUntilTheLongestTime) {
    const auto begun = sessions_.begin("li", Role::clerk);
    for (std::int64_t at = 0; at + 1'000 < Sessions::kLongestSeconds; at += 1'000) {
        EXPECT_TRUE(sessions_.find(begun.secret).has_value());
        pass(1'000);
    }
    pass(1'000);
    EXPECT_FALSE(sessions_.find(begun.secret).has_value());
}

TEST_F(SessionsTest, AllSessionsOfAnAccountEndTogether) {
    const auto first = sessions_.begin("li", Role::clerk);
    const auto second = sessions_.begin("li", Role::clerk);
    const auto other = sessions_.begin("wang", Role::clerk);
    sessions_.end_all_of("li");
    EXPECT_FALSE(sessions_.find(first.secret).has_value());
    EXPECT_FALSE(sessions_.find(second.secret).has_value());
    EXPECT_TRUE(sessions_.find(other.secret).has_value());
}

}  // namespace
}  // namespace kc::access
