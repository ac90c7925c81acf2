// SPDX-License-Identifier: Apache-2.0
#include "store/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "store/error.hpp"
#include "store/fact_text.hpp"
#include "store/stored_rows.hpp"

namespace kc::store {
namespace {

Diagnostic bad_row(std::int64_t id) {
    return store_error(ErrorKind::corrupt, fmt::format("fact {} is no fact", id));
}

constexpr std::int64_t kNoTerm = 0;

// kNoTerm when no fact was ever written with this text.
Result<std::int64_t> term_id(Connection& connection, std::string_view text) {
    return connection.query_number("SELECT coalesce((SELECT id FROM term WHERE text = $1), 0)",
                                   {text});
}

Result<std::string> term_text(Connection& connection, std::int64_t id) {
    Result<Rows> rows = connection.query("SELECT text FROM term WHERE id = $1", {id});
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> found = rows->next();
    if (!found) return unexpected(std::move(found.error()));
    if (!*found) {
        return unexpected(store_error(ErrorKind::corrupt, fmt::format("term {} is missing", id)));
    }
    std::string text = rows->get<std::string>(0);
    if (Result<void> good = rows->check_types(); !good) return unexpected(std::move(good.error()));
    return text;
}

struct Texts {
    std::string_view indicator;
    std::string_view unit;
    std::string_view period;
    std::string_view dimensions;
    std::string_view source;
    std::string_view who;
};

Result<Fact> make_fact(const FactRow& row, const Texts& texts) {
    const Result<base::Period> period = base::Period::parse(texts.period);
    Result<Dimensions> dimensions = parse_dimensions(texts.dimensions);
    const bool scale_fits = row.scale >= 0 && row.scale <= base::Decimal::kMaxDigits;
    const auto value =
        scale_fits ? base::Decimal::of(row.coefficient, static_cast<int>(row.scale)) : std::nullopt;
    const bool is_status =
        row.status >= 0 && row.status <= static_cast<std::int64_t>(FactStatus::revised);
    if (!period || !dimensions || !value || !is_status) return unexpected(bad_row(row.id));
    return Fact{.id = row.id,
                .indicator = std::string(texts.indicator),
                .unit = std::string(texts.unit),
                .period = *period,
                .dimensions = std::move(*dimensions),
                .value = *value,
                .status = static_cast<FactStatus>(row.status),
                .known_at_us = row.known_at_us,
                .source = std::string(texts.source),
                .who = std::string(texts.who)};
}

// For a few facts, whose terms are not worth a table.
Result<Fact> read_fact(Connection& connection, const FactRow& row) {
    const std::array<std::int64_t, 6> ids = {row.indicator,  row.unit,   row.period,
                                             row.dimensions, row.source, row.who};
    std::array<std::string, 6> texts;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        Result<std::string> text = term_text(connection, ids[i]);
        if (!text) return unexpected(std::move(text.error()));
        texts[i] = std::move(*text);
    }
    return make_fact(row, {texts[0], texts[1], texts[2], texts[3], texts[4], texts[5]});
}

}  // namespace

Result<std::int64_t> scan_facts(Connection& connection, std::int64_t after,
                                const std::function<void(const FactRow&)>& use) {
    Result<Rows> rows = connection.scan(
        "SELECT id, indicator, unit, period, dimensions, coefficient, scale, status, known_at_us, "
        "source, who FROM fact WHERE id > $1 ORDER BY id",
        {after});
    if (!rows) return unexpected(std::move(rows.error()));
    std::int64_t last = after;
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) {
        const FactRow row = stored_fact(*rows);
        last = row.id;
        use(row);
    }
    if (!more) return unexpected(std::move(more.error()));
    return last;
}

Result<Fact> to_fact(const FactRow& row, const TermTable& terms) {
    for (const std::int64_t id :
         {row.indicator, row.unit, row.period, row.dimensions, row.source, row.who}) {
        if (!terms.has(id)) return unexpected(bad_row(row.id));
    }
    return make_fact(row,
                     {terms.text(row.indicator), terms.text(row.unit), terms.text(row.period),
                      terms.text(row.dimensions), terms.text(row.source), terms.text(row.who)});
}

Result<std::optional<Fact>> find_fact(Connection& connection, std::int64_t id) {
    Result<Rows> rows = connection.query(
        "SELECT id, indicator, unit, period, dimensions, coefficient, scale, status, known_at_us, "
        "source, who FROM fact WHERE id = $1",
        {id});
    if (!rows) return unexpected(std::move(rows.error()));
    Result<bool> found = rows->next();
    if (!found) return unexpected(std::move(found.error()));
    if (!*found) return std::optional<Fact>();
    const FactRow row = stored_fact(*rows);
    if (Result<void> good = rows->check_types(); !good) return unexpected(std::move(good.error()));
    Result<Fact> fact = read_fact(connection, row);
    if (!fact) return unexpected(std::move(fact.error()));
    return std::optional(std::move(*fact));
}

Result<std::vector<Fact>> fact_history(Connection& connection, const Cell& cell) {
    std::array<std::int64_t, 4> ids{};
    const std::array<std::string, 4> texts = {cell.indicator, cell.unit, to_string(cell.period),
                                              to_text(cell.dimensions)};
    for (std::size_t i = 0; i < ids.size(); ++i) {
        Result<std::int64_t> id = term_id(connection, texts[i]);
        if (!id) return unexpected(std::move(id.error()));
        if (*id == kNoTerm) return std::vector<Fact>();
        ids[i] = *id;
    }
    Result<Rows> rows = connection.query(
        "SELECT id, indicator, unit, period, dimensions, coefficient, scale, status, known_at_us, "
        "source, who FROM fact "
        "WHERE indicator = $1 AND unit = $2 AND period = $3 AND dimensions = $4 "
        "ORDER BY id DESC LIMIT $5",
        {ids[0], ids[1], ids[2], ids[3], static_cast<std::int64_t>(kMaxHistory)});
    if (!rows) return unexpected(std::move(rows.error()));
    std::vector<Fact> history;
    Result<bool> more = rows->next();
    for (; more && *more; more = rows->next()) {
        Result<Fact> fact = read_fact(connection, stored_fact(*rows));
        if (!fact) return unexpected(std::move(fact.error()));
        history.push_back(std::move(*fact));
    }
    if (!more) return unexpected(std::move(more.error()));
    std::reverse(history.begin(), history.end());
    return history;
}

}  // namespace kc::store
