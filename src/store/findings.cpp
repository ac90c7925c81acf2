// SPDX-License-Identifier: Apache-2.0
#include "store/findings.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace kc::store {
namespace {

using Kind = Finding::Kind;

constexpr std::size_t kMaxQuoted = 200;

// {} is the row's number, or the numbers of a range.
struct Words {
    Kind kind;
    std::string_view code;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array<Words, 12> kWords = {{
    {Kind::entry_altered, "E-audit-entry-altered", "日志第{}条被改动",
     "journal entry {} was altered"},
    {Kind::entry_missing, "E-audit-entry-missing", "日志第{}条被删除",
     "journal entry {} is missing"},
    {Kind::entry_added, "E-audit-entry-added", "日志第{}条不在校验码范围内",
     "journal entry {} is covered by no head"},
    {Kind::range_altered, "E-audit-range-altered", "日志第{}条之中有被改动的，或其校验码被改动",
     "among the journal entries {} one was altered, or the hash stored over them"},
    {Kind::tree_altered, "E-audit-tree-altered", "覆盖到日志第{}条的校验码被改动",
     "a stored hash over the journal up to entry {} was altered"},
    {Kind::fact_altered, "E-audit-fact-altered", "第{}号数据被改动", "fact {} was altered"},
    {Kind::fact_missing, "E-audit-fact-missing", "第{}号数据被删除", "fact {} is missing"},
    {Kind::fact_added, "E-audit-fact-added", "第{}号数据没有可信的日志依据",
     "fact {} was written by no trustworthy journal entry"},
    {Kind::history_replaced, "E-audit-history-replaced",
     "到第{}条为止的日志不是留存校验码时的那一份",
     "the journal up to entry {} is not the one whose head was kept"},
    {Kind::content_altered, "E-audit-content-altered", "保存的文件被改动：{}",
     "a kept file was altered: {}"},
    {Kind::schema_altered, "E-audit-schema-altered", "数据库结构被改动：{}",
     "the database's structure was altered: {}"},
    {Kind::file_damaged, "E-audit-file-damaged", "数据库文件已损坏：{}",
     "the database file is damaged: {}"},
}};

Diagnostic message_of(Kind kind, std::string_view what) {
    for (const Words& words : kWords) {
        if (words.kind != kind) continue;
        return Diagnostic{std::string(words.code),
                          {},
                          fmt::format(fmt::runtime(words.zh), what),
                          fmt::format(fmt::runtime(words.en), what)};
    }
    KC_CHECK(false);  // a kind without words
}

}  // namespace

void Findings::add(Kind kind, std::int64_t first, std::int64_t last) {
    ++total_;
    if (kept_.size() >= kMaxKept) return;
    const std::string numbers =
        first == last ? fmt::format("{}", first) : fmt::format("{}–{}", first, last);
    kept_.push_back({kind, first, last, message_of(kind, numbers)});
}

void Findings::add(Kind kind, std::string_view what) {
    ++total_;
    if (kept_.size() >= kMaxKept) return;
    kept_.push_back({kind, 0, 0, message_of(kind, base::shortened(what, kMaxQuoted))});
}

}  // namespace kc::store
