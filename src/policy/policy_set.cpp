// SPDX-License-Identifier: Apache-2.0
#include "policy/policy_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <tuple>

#include "base/suggest.hpp"
#include "policy/compiler.hpp"
#include "policy/file_tests.hpp"
#include "policy/limits.hpp"
#include "policy/report.hpp"

namespace kc::policy {
namespace {

bool has_error(const Diagnostics& found, std::size_t from) {
    return std::any_of(found.begin() + static_cast<std::ptrdiff_t>(from), found.end(),
                       [](const Diagnostic& d) { return d.severity == Severity::error; });
}

bool overlap(const pack::InForce& a, const pack::InForce& b) {
    const bool a_before = a.until && b.from && *a.until < *b.from;
    const bool b_before = b.until && a.from && *b.until < *a.from;
    return !a_before && !b_before;
}

// Editions of one family answer for different days.
void check_editions(const std::vector<Policy>& policies, Diagnostics& found) {
    std::map<std::string_view, std::vector<const Policy*>> families;
    for (const Policy& policy : policies) {
        if (policy.text().alternative) continue;
        for (const Policy* other : families[policy.family]) {
            if (!overlap(policy.text().in_force, other->text().in_force)) continue;
            tell_error(found, policy.entry->origin.place({"in_force"}),
                       {"E-editions", fmt::format("与同族的 {} 有重叠的日期", other->code),
                        fmt::format("overlaps {} of the same family", other->code),
                        "让 in_force 相接，或写 alternative: yes",
                        "make their in_force meet, or write alternative: yes"});
        }
        families[policy.family].push_back(&policy);
    }
}

void check_families(const std::vector<Policy>& policies, Diagnostics& found) {
    std::vector<std::string> families;
    for (const Policy& policy : policies) families.push_back(policy.family);
    const auto check = [&](const Policy& policy, const char* key, const std::string& name) {
        if (name == "*" || std::find(families.begin(), families.end(), name) != families.end()) {
            return;
        }
        const auto near = base::nearest(name, families);
        tell_warning(found, policy.entry->origin.place({key}),
                     {"W-family", fmt::format("没有政策族 {}", name),
                      fmt::format("there is no policy family {}", name),
                      near ? fmt::format("是不是 {}？", *near) : "加上那个政策后才起作用",
                      near ? fmt::format("did you mean {}?", *near)
                           : "it has an effect once that policy is there"});
    };
    for (const Policy& policy : policies) {
        for (const std::string& next : policy.text().next) check(policy, "next", next);
        for (const auto& stacking : policy.text().stacking) {
            for (const std::string& other : stacking.with) check(policy, "stacking", other);
        }
    }
}

void in_reading_order(Diagnostics& found) {
    std::stable_sort(found.begin(), found.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.at.file, a.at.line, a.at.column) <
               std::tie(b.at.file, b.at.line, b.at.column);
    });
}

}  // namespace

struct SetMaker {
    static PolicyReport make(std::span<const pack::Entry<pack::PolicyText>> entries,
                             const LoadOptions& options) {
        PolicyReport report;
        PolicySet& set = report.set;
        set.fixed_on_ = options.fixed_on;
        formula::Builder builder(*set.texts_);
        struct Work {
            Diagnostics found = {};
            std::unique_ptr<Compiler> compiler = {};
        };
        std::deque<Work> works;
        for (const auto& entry : entries) {
            // What the loader found wrong has been said; half a policy would only add to it.
            if (!entry.is_sound) continue;
            if (works.size() == kMaxPolicies) {
                tell_error(report.found, entry.origin.place(),
                           {"E-too-many", fmt::format("政策超过 {} 个", kMaxPolicies),
                            fmt::format("more than {} policies", kMaxPolicies), "分几次载入",
                            "load them in parts"});
                break;
            }
            Work& work = works.emplace_back();
            work.compiler = std::make_unique<Compiler>(entry, CompileOptions{options.fixed_on},
                                                       builder, work.found);
            work.compiler->add_inputs();
        }
        for (Work& work : works) {
            Policy policy = work.compiler->run();
            if (!has_error(work.found, 0)) set.policies_.push_back(std::move(policy));
            report.found.insert(report.found.end(), work.found.begin(), work.found.end());
        }
        check_editions(set.policies_, report.found);
        check_families(set.policies_, report.found);
        set.plan_ = builder.finish();
        if (options.run_tests) report.tests = run_tests(set, options.tests_of, report.found);
        in_reading_order(report.found);
        return report;
    }

    static std::size_t run_tests(PolicySet& set, const std::vector<std::string>& codes,
                                 Diagnostics& found) {
        std::size_t count = 0;
        std::vector<Policy> kept;
        for (Policy& policy : set.policies_) {
            const std::size_t before = found.size();
            const bool is_asked =
                codes.empty() || std::find(codes.begin(), codes.end(), policy.code) != codes.end();
            if (is_asked) count += run_file_tests(set, policy, found);
            if (!has_error(found, before)) kept.push_back(std::move(policy));
        }
        set.policies_ = std::move(kept);
        return count;
    }
};

PolicySet::PolicySet() : texts_(std::make_unique<formula::TextTable>()) {}

const Policy* PolicySet::find(std::string_view code) const {
    const auto found = std::find_if(policies_.begin(), policies_.end(),
                                    [&](const Policy& policy) { return policy.code == code; });
    return found == policies_.end() ? nullptr : &*found;
}

Result<const Policy*> PolicySet::edition(std::string_view name, base::Date law_date) const {
    if (const Policy* policy = find(name)) return policy;
    std::vector<std::string> names;
    bool is_family = false;
    for (const Policy& policy : policies_) {
        names.push_back(policy.family);
        names.push_back(policy.code);
        if (policy.family != name) continue;
        is_family = true;
        if (!policy.text().alternative && policy.holds_on(law_date)) return &policy;
    }
    if (is_family) {
        return unexpected(
            Diagnostic{
                "E-no-edition",
                {},
                fmt::format("{} 在 {} 没有适用的版本", name, base::to_string(law_date)),
                fmt::format("no edition of {} is in force on {}", name, base::to_string(law_date))}
                .hint("换一个日期，或写版本的代码", "choose another day, or name an edition"));
    }
    const auto near = base::nearest(name, names);
    return unexpected(
        Diagnostic{"E-no-policy",
                   {},
                   fmt::format("没有政策 {}", name),
                   fmt::format("there is no policy {}", name)}
            .hint(near ? fmt::format("是不是 {}？", *near) : "用 kechuang policy list 查看",
                  near ? fmt::format("did you mean {}?", *near) : "see kechuang policy list"));
}

base::Date data_year_end(pack::DataYear year, base::Date law_date) {
    const int previous = year == pack::DataYear::previous_year ? 1 : 0;
    return base::Date::of(std::max(law_date.year() - previous, base::Date::kMinYear), 12, 31)
        .value();
}

std::vector<formula::ParameterValue> PolicySet::parameters_on(base::Date law_date) const {
    std::vector<formula::ParameterValue> values = formula::default_parameters(plan_);
    const auto set = [&](std::string_view name, base::Date day) {
        if (const auto slot = plan_.find_parameter(name)) {
            values[*slot] = {day.days_since_1970(), day.days_since_1970()};
        }
    };
    set("law_date", law_date);
    set("data_year_end/previous", data_year_end(pack::DataYear::previous_year, law_date));
    set("data_year_end/same", data_year_end(pack::DataYear::same_year, law_date));
    for (const Policy& policy : policies_) {
        if (policy.law_fact) continue;
        for (const Parameter& parameter : policy.parameters) {
            if (parameter.slots.size() != 1) continue;
            for (const ParameterValue& value : parameter.values) {
                if (value.from <= law_date) values[parameter.slot] = {value.count, value.count};
            }
        }
    }
    return values;
}

bool PolicyReport::is_good() const {
    return !has_error(found, 0);
}

PolicyReport load_policies(std::span<const pack::Entry<pack::PolicyText>> entries,
                           const LoadOptions& options) {
    return SetMaker::make(entries, options);
}

}  // namespace kc::policy
