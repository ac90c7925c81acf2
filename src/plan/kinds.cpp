// SPDX-License-Identifier: Apache-2.0
#include "plan/kinds.hpp"

#include "plan/units.hpp"

namespace kc::plan {
namespace {

constexpr std::size_t npos = std::u32string_view::npos;

bool has(std::u32string_view text, std::u32string_view word) {
    return text.find(word) != npos;
}

TargetKind kind_of_percent(const KindClues& c) {
    static const WordSet kGrowthEnds = {U"增速", U"增幅",     U"增长率", U"增长", U"递增",
                                        U"增产", U"压缩",     U"缩短",   U"增收", U"涨幅",
                                        U"降幅", U"同比增长", U"下降",   U"降低"};
    if (kGrowthEnds.match_before(c.metric, c.metric.size()) != nullptr) return TargetKind::growth;
    if (has(c.metric, U"覆盖率") || has(c.metric, U"覆盖面") || has(c.metric, U"全覆盖") ||
        has(c.metric, U"覆盖"))
        return TargetKind::coverage;
    if (c.verb && c.verb->verb_class == VerbClass::grow) return TargetKind::growth;
    if (has(c.metric, U"增速") || has(c.metric, U"增幅") || has(c.metric, U"降幅"))
        return TargetKind::growth;
    if (c.whole_cover) return TargetKind::coverage;
    return TargetKind::ratio;
}

// 位次前移2位: places moved in a ranking, whatever is ranked.
bool ranks(const KindClues& c) {
    const bool place = c.unit == U"位" || c.unit == U"名" || c.unit.empty();
    return place && (has(c.metric, U"位次") || has(c.metric, U"排名"));
}

// 每万人口…拥有量: so many for so many people.
bool is_density(std::u32string_view metric) {
    return has(metric, U"每万") || has(metric, U"万人") || has(metric, U"每百") ||
           has(metric, U"每十万") || has(metric, U"人均");
}

// Counts that are flows by their nature: a year's applications, grants, activities.
bool is_flow(std::u32string_view metric) {
    static const WordSet kFlows = {
        U"申请量",       U"申报量",   U"授权量",     U"申请",     U"授权",         U"活动",
        U"培训",         U"对接会",   U"产学研合作", U"合作项目", U"路演",         U"大赛",
        U"科技计划项目", U"科技项目", U"人次",       U"项目立项", U"成果转化项目", U"入驻项目",
        U"新增",         U"新入驻",   U"新认定"};
    return kFlows.contains_any(metric);
}

}  // namespace

TargetKind kind_of(const KindClues& c) {
    if (c.is_rank || ranks(c)) return TargetKind::rank;
    if (c.doubled) {
        return TargetKind::multiple;
    }
    const UnitClass unit = unit_class(c.unit);
    if (unit == UnitClass::points) return TargetKind::difference;
    if (unit == UnitClass::percent) return kind_of_percent(c);
    if (has(c.metric, U"指数") || unit == UnitClass::score) return TargetKind::index;
    if (unit == UnitClass::money || unit == UnitClass::measure) return TargetKind::amount;
    if (has(c.metric, U"位次") && c.unit.empty()) return TargetKind::rank;
    if (is_density(c.metric) && !(c.verb && c.verb->verb_class == VerbClass::net))
        return TargetKind::ratio;
    if (c.first_ever) return TargetKind::fresh;
    if (c.verb) {
        switch (c.verb->verb_class) {
            case VerbClass::net: return TargetKind::net_new;
            case VerbClass::fresh: return TargetKind::fresh;
            case VerbClass::enter: return TargetKind::registered;
            case VerbClass::grow: return TargetKind::fresh;
            case VerbClass::reach: break;
        }
    }
    if (has(c.metric, U"净增")) return TargetKind::net_new;
    if (has(c.metric, U"入库") || has(c.metric, U"备案") || has(c.metric, U"登记"))
        return TargetKind::registered;
    if (is_flow(c.metric)) return TargetKind::fresh;
    return TargetKind::stock;
}

std::string_view name_of(TargetKind kind) {
    switch (kind) {
        case TargetKind::stock: return "stock";
        case TargetKind::fresh: return "new";
        case TargetKind::net_new: return "net_new";
        case TargetKind::registered: return "register";
        case TargetKind::amount: return "amount";
        case TargetKind::ratio: return "ratio";
        case TargetKind::growth: return "growth";
        case TargetKind::difference: return "difference";
        case TargetKind::rank: return "rank";
        case TargetKind::index: return "index";
        case TargetKind::multiple: return "multiple";
        case TargetKind::coverage: return "coverage";
    }
    return "";
}

std::string_view name_of(Bound bound) {
    switch (bound) {
        case Bound::equal: return "=";
        case Bound::at_least: return ">=";
        case Bound::more_than: return ">";
        case Bound::at_most: return "<=";
        case Bound::less_than: return "<";
        case Bound::about: return "~";
        case Bound::range: return "range";
        case Bound::rank_at_most: return "rank<=";
    }
    return "";
}

}  // namespace kc::plan
