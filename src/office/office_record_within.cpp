// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_within.hpp"

#include <algorithm>
#include <set>

#include "record/text_key.hpp"

namespace kc::office {

using pack::RegistryField;
using pack::ValueType;

RowsWithin::RowsWithin(const LivePack& live, const record::Registry& registry,
                       const RecordTable& table, base::Date today)
    : live_(live), registry_(registry), table_(table), today_(today) {
    const auto& fields = registry.definition().fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].type == ValueType::reference && fields[i].of == registry.code())
            references_to_self_.push_back(i);
    }
}

std::optional<std::string> RowsWithin::as_code(const RegistryField& field,
                                               const std::string& text) const {
    if (!field.is_unique || field.type != ValueType::code) return std::nullopt;
    const auto cell = record::read_cell(field, text, live_.registries->regions(), today_);
    if (!cell || record::is_empty(*cell)) return std::nullopt;
    return field.code + '\x1F' + record::to_text(field, *cell);
}

void RowsWithin::add(const exchange::TypedRow& row) {
    const auto& fields = registry_.definition().fields;
    for (std::size_t i = 0; i < table_.fields.size(); ++i) {
        const std::size_t position = table_.fields[i];
        if (position == kNoFieldHere) continue;
        auto text = field_text(row.values[i]);
        if (!text || text->empty()) continue;
        const RegistryField& field = fields[position];
        if (const auto code = as_code(field, *text)) by_code_[*code].push_back(row.number);
        if (field.code == registry_.definition().title)
            by_name_[record::name_key(*text)].push_back({row.number, *text});
        const bool refers = std::find(references_to_self_.begin(), references_to_self_.end(),
                                      position) != references_to_self_.end();
        if (refers) references_.push_back({row.number, position, std::move(*text)});
    }
}

// In the order of record::find_named: a code, the very name, a name that is nearly the same.
std::vector<std::uint32_t> RowsWithin::rows_called(const std::string& text) const {
    for (const RegistryField& field : registry_.definition().fields) {
        const auto code = as_code(field, text);
        if (!code) continue;
        if (const auto found = by_code_.find(*code); found != by_code_.end()) return found->second;
    }
    const auto found = by_name_.find(record::name_key(text));
    if (found == by_name_.end()) return {};
    std::vector<std::uint32_t> rows;
    std::vector<std::uint32_t> exact;
    for (const Named& one : found->second) {
        rows.push_back(one.row);
        if (one.title == text) exact.push_back(one.row);
    }
    return exact.empty() ? rows : exact;
}

Result<MeantRow> RowsWithin::of(const record::Look& look, const Reference& reference) {
    auto there =
        record::find_named(look, registry_, live_.registries->regions(), reference.text, today_);
    if (!there && !there.error().code.starts_with("E-record"))
        return unexpected(std::move(there.error()));
    if (!there)
        return MeantRow{.kind = MeantRow::Kind::several_records,
                        .refused = std::move(there.error())};
    if (*there) return MeantRow{.kind = MeantRow::Kind::record, .id = **there};
    std::vector<std::uint32_t> rows = rows_called(reference.text);
    const bool names_itself = std::erase(rows, reference.row) > 0;
    if (rows.empty())
        return MeantRow{.kind = names_itself ? MeantRow::Kind::circle : MeantRow::Kind::none,
                        .row = reference.row};
    if (rows.size() > 1)
        return MeantRow{.kind = MeantRow::Kind::several_rows, .row = rows[0], .other_row = rows[1]};
    return MeantRow{.kind = MeantRow::Kind::row, .row = rows.front()};
}

Result<void> RowsWithin::settle(const record::Look& look) {
    for (const Reference& one : references_) {
        auto found = of(look, one);
        if (!found) return unexpected(std::move(found.error()));
        meant_.insert_or_assign({one.row, one.position}, std::move(*found));
    }
    references_.clear();
    by_name_.clear();
    by_code_.clear();
    find_circles();
    return {};
}

// Rows that wait for none, and rows that none waits for, are taken away until no more can be: what
// is left goes in circles.
void RowsWithin::find_circles() {
    std::set<std::pair<std::uint32_t, std::uint32_t>> forward;
    for (const auto& [place, meant] : meant_) {
        if (meant.kind == MeantRow::Kind::row) forward.emplace(place.first, meant.row);
    }
    const auto peel = [](std::set<std::pair<std::uint32_t, std::uint32_t>> edges) {
        std::map<std::uint32_t, std::size_t> waits;
        std::multimap<std::uint32_t, std::uint32_t> waiting;
        std::vector<std::uint32_t> free;
        for (const auto& [row, target] : edges) {
            ++waits[row];
            waiting.emplace(target, row);
        }
        for (const auto& [row, target] : edges) {
            if (!waits.contains(target)) free.push_back(target);
        }
        while (!free.empty()) {
            const std::uint32_t done = free.back();
            free.pop_back();
            const auto [begin, end] = waiting.equal_range(done);
            for (auto edge = begin; edge != end; ++edge) {
                edges.erase({edge->second, done});
                if (--waits[edge->second] == 0) free.push_back(edge->second);
            }
            waiting.erase(done);
        }
        return edges;
    };
    std::set<std::pair<std::uint32_t, std::uint32_t>> backward;
    for (const auto& [row, target] : peel(forward)) backward.emplace(target, row);
    const auto left = peel(backward);
    for (auto& [place, meant] : meant_) {
        const bool is_left =
            meant.kind == MeantRow::Kind::row && left.contains({meant.row, place.first});
        if (is_left) meant.kind = MeantRow::Kind::circle;
    }
}

const MeantRow* RowsWithin::meant(std::uint32_t row, std::size_t position) const {
    const auto found = meant_.find({row, position});
    return found == meant_.end() ? nullptr : &found->second;
}

std::optional<std::uint32_t> RowsWithin::waits_for(std::uint32_t row) const {
    for (const std::size_t position : references_to_self_) {
        const MeantRow* one = meant(row, position);
        if (one != nullptr && one->kind == MeantRow::Kind::row && !became_.contains(one->row))
            return one->row;
    }
    return std::nullopt;
}

bool RowsWithin::has_failed(std::uint32_t row) const {
    const auto found = became_.find(row);
    return found != became_.end() && found->second == 0;
}

record::RecordId RowsWithin::id_of(std::uint32_t row) const {
    const auto found = became_.find(row);
    return found == became_.end() ? standing_for(row) : found->second;
}

}  // namespace kc::office
