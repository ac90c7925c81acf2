// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_references.hpp"

#include <utility>

#include "base/check.hpp"
#include "record/rows.hpp"

namespace kc::office {
namespace {

// A file names few firms many times, or many once.
constexpr std::size_t kReferencesKept = 20'000;

std::optional<std::string> text_in(const record::Registry& registry, const record::Record& record,
                                   const std::string& field) {
    const auto* text = std::get_if<std::string>(&record.cell(registry, field));
    return text == nullptr ? std::nullopt : std::optional(*text);
}

}  // namespace

Result<std::optional<Belonging>> RecordReferences::find(const record::Look& look,
                                                        const record::Registry& among,
                                                        const std::string& text) {
    const std::string key = among.code() + '\x1F' + text;
    if (const auto known = known_.find(key); known != known_.end())
        return std::optional(known->second);
    auto id = record::find_named(look, among, live_.registries->regions(), text, today_);
    if (!id) return unexpected(std::move(id.error()));
    if (!*id) return std::optional<Belonging>();
    Belonging found{**id, {}, {}};
    const store::Value number = found.id;
    auto read = record::for_each_row(
        look("SELECT unit, body FROM " + among.table() + " WHERE id = $1", {&number, 1}),
        [&](store::Rows& rows) {
            found.unit = rows.get<std::optional<std::string>>(0);
            found.body = rows.get<std::optional<std::string>>(1);
        });
    if (!read) return unexpected(std::move(read.error()));
    if (&among != &registry_ && known_.size() < kReferencesKept) known_.emplace(key, found);
    return std::optional(std::move(found));
}

void RecordReferences::expect(record::RecordId id, const std::optional<std::string>& unit,
                              const std::optional<std::string>& body) {
    known_.insert_or_assign(registry_.code() + '\x1F' + std::to_string(id),
                            Belonging{id, unit, body});
}

Result<std::optional<Belonging>> RecordReferences::behind(const record::Look& look,
                                                          const record::Record& record,
                                                          const std::string& code) {
    const pack::RegistryField* field = registry_.field(code);
    if (field == nullptr || field->type != pack::ValueType::reference)
        return std::optional<Belonging>();
    const auto* id = std::get_if<std::int64_t>(&record.cell(registry_, code));
    if (id == nullptr) return std::optional<Belonging>();
    const record::Registry* other = live_.registries->find(field->of);
    KC_CHECK(other != nullptr);
    return find(look, *other, std::to_string(*id));
}

Result<access::SubjectRow> RecordReferences::subject(const record::Look& look,
                                                     const record::Record& record,
                                                     const std::string& who) {
    const pack::Registry& definition = registry_.definition();
    access::SubjectRow row = record_subject(registry_, record);
    row.entered_by = who;
    const pack::RegistryField* unit = registry_.field(definition.unit);
    if (unit != nullptr && unit->type != pack::ValueType::reference)
        row.unit = text_in(registry_, record, definition.unit);
    auto unit_from = behind(look, record, definition.unit);
    if (!unit_from) return unexpected(std::move(unit_from.error()));
    if (*unit_from) row.unit = (*unit_from)->unit;
    auto owner = behind(look, record, definition.owner);
    if (!owner) return unexpected(std::move(owner.error()));
    if (*owner) row.body = (*owner)->body;
    if (definition.owner != pack::Registry::kSelf) return row;
    for (const pack::RegistryField& field : definition.fields) {
        if (field.format != pack::Format::credit_code) continue;
        row.body = text_in(registry_, record, field.code);
        break;
    }
    return row;
}

}  // namespace kc::office
