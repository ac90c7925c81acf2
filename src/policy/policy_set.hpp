// SPDX-License-Identifier: Apache-2.0
// The policies of a catalog or pack, compiled into one plan that all of them share.
//
//   PolicyReport report = load_policies(catalog.objects.policies, {});
//   for (const Diagnostic& d : report.found) print(to_string(d, language));
//   Result<const Policy*> policy = report.set.edition("cn.htfirm", *Date::parse("2024-06-01"));
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/diagnostic.hpp"
#include "base/result.hpp"
#include "formula/evaluation.hpp"
#include "formula/plan.hpp"
#include "policy/model.hpp"

namespace kc::policy {

struct LoadOptions {
    // Parameters become constants of that law date: policies with equal figures then share nodes,
    // and nothing can be edited. For large tables.
    std::optional<base::Date> fixed_on = {};
    bool run_tests = true;
    std::vector<std::string> tests_of = {};  // codes of the policies to test; empty: all
};

class PolicySet {
public:
    PolicySet();

    const std::vector<Policy>& policies() const { return policies_; }
    const formula::Plan& plan() const { return plan_; }
    // Grows while data with texts is read; not for two threads at a time.
    formula::TextTable& texts() const { return *texts_; }
    std::optional<base::Date> fixed_on() const { return fixed_on_; }

    // By code; null when there is none.
    const Policy* find(std::string_view code) const;

    // By code, or by family the edition in force on the law date.
    Result<const Policy*> edition(std::string_view name, base::Date law_date) const;

    // The value of every parameter of the plan on a law date.
    std::vector<formula::ParameterValue> parameters_on(base::Date law_date) const;

private:
    friend struct SetMaker;

    std::vector<Policy> policies_;
    formula::Plan plan_;
    std::unique_ptr<formula::TextTable> texts_;
    std::optional<base::Date> fixed_on_;
};

struct PolicyReport {
    PolicySet set = {};      // without the policies that have errors
    Diagnostics found = {};  // by file and line
    std::size_t tests = 0;   // run

    bool is_good() const;
};

PolicyReport load_policies(std::span<const pack::Entry<pack::PolicyText>> entries,
                           const LoadOptions& options = {});

// The last day of the year whose figures a policy uses on a law date.
base::Date data_year_end(pack::DataYear year, base::Date law_date);

}  // namespace kc::policy
