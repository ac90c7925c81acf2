// SPDX-License-Identifier: Apache-2.0
#include "evaluation/row_filter.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "evaluation/definition_number.hpp"

namespace kc::evaluation {

class RowFilter::Parser {
public:
    // Without a table every name is taken for a column.
    Parser(std::string_view text, const Table* table) : text_(text), table_(table) {}

    const std::vector<std::string>& names() const { return names_; }

    Result<RowFilter> run() {
        RowFilter filter;
        do {
            auto condition = read_condition();
            if (!condition) return unexpected(condition.error());
            filter.conditions_.push_back(*std::move(condition));
        } while (take("and"));
        skip();
        if (at_ < text_.size()) return unexpected(fault());
        return filter;
    }

private:
    Diagnostic fault() const {
        return Diagnostic{
            .code = "E-where",
            .zh = fmt::format("units 的 where 从“{}”起读不懂", base::shortened(text_.substr(at_))),
            .en = fmt::format("the 'where' of units cannot be read from '{}' on",
                              base::shortened(text_.substr(at_)))}
            .hint("写成 level == 'county' and population >= 10",
                  "write level == 'county' and population >= 10");
    }

    void skip() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }

    bool take(std::string_view word) {
        skip();
        if (!text_.substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }

    std::string_view take_until(std::string_view ends) {
        skip();
        const std::size_t begin = at_;
        while (at_ < text_.size() && ends.find(text_[at_]) == std::string_view::npos) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    bool read_quoted(std::vector<std::string>& to) {
        skip();
        if (at_ >= text_.size() || (text_[at_] != '\'' && text_[at_] != '"')) return false;
        const char quote = text_[at_++];
        const std::size_t end = text_.find(quote, at_);
        if (end == std::string_view::npos) return false;
        to.emplace_back(text_.substr(at_, end - at_));
        at_ = end + 1;
        return true;
    }

    std::optional<Relation> read_relation() {
        struct Sign {
            std::string_view text;
            Relation relation;
        };
        static constexpr std::array kSigns = {
            Sign{"==", Relation::equal},   Sign{"!=", Relation::unequal},
            Sign{"<=", Relation::at_most}, Sign{">=", Relation::at_least},
            Sign{"<", Relation::less},     Sign{">", Relation::more},
            Sign{"in", Relation::in}};
        for (const Sign& sign : kSigns)
            if (take(sign.text)) return sign.relation;
        return std::nullopt;
    }

    bool read_list(std::vector<std::string>& to) {
        if (!take("(")) return false;
        do {
            if (!read_quoted(to)) return false;
        } while (take(","));
        return take(")");
    }

    Result<Condition> read_condition() {
        Condition condition;
        const std::string_view name = take_until(" =!<>");
        names_.emplace_back(name);
        if (table_ != nullptr) {
            const auto column = column_position(*table_, name);
            if (!column) return unexpected(no_column(*table_, name, {}));
            condition.column = *column;
        }
        const auto relation = read_relation();
        if (!relation) return unexpected(fault());
        condition.relation = *relation;
        if (*relation == Relation::in) {
            if (!read_list(condition.texts)) return unexpected(fault());
        } else if (!read_quoted(condition.texts)) {
            const std::size_t before = at_;
            condition.number = read_number(take_until(" "));
            if (!condition.number) {
                at_ = before;
                return unexpected(fault());
            }
        }
        return condition;
    }

    std::string_view text_;
    const Table* table_;
    std::vector<std::string> names_;
    std::size_t at_ = 0;
};

Result<RowFilter> RowFilter::parse(std::string_view text, const Table& table) {
    return Parser(text, &table).run();
}

std::vector<std::string> RowFilter::columns_of(std::string_view text) {
    if (text.empty()) return {};
    Parser parser(text, nullptr);
    if (!parser.run()) return {};
    return parser.names();
}

bool RowFilter::holds(const Condition& condition, const std::string& cell) {
    if (!condition.number) {
        const bool is_there = std::find(condition.texts.begin(), condition.texts.end(), cell) !=
                              condition.texts.end();
        if (condition.relation == Relation::equal || condition.relation == Relation::in)
            return is_there;
        if (condition.relation == Relation::unequal) return !is_there;
        const int order = cell.compare(condition.texts.front());
        if (condition.relation == Relation::less) return order < 0;
        if (condition.relation == Relation::at_most) return order <= 0;
        if (condition.relation == Relation::more) return order > 0;
        return order >= 0;
    }
    const auto value = read_number(cell);
    if (!value) return false;
    switch (condition.relation) {
        case Relation::equal: return *value == *condition.number;
        case Relation::unequal: return *value != *condition.number;
        case Relation::less: return *value < *condition.number;
        case Relation::at_most: return *value <= *condition.number;
        case Relation::more: return *value > *condition.number;
        default: return *value >= *condition.number;
    }
}

bool RowFilter::takes(const TableRow& row) const {
    return std::all_of(conditions_.begin(), conditions_.end(), [&](const Condition& condition) {
        return holds(condition, row.cells[condition.column]);
    });
}

}  // namespace kc::evaluation
