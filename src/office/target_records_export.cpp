// SPDX-License-Identifier: Apache-2.0
#include "office/target_records_export.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "office/list_file.hpp"
#include "office/list_words.hpp"
#include "office/office_record_export.hpp"
#include "office/target_records.hpp"
#include "record/limits.hpp"

namespace kc::office {
namespace {

using exchange::CellValue;
using exchange::ExportSpec;
using record::CountedRecord;
using record::RecordId;

std::set<RecordId> ids_of(const std::vector<CountedRecord>& records) {
    std::set<RecordId> ids;
    for (const CountedRecord& one : records) ids.insert(one.id);
    return ids;
}

// One column of a coverage: over all, or one item. Who is in neither set is cleared.
struct Judged {
    std::string key = {};
    pack::Bilingual name = {};
    std::set<RecordId> at_zero = {};
    std::set<RecordId> no_data = {};
};

std::vector<Judged> judged_of(const TargetRecords& found) {
    std::vector<Judged> judged;
    if (!found.coverage) return judged;
    const record::CoverageResult& all = *found.coverage;
    judged.push_back({"coverage", {"总体", "Over all"}, ids_of(all.at_zero), ids_of(all.no_data)});
    // A field of the registry may be called as an item is.
    for (const record::ItemResult& item : all.items)
        judged.push_back(
            {"coverage." + item.code, item.name, ids_of(item.at_zero), ids_of(item.no_data)});
    return judged;
}

// The records of the fixed list as they stand, by number.
std::vector<CountedRecord> judged_in(const record::CoverageResult& coverage) {
    std::vector<CountedRecord> all;
    for (const auto* some : {&coverage.covered, &coverage.at_zero, &coverage.no_data})
        all.insert(all.end(), some->begin(), some->end());
    std::sort(all.begin(), all.end(),
              [](const CountedRecord& a, const CountedRecord& b) { return a.id < b.id; });
    return all;
}

// The last day on which it was still there, of what is there no more on the day: a list that was
// fixed keeps it. Where the field of its last day is not seen, by its closing only.
std::optional<base::Date> ended(const record::Record& one, base::Date day, bool by_field) {
    std::optional<base::Date> last;
    if (one.closed_on && *one.closed_on <= day) last = base::add_days(*one.closed_on, -1);
    if (by_field && one.valid_to && *one.valid_to < day && (!last || *one.valid_to < *last))
        last = one.valid_to;
    return last;
}

// The rows of the file, a page of records in memory at a time.
class Rows {
public:
    Rows(const Office& office, RecordDesk& desk, const TargetRecords& found, base::Date day,
         Language language)
        : office_(office),
          desk_(desk),
          found_(found),
          day_(day),
          language_(language),
          words_(language),
          judged_(judged_of(found)),
          listed_(taken_columns(desk, *found.registry, found.registry->definition().listed)),
          shows_ends_(sees_ends(desk, *found.registry)),
          all_(found.coverage ? judged_in(*found.coverage) : found.counted),
          left_(all_) {
        if (found.coverage) counted_ = ids_of(found.counted);
    }

    [[nodiscard]] std::vector<exchange::ExportColumn> columns() const {
        std::vector<exchange::ExportColumn> columns{
            column(words_, "id", "登记号", "Record number")};
        for (const std::size_t i : listed_)
            columns.push_back(taken_column(found_.registry->definition().fields[i], language_));
        for (const Judged& one : judged_)
            columns.push_back(column(words_, one.key, one.name.zh, one.name.en));
        if (shows_ends_)
            columns.push_back(column(words_, "expiring", "本年内到期", "Runs out this year"));
        columns.push_back(column(words_, "ended", "已失效", "Has run out"));
        columns.push_back(column(words_, "correction", "更正中，自", "Under correction since"));
        return columns;
    }

    // False at the end.
    Result<bool> next(ListRow& row) {
        while (at_ == page_.size()) {
            if (left_.empty()) return false;
            const std::size_t size = std::min<std::size_t>(left_.size(), record::kMaxPage);
            auto page = desk_.counted(*found_.registry, left_.first(size));
            if (!page) return unexpected(std::move(page.error()));
            page_ = std::move(*page);
            left_ = left_.subspan(size);
            at_ = 0;
        }
        row = row_of(page_[at_++]);
        return true;
    }

private:
    [[nodiscard]] ListRow row_of(const SeenRecord& seen) const {
        const record::Record& one = seen.record;
        ListRow row{whole_cell(one.id)};
        for (const std::size_t i : listed_)
            row.push_back(
                taken_value(found_.registry->definition().fields[i], seen.cells[i], language_));
        for (const Judged& judged : judged_) {
            if (judged.at_zero.contains(one.id))
                row.emplace_back(words_.pick("仍为零", "still at zero"));
            else if (judged.no_data.contains(one.id))
                row.emplace_back(words_.pick("没有数据", "no data"));
            else
                row.emplace_back(words_.pick("已清零", "cleared"));
        }
        if (shows_ends_) {
            const bool is_counted = !found_.coverage || counted_.contains(one.id);
            row.push_back(cell(is_counted && runs_out(one, day_) ? one.valid_to : std::nullopt));
        }
        row.push_back(cell(ended(one, day_, shows_ends_)));
        row.push_back(cell(correction_since(one)));
        return row;
    }

    [[nodiscard]] std::optional<base::Date> correction_since(const record::Record& one) const {
        const auto moment = one.correction_us ? office_.moment(*one.correction_us) : std::nullopt;
        return moment ? std::optional(moment->day) : std::nullopt;
    }

    const Office& office_;
    RecordDesk& desk_;
    const TargetRecords& found_;
    base::Date day_;
    Language language_;
    FileWords words_;
    std::vector<Judged> judged_;
    std::vector<std::size_t> listed_;
    bool shows_ends_;
    std::vector<CountedRecord> all_;
    std::span<const CountedRecord> left_;
    std::set<RecordId> counted_ = {};
    std::vector<SeenRecord> page_ = {};
    std::size_t at_ = 0;
};

}  // namespace

Result<std::string> export_target_records(const Office& office, const access::Actor& actor,
                                          const Moment& moment, const std::string& target,
                                          base::Date day, const ListExport& out) {
    auto desk = RecordDesk::open(office, actor, access::Verb::take_out, moment);
    if (!desk) return unexpected(std::move(desk.error()));
    auto found = target_records(*desk, target, day);
    if (!found) return unexpected(std::move(found.error()));
    const FileWords words(out.language);
    ExportSpec spec{.name = words.name(found->target->name)};
    if (auto added = add_remarks(office, out, base::to_string(moment.day), spec); !added)
        return unexpected(std::move(added.error()));
    spec.remarks.emplace_back(words.pick("目标", "Target"), spec.name);
    spec.remarks.emplace_back(words.pick("计数截至", "Counted up to"), base::to_string(day));
    if (found->coverage)
        spec.remarks.emplace_back(words.pick("名单锁定于", "List fixed on"),
                                  base::to_string(found->coverage->frozen_on));
    Rows rows(office, *desk, *found, day, out.language);
    spec.columns = rows.columns();
    return list_file(out.format, std::move(spec),
                     [&](std::vector<CellValue>& row) { return rows.next(row); });
}

}  // namespace kc::office
