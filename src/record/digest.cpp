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

    [[nodiscard]] store::Hash hash() const { return store::sha256(bytes_.bytes()); }

private:
    store::ByteWriter bytes_;
};

}  // namespace

store::Hash salt_of(std::string_view seed, RecordId id, std::int64_t version) {
    Fields fields;
    fields.text("kc.record.salt.1");
    fields.text(seed);
    fields.number(id);
    fields.number(version);
    return fields.hash();
}

store::Hash digest_of(const Registry& registry, const Version& version, const store::Hash& salt) {
    const Record& r = version.record;
    Fields fields;
    fields.text("kc.record.1");
    fields.text({reinterpret_cast<const char*>(salt.data()), salt.size()});
    fields.text(registry.code());
    fields.number(r.id);
    fields.number(r.version);
    fields.text(r.state);
    fields.text(r.life);
    fields.maybe(r.unit);
    fields.maybe(r.owner);
    fields.maybe(r.body);
    fields.text(r.entered_by);
    fields.maybe(r.closed_on);
    fields.maybe(r.merged_into);
    fields.number(r.known_at_us);
    fields.maybe(version.since);
    fields.maybe(version.until);
    fields.text(version.change);
    fields.text(version.reason);
    fields.maybe(version.other);
    // Empty fields are left out, so that a definition may gain fields.
    const auto& defined = registry.definition().fields;
    for (std::size_t i = 0; i < defined.size() && i < r.cells.size(); ++i) {
        if (is_empty(r.cells[i])) continue;
        fields.text(defined[i].code);
        fields.cell(r.cells[i]);
    }
    return fields.hash();
}

}  // namespace kc::record
