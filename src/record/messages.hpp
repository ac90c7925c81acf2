// SPDX-License-Identifier: Apache-2.0
// What is said when a change is refused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "record/record.hpp"

namespace kc::record {

// The same diagnostic, saying which field it is about.
Diagnostic about(const pack::RegistryField& field, Diagnostic diagnostic);

Diagnostic missing(const pack::RegistryField& field);
Diagnostic no_such_field(const std::vector<pack::RegistryField>& fields, std::string_view code);
Diagnostic taken(const pack::RegistryField& field, RecordId other);
Diagnostic no_such_reference(const pack::RegistryField& field, RecordId id);
Diagnostic ends_before_it_begins();
Diagnostic too_many_followers();
Diagnostic not_found(RecordId id);
Diagnostic conflict(const Record& present, std::int64_t expected);
Diagnostic already_merged(const Record& record);
Diagnostic not_so(const char* code, std::string zh, std::string en, std::string hint_zh,
                  std::string hint_en);

}  // namespace kc::record
