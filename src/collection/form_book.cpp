// SPDX-License-Identifier: Apache-2.0
#include "collection/form_book.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/check.hpp"

namespace kc::collection {
namespace {

const pack::Entry<pack::Form>* entry_of(const pack::Form* form, const pack::ObjectSet& objects,
                                        const pack::ObjectSet& catalog) {
    for (const pack::ObjectSet* set : {&objects, &catalog}) {
        for (const auto& entry : set->forms) {
            if (&entry.value == form) return &entry;
        }
    }
    return nullptr;
}

std::string file_of(const pack::Entry<pack::Form>* entry) {
    const bool has_file = entry != nullptr && entry->origin.document != nullptr;
    return has_file ? entry->origin.document->file : std::string();
}

Place place_of_field(const pack::Entry<pack::Form>* entry, std::size_t field) {
    if (entry == nullptr || entry->origin.node == nullptr) return {};
    const pack::Node* list = entry->origin.node->find("fields");
    if (list == nullptr || field >= list->items.size()) return entry->origin.place();
    return entry->origin.document->place(list->items[field]);
}

Diagnostic warning(const char* code, Place at, std::string zh, std::string en) {
    Diagnostic what{code, std::move(at), std::move(zh), std::move(en)};
    what.severity = Severity::warning;
    return what;
}

std::string two_places(const base::Ratio& value) {
    const auto rounded = value.round_half_up(2);
    KC_CHECK(rounded.has_value());
    return base::to_string(*rounded);
}

// A budget is kept for each sort of unit; the unit with most to do is named.
void warn_of_budget(const std::vector<UnitBurden>& units, const pack::ObjectSet& objects,
                    Diagnostics& found) {
    const UnitBurden* worst = nullptr;
    for (const UnitBurden& one : units) {
        if (one.exceeds() && (worst == nullptr || one.fields_per_month > worst->fields_per_month))
            worst = &one;
    }
    if (worst == nullptr || objects.manifests.empty()) return;
    const auto most = std::max_element(worst->forms.begin(), worst->forms.end(),
                                       [](const FormBurden& a, const FormBurden& b) {
                                           return a.fields_per_month < b.fields_per_month;
                                       });
    found.push_back(
        warning("W-burden", objects.manifests[0].origin.place({"burden"}),
                fmt::format("{}每月要填{}项，限额{}项，最多的是{}", worst->unit.name.zh,
                            two_places(worst->fields_per_month), base::to_string(*worst->budget),
                            most->form->name.zh),
                fmt::format("{} fills in {} fields a month, the budget is {}; {} asks most",
                            worst->unit.code, two_places(worst->fields_per_month),
                            base::to_string(*worst->budget), most->form->code))
            .hint("删去没人用的填报项，或改由登记库计数、按季填报",
                  "remove what nobody uses, count from records, or ask every quarter"));
}

}  // namespace

FormBook FormBook::of(const pack::Manifest& manifest, const pack::ObjectSet& objects,
                      const pack::ObjectSet& catalog, const std::vector<OtherUse>& others,
                      base::Date on, Diagnostics& found) {
    FormBook book;
    pack::Lookup lookup;
    lookup.add(objects);
    lookup.add(catalog);
    book.forms_ = forms_in_use(manifest, objects, lookup);
    book.uses_ = indicator_uses(objects, catalog, others, on);
    std::vector<AskedForm> asked;
    for (const pack::Form* form : book.forms_) {
        const auto* entry = entry_of(form, objects, catalog);
        book.rules_.push_back(FormRules::compile(*form, file_of(entry), found));
        AskedForm one{form, fillers_of(*form, manifest.region, objects, catalog, on, {})};
        if (form->fillers.type == pack::FillerType::firm) one.fillers.push_back(each_firm());
        asked.push_back(std::move(one));
    }
    for (const UnusedField& one : book.unused()) {
        const auto* entry = entry_of(one.form, objects, catalog);
        const auto field = static_cast<std::size_t>(one.field - one.form->fields.data());
        found.push_back(
            warning("W-form-unused", place_of_field(entry, field),
                    fmt::format("{}的“{}”没有目标、公式、计数、评价或政策用到", one.form->name.zh,
                                one.field->name.zh),
                    fmt::format("no target, formula, count, evaluation or policy uses '{}' of {}",
                                one.field->code, one.form->code))
                .hint("删去，少填一项；评价的列或政策的事实用它，就在那里写上指标",
                      "remove it: one figure less to fill in; or name its indicator where an "
                      "evaluation's column or a policy's fact is that figure"));
    }
    for (const AskedTwice& one : asked_twice(asked)) {
        const pack::Form* form = book.find(one.forms.back());
        const auto* entry = entry_of(form, objects, catalog);
        std::size_t field = 0;
        while (form->fields[field].indicator != one.indicator) ++field;
        found.push_back(
            warning("W-form-twice", place_of_field(entry, field),
                    fmt::format("同一个数向同一单位问了两次：{}（{}）", one.indicator,
                                fmt::join(one.forms, "、")),
                    fmt::format("the same figure is asked of the same units twice: {} ({})",
                                one.indicator, fmt::join(one.forms, ", ")))
                .hint("只留在一张表里", "keep it in one form"));
    }
    warn_of_budget(burden_of(asked, manifest.burden, on), objects, found);
    return book;
}

const pack::Form* FormBook::find(std::string_view code) const {
    for (const pack::Form* form : forms_) {
        if (form->code == code) return form;
    }
    return nullptr;
}

const FormRules* FormBook::rules(const pack::Form& form) const {
    const auto at = std::find(forms_.begin(), forms_.end(), &form);
    if (at == forms_.end()) return nullptr;
    return rules_[static_cast<std::size_t>(at - forms_.begin())].get();
}

std::vector<FieldUse> FormBook::uses_of(const pack::Form& form,
                                        const pack::FormField& field) const {
    const FormRules* compiled = rules(form);
    KC_CHECK(compiled != nullptr);
    return collection::uses_of(field, *compiled, uses_);
}

std::vector<UnusedField> FormBook::unused() const {
    std::vector<UnusedField> unused;
    for (std::size_t i = 0; i < forms_.size(); ++i) {
        if (rules_[i] == nullptr) continue;
        for (const pack::FormField& field : forms_[i]->fields) {
            if (uses_of(*forms_[i], field).empty()) unused.push_back({forms_[i], &field});
        }
    }
    return unused;
}

}  // namespace kc::collection
