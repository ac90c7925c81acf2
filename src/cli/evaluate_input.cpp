// SPDX-License-Identifier: Apache-2.0
#include "cli/evaluate_input.hpp"

#include "evaluation/definition_read.hpp"
#include "exchange/extract_file.hpp"
#include "office/office_evaluations.hpp"
#include "pack/limits.hpp"

namespace kc::cli {
namespace {

std::optional<std::string> bytes_of(const std::string& path, std::size_t bytes_max,
                                    Console& console) {
    auto bytes = exchange::read_file_bytes(path, bytes_max);
    if (bytes) return *std::move(bytes);
    console.complain(bytes.error());
    return std::nullopt;
}

}  // namespace

std::optional<evaluation::Table> read_table(const std::string& path, Console& console) {
    const auto bytes = bytes_of(path, office::EvaluationTableLimits{}.bytes_max, console);
    if (!bytes) return std::nullopt;
    auto table = office::read_evaluation_table(*bytes, path);
    if (table) return *std::move(table);
    console.complain(table.error());
    return std::nullopt;
}

std::optional<evaluation::Definition> read_evaluation(const std::string& path, Console& console) {
    const auto bytes = bytes_of(path, pack::kMaxFileBytes, console);
    if (!bytes) return std::nullopt;
    Diagnostics found;
    auto definition = evaluation::read_definition(*bytes, path, found);
    tell_notes(found, console);
    return definition;
}

void tell_notes(const Diagnostics& notes, Console& console) {
    for (const Diagnostic& note : notes) console.complain(note);
}

}  // namespace kc::cli
