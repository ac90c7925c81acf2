// SPDX-License-Identifier: Apache-2.0
#include "plan/exclusion.hpp"

#include <string_view>

#include "plan/statement.hpp"
#include "plan/units.hpp"

namespace kc::plan {
namespace {

constexpr std::size_t npos = std::u32string_view::npos;

class Excluder {
public:
    explicit Excluder(const Setting& setting)
        : b_(setting.block), clause_begin_(setting.clause_begin), right_(setting.right) {}

    Exclusion run(const Setting& setting) const {
        const std::size_t k = setting.mention;
        const Statement& s = setting.statement;
        const Mention& m = b_.mentions[k];
        if (is_starting_value(k)) return Exclusion::starting_value;
        if (is_baseline()) return Exclusion::baseline;
        if (is_threshold(k)) return Exclusion::threshold;
        if (is_subsidy(k)) return Exclusion::subsidy;
        if (is_points(m, s) || is_scoring(k)) return Exclusion::score;
        if (is_list_count(k, s) || is_last_places(m)) return Exclusion::list_count;
        if (is_investment(k, setting.left)) return Exclusion::investment;
        if (s.metric.find(U"权重") != npos) return Exclusion::weight;
        if (m.small_count && !counts_for_real(k, s, setting.left)) return Exclusion::small_count;
        const bool said = m.chinese && m.bound;  // 零的突破 needs no unit
        if (s.unit.empty() && m.kind == MentionKind::quantity && !allows_bare(s) && !said) {
            return Exclusion::not_a_quantity;
        }
        return s.metric.size() < 2 ? Exclusion::no_metric : Exclusion::none;
    }

private:
    // 90分 of an index or a satisfaction survey may be wanted; other points are marks.
    static bool is_points(const Mention& m, const Statement& s) {
        if (unit_class(m.unit) != UnitClass::score) return false;
        for (const std::u32string_view word : {U"指数", U"得分", U"满意"}) {
            if (s.metric.find(word) != npos) return false;
        }
        return true;
    }

    // 排名后3位 are called to account; nobody aims there.
    bool is_last_places(const Mention& m) const {
        return m.begin > 0 && b_.at(m.begin - 1) == U'后' && (m.unit == U"位" || m.unit == U"名");
    }

    bool is_starting_value(std::size_t k) const {
        // 由2.3%提高到, 从800家增加到
        const Mention& m = b_.mentions[k];
        const std::size_t bound = clause_begin_;
        const std::u32string_view left = b_.view.substr(bound, m.begin - bound);
        std::size_t from = npos;
        for (const std::u32string_view word : {U"由", U"从"}) {
            const std::size_t at_word = left.rfind(word);
            if (at_word != npos && (from == npos || at_word > from)) from = at_word;
        }
        if (from == npos || left.size() - from > 14) return false;
        static const WordSet kRises = {U"提高", U"增加", U"增长",   U"提升", U"上升", U"扩大",
                                       U"发展", U"增至", U"升至",   U"降",   U"下降", U"升",
                                       U"跃升", U"达到", U"增",     U"减少", U"压减", U"到",
                                       U"至",   U"进入", U"要增长", U"跃居"};
        const std::size_t next = b_.at(m.end) == U',' ? m.end + 1 : m.end;
        if (kRises.match(b_.view, next) != nullptr) return true;
        return kRises.match(b_.view, m.end) != nullptr ||
               (b_.at(m.end) == U'的' && kRises.match(b_.view, m.end + 1) != nullptr);
    }

    bool is_baseline() const {
        const std::u32string_view after = b_.sub(right_);
        return after.starts_with(U"的基础") || after.starts_with(U"基础上") ||
               after.starts_with(U"的基数");
    }

    // 产值过50亿元的企业5家, 亿元以上项目, 1000万元以上的设备: the number belongs to the noun.
    bool is_threshold(std::size_t k) const {
        const Mention& m = b_.mentions[k];
        const UnitClass unit = unit_class(m.unit);
        if (unit != UnitClass::money && unit != UnitClass::measure && unit != UnitClass::people &&
            unit != UnitClass::years && unit != UnitClass::percent && unit != UnitClass::count)
            return false;
        const std::u32string_view after = b_.sub(right_);
        if (unit == UnitClass::money && qualifies_count(k)) return true;
        const bool sized = unit == UnitClass::money || unit == UnitClass::measure;
        if (sized && after.size() >= 2 && is_han(after[0]) && follows_number(k) &&
            verbs().match(after, 0) == nullptr && openers().match(after, 0) == nullptr) {
            return true;
        }
        static const WordSet kThings = {
            U"企业",   U"的企业",     U"工业企业",   U"项目",         U"的项目",   U"产业集群",
            U"的产业", U"级产业",     U"级",         U"大企业",       U"的大企业", U"园区",
            U"的园区", U"的工业企业", U"制造业",     U"的设备",       U"设备",     U"的科研",
            U"产业",   U"的重大",     U"的重点",     U"龙头",         U"的龙头",   U"规模企业",
            U"上市",   U"的高新",     U"的优质",     U"的科技",       U"以上企业", U"的单位",
            U"的平台", U"工业项目",   U"的工业",     U"高新技术企业", U"的规上",   U"领军",
            U"的领军", U"优质",       U"重大项目",   U"科技企业",     U"产业项目", U"集群",
            U"规模",   U"的产业化",   U"产业化项目", U"俱乐部",       U"的先进",   U"的战略"};
        if (kThings.match(after, 0) == nullptr && !after.starts_with(U"以上")) return false;
        if (unit == UnitClass::count || unit == UnitClass::people || unit == UnitClass::percent ||
            unit == UnitClass::years) {
            // 50家以上企业 counts; only 占股50%以上的企业 and 300人以上企业 qualify.
            if (unit == UnitClass::count) return false;
            if (unit == UnitClass::people && !follows_number(k)) return false;
            if (unit == UnitClass::percent) return after.starts_with(U"的") && follows_number(k);
            return follows_number(k);
        }
        return true;
    }

    // "5个产值过10亿元": the count before it is what is wanted.
    bool qualifies_count(std::size_t k) const {
        for (std::size_t j = k; j > 0; --j) {
            const Mention& before = b_.mentions[j - 1];
            if (!is_countable(before)) continue;
            if (unit_class(before.unit) != UnitClass::count) return false;
            const std::u32string_view between =
                b_.view.substr(before.end, b_.mentions[k].begin - before.end);
            static const WordSet kSizes = {U"产值", U"营收", U"收入",   U"税收", U"投资", U"销售额",
                                           U"市值", U"规模", U"年销售", U"估值", U"纳税"};
            static const WordSet kOver = {U"过",   U"超",   U"达", U"破", U"超过",
                                          U"达到", U"突破", U"上", U"在"};
            return kSizes.match(between, 0) != nullptr && kOver.contains_any(between) &&
                   between.find(U',') == npos;
        }
        return false;
    }

    // Another count stands in the same clause behind this one.
    bool follows_number(std::size_t k) const {
        for (std::size_t j = k + 1; j < b_.mentions.size(); ++j) {
            if (!is_countable(b_.mentions[j])) continue;
            for (std::size_t i = b_.mentions[k].end; i < b_.mentions[j].begin; ++i) {
                if (is_clause_mark(b_.view[i]) || b_.view[i] == U'、') return false;
            }
            return true;
        }
        return false;
    }

    bool is_subsidy(std::size_t k) const {
        const Mention& m = b_.mentions[k];
        const UnitClass unit = unit_class(m.unit);
        if (unit != UnitClass::money && unit != UnitClass::percent) return false;
        const std::size_t bound = clause_begin_;
        const std::size_t sentence = b_.sentence_begin(m.begin);
        const std::u32string_view near = b_.view.substr(bound, m.begin - bound);
        const std::u32string_view whole = b_.view.substr(sentence, m.begin - sentence);
        std::size_t end = m.end;
        while (end < b_.view.size() && !is_clause_mark(b_.view[end])) ++end;
        const std::u32string_view after = b_.view.substr(m.end, end - m.end);
        if (near.ends_with(U"按") || near.ends_with(U"按照") || near.ends_with(U"奖")) return true;
        static const WordSet kGives = {U"给予",       U"奖励", U"一次性",   U"最高", U"每家",
                                       U"每人",       U"每项", U"每个项目", U"补助", U"补贴",
                                       U"资助",       U"按照", U"奖补",     U"予以", U"给与",
                                       U"最高不超过", U"减按", U"按照"};
        static const WordSet kGift = {U"奖励",     U"的奖励",   U"补助",   U"的补助", U"补贴",
                                      U"资助",     U"的资助",   U"奖补",   U"的补贴", U"的标准",
                                      U"一次性",   U"比例给予", U"的比例", U"给予",   U"的支持",
                                      U"经费支持", U"资金支持", U"配套",   U"奖金",   U"的资金支持",
                                      U"资金奖励"};
        if (kGift.match(after, 0) != nullptr) return true;
        static const WordSet kAim = {U"力争", U"确保", U"总额", U"达到", U"突破",
                                     U"兑现", U"争取", U"完成", U"发放"};
        if (kGives.contains_any(near) && !kAim.contains_any(near)) return true;
        return whole.find(U"给予") != npos || whole.find(U"一次性奖") != npos;
    }

    bool is_list_count(std::size_t k, const Statement& s) const {
        const Mention& m = b_.mentions[k];
        const UnitClass unit = unit_class(m.unit);
        if (unit != UnitClass::count && unit != UnitClass::people) return false;
        static const WordSet kItems = {
            U"任务",     U"方面", U"环节",   U"举措",     U"措施",     U"问题",     U"部分",
            U"步骤",     U"阶段", U"指标",   U"目标",     U"要点",     U"重点任务", U"主要指标",
            U"重点工作", U"行动", U"工程",   U"专项行动", U"月",       U"类别",     U"方向",
            U"领域",     U"原则", U"维度",   U"层面",     U"意见",     U"建议",     U"大类",
            U"板块",     U"县区", U"县市区", U"乡镇",     U"部门",     U"成员单位", U"单位",
            U"县",       U"区",   U"城市",   U"市",       U"省",       U"街道",     U"具体目标",
            U"抓手",     U"机制", U"条件",   U"工作日",   U"具体措施", U"环节",     U"一级指标",
            U"二级指标", U"工作", U"季度",   U"小时",     U"工作组",   U"专班",     U"课题组",
            U"必须"};
        const std::u32string_view after = b_.sub(right_);
        if (is_routine(k) || is_object_of_care(k)) return true;
        if (after.find(U"组成") != npos || b_.at(m.begin - 1) == U'印' ||
            b_.at(m.begin - 1) == U'式')
            return true;
        const auto* item = kItems.match(after, 0);
        if (item != nullptr && !(s.bound_said && item->first == U"乡镇")) {
            const bool whole = item->first.size() == after.size() ||
                               !is_han(after[item->first.size()]) || item->first.size() >= 2;
            if (whole && !(s.bound_said && unit_is_goal(item->first))) return true;
        }
        // 甲、乙等5家企业 counts a list just given.
        return m.begin > 0 && b_.view[m.begin - 1] == U'等';
    }

    // 每季度调度1次: how the office works, not what it wants.
    bool is_routine(std::size_t k) const {
        const Mention& m = b_.mentions[k];
        if (m.unit != U"次") return false;
        static const WordSet kRhythm = {U"每季", U"每月",   U"每周", U"每半年",
                                        U"每两", U"每半月", U"每旬", U"每双月"};
        const std::size_t bound = clause_begin_;
        return kRhythm.contains_any(b_.view.substr(bound, m.begin - bound));
    }

    // 对到期的96家高企, 围绕8条产业链: those who are looked after are known already.
    bool is_object_of_care(std::size_t k) const {
        const Mention& m = b_.mentions[k];
        const std::size_t bound = clause_begin_;
        const std::u32string_view near = b_.view.substr(bound, m.begin - bound);
        static const WordSet kOver = {U"对",   U"围绕", U"聚焦", U"针对", U"对照",
                                      U"涉及", U"①对",  U"②对",  U"③对"};
        const auto* word = kOver.match(near, 0);
        if (word == nullptr || near.starts_with(U"对接") || near.starts_with(U"对外")) return false;
        static const WordSet kWanting = {U"达到",   U"新增", U"培育", U"引进", U"实现",
                                         U"不少于", U"建设", U"力争", U"完成", U"开展",
                                         U"组织",   U"举办", U"打造"};
        return !kWanting.contains_any(near);
    }

    // Points to be won or lost: 每低1个百分点扣2分.
    bool is_scoring(std::size_t k) const {
        const Mention& m = b_.mentions[k];
        std::size_t begin = clause_begin_;
        std::size_t end = m.end;
        while (end < b_.view.size() && !is_sentence_end(b_.view[end]) && end < m.end + 16) ++end;
        static const WordSet kScoring = {
            U"加分",     U"扣分", U"不得分", U"计分",   U"记分",   U"得满分",   U"折算为",
            U"扣0",      U"扣1",  U"扣2",    U"得分率", U"分别加", U"评估得分", U"终考核得分",
            U"考核得分", U"每低", U"每缺",   U"每高",   U"每超",   U"每少"};
        return kScoring.contains_any(b_.view.substr(begin, end - begin));
    }

    static bool unit_is_goal(std::u32string_view word) {
        return word == U"乡镇" || word == U"县" || word == U"工程" || word == U"行动" ||
               word == U"单位" || word == U"城市" || word == U"领域";
    }

    bool is_investment(std::size_t k, const LeftSide& left) const {
        const Mention& m = b_.mentions[k];
        const UnitClass unit = unit_class(m.unit);
        if (unit != UnitClass::money && unit != UnitClass::measure) return false;
        const std::size_t bound = clause_begin_;
        const std::u32string_view near = b_.view.substr(bound, m.begin - bound);
        static const WordSet kSites = {U"占地",   U"占地面积", U"库容",      U"建筑面积",
                                       U"总面积", U"注册资金", U"总建筑面积"};
        if (kSites.match_before(near, near.size()) != nullptr) return true;
        const bool total = near.ends_with(U"总投资") || near.ends_with(U"投资") ||
                           near.ends_with(U"总投资约") || near.ends_with(U"投资约") ||
                           near.ends_with(U"计划投资") || near.ends_with(U"注册资本") ||
                           near.ends_with(U"总投资额");
        static const WordSet kAim = {U"完成", U"实现", U"力争", U"确保", U"达到", U"带动"};
        return total && left.hedge.empty() && !kAim.contains_any(near);
    }

    // 一个, 两项: only with a bound, a hedge, or as the object of a verb of novelty and a firm
    // unit.
    bool counts_for_real(std::size_t k, const Statement& s, const LeftSide& left) const {
        const Mention& m = b_.mentions[k];
        if (s.bound_said) return true;
        if (m.value == base::Decimal(1)) {
            const bool one =
                m.unit == U"家" || m.unit == U"个" || m.unit == U"所" || m.unit == U"座";
            return one && !s.hedge.empty() && s.hedge != U"计划" && left.verb &&
                   left.verb->verb_class == VerbClass::fresh && b_.at(m.begin) == U'一' &&
                   m.unit == U"家";
        }
        const bool firm = m.unit == U"家" || m.unit == U"名" || m.unit == U"场" ||
                          m.unit == U"件" || m.unit == U"期" || m.unit == U"位" ||
                          m.unit == U"个" || m.unit == U"所" || m.unit == U"人";
        const bool fresh = left.verb && left.verb->verb_class != VerbClass::reach;
        return firm && (fresh || !left.hedge.empty());
    }

    bool allows_bare(const Statement& s) const {
        return s.metric.find(U"指数") != npos || s.metric.find(U"位次") != npos ||
               s.metric.find(U"排名") != npos || !s.unit.empty();
    }

    const BlockView& b_;
    std::size_t clause_begin_;
    Region right_;
};

}  // namespace

Exclusion exclude(const Setting& setting) {
    return Excluder(setting).run(setting);
}

}  // namespace kc::plan
