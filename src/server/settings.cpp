// SPDX-License-Identifier: Apache-2.0
#include "server/settings.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "pack/reader.hpp"
#include "pack/shape.hpp"
#include "server/web_fetch.hpp"

namespace kc::server {

// As they stand in the file.
struct FactorText {
    std::string of = "administrators";
    std::int32_t grace_days = access::FactorPolicy{}.grace_days;

    bool operator==(const FactorText&) const = default;
};

struct ProviderText {
    std::string code = {};
    std::string name_zh = {};
    std::string name_en = {};
    std::string issuer = {};
    std::string client = {};
    std::string secret_file = {};
    std::string ca_file = {};
    std::vector<std::string> acr = {};
    std::vector<std::string> amr = {};

    bool operator==(const ProviderText&) const = default;
};

struct SettingsText {
    std::string address = {};
    FactorText second_factor = {};
    std::vector<ProviderText> providers = {};
    std::vector<std::string> proxies = {};
};

}  // namespace kc::server

namespace kc::pack {

template <>
const Shape& shape_of<server::FactorText>() {
    using T = server::FactorText;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("of", &T::of, "对谁要求", "of whom it is demanded")
            .optional("grace_days", &T::grace_days, whole_between(0, access::kGraceDaysMax),
                      "担任角色后的宽限天数", "days to set one after the role was given")
            .build();
    return shape;
}

template <>
const Shape& shape_of<server::ProviderText>() {
    using T = server::ProviderText;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of(""), "代码", "code")
            .required("name_zh", &T::name_zh, "中文名称", "name in Chinese")
            .required("name_en", &T::name_en, "英文名称", "name in English")
            .required("issuer", &T::issuer, "签发者地址", "address of the issuer")
            .required("client", &T::client, "客户端标识", "our name there")
            .optional("secret_file", &T::secret_file, "密钥文件", "file with our secret there")
            .optional("ca_file", &T::ca_file, "信任的证书文件", "file of authorities to trust")
            .optional("second_factor_acr", &T::acr, list_of(text()), "算作第二因素的 acr",
                      "values of acr that count as a second factor")
            .optional("second_factor_amr", &T::amr, list_of(text()), "算作第二因素的 amr",
                      "values of amr that count as a second factor")
            .build();
    return shape;
}

template <>
const Shape& shape_of<server::SettingsText>() {
    using T = server::SettingsText;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("address", &T::address, "浏览器访问的地址", "where browsers find the office")
            .optional("second_factor", &T::second_factor, "第二因素", "the second factor")
            .optional("providers", &T::providers, "统一身份", "providers of identities")
            .optional("proxies", &T::proxies, list_of(text()), "其他机器上的反向代理",
                      "reverse proxies on other machines")
            .build();
    return shape;
}

}  // namespace kc::pack

namespace kc::server {
namespace {

std::optional<std::string> bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::string text(kSettingsBytesMax + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

class Settler {
public:
    Settler(const std::filesystem::path& path, Diagnostics& found)
        : folder_(path.parent_path()), file_(path.string()), found_(found) {}

    Settings settle(const SettingsText& text) {
        Settings settings;
        settings.address = text.address;
        while (settings.address.ends_with('/')) settings.address.pop_back();
        if (!text.address.empty() && !is_safe_url(settings.address)) wrong_address(text.address);
        if (const auto of = access::parse_factor_duty(text.second_factor.of))
            settings.factors.of = *of;
        else
            wrong("E-settings-factor", fmt::format("没有“{}”这种范围", text.second_factor.of),
                  fmt::format("'{}' is nobody we know", text.second_factor.of),
                  "写 nobody、administrators、sensitive 或 everybody",
                  "write nobody, administrators, sensitive or everybody");
        settings.factors.grace_days = text.second_factor.grace_days;
        if (text.providers.size() > kProvidersMax)
            wrong("E-settings-many", fmt::format("统一身份最多{}个", kProvidersMax),
                  fmt::format("there are {} providers at most", kProvidersMax), "删去一些",
                  "take some out");
        if (!text.providers.empty() && text.address.empty())
            wrong("E-settings-address", "有统一身份时要写 address",
                  "with providers the address has to be given", "写浏览器访问办公系统的地址",
                  "give the address that browsers use");
        for (const ProviderText& one : text.providers)
            settings.providers.push_back(provider(one, settings.providers));
        if (text.proxies.size() > kProxiesMax)
            wrong("E-settings-many", fmt::format("反向代理最多{}个", kProxiesMax),
                  fmt::format("there are {} proxies at most", kProxiesMax), "删去一些",
                  "take some out");
        for (const std::string& one : text.proxies) settings.proxies.push_back(proxy(one));
        return settings;
    }

private:
    void wrong(const char* code, std::string zh, std::string en, const char* hint_zh,
               const char* hint_en) {
        found_.push_back(
            Diagnostic{code, {file_, 0, 0}, std::move(zh), std::move(en)}.hint(hint_zh, hint_en));
    }

    void wrong_address(const std::string& address) {
        wrong("E-settings-address", fmt::format("“{}”不是 https 地址", address),
              fmt::format("'{}' is no https address", address), "只有本机可用 http",
              "http is for this machine only");
    }

    // In the one way in which the system writes it: "::ffff:10.0.0.10" would never be found.
    std::string proxy(const std::string& address) {
        for (const int family : {AF_INET, AF_INET6}) {
            std::array<unsigned char, sizeof(in6_addr)> bytes{};
            std::array<char, INET6_ADDRSTRLEN> text{};
            if (::inet_pton(family, address.c_str(), bytes.data()) == 1 &&
                ::inet_ntop(family, bytes.data(), text.data(), text.size()) != nullptr)
                return text.data();
        }
        wrong("E-settings-proxy", fmt::format("“{}”不是地址", address),
              fmt::format("'{}' is no address", address), "写反向代理的 IP 地址，如 10.0.0.10",
              "write the proxy's IP address, such as 10.0.0.10");
        return {};
    }

    ProviderSettings provider(const ProviderText& text,
                              const std::vector<ProviderSettings>& before) {
        for (const ProviderSettings& one : before) {
            if (one.code == text.code || one.issuer == text.issuer)
                wrong("E-settings-twice", fmt::format("统一身份“{}”重复", text.code),
                      fmt::format("the provider '{}' stands there twice", text.code),
                      "代码和签发者各不相同", "codes and issuers have to differ");
        }
        if (!is_safe_url(text.issuer)) wrong_address(text.issuer);
        ProviderSettings one{.code = text.code,
                             .name_zh = text.name_zh,
                             .name_en = text.name_en,
                             .issuer = text.issuer,
                             .client_id = text.client,
                             .client_secret = secret_in(text.secret_file),
                             .factor_acr = text.acr,
                             .factor_amr = text.amr};
        if (!text.ca_file.empty()) one.ca_file = (folder_ / text.ca_file).string();
        return one;
    }

    // The first line of a file that nobody else may read.
    std::string secret_in(const std::string& name) {
        if (name.empty()) return {};
        const std::filesystem::path path = folder_ / name;
        std::error_code error;
        const auto rights = std::filesystem::status(path, error).permissions();
        using Rights = std::filesystem::perms;
        auto text = error ? std::nullopt : bytes_of(path);
        if (text) text->resize(std::min(text->find_first_of("\r\n"), text->size()));
        if (!text || text->empty()) {
            wrong("E-settings-secret", fmt::format("读不到密钥文件 {}", path.string()),
                  fmt::format("the secret's file {} cannot be read", path.string()),
                  "检查路径和权限", "check path and rights");
            return {};
        }
        if ((rights & (Rights::group_all | Rights::others_all)) != Rights::none)
            wrong("E-settings-secret", fmt::format("别人能读密钥文件 {}", path.string()),
                  fmt::format("others may read the secret's file {}", path.string()),
                  "运行 chmod 600", "chmod 600 it");
        return *text;
    }

    std::filesystem::path folder_;
    std::string file_;
    Diagnostics& found_;
};

Diagnostic unreadable(const std::string& path, std::string_view zh, std::string_view en) {
    return Diagnostic{"E-settings", {path, 0, 0}, std::string(zh), std::string(en)}.hint(
        "见 docs/access.md", "see docs/access.md");
}

}  // namespace

Result<Settings> read_settings(const std::string& path, Diagnostics& found) {
    const auto text = bytes_of(path);
    if (!text || text->size() > kSettingsBytesMax)
        return unexpected(unreadable(path, "读不到设置文件，或它太大",
                                     "the settings cannot be read, or are too large"));
    const std::size_t before = found.size();
    const auto document = pack::read_yaml(*text, path, found);
    if (!document)
        return unexpected(unreadable(path, "设置文件不是 YAML", "the settings are no YAML"));
    SettingsText settings;
    pack::Reader reader(*document, found);
    pack::read_map(pack::shape_of<SettingsText>(), &settings, document->root, reader);
    if (found.size() > before)
        return unexpected(unreadable(path, "设置文件有错", "there are mistakes in the settings"));
    Settings settled = Settler(path, found).settle(settings);
    if (found.size() > before)
        return unexpected(unreadable(path, "设置文件有错", "there are mistakes in the settings"));
    return settled;
}

}  // namespace kc::server
