// SPDX-License-Identifier: Apache-2.0
#include "office/office_live.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "base/check.hpp"
#include "collection/sheet_rows.hpp"
#include "office/office_attachments.hpp"
#include "office/office_definitions.hpp"
#include "office/office_following.hpp"
#include "office/office_notices.hpp"
#include "office/vocabulary.hpp"
#include "record/tables.hpp"
#include "store/jobs.hpp"

namespace kc::office {
namespace {

constexpr std::int64_t kDayUs = 86'400'000'000;
// China keeps one time without summer time.
constexpr std::int64_t kChinaOffsetUs = 8 * 3'600'000'000;
base::Date day_of(std::int64_t at_us) {
    return base::Date::of_days((at_us + kChinaOffsetUs) / kDayUs).value_or(base::Date());
}

constexpr std::string_view kDocumentFile = "document.txt";

std::string text_of_file(const std::filesystem::path& path) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    if (failed || size > kPlanTextBytesMax) return {};
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The forms in use with their checks compiled; what is only advisable goes to the warnings.
Result<void> load_forms(LivePack& live, base::Date today) {
    const std::size_t before = live.found.size();
    const auto evaluations =
        uses_of(live.evaluations, live.pack.objects, *live.catalog, live.found);
    live.forms = std::make_shared<const collection::FormBook>(collection::FormBook::of(
        live.manifest(), live.pack.objects, *live.catalog, evaluations, today, live.found));
    for (std::size_t i = before; i < live.found.size(); ++i) {
        if (live.found[i].severity == Severity::error) return unexpected(live.found[i]);
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<Office>> Office::open(OfficeOptions options) {
    struct Openable : Office {};
    std::unique_ptr<Office> office = std::make_unique<Openable>();
    Office& self = *office;
    self.clock_ = options.clock;
    self.files_folder_ =
        options.files_folder.empty() ? files_folder_of(options.database) : options.files_folder;
    self.written_folders_ = {self.files_folder_};
    if (!store::is_postgres_address(options.database)) {
        const auto folder = std::filesystem::path(options.database).parent_path();
        self.written_folders_.push_back(folder.empty() ? "." : folder.string());
    }
    pack::CatalogReport catalog = pack::load_embedded_catalog();
    KC_CHECK(catalog.found.empty());
    self.catalog_ = std::move(catalog.catalog);
    self.vocabulary_ = embedded_vocabulary();

    store::StoreOptions store_options;
    store_options.schemas = std::move(options.schemas);
    for (const store::Schema& one : office_schemas()) store_options.schemas.push_back(one);
    store_options.readers.readers = options.readers;
    store_options.writer.clock = options.clock;
    self.is_one_of_several_ = options.is_one_of_several;
    if (options.is_one_of_several) store_options.writer.writers = store::Writers::several;
    store_options.writer.after_commit = [&self](const store::Committed& committed) {
        if (committed.last_fact_id > 0 && !self.follow_facts()) self.is_behind_ = true;
        self.may_have_changed_ = true;
    };
    auto opened = store::Store::open(options.database, std::move(store_options));
    if (!opened) return unexpected(opened.error());
    self.store_ = std::move(*opened);

    if (auto followed = self.follow_facts(); !followed) return unexpected(followed.error());
    self.view_->columns.shrink_to_fit();
    std::optional<LastPack> last;
    {
        auto reader = self.store_->read();
        if (!reader) return unexpected(reader.error());
        auto found = last_pack(reader->connection());
        if (!found) return unexpected(found.error());
        last = std::move(*found);
    }
    auto live = last ? self.go_live(self.files_folder_ + "/" + last->folder, last->draft)
                     : self.go_live(options.pack_folder, 0);
    if (!live) return unexpected(live.error());
    if (self.is_one_of_several_) {
        self.live_row_ = last ? last->row : 0;
        if (auto following = self.start_following(); !following)
            return unexpected(following.error());
    }
    return office;
}

Office::~Office() {
    // Its thread uses everything above.
    if (store_) store_->stop_following();
}

Result<void> Office::follow_facts() {
    const std::unique_lock lock(columns_mutex_);
    if (auto read = append_new_facts(*view_); !read) return read;
    last_fact_ = view_->last_fact;
    return {};
}

std::vector<store::Schema> office_schemas() {
    return {office_schema(),
            notice_schema(),
            store::job_schema(),
            record::record_schema(),
            collection::collection_schema(),
            attachment_schema()};
}

std::string files_folder_of(const std::string& database) {
    return store::is_postgres_address(database) ? "kechuang.files" : database + ".files";
}

std::shared_ptr<const LivePack> Office::live() const {
    const std::lock_guard lock(live_mutex_);
    return live_;
}

base::Date Office::today() const {
    return now().day;
}

Moment Office::now() const {
    const std::int64_t at_us = clock_();
    return {at_us, day_of(at_us), true};
}

std::optional<Moment> Office::moment(std::int64_t at_us) const {
    if (at_us > clock_()) return std::nullopt;
    return Moment{at_us, day_of(at_us), false};
}

std::optional<Moment> Office::end_of(base::Date day) const {
    const Moment now = this->now();
    if (day == now.day) return now;
    return moment((std::int64_t{day.days_since_1970()} + 1) * kDayUs - kChinaOffsetUs - 1);
}

std::string Office::version() const {
    return fmt::format("{}.{}.{}.{}", live()->number, last_fact_.load(), record_changes(),
                       today().days_since_1970());
}

Result<std::shared_ptr<LivePack>> Office::load(const std::string& folder, std::int64_t draft) {
    pack::PackReport report = pack::load_pack(folder, catalog_);
    if (!report.is_good()) {
        for (const Diagnostic& one : report.found) {
            if (one.severity == Severity::error) return unexpected(one);
        }
    }
    auto live = std::make_shared<LivePack>();
    live->pack = std::move(report.pack);
    live->found = std::move(report.found);
    auto definitions = definitions_of(catalog_, live->pack, live->found);
    if (!definitions) return unexpected(definitions.error());
    live->definitions = std::move(*definitions);
    auto units = unit_tree_of(catalog_, live->pack);
    if (!units) return unexpected(units.error());
    live->units = std::move(*units);
    live->lookup.add(live->pack.objects);
    live->lookup.add(catalog_.objects);
    live->catalog = &catalog_.objects;
    auto evaluations = EvaluationDesk::open(folder);
    if (!evaluations) return unexpected(evaluations.error());
    live->evaluations = *std::move(evaluations);
    live->policies = std::make_shared<PolicyDesk>(catalog_.objects, live->pack.objects);
    for (const Diagnostic& one : live->policies->found()) {
        if (one.severity == Severity::error) return unexpected(one);
    }
    if (auto forms = load_forms(*live, today()); !forms) return unexpected(forms.error());
    auto registries = open_registries(*store_, catalog_, live->pack);
    if (!registries) return unexpected(registries.error());
    live->registries = std::move(*registries);
    live->text = text_of_file(std::filesystem::path(folder) / kDocumentFile);
    live->folder = folder;
    live->draft = draft;
    return live;
}

Result<void> Office::go_live(const std::string& folder, std::int64_t draft) {
    auto live = load(folder, draft);
    if (!live) return unexpected(live.error());
    const std::lock_guard lock(live_mutex_);
    (*live)->number = ++packs_opened_;
    live_ = std::move(*live);
    return {};
}

}  // namespace kc::office
