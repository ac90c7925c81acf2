// SPDX-License-Identifier: Apache-2.0
#include "store/fact_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"

namespace kc::store {
namespace {

struct FieldName {
    std::string_view zh;
    std::string_view en;
};

bool is_ascii_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7f;
}

bool is_plain_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

Diagnostic bad_field(FieldName field, std::string_view zh, std::string_view en,
                     std::string_view text) {
    return Diagnostic{"E-fact-field",
                      {},
                      fmt::format("{}{}：“{}”", field.zh, zh, base::shortened(text)),
                      fmt::format("the {} {}: '{}'", field.en, en, base::shortened(text))};
}

Result<void> check_text(std::string_view text, std::size_t max_bytes, FieldName field) {
    if (text.size() > max_bytes) {
        return unexpected(bad_field(field, fmt::format("超过{}字节", max_bytes),
                                    fmt::format("is longer than {} bytes", max_bytes), text));
    }
    if (is_plain_ascii(text)) return {};
    if (std::any_of(text.begin(), text.end(), is_ascii_control)) {
        return unexpected(
            bad_field(field, "含有控制字符", "contains a control character or line end", text));
    }
    if (!base::is_valid_utf8(text)) {
        return unexpected(bad_field(field, "不是有效的UTF-8文字", "is not valid UTF-8", text));
    }
    return {};
}

Result<void> check_name(std::string_view text, FieldName field) {
    if (text.empty()) return unexpected(bad_field(field, "为空", "is empty", text));
    return check_text(text, kMaxFactNameBytes, field);
}

Diagnostic bad_dimensions(std::string_view zh, std::string_view en) {
    return Diagnostic{"E-fact-dimensions",
                      {},
                      fmt::format("数据的维度有误：{}", zh),
                      fmt::format("the dimensions of the figure are wrong: {}", en)};
}

Result<void> check_dimensions(const Dimensions& dimensions) {
    if (dimensions.size() > kMaxFactDimensions) {
        return unexpected(bad_dimensions(fmt::format("多于{}个", kMaxFactDimensions),
                                         fmt::format("more than {}", kMaxFactDimensions)));
    }
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
        const auto& [name, member] = dimensions[i];
        if (Result<void> ok = check_name(name, {"维度名", "name of a dimension"}); !ok) return ok;
        if (Result<void> ok = check_name(member, {"维度值", "member of a dimension"}); !ok) {
            return ok;
        }
        if (name.find('=') != std::string::npos) {
            return unexpected(bad_dimensions("名称里有=号", "a name contains ="));
        }
        if (i > 0 && !(dimensions[i - 1].first < name)) {
            return unexpected(
                bad_dimensions(fmt::format("“{}”重复或未按名称排序", base::shortened(name)),
                               fmt::format("'{}' is there twice or not in the order of names",
                                           base::shortened(name))));
        }
    }
    return {};
}

}  // namespace

Result<void> check_fact(const Fact& fact) {
    if (Result<void> ok = check_name(fact.indicator, {"指标代码", "indicator"}); !ok) return ok;
    if (Result<void> ok = check_name(fact.unit, {"统计对象", "unit of observation"}); !ok)
        return ok;
    if (Result<void> ok = check_dimensions(fact.dimensions); !ok) return ok;
    if (Result<void> ok = check_text(fact.source, kMaxFactSourceBytes, {"数据来源", "source"});
        !ok) {
        return ok;
    }
    return check_text(fact.who, kMaxFactNameBytes, {"填报人", "reporter"});
}

std::string to_text(const Dimensions& dimensions) {
    std::string text;
    for (const auto& [name, member] : dimensions) {
        if (!text.empty()) text.push_back('\n');
        text.append(name).append("=").append(member);
    }
    return text;
}

Result<Dimensions> parse_dimensions(std::string_view text) {
    Dimensions dimensions;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos) {
            return unexpected(bad_dimensions("缺少=号", "= is missing"));
        }
        dimensions.emplace_back(line.substr(0, equals), line.substr(equals + 1));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (Result<void> ok = check_dimensions(dimensions); !ok) {
        return unexpected(std::move(ok.error()));
    }
    return dimensions;
}

void write_bytes(const FactText& fact, ByteWriter& out) {
    out.clear();
    out.text("kc.fact.1");
    out.number(fact.id);
    out.text(fact.indicator);
    out.text(fact.unit);
    out.text(fact.period);
    out.text(fact.dimensions);
    out.number(fact.coefficient);
    out.number(fact.scale);
    out.number(fact.status);
    out.number(fact.known_at_us);
    out.text(fact.source);
    out.text(fact.who);
}

}  // namespace kc::store
