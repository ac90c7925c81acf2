// SPDX-License-Identifier: Apache-2.0
#include "store/store.hpp"

#include <optional>
#include <utility>

#include "base/check.hpp"
#include "store/file_lock.hpp"
#include "store/schema.hpp"

namespace kc::store {

namespace {

Result<void> prepare(Connection& connection, std::span<const Schema> schemas, std::int64_t now_us) {
    // Looked at before anything, even the kind of log, is changed in it.
    Result<void> ready = check_file(connection, schemas);
    if (ready) ready = connection.use_write_ahead_log();
    if (ready) ready = migrate(connection, schemas, now_us);
    return ready;
}

Result<void> prepare_alone(Connection& connection, std::span<const Schema> schemas,
                           std::int64_t now_us) {
    if (Result<void> alone = lock_for_writing(connection); !alone) return alone;
    return prepare(connection, schemas, now_us);
}

Diagnostic needs_server() {
    return Diagnostic{"E-store-together",
                      {},
                      "只有 PostgreSQL 数据库能由几个实例同时使用",
                      "only a PostgreSQL database can be used by several instances at once"}
        .hint("用 kechuang move 搬到 PostgreSQL", "move it there with kechuang move");
}

Diagnostic others_are_older() {
    return Diagnostic{"E-store-older-instances",
                      {},
                      "数据库的表要升级，但别的实例正在使用旧版本的表",
                      "the tables have to be brought up to date, and other instances use them as "
                      "they are"}
        .hint("先停止全部实例，再启动新版本", "stop all instances, then start the new version");
}

// Whoever finds nobody else brings the tables up to date; the others wait for that.
Result<void> prepare_together(Connection& connection, std::span<const Schema> schemas,
                              std::int64_t now_us) {
    if (connection.dialect() != Dialect::postgres) return unexpected(needs_server());
    Result<bool> is_first = lock_out_others(connection);
    if (!is_first) return unexpected(std::move(is_first.error()));
    if (*is_first) {
        if (Result<void> ready = prepare(connection, schemas, now_us); !ready) return ready;
    }
    if (Result<void> in = lock_for_writing(connection, Writers::several); !in) return in;
    if (*is_first) return let_others_in(connection);
    Result<bool> is_fresh = is_up_to_date(connection, schemas);
    if (!is_fresh) return unexpected(std::move(is_fresh.error()));
    if (!*is_fresh) return unexpected(others_are_older());
    return {};
}

}  // namespace

// Members go in the reverse order: the writer's connection is the last to close, because only one
// that may write can empty the log into the file; and nobody writes once the lock is given up.
struct Store::Impl {
    std::optional<FileLock> lock;
    std::unique_ptr<Writer> writer;
    std::unique_ptr<ReaderPool> readers;
    std::string target;
    std::unique_ptr<Follower> follower;
};

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::string& path, StoreOptions options) {
    auto impl = std::make_unique<Impl>();
    if (!is_postgres_address(path)) {
        Result<FileLock> lock = FileLock::take(path + "-writer");
        if (!lock) return unexpected(std::move(lock.error()));
        impl->lock.emplace(std::move(*lock));
    }

    Result<Connection> connection =
        Connection::open(path, {.create = true,
                                .synchronous = options.synchronous,
                                .cache_kib = options.writer_cache_kib,
                                .checkpoint_pages = options.checkpoint_pages,
                                .vfs = options.vfs});
    if (!connection) return unexpected(std::move(connection.error()));
    std::vector<Schema> schemas = {store_schema()};
    schemas.insert(schemas.end(), options.schemas.begin(), options.schemas.end());
    Result<void> ready = options.writer.writers == Writers::one
                             ? prepare_alone(*connection, schemas, options.writer.clock())
                             : prepare_together(*connection, schemas, options.writer.clock());
    if (!ready) return unexpected(std::move(ready.error()).in_file(shown_target(path)));
    impl->target = path;

    options.readers.vfs = options.vfs;
    Result<std::unique_ptr<ReaderPool>> readers = ReaderPool::open(path, options.readers);
    if (!readers) return unexpected(std::move(readers.error()));
    impl->readers = std::move(*readers);

    Result<std::unique_ptr<Writer>> writer =
        Writer::start(std::move(*connection), std::move(options.writer));
    if (!writer) return unexpected(std::move(writer.error()).in_file(shown_target(path)));
    impl->writer = std::move(*writer);
    return std::unique_ptr<Store>(new Store(std::move(impl)));
}

Result<void> Store::submit(Command command, Writer::Done done) {
    return impl_->writer->submit(std::move(command), std::move(done));
}

Result<Answer> Store::write(Command command) {
    return impl_->writer->write(std::move(command));
}

Result<Reader> Store::read() {
    return impl_->readers->take();
}
Result<Reader> Store::read_for_long() {
    return impl_->readers->take_for_long();
}

void Store::stop() {
    impl_->writer->stop();
}
Result<void> Store::follow(FollowOptions options) {
    KC_CHECK(impl_->follower == nullptr);
    Result<std::unique_ptr<Follower>> follower = Follower::start(impl_->target, std::move(options));
    if (!follower) return unexpected(std::move(follower.error()));
    impl_->follower = std::move(*follower);
    return {};
}

void Store::stop_following() {
    impl_->follower.reset();
}

Follower* Store::follower() const {
    return impl_->follower.get();
}

WriterFigures Store::writer_figures() const {
    return impl_->writer->figures();
}

}  // namespace kc::store
