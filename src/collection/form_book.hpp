// SPDX-License-Identifier: Apache-2.0
// The forms of a pack in use, compiled and checked: what the office and `kechuang check` work with.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "collection/burden.hpp"
#include "collection/field_use.hpp"
#include "collection/form_rules.hpp"

namespace kc::collection {

struct UnusedField {
    const pack::Form* form = nullptr;
    const pack::FormField* field = nullptr;
};

class FormBook {
public:
    // `objects` and `catalog` must outlive the book. Formulas that are wrong come as errors, fields
    // nobody uses, figures asked twice and a budget that is passed as warnings, each at its place.
    // Firms are counted as one, since no pack lists them.
    static FormBook of(const pack::Manifest& manifest, const pack::ObjectSet& objects,
                       const pack::ObjectSet& catalog, const std::vector<OtherUse>& others,
                       base::Date on, Diagnostics& found);

    [[nodiscard]] const std::vector<const pack::Form*>& forms() const { return forms_; }
    // Null when it is not in use.
    [[nodiscard]] const pack::Form* find(std::string_view code) const;
    // Of a form in use whose formulas are right; null otherwise.
    [[nodiscard]] const FormRules* rules(const pack::Form& form) const;
    [[nodiscard]] const IndicatorUses& uses() const { return uses_; }
    // Of a field of a form in use.
    [[nodiscard]] std::vector<FieldUse> uses_of(const pack::Form& form,
                                                const pack::FormField& field) const;
    [[nodiscard]] std::vector<UnusedField> unused() const;

private:
    std::vector<const pack::Form*> forms_;
    std::vector<std::shared_ptr<const FormRules>> rules_;
    IndicatorUses uses_;
};

}  // namespace kc::collection
