// SPDX-License-Identifier: Apache-2.0
#include "cli/policy_load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/catalog_choice.hpp"
#include "exchange/extract_file.hpp"
#include "exchange/table_reader.hpp"
#include "pack/catalog.hpp"
#include "pack/folder.hpp"
#include "policy/limits.hpp"
#include "policy/subject.hpp"
#include "store/clock.hpp"

namespace kc::cli {
namespace {

constexpr std::size_t kMaxTableBytes = std::size_t{256} << 20;
constexpr std::string_view kKindLine = "kind: policy";

std::vector<pack::TextFile> embedded_files() {
    std::vector<pack::TextFile> files;
    for (const pack::EmbeddedFile& file : pack::embedded_catalog()) {
        files.push_back({fmt::format("catalog/{}", file.path), std::string(file.text)});
    }
    return files;
}

bool holds_policies(const pack::TextFile& file) {
    return file.text.find(kKindLine) != std::string::npos;
}

// Cells as the policy room reads them: text, numbers exactly, shares with their sign.
std::string text_of(const exchange::SheetCell& cell) {
    if (cell.kind != exchange::CellKind::number || !cell.number) return cell.text;
    if (cell.is_percent) {
        const auto hundredfold = multiply(*cell.number, base::Decimal(100));
        if (hundredfold) return base::to_string(*hundredfold) + "%";
    }
    return base::to_string(*cell.number);
}

class TableTexts {
public:
    std::span<const policy::TextCell> of(const exchange::SheetRow& row) {
        texts_.clear();
        cells_.clear();
        texts_.reserve(row.cells.size());
        for (const exchange::SheetCell& cell : row.cells) {
            texts_.push_back(text_of(cell));
            cells_.push_back({cell.column, texts_.back()});
        }
        return cells_;
    }

private:
    std::vector<std::string> texts_;
    std::vector<policy::TextCell> cells_;
};

}  // namespace

std::optional<PolicyObjects> read_policies(const std::string& path, Console& console) {
    PolicyObjects read;
    std::vector<pack::TextFile> files;
    std::error_code error;
    if (path.empty()) {
        files = embedded_files();
    } else if (std::filesystem::is_regular_file(path, error)) {
        auto bytes = exchange::read_file_bytes(path, pack::kMaxFileBytes);
        if (!bytes) {
            console.complain(bytes.error());
            return std::nullopt;
        }
        files.push_back({path, *std::move(bytes)});
    } else if (std::filesystem::is_directory(path, error)) {
        files = pack::read_folder(path, read.found);
    } else {
        console.complain(Diagnostic{.code = "E-no-file",
                                    .at = {path},
                                    .zh = "没有这个文件或文件夹",
                                    .en = "there is no such file or folder"}
                             .hint("给出政策文件，或含有它们的文件夹",
                                   "give a policy file, or a folder with some"));
        return std::nullopt;
    }
    for (const pack::TextFile& file : files) {
        if (!holds_policies(file)) continue;
        if (auto document = pack::read_yaml(file.text, file.path, read.found)) {
            pack::read_objects(std::move(document), read.objects, read.found);
        }
    }
    return read;
}

std::optional<policy::PolicySet> load_set(const PolicySource& source,
                                          const policy::LoadOptions& options, Console& console) {
    std::vector<std::string> paths{source.catalog};
    paths.insert(paths.end(), source.packs.begin(), source.packs.end());
    std::vector<pack::Entry<pack::PolicyText>> entries;
    Diagnostics found;
    for (const std::string& path : paths) {
        auto read = read_policies(path, console);
        if (!read) return std::nullopt;
        for (auto& entry : read->objects.policies) entries.push_back(std::move(entry));
        found.insert(found.end(), read->found.begin(), read->found.end());
    }
    policy::PolicyReport report = policy::load_policies(entries, options);
    found.insert(found.end(), report.found.begin(), report.found.end());
    for (const Diagnostic& one : found) {
        if (one.severity == Severity::error) console.complain(one);
    }
    return std::move(report.set);
}

std::optional<base::Date> law_date(const std::string& text, Console& console) {
    if (text.empty()) {
        // Laws change at midnight where they hold, eight hours before the day ends in Greenwich.
        constexpr std::int64_t kMicroseconds = 1'000'000;
        constexpr std::int64_t kBeijing = 8 * 3600;
        constexpr std::int64_t kDay = 24 * 3600;
        const std::int64_t seconds = store::system_clock()() / kMicroseconds + kBeijing;
        return base::Date::of_days(seconds / kDay);
    }
    const auto day = base::Date::parse(text);
    if (day) return *day;
    console.complain(day.error());
    return std::nullopt;
}

bool forget_later(const std::string& known_as_of, policy::Subject& subject, Console& console) {
    if (known_as_of.empty()) return true;
    const auto day = base::Date::parse(known_as_of);
    if (!day) {
        console.complain(day.error());
        return false;
    }
    policy::forget_after(subject, *day);
    return true;
}

std::optional<policy::Subject> read_subject_file(const std::string& path, Console& console) {
    const auto bytes = exchange::read_file_bytes(path, policy::kMaxSubjectBytes);
    if (!bytes) {
        console.complain(bytes.error());
        return std::nullopt;
    }
    const bool is_table =
        path.ends_with(".csv") || path.ends_with(".tsv") || path.ends_with(".xlsx");
    if (!is_table) {
        Diagnostics found;
        auto subject = policy::read_subject(*bytes, path, found);
        for (const Diagnostic& one : found) console.complain(one);
        if (!found.empty()) return std::nullopt;
        return subject;
    }
    const auto file = exchange::TableFile::open(*bytes);
    auto rows = file ? file->rows(0) : Result<exchange::SheetRows>(unexpected(file.error()));
    exchange::SheetRow heading;
    exchange::SheetRow row;
    exchange::SheetRow more;
    const auto next = [&](exchange::SheetRow& to) { return rows ? rows->next(to) : false; };
    const auto first = next(heading);
    const auto second = next(row);
    const auto third = next(more);
    for (const auto* one : {&first, &second, &third}) {
        if (*one) continue;
        console.complain(Diagnostic(one->error()).in_file(path));
        return std::nullopt;
    }
    if (!rows) {
        console.complain(Diagnostic(rows.error()).in_file(path));
        return std::nullopt;
    }
    if (!*first || !*second || *third) {
        console.complain(
            Diagnostic{.code = "E-subject",
                       .at = {path},
                       .zh = "这里要一行表头和一行数据",
                       .en = "one row of headings and one of data are needed here"}
                .hint("多个对象用 policy run --data", "use policy run --data for many"));
        return std::nullopt;
    }
    policy::Subject subject;
    subject.file = path;
    for (const exchange::SheetCell& cell : heading.cells) {
        const exchange::SheetCell* value = row.find(cell.column);
        if (value == nullptr) continue;
        const auto column = static_cast<std::int32_t>(cell.column);
        const auto line = static_cast<std::int32_t>(row.number);
        pack::Located name{cell.text, static_cast<std::int32_t>(heading.number), column, false,
                           false};
        if (name.text == "id") {
            subject.id = text_of(*value);
        } else if (name.text == "name" || name.text == "企业名称") {
            subject.name = text_of(*value);
        } else {
            // A unit in the heading is written behind the figure.
            std::string text = text_of(*value);
            const policy::HeadingText parts = policy::heading_text(name.text);
            if (!parts.unit.empty() && text.find_first_not_of("0123456789.,-") == text.npos) {
                text += parts.unit;
            }
            name.text = parts.name;
            subject.said.push_back({name, {{{text, line, column, false, false}, "", {}}}, nullptr});
        }
    }
    return subject;
}

std::optional<TableReading> read_subject_table(
    const std::string& path, policy::TableMaker& maker, std::size_t chunk,
    const std::function<bool(policy::SubjectTable)>& take, Console& console) {
    const auto bytes = exchange::read_file_bytes(path, kMaxTableBytes);
    if (!bytes) {
        console.complain(bytes.error());
        return std::nullopt;
    }
    const auto file = exchange::TableFile::open(*bytes);
    if (!file) {
        console.complain(Diagnostic(file.error()).in_file(path));
        return std::nullopt;
    }
    auto rows = file->rows(0);
    if (!rows) {
        console.complain(Diagnostic(rows.error()).in_file(path));
        return std::nullopt;
    }
    TableReading reading;
    TableTexts texts;
    exchange::SheetRow row;
    bool has_heading = false;
    std::size_t told = 0;
    for (;;) {
        const auto more = rows->next(row);
        if (!more) {
            console.complain(Diagnostic(more.error()).in_file(path));
            return std::nullopt;
        }
        if (!*more) break;
        Diagnostics found;
        if (!has_heading) {
            has_heading = maker.set_heading(row.number, texts.of(row), found);
            for (const Diagnostic& one : found) console.complain(one);
            if (!has_heading) return std::nullopt;
            continue;
        }
        maker.add_row(row.number, texts.of(row), found);
        ++reading.rows;
        if (!found.empty()) ++reading.wrong_rows;
        for (const Diagnostic& one : found) {
            if (told++ < policy::kMaxRowErrors) console.complain(one);
        }
        if (maker.rows() >= chunk && !take(maker.take())) return reading;
    }
    if (told > policy::kMaxRowErrors) {
        const std::size_t left = told - policy::kMaxRowErrors;
        console.complain({.code = "E-more",
                          .at = {path},
                          .zh = fmt::format("另有 {} 处没有列出", left),
                          .en = fmt::format("{} more are not listed", left)});
    }
    if (!has_heading) {
        console.complain({.code = "E-heading",
                          .at = {path},
                          .zh = "表里没有表头",
                          .en = "the table has no heading"});
        return std::nullopt;
    }
    if (maker.rows() > 0) take(maker.take());
    return reading;
}

}  // namespace kc::cli
