// SPDX-License-Identifier: Apache-2.0
// Which files may be attached: what offices exchange, and what its bytes are, not its name alone.
//
// Pages and programs are refused: they would run in the browser or on the machine of whoever opens
// them. A file is given out as a download only, whatever it is.
#pragma once

#include <string_view>

#include "base/result.hpp"

namespace kc::office {

// The media type under which the file is given out. Errors: E-attachment-kind (this kind is not
// taken, or the bytes are not what the name says), E-attachment-empty.
Result<std::string_view> attachment_type(std::string_view file_name, std::string_view bytes);

}  // namespace kc::office
