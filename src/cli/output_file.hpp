// SPDX-License-Identifier: Apache-2.0
// A file that a command writes: there whole under its name, or not at all.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

#include "base/diagnostic.hpp"

namespace kc::cli {

Diagnostic cannot_write(const std::filesystem::path& path, const std::error_code& error);

// Nothing when it was written.
std::optional<Diagnostic> write_output(const std::filesystem::path& path, std::string_view bytes);
// The same for what stands in another file already, however long it is.
std::optional<Diagnostic> copy_output(const std::filesystem::path& from,
                                      const std::filesystem::path& path);

}  // namespace kc::cli
