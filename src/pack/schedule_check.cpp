// SPDX-License-Identifier: Apache-2.0
// A target's course over the year, and its shares by county.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "base/ratio.hpp"
#include "pack/checks.hpp"

namespace kc::pack {
namespace {

class ScheduleCheck {
public:
    ScheduleCheck(const Entry<Target>& entry, std::int32_t year, const Lookup& lookup,
                  Diagnostics& found)
        : target_(entry.value),
          origin_(entry.origin),
          year_(year),
          lookup_(lookup),
          found_(found) {}

    void run() {
        if (target_.trajectory) check_trajectory(*target_.trajectory);
        if (target_.decomposition) check_shares(*target_.decomposition);
    }

private:
    void error(std::string_view part, std::string_view field, Finding finding) {
        add_error(found_, origin_.place({part, field}), std::move(finding));
    }

    void check_trajectory(const Trajectory& trajectory) {
        if (trajectory.course == Course::line) check_line();
        if (trajectory.course == Course::points) {
            check_points(trajectory.points);
        } else if (!trajectory.points.empty() || trajectory.line_between) {
            error("trajectory", "course",
                  {"E-trajectory", "只有 course: points 才有 points 和 line_between",
                   "'points' and 'line_between' are for course: points only",
                   "删去它们，或写 course: points", "remove them, or write course: points"});
        }
        if (trajectory.course == Course::profile) {
            check_profile(trajectory.profile);
        } else if (!trajectory.profile.empty()) {
            error("trajectory", "profile",
                  {"E-trajectory", "只有 course: profile 才有 profile",
                   "'profile' is for course: profile only", "删去它，或写 course: profile",
                   "remove it, or write course: profile"});
        }
    }

    void check_line() {
        const Indicator* indicator = lookup_.indicator(target_.indicator);
        if (indicator == nullptr || indicator->pace != Pace::uneven) return;
        error("trajectory", "course",
              {"E-trajectory", fmt::format("{} 在一年里不均匀，不能按匀速判断", target_.indicator),
               fmt::format("{} is uneven over the year and cannot be held against a straight line",
                           target_.indicator),
               "写 points 或 profile", "write points or a profile"});
    }

    void check_points(const std::vector<Milestone>& points) {
        const bool rises = std::adjacent_find(points.begin(), points.end(),
                                              [](const Milestone& a, const Milestone& b) {
                                                  return b.date <= a.date;
                                              }) == points.end();
        if (!points.empty() && rises) return;
        error("trajectory", "points",
              {"E-trajectory", "points 至少一个，按日期先后，不重复",
               "there is at least one point, by date and each date once",
               "例如 points: [{date: 2024-06-30, value: 400}]",
               "for example points: [{date: 2024-06-30, value: 400}]"});
    }

    void check_profile(const std::vector<base::Decimal>& profile) {
        const bool is_good = profile.size() == 12 &&
                             std::is_sorted(profile.begin(), profile.end()) &&
                             profile.back() == base::Decimal(100);
        if (!is_good) {
            error("trajectory", "profile",
                  {"E-trajectory", "profile 是12个逐月不减的累计百分比，末数为100",
                   "a profile has 12 percentages that never fall, the last being 100", "检查12个数",
                   "check the twelve numbers"});
        }
        if (target_.horizon.period() &&
            target_.horizon.period()->kind() == base::Period::Kind::year) {
            return;
        }
        error("trajectory", "profile",
              {"E-trajectory", "profile 只用于年度目标", "a profile is for targets of one year",
               "改用 points", "use points instead"});
    }

    void check_shares(const Decomposition& decomposition) {
        std::unordered_set<std::string_view> seen;
        for (const CountyShare& share : decomposition.shares) {
            check_unit_in_force(share.unit, year_, lookup_,
                                origin_.place({"decomposition", "shares"}), found_);
            if (seen.insert(share.unit).second) continue;
            error("decomposition", "shares",
                  {"E-shares", fmt::format("{} 写了两次", share.unit),
                   fmt::format("{} is there twice", share.unit), "删去一个", "remove one"});
        }
        if (decomposition.check == ShareCheck::sum) check_sum(decomposition);
    }

    // More than the whole is usual (层层加码) but worth saying; so is less.
    void check_sum(const Decomposition& decomposition) {
        if (decomposition.shares.empty()) return;
        base::Ratio sum;
        int places = 0;
        for (const CountyShare& share : decomposition.shares) {
            const auto next = add(sum, base::Ratio(share.value));
            if (!next) return;
            sum = *next;
            places = std::max(places, share.value.scale());
        }
        const auto difference = subtract(sum, base::Ratio(target_.value));
        if (!difference) return;
        const base::Ratio allowed = allowance(decomposition, places);
        const auto below = subtract(base::Ratio(), allowed);
        if (*difference <= allowed && below && *difference >= *below) return;
        const auto total = sum.round_half_up(places).value_or(base::Decimal());
        add_warning(found_, origin_.place({"decomposition", "shares"}),
                    {"W-shares",
                     fmt::format("各县市区合计 {}，目标是 {}", base::to_string(total),
                                 base::to_string(target_.value)),
                     fmt::format("the shares add up to {}, the target is {}",
                                 base::to_string(total), base::to_string(target_.value)),
                     "核对分解数；各自考核的写 check: each",
                     "check the shares; where each is to be reached alone, write check: each"});
    }

    // What rounding every share to its last place can add up to; nothing for whole numbers.
    static base::Ratio allowance(const Decomposition& decomposition, int places) {
        if (decomposition.tolerance) return base::Ratio(*decomposition.tolerance);
        const auto half = base::Decimal::of(5, places + 1);
        const auto count =
            base::Decimal::of(static_cast<base::Int128>(decomposition.shares.size()));
        if (places == 0 || !half || !count) return {};
        return multiply(base::Ratio(*half), base::Ratio(*count)).value_or(base::Ratio());
    }

    const Target& target_;
    const Origin& origin_;
    std::int32_t year_;
    const Lookup& lookup_;
    Diagnostics& found_;
};

}  // namespace

void check_schedule(const Entry<Target>& entry, std::int32_t year, const Lookup& lookup,
                    Diagnostics& found) {
    ScheduleCheck(entry, year, lookup, found).run();
}

}  // namespace kc::pack
