// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_cells.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/check.hpp"
#include "office/office_record_findings.hpp"
#include "record/rows.hpp"

namespace kc::office {
namespace {

using pack::RegistryField;
using pack::ValueType;
using record::Cell;
using record::Registry;

bool is_clear_text(const Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    return text != nullptr && exchange::is_clear_word(*text);
}

}  // namespace

Result<std::optional<Cell>> CellReader::read(RowOnItsWay& one, const GivenCell& given) {
    const RegistryField& field = context_.fields[given.position];
    if (given.text.empty()) return std::optional(Cell());
    if (field.type == ValueType::reference) return read_reference(one, given);
    auto cell =
        record::read_cell(field, given.text, context_.live.registries->regions(), context_.today);
    if (cell) return std::optional(std::move(*cell));
    one.wrong(given.column, cell.error());
    return std::optional<Cell>();
}

Result<std::optional<Cell>> CellReader::read_reference(RowOnItsWay& one, const GivenCell& given) {
    if (const MeantRow* meant = within_.meant(one.out.row, given.position))
        return read_within(one, given, *meant);
    const Registry* other = context_.live.registries->find(context_.fields[given.position].of);
    KC_CHECK(other != nullptr);
    auto found = references_.find(one.look, *other, given.text);
    if (!found) {
        if (!found.error().code.starts_with("E-record")) return unexpected(found.error());
        one.wrong(given.column, found.error());
        return std::optional<Cell>();
    }
    if (*found) return std::optional(Cell((*found)->id));
    one.wrong(given.column, no_such_record(*other, given.text));
    return std::optional<Cell>();
}

std::optional<Cell> CellReader::read_within(RowOnItsWay& one, const GivenCell& given,
                                            const MeantRow& meant) {
    switch (meant.kind) {
        case MeantRow::Kind::record: return Cell(meant.id);
        case MeantRow::Kind::row:
            if (!within_.has_failed(meant.row)) return Cell(within_.id_of(meant.row));
            one.conflict(given.column, refers_to_wrong_row(meant.row));
            return std::nullopt;
        case MeantRow::Kind::several_records:
        case MeantRow::Kind::none:
            one.wrong(given.column, meant.refused ? *meant.refused
                                                  : no_such_record(context_.registry, given.text));
            return std::nullopt;
        case MeantRow::Kind::several_rows:
            one.wrong(given.column, several_rows(given.text, meant.row, meant.other_row));
            return std::nullopt;
        case MeantRow::Kind::circle:
            one.wrong(given.column, refers_in_a_circle(meant.row));
            return std::nullopt;
    }
    return std::nullopt;
}

Result<bool> CellReader::is_as_shown(const RowOnItsWay& one, const GivenCell& given,
                                     const record::Record& record) const {
    const RegistryField& field = context_.fields[given.position];
    const Cell& cell = record.cells[given.position];
    if (given.text.empty()) return is_clear_text(cell) || record::is_empty(cell);
    // What may be read and not taken out went out masked.
    const bool is_mask = given.text == record::masked(field, cell);
    if (is_mask && one.present->sights_out[given.position] == access::Sight::masked) return true;
    if (one.present->sights[given.position] == access::Sight::masked) return is_mask;
    if (record::is_empty(cell)) return false;
    if (field.type != ValueType::reference) {
        const pack::Bilingual words = shown(field, cell);
        return given.text == words.zh || given.text == words.en;
    }
    const auto id = std::get<std::int64_t>(cell);
    if (given.text == fmt::format("第{}号记录", id) || given.text == fmt::format("record {}", id))
        return true;
    const Registry* other = context_.live.registries->find(field.of);
    KC_CHECK(other != nullptr);
    bool is_same = false;
    const store::Value number = id;
    auto read = record::for_each_row(
        one.look("SELECT title FROM " + other->table() + " WHERE id = $1", {&number, 1}),
        [&](store::Rows& rows) { is_same = rows.get<std::string>(0) == given.text; });
    if (!read) return unexpected(std::move(read.error()));
    return is_same;
}

pack::Bilingual CellReader::shown(const RegistryField& field, const Cell& cell) const {
    const record::Regions& regions = context_.live.registries->regions();
    return {record::shown(field, cell, regions, Language::zh),
            record::shown(field, cell, regions, Language::en)};
}

}  // namespace kc::office
