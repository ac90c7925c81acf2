// SPDX-License-Identifier: Apache-2.0
#include "office/office_evaluations.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "evaluation/definition_read.hpp"
#include "evaluation/evaluate.hpp"
#include "exchange/extract_file.hpp"
#include "office/office_csv.hpp"
#include "pack/catalog.hpp"
#include "pack/folder.hpp"

namespace kc::office {
namespace {

constexpr std::size_t kColumnsMax = 4'000;
constexpr std::size_t kCellBytesMax = 4'096;
constexpr std::size_t kSampleBytesMax = std::size_t{2} << 20;

std::string embedded_sample(const std::string& name) {
    for (const EmbeddedSample& sample : embedded_samples()) {
        if (sample.name == name) return std::string(sample.text);
    }
    return {};
}

Result<std::string> sample_beside(const std::string& definition, const std::string& name) {
    const auto path = std::filesystem::path(definition).parent_path() / "samples" / (name + ".csv");
    return exchange::read_file_bytes(path.string(), kSampleBytesMax);
}

Result<OfferedEvaluation> read_offered(std::string_view text, const std::string& path) {
    Diagnostics found;
    auto definition = evaluation::read_definition(text, path, found);
    if (definition) return OfferedEvaluation{.definition = *std::move(definition)};
    for (Diagnostic& one : found)
        if (one.severity == Severity::error) return unexpected(std::move(one));
    return unexpected(Diagnostic{.code = "E-evaluation",
                                 .at = {path},
                                 .zh = "评价定义读不懂",
                                 .en = "the definition of an evaluation cannot be read"});
}

std::optional<std::size_t> units_of(const OfferedEvaluation& offered) {
    if (offered.sample.empty()) return std::nullopt;
    const auto table = read_evaluation_table(offered.sample, offered.definition.sample);
    if (!table) return std::nullopt;
    const auto result = evaluation::evaluate(offered.definition, *table);
    if (!result) return std::nullopt;
    return result->asked().slice.size();
}

void add(std::vector<OfferedEvaluation>& items, OfferedEvaluation one) {
    const auto same = std::find_if(items.begin(), items.end(), [&](const OfferedEvaluation& each) {
        return each.definition.code == one.definition.code;
    });
    one.unit_count = units_of(one);
    if (same != items.end()) {
        *same = std::move(one);
    } else {
        items.push_back(std::move(one));
    }
}

}  // namespace

Result<EvaluationDesk> EvaluationDesk::open(const std::string& pack_folder) {
    EvaluationDesk desk;
    for (const pack::EmbeddedFile& file : pack::embedded_catalog()) {
        if (!pack::is_evaluation(file.text)) continue;
        auto one = read_offered(file.text, fmt::format("catalog/{}", file.path));
        if (!one) return unexpected(one.error());
        one->sample = embedded_sample(one->definition.sample);
        add(desk.items_, *std::move(one));
    }
    Diagnostics found;
    for (const pack::TextFile& file : pack::read_folder(pack_folder, found)) {
        if (!pack::is_evaluation(file.text)) continue;
        auto one = read_offered(file.text, file.path);
        if (!one) return unexpected(one.error());
        one->is_of_pack = true;
        if (!one->definition.sample.empty()) {
            auto sample = sample_beside(file.path, one->definition.sample);
            if (!sample) return unexpected(sample.error());
            one->sample = *std::move(sample);
        }
        add(desk.items_, *std::move(one));
    }
    std::sort(desk.items_.begin(), desk.items_.end(),
              [](const auto& a, const auto& b) { return a.definition.code < b.definition.code; });
    return desk;
}

const OfferedEvaluation* EvaluationDesk::find(std::string_view code) const {
    const auto found = std::find_if(items_.begin(), items_.end(),
                                    [&](const auto& each) { return each.definition.code == code; });
    return found == items_.end() ? nullptr : &*found;
}

Result<evaluation::Table> read_evaluation_table(std::string_view bytes, const std::string& name,
                                                const EvaluationTableLimits& limits) {
    if (bytes.size() > limits.bytes_max)
        return unexpected(
            Diagnostic{.code = "E-table-bytes",
                       .at = {name},
                       .zh = fmt::format("数据表超过 {} 字节", limits.bytes_max),
                       .en = fmt::format("the table has more than {} bytes", limits.bytes_max)});
    auto rows = read_csv(
        bytes,
        {.rows_max = limits.rows_max, .columns_max = kColumnsMax, .cell_bytes_max = kCellBytesMax});
    if (!rows) return unexpected(Diagnostic(rows.error()).in_file(name));
    std::vector<evaluation::TableRow> taken;
    taken.reserve(rows->size());
    for (CsvRow& row : *rows) taken.push_back({row.line, std::move(row.cells)});
    return evaluation::table_of(name, std::move(taken));
}

}  // namespace kc::office
