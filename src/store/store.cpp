// SPDX-License-Identifier: Apache-2.0
#include "store/store.hpp"

#include <optional>
#include <utility>

#include "store/file_lock.hpp"
#include "store/schema.hpp"

namespace kc::store {

// Members go in the reverse order: the writer's connection is the last to close, because only one
// that may write can empty the log into the file; and nobody writes once the lock is given up.
struct Store::Impl {
    std::optional<FileLock> lock;
    std::unique_ptr<Writer> writer;
    std::unique_ptr<ReaderPool> readers;
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
    if (Result<void> alone = lock_for_writing(*connection); !alone) {
        return unexpected(std::move(alone.error()).in_file(connection->path()));
    }

    std::vector<Schema> schemas = {store_schema()};
    schemas.insert(schemas.end(), options.schemas.begin(), options.schemas.end());
    // Looked at before anything, even the kind of log, is changed in it.
    Result<void> ready = check_file(*connection, schemas);
    if (ready) ready = connection->use_write_ahead_log();
    if (ready) ready = migrate(*connection, schemas, options.writer.clock());
    if (!ready) return unexpected(std::move(ready.error()).in_file(shown_target(path)));

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

}  // namespace kc::store
