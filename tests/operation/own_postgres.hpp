// SPDX-License-Identifier: Apache-2.0
// A database server of one test alone: what is done to it would disturb everybody else's.
#pragma once

#include <random>
#include <string>

#include "office_process.hpp"

namespace kc::test {

class OwnPostgres {
public:
    explicit OwnPostgres(const WorkFolder& folder);
    ~OwnPostgres();
    OwnPostgres(const OwnPostgres&) = delete;
    OwnPostgres& operator=(const OwnPostgres&) = delete;

    [[nodiscard]] const std::string& address() const { return address_; }

    // One of the processes that serve clients dies; the server then ends all of them and recovers.
    bool kill_one(std::mt19937_64& random) const;
    void stop();

private:
    void run(const char* what) const;

    std::string address_file_;
    std::string address_;
    bool is_running_ = true;
};

}  // namespace kc::test
