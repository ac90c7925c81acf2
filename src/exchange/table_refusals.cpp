// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_refusals.hpp"

#include <fmt/format.h>

namespace kc::exchange {

Diagnostic broken_workbook(std::string_view detail_zh, std::string_view detail_en) {
    return Diagnostic{.code = "E-xlsx-broken",
                      .zh = fmt::format("Excel 文件已损坏：{}", detail_zh),
                      .en = fmt::format("the workbook is damaged: {}", detail_en)}
        .hint("重新下载，或用 Excel、WPS 打开后另存为 .xlsx",
              "download it again, or open it in Excel or WPS and save it as .xlsx");
}

Diagnostic workbook_bomb(std::string_view part) {
    return Diagnostic{.code = "E-xlsx-bomb",
                      .zh = fmt::format("Excel 文件中的 {} 解压后过大，可能是恶意文件", part),
                      .en = fmt::format("{} in the workbook unpacks to far too much; the file may "
                                        "be malicious",
                                        part)}
        .hint("确认文件来源；把需要的行复制到新的工作簿再试",
              "check where the file comes from; copy the rows into a new workbook");
}

Diagnostic table_too_large(std::string_view what_zh, std::string_view what_en, std::size_t max) {
    return Diagnostic{.code = "E-table-too-large",
                      .zh = fmt::format("表格太大：{}超过 {}", what_zh, max),
                      .en = fmt::format("the table is too large: more than {} {}", max, what_en)}
        .hint("分成几个文件；删去多余的空行、空列和格式",
              "split the file; delete empty rows, columns and formats");
}

Diagnostic no_table(std::string_view code, std::string_view what_zh, std::string_view what_en) {
    return Diagnostic{.code = std::string(code),
                      .zh = fmt::format("这是{}，不能当表格读入", what_zh),
                      .en = fmt::format("this is {}, which cannot be read as a table", what_en)}
        .hint("用 Excel 或 WPS 打开，另存为 .xlsx 后再试",
              "open it in Excel or WPS and save it as .xlsx");
}

}  // namespace kc::exchange
