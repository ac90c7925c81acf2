// SPDX-License-Identifier: Apache-2.0
#include "office/plan_file.hpp"

#include <fmt/format.h>

#include <utility>

#include "exchange/extract_file.hpp"
#include "exchange/extract_text.hpp"
#include "office/digest.hpp"
#include "office/settle_plan.hpp"

namespace kc::office {
namespace {

Diagnostic too_long(const std::string& name) {
    const std::size_t mebibytes = kPlanTextBytesMax / exchange::kMebibyte;
    return Diagnostic{
        .code = "E-plan-too-long",
        .at = {name},
        .zh = fmt::format("正文超过 {} MiB，不是一份工作计划", mebibytes),
        .en = fmt::format("the text is longer than {} MiB, which no work plan is", mebibytes)}
        .hint("把文件拆开，一份计划一个文件", "split it: one file for each plan");
}

}  // namespace

Result<PlanFile> read_plan_bytes(std::string_view bytes, const std::string& name,
                                 const plan::Vocabulary& vocabulary) {
    Result<exchange::DocumentText> document = exchange::extract_text(bytes, name);
    if (!document) return unexpected(std::move(document.error()).in_file(name));
    if (document->text.size() > kPlanTextBytesMax) return unexpected(too_long(name));
    PlanFile file;
    file.name = name;
    file.plan = plan::read_plan(document->text, vocabulary);
    drop_repeated_rows(*document, file.plan);
    add_page_metadata(*document, file.plan);
    prefer_longer_wordings(vocabulary, file.plan);
    file.sha256 = sha256_hex(bytes);
    file.text = std::move(document->text);
    file.format = std::move(document->format);
    file.warnings = std::move(document->warnings);
    return file;
}

Result<PlanFile> read_plan_file(const std::string& path, const plan::Vocabulary& vocabulary) {
    const Result<std::string> bytes =
        exchange::read_file_bytes(path, exchange::ExtractLimits{}.file_bytes_max);
    if (!bytes) return unexpected(bytes.error());
    return read_plan_bytes(*bytes, path, vocabulary);
}

}  // namespace kc::office
