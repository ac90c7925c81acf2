// SPDX-License-Identifier: Apache-2.0
// The power goes at random moments of a writer's work, with unsynced writes lost, kept or torn.
// What was answered before must be there afterwards, and nothing may be half there. The same test
// with a commit that does not wait for the disk must fail, or it would prove nothing.
#include <gtest/gtest.h>

#include "fault_disk.hpp"
#include "office_under_test.hpp"

namespace kc::store::test {
namespace {

struct Recording {
    std::string path;
    std::vector<DiskEvent> events;
};

// Mark n: request n was answered.
Recording record_office(Synchronous synchronous, int requests) {
    const TempFolder folder;
    FaultDisk disk("power-cut");
    Recording recording{.path = folder.file("office.kc"), .events = {}};
    StoreOptions options;
    options.synchronous = synchronous;
    options.checkpoint_pages = 12;  // many checkpoints in little time
    options.writer.max_batch = 4;
    options.readers.readers = 1;
    options.vfs = disk.name();
    Result<std::unique_ptr<Store>> store = Store::open(recording.path, options);
    EXPECT_TRUE(store);
    for (int i = 0; i < requests; ++i) {
        const auto note = [&disk, i](const Result<Answer>& answer) {
            EXPECT_TRUE(answer);
            disk.mark(i);
        };
        EXPECT_TRUE((*store)->submit(two_facts(i), note));
        // Batches of all sizes.
        if (i % 7 == 0) {
            EXPECT_TRUE((*store)->write(two_facts(i)));
        }
    }
    store->reset();
    recording.events = disk.events();
    return recording;
}

struct Losses {
    int images = 0;
    int unopenable = 0;  // damaged, or refused
    int lost = 0;        // images in which an answered request is missing
};

// Opens it as the office would, and audits it. Nothing when that is not possible.
std::optional<std::set<std::int64_t>> reopen(const std::string& path, bool may_be_bad) {
    StoreOptions options;
    options.synchronous = Synchronous::off;
    options.readers.readers = 1;
    Result<std::unique_ptr<Store>> store = Store::open(path, options);
    if (!store) {
        EXPECT_TRUE(may_be_bad) << to_string(store.error(), Language::en);
        return std::nullopt;
    }
    Result<Reader> reader = (*store)->read();
    if (may_be_bad) {
        Result<AuditReport> report = verify(reader->connection(), {});
        if (!report || !report->is_good()) return std::nullopt;
    }
    return saved_numbers(reader->connection());
}

Losses cut_power(Synchronous synchronous, int images, std::uint64_t seed) {
    const Recording recording = record_office(synchronous, 60);
    const TempFolder folder;
    const std::string path = folder.file("after.kc");
    std::mt19937_64 random(seed);
    std::vector<std::size_t> moments;
    for (int i = 0; i < images; ++i) moments.push_back(random() % (recording.events.size() + 1));
    std::sort(moments.begin(), moments.end());

    Losses losses;
    PowerCut power(recording.events);
    std::set<std::int64_t> answered;
    std::size_t seen = 0;
    for (const std::size_t moment : moments) {
        for (; seen < moment; ++seen) {
            const DiskEvent& event = recording.events[seen];
            if (event.kind == DiskEvent::Kind::mark) answered.insert(event.offset);
        }
        put_on_disk(power.image_after(moment, random), recording.path, path);
        const auto saved = reopen(path, synchronous != Synchronous::full);
        ++losses.images;
        if (!saved) {
            ++losses.unopenable;
        } else if (!std::includes(saved->begin(), saved->end(), answered.begin(), answered.end())) {
            ++losses.lost;
        }
        if (testing::Test::HasFailure()) {
            ADD_FAILURE() << "after " << moment << " events, seed " << seed;
            break;
        }
    }
    EXPECT_EQ(answered.empty(), false);
    return losses;
}

void report(const char* what, const Losses& losses) {
    testing::Test::RecordProperty(std::string(what) + "_images", losses.images);
    std::cout << what << ": " << losses.images << " images, " << losses.unopenable
              << " not to be opened, " << losses.lost << " with lost answers\n";
}

TEST(PowerCut, NothingAnsweredIsLostAndNothingIsHalfThere) {
    const Losses losses = cut_power(Synchronous::full, 400, 1);
    report("full", losses);
    EXPECT_EQ(losses.unopenable, 0);
    EXPECT_EQ(losses.lost, 0);
}

TEST(PowerCutSlow, NothingIsLostInThousandsOfImages) {
    Losses all;
    for (std::uint64_t seed = 100; seed < 110 && !HasFailure(); ++seed) {
        const Losses losses = cut_power(Synchronous::full, 500, seed);
        all.images += losses.images;
        all.unopenable += losses.unopenable;
        all.lost += losses.lost;
    }
    report("full", all);
    EXPECT_EQ(all.unopenable, 0);
    EXPECT_EQ(all.lost, 0);
}

TEST(PowerCut, WithoutWaitingForTheLogAnswersAreLost) {
    const Losses losses = cut_power(Synchronous::normal, 150, 2);
    report("normal", losses);
    EXPECT_GT(losses.lost, 0);
}

TEST(PowerCut, WithoutWaitingAtAllTheFileIsDamaged) {
    const Losses losses = cut_power(Synchronous::off, 150, 3);
    report("off", losses);
    EXPECT_GT(losses.unopenable, 0);
    EXPECT_GT(losses.lost, 0);
}

}  // namespace
}  // namespace kc::store::test
