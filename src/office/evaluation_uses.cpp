// SPDX-License-Identifier: Apache-2.0
// Which figures of the office evaluations take.
#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "evaluation/expected_columns.hpp"
#include "office/office_evaluations.hpp"
#include "pack/lookup.hpp"

namespace kc::office {
namespace {

using collection::UseKind;

class UseReader {
public:
    UseReader(const pack::ObjectSet& pack, const pack::ObjectSet& catalog, Diagnostics& found)
        : names_(collection::indicators_by_name(pack, catalog)), found_(found) {
        lookup_.add(pack);
        lookup_.add(catalog);
    }

    void read(const OfferedEvaluation& offered) {
        const evaluation::Definition& definition = offered.definition;
        for (const evaluation::ExpectedColumn& column : evaluation::expected_columns(definition))
            if (lookup_.indicator(column.name) != nullptr) note(definition, column.name);
        for (const evaluation::ColumnFigure& figure : definition.figures) {
            if (lookup_.indicator(figure.indicator) != nullptr)
                note(definition, figure.indicator);
            else if (offered.is_of_pack)
                report(figure);
        }
        for (const evaluation::Indicator& indicator : definition.indicators) {
            const bool is_told =
                std::any_of(definition.figures.begin(), definition.figures.end(),
                            [&](const auto& figure) { return figure.column == indicator.from; });
            const auto named = names_.find(indicator.title.zh);
            // A quotient bears its own name, not that of the column above the line.
            if (!is_told && indicator.per.empty() && named != names_.end())
                note(definition, named->second);
        }
    }

    std::vector<collection::OtherUse> take() { return std::move(uses_); }

private:
    void note(const evaluation::Definition& definition, const std::string& indicator) {
        uses_.push_back({{UseKind::evaluation, definition.code}, indicator});
    }

    void report(const evaluation::ColumnFigure& figure) {
        found_.push_back(Diagnostic{"E-evaluation-figure", figure.at,
                                    fmt::format("没有指标“{}”", figure.indicator),
                                    fmt::format("there is no indicator '{}'", figure.indicator)}
                             .hint("写指标的代码，或删去这一行",
                                   "write an indicator's code, or remove the line"));
    }

    pack::Lookup lookup_;
    std::map<std::string, std::string, std::less<>> names_;
    std::vector<collection::OtherUse> uses_;
    Diagnostics& found_;
};

}  // namespace

std::vector<collection::OtherUse> uses_of(const EvaluationDesk& desk, const pack::ObjectSet& pack,
                                          const pack::ObjectSet& catalog, Diagnostics& found) {
    UseReader reader(pack, catalog, found);
    for (const OfferedEvaluation& one : desk.items()) reader.read(one);
    return reader.take();
}

}  // namespace kc::office
