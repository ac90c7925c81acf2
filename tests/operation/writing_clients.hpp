// SPDX-License-Identifier: Apache-2.0
// Clients of an office that make records, correct them, bring in tables of them and attach files,
// all at once, and remember what they asked for and what was answered.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "changes.hpp"
#include "office_process.hpp"

namespace kc::test {

class WritingClients {
public:
    explicit WritingClients(std::uint64_t seed) : seed_(seed) {}

    // The person who writes; after set_up().
    static void make_writer(const OfficeProcess& office);

    // `clients` at once, until nobody answers any more or `may_go_on` says no. An answer other than
    // yes counts as none, and is kept in refusals().
    void write(const OfficeProcess& office, int clients, const std::function<bool()>& may_go_on);

    // Asks once more for everything that was not answered, and for some of what was answered last:
    // each has to be answered now, and is not done twice.
    void ask_again(const OfficeProcess& office);

    // See expect_kept.
    void check(const std::string& database) const;

    [[nodiscard]] int answered() const { return answered_; }
    [[nodiscard]] std::size_t unanswered() const;
    // "507 E-store-full", each once; "0" for an answer that did not come.
    [[nodiscard]] const std::set<std::string>& refusals() const { return refusals_; }

private:
    struct OwnRecord {
        std::int64_t id = 0;
        std::int64_t version = 0;
        bool is_in_doubt = false;  // a correction of it was not answered
    };
    // Of one thread.
    struct Client {
        std::mt19937_64 random;
        std::vector<Change> changes;
        std::vector<OwnRecord> records;
        std::set<std::string> refusals;
    };

    void write_alone(const OfficeProcess& office, const Headers& who, Client& client,
                     const std::function<bool()>& may_go_on);
    Change next_change(Client& client);
    bool carry_out(const OfficeProcess& office, const Headers& who, Client& client,
                   std::size_t change);

    const std::uint64_t seed_;
    std::atomic<std::int64_t> numbers_ = 0;
    std::atomic<int> answered_ = 0;
    std::vector<Client> clients_;
    std::size_t newest_ = 0;  // the first client of the last write()
    std::set<std::string> refusals_;
};

}  // namespace kc::test
