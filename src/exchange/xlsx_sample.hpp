// SPDX-License-Identifier: Apache-2.0
// Workbooks written by hand, good and bad. For tests, fuzz targets and benchmarks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "exchange/table_reader.hpp"
#include "exchange/zip_sample.hpp"

namespace kc::exchange {

struct XlsxSample {
    // The rows of each sheet: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>".
    std::vector<std::string> sheets = {};
    std::string behind_rows = {};   // "<mergeCells>…", behind the rows of each sheet
    std::string shared = {};        // "<si><t>甲</t></si>"
    std::string styles = {};        // the inside of <styleSheet>
    std::string book_options = {};  // "<workbookPr date1904=\"1\"/>"
    std::string second_state = {};  // " state=\"hidden\"" of the second sheet
};

// The parts of a workbook, for those who want to spoil one.
inline ZipParts xlsx_parts(const XlsxSample& sample) {
    const std::string office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const auto relation = [&](const std::string& id, const std::string& type,
                              const std::string& target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + office + type + "\" Target=\"" + target +
               "\"/>";
    };
    ZipParts parts;
    parts.emplace_back("[Content_Types].xml", "<Types/>");
    parts.emplace_back("_rels/.rels", "<Relationships>" +
                                          relation("rId1", "officeDocument", "xl/workbook.xml") +
                                          "</Relationships>");
    std::string list;
    std::string relations;
    for (std::size_t i = 0; i < sample.sheets.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        list += "<sheet name=\"表" + number + "\" sheetId=\"" + number + "\"" +
                (i == 1 ? sample.second_state : "") + " r:id=\"rId" + number + "\"/>";
        relations += relation("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
        parts.emplace_back("xl/worksheets/sheet" + number + ".xml",
                           "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet><sheetData>" +
                               sample.sheets[i] + "</sheetData>" + sample.behind_rows +
                               "</worksheet>");
    }
    relations += relation("rId90", "styles", "styles.xml");
    relations += relation("rId91", "sharedStrings", "/xl/sharedStrings.xml");
    parts.emplace_back("xl/workbook.xml", "<workbook xmlns:r=\"r\">" + sample.book_options +
                                              "<sheets>" + list + "</sheets></workbook>");
    parts.emplace_back("xl/_rels/workbook.xml.rels",
                       "<Relationships>" + relations + "</Relationships>");
    parts.emplace_back("xl/styles.xml", "<styleSheet>" + sample.styles + "</styleSheet>");
    parts.emplace_back("xl/sharedStrings.xml", "<sst>" + sample.shared + "</sst>");
    return parts;
}

inline std::string make_xlsx(const XlsxSample& sample) {
    return make_zip(xlsx_parts(sample));
}

struct ReadTable {
    std::vector<SheetRow> rows = {};
    std::string failure = {};  // the code and the English words, when there was one
    std::string format = {};
    std::vector<SheetInfo> sheets = {};
};

// All rows of a sheet of any table file.
inline ReadTable read_all(std::string_view bytes, std::size_t sheet = 0,
                          const TableLimits& limits = {}) {
    ReadTable table;
    const auto fail = [&](const Diagnostic& why) {
        table.failure = why.code + ": " + why.en;
        return table;
    };
    const Result<TableFile> file = TableFile::open(bytes, limits);
    if (!file) return fail(file.error());
    table.format = file->format();
    table.sheets = file->sheets();
    Result<SheetRows> rows = file->rows(sheet);
    if (!rows) return fail(rows.error());
    SheetRow row;
    for (;;) {
        const Result<bool> more = rows->next(row);
        if (!more) return fail(more.error());
        if (!*more) return table;
        table.rows.push_back(row);
    }
}

// "A1=text B1=number:2.6 …" of all rows, for whole-table comparisons. Untyped and text cells are
// shown alike.
inline std::string shown(const ReadTable& table) {
    std::string out;
    for (const SheetRow& row : table.rows) {
        for (const SheetCell& cell : row.cells) {
            out += out.empty() ? "" : " ";
            out += cell_name(row.number, cell.column) + "=";
            switch (cell.kind) {
                case CellKind::missing: out += "missing:"; break;
                case CellKind::text:
                case CellKind::untyped: break;
                case CellKind::number: out += "number:"; break;
                case CellKind::date: out += "date:"; break;
                case CellKind::boolean: out += "boolean:"; break;
                case CellKind::error: out += "error:"; break;
            }
            out += cell.text;
        }
    }
    return out;
}

}  // namespace kc::exchange
