// SPDX-License-Identifier: Apache-2.0
#include "office/office_list_export.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "base/utf8.hpp"
#include "office/list_file.hpp"
#include "office/list_words.hpp"
#include "office/office_collection_lists.hpp"
#include "pack/time.hpp"
#include "pack/words.hpp"
#include "store/journal.hpp"

namespace kc::office {
namespace {

using exchange::CellValue;
using exchange::ExportSpec;
using Rows = std::vector<ListRow>;

constexpr std::int64_t kFactsAtOnce = 1'000;
constexpr std::size_t kJournalCharacters = 2'000;
constexpr std::size_t kFactsNamed = 20;  // of one figure; the others are counted

// ---- what a figure stands on -----------------------------------------------------------------

void gather_facts(const std::vector<indicator::Derivation>& steps, std::set<std::int64_t>& numbers,
                  std::set<std::string>& sources, std::size_t& not_listed) {
    for (const indicator::Derivation& step : steps) {
        for (const indicator::FactRef& fact : step.facts) {
            if (fact.id > 0) numbers.insert(fact.id);
            if (!fact.source.empty()) sources.insert(fact.source);
        }
        not_listed += step.facts_not_listed;
        gather_facts(step.steps, numbers, sources, not_listed);
    }
}

// "数据 12、15；来源 高企名单"
std::string sources_of(const TargetNow& target, const FileWords& words) {
    std::set<std::int64_t> numbers;
    std::set<std::string> sources;
    std::size_t more = 0;
    gather_facts(target.steps, numbers, sources, more);
    std::vector<std::string> named;
    for (const std::int64_t number : numbers) {
        if (named.size() == kFactsNamed) {
            more += numbers.size() - kFactsNamed;
            break;
        }
        named.push_back(std::to_string(number));
    }
    std::string text;
    if (!named.empty())
        text = words.pick("数据 ", "facts ") +
               fmt::format("{}", fmt::join(named, words.pick("、", ", ")));
    if (more > 0)
        text += words.pick(fmt::format("等（另{}个）", more), fmt::format(" and {} more", more));
    for (const std::string& source : sources)
        text += (text.empty() ? "" : words.pick("；", "; ")) + source;
    return text;
}

std::string moment_text(const Moment& moment) {
    return base::to_string(moment.day);
}

std::string place_of(const std::optional<pack::SourceSentence>& source, bool of_sentence) {
    if (!source) return {};
    return of_sentence ? source->sentence : source->section;
}

}  // namespace

Result<std::string> export_targets(const Office& office, const Moment& moment,
                                   const std::optional<std::string>& status,
                                   const ListExport& out) {
    const FileWords words(out.language);
    const TargetsNow now = targets_at(office, moment);
    ExportSpec spec{.name = words.pick("目标", "Targets")};
    spec.columns = {column(words, "code", "代码", "Code", true),
                    column(words, "name", "目标", "Target"),
                    column(words, "indicator", "指标", "Indicator", true),
                    column(words, "scope", "范围", "Scope"),
                    column(words, "bound", "要求", "Bound"),
                    column(words, "target", "目标值", "Target value"),
                    column(words, "target_high", "目标上限", "Upper end"),
                    column(words, "unit", "单位", "Unit"),
                    column(words, "horizon", "期限", "Until"),
                    column(words, "value", "现值", "Value"),
                    column(words, "value_period", "数据时期", "Period"),
                    column(words, "age_days", "数据已过天数", "Age in days"),
                    column(words, "gap", "差距", "Gap"),
                    column(words, "status", "状态", "Status"),
                    column(words, "reason", "原因", "Reason"),
                    column(words, "owners", "责任单位", "Owners"),
                    column(words, "section", "出处", "Section of the plan"),
                    column(words, "sentence", "原文", "Sentence")};
    if (auto added = add_remarks(office, out, moment_text(now.moment), spec); !added)
        return unexpected(std::move(added.error()));
    if (status) spec.remarks.emplace_back(words.pick("筛选条件", "Filter"), *status);
    auto head = journal_head(office);
    if (!head) return unexpected(std::move(head.error()));
    Rows rows;
    for (const TargetNow& one : now.targets) {
        if (status && one.status != *status) continue;
        const pack::Target& target = *one.target;
        const std::string unit = base::to_string(target.unit);
        rows.push_back({target.code, words.name(target.name), target.indicator,
                        target.scope.empty() ? words.unit(*now.live, target.unit_of_observation)
                                             : target.scope,
                        std::string(pack::to_string(target.bound)), target.value,
                        cell(target.value_high), unit, pack::to_string(target.horizon),
                        cell(one.value), cell(one.value_period), cell(one.age_days), cell(one.gap),
                        words.state(one.status), words.pick(one.reason.zh, one.reason.en),
                        words.units(*now.live, target.owners), place_of(target.source, false),
                        place_of(target.source, true)});
        if (!one.value) continue;
        spec.figures.push_back({.name = words.name(target.name),
                                .value = *one.value,
                                .unit = unit,
                                .source = sources_of(one, words),
                                .as_of = moment_text(now.moment),
                                .proof = *head});
    }
    return file_of(out, std::move(spec), std::move(rows));
}

Result<std::string> export_tasks(const Office& office, const Moment& moment,
                                 const ListExport& out) {
    const FileWords words(out.language);
    const TargetsNow now = targets_at(office, moment);
    ExportSpec spec{.name = words.pick("任务", "Tasks")};
    spec.columns = {column(words, "number", "序号", "Number", true),
                    column(words, "code", "代码", "Code", true),
                    column(words, "name", "任务", "Task"),
                    column(words, "text", "内容", "Text"),
                    column(words, "owners", "责任单位", "Owners"),
                    column(words, "due", "期限", "Due"),
                    column(words, "status", "状态", "Status"),
                    column(words, "targets", "所属目标", "Targets"),
                    column(words, "section", "出处", "Section of the plan"),
                    column(words, "sentence", "原文", "Sentence")};
    if (auto added = add_remarks(office, out, moment_text(now.moment), spec); !added)
        return unexpected(std::move(added.error()));
    Rows rows;
    for (const auto& entry : now.live->pack.objects.tasks) {
        const pack::Task& task = entry.value;
        std::vector<std::string> targets;
        for (const TargetNow* one : targets_of(now, task))
            targets.push_back(words.name(one->target->name));
        rows.push_back({task.number, task.code, words.name(task.name), task.text,
                        words.units(*now.live, task.owners),
                        task.due ? pack::to_string(*task.due) : std::string(),
                        words.state(task_status(now, task)),
                        fmt::format("{}", fmt::join(targets, words.pick("；", "; "))),
                        place_of(task.source, false), place_of(task.source, true)});
    }
    return file_of(out, std::move(spec), std::move(rows));
}

Result<std::string> export_counties(const Office& office, const Moment& moment,
                                    const std::string& code, const ListExport& out) {
    const FileWords words(out.language);
    const auto live = office.live();
    const pack::Target* target = live->lookup.target(code);
    if (target == nullptr)
        return unexpected(Diagnostic{"E-no-target", {}, "没有这个目标", "there is no such target"});
    const CountiesNow now = counties_at(office, *live, *target, moment);
    ExportSpec spec{.name = words.name(target->name)};
    spec.columns = {column(words, "code", "行政区划代码", "Code", true),
                    column(words, "name", "县市区", "County"),
                    column(words, "value", "现值", "Value"),
                    column(words, "unit", "单位", "Unit"),
                    column(words, "value_period", "数据时期", "Period"),
                    column(words, "age_days", "数据已过天数", "Age in days"),
                    column(words, "target", "目标值", "Target value"),
                    column(words, "status", "状态", "Status")};
    if (auto added = add_remarks(office, out, moment_text(moment), spec); !added)
        return unexpected(std::move(added.error()));
    spec.remarks.emplace_back(words.pick("目标", "Target"), words.name(target->name));
    spec.remarks.emplace_back(words.pick("核对", "Check"), words.pick(now.check.zh, now.check.en));
    Rows rows;
    const std::string unit = base::to_string(target->unit);
    for (const CountyNow& one : now.counties)
        rows.push_back({one.unit->code, words.name(one.unit->name), cell(one.value), unit,
                        cell(one.value_period), cell(one.age_days), cell(one.target),
                        words.state(one.status)});
    return file_of(out, std::move(spec), std::move(rows));
}

// ---- facts -----------------------------------------------------------------------------------

namespace {

std::string dimensions_text(const store::Dimensions& dimensions) {
    std::string text;
    for (const auto& [name, member] : dimensions)
        text += fmt::format("{}{}={}", text.empty() ? "" : "; ", name, member);
    return text;
}

Diagnostic too_many_facts() {
    return Diagnostic{"E-list-size",
                      {},
                      fmt::format("数据多于{}条，一次导不完", kFactsOutMax),
                      fmt::format("more than {} facts are too many for one file", kFactsOutMax)}
        .hint("按指标、单位或时期筛选", "filter by indicator, unit or period");
}

}  // namespace

Result<std::string> export_facts(Office& office, const FactFilter& filter, const ListExport& out) {
    const FileWords words(out.language);
    const auto live = office.live();
    ExportSpec spec{.name = words.pick("数据", "Facts")};
    spec.columns = {column(words, "id", "编号", "Number"),
                    column(words, "indicator", "指标代码", "Indicator", true),
                    column(words, "indicator_name", "指标", "Name"),
                    column(words, "unit", "单位代码", "Unit", true),
                    column(words, "unit_name", "单位", "Unit name"),
                    column(words, "period", "时期", "Period", true),
                    column(words, "value", "数值", "Value"),
                    column(words, "measure", "计量单位", "In"),
                    column(words, "dimensions", "维度", "Dimensions"),
                    column(words, "status", "状态", "Status"),
                    column(words, "current", "有效", "Current"),
                    column(words, "source", "来源", "Source"),
                    column(words, "who", "填报人", "Who")};
    if (auto added = add_remarks(office, out, base::to_string(office.today()), spec); !added)
        return unexpected(std::move(added.error()));
    for (const auto& [name, value] : {std::pair(words.pick("指标", "Indicator"), filter.indicator),
                                      std::pair(words.pick("单位", "Unit"), filter.unit),
                                      std::pair(words.pick("时期", "Period"), filter.period)}) {
        if (value) spec.remarks.emplace_back(name, *value);
    }
    std::vector<ListedFact> page;
    std::size_t at = 0;
    bool is_last = false;
    std::int64_t taken = 0;
    FactFilter wanted = filter;
    wanted.limit = kFactsAtOnce;
    return list_file(out.format, std::move(spec), [&](std::vector<CellValue>& row) -> Result<bool> {
        if (at == page.size()) {
            if (is_last) return false;
            auto facts = list_facts(office, wanted);
            if (!facts) return unexpected(std::move(facts.error()));
            page = std::move(*facts);
            is_last = static_cast<std::int64_t>(page.size()) <= wanted.limit;
            if (!is_last) page.pop_back();
            at = 0;
            if (page.empty()) return false;
            wanted.before = page.back().fact.id;
        }
        if (++taken > kFactsOutMax) return unexpected(too_many_facts());
        const ListedFact& one = page[at++];
        const store::Fact& fact = one.fact;
        const pack::Indicator* indicator = live->lookup.indicator(fact.indicator);
        row = {whole_cell(fact.id),
               fact.indicator,
               indicator == nullptr ? std::string() : words.name(indicator->name),
               fact.unit,
               words.unit(*live, fact.unit),
               base::to_string(fact.period),
               fact.value,
               indicator == nullptr ? std::string() : base::to_string(indicator->unit),
               dimensions_text(fact.dimensions),
               words.state(store::to_string(fact.status)),
               one.is_current,
               fact.source,
               fact.who};
        return true;
    });
}

// ---- the journal -----------------------------------------------------------------------------

Result<std::string> export_journal(const Office& office, const ListExport& out) {
    const FileWords words(out.language);
    ExportSpec spec{.name = words.pick("日志", "Journal")};
    spec.columns = {column(words, "sequence", "序号", "Number"),
                    column(words, "at", "时间（UTC）", "At (UTC)", true),
                    column(words, "actor", "账号", "Account"),
                    column(words, "kind", "操作", "Kind", true),
                    column(words, "facts", "数据条数", "Facts"),
                    column(words, "payload", "内容", "Request"),
                    column(words, "answer", "结果", "Answer")};
    if (auto added = add_remarks(office, out, base::to_string(office.today()), spec); !added)
        return unexpected(std::move(added.error()));
    auto reader = office.store().read_for_long();
    if (!reader) return unexpected(std::move(reader.error()));
    std::vector<store::JournalEntry> page;
    std::size_t at = 0;
    std::int64_t next = 1;
    return list_file(out.format, std::move(spec), [&](std::vector<CellValue>& row) -> Result<bool> {
        if (at == page.size()) {
            auto read = store::read_journal(reader->connection(), next, store::kMaxEntriesRead);
            if (!read) return unexpected(std::move(read.error()));
            page = std::move(*read);
            at = 0;
            if (page.empty()) return false;
            next = page.back().sequence + 1;
        }
        const store::JournalEntry& one = page[at++];
        const auto seconds = static_cast<std::time_t>(one.known_at_us / 1'000'000);
        row = {whole_cell(one.sequence),
               fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::gmtime(seconds)),
               one.actor,
               one.kind,
               whole_cell(one.facts_count),
               base::shortened(one.payload, kJournalCharacters),
               base::shortened(one.answer, kJournalCharacters)};
        return true;
    });
}

// ---- sheets ----------------------------------------------------------------------------------

Result<std::string> export_sheets(Office& office, const access::Actor& actor,
                                  const std::string& form, const std::string& unit,
                                  const std::optional<base::Period>& period,
                                  const ListExport& out) {
    const FileWords words(out.language);
    auto matrix = collection_matrix(office, actor, {.form = form, .unit = unit, .period = period});
    if (!matrix) return unexpected(std::move(matrix.error()));
    ExportSpec spec{.name = words.pick("填报情况", "Sheets")};
    spec.columns = {column(words, "form", "填报表代码", "Form", true),
                    column(words, "form_name", "填报表", "Form name"),
                    column(words, "unit", "单位代码", "Unit", true),
                    column(words, "unit_name", "单位", "Unit name"),
                    column(words, "period", "报告期", "Period", true),
                    column(words, "deadline", "截止日期", "Deadline"),
                    column(words, "progress", "进度", "Progress"),
                    column(words, "days_late", "逾期天数", "Days late"),
                    column(words, "published", "曾发布", "Was published")};
    if (auto added = add_remarks(office, out, base::to_string(matrix->on), spec); !added)
        return unexpected(std::move(added.error()));
    Rows rows;
    for (const collection::MatrixCell& one : matrix->cells) {
        const auto filler = std::find_if(matrix->units.begin(), matrix->units.end(),
                                         [&](const auto& it) { return it.code == one.key.unit; });
        const auto* shown = matrix->live->forms->find(one.key.form);
        rows.push_back({one.key.form, shown == nullptr ? std::string() : words.name(shown->name),
                        one.key.unit,
                        filler == matrix->units.end() ? std::string() : words.name(filler->name),
                        base::to_string(one.key.period), one.deadline,
                        words.state(collection::to_string(one.progress)), whole_cell(one.days_late),
                        one.was_published});
    }
    return file_of(out, std::move(spec), std::move(rows));
}

}  // namespace kc::office
