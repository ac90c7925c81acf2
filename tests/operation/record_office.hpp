// SPDX-License-Identifier: Apache-2.0
// An office in this process, in a file whatever the run is about, that carries changes out itself:
// for tests that hold the disk beneath it in their hands.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "changes.hpp"
#include "office/test_support.hpp"

namespace kc::test {

class RecordOffice : public office::test::OfficeTest {
protected:
    RecordOffice();

    // The next changes: records, corrections of them, files attached to them, a table now and then.
    // Each is expected to be answered.
    void write_changes(int count);
    // Called with each change after its answer; may be empty.
    std::function<void(const Change&)> on_answer = {};

    // As a program does that opens the database again after whatever happened to it.
    static void reopen(const std::string& path);

    std::vector<Change> changes_;

private:
    void carry_out(Change& change);

    struct OwnRecord {
        std::int64_t id = 0;
        std::int64_t version = 1;
    };
    access::Actor clerk_ = person("li", "role.county_clerk", {.units = {"341802"}});
    std::vector<OwnRecord> records_;
};

}  // namespace kc::test
