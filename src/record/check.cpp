// SPDX-License-Identifier: Apache-2.0
#include "record/check.hpp"

#include <set>
#include <utility>

#include "record/messages.hpp"
#include "record/write.hpp"

namespace kc::record {
namespace {

using pack::RegistryField;
using pack::ValueType;

std::vector<FieldError> check_texts(const std::vector<RegistryField>& defined,
                                    const Regions& regions, const std::vector<FieldText>& fields,
                                    base::Date today, bool is_new) {
    std::vector<FieldError> errors;
    std::set<std::string_view> filled;
    std::set<std::string_view> named;
    for (const FieldText& one : fields) {
        const RegistryField* field = pack::find_field(defined, one.field);
        if (field == nullptr) {
            errors.push_back({one.field, no_such_field(defined, one.field)});
            continue;
        }
        if (!named.insert(field->code).second) {
            errors.push_back(
                {one.field, about(*field, not_so("E-record-field", "写了两次", "it is there twice",
                                                 "只留一个", "leave one of them"))});
            continue;
        }
        if (field->type == ValueType::reference && !is_record_number(one.text)) {
            if (!one.text.empty()) filled.insert(field->code);
            continue;
        }
        auto cell = read_cell(*field, one.text, regions, today);
        if (!cell) {
            errors.push_back({one.field, about(*field, std::move(cell.error()))});
            filled.insert(field->code);
        } else if (!is_empty(*cell)) {
            filled.insert(field->code);
        }
    }
    for (const RegistryField& field : defined) {
        const bool is_emptied = named.count(field.code) > 0 && filled.count(field.code) == 0;
        const bool is_missing = is_new && filled.count(field.code) == 0;
        if (field.is_required && (is_emptied || is_missing)) {
            errors.push_back({field.code, missing(field)});
        }
    }
    return errors;
}

}  // namespace

std::vector<FieldError> check_fields(const Registry& registry, const Regions& regions,
                                     const std::vector<FieldText>& fields, base::Date today,
                                     bool is_new) {
    return check_texts(registry.definition().fields, regions, fields, today, is_new);
}

std::vector<FieldError> check_yearly(const Registry& registry, const Regions& regions,
                                     const std::vector<FieldText>& fields, base::Date today,
                                     bool is_new) {
    return check_texts(registry.definition().yearly, regions, fields, today, is_new);
}

}  // namespace kc::record
