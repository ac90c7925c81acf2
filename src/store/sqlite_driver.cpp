// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_driver.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <limits>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "store/error.hpp"

namespace kc::store {
namespace {

// A page of records by their numbers, and several times over who may see them. SQLite's own limit
// is 32,766.
constexpr int kMaxParameters = 8'192;

// Steps of SQLite's machine between two looks at deadline and interrupt: some 50 µs.
constexpr int kProgressSteps = 4'000;

std::string_view pragma_word(Synchronous synchronous) {
    switch (synchronous) {
        case Synchronous::off: return "OFF";
        case Synchronous::normal: return "NORMAL";
        case Synchronous::full: return "FULL";
    }
    KC_CHECK(false);  // no such value
}

class SqliteStatement final : public StatementDriver {
public:
    SqliteStatement(sqlite3* database, sqlite3_stmt* handle);
    ~SqliteStatement() override { sqlite3_finalize(handle_); }

    std::string_view sql() const override { return sqlite3_sql(handle_); }
    Result<void> begin(Values values) override { return bind(values, SQLITE_TRANSIENT); }
    Result<bool> step() override;
    void reset() override { sqlite3_reset(handle_); }
    Result<std::int64_t> execute(Values values) override;
    Result<void> send(Values values) override;

    bool is_null(int column) const override {
        return sqlite3_column_type(handle_, column) == SQLITE_NULL;
    }
    std::optional<std::int64_t> number(int column) const override;
    int numbers(int first, std::span<std::int64_t> out) const override;
    std::optional<std::string_view> text(int column) const override;
    std::optional<Bytes> bytes(int column) const override;
    int columns() const override { return sqlite3_column_count(handle_); }
    std::string column_name(int column) const override {
        return sqlite3_column_name(handle_, column);
    }

private:
    Result<void> bind(Values values, sqlite3_destructor_type destructor);
    [[nodiscard]] Diagnostic error() const {
        return sqlite_error(sqlite3_extended_errcode(database_), sqlite3_errmsg(database_));
    }

    sqlite3* database_;
    sqlite3_stmt* handle_;
    std::vector<int> positions_;  // of $1, $2 …: SQLite numbers by first appearance
};

SqliteStatement::SqliteStatement(sqlite3* database, sqlite3_stmt* handle)
    : database_(database), handle_(handle) {
    const int count = sqlite3_bind_parameter_count(handle);
    KC_CHECK(count <= kMaxParameters);
    positions_.reserve(static_cast<std::size_t>(count));
    for (int number = 1; number <= count; ++number) {
        // SQLite takes $2 as a mere name and numbers names by first appearance.
        const int position =
            sqlite3_bind_parameter_index(handle, fmt::format("${}", number).c_str());
        KC_CHECK(position > 0);  // the SQL skips a number or uses another style
        positions_.push_back(position);
    }
}

Result<void> SqliteStatement::bind(Values values, sqlite3_destructor_type destructor) {
    KC_CHECK(values.size() == positions_.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int at = positions_[i];
        const auto bind_text = [&](std::string_view text) {
            return sqlite3_bind_text64(handle_, at, text.data() == nullptr ? "" : text.data(),
                                       text.size(), destructor, SQLITE_UTF8);
        };
        const Value::Variant& value = values[i].get();
        int code = SQLITE_OK;
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            code = sqlite3_bind_int64(handle_, at, *number);
        } else if (const auto* text = std::get_if<std::string_view>(&value)) {
            code = bind_text(*text);
        } else if (const auto* own_text = std::get_if<std::string>(&value)) {
            code = bind_text(*own_text);
        } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
            const void* data =
                bytes->data() == nullptr ? "" : static_cast<const void*>(bytes->data());
            code = sqlite3_bind_blob64(handle_, at, data, bytes->size(), destructor);
        } else {
            code = sqlite3_bind_null(handle_, at);
        }
        if (code != SQLITE_OK) return unexpected(error());
    }
    return {};
}

Result<bool> SqliteStatement::step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return unexpected(error());
}

Result<std::int64_t> SqliteStatement::execute(Values values) {
    if (Result<void> bound = bind(values, SQLITE_STATIC); !bound) {
        return unexpected(std::move(bound.error()));
    }
    Result<bool> more = step();
    while (more && *more) more = step();
    const std::int64_t changed = sqlite3_changes64(database_);
    reset();
    if (!more) return unexpected(std::move(more.error()));
    return sqlite3_stmt_readonly(handle_) != 0 ? 0 : changed;
}

Result<void> SqliteStatement::send(Values values) {
    Result<std::int64_t> done = execute(values);
    if (!done) return unexpected(std::move(done.error()));
    return {};
}

std::optional<std::int64_t> SqliteStatement::number(int column) const {
    if (sqlite3_column_type(handle_, column) != SQLITE_INTEGER) return std::nullopt;
    return sqlite3_column_int64(handle_, column);
}

int SqliteStatement::numbers(int first, std::span<std::int64_t> out) const {
    int column = first;
    for (std::int64_t& number : out) {
        if (sqlite3_column_type(handle_, column) != SQLITE_INTEGER) return column;
        number = sqlite3_column_int64(handle_, column++);
    }
    return -1;
}

std::optional<std::string_view> SqliteStatement::text(int column) const {
    if (sqlite3_column_type(handle_, column) != SQLITE_TEXT) return std::nullopt;
    // Text first: asking for the size first may convert, and move, it.
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    const int size = sqlite3_column_bytes(handle_, column);
    return text == nullptr ? std::string_view()
                           : std::string_view(text, static_cast<std::size_t>(size));
}

std::optional<Bytes> SqliteStatement::bytes(int column) const {
    if (sqlite3_column_type(handle_, column) != SQLITE_BLOB) return std::nullopt;
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
    const int size = sqlite3_column_bytes(handle_, column);
    return data == nullptr ? Bytes() : Bytes(data, static_cast<std::size_t>(size));
}

class SqliteDriver final : public ConnectionDriver {
public:
    ~SqliteDriver() override { sqlite3_close_v2(database_); }

    Result<void> open(const std::string& path, const ConnectionOptions& options);

    Dialect dialect() const override { return Dialect::sqlite; }
    Result<std::unique_ptr<StatementDriver>> prepare(std::string_view sql) override;
    Result<std::unique_ptr<StatementDriver>> prepare_scan(std::string_view sql) override {
        return prepare(sql);  // rows come one at a time anyway
    }
    Result<void> execute_script(const std::string& sql) override;
    Result<void> begin(WorkKind kind) override;
    Result<void> settle() override { return {}; }
    bool in_transaction() const override { return sqlite3_get_autocommit(database_) == 0; }
    sqlite3* sqlite_handle() const override { return database_; }

private:
    static int on_progress(void* self) {
        return static_cast<SqliteDriver*>(self)->is_out_of_time() ? 1 : 0;
    }
    Result<void> set_up(const ConnectionOptions& options);
    Result<void> run(std::string_view sql, std::unique_ptr<StatementDriver>& kept);

    sqlite3* database_ = nullptr;
    std::unique_ptr<StatementDriver> begin_read_;
    std::unique_ptr<StatementDriver> begin_write_;
    std::unique_ptr<StatementDriver> first_read_;
};

Result<void> SqliteDriver::open(const std::string& path, const ConnectionOptions& options) {
    // NOMUTEX: a connection belongs to one thread at a time.
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    flags |= options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (options.create) flags |= SQLITE_OPEN_CREATE;
    const char* const vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
    const int code = sqlite3_open_v2(path.c_str(), &database_, flags, vfs);
    if (code != SQLITE_OK) {
        const char* const why =
            database_ != nullptr ? sqlite3_errmsg(database_) : sqlite3_errstr(code);
        return unexpected(sqlite_error(code, why).in_file(path));
    }
    sqlite3_busy_timeout(database_, options.busy_timeout_ms);
    sqlite3_progress_handler(database_, kProgressSteps, &SqliteDriver::on_progress, this);
    // Against files made to mislead: no writing to the schema by SQL, no functions run by it.
    sqlite3_db_config(database_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
    Result<void> set = set_up(options);
    if (!set) return unexpected(std::move(set.error()).in_file(path));
    return {};
}

Result<void> SqliteDriver::set_up(const ConnectionOptions& options) {
    Result<void> set =
        execute_script(fmt::format("PRAGMA cache_size = -{}; PRAGMA cell_size_check = ON;"
                                   // Without it, INSERT OR REPLACE would delete behind the
                                   // triggers' back.
                                   "PRAGMA recursive_triggers = ON;",
                                   options.cache_kib));
    if (set && options.read_only) set = execute_script("PRAGMA query_only = ON;");
    if (set && !options.read_only) {
        set =
            execute_script(fmt::format("PRAGMA synchronous = {}; PRAGMA wal_autocheckpoint = {};",
                                       pragma_word(options.synchronous), options.checkpoint_pages));
    }
    return set;
}

Result<std::unique_ptr<StatementDriver>> SqliteDriver::prepare(std::string_view sql) {
    KC_CHECK(sql.size() < std::numeric_limits<int>::max());
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code != SQLITE_OK) return unexpected(sqlite_error(code, sqlite3_errmsg(database_)));
    KC_CHECK(handle != nullptr);  // an empty statement
    return std::make_unique<SqliteStatement>(database_, handle);
}

Result<void> SqliteDriver::execute_script(const std::string& sql) {
    const int code = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return unexpected(sqlite_error(code, sqlite3_errmsg(database_)));
    return {};
}

Result<void> SqliteDriver::begin(WorkKind kind) {
    if (kind == WorkKind::write) return run("BEGIN IMMEDIATE", begin_write_);
    Result<void> begun = run("BEGIN", begin_read_);
    // BEGIN alone fixes nothing; the first read does.
    if (begun && kind == WorkKind::snapshot) {
        begun = run("SELECT 1 FROM sqlite_schema LIMIT 1", first_read_);
    }
    return begun;
}

Result<void> SqliteDriver::run(std::string_view sql, std::unique_ptr<StatementDriver>& kept) {
    if (kept == nullptr) {
        auto prepared = prepare(sql);
        if (!prepared) return unexpected(std::move(prepared.error()));
        kept = std::move(*prepared);
    }
    return kept->send({});
}

}  // namespace

Result<std::unique_ptr<ConnectionDriver>> open_sqlite(const std::string& path,
                                                      const ConnectionOptions& options) {
    auto driver = std::make_unique<SqliteDriver>();
    if (Result<void> opened = driver->open(path, options); !opened) {
        return unexpected(std::move(opened.error()));
    }
    return driver;
}

}  // namespace kc::store
