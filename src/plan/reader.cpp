// SPDX-License-Identifier: Apache-2.0
#include "plan/reader.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "plan/judge.hpp"
#include "plan/kinds.hpp"
#include "plan/layout.hpp"
#include "plan/metadata.hpp"
#include "plan/normalise.hpp"
#include "plan/outline.hpp"
#include "plan/statement.hpp"
#include "plan/table.hpp"
#include "plan/tasks.hpp"
#include "plan/units.hpp"

namespace kc::plan {
namespace {

std::string utf8(std::u32string_view text) {
    return base::encode_utf8(text);
}

class Reader {
public:
    Reader(std::u32string source, const Vocabulary& vocabulary)
        : source_(std::move(source)), vocabulary_(vocabulary) {}

    PlanDocument run() {
        normalised_ = normalise(Text::of(source_));
        blocks_ = layout(normalised_);
        const Metadata metadata = take_metadata(blocks_);
        std::u32string known_title = value_of(metadata, U"信息名称");
        if (known_title.empty()) known_title = value_of(metadata, U"名称");
        if (known_title.empty()) known_title = value_of(metadata, U"标题");
        outline_ = outline(blocks_, known_title);
        const bool results =
            outline_.kind == DocumentKind::results || outline_.kind == DocumentKind::terms;
        tables_ = find_tables(blocks_, {outline_.year, results});
        describe(metadata);
        read_prose();
        read_tables();
        std::stable_sort(
            out_.targets.begin(), out_.targets.end(),
            [](const Target& a, const Target& b) { return a.span.start < b.span.start; });
        std::stable_sort(
            out_.explanations.begin(), out_.explanations.end(),
            [](const Explanation& a, const Explanation& b) { return a.span.start < b.span.start; });
        out_.tasks = find_tasks(source_, blocks_, outline_, tables_);
        return std::move(out_);
    }

private:
    void describe(const Metadata& metadata) {
        out_.title = utf8(written_title());
        out_.year = outline_.year;
        for (const auto& [key, value] : metadata)
            out_.metadata.emplace_back(utf8(key), utf8(value));
        std::u32string issuer = value_of(metadata, U"发布机构");
        if (issuer.empty()) issuer = value_of(metadata, U"发文机关");
        if (issuer.empty()) issuer = value_of(metadata, U"发文单位");
        if (issuer.empty()) issuer = issuer_in_text();
        out_.issuer = utf8(issuer);
    }

    // The title keeps the brackets it was written with, in simplified characters.
    std::u32string written_title() const {
        const Span span = outline_.title_span;
        if (span.end <= span.start) return outline_.title;
        std::u32string title;
        for (std::size_t i = 0; i < normalised_.size(); ++i) {
            const std::int32_t origin = normalised_.origin(i);
            if (origin < span.start || origin >= span.end || normalised_[i] == U'\n') continue;
            const char32_t written = source_[static_cast<std::size_t>(origin)];
            const bool mark = written > 0x7F && normalised_[i] < 0x80 &&
                              !is_digit(normalised_[i]) && !is_latin(normalised_[i]);
            title.push_back(mark ? written : normalised_[i]);
        }
        while (!title.empty() && (title.back() == U'*' || is_blank(title.back()))) title.pop_back();
        return title;
    }

    // The name at the head of the title, else the signature above a date.
    std::u32string issuer_in_text() const {
        static const WordSet kOffices = {U"科学技术局",     U"科技局",
                                         U"科学技术厅",     U"科技厅",
                                         U"人民政府",       U"管理委员会",
                                         U"管委会",         U"办公室",
                                         U"科学技术委员会", U"科技和工业信息化局",
                                         U"委员会",         U"科技创新局",
                                         U"工业和信息化局", U"领导小组",
                                         U"局党组"};
        const std::u32string_view title = outline_.title;
        const WordSet::Entry* entry = nullptr;
        const std::size_t at = kOffices.find(title, 1, &entry);
        if (at != std::u32string_view::npos && at <= 14)
            return std::u32string(title.substr(0, at + entry->first.size()));
        for (std::size_t i = 0; i + 1 < blocks_.size(); ++i) {
            const std::u32string_view line = blocks_[i].text.chars();
            if (line.size() > 24 || line.size() < 4) continue;
            const auto* tail = kOffices.match_before(line, line.size());
            if (tail == nullptr) continue;
            const std::u32string_view next = blocks_[i + 1].text.chars();
            if (next.find(U'年') != std::u32string_view::npos &&
                next.find(U'日') != std::u32string_view::npos && next.size() <= 14)
                return std::u32string(line);
        }
        return {};
    }

    Part part_at(const Block& block) const {
        return block.section < 0 ? Part::front
                                 : outline_.sections[static_cast<std::size_t>(block.section)].part;
    }

    std::string section_name(const Block& block) const {
        std::string name;
        std::int32_t at = block.section;
        while (at >= 0) {
            const Section& section = outline_.sections[static_cast<std::size_t>(at)];
            const Text& text = blocks_[section.block].text;
            std::string own = utf8(text.view(0, section.label.length)) + utf8(section.title);
            if (!section.title.empty()) name = name.empty() ? own : own + " > " + name;
            at = section.parent;
        }
        return name;
    }

    ReadingContext context() const {
        return {outline_.year,
                outline_.kind == DocumentKind::report || outline_.kind == DocumentKind::news};
    }

    void read_prose() {
        Carry carry;
        std::int32_t section = -2;
        for (const Block& block : blocks_) {
            if (block.kind == BlockKind::furniture) {
                account_all(block.text, "furniture");
                continue;
            }
            if (block.kind == BlockKind::table_row) continue;
            if (block.section != section) {
                const bool down = section >= 0 && block.section > section;
                if (!down) carry.tense = Tense::unknown;
                section = block.section;
            }
            read_block(block, carry);
        }
    }

    void read_block(const Block& block, Carry& carry) {
        const std::vector<Mention> mentions = find_mentions(block.text, block.label.length);
        const std::vector<Statement> statements =
            read_statements(block.text, mentions, context(), carry);
        const Part part = part_at(block);
        std::vector<bool> done(mentions.size(), false);
        for (const Statement& s : statements) {
            const Verdict verdict = judge(s, part, outline_.kind);
            if (verdict.taken) add_target(block, block.text, s, verdict);
            if (!done[s.mention]) account(block.text, mentions[s.mention], verdict);
            done[s.mention] = true;
        }
        for (std::size_t i = 0; i < mentions.size(); ++i) {
            if (!done[i]) account_kind(block.text, mentions[i]);
        }
    }

    void add_target(const Block& block, const Text& text, const Statement& s,
                    const Verdict& verdict) {
        Target target;
        target.span = text.source(s.text_begin, s.text_end);
        target.text = utf8(std::u32string_view(source_).substr(
            static_cast<std::size_t>(target.span.start),
            static_cast<std::size_t>(target.span.end - target.span.start)));
        target.metric = utf8(s.metric);
        target.kind = name_of(s.kind);
        target.indicator = vocabulary_.find(s.metric, target.kind);
        target.bound = name_of(s.bound);
        target.value = s.value;
        target.value_high = s.high;
        target.unit = utf8(full_unit(s));
        target.hedge = utf8(s.hedge);
        target.scope = utf8(s.scope);
        target.horizon = s.horizon.empty() && outline_.last_year > 0
                             ? std::to_string(outline_.last_year)
                             : utf8(s.horizon);
        target.level = s.level == Level::base ? "base" : "stretch";
        target.section = section_name(block);
        target.confidence_percent = verdict.confidence_percent;
        for (const std::string_view reason : verdict.reasons) target.reasons.emplace_back(reason);
        out_.targets.push_back(std::move(target));
    }

    // 突破30亿 of money is 30 亿元.
    static std::u32string full_unit(const Statement& s) {
        std::u32string unit = s.unit;
        if (!unit.empty() && (unit.back() == U'亿' || unit == U"万亿" || unit == U"万")) {
            static const WordSet kMoney = {U"产值", U"额",   U"投资", U"收入", U"资金",
                                           U"经费", U"规模", U"支出", U"投入", U"税",
                                           U"利润", U"贷款", U"费用", U"GDP",  U"增加值"};
            if (kMoney.contains_any(s.metric)) unit += U'元';
        }
        return unit;
    }

    // ----- tables -----

    void read_tables() {
        for (const Table& table : tables_) {
            std::u32string metric_above;
            for (const std::size_t row : table.rows) read_row(table, blocks_[row], metric_above);
        }
        account_headings();
    }

    void account_headings() {
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (blocks_[i].kind != BlockKind::table_row) continue;
            const bool row = std::any_of(tables_.begin(), tables_.end(), [&](const Table& t) {
                return std::find(t.rows.begin(), t.rows.end(), i) != t.rows.end();
            });
            if (!row) account_all(blocks_[i].text, {});
        }
    }

    static bool is_bare_number(std::u32string_view cell, const std::vector<Mention>& mentions) {
        std::size_t counted = 0;
        for (const Mention& m : mentions) counted += m.kind == MentionKind::quantity ? 1 : 0;
        if (counted != 1) return false;
        const Mention& m = *std::find_if(mentions.begin(), mentions.end(), [](const Mention& x) {
            return x.kind == MentionKind::quantity;
        });
        std::u32string rest(cell.substr(0, m.begin));
        rest += cell.substr(m.end);
        static const WordSet kLoose = {
            U"达到", U"≥",    U"≤",    U">",    U"<",    U"达",   U"约",   U"不少于", U"不低于",
            U"超过", U"突破", U"(",    U")",    U"以上", U"左右", U"[",    U"]",      U"力争",
            U"至少", U"每年", U"完成", U"新增", U"净增", U"增长", U"提高", U"控制在", U"="};
        for (std::size_t i = 0; i < rest.size();) {
            const auto* word = kLoose.match(rest, i);
            if (word == nullptr && !is_blank(rest[i])) return false;
            i += word != nullptr ? word->first.size() : 1;
        }
        return true;
    }

    struct RowName {
        std::u32string metric;
        std::u32string unit;
        std::size_t begin = 0;
    };

    // What the row measures: its metric column, else its first cell with words.
    RowName name_of_row(const Table& table, const Text& text,
                        const std::vector<Cell>& cells) const {
        RowName name;
        bool found = false;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const Column* column = column_of(table, text, cells, c);
            const ColumnRole role = column != nullptr ? column->role : ColumnRole::unknown;
            std::u32string words(trim(text.view(cells[c].begin, cells[c].end)));
            if (role == ColumnRole::unit || (role == ColumnRole::unknown && is_unit(words))) {
                name.unit = words;
                continue;
            }
            const bool named = role == ColumnRole::metric || role == ColumnRole::content ||
                               role == ColumnRole::unknown || role == ColumnRole::scope;
            bool han = false;
            bool digit = false;
            for (const char32_t w : words) {
                han = han || is_han(w);
                digit = digit || is_digit(w);
            }
            if (!named || !han || (digit && role == ColumnRole::unknown)) continue;
            if (!found || role == ColumnRole::metric) {
                name.metric = words;
                name.begin = cells[c].begin;
                found = true;
            }
        }
        unit_in_name(name);
        return name;
    }

    static bool is_unit(std::u32string_view words) {
        std::size_t i = 0;
        while (i < words.size() && is_multiplier(words[i])) ++i;
        const auto* unit = unit_words().match(words, i);
        return unit != nullptr && i + unit->first.size() == words.size();
    }

    // 高新技术企业数(家): the unit stands in the name.
    static void unit_in_name(RowName& name) {
        static const WordSet kOrdinal = {U"其中:", U"其中", U"—", U"-", U"*"};
        while (const auto* entry = kOrdinal.match(name.metric, 0))
            name.metric.erase(0, entry->first.size());
        std::size_t digits = 0;
        while (digits < name.metric.size() &&
               (is_digit(name.metric[digits]) || name.metric[digits] == U'.' ||
                name.metric[digits] == U'、'))
            ++digits;
        if (digits < name.metric.size()) name.metric.erase(0, digits);
        split_unit(name.metric, name.unit);
    }

    void read_row(const Table& table, const Block& block, std::u32string& metric_above) {
        const std::vector<Cell> cells = cells_of(block.text);
        RowName name = name_of_row(table, block.text, cells);
        if (name.metric.empty()) name.metric = metric_above;
        metric_above = name.metric;
        Carry carry;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const Column* known = column_of(table, block.text, cells, c);
            const Column column = known != nullptr ? *known : Column{};
            read_cell(table, block, cells[c], column, name, carry);
        }
    }

    // Columns whose bare numbers are targets.
    static bool holds_figures(ColumnRole role) {
        return role == ColumnRole::target || role == ColumnRole::quarter ||
               role == ColumnRole::place || role == ColumnRole::figure ||
               role == ColumnRole::growth;
    }

    static bool may_hold_target(ColumnRole role) {
        return role == ColumnRole::target || role == ColumnRole::content ||
               role == ColumnRole::quarter || role == ColumnRole::unknown ||
               role == ColumnRole::metric || holds_figures(role);
    }

    void read_cell(const Table& table, const Block& block, const Cell& cell, const Column& column,
                   const RowName& name, Carry& carry) {
        const Text text = block.text.slice(cell.begin, cell.end);
        const std::vector<Mention> mentions = find_mentions(text, label_at(text, 0).length);
        if (!may_hold_target(column.role)) {
            account_all(text, column.role == ColumnRole::result ? "result-column" : "");
            return;
        }
        const bool bare = is_bare_number(text.chars(), mentions);
        if (bare && table.columns.empty() && !name.unit.empty() && name.metric.size() >= 2) {
            // No heading says what the column is; a row of name, unit and one number says enough.
            const Part above = part_at(block);
            if (above == Part::goal || above == Part::task || outline_.kind == DocumentKind::plan) {
                read_bare_cell(block, text, mentions, column, name);
                return;
            }
        }
        if (bare && holds_figures(column.role)) {
            read_bare_cell(block, text, mentions, column, name);
            return;
        }
        if (bare && table.columns.empty() == false) {
            account_all(text, "no-unit");
            return;
        }
        carry.metric = name.metric;
        const std::vector<Statement> statements = read_statements(text, mentions, context(), carry);
        Part part = part_at(block);
        if (part == Part::front || part == Part::neutral || part == Part::general)
            part = Part::task;
        if (holds_figures(column.role)) part = Part::goal;
        std::vector<bool> done(mentions.size(), false);
        for (const Statement& said : statements) {
            Statement s = said;
            if (column.role == ColumnRole::unknown && table.columns.empty()) part = part_at(block);
            if (s.exclusion == Exclusion::no_metric && !name.metric.empty() &&
                holds_figures(column.role)) {
                s.metric = name.metric;
                s.exclusion = Exclusion::none;
            }
            if (s.exclusion == Exclusion::not_a_quantity && !name.unit.empty() &&
                holds_figures(column.role)) {
                s.unit = name.unit;
                s.exclusion = Exclusion::none;
                if (s.metric.size() < 2) s.metric = name.metric;
            }
            if (!column.horizon.empty() && s.horizon.empty()) s.horizon = column.horizon;
            const Verdict verdict = judge(s, part, outline_.kind);
            if (verdict.taken) add_target(block, text, s, verdict);
            if (!done[s.mention]) account(text, mentions[s.mention], verdict);
            done[s.mention] = true;
        }
        for (std::size_t i = 0; i < mentions.size(); ++i) {
            if (!done[i]) account_kind(text, mentions[i]);
        }
    }

    void read_bare_cell(const Block& block, const Text& text, const std::vector<Mention>& mentions,
                        const Column& column, const RowName& name) {
        for (std::size_t i = 0; i < mentions.size(); ++i) {
            const Mention& m = mentions[i];
            if (m.kind != MentionKind::quantity) {
                account_kind(text, m);
                continue;
            }
            Carry carry;
            carry.metric = name.metric;
            std::vector<Statement> said = read_statements(text, mentions, context(), carry);
            Statement s = said.empty() ? Statement{} : said.front();
            s.mention = i;
            s.value = m.value;
            s.high = m.high;
            s.metric = column.role == ColumnRole::figure ? column.heading : name.metric;
            const std::u32string& unit =
                column.role == ColumnRole::figure ? column.unit : name.unit;
            s.unit = m.unit.empty() ? unit : m.unit;
            if (column.role == ColumnRole::figure) s.scope = name.metric;
            if (column.role == ColumnRole::place) s.scope = column.heading;
            if (column.role == ColumnRole::growth && m.unit.empty()) s.unit = U"%";
            if (!m.unit.empty() && unit_class(m.unit) == UnitClass::count &&
                is_multiplier(m.unit.back()) && !unit.empty())
                s.unit = m.unit + unit;
            s.exclusion = s.metric.size() < 2 ? Exclusion::no_metric : Exclusion::none;
            s.horizon = column.horizon;
            s.text_begin = 0;
            s.text_end = m.end;
            const bool rank = s.metric.find(U"位次") != std::u32string::npos ||
                              s.metric.find(U"排名") != std::u32string::npos;
            s.kind = kind_of({.metric = s.metric,
                              .unit = s.unit,
                              .verb = verb_in(s.metric),
                              .is_rank = rank,
                              .doubled = s.unit == U"倍"});
            if (column.role == ColumnRole::growth) s.kind = TargetKind::growth;
            if (column.stretch) s.level = Level::stretch;
            Verdict verdict;
            verdict.taken = s.exclusion == Exclusion::none && part_at(block) != Part::review &&
                            part_at(block) != Part::terms && says_wanted(column);
            verdict.confidence_percent = 95;
            verdict.reasons = {verdict.taken ? "table-target" : "no-metric"};
            if (verdict.taken) add_target(block, text, s, verdict);
            account(text, m, verdict);
        }
    }

    // Scoring rules hold many columns of numbers; only one headed as target is.
    bool says_wanted(const Column& column) const {
        return outline_.kind != DocumentKind::terms ||
               column.heading.find(U"目标") != std::u32string::npos;
    }

    static std::optional<Verb> verb_in(std::u32string_view metric) {
        const auto* verb = verbs().match(metric, 0);
        return verb != nullptr ? std::optional(verb->second) : std::nullopt;
    }

    // ----- accounting for numerals -----

    void account(const Text& text, const Mention& m, const Verdict& verdict) {
        Explanation e = explained(text, m);
        e.taken = verdict.taken;
        for (const std::string_view reason : verdict.reasons) {
            if (!e.zh.empty()) e.zh += "；";
            if (!e.en.empty()) e.en += "; ";
            e.zh += words_zh(reason);
            e.en += words_en(reason);
        }
        if (verdict.reasons.empty()) {
            e.zh = "没有表明是目标";
            e.en = "nothing says it is a target";
        }
        out_.explanations.push_back(std::move(e));
    }

    void account_kind(const Text& text, const Mention& m) {
        Explanation e = explained(text, m);
        e.zh = reason_zh(m.kind);
        e.en = reason_en(m.kind);
        out_.explanations.push_back(std::move(e));
    }

    void account_all(const Text& text, std::string_view reason) {
        for (const Mention& m : find_mentions(text, 0)) {
            if (reason.empty() || m.kind == MentionKind::word) {
                account_kind(text, m);
                continue;
            }
            Explanation e = explained(text, m);
            e.zh = words_zh(reason);
            e.en = words_en(reason);
            out_.explanations.push_back(std::move(e));
        }
    }

    static Explanation explained(const Text& text, const Mention& m) {
        Explanation e;
        e.span = text.source(m.begin, std::max(m.digits_end, m.begin + 1));
        e.numeral = utf8(text.view(m.begin, std::max(m.end, m.digits_end)));
        return e;
    }

    std::u32string source_;
    const Vocabulary& vocabulary_;
    Text normalised_;
    std::vector<Block> blocks_;
    Outline outline_;
    std::vector<Table> tables_;
    PlanDocument out_;
};

}  // namespace

PlanDocument read_plan(std::string_view text, const Vocabulary& vocabulary) {
    return Reader(base::decode_utf8(text), vocabulary).run();
}

}  // namespace kc::plan
