// SPDX-License-Identifier: Apache-2.0
#include "evaluation/uncertainty_tables.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

namespace kc::evaluation {
namespace {

double disturbed(const DataVary& vary, double figure, RandomStream& noise) {
    switch (vary.kind) {
        case NoiseKind::normal_cv: return figure * (1 + vary.size * noise.normal());
        case NoiseKind::normal_sd: return figure + vary.size * noise.normal();
        case NoiseKind::uniform_share: return figure * (1 + vary.size * (2 * noise.uniform() - 1));
        case NoiseKind::uniform_width: return figure + vary.size * (noise.uniform() - 0.5);
    }
    return figure;
}

class StageBuilder final : public TableBuilder {
public:
    StageBuilder(const Evaluation& evaluation, const VaryPlan& vary)
        : evaluation_(evaluation), vary_(vary), before_(figures_before_imputation(evaluation)) {}

    Result<const Matrix*> build(const TableRequest& request, RandomStream* noise) override {
        Diagnostics ignored;  // the evaluation itself has said them
        if (noise != nullptr) {
            imputed_ = impute_all(request.imputation, disturb(*noise), ignored);
            imputed_for_.reset();
            treated_for_.reset();
        } else if (imputed_for_ != request.imputation) {
            imputed_ = impute_all(request.imputation, before_, ignored);
            imputed_for_ = request.imputation;
            treated_for_.reset();
        }
        if (!treated_for_ || treated_for_ != request.treatment) {
            treat_all(request.treatment);
            treated_for_ = request.treatment;
        }
        scale_asked(request.normalise);
        return &table_;
    }

private:
    const Definition& definition() const { return evaluation_.definition; }

    std::vector<Matrix> disturb(RandomStream& noise) const {
        std::vector<Matrix> figures = before_;
        Matrix& asked = figures[evaluation_.asked_position];
        for (const DataVary& vary : vary_.data) {
            const auto column = static_cast<std::size_t>(vary.indicator);
            for (std::size_t row = 0; row < asked.rows(); ++row) {
                if (!asked.has(row, column)) continue;
                const Measure figure = finite(disturbed(vary, asked.at(row, column), noise));
                if (figure) asked.set(row, column, *figure);
            }
        }
        return figures;
    }

    std::vector<Matrix> impute_all(std::size_t choice, const std::vector<Matrix>& figures,
                                   Diagnostics& ignored) const {
        Definition changed = definition();
        std::uint64_t seed = 1;
        if (choice != kNominal) {
            const auto draws = static_cast<std::size_t>(vary_.multiple_imputation);
            const ImputeMethod method = choice < draws
                                            ? ImputeMethod{.kind = ImputeKind::multiple, .draws = 1}
                                            : vary_.imputation[choice - draws];
            for (Indicator& indicator : changed.indicators) indicator.impute = method;
            seed = 1 + choice;
        }
        std::vector<Matrix> filled;
        for (std::size_t y = 0; y < figures.size(); ++y) {
            Imputed imputed =
                impute(changed, evaluation_.years[y].slice, figures[y], seed, ignored);
            filled.push_back(std::move(imputed.figures));
        }
        return filled;
    }

    const TreatPlan& plan_of(const Indicator& indicator, std::size_t choice) const {
        const bool follows = indicator.treat == definition().treatment;
        return choice != kNominal && follows ? vary_.treatment[choice] : indicator.treat;
    }

    const NormaliseMethod& method_of(const Indicator& indicator, std::size_t choice) const {
        const bool follows = indicator.normalise == definition().normalise;
        return choice != kNominal && follows ? vary_.normalise[choice] : indicator.normalise;
    }

    // The years that decide how the asked one is scaled.
    std::vector<std::size_t> fitted_years() const {
        const std::size_t asked = evaluation_.asked_position;
        if (definition().period.scale == PanelScale::pooled) {
            std::vector<std::size_t> all(evaluation_.years.size());
            std::iota(all.begin(), all.end(), std::size_t{0});
            return all;
        }
        if (definition().period.scale == PanelScale::frozen) {
            for (std::size_t y = 0; y < evaluation_.years.size(); ++y) {
                if (evaluation_.years[y].slice.year == definition().period.base) return {y};
            }
        }
        return {asked};
    }

    void treat_all(std::size_t choice) {
        const std::size_t asked = evaluation_.asked_position;
        treated_ = imputed_;
        const std::vector<std::size_t> fitted = fitted_years();
        for (std::size_t i = 0; i < definition().indicators.size(); ++i) {
            const TreatPlan& plan = plan_of(definition().indicators[i], choice);
            std::optional<Treatment> last;
            for (const std::size_t y : fitted) {
                last = fit_treatment(plan, imputed_[y].column(i));
                treated_[y].set_column(i, apply(*last, imputed_[y].column(i)).view());
            }
            // A frozen scale treats the asked year by what was fitted on the base year.
            if (std::find(fitted.begin(), fitted.end(), asked) == fitted.end())
                treated_[asked].set_column(i, apply(*last, imputed_[asked].column(i)).view());
        }
    }

    void scale_asked(std::size_t choice) {
        const Matrix& asked = treated_[evaluation_.asked_position];
        const std::vector<std::size_t> fitted = fitted_years();
        table_ = Matrix(asked.rows(), asked.columns());
        std::vector<std::string> units;
        for (const std::size_t y : fitted) {
            const auto& ids = evaluation_.years[y].slice.ids;
            units.insert(units.end(), ids.begin(), ids.end());
        }
        for (std::size_t i = 0; i < definition().indicators.size(); ++i) {
            const Indicator& indicator = definition().indicators[i];
            Column stacked(units.size());
            std::size_t at = 0;
            for (const std::size_t y : fitted) {
                const ColumnView column = treated_[y].column(i);
                for (std::size_t row = 0; row < column.size(); ++row, ++at) {
                    if (column.has(row)) stacked.set(at, column[row]);
                }
            }
            const auto scale =
                fit_scale(indicator, method_of(indicator, choice), {stacked.view(), units});
            if (scale) table_.set_column(i, apply(*scale, asked.column(i)).view());
        }
    }

    const Evaluation& evaluation_;
    const VaryPlan& vary_;
    std::vector<Matrix> before_;
    std::vector<Matrix> imputed_;
    std::optional<std::size_t> imputed_for_;
    std::vector<Matrix> treated_;
    std::optional<std::size_t> treated_for_;
    Matrix table_;
};

}  // namespace

std::size_t imputation_choices(const VaryPlan& vary) {
    return static_cast<std::size_t>(vary.multiple_imputation) + vary.imputation.size();
}

std::vector<Matrix> figures_before_imputation(const Evaluation& evaluation) {
    std::vector<Slice> slices;
    std::vector<Matrix> figures;
    for (const YearResult& year : evaluation.years) {
        slices.push_back(year.slice);
        figures.push_back(year.denominated);
    }
    impute_panel(evaluation.definition.missing.panel, slices, figures);
    return figures;
}

std::unique_ptr<TableBuilder> make_table_builder(const Evaluation& evaluation,
                                                 const VaryPlan& vary) {
    return std::make_unique<StageBuilder>(evaluation, vary);
}

}  // namespace kc::evaluation
