// SPDX-License-Identifier: Apache-2.0
#include "store/transfer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "store/error.hpp"
#include "store/row_digest.hpp"
#include "store/schema.hpp"
#include "store/tables.hpp"
#include "store/verify.hpp"

namespace kc::store {
namespace {

Diagnostic not_empty(const Connection& to) {
    return Diagnostic{"E-store-not-empty",
                      {},
                      "目标数据库不是空的，没有写入任何内容",
                      "the target is not empty; nothing was written"}
        .hint("换一个空的数据库或文件名", "choose an empty database or another file")
        .in_file(to.path());
}

Diagnostic differs(const std::string& table, std::int64_t from, std::int64_t to) {
    return Diagnostic{
        "E-store-copy-differs",
        {},
        fmt::format("副本的表 {} 与原库不同（原有 {} 行，副本 {} 行），已全部撤销", table, from,
                    to),
        fmt::format("table {} of the copy differs ({} rows, {} in the copy); all was undone", table,
                    from, to)};
}

Diagnostic does_not_hold(const AuditReport& report) {
    const Diagnostic& first = report.findings.kept().front().message;
    return Diagnostic{
        "E-store-copy-audit",
        {},
        fmt::format("核验未通过（{} 处），已全部撤销：{}", report.findings.total(), first.zh),
        fmt::format("the audit found {} faults, all was undone: {}", report.findings.total(),
                    first.en)}
        .hint("先用 kechuang audit verify 查明原库", "see kechuang audit verify on the original");
}

Diagnostic nothing_so_early() {
    return Diagnostic{
        "E-store-nothing-then", {}, "那时日志里还没有内容", "the journal had no entry at that time"}
        .hint("给出较晚的时间", "give a later time");
}

// What of the store's own tables lies before the cut.
struct Cut {
    std::int64_t sequence = 0;
    std::int64_t last_fact = 0;
    std::int64_t last_term = 0;
};

Result<Cut> cut_at(Connection& from, std::int64_t sequence) {
    Cut cut{.sequence = sequence};
    Result<std::int64_t> fact = from.query_number(
        "SELECT coalesce(max(facts_first + facts_count - 1), 0) FROM journal "
        "WHERE sequence <= $1 AND facts_count > 0",
        {sequence});
    if (!fact) return unexpected(std::move(fact.error()));
    cut.last_fact = *fact;
    for (const char* column : {"indicator", "unit", "period", "dimensions", "source", "who"}) {
        Result<std::int64_t> term = from.query_number(
            fmt::format("SELECT coalesce(max({}), 0) FROM fact WHERE id <= $1", column),
            {cut.last_fact});
        if (!term) return unexpected(std::move(term.error()));
        cut.last_term = std::max(cut.last_term, *term);
    }
    return cut;
}

std::string condition_of(const std::string& table, const std::optional<Cut>& cut) {
    if (!cut) return "";
    if (table == "journal") return fmt::format(" WHERE sequence <= {}", cut->sequence);
    if (table == "journal_head") return fmt::format(" WHERE size <= {}", cut->sequence);
    if (table == "fact") return fmt::format(" WHERE id <= {}", cut->last_fact);
    if (table == "term") return fmt::format(" WHERE id <= {}", cut->last_term);
    if (table != "journal_tile") return "";
    // A tile of level n is there when the last of its 256^n leaves is.
    std::string levels;
    std::int64_t leaves = 1;
    for (int level = 1; leaves <= cut->sequence >> kTileHeight; ++level) {
        leaves <<= kTileHeight;
        levels += fmt::format("{}(level = {} AND position < {})", levels.empty() ? "" : " OR ",
                              level, cut->sequence / leaves);
    }
    return levels.empty() ? " WHERE 1 = 0" : " WHERE " + levels;
}

class Copier {
public:
    Copier(Connection& from, Connection& to, const TransferOptions& options)
        : from_(&from), to_(&to), options_(&options) {}

    Result<TransferReport> run() {
        Result<void> done = prepare();
        if (done) done = copy_tables();
        if (done && cut_) done = write_head();
        if (done) done = compare();
        if (done) done = audit();
        if (!done) return unexpected(std::move(done.error()));
        return report_;
    }

private:
    Result<void> prepare() {
        Result<std::vector<std::string>> there = table_names(*to_);
        if (!there) return unexpected(std::move(there.error()));
        if (!there->empty()) return unexpected(not_empty(*to_));
        std::vector<Schema> schemas = {store_schema()};
        schemas.insert(schemas.end(), options_->schemas.begin(), options_->schemas.end());
        if (Result<void> ours = check_file(*from_, schemas); !ours) return ours;
        // Only as far as the original has come: whoever opens the copy brings it up to date.
        Result<void> made = migrate_as(*to_, *from_, schemas, options_->now_us);
        if (!made || !options_->last_sequence) return made;
        Result<Cut> cut = cut_at(*from_, *options_->last_sequence);
        if (!cut) return unexpected(std::move(cut.error()));
        cut_ = *cut;
        return {};
    }

    Result<void> copy_tables() {
        Result<std::vector<std::string>> tables = table_names(*from_);
        if (!tables) return unexpected(std::move(tables.error()));
        Result<std::vector<std::string>> made = table_names(*to_);
        if (!made) return unexpected(std::move(made.error()));
        for (const std::string& table : *tables) {
            if (table == "migration" || table == kBackupFiles) continue;
            if (std::find(made->begin(), made->end(), table) == made->end()) {
                if (Result<void> like = make_table(table); !like) return like;
            }
            if (Result<void> copied = copy(table); !copied) return copied;
        }
        report_.tables = static_cast<std::int64_t>(digests_.size());
        return to_->settle();
    }

    Result<void> make_table(const std::string& table) {
        Result<std::vector<std::string>> statements = making_of(*from_, table);
        if (!statements) return unexpected(std::move(statements.error()));
        for (const std::string& sql : *statements) {
            if (Result<void> done = to_->execute_script(sql); !done) return done;
        }
        return {};
    }

    Result<void> copy(const std::string& table) {
        Result<std::vector<std::string>> columns = column_names(*from_, table);
        if (!columns) return unexpected(std::move(columns.error()));
        std::vector<std::string> places;
        for (std::size_t i = 1; i <= columns->size(); ++i) places.push_back(fmt::format("${}", i));
        const std::string names = fmt::format("\"{}\"", fmt::join(*columns, "\", \""));
        Result<Statement> insert = to_->prepare(
            fmt::format("INSERT INTO {} ({}) VALUES ({})", table, names, fmt::join(places, ", ")));
        if (!insert) return unexpected(std::move(insert.error()));
        // Rows that a room's migration begins its tables with; the original has them too, as they
        // are by now. The store's own tables begin empty and refuse this.
        Result<std::int64_t> rows_made = to_->query_number("SELECT count(*) FROM " + table);
        if (!rows_made) return unexpected(std::move(rows_made.error()));
        if (*rows_made > 0) {
            Result<std::int64_t> gone = to_->execute("DELETE FROM " + table);
            if (!gone) return unexpected(std::move(gone.error()));
        }
        const std::string select =
            fmt::format("SELECT {} FROM {}{}", names, table, condition_of(table, cut_));
        Result<Rows> rows = from_->scan(select);
        if (!rows) return unexpected(std::move(rows.error()));
        RowDigest digest;
        const int width = static_cast<int>(columns->size());
        std::vector<Value> values;
        Result<bool> more = rows->next();
        for (; more && *more; more = rows->next()) {
            digest.add(*rows, width);
            values.clear();
            for (int i = 0; i < width; ++i) values.push_back(rows->value(i));
            if (Result<void> sent = insert->send(values); !sent) return sent;
        }
        if (!more) return unexpected(std::move(more.error()));
        report_.rows += digest.total().rows;
        digests_.emplace(table, std::pair(select, digest.total()));
        return to_->settle();
    }

    // A cut in the middle of a batch has no head yet.
    Result<void> write_head() {
        const std::int64_t size = cut_->sequence;
        Result<std::int64_t> there =
            to_->query_number("SELECT count(*) FROM journal_head WHERE size = $1", {size});
        if (!there) return unexpected(std::move(there.error()));
        if (*there == 1) return {};
        Result<Frontier> frontier = journal_frontier(*to_, size);
        if (!frontier) return unexpected(std::move(frontier.error()));
        Result<std::int64_t> added = to_->execute(
            "INSERT INTO journal_head (size, root) VALUES ($1, $2)", {size, frontier->root()});
        if (!added) return unexpected(std::move(added.error()));
        digests_.erase("journal_head");  // one row more than there was
        return {};
    }

    Result<void> compare() {
        for (const auto& [table, copied] : digests_) {
            const auto& [select, expected] = copied;
            Result<Rows> rows = to_->scan(select);
            if (!rows) return unexpected(std::move(rows.error()));
            RowDigest digest;
            Result<bool> more = rows->next();
            for (; more && *more; more = rows->next()) digest.add(*rows, rows->columns());
            if (!more) return unexpected(std::move(more.error()));
            if (digest.total() != expected) {
                return unexpected(differs(table, expected.rows, digest.total().rows));
            }
        }
        return {};
    }

    Result<void> audit() {
        Result<AuditReport> audited = verify(*to_, {});
        if (!audited) return unexpected(std::move(audited.error()));
        if (!audited->is_good()) return unexpected(does_not_hold(*audited));
        report_.head = audited->head;
        report_.facts = audited->facts;
        return {};
    }

    Connection* from_;
    Connection* to_;
    const TransferOptions* options_;
    std::optional<Cut> cut_;
    std::map<std::string, std::pair<std::string, RowDigest::Total>> digests_;
    TransferReport report_;
};

}  // namespace

Result<TransferReport> copy_database(Connection& from, Connection& to,
                                     const TransferOptions& options) {
    std::optional<Work> snapshot;
    if (!from.in_transaction()) {
        Result<Work> begun = Work::begin(from, WorkKind::snapshot);
        if (!begun) return unexpected(std::move(begun.error()));
        snapshot.emplace(std::move(*begun));
    }
    Result<Work> work = Work::begin(to, WorkKind::write);
    if (!work) return unexpected(std::move(work.error()));
    Result<TransferReport> report = Copier(from, to, options).run();
    if (!report) return report;
    if (Result<void> committed = work->commit(); !committed) {
        return unexpected(std::move(committed.error()));
    }
    return report;
}

Result<std::int64_t> last_sequence_at(Connection& connection, std::int64_t time_us) {
    Result<std::int64_t> last = connection.query_number(
        "SELECT coalesce((SELECT min(sequence) - 1 FROM journal WHERE known_at_us > $1), "
        "(SELECT max(sequence) FROM journal), 0)",
        {time_us});
    if (last && *last == 0) return unexpected(nothing_so_early());
    return last;
}

}  // namespace kc::store
