// SPDX-License-Identifier: Apache-2.0
// What people are reminded of: sheets that are due or late, and records that are about to run out.
//
// A job makes them once a day (office_jobs.hpp), so that they stand there also for who looks in the
// evening. They name a form, a unit and a period, or a registry and a day, never a person or a
// record: who may see what is decided when they are read.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "access/role.hpp"
#include "office/office_live.hpp"

namespace kc::office {

enum class NoticeKind : std::uint8_t { sheet, expiry };
std::string_view to_string(NoticeKind kind);

// So many days before a record's last day people are told.
inline constexpr std::array<std::int32_t, 3> kExpiryNoticeDays = {90, 30, 7};
inline constexpr std::int64_t kNoticeDaysKept = 400;

struct Notice {
    std::int64_t number = 0;
    base::Date made_on = {};
    NoticeKind kind = NoticeKind::sheet;
    std::string subject = {};  // code of the form or registry
    std::string unit = {};     // that has to fill the form in
    std::string period = {};   // of the sheet
    base::Date due = {};       // the deadline, or the records' last day
    std::int64_t records = 0;  // that run out then and the reader may see
};

// The notices of a day, made at most once whoever asks. How many there are.
Result<std::int64_t> make_sheet_notices(Office& office, base::Date day);
Result<std::int64_t> make_expiry_notices(Office& office, base::Date day);

// The newest first, of the last days, as far as the actor may read what they are about. A sheet
// that has come in meanwhile is left out.
inline constexpr std::int64_t kNoticesMax = 500;
Result<std::vector<Notice>> notices_for(Office& office, const access::Actor& actor, int days);

store::Schema notice_schema();

}  // namespace kc::office
