// SPDX-License-Identifier: Apache-2.0
// What the tests of this room share: a folder that goes away, a clock that obeys, facts to write.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "store/facts.hpp"
#include "store/store.hpp"

namespace kc::store::test {

// The server of this run, from the file that KC_TEST_POSTGRES names; empty for SQLite.
inline std::string postgres_address() {
    const char* const file = std::getenv("KC_TEST_POSTGRES");
    if (file == nullptr) return "";
    std::ifstream in(file);
    std::string address;
    std::getline(in, address);
    EXPECT_FALSE(address.empty()) << "no server in " << file;
    return address;
}

inline bool is_on_postgres() {
    return std::getenv("KC_TEST_POSTGRES") != nullptr;
}

class TempFolder {
public:
    TempFolder() {
        static std::atomic<int> next = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("kc-store-" + std::to_string(::getpid()) + "-" + std::to_string(next++));
        std::filesystem::create_directories(path_);
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }

    // A database of its own on what this run is about: a file of that name, or on PostgreSQL an
    // empty schema.
    [[nodiscard]] std::string database(const std::string& name) const {
        const std::string server = postgres_address();
        if (server.empty()) return file(name);
        std::string schema = path_.filename().string() + "-" + name;
        std::replace_if(
            schema.begin(), schema.end(), [](char c) { return c == '-' || c == '.'; }, '_');
        Result<Connection> connection = Connection::open(server, {});
        Result<void> made =
            connection ? connection->execute_script("CREATE SCHEMA IF NOT EXISTS " + schema)
                       : Result<void>(unexpected(connection.error()));
        EXPECT_TRUE(made) << made.error().en;
        return server + "&options=-csearch_path%3D" + schema;
    }

private:
    std::filesystem::path path_;
};

struct ManualClock {
    std::shared_ptr<std::atomic<std::int64_t>> now_us =
        std::make_shared<std::atomic<std::int64_t>>(1'700'000'000'000'000);

    [[nodiscard]] Clock clock() const {
        return [now = now_us] { return now->load(); };
    }
};

inline Fact sample_fact(int number) {
    return Fact{.indicator = "cn.htfirm.valid_count",
                .unit = std::to_string(341800 + number % 8),
                .period = *base::Period::month(2000 + number / 12 % 900, number % 12 + 1),
                .dimensions = {},
                .value = number,
                .status = FactStatus::submitted,
                .source = "月报",
                .who = "li"};
}

// A command that appends the facts and answers with the number of the first.
inline Command append_command(std::string key, std::vector<Fact> facts) {
    Command command{.key = std::move(key), .actor = "li", .kind = "fact.append", .payload = "{}"};
    command.run = [facts = std::move(facts)](Transaction& transaction) -> Result<std::string> {
        Result<std::int64_t> first = transaction.append(facts);
        if (!first) return unexpected(std::move(first.error()));
        return std::to_string(*first);
    };
    return command;
}

// Without waiting for the disk: what a power cut does is the business of tests/store.
inline std::unique_ptr<Store> open_store(const std::string& path, StoreOptions options = {}) {
    options.synchronous = Synchronous::off;
    Result<std::unique_ptr<Store>> store = Store::open(path, std::move(options));
    if (!store) {
        ADD_FAILURE() << to_string(store.error(), Language::en);
        return nullptr;
    }
    return std::move(*store);
}

inline std::vector<Fact> all_facts(Store& store) {
    Result<Reader> reader = store.read();
    TermTable terms;
    EXPECT_TRUE(terms.refresh(reader->connection()));
    std::vector<Fact> facts;
    Result<std::int64_t> last = scan_facts(reader->connection(), 0, [&](const FactRow& row) {
        Result<Fact> fact = to_fact(row, terms);
        ASSERT_TRUE(fact) << fact.error().en;
        facts.push_back(std::move(*fact));
    });
    EXPECT_TRUE(last);
    return facts;
}

template <typename T>
std::string code_of(const Result<T>& result) {
    return result ? "" : result.error().code;
}

}  // namespace kc::store::test
