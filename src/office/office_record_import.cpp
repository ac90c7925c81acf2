// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_import.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "exchange/table_marks.hpp"
#include "office/digest.hpp"
#include "office/json_quoted.hpp"
#include "office/office_record_import_writer.hpp"
#include "office/office_record_imports.hpp"
#include "office/office_record_mapping.hpp"
#include "office/office_record_years.hpp"
#include "office/office_year_judge.hpp"
#include "office/temporary_file.hpp"

namespace kc::office {
namespace {

constexpr std::size_t kErrorsKept = 2'000;

// A file against a registry, before its rows are looked at.
class Upload {
public:
    static Result<Upload> open(Office& office, const access::Actor& actor, const std::string& code,
                               std::string_view bytes, const RecordImportOptions& options) {
        if (bytes.size() > kRecordFileBytesMax) return unexpected(too_large());
        Upload upload;
        upload.live_ = office.live();
        upload.actor_ = actor;
        upload.today_ = office.today();
        auto registry = upload.live_->registries->require(code);
        if (!registry) return unexpected(std::move(registry.error()));
        upload.registry_ = *registry;
        upload.rows_ = options.rows;
        auto table = upload.make_table();
        if (!table) return unexpected(std::move(table.error()));
        upload.table_ = std::make_unique<RecordTable>(std::move(*table));
        auto file = exchange::TableFile::open(bytes);
        if (!file) return unexpected(std::move(file.error()));
        upload.file_ = std::make_unique<exchange::TableFile>(std::move(*file));
        upload.import_ = {
            .sheet = options.sheet, .errors_max = kErrorsKept, .rows_max = kRecordFileRowsMax};
        auto mapped = upload.choose_mapping(office, options);
        if (!mapped) return unexpected(std::move(mapped.error()));
        return upload;
    }

    [[nodiscard]] const LivePack& live() const { return *live_; }
    [[nodiscard]] const record::Registry& registry() const { return *registry_; }
    [[nodiscard]] const RecordTable& table() const { return *table_; }
    [[nodiscard]] const exchange::TableFile& file() const { return *file_; }
    [[nodiscard]] const exchange::ImportOptions& import_options() const { return import_; }
    [[nodiscard]] const std::string& headings() const { return headings_; }
    [[nodiscard]] base::Date today() const { return today_; }

    [[nodiscard]] std::string subject() const { return import_subject(registry_->code(), rows_); }

    [[nodiscard]] std::unique_ptr<RowJudge> judge(bool submit) const {
        if (rows_ == RowsAre::years)
            return std::make_unique<YearJudge>(*live_, *registry_, actor_, *table_, today_);
        return std::make_unique<RecordJudge>(*live_, *registry_, actor_, *table_, today_, submit);
    }

private:
    static Diagnostic too_large() {
        return Diagnostic{"E-record-file-size",
                          {},
                          fmt::format("文件超过{} MB", kRecordFileBytesMax >> 20U),
                          fmt::format("the file is larger than {} MB", kRecordFileBytesMax >> 20U)}
            .hint("分成几个文件导入", "import it in several files");
    }

    Result<RecordTable> make_table() const {
        if (rows_ == RowsAre::records)
            return record_table(*live_, *registry_,
                                access::visible_fields(actor_, record_shape(*registry_)),
                                TableUse::read_in, today_);
        if (registry_->definition().yearly.empty()) return unexpected(no_years(*registry_));
        return year_table(*live_, *registry_,
                          access::visible_fields(actor_, yearly_shape(*registry_)),
                          TableUse::read_in, today_);
    }

    Result<void> choose_mapping(Office& office, const RecordImportOptions& options) {
        auto reader = office.store().read();
        if (!reader) return unexpected(std::move(reader.error()));
        auto memory = MappingMemory::of(reader->connection(), subject(), mapping_owner(actor_));
        if (!memory) return unexpected(std::move(memory.error()));
        import_.memory = options.mapping ? *options.mapping : memory->newest();
        auto first = exchange::TableImport::open(*file_, table_->schema, import_);
        if (!first) return unexpected(std::move(first.error()));
        headings_ = headings_of(first->report().mapping);
        if (!options.mapping) import_.memory = memory->with(headings_);
        return {};
    }

    std::shared_ptr<const LivePack> live_ = {};
    access::Actor actor_ = {};
    base::Date today_ = {};
    const record::Registry* registry_ = nullptr;
    RowsAre rows_ = RowsAre::records;
    std::unique_ptr<RecordTable> table_ = {};  // has an address of its own: others point to it
    std::unique_ptr<exchange::TableFile> file_ = {};
    exchange::ImportOptions import_ = {};
    std::string headings_ = {};
};

using Act = std::function<Result<void>(const JudgedRow&)>;

// Calls use(row) for each row of the table; the import is kept for what is said about them.
template <typename Use>
Result<void> for_each_typed_row(exchange::TableImport& import, Use use) {
    exchange::TypedRow row;
    for (;;) {
        auto more = import.next(row);
        if (!more) return unexpected(std::move(more.error()));
        if (!*more) return {};
        if (auto used = use(row); !used) return used;
    }
}

Result<exchange::TableImport> table_of(const Upload& upload) {
    return exchange::TableImport::open(upload.file(), upload.table().schema,
                                       upload.import_options());
}

// What the rows call themselves and refer to, where that may be each other.
Result<void> look_ahead(const Upload& upload, RowJudge& judge, const record::Look& look) {
    if (!judge.looks_ahead()) return {};
    auto import = table_of(upload);
    if (!import) return unexpected(std::move(import.error()));
    auto read = for_each_typed_row(*import, [&](const exchange::TypedRow& row) -> Result<void> {
        judge.look_ahead(row);
        return {};
    });
    if (!read) return read;
    return judge.end_of_file(look);
}

// All rows through the judge, one after another; `act` gets those that may be written.
class Passage {
public:
    Passage(RowJudge& judge, const record::Look& look, std::size_t rows_shown, const Act& act,
            RecordImportReport& report)
        : judge_(judge), look_(look), rows_shown_(rows_shown), act_(act), report_(report) {}

    Result<void> run(const Upload& upload) {
        report_.counts = {};
        report_.rows.clear();
        if (auto ahead = look_ahead(upload, judge_, look_); !ahead) return ahead;
        auto import = table_of(upload);
        if (!import) return unexpected(std::move(import.error()));
        auto read = for_each_typed_row(*import,
                                       [&](exchange::TypedRow& row) { return take(*import, row); });
        if (!read) return read;
        report_.table = import->report();
        if (has_waited_) in_order();
        return {};
    }

private:
    // With this one come those that waited for it, and those that waited for them.
    Result<void> take(exchange::TableImport& import, exchange::TypedRow& row) {
        std::vector<exchange::TypedRow> ready;
        ready.push_back(std::move(row));
        while (!ready.empty()) {
            exchange::TypedRow one = std::move(ready.back());
            ready.pop_back();
            if (const auto first = judge_.waits_for(one.number)) {
                has_waited_ = true;
                waiting_[*first].push_back(std::move(one));
                continue;
            }
            const std::uint32_t number = one.number;
            if (auto judged = judge(import, one); !judged) return judged;
            if (auto behind = waiting_.extract(number); !behind.empty())
                std::move(behind.mapped().rbegin(), behind.mapped().rend(),
                          std::back_inserter(ready));
        }
        return {};
    }

    Result<void> judge(exchange::TableImport& import, exchange::TypedRow& row) {
        auto judged = judge_.judge(row, look_, [&](exchange::CellFinding finding) {
            import.note(row, std::move(finding));
        });
        if (!judged) return unexpected(std::move(judged.error()));
        report_.counts.add(judged->outcome);
        if (act_) {
            if (auto acted = act_(*judged); !acted) return acted;
        }
        if (judged->outcome != RecordOutcome::same && report_.rows.size() < rows_shown_)
            report_.rows.push_back(std::move(*judged));
        return {};
    }

    // As they stand in the file, not as they could be judged.
    void in_order() {
        const auto by_row = [](const auto& a, const auto& b) { return a.row < b.row; };
        std::stable_sort(report_.rows.begin(), report_.rows.end(), by_row);
        std::stable_sort(report_.table.findings.begin(), report_.table.findings.end(), by_row);
    }

    RowJudge& judge_;
    const record::Look& look_;
    std::size_t rows_shown_;
    const Act& act_;
    RecordImportReport& report_;
    std::map<std::uint32_t, std::vector<exchange::TypedRow>> waiting_ =
        {};  // by whom they wait for
    bool has_waited_ = false;
};

Result<void> go_through(const Upload& upload, RowJudge& judge, const record::Look& look,
                        std::size_t rows_shown, const Act& act, RecordImportReport& report) {
    return Passage(judge, look, rows_shown, act, report).run(upload);
}

// What makes two imports the same.
std::string digest_of(const Upload& upload, const std::string& sha256, bool submit) {
    return sha256_hex(fmt::format("{}\n{}\n{}\n{}\n{}", upload.subject(), sha256,
                                  upload.import_options().sheet, submit ? "submit" : "draft",
                                  upload.import_options().memory.to_text()));
}

std::string payload_of(const Upload& upload, const RecordImportReport& report) {
    return fmt::format(
        "{{\"registry\":{},\"sha256\":\"{}\",\"sheet\":{},\"mapping\":\"{}\",\"submit\":{}}}",
        json_quoted(upload.subject()), report.sha256, json_quoted(upload.import_options().sheet),
        sha256_hex(upload.import_options().memory.to_text()), report.submit ? "true" : "false");
}

// `rows` is the digest over the rows, `proof` what the written versions are proved by.
std::string answer_of(std::int64_t id, const RecordImportCounts& counts, const std::string& rows,
                      const std::string& proof) {
    return fmt::format(
        "{{\"import\":{},\"create\":{},\"update\":{},\"same\":{},\"rows\":\"{}\",\"proof\":{}}}",
        id, counts.create, counts.update, counts.same, rows, proof);
}

// In the transaction a row is refused that was fine a moment ago; the report then says why.
Diagnostic not_all() {
    return {"E-import-refused", {}, "有的行不能导入", "some rows cannot be imported"};
}

bool is_about_a_row(const Diagnostic& what) {
    return what.code.starts_with("E-record") || what.code == "E-import-refused";
}

void say_of_row(std::uint32_t row, const Diagnostic& what, RecordImportReport& report) {
    exchange::CellFinding finding{.row = row,
                                  .severity = Severity::error,
                                  .code = what.code,
                                  .zh = what.zh,
                                  .en = what.en,
                                  .hint_zh = what.hint_zh,
                                  .hint_en = what.hint_en};
    report.table.findings.push_back(finding);
    report.table.counts.push_back({std::move(finding), 1});
    ++report.counts.conflict;
}

// Somebody else has imported the same file while this one waited for its turn.
Diagnostic done_meanwhile() {
    return {"E-import-done", {}, "刚刚已导入过", "it was imported a moment ago"};
}

Result<bool> note_earlier(store::Connection& connection, const std::string& digest,
                          RecordImportReport& report) {
    auto earlier = find_import(record::look_into(connection), digest);
    if (!earlier) return unexpected(std::move(earlier.error()));
    if (!*earlier) return false;
    report.earlier = std::move(**earlier);
    report.id = report.earlier->id;
    report.is_repeated = true;
    report.counts = {};
    report.counts.same = report.earlier->counts.rows();
    report.rows.clear();
    return true;
}

Result<void> carry_out(Office& office, const RecordAsker& asker, const Upload& upload,
                       const RecordImportOptions& options, const std::string& digest,
                       RecordImportReport& report) {
    const std::int64_t expected_new = report.counts.create;
    RecordImportReport told = report;  // of the transaction; may be begun anew
    std::optional<std::uint32_t> failed_row;
    auto answer = office.store().write(
        {.key = "record-import:" + digest,
         .actor = asker.actor.name,
         .kind = "record.import",
         .payload = payload_of(upload, report),
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             const auto judge = upload.judge(options.submit);
             RecordImportWriter writer(transaction, *upload.live().registries, upload.registry(),
                                       *judge, upload.today(), expected_new);
             const auto failed = [&](Diagnostic what) {
                 failed_row = writer.failed_row();
                 return unexpected(std::move(what));
             };
             auto earlier = find_import(record::look_into(transaction), digest);
             if (!earlier) return failed(std::move(earlier.error()));
             if (*earlier) return unexpected(done_meanwhile());
             auto id = writer.begin(upload.subject(), digest, report.sha256, options.submit);
             if (!id) return failed(std::move(id.error()));
             bool is_fine = true;
             auto gone = go_through(
                 upload, *judge, record::look_into(transaction), options.rows_shown,
                 [&](const JudgedRow& row) -> Result<void> {
                     is_fine = is_fine && row.outcome != RecordOutcome::conflict &&
                               row.outcome != RecordOutcome::wrong;
                     return is_fine ? writer.take(row) : Result<void>();
                 },
                 told);
             if (!gone) return failed(std::move(gone.error()));
             if (!is_fine || !told.table.is_clean()) return unexpected(not_all());
             auto rows = writer.finish(told.counts);
             if (!rows) return failed(std::move(rows.error()));
             if (options.mapping) {
                 auto kept = keep_mapping(transaction, upload.subject(), mapping_owner(asker.actor),
                                          upload.headings(), *options.mapping);
                 if (!kept) return unexpected(std::move(kept.error()));
             }
             return answer_of(*id, told.counts, *rows, writer.proof().text());
         }});
    const bool is_repeated = answer ? answer->is_repeated : answer.error().code == "E-import-done";
    if (!answer && !is_repeated) {
        if (!is_about_a_row(answer.error())) return unexpected(std::move(answer.error()));
        report.counts = told.counts;
        report.rows = std::move(told.rows);
        report.table = std::move(told.table);
        if (failed_row) say_of_row(*failed_row, answer.error(), report);
        return {};
    }
    auto reader = office.store().read();
    if (!reader) return unexpected(std::move(reader.error()));
    if (is_repeated) {
        auto noted = note_earlier(reader->connection(), digest, report);
        if (!noted) return unexpected(std::move(noted.error()));
        return {};
    }
    auto done = find_import(record::look_into(reader->connection()), digest);
    if (!done) return unexpected(std::move(done.error()));
    report.id = *done ? (*done)->id : 0;
    report.counts = told.counts;
    report.rows = std::move(told.rows);
    report.table = std::move(told.table);
    report.is_done = true;
    return {};
}

}  // namespace

std::string import_subject(const std::string& registry, RowsAre rows) {
    return rows == RowsAre::years ? registry + "/years" : registry;
}

void RecordImportCounts::add(RecordOutcome outcome) {
    switch (outcome) {
        case RecordOutcome::create: ++create; break;
        case RecordOutcome::update: ++update; break;
        case RecordOutcome::same: ++same; break;
        case RecordOutcome::conflict: ++conflict; break;
        case RecordOutcome::wrong: ++wrong; break;
    }
}

bool RecordImportReport::is_clean() const {
    return counts.conflict == 0 && counts.wrong == 0 && (is_repeated || table.is_clean());
}

Result<RecordImportReport> import_records(Office& office, const RecordAsker& asker,
                                          const std::string& code, std::string_view bytes,
                                          const RecordImportOptions& options) {
    auto upload = Upload::open(office, asker.actor, code, bytes, options);
    if (!upload) return unexpected(std::move(upload.error()));
    RecordImportReport report{.is_dry_run = options.dry_run,
                              .submit = options.submit,
                              .mapping_was_given = options.mapping.has_value(),
                              .sha256 = sha256_hex(bytes),
                              .sheets = upload->file().sheets(),
                              .schema = upload->table().schema};
    const std::string digest = digest_of(*upload, report.sha256, options.submit);
    {
        auto reader = office.store().read_for_long();
        if (!reader) return unexpected(std::move(reader.error()));
        const auto judge = upload->judge(options.submit);
        auto gone = go_through(*upload, *judge, record::look_into(reader->connection()),
                               options.rows_shown, {}, report);
        if (!gone) return unexpected(std::move(gone.error()));
        auto earlier = note_earlier(reader->connection(), digest, report);
        if (!earlier) return unexpected(std::move(earlier.error()));
        if (*earlier) return report;
    }
    if (options.dry_run || !report.is_clean() || report.counts.rows() == 0) return report;
    auto carried = carry_out(office, asker, *upload, options, digest, report);
    if (!carried) return unexpected(std::move(carried.error()));
    return report;
}

Result<std::string> marked_record_file(Office& office, const access::Actor& actor,
                                       const std::string& code, std::string_view bytes,
                                       const RecordImportOptions& options, Language language) {
    auto upload = Upload::open(office, actor, code, bytes, options);
    if (!upload) return unexpected(std::move(upload.error()));
    auto reader = office.store().read_for_long();
    if (!reader) return unexpected(std::move(reader.error()));
    const auto judge = upload->judge(options.submit);
    const record::Look look = record::look_into(reader->connection());
    if (auto ahead = look_ahead(*upload, *judge, look); !ahead)
        return unexpected(std::move(ahead.error()));
    exchange::MarkOptions marks{.language = language};
    marks.judge = [&](exchange::TableImport& import, exchange::TypedRow& row) -> Result<void> {
        auto judged = judge->judge(row, look, [&](exchange::CellFinding finding) {
            import.note(row, std::move(finding));
        });
        if (!judged) return unexpected(std::move(judged.error()));
        return {};
    };
    const TemporaryFile file(".xlsx");
    auto written = exchange::write_marked_table(file.path(), upload->file(), upload->table().schema,
                                                upload->import_options(), marks);
    if (!written) return unexpected(std::move(written.error()));
    return file.bytes();
}

}  // namespace kc::office
