// SPDX-License-Identifier: Apache-2.0
#include "office/evaluation_question.hpp"

#include <fmt/format.h>

#include "evaluation/definition_limits.hpp"

namespace kc::office {
namespace {

using evaluation::Evaluation;

Diagnostic no_sample() {
    return Diagnostic{.code = "E-no-data",
                      .zh = "没有数据，这项评价也没有示例数据",
                      .en = "there are no data, and this evaluation has no sample"}
        .hint("在 data 里给出 CSV", "give a CSV in data");
}

Diagnostic too_many_units(std::size_t units, std::size_t most) {
    return Diagnostic{.code = "E-too-many",
                      .zh = fmt::format("{} 个单位，最多 {} 个", units, most),
                      .en = fmt::format("{} units; at most {}", units, most)}
        .hint("更大的表用命令 kechuang evaluate", "for larger tables use kechuang evaluate");
}

class Answerer {
public:
    Answerer(const EvaluationQuestion& question, const QuestionLimits& limits)
        : question_(question), limits_(limits) {}

    AnswerOrFaults run(const OfferedEvaluation& offered) {
        if (!evaluate(offered)) return tl::unexpected(std::move(faults_));
        ask_trust();
        ask_units();
        if (!faults_.empty()) return tl::unexpected(std::move(faults_));
        return std::move(out_);
    }

private:
    bool fault(std::string field, Diagnostic what) {
        faults_.push_back({std::move(field), std::move(what)});
        return false;
    }

    bool evaluate(const OfferedEvaluation& offered) {
        const auto definition = evaluation::changed(offered.definition, question_.change, faults_);
        if (!definition) return false;
        out_.is_changed = question_.change.changes_methods();
        out_.is_sample = !question_.data;
        const std::string& csv = question_.data ? *question_.data : offered.sample;
        if (out_.is_sample && csv.empty()) return fault("data", no_sample());
        const auto table =
            read_evaluation_table(csv, out_.is_sample ? offered.definition.sample + ".csv" : "data",
                                  {.bytes_max = limits_.bytes_max});
        if (!table) return fault("data", table.error());
        // Before anything is computed: rows are units, or units and years.
        const std::size_t years_max =
            definition->period.year > 0 ? evaluation::kMaxYears : std::size_t{1};
        if (table->rows.size() > limits_.units_max * years_max)
            return fault("data", too_many_units(table->rows.size(), limits_.units_max));
        auto result = evaluation::evaluate(*definition, *table);
        if (!result) return fault("data", result.error());
        out_.result = *std::move(result);
        const std::size_t units = out_.result.asked().slice.size();
        if (units > limits_.units_max)
            return fault("data", too_many_units(units, limits_.units_max));
        out_.warnings = out_.result.notes;
        return true;
    }

    // A part that this definition cannot have is left out and named; being out of time ends all.
    template <typename T>
    void keep(Result<T> part, std::optional<T>& to) {
        if (part) {
            to = *std::move(part);
            return;
        }
        if (part.error().code == evaluation::stopped().code) {
            if (faults_.empty()) fault("parts", part.error());
            return;
        }
        Diagnostic why = part.error();
        why.severity = Severity::warning;
        out_.warnings.push_back(std::move(why));
    }

    void ask_trust() {
        const Evaluation& result = out_.result;
        const evaluation::TrustOptions options{limits_.threads, limits_.stop};
        if (question_.diagnostics) {
            out_.diagnosis = evaluation::diagnose(result);
            for (const Diagnostic& one : out_.diagnosis->findings) out_.warnings.push_back(one);
        }
        if (question_.uncertainty) keep(evaluation::trust_of(result, options), out_.trust);
        if (question_.sensitivity) {
            keep(evaluation::sensitivity_of(result, options), out_.sensitivity);
            if (out_.sensitivity)
                for (const Diagnostic& one : out_.sensitivity->notes) out_.warnings.push_back(one);
        }
        if (question_.acceptability)
            keep(evaluation::acceptability_of(result, acceptability_options()), out_.acceptability);
        if (question_.bounds) keep(evaluation::guaranteed_ranks(result, limits_.stop), out_.bounds);
    }

    evaluation::AcceptabilityOptions acceptability_options() const {
        evaluation::AcceptabilityOptions options;
        if (const auto& plan = out_.result.definition.uncertainty) {
            options.draws = static_cast<std::size_t>(plan->replications);
            options.seed = plan->seed;
        }
        if (question_.draws) options.draws = static_cast<std::size_t>(*question_.draws);
        if (question_.change.seed) options.seed = *question_.change.seed;
        options.threads = limits_.threads;
        options.stop = limits_.stop;
        return options;
    }

    template <typename T>
    void take(const char* field, Result<T> answer, std::optional<T>& to) {
        if (answer) {
            to = *std::move(answer);
        } else {
            fault(field, answer.error());
        }
    }

    void ask_units() {
        const Evaluation& result = out_.result;
        const evaluation::Stop& stop = limits_.stop;
        if (const auto& two = question_.compare)
            take("compare", evaluation::compare(result, two->first, two->second, stop),
                 out_.comparison);
        if (const auto& wish = question_.reach)
            take("reach", evaluation::reach_rank(result, wish->unit, wish->rank, stop), out_.reach);
        if (!question_.unit) return;
        take("unit", evaluation::profile(result, *question_.unit, stop), out_.profile);
        if (!out_.profile) return;
        if (result.asked().ranks[out_.profile->row] > 1)
            take("unit", evaluation::reach_rank(result, *question_.unit, 0, stop), out_.next_rank);
        if (question_.since)
            take("since", evaluation::change_since(result, *question_.unit, *question_.since),
                 out_.change);
    }

    const EvaluationQuestion& question_;
    const QuestionLimits& limits_;
    EvaluationAnswer out_;
    QuestionFaults faults_;
};

}  // namespace

AnswerOrFaults answer_evaluation(const OfferedEvaluation& offered,
                                 const EvaluationQuestion& question, const QuestionLimits& limits) {
    return Answerer(question, limits).run(offered);
}

}  // namespace kc::office
