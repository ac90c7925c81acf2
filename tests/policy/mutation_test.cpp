// SPDX-License-Identifier: Apache-2.0
// The tests inside the shipped policies notice a wrong constant and a wrong sign: of all policies
// with one such mistake that can still be loaded, they refuse at least 95 in a hundred.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "mutation/mutants.hpp"
#include "policy/file_tests.hpp"
#include "policy/test_support.hpp"

namespace kc::policy::mutation {
namespace {

constexpr std::size_t kLeastPercent = 95;
// Of one policy: a small one may hold a mistake that no answer shows, as a cap behind another cap.
constexpr std::size_t kLeastPercentOfOne = 90;

struct Tally {
    std::size_t all = 0;      // those that load
    std::size_t refused = 0;  // by the checks at load, such as points above the maximum
    std::vector<std::string> survivors = {};

    std::size_t killed() const { return all - survivors.size(); }
    bool is_enough(std::size_t percent) const { return killed() * 100 >= all * percent; }
};

enum class Fate : std::uint8_t { refused_at_load, noticed, survived };

Fate fate_of(const Mutant& mutant, const pack::Origin& origin) {
    pack::Entry<pack::PolicyText> entry{mutant.policy, origin};
    const PolicyReport report = load_policies(std::span(&entry, 1), {.run_tests = false});
    const auto& policies = report.set.policies();
    if (policies.empty()) return Fate::refused_at_load;
    return passes_file_tests(report.set, policies.front()) ? Fate::survived : Fate::noticed;
}

Tally try_all(const pack::Entry<pack::PolicyText>& entry) {
    Tally tally;
    for (const Mutant& mutant : mutants_of(entry.value)) {
        const Fate fate = fate_of(mutant, entry.origin);
        ++(fate == Fate::refused_at_load ? tally.refused : tally.all);
        if (fate == Fate::survived) tally.survivors.push_back(mutant.what);
    }
    return tally;
}

TEST(Mutation, TestsOfTheShippedPoliciesNoticeWrongConstantsAndSigns) {
    const LoadedText loaded = load_folder(KC_SOURCE_DIR "/catalog/policies");
    for (const Diagnostic& wrong : loaded.found) ADD_FAILURE() << to_string(wrong, Language::en);
    ASSERT_GE(loaded.objects.policies.size(), 13U);
    Tally together;
    for (const auto& entry : loaded.objects.policies) {
        const Tally tally = try_all(entry);
        fmt::print("{}: {} of {} noticed, {} more refused at load\n", entry.value.code,
                   tally.killed(), tally.all, tally.refused);
        for (const std::string& one : tally.survivors) fmt::print("    not noticed: {}\n", one);
        EXPECT_GT(tally.all, 0U) << entry.value.code;
        EXPECT_TRUE(tally.is_enough(kLeastPercentOfOne)) << entry.value.code;
        together.all += tally.all;
        together.refused += tally.refused;
        together.survivors.insert(together.survivors.end(), tally.survivors.begin(),
                                  tally.survivors.end());
    }
    fmt::print("together: {} of {}, {} more refused at load\n", together.killed(), together.all,
               together.refused);
    EXPECT_TRUE(together.is_enough(kLeastPercent));
}

// The mutants themselves: a policy without tests lets every one of them through that still loads.
TEST(Mutation, WithoutTestsNothingIsNoticed) {
    const LoadedText loaded = load_folder(KC_SOURCE_DIR "/catalog/policies");
    auto entry = loaded.objects.policies.front();
    entry.value.tests.clear();
    const Tally tally = try_all(entry);
    EXPECT_GT(tally.survivors.size() * 10, tally.all * 8);
}

}  // namespace
}  // namespace kc::policy::mutation
