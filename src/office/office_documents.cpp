// SPDX-License-Identifier: Apache-2.0
#include "office/office_documents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>
#include <optional>
#include <utility>

#include "office/region.hpp"
#include "store/journal.hpp"

namespace kc::office {
namespace {

using exchange::DocumentBlock;
using exchange::DocumentTable;
using pack::DocumentTableOf;
using Statuses = std::initializer_list<std::string_view>;

constexpr std::size_t kRootShown = 16;  // of the journal's root, in hex

struct StatusWord {
    std::string_view status;
    std::string_view zh;
};
constexpr std::array kStatusWords{
    StatusWord{"achieved", "已完成"}, StatusWord{"on_track", "正常"},
    StatusWord{"at_risk", "有风险"},  StatusWord{"off_track", "落后"},
    StatusWord{"unknown", "未知"},    StatusWord{"stale", "过期"},
};

std::string status_zh(std::string_view status) {
    const auto found = std::find_if(kStatusWords.begin(), kStatusWords.end(),
                                    [&](const StatusWord& one) { return one.status == status; });
    return std::string(found == kStatusWords.end() ? status : found->zh);
}

std::string number_text(const std::optional<base::Decimal>& value, base::Unit unit) {
    return value ? base::to_string(*value) + base::to_string(unit) : "—";
}

std::string promised(const pack::Target& target) {
    const std::string value = base::to_string(target.value);
    const std::string unit = base::to_string(target.unit);
    switch (target.bound) {
        case pack::Bound::equal: return fmt::format("{}{}", value, unit);
        case pack::Bound::at_least: return fmt::format("不低于{}{}", value, unit);
        case pack::Bound::more_than: return fmt::format("高于{}{}", value, unit);
        case pack::Bound::at_most: return fmt::format("不超过{}{}", value, unit);
        case pack::Bound::less_than: return fmt::format("低于{}{}", value, unit);
        case pack::Bound::about: return fmt::format("{}{}左右", value, unit);
        case pack::Bound::range:
            return fmt::format("{}—{}{}", value,
                               base::to_string(target.value_high.value_or(target.value)), unit);
        case pack::Bound::rank_at_most: return fmt::format("前{}位", value);
    }
    return value;
}

std::string period_zh(const std::optional<base::Period>& period) {
    return period ? base::to_chinese_string(*period) : "—";
}

std::string units_zh(const LivePack& live, const std::vector<std::string>& codes) {
    std::string out;
    for (const std::string& code : codes) {
        const pack::AdminUnit* unit = live.lookup.unit(code);
        if (!out.empty()) out += "、";
        out += unit == nullptr ? code : unit->name.zh;
    }
    return out.empty() ? "—" : out;
}

bool is_one_of(std::string_view status, Statuses statuses) {
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

// Fills one template; keeps the figures it is made of.
class Composer {
public:
    Composer(const Office& office, const pack::DocumentTemplate& from, const DocumentOrder& order)
        : office_(office), from_(from), order_(order), now_(targets_at(office, order.moment)) {}

    Result<exchange::OfficialDocument> run() {
        auto source = source_line();
        if (!source) return unexpected(source.error());
        exchange::OfficialDocument to;
        switch (from_.form) {
            case pack::DocumentForm::red_header:
                to.form = exchange::OfficialDocument::Form::red_header;
                break;
            case pack::DocumentForm::bulletin:
                to.form = exchange::OfficialDocument::Form::bulletin;
                break;
            case pack::DocumentForm::plain:
                to.form = exchange::OfficialDocument::Form::plain;
                break;
        }
        to.issuer = now_.live->manifest().issuer.zh;
        to.masthead = filled(from_.masthead);
        to.number = filled(from_.number);
        to.title = filled(from_.title);
        to.recipient = filled(from_.recipient);
        to.blocks = blocks_of(from_.parts);
        to.blocks.emplace_back(exchange::Prose{*source});
        for (const pack::DocumentAnnex& annex : from_.annexes)
            to.annexes.push_back({filled(annex.title), blocks_of(annex.parts), annex.is_landscape});
        to.written_on = order_.moment.day;
        to.remark = filled(from_.remark);
        to.copies_to = from_.copies_to;
        to.printed_by = filled(from_.printed_by);
        return to;
    }

private:
    std::size_t count(Statuses statuses) const {
        return static_cast<std::size_t>(
            std::count_if(now_.targets.begin(), now_.targets.end(),
                          [&](const TargetNow& one) { return is_one_of(one.status, statuses); }));
    }

    // The check of the pack has made sure that there is one for every word.
    std::string value_of(std::string_view word) const {
        const auto number = [](std::size_t value) { return std::to_string(value); };
        if (word == "bureau") return now_.live->manifest().issuer.zh;
        if (word == "year") return std::to_string(now_.live->manifest().year);
        if (word == "period")
            return base::to_chinese_string(period_before(from_.period, order_.moment.day));
        if (word == "date") return base::to_chinese_string(order_.moment.day);
        if (word == "issue") return std::to_string(order_.issue);
        if (word == "targets") return number(now_.targets.size());
        if (word == "achieved") return number(count({"achieved"}));
        if (word == "on_track") return number(count({"on_track"}));
        if (word == "behind") return number(count({"at_risk", "off_track"}));
        if (word == "unknown") return number(count({"unknown", "stale"}));
        if (word == "tasks") return number(now_.live->pack.objects.tasks.size());
        return std::string(word);
    }

    std::string filled(std::string_view text) const {
        std::string out;
        while (!text.empty()) {
            const std::size_t open = text.find('{');
            out += text.substr(0, open);
            if (open == std::string_view::npos) break;
            const std::size_t close = text.find('}', open);
            out += value_of(text.substr(open + 1, close - open - 1));
            text.remove_prefix(close == std::string_view::npos ? text.size() : close + 1);
        }
        return out;
    }

    std::vector<DocumentBlock> blocks_of(const std::vector<pack::DocumentPart>& parts) const {
        std::vector<DocumentBlock> blocks;
        for (const pack::DocumentPart& part : parts) {
            if (!part.heading.empty()) {
                const auto level = static_cast<std::uint8_t>(part.level);
                blocks.emplace_back(exchange::Heading{level, filled(part.heading)});
            } else if (!part.text.empty()) {
                blocks.emplace_back(exchange::Prose{filled(part.text)});
            } else {
                add_table(part, blocks);
            }
        }
        return blocks;
    }

    void add_table(const pack::DocumentPart& part, std::vector<DocumentBlock>& blocks) const {
        DocumentTable table = rows_for(part.table);
        if (table.rows.empty() && !part.if_empty.empty()) {
            blocks.emplace_back(exchange::Prose{filled(part.if_empty)});
            return;
        }
        table.caption = filled(part.caption);
        blocks.emplace_back(std::move(table));
    }

    DocumentTable rows_for(DocumentTableOf what) const {
        switch (what) {
            case DocumentTableOf::achieved: return targets({"achieved"});
            case DocumentTableOf::on_track: return targets({"on_track"});
            case DocumentTableOf::behind: return targets({"off_track", "at_risk"});
            case DocumentTableOf::unknown: return targets({"unknown", "stale"});
            case DocumentTableOf::counties: return counties();
            case DocumentTableOf::tasks: return tasks();
            case DocumentTableOf::targets:
            case DocumentTableOf::none: break;
        }
        return targets({"achieved", "on_track", "at_risk", "off_track", "unknown", "stale"});
    }

    DocumentTable targets(Statuses statuses) const {
        DocumentTable table;
        table.header = {"序号", "目标", "目标值", "完成值", "数据时期", "差距", "状态", "责任单位"};
        for (const TargetNow& one : now_.targets) {
            if (!is_one_of(one.status, statuses)) continue;
            const pack::Target& target = *one.target;
            table.rows.push_back({std::to_string(table.rows.size() + 1), target.name.zh,
                                  promised(target), number_text(one.value, target.unit),
                                  period_zh(one.value_period), number_text(one.gap, target.unit),
                                  status_zh(one.status), units_zh(*now_.live, target.owners)});
        }
        return table;
    }

    DocumentTable counties() const {
        DocumentTable table;
        table.header = {"目标", "县市区", "完成值", "数据时期", "分解数", "状态"};
        for (const TargetNow& one : now_.targets) {
            const pack::Target& target = *one.target;
            const CountiesNow parts = counties_at(office_, *now_.live, target, order_.moment);
            for (const CountyNow& county : parts.counties) {
                if (!county.value && !county.target) continue;
                table.rows.push_back(
                    {target.name.zh, county.unit->name.zh, number_text(county.value, target.unit),
                     period_zh(county.value_period), number_text(county.target, target.unit),
                     county.target ? status_zh(county.status) : "—"});
            }
        }
        return table;
    }

    DocumentTable tasks() const {
        DocumentTable table;
        table.header = {"序号", "重点任务", "责任单位", "时限", "目标数", "状态"};
        for (const auto& entry : now_.live->pack.objects.tasks) {
            const pack::Task& task = entry.value;
            table.rows.push_back({task.number, task.name.zh, units_zh(*now_.live, task.owners),
                                  task.due ? pack::to_string(*task.due) : "—",
                                  std::to_string(targets_of(now_, task).size()),
                                  status_zh(task_status(now_, task))});
        }
        return table;
    }

    // Whoever holds this line can have every figure of the document computed again.
    Result<std::string> source_line() const {
        auto reader = office_.store().read();
        if (!reader) return unexpected(reader.error());
        auto head = store::read_head(reader->connection());
        if (!head) return unexpected(head.error());
        return fmt::format("（数据为{}已知的审定数据；台账共{}条，校验值{}。）",
                           order_.moment.is_now
                               ? base::to_chinese_string(order_.moment.day) + "生成时"
                               : base::to_chinese_string(order_.moment.day),
                           head->size, store::to_hex(head->root).substr(0, kRootShown));
    }

    const Office& office_;
    const pack::DocumentTemplate& from_;
    const DocumentOrder& order_;
    const TargetsNow now_;
};

}  // namespace

std::vector<const pack::DocumentTemplate*> document_templates(const LivePack& live) {
    std::vector<const pack::DocumentTemplate*> all;
    const auto add = [&](const pack::ObjectSet& set) {
        for (const auto& entry : set.document_templates) {
            const bool is_known = std::any_of(all.begin(), all.end(), [&](const auto* one) {
                return one->code == entry.value.code;
            });
            if (!is_known) all.push_back(&entry.value);
        }
    };
    add(live.pack.objects);
    add(*live.catalog);
    return all;
}

const pack::DocumentTemplate* find_document_template(const LivePack& live, std::string_view code) {
    for (const pack::DocumentTemplate* one : document_templates(live)) {
        if (one->code == code) return one;
    }
    return nullptr;
}

Result<exchange::OfficialDocument> compose_document(const Office& office,
                                                    const pack::DocumentTemplate& from,
                                                    const DocumentOrder& order) {
    return Composer(office, from, order).run();
}

base::Period period_before(pack::DocumentPeriod period, base::Date day) {
    // Over on the day itself when it is the last one.
    const base::Date next = base::add_days(day, 1).value_or(day);
    const int months = next.year() * 12 + next.month() - 2;  // the last full month, from year 0
    const int quarters = (months + 1) / 3 - 1;
    std::optional<base::Period> found;
    switch (period) {
        case pack::DocumentPeriod::month:
            found = base::Period::month(months / 12, months % 12 + 1);
            break;
        case pack::DocumentPeriod::quarter:
            found = base::Period::quarter(quarters / 4, quarters % 4 + 1);
            break;
        case pack::DocumentPeriod::year: found = base::Period::year(next.year() - 1); break;
    }
    // A clock outside the years that periods know; the first one then stands for it.
    return found.value_or(*base::Period::year(base::Period::kMinYear));
}

}  // namespace kc::office
