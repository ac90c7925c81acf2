// SPDX-License-Identifier: Apache-2.0
#include "server/identity_token.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "server/base64url.hpp"

namespace kc::server {
namespace {

constexpr std::string_view kRsa = "RS256";
constexpr std::string_view kEc = "ES256";
constexpr std::size_t kModulusBytesMin = 256;  // 2048 bits
constexpr std::size_t kModulusBytesMax = 1024;
constexpr std::size_t kCurveBytes = 32;

template <auto F>
struct Free {
    template <typename T>
    void operator()(T* one) const {
        F(one);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Free<&EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<&EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<&EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Free<&BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Free<&OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Free<&OSSL_PARAM_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Free<&ECDSA_SIG_free>>;

const unsigned char* bytes(const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Number number_of(const std::string& text) {
    return Number(BN_bin2bn(bytes(text), static_cast<int>(text.size()), nullptr));
}

Diagnostic bad_token(std::string_view zh, std::string_view en) {
    return Diagnostic{"E-identity-token",
                      {},
                      fmt::format("身份令牌不可用：{}", zh),
                      fmt::format("the identity token is of no use: {}", en)}
        .hint("重新登录；仍不行时请系统管理员检查统一身份的设置",
              "sign in again; if that does not help, the provider's settings have to be checked");
}

std::string text_of(const JsonValue& object, std::string_view name) {
    const JsonValue* value = object.find(name);
    return value != nullptr && value->type == JsonType::text ? value->text : std::string();
}

std::string decoded(const JsonValue& object, std::string_view name) {
    return from_base64url(text_of(object, name)).value_or("");
}

std::optional<TokenKey> key_of(const JsonValue& json) {
    TokenKey key{.id = text_of(json, "kid")};
    const std::string type = text_of(json, "kty");
    const std::string use = text_of(json, "use");
    if (!use.empty() && use != "sig") return std::nullopt;
    if (type == "RSA") {
        key.algorithm = kRsa;
        key.first = decoded(json, "n");
        key.second = decoded(json, "e");
        if (key.first.size() < kModulusBytesMin || key.first.size() > kModulusBytesMax ||
            key.second.empty() || key.second.size() > 8)
            return std::nullopt;
    } else if (type == "EC" && text_of(json, "crv") == "P-256") {
        key.algorithm = kEc;
        key.first = decoded(json, "x");
        key.second = decoded(json, "y");
        if (key.first.size() != kCurveBytes || key.second.size() != kCurveBytes)
            return std::nullopt;
    } else {
        return std::nullopt;
    }
    const std::string algorithm = text_of(json, "alg");
    if (!algorithm.empty() && algorithm != key.algorithm) return std::nullopt;
    return key;
}

Key made(const char* type, OSSL_PARAM_BLD* builder) {
    const Params params(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
        return nullptr;
    return Key(key);
}

Key public_key(const TokenKey& key) {
    const Builder builder(OSSL_PARAM_BLD_new());
    if (key.algorithm == kRsa) {
        const Number modulus = number_of(key.first);
        const Number exponent = number_of(key.second);
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
        return made("RSA", builder.get());
    }
    const std::string point = "\x04" + key.first + key.second;
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                     point.size());
    return made("EC", builder.get());
}

// Tokens hold the two numbers side by side; the library wants them in DER.
std::string der_of(const std::string& signature) {
    if (signature.size() != 2 * kCurveBytes) return {};
    Number r = number_of(signature.substr(0, kCurveBytes));
    Number s = number_of(signature.substr(kCurveBytes));
    const EcSignature both(ECDSA_SIG_new());
    if (!both || ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1) return {};
    // They belong to the signature now.
    (void)r.release();
    (void)s.release();
    const int size = i2d_ECDSA_SIG(both.get(), nullptr);
    if (size <= 0) return {};
    std::string der(static_cast<std::size_t>(size), '\0');
    auto* out = reinterpret_cast<unsigned char*>(der.data());
    i2d_ECDSA_SIG(both.get(), &out);
    return der;
}

bool matches(const IdentityToken& token, const TokenKey& key) {
    const Key made = public_key(key);
    const std::string signature = key.algorithm == kEc ? der_of(token.signature) : token.signature;
    const DigestContext context(EVP_MD_CTX_new());
    if (!made || !context || signature.empty()) return false;
    return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, made.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytes(signature), signature.size(),
                            bytes(token.signed_text), token.signed_text.size()) == 1;
}

// Whole seconds; a fraction is cut off.
std::optional<std::int64_t> seconds_of(const JsonValue& claims, std::string_view name) {
    const JsonValue* value = claims.find(name);
    if (value == nullptr || value->type != JsonType::number) return std::nullopt;
    const std::string whole = value->text.substr(0, value->text.find('.'));
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), seconds);
    if (error != std::errc() || end != whole.data() + whole.size()) return std::nullopt;
    return seconds;
}

Result<void> check_times(const JsonValue& claims, std::int64_t now) {
    const auto ends = seconds_of(claims, "exp");
    const auto made = seconds_of(claims, "iat");
    const auto begins = seconds_of(claims, "nbf");
    if (!ends || !made) return unexpected(bad_token("没有写时间", "it does not say when"));
    if (now >= *ends + kClockSkewSeconds)
        return unexpected(bad_token("已过期", "it is past its time"));
    if (*made > now + kClockSkewSeconds || (begins && *begins > now + kClockSkewSeconds))
        return unexpected(bad_token("时间还没有到，请检查两边的时钟",
                                    "its time has not come; the clocks differ"));
    if (*made < now - kTokenAgeSecondsMax)
        return unexpected(bad_token("签发太久", "it was made too long ago"));
    return {};
}

}  // namespace

Result<std::vector<TokenKey>> read_token_keys(std::string_view json) {
    auto set = read_json(json);
    const JsonValue* list = set ? set->find("keys") : nullptr;
    if (list == nullptr || list->type != JsonType::array || list->items.size() > kTokenKeysMax)
        return unexpected(bad_token("没有公钥", "there are no keys"));
    std::vector<TokenKey> keys;
    for (const JsonValue& one : list->items) {
        if (auto key = key_of(one)) keys.push_back(std::move(*key));
    }
    return keys;
}

Result<IdentityToken> read_identity_token(std::string_view compact) {
    const auto broken = [] { return unexpected(bad_token("写法不对", "it is malformed")); };
    if (compact.size() > kTokenBytesMax) return broken();
    const std::size_t first = compact.find('.');
    const std::size_t second =
        first == std::string_view::npos ? first : compact.find('.', first + 1);
    if (second == std::string_view::npos) return broken();
    const auto head = from_base64url(compact.substr(0, first));
    const auto body = from_base64url(compact.substr(first + 1, second - first - 1));
    auto signature = from_base64url(compact.substr(second + 1));
    if (!head || !body || !signature) return broken();
    auto header = read_json(*head);
    auto claims = read_json(*body);
    if (!header || !claims || claims->type != JsonType::object) return broken();
    // What a token says has to be understood must be.
    if (header->find("crit") != nullptr) return broken();
    return IdentityToken{text_of(*header, "alg"), text_of(*header, "kid"),
                         std::string(compact.substr(0, second)), std::move(*signature),
                         std::move(*claims)};
}

bool is_signed_by(const IdentityToken& token, const std::vector<TokenKey>& keys) {
    if (token.algorithm != kRsa && token.algorithm != kEc) return false;
    return std::any_of(keys.begin(), keys.end(), [&](const TokenKey& key) {
        return key.algorithm == token.algorithm &&
               (token.key_id.empty() || key.id == token.key_id) && matches(token, key);
    });
}

std::vector<std::string> texts_of(const JsonValue* claim) {
    std::vector<std::string> texts;
    if (claim == nullptr) return texts;
    if (claim->type == JsonType::text) texts.push_back(claim->text);
    for (const JsonValue& item : claim->items) {
        if (item.type == JsonType::text) texts.push_back(item.text);
    }
    return texts;
}

Result<void> check_claims(const IdentityToken& token, const TokenExpectation& expected) {
    const JsonValue& claims = token.claims;
    if (text_of(claims, "iss") != expected.issuer)
        return unexpected(bad_token("签发者不对", "it is of another issuer"));
    const auto audience = texts_of(claims.find("aud"));
    if (std::find(audience.begin(), audience.end(), expected.client_id) == audience.end())
        return unexpected(bad_token("不是发给本系统的", "it is meant for somebody else"));
    const std::string party = text_of(claims, "azp");
    if ((audience.size() > 1 && party.empty()) || (!party.empty() && party != expected.client_id))
        return unexpected(bad_token("不是发给本系统的", "it was given to somebody else"));
    if (text_of(claims, "nonce") != expected.nonce || expected.nonce.empty())
        return unexpected(bad_token("不属于这次登录", "it belongs to another sign-in"));
    if (text_of(claims, "sub").empty() || text_of(claims, "sub").size() > 255)
        return unexpected(bad_token("没有写是谁", "it does not say who"));
    return check_times(claims, expected.now_seconds);
}

}  // namespace kc::server
