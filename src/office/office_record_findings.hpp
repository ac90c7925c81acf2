// SPDX-License-Identifier: Apache-2.0
// The words for what keeps a change or a row of a file out of a registry, in one place so that they
// stay alike.
#pragma once

#include <cstdint>
#include <string>

#include "access/decide.hpp"
#include "base/diagnostic.hpp"
#include "record/record.hpp"

namespace kc::office {

Diagnostic no_such_number(record::RecordId id);
Diagnostic no_such_version(std::int64_t given, std::int64_t now);
Diagnostic no_such_record(const record::Registry& registry, const std::string& text);
Diagnostic same_as_row(std::uint32_t row);
Diagnostic several_rows(const std::string& text, std::uint32_t row, std::uint32_t other);
Diagnostic refers_in_a_circle(std::uint32_t row);
Diagnostic refers_to_wrong_row(std::uint32_t row);
Diagnostic has_ended(const record::Record& record);
Diagnostic registered_elsewhere();
Diagnostic taken_by_another();
// `now` is what it says at present, as the person sees it.
Diagnostic changed_by_others(const pack::RegistryField& field, const pack::Bilingual& now);
Diagnostic hidden_value(const pack::RegistryField& field);
Diagnostic nothing_filled_in();
Diagnostic missing_for_new(const pack::RegistryField& field);
Diagnostic missing_in_part(const pack::RegistryField& field);
Diagnostic no_record_to_fill();
Diagnostic no_year_given();
Diagnostic ends_too_early();
Diagnostic not_allowed(const access::RowDecision& decision);

}  // namespace kc::office
