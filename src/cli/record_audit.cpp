// SPDX-License-Identifier: Apache-2.0
#include "cli/record_audit.hpp"

#include <fmt/format.h>

#include "office/office_attachments.hpp"
#include "record/verify.hpp"

namespace kc::cli {
namespace {

void tell(const record::RecordAudit& audit, Console& console) {
    for (const Diagnostic& one : audit.findings) console.line(to_string(one, console.language));
    const auto hidden = audit.found - static_cast<std::int64_t>(audit.findings.size());
    if (hidden > 0) {
        console.line(console.words(fmt::format("……另有 {} 处", hidden),
                                   fmt::format("... and {} more", hidden)));
    }
    if (audit.records == 0 && audit.versions == 0 && audit.found == 0) return;
    console.line(
        console.words(fmt::format("记录 {} 条 {} 版，逐年数据 {} 个：{}", audit.records,
                                  audit.versions, audit.figures,
                                  audit.is_good() ? std::string("与写入时一致")
                                                  : fmt::format("{} 处不一致", audit.found)),
                      fmt::format("{} records in {} versions, {} figures of years: {}",
                                  audit.records, audit.versions, audit.figures,
                                  audit.is_good() ? std::string("as they were written")
                                                  : fmt::format("{} faults", audit.found))));
    if (audit.unproved > 0) {
        console.line(console.words(
            fmt::format("其中 {} 个由较早的程序写入，没有可核对的摘要", audit.unproved),
            fmt::format("{} of them were written by an earlier program and have nothing to be "
                        "compared with",
                        audit.unproved)));
    }
}

}  // namespace

Result<bool> audit_records(store::Connection& connection, Console& console) {
    const auto records = record::verify_records(connection);
    if (!records) return unexpected(records.error());
    const auto attachments = office::verify_attachments(connection);
    if (!attachments) return unexpected(attachments.error());
    tell(*records, console);
    for (const Diagnostic& one : *attachments) console.line(to_string(one, console.language));
    return records->is_good() && attachments->empty();
}

}  // namespace kc::cli
