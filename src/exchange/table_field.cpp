// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_field.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/characters.hpp"
#include "base/check.hpp"
#include "base/citizen_number.hpp"
#include "base/credit_code.hpp"
#include "base/patent_number.hpp"
#include "base/quantity.hpp"
#include "base/region_code.hpp"
#include "base/suggest.hpp"
#include "base/utf8.hpp"
#include "exchange/clean_text.hpp"
#include "exchange/table_header.hpp"
#include "exchange/table_number.hpp"
#include "exchange/table_words.hpp"

namespace kc::exchange {
namespace {

using base::Date;
using base::Decimal;
using base::Money;
using base::Quantity;
using base::Unit;

constexpr std::array<std::string_view, 15> kPlaceholders = {
    "-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "空", "n/a", "na", "null", "none", "…"};
// What our own lists show of a figure, day or choice to whoever may not see it.
constexpr std::string_view kMasked = "***";
constexpr std::array<std::string_view, 11> kYes = {"是", "有", "y", "yes", "true", "1",
                                                   "√",  "✓",  "✔", "对",  "t"};
constexpr std::array<std::string_view, 10> kNo = {"否", "无", "n", "no", "false",
                                                  "0",  "×",  "✗", "错", "f"};

template <typename List>
bool is_one_of(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_text(const SheetCell& cell) {
    return cell.kind == CellKind::text || cell.kind == CellKind::untyped;
}

// Reads one cell; gathers what there is to say on the way.
class FieldParse {
public:
    FieldParse(FieldReader& reader, const SheetCell& cell)
        : reader_(reader), column_(*reader.schema), cell_(cell) {}

    FieldRead run() {
        read();
        // How a cell was understood is of no use where it could not be taken after all.
        if (out_.has_error()) {
            std::erase_if(out_.findings, [](const CellFinding& finding) {
                return finding.severity == Severity::warning;
            });
        }
        return std::move(out_);
    }

private:
    void read() {
        if (!can_be_read()) return;
        if (column_.may_clear && is_text(cell_) && is_clear_word(cell_.text)) {
            out_.is_cleared = true;
            return;
        }
        if (is_placeholder()) {
            add(Found::placeholder);
            return require();
        }
        switch (column_.type) {
            case ColumnType::text: return read_text();
            case ColumnType::number:
            case ColumnType::money: return read_figure();
            case ColumnType::date: return read_date();
            case ColumnType::yes_no: return read_yes_no();
            case ColumnType::code: return read_code();
            case ColumnType::choice: return read_choice();
        }
    }

    void add(Found found, std::string_view detail = {}) {
        out_.findings.push_back(words_for(found, cell_.text, detail));
    }
    void add_bilingual(Found found, std::string_view zh, std::string_view en) {
        CellFinding finding = words_for(found, cell_.text, zh);
        const CellFinding english = words_for(found, cell_.text, en);
        finding.en = english.en;
        finding.hint_en = english.hint_en;
        out_.findings.push_back(std::move(finding));
    }
    void add_readings(const std::vector<Reading>& readings, std::string_view taken) {
        for (const Reading reading : readings)
            out_.findings.push_back(words_for(reading, cell_.text, taken));
    }

    void require() {
        if (column_.required)
            add_bilingual(Found::required, expected_zh(column_), expected_en(column_));
    }

    bool is_figure() const {
        return column_.type == ColumnType::number || column_.type == ColumnType::money;
    }

    // Errors of the cell itself, whatever its column.
    bool can_be_read() {
        if (cell_.kind == CellKind::missing && cell_.is_formula) add(Found::formula_unsaved);
        if (cell_.kind == CellKind::error) add(Found::error_value);
        if (cell_.merge == MergeRole::beside) add(Found::merged_beside);
        if (cell_.merge == MergeRole::below)
            add(is_figure() ? Found::number_merged : Found::merged_copy);
        if (is_figure() && cell_.is_scaled) add(Found::scaled_format);
        return !out_.has_error();
    }

    // 无 is an answer in a column of yes and no, and may be one in text and choices.
    bool is_placeholder() const {
        if (!is_text(cell_) || cell_.text.size() > 16) return false;
        std::string word = comparable(cell_.text);
        if (column_.type == ColumnType::yes_no) return false;
        if (column_.type == ColumnType::choice && reader_.choices.contains(word)) return false;
        if (column_.type == ColumnType::text && (word == "无" || word == "暂无" || word == "空"))
            return false;
        const bool is_free = column_.type == ColumnType::text || column_.type == ColumnType::code;
        return is_one_of(kPlaceholders, word) || (!is_free && cell_.text == kMasked);
    }

    void read_text() {
        if (cell_.digits_lost) return add(Found::digits_lost);
        std::size_t dropped = 0;
        std::string text = clean_text(trimmed_keeping_width(cell_.text), &dropped);
        if (dropped > 0) add(Found::controls_removed);
        if (text.empty()) return require();
        if (base::count_code_points(text) > column_.length_max)
            return add(Found::too_long_text, std::to_string(column_.length_max));
        out_.value = std::move(text);
    }

    static std::string trimmed_keeping_width(std::string_view text) {
        const std::u32string points = base::decode_utf8(text);
        const auto not_blank = [](char32_t c) { return !base::is_blank(c); };
        const auto begin = std::find_if(points.begin(), points.end(), not_blank);
        const auto end = std::find_if(points.rbegin(), points.rend(), not_blank).base();
        if (begin >= end) return {};
        return base::encode_utf8(std::u32string(begin, end));
    }

    // A number with the unit it is in; false when there is none.
    bool take_number(Quantity& quantity) {
        quantity.unit = reader_.unit_in_file;
        if (cell_.kind == CellKind::boolean) {
            add_bilingual(Found::type_boolean, expected_zh(column_), expected_en(column_));
            return false;
        }
        if (cell_.kind == CellKind::date) {
            add(Found::type_date);
            return false;
        }
        if (cell_.kind == CellKind::number) return take_stored_number(quantity);
        const NumberRead read = read_number_text(cell_.text);
        if (!read.value) {
            add_readings(read.readings, {});
            return false;
        }
        quantity.value = *read.value;
        if (read.unit) quantity.unit = *read.unit;
        const std::string taken = base::to_string(quantity);
        add_readings(read.readings, taken);
        if (reader_.is_typed && read.readings.empty()) add(Found::text_as_number, taken);
        return read.unit || is_share_clear(*read.value);
    }

    bool take_stored_number(Quantity& quantity) {
        if (!cell_.number) {
            add(Found::too_large);
            return false;
        }
        if (cell_.digits_lost) {
            add(Found::digits_lost);
            return false;
        }
        quantity.value = *cell_.number;
        if (!cell_.is_percent) return is_share_clear(quantity.value);
        if (reader_.unit.is_none()) return true;  // a coefficient, shown as a percentage
        if (reader_.unit.dimension() != base::Dimension::proportion) {
            add_bilingual(Found::type_percent, expected_zh(column_), expected_en(column_));
            return false;
        }
        const auto shown = base::multiply(quantity.value, 100);
        if (!shown) {
            add(Found::too_large);
            return false;
        }
        quantity = {*shown, *Unit::parse("%")};
        return true;
    }

    // A bare 0.58 in a column of %, when nothing says whether 58 % or 0.58 % is meant.
    bool is_share_clear(Decimal value) {
        const bool is_share = reader_.unit.dimension() == base::Dimension::proportion;
        if (!is_share || reader_.is_unit_stated) return true;
        if (value.is_zero() || base::absolute(value) > Decimal(1)) return true;
        const auto times = base::multiply(value, 100);
        add(Found::percent_or_share, times ? base::to_string(*times) : "?");
        return false;
    }

    void read_figure() {
        if (is_text(cell_) && trimmed_keeping_width(cell_.text).empty()) return require();
        Quantity quantity;
        if (!take_number(quantity)) return;
        const auto converted = base::convert(quantity, reader_.unit);
        if (!converted) {
            return add(base::convertible(quantity.unit, reader_.unit) ? Found::too_large
                                                                      : Found::unit_mismatch,
                       base::to_string(reader_.unit));
        }
        if (!is_in_range(converted->value)) return;
        if (column_.type == ColumnType::money) return store_money(quantity);
        if (column_.whole && !converted->value.is_whole()) return add(Found::not_whole);
        out_.value = converted->value;
    }

    void store_money(const Quantity& quantity) {
        if (const auto amount = Money::from(quantity)) {
            out_.value = *amount;
            return;
        }
        const auto yuan = base::convert(quantity, *Unit::parse("元"));
        add(yuan && yuan->value.scale() > 2 ? Found::part_of_fen : Found::too_large);
    }

    bool is_in_range(Decimal value) {
        const auto with_unit = [&](Decimal bound) {
            return base::to_string(bound) + base::to_string(reader_.unit);
        };
        if (column_.min && value < *column_.min) add(Found::below_min, with_unit(*column_.min));
        if (column_.max && value > *column_.max) add(Found::above_max, with_unit(*column_.max));
        return !out_.has_error();
    }

    void read_date() {
        DateRead read;
        if (cell_.kind == CellKind::date) {
            read.value = cell_.date;
            if (cell_.has_time) read.readings.push_back(Reading::time_dropped);
        } else if (cell_.kind == CellKind::boolean) {
            return add_bilingual(Found::type_boolean, expected_zh(column_), expected_en(column_));
        } else if (cell_.kind == CellKind::number) {
            read = cell_.number ? read_date_number(*cell_.number, reader_.days_from_1904)
                                : DateRead{{}, {Reading::not_a_date}};
        } else {
            if (trimmed_keeping_width(cell_.text).empty()) return require();
            read = read_date_text(cell_.text, reader_.days_from_1904);
        }
        add_readings(read.readings, read.value ? base::to_string(*read.value) : "");
        if (!read.value) return;
        if (column_.first_date && *read.value < *column_.first_date)
            return add(Found::before_first, base::to_string(*column_.first_date));
        if (column_.last_date && *read.value > *column_.last_date)
            return add(Found::after_last, base::to_string(*column_.last_date));
        out_.value = *read.value;
    }

    void read_yes_no() {
        std::string word = comparable(cell_.text);
        if (word.empty()) return require();
        if (is_one_of(kYes, word)) {
            out_.value = true;
        } else if (is_one_of(kNo, word)) {
            out_.value = false;
        } else if (is_one_of(kPlaceholders, word)) {
            add(Found::placeholder);
            require();
        } else {
            add(Found::not_yes_no);
        }
    }

    void read_code() {
        if (cell_.digits_lost) return add(Found::digits_lost);
        if (cell_.kind == CellKind::boolean || cell_.kind == CellKind::date)
            return add_bilingual(Found::type_boolean, expected_zh(column_), expected_en(column_));
        bool changed = false;
        std::string code = half_width_trimmed(cell_.text, changed);
        if (code.empty()) return require();
        if (changed) out_.findings.push_back(words_for(Reading::full_width, cell_.text, code));
        if (looks_scientific(code)) return add(Found::code_as_scientific);
        if (cell_.kind == CellKind::number) add(Found::code_as_number);
        if (code.find_first_of(" \t\r\n") != std::string::npos) return add(Found::code_with_blanks);
        if (base::count_code_points(code) > column_.length_max)
            return add(Found::too_long_text, std::to_string(column_.length_max));
        if (!has_its_form(code)) return;
        out_.value = std::move(code);
    }

    // "9.13E+17", as CSV files saved from a spreadsheet have long codes.
    static bool looks_scientific(std::string_view code) {
        const std::size_t e = code.find_first_of("eE");
        return e != std::string_view::npos && e > 0 && code.find('.') < e &&
               code.substr(e + 1).starts_with('+') &&
               code.substr(0, e).find_first_not_of("0123456789.") == std::string_view::npos;
    }

    bool has_its_form(std::string& code) {
        const auto check = [&](const auto& parsed) {
            if (parsed) return true;
            add_bilingual(Found::bad_code, parsed.error().zh, parsed.error().en);
            return false;
        };
        const auto upper = [](std::string text) {
            for (char& c : text) {
                if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
            }
            return text;
        };
        switch (column_.code_form) {
            case CodeForm::any: return true;
            case CodeForm::credit_code:
                code = upper(code);
                return check(base::CreditCode::parse(code));
            case CodeForm::region_code: return check(base::RegionCode::parse(code));
            case CodeForm::citizen_number:
                code = upper(code);
                return check(base::CitizenNumber::parse(code));
            case CodeForm::patent_number: return check(base::PatentNumber::parse(code));
        }
        return true;
    }

    void read_choice() {
        const std::string word = comparable(cell_.text);
        if (word.empty()) return require();
        const auto found = reader_.choices.find(word);
        if (found != reader_.choices.end()) {
            out_.value = found->second;
            return;
        }
        const std::vector<std::string> names = listed_choices();
        std::optional<std::string> near;
        if (reader_.suggestions_left > 0) {
            --reader_.suggestions_left;
            near = base::nearest(word, names);
        }
        if (near) {
            return add_bilingual(Found::not_a_choice, fmt::format("是不是“{}”？", *near),
                                 fmt::format("did you mean '{}'?", *near));
        }
        constexpr std::size_t kListed = 8;
        const auto end =
            names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kListed));
        const std::string_view more = names.size() > kListed ? "…" : "";
        add_bilingual(Found::not_a_choice,
                      fmt::format("可以填：{}{}", fmt::join(names.begin(), end, "、"), more),
                      fmt::format("one of: {}{}", fmt::join(names.begin(), end, ", "), more));
    }

    std::vector<std::string> listed_choices() const {
        constexpr std::size_t kCompared = 2'000;
        constexpr std::size_t kNamed = 9;
        const std::size_t wanted = reader_.suggestions_left > 0 ? kCompared : kNamed;
        std::vector<std::string> names;
        for (const ColumnChoice& choice : column_.choices) {
            if (names.size() == wanted) break;
            names.push_back(choice.zh.empty() ? choice.code : choice.zh);
        }
        return names;
    }

    FieldReader& reader_;
    const ColumnSchema& column_;
    const SheetCell& cell_;
    FieldRead out_ = {};
};

}  // namespace

bool FieldRead::has_error() const {
    return std::any_of(findings.begin(), findings.end(), [](const CellFinding& finding) {
        return finding.severity == Severity::error;
    });
}

FieldReader make_field_reader(const ColumnSchema& schema, const std::optional<Unit>& unit_in_file,
                              bool is_typed, bool days_from_1904) {
    FieldReader reader;
    reader.schema = &schema;
    const Result<Unit> unit = Unit::parse(schema.unit);
    KC_CHECK(unit.has_value());
    reader.unit = *unit;
    reader.unit_in_file = unit_in_file.value_or(*unit);
    reader.is_unit_stated = unit_in_file.has_value();
    reader.is_typed = is_typed;
    reader.days_from_1904 = days_from_1904;
    for (const ColumnChoice& choice : schema.choices) {
        for (const std::string& word : {choice.code, choice.zh, choice.en})
            reader.choices.try_emplace(comparable(word), choice.code);
        for (const std::string& alias : choice.aliases)
            reader.choices.try_emplace(comparable(alias), choice.code);
    }
    reader.choices.erase("");
    return reader;
}

FieldRead read_field(FieldReader& reader, const SheetCell* cell) {
    const bool is_nothing =
        cell == nullptr ||
        (cell->kind == CellKind::missing && !cell->is_formula && cell->merge == MergeRole::none);
    if (!is_nothing) return FieldParse(reader, *cell).run();
    FieldRead read;
    if (!reader.schema->required) return read;
    CellFinding finding = words_for(Found::required, {}, expected_zh(*reader.schema));
    finding.hint_en = expected_en(*reader.schema);
    read.findings.push_back(std::move(finding));
    return read;
}

}  // namespace kc::exchange
