// SPDX-License-Identifier: Apache-2.0
// All values of a sheet checked together, with one report. Errors keep it from being submitted;
// warnings have to be explained.
#pragma once

#include <string>
#include <vector>

#include "collection/control_figure.hpp"
#include "collection/form_rules.hpp"

namespace kc::collection {

struct SheetFinding {
    std::vector<std::string> fields = {};  // the cells it is about
    Diagnostic what = {};
    bool is_explained = false;  // of a warning: one of the cells has an explanation
};

struct SheetReport {
    std::vector<SheetFinding> findings = {};  // errors first
    int filled = 0;                           // cells with a value
    int required_missing = 0;

    [[nodiscard]] bool has_errors() const;
    // No errors, and every warning explained.
    [[nodiscard]] bool may_be_submitted() const;
};

// `continues_year` says that the period before lies in the same year, so that running totals go on
// from it. Besides the form's own checks: required cells, ranges, digits after the point, running
// totals that fall, figures other than their control figure, and published figures that are taken
// away.
SheetReport check_sheet(const FormRules& rules, const SheetContext& context, bool continues_year,
                        const ControlFigures& controls = {});

// What makes cells unfit to be saved at all, even as a draft: fields the form does not have, cells
// given twice, texts that are too long.
Diagnostics check_cells(const pack::Form& form, const Cells& cells);

inline constexpr std::size_t kExplanationBytesMax = 2'000;

}  // namespace kc::collection
