// SPDX-License-Identifier: Apache-2.0
#include "server/problem.hpp"

#include <algorithm>
#include <charconv>

#include "store/error.hpp"

namespace kc::server {
namespace {

struct Title {
    std::string_view zh;
    std::string_view en;
};

Title title_of(int status) {
    switch (status) {
        case 400: return {"请求写错了", "The request is malformed"};
        case 401: return {"需要登录", "Sign in first"};
        case 403: return {"没有权限", "Not allowed"};
        case 404: return {"没有这一项", "There is no such thing"};
        case 405: return {"不支持这种操作", "This cannot be done here"};
        case 408: return {"请求太慢", "The request took too long"};
        case 409: return {"与现状冲突", "In conflict with how things are"};
        case 412: return {"内容刚被别人改过", "Changed by somebody else meanwhile"};
        case 413: return {"内容太大", "Too large"};
        case 415: return {"不接受这种格式", "This format is not taken"};
        case 421: return {"访问地址不对", "Wrong address"};
        case 422: return {"内容有误", "Something in it is wrong"};
        case 428: return {"缺少版本号", "The version is missing"};
        case 429: return {"尝试次数太多", "Too many attempts"};
        case 431: return {"请求头太长", "The header is too long"};
        case 503: return {"暂时繁忙", "Busy at the moment"};
        case 507: return {"磁盘已满", "The disk is full"};
        default: return {"服务出错", "Something failed here"};
    }
}

void write_words(std::string_view title, std::string_view detail, std::string_view hint,
                 JsonWriter& json) {
    json.begin_object();
    json.key("title").text(title).key("detail").text(detail).key("hint").text(hint);
    json.end_object();
}

// The quality of a language in the header, in thousandths; -1 when it is not there.
int quality_of(std::string_view header, std::string_view language) {
    int best = -1;
    while (!header.empty()) {
        const std::size_t end = std::min(header.find(','), header.size());
        std::string_view one = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        while (one.starts_with(' ')) one.remove_prefix(1);
        if (!one.starts_with(language)) continue;
        const std::size_t at = one.find(";q=");
        if (at == std::string_view::npos) return 1'000;
        // "0.8" without a floating-point number: the digits after the point.
        std::string digits(one.substr(at + 3));
        if (digits.starts_with('1')) return 1'000;
        digits = digits.size() > 2 ? digits.substr(2, 3) : "";
        digits.resize(3, '0');
        int quality = 0;
        std::from_chars(digits.data(), digits.data() + 3, quality);
        best = std::max(best, quality);
    }
    return best;
}

}  // namespace

Language language_of(std::string_view accept_language) {
    const int en = quality_of(accept_language, "en");
    return en > quality_of(accept_language, "zh") ? Language::en : Language::zh;
}

void write_field_error(const FieldError& error, JsonWriter& json) {
    json.begin_object();
    json.key("pointer").text(error.pointer).key("code").text(error.what.code);
    json.key("zh").text(error.what.zh).key("en").text(error.what.en);
    json.key("hint_zh").text(error.what.hint_zh).key("hint_en").text(error.what.hint_en);
    json.end_object();
}

Response problem(const Request& request, int status, const Diagnostic& what,
                 const std::vector<FieldError>& errors) {
    const Language language = language_of(request.header("accept-language"));
    const bool zh = language == Language::zh;
    const Title title = title_of(status);
    JsonWriter json;
    json.begin_object();
    json.key("type").text("/problems/" + what.code);
    json.key("title").text(zh ? title.zh : title.en);
    json.key("status").number(status);
    json.key("detail").text(zh ? what.zh : what.en);
    json.key("instance").text(request.id);
    json.key("code").text(what.code);
    json.key("zh");
    write_words(title.zh, what.zh, what.hint_zh, json);
    json.key("en");
    write_words(title.en, what.en, what.hint_en, json);
    json.key("errors").begin_array();
    for (const FieldError& error : errors) write_field_error(error, json);
    json.end_array();
    json.end_object();
    Response response;
    response.status = status;
    response.code = what.code;
    response.body = std::move(json).finish();
    response.set("Content-Type", "application/problem+json");
    response.set("Content-Language", zh ? "zh-CN" : "en");
    response.set("Cache-Control", "no-store");
    if (status == 503) response.set("Retry-After", "1");
    return response;
}

int status_of(const Diagnostic& what) {
    const auto kind = store::kind_of(what);
    if (!kind) return 422;
    switch (*kind) {
        case store::ErrorKind::full: return 507;
        case store::ErrorKind::busy:
        case store::ErrorKind::interrupted:
        case store::ErrorKind::read_only: return 503;
        default: return 500;
    }
}

}  // namespace kc::server
