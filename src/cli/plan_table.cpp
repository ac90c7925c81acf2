// SPDX-License-Identifier: Apache-2.0
#include "cli/plan_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "pack/text_table.hpp"

namespace kc::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr std::size_t kMetricCells = 48;
constexpr std::size_t kTitleCells = 60;
constexpr std::size_t kOwnerCells = 36;
constexpr std::int32_t kSureEnoughPercent = 70;
constexpr std::size_t kMaxListed = 20;  // of one kind of thing that was not understood

struct Wording {
    std::string_view word;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array<Wording, 12> kKinds{{
    {"stock", "存量", "stock"},
    {"new", "新增", "new"},
    {"net_new", "净增", "net new"},
    {"register", "入库", "entered"},
    {"amount", "数额", "amount"},
    {"ratio", "占比", "ratio"},
    {"growth", "增长", "growth"},
    {"difference", "升降", "difference"},
    {"rank", "位次", "rank"},
    {"index", "指数", "index"},
    {"multiple", "倍数", "multiple"},
    {"coverage", "覆盖", "coverage"},
}};

std::string kind_words(std::string_view kind, const Console& console) {
    for (const Wording& wording : kKinds) {
        if (wording.word == kind) return console.label(wording.zh, wording.en);
    }
    return std::string(kind);
}

// Fits into so many cells of a terminal; line ends become blanks.
std::string clipped(std::string_view text, std::size_t cells) {
    std::string out;
    std::size_t used = 0;
    for (const char32_t c : base::decode_utf8(text)) {
        const std::string piece = c < 0x20 || c == 0x7F ? " " : base::encode_utf8(c);
        const std::size_t width = pack::display_width(piece);
        if (used + width > cells) {
            // One cell for the … itself.
            while (used + 1 > cells && !out.empty()) {
                std::u32string points = base::decode_utf8(out);
                used -= pack::display_width(base::encode_utf8(points.back()));
                points.pop_back();
                out = base::encode_utf8(points);
            }
            return out + "…";
        }
        out += piece;
        used += width;
    }
    return out;
}

std::string value_words(const plan::Target& t, const Console& console) {
    const std::string value = base::to_string(t.value);
    if (t.bound == "range") {
        return fmt::format("{}–{}{}", value, base::to_string(t.value_high.value_or(t.value)),
                           t.unit);
    }
    if (t.bound == "rank<=") {
        return console.language == Language::en
                   ? "top " + value
                   : fmt::format("前{}{}", value, t.unit.empty() ? "位" : t.unit);
    }
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kSigns{
        {{">=", "≥"}, {"<=", "≤"}, {"~", "≈"}, {"=", ""}}};
    std::string sign = t.bound;
    for (const auto& [bound, shown] : kSigns) {
        if (bound == t.bound) sign = shown;
    }
    return sign + value + t.unit;
}

std::string joined(const std::vector<std::string>& items) {
    std::string text;
    for (const std::string& item : items) text += (text.empty() ? "" : "、") + item;
    return text;
}

std::string indented(const std::string& table) {
    std::string out;
    std::size_t begin = 0;
    while (begin < table.size()) {
        const std::size_t end = std::min(table.find('\n', begin), table.size() - 1);
        out += "  " + table.substr(begin, end - begin + 1);
        begin = end + 1;
    }
    return out;
}

// Columns that are empty in every row say nothing and are left out; the heading does not count.
Rows without_empty_columns(const Rows& rows) {
    Rows kept(rows.size());
    for (std::size_t c = 0; c < rows[0].size(); ++c) {
        const bool is_used = std::any_of(rows.begin() + 1, rows.end(),
                                         [&](const auto& row) { return !row[c].empty(); });
        if (!is_used) continue;
        for (std::size_t r = 0; r < rows.size(); ++r) kept[r].push_back(rows[r][c]);
    }
    return kept;
}

class PlanTable {
public:
    PlanTable(const office::PlanFile& file, const Console& console)
        : plan_(file.plan), console_(console) {
        out_ = file.name + "\n";
    }

    std::string make() {
        add_head();
        add_targets();
        add_tasks();
        add_numerals();
        add_not_understood();
        return std::move(out_);
    }

private:
    std::string label(std::string_view zh, std::string_view en) const {
        return console_.label(zh, en);
    }

    void add_head() {
        Rows rows;
        const auto add = [&](std::string_view zh, std::string_view en, const std::string& value) {
            if (!value.empty()) rows.push_back({label(zh, en), clipped(value, 100)});
        };
        add("标题", "title", plan_.title);
        add("年度", "year", plan_.year == 0 ? std::string() : std::to_string(plan_.year));
        add("发布机构", "issuer", plan_.issuer);
        for (const auto& [key, value] : plan_.metadata) {
            if (key == "索引号") add(key, "index number", value);
            if (key == "发布文号" || key == "发文字号" || key == "文号") {
                add(key, "document number", value);
            }
            if (key == "发文日期" || key == "成文日期" || key == "发布日期") {
                add(key, "date", value);
            }
        }
        if (!rows.empty()) out_ += indented(pack::text_table(rows));
    }

    void add_heading(std::string_view zh, std::string_view en, std::size_t count) {
        const std::string words = console_.language == Language::zh
                                      ? fmt::format("{} {} 项", zh, count)
                                      : fmt::format("{} {}", label(zh, en), count);
        out_ += "\n" + words + "\n";
    }

    void add_targets() {
        add_heading("目标", "targets", plan_.targets.size());
        if (plan_.targets.empty()) return;
        Rows rows{{label("序", "no."), label("指标", "metric"), label("性质", "kind"),
                   label("数值", "value"), label("完成时间", "by"), label("范围", "scope"),
                   label("语气", "hedge"), label("目录指标", "indicator"), label("备注", "note")}};
        for (const plan::Target& t : plan_.targets) {
            rows.push_back({std::to_string(rows.size()), clipped(t.metric, kMetricCells),
                            kind_words(t.kind, console_), value_words(t, console_), t.horizon,
                            clipped(t.scope, kOwnerCells), t.hedge,
                            t.indicator.empty() ? "?" : t.indicator, notes(t)});
        }
        out_ += indented(pack::text_table(without_empty_columns(rows)));
    }

    std::string notes(const plan::Target& t) const {
        std::string words;
        if (t.level == "stretch") words = label("争取值", "stretch");
        if (t.confidence_percent < kSureEnoughPercent) {
            if (!words.empty()) words += ", ";
            words += fmt::format("{} {}%", label("把握", "confidence"), t.confidence_percent);
        }
        return words;
    }

    void add_tasks() {
        add_heading("任务", "tasks", plan_.tasks.size());
        if (plan_.tasks.empty()) return;
        Rows rows{{label("序号", "no."), label("任务", "task"), label("责任单位", "owners"),
                   label("时限", "due")}};
        for (const plan::Task& task : plan_.tasks) {
            rows.push_back({task.number, clipped(task.title, kTitleCells),
                            clipped(joined(task.owners), kOwnerCells), clipped(task.due, 20)});
        }
        out_ += indented(pack::text_table(without_empty_columns(rows)));
    }

    void add_numerals() {
        const auto taken = static_cast<std::size_t>(
            std::count_if(plan_.explanations.begin(), plan_.explanations.end(),
                          [](const plan::Explanation& e) { return e.taken; }));
        const std::size_t all = plan_.explanations.size();
        out_ += "\n" +
                console_.words(
                    fmt::format("数字 {} 处，取作目标 {} 处，其余 {} 处（理由见 --explain）", all,
                                taken, all - taken),
                    fmt::format("{} numerals, {} taken as targets, {} not (see --explain for why)",
                                all, taken, all - taken)) +
                "\n";
    }

    void add_not_understood() {
        std::vector<std::string> open;
        if (plan_.title.empty()) open.push_back(console_.words("标题", "the title"));
        if (plan_.year == 0) open.push_back(console_.words("年度", "the year"));
        if (plan_.issuer.empty()) open.push_back(console_.words("发布机构", "the issuer"));
        std::size_t unbound = 0;
        for (const plan::Target& t : plan_.targets) {
            if (!t.indicator.empty() || ++unbound > kMaxListed) continue;
            open.push_back(console_.words(
                fmt::format("目录里没有“{}”", clipped(t.metric, kMetricCells)),
                fmt::format("not in the catalog: {}", clipped(t.metric, kMetricCells))));
        }
        if (unbound > kMaxListed) {
            open.push_back(console_.words(
                fmt::format("另有 {} 个不在目录里", unbound - kMaxListed),
                fmt::format("{} more are not in the catalog", unbound - kMaxListed)));
        }
        if (open.empty()) return;
        out_ += "\n" + label("没有读懂", "not understood") + "\n";
        for (const std::string& words : open) out_ += "  " + words + "\n";
    }

    const plan::PlanDocument& plan_;
    const Console& console_;
    std::string out_;
};

// Lines and columns from 1; asked for in ascending order only.
class Places {
public:
    explicit Places(std::string_view text) : chars_(base::decode_utf8(text)) {}

    std::string at(std::int32_t point) {
        const std::size_t wanted = std::min(static_cast<std::size_t>(point), chars_.size());
        for (; at_ < wanted; ++at_) {
            if (chars_[at_] != U'\n') continue;
            ++line_;
            begin_ = at_ + 1;
        }
        return fmt::format("{}:{}", line_, wanted - begin_ + 1);
    }

private:
    std::u32string chars_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
    std::size_t line_ = 1;
};

}  // namespace

std::string plan_table(const office::PlanFile& file, const Console& console) {
    return PlanTable(file, console).make();
}

std::string explanation_lines(const office::PlanFile& file, const Console& console) {
    constexpr std::size_t kNumeralCells = 30;
    Places places(file.text);
    Rows rows;
    for (const plan::Explanation& e : file.plan.explanations) {
        rows.push_back({fmt::format("{}-{}", e.span.start, e.span.end), places.at(e.span.start),
                        clipped(e.numeral, kNumeralCells),
                        e.taken ? console.label("目标", "target") : "-",
                        console.words(e.zh, e.en)});
    }
    return pack::text_table(rows);
}

}  // namespace kc::cli
