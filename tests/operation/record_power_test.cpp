// SPDX-License-Identifier: Apache-2.0
// The power goes while an office takes records, tables of them and files, with unsynced writes
// lost, kept or torn (tests/store/fault_disk.hpp). What changes.hpp says holds of every disk that
// could be found afterwards.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "../store/fault_disk.hpp"
#include "record_office.hpp"

namespace kc::test {
namespace {

using store::test::DiskEvent;
using store::test::FaultDisk;
using store::test::PowerCut;

class RecordPower : public RecordOffice {
protected:
    // Mark n: the change at n was answered.
    void record(int changes) {
        disk_.be_default();
        open();
        on_answer = [this](const Change&) {
            disk_.mark(static_cast<std::int64_t>(changes_.size()) - 1);
        };
        write_changes(changes);
        office_.reset();
    }

    void cut(int images, std::uint64_t seed) {
        const std::vector<DiskEvent> events = disk_.events();
        const auto is_mark = [](const DiskEvent& one) { return one.kind == DiskEvent::Kind::mark; };
        const auto first = static_cast<std::size_t>(
            std::find_if(events.begin(), events.end(), is_mark) - events.begin());
        std::mt19937_64 random(seed);
        std::vector<std::size_t> moments;
        for (int i = 0; i < images; ++i)
            moments.push_back(first + 1 + random() % (events.size() - first));
        std::sort(moments.begin(), moments.end());

        disk_.record(false);
        PowerCut power(events);
        const std::string path = folder_.file("after.db");
        std::vector<Change> known = changes_;
        for (Change& one : known) one.is_answered = false;
        std::size_t seen = 0;
        for (const std::size_t moment : moments) {
            for (; seen < moment; ++seen) {
                if (is_mark(events[seen]))
                    known[static_cast<std::size_t>(events[seen].offset)].is_answered = true;
            }
            store::test::put_on_disk(power.image_after(moment, random), database_, path);
            reopen(path);
            if (!HasFailure()) expect_kept(path, known);
            ASSERT_FALSE(HasFailure()) << "after " << moment << " events, seed " << seed;
        }
        std::cout << "seed " << seed << ": " << images << " images of " << events.size()
                  << " writes, " << changes_.size() << " changes\n";
    }

    FaultDisk disk_{"records-power"};
};

TEST_F(RecordPower, NothingAnsweredIsLostAndNothingIsHalfThere) {
    record(42);
    cut(60, 1);
}

class RecordPowerSlow : public RecordPower {};

TEST_F(RecordPowerSlow, NorInAThousandImages) {
    record(140);
    for (std::uint64_t seed = 2; seed < 7 && !HasFailure(); ++seed) cut(200, seed);
}

}  // namespace
}  // namespace kc::test
