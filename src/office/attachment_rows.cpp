// SPDX-License-Identifier: Apache-2.0
#include "office/attachment_rows.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/check.hpp"
#include "office/json_quoted.hpp"

namespace kc::office {

Attachment attachment_in(store::Rows& rows) {
    Attachment one{.id = rows.get<std::int64_t>(0),
                   .name = rows.get<std::string>(1),
                   .media_type = rows.get<std::string>(2),
                   .sha256 = rows.get<store::Hash>(3),
                   .bytes = rows.get<std::int64_t>(4),
                   // A word that is none of ours is somebody else's writing: the strictest class.
                   .field_class = pack::from_word<pack::FieldClass>(rows.get<std::string_view>(5))
                                      .value_or(pack::FieldClass::secret),
                   .note = rows.get<std::string>(6),
                   .added_by = rows.get<std::string>(7),
                   .added_at_us = rows.get<std::int64_t>(8)};
    if (auto by = rows.get<std::optional<std::string>>(9))
        one.taken_back =
            TakenBack{std::move(*by), rows.get<std::optional<std::int64_t>>(10).value_or(0),
                      rows.get<std::optional<std::string>>(11).value_or("")};
    return one;
}

std::string attachment_added_payload(const std::string& place, const std::string& key,
                                     const Attachment& attachment) {
    using pack::FieldClass;
    const bool is_open = attachment.field_class == FieldClass::open ||
                         attachment.field_class == FieldClass::internal;
    const auto told = [&](const std::string& text) {
        return is_open ? json_quoted(text) : std::string(R"({"withheld":true})");
    };
    return fmt::format(R"({{"place":{},"key":{},"name":{},"note":{},"media_type":{},"class":{},)"
                       R"("sha256":"{}","bytes":{}}})",
                       json_quoted(place), json_quoted(key), told(attachment.name),
                       told(attachment.note), json_quoted(attachment.media_type),
                       json_quoted(pack::to_string(attachment.field_class)),
                       store::to_hex(attachment.sha256), attachment.bytes);
}

std::string attachment_taken_back_payload(const std::string& place, const std::string& key,
                                          std::int64_t id, const std::string& reason) {
    return fmt::format(R"({{"place":{},"key":{},"id":{},"reason":{}}})", json_quoted(place),
                       json_quoted(key), id, json_quoted(reason));
}

}  // namespace kc::office
