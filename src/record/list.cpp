// SPDX-License-Identifier: Apache-2.0
#include "record/list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

#include "record/limits.hpp"
#include "record/messages.hpp"
#include "record/rows.hpp"
#include "record/search.hpp"
#include "record/source.hpp"
#include "record/text_key.hpp"

namespace kc::record {
namespace {

using pack::RegistryField;
using pack::ValueType;

constexpr std::array<std::string_view, 9> kComparisons = {"=",  "!=",       "<",     "<=",    ">",
                                                          ">=", "contains", "empty", "filled"};

struct SortColumn {
    std::string name = "id";
    bool is_number = true;
    bool may_be_empty = false;
};

Result<SortColumn> sort_column(const Registry& registry, const std::string& sort) {
    if (sort.empty() || sort == columns::kId) return SortColumn{};
    // The title's own column, which is never empty and has the indexes.
    if (sort == registry.definition().title) return SortColumn{"title", false, false};
    if (const RegistryField* field = registry.field(sort)) {
        return SortColumn{Registry::column(sort), is_whole_number(field->type), true};
    }
    constexpr std::array<std::string_view, 4> kTexts = {columns::kTitle, columns::kState,
                                                        columns::kLife, columns::kEnteredBy};
    constexpr std::array<std::string_view, 3> kDays = {columns::kValidFrom, columns::kValidTo,
                                                       columns::kClosedOn};
    const auto is_in = [&](const auto& names) {
        return std::find(names.begin(), names.end(), sort) != names.end();
    };
    if (is_in(kTexts)) return SortColumn{sort, false, false};
    if (is_in(kDays)) return SortColumn{sort, true, true};
    if (sort == columns::kUnit || sort == columns::kBody) return SortColumn{sort, false, true};
    if (sort == columns::kKnownAt) return SortColumn{sort, true, false};
    Diagnostic unknown = no_such_field(registry.definition().fields, sort);
    unknown.code = "E-record-sort";
    return unexpected(std::move(unknown));
}

// Where the next page begins: after the row with this number and value.
struct Cursor {
    RecordId id = 0;
    Cell value = {};
};

// "12" for a row without a value, "12 n345" with a number, "12 t宣城" with a text.
std::string cursor_text(RecordId id, const Cell& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return fmt::format("{} n{}", id, *number);
    }
    if (const auto* text = std::get_if<std::string>(&value))
        return fmt::format("{} t{}", id, *text);
    return std::to_string(id);
}

Result<Cursor> read_cursor(std::string_view text, bool is_number) {
    const auto wrong = [] {
        return unexpected(not_so("E-record-cursor", "翻页的位置不对", "the cursor is wrong",
                                 "从第一页开始", "begin with the first page"));
    };
    Cursor cursor;
    const char* const end = text.data() + text.size();
    const auto [stopped, failed] = std::from_chars(text.data(), end, cursor.id);
    if (failed != std::errc()) return wrong();
    const std::string_view rest(stopped, static_cast<std::size_t>(end - stopped));
    if (rest.empty()) return cursor;
    if (rest.starts_with(" t") && !is_number) {
        cursor.value = std::string(rest.substr(2));
        return cursor;
    }
    std::int64_t number = 0;
    if (!rest.starts_with(" n") || !is_number) return wrong();
    const auto [at, bad] = std::from_chars(rest.data() + 2, end, number);
    if (bad != std::errc() || at != end) return wrong();
    cursor.value = number;
    return cursor;
}

// What is asked of rows besides access, and of rows of the past afterwards.
struct Question {
    RowSource source = {};
    store::Condition where = {};
    std::optional<PastSearch> past = {};
};

// Where nothing is under correction only present rows are read: to ask costs less than to join.
Result<void> leave_out_empty(store::Connection& connection, const ListQuery& query,
                             RowSource& source) {
    if (query.known_at_us || source.parts.size() < 2) return {};
    bool has_any = false;
    auto read = for_each_row(
        connection.query("SELECT 1 FROM " + source.registry->approved_table() + " LIMIT 1"),
        [&](store::Rows&) { has_any = true; });
    if (read && !has_any) source.parts.pop_back();
    return read;
}

Result<Question> question_of(store::Connection& connection, const Registry& registry,
                             const store::Condition& allowed, const ListQuery& query) {
    auto search = Search::of(query.search, query.search_personal);
    if (!search) return unexpected(std::move(search.error()));
    Question question{.source = rows_seen(registry, allowed,
                                          {query.known_at_us, query.picks, query.present_only}),
                      .where = query.filter};
    if (auto fewer = leave_out_empty(connection, query, question.source); !fewer)
        return unexpected(std::move(fewer.error()));
    if (!query.with_merged) question.where = store::both(question.where, {"life <> 'merged'", {}});
    if (!query.known_at_us) {
        question.where = store::both(std::move(question.where), search->condition());
    } else if (!search->is_empty()) {
        // Texts to search are kept of the present only.
        auto past = PastSearch::of(connection, registry, std::move(*search), *query.known_at_us);
        if (!past) return unexpected(std::move(past.error()));
        question.past = std::move(*past);
    }
    return question;
}

struct Part {
    store::Condition where = {};
    std::string order = {};
};

// Rows with a value first, in its order, then those without: each part can follow an index.
std::vector<Part> parts_of(const SortColumn& sort, bool descending, const ListQuery& query,
                           const Cursor& cursor) {
    const std::string_view way = descending ? " DESC" : "";
    const std::string_view sign = descending ? "<" : ">";
    std::vector<Part> parts;
    const bool is_after_values = !query.cursor.empty() && is_empty(cursor.value);
    if (sort.name == "id") {
        store::Condition after = store::always();
        if (!query.cursor.empty()) after = {fmt::format("id {} ?", sign), {cursor.id}};
        return {{after, fmt::format("id{}", way)}};
    }
    if (!is_after_values || !sort.may_be_empty) {
        store::Condition after = store::always();
        if (!query.cursor.empty()) {
            after = {fmt::format("({0}, id) {1} (?, ?)", sort.name, sign),
                     {cursor.value, cursor.id}};
        } else if (sort.may_be_empty) {
            after = {fmt::format("{} IS NOT NULL", sort.name), {}};
        }
        parts.push_back({after, fmt::format("{0}{1}, id{1}", sort.name, way)});
    }
    if (sort.may_be_empty) {
        store::Condition after = {fmt::format("{} IS NULL", sort.name), {}};
        if (is_after_values) {
            after = store::both(after, {fmt::format("id {} ?", sign), {cursor.id}});
        }
        parts.push_back({after, fmt::format("id{}", way)});
    }
    return parts;
}

Cell sort_value(const Registry& registry, const Record& record, const SortColumn& sort) {
    const auto day = [](const std::optional<base::Date>& date) {
        return date ? Cell(std::int64_t{date->days_since_1970()}) : Cell();
    };
    if (sort.name.starts_with("f_")) return record.cell(registry, sort.name.substr(2));
    if (sort.name == columns::kTitle) return record.title;
    if (sort.name == columns::kState) return record.state;
    if (sort.name == columns::kLife) return record.life;
    if (sort.name == columns::kEnteredBy) return record.entered_by;
    if (sort.name == columns::kValidFrom) return day(record.valid_from);
    if (sort.name == columns::kValidTo) return day(record.valid_to);
    if (sort.name == columns::kClosedOn) return day(record.closed_on);
    if (sort.name == columns::kUnit) return record.unit ? Cell(*record.unit) : Cell();
    if (sort.name == columns::kBody) return record.body ? Cell(*record.body) : Cell();
    if (sort.name == columns::kKnownAt) return record.known_at_us;
    return Cell();
}

// Of a search of the past every row is looked at, some at a time, until there are enough.
Result<void> search_part(store::Connection& connection, const Question& question, const Part& part,
                         std::size_t limit, std::vector<Record>& records) {
    const Registry& registry = *question.source.registry;
    for (const RowSource::Part& one : question.source.parts) {
        const store::Condition all = select_records(
            {&registry, {one}}, store::both(question.where, part.where), "ORDER BY " + part.order);
        auto rows = connection.scan(store::numbered(all, 1), store::values_of(all));
        if (!rows) return unexpected(std::move(rows.error()));
        std::size_t found = 0;
        auto more = rows->next();
        for (; more && *more && found < limit; more = rows->next()) {
            Record record = read_seen(*rows, registry);
            if (!question.past->matches(record)) continue;
            records.push_back(std::move(record));
            ++found;
        }
        if (!more) return unexpected(std::move(more.error()));
    }
    return {};
}

// At most `limit` rows, in order.
Result<std::vector<Record>> read_part(store::Connection& connection, const Question& question,
                                      const Part& part, const SortColumn& sort, bool descending,
                                      std::int32_t limit) {
    const Registry& registry = *question.source.registry;
    std::vector<Record> records;
    Result<void> read;
    if (question.past) {
        read = search_part(connection, question, part, static_cast<std::size_t>(limit), records);
    } else {
        read = for_each_row(
            ask(connection, select_records(question.source, store::both(question.where, part.where),
                                           fmt::format("ORDER BY {} LIMIT {}", part.order, limit))),
            [&](store::Rows& rows) { records.push_back(read_seen(rows, registry)); });
    }
    if (!read) return unexpected(std::move(read.error()));
    // Rows of what was approved come behind the others; texts compare by bytes here and there.
    if (question.source.parts.size() > 1 && !records.empty() && records.back().correction_us) {
        std::sort(records.begin(), records.end(), [&](const Record& a, const Record& b) {
            const auto first = std::make_pair(sort_value(registry, a, sort), a.id);
            const auto second = std::make_pair(sort_value(registry, b, sort), b.id);
            return descending ? second < first : first < second;
        });
    }
    if (records.size() > static_cast<std::size_t>(limit))
        records.resize(static_cast<std::size_t>(limit));
    return records;
}

Result<const RegistryField*> require_field(const Registry& registry, std::string_view code) {
    if (const RegistryField* field = registry.field(code)) return field;
    return unexpected(no_such_field(registry.definition().fields, code));
}

}  // namespace

Result<Page> list(store::Connection& connection, const Registry& registry,
                  const store::Condition& allowed, const ListQuery& query) {
    if (query.limit < 1 || query.limit > kMaxPage) {
        return unexpected(not_so("E-record-page", fmt::format("每页 1 到 {} 条", kMaxPage),
                                 fmt::format("a page has 1 to {} records", kMaxPage), "改 limit",
                                 "change the limit"));
    }
    auto sort = sort_column(registry, query.sort);
    if (!sort) return unexpected(std::move(sort.error()));
    auto question = question_of(connection, registry, allowed, query);
    if (!question) return unexpected(std::move(question.error()));
    Cursor cursor;
    if (!query.cursor.empty()) {
        auto read = read_cursor(query.cursor, sort->is_number);
        if (!read) return unexpected(std::move(read.error()));
        cursor = std::move(*read);
    }
    // Whoever takes the largest pages reads all of them, so the order has to lead: by an index of a
    // filter that most rows pass, each page would find and sort every row anew.
    if (query.limit == kMaxPage) {
        question->where = store::past_index(std::move(question->where));
        for (RowSource::Part& part : question->source.parts)
            part.where = store::past_index(std::move(part.where));
    }
    Page page;
    for (const Part& part : parts_of(*sort, query.descending, query, cursor)) {
        // One more than asked for, to know whether there is a next page.
        const auto left = query.limit + 1 - static_cast<std::int32_t>(page.records.size());
        if (left <= 0) break;
        auto read = read_part(connection, *question, part, *sort, query.descending, left);
        if (!read) return unexpected(std::move(read.error()));
        std::move(read->begin(), read->end(), std::back_inserter(page.records));
    }
    if (page.records.size() > static_cast<std::size_t>(query.limit)) {
        page.records.pop_back();
        const Record& last = page.records.back();
        page.next = cursor_text(last.id, sort_value(registry, last, *sort));
    }
    return page;
}

Result<std::int64_t> count(store::Connection& connection, const Registry& registry,
                           const store::Condition& allowed, const ListQuery& query,
                           std::int64_t at_most) {
    auto question = question_of(connection, registry, allowed, query);
    if (!question) return unexpected(std::move(question.error()));
    std::int64_t counted = 0;
    Result<void> read;
    if (question->past) {
        const store::Condition all = select_records(question->source, question->where);
        read = for_each_row(connection.scan(store::numbered(all, 1), store::values_of(all)),
                            [&](store::Rows& rows) {
                                counted +=
                                    question->past->matches(read_seen(rows, registry)) ? 1 : 0;
                            });
    } else {
        read = for_each_row(ask(connection, count_rows(question->source, question->where, at_most)),
                            [&](store::Rows& rows) { counted = rows.get<std::int64_t>(0); });
    }
    if (!read) return unexpected(std::move(read.error()));
    return std::min(counted, at_most);
}

Result<void> for_each_record(store::Connection& connection, const Registry& registry,
                             const store::Condition& allowed, ListQuery query,
                             const std::function<bool(const Record&)>& use) {
    query.limit = kMaxPage;
    while (true) {
        auto page = list(connection, registry, allowed, query);
        if (!page) return unexpected(std::move(page.error()));
        for (const Record& record : page->records) {
            if (!use(record)) return {};
        }
        if (page->next.empty()) return {};
        query.cursor = page->next;
    }
}

std::optional<Comparison> comparison_of(std::string_view word) {
    const auto found = std::find(kComparisons.begin(), kComparisons.end(), word);
    if (found == kComparisons.end()) return std::nullopt;
    return static_cast<Comparison>(found - kComparisons.begin());
}

Result<store::Condition> field_condition(const Registry& registry, const Regions& regions,
                                         std::string_view code, Comparison comparison,
                                         std::string_view text, base::Date today) {
    auto field = require_field(registry, code);
    if (!field) return unexpected(std::move(field.error()));
    const std::string column = Registry::column(code);
    if (comparison == Comparison::empty) return store::Condition{column + " IS NULL", {}};
    if (comparison == Comparison::filled) return store::Condition{column + " IS NOT NULL", {}};
    const bool is_words = (*field)->type == ValueType::text || (*field)->type == ValueType::code;
    const bool has_order = is_whole_number((*field)->type) &&
                           (*field)->type != ValueType::reference &&
                           (*field)->type != ValueType::yes_no;
    const bool is_equality = comparison == Comparison::equal || comparison == Comparison::not_equal;
    if ((comparison == Comparison::contains && !is_words) ||
        (comparison != Comparison::contains && !is_equality && !has_order)) {
        return unexpected(about(**field, not_so("E-record-filter", "这个字段不能这样筛选",
                                                "this field cannot be filtered like that",
                                                "换一种比较", "compare it in another way")));
    }
    if (comparison == Comparison::contains) {
        return store::Condition{fmt::format("{} LIKE ? ESCAPE '\\'", column), {anywhere(text)}};
    }
    auto cell = read_cell(**field, text, regions, today);
    if (!cell) return unexpected(about(**field, std::move(cell.error())));
    if (is_empty(*cell)) {
        return unexpected(
            about(**field,
                  not_so("E-record-filter", "没有写比较的值", "there is no value to compare with",
                         "写一个值，或筛选空值", "write a value, or filter for empty ones")));
    }
    if ((*field)->type == ValueType::region && is_equality) {
        std::vector<store::OwnedValue> codes;
        for (std::string& one : regions.with_all_below(std::get<std::string>(*cell))) {
            codes.emplace_back(std::move(one));
        }
        store::Condition within = store::one_of(column, std::move(codes));
        return comparison == Comparison::equal ? within : store::negation(std::move(within));
    }
    constexpr std::array<std::string_view, 6> kSql = {"=", "<>", "<", "<=", ">", ">="};
    return store::Condition{
        fmt::format("{} {} ?", column, kSql[static_cast<std::size_t>(comparison)]), {*cell}};
}

store::Condition valid_on(base::Date day) {
    const std::int64_t days = day.days_since_1970();
    return {
        "((valid_from IS NULL OR valid_from <= ?) AND (valid_to IS NULL OR valid_to >= ?) AND "
        "(closed_on IS NULL OR closed_on > ?) AND life <> 'merged')",
        {days, days, days}};
}

store::Condition counting() {
    return {"(state NOT IN ('draft', 'returned', 'withdrawn'))", {}};
}

}  // namespace kc::record
