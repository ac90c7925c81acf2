// SPDX-License-Identifier: Apache-2.0
#include "plan/left_side.hpp"

#include <algorithm>
#include <string_view>

namespace kc::plan {
namespace {

constexpr std::size_t npos = std::u32string_view::npos;

class LeftReader {
public:
    explicit LeftReader(const BlockView& block) : b_(block) {}

    LeftSide run(std::size_t begin, std::size_t k) const {
        LeftSide left;
        left.noun = {begin, b_.mentions[k].begin};
        // A sign such as ≥ or 前 belongs to the number.
        if (b_.mentions[k].kind == MentionKind::rank && left.noun.size() > 0 &&
            (b_.view[left.noun.end - 1] == U'前' || b_.view[left.noun.end - 1] == U'第')) {
            --left.noun.end;
        }
        left.phrase_begin = left.noun.begin;
        strip_front(left, left.noun);
        left.phrase_begin = left.noun.begin;
        levels(left);
        // 位次进入全省前20位: whose ranking it is belongs to the place, not to the metric.
        if (b_.mentions[k].kind == MentionKind::rank) {
            const auto* where = scopes().match_before(b_.sub(left.noun), left.noun.size());
            if (where != nullptr) left.noun.end -= where->first.size();
        }
        strip_end(left);
        cut_at_verb(left);
        strip_front(left, left.noun);
        strip_fillers_end(left.noun);
        return left;
    }

    Region noun_in(Region clause, bool cut) const {
        LeftSide left;
        left.noun = clause;
        strip_front(left, left.noun);
        strip_end(left);
        if (cut) cut_at_verb(left);
        return left.noun;
    }

private:
    // Takes verbs, bounds, hedges and fillers off the end of the phrase before the number.
    void strip_end(LeftSide& left) const {
        Region& r = left.noun;
        while (r.size() > 0) {
            const char32_t last = b_.view[r.end - 1];
            if (last == U'、' || last == U')' || is_blank(last) || last == U'“' || last == U'”') {
                if (last == U')' || last == U'”') break;
                --r.end;
                continue;
            }
            const std::u32string_view here = b_.sub(r);
            const auto* comparator = comparators().match_before(here, r.size());
            const auto* verb = verbs().match_before(here, r.size());
            const auto* hedge = hedges().match_before(here, r.size());
            const auto* filler = fillers().match_before(here, r.size());
            // 星火计划2项: the word closes a name; as a hedge it stands in front.
            if (hedge != nullptr && hedge->first == U"计划" && r.size() > 2) break;
            const std::size_t c = comparator != nullptr ? comparator->first.size() : 0;
            const std::size_t v = verb != nullptr ? verb->first.size() : 0;
            const std::size_t h = hedge != nullptr ? hedge->first.size() : 0;
            const std::size_t f = filler != nullptr ? filler->first.size() : 0;
            const std::size_t longest = std::max({c, v, h, f});
            if (longest == 0) break;
            if (longest == v && v >= c && ends_noun(r, verb->first)) break;
            if (longest == f && f > v && ends_noun(r, filler->first)) break;
            if (longest == c && c >= v) {
                if (!left.bound) left.bound = comparator->second;
            } else if (longest == v) {
                take_verb(left, verb->second);
                if (verb->first == U"占") break;
            } else if (longest == h) {
                left.hedge = hedge->first;
                left.hedge_leads = false;
            } else if (filler->first == U"均" || filler->first == U"都" || filler->first == U"各") {
                left.each = true;
            } else if (filler->first.starts_with(U"分别")) {
                left.respectively = true;
            }
            r.end -= longest;
        }
    }

    void take_verb(LeftSide& left, const Verb& verb) const {
        if (verb.bound && !left.bound) left.bound = verb.bound;
        // 增长到 reaches a value; a verb of growth or novelty further left keeps its say.
        if (!left.verb || left.verb->verb_class == VerbClass::reach) left.verb = verb;
    }

    // 增幅 ends a noun (营收增幅), and so does any verb that the metric's own name needs.
    bool ends_noun(Region r, std::u32string_view word) const {
        static const WordSet kNounEnds = {
            U"研发投入",     U"科技投入", U"财政投入",     U"经费投入",           U"技术研发",
            U"科技服务",     U"成果转化", U"专利授权",     U"专利申请",           U"发明授权",
            U"资金投入",     U"总投入",   U"技术转让",     U"发明专利申请",       U"覆盖率",
            U"拥有",         U"新增就业", U"合同登记",     U"研究开发",           U"以为",
            U"作为",         U"行为",     U"研发人员投入", U"研究与试验发展投入", U"全社会投入",
            U"基础研究投入", U"推动力",   U"目的",         U"新增贷款",           U"成果登记",
            U"技术合同",     U"以在"};
        const auto* entry = kNounEnds.match_before(b_.sub(r), r.size());
        return entry != nullptr && entry->first.size() > word.size();
    }

    // Takes connectives, times, scopes and hedges off the front.
    void strip_front(LeftSide& left, Region& r) const {
        while (r.size() > 0) {
            const char32_t first = b_.view[r.begin];
            if (first == U'、' || first == U')' || first == U'(' || is_blank(first) ||
                first == U'-' || first == U'—' || first == U'”' ||
                (first >= U'①' && first <= U'⑳') || first == U'|' || first == U'·' ||
                first == U'*' || first == U'#') {
                ++r.begin;
                continue;
            }
            if (const std::size_t past = b_.inside_date(r.begin); past > r.begin && past <= r.end) {
                r.begin = past;
                continue;
            }
            const std::u32string_view here = b_.sub(r);
            if (const auto* scope = scopes().match(here, 0)) {
                if (keeps_scope(r, scope->first.size())) break;
                left.scope = scope->first;
                r.begin += scope->first.size();
                continue;
            }
            const auto* hedge = hedges().match(here, 0);
            if (hedge != nullptr && !(hedge->first == U"争取" && wins_funds(b_, r.begin + 2))) {
                left.hedge = hedge->first;
                left.hedge_leads = true;
                r.begin += hedge->first.size();
                continue;
            }
            if (hedge != nullptr) break;
            if (const auto* opener = openers().match(here, 0)) {
                if (opener->first.size() == 1 && (glued(r) || (r.size() == 2 && !links(first))))
                    break;
                const auto* verb = verbs().match(here, 0);
                if (verb != nullptr && verb->first.size() > opener->first.size()) break;
                r.begin += opener->first.size();
                continue;
            }
            break;
        }
    }

    static bool links(char32_t c) {
        return c == U'和' || c == U'与' || c == U'及' || c == U'且' || c == U'并' || c == U'、';
    }

    // 园区总收入 and 市级平台 keep their first word when nothing else names the metric.
    bool keeps_scope(Region r, std::size_t length) const {
        return r.size() - length <= 1 || b_.view.substr(r.begin + length).starts_with(U"以上") ||
               b_.view.substr(r.begin + length).starts_with(U"及以上") ||
               b_.view.substr(r.begin + length).starts_with(U"(含)以上") ||
               (b_.view.substr(r.begin, length) == U"市级" ||
                b_.view.substr(r.begin, length) == U"园区");
    }

    // Single characters such as 新, 总, 年, 后 begin ordinary words: 新材料, 总产值, 后备.
    bool glued(Region r) const {
        static const WordSet kWords = {
            U"新材料", U"新能源", U"新型", U"新兴", U"新一代", U"新产品", U"新药", U"新农",
            U"新三板", U"总产",   U"总收", U"总量", U"总数",   U"总投",   U"总额", U"对外",
            U"后备",   U"年产",   U"年营", U"年主", U"年度",   U"年销",   U"年均", U"前沿",
            U"前期",   U"前列",   U"内资", U"内外", U"到位",   U"到期",   U"在孵", U"在建",
            U"在校",   U"在库",   U"在研", U"与会", U"及时",   U"和谐",   U"以上", U"共建",
            U"共享",   U"共性",   U"应用", U"应届", U"应急",   U"应税",   U"须知", U"需求",
            U"将军",   U"要素",   U"要件", U"底座", U"末端",   U"由于",   U"各类", U"各级",
            U"新质",   U"新品",   U"新技", U"新基", U"新生",   U"新媒",   U"新业", U"新模",
            U"的士",   U"再制造", U"再生", U"年轻", U"年检",   U"内河",   U"内生", U"前瞻",
            U"对口",   U"对接",   U"对标", U"总部", U"总装",   U"总体"};
        return kWords.match(b_.view, r.begin) != nullptr;
    }

    // 聚焦首位产业|培育|高新技术企业: the metric begins behind the last verb that can cut.
    void cut_at_verb(LeftSide& left) const {
        Region& r = left.noun;
        for (std::size_t i = r.end; i > r.begin; --i) {
            const std::size_t pos = i - 1;
            if (in_brackets(r, pos)) continue;
            const auto* hedge = hedges().match(b_.view.substr(0, r.end), pos);
            if (hedge != nullptr && pos > r.begin && hedge->first != U"计划" &&
                hedge->first != U"预期" && hedge->first != U"拟") {
                if (hedge->first == U"争取" && wins_funds(b_, pos + 2)) return;
                left.hedge = hedge->first;
                left.hedge_leads = true;
                r.begin = pos + hedge->first.size();
                return;
            }
            const auto* verb = verbs().match(b_.view.substr(0, r.end), pos);
            if (verb == nullptr || !word_starts(pos, verb->first)) continue;
            const std::size_t after = pos + verb->first.size();
            const bool at_front = pos == r.begin;
            if (after >= r.end || (!verb->second.cuts && !at_front)) continue;
            if (names_thing(pos, after)) continue;
            if (at_front && verb->second.verb_class == VerbClass::reach && !verb->second.cuts)
                continue;
            if (!left.verb || left.verb->verb_class == VerbClass::reach) {
                if (!left.verb || verb->second.verb_class != VerbClass::reach)
                    left.verb = verb->second;
            }
            r.begin = after;
            return;
        }
    }

    // A verb found in the middle may be the tail of a longer one: 新|培育 is one word.
    bool word_starts(std::size_t pos, std::u32string_view word) const {
        for (std::size_t back = 1; back <= 3 && back <= pos; ++back) {
            const auto* longer = verbs().match(b_.view, pos - back);
            if (longer != nullptr && longer->first.size() >= back + word.size()) return false;
        }
        return true;
    }

    // Nouns that begin with a verb: 培育库, 认定数, 建设项目, 转化基地.
    bool names_thing(std::size_t pos, std::size_t after) const {
        static const WordSet kTails = {
            U"库",   U"率",   U"额",   U"数",   U"量",   U"机构",   U"项目", U"基地", U"中心",
            U"平台", U"试点", U"计划", U"工程", U"行动", U"活动",   U"人员", U"经费", U"收入",
            U"能力", U"体系", U"费用", U"投入", U"人次", U"企业数", U"示范", U"技术", U"强度",
            U"支出", U"指数", U"型",   U"池",   U"比例", U"占比",   U"面",   U"点",   U"会",
            U"大赛", U"载体", U"资金", U"合同", U"对象", U"后备",   U"名单"};
        static const WordSet kFree = {
            U"新增",   U"引进",   U"净增", U"新认定", U"举办",   U"开展", U"实施",     U"新建",
            U"建成",   U"培育",   U"组织", U"完成",   U"实现",   U"打造", U"招引",     U"新培育",
            U"新引进", U"选派",   U"达到", U"争创",   U"新获批", U"突破", U"推动形成", U"形成",
            U"设立",   U"攻克",   U"布局", U"搭建",   U"促成",   U"组建", U"组织实施", U"谋划",
            U"征集",   U"新设立", U"成立", U"承担",   U"建立",   U"推荐", U"遴选"};
        const auto* free = kFree.match(b_.view, pos);
        const bool tail = kTails.match(b_.view, after) != nullptr;
        if (free != nullptr && free->first.size() == after - pos) {
            return tail && (b_.view.substr(after).starts_with(U"库") ||
                            b_.view.substr(after).starts_with(U"率") ||
                            b_.view.substr(after).starts_with(U"数") ||
                            b_.view.substr(after).starts_with(U"额") ||
                            b_.view.substr(after).starts_with(U"量") ||
                            b_.view.substr(after).starts_with(U"对象"));
        }
        return tail;
    }

    bool in_brackets(Region r, std::size_t pos) const {
        int depth = 0;
        for (std::size_t i = r.begin; i < pos; ++i) {
            if (b_.view[i] == U'(' || b_.view[i] == U'“' || b_.view[i] == U'《') ++depth;
            if (b_.view[i] == U')' || b_.view[i] == U'”' || b_.view[i] == U'》') --depth;
        }
        return depth > 0;
    }

    void strip_fillers_end(Region& r) const {
        while (r.size() > 0 && (b_.view[r.end - 1] == U'、' || is_blank(b_.view[r.end - 1]) ||
                                b_.view[r.end - 1] == U'“' || b_.view[r.end - 1] == U'(')) {
            --r.end;
        }
    }

    void levels(LeftSide& left) const {
        const std::u32string_view all = b_.sub(left.noun);
        static const WordSet kStretch = {U"奋斗目标", U"摸高",     U"高线",    U"挑战目标",
                                         U"冲刺目标", U"争取目标", U"力争目标"};
        left.stretch = kStretch.contains_any(all);
    }

    const BlockView& b_;
};

}  // namespace

LeftSide left_side(const BlockView& block, std::size_t begin, std::size_t k) {
    return LeftReader(block).run(begin, k);
}

Region noun_in(const BlockView& block, Region clause, bool cut) {
    return LeftReader(block).noun_in(clause, cut);
}

bool wins_funds(const BlockView& block, std::size_t i) {
    static const WordSet kObjects = {
        U"上级",     U"中央",   U"国家",   U"省级", U"省",   U"市级",     U"各类",
        U"各级",     U"到位",   U"资金",   U"项目", U"专项", U"科技项目", U"中省",
        U"中、省",   U"国、省", U"政策",   U"无偿", U"财政", U"科研",     U"经费",
        U"县级",     U"区级",   U"奖补",   U"债券", U"更多", U"部省",     U"科技资金",
        U"科技经费", U"市以上", U"省以上", U"省市", U"外来", U"银行"};
    static const WordSet kVerbsNear = {U"达到", U"突破", U"实现", U"完成", U"新增", U"达",
                                       U"超过", U"建成", U"获批", U"认定", U"备案", U"通过",
                                       U"入库", U"培育", U"引进", U"增长", U"进入"};
    const auto* object = kObjects.match(block.view, i);
    if (object == nullptr) return false;
    std::size_t end = i;
    while (end < block.view.size() && !is_clause_mark(block.view[end]) &&
           !is_digit(block.view[end]))
        ++end;
    const std::u32string_view rest = block.view.substr(i, end - i);
    const bool money = rest.find(U"资金") != npos || rest.find(U"经费") != npos ||
                       rest.find(U"项目") != npos || rest.find(U"债券") != npos ||
                       rest.find(U"支持") != npos;
    return money && (rest.find(U"资金") != npos || rest.find(U"经费") != npos ||
                     !kVerbsNear.contains_any(rest));
}

}  // namespace kc::plan
