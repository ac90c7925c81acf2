// SPDX-License-Identifier: Apache-2.0
#include "exchange/refusals.hpp"

#include <fmt/format.h>

namespace kc::exchange {

Diagnostic no_text(std::string_view what_zh, std::string_view what_en) {
    return {.code = "E-no-text",
            .zh = fmt::format("{}里没有文字", what_zh),
            .en = fmt::format("{} holds no text", what_en)};
}

Diagnostic file_too_large(std::size_t bytes_max) {
    return Diagnostic{
        .code = "E-file-too-large",
        .zh = fmt::format("文件超过 {} MiB，不像是一份工作计划", bytes_max >> 20),
        .en = fmt::format("the file is larger than {} MiB, which no work plan is", bytes_max >> 20)}
        .hint("检查是否选错了文件；图片多的文档先另存为纯文字",
              "check that it is the right file; save a document full of pictures as text");
}

Diagnostic too_much_text(std::size_t bytes_max) {
    return Diagnostic{
        .code = "E-text-too-long",
        .zh = fmt::format("文字超过 {} MiB，读不了", bytes_max >> 20),
        .en = fmt::format("the text is longer than {} MiB and cannot be read", bytes_max >> 20)}
        .hint("把文档拆成几份", "split the document");
}

}  // namespace kc::exchange
