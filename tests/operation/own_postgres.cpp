// SPDX-License-Identifier: Apache-2.0
#include "own_postgres.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <vector>

#include "store/connection.hpp"

namespace kc::test {

OwnPostgres::OwnPostgres(const WorkFolder& folder) : address_file_(folder / "postgres") {
    run("start");
    std::ifstream in(address_file_);
    std::getline(in, address_);
}

OwnPostgres::~OwnPostgres() {
    stop();
}

void OwnPostgres::stop() {
    if (is_running_) run("stop");
    is_running_ = false;
}

bool OwnPostgres::kill_one(std::mt19937_64& random) const {
    auto connection = store::Connection::open(address_, {});
    if (!connection) return false;
    std::vector<pid_t> processes;
    auto rows = connection->query(
        "SELECT pid::bigint FROM pg_stat_activity WHERE backend_type = 'client backend' AND "
        "pid <> pg_backend_pid()");
    if (!rows) return false;
    for (auto more = rows->next(); more && *more; more = rows->next())
        processes.push_back(static_cast<pid_t>(rows->get<std::int64_t>(0)));
    return !processes.empty() && ::kill(processes[random() % processes.size()], SIGKILL) == 0;
}

void OwnPostgres::run(const char* what) const {
    EXPECT_EQ(run_program({KC_SOURCE_DIR "/tests/store/postgres_cluster.sh", what, address_file_}),
              0)
        << what;
}

}  // namespace kc::test
