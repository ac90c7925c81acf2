// SPDX-License-Identifier: Apache-2.0
// The evaluations an office offers: definitions of the catalog and of its pack, each with its
// fictitious figures when it names some.
//
//   auto desk = EvaluationDesk::open("packs/xuancheng-2024");
//   const OfferedEvaluation* county = desk->find("cn.county-innovation");
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "collection/field_use.hpp"
#include "evaluation/data.hpp"
#include "evaluation/definition.hpp"

namespace kc::office {

struct OfferedEvaluation {
    evaluation::Definition definition = {};
    std::string sample = {};                     // CSV; empty when there is none
    std::optional<std::size_t> unit_count = {};  // of the sample, those that take part
    bool is_of_pack = false;
};

class EvaluationDesk {
public:
    // A definition of the pack replaces the catalog's of the same code. One with an error is the
    // error, like any other mistake in a pack.
    static Result<EvaluationDesk> open(const std::string& pack_folder);

    // By code.
    [[nodiscard]] const std::vector<OfferedEvaluation>& items() const { return items_; }
    [[nodiscard]] const OfferedEvaluation* find(std::string_view code) const;

private:
    std::vector<OfferedEvaluation> items_;
};

// Which indicators the columns of the evaluations are: those that `figures` names, and columns
// called by an indicator's code; else of an evaluated indicator that is one column, the indicator
// of its very name. A figure of the pack's evaluations that is no indicator is an error.
std::vector<collection::OtherUse> uses_of(const EvaluationDesk& desk, const pack::ObjectSet& pack,
                                          const pack::ObjectSet& catalog, Diagnostics& found);

// What bounds a table; the command takes larger ones than a server does.
struct EvaluationTableLimits {
    std::size_t bytes_max = std::size_t{256} << 20;
    std::size_t rows_max = 2'000'001;  // heading included
};

// A table of figures from the bytes of a CSV file; `name` is how messages call it.
Result<evaluation::Table> read_evaluation_table(std::string_view bytes, const std::string& name,
                                                const EvaluationTableLimits& limits = {});

struct EmbeddedSample {
    std::string_view name;
    std::string_view text;
};

// The files of catalog/evaluations/samples as they were when the program was built.
std::span<const EmbeddedSample> embedded_samples();

}  // namespace kc::office
