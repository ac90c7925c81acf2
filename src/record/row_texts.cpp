// SPDX-License-Identifier: Apache-2.0
#include "record/row_texts.hpp"

#include <fmt/format.h>

#include "record/digest.hpp"
#include "record/limits.hpp"
#include "record/rows.hpp"
#include "record/text_key.hpp"

namespace kc::record {
namespace {

std::string searched(const Registry& registry, const Record& record, const std::string& former,
                     bool personal) {
    std::string text;
    const auto& fields = registry.definition().fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].type != pack::ValueType::text && fields[i].type != pack::ValueType::code)
            continue;
        const bool is_personal = fields[i].field_class == pack::FieldClass::personal;
        if (fields[i].field_class == pack::FieldClass::secret || is_personal != personal) continue;
        const auto* words = std::get_if<std::string>(&record.cells[i]);
        if (words != nullptr) text += search_text(*words) + '\n';
        if (fields[i].code == registry.definition().title) text += search_text(former);
    }
    return text;
}

}  // namespace

RowTexts texts_of(const Registry& registry, const Record& record, std::string former,
                  std::int64_t created_us) {
    RowTexts texts{.title_key = name_key(record.title), .former = std::move(former)};
    texts.search = searched(registry, record, texts.former, false);
    texts.search_personal = searched(registry, record, texts.former, true);
    texts.digest = digest_of(Derived{record.id, record.version, texts.title_key, texts.former,
                                     texts.search, texts.search_personal, created_us});
    return texts;
}

std::string former_names(const std::vector<Version>& versions, std::int64_t up_to) {
    std::string former;
    std::int32_t names = 0;
    const Version* newest = nullptr;  // of those without an end
    std::int64_t renamed_at_us = 0;   // a renaming over several spans adds a version for each
    for (const Version& one : versions) {
        if (one.record.version > up_to) break;
        const bool is_new = one.record.known_at_us != renamed_at_us;
        if (one.change == change::kRename && is_new && newest != nullptr) {
            renamed_at_us = one.record.known_at_us;
            if (names++ < kMaxSearchedTitles) former += newest->record.title + '\n';
        }
        if (!one.until) newest = &one;
    }
    return former;
}

std::vector<store::Value> row_values(const Record& r) {
    std::vector<store::Value> values{r.id,
                                     r.version,
                                     r.state,
                                     r.life,
                                     r.unit,
                                     r.owner,
                                     r.body,
                                     r.entered_by,
                                     r.title,
                                     value_of(r.valid_from),
                                     value_of(r.valid_to),
                                     value_of(r.closed_on),
                                     r.merged_into,
                                     r.known_at_us};
    for (const Cell& cell : r.cells) values.push_back(value_of(cell));
    return values;
}

std::vector<store::Value> row_values(const Record& record, const RowTexts& texts,
                                     std::int64_t created_us) {
    std::vector<store::Value> values = row_values(record);
    values.insert(values.end(), {texts.title_key, texts.former, texts.search, texts.search_personal,
                                 texts.digest, created_us});
    return values;
}

std::string numbered_places(std::size_t count) {
    std::string out;
    for (std::size_t i = 1; i <= count; ++i) out += fmt::format("{}${}", i == 1 ? "" : ", ", i);
    return out;
}

}  // namespace kc::record
