// SPDX-License-Identifier: Apache-2.0
// An office whose surroundings fail says so at /readyz, part by part, with what a person needs to
// find it and without what nobody should read there.
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "office_process.hpp"
#include "own_postgres.hpp"
#include "store/connection.hpp"
#include "store/test_support.hpp"

namespace kc::test {
namespace {

// "database:E-store-gone writer:E-…" of the parts that are not ready.
std::string unready(const Reply& reply) {
    std::string codes;
    const server::JsonValue json = reply.json();
    const server::JsonValue* parts = json.find("parts");
    if (parts == nullptr) return reply.body;
    for (const server::JsonValue& part : parts->items) {
        if (part.find("ready")->text == "true") continue;
        codes +=
            (codes.empty() ? "" : " ") + part.find("name")->text + ':' + part.find("code")->text;
        EXPECT_NE(part.find("why")->find("en"), nullptr);
    }
    EXPECT_EQ(reply.status, codes.empty() ? 200 : 503);
    return codes;
}

void run(const std::string& database, const std::string& sql) {
    auto connection = store::Connection::open(database, {});
    ASSERT_TRUE(connection);
    const auto done = connection->execute_script(sql);
    ASSERT_TRUE(done) << done.error().en;
}

TEST(ReadinessFailures, TablesThatAreNotThisProgramsAreSaid) {
    if (store::test::is_on_postgres()) GTEST_SKIP() << "the same on both";
    const WorkFolder folder;
    const std::string database = folder / "office.db";
    const OfficeProcess office(folder, "office", database);
    ASSERT_TRUE(office.is_open()) << office.said();
    EXPECT_EQ(unready(office.get("/readyz")), "");
    // A backup of before the last step was put in its place.
    run(database,
        "CREATE TABLE put_aside AS SELECT * FROM migration WHERE room = 'jobs' AND number = 2;"
        "DROP TRIGGER migration_never_goes;"
        "DELETE FROM migration WHERE room = 'jobs' AND number = 2");
    EXPECT_EQ(unready(office.get("/readyz")), "tables:E-store-migrations-pending");
    run(database, "INSERT INTO migration SELECT * FROM put_aside");
    EXPECT_EQ(unready(office.get("/readyz")), "");
    // A newer program has been at it.
    run(database,
        "INSERT INTO migration (room, number, name, checksum, applied_at_us) SELECT room, "
        "99, 'later', checksum, applied_at_us FROM put_aside");
    const std::string newer = unready(office.get("/readyz"));
    EXPECT_TRUE(newer.starts_with("tables:E-store-")) << newer;
}

TEST(ReadinessFailures, ADiskWithoutRoomIsSaid) {
    if (store::test::is_on_postgres()) GTEST_SKIP() << "the same on both";
    const WorkFolder folder;
    const std::string full = folder / "the-disk-is-full";
    const OfficeProcess office(folder, "office", folder / "office.db", {},
                               {"LD_PRELOAD=" KC_FULL_DISK, "KC_FULL_DISK=" + full});
    ASSERT_TRUE(office.is_open()) << office.said();
    EXPECT_EQ(unready(office.get("/readyz")), "");
    std::ofstream(full) << "x";
    EXPECT_EQ(unready(office.get("/readyz")), "disk:E-disk-room");
    std::filesystem::remove(full);
    EXPECT_EQ(unready(office.get("/readyz")), "");
}

TEST(ReadinessFailures, ADatabaseThatIsGoneIsSaidWithoutItsPassword) {
    if (!store::test::is_on_postgres()) GTEST_SKIP() << "needs PostgreSQL";
    const WorkFolder folder;
    OwnPostgres server(folder);
    const OfficeProcess office(folder, "office",
                               server.address() + "&password=willow-harbour-dusk");
    ASSERT_TRUE(office.is_open()) << office.said();
    EXPECT_EQ(unready(office.get("/readyz")), "");
    server.stop();
    const Reply gone = office.get("/readyz");
    EXPECT_TRUE(unready(gone).starts_with("database:E-store-")) << gone.body;
    EXPECT_EQ(gone.body.find("willow"), std::string::npos) << gone.body;
    EXPECT_EQ(office.said().find("willow"), std::string::npos);
    // The process itself is there, and answers what needs no database.
    EXPECT_EQ(office.get("/healthz").status, 200);
}

}  // namespace
}  // namespace kc::test
