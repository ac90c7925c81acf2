// SPDX-License-Identifier: Apache-2.0
#include "access/sign_ins.hpp"

#include <gtest/gtest.h>

#include <array>

#include "store/test_support.hpp"

namespace kc::access {
namespace {

constexpr std::int64_t kSecondUs = 1'000'000;

SignIn sign_in(std::int64_t begun_us) {
    return {.provider = "city",
            .binding_digest = "digest of what the browser holds",
            .to = "/desk",
            .link_for = "",
            .begun_us = begun_us};
}

// In memory and in a database: the same promises.
class SignInsTest : public testing::TestWithParam<bool> {
protected:
    void SetUp() override {
        if (!GetParam()) {
            first_ = std::make_unique<SignIns>();
            return;
        }
        path_ = folder_.database("office.kc");
        auto store = store::test::open_store(path_, {.schemas = {sign_in_schema()}});
        ASSERT_NE(store, nullptr);
        store.reset();
        first_ = *SignIns::open(path_);
    }

    store::test::TempFolder folder_;
    std::string path_;
    std::unique_ptr<SignIns> first_;
};

TEST_P(SignInsTest, EachIsGivenOnce) {
    ASSERT_TRUE(first_->keep("state", sign_in(0)));
    const auto taken = first_->take("state", kSecondUs);
    ASSERT_TRUE(taken && *taken);
    EXPECT_EQ((*taken)->to, "/desk");
    EXPECT_EQ((*taken)->provider, "city");
    EXPECT_FALSE(*first_->take("state", kSecondUs));
    EXPECT_FALSE(*first_->take("another", kSecondUs));
}

TEST_P(SignInsTest, ItIsGoodForTenMinutesAndNoLonger) {
    ASSERT_TRUE(first_->keep("a", sign_in(0)));
    ASSERT_TRUE(first_->keep("b", sign_in(0)));
    EXPECT_TRUE(*first_->take("a", SignIns::kSeconds * kSecondUs - 1));
    EXPECT_FALSE(*first_->take("b", SignIns::kSeconds * kSecondUs));
}

TEST_P(SignInsTest, BeyondTheLimitTheOldestGoes) {
    for (std::size_t i = 0; i <= SignIns::kMax; ++i)
        ASSERT_TRUE(first_->keep(std::to_string(i), sign_in(static_cast<std::int64_t>(i))));
    EXPECT_FALSE(*first_->take("0", kSecondUs));
    EXPECT_TRUE(*first_->take("1", kSecondUs));
    EXPECT_TRUE(*first_->take(std::to_string(SignIns::kMax), kSecondUs));
}

TEST_P(SignInsTest, WhoeverSharesTheDatabaseGivesItTooAndOnlyOneOfThem) {
    if (!GetParam()) GTEST_SKIP() << "memory is not shared";
    const auto second = *SignIns::open(path_);
    ASSERT_TRUE(first_->keep("state", sign_in(0)));
    EXPECT_TRUE(*second->take("state", kSecondUs));
    EXPECT_FALSE(*first_->take("state", kSecondUs));
}

INSTANTIATE_TEST_SUITE_P(BothWays, SignInsTest, testing::Bool(),
                         [](const auto& one) { return one.param ? "Database" : "Memory"; });

}  // namespace
}  // namespace kc::access
