// SPDX-License-Identifier: Apache-2.0
// What everybody holds today, read from the grants once and kept until something changes.
//
//   standings.use(live->number, [&] { return terms_of(*live); });
//   auto standing = standings.of(connection, account.name, account.role, today);
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "access/duty.hpp"
#include "access/grants.hpp"
#include "access/standing.hpp"

namespace kc::access {

// What grants are read against: it changes when another pack goes live.
struct Terms {
    std::shared_ptr<const RoleBook> book = RoleBook::shipped();
    std::shared_ptr<const UnitScopes> units = std::make_shared<UnitScopes>();
    std::vector<std::string> city = {};  // sorted
    FactorPolicy factors = {};
};

// `region` is the code of the office's city. Its own offices and sections belong to it too.
Terms terms_of(const pack::ObjectSet& catalog, const pack::ObjectSet& pack,
               std::string_view region);

// From the tables, without remembering anything.
Result<std::shared_ptr<const Standing>> read_standing(store::Connection& connection,
                                                      const Terms& terms, std::string_view account,
                                                      Role role, base::Date today);

class Standings {
public:
    static constexpr std::size_t kRememberedMax = 10'000;

    // Makes the terms anew when `number` is another than last time.
    void use(std::int64_t number, const std::function<Terms()>& make);
    [[nodiscard]] std::shared_ptr<const Terms> terms();

    Result<std::shared_ptr<const Standing>> of(store::Connection& connection,
                                               const std::string& account, Role role,
                                               base::Date today);
    // The remembered one only; null when it has to be read.
    std::shared_ptr<const Standing> remembered(std::string_view account, Role role,
                                               base::Date today);
    // Of somebody at the machine itself who has not signed in.
    std::shared_ptr<const Standing> of_local_reader();

    // After every change of grants, loans, accounts, passwords or second factors.
    void forget();

private:
    struct Remembered {
        Role role = Role::none;
        base::Date day = {};
        std::shared_ptr<const Standing> standing = {};
    };

    std::mutex mutex_;
    std::int64_t number_ = -1;
    std::int64_t changes_ = 0;  // so that what was read before a change is not kept after it
    std::shared_ptr<const Terms> terms_ = std::make_shared<Terms>();
    std::shared_ptr<const Standing> local_ = {};
    std::map<std::string, Remembered, std::less<>> by_account_;
};

}  // namespace kc::access
