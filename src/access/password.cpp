// SPDX-License-Identifier: Apache-2.0
#include "access/password.hpp"

#include <array>
#include <new>
#include <vector>

#include <argon2.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace kc::access {
namespace {

constexpr std::uint32_t kMemoryKib = 19 * 1'024;
constexpr std::uint32_t kPasses = 2;
constexpr std::uint32_t kLanes = 1;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kEncodedBytesMax = 160;
// Shorter names stand in many words by chance.
constexpr std::size_t kNameBytesToAvoid = 4;

Diagnostic refused(std::string zh, std::string en) {
    return Diagnostic{"E-password", {}, std::move(zh), std::move(en)}.hint(
        "用几个不相关的词连成一句，好记也难猜", "string a few unrelated words together");
}

}  // namespace

Result<void> check_password(std::string_view password, std::string_view name) {
    if (password.size() > kPasswordBytesMax)
        return unexpected(
            refused(fmt::format("密码超过{}字节", kPasswordBytesMax),
                    fmt::format("the password is longer than {} bytes", kPasswordBytesMax)));
    const std::u32string characters = base::decode_utf8(password);
    if (characters.size() < kPasswordCharactersMin)
        return unexpected(refused(
            fmt::format("密码不足{}个字符", kPasswordCharactersMin),
            fmt::format("the password has fewer than {} characters", kPasswordCharactersMin)));
    if (characters.find_first_not_of(characters.front()) == std::u32string::npos)
        return unexpected(refused("密码只有一种字符", "the password repeats one character"));
    if (name.size() >= kNameBytesToAvoid && password.find(name) != std::string_view::npos)
        return unexpected(refused("密码里有账号名", "the password holds the account's name"));
    return {};
}

std::string hash_password(std::string_view password) {
    std::array<unsigned char, kSaltBytes> salt{};
    KC_CHECK(RAND_bytes(salt.data(), static_cast<int>(salt.size())) == 1);
    std::array<char, kEncodedBytesMax> encoded{};
    const int result =
        argon2id_hash_encoded(kPasses, kMemoryKib, kLanes, password.data(), password.size(),
                              salt.data(), salt.size(), kHashBytes, encoded.data(), encoded.size());
    if (result == ARGON2_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
    KC_CHECK(result == ARGON2_OK);
    return encoded.data();
}

bool password_matches(std::string_view password, const std::string& hash) {
    if (password.size() > kPasswordBytesMax) return false;
    return argon2id_verify(hash.c_str(), password.data(), password.size()) == ARGON2_OK;
}

void waste_a_check(std::string_view password) {
    static const std::string some = hash_password("nobody has this password");
    static_cast<void>(password_matches(password, some));
}

std::string random_hex(std::size_t bytes) {
    std::vector<unsigned char> raw(bytes);
    KC_CHECK(RAND_bytes(raw.data(), static_cast<int>(raw.size())) == 1);
    std::string out;
    out.reserve(bytes * 2);
    for (const unsigned char byte : raw) fmt::format_to(std::back_inserter(out), "{:02x}", byte);
    return out;
}

bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace kc::access
