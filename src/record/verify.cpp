// SPDX-License-Identifier: Apache-2.0
#include "record/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "record/approved.hpp"
#include "record/commands.hpp"
#include "record/digest.hpp"
#include "record/proof.hpp"
#include "record/rows.hpp"
#include "record/timeline.hpp"

namespace kc::record {
namespace {

// Somebody may have put there what is no digest at all; then it is one that nothing has.
store::Hash hash_in(store::Rows& rows, int column) {
    return store::hash_of_bytes(rows.get<store::Bytes>(column)).value_or(store::Hash{});
}

std::optional<store::Hash> hash_or_null(store::Rows& rows, int column) {
    if (!rows.get<std::optional<store::Bytes>>(column)) return std::nullopt;
    return hash_in(rows, column);
}

constexpr int kRecordsAtOnce = 1'000;
constexpr std::int64_t kNamedRows = 20;
constexpr int kCommonColumns = 14;
constexpr int kVersionColumns = 6;
constexpr int kFigureColumns = 5;

// "cn.enterprise/12, version 3".
struct Spot {
    std::string registry = {};
    RecordId id = 0;
    std::int64_t version = 0;
    std::int32_t year = 0;

    [[nodiscard]] std::string zh() const {
        std::string text = fmt::format("{} 第{}号记录", registry, id);
        if (year != 0) text += fmt::format("{}年数据", year);
        if (version != 0) text += fmt::format("第{}版", version);
        return text;
    }
    [[nodiscard]] std::string en() const {
        std::string text = fmt::format("{}, record {}", registry, id);
        if (year != 0) text += fmt::format(", figures of {}", year);
        if (version != 0) text += fmt::format(", version {}", version);
        return text;
    }
};

class Auditor {
public:
    explicit Auditor(store::Connection& connection) : connection_(connection) {}

    Result<RecordAudit> run() {
        auto registries = stored_registries();
        if (!registries) return unexpected(std::move(registries.error()));
        for (const Registry& registry : *registries) {
            if (auto done = check(registry); !done) return unexpected(std::move(done.error()));
        }
        if (auto done = check_journal(); !done) return unexpected(std::move(done.error()));
        return std::move(audit_);
    }

private:
    void find(std::string_view code, std::string zh, std::string en) {
        ++audit_.found;
        if (audit_.findings.size() < RecordAudit::kMaxKept) {
            audit_.findings.push_back({std::string(code), {}, std::move(zh), std::move(en)});
        }
    }
    void altered(const Spot& spot) {
        find("E-audit-record-altered", spot.zh() + "被改动过", spot.en() + " was altered");
    }
    void missing(const Spot& spot) {
        find("E-audit-record-missing", spot.zh() + "不见了", spot.en() + " is missing");
    }
    void added(const Spot& spot) {
        find("E-audit-record-added", spot.zh() + "不是日志里的任何一条写入的",
             spot.en() + " was written by no entry of the journal");
    }

    // What the tables hold, by their own account. Types matter only as whole number or text.
    Result<std::vector<Registry>> stored_registries() {
        std::map<std::string, pack::Registry> found;
        auto tables = for_each_row(
            connection_.query("SELECT registry, table_name FROM record_table ORDER BY registry"),
            [&](store::Rows& rows) {
                pack::Registry& one = found[rows.get<std::string>(0)];
                one.code = rows.get<std::string>(0);
                names_[one.code] = rows.get<std::string>(1);
            });
        if (!tables) return unexpected(std::move(tables.error()));
        auto columns = for_each_row(
            connection_.query("SELECT registry, part, field, storage FROM record_column "
                              "ORDER BY registry, part, field"),
            [&](store::Rows& rows) {
                const auto part = rows.get<std::string>(1);
                pack::RegistryField field;
                field.code = rows.get<std::string>(2);
                const auto storage = rows.get<std::string>(3);
                field.type = storage == "text" ? pack::ValueType::text : pack::ValueType::number;
                pack::Registry& one = found[rows.get<std::string>(0)];
                if (part == "record")
                    one.fields.push_back(std::move(field));
                else if (part == "yearly")
                    one.yearly.push_back(std::move(field));
                else if (part == "approved")
                    has_approved_.insert(one.code);
                else if (field.code == "work")
                    has_work_.insert(one.code);
            });
        if (!columns) return unexpected(std::move(columns.error()));
        std::vector<Registry> all;
        for (auto& [code, definition] : found) {
            Registry& made = all.emplace_back(definition);
            if (names_[code] == made.table()) continue;
            find("E-audit-record-table", fmt::format("登记库 {} 的表名被改动过", code),
                 fmt::format("the name of the table of {} was altered", code));
        }
        return all;
    }

    // Tables of a program that kept no proofs; they get them with its next start.
    [[nodiscard]] bool is_proved(const Registry& registry) const {
        return has_work_.contains(registry.code());
    }

    Result<void> check(const Registry& registry) {
        if (!is_proved(registry)) {
            auto rows =
                connection_.query_number("SELECT count(*) FROM " + registry.history_table());
            if (!rows) return unexpected(std::move(rows.error()));
            audit_.versions += *rows;
            audit_.unproved += *rows;
            return {};
        }
        if (auto done = check_records(registry); !done) return done;
        if (auto done = check_strays(registry); !done) return done;
        if (auto done = check_figures(registry); !done) return done;
        if (auto done = gather(registry.history_table(), "0", registry); !done) return done;
        return gather(registry.yearly_table(), "year", registry);
    }

    // ---- records and their versions ----

    struct Present {
        Record record = {};
        std::optional<store::Hash> derived_digest = {};
        store::Hash derived_now = {};
        std::int64_t created_us = 0;
    };
    struct Stored {
        Version version = {};
        bool is_sound = true;
    };

    Result<void> check_records(const Registry& registry) {
        RecordId last = 0;
        while (true) {
            std::vector<Present> page;
            auto read = for_each_row(
                connection_.query(
                    fmt::format("SELECT {}, title_key, former, search, search_personal, "
                                "created_us, derived_digest FROM {} WHERE id > $1 ORDER BY id "
                                "LIMIT {}",
                                record_columns(registry), registry.table(), kRecordsAtOnce),
                    {last}),
                [&](store::Rows& rows) { page.push_back(read_present_row(rows, registry)); });
            if (!read) return read;
            auto approved =
                approved_between(registry, last, page.empty() ? INT64_MAX : page.back().record.id);
            if (!approved) return unexpected(std::move(approved.error()));
            if (!page.empty()) {
                auto histories =
                    versions_between(registry, page.front().record.id, page.back().record.id);
                if (!histories) return unexpected(std::move(histories.error()));
                for (const Present& one : page) {
                    const std::vector<Stored>& stored = (*histories)[one.record.id];
                    check_one(registry, one, stored);
                    check_approved(registry, stored, (*approved)[one.record.id]);
                    approved->erase(one.record.id);
                }
            }
            // Of no record.
            for (const auto& [id, rows] : *approved) altered({registry.code(), id});
            if (page.empty()) return {};
            audit_.records += static_cast<std::int64_t>(page.size());
            last = page.back().record.id;
        }
    }

    // What was approved and stands, by record, the newer first.
    using Approved = std::map<RecordId, std::vector<Present>>;
    Result<Approved> approved_between(const Registry& registry, RecordId after, RecordId last) {
        Approved all;
        if (!has_approved_.contains(registry.code())) return all;
        auto read = for_each_row(
            connection_.query(
                fmt::format("SELECT {}, title_key, former, search, search_personal, created_us, "
                            "derived_digest, correction_us FROM {} WHERE id > $1 AND id <= $2 "
                            "ORDER BY id, version DESC",
                            record_columns(registry), registry.approved_table()),
                {after, last}),
            [&](store::Rows& rows) {
                Present one = read_present_row(rows, registry);
                one.record.correction_us = rows.get<std::int64_t>(
                    kCommonColumns + static_cast<int>(registry.definition().fields.size()) + 6);
                all[one.record.id].push_back(std::move(one));
            });
        if (!read) return unexpected(std::move(read.error()));
        return all;
    }

    // Held against the versions, where these can be trusted.
    void check_approved(const Registry& registry, const std::vector<Stored>& stored,
                        const std::vector<Present>& rows) {
        if (!has_approved_.contains(registry.code()) || stored.empty()) return;
        std::vector<Version> versions;
        for (const Stored& one : stored) {
            if (!one.is_sound) return;
            versions.push_back(one.version);
        }
        const Record& first = versions.front().record;
        const std::vector<Record> should = approved_rows(versions);
        const bool is_same = std::equal(should.begin(), should.end(), rows.begin(), rows.end(),
                                        [&](const Record& record, const Present& row) {
                                            return row.record == record &&
                                                   row.derived_digest == row.derived_now &&
                                                   row.created_us == first.known_at_us;
                                        });
        if (!is_same) altered({registry.code(), first.id});
    }

    static Present read_present_row(store::Rows& rows, const Registry& registry) {
        Present one{.record = read_record(rows, registry)};
        int column = kCommonColumns + static_cast<int>(registry.definition().fields.size());
        const auto key = rows.get<std::string>(column++);
        const auto former = rows.get<std::string>(column++);
        const auto search = rows.get<std::string>(column++);
        const auto personal = rows.get<std::string>(column++);
        one.created_us = rows.get<std::int64_t>(column++);
        one.derived_digest = hash_or_null(rows, column);
        one.derived_now = digest_of(Derived{one.record.id, one.record.version, key, former, search,
                                            personal, one.created_us});
        return one;
    }

    Result<std::map<RecordId, std::vector<Stored>>> versions_between(const Registry& registry,
                                                                     RecordId first,
                                                                     RecordId last) {
        std::map<RecordId, std::vector<Stored>> all;
        auto read = for_each_row(
            connection_.query(
                fmt::format("SELECT {}, salt, digest, work FROM {} WHERE id >= $1 AND id <= $2 "
                            "ORDER BY id, version",
                            version_columns(registry), registry.history_table()),
                {first, last}),
            [&](store::Rows& rows) {
                Stored one{.version = read_version(rows, registry)};
                const Record& record = one.version.record;
                int column = kCommonColumns + kVersionColumns +
                             static_cast<int>(registry.definition().fields.size());
                const auto salt = hash_in(rows, column++);
                const auto digest = hash_in(rows, column++);
                const auto work = rows.get<std::optional<std::int64_t>>(column);
                ++audit_.versions;
                if (!work) {
                    ++audit_.unproved;
                } else if (digest_of(registry, one.version, {salt, *work}) != digest) {
                    one.is_sound = false;
                    altered({registry.code(), record.id, record.version});
                }
                all[record.id].push_back(std::move(one));
            });
        if (!read) return unexpected(std::move(read.error()));
        return all;
    }

    void check_one(const Registry& registry, const Present& present,
                   const std::vector<Stored>& stored) {
        const Spot spot{registry.code(), present.record.id};
        bool is_sound = !stored.empty();
        std::vector<Version> versions;
        std::int64_t expected = 1;
        for (const Stored& one : stored) {
            const std::int64_t number = one.version.record.version;
            for (; expected < number && expected < number + kNamedRows; ++expected) {
                missing({registry.code(), spot.id, expected});
                is_sound = false;
            }
            expected = number + 1;
            is_sound = is_sound && one.is_sound;
            versions.push_back(one.version);
        }
        if (stored.empty()) missing({registry.code(), spot.id, present.record.version});
        if (present.derived_digest && *present.derived_digest != present.derived_now) {
            altered(spot);
        } else if (is_sound && !is_newest(present, versions)) {
            altered(spot);
        }
    }

    static bool is_newest(const Present& present, const std::vector<Version>& versions) {
        const std::vector<Segment> segments = timeline(versions);
        const Record& newest = versions.back().record;
        Record should = versions[segments.back().version].record;
        should.version = newest.version;
        should.known_at_us = newest.known_at_us;
        // Before there were proofs the present row named whoever changed it last.
        if (!present.derived_digest) should.entered_by = present.record.entered_by;
        return present.record == should &&
               present.created_us == versions.front().record.known_at_us;
    }

    // Versions of no record, records without a home, homes without a record.
    Result<void> check_strays(const Registry& registry) {
        const auto each = [&](const std::string& sql, auto use) {
            return for_each_row(connection_.query(sql), [&](store::Rows& rows) {
                use(Spot{registry.code(), rows.get<std::int64_t>(0), rows.get<std::int64_t>(1)});
            });
        };
        auto done =
            each(fmt::format("SELECT h.id, h.version FROM {} h LEFT JOIN {} r ON r.id = h.id WHERE "
                             "r.id IS NULL ORDER BY h.id, h.version",
                             registry.history_table(), registry.table()),
                 [&](Spot spot) {
                     ++audit_.versions;
                     spot.version = 0;
                     missing(spot);
                 });
        if (!done) return done;
        done = each(fmt::format("SELECT r.id, 0 FROM {} r LEFT JOIN record_home o ON o.id = r.id "
                                "AND o.registry = '{}' WHERE o.id IS NULL ORDER BY r.id",
                                registry.table(), registry.code()),
                    [&](const Spot& spot) { altered(spot); });
        if (!done) return done;
        return each(fmt::format("SELECT o.id, 0 FROM record_home o LEFT JOIN {} r ON r.id = o.id "
                                "WHERE o.registry = '{}' AND r.id IS NULL ORDER BY o.id",
                                registry.table(), registry.code()),
                    [&](const Spot& spot) { missing(spot); });
    }

    // ---- figures of years ----

    Result<void> check_figures(const Registry& registry) {
        std::optional<Spot> before;
        bool was_current = false;
        const auto end_group = [&] {
            if (before && !was_current) altered(*before);
        };
        auto read = for_each_row(
            connection_.scan(fmt::format("SELECT {}, id, is_current, salt, digest, work FROM {} "
                                         "ORDER BY id, year, version",
                                         yearly_columns(registry), registry.yearly_table())),
            [&](store::Rows& rows) {
                const YearFigures figures = read_figures(rows, registry);
                int column = kFigureColumns + static_cast<int>(registry.definition().yearly.size());
                const auto id = rows.get<std::int64_t>(column++);
                const auto current = rows.get<std::int64_t>(column++);
                const auto salt = hash_or_null(rows, column++);
                const auto digest = hash_or_null(rows, column++);
                const auto work = rows.get<std::optional<std::int64_t>>(column);
                const Spot spot{registry.code(), id, figures.version, figures.year};
                const bool is_same_year = before && before->id == id && before->year == spot.year;
                if (!is_same_year) end_group();
                const std::int64_t expected = is_same_year ? before->version + 1 : 1;
                if (figures.version != expected) {
                    missing({registry.code(), id, expected, figures.year});
                }
                // An older one that still counts, or a newest one that does not.
                if (is_same_year && was_current) altered(*before);
                before = spot;
                was_current = current == 1;
                ++audit_.figures;
                if (current != 0 && current != 1) {
                    altered(spot);
                } else if (!work || !salt || !digest) {
                    if (work || salt || digest) altered(spot);
                    ++audit_.unproved;
                } else if (digest_of(registry, id, figures, {*salt, *work}) != *digest) {
                    altered(spot);
                }
            });
        end_group();
        return read;
    }

    // ---- the journal ----

    // By work and table, the hash over the rows.
    Result<void> gather(const std::string& table, const std::string& year,
                        const Registry& registry) {
        std::optional<std::int64_t> work;
        std::vector<ProvedRow> rows_of_work;
        const auto end_work = [&] {
            if (!work) return;
            works_[*work][table] = {static_cast<std::int64_t>(rows_of_work.size()),
                                    hash_of_rows(rows_of_work)};
            const ProvedRow& first = rows_of_work.front();
            first_of_.emplace(*work, Spot{registry.code(), first.id, first.version, first.year});
            rows_of_work.clear();
        };
        auto read = for_each_row(
            connection_.scan(fmt::format("SELECT work, id, {0} AS y, version, digest FROM {1} "
                                         "WHERE work IS NOT NULL ORDER BY work, id, {2}version",
                                         year, table, year == "0" ? "" : "year, ")),
            [&](store::Rows& rows) {
                const auto own = rows.get<std::int64_t>(0);
                if (work && *work != own) end_work();
                work = own;
                rows_of_work.push_back({rows.get<std::int64_t>(1),
                                        static_cast<std::int32_t>(rows.get<std::int64_t>(2)),
                                        rows.get<std::int64_t>(3), hash_in(rows, 4)});
            });
        end_work();
        return read;
    }

    Result<void> check_journal() {
        auto read =
            for_each_row(connection_.scan("SELECT sequence, answer FROM journal WHERE answer LIKE "
                                          "'%\"proof\":{\"work\":%' ORDER BY sequence"),
                         [&](store::Rows& rows) {
                             const auto answer = rows.get<std::string>(1);
                             const auto proof = read_proof(answer);
                             if (proof) check_entry(rows.get<std::int64_t>(0), *proof, answer);
                         });
        if (!read) return read;
        // What is left was written by nobody.
        for (const auto& [work, tables] : works_) added(first_of_.at(work));
        return {};
    }

    void check_entry(std::int64_t sequence, const ProofText& proof, const std::string& answer) {
        const auto found = works_.find(proof.work);
        std::int64_t versions = 0;
        store::Hash hash = hash_of_work(proof.work, {});
        if (found != works_.end()) {
            for (const auto& [table, proved] : found->second) versions += proved.rows;
            hash = hash_of_work(proof.work, found->second);
            works_.erase(found);
        }
        if (versions == proof.versions && store::to_hex(hash) == proof.digest) return;
        std::string named;
        for (const Written& one : read_answer(answer)) {
            if (!named.empty()) named += "; ";
            named += Spot{one.registry, one.id, one.version}.en();
            if (named.size() > kMaxNamedBytes) break;
        }
        find(
            "E-audit-record-entry",
            fmt::format("日志第{}条写入 {} 版记录，现有 {} 版，内容与写入时不一致（{}）", sequence,
                        proof.versions, versions, named),
            fmt::format("entry {} wrote {} versions of records; there are {} now, and they are not "
                        "what was written ({})",
                        sequence, proof.versions, versions, named));
    }
    static constexpr std::size_t kMaxNamedBytes = 500;

    store::Connection& connection_;
    RecordAudit audit_;
    std::map<std::string, std::string> names_;  // of tables, by registry
    std::set<std::string> has_approved_;        // registries with a table of approved rows
    std::set<std::string> has_work_;            // registries with proofs
    std::map<std::int64_t, std::map<std::string, ProvedTable>> works_;
    std::map<std::int64_t, Spot> first_of_;
};

}  // namespace

Result<RecordAudit> verify_records(store::Connection& connection) {
    std::optional<store::Work> snapshot;
    if (!connection.in_transaction()) {
        auto begun = store::Work::begin(connection, store::WorkKind::snapshot);
        if (!begun) return unexpected(std::move(begun.error()));
        snapshot.emplace(std::move(*begun));
    }
    auto rooms = connection.query_number("SELECT count(*) FROM migration WHERE room = 'record'");
    if (!rooms) return unexpected(std::move(rooms.error()));
    if (*rooms == 0) return RecordAudit{};  // a database that never held records
    return Auditor(connection).run();
}

}  // namespace kc::record
