// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/characters.hpp"
#include "base/suggest.hpp"
#include "base/utf8.hpp"

namespace kc::exchange {
namespace {

// Longer cells are no names of columns.
constexpr std::size_t kHeaderCharactersMax = 120;
constexpr std::size_t kNamesListedMax = 12;
// Comparing names is slow; a header of a thousand unknown ones is somebody else's table.
constexpr std::size_t kSuggestionsMax = 50;

struct KnownName {
    std::size_t field = 0;
    MappedBy by = MappedBy::name;
};
using KnownNames = std::unordered_map<std::string, KnownName>;

KnownNames known_names(const TableSchema& schema) {
    KnownNames names;
    for (std::size_t i = 0; i < schema.columns.size(); ++i) {
        const ColumnSchema& column = schema.columns[i];
        for (const std::string& name : {column.zh, column.en, header_text(column)})
            names.try_emplace(comparable(name), KnownName{i, MappedBy::name});
        names.try_emplace(comparable(column.key), KnownName{i, MappedBy::name});
        for (const std::string& alias : column.aliases)
            names.try_emplace(comparable(alias), KnownName{i, MappedBy::alias});
    }
    names.erase("");
    return names;
}

// A header cell with the names it may go by, the whole one first.
struct Candidate {
    std::uint32_t column = 0;
    std::string shown = {};
    std::vector<HeaderName> names = {};
};

Candidate candidate_of(const SheetCell& upper, const SheetCell* lower) {
    Candidate candidate{upper.column, upper.text, {}};
    const bool is_group = lower != nullptr && !lower->text.empty() &&
                          lower->merge != MergeRole::below && lower->text != upper.text;
    if (is_group) {
        candidate.shown = upper.text + " " + lower->text;
        candidate.names.push_back(read_header_name(candidate.shown));
        candidate.names.push_back(read_header_name(lower->text));
        // 研发经费（万元） over 本年 and 上年 gives its unit to both.
        const HeaderName group = read_header_name(upper.text);
        for (HeaderName& name : candidate.names) {
            if (!name.unit) name.unit = group.unit;
        }
        HeaderName joined = candidate.names.front();
        joined.name = group.name + read_header_name(lower->text).name;
        candidate.names.insert(candidate.names.begin() + 1, std::move(joined));
    } else {
        candidate.names.push_back(read_header_name(upper.text));
    }
    return candidate;
}

// Cells that only the lower header row has.
void add_lower_only(const SheetRow& upper, const SheetRow& lower, std::vector<Candidate>& out) {
    for (const SheetCell& cell : lower.cells) {
        if (upper.find(cell.column) == nullptr && !cell.text.empty())
            out.push_back({cell.column, cell.text, {read_header_name(cell.text)}});
    }
}

bool has_role(const SheetRow& row, MergeRole role) {
    return std::any_of(row.cells.begin(), row.cells.end(),
                       [&](const SheetCell& cell) { return cell.merge == role; });
}

std::vector<Candidate> candidates_of(const SheetRow& upper, const SheetRow* lower) {
    std::vector<Candidate> out;
    for (const SheetCell& cell : upper.cells) {
        if (cell.text.empty() || base::count_code_points(cell.text) > kHeaderCharactersMax)
            continue;
        out.push_back(candidate_of(cell, lower == nullptr ? nullptr : lower->find(cell.column)));
    }
    if (lower != nullptr) add_lower_only(upper, *lower, out);
    return out;
}

struct Match {
    KnownName known = {};
    std::optional<base::Unit> unit = {};
    bool is_left_out = false;
};

class Recogniser {
public:
    Recogniser(const TableSchema& schema, const RememberedMapping& memory)
        : schema_(schema), memory_(memory), names_(known_names(schema)) {}

    [[nodiscard]] std::optional<Match> match(const Candidate& candidate) const {
        for (const HeaderName& name : candidate.names) {
            if (auto remembered = match_memory(name)) return remembered;
        }
        for (const HeaderName& name : candidate.names) {
            for (const std::string& text : {name.full, name.name}) {
                const auto known = names_.find(text);
                if (known != names_.end()) return Match{known->second, name.unit, false};
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::size_t count_matches(const std::vector<Candidate>& candidates) const {
        std::set<std::size_t> fields;
        for (const Candidate& candidate : candidates) {
            const auto found = match(candidate);
            if (found && !found->is_left_out) fields.insert(found->known.field);
        }
        return fields.size();
    }

    [[nodiscard]] std::string nearest_key(const Candidate& candidate) const {
        std::vector<std::string> names;
        for (const auto& [name, known] : names_) names.push_back(name);
        std::sort(names.begin(), names.end());
        const auto near = base::nearest(candidate.names.back().name, names);
        return near ? schema_.columns[names_.at(*near).field].key : std::string{};
    }

private:
    [[nodiscard]] std::optional<Match> match_memory(const HeaderName& name) const {
        const auto found = memory_.by_header.find(name.full);
        if (found == memory_.by_header.end()) return std::nullopt;
        const RememberedColumn& column = found->second;
        if (column.key.empty()) return Match{{}, {}, true};
        const auto field = schema_.find(column.key);
        if (!field) return std::nullopt;  // the schema has moved on
        Match match{{*field, MappedBy::memory}, name.unit, false};
        if (const auto unit = base::Unit::parse(column.unit); unit && !column.unit.empty())
            match.unit = *unit;
        return match;
    }

    const TableSchema& schema_;
    const RememberedMapping& memory_;
    KnownNames names_;
};

// "单位：万元" in a cell above the header, also as a part of a longer line.
std::optional<base::Unit> unit_of_sheet(std::span<const SheetRow> rows) {
    constexpr std::u32string_view kMark = U"单位:";
    for (const SheetRow& row : rows) {
        for (const SheetCell& cell : row.cells) {
            const std::u32string text = base::compacted(base::decode_utf8(cell.text));
            const std::size_t at = text.find(kMark);
            if (at == std::u32string::npos) continue;
            const auto unit =
                base::Unit::at_start_of(std::u32string_view(text).substr(at + kMark.size()));
            if (unit) return unit->first;
        }
    }
    return std::nullopt;
}

std::string names_of(const TableSchema& schema, const std::vector<std::size_t>& fields) {
    std::vector<std::string> names;
    for (const std::size_t field : fields) {
        if (names.size() == kNamesListedMax) {
            names.emplace_back("…");
            break;
        }
        names.push_back(header_text(schema.columns[field]));
    }
    return fmt::format("{}", fmt::join(names, "、"));
}

Diagnostic no_header(const TableSchema& schema) {
    std::vector<std::size_t> all(schema.columns.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    return Diagnostic{
        .code = "E-table-header",
        .zh = fmt::format("前{}行里没有认出表头；应有的列：{}", kHeaderRowsSearched,
                          names_of(schema, all)),
        .en =
            fmt::format("no header was recognised in the first {} rows; the columns should be: {}",
                        kHeaderRowsSearched, names_of(schema, all))}
        .hint("下载模板，把数据粘贴到模板里", "download the template and paste the data into it");
}

Diagnostic missing_required(const TableSchema& schema, const std::vector<std::size_t>& fields) {
    return Diagnostic{
        .code = "E-table-column-missing",
        .zh = fmt::format("缺少必填的列：{}", names_of(schema, fields)),
        .en = fmt::format("required columns are missing: {}", names_of(schema, fields))}
        .hint("补上这些列，或在列对应里指定", "add them, or say which column of the file they are");
}

Diagnostic column_twice(const ColumnSchema& column, std::uint32_t first, std::uint32_t second) {
    const std::string a = column_letters(first);
    const std::string b = column_letters(second);
    return Diagnostic{.code = "E-table-column-twice",
                      .zh = fmt::format("{}列和{}列都是“{}”", a, b, header_text(column)),
                      .en = fmt::format("columns {} and {} are both '{}'", a, b, column.en)}
        .hint("只留一列，或在列对应里指定", "keep one of them, or say which one is meant");
}

Diagnostic unit_unknown(const ColumnSchema& column, std::uint32_t at) {
    return Diagnostic{.code = "E-table-unit",
                      .zh = fmt::format("{}列“{}”没有写金额单位，不知道是元还是万元",
                                        column_letters(at), column.zh),
                      .en = fmt::format("column {} '{}' states no unit: 元 or 万元 is not known",
                                        column_letters(at), column.en)}
        .hint(fmt::format("把表头写成“{}（万元）”或“{}（元）”", column.zh, column.zh),
              "write the unit into the header, or state it with the column mapping");
}

Diagnostic unit_wrong(const ColumnSchema& column, std::uint32_t at, base::Unit actual) {
    const std::string unit = base::to_string(actual);
    return Diagnostic{.code = "E-table-unit",
                      .zh = fmt::format("{}列“{}”的单位是{}，换算不成{}", column_letters(at),
                                        column.zh, unit, column.unit),
                      .en = fmt::format("column {} '{}' is in {}, which does not convert to {}",
                                        column_letters(at), column.en, unit, column.unit)}
        .hint("改正表头里的单位", "correct the unit in the header");
}

Diagnostic unit_taken_from_sheet(const ColumnSchema& column, base::Unit unit) {
    return {.code = "W-table-unit-of-sheet",
            .zh = fmt::format("“{}”按表头上方的“单位：{}”读入", column.zh, base::to_string(unit)),
            .en = fmt::format("'{}' is read in {}, as stated above the header", column.en,
                              base::to_string(unit)),
            .severity = Severity::warning};
}

void settle_unit(MappedColumn& mapped, const ColumnSchema& column,
                 const std::optional<base::Unit>& of_sheet, Diagnostics& problems) {
    const Result<base::Unit> own = base::Unit::parse(column.unit);
    const bool is_money = column.type == ColumnType::money;
    if (!is_money && column.type != ColumnType::number) return mapped.unit.reset();
    if (!mapped.unit && is_money && of_sheet && base::convertible(*of_sheet, *own)) {
        mapped.unit = of_sheet;
        mapped.is_unit_of_sheet = true;
        problems.push_back(unit_taken_from_sheet(column, *of_sheet));
    }
    if (!mapped.unit && is_money) problems.push_back(unit_unknown(column, mapped.column));
    if (mapped.unit && own && !base::convertible(*mapped.unit, *own))
        problems.push_back(unit_wrong(column, mapped.column, *mapped.unit));
}

void add_column(const Candidate& candidate, const Match& match, const TableSchema& schema,
                const std::optional<base::Unit>& of_sheet, ColumnMapping& out) {
    const ColumnSchema& column = schema.columns[match.known.field];
    const auto same = std::find_if(out.columns.begin(), out.columns.end(), [&](const auto& other) {
        return other.field == match.known.field;
    });
    if (same != out.columns.end()) {
        out.problems.push_back(column_twice(column, same->column, candidate.column));
        return;
    }
    MappedColumn mapped{match.known.field, candidate.column, candidate.shown, match.unit, false,
                        match.known.by};
    settle_unit(mapped, column, of_sheet, out.problems);
    out.columns.push_back(std::move(mapped));
}

}  // namespace

std::string comparable(std::string_view name) {
    std::u32string text = base::compacted(base::decode_utf8(name));
    std::erase_if(text, [](char32_t c) { return c == U'*' || c == U'\u2217' || c == U'※'; });
    for (char32_t& c : text) {
        if (base::is_ascii_upper(c)) c += U'a' - U'A';
    }
    return base::encode_utf8(text);
}

HeaderName read_header_name(std::string_view text) {
    HeaderName header;
    header.full = comparable(text);
    header.name = header.full;
    // Brackets are half-width by now.
    const std::size_t open = header.full.rfind('(');
    const bool in_brackets = open != std::string::npos && header.full.ends_with(')');
    std::string unit_text;
    std::size_t name_end = std::string::npos;
    if (in_brackets) {
        unit_text = header.full.substr(open + 1, header.full.size() - open - 2);
        name_end = open;
    } else if (const std::size_t slash = header.full.rfind('/'); slash != std::string::npos) {
        unit_text = header.full.substr(slash + 1);
        name_end = slash;
    }
    constexpr std::string_view kMark = "单位:";
    if (unit_text.starts_with(kMark)) unit_text.erase(0, kMark.size());
    const Result<base::Unit> unit = base::Unit::parse(unit_text);
    if (unit_text.empty() || !unit) return header;
    header.unit = *unit;
    header.name = header.full.substr(0, name_end);
    return header;
}

std::string RememberedMapping::to_text() const {
    std::string out;
    for (const auto& [header, column] : by_header)
        out += fmt::format("{}\t{}\t{}\n", header, column.key, column.unit);
    return out;
}

Result<RememberedMapping> RememberedMapping::parse(std::string_view text) {
    RememberedMapping out;
    for (std::int32_t line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view row = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t first = row.find('\t');
        const std::size_t second =
            first == std::string_view::npos ? first : row.find('\t', first + 1);
        if (second == std::string_view::npos || out.by_header.size() == kRememberedHeadersMax) {
            return unexpected(Diagnostic{.code = "E-table-memory",
                                         .at = {{}, line, 0},
                                         .zh = "记住的列对应已损坏",
                                         .en = "the remembered columns are damaged"}
                                  .hint("重新对应一次各列", "map the columns once more"));
        }
        out.by_header[std::string(row.substr(0, first))] = {
            std::string(row.substr(first + 1, second - first - 1)),
            std::string(row.substr(second + 1))};
    }
    return out;
}

bool ColumnMapping::is_usable() const {
    return !columns.empty() &&
           std::none_of(problems.begin(), problems.end(), [](const Diagnostic& problem) {
               return problem.severity == Severity::error;
           });
}

RememberedMapping ColumnMapping::remembered(const TableSchema& schema) const {
    RememberedMapping memory;
    for (const MappedColumn& mapped : columns) {
        memory.by_header[comparable(mapped.header)] = {
            schema.columns[mapped.field].key, mapped.unit ? base::to_string(*mapped.unit) : ""};
    }
    for (const UnknownColumn& column : left_out) memory.by_header[comparable(column.header)] = {};
    return memory;
}

ColumnMapping map_columns(std::span<const SheetRow> first_rows, const TableSchema& schema,
                          const RememberedMapping& memory) {
    const Recogniser recogniser(schema, memory);
    const std::size_t rows = std::min(first_rows.size(), kHeaderRowsSearched);
    std::vector<Candidate> best;
    std::size_t best_count = 0;
    std::size_t best_row = 0;
    std::size_t best_height = 1;
    for (std::size_t i = 0; i < rows; ++i) {
        const SheetRow& upper = first_rows[i];
        // Two header rows: groups span columns above, other names span both rows.
        const bool has_lower = i + 1 < rows && first_rows[i + 1].number == upper.number + 1 &&
                               has_role(upper, MergeRole::beside) &&
                               has_role(first_rows[i + 1], MergeRole::below);
        std::vector<Candidate> candidates =
            candidates_of(upper, has_lower ? &first_rows[i + 1] : nullptr);
        const std::size_t count = recogniser.count_matches(candidates);
        if (count <= best_count) continue;
        best = std::move(candidates);
        best_count = count;
        best_row = i;
        best_height = has_lower ? 2 : 1;
    }
    ColumnMapping out;
    if (best_count < std::min<std::size_t>(2, schema.columns.size())) {
        out.problems.push_back(no_header(schema));
        return out;
    }
    out.header_row = first_rows[best_row].number + static_cast<std::uint32_t>(best_height) - 1;
    const auto of_sheet = unit_of_sheet(first_rows.subspan(0, best_row));
    for (const Candidate& candidate : best) {
        const auto match = recogniser.match(candidate);
        if (!match) {
            const bool is_asked = out.unknown.size() < kSuggestionsMax;
            out.unknown.push_back({candidate.column, candidate.shown,
                                   is_asked ? recogniser.nearest_key(candidate) : ""});
        } else if (match->is_left_out) {
            out.left_out.push_back({candidate.column, candidate.shown, {}});
        } else {
            add_column(candidate, *match, schema, of_sheet, out);
        }
    }
    std::vector<std::size_t> required;
    for (std::size_t field = 0; field < schema.columns.size(); ++field) {
        if (std::any_of(out.columns.begin(), out.columns.end(),
                        [&](const MappedColumn& mapped) { return mapped.field == field; }))
            continue;
        out.missing.push_back(field);
        if (schema.columns[field].required) required.push_back(field);
    }
    if (!required.empty()) out.problems.push_back(missing_required(schema, required));
    return out;
}

}  // namespace kc::exchange
