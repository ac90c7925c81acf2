// SPDX-License-Identifier: Apache-2.0
#include "plan/statement.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/utf8.hpp"
#include "plan/kinds.hpp"
#include "plan/units.hpp"

namespace kc::plan {
namespace {

constexpr std::size_t npos = std::u32string_view::npos;

bool is_clause_mark(char32_t c) { return c == U',' || c == U':' || is_sentence_end(c); }

bool is_countable(const Mention& m) {
    return m.kind == MentionKind::quantity || m.kind == MentionKind::rank;
}

struct Region {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t size() const { return end > begin ? end - begin : 0; }
};

struct CuePoint {
    std::size_t at = 0;
    TenseCue cue;
};

// What was found to the left of a number.
struct LeftSide {
    Region noun;
    std::size_t phrase_begin = 0;  // hedge, scope and verb included
    std::optional<Verb> verb;
    std::optional<Bound> bound;
    std::u32string hedge;
    bool hedge_leads = false;  // stands before the metric, so rules a list; else its own clause
    std::u32string scope;
    bool each = false;      // 均 各
    bool respectively = false;
    bool part = false;      // 其中
    bool base_line = false;   // 底线
    bool stretch_line = false;
    bool grows_to = false;
};

class BlockReader {
public:
    BlockReader(const Text& block, const std::vector<Mention>& mentions,
                const ReadingContext& context, Carry& carry)
        : text_(block), view_(block.chars()), mentions_(mentions), context_(context), carry_(carry) {}

    std::vector<Statement> run() {
        find_cues();
        for (std::size_t k = 0; k < mentions_.size(); ++k) {
            if (is_countable(mentions_[k])) read(k);
        }
        // A paragraph that looks ahead leads the next ones; what told the past ends with its own.
        if (!statements_.empty()) {
            carry_.tense = statements_.back().tense == Tense::future ? Tense::future : Tense::unknown;
            carry_.lasting = carry_.tense == Tense::future && statements_.back().tense_lasting;
        }
        return std::move(statements_);
    }

private:
    char32_t at(std::size_t i) const { return i < view_.size() ? view_[i] : U'\0'; }
    std::u32string_view sub(Region r) const { return view_.substr(r.begin, r.size()); }

    // ----- time -----

    void find_cues() {
        for (std::size_t i = 0; i < view_.size();) {
            const auto* entry = tense_cues().match(view_, i);
            if (entry != nullptr) {
                if (entry->second.tense != Tense::unknown) cues_.push_back({i, entry->second});
                i += entry->first.size();
            } else {
                half_year_cue(i);
                ++i;
            }
        }
        for (const Mention& m : mentions_) {
            if (m.kind == MentionKind::date) year_cue(m);
        }
        std::stable_sort(cues_.begin(), cues_.end(),
                         [](const CuePoint& a, const CuePoint& b) { return a.at < b.at; });
    }

    void half_year_cue(std::size_t i) {
        const std::u32string_view rest = view_.substr(i);
        static const WordSet kAgainst = {U"由", U"较", U"比", U"从", U"于"};
        if (kAgainst.match_before(view_, i) != nullptr) return;
        if (rest.starts_with(U"上半年")) {
            cues_.push_back({i, {context_.is_report ? Tense::past : Tense::reset, true}});
        } else if (rest.starts_with(U"下半年")) {
            cues_.push_back({i, {Tense::future, true, true}});
        }
    }

    std::int32_t year_at(std::size_t i) const {
        std::int32_t year = 0;
        std::size_t length = 0;
        while (is_digit(at(i + length)) && length < 4) {
            year = year * 10 + static_cast<std::int32_t>(at(i + length) - U'0');
            ++length;
        }
        return length == 4 ? year : 0;
    }

    void year_cue(const Mention& m) {
        const std::int32_t year = year_at(m.begin);
        if (year == 0) {
            // 1-6月 without a year belongs to the months already over.
            const bool months = view_.substr(m.begin, m.end - m.begin).find(U'月') != npos;
            const bool span = m.end - m.begin >= 4;
            if (months && span) cues_.push_back({m.begin, {Tense::past, true}});
            return;
        }
        static const WordSet kAgainst = {U"较", U"比", U"以", U"自", U"从", U"由", U"对", U"与", U"相比", U"在", U"按", U"于"};
        std::size_t back = m.begin;
        if (back > 0 && (at(back - 1) == U'(')) return;
        const bool against = kAgainst.match_before(view_, back) != nullptr &&
                             !view_.substr(0, back).ends_with(U"截至");
        const std::u32string_view after = view_.substr(m.end, 6);
        if (against && (at(back - 1) != U'在' || after.find(U"基础") != npos)) return;
        const bool until = back > 0 && (at(back - 1) == U'到' || at(back - 1) == U'至');
        if (context_.plan_year == 0) {
            if (until) cues_.push_back({m.begin, {Tense::future, true, true}});
            return;
        }
        if (year < context_.plan_year) {
            if (after.starts_with(U"的") || after.starts_with(U"基数")) return;
            cues_.push_back({m.begin, {Tense::past, true}});
        } else if (year > context_.plan_year) {
            cues_.push_back({m.begin, {Tense::future, true, true}});
        } else if (until) {
            cues_.push_back({m.begin, {Tense::future, true, true}});
        } else {
            cues_.push_back({m.begin, {Tense::reset, true}});
        }
    }

    // The last cue before `pos` in its sentence; weak when only an earlier sentence spoke.
    TenseCue tense_at(std::size_t pos, std::size_t sentence) const {
        TenseCue now{carry_.tense, false, carry_.lasting};
        if (now.tense == Tense::reset) now.tense = Tense::unknown;
        for (const CuePoint& point : cues_) {
            if (point.at >= pos) break;
            const bool same = point.at >= sentence;
            if (!same && !point.cue.strong) continue;  // weak words speak for their sentence only
            if (point.cue.tense == Tense::reset && now.tense == Tense::future) continue;
            if (point.cue.tense == Tense::reset) {
                now = {Tense::unknown, same, false};
                continue;
            }
            if (!point.cue.strong && now.strong && now.tense != Tense::unknown && same) continue;
            // 力争 inside a stretch opened by 到2025年 does not close it.
            const bool stretch = now.lasting && now.tense == point.cue.tense;
            now = {point.cue.tense, point.cue.strong && same, point.cue.lasting || stretch};
        }
        return now;
    }

    // ----- regions -----

    std::size_t sentence_begin(std::size_t pos) const {
        std::size_t i = pos;
        while (i > 0 && !is_sentence_end(view_[i - 1])) --i;
        return i;
    }

    // Tense runs on over semicolons; hedges and subjects do not.
    std::size_t full_stop_before(std::size_t pos) const {
        std::size_t i = pos;
        while (i > 0 && (!is_sentence_end(view_[i - 1]) || view_[i - 1] == U';')) --i;
        return i;
    }

    // A parenthesis that holds a quantity is a clause of its own: (其中省级10家).
    bool counting_paren(std::size_t open) const {
        const std::size_t close = view_.find(U')', open);
        for (const Mention& m : mentions_) {
            if (is_countable(m) && m.begin > open && m.begin < close) return true;
        }
        return false;
    }

    std::size_t left_bound(std::size_t k) const {
        const Mention& m = mentions_[k];
        std::size_t bound = std::min(consumed_, m.begin);
        for (std::size_t j = 0; j < k; ++j) {
            const bool transparent = std::find(thresholds_.begin(), thresholds_.end(), j) != thresholds_.end();
            if (is_countable(mentions_[j]) && !transparent) bound = std::max(bound, mentions_[j].end);
        }
        for (std::size_t i = m.begin; i > bound; --i) {
            const char32_t c = view_[i - 1];
            if (is_clause_mark(c)) return i;
            if (c == U'(' && counting_paren(i - 1) && view_.find(U')', i) >= m.begin) return i;
        }
        return bound;
    }

    Region right_side(std::size_t k) const {
        Region r{mentions_[k].end, mentions_[k].end};
        std::size_t limit = view_.size();
        for (std::size_t j = k + 1; j < mentions_.size(); ++j) {
            if (is_countable(mentions_[j])) {
                limit = mentions_[j].begin;
                break;
            }
        }
        int depth = 0;
        while (r.end < limit) {
            const char32_t c = view_[r.end];
            if (is_clause_mark(c)) break;
            if (c == U'(') {
                if (counting_paren(r.end)) break;
                ++depth;
            }
            if (c == U')' && --depth < 0) break;
            if (c == U'、' && depth == 0 && !list_goes_on(r.end + 1, limit)) break;
            ++r.end;
        }
        if (r.end == limit && limit < view_.size()) r.end = back_over_links(r);
        return r;
    }

    // After 、 the same noun goes on unless a verb or a number follows: 新能源、新材料产业集群.
    bool list_goes_on(std::size_t i, std::size_t limit) const {
        if (i >= limit || verbs().match(view_, i) != nullptr) return false;
        if (openers().match(view_, i) != nullptr) return false;
        std::size_t end = i;
        while (end < view_.size() && !is_clause_mark(view_[end]) && view_[end] != U'、') ++end;
        return end <= limit && (limit == view_.size() || end < limit);
    }

    // "…高新技术企业和|20家…": the link and a verb before the next number are not the noun's.
    std::size_t back_over_links(Region r) const {
        static const WordSet kLinks = {U"和", U"与", U"及", U"以及", U"、", U"或"};
        Region rest = r;
        while (rest.size() > 0) {
            if (const auto* link = kLinks.match_before(sub(rest), rest.size())) {
                return rest.end - link->first.size();
            }
            if (!cut_end(verbs(), rest, nullptr) && !cut_end(fillers(), rest, nullptr) &&
                !cut_end(hedges(), rest, nullptr) && !cut_end(comparators(), rest, nullptr)) {
                break;
            }
        }
        return r.end;
    }

    // ----- left side -----

    template <typename Table>
    bool cut_end(const Table& table, Region& r, const typename Table::Entry** found) const {
        const auto* entry = table.match_before(sub(r), r.size());
        if (entry == nullptr) return false;
        r.end -= entry->first.size();
        if (found != nullptr) *found = entry;
        return true;
    }

    // Takes verbs, bounds, hedges and fillers off the end of the phrase before the number.
    void strip_end(LeftSide& left) const {
        Region& r = left.noun;
        while (r.size() > 0) {
            const char32_t last = view_[r.end - 1];
            if (last == U'、' || last == U')' || is_blank(last) || last == U'“' || last == U'”') {
                if (last == U')' || last == U'”') break;
                --r.end;
                continue;
            }
            const std::u32string_view here = sub(r);
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
        static const WordSet kNounEnds = {U"研发投入", U"科技投入", U"财政投入", U"经费投入", U"技术研发",
                                          U"科技服务", U"成果转化", U"专利授权", U"专利申请", U"发明授权",
                                          U"资金投入", U"总投入", U"技术转让", U"发明专利申请", U"覆盖率",
                                          U"拥有", U"新增就业", U"合同登记", U"研究开发", U"以为", U"作为", U"行为", U"研发人员投入",
                                          U"研究与试验发展投入", U"全社会投入", U"基础研究投入", U"推动力", U"目的", U"新增贷款",
                                          U"成果登记", U"技术合同", U"以在"};
        const auto* entry = kNounEnds.match_before(sub(r), r.size());
        return entry != nullptr && entry->first.size() > word.size();
    }

    // Takes connectives, times, scopes and hedges off the front.
    void strip_front(LeftSide& left, Region& r) const {
        while (r.size() > 0) {
            const char32_t first = view_[r.begin];
            if (first == U'、' || first == U')' || first == U'(' || is_blank(first) || first == U'-' ||
                first == U'—' || first == U'”' || (first >= U'①' && first <= U'⑳') || first == U'|' || first == U'·' || first == U'*' || first == U'#') {
                ++r.begin;
                continue;
            }
            if (const std::size_t past = inside_date(r.begin); past > r.begin && past <= r.end) {
                r.begin = past;
                continue;
            }
            const std::u32string_view here = sub(r);
            if (const auto* scope = scopes().match(here, 0)) {
                if (keeps_scope(r, scope->first.size())) break;
                left.scope = scope->first;
                r.begin += scope->first.size();
                continue;
            }
            const auto* hedge = hedges().match(here, 0);
            if (hedge != nullptr && !(hedge->first == U"争取" && wins_funds(r.begin + 2))) {
                left.hedge = hedge->first;
                left.hedge_leads = true;
                r.begin += hedge->first.size();
                continue;
            }
            if (hedge != nullptr) break;
            if (const auto* opener = openers().match(here, 0)) {
                if (opener->first == U"其中") left.part = true;
                if (opener->first.size() == 1 && (glued(r) || (r.size() == 2 && !links(first)))) break;
                const auto* verb = verbs().match(here, 0);
                if (verb != nullptr && verb->first.size() > opener->first.size()) break;
                r.begin += opener->first.size();
                continue;
            }
            break;
        }
    }

    static bool links(char32_t c) { return c == U'和' || c == U'与' || c == U'及' || c == U'且' || c == U'并' || c == U'、'; }

    // 园区总收入 and 市级平台 keep their first word when nothing else names the metric.
    bool keeps_scope(Region r, std::size_t length) const {
        return r.size() - length <= 1 || view_.substr(r.begin + length).starts_with(U"以上") ||
               view_.substr(r.begin + length).starts_with(U"及以上") || view_.substr(r.begin + length).starts_with(U"(含)以上") ||
               (view_.substr(r.begin, length) == U"市级" || view_.substr(r.begin, length) == U"园区");
    }

    // Single characters such as 新, 总, 年, 后 begin ordinary words: 新材料, 总产值, 后备.
    bool glued(Region r) const {
        static const WordSet kWords = {U"新材料", U"新能源", U"新型", U"新兴", U"新一代", U"新产品", U"新药",
                                       U"新农", U"新三板", U"总产", U"总收", U"总量", U"总数", U"总投", U"总额",
                                       U"对外", U"后备", U"年产", U"年营", U"年主", U"年度", U"年销", U"年均",
                                       U"前沿", U"前期", U"前列", U"内资", U"内外", U"到位", U"到期", U"在孵",
                                       U"在建", U"在校", U"在库", U"在研", U"与会", U"及时", U"和谐", U"以上",
                                       U"共建", U"共享", U"共性", U"应用", U"应届", U"应急", U"应税", U"须知",
                                       U"需求", U"将军", U"要素", U"要件", U"底座", U"末端", U"由于", U"各类", U"各级",
                                       U"新质", U"新品", U"新技", U"新基", U"新生", U"新媒", U"新业", U"新模", U"的士",
                                       U"再制造", U"再生", U"年轻", U"年检", U"内河", U"内生", U"前瞻", U"对口", U"对接", U"对标", U"总部", U"总装", U"总体"};
        return kWords.match(view_, r.begin) != nullptr;
    }

    std::size_t inside_date(std::size_t i) const {
        for (const Mention& m : mentions_) {
            if ((m.kind == MentionKind::date || m.kind == MentionKind::label ||
                 m.kind == MentionKind::duration) &&
                m.begin <= i && i < m.end) {
                return m.end;
            }
        }
        return i;
    }

    // 争取 wins money or projects when its object follows, else it hedges.
    bool wins_funds(std::size_t i) const {
        static const WordSet kObjects = {
            U"上级", U"中央", U"国家", U"省级", U"省", U"市级", U"各类", U"各级", U"到位", U"资金", U"项目",
            U"专项", U"科技项目", U"中省", U"中、省", U"国、省", U"政策", U"无偿", U"财政", U"科研", U"经费",
            U"县级", U"区级", U"奖补", U"债券", U"更多", U"部省", U"科技资金", U"科技经费", U"市以上", U"省以上", U"省市", U"外来", U"银行"};
        static const WordSet kVerbsNear = {U"达到", U"突破", U"实现", U"完成", U"新增", U"达", U"超过", U"建成", U"获批", U"认定", U"备案", U"通过", U"入库", U"培育", U"引进", U"增长", U"进入"};
        const auto* object = kObjects.match(view_, i);
        if (object == nullptr) return false;
        std::size_t end = i;
        while (end < view_.size() && !is_clause_mark(view_[end]) && !is_digit(view_[end])) ++end;
        const std::u32string_view rest = view_.substr(i, end - i);
        const bool money = rest.find(U"资金") != npos || rest.find(U"经费") != npos || rest.find(U"项目") != npos || rest.find(U"债券") != npos || rest.find(U"支持") != npos;
        return money && (rest.find(U"资金") != npos || rest.find(U"经费") != npos || !kVerbsNear.contains_any(rest));
    }

    // 聚焦首位产业|培育|高新技术企业: the metric begins behind the last verb that can cut.
    void cut_at_verb(LeftSide& left) const {
        Region& r = left.noun;
        for (std::size_t i = r.end; i > r.begin; --i) {
            const std::size_t pos = i - 1;
            if (in_brackets(r, pos)) continue;
            const auto* hedge = hedges().match(view_.substr(0, r.end), pos);
            if (hedge != nullptr && pos > r.begin && hedge->first != U"计划" && hedge->first != U"预期" && hedge->first != U"拟") {
                if (hedge->first == U"争取" && wins_funds(pos + 2)) return;
                left.hedge = hedge->first;
                left.hedge_leads = true;
                r.begin = pos + hedge->first.size();
                return;
            }
            const auto* verb = verbs().match(view_.substr(0, r.end), pos);
            if (verb == nullptr || !word_starts(pos, verb->first)) continue;
            const std::size_t after = pos + verb->first.size();
            const bool at_front = pos == r.begin;
            if (after >= r.end || (!verb->second.cuts && !at_front)) continue;
            if (names_thing(pos, after)) continue;
            if (at_front && verb->second.verb_class == VerbClass::reach && !verb->second.cuts) continue;
            if (!left.verb || left.verb->verb_class == VerbClass::reach) {
                if (!left.verb || verb->second.verb_class != VerbClass::reach) left.verb = verb->second;
            }
            r.begin = after;
            return;
        }
    }

    // A verb found in the middle may be the tail of a longer one: 新|培育 is one word.
    bool word_starts(std::size_t pos, std::u32string_view word) const {
        for (std::size_t back = 1; back <= 3 && back <= pos; ++back) {
            const auto* longer = verbs().match(view_, pos - back);
            if (longer != nullptr && longer->first.size() >= back + word.size()) return false;
        }
        return true;
    }

    // Nouns that begin with a verb: 培育库, 认定数, 建设项目, 转化基地.
    bool names_thing(std::size_t pos, std::size_t after) const {
        static const WordSet kTails = {U"库", U"率", U"额", U"数", U"量", U"机构", U"项目", U"基地", U"中心",
                                       U"平台", U"试点", U"计划", U"工程", U"行动", U"活动", U"人员", U"经费",
                                       U"收入", U"能力", U"体系", U"费用", U"投入", U"人次", U"企业数", U"示范",
                                       U"技术", U"强度", U"支出", U"指数", U"型", U"池", U"比例", U"占比", U"面", U"点", U"会", U"大赛", U"载体", U"资金", U"合同", U"对象", U"后备", U"名单"};
        static const WordSet kFree = {U"新增", U"引进", U"净增", U"新认定", U"举办", U"开展", U"实施",
                                      U"新建", U"建成", U"培育", U"组织", U"完成", U"实现", U"打造", U"招引",
                                      U"新培育", U"新引进", U"选派", U"达到", U"争创", U"新获批", U"突破", U"推动形成", U"形成", U"设立", U"攻克", U"布局", U"搭建", U"促成", U"组建", U"组织实施", U"谋划", U"征集", U"新设立", U"成立", U"承担", U"建立", U"推荐", U"遴选"};
        const auto* free = kFree.match(view_, pos);
        const bool tail = kTails.match(view_, after) != nullptr;
        if (free != nullptr && free->first.size() == after - pos) {
            return tail && (view_.substr(after).starts_with(U"库") || view_.substr(after).starts_with(U"率") ||
                            view_.substr(after).starts_with(U"数") || view_.substr(after).starts_with(U"额") ||
                            view_.substr(after).starts_with(U"量") || view_.substr(after).starts_with(U"对象"));
        }
        return tail;
    }

    bool in_brackets(Region r, std::size_t pos) const {
        int depth = 0;
        for (std::size_t i = r.begin; i < pos; ++i) {
            if (view_[i] == U'(' || view_[i] == U'“' || view_[i] == U'《') ++depth;
            if (view_[i] == U')' || view_[i] == U'”' || view_[i] == U'》') --depth;
        }
        return depth > 0;
    }

    LeftSide left_side(std::size_t k) const {
        LeftSide left;
        left.noun = {left_bound(k), mentions_[k].begin};
        // A sign such as ≥ or 前 belongs to the number.
        if (mentions_[k].kind == MentionKind::rank && left.noun.size() > 0 &&
            (view_[left.noun.end - 1] == U'前' || view_[left.noun.end - 1] == U'第')) {
            --left.noun.end;
        }
        left.phrase_begin = left.noun.begin;
        strip_front(left, left.noun);
        left.phrase_begin = left.noun.begin;
        levels(left);
        strip_end(left);
        cut_at_verb(left);
        strip_front(left, left.noun);
        strip_fillers_end(left.noun);
        return left;
    }

    void strip_fillers_end(Region& r) const {
        while (r.size() > 0 && (view_[r.end - 1] == U'、' || is_blank(view_[r.end - 1]) ||
                                view_[r.end - 1] == U'“' || view_[r.end - 1] == U'(')) {
            --r.end;
        }
    }

    void levels(LeftSide& left) const {
        const std::u32string_view all = sub(left.noun);
        static const WordSet kBase = {U"底线", U"保底", U"基本目标", U"约束目标"};
        static const WordSet kStretch = {U"奋斗目标", U"摸高", U"高线", U"挑战目标", U"冲刺目标", U"争取目标", U"力争目标"};
        left.base_line = kBase.contains_any(all);
        left.stretch_line = kStretch.contains_any(all);
    }

    // ----- one number -----

    void read(std::size_t k) {
        const Mention& m = mentions_[k];
        LeftSide left = left_side(k);
        const Region right = right_side(k);
        Statement s;
        s.mention = k;
        s.value = m.value;
        s.high = m.high;
        s.unit = m.unit;
        choose_bound(s, m, left);
        const std::size_t sentence = sentence_begin(m.begin);
        const TenseCue tense = tense_at(m.begin, full_stop_before(m.begin));
        s.tense = tense.tense;
        s.tense_strong = tense.strong;
        s.tense_lasting = tense.lasting;
        if (said_as_done(left_bound(k), m.begin)) {
            s.tense = Tense::past;
            s.tense_strong = true;
        }
        s.text_begin = left.phrase_begin;
        s.text_end = m.end;
        const Statement* previous = previous_in_sentence(sentence);
        inherit(s, left, previous, k);
        choose_metric(s, left, right, previous, k);
        s.has_verb = left.verb.has_value();
        share_verb(left, s.metric, previous, k);
        s.kind = kind_of({.metric = s.metric, .unit = s.unit, .verb = left.verb,
                          .is_rank = m.kind == MentionKind::rank, .doubled = m.unit == U"倍",
                          .first_ever = view_.substr(m.begin).starts_with(U"零"),
                          .whole_cover = view_.substr(m.begin).starts_with(U"全覆盖")});
        s.exclusion = exclude(k, s, left, right, previous);
        if (s.exclusion == Exclusion::threshold) thresholds_.push_back(k);
        finish(s, left, k);
        consumed_ = std::max(consumed_, taken_right_);
    }

    // 新增A 5家、B 3家: the verb of the list's head holds for the members without one.
    void share_verb(LeftSide& left, std::u32string_view metric, const Statement* previous,
                    std::size_t k) const {
        if (left.verb || previous == nullptr || previous->exclusion != Exclusion::none) return;
        static const WordSet kTotals = {U"总量", U"总数", U"保有量", U"拥有量", U"存量", U"总人数"};
        if (kTotals.match_before(metric, metric.size()) != nullptr) return;
        const UnitClass unit = unit_class(mentions_[k].unit);
        if (unit != UnitClass::count && unit != UnitClass::people) return;
        const TargetKind kind = previous->kind;
        if (kind == TargetKind::fresh || kind == TargetKind::net_new || kind == TargetKind::registered) {
            left.verb = Verb{verb_class_of(kind)};
        }
    }

    void finish(Statement& s, const LeftSide& left, std::size_t k) {
        horizon(s, mentions_[k].begin);
        if (!s.scope.empty()) carry_.scope = s.scope;
        if (s.exclusion == Exclusion::none && !s.metric.empty()) carry_.metric = s.metric;
        const bool doubled = s.unit == U"倍" && mentions_[k].chinese;
        if ((left.each || doubled) && s.exclusion == Exclusion::none) {
            share(s, left);
        } else if (left.respectively && s.exclusion == Exclusion::none) {
            assign(s, left, k);
        } else {
            statements_.push_back(std::move(s));
        }
    }

    void choose_bound(Statement& s, const Mention& m, const LeftSide& left) const {
        if (m.bound == Bound::range) {
            s.bound = Bound::range;
        } else if (m.kind == MentionKind::rank) {
            s.bound = Bound::rank_at_most;
            if (left.verb && sub({left.noun.begin, m.begin}).find(U"前移") != npos) s.bound = Bound::equal;
        } else if (left.bound && *left.bound != Bound::about) {
            // 突破100家以上 is still "more than"; 控制在5%左右 is still a ceiling.
            s.bound = *left.bound;
        } else if (m.bound) {
            s.bound = *m.bound;
        } else if (left.bound) {
            s.bound = *left.bound;
        }
        s.bound_said = m.bound.has_value() || left.bound.has_value();
    }

    // 新增了, 引进了: over and done.
    bool said_as_done(std::size_t begin, std::size_t end) const {
        for (std::size_t i = begin; i < end; ++i) {
            if (view_[i] != U'了') continue;
            const char32_t before = i > 0 ? view_[i - 1] : U'\0';
            if (i > 0 && (at(i + 1) != U'解') && before != U'为' && before != U'除' && before != U'明') return true;
        }
        return false;
    }

    const Statement* previous_in_sentence(std::size_t sentence) const {
        if (statements_.empty()) return nullptr;
        const Statement& last = statements_.back();
        return mentions_[last.mention].begin >= sentence ? &last : nullptr;
    }

    void inherit(Statement& s, LeftSide& left, const Statement* previous, std::size_t k) {
        s.hedge = left.hedge;
        s.scope = left.scope;
        if (!s.hedge.empty()) hedge_rules_ = left.hedge_leads;
        if (s.hedge.empty()) {
            s.hedge = lead_hedge(k);
            if (!s.hedge.empty()) hedge_rules_ = true;
        }
        if (previous == nullptr) {
            if (s.hedge.empty()) hedge_rules_ = false;
            return;
        }
        if (s.hedge.empty() && hedge_rules_) s.hedge = previous->hedge;
        if (s.scope.empty()) s.scope = previous->scope;
    }

    // A hedge in front of a colon or comma rules the list behind it: 力争：…, 确保今年，….
    std::u32string lead_hedge(std::size_t k) const {
        const std::size_t end = left_bound(k);
        const std::size_t begin = sentence_begin(mentions_[k].begin);
        std::u32string found;
        // Only in front of the first number: later hedges belong to their own clauses.
        for (const Mention& m : mentions_) {
            if (is_countable(m) && m.begin >= begin && m.begin < end) return found;
        }
        for (std::size_t i = begin; i < end;) {
            const auto* entry = hedges().match(view_, i);
            if (entry != nullptr && entry->first != U"必须" && entry->first != U"计划" && entry->first != U"预期" &&
                !(entry->first == U"争取" && wins_funds(i + 2))) {
                found = entry->first;
                i += entry->first.size();
            } else {
                ++i;
            }
        }
        return found;
    }

    // ----- metric -----

    static bool needs_subject(std::u32string_view noun) {
        static const WordSet kDependent = {
            U"占", U"总数", U"总量", U"增速", U"增幅", U"占比", U"强度", U"总额", U"数量", U"增长率", U"比重",
            U"规模", U"总规模", U"总值", U"保有量", U"比例", U"同比", U"净增", U"总数量", U"总收入占",
            U"年均增速", U"年均增长", U"入库总数", U"存量", U"有效数", U"达标率", U"比上年", U"较上年", U"总人数", U"增加值占", U"其占", U"累计总数"};
        const auto* entry = kDependent.match(noun, 0);
        if (entry == nullptr) return false;
        return entry->first == U"占" || entry->first == U"其占" || entry->first == U"比上年" || entry->first == U"较上年" || entry->first.size() == noun.size();
    }

    void choose_metric(Statement& s, LeftSide& left, Region right, const Statement* previous,
                       std::size_t k) {
        std::u32string noun = clean(sub(left.noun));
        if (noun.starts_with(U"基础上")) noun.erase(0, 3);
        if (is_place_name(noun) && (previous != nullptr || !carry_.metric.empty())) {
            s.scope = noun;
            noun.clear();
        }
        if (is_level(noun) && previous != nullptr && previous->metric.size() >= 2) {
            s.metric = noun + without_level(subject_of(previous->metric));
            s.text_begin = std::min(s.text_begin, left.phrase_begin);
            return;
        }
        const std::u32string object = object_of(right);
        const bool transitive = left.verb && left.verb->verb_class != VerbClass::reach &&
                                left.verb->verb_class != VerbClass::grow;
        const bool verb_at_number = left.verb && verb_ends_at(mentions_[k].begin, left);
        if (needs_subject(noun)) {
            const std::u32string subject = previous != nullptr ? subject_of(previous->metric) : subject_of(carry_.metric);
            s.metric = subject + noun;
            if (previous != nullptr) s.text_begin = std::min(s.text_begin, left.phrase_begin);
            return;
        }
        const bool useless = noun.empty() || is_agent(noun);
        if (!object.empty() && (useless || (transitive && verb_at_number))) {
            s.metric = object;
            s.text_end = right.begin + leading(right, object);
            taken_right_ = s.text_end;
            return;
        }
        if (!useless || (!noun.empty() && object.empty())) {
            s.metric = noun;
            return;
        }
        // Nothing around the number: the subject said before goes on (新增50家，力争60家).
        std::u32string subject = previous != nullptr ? previous->metric : std::u32string();
        if (subject.empty() && !s.scope.empty()) subject = carry_.metric;
        if (!subject.empty()) {
            s.metric = subject;
            if (!left.verb && previous != nullptr && previous->has_verb) left.verb = Verb{verb_class_of(previous->kind)};
            s.level = Level::base;
            return;
        }
        if (heading_subject(k, s.metric)) return;
    }

    // 其中省级10家: the level narrows the noun before it.
    static bool is_level(std::u32string_view noun) {
        static const WordSet kLevels = {U"国家级", U"省级", U"市级", U"县级", U"区级", U"省级以上", U"市级以上", U"国家级以上", U"省级及以上", U"市级及以上", U"初级", U"中级", U"高级", U"省部级", U"省部级以上"};
        const auto* entry = kLevels.match(noun, 0);
        return entry != nullptr && entry->first.size() == noun.size();
    }

    static std::u32string without_level(std::u32string metric) {
        static const WordSet kLevels = {U"国家级", U"省级", U"市级", U"县级", U"省级以上", U"市级以上", U"国家级以上", U"省级及以上", U"市级及以上", U"各级", U"各类"};
        const auto* entry = kLevels.match(metric, 0);
        if (entry != nullptr && entry->first.size() < metric.size()) metric.erase(0, entry->first.size());
        return metric;
    }

    // 宣州区, 经开区: who is to reach it, not what.
    static bool is_place_name(std::u32string_view noun) {
        constexpr std::size_t kLongestPlace = 5;
        if (noun.size() < 2 || noun.size() > kLongestPlace) return false;
        const char32_t last = noun.back();
        if (noun.ends_with(U"园区") || noun.ends_with(U"示范区") || noun.ends_with(U"社区") || noun.ends_with(U"城市") || noun.ends_with(U"上市") || noun.ends_with(U"都市")) return false;
        return last == U'市' || last == U'县' || last == U'区' || last == U'镇';
    }

    // Number without words in front: what stands before the comma or colon may name it.
    bool heading_subject(std::size_t k, std::u32string& metric) const {
        const std::size_t bound = left_bound(k);
        if (bound < 2 || (view_[bound - 1] != U',' && view_[bound - 1] != U':')) return false;
        std::size_t begin = bound - 1;
        while (begin > 0 && !is_clause_mark(view_[begin - 1])) --begin;
        LeftSide left;
        left.noun = {begin, bound - 1};
        strip_front(left, left.noun);
        strip_end(left);
        cut_at_verb(left);
        const std::u32string noun = clean(sub(left.noun));
        constexpr std::size_t kLongestSubject = 30;
        if (noun.size() < 2 || noun.size() > kLongestSubject) return false;
        metric = noun;
        return true;
    }

    static VerbClass verb_class_of(TargetKind kind) {
        if (kind == TargetKind::fresh) return VerbClass::fresh;
        if (kind == TargetKind::net_new) return VerbClass::net;
        if (kind == TargetKind::registered) return VerbClass::enter;
        if (kind == TargetKind::growth) return VerbClass::grow;
        return VerbClass::reach;
    }

    // The noun that 占GDP比重 or 总量 belongs to: without its own closing measure word.
    static std::u32string subject_of(std::u32string metric) {
        static const WordSet kTails = {U"总量", U"总数", U"总额", U"数量", U"总数量", U"增速", U"增幅"};
        const auto* tail = kTails.match_before(metric, metric.size());
        if (tail != nullptr && tail->first.size() < metric.size()) {
            metric.resize(metric.size() - tail->first.size());
        }
        const std::size_t share = metric.find(U"占");
        if (share != npos && share >= 4) metric.resize(share);
        return metric;
    }

    static bool is_agent(std::u32string_view noun) {
        static const WordSet kAgents = {U"企业", U"单位", U"高校", U"院所", U"各单位", U"园区", U"科技企业",
                                        U"力度", U"工作", U"建设", U"各部门", U"科研院所", U"我们", U"科技局",
                                        U"市科技局", U"区内企业", U"辖区企业", U"我局", U"局", U"专家", U"等",
                                        U"科研人员", U"部门", U"企业家", U"机构", U"有条件的企业", U"重点企业", U"规上企业",
                                        U"龙头企业", U"全社会", U"每个县", U"每县", U"每个", U"每家企业", U"每企", U"期内", U"三年", U"未来三年", U"至", U"年"};
        const auto* entry = kAgents.match(noun, 0);
        return entry != nullptr && entry->first.size() == noun.size();
    }

    bool verb_ends_at(std::size_t number, const LeftSide& left) const {
        // Only fillers and bounds between the verb and the number: the noun was taken further left.
        return left.noun.end < number;
    }

    // The noun to the right of a number, without what only goes on with the sentence.
    std::u32string object_of(Region right) const {
        if (right.size() < 2) return {};
        Region r = right;
        if (view_[r.begin] == U'的') ++r.begin;
        static const WordSet kNotObject = {
            U"以", U"并", U"来", U"到", U"在", U"为", U"用于", U"的", U"且", U"和", U"及", U"、", U"较", U"比",
            U"同比", U"等", U"通过", U"全部", U"实现", U"达到", U"完成", U"任务", U"目标",
            U"开工", U"投产", U"落地", U"落户", U"入驻", U"上市", U"挂牌", U"通过", U"获批", U"获得", U"的目标", U"以上", U"左右", U"增长", U"提高", U"提升", U"(", U"—", U"-", U"[", U"〔", U"|", U"|", U"”", U"“双", U"从", U"使", U"让", U"是", U"已", U"将", U"要", U"作", U"提升", U"高于", U"低于"};
        if (kNotObject.match(view_, r.begin) != nullptr) return {};
        // Stop at a verb that starts what happens next: 100名以上|来宣创业.
        static const WordSet kStops = {U"来我", U"以上", U"实现", U"达到", U"通过", U"参加", U"参与", U"开展", U"获得", U"入选", U"获批", U"落地", U"落户", U"进入", U"用于", U"完成", U"建成", U"左右", U"达", U"纳入", U"的目标", U"的任务", U"目标任务", U"并", U"以促进", U"投入", U"(", U"予以", U"给予"};
        std::size_t stop = npos;
        for (std::size_t i = r.begin + 1; i < r.end; ++i) {
            if (kStops.match(view_.substr(0, r.end), i) != nullptr) {
                stop = i;
                break;
            }
        }
        if (stop != npos) r.end = stop;
        while (r.size() > 0 && (is_blank(view_[r.end - 1]) || view_[r.end - 1] == U'等')) --r.end;
        std::u32string object = clean(sub(r));
        return object.size() >= 2 ? object : std::u32string();
    }

    std::size_t leading(Region right, const std::u32string& object) const {
        const std::size_t pos = sub(right).find(object.substr(0, 2));
        return pos == npos ? right.size() : std::min(right.size(), pos + object.size());
    }

    // Quotes around part of a name stay, blanks and stray marks go.
    std::u32string clean(std::u32string_view noun) const {
        std::u32string out;
        for (const char32_t c : noun) {
            if (!is_blank(c) && c != U'*' && c != U'#' && c != U'|') out.push_back(c);
        }
        while (!out.empty() && (out.back() == U'、' || out.back() == U'的' || out.back() == U'(' || out.back() == U'-' || out.back() == U'—' || out.back() == U'“')) {
            if (out.ends_with(U"目的")) break;
            out.pop_back();
        }
        while (!out.empty() && (out.front() == U'、' || out.front() == U'的' || out.front() == U')' || out.front() == U'—' || out.front() == U'”')) {
            out.erase(0, 1);
        }
        return out;
    }

    // ----- lists -----

    std::vector<std::u32string> nouns_of(std::u32string_view list) const {
        std::vector<std::u32string> nouns;
        static const WordSet kLinks = {U"、", U"和", U"与", U"及", U"以及", U",", U"或"};
        std::size_t begin = 0;
        int depth = 0;
        for (std::size_t i = 0; i <= list.size(); ++i) {
            if (i < list.size() && (list[i] == U'(' || list[i] == U'“')) ++depth;
            if (i < list.size() && (list[i] == U')' || list[i] == U'”')) --depth;
            const auto* link = i < list.size() && depth <= 0 ? kLinks.match(list, i) : nullptr;
            // 研究与试验发展 and 研究和 are one word.
            if (link != nullptr && list.substr(0, i).ends_with(U"研究") && list.substr(i + 1).starts_with(U"试验")) link = nullptr;
            if (link != nullptr && (list.substr(i).starts_with(U"及以上") || list.substr(i).starts_with(U"与开发") || list.substr(i).starts_with(U"和谐"))) link = nullptr;
            if (link == nullptr && i < list.size()) continue;
            std::u32string noun = clean(list.substr(begin, i - begin));
            if (noun.size() >= 2) nouns.push_back(std::move(noun));
            if (i < list.size()) {
                begin = i + link->first.size();
                i = begin - 1;
            }
        }
        return nouns;
    }

    // A、B均增长10%: one statement each.
    void share(const Statement& s, const LeftSide& left) {
        std::vector<std::u32string> nouns = nouns_of(wide_list(left));
        if (nouns.size() < 2) {
            statements_.push_back(s);
            return;
        }
        for (std::u32string& noun : nouns) {
            Statement one = s;
            one.metric = std::move(noun);
            statements_.push_back(std::move(one));
        }
    }

    // The list before 均 or 分别, back over commas as long as no number stands between.
    std::u32string_view wide_list(const LeftSide& left) const {
        std::size_t begin = left.noun.begin;
        return view_.substr(begin, left.noun.end - begin);
    }

    // A、B分别达到80家、300家: the first value opens the list, later ones take the next noun.
    void assign(Statement s, const LeftSide& left, std::size_t k) {
        pending_ = nouns_of(wide_list(left));
        pending_next_ = 0;
        if (pending_.size() < 2) pending_ = nouns_of(clause_before(mentions_[k].begin));
        if (pending_.size() >= 2) {
            s.metric = pending_[0];
            pending_next_ = 1;
            pending_sentence_ = sentence_begin(mentions_[k].begin);
        }
        statements_.push_back(std::move(s));
    }

    // 甲、乙数量实现倍增,确保分别达到…: the list stands in the clause before.
    std::u32string_view clause_before(std::size_t pos) const {
        std::size_t end = pos;
        while (end > 0 && !is_clause_mark(view_[end - 1])) --end;
        if (end < 2 || view_[end - 1] != U',') return {};
        --end;
        std::size_t begin = end;
        while (begin > 0 && !is_clause_mark(view_[begin - 1])) --begin;
        LeftSide left;
        left.noun = {begin, end};
        for (const Mention& m : mentions_) {
            if (is_countable(m) && m.begin >= begin && m.begin < left.noun.end) left.noun.end = m.begin;
        }
        strip_front(left, left.noun);
        strip_end(left);
        return sub(left.noun);
    }

    // ----- exclusions -----

    // What is left without metric in a list of 分别 takes its noun from the list first.
    Exclusion exclude(std::size_t k, Statement& s, const LeftSide& left, Region right,
                      const Statement* previous) {
        const Mention& m = mentions_[k];
        if (take_pending(s, left, k)) return Exclusion::none;
        if (is_starting_value(k)) return Exclusion::starting_value;
        if (is_baseline(right)) return Exclusion::baseline;
        if (is_threshold(k, right)) return Exclusion::threshold;
        if (is_subsidy(k)) return Exclusion::subsidy;
        if (unit_class(m.unit) == UnitClass::score && s.metric.find(U"指数") == npos && s.metric.find(U"得分") == npos) return Exclusion::score;
        if (unit_class(m.unit) == UnitClass::score && m.unit == U"分" && s.metric.find(U"得分") == npos && s.metric.find(U"指数") == npos && s.metric.find(U"满意") == npos) return Exclusion::score;
        if (is_scoring(k)) return Exclusion::score;
        if (is_list_count(k, right, s)) return Exclusion::list_count;
        if (is_investment(k, left)) return Exclusion::investment;
        if (at(m.begin - 1) == U'后' && m.begin > 0 && (m.unit == U"位" || m.unit == U"名")) return Exclusion::list_count;
        if (s.metric.find(U"权重") != npos) return Exclusion::weight;
        if (m.small_count && !counts_for_real(k, s, left)) return Exclusion::small_count;
        if (s.unit.empty() && m.bound && previous != nullptr && previous->metric.size() >= 2 && needs_subject(clean(sub(left.noun)))) s.unit = previous->unit;
        if (s.unit.empty() && m.kind == MentionKind::quantity && !allows_bare(s) && !(m.chinese && m.bound)) return Exclusion::not_a_quantity;
        if (s.metric.empty() || s.metric.size() < 2) return Exclusion::no_metric;
        if (previous != nullptr && second_level(s, left, *previous, k)) s.level = Level::stretch;
        if (left.stretch_line) s.level = Level::stretch;
        return Exclusion::none;
    }

    bool take_pending(Statement& s, const LeftSide& left, std::size_t k) {
        if (pending_next_ == 0 || pending_next_ >= pending_.size()) return false;
        const bool same = sentence_begin(mentions_[k].begin) == pending_sentence_;
        if (!same || left.noun.size() > 0) return false;
        s.metric = pending_[pending_next_++];
        if (!statements_.empty()) {
            const Statement& first = statements_.back();
            s.kind = kind_of({.metric = s.metric, .unit = s.unit, .verb = Verb{verb_class_of(first.kind)},
                              .is_rank = false, .doubled = s.unit == U"倍"});
            s.hedge = first.hedge;
            if (!s.bound_said && first.bound != Bound::range) s.bound = pending_bound(first);
        }
        return true;
    }

    // 分别突破80家、300家 keeps its verb's bound; 以上 stands with each number.
    Bound pending_bound(const Statement& first) const {
        return first.bound == Bound::more_than ? Bound::more_than : Bound::equal;
    }

    bool allows_bare(const Statement& s) const {
        return s.metric.find(U"指数") != npos || s.metric.find(U"位次") != npos || s.metric.find(U"排名") != npos || !s.unit.empty();
    }

    bool is_starting_value(std::size_t k) const {
        // 由2.3%提高到, 从800家增加到
        const Mention& m = mentions_[k];
        const std::size_t bound = left_bound(k);
        const std::u32string_view left = view_.substr(bound, m.begin - bound);
        std::size_t from = npos;
        for (const std::u32string_view word : {U"由", U"从"}) {
            const std::size_t at_word = left.rfind(word);
            if (at_word != npos && (from == npos || at_word > from)) from = at_word;
        }
        if (from == npos || left.size() - from > 14) return false;
        static const WordSet kRises = {U"提高", U"增加", U"增长", U"提升", U"上升", U"扩大", U"发展", U"增至", U"升至", U"降", U"下降", U"升", U"跃升", U"达到", U"增", U"减少", U"压减", U"到", U"至", U"进入", U"要增长", U"跃居"};
        const std::size_t next = at(m.end) == U',' ? m.end + 1 : m.end;
        if (kRises.match(view_, next) != nullptr) return true;
        return kRises.match(view_, m.end) != nullptr || (at(m.end) == U'的' && kRises.match(view_, m.end + 1) != nullptr);
    }

    bool is_baseline(Region right) const {
        const std::u32string_view after = sub(right);
        return after.starts_with(U"的基础") || after.starts_with(U"基础上") || after.starts_with(U"的基数");
    }

    // 产值过50亿元的企业5家, 亿元以上项目, 1000万元以上的设备: the number belongs to the noun.
    bool is_threshold(std::size_t k, Region right) const {
        const Mention& m = mentions_[k];
        const UnitClass unit = unit_class(m.unit);
        if (unit != UnitClass::money && unit != UnitClass::measure && unit != UnitClass::people && unit != UnitClass::years && unit != UnitClass::percent && unit != UnitClass::count) return false;
        const std::u32string_view after = sub(right);
        if (unit == UnitClass::money && qualifies_count(k)) return true;
        const bool sized = unit == UnitClass::money || unit == UnitClass::measure;
        if (sized && after.size() >= 2 && is_han(after[0]) && follows_number(k) &&
            verbs().match(after, 0) == nullptr && openers().match(after, 0) == nullptr) {
            return true;
        }
        static const WordSet kThings = {U"企业", U"的企业", U"工业企业", U"项目", U"的项目", U"产业集群", U"的产业", U"级产业", U"级", U"大企业", U"的大企业", U"园区", U"的园区", U"的工业企业", U"制造业", U"的设备", U"设备", U"的科研", U"产业", U"的重大", U"的重点", U"龙头", U"的龙头", U"规模企业", U"上市", U"的高新", U"的优质", U"的科技", U"以上企业", U"的单位", U"的平台", U"工业项目", U"的工业", U"高新技术企业", U"的规上", U"领军", U"的领军", U"优质", U"重大项目", U"科技企业", U"产业项目", U"集群", U"规模", U"的产业化", U"产业化项目", U"俱乐部", U"的先进", U"的战略"};
        if (kThings.match(after, 0) == nullptr && !after.starts_with(U"以上")) return false;
        if (unit == UnitClass::count || unit == UnitClass::people || unit == UnitClass::percent || unit == UnitClass::years) {
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
            const Mention& before = mentions_[j - 1];
            if (!is_countable(before)) continue;
            if (unit_class(before.unit) != UnitClass::count) return false;
            const std::u32string_view between = view_.substr(before.end, mentions_[k].begin - before.end);
            static const WordSet kSizes = {U"产值", U"营收", U"收入", U"税收", U"投资", U"销售额", U"市值", U"规模", U"年销售", U"估值", U"纳税"};
            static const WordSet kOver = {U"过", U"超", U"达", U"破", U"超过", U"达到", U"突破", U"上", U"在"};
            return kSizes.match(between, 0) != nullptr && kOver.contains_any(between) &&
                   between.find(U',') == npos;
        }
        return false;
    }

    // Another count stands in the same clause behind this one.
    bool follows_number(std::size_t k) const {
        for (std::size_t j = k + 1; j < mentions_.size(); ++j) {
            if (!is_countable(mentions_[j])) continue;
            for (std::size_t i = mentions_[k].end; i < mentions_[j].begin; ++i) {
                if (is_clause_mark(view_[i]) || view_[i] == U'、') return false;
            }
            return true;
        }
        return false;
    }

    bool is_subsidy(std::size_t k) const {
        const Mention& m = mentions_[k];
        const UnitClass unit = unit_class(m.unit);
        if (unit != UnitClass::money && unit != UnitClass::percent) return false;
        const std::size_t bound = left_bound(k);
        const std::size_t sentence = sentence_begin(m.begin);
        const std::u32string_view near = view_.substr(bound, m.begin - bound);
        const std::u32string_view whole = view_.substr(sentence, m.begin - sentence);
        std::size_t end = m.end;
        while (end < view_.size() && !is_clause_mark(view_[end])) ++end;
        const std::u32string_view after = view_.substr(m.end, end - m.end);
        if (near.ends_with(U"按") || near.ends_with(U"按照") || near.ends_with(U"奖")) return true;
        static const WordSet kGives = {U"给予", U"奖励", U"一次性", U"最高", U"每家", U"每人", U"每项", U"每个项目", U"补助", U"补贴", U"资助", U"按照", U"奖补", U"予以", U"给与", U"最高不超过", U"减按", U"按照"};
        static const WordSet kGift = {U"奖励", U"的奖励", U"补助", U"的补助", U"补贴", U"资助", U"的资助", U"奖补", U"的补贴", U"的标准", U"一次性", U"比例给予", U"的比例", U"给予", U"的支持", U"经费支持", U"资金支持", U"配套", U"奖金", U"的资金支持", U"资金奖励"};
        if (kGift.match(after, 0) != nullptr) return true;
        static const WordSet kAim = {U"力争", U"确保", U"总额", U"达到", U"突破", U"兑现", U"争取", U"完成", U"发放"};
        if (kGives.contains_any(near) && !kAim.contains_any(near)) return true;
        return whole.find(U"给予") != npos || whole.find(U"一次性奖") != npos;
    }

    bool is_list_count(std::size_t k, Region right, const Statement& s) const {
        const Mention& m = mentions_[k];
        const UnitClass unit = unit_class(m.unit);
        if (unit != UnitClass::count && unit != UnitClass::people) return false;
        static const WordSet kItems = {U"任务", U"方面", U"环节", U"举措", U"措施", U"问题", U"部分", U"步骤",
                                       U"阶段", U"指标", U"目标", U"要点", U"重点任务", U"主要指标", U"重点工作",
                                       U"行动", U"工程", U"专项行动", U"月", U"类别", U"方向", U"领域", U"原则", U"维度", U"层面", U"意见", U"建议",
                                       U"大类", U"板块", U"县区", U"县市区", U"乡镇", U"部门", U"成员单位", U"单位", U"县", U"区", U"城市", U"市", U"省", U"街道", U"具体目标", U"抓手", U"机制", U"条件", U"工作日", U"具体措施", U"环节", U"一级指标", U"二级指标", U"工作", U"季度", U"小时", U"工作组", U"专班", U"课题组", U"必须"};
        const std::u32string_view after = sub(right);
        if (is_routine(k) || is_object_of_care(k)) return true;
        if (after.find(U"组成") != npos || at(m.begin - 1) == U'印' || at(m.begin - 1) == U'式') return true;
        const auto* item = kItems.match(after, 0);
        if (item != nullptr && !(s.bound_said && item->first == U"乡镇")) {
            const bool whole = item->first.size() == after.size() || !is_han(after[item->first.size()]) ||
                               item->first.size() >= 2;
            if (whole && !(s.bound_said && unit_is_goal(item->first))) return true;
        }
        // 甲、乙等5家企业 counts a list just given.
        return m.begin > 0 && view_[m.begin - 1] == U'等';
    }

    // 每季度调度1次: how the office works, not what it wants.
    bool is_routine(std::size_t k) const {
        const Mention& m = mentions_[k];
        if (m.unit != U"次") return false;
        static const WordSet kRhythm = {U"每季", U"每月", U"每周", U"每半年", U"每两", U"每半月", U"每旬", U"每双月"};
        const std::size_t bound = left_bound(k);
        return kRhythm.contains_any(view_.substr(bound, m.begin - bound));
    }

    // 对到期的96家高企, 围绕8条产业链: those who are looked after are known already.
    bool is_object_of_care(std::size_t k) const {
        const Mention& m = mentions_[k];
        const std::size_t bound = left_bound(k);
        const std::u32string_view near = view_.substr(bound, m.begin - bound);
        static const WordSet kOver = {U"对", U"围绕", U"聚焦", U"针对", U"对照", U"涉及", U"①对", U"②对", U"③对"};
        const auto* word = kOver.match(near, 0);
        if (word == nullptr || near.starts_with(U"对接") || near.starts_with(U"对外")) return false;
        static const WordSet kWanting = {U"达到", U"新增", U"培育", U"引进", U"实现", U"不少于", U"建设", U"力争", U"完成", U"开展", U"组织", U"举办", U"打造"};
        return !kWanting.contains_any(near);
    }

    // Points to be won or lost: 每低1个百分点扣2分.
    bool is_scoring(std::size_t k) const {
        const Mention& m = mentions_[k];
        std::size_t begin = left_bound(k);
        std::size_t end = m.end;
        while (end < view_.size() && !is_sentence_end(view_[end]) && end < m.end + 16) ++end;
        static const WordSet kScoring = {U"加分", U"扣分", U"不得分", U"计分", U"记分", U"得满分", U"折算为", U"扣0", U"扣1", U"扣2", U"得分率", U"分别加", U"评估得分", U"终考核得分", U"考核得分", U"每低", U"每缺", U"每高", U"每超", U"每少"};
        return kScoring.contains_any(view_.substr(begin, end - begin));
    }

    static bool unit_is_goal(std::u32string_view word) {
        return word == U"乡镇" || word == U"县" || word == U"工程" || word == U"行动" || word == U"单位" || word == U"城市" || word == U"领域";
    }

    bool is_investment(std::size_t k, const LeftSide& left) const {
        const Mention& m = mentions_[k];
        const UnitClass unit = unit_class(m.unit);
        if (unit != UnitClass::money && unit != UnitClass::measure) return false;
        const std::size_t bound = left_bound(k);
        const std::u32string_view near = view_.substr(bound, m.begin - bound);
        static const WordSet kSites = {U"占地", U"占地面积", U"库容", U"建筑面积", U"总面积", U"注册资金", U"总建筑面积"};
        if (kSites.match_before(near, near.size()) != nullptr) return true;
        const bool total = near.ends_with(U"总投资") || near.ends_with(U"投资") || near.ends_with(U"总投资约") || near.ends_with(U"投资约") || near.ends_with(U"计划投资") || near.ends_with(U"注册资本") || near.ends_with(U"总投资额");
        static const WordSet kAim = {U"完成", U"实现", U"力争", U"确保", U"达到", U"带动"};
        return total && left.hedge.empty() && !kAim.contains_any(near);
    }

    // 一个, 两项: only with a bound, a hedge, or as the object of a verb of novelty and a firm unit.
    bool counts_for_real(std::size_t k, const Statement& s, const LeftSide& left) const {
        const Mention& m = mentions_[k];
        if (s.bound_said) return true;
        if (m.value == base::Decimal(1)) {
            const bool one = m.unit == U"家" || m.unit == U"个" || m.unit == U"所" || m.unit == U"座";
            return one && !s.hedge.empty() && s.hedge != U"计划" && left.verb && left.verb->verb_class == VerbClass::fresh && at(m.begin) == U'一' && m.unit == U"家";
        }
        const bool firm = m.unit == U"家" || m.unit == U"名" || m.unit == U"场" || m.unit == U"件" || m.unit == U"期" || m.unit == U"位" || m.unit == U"个" || m.unit == U"所" || m.unit == U"人";
        const bool fresh = left.verb && left.verb->verb_class != VerbClass::reach;
        return firm && (fresh || !left.hedge.empty());
    }

    // 确保800家，争取850家: the second names no metric of its own and hedges more boldly.
    bool second_level(const Statement& s, const LeftSide& left, const Statement& previous, std::size_t k) const {
        if (left.hedge.empty() || left.noun.size() > 0) return false;
        if (previous.unit != s.unit || previous.metric != s.metric || previous.level != Level::base) return false;
        static_cast<void>(k);
        return s.value > previous.value && previous.exclusion == Exclusion::none;
    }

    // ----- horizon -----

    void horizon(Statement& s, std::size_t pos) {
        const std::size_t sentence = sentence_begin(pos);
        std::u32string found;
        for (const Mention& m : mentions_) {
            if (m.begin >= pos) break;
            if (m.kind != MentionKind::date || m.begin < sentence) continue;
            const std::int32_t year = year_at(m.begin);
            if (year >= context_.plan_year && year > 0) found = last_year_of(m);
        }
        if (found.empty()) {
            found = carry_.horizon;
        } else {
            carry_.horizon = found;
        }
        const std::u32string_view before = view_.substr(sentence, pos - sentence);
        static const WordTable<char32_t> kQuarters = {{U"一季度", U'1'}, {U"第一季度", U'1'}, {U"二季度", U'2'}, {U"第二季度", U'2'}, {U"三季度", U'3'}, {U"第三季度", U'3'}, {U"四季度", U'4'}, {U"第四季度", U'4'}};
        const WordTable<char32_t>::Entry* quarter = nullptr;
        std::size_t last = npos;
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (const auto* entry = kQuarters.match(before, i)) {
                quarter = entry;
                last = i;
            }
        }
        const std::u32string year = !found.empty() ? found : base::decode_utf8(std::to_string(context_.plan_year));
        if (quarter != nullptr && (last == 0 || before[last - 1] != U'前')) {
            s.horizon = year + U"-Q" + quarter->second;
        } else if (!context_.is_report && before.find(U"上半年") != npos && before.find(U"下半年") == npos) {
            s.horizon = year + U"-06";
        } else {
            s.horizon = found;
        }
    }

    std::u32string last_year_of(const Mention& m) const {
        std::u32string year;
        for (std::size_t i = m.begin; i + 4 <= m.end; ++i) {
            const std::int32_t value = year_at(i);
            if (value >= 1990 && value <= 2060) {
                year = view_.substr(i, 4);
                i += 3;
            }
        }
        return year;
    }

    const Text& text_;
    std::u32string_view view_;
    const std::vector<Mention>& mentions_;
    const ReadingContext& context_;
    Carry& carry_;
    std::vector<CuePoint> cues_;
    std::vector<Statement> statements_;
    bool hedge_rules_ = false;  // the last hedge of the sentence holds for what follows in its list
    // End of a metric taken from the right of its number: the next number does not get it again.
    std::size_t consumed_ = 0;
    std::size_t taken_right_ = 0;
    std::vector<std::size_t> thresholds_;  // numbers inside nouns bound nothing
    std::vector<std::u32string> pending_;
    std::size_t pending_next_ = 0;
    std::size_t pending_sentence_ = 0;
};

}  // namespace

std::vector<Statement> read_statements(const Text& block, const std::vector<Mention>& mentions,
                                       const ReadingContext& context, Carry& carry) {
    return BlockReader(block, mentions, context, carry).run();
}

}  // namespace kc::plan
