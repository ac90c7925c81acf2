// SPDX-License-Identifier: Apache-2.0
// A form's checks as compiled formulas.
//
// Formulas name fields by their codes, and what the unit entered for the period before and for the
// same period of the year before as `last_period.code` and `last_year.code`. All are numbers in the
// field's unit. A figure that is missing leaves open what depends on it.
//
//   Diagnostics found;
//   auto rules = FormRules::compile(form, "forms.yaml", found);   // null after an error
//   rules->broken({.now = cells, .last_period = …, .last_year = …});
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "collection/sheet.hpp"
#include "pack/form.hpp"

namespace kc::collection {

// What a sheet is checked against.
struct SheetContext {
    Cells now = {};
    Cells last_period = {};
    Cells last_year = {};
    Cells published = {};  // of this sheet, when it is a correction
};

// A check that certainly does not hold.
struct BrokenCheck {
    const pack::FormCheck* check = nullptr;
    std::vector<std::string> fields = {};  // that its formula names, in the form's order
};

class FormRules {
public:
    // `form` must outlive the rules. `file` is where its formulas stand, for messages.
    static std::shared_ptr<const FormRules> compile(const pack::Form& form, const std::string& file,
                                                    Diagnostics& found);
    ~FormRules();
    FormRules(const FormRules&) = delete;
    FormRules& operator=(const FormRules&) = delete;

    [[nodiscard]] const pack::Form& form() const;

    // May be called by several threads at once.
    [[nodiscard]] std::vector<BrokenCheck> broken(const SheetContext& context) const;

    // Fields that a check speaks of, whatever it asks; for telling what a field is used for.
    [[nodiscard]] bool is_checked(const std::string& field) const;

protected:
    struct Parts;
    explicit FormRules(std::unique_ptr<Parts> parts);

private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace kc::collection
