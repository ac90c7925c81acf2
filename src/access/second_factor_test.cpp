// SPDX-License-Identifier: Apache-2.0
// One-time passwords against the vectors of RFC 6238, and second factors on a real store.
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <fstream>

#include "access/accounts.hpp"
#include "access/base32.hpp"
#include "access/second_factor.hpp"
#include "access/totp.hpp"
#include "store/test_support.hpp"

namespace kc::access {
namespace {

// RFC 6238 appendix B, SHA-1, eight digits.
TEST(Totp, GivesTheCodesOfTheStandard) {
    const std::string key = "12345678901234567890";
    const std::vector<std::pair<std::int64_t, std::string>> vectors = {
        {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
        {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
    for (const auto& [seconds, code] : vectors)
        EXPECT_EQ(totp_code(key, totp_step(seconds * 1'000'000), 8), code) << seconds;
}

TEST(Totp, TakesTheStepBeforeAndAfterAndNoStepTwice) {
    const std::string key = "12345678901234567890";
    const std::int64_t now = 1'700'000'000'000'000;
    const std::int64_t step = totp_step(now);
    for (const std::int64_t other : {step - 1, step, step + 1})
        EXPECT_EQ(totp_match(key, totp_code(key, other), now, 0), other);
    EXPECT_FALSE(totp_match(key, totp_code(key, step - 2), now, 0).has_value());
    EXPECT_FALSE(totp_match(key, totp_code(key, step + 2), now, 0).has_value());
    EXPECT_FALSE(totp_match(key, totp_code(key, step), now, step).has_value());
    EXPECT_FALSE(totp_match(key, totp_code(key, step - 1), now, step).has_value());
    EXPECT_FALSE(totp_match(key, "", now, 0).has_value());
}

TEST(Totp, TheAddressForTheAppHoldsEverything) {
    EXPECT_EQ(otpauth_uri("Kechuang 科创", "李.2", "12345678901234567890"),
              "otpauth://totp/Kechuang%20%E7%A7%91%E5%88%9B:%E6%9D%8E.2?secret="
              "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Kechuang%20%E7%A7%91%E5%88%9B"
              "&algorithm=SHA1&digits=6&period=30");
}

// RFC 4648 section 10, without padding.
TEST(Base32, IsThatOfTheStandard) {
    const std::vector<std::pair<std::string, std::string>> vectors = {{"", ""},
                                                                      {"f", "MY"},
                                                                      {"fo", "MZXQ"},
                                                                      {"foo", "MZXW6"},
                                                                      {"foob", "MZXW6YQ"},
                                                                      {"fooba", "MZXW6YTB"},
                                                                      {"foobar", "MZXW6YTBOI"}};
    for (const auto& [bytes, text] : vectors) {
        EXPECT_EQ(to_base32(bytes), text);
        EXPECT_EQ(from_base32(text), bytes);
    }
    EXPECT_EQ(from_base32("mzxw 6ytb"), "fooba");
    // The last has bits left over that no byte fills.
    for (const char* wrong : {"M", "MZ1", "MZXW6YTB0", "MZ"})
        EXPECT_FALSE(from_base32(wrong).has_value()) << wrong;
}

class SecondFactorTest : public testing::Test {
protected:
    void SetUp() override {
        auto opened =
            store::Store::open(folder_.file("office.kc"),
                               {.schemas = {access_schema()}, .writer = {.clock = clock_.clock()}});
        ASSERT_TRUE(opened.has_value()) << opened.error().en;
        store_ = std::move(*opened);
        auto box = SecretBox::open(folder_.file("key"));
        ASSERT_TRUE(box.has_value());
        box_ = *box;
    }

    template <typename Act>
    bool run(Act act) {
        auto answer =
            store_->write({.key = "key-" + std::to_string(next_++),
                           .actor = "li",
                           .kind = "test",
                           .payload = "{}",
                           .run = [&](store::Transaction& transaction) -> Result<std::string> {
                               auto done = act(transaction);
                               if (!done) return unexpected(done.error());
                               if constexpr (std::is_same_v<decltype(done), Result<bool>>)
                                   return *done ? "yes" : "no";
                               else
                                   return std::string("yes");
                           }});
        return answer && answer->text == "yes";
    }
    void begin(const std::string& key) {
        ASSERT_TRUE(run([&](store::Transaction& t) {
            return begin_second_factor(t, "li", box_.seal(key, totp_purpose("li")));
        }));
    }
    bool use(const std::string& code) {
        return run([&](store::Transaction& t) { return use_code(t, box_, "li", code); });
    }
    std::string code_now(const std::string& key) {
        return totp_code(key, totp_step(clock_.now_us->load()));
    }
    void pass(std::int64_t seconds) { *clock_.now_us += seconds * 1'000'000; }

    store::test::TempFolder folder_;
    store::test::ManualClock clock_;
    std::unique_ptr<store::Store> store_;
    SecretBox box_;
    int next_ = 0;
};

TEST_F(SecondFactorTest, ACodeIsGoodOnce) {
    const std::string key = new_totp_key();
    begin(key);
    EXPECT_TRUE(use(code_now(key)));
    EXPECT_FALSE(use(code_now(key)));
    pass(30);
    EXPECT_TRUE(use(code_now(key)));
}

TEST_F(SecondFactorTest, RecoveryCodesAreGoodOnceEachAndOnlyOnceConfirmed) {
    const std::string key = new_totp_key();
    const auto codes = new_recovery_codes();
    ASSERT_EQ(codes.size(), kRecoveryCodes);
    begin(key);
    EXPECT_TRUE(run([&](store::Transaction& t) { return keep_recovery_codes(t, "li", codes); }));
    EXPECT_FALSE(use(codes[0]));
    EXPECT_TRUE(use(code_now(key)));
    EXPECT_TRUE(use(codes[0]));
    EXPECT_FALSE(use(codes[0]));
    EXPECT_TRUE(use(codes[1].substr(0, 4) + " " + codes[1].substr(5)));
    EXPECT_FALSE(use("AAAA-AAAA-AAAA-AAAA"));
}

TEST_F(SecondFactorTest, AConfirmedOneIsNotReplaced) {
    const std::string key = new_totp_key();
    begin(key);
    begin(key);
    EXPECT_TRUE(use(code_now(key)));
    EXPECT_FALSE(run([&](store::Transaction& t) { return begin_second_factor(t, "li", "x"); }));
    EXPECT_TRUE(run([&](store::Transaction& t) { return remove_second_factor(t, "li"); }));
    EXPECT_FALSE(use(code_now(key)));
}

TEST_F(SecondFactorTest, TheKeyIsNowhereInTheDatabase) {
    const std::string key(kTotpKeyBytes, 'K');
    begin(key);
    store_.reset();
    for (const char* name : {"office.kc", "office.kc-wal"}) {
        std::ifstream file(folder_.file(name), std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(file)), {});
        EXPECT_EQ(bytes.find(key), std::string::npos);
        EXPECT_EQ(bytes.find(to_base32(key)), std::string::npos);
    }
}

TEST(SecretBox, OpensWhatItSealedForTheSamePurposeOnly) {
    const store::test::TempFolder folder;
    const SecretBox box = *SecretBox::open(folder.file("key"));
    const std::string sealed = box.seal("secret", "totp/li");
    EXPECT_EQ(*SecretBox::open(folder.file("key"))->unseal(sealed, "totp/li"), "secret");
    EXPECT_FALSE(box.unseal(sealed, "totp/wang").has_value());
    EXPECT_FALSE(SecretBox::open(folder.file("other"))->unseal(sealed, "totp/li").has_value());
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string altered = sealed;
        altered[i] = altered[i] == '0' ? '1' : '0';
        EXPECT_FALSE(box.unseal(altered, "totp/li").has_value()) << i;
    }
    EXPECT_FALSE(box.unseal("", "totp/li").has_value());
    EXPECT_FALSE(box.unseal("zz", "totp/li").has_value());
    EXPECT_NE(box.seal("secret", "totp/li"), sealed);
}

TEST(SecretBox, RefusesAKeyThatOthersMayReadOrThatIsCutShort) {
    const store::test::TempFolder folder;
    ASSERT_TRUE(SecretBox::open(folder.file("key")).has_value());
    ::chmod(folder.file("key").c_str(), 0644);
    EXPECT_FALSE(SecretBox::open(folder.file("key")).has_value());
    std::ofstream(folder.file("short")) << "abc";
    ::chmod(folder.file("short").c_str(), 0600);
    EXPECT_FALSE(SecretBox::open(folder.file("short")).has_value());
}

}  // namespace
}  // namespace kc::access
