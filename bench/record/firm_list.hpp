// SPDX-License-Identifier: Apache-2.0
// The pack of a made-up office with one registry of twenty columns, for measuring lists.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace kc::bench {

inline constexpr int kTexts = 5;
inline constexpr int kNumbers = 8;
inline constexpr int kColumns = 7 + kTexts + kNumbers;

inline std::string registry_yaml() {
    std::string yaml = R"(kind: registry
code: bench.firm
name: {zh: 名录, en: Firms}
definition: {zh: 测试, en: For measuring}
title: name
keys: [code]
unit: region
listed: [name, code]
fields:
  - {code: name, name: {zh: 名称, en: Name}, type: text, required: yes}
  - {code: code, name: {zh: 代码, en: Code}, type: code, unique: yes}
  - {code: region, name: {zh: 县区, en: Region}, type: region, required: yes}
  - {code: since, name: {zh: 日期, en: Date}, type: date}
  - {code: cost, name: {zh: 经费, en: Cost}, type: money, unit: 万元}
  - {code: active, name: {zh: 在册, en: Active}, type: yes-no}
  - code: kind
    name: {zh: 类别, en: Kind}
    type: choice
    choices:
      - {code: a, name: {zh: 甲类, en: A}}
      - {code: b, name: {zh: 乙类, en: B}}
)";
    for (int i = 0; i < kTexts; ++i)
        yaml +=
            fmt::format("  - {{code: t{0}, name: {{zh: 文字{0}, en: Text {0}}}, type: text}}\n", i);
    for (int i = 0; i < kNumbers; ++i)
        yaml += fmt::format(
            "  - {{code: n{0}, name: {{zh: 数{0}, en: Number {0}}}, type: number, places: 3}}\n",
            i);
    return yaml;
}

inline void write_firm_pack(const std::filesystem::path& folder) {
    constexpr std::string_view kManifest = R"(kind: manifest
code: bench-2024
name: {zh: 测, en: Bench}
year: 2024
issuer: {zh: 局, en: Bureau}
region: "341800"
requires: [catalog]
)";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "pack.yaml") << kManifest;
    std::ofstream(folder / "firm.yaml") << registry_yaml();
}

}  // namespace kc::bench
