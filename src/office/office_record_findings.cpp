// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_findings.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace kc::office {
namespace {

std::string english(const pack::Bilingual& name) {
    return name.en.empty() ? name.zh : name.en;
}

}  // namespace

Diagnostic no_such_number(record::RecordId id) {
    return Diagnostic{"E-import-number",
                      {},
                      fmt::format("没有第 {} 号记录", id),
                      fmt::format("there is no record {}", id)}
        .hint("新登记的不要填登记号", "leave the number empty for a new record");
}

Diagnostic no_such_version(std::int64_t given, std::int64_t now) {
    return Diagnostic{"E-import-version",
                      {},
                      fmt::format("登记版本是 {}，现在只有 {}", given, now),
                      fmt::format("the version is {}, but there are only {}", given, now)}
        .hint("重新导出清单再修改", "export the list again and edit that");
}

Diagnostic no_such_record(const record::Registry& registry, const std::string& text) {
    const pack::Bilingual& name = registry.definition().name;
    return Diagnostic{
        "E-record-reference",
        {},
        fmt::format("{}里没有“{}”", name.zh, base::shortened(text)),
        fmt::format("there is no '{}' among {}", base::shortened(text), english(name))}
        .hint("先登记它，或检查代码和全称", "register it first, or check its code and full name");
}

Diagnostic same_as_row(std::uint32_t row) {
    return Diagnostic{"E-import-twice",
                      {},
                      fmt::format("与第 {} 行是同一条记录", row),
                      fmt::format("the same record as in row {}", row)}
        .hint("两行只留一行", "keep one of the two rows");
}

Diagnostic several_rows(const std::string& text, std::uint32_t row, std::uint32_t other) {
    return Diagnostic{
        "E-import-several-rows",
        {},
        fmt::format("表里不止一行叫“{}”：第{}行、第{}行", base::shortened(text), row, other),
        fmt::format("several rows of this table are called '{}': {} and {}", base::shortened(text),
                    row, other)}
        .hint("写编号等不重复的代码，或先导入被引用的那一行",
              "write a code that no two share, or import the row that is meant first");
}

Diagnostic refers_in_a_circle(std::uint32_t row) {
    return Diagnostic{"E-import-circle",
                      {},
                      fmt::format("互相引用成了一圈（第{}行），没有一条可以先登记", row),
                      fmt::format("the rows refer to each other in a circle (row {}): none can be "
                                  "registered first",
                                  row)}
        .hint("清空其中一处，导入以后再补", "leave one of them empty and add it afterwards");
}

Diagnostic refers_to_wrong_row(std::uint32_t row) {
    return Diagnostic{"E-import-refers-to-wrong",
                      {},
                      fmt::format("引用的第{}行本身不能导入", row),
                      fmt::format("row {}, which is referred to, cannot be imported itself", row)}
        .hint("先改好那一行", "mend that row first");
}

Diagnostic has_ended(const record::Record& record) {
    if (record.life == record::life::kMerged)
        return Diagnostic{"E-import-ended",
                          {},
                          fmt::format("已并入第 {} 号记录", record.merged_into.value_or(0)),
                          fmt::format("was merged into record {}", record.merged_into.value_or(0))}
            .hint("改那一条", "change that one instead");
    return Diagnostic{"E-import-ended",
                      {},
                      fmt::format("第 {} 号记录已经结束", record.id),
                      fmt::format("record {} has ended", record.id)}
        .hint("先重新启用它，或删去这一行", "open it again first, or leave out this row");
}

Diagnostic registered_elsewhere() {
    return Diagnostic{"E-import-elsewhere",
                      {},
                      "已经登记过，但不在授权范围之内",
                      "it is registered already, outside what was granted to you"}
        .hint("请管理它的单位修改", "ask those who keep it to change it");
}

Diagnostic taken_by_another() {
    return Diagnostic{"E-record-duplicate",
                      {},
                      "已有别的记录是这个值，不能重复",
                      "another record has this value, and no two may"}
        .hint("检查是不是同一条；是的话填上它的登记号",
              "if it is the same thing, fill in that record's number");
}

Diagnostic changed_by_others(const pack::RegistryField& field, const pack::Bilingual& now) {
    return Diagnostic{
        "E-import-changed",
        {},
        fmt::format("导出以后有人改过“{}”，现在是“{}”", field.name.zh,
                    base::shortened(now.zh.empty() ? "空" : now.zh)),
        fmt::format("'{}' was changed by somebody since the export and now is '{}'",
                    english(field.name), base::shortened(now.zh.empty() ? "empty" : english(now)))}
        .hint("采用现值就清空这一格；坚持修改就删去登记版本",
              "empty the cell to accept it, or delete the version to insist");
}

Diagnostic hidden_value(const pack::RegistryField& field) {
    return Diagnostic{"E-record-hidden-value",
                      {},
                      fmt::format("看不到“{}”的内容，不能改它", field.name.zh),
                      fmt::format("what '{}' says is not visible to you: it cannot be changed",
                                  english(field.name))}
        .hint("不要填这个字段", "leave this field out");
}

Diagnostic nothing_filled_in() {
    return Diagnostic{
        "E-record-required", {}, "必填，不能清空", "it is required: not to be emptied"}
        .hint("写上正确的值", "write what it is");
}

Diagnostic missing_for_new(const pack::RegistryField& field) {
    return Diagnostic{"E-record-required",
                      {},
                      fmt::format("新登记的必须填“{}”", field.name.zh),
                      fmt::format("a new record needs '{}'", english(field.name))}
        .hint("补上；要改已登记的，填登记号或关键字段",
              "add it; to change a registered one give its number or its key fields");
}

Diagnostic missing_in_part(const pack::RegistryField& field) {
    return Diagnostic{"E-record-required",
                      {},
                      fmt::format("拆出的每一条都要填“{}”", field.name.zh),
                      fmt::format("each part needs '{}' of its own", english(field.name))}
        .hint("补上；不能与原记录或其他各条相同",
              "add it; no two may have the same, and none the whole's");
}

Diagnostic no_record_to_fill() {
    return Diagnostic{"E-import-no-record",
                      {},
                      "没有登记过这条记录，不能填它的年度数据",
                      "there is no such record, so it can have no yearly figures"}
        .hint("先登记它，或填上登记号", "register it first, or give its number");
}

Diagnostic no_year_given() {
    return Diagnostic{"E-import-no-year", {}, "没有写是哪一年", "the year is missing"}.hint(
        "补上年度", "add the year");
}

Diagnostic ends_too_early() {
    return Diagnostic{
        "E-record-validity", {}, "有效期的最后一日早于起始日", "its last day lies before its first"}
        .hint("检查两个日期", "check the two days");
}

Diagnostic not_allowed(const access::RowDecision& decision) {
    return Diagnostic{"E-import-forbidden", {}, decision.zh, decision.en}.hint(
        "删去这一行，或请有权的人导入", "leave out this row, or ask somebody who may");
}

}  // namespace kc::office
