// SPDX-License-Identifier: Apache-2.0
// Values and formulas as a reader is shown them: "2亿元", "29.9%", "职工总数 ≤ 500人".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "base/ratio.hpp"
#include "formula/evaluation.hpp"
#include "formula/plan.hpp"
#include "policy/model.hpp"

namespace kc::policy {

// One exact number in its unit. A share is shown in per cent; what has no end is cut, never rounded
// up over a limit, and marked 约 / about.
std::string show_number(const base::Ratio& value, base::Unit unit, bool is_share,
                        Language language);

// A count of an input's or parameter's step, whatever its type.
std::string show_count(const formula::Type& type, const base::Ratio& step, bool is_share,
                       std::int64_t count, Language language);

// A node's value: one value, "32分 至 82分", "未知", "不适用", "是".
std::string show_value(const formula::Value& value, bool is_share, Language language,
                       const formula::TextTable* texts = nullptr);

// A formula with names in the reader's language and the usual signs.
std::string show_formula(const formula::Expression& written, const Policy& policy,
                         Language language);

// What stands in a file as a number or formula: "100万元", "统计研发经费", or as a range:
// "<= 100万元", "[5, 10)". Chinese stays as written; what does not parse stays too.
std::string show_written(std::string_view written, const Policy& policy, Language language);
std::string show_range(std::string_view written, const Policy& policy, Language language);

// "国科发政〔2017〕115号 第6.2条"
std::string show_cite(const Cite& cite, Language language);

// Whether a node is best read in per cent: a quotient, a share, or what is compared with one.
bool is_share(const formula::Plan& plan, NodeId node);

}  // namespace kc::policy
