// SPDX-License-Identifier: Apache-2.0
#include "record/digest.hpp"

#include "store/byte_writer.hpp"

namespace kc::record {
namespace {

class Fields {
public:
    void text(std::string_view value) { bytes_.text(value); }
    void number(std::int64_t value) { bytes_.number(value); }

    // 0 for nothing, 1 and a number, 2 and a text.
    void cell(const Cell& cell) {
        if (const auto* number = std::get_if<std::int64_t>(&cell)) {
            bytes_.number(1);
            bytes_.number(*number);
        } else if (const auto* text = std::get_if<std::string>(&cell)) {
            bytes_.number(2);
            bytes_.text(*text);
        } else {
            bytes_.number(0);
        }
    }
    void maybe(const std::optional<std::string>& text) { cell(text ? Cell(*text) : Cell()); }
    void maybe(const std::optional<std::int64_t>& value) { cell(value ? Cell(*value) : Cell()); }
    void maybe(const std::optional<base::Date>& day) {
        cell(day ? Cell(std::int64_t{day->days_since_1970()}) : Cell());
    }

    void seal(const Seal& seal) {
        text({reinterpret_cast<const char*>(seal.salt.data()), seal.salt.size()});
        number(seal.work);
    }
    // By code, so that a definition may put its fields in another order; empty ones are left out,
    // so that it may gain fields.
    void cells(const std::vector<pack::RegistryField>& defined,
               const std::vector<std::size_t>& by_code, const std::vector<Cell>& cells) {
        for (const std::size_t i : by_code) {
            if (is_empty(cells[i])) continue;
            text(defined[i].code);
            cell(cells[i]);
        }
    }

    [[nodiscard]] store::Hash hash() const { return store::sha256(bytes_.bytes()); }

private:
    store::ByteWriter bytes_;
};

}  // namespace

store::Hash salt_of(std::string_view seed, RecordId id, std::int32_t year, std::int64_t version) {
    Fields fields;
    fields.text("kc.record.salt.2");
    fields.text(seed);
    fields.number(id);
    fields.number(year);
    fields.number(version);
    return fields.hash();
}

store::Hash digest_of(const Registry& registry, const Version& version, const Seal& seal) {
    const Record& r = version.record;
    Fields fields;
    fields.text("kc.record.2");
    fields.seal(seal);
    fields.text(registry.code());
    fields.number(r.id);
    fields.number(r.version);
    fields.text(r.state);
    fields.text(r.life);
    fields.maybe(r.unit);
    fields.maybe(r.owner);
    fields.maybe(r.body);
    fields.text(r.entered_by);
    fields.text(r.title);
    fields.maybe(r.valid_from);
    fields.maybe(r.valid_to);
    fields.maybe(r.closed_on);
    fields.maybe(r.merged_into);
    fields.number(r.known_at_us);
    fields.maybe(version.since);
    fields.maybe(version.until);
    fields.text(version.change);
    fields.text(version.reason);
    fields.maybe(version.other);
    fields.text(version.changed_by);
    fields.cells(registry.definition().fields, registry.fields_by_code(), r.cells);
    return fields.hash();
}

store::Hash digest_of(const Registry& registry, RecordId id, const YearFigures& figures,
                      const Seal& seal) {
    Fields fields;
    fields.text("kc.record.year.1");
    fields.seal(seal);
    fields.text(registry.code());
    fields.number(id);
    fields.number(figures.year);
    fields.number(figures.version);
    fields.number(figures.known_at_us);
    fields.text(figures.entered_by);
    fields.text(figures.source);
    fields.cells(registry.definition().yearly, registry.yearly_by_code(), figures.cells);
    return fields.hash();
}

store::Hash digest_of(const Derived& derived) {
    Fields fields;
    fields.text("kc.record.derived.1");
    fields.number(derived.id);
    fields.number(derived.version);
    fields.text(derived.title_key);
    fields.text(derived.former);
    fields.text(derived.search);
    fields.text(derived.search_personal);
    fields.number(derived.created_us);
    return fields.hash();
}

}  // namespace kc::record
