// SPDX-License-Identifier: Apache-2.0
#include "record/messages.hpp"

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/utf8.hpp"

namespace kc::record {

Diagnostic not_so(const char* code, std::string zh, std::string en, std::string hint_zh,
                  std::string hint_en) {
    return Diagnostic{code, {}, std::move(zh), std::move(en)}.hint(std::move(hint_zh),
                                                                   std::move(hint_en));
}

Diagnostic about(const pack::RegistryField& field, Diagnostic diagnostic) {
    diagnostic.zh = fmt::format("{}：{}", field.name.zh, diagnostic.zh);
    diagnostic.en =
        fmt::format("{}: {}", field.name.en.empty() ? field.name.zh : field.name.en, diagnostic.en);
    return diagnostic;
}

Diagnostic missing(const pack::RegistryField& field) {
    return about(field, not_so("E-record-required", "没有填写", "nothing is filled in",
                               "这是必填字段", "this field is required"));
}

Diagnostic no_such_field(const std::vector<pack::RegistryField>& fields, std::string_view code) {
    std::vector<std::string> codes;
    for (const pack::RegistryField& field : fields) codes.push_back(field.code);
    const auto near = base::nearest(code, codes);
    return not_so("E-record-field", fmt::format("没有字段 {}", base::shortened(code)),
                  fmt::format("there is no field '{}'", base::shortened(code)),
                  near ? fmt::format("是不是 {}？", *near) : "检查字段代码",
                  near ? fmt::format("did you mean '{}'?", *near) : "check the field's code");
}

Diagnostic taken(const pack::RegistryField& field, RecordId other) {
    return about(field, not_so("E-record-duplicate", fmt::format("与第 {} 号记录相同", other),
                               fmt::format("record {} has the same one", other),
                               "更新那条记录，或先合并重复的记录",
                               "update that record, or merge the duplicates first"));
}

Diagnostic no_such_reference(const pack::RegistryField& field, RecordId id) {
    return about(field,
                 not_so("E-record-reference", fmt::format("没有第 {} 号记录，或它已被合并", id),
                        fmt::format("there is no record {}, or it was merged", id), "从列表中选择",
                        "choose it from the list"));
}

Diagnostic ends_before_it_begins() {
    return not_so("E-record-validity", "有效期的最后一日早于起始日",
                  "its last day lies before its first", "检查两个日期", "check the two dates");
}

Diagnostic too_many_followers() {
    return not_so("E-record-many", "跟随变动的记录太多", "too many records follow this one",
                  "分批处理", "do it in parts");
}

// The same words whether there is none or somebody may not see it.
Diagnostic not_found(RecordId id) {
    return not_so("E-record-not-found", fmt::format("没有第 {} 号记录", id),
                  fmt::format("there is no record {}", id), "检查登记号",
                  "check the record's number");
}

Diagnostic conflict(const Record& present, std::int64_t expected) {
    return not_so("E-record-conflict",
                  fmt::format("记录已是第 {} 版，改的是第 {} 版", present.version, expected),
                  fmt::format("the record is at version {}, the change was made to version {}",
                              present.version, expected),
                  "看过新的内容再改", "look at what is there now and change that");
}

Diagnostic already_merged(const Record& record) {
    const RecordId into = record.merged_into.value_or(0);
    return not_so("E-record-merged", fmt::format("第 {} 号记录已并入第 {} 号", record.id, into),
                  fmt::format("record {} was merged into {}", record.id, into),
                  fmt::format("改第 {} 号记录", into), fmt::format("change record {}", into));
}

}  // namespace kc::record
