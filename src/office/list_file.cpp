// SPDX-License-Identifier: Apache-2.0
#include "office/list_file.hpp"

#include <utility>

namespace kc::office {

std::string_view suffix_of(exchange::ExportFormat format) {
    switch (format) {
        case exchange::ExportFormat::xlsx: return ".xlsx";
        case exchange::ExportFormat::csv: return ".csv";
        case exchange::ExportFormat::json: return ".json";
    }
    return "";
}

exchange::CellValue whole_cell(std::int64_t number) {
    const auto value = base::Decimal::of(number);
    return value ? exchange::CellValue(*value) : exchange::CellValue(std::to_string(number));
}

Result<std::unique_ptr<TemporaryFile>> list_on_disk(exchange::ExportFormat format,
                                                    exchange::ExportSpec spec,
                                                    const ListRows& next_row) {
    auto file = std::make_unique<TemporaryFile>(suffix_of(format));
    auto out = exchange::TableExport::create(file->path(), format, std::move(spec));
    if (!out) return unexpected(std::move(out.error()));
    std::vector<exchange::CellValue> row;
    for (;;) {
        auto more = next_row(row);
        if (!more) return unexpected(std::move(more.error()));
        if (!*more) break;
        if (auto added = out->add_row(row); !added) return unexpected(added.error());
    }
    if (auto finished = out->finish(); !finished) return unexpected(finished.error());
    return file;
}

Result<std::string> list_file(exchange::ExportFormat format, exchange::ExportSpec spec,
                              const ListRows& next_row) {
    auto file = list_on_disk(format, std::move(spec), next_row);
    if (!file) return unexpected(std::move(file.error()));
    return (*file)->bytes();
}

}  // namespace kc::office
