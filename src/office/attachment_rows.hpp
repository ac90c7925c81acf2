// SPDX-License-Identifier: Apache-2.0
// How attachments stand in their table and in the journal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "office/office_attachments.hpp"
#include "store/statement.hpp"

namespace kc::office {

// In the order in which attachment_in reads them.
inline constexpr std::string_view kAttachmentColumns =
    "id, name, media_type, sha256, bytes, class, note, added_by, added_at_us, taken_back_by, "
    "taken_back_at_us, reason";
inline constexpr int kAttachmentColumnCount = 12;
Attachment attachment_in(store::Rows& rows);

// A name may say whose paper it is: of personal and secret files the journal keeps neither name nor
// note.
std::string attachment_added_payload(const std::string& place, const std::string& key,
                                     const Attachment& attachment);
std::string attachment_taken_back_payload(const std::string& place, const std::string& key,
                                          std::int64_t id, const std::string& reason);

inline constexpr std::string_view kAttachmentAdded = "attachment.add";
inline constexpr std::string_view kAttachmentTakenBack = "attachment.take_back";

}  // namespace kc::office
