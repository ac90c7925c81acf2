// SPDX-License-Identifier: Apache-2.0
#include "store/postgres_driver.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <deque>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "store/error.hpp"
#include "store/postgres_value.hpp"

namespace kc::store {
namespace {

// Sent and not yet answered; more would only fill buffers on both sides.
constexpr std::size_t kMaxPending = 512;
// A statement that is this late gets its cancel, again and again: one that arrives before the
// statement does is lost.
constexpr int kCancelEveryMs = 20;
constexpr int kRowsAFetch = 4'096;
constexpr const char* kConnectSeconds = "10";

struct FreeResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, FreeResult>;

// One text with one combination of kinds of values.
struct Form {
    enum class State : std::uint8_t { fresh, used, prepared };
    std::string signature;
    std::string name;  // on the server, once prepared
    State state = State::fresh;
};

class PostgresDriver final : public ConnectionDriver {
public:
    ~PostgresDriver() override;

    Result<void> open(const std::string& target, const ConnectionOptions& options);

    Dialect dialect() const override { return Dialect::postgres; }
    Result<std::unique_ptr<StatementDriver>> prepare(std::string_view sql) override;
    Result<std::unique_ptr<StatementDriver>> prepare_scan(std::string_view sql) override;
    Result<void> execute_script(const std::string& sql) override;
    Result<void> begin(WorkKind kind) override;
    Result<void> settle() override;
    bool in_transaction() const override;
    bool is_alive() const override { return PQstatus(connection_) == CONNECTION_OK; }
    void wake() override;

    // For the statements.
    Result<void> post(const std::string& sql, Form* form, const Parameters& parameters);
    // Waits for all that was posted; the answer of the last.
    Result<ResultHandle> collect();
    void forget(const Form& form);
    [[nodiscard]] std::int64_t transactions() const { return transactions_; }
    // The transaction can only be undone now; the server refuses everything else.
    [[nodiscard]] bool has_failed() const {
        return PQtransactionStatus(connection_) == PQTRANS_INERROR;
    }
    std::string new_name() { return fmt::format("kc{}", ++names_); }

private:
    struct Pending {
        Form* preparing = nullptr;
    };

    Result<void> set_up(const ConnectionOptions& options);
    Result<void> use_pipeline(bool wanted);
    Result<void> post_simple(const char* sql);
    Result<void> deallocate_forgotten();
    Result<void> wait();
    void cancel();
    int wait_ms(bool is_late) const;
    Diagnostic gone();

    PGconn* connection_ = nullptr;
    int wake_ = -1;
    std::deque<Pending> pending_;
    bool is_begun_ = false;  // by what is pending
    std::int64_t transactions_ = 0;
    std::int64_t names_ = 0;
    std::vector<std::string> forgotten_;
};

Diagnostic error_of(const PGresult* result) {
    const char* const state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char* const message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    return postgres_error(state == nullptr ? "" : state,
                          message == nullptr ? PQresultErrorMessage(result) : message);
}

bool is_good(const PGresult* result) {
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

// ---- statements -----------------------------------------------------------------------------

// The cells of one PGresult in binary form, read row by row.
class ResultRows {
public:
    void start(ResultHandle result) {
        result_ = std::move(result);
        row_ = -1;
    }
    void clear() { result_.reset(); }
    bool step() { return result_ != nullptr && ++row_ < PQntuples(result_.get()); }
    [[nodiscard]] int count() const { return result_ == nullptr ? 0 : PQntuples(result_.get()); }
    [[nodiscard]] const PGresult* get() const { return result_.get(); }

    [[nodiscard]] bool is_null(int column) const {
        return PQgetisnull(result_.get(), row_, column) != 0;
    }
    [[nodiscard]] std::uint32_t type(int column) const { return PQftype(result_.get(), column); }
    [[nodiscard]] std::string_view cell(int column) const {
        return {PQgetvalue(result_.get(), row_, column),
                static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
    }

private:
    ResultHandle result_;
    int row_ = -1;
};

class PostgresStatement : public StatementDriver {
public:
    PostgresStatement(PostgresDriver& driver, std::string sql, bool is_script)
        : driver_(&driver), sql_(std::move(sql)), is_script_(is_script) {}
    ~PostgresStatement() override {
        for (const auto& form : forms_) driver_->forget(*form);
    }

    std::string_view sql() const override { return sql_; }
    Result<void> begin(Values values) override;
    Result<bool> step() override { return rows_.step(); }
    void reset() override { rows_.clear(); }
    Result<std::int64_t> execute(Values values) override;
    Result<void> send(Values values) override;

    bool is_null(int column) const override { return rows_.is_null(column); }
    std::optional<std::int64_t> number(int column) const override {
        if (rows_.is_null(column)) return std::nullopt;
        return whole_number(rows_.type(column), rows_.cell(column));
    }
    int numbers(int first, std::span<std::int64_t> out) const override {
        int column = first;
        for (std::int64_t& one : out) {
            const std::optional<std::int64_t> found = number(column);
            if (!found) return column;
            one = *found;
            ++column;
        }
        return -1;
    }
    std::optional<std::string_view> text(int column) const override {
        if (rows_.is_null(column) || !is_text_type(rows_.type(column))) return std::nullopt;
        return rows_.cell(column);
    }
    std::optional<Bytes> bytes(int column) const override {
        if (rows_.is_null(column) || rows_.type(column) != type_oid::kBytes) return std::nullopt;
        const std::string_view cell = rows_.cell(column);
        return Bytes(reinterpret_cast<const std::uint8_t*>(cell.data()), cell.size());
    }
    int columns() const override { return PQnfields(rows_.get()); }
    std::string column_name(int column) const override { return PQfname(rows_.get(), column); }

protected:
    PostgresDriver* driver_;
    std::string sql_;
    ResultRows rows_;

private:
    Form& form_of(const Parameters& parameters);

    bool is_script_;  // a change of tables, which may be several statements
    std::vector<std::unique_ptr<Form>> forms_;
};

Form& PostgresStatement::form_of(const Parameters& parameters) {
    for (const auto& form : forms_) {
        if (form->signature == parameters.signature()) return *form;
    }
    forms_.push_back(std::make_unique<Form>());
    forms_.back()->signature = parameters.signature();
    return *forms_.back();
}

Result<void> PostgresStatement::begin(Values values) {
    const Parameters parameters(values);
    Result<void> sent = driver_->post(sql_, &form_of(parameters), parameters);
    if (!sent) return sent;
    Result<ResultHandle> answer = driver_->collect();
    if (!answer) return unexpected(std::move(answer.error()));
    rows_.start(std::move(*answer));
    return {};
}

Result<std::int64_t> PostgresStatement::execute(Values values) {
    if (is_script_) {
        Result<void> done = driver_->execute_script(sql_);
        if (!done) return unexpected(std::move(done.error()));
        return 0;
    }
    if (Result<void> begun = begin(values); !begun) return unexpected(std::move(begun.error()));
    const std::string_view tag = PQcmdStatus(const_cast<PGresult*>(rows_.get()));
    std::int64_t changed = 0;
    if (!tag.starts_with("SELECT") && !tag.starts_with("FETCH")) {
        for (const char* digit = PQcmdTuples(const_cast<PGresult*>(rows_.get())); *digit != '\0';
             ++digit) {
            changed = changed * 10 + (*digit - '0');
        }
    }
    // The server's way to say that a failed transaction cannot be committed.
    const bool is_undone = sql_ == "COMMIT" && tag == "ROLLBACK";
    rows_.clear();
    if (is_undone) return unexpected(store_error(ErrorKind::other, "the transaction was undone"));
    return changed;
}

Result<void> PostgresStatement::send(Values values) {
    if (is_script_) return driver_->execute_script(sql_);
    const Parameters parameters(values);
    return driver_->post(sql_, &form_of(parameters), parameters);
}

// A cursor, so that a table of millions of rows does not come into memory as a whole, and several
// may be read side by side.
class PostgresScan final : public PostgresStatement {
public:
    PostgresScan(PostgresDriver& driver, std::string sql)
        : PostgresStatement(driver, std::move(sql), false), cursor_(driver.new_name()) {}
    ~PostgresScan() override { close(); }

    Result<void> begin(Values values) override;
    Result<bool> step() override;
    void reset() override {
        rows_.clear();
        close();
    }

private:
    [[nodiscard]] bool is_open() const {
        return transaction_ == driver_->transactions() && driver_->in_transaction();
    }
    void close();
    Result<void> fetch();

    std::string cursor_;
    std::int64_t transaction_ = -1;  // a cursor goes with its transaction
    bool is_last_ = false;
};

Result<void> PostgresScan::begin(Values values) {
    const Parameters parameters(values);
    const std::string declare = fmt::format("DECLARE {} NO SCROLL CURSOR FOR {}", cursor_, sql_);
    Result<void> sent = driver_->post(declare, nullptr, parameters);
    if (!sent) return sent;
    transaction_ = driver_->transactions();
    is_last_ = false;
    return fetch();
}

Result<void> PostgresScan::fetch() {
    const Parameters none({});
    Result<void> sent =
        driver_->post(fmt::format("FETCH FORWARD {} FROM {}", kRowsAFetch, cursor_), nullptr, none);
    if (!sent) return sent;
    Result<ResultHandle> answer = driver_->collect();
    if (!answer) return unexpected(std::move(answer.error()));
    rows_.start(std::move(*answer));
    is_last_ = rows_.count() < kRowsAFetch;
    return {};
}

Result<bool> PostgresScan::step() {
    if (rows_.step()) return true;
    if (is_last_ || rows_.get() == nullptr) return false;
    if (Result<void> fetched = fetch(); !fetched) return unexpected(std::move(fetched.error()));
    return rows_.step();
}

void PostgresScan::close() {
    if (is_open() && !driver_->has_failed()) {
        const Parameters none({});
        static_cast<void>(driver_->post("CLOSE " + cursor_, nullptr, none));
    }
    transaction_ = -1;
}

// ---- the connection -------------------------------------------------------------------------

PostgresDriver::~PostgresDriver() {
    PQfinish(connection_);
    if (wake_ >= 0) ::close(wake_);
}

Result<void> PostgresDriver::open(const std::string& target, const ConnectionOptions& options) {
    wake_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    const std::array<const char*, 5> keys = {"dbname", "fallback_application_name",
                                             "connect_timeout", "client_encoding", nullptr};
    const std::array<const char*, 5> values = {target.c_str(), "kechuang", kConnectSeconds, "UTF8",
                                               nullptr};
    connection_ = PQconnectdbParams(keys.data(), values.data(), 1);
    if (connection_ == nullptr || PQstatus(connection_) != CONNECTION_OK) {
        std::string_view why =
            connection_ == nullptr ? "out of memory" : PQerrorMessage(connection_);
        while (why.ends_with('\n')) why.remove_suffix(1);
        return unexpected(store_error(ErrorKind::cannot_open, why).in_file(shown_target(target)));
    }
    PQsetNoticeProcessor(
        connection_, [](void*, const char*) {}, nullptr);
    PQsetnonblocking(connection_, 1);
    Result<void> set = set_up(options);
    if (!set) return unexpected(std::move(set.error()).in_file(shown_target(target)));
    return {};
}

Result<void> PostgresDriver::set_up(const ConnectionOptions& options) {
    if (PQserverVersion(connection_) < kPostgresOldest) {
        return unexpected(
            store_error(ErrorKind::cannot_open,
                        fmt::format("PostgreSQL {} is needed, this is {}", kPostgresOldest / 10'000,
                                    PQserverVersion(connection_) / 10'000)));
    }
    const std::string_view encoding = PQparameterStatus(connection_, "server_encoding");
    if (encoding != "UTF8") {
        return unexpected(store_error(ErrorKind::cannot_open,
                                      fmt::format("the database is in {}, not UTF8", encoding)));
    }
    // `on` waits for the disk; on a server with a synchronous standby also for that.
    const bool is_durable = options.synchronous == Synchronous::full;
    return execute_script(fmt::format(
        "SET synchronous_commit = {}; SET default_transaction_read_only = {}; "
        "SET lock_timeout = {}; SET standard_conforming_strings = on; SET timezone = 'UTC'; "
        // A compiler run for each plan costs more than our statements do.
        "SET jit = off; "
        // A query whose asker is gone ends by itself.
        "SET client_connection_check_interval = '10s'; SET client_min_messages = error",
        is_durable ? "on" : "off", options.read_only ? "on" : "off", options.busy_timeout_ms));
}

Diagnostic PostgresDriver::gone() {
    pending_.clear();
    is_begun_ = false;
    return postgres_error("", PQerrorMessage(connection_));
}

bool PostgresDriver::in_transaction() const {
    if (!pending_.empty() && is_begun_) return true;
    const PGTransactionStatusType status = PQtransactionStatus(connection_);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
}

void PostgresDriver::wake() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(wake_, &one, sizeof(one));
}

void PostgresDriver::cancel() {
    PGcancel* const cancel = PQgetCancel(connection_);
    if (cancel == nullptr) return;
    std::array<char, 256> why{};
    PQcancel(cancel, why.data(), static_cast<int>(why.size()));
    PQfreeCancel(cancel);
}

int PostgresDriver::wait_ms(bool is_late) const {
    if (is_late) return kCancelEveryMs;
    if (!deadline) return -1;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        *deadline - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count() + 1, 1, 3'600'000));
}

// Until PQgetResult has something without waiting. Statements that are quick are let through after
// the deadline too, so that a transaction can be ended.
Result<void> PostgresDriver::wait() {
    bool was_late = false;
    while (true) {
        const int flushed = PQflush(connection_);
        if (flushed < 0) return unexpected(gone());
        if (flushed == 0 && PQisBusy(connection_) == 0) return {};
        const bool is_late = is_out_of_time();
        if (is_late && was_late) cancel();
        was_late = is_late;
        std::uint64_t drained = 0;
        [[maybe_unused]] const ssize_t read = ::read(wake_, &drained, sizeof(drained));
        std::array<pollfd, 2> ends = {
            {{PQsocket(connection_), static_cast<short>(flushed == 1 ? POLLIN | POLLOUT : POLLIN),
              0},
             {wake_, POLLIN, 0}}};
        ::poll(ends.data(), ends.size(), wait_ms(is_late || interrupted.load()));
        if ((ends[0].revents & ~POLLOUT) != 0 && PQconsumeInput(connection_) == 0) {
            return unexpected(gone());
        }
    }
}

Result<void> PostgresDriver::use_pipeline(bool wanted) {
    const bool is_on = PQpipelineStatus(connection_) != PQ_PIPELINE_OFF;
    if (is_on == wanted) return {};
    const int done = wanted ? PQenterPipelineMode(connection_) : PQexitPipelineMode(connection_);
    if (done != 1) return unexpected(gone());
    return {};
}

Result<void> PostgresDriver::post(const std::string& sql, Form* form,
                                  const Parameters& parameters) {
    if (pending_.size() >= kMaxPending) {
        if (Result<void> settled = settle(); !settled) return settled;
    }
    if (Result<void> on = use_pipeline(true); !on) return on;
    if (Result<void> tidied = deallocate_forgotten(); !tidied) return tidied;
    // The second use prepares: what is asked once is not worth a name on the server.
    if (form != nullptr && form->state == Form::State::used) {
        if (form->name.empty()) form->name = new_name();
        if (PQsendPrepare(connection_, form->name.c_str(), sql.c_str(), parameters.count(),
                          parameters.types()) != 1) {
            return unexpected(gone());
        }
        pending_.push_back({form});
        form->state = Form::State::prepared;
    }
    const bool is_prepared = form != nullptr && form->state == Form::State::prepared;
    const int sent =
        is_prepared
            ? PQsendQueryPrepared(connection_, form->name.c_str(), parameters.count(),
                                  parameters.data(), parameters.lengths(), parameters.formats(), 1)
            : PQsendQueryParams(connection_, sql.c_str(), parameters.count(), parameters.types(),
                                parameters.data(), parameters.lengths(), parameters.formats(), 1);
    if (sent != 1) return unexpected(gone());
    if (form != nullptr && form->state == Form::State::fresh) form->state = Form::State::used;
    pending_.push_back({});
    return {};
}

Result<void> PostgresDriver::post_simple(const char* sql) {
    const Parameters none({});
    return post(sql, nullptr, none);
}

Result<ResultHandle> PostgresDriver::collect() {
    ResultHandle last;
    std::optional<Diagnostic> failed;
    if (pending_.empty()) return last;
    if (PQpipelineSync(connection_) != 1) return unexpected(gone());
    while (!pending_.empty()) {
        if (Result<void> ready = wait(); !ready) return unexpected(std::move(ready.error()));
        ResultHandle result(PQgetResult(connection_));
        if (result == nullptr) return unexpected(gone());
        if (!is_good(result.get())) {
            if (Form* const form = pending_.front().preparing) form->state = Form::State::used;
            if (!failed && PQresultStatus(result.get()) != PGRES_PIPELINE_ABORTED) {
                failed = error_of(result.get());
            }
        }
        if (PQstatus(connection_) != CONNECTION_OK) {
            Diagnostic lost = gone();
            return unexpected(failed ? std::move(*failed) : std::move(lost));
        }
        last = std::move(result);
        pending_.pop_front();
        if (Result<void> ready = wait(); !ready) return unexpected(std::move(ready.error()));
        const ResultHandle end(PQgetResult(connection_));
        KC_CHECK(end == nullptr);  // one statement, one answer
    }
    is_begun_ = false;
    if (Result<void> ready = wait(); !ready) return unexpected(std::move(ready.error()));
    const ResultHandle sync(PQgetResult(connection_));
    if (sync == nullptr || PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) {
        return unexpected(failed ? std::move(*failed) : gone());
    }
    if (failed) return unexpected(std::move(*failed));
    return last;
}

Result<void> PostgresDriver::settle() {
    Result<ResultHandle> answer = collect();
    if (!answer) return unexpected(std::move(answer.error()));
    return {};
}

void PostgresDriver::forget(const Form& form) {
    bool is_sure = form.state == Form::State::prepared;
    for (Pending& one : pending_) {
        if (one.preparing != &form) continue;
        one.preparing = nullptr;
        is_sure = false;  // the server may yet refuse it; a name too many does no harm
    }
    if (is_sure) forgotten_.push_back(form.name);
}

// Not in a transaction that has failed, where the server refuses even this.
Result<void> PostgresDriver::deallocate_forgotten() {
    if (forgotten_.empty() || has_failed() || !pending_.empty()) return {};
    const std::vector<std::string> names = std::exchange(forgotten_, {});
    for (const std::string& name : names) {
        const std::string sql = "DEALLOCATE " + name;
        if (PQsendQueryParams(connection_, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1) !=
            1) {
            return unexpected(gone());
        }
        pending_.push_back({});
    }
    return {};
}

Result<std::unique_ptr<StatementDriver>> PostgresDriver::prepare(std::string_view sql) {
    // A change of tables may become several statements, so it goes as a script, which translates.
    const bool is_script = sql.starts_with("CREATE") || sql.starts_with("ALTER");
    return std::make_unique<PostgresStatement>(*this, std::string(sql), is_script);
}

Result<std::unique_ptr<StatementDriver>> PostgresDriver::prepare_scan(std::string_view sql) {
    if (!in_transaction()) return prepare(sql);  // a cursor lives in one
    return std::make_unique<PostgresScan>(*this, std::string(sql));
}

Result<void> PostgresDriver::execute_script(const std::string& sql) {
    Result<std::string> own = to_postgres(sql);
    if (!own) return unexpected(std::move(own.error()));
    if (Result<void> settled = settle(); !settled) return settled;
    if (Result<void> off = use_pipeline(false); !off) return off;
    if (PQsendQuery(connection_, own->c_str()) != 1) return unexpected(gone());
    std::optional<Diagnostic> failed;
    while (true) {
        if (Result<void> ready = wait(); !ready) return ready;
        const ResultHandle result(PQgetResult(connection_));
        if (result == nullptr) break;
        if (!is_good(result.get()) && !failed) failed = error_of(result.get());
        if (PQstatus(connection_) != CONNECTION_OK) break;
    }
    if (failed) return unexpected(std::move(*failed));
    if (PQstatus(connection_) != CONNECTION_OK) return unexpected(gone());
    return {};
}

Result<void> PostgresDriver::begin(WorkKind kind) {
    ++transactions_;
    if (kind == WorkKind::write) {
        // Goes with the first statement. Its failure is then that statement's.
        if (Result<void> sent = post_simple("BEGIN"); !sent) return sent;
        is_begun_ = true;
        return {};
    }
    Result<void> sent = post_simple("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    if (sent && kind == WorkKind::snapshot) sent = post_simple("SELECT 1");
    if (!sent) return sent;
    return settle();
}

}  // namespace

Result<std::unique_ptr<ConnectionDriver>> open_postgres(const std::string& target,
                                                        const ConnectionOptions& options) {
    auto driver = std::make_unique<PostgresDriver>();
    if (Result<void> opened = driver->open(target, options); !opened) {
        return unexpected(std::move(opened.error()));
    }
    return driver;
}

}  // namespace kc::store
