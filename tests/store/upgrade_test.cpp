// SPDX-License-Identifier: Apache-2.0
// Databases that earlier versions made, kept as text in schemas/: each is opened by this version,
// brought up to date, written to, audited, and copied to a new one.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "store/archive.hpp"
#include "store/tables.hpp"
#include "store/test_support.hpp"
#include "store/verify.hpp"

namespace kc::store::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> earlier_schemas() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(KC_SOURCE_DIR "/tests/store/schemas")) {
        if (entry.path().extension() == ".sql") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string text_of(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

class Upgrade : public testing::TestWithParam<fs::path> {};

TEST_P(Upgrade, AnEarlierDatabaseIsOpenedUsedAndMoved) {
    const TempFolder folder;
    const std::string path = folder.file("office.kc");
    {
        Result<Connection> connection = Connection::open(path, {.create = true});
        ASSERT_TRUE(connection);
        const Result<void> made = connection->execute_script(text_of(GetParam()));
        ASSERT_TRUE(made) << made.error().en;
    }
    {
        auto store = open_store(path);
        ASSERT_NE(store, nullptr);
        ASSERT_TRUE(store->write(append_command("first", {sample_fact(1), sample_fact(2)})));
    }
    const std::string copy = folder.database("copy.kc");
    const auto moved = move_database(path, copy, {});
    ASSERT_TRUE(moved) << to_string(moved.error(), Language::en);
    Result<Connection> before = Connection::open(path, {.read_only = true});
    Result<Connection> after = Connection::open(copy, {.read_only = true});
    const Result<AuditReport> audited = verify(*after, {.kept_head = moved->head});
    ASSERT_TRUE(audited);
    EXPECT_TRUE(audited->is_good());
    EXPECT_EQ(table_names(*before)->size(), table_names(*after)->size());
    auto store = open_store(copy);
    ASSERT_NE(store, nullptr);
    EXPECT_TRUE(
        store->write(append_command("first", {sample_fact(1), sample_fact(2)}))->is_repeated);
}

INSTANTIATE_TEST_SUITE_P(EverySchema, Upgrade, testing::ValuesIn(earlier_schemas()),
                         [](const auto& tried) { return tried.param.stem().string(); });

}  // namespace
}  // namespace kc::store::test
