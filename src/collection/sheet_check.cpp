// SPDX-License-Identifier: Apache-2.0
#include "collection/sheet_check.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/unit_words.hpp"

namespace kc::collection {
namespace {

std::optional<base::Decimal> value_in(const Cells& cells, const std::string& field) {
    const CellEntry* cell = find_cell(cells, field);
    return cell == nullptr ? std::nullopt : cell->value;
}

std::string_view name_en(const pack::FormField& field) {
    return field.name.en.empty() ? field.code : field.name.en;
}

std::string in_chinese(const pack::FormField& field, base::Decimal value) {
    return base::to_string(value) + base::to_string(field.unit);
}

std::string in_english(const pack::FormField& field, base::Decimal value) {
    return base::english_figure(value, field.unit);
}

class SheetChecker {
public:
    SheetChecker(const FormRules& rules, const SheetContext& context, bool continues_year,
                 const ControlFigures& controls)
        : rules_(rules), context_(context), continues_year_(continues_year), controls_(controls) {}

    SheetReport run() {
        for (const pack::FormField& field : rules_.form().fields) check(field);
        for (const BrokenCheck& one : rules_.broken(context_)) add(one);
        std::stable_partition(
            report_.findings.begin(), report_.findings.end(),
            [](const SheetFinding& one) { return one.what.severity == Severity::error; });
        return std::move(report_);
    }

private:
    void add(std::vector<std::string> fields, Diagnostic what) {
        const bool is_explained =
            std::any_of(fields.begin(), fields.end(), [&](const std::string& field) {
                const CellEntry* cell = find_cell(context_.now, field);
                return cell != nullptr && !cell->explanation.empty();
            });
        report_.findings.push_back({std::move(fields), std::move(what), is_explained});
    }

    void error(const pack::FormField& field, Diagnostic what) {
        add({field.code}, std::move(what));
    }

    void add(const BrokenCheck& one) {
        const bool blocks = one.check->severity == pack::CheckSeverity::error;
        const pack::Bilingual& message = one.check->message;
        Diagnostic what{blocks ? "E-sheet-check" : "W-sheet-check",
                        {},
                        message.zh,
                        message.en.empty() ? message.zh : message.en};
        what.severity = blocks ? Severity::error : Severity::warning;
        add(one.fields,
            std::move(what).hint(blocks ? "检查这几项" : "改正，或在说明里写明原因",
                                 blocks ? "check these figures" : "correct it, or explain it"));
    }

    void check(const pack::FormField& field) {
        const auto value = value_in(context_.now, field.code);
        if (value) ++report_.filled;
        if (!value) {
            check_missing(field);
            return;
        }
        check_range(field, *value);
        if (value->scale() > field.places)
            error(field, Diagnostic{"E-sheet-places",
                                    {},
                                    fmt::format("{}最多{}位小数", field.name.zh, field.places),
                                    fmt::format("{}: at most {} digits after the point",
                                                name_en(field), field.places)}
                             .hint("检查小数点和单位", "check the point and the unit"));
        check_total(field, *value);
        check_control(field, *value);
    }

    void check_missing(const pack::FormField& field) {
        if (field.is_required) {
            ++report_.required_missing;
            error(field, Diagnostic{"E-sheet-required",
                                    {},
                                    fmt::format("{}没有填", field.name.zh),
                                    fmt::format("{} is not filled in", name_en(field))}
                             .hint("没有发生的填0", "write 0 where there was none"));
            return;
        }
        // Facts are never taken back; an empty cell would leave the old figure standing.
        if (value_in(context_.published, field.code))
            error(field, Diagnostic{"E-sheet-taken-away",
                                    {},
                                    fmt::format("{}已发布过，不能改成空白", field.name.zh),
                                    fmt::format("{} was published and cannot be left empty",
                                                name_en(field))}
                             .hint("填上正确的数", "write the right figure"));
    }

    void check_range(const pack::FormField& field, base::Decimal value) {
        const bool too_small = field.min && value < *field.min;
        if (!too_small && !(field.max && *field.max < value)) return;
        const base::Decimal edge = too_small ? *field.min : *field.max;
        error(field,
              Diagnostic{"E-sheet-range",
                         {},
                         fmt::format("{}{}{}", field.name.zh, too_small ? "不能小于" : "不能大于",
                                     in_chinese(field, edge)),
                         fmt::format("{} cannot be {} than {}", name_en(field),
                                     too_small ? "less" : "more", in_english(field, edge))}
                  .hint("检查数值和单位", "check the figure and its unit"));
    }

    // January to June holds January to May.
    void check_total(const pack::FormField& field, base::Decimal value) {
        if (field.covers != pack::Covers::year_to_date || !continues_year_) return;
        const auto before = value_in(context_.last_period, field.code);
        if (!before || *before <= value) return;
        Diagnostic what{
            "W-sheet-total-fell",
            {},
            fmt::format("{}自年初累计，比上期的{}少", field.name.zh, base::to_string(*before)),
            fmt::format("{} counts from January and was {} last period", name_en(field),
                        base::to_string(*before))};
        what.severity = Severity::warning;
        add({field.code},
            std::move(what).hint("改正，或在说明里写明原因", "correct it, or explain it"));
    }

    // What can be counted is counted; a typed total that differs is mended or explained.
    void check_control(const pack::FormField& field, base::Decimal value) {
        const auto found = controls_.find(field.code);
        if (found == controls_.end() || found->second.value == value) return;
        const auto [control, is_counted] = found->second;
        const bool is_more = control < value;
        const auto gap = is_more ? base::subtract(value, control) : base::subtract(control, value);
        Diagnostic what{
            "W-sheet-control",
            {},
            fmt::format("{}填{}，{}{}", field.name.zh, in_chinese(field, value),
                        is_counted ? "登记库数出" : "对照数为", in_chinese(field, control)),
            fmt::format("{}: {} typed, {} {}", name_en(field), in_english(field, value),
                        in_english(field, control),
                        is_counted ? "counted from records" : "by the control figure")};
        if (gap) {
            what.zh += fmt::format("，{}{}", is_more ? "多" : "少", in_chinese(field, *gap));
            what.en += fmt::format(", {} {}", in_english(field, *gap), is_more ? "more" : "less");
        }
        what.severity = Severity::warning;
        add({field.code},
            is_counted
                ? std::move(what).hint("对照登记库里的记录，补登、改数，或写明原因",
                                       "look at the records behind the count; register what "
                                       "is missing, correct the figure, or explain it")
                : std::move(what).hint("改正，或在说明里写明原因", "correct it, or explain it"));
    }

    const FormRules& rules_;
    const SheetContext& context_;
    bool continues_year_;
    const ControlFigures& controls_;
    SheetReport report_;
};

Diagnostic unknown_field(const pack::Form& form, const std::string& code) {
    std::vector<std::string> codes;
    for (const pack::FormField& field : form.fields) codes.push_back(field.code);
    const auto near = base::nearest(code, codes);
    return Diagnostic{"E-cell-field",
                      {},
                      fmt::format("这张表没有填报项“{}”", code),
                      fmt::format("the form has no field '{}'", code)}
        .hint(near ? fmt::format("是不是 {}？", *near) : "用表里的代码",
              near ? fmt::format("did you mean '{}'?", *near) : "use the form's own codes");
}

}  // namespace

bool SheetReport::has_errors() const {
    return std::any_of(findings.begin(), findings.end(), [](const SheetFinding& one) {
        return one.what.severity == Severity::error;
    });
}

bool SheetReport::may_be_submitted() const {
    return std::all_of(findings.begin(), findings.end(), [](const SheetFinding& one) {
        return one.what.severity == Severity::warning && one.is_explained;
    });
}

SheetReport check_sheet(const FormRules& rules, const SheetContext& context, bool continues_year,
                        const ControlFigures& controls) {
    return SheetChecker(rules, context, continues_year, controls).run();
}

Diagnostics check_cells(const pack::Form& form, const Cells& cells) {
    Diagnostics found;
    std::set<std::string_view> seen;
    for (const CellEntry& cell : cells) {
        if (pack::find_field(form, cell.field) == nullptr)
            found.push_back(unknown_field(form, cell.field));
        if (!seen.insert(cell.field).second)
            found.push_back(Diagnostic{"E-cell-twice",
                                       {},
                                       fmt::format("填报项“{}”给了两次", cell.field),
                                       fmt::format("the field '{}' is given twice", cell.field)}
                                .hint("只留一个", "keep one of them"));
        if (cell.explanation.size() > kExplanationBytesMax)
            found.push_back(Diagnostic{
                "E-cell-explanation",
                {},
                fmt::format("说明超过{}字节", kExplanationBytesMax),
                fmt::format("the explanation is longer than {} bytes", kExplanationBytesMax)}
                                .hint("写短一些", "shorten it"));
    }
    return found;
}

}  // namespace kc::collection
