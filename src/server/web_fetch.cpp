// SPDX-License-Identifier: Apache-2.0
#include "server/web_fetch.hpp"

#include <memory>

#include <curl/curl.h>
#include <fmt/format.h>

namespace kc::server {
namespace {

struct Closer {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Handle = std::unique_ptr<CURL, Closer>;

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* to) {
    auto& body = *static_cast<std::string*>(to);
    const std::size_t more = size * count;
    // Anything but `more` ends the transfer.
    if (body.size() + more > kFetchBytesMax) return 0;
    body.append(bytes, more);
    return more;
}

Diagnostic no_answer(std::string_view url, std::string_view why) {
    // The query may hold secrets.
    const std::string_view shown = url.substr(0, url.find('?'));
    return Diagnostic{"E-fetch",
                      {},
                      fmt::format("{} 没有回答：{}", shown, why),
                      fmt::format("{} did not answer: {}", shown, why)}
        .hint("检查网络、地址和证书", "check network, address and certificate");
}

bool is_ready() {
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ready;
}

void configure(CURL* handle, const FetchRequest& request, std::string& body) {
    curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "https,http");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, kFetchSecondsMax);
    // Signals belong to the program's main thread.
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!request.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, request.ca_file.c_str());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &take);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &body);
    if (request.form) {
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.form->size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.form->c_str());
    }
    if (request.user.empty()) return;
    curl_easy_setopt(handle, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(handle, CURLOPT_USERNAME, request.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, request.password.c_str());
}

}  // namespace

bool is_safe_url(std::string_view url) {
    for (const char c : url) {
        if (c <= 0x20 || c >= 0x7f || c == '\\' || c == '@' || c == '#') return false;
    }
    if (url.starts_with("https://")) return url.size() > 8;
    constexpr std::string_view kPlain = "http://";
    if (!url.starts_with(kPlain)) return false;
    url.remove_prefix(kPlain.size());
    for (const std::string_view host : {"localhost", "127.0.0.1", "[::1]"}) {
        if (!url.starts_with(host)) continue;
        const std::string_view rest = url.substr(host.size());
        return rest.empty() || rest.front() == ':' || rest.front() == '/';
    }
    return false;
}

Result<Fetched> fetch(const FetchRequest& request) {
    if (!is_safe_url(request.url))
        return unexpected(Diagnostic{"E-fetch-url",
                                     {},
                                     fmt::format("{} 不是 https 地址", request.url),
                                     fmt::format("{} is no https address", request.url)}
                              .hint("只有本机可用 http", "http is for this machine only"));
    const Handle handle(is_ready() ? curl_easy_init() : nullptr);
    if (!handle) return unexpected(no_answer(request.url, "libcurl"));
    Fetched answer;
    configure(handle.get(), request, answer.body);
    const CURLcode code = curl_easy_perform(handle.get());
    if (code != CURLE_OK) return unexpected(no_answer(request.url, curl_easy_strerror(code)));
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    return answer;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
                              c == '~';
        if (is_plain) {
            out += c;
            continue;
        }
        out += '%';
        out += kHex[byte >> 4U];
        out += kHex[byte & 0xfU];
    }
    return out;
}

}  // namespace kc::server
