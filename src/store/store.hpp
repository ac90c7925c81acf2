// SPDX-License-Identifier: Apache-2.0
// The database of one office: where everything above this room begins.
//
//   auto store = Store::open("office.kc", {});
//   (*store)->write(command);                         // saved when it returns
//   Result<Reader> reader = (*store)->read();          // a snapshot, never waits for the writer
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/follower.hpp"
#include "store/journal.hpp"
#include "store/migrate.hpp"
#include "store/reader_pool.hpp"
#include "store/writer.hpp"

namespace kc::store {

struct StoreOptions {
    std::vector<Schema> schemas = {};  // tables of other rooms, beside the store's own
    WriterOptions writer = {};
    ReaderPoolOptions readers = {};
    Synchronous synchronous = Synchronous::full;
    std::int32_t writer_cache_kib = 64 * 1024;
    std::int32_t checkpoint_pages = 1'000;
    std::string vfs = {};
};

class Store {
public:
    // Makes the file when there is none, brings its tables up to date, checks that the journal ends
    // where its head says, and holds "<path>-writer" locked as long as it lives.
    static Result<std::unique_ptr<Store>> open(const std::string& path, StoreOptions options);

    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    // See writer.hpp.
    Result<void> submit(Command command, Writer::Done done);
    Result<Answer> write(Command command);

    // See reader_pool.hpp.
    Result<Reader> read();
    Result<Reader> read_for_long();

    // No more writing; what was accepted is saved and answered. Reading goes on.
    void stop();

    // Where several write (WriterOptions::writers): watches what comes into the journal until the
    // store goes or stop_following(). See follower.hpp.
    Result<void> follow(FollowOptions options);
    void stop_following();
    // Looks now, and waits until `grown` has been told; null when nothing is followed.
    [[nodiscard]] Follower* follower() const;

    [[nodiscard]] WriterFigures writer_figures() const;

private:
    struct Impl;
    explicit Store(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> impl_;
};

}  // namespace kc::store
