// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "access/grants.hpp"
#include "office/office_record_export.hpp"
#include "office/office_record_rows.hpp"
#include "office/office_record_years.hpp"

namespace kc::office {
namespace {

using exchange::CellValue;

constexpr std::size_t kRowsToAdd = 500;

Diagnostic wrong_years() {
    return Diagnostic{"E-record-export-years", {}, "年份不对", "the years are wrong"}.hint(
        fmt::format("写一年或一段，如 2022-2024，最多{}年", kExportYearsMax),
        fmt::format("write one or a span such as 2022-2024, {} years at most", kExportYearsMax));
}

// The rows of one record after another, year by year.
class YearRows {
public:
    YearRows(RecordDesk& desk, const access::Actor& actor, const record::Registry& registry,
             const RecordTable& table, const RecordExport& wanted, const YearSpan& years)
        : desk_(desk),
          actor_(actor),
          registry_(registry),
          table_(table),
          wanted_(wanted),
          years_(years),
          pages_(desk, registry, wanted) {}

    Result<bool> next(std::vector<CellValue>& row) {
        for (;;) {
            if (record_ == nullptr || year_ > years_.last) {
                auto moved = move_on();
                if (!moved) return unexpected(std::move(moved.error()));
                if (record_ == nullptr) return false;
            }
            const std::int32_t year = year_++;
            const auto found = figures_.find(year);
            if (found == figures_.end() && !wanted_.is_to_edit) continue;
            write(row, year, found == figures_.end() ? nullptr : &found->second);
            return true;
        }
    }

private:
    Result<void> move_on() {
        auto next = pages_.next();
        if (!next) return unexpected(std::move(next.error()));
        record_ = *next;
        year_ = years_.first;
        figures_.clear();
        if (record_ == nullptr) return {};
        access::SubjectRow subject = record_subject(registry_, record_->record);
        auto parts = access::parts_in(desk_.connection(), registry_.code(), record_->record.id);
        if (!parts) return unexpected(std::move(parts.error()));
        subject.parts = std::move(*parts);
        auto years =
            years_of(desk_, actor_, registry_, record_->record.id, subject, access::Verb::take_out);
        if (!years) return unexpected(std::move(years.error()));
        for (SeenFigures& one : *years) figures_.emplace(one.year, std::move(one));
        return {};
    }

    void write(std::vector<CellValue>& row, std::int32_t year, const SeenFigures* figures) const {
        const pack::Registry& definition = registry_.definition();
        row.clear();
        for (std::size_t i = 0; i < table_.fields.size(); ++i) {
            const std::string& key = table_.schema.columns[i].key;
            if (key == kNumberKey) {
                row.push_back(whole_cell(record_->record.id));
            } else if (key == kYearKey) {
                row.push_back(whole_cell(year));
            } else if (key.starts_with(kWhichKey)) {
                row.push_back(named(key.substr(kWhichKey.size())));
            } else if (figures == nullptr) {
                row.emplace_back();
            } else if (key == kVersionKey) {
                row.push_back(whole_cell(figures->version));
            } else if (key == kSourceKey) {
                row.push_back(figures->source.empty() ? CellValue() : CellValue(figures->source));
            } else {
                const std::size_t at = table_.fields[i];
                row.push_back(
                    file_value(definition.yearly[at], figures->cells[at], wanted_.language));
            }
        }
    }

    CellValue named(const std::string& code) const {
        const auto& fields = registry_.definition().fields;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].code == code)
                return file_value(fields[i], record_->cells[i], wanted_.language);
        }
        return {};
    }

    RecordDesk& desk_;
    const access::Actor& actor_;
    const record::Registry& registry_;
    const RecordTable& table_;
    const RecordExport& wanted_;
    YearSpan years_;
    RecordPages pages_;
    const SeenRecord* record_ = nullptr;
    std::int32_t year_ = 0;
    std::map<std::int32_t, SeenFigures> figures_ = {};
};

// Of four digits; 0 for anything else.
std::int32_t year_in(std::string_view text) {
    std::int32_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return is_whole && text.size() == 4 ? number : 0;
}

}  // namespace

std::optional<YearSpan> read_years(std::string_view text) {
    const std::size_t dash = text.find('-');
    YearSpan span{year_in(text.substr(0, dash)), 0};
    span.last = dash == std::string_view::npos ? span.first : year_in(text.substr(dash + 1));
    if (span.first <= 0 || span.last <= 0) return std::nullopt;
    return span;
}

Result<std::unique_ptr<TemporaryFile>> export_years(RecordDesk& desk, const access::Actor& actor,
                                                    const record::Registry& registry,
                                                    const RecordExport& wanted,
                                                    const YearSpan& years) {
    if (registry.definition().yearly.empty()) return unexpected(no_years(registry));
    if (years.first > years.last || years.last - years.first >= kExportYearsMax)
        return unexpected(wrong_years());
    auto total = desk.count(registry, query_of(wanted));
    if (!total) return unexpected(std::move(total.error()));
    const std::int64_t rows = *total * (years.last - years.first + 1);
    if (wanted.begin) {
        auto begun = wanted.begin(rows);
        if (!begun) return unexpected(std::move(begun.error()));
    }
    auto table =
        year_table(desk.live(), registry,
                   access::visible_fields(actor, yearly_shape(registry), access::Verb::take_out),
                   TableUse::fill_in, desk.today());
    if (!table) return unexpected(std::move(table.error()));
    YearRows source(desk, actor, registry, *table, wanted, years);
    const ListRows next = [&](std::vector<CellValue>& row) { return source.next(row); };
    if (wanted.is_to_edit && wanted.format == exchange::ExportFormat::xlsx &&
        rows > kRecordsToEditMax)
        return unexpected(too_many_to_edit(rows));
    if (wanted.is_to_edit)
        return write_record_table(table->schema, wanted.format, wanted.language,
                                  static_cast<std::size_t>(rows) + kRowsToAdd, next);
    exchange::ExportSpec spec{.name = wanted.language == Language::en ? table->schema.en
                                                                      : table->schema.zh};
    for (const exchange::ColumnSchema& column : table->schema.columns)
        spec.columns.push_back(
            {.key = column.key, .form = {.title = exchange::header_text(column, wanted.language)}});
    return list_on_disk(wanted.format, std::move(spec), next);
}

}  // namespace kc::office
