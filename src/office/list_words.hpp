// SPDX-License-Identifier: Apache-2.0
// What files of the office's lists have in common: their words in one language, columns, cells, and
// the remarks that say who took what, when, and what the journal was then.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/table_export.hpp"
#include "office/office_list_export.hpp"
#include "office/office_live.hpp"

namespace kc::office {

using ListRow = std::vector<exchange::CellValue>;

// The file's words in one language.
class FileWords {
public:
    explicit FileWords(Language language) : is_zh_(language != Language::en) {}

    [[nodiscard]] std::string pick(std::string_view zh, std::string_view en) const;
    [[nodiscard]] std::string name(const pack::Bilingual& name) const;
    // Of a target, task, fact, sheet or grant; the code itself where there is no word.
    [[nodiscard]] std::string state(std::string_view code) const;
    [[nodiscard]] std::string unit(const LivePack& live, const std::string& code) const;
    [[nodiscard]] std::string units(const LivePack& live,
                                    const std::vector<std::string>& codes) const;

private:
    bool is_zh_;
};

exchange::CellValue cell(const std::optional<base::Decimal>& value);
exchange::CellValue cell(const std::optional<base::Period>& period);
exchange::CellValue cell(const std::optional<base::Date>& day);
exchange::CellValue cell(const std::optional<std::int64_t>& number);

exchange::ExportColumn column(const FileWords& words, std::string key, std::string_view zh,
                              std::string_view en, bool is_text = false);

// As a line to keep elsewhere (store/journal.hpp).
Result<std::string> journal_head(const Office& office);

Result<void> add_remarks(const Office& office, const ListExport& out, const std::string& as_of,
                         exchange::ExportSpec& spec);

Result<std::string> file_of(const ListExport& out, exchange::ExportSpec spec,
                            std::vector<ListRow> rows);

}  // namespace kc::office
