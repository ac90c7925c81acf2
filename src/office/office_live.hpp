// SPDX-License-Identifier: Apache-2.0
// A running office: a live pack on a store, with the figures of its facts in memory.
//
// Everything that reads takes a snapshot (`live()`, `figures()`); everything that changes goes
// through the store's writer, so it is durable and in the journal before anybody is answered. The
// use cases stand in office_facts, office_import, office_draft and office_targets.
//
//   Result<std::unique_ptr<Office>> office = Office::open({.pack_folder = "packs/xuancheng-2024",
//                                                          .database = "office.kc"});
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "collection/form_book.hpp"
#include "indicator/definitions.hpp"
#include "indicator/reader.hpp"
#include "indicator/unit_tree.hpp"
#include "office/figure_view.hpp"
#include "office/office_evaluations.hpp"
#include "office/office_policies.hpp"
#include "office/office_records.hpp"
#include "office/plan_file.hpp"
#include "pack/lookup.hpp"
#include "pack/pack.hpp"
#include "plan/vocabulary.hpp"
#include "store/store.hpp"

namespace kc::office {

// What was known at a time, judged on that day. Whoever keeps one can have the same answer again,
// as long as the pack is the same.
struct Moment {
    std::int64_t at_us = 0;
    base::Date day = {};
    bool is_now = true;  // then everything is known, also what a clock that ran ahead has dated

    [[nodiscard]] indicator::Reader reader() const {
        return is_now ? indicator::Reader{} : indicator::Reader{.known_at_us = at_us};
    }
};

// A pack in use. Never changes; a new pack is a new one of these.
struct LivePack {
    pack::Pack pack = {};
    Diagnostics found = {};  // warnings only
    indicator::Definitions definitions = {};
    indicator::UnitTree units = {};
    pack::Lookup lookup = {};
    const pack::ObjectSet* catalog = nullptr;  // the office's
    std::shared_ptr<PolicyDesk> policies = {};
    record::SharedRegistries registries = {};
    std::shared_ptr<const collection::FormBook> forms = {};
    EvaluationDesk evaluations = {};
    std::string folder = {};  // it was loaded from
    std::string text = {};    // of the plan document; empty when the office does not hold it
    std::int64_t draft = 0;   // it was made from; 0 for the folder the office was opened with
    std::int64_t number = 0;  // 1, 2, 3 … since the office was opened

    [[nodiscard]] const pack::Manifest& manifest() const { return pack.manifest; }
};

struct OfficeOptions {
    std::string pack_folder = {};
    std::string database = {};      // a file, or the address of a PostgreSQL database
    std::string files_folder = {};  // of uploads and made packs; empty: files_folder_of(database)
    store::Clock clock = store::system_clock();
    std::vector<store::Schema> schemas = {};  // tables of rooms above
    std::int32_t readers = 6;
    // Other processes serve the same office from the same PostgreSQL database and folder of files.
    bool is_one_of_several = false;
};

class Office {
public:
    static Result<std::unique_ptr<Office>> open(OfficeOptions options);

    [[nodiscard]] std::shared_ptr<const LivePack> live() const;
    [[nodiscard]] store::Store& store() const { return *store_; }
    [[nodiscard]] std::int64_t now_us() const { return clock_(); }
    // In China's time, which the figures' periods are in.
    [[nodiscard]] base::Date today() const;
    [[nodiscard]] Moment now() const;
    // Nothing when it has not come yet.
    [[nodiscard]] std::optional<Moment> moment(std::int64_t at_us) const;
    // The end of a day in China, or now when it is today.
    [[nodiscard]] std::optional<Moment> end_of(base::Date day) const;
    [[nodiscard]] const pack::Catalog& catalog() const { return catalog_; }
    [[nodiscard]] const plan::Vocabulary& vocabulary() const { return vocabulary_; }
    [[nodiscard]] const std::string& files_folder() const { return files_folder_; }
    // Where this process writes: the folder of files, and for SQLite that of the database.
    [[nodiscard]] const std::vector<std::string>& written_folders() const {
        return written_folders_;
    }
    // A fact could not be added to the columns: answers may lack it until the office opens again.
    [[nodiscard]] bool is_behind() const { return is_behind_; }

    // The facts, held still as long as this lives; keep it short, writers wait for it. What is
    // counted from records stands among them; what people reported for such an indicator stands in
    // `reported` instead, to be compared.
    struct Figures {
        std::shared_lock<std::shared_mutex> lock;
        std::shared_ptr<const FigureView> view;
        const indicator::FactColumns& columns;
        const indicator::FactColumns& reported;
    };
    // Not while the same thread holds some.
    [[nodiscard]] Figures figures() const;
    // For looking back: what was counted at that moment is among them, to be read with its reader.
    [[nodiscard]] Figures figures(const Moment& moment) const;
    [[nodiscard]] std::size_t facts() const { return last_fact_.load(); }

    // Changes whenever an answer computed from pack, facts and day may change.
    [[nodiscard]] std::string version() const;

    // Whether other processes serve the same office. Then what they write is here after a moment,
    // and `wait_for` makes sure of it.
    [[nodiscard]] bool is_one_of_several() const { return is_one_of_several_; }
    // How many entries of the journal are in the figures here, by anybody.
    [[nodiscard]] std::int64_t entries() const;
    // After it, everything up to this entry is in the figures, unless the database does not answer.
    void wait_for(std::int64_t entries) const;
    // Since the journal was last looked at; 0 when nobody else writes.
    [[nodiscard]] std::int64_t silent_us() const;
    // Goes up when others may have changed something; for what is remembered beside the figures.
    [[nodiscard]] std::int64_t changes_by_others() const { return changes_by_others_; }
    // Called some times a second while the office is one of several, on a thread of its own; false
    // when the database does not answer. Null to call no more, and waits for a call under way.
    void on_look(std::function<void(bool has_answered)> call);

    // Loads and checks a folder and makes it the live pack.
    Result<void> go_live(const std::string& folder, std::int64_t draft);

    ~Office();
    Office(const Office&) = delete;
    Office& operator=(const Office&) = delete;

protected:
    Office() = default;

private:
    Result<std::shared_ptr<LivePack>> load(const std::string& folder, std::int64_t draft);
    Result<void> start_following();
    void follow_others();
    Result<void> follow_pack();
    Result<void> follow_facts();
    // Under columns_mutex_.
    Result<void> append_new_facts(FigureView& view) const;
    // Counts anew what may have changed since the last time.
    Result<void> refresh_counts() const;
    struct Counting;
    Result<Counting> counting_at(store::Connection& connection, const LivePack& live,
                                 const Moment& moment) const;
    Result<std::shared_ptr<FigureView>> view_at(const Moment& moment) const;
    Result<void> count_into(FigureView& view, store::Connection& connection,
                            const Counting& counting) const;
    [[nodiscard]] std::int64_t record_changes() const;

    store::Clock clock_;
    std::string files_folder_;
    std::vector<std::string> written_folders_;
    pack::Catalog catalog_;
    plan::Vocabulary vocabulary_;
    std::unique_ptr<store::Store> store_;

    mutable std::mutex live_mutex_;
    std::shared_ptr<const LivePack> live_;
    std::int64_t packs_opened_ = 0;

    // Counted when they are asked for, so reading may add to them.
    mutable std::shared_mutex columns_mutex_;
    mutable std::shared_ptr<FigureView> view_ = std::make_shared<FigureView>();
    mutable std::atomic<std::int64_t> last_fact_ = 0;

    mutable std::mutex counts_mutex_;
    mutable std::string counts_stamp_;       // pack and day that were last counted for
    mutable std::int64_t counted_pack_ = 0;  // number of the pack that view_ was made for
    mutable std::vector<std::shared_ptr<FigureView>> past_views_;
    mutable std::atomic<std::int64_t> record_changes_ = 0;
    mutable std::atomic<bool> may_have_changed_ = true;  // somebody wrote something
    // A fact that the columns refused would be missing from every answer, so it stops the office.
    std::atomic<bool> is_behind_ = false;

    bool is_one_of_several_ = false;
    std::atomic<std::int64_t> changes_by_others_ = 0;
    std::mutex going_live_;
    std::int64_t live_row_ = 0;  // of the table of live packs; under going_live_
    std::mutex on_look_mutex_;
    std::function<void(bool)> on_look_;
};

// "<database>.files" beside a database file, "kechuang.files" here for one on a server.
std::string files_folder_of(const std::string& database);

// Of every room an office keeps tables of, for whoever opens, moves or backs up its database.
std::vector<store::Schema> office_schemas();

// The tables of this room: uploads, corrections, live packs, imports.
store::Schema office_schema();

}  // namespace kc::office
