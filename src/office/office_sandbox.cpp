// SPDX-License-Identifier: Apache-2.0
#include "office/office_sandbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>

#include "exchange/table_reader.hpp"

namespace kc::office {
namespace {

std::string fresh_id() {
    std::random_device source;
    return fmt::format("{:08x}{:08x}", source(), source());
}

Diagnostic too_many_rows() {
    return Diagnostic{.code = "E-too-many-rows",
                      .zh = fmt::format("超过{}行", SandboxTables::kMaxRows),
                      .en = fmt::format("more than {} rows", SandboxTables::kMaxRows)}
        .hint("更大的表用命令 kechuang policy sandbox",
              "for larger tables use the command kechuang policy sandbox");
}

std::vector<const policy::Parameter*> parameters_of(const policy::Policy& policy) {
    std::vector<const policy::Parameter*> all;
    for (const policy::Parameter& one : policy.parameters) all.push_back(&one);
    return all;
}

struct ReadTable {
    policy::SubjectTable table = {};
    std::vector<std::string> absent = {};
    Diagnostics found = {};
};

Result<ReadTable> read_table(const PolicyDesk& desk, const policy::Policy& policy,
                             std::string_view bytes) {
    auto file = exchange::TableFile::open(bytes, {.file_bytes_max = SandboxTables::kMaxBytes});
    if (!file) return unexpected(file.error());
    auto rows = file->rows(0);
    if (!rows) return unexpected(rows.error());
    ReadTable read;
    policy::TableMaker maker(desk.set(), {&policy}, "table");
    exchange::SheetRow row;
    std::vector<policy::TextCell> cells;
    bool has_heading = false;
    for (;;) {
        const Result<bool> more = rows->next(row);
        if (!more) return unexpected(more.error());
        if (!*more) break;
        cells.clear();
        for (const exchange::SheetCell& cell : row.cells) cells.push_back({cell.column, cell.text});
        if (has_heading) {
            maker.add_row(row.number, cells, read.found);
        } else if (!maker.set_heading(row.number, cells, read.found)) {
            return unexpected(read.found.front());
        }
        has_heading = true;
        if (maker.rows() > SandboxTables::kMaxRows) return unexpected(too_many_rows());
    }
    if (!has_heading) {
        return unexpected(Diagnostic{
            .code = "E-empty-table", .zh = "表里什么也没有", .en = "there is nothing in the table"}
                              .hint("第一行写事实的名称，每行一家企业",
                                    "the first row names the facts, every other row is a firm"));
    }
    read.absent = maker.absent();
    read.table = maker.take();
    return read;
}

}  // namespace

struct SandboxTables::Table {
    std::string id;
    std::shared_ptr<PolicyDesk> desk;
    const policy::Policy* policy;
    policy::SubjectTable rows;
    std::unique_ptr<policy::PolicySandbox> sandbox;

    [[nodiscard]] std::vector<std::string> names_of(const std::vector<std::size_t>& numbers) const {
        std::vector<std::string> names;
        for (const std::size_t row : numbers) {
            const std::string& name = rows.name(row).empty() ? rows.id(row) : rows.name(row);
            names.push_back(name.empty() ? fmt::format("#{}", rows.line(row)) : name);
        }
        return names;
    }
};

Result<KeptTable> SandboxTables::keep(std::shared_ptr<PolicyDesk> desk,
                                      const policy::Policy& policy, base::Date day,
                                      std::string_view bytes) {
    const auto holding = desk->hold();
    auto read = read_table(*desk, policy, bytes);
    if (!read) return unexpected(read.error());
    auto table = std::make_shared<Table>();
    table->id = fresh_id();
    table->policy = &policy;
    table->rows = std::move(read->table);
    table->sandbox = std::make_unique<policy::PolicySandbox>(desk->set(), policy, day, table->rows,
                                                             parameters_of(policy));
    table->desk = std::move(desk);
    KeptTable kept{.id = table->id, .rows = table->rows.rows(), .absent = std::move(read->absent)};
    for (std::size_t row = 0; row < kept.rows; ++row) {
        if (!table->rows.is_sound(row)) ++kept.rows_unsound;
    }
    kept.found = std::move(read->found);
    if (kept.found.size() > kMaxFoundShown) kept.found.resize(kMaxFoundShown);
    const std::lock_guard lock(mutex_);
    tables_.push_front(std::move(table));
    if (tables_.size() > kMaxTables) tables_.pop_back();
    return kept;
}

Result<Trial> SandboxTables::try_out(std::string_view id, const std::vector<std::string>& edits) {
    std::shared_ptr<Table> table;
    {
        const std::lock_guard lock(mutex_);
        const auto found = std::find_if(tables_.begin(), tables_.end(),
                                        [&](const auto& one) { return one->id == id; });
        if (found == tables_.end()) {
            return unexpected(Diagnostic{.code = "E-no-table",
                                         .zh = "这张表已不在，请重新读入",
                                         .en = "the table is no longer kept"}
                                  .hint("只保留最近用过的几张", "only the last few are kept"));
        }
        tables_.splice(tables_.begin(), tables_, found);
        table = *found;
    }
    std::vector<policy::Edit> read;
    {
        const auto holding = table->desk->hold();
        for (const std::string& text : edits) {
            auto edit = policy::read_edit(table->desk->set(), *table->policy, text);
            if (!edit) return unexpected(edit.error());
            read.push_back(*edit);
        }
    }
    Trial trial{.result = table->sandbox->run(read)};
    trial.gained = table->names_of(trial.result.gained);
    trial.lost = table->names_of(trial.result.lost);
    return trial;
}

}  // namespace kc::office
