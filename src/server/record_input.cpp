// SPDX-License-Identifier: Apache-2.0
#include "server/record_input.hpp"

#include "server/answers.hpp"
#include "server/record_query.hpp"

namespace kc::server {
namespace {

constexpr std::size_t kFieldsMax = 500;

std::string plain_text(const JsonValue& value) {
    if (value.type == JsonType::null) return {};
    if (value.type == JsonType::boolean) return value.text == "true" ? "yes" : "no";
    return value.text;
}

// Words about one field begin with its name, also those of the writer (record/messages.hpp).
std::string pointer_to(const record::Registry& registry, const Diagnostic& what) {
    const pack::Registry& definition = registry.definition();
    for (const auto* fields : {&definition.fields, &definition.yearly}) {
        for (const pack::RegistryField& field : *fields) {
            if (what.zh.starts_with(field.name.zh + "：")) return "/fields/" + field.code;
        }
    }
    return {};
}

// A mistake in a part of several says where it stands: "0/fields/name".
std::string pointer_of(const record::FieldError& mistake) {
    const bool is_in_part = mistake.field.find('/') != std::string::npos;
    return (is_in_part ? "/parts/" : "/fields/") + mistake.field;
}

}  // namespace

std::vector<record::FieldText> read_field_texts(BodyFields& body, std::vector<FieldError>& errors) {
    std::vector<record::FieldText> all;
    const JsonValue* fields = body.optional_object("fields");
    if (fields == nullptr) return all;
    for (const auto& [name, value] : fields->members) {
        const bool is_plain = value.type != JsonType::array && value.type != JsonType::object;
        if (is_plain && all.size() < kFieldsMax)
            all.push_back({name, plain_text(value)});
        else
            errors.push_back({body.pointer_to("fields") + "/" + name,
                              {"E-body-type",
                               {},
                               "应是文字、数字、true、false 或 null",
                               "has to be a text, a number, true, false or null"}});
    }
    return all;
}

std::optional<Response> change_problem(Site& site, const Call& call,
                                       const office::RecordAnswer& answer) {
    if (!answer.mistakes.empty()) {
        std::vector<FieldError> errors;
        for (const record::FieldError& one : answer.mistakes)
            errors.push_back({pointer_of(one), one.what});
        return invalid(call.request, errors);
    }
    if (!answer.refused) return std::nullopt;
    const auto live = site.office().live();
    const record::Registry* registry = live->registries->find(call.parameters.text("registry"));
    const std::string pointer = registry == nullptr ? "" : pointer_to(*registry, *answer.refused);
    if (!pointer.empty()) return invalid(call.request, {{pointer, *answer.refused}});
    return record_refusal(call.request, *answer.refused);
}

}  // namespace kc::server
