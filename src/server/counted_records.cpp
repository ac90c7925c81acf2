// SPDX-License-Identifier: Apache-2.0
#include "server/counted_records.hpp"

#include <algorithm>
#include <span>

#include "server/record_views.hpp"
#include "server/views.hpp"

namespace kc::server {

Result<void> write_counted_list(office::RecordDesk& desk, const record::Registry& registry,
                                const std::vector<record::CountedRecord>& records, const char* name,
                                JsonWriter& json) {
    const std::span<const record::CountedRecord> all(records);
    auto seen = desk.counted(registry, all.first(std::min(all.size(), kCountedShownMax)));
    if (!seen) return unexpected(std::move(seen.error()));
    json.key(name).begin_object().key("total").number(records.size());
    json.key("items").begin_array();
    for (const office::SeenRecord& one : *seen)
        write_record(registry, one, registry.definition().listed, json);
    json.end_array().end_object();
    return {};
}

Response target_refusal(const Request& request, const Diagnostic& what) {
    const bool is_missing = what.code == "E-no-target" || what.code == "E-office-not-counted";
    return is_missing ? problem(request, 404, what) : failed(request, what);
}

void write_listed_fields(const record::Registry& registry, JsonWriter& json) {
    json.key("fields").begin_array();
    for (const std::string& code : registry.definition().listed) {
        const pack::RegistryField* field = registry.field(code);
        if (field == nullptr) continue;
        json.begin_object().key("code").text(code).key("name");
        write_words(field->name, json);
        json.end_object();
    }
    json.end_array();
}

}  // namespace kc::server
