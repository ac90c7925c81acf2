// SPDX-License-Identifier: Apache-2.0
#include "indicator/outcome.hpp"

#include <array>

#include "base/check.hpp"

namespace kc::indicator {
namespace {

struct Entry {
    std::string_view id;
    Words words;
};

const Entry& entry(Unknown why) {
    static const std::array<Entry, 10> kEntries = {{
        {"no-figure", {"没有数据", "no figure has been reported"}},
        {"no-indicator", {"没有定义这个指标", "no such indicator is defined"}},
        {"not-additive",
         {"只有分项数据，而这类指标不能相加",
          "only parts are known, and figures of this nature do not add up"}},
        {"base-missing", {"缺少对比基数", "there is no figure to compare with"}},
        {"base-zero", {"基数为零，不能相除", "the base is zero, so there is no ratio to it"}},
        {"base-negative",
         {"基数为负，增速没有意义", "the base is negative, so growth means nothing"}},
        {"no-base-period", {"这种时期没有上一期", "this kind of period has no period before it"}},
        {"too-many-digits", {"结果的位数太多", "the exact result has too many digits"}},
        {"no-answer", {"公式没有给出结果", "the formula gives no result"}},
        {"incomplete",
         {"下级数据不全，不能比较", "figures of parts are missing, so comparing would mislead"}},
    }};
    const auto index = static_cast<std::size_t>(why);
    KC_CHECK(index < kEntries.size());
    return kEntries[index];
}

}  // namespace

const Words& words_of(Unknown why) {
    return entry(why).words;
}

std::string_view id_of(Unknown why) {
    return entry(why).id;
}

}  // namespace kc::indicator
