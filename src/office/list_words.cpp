// SPDX-License-Identifier: Apache-2.0
#include "office/list_words.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "office/list_file.hpp"
#include "store/journal.hpp"

namespace kc::office {
namespace {

using exchange::CellValue;

struct Word {
    std::string_view code;
    std::string_view zh;
    std::string_view en;
};
constexpr std::array<Word, 23> kWords = {{
    {"achieved", "完成", "achieved"},    {"on_track", "正常", "on track"},
    {"at_risk", "有风险", "at risk"},    {"off_track", "落后", "off track"},
    {"unknown", "未知", "unknown"},      {"stale", "过期", "stale"},
    {"draft", "草稿", "draft"},          {"submitted", "已提交", "submitted"},
    {"verified", "已核验", "verified"},  {"published", "已发布", "published"},
    {"revised", "已修订", "revised"},    {"not_due", "未到期", "not due"},
    {"open", "待填", "to be filled in"}, {"late", "逾期", "late"},
    {"signed", "已签字", "signed"},      {"signed_off", "已签字", "signed"},
    {"returned", "已退回", "returned"},  {"withdrawn", "已撤回", "withdrawn"},
    {"live", "生效", "in effect"},       {"waiting", "待第二人确认", "waiting for a second person"},
    {"future", "尚未开始", "not begun"}, {"past", "已到期", "over"},
    {"ended", "已收回", "taken back"},
}};

}  // namespace

std::string FileWords::pick(std::string_view zh, std::string_view en) const {
    return std::string(is_zh_ || en.empty() ? zh : en);
}

std::string FileWords::name(const pack::Bilingual& name) const {
    return pick(name.zh, name.en);
}

std::string FileWords::state(std::string_view code) const {
    for (const Word& one : kWords) {
        if (one.code == code) return pick(one.zh, one.en);
    }
    return std::string(code);
}

std::string FileWords::unit(const LivePack& live, const std::string& code) const {
    const pack::AdminUnit* unit = live.lookup.unit(code);
    return unit == nullptr ? code : name(unit->name);
}

std::string FileWords::units(const LivePack& live, const std::vector<std::string>& codes) const {
    std::vector<std::string> names;
    for (const std::string& code : codes) names.push_back(unit(live, code));
    return fmt::format("{}", fmt::join(names, is_zh_ ? "、" : ", "));
}

CellValue cell(const std::optional<base::Decimal>& value) {
    return value ? CellValue(*value) : CellValue();
}
CellValue cell(const std::optional<base::Period>& period) {
    return period ? CellValue(base::to_string(*period)) : CellValue();
}
CellValue cell(const std::optional<base::Date>& day) {
    return day ? CellValue(*day) : CellValue();
}
CellValue cell(const std::optional<std::int64_t>& number) {
    return number ? whole_cell(*number) : CellValue();
}

exchange::ExportColumn column(const FileWords& words, std::string key, std::string_view zh,
                              std::string_view en, bool is_text) {
    return {.key = std::move(key), .form = {.title = words.pick(zh, en), .as_text = is_text}};
}

Result<std::string> journal_head(const Office& office) {
    auto reader = office.store().read();
    if (!reader) return unexpected(std::move(reader.error()));
    auto head = store::read_head(reader->connection());
    if (!head) return unexpected(std::move(head.error()));
    return store::to_string(*head);
}

Result<void> add_remarks(const Office& office, const ListExport& out, const std::string& as_of,
                         exchange::ExportSpec& spec) {
    const FileWords words(out.language);
    auto head = journal_head(office);
    if (!head) return unexpected(std::move(head.error()));
    spec.remarks.emplace_back(words.pick("数据截至", "As of"), as_of);
    spec.remarks.emplace_back(words.pick("导出日期", "Taken out on"),
                              base::to_string(office.today()));
    spec.remarks.emplace_back(words.pick("导出人", "By"), out.who);
    spec.remarks.emplace_back(words.pick("日志摘要", "Head of the journal"), std::move(*head));
    return {};
}

Result<std::string> file_of(const ListExport& out, exchange::ExportSpec spec,
                            std::vector<ListRow> rows) {
    std::size_t at = 0;
    return list_file(out.format, std::move(spec), [&](ListRow& row) -> Result<bool> {
        if (at == rows.size()) return false;
        row = std::move(rows[at++]);
        return true;
    });
}

}  // namespace kc::office
