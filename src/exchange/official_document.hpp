// SPDX-License-Identifier: Apache-2.0
// Official documents (公文) as Word files, laid out after GB/T 9704-2012: page of 156 mm × 225 mm,
// 22 lines of 28 characters, red header, title in 小标宋 of size 2, text in 仿宋 of size 3, page
// numbers outside.
//
// The fonts are named, not embedded; a machine without them shows others and moves line ends. The
// words are taken as they are: this decides nothing about content.
//
//   Result<std::string> docx = official_document_docx(
//       {.issuer = "某市科学技术局", .number = "某科〔2024〕12号", .title = "关于……的通知",
//        .recipient = "各县市区科技局", .blocks = {Heading{1, "总体要求"}, Prose{"……"}},
//        .written_on = *Date::of(2024, 5, 6)});
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace kc::exchange {

// A paragraph, first line indented by two characters.
struct Prose {
    std::string text = {};
};

// Numbered here: 1 gives 一、 in 黑体, 2 （一） in 楷体, 3 1. and 4 （1） in 仿宋.
struct Heading {
    std::uint8_t level = 1;
    std::string text = {};  // without its number
};

struct DocumentTable {
    std::string caption = {};
    std::vector<std::string> header = {};
    std::vector<std::vector<std::string>> rows = {};  // as many cells as the header
    std::string remark = {};                          // unit above, sources and moment below
    std::string unit = {};                            // "单位：万元", right above the table
};

using DocumentBlock = std::variant<Prose, Heading, DocumentTable>;

// On pages of its own behind the text.
struct Annex {
    std::string title = {};
    std::vector<DocumentBlock> blocks = {};
    bool is_landscape = false;  // for wide tables
};

struct OfficialDocument {
    enum class Form : std::uint8_t {
        red_header,  // 文件式: 某市科学技术局文件, number, red line
        bulletin,    // 通报、简报: a red masthead, issue, issuer and date, red line
        plain,       // without a header: materials, reports for a meeting
    };

    Form form = Form::red_header;
    std::string issuer = {};  // 发文机关
    std::string masthead = {};  // 发文机关标志; "" makes 某市科学技术局文件 of the issuer
    std::string number = {};     // 发文字号; of a bulletin its issue: 第5期
    std::string secrecy = {};    // 密级和保密期限, above the masthead
    std::string urgency = {};    // 紧急程度
    std::string signer = {};     // 签发人, for documents that go upwards
    std::string title = {};      // a line end in it is kept
    std::string recipient = {};  // 主送机关, without the colon
    std::vector<DocumentBlock> blocks = {};
    std::vector<Annex> annexes = {};
    base::Date written_on = {};               // 成文日期
    std::string remark = {};                  // 附注, without brackets
    std::vector<std::string> copies_to = {};  // 抄送机关
    std::string printed_by = {};              // 印发机关
};

struct OfficialFonts {
    std::string title = "方正小标宋简体";
    std::string body = "仿宋_GB2312";
    std::string heading = "黑体";
    std::string subheading = "楷体_GB2312";
    std::string page_number = "宋体";
    std::string latin = "Times New Roman";
};

inline constexpr std::size_t kDocumentBlocksMax = 20'000;  // annexes included
inline constexpr std::size_t kDocumentCellsMax = 500'000;
inline constexpr std::size_t kDocumentColumnsMax = 60;
inline constexpr std::size_t kDocumentTextBytesMax = std::size_t{32} << 20;

// A .docx. Errors: no title, a red header without issuer, a number that is none, a table whose rows
// are not as wide as its header, more than the limits.
Result<std::string> official_document_docx(const OfficialDocument& document,
                                           const OfficialFonts& fonts = {});

}  // namespace kc::exchange
