// SPDX-License-Identifier: Apache-2.0
#include "plan/outline.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "plan/words.hpp"

namespace kc::plan {
namespace {

constexpr std::size_t npos = std::u32string_view::npos;
constexpr std::size_t kLongestTitle = 40;

bool has_any(std::u32string_view text, const WordSet& words) {
    return words.contains_any(text);
}

const WordSet& plan_nouns() {
    static const WordSet kWords = {
        U"工作要点",   U"工作计划", U"实施方案", U"行动方案", U"工作方案", U"行动计划", U"规划",
        U"目标责任书", U"任务分解", U"目标任务", U"工作打算", U"工作安排", U"实施意见", U"若干意见",
        U"工作思路",   U"重点任务", U"要点",     U"责任书",   U"计划",     U"方案",     U"任务清单",
        U"责任清单",   U"责任分解", U"分工方案", U"目标清单"};
    return kWords;
}

// Years said as years (2024年, 2021-2025年); a bare 2000 is a number.
std::vector<std::int32_t> years_in(std::u32string_view text) {
    std::vector<std::int32_t> years;
    for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
        if (i > 0 && is_digit(text[i - 1])) continue;
        std::int32_t year = 0;
        bool digits = true;
        for (std::size_t k = 0; k < 4; ++k) {
            digits = digits && is_digit(text[i + k]);
            year = year * 10 + static_cast<std::int32_t>(text[i + k] - U'0');
        }
        const bool longer = i + 4 < text.size() && is_digit(text[i + 4]);
        if (!digits || longer || year < 1990 || year > 2060) continue;
        static const WordSet kAfter = {U"年",   U"-20",  U"—20",  U"~20",
                                       U"至20", U"——20", U"--20", U"到20"};
        if (kAfter.match(text, i + 4) != nullptr) years.push_back(year);
    }
    return years;
}

struct Period {
    std::u32string_view name;
    std::int32_t first;
};

// 十四五 and its neighbours name the years of the plan.
std::optional<Period> five_year_period(std::u32string_view text) {
    static constexpr std::array<Period, 6> kPeriods = {{{U"十一五", 2006},
                                                        {U"十二五", 2011},
                                                        {U"十三五", 2016},
                                                        {U"十四五", 2021},
                                                        {U"十五五", 2026},
                                                        {U"十五", 2001}}};
    for (const Period& period : kPeriods) {
        if (text.find(period.name) != npos) return period;
    }
    return std::nullopt;
}

bool ends_sentence(char32_t c) {
    return is_sentence_end(c) || c == U',';
}

// A line that may be the document's title.
bool is_title_line(const Block& block) {
    if (block.kind != BlockKind::paragraph || block.label.style != LabelStyle::none) return false;
    const std::size_t n = block.text.size();
    if (n < 5 || n > 60) return false;
    const char32_t last = block.text[n - 1];
    if (ends_sentence(last) || last == U':' || last == U'、') return false;
    return block.text.chars().find(U'。') == std::u32string::npos;
}

class Builder {
public:
    Builder(std::vector<Block>& blocks, std::u32string_view known_title)
        : blocks_(blocks), known_title_(known_title) {}

    Outline run() {
        find_title();
        find_year();
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            open_section(i);
            blocks_[i].section = current_;
        }
        if (out_.kind == DocumentKind::news && speaks_as_plan()) out_.kind = DocumentKind::plan;
        if (out_.kind == DocumentKind::report) review_first_half();
        return std::move(out_);
    }

private:
    void find_title() {
        const std::size_t front = std::min<std::size_t>(blocks_.size(), 40);
        std::u32string best;
        for (std::size_t i = 0; i < front; ++i) {
            const Block& block = blocks_[i];
            if (block.label.style != LabelStyle::none && !best.empty()) break;
            if (!is_title_line(block)) continue;
            const std::u32string_view line = block.text.chars();
            if (names_no_text(line)) continue;
            static const WordSet kWords = {U"要点", U"计划", U"方案", U"规划", U"总结",
                                           U"报告", U"通知", U"意见", U"分解", U"责任书",
                                           U"办法", U"公报", U"清单", U"讲话", U"解读",
                                           U"通报", U"任务", U"安排", U"打算", U"情况"};
            const bool titled = has_any(line, kWords);
            const bool notice = line.ends_with(U"的通知");
            if (best.empty() || (titled && !notice) || (titled && !has_any(best, kWords))) {
                const bool better = best.empty() || titled;
                // The signature line names an issuer, not a title.
                if (better &&
                    !(titled && has_any(best, plan_nouns()) && !has_any(line, plan_nouns())))
                    best = line;
            }
        }
        if (best.empty()) best = std::u32string(known_title_);
        // A title broken over two lines: the first half says who, the second what.
        out_.title = joined_title(best);
        if (known_title_.size() > 0 && best.empty()) out_.title_span = {};
        if (known_title_.size() > 0 && !has_any(out_.title, plan_nouns()) &&
            has_any(known_title_, plan_nouns())) {
            out_.title = known_title_;
            out_.title_span = {};
        }
        out_.kind = kind_of_title(out_.title);
    }

    // Lines of the front that head nothing: dates, contacts, 红头.
    static bool names_no_text(std::u32string_view line) {
        static const WordSet kWords = {U"联系人", U"电话", U"印发", U"抄送", U"填报",
                                       U"邮箱",   U"传真", U"登录", U"http", U"www"};
        if (kWords.contains_any(line) && line.find(U"关于印发") == npos) return true;
        if (line.ends_with(U"文件") && line.find(U"关于") == npos) return true;
        bool han = false;
        for (const char32_t c : line) {
            han = han || (is_han(c) && c != U'年' && c != U'月' && c != U'日');
        }
        return !han;
    }

    std::u32string joined_title(const std::u32string& best) {
        for (std::size_t i = 1; i < std::min<std::size_t>(blocks_.size(), 40); ++i) {
            if (std::u32string_view(blocks_[i].text.chars()) != best) continue;
            out_.title_span = blocks_[i].text.source(0, blocks_[i].text.size());
            if (i + 1 < blocks_.size() && is_period_line(blocks_[i + 1].text)) {
                out_.title_span.end = blocks_[i + 1].text.source(0, blocks_[i + 1].text.size()).end;
                return best + blocks_[i + 1].text.chars();
            }
            const Block& above = blocks_[i - 1];
            if (!is_title_line(above) || above.text.size() > 30) break;
            const std::u32string_view line = above.text.chars();
            static const WordSet kIssuer = {U"局", U"市",   U"县", U"区", U"厅",
                                            U"委", U"关于", U"省", U"年"};
            const bool starts_low = best.starts_with(U"20") || best.starts_with(U"工作") ||
                                    best.starts_with(U"实施") || best.starts_with(U"行动") ||
                                    best.starts_with(U"科技创新") || best.starts_with(U"全面") ||
                                    best.starts_with(U"及") || best.starts_with(U"目标");
            static const WordSet kOffices = {U"局", U"厅", U"政府", U"委员会", U"办公室"};
            const bool letterhead =
                kOffices.match_before(line, line.size()) != nullptr && best.size() >= 12;
            if (has_any(line, kIssuer) && starts_low && !letterhead && line != best) {
                out_.title_span.start = above.text.source(0, above.text.size()).start;
                return std::u32string(line) + best;
            }
            return best;
        }
        if (!blocks_.empty() && std::u32string_view(blocks_[0].text.chars()) == best) {
            out_.title_span = blocks_[0].text.source(0, blocks_[0].text.size());
            if (blocks_.size() > 1 && is_period_line(blocks_[1].text)) {
                out_.title_span.end = blocks_[1].text.source(0, blocks_[1].text.size()).end;
                return best + blocks_[1].text.chars();
            }
        }
        return best;
    }

    // (2023—2025年) on a line of its own ends the title above it.
    static bool is_period_line(const Text& line) {
        return line.size() >= 6 && line.size() <= 20 && line[0] == U'(' &&
               line[line.size() - 1] == U')' &&
               (is_digit(line[1]) || line.chars() == U"(征求意见稿)" || line.chars() == U"(试行)");
    }

    void find_year() {
        std::vector<std::int32_t> years = years_in(out_.title);
        if (years.empty()) years = years_in(known_title_);
        if (!years.empty()) {
            out_.year = *std::min_element(years.begin(), years.end());
            out_.last_year = *std::max_element(years.begin(), years.end());
            // 2023年工作总结及2024年工作计划: the later year is the plan's.
            if (out_.last_year == out_.year + 1 && out_.title.find(U"总结") != npos)
                out_.year = out_.last_year;
            if (out_.last_year == out_.year + 1 && out_.title.find(U"情况") != npos)
                out_.year = out_.last_year;
        } else if (const auto period = five_year_period(out_.title)) {
            out_.year = period->first;
            out_.last_year = period->first + 4;
        } else if (const std::int32_t published = year_of_publication(); published > 0) {
            out_.year = published;
        } else {
            year_from_text();
        }
        if (out_.last_year == 0) out_.last_year = out_.year;
    }

    // A page's own date: 发布时间: 2020-03-25, 2024年3月15日.
    std::int32_t year_of_publication() const {
        for (const Block& block : blocks_) {
            const std::u32string_view line = block.text.chars();
            for (std::size_t i = 0; i + 8 <= line.size(); ++i) {
                if (line[i] != U'2' || line[i + 1] != U'0' || (i > 0 && is_digit(line[i - 1])))
                    continue;
                if (!is_digit(line[i + 2]) || !is_digit(line[i + 3])) continue;
                const std::int32_t year = 2000 +
                                          static_cast<std::int32_t>(line[i + 2] - U'0') * 10 +
                                          static_cast<std::int32_t>(line[i + 3] - U'0');
                const char32_t mark = line[i + 4];
                std::size_t k = i + 5;
                while (k < line.size() && is_digit(line[k])) ++k;
                if (k == i + 5 || k > i + 7 || k >= line.size()) continue;
                const bool iso = (mark == U'-' || mark == U'/' || mark == U'.') &&
                                 line[k] == mark && k + 1 < line.size() && is_digit(line[k + 1]);
                const bool han = mark == U'年' && line[k] == U'月' && k + 1 < line.size() &&
                                 is_digit(line[k + 1]) && line.size() <= 60;
                if (iso || han) return year;
            }
        }
        return 0;
    }

    // 到2025年 says when a target is due, not which year the text is for.
    static std::u32string without_horizons(std::u32string_view chars) {
        std::u32string out(chars);
        for (std::size_t i = 1; i + 4 < out.size(); ++i) {
            const char32_t before = out[i - 1];
            const bool against =
                before == U'在' && std::u32string_view(out).substr(i + 4, 6).find(U"基础") != npos;
            if ((before == U'到' || before == U'至' || before == U'较' || before == U'比' ||
                 against) &&
                out[i] == U'2')
                out[i] = U'x';
        }
        return out;
    }

    // No year in the title: the year of the first lines, else the year said most often.
    void year_from_text() {
        std::vector<std::pair<std::int32_t, int>> counts;
        bool first = true;
        for (const Block& block : blocks_) {
            const std::u32string_view chars = block.text.chars();
            for (const std::int32_t year : years_in(without_horizons(chars))) {
                auto it = std::find_if(counts.begin(), counts.end(),
                                       [&](const auto& p) { return p.first == year; });
                if (it == counts.end()) it = counts.insert(counts.end(), {year, 0});
                it->second += first ? 2 : 1;
                first = false;
            }
        }
        int most = 0;
        for (const auto& [year, count] : counts) {
            if (count > most) {
                most = count;
                out_.year = year;
            }
        }
    }

    // ----- sections -----

    void open_section(std::size_t i) {
        const Block& block = blocks_[i];
        if (block.kind != BlockKind::paragraph) return;
        if (block.label.style == LabelStyle::none) {
            lead_heading(i);
            return;
        }
        Section section;
        section.label = block.label;
        section.block = i;
        section.parent = parent_of(block.label);
        section.title_end = title_end(block);
        section.title = block.text.view(block.label.length, section.title_end);
        while (!section.title.empty() &&
               (section.title.back() == U'。' || section.title.back() == U':'))
            section.title.pop_back();
        section.part = part_of(section);
        push(std::move(section));
    }

    // A short line without label: 主要目标, 【工作目标】, 2024年工作打算.
    void lead_heading(std::size_t i) {
        const Block& block = blocks_[i];
        std::u32string_view line = trim(block.text.chars());
        while (!line.empty() &&
               (line.back() == U':' || line.back() == U'】' || line.back() == U'*'))
            line.remove_suffix(1);
        while (!line.empty() && (line.front() == U'【' || line.front() == U'#' ||
                                 line.front() == U'*' || is_blank(line.front())))
            line.remove_prefix(1);
        constexpr std::size_t kLongestHeading = 24;
        const std::size_t n = block.text.size();
        if (line.size() < 2 || line.size() > kLongestHeading) return;
        if (ends_sentence(block.text[n - 1]) || line.find(U',') != npos) return;
        if (line == std::u32string_view(out_.title)) return;
        const Part part = part_of_heading(line, out_.year);
        if (part == Part::neutral || line.front() == U'(') return;
        Section section;
        section.title = line;
        section.block = i;
        section.title_end = n;
        section.part = part;
        section.label.style = LabelStyle::none;
        push(std::move(section));
    }

    void push(Section section) {
        current_ = static_cast<std::int32_t>(out_.sections.size());
        out_.sections.push_back(std::move(section));
    }

    // Nested by style: the nearest open section whose style comes earlier in the document's order.
    std::int32_t parent_of(const Label& label) const {
        std::int32_t at = current_;
        while (at >= 0) {
            const Section& open = out_.sections[static_cast<std::size_t>(at)];
            if (open.label.style == LabelStyle::none) return at;
            if (open.label.style < label.style) return at;
            at = open.parent;
        }
        return -1;
    }

    // A text without a telling title is a plan when its numbered items give orders.
    bool speaks_as_plan() const {
        static const WordSet kOrders = {
            U"加强", U"推进",     U"强化", U"加快", U"深化", U"提升", U"优化", U"抓好", U"完善",
            U"培育", U"实施",     U"突出", U"狠抓", U"聚焦", U"着力", U"坚持", U"建设", U"打造",
            U"推动", U"促进",     U"做好", U"做优", U"做强", U"健全", U"大力", U"扎实", U"全力",
            U"积极", U"进一步",   U"持续", U"注重", U"壮大", U"拓展", U"开展", U"构建", U"激发",
            U"引育", U"组织实施", U"组建", U"举办", U"围绕", U"完成", U"新增", U"力争"};
        static const WordSet kTold = {U"了",   U"同比", U"去年", U"截至", U"以来",
                                      U"荣获", U"记者", U"已经", U"据悉", U"位居"};
        std::size_t orders = 0;
        std::size_t told = 0;
        bool labelled = false;
        for (const Section& section : out_.sections) {
            if (section.part == Part::review) return false;
            labelled = labelled || section.label.style != LabelStyle::none;
        }
        for (const Block& block : blocks_) {
            const std::u32string_view line = block.text.chars();
            if (block.kind == BlockKind::furniture) continue;
            if (kTold.contains_any(line)) ++told;
            for (std::size_t i = block.label.length; i < line.size(); ++i) {
                const bool opens = i == block.label.length || is_sentence_end(line[i - 1]);
                if (opens && kOrders.match(line, i) != nullptr) ++orders;
            }
        }
        return labelled && orders >= 3 && (told == 0 || orders >= told * 3);
    }

    // A report tells what was done until a heading turns to what is to come.
    void review_first_half() {
        const bool turns_somewhere = std::any_of(out_.sections.begin(), out_.sections.end(),
                                                 [&](const Section& s) { return turns(s); });
        static const WordSet kBoth = {U"计划", U"打算", U"思路", U"政府工作报告", U"安排"};
        if (!turns_somewhere && has_any(out_.title, kBoth)) return;
        bool ahead = false;
        for (Section& section : out_.sections) {
            ahead = ahead || turns(section);
            if (!ahead) section.part = Part::review;
        }
    }

    bool turns(const Section& section) const {
        if (looks_ahead(section.title)) return true;
        const std::vector<std::int32_t> years = years_in(section.title);
        return years.size() == 1 && years[0] >= out_.year && section.part != Part::review &&
               has_any(section.title, plan_turns());
    }

    static const WordSet& plan_turns() {
        static const WordSet kTurns = {U"重点", U"目标", U"任务", U"思路",
                                       U"计划", U"举措", U"工作", U"安排"};
        return kTurns;
    }

    static bool orders(std::u32string_view title) {
        static const WordSet kVerbs = {U"突出", U"紧盯", U"冲刺", U"抓好", U"狠抓", U"聚焦",
                                       U"锚定", U"围绕", U"强化", U"抓实", U"紧扣"};
        return kVerbs.match(title, 0) != nullptr;
    }

    static bool looks_ahead(std::u32string_view title) {
        static const WordSet kAhead = {U"下一步",   U"下步",     U"打算", U"下半年", U"工作计划",
                                       U"工作安排", U"今后",     U"明年", U"下阶段", U"下一阶段",
                                       U"工作思路", U"工作目标", U"下步", U"后段"};
        return has_any(title, kAhead);
    }

    // 创新能力显著增强: an aim said as if reached. In a report the same words tell the past.
    bool states_aim(std::u32string_view title) const {
        if (out_.kind == DocumentKind::report || out_.kind == DocumentKind::results) return false;
        static const WordSet kHow = {U"显著", U"明显", U"更加", U"大幅",   U"有效",
                                     U"全面", U"不断", U"持续", U"进一步", U"加快"};
        static const WordSet kWhat = {U"增强", U"提升", U"提高", U"完善", U"优化", U"转化",
                                      U"壮大", U"凸显", U"改善", U"集聚", U"突破", U"成长"};
        return has_any(title, kHow) && kWhat.match_before(title, title.size()) != nullptr;
    }

    static std::size_t title_end(const Block& block) {
        const std::u32string_view text = block.text.chars();
        std::size_t end = block.label.length;
        while (end < text.size() && text[end] != U'。' && text[end] != U':' && text[end] != U';')
            ++end;
        if (end == text.size()) return end;
        if (end - block.label.length > kLongestTitle) return block.label.length;
        return end + 1;
    }

    Part part_of(const Section& section) const {
        const Part own = part_of_heading(section.title, out_.year);
        const Part inherited = section.parent >= 0
                                   ? out_.sections[static_cast<std::size_t>(section.parent)].part
                                   : Part::neutral;
        if (own == Part::neutral && inherited == Part::neutral && states_aim(section.title))
            return Part::goal;
        if (own == Part::neutral) return inherited;
        // 目标 under tasks is a goal; a task named 成效 stays a task; terms stay terms.
        if (inherited == Part::task && (own == Part::review || own == Part::general))
            return inherited;
        if (inherited == Part::review && !looks_ahead(section.title)) return inherited;
        if (inherited == Part::goal && own != Part::review) return inherited;
        if ((inherited == Part::support || inherited == Part::terms) && own == Part::task)
            return inherited;
        // 突出抓好指标冲刺 is work; 主要目标 is a list of targets.
        if (own == Part::goal && orders(section.title)) return Part::task;
        return own;
    }

    std::vector<Block>& blocks_;
    std::u32string_view known_title_;
    Outline out_;
    std::int32_t current_ = -1;
};

}  // namespace

Outline outline(std::vector<Block>& blocks, std::u32string_view known_title) {
    return Builder(blocks, known_title).run();
}

DocumentKind kind_of_title(std::u32string_view title) {
    static const WordSet kTerms = {U"办法",     U"细则", U"指南",     U"申报",     U"若干政策",
                                   U"政策措施", U"评分", U"评价标准", U"管理规定", U"奖励政策",
                                   U"条例",     U"公示", U"招聘",     U"任命",     U"任免"};
    static const WordSet kReport = {U"总结",   U"情况汇报", U"工作情况", U"工作报告",  U"进展情况",
                                    U"上半年", U"总结报告", U"情况报告", U"情况的报告"};
    static const WordSet kResults = {U"统计公报", U"公报",   U"通报",
                                     U"完成情况", U"成绩单", U"监测"};
    const bool plan = has_any(title, plan_nouns());
    if (has_any(title, kReport)) return DocumentKind::report;
    if (has_any(title, kTerms) && !plan) return DocumentKind::terms;
    if (has_any(title, kResults)) return DocumentKind::results;
    return plan ? DocumentKind::plan : DocumentKind::news;
}

Part part_of_heading(std::u32string_view title, std::int32_t plan_year) {
    static const WordSet kReview = {
        U"回顾",     U"总结",     U"完成情况", U"进展情况", U"主要成效", U"取得成效",
        U"工作成效", U"成绩",     U"成就",     U"工作情况", U"开展情况", U"主要做法",
        U"现状",     U"发展基础", U"工作基础", U"基本情况", U"存在问题", U"存在的问题",
        U"面临",     U"形势",     U"主要亮点", U"工作亮点", U"进展",     U"运行情况",
        U"推进情况", U"困难",     U"不足",     U"落实情况", U"做法",     U"成效",
        U"圆满完成", U"全面完成", U"超额完成", U"顺利完成", U"基础条件", U"工作开展"};
    static const WordSet kGoal = {U"目标", U"指标", U"预期"};
    static const WordSet kTask = {
        U"重点工作", U"主要任务", U"重点任务", U"工作举措", U"工作安排", U"工作打算", U"下一步",
        U"下步",     U"工作计划", U"工作思路", U"主要举措", U"重点举措", U"主要工作", U"工作任务",
        U"重点举措", U"工作重点", U"主要措施", U"下半年",   U"下一阶段", U"任务",     U"打算",
        U"计划",     U"行动",     U"工程",     U"主要内容", U"工作内容", U"重点工程"};
    static const WordSet kGeneral = {U"指导思想", U"总体要求", U"总体思路",
                                     U"基本原则", U"总体考虑", U"思路"};
    static const WordSet kSupport = {U"保障措施", U"组织实施", U"工作要求",
                                     U"组织保障", U"保障机制", U"组织领导",
                                     U"有关要求", U"工作保障", U"实施保障"};
    static const WordSet kTerms = {
        U"奖励",     U"补助", U"扶持",     U"支持政策", U"支持标准",   U"支持方式", U"评分",
        U"考核办法", U"计分", U"申报条件", U"认定条件", U"考核内容及", U"支持对象", U"资金支持",
        U"加分",     U"扣分", U"申报要求", U"基本条件", U"政策支持",   U"评价标准", U"培育标准",
        U"认定标准", U"条件", U"奖惩",     U"评价指标", U"附则",       U"奖补"};
    if (title.empty()) return Part::neutral;
    const std::vector<std::int32_t> years = years_in(title);
    if (plan_year > 0 && !years.empty()) {
        const std::int32_t last = *std::max_element(years.begin(), years.end());
        if (last < plan_year) return Part::review;
        if (last > plan_year && !has_any(title, kReview))
            return has_any(title, kGoal) ? Part::goal : Part::task;
    }
    const bool ahead = title.find(U"下步") != npos || title.find(U"下一步") != npos ||
                       title.find(U"下半年") != npos || title.find(U"打算") != npos;
    if (has_any(title, kReview) && !ahead) {
        // 提升…成效, 巩固…成绩 are work still to do.
        static const WordSet kDoing = {U"提升", U"提高", U"巩固", U"加强", U"推进", U"强化",
                                       U"优化", U"加快", U"完善", U"抓好", U"突出", U"创新"};
        const auto* doing = kDoing.match(title, 0);
        if (doing == nullptr) return Part::review;
    }
    if (has_any(title, kTerms)) return Part::terms;
    if (ahead) return Part::task;
    if (has_any(title, kGoal)) return Part::goal;
    if (has_any(title, kGeneral)) return Part::general;
    if (has_any(title, kSupport)) return Part::support;
    if (has_any(title, kTask)) return Part::task;
    return Part::neutral;
}

}  // namespace kc::plan
