// SPDX-License-Identifier: Apache-2.0
#include "server/providers.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "access/password.hpp"
#include "server/base64url.hpp"
#include "server/web_fetch.hpp"
#include "store/sha256.hpp"

namespace kc::server {
namespace {

constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::size_t kSecretBytes = 32;

Diagnostic down(std::string_view provider, std::string_view zh, std::string_view en) {
    return Diagnostic{"E-provider-down",
                      {},
                      fmt::format("统一身份“{}”现在不可用：{}", provider, zh),
                      fmt::format("the provider '{}' is of no use now: {}", provider, en)}
        .hint("稍后再试，或用账号和密码登录", "try again later, or sign in with name and password");
}

Diagnostic wrong_state() {
    return Diagnostic{"E-provider-state",
                      {},
                      "这次登录不是在此浏览器开始的，或已超过10分钟",
                      "this sign-in was not begun in this browser, or more than ten minutes ago"}
        .hint("重新登录", "sign in again");
}

std::string text_in(const JsonValue& object, std::string_view name) {
    const JsonValue* value = object.find(name);
    return value != nullptr && value->type == JsonType::text ? value->text : std::string();
}

bool shares_one(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&](const std::string& one) {
        return std::find(b.begin(), b.end(), one) != b.end();
    });
}

Result<JsonValue> fetch_json(const ProviderSettings& provider, FetchRequest request) {
    request.ca_file = provider.ca_file;
    auto answer = fetch(request);
    if (!answer) return unexpected(down(provider.code, answer.error().zh, answer.error().en));
    if (answer->status != 200)
        return unexpected(down(provider.code, fmt::format("回答 {}", answer->status),
                               fmt::format("it answered {}", answer->status)));
    auto json = read_json(answer->body);
    if (!json) return unexpected(down(provider.code, "回答不是 JSON", "its answer is no JSON"));
    return json;
}

bool names_one(const IdentityToken& token, const std::vector<TokenKey>& keys) {
    return std::any_of(keys.begin(), keys.end(), [&](const TokenKey& key) {
        return token.key_id.empty() || key.id == token.key_id;
    });
}

std::string digest_of(std::string_view text) {
    return store::to_hex(store::sha256(text));
}

std::string raw_sha256(std::string_view text) {
    const store::Hash hash = store::sha256(text);
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

// What goes to the provider follows from the secret of the browser, so that it need not be kept
// here; nobody gets from one to the other.
std::string nonce_of(std::string_view binding) {
    return digest_of("nonce " + std::string(binding));
}

std::string verifier_of(std::string_view binding) {
    return digest_of("verifier " + std::string(binding));
}

// A discovered address that is not safe would carry the code, or our secret, in the open.
Result<ProviderFacts> read_facts(const ProviderSettings& provider, const JsonValue& json) {
    if (text_in(json, "issuer") != provider.issuer)
        return unexpected(
            down(provider.code, "它自称是另一个签发者", "it says that it is another issuer"));
    ProviderFacts facts{.authorization_endpoint = text_in(json, "authorization_endpoint"),
                        .token_endpoint = text_in(json, "token_endpoint"),
                        .keys_address = text_in(json, "jwks_uri")};
    for (const std::string* url :
         {&facts.authorization_endpoint, &facts.token_endpoint, &facts.keys_address}) {
        if (!is_safe_url(*url))
            return unexpected(
                down(provider.code, "它给出的地址不是 https", "its addresses are not https"));
    }
    const auto methods = texts_of(json.find("token_endpoint_auth_methods_supported"));
    facts.takes_basic = methods.empty() || shares_one(methods, {"client_secret_basic"});
    return facts;
}

}  // namespace

Providers::Providers(std::vector<ProviderSettings> settings, std::string address,
                     store::Clock clock, std::unique_ptr<access::SignIns> sign_ins)
    : settings_(std::move(settings)),
      address_(std::move(address)),
      clock_(std::move(clock)),
      sign_ins_(sign_ins ? std::move(sign_ins) : std::make_unique<access::SignIns>()) {}

const ProviderSettings* Providers::find(std::string_view code) const {
    const auto found = std::find_if(settings_.begin(), settings_.end(),
                                    [&](const auto& one) { return one.code == code; });
    return found == settings_.end() ? nullptr : &*found;
}

std::string Providers::return_address(const ProviderSettings& provider) const {
    return fmt::format("{}/api/v1/session/providers/{}/return", address_, provider.code);
}

Result<ProviderFacts> Providers::facts_of(const ProviderSettings& provider) {
    const std::int64_t now = clock_();
    {
        const std::lock_guard lock(mutex_);
        const auto kept = facts_.find(provider.code);
        if (kept != facts_.end() && now - kept->second.read_at_us < kDiscoverySeconds * kSecondUs)
            return kept->second;
    }
    // Not under the lock: others must not wait for a provider that is slow.
    const std::string slash = provider.issuer.ends_with('/') ? "" : "/";
    auto json =
        fetch_json(provider, {.url = provider.issuer + slash + ".well-known/openid-configuration"});
    if (!json) return unexpected(json.error());
    auto facts = read_facts(provider, *json);
    if (!facts) return facts;
    facts->read_at_us = now;
    const std::lock_guard lock(mutex_);
    return facts_[provider.code] = std::move(*facts);
}

Result<std::vector<TokenKey>> Providers::keys_for(const ProviderSettings& provider,
                                                  const IdentityToken& token) {
    auto facts = facts_of(provider);
    if (!facts) return unexpected(facts.error());
    const std::int64_t now = clock_();
    const bool must_wait = facts->keys_missed_at_us != 0 &&
                           now - facts->keys_missed_at_us < kKeysPauseSeconds * kSecondUs;
    // A wrong signature under the name of a key we have is no reason to ask: a new key has a new
    // name.
    if (must_wait || names_one(token, facts->keys)) return facts->keys;
    auto answer = fetch({.url = facts->keys_address, .ca_file = provider.ca_file});
    if (!answer) return unexpected(down(provider.code, answer.error().zh, answer.error().en));
    if (answer->status != 200)
        return unexpected(down(provider.code, "没有给出公钥", "it gave no keys"));
    auto keys = read_token_keys(answer->body);
    if (!keys) return keys;
    const std::lock_guard lock(mutex_);
    facts_[provider.code].keys = *keys;
    facts_[provider.code].keys_missed_at_us = names_one(token, *keys) ? 0 : now;
    return keys;
}

Result<Begun> Providers::begin(const ProviderSettings& provider, std::string to,
                               std::string link_for) {
    auto facts = facts_of(provider);
    if (!facts) return unexpected(facts.error());
    const std::string state = access::random_hex(kSecretBytes);
    Begun begun{.binding = access::random_hex(kSecretBytes)};
    auto kept = sign_ins_->keep(digest_of(state), {.provider = provider.code,
                                                   .binding_digest = digest_of(begun.binding),
                                                   .to = std::move(to),
                                                   .link_for = std::move(link_for),
                                                   .begun_us = clock_()});
    if (!kept) return unexpected(std::move(kept.error()));
    begun.url = fmt::format(
        "{}{}response_type=code&scope=openid&client_id={}&redirect_uri={}&state={}&nonce={}"
        "&code_challenge={}&code_challenge_method=S256",
        facts->authorization_endpoint,
        facts->authorization_endpoint.find('?') == std::string::npos ? '?' : '&',
        percent_encoded(provider.client_id), percent_encoded(return_address(provider)), state,
        nonce_of(begun.binding), to_base64url(raw_sha256(verifier_of(begun.binding))));
    return begun;
}

Result<std::string> Providers::redeem(const ProviderSettings& provider, const std::string& code,
                                      const std::string& verifier) {
    auto facts = facts_of(provider);
    if (!facts) return unexpected(facts.error());
    FetchRequest request{.url = facts->token_endpoint};
    std::string form =
        fmt::format("grant_type=authorization_code&code={}&redirect_uri={}&code_verifier={}",
                    percent_encoded(code), percent_encoded(return_address(provider)), verifier);
    if (provider.client_secret.empty() || !facts->takes_basic)
        form += "&client_id=" + percent_encoded(provider.client_id);
    if (!provider.client_secret.empty() && !facts->takes_basic)
        form += "&client_secret=" + percent_encoded(provider.client_secret);
    if (!provider.client_secret.empty() && facts->takes_basic) {
        // RFC 6749 §2.3.1: both are encoded before they are put together.
        request.user = percent_encoded(provider.client_id);
        request.password = percent_encoded(provider.client_secret);
    }
    request.form = std::move(form);
    request.ca_file = provider.ca_file;
    auto answer = fetch(request);
    if (!answer) return unexpected(down(provider.code, answer.error().zh, answer.error().en));
    if (answer->status == 400)
        return unexpected(Diagnostic{"E-provider-refused",
                                     {},
                                     "登录凭据已用过或已过期",
                                     "the code was used before, or is past its time"}
                              .hint("重新登录", "sign in again"));
    if (answer->status != 200)
        return unexpected(down(provider.code, fmt::format("回答 {}", answer->status),
                               fmt::format("it answered {}", answer->status)));
    auto json = read_json(answer->body);
    const std::string token = json ? text_in(*json, "id_token") : "";
    if (token.empty())
        return unexpected(down(provider.code, "没有给出身份令牌", "it gave no identity token"));
    return token;
}

Result<void> Providers::finish(const ProviderSettings& provider, std::string_view binding,
                               const Returned& returned, Known& known) {
    auto taken = sign_ins_->take(digest_of(returned.state), clock_());
    if (!taken) return unexpected(std::move(taken.error()));
    if (!*taken || (*taken)->provider != provider.code ||
        !access::same_secret(digest_of(binding), (*taken)->binding_digest))
        return unexpected(wrong_state());
    known.to = (*taken)->to;
    known.link_for = (*taken)->link_for;
    if (!returned.issuer.empty() && returned.issuer != provider.issuer)
        return unexpected(wrong_state());
    if (!returned.error.empty() || returned.code.empty())
        return unexpected(Diagnostic{"E-provider-refused",
                                     {},
                                     "统一身份没有同意登录",
                                     "the provider did not agree to the sign-in"}
                              .hint("重新登录", "sign in again"));
    auto compact = redeem(provider, returned.code, verifier_of(binding));
    if (!compact) return unexpected(compact.error());
    auto token = read_identity_token(*compact);
    if (!token) return unexpected(token.error());
    auto keys = keys_for(provider, *token);
    if (!keys) return unexpected(keys.error());
    if (!is_signed_by(*token, *keys))
        return unexpected(Diagnostic{"E-identity-token",
                                     {},
                                     "身份令牌的签名不对",
                                     "the identity token is not signed by the provider"}
                              .hint("重新登录", "sign in again"));
    auto fine = check_claims(*token, {.issuer = provider.issuer,
                                      .client_id = provider.client_id,
                                      .nonce = nonce_of(binding),
                                      .now_seconds = clock_() / kSecondUs});
    if (!fine) return fine;
    known.issuer = provider.issuer;
    known.subject = text_in(token->claims, "sub");
    known.has_factor = shares_one(texts_of(token->claims.find("acr")), provider.factor_acr) ||
                       shares_one(texts_of(token->claims.find("amr")), provider.factor_amr);
    return {};
}

}  // namespace kc::server
