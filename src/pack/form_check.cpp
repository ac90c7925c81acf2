// SPDX-License-Identifier: Apache-2.0
// What must hold inside a form before anybody is asked to fill it in. Formulas are checked by the
// room `collection`, which knows the language.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "base/unit.hpp"
#include "pack/checks.hpp"
#include "pack/limits.hpp"

namespace kc::pack {
namespace {

bool is_field_name(std::string_view code) {
    const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
    return !code.empty() && code.size() <= kMaxFormFieldCode && is_small(code.front()) &&
           std::all_of(code.begin(), code.end(),
                       [&](char c) { return is_small(c) || (c >= '0' && c <= '9') || c == '_'; });
}

std::optional<base::Period::Kind> period_kind(Frequency frequency) {
    switch (frequency) {
        case Frequency::year: return base::Period::Kind::year;
        case Frequency::half_year: return base::Period::Kind::half;
        case Frequency::quarter: return base::Period::Kind::quarter;
        case Frequency::month: return base::Period::Kind::month;
        case Frequency::event: return std::nullopt;
    }
    return std::nullopt;
}

std::string_view example_of(Frequency frequency) {
    switch (frequency) {
        case Frequency::year: return "2024";
        case Frequency::half_year: return "2024-H1";
        case Frequency::quarter: return "2024-Q1";
        default: return "2024-01";
    }
}

// One field by itself.
class FormFieldCheck {
public:
    FormFieldCheck(const Form& form, const FormField& field, const Node& node, const Origin& origin,
                   const Lookup& lookup, Diagnostics& found)
        : form_(form),
          field_(field),
          node_(node),
          origin_(origin),
          indicator_(lookup.indicator(field.indicator)),
          control_(lookup.indicator(field.control)),
          found_(found) {}

    void run() {
        check_code();
        if (indicator_ != nullptr) check_unit("unit", *indicator_);
        if (control_ != nullptr) check_unit("control", *control_);
        check_places();
        check_range();
        check_sources();
    }

private:
    void error(std::string_view key, Finding finding) {
        const Node* at = node_.find(key);
        add_error(found_, origin_.document->place(at == nullptr ? node_ : *at), std::move(finding));
    }

    void check_code() {
        if (is_field_name(field_.code)) return;
        error("code", {"E-form-code", fmt::format("填报项代码 {} 不合要求", field_.code),
                       fmt::format("'{}' cannot be a field's code", field_.code),
                       fmt::format("小写字母开头，只用小写字母、数字和下划线，最多 {} 个字符",
                                   kMaxFormFieldCode),
                       fmt::format("begin with a small letter; small letters, digits and _ only, "
                                   "at most {} of them",
                                   kMaxFormFieldCode)});
    }

    void check_unit(std::string_view key, const Indicator& indicator) {
        if (base::convertible(field_.unit, indicator.unit)) return;
        error(key, {"E-form-unit",
                    fmt::format("{} 的单位是 {}，填报单位 {} 不能换算", indicator.code,
                                base::to_string(indicator.unit), base::to_string(field_.unit)),
                    fmt::format("{} is in {}; {} cannot be converted to it", indicator.code,
                                base::to_string(indicator.unit), base::to_string(field_.unit)),
                    "改填报单位或指标", "change the unit or the indicator"});
    }

    void check_places() {
        const bool counts = field_.unit.dimension() == base::Dimension::count &&
                            field_.unit.exponent() == 0 && !field_.unit.is_per();
        if (!counts || field_.places == 0) return;
        error("places",
              {"E-form-places", fmt::format("以{}计的数没有小数", base::to_string(field_.unit)),
               fmt::format("what is counted in {} has no digits after the point",
                           base::to_string(field_.unit)),
               "删去 places", "remove 'places'"});
    }

    void check_range() {
        if (!field_.min || !field_.max || *field_.min <= *field_.max) return;
        error("max", {"E-form-range", "max 小于 min", "'max' is less than 'min'", "检查两个数",
                      "check the two numbers"});
    }

    void check_sources() {
        if (field_.covers == Covers::year_to_date && form_.frequency == Frequency::year) {
            error("covers",
                  {"E-form-covers", "年报的本期就是全年，不写自年初累计",
                   "a yearly form covers its year already", "删去 covers", "remove 'covers'"});
        }
        if (field_.prefill == Prefill::computed && field_.indicator.empty() &&
            field_.control.empty()) {
            error("prefill", {"E-form-prefill", "没有指标，算不出预填的数",
                              "without an indicator there is nothing to compute",
                              "写上 indicator 或 control，或改 prefill",
                              "add 'indicator' or 'control', or change 'prefill'"});
        }
        if (field_.indicator.empty() && !field_.dimensions.empty()) {
            error("dimensions",
                  {"E-form-dimensions", "没有指标，分类不起作用",
                   "dimensions have no effect without an indicator",
                   "写上 indicator，或删去 dimensions", "add 'indicator', or remove 'dimensions'"});
        }
        // A count from records stands beside what was typed; a typed figure beside itself says
        // nothing.
        if (control_ != nullptr && control_ == indicator_ && !control_->counts) {
            error("control", {"E-form-control", "填报的指标不能与自己对照",
                              "a figure cannot be compared with itself", "写由登记库计数的指标",
                              "name an indicator counted from records"});
        }
    }

    const Form& form_;
    const FormField& field_;
    const Node& node_;
    const Origin& origin_;
    const Indicator* indicator_;
    const Indicator* control_;
    Diagnostics& found_;
};

class FormCheckRun {
public:
    FormCheckRun(const Entry<Form>& entry, const Lookup& lookup, Diagnostics& found)
        : form_(entry.value), origin_(entry.origin), lookup_(lookup), found_(found) {}

    void run() {
        check_periods();
        check_fillers();
        check_fields();
        check_step("enter", form_.route.enter);
        if (form_.route.sign) check_step("sign", *form_.route.sign);
        check_step("check", form_.route.check);
        check_step("publish", form_.route.publish);
        check_reminders();
    }

private:
    void error(std::initializer_list<std::string_view> keys, Finding finding) {
        add_error(found_, origin_.place(keys), std::move(finding));
    }

    void check_periods() {
        const auto kind = period_kind(form_.frequency);
        if (!kind) {
            error({"frequency"},
                  {"E-form-frequency", "填报表要有固定的频率", "a form comes at fixed times",
                   "写 month、quarter、half-year 或 year",
                   "write month, quarter, half-year or year"});
            return;
        }
        const bool first_fits = check_period("first", form_.first, *kind);
        if (!form_.last || !check_period("last", *form_.last, *kind) || !first_fits) return;
        if (form_.first.first_day() <= form_.last->first_day()) return;
        error({"last"},
              {"E-form-period", "最后一个报告期早于第一个", "the last period is before the first",
               "检查 first 和 last", "check 'first' and 'last'"});
    }

    bool check_period(std::string_view key, const Time& time, base::Period::Kind kind) {
        if (time.period() && time.period()->kind() == kind) return true;
        const std::string_view example = example_of(form_.frequency);
        error({key}, {"E-form-period",
                      fmt::format("频率是 {}，{} 不是这样的报告期", to_string(form_.frequency),
                                  to_string(time)),
                      fmt::format("'{}' is no period of a form filled in every {}", to_string(time),
                                  to_string(form_.frequency)),
                      fmt::format("例如 {}", example), fmt::format("such as {}", example)});
        return false;
    }

    void check_fillers() {
        const Fillers& fillers = form_.fillers;
        if (!fillers.only.empty() && !fillers.except.empty()) {
            error({"fillers"}, {"E-form-fillers", "only 和 except 只写一个",
                                "write either 'only' or 'except'", "删去一个", "remove one"});
        }
        if (fillers.type == FillerType::firm && !(fillers.only.empty() && fillers.except.empty())) {
            error({"fillers"},
                  {"E-form-fillers", "企业名单取自登记库或在系统里维护，不逐家写在表里",
                   "firms come from a registry or a list kept in the office, not from the form",
                   "写 registry 和 filter，删去 only 和 except",
                   "write 'registry' and 'filter'; remove 'only' and 'except'"});
        }
        check_filler_registry(fillers);
    }

    void check_filler_registry(const Fillers& fillers) {
        if (fillers.registry.empty()) {
            if (fillers.filter.text.empty() && fillers.fixed_days == 0) return;
            error({"fillers"},
                  {"E-form-fillers", "没有写 registry，filter 和 fixed_days 不起作用",
                   "'filter' and 'fixed_days' have no effect without 'registry'",
                   "写上 registry，如 cn.enterprise", "add 'registry', such as cn.enterprise"});
            return;
        }
        if (fillers.type != FillerType::firm) {
            error({"fillers", "registry"},
                  {"E-form-fillers", "只有企业的名单取自登记库", "only firms come from a registry",
                   "写 type: firm，或删去 registry", "write 'type: firm', or remove 'registry'"});
            return;
        }
        // A list that still changes after the deadline makes firms late that were not on it.
        if (fillers.fixed_days > form_.deadline_days) {
            error({"fillers", "fixed_days"}, {"E-form-fillers", "截止之后名单还会变",
                                              "the list would still change after the deadline",
                                              "fixed_days 不大于 deadline_days",
                                              "let 'fixed_days' be at most 'deadline_days'"});
        }
        const Registry* registry = lookup_.registry(fillers.registry);
        if (registry == nullptr) return;  // told as an unknown code
        const bool has_code = std::any_of(
            registry->fields.begin(), registry->fields.end(), [](const RegistryField& field) {
                return field.type == ValueType::code && field.format == Format::credit_code;
            });
        if (has_code && !registry->unit.empty()) return;
        error({"fillers", "registry"},
              {"E-form-fillers",
               fmt::format("{} 的记录没有统一社会信用代码或所属地区", registry->code),
               fmt::format("records of {} have no credit code or no region", registry->code),
               "用企业登记库，如 cn.enterprise", "use a registry of firms, such as cn.enterprise"});
    }

    void check_fields() {
        const Node* list = origin_.node->find("fields");
        if (form_.fields.empty()) {
            error({"fields"}, {"E-form-empty", "没有填报项", "there is nothing to fill in",
                               "至少写一项", "write at least one field"});
        }
        if (form_.fields.size() > kMaxFormFields) {
            error({"fields"}, {"E-form-size", fmt::format("超过 {} 项", kMaxFormFields),
                               fmt::format("there are more than {} fields", kMaxFormFields),
                               "分成两张表，或删去不用的项",
                               "make two forms of it, or remove what nobody uses"});
        }
        if (list == nullptr || list->items.size() != form_.fields.size()) return;
        std::unordered_set<std::string_view> codes;
        std::set<std::tuple<std::string, std::string, Covers>> cells;
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            const FormField& field = form_.fields[i];
            FormFieldCheck(form_, field, list->items[i], origin_, lookup_, found_).run();
            const Place at = origin_.document->place(list->items[i]);
            if (!codes.insert(field.code).second) {
                add_error(found_, at,
                          {"E-form-code", fmt::format("填报项代码 {} 写了两次", field.code),
                           fmt::format("the field '{}' is there twice", field.code), "改其中一个",
                           "change one of them"});
            }
            if (field.indicator.empty()) continue;
            if (!cells.emplace(field.indicator, members_of(field), field.covers).second) {
                add_error(found_, at,
                          {"E-form-twice", fmt::format("同一个数问了两次：{}", field.indicator),
                           fmt::format("the same figure is asked for twice: {}", field.indicator),
                           "删去一个，或写上不同的 dimensions",
                           "remove one of them, or give them different dimensions"});
            }
        }
    }

    static std::string members_of(const FormField& field) {
        std::vector<std::string> pairs;
        for (const auto& one : field.dimensions) {
            pairs.push_back(fmt::format("{}={}\n", one.name.text, one.value));
        }
        std::sort(pairs.begin(), pairs.end());
        return fmt::format("{}", fmt::join(pairs, ""));
    }

    void check_step(std::string_view key, const RouteStep& step) {
        if (!step.role.empty() || !step.section.empty()) return;
        error({"route", key}, {"E-form-route", fmt::format("没有写 {} 由谁办", key),
                               fmt::format("nothing says who does '{}'", key),
                               "写上 role 或 section", "add 'role' or 'section'"});
    }

    void check_reminders() {
        for (const auto* days : {&form_.reminders.before, &form_.reminders.after}) {
            if (std::set(days->begin(), days->end()).size() == days->size()) continue;
            error({"reminders"}, {"E-form-reminders", "同一天提醒了两次", "a day is there twice",
                                  "删去一个", "remove one"});
        }
    }

    const Form& form_;
    const Origin& origin_;
    const Lookup& lookup_;
    Diagnostics& found_;
};

}  // namespace

void check_forms(const ObjectSet& set, const Lookup& lookup, Diagnostics& found) {
    for (const Entry<Form>& entry : set.forms) {
        if (entry.is_sound) FormCheckRun(entry, lookup, found).run();
    }
    for (const Entry<Manifest>& entry : set.manifests) {
        const std::vector<BurdenBudget>& budgets = entry.value.burden;
        for (std::size_t i = 0; i < budgets.size(); ++i) {
            const bool is_second =
                std::any_of(budgets.begin(), budgets.begin() + static_cast<std::ptrdiff_t>(i),
                            [&](const BurdenBudget& one) { return one.units == budgets[i].units; });
            if (!is_second && !budgets[i].fields_per_month.is_negative()) continue;
            add_error(found, entry.origin.place({"burden"}),
                      {"E-burden", "每种单位写一个不小于0的限额",
                       "write one limit, not below 0, for each sort of unit", "检查 burden",
                       "check 'burden'"});
        }
    }
}

}  // namespace kc::pack
