// SPDX-License-Identifier: Apache-2.0
// Reads single values of a tree and says in words what is wrong with them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "base/unit.hpp"
#include "pack/field_type.hpp"
#include "pack/named.hpp"
#include "pack/time.hpp"
#include "pack/yaml_tree.hpp"

namespace kc::pack {

class Reader {
public:
    Reader(const Document& document, Diagnostics& found) : document_(document), found_(found) {}

    // Each is empty, and has reported why, when `from` does not hold such a value.
    std::optional<std::string> read_text(const FieldType& type, const Node& from);
    std::optional<base::Decimal> read_number(const FieldType& type, const Node& from);
    std::optional<std::int32_t> read_whole(const FieldType& type, const Node& from);
    std::optional<bool> read_yes_no(const FieldType& type, const Node& from);
    std::optional<base::Unit> read_unit(const FieldType& type, const Node& from);
    std::optional<base::Date> read_day(const FieldType& type, const Node& from);
    std::optional<Time> read_time(const FieldType& type, const Node& from);
    std::optional<std::size_t> read_word(const FieldType& type, const Node& from);
    std::optional<Located> read_expression(const FieldType& type, const Node& from);
    bool expect_list(const FieldType& type, const Node& from);
    bool expect_map(const FieldType& type, const Node& from);
    // A name people choose, as the key of a table.
    Located name_of(const Key& key);

    void report(const Node& at, Diagnostic diagnostic);
    void report(const Key& at, Diagnostic diagnostic);

    // The shapes being read, the outermost first, with the key each was found under.
    struct Around {
        std::string_view key;
        const Shape* shape;
    };
    std::vector<Around>& around() { return around_; }

    // The field being read, for messages.
    std::string_view field() const { return field_; }
    void set_field(std::string_view name) { field_ = name; }

private:
    // The text of a scalar that is there; otherwise reports what is expected.
    const std::string* scalar(const FieldType& type, const Node& from);
    // The value of a result, or nothing and its diagnostic placed at `from`.
    template <typename T>
    std::optional<T> taken(Result<T> result, const Node& from) {
        if (result) return *std::move(result);
        report(from, std::move(result).error());
        return std::nullopt;
    }
    void report_wrong_type(const FieldType& type, const Node& from);

    const Document& document_;
    Diagnostics& found_;
    std::vector<Around> around_;
    std::string_view field_ = "?";
};

}  // namespace kc::pack
