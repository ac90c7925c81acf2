// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <tuple>
#include <utility>

#include "base/utf8.hpp"
#include "office/object_maker.hpp"
#include "office/region.hpp"

namespace kc::office {
namespace {

using base::Dimension;
using pack::Bound;
using pack::QuantityKind;

// Below this the reader was not far from deciding otherwise.
constexpr std::int32_t kSureEnoughPercent = 70;

constexpr std::size_t kLongestName = 30;

base::Unit pieces() {
    return base::Unit::parse("个").value();
}

// Quantities that are about another figure, not a figure of their own.
bool is_derived(QuantityKind quantity) {
    return quantity == QuantityKind::growth || quantity == QuantityKind::difference ||
           quantity == QuantityKind::multiple || quantity == QuantityKind::rank;
}

// One row. Each step settles one thing and leaves the target in a state that the checks of a pack
// accept; whatever it had to change or leave open is put down as a todo.
class TargetMaker {
public:
    TargetMaker(const plan::Target& row, const Making& making) : row_(row), making_(making) {}

    pack::Target make() {
        settle_quantity_and_unit();
        settle_bound();
        settle_rank();
        settle_indicator();
        settle_horizon();
        settle_scope();
        settle_name();
        target_.hedge = row_.hedge;
        target_.level = pack::from_word<pack::Level>(row_.level).value_or(pack::Level::base);
        target_.source = pack::SourceSentence{
            .section = row_.section,
            .sentence = making_.source.sentence({row_.span.start, row_.span.end}),
            .span = {row_.span.start, row_.span.end},
            .wording = pack::Wording::verbatim};
        settle_confidence();
        return std::move(target_);
    }

private:
    void todo(std::string_view field, std::string zh, std::string en) {
        target_.todo.push_back({std::string(field), std::move(zh), std::move(en)});
    }

    bool counts_nothing() const {
        return target_.quantity == QuantityKind::index || target_.quantity == QuantityKind::rank;
    }

    void settle_quantity_and_unit() {
        target_.value = row_.value;
        target_.quantity = pack::from_word<QuantityKind>(row_.kind).value_or(QuantityKind::stock);
        if (const auto unit = unit_written()) {
            target_.unit = *unit;
        } else if (!counts_nothing()) {
            target_.unit = pieces();
            todo("unit", fmt::format("单位表里没有“{}”，暂记为“个”", row_.unit),
                 fmt::format("'{}' is not a known unit; 个 stands in for it", row_.unit));
        }
        if (target_.unit.is_none() && !counts_nothing()) {
            target_.unit = pieces();
            todo("unit", "原文没有写单位，暂记为“个”",
                 "the text names no unit; 个 stands in for it");
        }
        fit_quantity_to_unit();
        const bool is_percent = target_.unit.dimension() == Dimension::proportion;
        const bool is_too_much = target_.quantity == QuantityKind::coverage && is_percent &&
                                 target_.value > base::Decimal(100);
        if (is_too_much) change_quantity(QuantityKind::ratio);
    }

    // 每万人口发明专利拥有量6.5件 is 6.5 件/万人: the denominator stands in the name.
    Result<base::Unit> unit_written() const {
        const bool is_per = row_.metric.find("每万人") != std::string::npos;
        if (is_per && row_.unit.find('/') == std::string::npos) {
            if (const auto unit = base::Unit::parse(row_.unit + "/万人")) return *unit;
        }
        return base::Unit::parse(row_.unit);
    }

    // Growth is told in %, a difference in 个百分点, a multiple in 倍: the unit is what is written,
    // so it decides.
    void fit_quantity_to_unit() {
        const Dimension dimension = target_.unit.dimension();
        const bool is_plain = !target_.unit.is_per();
        const auto fits = [&](Dimension wanted) { return dimension == wanted && is_plain; };
        const bool contradicts =
            (target_.quantity == QuantityKind::growth && !fits(Dimension::proportion)) ||
            (target_.quantity == QuantityKind::difference && !fits(Dimension::percentage_points)) ||
            (target_.quantity == QuantityKind::multiple && !fits(Dimension::multiple));
        if (!contradicts) return;
        if (fits(Dimension::proportion)) return change_quantity(QuantityKind::growth);
        if (fits(Dimension::percentage_points)) return change_quantity(QuantityKind::difference);
        if (fits(Dimension::multiple)) return change_quantity(QuantityKind::multiple);
        change_quantity(dimension == Dimension::count ? QuantityKind::new_in_period
                                                      : QuantityKind::amount);
    }

    void change_quantity(QuantityKind now) {
        todo("quantity",
             fmt::format("原读作 {}，与数值或单位不符，改记为 {}，请确认",
                         to_string(target_.quantity), to_string(now)),
             fmt::format("read as '{}', which does not go with the value or unit; now '{}'",
                         to_string(target_.quantity), to_string(now)));
        target_.quantity = now;
    }

    void settle_bound() {
        target_.bound = pack::from_word<Bound>(row_.bound).value_or(Bound::equal);
        if (target_.bound != Bound::range) return;
        if (row_.value_high && *row_.value_high > row_.value) {
            target_.value_high = row_.value_high;
            return;
        }
        target_.bound = Bound::at_least;
        todo("bound", "区间的上限不大于下限，请对照原句",
             "the range has no higher end: see the text");
    }

    void settle_rank() {
        const bool is_place = target_.value.is_whole() && target_.value >= base::Decimal(1);
        if (target_.bound == Bound::rank_at_most && target_.quantity != QuantityKind::rank) {
            if (is_place) return change_quantity(QuantityKind::rank);
            target_.bound = Bound::at_most;
        }
        if (target_.quantity == QuantityKind::rank && !is_place) {
            if (target_.bound == Bound::rank_at_most) target_.bound = Bound::at_most;
            change_quantity(QuantityKind::index);
        }
    }

    void settle_indicator() {
        indicator_ = making_.lookup.indicator(row_.indicator);
        if (indicator_ == nullptr) {
            todo("indicator", fmt::format("目录里没有与“{}”对应的指标", row_.metric),
                 fmt::format("the catalog has no indicator for '{}'", row_.metric));
            return;
        }
        const bool is_in_its_unit = base::convertible(target_.unit, indicator_->unit);
        if (!is_derived(target_.quantity) && !is_in_its_unit) {
            const std::string unit = base::to_string(indicator_->unit);
            todo("indicator",
                 fmt::format("指标 {} 的单位是“{}”，原文是“{}”", indicator_->code, unit, row_.unit),
                 fmt::format("{} is measured in {}, the text says {}", indicator_->code, unit,
                             row_.unit));
            indicator_ = nullptr;
            return;
        }
        target_.indicator = indicator_->code;
        if (is_derived(target_.quantity) || is_same_sort(indicator_->quantity)) return;
        todo("quantity",
             fmt::format("指标 {} 记的是 {}，原文像是 {}", indicator_->code,
                         to_string(indicator_->quantity), to_string(target_.quantity)),
             fmt::format("{} is of the sort '{}', the text rather means '{}'", indicator_->code,
                         to_string(indicator_->quantity), to_string(target_.quantity)));
    }

    bool is_same_sort(QuantityKind other) const {
        const auto is_share = [](QuantityKind q) {
            return q == QuantityKind::ratio || q == QuantityKind::coverage;
        };
        return other == target_.quantity || (is_share(other) && is_share(target_.quantity));
    }

    void settle_horizon() {
        target_.horizon = base::Period::year(making_.year).value();
        if (row_.horizon.empty()) return;
        const auto time = pack::Time::parse(row_.horizon);
        if (time && !time->is_ongoing()) {
            target_.horizon = *time;
            return;
        }
        todo("horizon", fmt::format("完成时间“{}”读不懂，暂记为计划年度", row_.horizon),
             fmt::format("'{}' is not understood as a time; the plan's year stands in for it",
                         row_.horizon));
    }

    void settle_scope() {
        target_.scope = row_.scope;
        const bool is_whole = row_.scope.empty() || row_.scope == "全市" || row_.scope == "我市" ||
                              row_.scope == "全县" || row_.scope == "全区" || row_.scope == "全省";
        if (is_whole) {
            target_.unit_of_observation = making_.region_code;
            return;
        }
        const pack::AdminUnit* county =
            making_.region == nullptr ? nullptr
                                      : county_named(row_.scope, *making_.region, making_.year);
        if (county != nullptr) {
            target_.unit_of_observation = county->code;
            return;
        }
        todo("unit_of_observation", fmt::format("“{}”分别是哪些单位、各多少，请确认", row_.scope),
             fmt::format("which units '{}' means, and how much each, has to be settled",
                         row_.scope));
    }

    void settle_name() {
        target_.name.zh = row_.metric;
        if (indicator_ != nullptr) {
            // 走访企业200家 is about 企业, which alone says too little to be a name.
            const bool says_little = base::count_code_points(row_.metric) <= 2;
            if (says_little) target_.name.zh = indicator_->name.zh;
            if (is_same_sort(indicator_->quantity)) target_.name.en = indicator_->name.en;
        }
        if (!target_.name.zh.empty()) return;
        target_.name.zh = base::shortened(row_.text.empty() ? "？" : row_.text, kLongestName);
        todo("name", "没有读出指标名称，暂用原文", "no metric was read; the words stand in for it");
    }

    void settle_confidence() {
        target_.confidence = base::Decimal::of(row_.confidence_percent, 2);
        if (row_.confidence_percent >= kSureEnoughPercent) return;
        todo("value",
             fmt::format("把握不大（{}%），请对照原句确认是不是目标", row_.confidence_percent),
             fmt::format("uncertain ({} %): check in the text whether it is a target",
                         row_.confidence_percent));
    }

    const plan::Target& row_;
    const Making& making_;
    const pack::Indicator* indicator_ = nullptr;
    pack::Target target_;
};

// What tells a code from that of the same figure for another time, county or level: "_q1".
std::string horizon_tail(const pack::Time& horizon, std::int32_t year) {
    const std::string text = to_string(horizon);
    if (text == std::to_string(year)) return {};
    const auto last = horizon.last_day();
    if (!last) return {};
    if (last->year() != year || text.size() < 6) return fmt::format("_y{}", last->year());
    std::string tail = "_";
    for (const char c : text.substr(5)) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            tail += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    // 2024-06 is a month, not a second 06.
    if (std::isdigit(static_cast<unsigned char>(tail[1])) != 0) tail.insert(1, "m");
    return tail;
}

std::string tail_of(const pack::Target& target, const Making& making) {
    std::string tail =
        target.indicator.empty() ? initials(target.name.zh) : indicator_tail(target.indicator);
    if (tail.empty()) return {};
    const pack::Indicator* indicator = making.lookup.indicator(target.indicator);
    const bool is_own = indicator != nullptr && indicator->quantity == target.quantity;
    if (is_derived(target.quantity) && !is_own) {
        tail += fmt::format("_{}", to_string(target.quantity));
    }
    const std::string& unit = target.unit_of_observation;
    if (!unit.empty() && unit != making.region_code) tail += "_" + unit;
    tail += horizon_tail(target.horizon, making.year);
    if (target.level == pack::Level::stretch) tail += "_stretch";
    return tail;
}

auto what_is_promised(const pack::Target& t) {
    return std::tie(t.indicator, t.name.zh, t.quantity, t.scope, t.unit_of_observation, t.level);
}

// The same commitment in another place of the document.
bool says_the_same(const pack::Target& a, const pack::Target& b) {
    return what_is_promised(a) == what_is_promised(b) && a.horizon == b.horizon &&
           a.bound == b.bound && a.value == b.value && a.value_high == b.value_high &&
           a.unit == b.unit;
}

bool contradicts(const pack::Target& a, const pack::Target& b) {
    return !a.indicator.empty() && a.indicator == b.indicator && a.quantity == b.quantity &&
           a.scope == b.scope && a.unit_of_observation == b.unit_of_observation &&
           a.level == b.level && a.horizon == b.horizon && a.unit == b.unit && a.value != b.value;
}

// 其中 stands at the beginning of the row or just before it.
bool is_part(const plan::Target& row, const SourceText& source) {
    constexpr std::int32_t kBefore = 3;
    constexpr std::int32_t kAfter = 4;
    const std::int32_t start = row.span.start;
    return source.words({start - kBefore, start + kAfter}).find("其中") != std::string::npos;
}

}  // namespace

std::vector<pack::Target> make_targets(const Making& making, CodeMaker& codes) {
    std::vector<pack::Target> targets;
    const pack::Target* whole = nullptr;
    targets.reserve(making.plan.targets.size());  // `whole` points into it
    for (const plan::Target& row : making.plan.targets) {
        pack::Target target = TargetMaker(row, making).make();
        const auto same = std::find_if(targets.begin(), targets.end(), [&](const pack::Target& t) {
            return says_the_same(t, target);
        });
        if (same != targets.end()) {
            same->notes = "文件中另有一处写法相同。";
            whole = &*same;
            continue;
        }
        const bool has_rival =
            std::any_of(targets.begin(), targets.end(),
                        [&](const pack::Target& t) { return contradicts(t, target); });
        if (has_rival) {
            target.todo.push_back({"value", "文件中另有一处数值不同，请确认以哪一处为准",
                                   "another place of the document gives another number"});
        }
        target.code = codes.make(tail_of(target, making), "target");
        const bool part = is_part(row, making.source) && whole != nullptr &&
                          base::convertible(whole->unit, target.unit);
        if (part) target.part_of = whole->code;
        targets.push_back(std::move(target));
        if (!part) whole = &targets.back();
    }
    return targets;
}

}  // namespace kc::office
