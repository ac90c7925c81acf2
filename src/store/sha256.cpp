// SPDX-License-Identifier: Apache-2.0
#include "store/sha256.hpp"

#include <openssl/evp.h>

#include <algorithm>

#include "base/check.hpp"

namespace kc::store {
namespace {

// Looked up once: the lookup by name costs OpenSSL 3 more than the hash itself.
const EVP_MD* algorithm() {
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
    KC_CHECK(fetched != nullptr);
    return fetched;
}

std::optional<int> digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return std::nullopt;
}

}  // namespace

struct Sha256::Context {
    Context() : handle(EVP_MD_CTX_new()) {
        KC_CHECK(handle != nullptr);
        restart();
    }
    ~Context() { EVP_MD_CTX_free(handle); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    void restart() const { KC_CHECK(EVP_DigestInit_ex2(handle, algorithm(), nullptr) == 1); }

    EVP_MD_CTX* handle;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(Bytes bytes) {
    KC_CHECK(EVP_DigestUpdate(context_->handle, bytes.data(), bytes.size()) == 1);
}

void Sha256::update(std::string_view text) {
    update(bytes_of(text));
}

Hash Sha256::finish() {
    Hash hash{};
    unsigned int size = 0;
    KC_CHECK(EVP_DigestFinal_ex(context_->handle, hash.data(), &size) == 1);
    KC_CHECK(size == hash.size());
    context_->restart();
    return hash;
}

Hash sha256(std::string_view text) {
    Sha256 hasher;
    hasher.update(text);
    return hasher.finish();
}

std::optional<Hash> hash_of_bytes(Bytes bytes) {
    Hash hash{};
    if (bytes.size() != hash.size()) return std::nullopt;
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

std::string to_hex(const Hash& hash) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(hash.size() * 2);
    for (const std::uint8_t byte : hash) {
        text.push_back(kDigits[byte >> 4]);
        text.push_back(kDigits[byte & 0xf]);
    }
    return text;
}

std::optional<Hash> hash_of_hex(std::string_view text) {
    Hash hash{};
    if (text.size() != hash.size() * 2) return std::nullopt;
    for (std::size_t i = 0; i < hash.size(); ++i) {
        const std::optional<int> high = digit_value(text[2 * i]);
        const std::optional<int> low = digit_value(text[2 * i + 1]);
        if (!high || !low) return std::nullopt;
        hash[i] = static_cast<std::uint8_t>(*high * 16 + *low);
    }
    return hash;
}

}  // namespace kc::store
