// SPDX-License-Identifier: Apache-2.0
// What must hold inside a registry, so that tables can be made of it.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/suggest.hpp"
#include "base/unit.hpp"
#include "pack/checks.hpp"
#include "pack/limits.hpp"

namespace kc::pack {
namespace {

std::vector<std::string> codes_of(const std::vector<RegistryField>& fields) {
    std::vector<std::string> codes;
    for (const RegistryField& field : fields) codes.push_back(field.code);
    return codes;
}

bool is_column_name(std::string_view code) {
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    return !code.empty() && code.size() <= kMaxRegistryCode && is_letter(code.front()) &&
           std::all_of(code.begin(), code.end(),
                       [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_figure(ValueType type) {
    return type == ValueType::number || type == ValueType::money;
}

bool has_range(ValueType type) {
    return is_figure(type) || type == ValueType::year;
}

// One field by itself.
class RegistryFieldCheck {
public:
    RegistryFieldCheck(const RegistryField& field, const Node& node, const Origin& origin,
                       bool is_yearly, Diagnostics& found)
        : field_(field), node_(node), origin_(origin), is_yearly_(is_yearly), found_(found) {}

    void run() {
        check_code();
        check_belongings();
        check_choices();
        check_unit();
        check_range();
        check_personal();
        if (is_yearly_) check_yearly();
    }

private:
    void error(std::string_view key, Finding finding) {
        const Node* at = node_.find(key);
        add_error(found_, origin_.document->place(at == nullptr ? node_ : *at), std::move(finding));
    }

    void check_code() {
        if (is_column_name(field_.code)) return;
        error("code",
              {"E-registry-code", fmt::format("字段代码 {} 不合要求", field_.code),
               fmt::format("'{}' cannot be a field's code", field_.code),
               fmt::format("小写字母开头，只用小写字母、数字和下划线，最多 {} 个字符",
                           kMaxRegistryCode),
               fmt::format("begin with a small letter; small letters, digits and _ only, at most "
                           "{} of them",
                           kMaxRegistryCode)});
    }

    // Keys that only some types have.
    void check_belongings() {
        belongs("choices", !field_.choices.empty(), field_.type == ValueType::choice);
        belongs("of", !field_.of.empty(), field_.type == ValueType::reference);
        belongs("unit", !field_.unit.is_none(), is_figure(field_.type));
        belongs("places", field_.places != 0, field_.type == ValueType::number);
        belongs("min", field_.min.has_value(), has_range(field_.type));
        belongs("max", field_.max.has_value(), has_range(field_.type));
        belongs("format", field_.format != Format::free,
                field_.type == ValueType::code || field_.type == ValueType::text);
        belongs("unique", field_.is_unique,
                field_.type == ValueType::code || field_.type == ValueType::text ||
                    field_.type == ValueType::reference);
    }

    void belongs(std::string_view key, bool is_there, bool may_be) {
        if (!is_there || may_be) return;
        error(key, {"E-registry-key",
                    fmt::format("类型 {} 的字段不能写 {}", to_string(field_.type), key),
                    fmt::format("a field of type '{}' has no '{}'", to_string(field_.type), key),
                    "删去它，或改 type", "remove it, or change the type"});
    }

    void check_choices() {
        if (field_.type == ValueType::reference && field_.of.empty()) {
            error("type",
                  {"E-missing", "缺少 of：引用哪个登记库",
                   "'of' is missing: the registry referred to", "加上一行，例如 of: cn.enterprise",
                   "add a line such as of: cn.enterprise"});
        }
        if (field_.type != ValueType::choice) return;
        if (field_.choices.empty()) {
            error("type", {"E-missing", "缺少 choices：可选项", "'choices' is missing",
                           "列出每个可选项的 code 和 name", "list each choice's code and name"});
        }
        std::unordered_set<std::string_view> seen;
        for (const Choice& choice : field_.choices) {
            if (seen.insert(choice.code).second) continue;
            error("choices", {"E-registry-choice", fmt::format("可选项 {} 写了两次", choice.code),
                              fmt::format("the choice '{}' is there twice", choice.code),
                              "删去一个", "remove one of them"});
        }
    }

    void check_unit() {
        if (field_.type != ValueType::money || field_.unit.is_none()) return;
        if (field_.unit.dimension() == base::Dimension::yuan && !field_.unit.is_per()) return;
        error("unit",
              {"E-registry-money", fmt::format("金额的单位不能是 {}", base::to_string(field_.unit)),
               fmt::format("money cannot be entered in {}", base::to_string(field_.unit)),
               "写 元、万元 或 亿元", "write 元, 万元 or 亿元"});
    }

    void check_range() {
        if (!field_.min || !field_.max || *field_.min <= *field_.max) return;
        error("max", {"E-registry-range", "max 小于 min", "'max' is less than 'min'", "检查两个数",
                      "check the two numbers"});
    }

    // A citizen number that everybody sees is never meant.
    void check_personal() {
        const bool is_guarded =
            field_.field_class == FieldClass::personal || field_.field_class == FieldClass::secret;
        if (field_.format == Format::citizen_number && !is_guarded) {
            error("class", {"E-registry-personal", "身份证号必须是个人信息（class: personal）",
                            "a citizen number must be of class personal", "加上 class: personal",
                            "add class: personal"});
        }
        if (field_.mask != Mask::all && !is_guarded) {
            error("mask",
                  {"E-registry-mask", "公开和内部的字段不遮盖",
                   "fields that are public or internal are not masked",
                   "删去 mask，或写 class: personal", "remove 'mask', or write class: personal"});
        }
    }

    void check_yearly() {
        const bool is_fit = is_figure(field_.type) || field_.type == ValueType::yes_no ||
                            field_.type == ValueType::choice;
        if (!is_fit) {
            error("type", {"E-registry-yearly", "逐年数据只能是数、金额、是否或选择",
                           "yearly figures are numbers, money, yes/no or choices",
                           "移到 fields，或改 type", "move it to 'fields', or change the type"});
        }
        if (field_.is_required || field_.is_unique) {
            error("required",
                  {"E-registry-yearly", "逐年数据没有必填和不得重复",
                   "yearly figures are neither required nor unique", "删去它", "remove it"});
        }
    }

    const RegistryField& field_;
    const Node& node_;
    const Origin& origin_;
    bool is_yearly_;
    Diagnostics& found_;
};

// What the registry says about its fields.
class RegistryCheck {
public:
    RegistryCheck(const Entry<Registry>& entry, const Lookup& lookup, Diagnostics& found)
        : registry_(entry.value), origin_(entry.origin), lookup_(lookup), found_(found) {}

    void run() {
        check_code();
        check_fields(registry_.fields, "fields", false);
        check_fields(registry_.yearly, "yearly", true);
        if (const RegistryField* title = known("title", registry_.title)) {
            if (title->type != ValueType::text && title->type != ValueType::code) {
                wrong_type("title", *title, "text 或 code", "text or code");
            } else if (!title->is_required) {
                error("title", {"E-registry-title", "作为标题的字段必须是必填",
                                "the field that names a record must be required",
                                "给这个字段加上 required: yes", "add required: yes to that field"});
            }
        }
        for (const std::string& key : registry_.keys) known("keys", key);
        for (const std::string& key : registry_.listed) known("listed", key);
        check_unit();
        check_owner();
        if (registry_.validity) {
            check_date("from", registry_.validity->from);
            check_date("to", registry_.validity->to);
        }
    }

private:
    void error(std::string_view key, Finding finding) {
        add_error(found_, origin_.place({key}), std::move(finding));
    }

    void check_code() {
        if (registry_.code.size() <= kMaxRegistryCode) return;
        error("code", {"E-registry-code", "登记库的代码太长", "the registry's code is too long",
                       fmt::format("最多 {} 个字符", kMaxRegistryCode),
                       fmt::format("at most {} characters", kMaxRegistryCode)});
    }

    void check_fields(const std::vector<RegistryField>& fields, std::string_view key,
                      bool is_yearly) {
        const Node* list = origin_.node->find(key);
        if (list == nullptr || list->items.size() != fields.size()) return;
        if (fields.size() > kMaxRegistryFields) {
            error(key, {"E-registry-size", fmt::format("字段超过 {} 个", kMaxRegistryFields),
                        fmt::format("there are more than {} fields", kMaxRegistryFields),
                        "分成两个登记库", "make two registries of it"});
        }
        std::unordered_set<std::string_view> seen;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            RegistryFieldCheck(fields[i], list->items[i], origin_, is_yearly, found_).run();
            if (seen.insert(fields[i].code).second) continue;
            add_error(found_, origin_.document->place(list->items[i]),
                      {"E-registry-code", fmt::format("字段代码 {} 写了两次", fields[i].code),
                       fmt::format("the field '{}' is there twice", fields[i].code), "改其中一个",
                       "change one of them"});
        }
    }

    const RegistryField* known(std::string_view key, const std::string& code) {
        const RegistryField* field = find_field(registry_.fields, code);
        if (field != nullptr) return field;
        const std::vector<std::string> names = codes_of(registry_.fields);
        const auto near = base::nearest(code, names);
        error(key, {"E-registry-field", fmt::format("没有字段 {}", code),
                    fmt::format("there is no field '{}'", code),
                    near ? fmt::format("是不是 {}？", *near) : "写 fields 里的一个代码",
                    near ? fmt::format("did you mean '{}'?", *near) : "name one of the fields"});
        return nullptr;
    }

    static Finding wrong(std::string_view key, const RegistryField& field, std::string_view zh,
                         std::string_view en) {
        return {"E-registry-field",
                fmt::format("{} 指的字段 {} 是 {}，应当是 {}", key, field.code,
                            to_string(field.type), zh),
                fmt::format("'{}' names the field '{}', which is {} and not {}", key, field.code,
                            to_string(field.type), en),
                "换一个字段", "name another field"};
    }

    void wrong_type(std::string_view key, const RegistryField& field, std::string_view zh,
                    std::string_view en) {
        error(key, wrong(key, field, zh, en));
    }

    void check_unit() {
        if (registry_.unit.empty()) return;
        const RegistryField* field = known("unit", registry_.unit);
        if (field == nullptr || field->type == ValueType::region) return;
        if (field->type != ValueType::reference) {
            wrong_type("unit", *field, "region 或 reference", "region or reference");
            return;
        }
        // One step only: whoever reads a record's region should not have to follow a chain.
        const Registry* other = lookup_.registry(field->of);
        if (other == nullptr) return;
        const RegistryField* theirs = find_field(other->fields, other->unit);
        if (theirs != nullptr && theirs->type == ValueType::region) return;
        error("unit", {"E-registry-unit", fmt::format("{} 自己没有行政区字段", other->code),
                       fmt::format("{} has no region field of its own", other->code),
                       "引用一个有行政区字段的登记库", "refer to a registry with a region field"});
    }

    void check_owner() {
        if (registry_.owner.empty() || registry_.owner == Registry::kSelf) return;
        const RegistryField* field = known("owner", registry_.owner);
        if (field != nullptr && field->type != ValueType::reference) {
            wrong_type("owner", *field, "reference", "a reference");
        }
    }

    void check_date(std::string_view key, const std::string& code) {
        if (code.empty()) return;
        const RegistryField* field = known("validity", code);
        if (field != nullptr && field->type != ValueType::date) {
            add_error(found_, origin_.place({"validity", key}),
                      wrong(key, *field, "date", "a date"));
        }
    }

    const Registry& registry_;
    const Origin& origin_;
    const Lookup& lookup_;
    Diagnostics& found_;
};

// A counting rule against the registry it counts.
class CountsCheck {
public:
    CountsCheck(const Entry<Indicator>& entry, const Registry& registry, Diagnostics& found)
        : counts_(*entry.value.counts),
          indicator_(entry.value),
          origin_(entry.origin),
          registry_(registry),
          found_(found) {}

    void run() {
        field("date", counts_.date, [](ValueType type) { return type == ValueType::date; });
        field("distinct", counts_.distinct, [](ValueType) { return true; });
        field("sum", counts_.sum, is_figure);
        for (const std::string& one : counts_.dimensions) {
            field("dimensions", one, [](ValueType type) { return type == ValueType::choice; });
        }
        const bool has_first_day = registry_.validity && !registry_.validity->from.empty();
        if (counts_.when == CountWhen::within_period && counts_.date.empty() && !has_first_day) {
            error("when", {"E-counts-date", "没有写按哪个日期计入",
                           "nothing says by which date records count", "加上 date: 日期字段",
                           "add date: a date field"});
        }
        check_coverage();
    }

private:
    void error(std::string_view key, Finding finding) {
        add_error(found_, origin_.place({"counts", key}), std::move(finding));
    }

    template <typename Fits>
    void field(std::string_view key, const std::string& code, Fits fits) {
        if (code.empty()) return;
        const RegistryField* one = find_field(registry_.fields, code);
        if (one != nullptr && fits(one->type)) return;
        if (one != nullptr) {
            error(key, {"E-counts-field",
                        fmt::format("字段 {} 是 {}，不能用在这里", code, to_string(one->type)),
                        fmt::format("the field '{}' is of type '{}', which does not fit here", code,
                                    to_string(one->type)),
                        "换一个字段", "name another field"});
            return;
        }
        const auto near = base::nearest(code, codes_of(registry_.fields));
        error(key, {"E-counts-field", fmt::format("{} 没有字段 {}", registry_.code, code),
                    fmt::format("{} has no field '{}'", registry_.code, code),
                    near ? fmt::format("是不是 {}？", *near) : "写登记库里的一个字段",
                    near ? fmt::format("did you mean '{}'?", *near) : "name a field of it"});
    }

    void check_coverage() {
        const bool is_share = indicator_.quantity == QuantityKind::coverage ||
                              indicator_.quantity == QuantityKind::ratio;
        if (counts_.coverage.has_value() != is_share) {
            error("coverage",
                  {"E-counts-coverage", "coverage 与 quantity: coverage 或 ratio 要一起写",
                   "'coverage' goes with quantity: coverage or ratio, and they with it",
                   "改 quantity，或加减 coverage", "change the quantity, or the coverage"});
        } else if (is_share && (counts_.when != CountWhen::on_last_day || !counts_.sum.empty())) {
            error("when",
                  {"E-counts-coverage", "覆盖率按期末计数，不求和",
                   "a coverage is counted on the last day and sums nothing up",
                   "写 when: on-last-day，删去 sum", "write when: on-last-day and remove 'sum'"});
        }
    }

    const Counts& counts_;
    const Indicator& indicator_;
    const Origin& origin_;
    const Registry& registry_;
    Diagnostics& found_;
};

// A region verifies nothing: sections, centres and the bureau itself do.
void check_section(const std::string& code, const Lookup& lookup, const Place& place,
                   Diagnostics& found) {
    const AdminUnit* unit = lookup.unit(code);
    if (unit == nullptr || unit->type == UnitType::section || unit->type == UnitType::centre ||
        unit->type == UnitType::bureau) {
        return;
    }
    add_error(found, place,
              {"E-registry-section", fmt::format("{} 不是科室或中心", code),
               fmt::format("{} is neither a section nor a centre", code), "写一个科室的代码",
               "name a section"});
}

}  // namespace

void check_registries(const ObjectSet& set, const Lookup& lookup, Diagnostics& found) {
    for (const Entry<Registry>& entry : set.registries) {
        if (!entry.is_sound) continue;
        RegistryCheck(entry, lookup, found).run();
        check_section(entry.value.section, lookup, entry.origin.place({"section"}), found);
    }
    for (const Entry<Manifest>& entry : set.manifests) {
        std::unordered_set<std::string_view> named;
        for (const RegistrySection& one : entry.value.sections) {
            const Place place = entry.origin.place({"sections"});
            check_section(one.section, lookup, place, found);
            if (named.insert(one.registry).second) continue;
            add_error(found, place,
                      {"E-registry-section", fmt::format("{} 写了两个科室", one.registry),
                       fmt::format("{} has two sections", one.registry), "只留一个",
                       "leave one of them"});
        }
    }
}

void check_counts(const Entry<Indicator>& indicator, const Lookup& lookup, Diagnostics& found) {
    if (!indicator.value.counts) return;
    const Registry* registry = lookup.registry(indicator.value.counts->registry);
    if (registry != nullptr) CountsCheck(indicator, *registry, found).run();
}

}  // namespace kc::pack
